//! Web archives: WARC (ISO 28500) and its forerunner ARC. Every page that a crawler fetched is a member, named by where its record begins in the
//! unpacked archive; what it fetched besides is skipped with the reason.

use std::io::{BufRead, Read};

use super::http::{head, is_page, page, value};
use super::{Container, Input, Kind, Member, Take};
use crate::read::lines::read_line;
use crate::read::record::Reason;
use crate::read::source::{Found, Source, Stop};

pub(super) const WARC: Container = Container {
    extensions: &["warc"],
    sniff: |head| head.starts_with(b"WARC/1.") || head.starts_with(b"WARC/0."),
    kind: Kind::Archive(warc),
};

pub(super) const ARC: Container =
    Container { extensions: &["arc"], sniff: |head| head.starts_with(b"filedesc:"), kind: Kind::Archive(arc) };

/// No header of a record is longer.
const LONGEST_HEADER: u64 = 1 << 20;

/// What stands before the content of a record.
struct Header {
    /// What the archive calls the record: `response`, `revisit`; empty in an ARC.
    kind: String,
    content_type: String,
    length: u64,
    found: Found,
}

/// An archive that is being read.
struct Archive<'a> {
    input: &'a mut dyn BufRead,
    offset: u64,
}

fn warc(mut input: Input<'_>, source: &Source<'_>, take: &mut Take<'_>) -> Result<(), Stop> {
    let mut archive = Archive { input: &mut *input.stream, offset: 0 };
    loop {
        let Some((begin, line)) = archive.first_line()? else { return Ok(()) };
        if !line.starts_with(b"WARC/") {
            return Err(no_record(begin));
        }
        let header = warc_header(&archive.header()?);
        match header.kind.as_str() {
            "response" | "resource" => archive.page(begin, header, source, take)?,
            "revisit" => {
                archive.pass(header.length)?;
                take(member(begin, header.found, Err(Reason::NoPage("a repeated visit".into()))))?;
            }
            // What the crawler says of itself and of its requests is no record of news.
            _ => archive.pass(header.length)?,
        }
    }
}

fn warc_header(lines: &[u8]) -> Header {
    let (fields, _) = head(lines);
    let text = |name: &str| value(&fields, name).unwrap_or_default().to_string();
    let url = text("warc-target-uri").trim_matches(['<', '>']).to_string();
    Header {
        kind: text("warc-type").to_ascii_lowercase(),
        content_type: text("content-type"),
        length: text("content-length").parse().unwrap_or(0),
        found: Found {
            url: (!url.is_empty()).then_some(url),
            captured: value(&fields, "warc-date").map(str::to_string),
            charset: None,
        },
    }
}

fn arc(mut input: Input<'_>, source: &Source<'_>, take: &mut Take<'_>) -> Result<(), Stop> {
    let mut archive = Archive { input: &mut *input.stream, offset: 0 };
    loop {
        let Some((begin, line)) = archive.first_line()? else { return Ok(()) };
        let header = arc_header(&String::from_utf8_lossy(&line)).ok_or_else(|| no_record(begin))?;
        if line.starts_with(b"filedesc:") || line.starts_with(b"dns:") {
            archive.pass(header.length)?;
        } else {
            archive.page(begin, header, source, take)?;
        }
    }
}

/// `URL address date type length`, in version 2 with more fields before the length. The URL may hold spaces.
fn arc_header(line: &str) -> Option<Header> {
    let fields: Vec<&str> = line.trim_end().split(' ').collect();
    let length = fields.last()?.parse().ok()?;
    let is_date = |field: &&str| field.len() == 14 && field.bytes().all(|byte| byte.is_ascii_digit());
    let date = fields.iter().position(is_date).filter(|&at| at > 1)?;
    let url = fields[..date - 1].join(" ");
    let captured = fields[date];
    let captured = format!("{}-{}-{}", &captured[..4], &captured[4..6], &captured[6..8]);
    let found = Found { url: Some(url), captured: Some(captured), charset: None };
    Some(Header { kind: String::new(), content_type: String::new(), length, found })
}

