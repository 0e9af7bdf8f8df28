//! Web archives: WARC (ISO 28500) and its forerunner ARC. Every page that a crawler fetched is a member, named by where its record begins in the
//! unpacked archive; what it fetched besides is skipped with the reason. Where a record is damaged, the archive is read on from the next one.

use std::io::{self, BufRead, Read};

use super::gzip::is_gap;
use super::http::{charset, head, is_html, kind, page, value};
use super::{Container, Input, Kind, Member, Stream, Take};
use crate::read::lines::read_line;
use crate::read::record::Reason;
use crate::read::source::{Found, Source, Stop};

pub(super) const WARC: Container = Container { extensions: &["warc"], sniff: begins_warc, kind: Kind::Archive(warc) };

pub(super) const ARC: Container =
    Container { extensions: &["arc"], sniff: |head| head.starts_with(b"filedesc:"), kind: Kind::Archive(arc) };

/// No header of a record is longer.
const LONGEST_HEADER: u64 = 1 << 20;
/// What the lengths of so many records may be set right by: where the next one begins.
const MOST_REPAIRS: usize = 50;

/// What stands before the content of a record.
struct Header {
    /// What the archive calls the record: `response`, `revisit`; empty in an ARC.
    kind: String,
    content_type: String,
    /// None where it is missing or no number.
    length: Option<u64>,
    found: Found,
}

/// An archive that is being read.
struct Archive<'a> {
    input: Stream<'a>,
    offset: u64,
    /// Whether a line begins a record.
    begins: fn(&[u8]) -> bool,
    repairs: usize,
}

fn begins_warc(line: &[u8]) -> bool {
    line.starts_with(b"WARC/1.") || line.starts_with(b"WARC/0.")
}

fn warc(input: Input<'_>, source: &Source<'_>, take: &mut Take<'_>) -> Result<(), Stop> {
    let mut archive = Archive { input: input.stream, offset: 0, begins: begins_warc, repairs: 0 };
    let mut handed_on = 0;
    let take = &mut |member: Member<'_>| {
        handed_on += 1;
        take(member)
    };
    while let Some((begin, _)) = archive.first_line(take)? {
        let Some(header) = archive.header()?.map(|lines| warc_header(&lines)) else {
            take(member(begin, Found::default(), Err(Reason::Archive("the header of the record has no end".into()))))?;
            continue;
        };
        let Some(length) = header.length else {
            take(member(begin, header.found, Err(Reason::Archive("the length of the record is missing".into()))))?;
            continue;
        };
        let kind = if header.is_of_crawler() { "metadata" } else { &header.kind };
        match kind {
            "response" | "resource" | "conversion" => archive.page(begin, length, header, source, take)?,
            "revisit" => {
                archive.pass(length)?;
                take(member(begin, header.found, Err(Reason::NoPage("a repeated visit".into()))))?;
            }
            "continuation" => {
                archive.pass(length)?;
                take(member(begin, header.found, Err(Reason::NoPage("the continuation of a record".into()))))?;
            }
            // What the crawler says of itself and of its requests is no record of news.
            _ => archive.pass(length)?,
        }
    }
    if handed_on == 0 { Err(Reason::NoPage("an archive without responses".into()).into()) } else { Ok(()) }
}

fn warc_header(lines: &[u8]) -> Header {
    let (fields, _) = head(lines);
    let text = |name: &str| value(&fields, name).unwrap_or_default().to_string();
    let url = text("warc-target-uri").trim_matches(['<', '>']).to_string();
    Header {
        kind: text("warc-type").to_ascii_lowercase(),
        content_type: text("content-type"),
        length: text("content-length").parse().ok(),
        found: Found {
            url: (!url.is_empty()).then_some(url),
            captured: value(&fields, "warc-date").map(str::to_string),
            charset: None,
            truncated: value(&fields, "warc-truncated")
                .map(|why| format!("the crawler did not keep all of it ({why})")),
        },
    }
}

fn arc(input: Input<'_>, source: &Source<'_>, take: &mut Take<'_>) -> Result<(), Stop> {
    let begins = |line: &[u8]| arc_header(&String::from_utf8_lossy(line)).is_some();
    let mut archive = Archive { input: input.stream, offset: 0, begins, repairs: 0 };
    while let Some((begin, line)) = archive.first_line(take)? {
        let Some(header) = arc_header(&String::from_utf8_lossy(&line)) else { continue };
        let length = header.length.unwrap_or(0);
        if header.is_of_crawler() {
            archive.pass(length)?;
        } else {
            archive.page(begin, length, header, source, take)?;
        }
    }
    Ok(())
}

