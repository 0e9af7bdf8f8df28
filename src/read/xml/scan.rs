//! Finds the tags in a stream of XML, in one pass and whatever else is wrong with it. Comments, CDATA, instructions and the document type are passed
//! over. Works on bytes: in every encoding that comes here, the signs of markup are those of ASCII.

use std::io::{self, BufRead};

use crate::read::lines::window;
use crate::read::object::Position;

/// Names beyond this length are nobody's.
const LONGEST_NAME: usize = 100;

/// What kind of tag it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Start,
    /// Start and end in one: `<br/>`.
    Empty,
    End,
}

/// A tag that was passed over.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub kind: Kind,
    /// With its prefix.
    pub name: Vec<u8>,
    /// The place of its first byte.
    pub begin: Position,
}

/// Bytes that are kept, up to a limit.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// None of them once there are more than the limit.
    pub bytes: Vec<u8>,
    /// How many there are.
    pub size: u64,
}

impl Kept {
    pub fn add(&mut self, more: &[u8], size: u64, limit: u64) {
        self.size += size;
        if self.size <= limit {
            self.bytes.extend_from_slice(more);
        } else {
            self.bytes = Vec::new();
        }
    }
}

/// A stream of XML, and the bytes that were passed since somebody took them.
pub(super) struct Scanner<'a> {
    input: Box<dyn BufRead + 'a>,
    limit: u64,
    next: Position,
    /// What was passed before the tag.
    pub before: Kept,
    /// The bytes of the tag.
    pub tag: Kept,
    in_tag: bool,
    /// Whether what is before the tag is wanted.
    pub keeps: bool,
    /// The element whose end, and next beginning, also end a CDATA section that somebody forgot to close.
    pub record: Option<Vec<u8>>,
    /// What was open when the stream ended.
    pub open: Option<&'static str>,
}

impl<'a> Scanner<'a> {
    pub fn new(input: Box<dyn BufRead + 'a>, limit: u64) -> Self {
        Scanner {
            input,
            limit,
            next: Position::START,
            before: Kept::default(),
            tag: Kept::default(),
            in_tag: false,
            keeps: true,
            record: None,
            open: None,
        }
    }

    /// The place of the next byte.
    pub fn position(&self) -> Position {
        self.next
    }

    /// Passes over everything up to and with the next tag. Nothing at the end.
    pub fn tag(&mut self) -> io::Result<Option<Tag>> {
        self.in_tag = false;
        self.tag = Kept::default();
        while self.reach(b"<")? {
            if let Some(tag) = self.markup()? {
                return Ok(Some(tag));
            }
        }
        Ok(None)
    }

    /// Passes over the markup that the next byte, a `<`, begins. A tag, if it is one.
    fn markup(&mut self) -> io::Result<Option<Tag>> {
        let begin = self.next;
        self.begin_tag()?;
        let kind = match self.peek()? {
            Some(b'/') => {
                self.step()?;
                Kind::End
            }
            Some(b'!' | b'?') => {
                self.no_tag();
                return self.declaration();
            }
            _ => Kind::Start,
        };
        let name = self.name()?;
        if name.is_empty() {
            self.no_tag();
            return Ok(None);
        }
        Ok(self.rest_of_tag(kind)?.map(|kind| Tag { kind, name, begin }))
    }

    /// Passes over a tag's attributes. No attribute holds a `<`: where one stands, the tag was never closed.
    fn rest_of_tag(&mut self, kind: Kind) -> io::Result<Option<Kind>> {
        let mut quote = None;
        let mut last = 0;
        while let Some(byte) = self.peek()? {
            match (byte, quote) {
                (b'<', _) => {
                    self.no_tag();
                    return Ok(None);
                }
                (b'>', None) => {
                    self.step()?;
                    return Ok(Some(if kind == Kind::Start && last == b'/' { Kind::Empty } else { kind }));
                }
                (b'"' | b'\'', None) => quote = Some(byte),
                (_, Some(open)) if open == byte => quote = None,
                _ => {}
            }
            last = byte;
            self.step()?;
        }
        self.open = Some("a tag");
        self.no_tag();
        Ok(None)
    }

