//! Zip archives (APPNOTE 6.3), by their table of contents, which stands at the end: one that does not lie on the disk is held in memory, and from some
//! size on in a file without a name.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use ::zip::read::read_zipfile_from_stream;
use ::zip::result::ZipError;
use ::zip::{SUPPORTED_COMPRESSION_METHODS, ZipArchive};
use tempfile::SpooledTempFile;

use super::{Container, Input, Kind, Member, Take, is_hidden};
use crate::read::package::{is_document, reason, unread_method};
use crate::read::record::Reason;
use crate::read::source::{Source, Stop};

pub(super) const ZIP: Container = Container {
    extensions: &["zip"],
    sniff: |head| MARKS.iter().any(|mark| head.starts_with(mark)) && !is_document(head),
    kind: Kind::Archive(members),
};

/// A first member; an empty archive; one that was written in parts, of which this is the only one.
const MARKS: [&[u8]; 3] = [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04"];
/// An archive in an archive is held in memory up to this size.
const IN_MEMORY: usize = 16 << 20;
/// The end of an archive with the longest comment.
const LONGEST_END: u64 = 22 + 0xFFFF;

fn members(mut input: Input<'_>, _: &Source<'_>, take: &mut Take<'_>) -> Result<(), Stop> {
    match input.file {
        Some(file) => each(BufReader::new(file), take),
        None => {
            // How much it may be is the budget's to say, through which it is read.
            let mut held = SpooledTempFile::new(IN_MEMORY);
            io::copy(&mut input.stream, &mut held)?;
            held.rewind()?;
            each(BufReader::new(held), take)
        }
    }
}

fn each(mut file: impl Read + Seek, take: &mut Take<'_>) -> Result<(), Stop> {
    let mut archive = match ZipArchive::new(&mut file) {
        Ok(archive) => archive,
        Err(error @ ZipError::InvalidArchive(_)) => {
            file.rewind()?;
            one_after_the_other(file, take)?;
            return Err(reason(&error).into());
        }
        Err(error) => return Err(reason(&error).into()),
    };
    let count = archive.len();
    for number in 0..count {
        let name = archive.name_for_index(number).and_then(Result::ok);
        let name = name.map_or_else(|| format!("[{number}]"), |name| name.replace('\\', "/"));
        if name.ends_with('/') || is_hidden(&name) {
            continue;
        }
        match archive.by_index(number) {
            Ok(member) if member.is_symlink() => take(Member::file(name, None, Err(Reason::Link)))?,
            Ok(member) if !SUPPORTED_COMPRESSION_METHODS.contains(&member.compression()) => {
                // Nothing else tells the number.
                #[expect(deprecated)]
                let method = member.compression().to_u16();
                drop(member);
                take(Member::file(name, None, Err(unread_method(method))))?;
            }
            Ok(mut member) => take(Member::file(name, Some(member.size()), Ok(&mut member)))?,
            Err(error) => take(Member::file(name, None, Err(reason(&error))))?,
        }
    }
    match listed(file)? {
        // Of members that have one name, only the last can be had.
        Some(listed) if listed > count => {
            let what = match listed - count {
                1 => "1 of its members has the name of another".to_string(),
                more => format!("{more} of its members have the names of others"),
            };
            Err(Reason::Archive(what).into())
        }
        _ => Ok(()),
    }
}

/// The members of an archive whose end is missing, as far as they can be found without it.
fn one_after_the_other(mut file: impl Read, take: &mut Take<'_>) -> Result<(), Stop> {
    while let Ok(Some(mut member)) = read_zipfile_from_stream(&mut file) {
        let name = member.name().map_or_else(|_| "[?]".to_string(), |name| name.replace('\\', "/"));
        if !name.ends_with('/') && !is_hidden(&name) {
            take(Member::file(name, Some(member.size()), Ok(&mut member)))?;
        }
    }
    Ok(())
}

/// How many members the end of an archive says there are, unless they are too many for its field.
fn listed(mut file: impl Read + Seek) -> io::Result<Option<usize>> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST_END)))?;
    let mut end = Vec::new();
    file.take(LONGEST_END).read_to_end(&mut end)?;
    let count = memchr::memmem::rfind(&end, b"PK\x05\x06").and_then(|at| end.get(at + 10..at + 12));
    Ok(count.map(|count| usize::from(u16::from_le_bytes([count[0], count[1]]))).filter(|&count| count < 0xFFFF))
}