/// `URL address date type length`, in version 2 with more fields before the length. The URL may hold spaces.
fn arc_header(line: &str) -> Option<Header> {
    let fields: Vec<&str> = line.trim_end().split(' ').collect();
    let length = fields.last()?.parse().ok()?;
    let is_date = |field: &&str| field.len() == 14 && field.bytes().all(|byte| byte.is_ascii_digit());
    let date = fields.iter().position(is_date).filter(|&at| at > 1)?;
    let url = fields[..date - 1].join(" ");
    if !url.contains(':') {
        return None;
    }
    let part = |range: std::ops::Range<usize>| &fields[date][range];
    let day = format!("{}-{}-{}", part(0..4), part(4..6), part(6..8));
    let captured = format!("{day}T{}:{}:{}Z", part(8..10), part(10..12), part(12..14));
    let found = Found { url: Some(url), captured: Some(captured), ..Found::default() };
    Some(Header { kind: String::new(), content_type: String::new(), length: Some(length), found })
}

impl Header {
    /// What a crawler or a name server wrote of itself as if it had been fetched.
    fn is_of_crawler(&self) -> bool {
        let url = self.found.url.as_deref().unwrap_or_default();
        ["metadata:", "dns:", "urn:", "filedesc:"].iter().any(|scheme| url.starts_with(scheme))
    }
}

