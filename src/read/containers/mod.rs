//! What holds other files: packed ones and archives, one row of [`CONTAINERS`] each. They are walked without unpacking anything to the disk. Knows no
//! format of news.

mod expansion;
mod gzip;
mod http;
mod mhtml;
mod packed;
mod tar;
#[cfg(test)]
mod tests;
mod unread;
mod warc;
mod zip;

use std::fs::File;
use std::io::{self, BufRead, Read};

use super::record::Reason;
use super::source::{Found, Source, Stop};

pub(super) use expansion::{Budget, Expansion};

/// A way to hold other files.
pub(super) struct Container {
    /// The extensions that its files add to the name of what they hold.
    pub extensions: &'static [&'static str],
    /// Whether a content that begins so is one.
    pub sniff: fn(head: &[u8]) -> bool,
    /// How many files it holds, and how they come out.
    pub kind: Kind,
}

/// How files come out of a container.
pub(super) enum Kind {
    /// One, without a name of its own.
    Packed(for<'r> fn(Stream<'r>) -> io::Result<Box<dyn Read + 'r>>),
    /// Several, each under its name.
    Archive(fn(Input<'_>, &Source<'_>, &mut Take<'_>) -> Result<(), Stop>),
    /// None: it is only known by its name.
    Unread(&'static str),
}

/// Bytes to be read once.
pub(super) type Stream<'a> = Box<dyn BufRead + 'a>;

/// Takes the members of an archive, one after the other.
pub(super) type Take<'a> = dyn FnMut(Member<'_>) -> Result<(), Stop> + 'a;

/// The bytes of a file or of a member of an archive.
pub(super) struct Input<'a> {
    /// From the first on.
    pub stream: Stream<'a>,
    /// The file, if it is one: some archives have their table of contents at the end.
    pub file: Option<&'a File>,
}

/// A file in an archive.
pub(super) struct Member<'a> {
    /// Its name there, with `/` between the parts.
    pub name: String,
    /// The name of the file that it is or might be, whose extension tells the format.
    pub file: String,
    /// Its size in bytes, where known.
    pub size: Option<u64>,
    /// What is known from where it was found.
    pub found: Found,
    /// Its bytes, or why they cannot be had.
    pub content: Result<&'a mut dyn Read, Reason>,
}

/// Every container.
static CONTAINERS: &[Container] = &[
    gzip::GZIP,
    packed::ZSTD,
    packed::BZIP2,
    packed::XZ,
    zip::ZIP,
    tar::TAR,
    warc::WARC,
    warc::ARC,
    mhtml::MHTML,
    unread::SEVEN_ZIP,
    unread::RAR,
    unread::COMPRESS,
    unread::LZIP,
    unread::LZ4,
    unread::CABINET,
    unread::XAR,
    unread::ZSTD_DICTIONARY,
];

/// The container that begins with `head`.
pub(super) fn detect(head: &[u8]) -> Option<&'static Container> {
    CONTAINERS.iter().find(|container| (container.sniff)(head))
}

impl<'a> Member<'a> {
    /// A file that somebody put into an archive.
    fn file(name: String, size: Option<u64>, content: Result<&'a mut dyn Read, Reason>) -> Self {
        Member { file: name.clone(), name, size, found: Found::default(), content }
    }
}

impl Container {
    /// The name of what a packed file of that name holds: `news.txt` for `news.txt.gz`.
    pub fn inner_name<'n>(&self, name: &'n str) -> &'n str {
        let Some((stem, extension)) = name.rsplit_once('.') else { return name };
        if self.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)) { stem } else { name }
    }
}

/// Whether a member is of those that are passed over in a folder too: names that begin with a dot, and what Macs put beside files.
fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part == "__MACOSX" || (part.starts_with('.') && part != "." && part != ".."))
}
