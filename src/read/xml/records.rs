//! Cuts a stream of XML into the elements that hold a record each, so that a file may have any length, and a broken record does not end it. Knows the
//! records by their names alone.

use std::io::{BufRead, Cursor};

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8};

use super::scan::{Kept, Kind, Scanner, Tag};
use super::tree::{Element, Names, Spaces, Tree, parse};
use crate::read::decode::{decode_as, guess};
use crate::read::note::Note;
use crate::read::object::Position;
use crate::read::record::{Reason, Record};
use crate::read::source::{Source, Stop};

/// How much of a file is asked for the encoding that it declares.
const DECLARATION: usize = 1 << 10;

/// What comes next in a stream.
#[derive(Debug)]
pub(in crate::read) enum Next {
    /// A record from its beginning to its end.
    Whole(Piece),
    /// A record that has no end before the next begins, or the stream ends.
    BrokenOff(Piece),
    /// No more records.
    End,
}

/// The bytes of a record.
#[derive(Debug)]
pub(in crate::read) struct Piece {
    /// The element's name as it is written, with its prefix.
    pub name: String,
    /// The place of its first byte.
    pub begin: Position,
    /// Whether it is the outermost element of its file, so that there is but one.
    pub is_file: bool,
    kept: Kept,
}

/// The records of a stream.
pub(in crate::read) struct Records<'a> {
    scanner: Scanner<'a>,
    source: &'a Source<'a>,
    format: &'static str,
    wanted: &'static [&'static str],
    /// The encoding that was declared, or else guessed for the whole file.
    label: Option<&'static str>,
    guessed: bool,
    /// What is before the first record.
    head: Option<Kept>,
    begun: Kept,
    root: Option<Vec<u8>>,
    closed: bool,
    current: Option<Piece>,
}