impl Archive<'_> {
    /// The first line of a record and where it begins. What stands there besides blank lines is passed over, as a skip. None at the end.
    fn first_line(&mut self, take: &mut Take<'_>) -> Result<Option<(u64, Vec<u8>)>, Stop> {
        let mut passed: Option<(u64, String)> = None;
        let found = loop {
            let begin = self.offset;
            let mut line = Vec::new();
            match self.line(&mut line) {
                Ok(0) => break None,
                Ok(_) if (self.begins)(&line) => break Some((begin, line)),
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => {
                    let why = || (begin, format!("no record begins at byte {begin}, where one should"));
                    passed = Some(passed.unwrap_or_else(why));
                }
                Err(error) if is_gap(&error) => passed = Some((begin, error.to_string())),
                Err(error) => return Err(error.into()),
            }
        };
        if let Some((begin, why)) = passed {
            take(member(begin, Found::default(), Err(Reason::Archive(why))))?;
        }
        Ok(found)
    }

    /// The lines up to a blank one, or up to where the archive is damaged. None when another record begins before.
    fn header(&mut self) -> Result<Option<Vec<u8>>, Stop> {
        let mut lines = Vec::new();
        loop {
            let before = lines.len();
            match self.line(&mut lines) {
                Err(error) if is_gap(&error) => return Ok(Some(lines)),
                Ok(0) => return Ok(Some(lines)),
                _ if lines[before..].trim_ascii().is_empty() => return Ok(Some(lines)),
                Ok(_) if (self.begins)(&lines[before..]) => {
                    self.put_back(lines.split_off(before));
                    return Ok(None);
                }
                Ok(_) if lines.len() as u64 > LONGEST_HEADER => return Ok(Some(lines)),
                Ok(_) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<u64> {
        let before = line.len();
        let read = read_line(&mut *self.input, LONGEST_HEADER, line)?;
        self.offset += (line.len() - before) as u64;
        Ok(read)
    }

    /// Hands on the content of a record: a page, or the reason why it is none.
    fn page(
        &mut self,
        begin: u64,
        length: u64,
        header: Header,
        source: &Source<'_>,
        take: &mut Take<'_>,
    ) -> Result<(), Stop> {
        let Header { kind: record, content_type, mut found, .. } = header;
        let limit = source.limits.record;
        if length > limit {
            self.pass(length)?;
            return take(member(begin, found, Err(Reason::TooLarge { bytes: length, limit })));
        }
        let (content, cut) = self.content(length)?;
        let wrapped = record.is_empty() || (record == "response" && kind(&content_type) != "text/dns");
        let (bytes, is_page) = if wrapped {
            match page(&content, source) {
                Ok(page) => {
                    found.charset = page.charset;
                    found.truncated = found.truncated.or(page.cut);
                    (page.bytes, true)
                }
                Err(reason) => return take(member(begin, found, Err(reason))),
            }
        } else {
            found.charset = charset(&content_type);
            match kind(&content_type).as_str() {
                // What a name server said is no record of news.
                "text/dns" => return Ok(()),
                "text/plain" => (content, false),
                _ if is_html(&content_type) => (content, true),
                other => return take(member(begin, found, Err(Reason::NoPage(other.to_string())))),
            }
        };
        found.truncated = found.truncated.or(cut);
        let mut bytes = bytes.as_slice();
        let mut member = member(begin, found, Ok(&mut bytes));
        if !is_page {
            member.file = "page.txt".to_string();
        }
        take(member)
    }

    /// The content of a record, and why its end is missing.
    fn content(&mut self, length: u64) -> Result<(Vec<u8>, Option<String>), Stop> {
        let mut content = Vec::new();
        let read = (&mut *self.input).take(length).read_to_end(&mut content);
        self.offset += content.len() as u64;
        let ends = || Some("the archive ends in it".to_string());
        let cut = match read {
            Ok(_) if content.len() as u64 == length => None,
            Ok(_) => ends(),
            Err(error) if is_gap(&error) => Some("the archive is damaged in it".to_string()),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => ends(),
            Err(error) => return Err(error.into()),
        };
        // A length that is wrong takes in the next record.
        let is_aligned = cut.is_none() && matches!(self.input.fill_buf()?.first(), None | Some(b'\r' | b'\n'));
        if !is_aligned
            && self.repairs < MOST_REPAIRS
            && let Some(end) = memchr::memmem::find(&content, b"\r\n\r\nWARC/1.")
        {
            self.repairs += 1;
            self.put_back(content.split_off(end + 4));
            return Ok((content, Some("the archive says another length than it has".to_string())));
        }
        Ok((content, cut))
    }

    /// Makes bytes that were read the next to be read.
    fn put_back(&mut self, bytes: Vec<u8>) {
        self.offset -= bytes.len() as u64;
        let behind = std::mem::replace(&mut self.input, Box::new(io::empty()));
        self.input = Box::new(io::Cursor::new(bytes).chain(behind));
    }

    /// Passes over so many bytes, as far as there are.
    fn pass(&mut self, length: u64) -> Result<(), Stop> {
        let mut left = length;
        while left > 0 {
            let available = match self.input.fill_buf() {
                Ok(available) => available.len() as u64,
                // The next record is looked for behind the damage.
                Err(error) if is_gap(&error) => return Ok(()),
                Err(error) => return Err(error.into()),
            };
            if available == 0 {
                return Ok(());
            }
            let passed = available.min(left);
            self.input.consume(passed as usize);
            self.offset += passed;
            left -= passed;
        }
        Ok(())
    }
}

fn member<'a>(begin: u64, found: Found, content: Result<&'a mut dyn Read, Reason>) -> Member<'a> {
    // Pages are told by their content, but text that no tag begins is a page here too.
    Member { name: format!("@{begin}"), file: "page.html".to_string(), size: None, found, content }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::containers::Budget;
    use crate::read::source::Limits;

    /// Each member as `name url captured content`, or with the reason instead of the content; at the end the reason for stopping.
    fn members(archive: &[u8]) -> Vec<String> {
        let (limits, budget) = (Limits { record: 1 << 10, ..Limits::default() }, Budget::of(0, &Limits::default()));
        let source = Source::of_test(&limits, &budget);
        let mut shown = Vec::new();
        let Kind::Archive(read) = (if (WARC.sniff)(archive) { WARC } else { ARC }).kind else { panic!() };
        let ended = read(Input { stream: Box::new(archive), file: None }, &source, &mut |member: Member<'_>| {
            let content = match member.content {
                Ok(content) => std::io::read_to_string(content).unwrap(),
                Err(reason) => reason.to_string(),
            };
            let Found { url, captured, truncated, .. } = member.found;
            let text = |text: Option<String>| text.unwrap_or_default();
            let cut = truncated.map(|why| format!(" ({why})")).unwrap_or_default();
            shown.push(format!("{} {} {} {content}{cut}", member.name, text(url), text(captured)));
            Ok(())
        });
        if let Err(Stop::Failed(reason)) = ended {
            shown.push(reason.to_string());
        }
        shown
    }

    fn record(kind: &str, content: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://a.example/x y>\r\nWARC-Date: 2021-08-15T10:00:00Z\r\nContent-Type: application/http\r\n\
             Content-Length: {}\r\n\r\n{content}\r\n\r\n",
            content.len()
        )
    }

    #[test]
    fn pages_of_a_warc() {
        let page = record("response", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Text");
        let image = record("response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx");
        let archive = [
            record("warcinfo", "x"),
            page.clone(),
            image,
            record("revisit", ""),
            record("response", &"x".repeat(2000)),
        ]
        .concat();
        let shown = members(archive.as_bytes());
        let begin = record("warcinfo", "x").len();
        assert_eq!(shown[0], format!("@{begin} https://a.example/x y 2021-08-15T10:00:00Z <p>Text"));
        assert!(
            shown[1].ends_with(" no page (image/png)") && shown[2].ends_with(" no page (a repeated visit)"),
            "{shown:?}"
        );
        assert!(shown[3].ends_with("larger than the limit of 1024 bytes (2000 bytes)"), "{shown:?}");
        let cut = members(&page.as_bytes()[..page.len() - 6]);
        assert!(cut[0].ends_with("<p>Te (the archive ends in it)") && cut.len() == 1, "{cut:?}");
        let broken = members(format!("{page}nonsense\r\n").as_bytes());
        assert!(broken[1].contains("the archive is damaged (no record begins at byte"), "{broken:?}");
    }

    #[test]
    fn one_broken_record_does_not_end_the_archive() {
        let page = record("response", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Text");
        let without_length = page.replace("Content-Length", "Content-Size");
        let shown = members(format!("{page}{without_length}{page}").as_bytes());
        assert_eq!(shown.len(), 4, "{shown:?}");
        assert!(shown[1].ends_with("the archive is damaged (the length of the record is missing)"), "{shown:?}");
        assert!(shown[2].contains("no record begins at byte") && shown[3].ends_with(" <p>Text"), "{shown:?}");
        let endless = members(format!("WARC/1.0\r\nWARC-Type: response\r\n{page}").as_bytes());
        assert!(endless.len() == 2 && endless[1].ends_with(" <p>Text"), "{endless:?}");
        let length = page.split("Content-Length: ").nth(1).and_then(|rest| rest.split('\r').next()).unwrap();
        for wrong in ["900", "70"] {
            let too_long = page.replace(&format!("Length: {length}"), &format!("Length: {wrong}"));
            let shown = members(format!("{too_long}{page}{page}").as_bytes());
            let pages = shown.iter().filter(|member| member.contains("<p>Text")).count();
            assert!(pages == 3 && shown[0].ends_with("(the archive says another length than it has)"), "{shown:?}");
        }
    }

    #[test]
    fn texts_are_members_too() {
        let text = |kind: &str, of: &str| record(kind, "Words").replace("application/http", of);
        let archive = [
            text("conversion", "text/plain"),
            text("resource", "text/html; charset=x"),
            text("resource", "image/png"),
            text("response", "text/dns"),
            record("response", "HTTP/1.1 200 OK\r\n\r\nWords")
                .replace("WARC-Date", "WARC-Truncated: length\r\nWARC-Date"),
        ];
        let shown = members(archive.concat().as_bytes());
        assert_eq!(shown.len(), 4, "{shown:?}");
        assert!(shown[0].ends_with(" Words") && shown[1].ends_with(" Words"), "{shown:?}");
        assert!(shown[2].ends_with("no page (image/png)"), "{shown:?}");
        assert!(shown[3].ends_with(" Words (the crawler did not keep all of it (length))"), "{shown:?}");
    }

    #[test]
    fn pages_of_an_arc() {
        let content = "HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>Text";
        let archive = format!(
            "filedesc://a.arc 0.0.0.0 20040810000000 text/plain 3\n1 0\n\nhttp://a.example/x y 1.2.3.4 20040815101112 text/html {}\n{content}\n\n",
            content.len()
        );
        assert_eq!(members(archive.as_bytes()), ["@58 http://a.example/x y 2004-08-15T10:11:12Z <p>Text"]);
    }
}