impl Archive<'_> {
    /// The first line of a record and where it begins, after the blank lines that end the one before. None at the end.
    fn first_line(&mut self) -> Result<Option<(u64, Vec<u8>)>, Stop> {
        loop {
            let begin = self.offset;
            let mut line = Vec::new();
            if self.line(&mut line)? == 0 {
                return Ok(None);
            }
            if !line.trim_ascii().is_empty() {
                return Ok(Some((begin, line)));
            }
        }
    }

    /// The lines up to a blank one.
    fn header(&mut self) -> Result<Vec<u8>, Stop> {
        let mut lines = Vec::new();
        loop {
            let before = lines.len();
            let read = self.line(&mut lines)?;
            if read == 0 || lines[before..].trim_ascii().is_empty() {
                return Ok(lines);
            }
            if lines.len() as u64 > LONGEST_HEADER {
                return Err(Reason::Archive("a record's header has no end".into()).into());
            }
        }
    }

    fn line(&mut self, line: &mut Vec<u8>) -> Result<u64, Stop> {
        let before = line.len();
        let read = read_line(self.input, LONGEST_HEADER, line)?;
        self.offset += (line.len() - before) as u64;
        Ok(read)
    }

    /// Hands on the content of a record: a page, or the reason why it is none.
    fn page(&mut self, begin: u64, header: Header, source: &Source<'_>, take: &mut Take<'_>) -> Result<(), Stop> {
        let Header { kind, content_type, length, found } = header;
        let limit = source.limits.record;
        if length > limit {
            self.pass(length)?;
            return take(member(begin, found, Err(Reason::TooLarge { bytes: length, limit })));
        }
        let mut content = Vec::new();
        (&mut *self.input).take(length).read_to_end(&mut content)?;
        self.offset += content.len() as u64;
        let page = match kind.as_str() {
            "resource" => is_page(&content_type).map(|()| content),
            _ => page(&content),
        };
        match page {
            Ok(page) => take(member(begin, found, Ok(&mut page.as_slice()))),
            Err(reason) => take(member(begin, found, Err(reason))),
        }
    }

    /// Passes over so many bytes.
    fn pass(&mut self, length: u64) -> Result<(), Stop> {
        self.offset += std::io::copy(&mut (&mut *self.input).take(length), &mut std::io::sink())?;
        Ok(())
    }
}

fn member<'a>(begin: u64, found: Found, content: Result<&'a mut dyn Read, Reason>) -> Member<'a> {
    // Pages are told by their content, but text that no tag begins is a page here too.
    Member { name: format!("@{begin}"), file: "page.html".to_string(), size: None, found, content }
}

fn no_record(at: u64) -> Stop {
    Reason::Archive(format!("no record begins at byte {at}, where one should")).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::containers::Budget;
    use crate::read::record::Record;
    use crate::read::source::Limits;

    /// Each member as `name url captured content`, or with the reason instead of the content; at the end the reason for stopping.
    fn members(archive: &[u8]) -> Vec<String> {
        let (limits, budget) = (Limits { record: 1 << 10, ..Limits::default() }, Budget::of(0, &Limits::default()));
        let source = Source {
            record: Record::file("a"),
            size: None,
            found: Found::default(),
            limits: &limits,
            map: &crate::read::fields::FieldMap::default(),
            depth: 0,
            budget: &budget,
        };
        let mut shown = Vec::new();
        let Kind::Archive(read) = (if (WARC.sniff)(archive) { WARC } else { ARC }).kind else { panic!() };
        let ended = read(Input { stream: Box::new(archive), file: None }, &source, &mut |member: Member<'_>| {
            let content = match member.content {
                Ok(content) => std::io::read_to_string(content).unwrap(),
                Err(reason) => reason.to_string(),
            };
            let Found { url, captured, .. } = member.found;
            let text = |text: Option<String>| text.unwrap_or_default();
            shown.push(format!("{} {} {} {content}", member.name, text(url), text(captured)));
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
        assert!(cut[0].ends_with("<p>Te") && cut.len() == 1, "{cut:?}");
        let broken = members(format!("{page}nonsense\r\n").as_bytes());
        assert!(broken[1].starts_with("the archive is damaged: no record begins at byte"), "{broken:?}");
    }

    #[test]
    fn pages_of_an_arc() {
        let content = "HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>Text";
        let archive = format!(
            "filedesc://a.arc 0.0.0.0 20040810000000 text/plain 3\n1 0\n\nhttp://a.example/x y 1.2.3.4 20040815101112 text/html {}\n{content}\n\n",
            content.len()
        );
        assert_eq!(members(archive.as_bytes()), ["@58 http://a.example/x y 2004-08-15 <p>Text"]);
    }
}