    /// Passes over what begins with `<!` or `<?`, whose first byte is passed. Only a forgotten CDATA section leads to a tag.
    fn declaration(&mut self) -> io::Result<Option<Tag>> {
        let mark = self.peek()?;
        self.step()?;
        match (mark, self.peek()?) {
            (Some(b'?'), _) => self.until(b"?>", "an instruction")?,
            (_, Some(b'-')) => {
                self.step()?;
                if self.peek()? == Some(b'-') {
                    self.step()?;
                    self.until(b"-->", "a comment")?;
                }
            }
            (_, Some(b'[')) => {
                self.step()?;
                return self.cdata();
            }
            _ => self.document_type()?,
        }
        Ok(None)
    }

    /// Passes over a document type, with the declarations that it may hold in brackets.
    fn document_type(&mut self) -> io::Result<()> {
        let (mut depth, mut quote) = (0_u32, None);
        while let Some(byte) = self.peek()? {
            self.step()?;
            match (byte, quote) {
                (_, Some(open)) => quote = (byte != open).then_some(open),
                (b'"' | b'\'', None) => quote = Some(byte),
                (b'[', None) => depth += 1,
                (b']', None) => depth = depth.saturating_sub(1),
                (b'>', None) if depth == 0 => return Ok(()),
                // A comment may hold an apostrophe.
                (b'!', None) if self.peek()? == Some(b'-') => {
                    self.step()?;
                    if self.peek()? == Some(b'-') {
                        self.step()?;
                        self.until(b"-->", "a comment")?;
                    }
                }
                _ => {}
            }
        }
        self.open = Some("the document type");
        Ok(())
    }

    /// Passes over a CDATA section; or up to the record that follows, if it was never closed: no text holds the end of its own record and behind it the
    /// beginning of another.
    fn cdata(&mut self) -> io::Result<Option<Tag>> {
        let mut ended = false;
        while self.reach(b"]<")? {
            if self.peek()? == Some(b']') {
                ended = false;
                self.step()?;
                let mut brackets = 1;
                while self.peek()? == Some(b']') {
                    self.step()?;
                    brackets += 1;
                }
                if brackets > 1 && self.peek()? == Some(b'>') {
                    self.step()?;
                    return Ok(None);
                }
                continue;
            }
            let begin = self.next;
            self.begin_tag()?;
            let is_end = self.peek()? == Some(b'/');
            if is_end {
                self.step()?;
            }
            let name = self.name()?;
            let is_record = !name.is_empty() && self.record.as_ref() == Some(&name);
            if is_record && ended && !is_end {
                return Ok(self.rest_of_tag(Kind::Start)?.map(|kind| Tag { kind, name, begin }));
            }
            self.no_tag();
            ended = is_record && is_end && self.blank_behind_end()?;
        }
        self.open = Some("a CDATA section");
        Ok(None)
    }

    /// Passes over the `>` of an end tag and white space. Whether markup is next.
    fn blank_behind_end(&mut self) -> io::Result<bool> {
        while let Some(byte) = self.peek()? {
            match byte {
                b'<' => return Ok(true),
                b'>' | b' ' | b'\t' | b'\r' | b'\n' => self.step()?,
                _ => return Ok(false),
            }
        }
        Ok(false)
    }

    fn name(&mut self) -> io::Result<Vec<u8>> {
        let mut name = Vec::new();
        while let Some(byte) = self.peek()?.filter(|byte| is_in_name(*byte)) {
            if name.len() < LONGEST_NAME {
                name.push(byte);
            }
            self.step()?;
        }
        Ok(name)
    }

    fn begin_tag(&mut self) -> io::Result<()> {
        self.in_tag = true;
        self.step()
    }

    /// What began like a tag is none: it belongs to what is before the next.
    fn no_tag(&mut self) {
        self.in_tag = false;
        let Kept { bytes, size } = std::mem::take(&mut self.tag);
        if self.keeps {
            self.before.add(&bytes, size, self.limit);
        }
    }

