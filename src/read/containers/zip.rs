//! Zip archives (APPNOTE 6.3), by their table of contents, which stands at the end: one that does not lie on the disk is held in memory.

use std::io::{BufReader, Cursor, Read, Seek};

use ::zip::ZipArchive;
use ::zip::result::ZipError;

use super::{Container, Input, Kind, Member, Take, is_hidden};
use crate::read::record::Reason;
use crate::read::source::{Source, Stop};

/// Where the first member's name stands.
const FIRST_NAME: usize = 30;
/// First members of documents that are zip archives only inside: word processors' and books.
const DOCUMENTS: [&[u8]; 2] = [b"[Content_Types].xml", b"mimetype"];

pub(super) const ZIP: Container = Container {
    extensions: &["zip"],
    sniff: |head| {
        let is_document = |name: &&[u8]| head.get(FIRST_NAME..).is_some_and(|rest| rest.starts_with(name));
        (head.starts_with(b"PK\x03\x04") && !DOCUMENTS.iter().any(is_document)) || head.starts_with(b"PK\x05\x06")
    },
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

fn reason(error: &ZipError) -> Reason {
    match error {
        ZipError::Io(error) => Reason::from_io(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Reason::Encrypted,
        error => Reason::Archive(error.to_string()),
    }
}