impl<'a> Records<'a> {
    /// The records among what `input` holds: elements of the local names `wanted`, in the namespace of the outermost.
    pub fn new(
        input: &'a mut dyn BufRead,
        source: &'a Source<'a>,
        format: &'static str,
        wanted: &'static [&'static str],
    ) -> Result<Self, Stop> {
        let window = input.fill_buf()?;
        let declared = declared(window).or(source.found.charset.as_deref().and_then(encoding));
        // Sections are guessed best from all that there is; a record alone may be short.
        let is_utf8 = std::str::from_utf8(window).map_or_else(|error| error.error_len().is_none(), |_| true);
        let (label, guessed) = match declared {
            Some(encoding) if encoding != UTF_8 => (Some(encoding), false),
            _ if is_utf8 => (None, false),
            _ => (Some(guess(window).1), true),
        };
        let input: Box<dyn BufRead + 'a> = if label == Some(ISO_2022_JP) {
            // Its letters are made of ASCII, also of the signs of markup.
            let text = decode_as(source.bytes(input)?, Some(ISO_2022_JP.name())).ok_or(Reason::Binary)?;
            Box::new(Cursor::new(text.text))
        } else {
            Box::new(input)
        };
        Ok(Records {
            scanner: Scanner::new(input, source.limits.record),
            source,
            format,
            wanted,
            label: label.filter(|label| *label != ISO_2022_JP).map(Encoding::name),
            guessed,
            head: None,
            begun: Kept::default(),
            root: None,
            closed: false,
            current: None,
        })
    }

    /// The next record.
    pub fn next(&mut self) -> Result<Next, Stop> {
        while let Some(tag) = self.scanner.tag()? {
            if let Some(next) = self.take(tag) {
                return Ok(next);
            }
        }
        let rest = std::mem::take(&mut self.scanner.before);
        if let Some(mut piece) = self.current.take() {
            self.add(&mut piece.kept, &rest);
            return Ok(Next::BrokenOff(piece));
        }
        if self.head.is_none() {
            let mut head = std::mem::take(&mut self.begun);
            self.add(&mut head, &rest);
            self.head = Some(head);
        }
        Ok(Next::End)
    }

    fn take(&mut self, tag: Tag) -> Option<Next> {
        let before = std::mem::take(&mut self.scanner.before);
        let bytes = std::mem::take(&mut self.scanner.tag);
        if let Some(mut piece) = self.current.take() {
            self.add(&mut piece.kept, &before);
            let is_same = tag.name == piece.name.as_bytes();
            if is_same && tag.kind == Kind::Start {
                self.begin(tag, bytes, false);
                return Some(Next::BrokenOff(piece));
            }
            self.add(&mut piece.kept, &bytes);
            if is_same && tag.kind == Kind::End {
                self.closed |= piece.is_file;
                (self.scanner.keeps, self.scanner.record) = (false, None);
                return Some(Next::Whole(piece));
            }
            self.current = Some(piece);
            return None;
        }
        let is_file = self.root.is_none() && tag.kind != Kind::End;
        if is_file {
            self.root = Some(tag.name.clone());
        }
        let is_record = tag.kind != Kind::End && self.is_record(&tag.name, is_file);
        if self.head.is_none() {
            let mut head = std::mem::take(&mut self.begun);
            self.add(&mut head, &before);
            if is_record {
                self.head = Some(head);
            } else {
                self.add(&mut head, &bytes);
                self.begun = head;
            }
        }
        let (kind, ends_root) = (tag.kind, self.root.as_ref() == Some(&tag.name) && tag.kind != Kind::Start);
        self.closed |= ends_root;
        if !is_record {
            return None;
        }
        self.begin(tag, bytes, is_file);
        if kind != Kind::Empty {
            return None;
        }
        (self.scanner.keeps, self.scanner.record) = (false, None);
        self.current.take().map(Next::Whole)
    }

    fn begin(&mut self, tag: Tag, kept: Kept, is_file: bool) {
        (self.scanner.keeps, self.scanner.record) = (true, Some(tag.name.clone()));
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        self.current = Some(Piece { name, begin: tag.begin, is_file, kept });
    }

    fn add(&self, kept: &mut Kept, more: &Kept) {
        kept.add(&more.bytes, more.size, self.source.limits.record);
    }

    /// Records are in the namespace of the outermost element. Only RDF mixes them.
    fn is_record(&self, name: &[u8], is_file: bool) -> bool {
        let split = |name: &'_ [u8]| {
            let at = name.iter().rposition(|byte| *byte == b':').map_or(0, |at| at + 1);
            (name[..at].to_vec(), name[at..].to_vec())
        };
        let (prefix, local) = split(name);
        let (root_prefix, root) = split(self.root.as_deref().unwrap_or_default());
        self.wanted.iter().any(|wanted| wanted.as_bytes() == local)
            && (is_file || prefix == root_prefix || root == b"RDF")
    }

    /// Where a record is.
    pub fn record(&self, piece: &Piece) -> Record {
        if piece.is_file { self.source.record.clone() } else { self.source.at_line(piece.begin.line) }
    }

    /// The element that a record is, and what a reader should know of its letters.
    pub fn element(&self, piece: &Piece, names: &Names, spaces: Spaces) -> Result<(Element, Option<Note>), Reason> {
        let (text, note) = self.text(&piece.kept)?;
        let tree = parse(&text, names, spaces, self.source.limits.depth);
        match (tree.root, tree.fault) {
            (Some(root), None) => Ok((root, note)),
            (_, Some(fault)) => Err(fault.place(&text, piece.begin).malformed(self.format, fault.what)),
            (None, None) => Err(piece.begin.malformed(self.format, "no element")),
        }
    }

    /// Why a record that has no end is none.
    pub fn broken_off(&self, piece: &Piece) -> Reason {
        let limit = self.source.limits.record;
        match (piece.kept.size, self.scanner.open) {
            (bytes, _) if bytes > limit => Reason::TooLarge { bytes, limit },
            (_, Some(open)) => piece.begin.malformed(self.format, format!("{open} is not closed")),
            _ => piece.begin.malformed(self.format, format!("it breaks off before </{}>", piece.name)),
        }
    }

    /// What stands before the first record, with everything that is still open there. As far as it can be read.
    pub fn head(&self, spaces: Spaces) -> Tree {
        let text = self.head.as_ref().and_then(|head| self.text(head).ok()).map(|(text, _)| text).unwrap_or_default();
        parse(&text, &Names::default(), spaces, self.source.limits.depth)
    }

    /// The name of the outermost element.
    pub fn root(&self) -> Option<String> {
        self.root.as_deref().map(|name| String::from_utf8_lossy(name).into_owned())
    }

    /// Why the stream ends before it should, if it does.
    pub fn cut_off(&self) -> Option<Reason> {
        let what = match (self.scanner.open, self.root()) {
            (Some(open), _) => format!("{open} is not closed"),
            (None, Some(root)) if !self.closed => format!("it breaks off before </{root}>"),
            _ => return None,
        };
        Some(self.scanner.position().malformed(self.format, what))
    }

    fn text(&self, kept: &Kept) -> Result<(String, Option<Note>), Reason> {
        let (bytes, limit) = (kept.size, self.source.limits.record);
        if bytes > limit {
            return Err(Reason::TooLarge { bytes, limit });
        }
        let decoded = decode_as(kept.bytes.clone(), self.label).ok_or(Reason::Binary)?;
        let by_guess = decoded.guessed || (self.guessed && decoded.encoding != UTF_8.name());
        let note = by_guess.then(|| Note::DecodedByGuess(decoded.encoding.to_string()));
        Ok((decoded.text, note))
    }
}

