//! What holds other files: packed ones and archives, one row of [`CONTAINERS`] each. They are walked without unpacking anything to the disk. Knows no
//! format of news.

mod expansion;
mod gzip;
mod http;
mod packed;
mod tar;
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
static CONTAINERS: &[Container] =
    &[gzip::GZIP, packed::ZSTD, packed::BZIP2, packed::XZ, zip::ZIP, tar::TAR, warc::WARC, warc::ARC];

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

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};
    use std::ops::ControlFlow;

    use super::*;
    use crate::read::{Limits, read_file};

    const LINES: &[u8] = b"{\"title\":\"A\",\"text\":\"x\"}\n{\"title\":\"B\"}\n";
    /// The same as the xz tool packs it.
    const XZ: &[u8] = b"\xfd\x37\x7a\x58\x5a\x00\x00\x04\xe6\xd6\xb4\x46\x02\x00\x21\x01\x0c\x00\x00\x00\x8f\x98\x41\x9c\xe0\x00\x26\x00\x22\x5d\x00\x3d\x88\x8a\x86\xd4\x54\xe9\xdd\x37\x78\xd5\x56\x7e\xea\x14\x56\x96\xa7\x4d\x69\x1c\xe5\x8f\x18\x77\x33\xbd\xa0\xa1\x30\xc4\x31\xcd\x20\x00\x00\x00\x19\x87\xfd\x21\x53\x65\x0b\xb1\x00\x01\x3e\x27\x3d\x1b\x49\xc4\x1f\xb6\xf3\x7d\x01\x00\x00\x00\x00\x04\x59\x5a";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn bzip2(bytes: &[u8]) -> Vec<u8> {
        let mut packer = ::bzip2::write::BzEncoder::new(Vec::new(), ::bzip2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ::tar::Builder::new(Vec::new());
        for (name, bytes) in members {
            let mut header = ::tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            archive.append_data(&mut header, name, *bytes).unwrap();
        }
        archive.into_inner().unwrap()
    }

    fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            archive.start_file(*name, ::zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    /// Each record of a file as `position title`, or `position: reason`.
    fn records(name: &str, bytes: &[u8]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let mut found = Vec::new();
        let _ = read_file(&path, None, &Limits { text: 1 << 20, ..Limits::default() }, &mut |outcome| {
            found.push(match outcome {
                Ok(article) => format!("{} {}", article.record.position(), article.title),
                Err(skip) => format!("{}: {}", skip.record.position(), skip.reason),
            });
            ControlFlow::Continue(())
        });
        found
    }

    #[test]
    fn a_packed_file_is_read_as_what_it_holds() {
        let zstd = ::zstd::encode_all(LINES, 1).unwrap();
        let two_members = [gzip(&LINES[..25]), gzip(&LINES[25..])].concat();
        for (name, bytes) in [
            ("a.jsonl.gz", gzip(LINES)),
            ("a.gz", gzip(LINES)),
            ("a.bin", gzip(LINES)),
            ("a.jsonl.gz", two_members),
            ("a.jsonl.zst", zstd),
            ("a.jsonl.bz2", bzip2(LINES)),
            ("a.jsonl.xz", XZ.to_vec()),
        ] {
            assert_eq!(records(name, &bytes), [":1 A", ":2 B"], "{name}");
        }
        assert_eq!(records("news.txt.gz", &gzip(b"Title\n\nText.")), [" Title"]);
        assert_eq!(records("news.dat.gz", &gzip(b"Title\n\nText.")), [": no format for files of this kind"]);
    }

    #[test]
    fn archives_are_walked_at_any_depth() {
        let inner =
            zip(&[("b/lines.jsonl", LINES), ("b/picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\r"), ("b/.DS_Store", b"x")]);
        let outer =
            tar(&[("./a.txt", b"Title\n\nText."), ("inner.zip", &inner), ("empty.txt", b""), ("__MACOSX/a.txt", b"x")]);
        let expected = [
            "!a.txt Title",
            "!inner.zip!b/lines.jsonl:1 A",
            "!inner.zip!b/lines.jsonl:2 B",
            "!inner.zip!b/picture.png: not text (binary data)",
            "!empty.txt: empty",
        ];
        assert_eq!(records("a.tar", &outer), expected);
        assert_eq!(records("a.tgz", &gzip(&outer)), expected);
        assert_eq!(records("a.zip", &zip(&[("a.tar", &outer)]))[0], "!a.tar!a.txt Title");
    }

    #[test]
    fn what_came_before_the_damage_is_kept() {
        let packed = gzip(&LINES.repeat(20_000));
        let found = records("a.jsonl.gz", &packed[..packed.len() - 20]);
        assert!(found.len() > 30_000 && found[0] == ":1 A", "{}", found.len());
        assert!(found.last().unwrap().contains(": cannot be read: "), "{:?}", found.last());
        let outer = tar(&[("a.txt", b"Title\n\nText."), ("b.txt", b"Other\n\nText.")]);
        let found = records("a.tar", &outer[..1100]);
        assert_eq!((found[0].as_str(), found.len()), ("!a.txt Title", 2), "{found:?}");
        let whole = zip(&[("a.txt", b"Title\n\nText.")]);
        assert!(records("a.zip", &whole[..whole.len() - 10])[0].starts_with(": the archive is damaged: "));
    }

    #[test]
    fn a_bomb_is_a_skip() {
        let mut packed = LINES.to_vec();
        (0..7).for_each(|_| packed = gzip(&packed));
        assert_eq!(records("a.gz", &packed), [": packed more than 5 times, one in another"]);
        let budget = Budget::of(10, &Limits::default());
        let error = std::io::copy(&mut budget.meter(std::io::repeat(0)), &mut std::io::sink()).unwrap_err();
        assert!(matches!(Reason::from_io(&error), Reason::Expands(_)));
    }
}
