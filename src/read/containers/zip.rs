//! Zip archives (APPNOTE 6.3), by their table of contents, which stands at the end: one that does not lie on the disk is held in memory.

use std::io::{BufReader, Cursor, Read, Seek};

use ::zip::ZipArchive;

use super::{Container, Input, Kind, Member, Take, is_hidden};
use crate::read::package::{is_document, reason};
use crate::read::source::{Source, Stop};

pub(super) const ZIP: Container = Container {
    extensions: &["zip"],
    sniff: |head| (head.starts_with(b"PK\x03\x04") && !is_document(head)) || head.starts_with(b"PK\x05\x06"),
    kind: Kind::Archive(members),
};

fn members(mut input: Input<'_>, source: &Source<'_>, take: &mut Take<'_>) -> Result<(), Stop> {
    match input.file {
        Some(file) => each(BufReader::new(file), take),
        None => each(Cursor::new(source.bytes(&mut input.stream)?), take),
    }
}

fn each(archive: impl Read + Seek, take: &mut Take<'_>) -> Result<(), Stop> {
    let mut archive = ZipArchive::new(archive).map_err(|error| reason(&error))?;
    for number in 0..archive.len() {
        let name = archive.name_for_index(number).and_then(Result::ok);
        let name = name.map_or_else(|| format!("[{number}]"), |name| name.replace('\\', "/"));
        if name.ends_with('/') || is_hidden(&name) {
            continue;
        }
        match archive.by_index(number) {
            Ok(mut member) => take(Member::file(name, Some(member.size()), Ok(&mut member)))?,
            Err(error) => take(Member::file(name, None, Err(reason(&error))))?,
        }
    }
    Ok(())
}