/// The encoding that a declaration names: `<?xml version="1.0" encoding="ISO-8859-1"?>`.
fn declared(window: &[u8]) -> Option<&'static Encoding> {
    let window = window[..window.len().min(DECLARATION)].trim_ascii_start();
    let declaration = window.strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memchr::memmem::find(declaration, b"?>")?];
    let behind = &declaration[memchr::memmem::find(declaration, b"encoding")? + b"encoding".len()..];
    let behind = behind.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, behind) = behind.split_first()?;
    let label = &behind[..memchr::memchr(*quote, behind)?];
    std::str::from_utf8(label).ok().and_then(encoding)
}

fn encoding(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::super::super::containers::Budget;
    use super::super::super::source::Limits;
    use super::*;

    fn pieces(text: &[u8], wanted: &'static [&'static str]) -> Vec<String> {
        let limits = Limits { record: 60, ..Limits::default() };
        let budget = Budget::of(0, &limits);
        let source = Source::of_test(&limits, &budget);
        let mut input = text;
        let mut records = Records::new(&mut input, &source, "xml", wanted).unwrap();
        let mut pieces = Vec::new();
        loop {
            pieces.push(match records.next().unwrap() {
                Next::Whole(piece) => match records.element(&piece, &Names::default(), Spaces::Ignored) {
                    Ok((element, _)) => format!("{}: {}", piece.begin.line, element.words()),
                    Err(reason) => reason.to_string(),
                },
                Next::BrokenOff(piece) => records.broken_off(&piece).to_string(),
                Next::End => break,
            });
        }
        pieces.extend(records.cut_off().map(|reason| reason.to_string()));
        pieces
    }

    #[test]
    fn a_broken_record_does_not_end_the_file() {
        let found = pieces(
            b"<rss><channel>\n<item><a>One</a></item><item><a>lost\n<item><a>Two &amp; 2</a></item>\n<item><b>x</a></item>\n\
              <item>AT&T</item><item/><media:item>x</media:item>\n<item><![CDATA[cut </item>\n<item>Three</item></channel></rss>",
            &["item"],
        );
        assert_eq!(
            found,
            [
                "2: One",
                "it breaks off before </item> (xml, line 2, column 24)",
                "3: Two & 2",
                "`</b>` was expected, but `</a>` was found (xml, line 4, column 11)",
                "5: AT&T",
                "5: ",
                "it breaks off before </item> (xml, line 6, column 1)",
                "7: Three",
            ]
        );
    }

    #[test]
    fn records_beyond_the_limit_and_files_without_an_end_are_named() {
        let long = "x".repeat(100);
        let found = pieces(format!("<a><item>{long}</item><item>B</item><item>C").as_bytes(), &["item"]);
        assert_eq!(
            found,
            [
                "larger than the limit of 60 bytes (113 bytes)",
                "1: B",
                "it breaks off before </item> (xml, line 1, column 131)",
                "it breaks off before </a> (xml, line 1, column 138)"
            ]
        );
        assert_eq!(pieces(b"<item>A</item>", &["item"]), ["1: A"]);
    }

    #[test]
    fn encodings_are_declared_or_guessed() {
        assert_eq!(
            pieces(b"<?xml version='1.0' encoding = 'koi8-r'?><i>\xeb\xc1\xc2\xd5\xcc</i>", &["i"]),
            ["1: Кабул"]
        );
        assert_eq!(pieces(b"<i>caf\xE9 au lait, d\xE9j\xE0 vu</i>", &["i"]), ["1: café au lait, déjà vu"]);
        let japanese = encoding_rs::ISO_2022_JP.encode("<?xml version='1.0' encoding='ISO-2022-JP'?><i>新聞</i>").0;
        assert_eq!(pieces(&japanese, &["i"]), ["1: 新聞"]);
    }
}