    /// Passes over everything up to and with `end`.
    fn until(&mut self, end: &[u8], what: &'static str) -> io::Result<()> {
        let mut matched = 0;
        loop {
            // Between the signs that matter, a long stretch is passed at once.
            if matched == 0 && !self.reach(&end[..1])? {
                break;
            }
            let Some(byte) = self.peek()? else { break };
            self.step()?;
            if byte == end[matched] {
                matched += 1;
                if matched == end.len() {
                    return Ok(());
                }
            } else if matched + 1 < end.len() || byte != end[0] {
                // `--->` ends a comment too: there, one more of the same sign changes nothing.
                matched = usize::from(byte == end[0]);
            }
        }
        self.open = Some(what);
        Ok(())
    }

    /// Passes over everything before the next of one or two bytes. Whether there is one.
    fn reach(&mut self, wanted: &[u8]) -> io::Result<bool> {
        loop {
            let window = self.window()?;
            if window.is_empty() {
                return Ok(false);
            }
            let found = memchr::memchr2(wanted[0], wanted[wanted.len() - 1], window);
            let length = found.unwrap_or(window.len());
            self.pass(length)?;
            if found.is_some() {
                return Ok(true);
            }
        }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.window()?.first().copied())
    }

    fn step(&mut self) -> io::Result<()> {
        let left = self.window()?.len();
        self.pass(left.min(1))
    }

    /// What is at hand of the input; empty only at its end.
    fn window(&mut self) -> io::Result<&[u8]> {
        window(&mut *self.input)
    }

    fn pass(&mut self, length: usize) -> io::Result<()> {
        let passed = &self.input.fill_buf()?[..length];
        self.next.pass(passed);
        if self.in_tag {
            self.tag.add(passed, length as u64, self.limit);
        } else if self.keeps {
            self.before.add(passed, length as u64, self.limit);
        }
        self.input.consume(length);
        Ok(())
    }
}

/// Bytes of names, with all letters beyond ASCII.
pub(super) fn is_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.') || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str, record: &str) -> Vec<String> {
        // One byte at a time, so that everything is cut everywhere.
        let input = Box::new(io::BufReader::with_capacity(1, text.as_bytes()));
        let mut scanner = Scanner::new(input, 1000);
        scanner.record = Some(record.as_bytes().to_vec());
        let mut tags = Vec::new();
        while let Some(tag) = scanner.tag().unwrap() {
            let name = String::from_utf8(tag.name).unwrap();
            tags.push(match tag.kind {
                Kind::Start => name,
                Kind::Empty => format!("{name}/"),
                Kind::End => format!("/{name}"),
            });
        }
        tags.extend(scanner.open.map(|open| format!("open: {open}")));
        tags
    }

    #[test]
    fn tags_are_found_whatever_stands_between() {
        assert_eq!(
            tags("<?xml?><!-- <x> - -- ---><a b='>' c=\"/\"><d:e/>1 < 2<f />]]></a >", ""),
            ["a", "d:e/", "f/", "/a"]
        );
        assert_eq!(
            tags("<!DOCTYPE a [<!ENTITY b '<c>]>'> <!-- don't --> ]><a><![CDATA[<b>]]]><c>]]></a>", ""),
            ["a", "c", "/a"]
        );
        assert_eq!(tags("<a><![CDATA[<b>]] >]]]></a>", ""), ["a", "/a"]);
        assert_eq!(tags("<a href='<b></a><c", ""), ["b", "/a", "open: a tag"]);
        assert_eq!(tags("<a><!-- <b> --", ""), ["a", "open: a comment"]);
        assert_eq!(tags("<!DOCTYPE a [ <b>", ""), ["open: the document type"]);
    }

    #[test]
    fn a_forgotten_cdata_section_ends_with_its_record() {
        assert_eq!(tags("<i><![CDATA[a</i> <i>b</i>", "i"), ["i", "i", "/i"]);
        assert_eq!(tags("<i><![CDATA[a</i> b <i>b</i>]]></i>", "i"), ["i", "/i"]);
        assert_eq!(tags("<i><![CDATA[a</i>", "i"), ["i", "open: a CDATA section"]);
    }

    #[test]
    fn places_are_lines_and_columns() {
        let mut scanner = Scanner::new(Box::new("a\n <b>\n".as_bytes()), 1000);
        assert_eq!(scanner.tag().unwrap().unwrap().begin, Position { line: 2, column: 2 });
        assert_eq!((scanner.before.bytes.as_slice(), scanner.tag.bytes.as_slice()), (&b"a\n "[..], &b"<b>"[..]));
    }
}
