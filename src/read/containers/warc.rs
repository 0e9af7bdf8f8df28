//! Web archives: WARC (ISO 28500) and its forerunner ARC. Every page that a crawler fetched is a member, named by where its record begins in the
//! unpacked archive; what it fetched besides is skipped with the reason.

use std::io::{BufRead, Read};

use super::http::{Page, charset, head, is_page, page, value};
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
    limit: u64,
    /// The first line of a record that was met where none should begin.
    met: Option<(u64, Vec<u8>)>,
    /// How a record begins.
    begins: fn(line: &[u8]) -> bool,
    /// How many members it had.
    members: u64,
}

fn warc(mut input: Input<'_>, source: &Source<'_>, take: &mut Take<'_>) -> Result<(), Stop> {
    let mut archive = Archive::new(&mut *input.stream, source, |line| line.starts_with(b"WARC/"));
    while let Some((begin, _)) = archive.record(take)? {
        let lines = archive.header()?;
        if archive.met.is_some() {
            archive.hand_on(begin, Found::default(), Err(damaged("a record's header has no end")), take)?;
            continue;
        }
        let header = warc_header(&lines);
        match header.kind.as_str() {
            "response" | "resource" | "conversion" => archive.page(begin, header, take)?,
            "revisit" => {
                archive.pass(header.length)?;
                archive.hand_on(begin, header.found, Err(Reason::NoPage("a repeated visit".into())), take)?;
            }
            // What the crawler says of itself and of its requests is no record of news.
            _ => archive.pass(header.length)?,
        }
    }
    archive.end()
}

fn warc_header(lines: &[u8]) -> Header {
    let (fields, _) = head(lines);
    let text = |name: &str| value(&fields, name).unwrap_or_default().to_string();
    let url = text("warc-target-uri").trim_matches(['<', '>']).to_string();
    let truncated = value(&fields, "warc-truncated").map(|why| format!("the crawler stopped there ({why})"));
    Header {
        kind: text("warc-type").to_ascii_lowercase(),
        content_type: text("content-type"),
        length: text("content-length").parse().unwrap_or(0),
        found: Found {
            url: (!url.is_empty()).then_some(url),
            captured: value(&fields, "warc-date").map(str::to_string),
            truncated,
            ..Found::default()
        },
    }
}

fn arc(mut input: Input<'_>, source: &Source<'_>, take: &mut Take<'_>) -> Result<(), Stop> {
    let begins = |line: &[u8]| arc_header(&String::from_utf8_lossy(line)).is_some();
    let mut archive = Archive::new(&mut *input.stream, source, begins);
    while let Some((begin, line)) = archive.record(take)? {
        let Some(header) = arc_header(&String::from_utf8_lossy(&line)) else { continue };
        if line.starts_with(b"filedesc:") || line.starts_with(b"dns:") {
            archive.pass(header.length)?;
        } else {
            archive.page(begin, header, take)?;
        }
    }
    archive.end()
}

/// `URL address date type length`, in version 2 with more fields before the length. The URL may hold spaces.
fn arc_header(line: &str) -> Option<Header> {
    let fields: Vec<&str> = line.trim_end().split(' ').collect();
    let length = fields.last()?.parse().ok()?;
    let is_date = |field: &&str| field.len() >= 14 && field.bytes().all(|byte| byte.is_ascii_digit());
    let date = fields.iter().position(is_date).filter(|&at| at > 1)?;
    let url = fields[..date - 1].join(" ");
    if !url.contains(':') {
        return None;
    }
    let digits = fields[date];
    let part = |from: usize, to: usize| &digits[from..to];
    let captured =
        format!("{}-{}-{}T{}:{}:{}Z", part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 12), part(12, 14));
    let found = Found { url: Some(url), captured: Some(captured), ..Found::default() };
    Some(Header { kind: String::new(), content_type: String::new(), length, found })
}

impl<'a> Archive<'a> {
    fn new(input: &'a mut dyn BufRead, source: &Source<'_>, begins: fn(&[u8]) -> bool) -> Self {
        Archive { input, offset: 0, limit: source.limits.record, met: None, begins, members: 0 }
    }

    /// The first line of the next record and where it begins. What stands there instead is one skip, up to where a record does begin. None at the end.
    fn record(&mut self, take: &mut Take<'_>) -> Result<Option<(u64, Vec<u8>)>, Stop> {
        let mut lost = None;
        loop {
            let (begin, line) = match self.met.take() {
                Some(met) => met,
                None => {
                    let (begin, mut line) = (self.offset, Vec::new());
                    match self.line(&mut line) {
                        Ok(0) => return Ok(None),
                        Ok(_) => (begin, line),
                        // After a damaged part of a packed archive the next one may be whole.
                        Err(error) => {
                            self.hand_on(begin, Found::default(), Err(Reason::from_io(&error)), take)?;
                            lost = Some(begin);
                            continue;
                        }
                    }
                }
            };
            if (self.begins)(&line) {
                return Ok(Some((begin, line)));
            }
            if lost.is_none() && !line.trim_ascii().is_empty() {
                lost = Some(begin);
                self.hand_on(begin, Found::default(), Err(no_record(begin)), take)?;
            }
        }
    }

    /// The lines up to a blank one, or up to where another record begins.
    fn header(&mut self) -> Result<Vec<u8>, Stop> {
        let mut lines = Vec::new();
        loop {
            let (begin, before) = (self.offset, lines.len());
            let read = self.line(&mut lines)?;
            let line = &lines[before..];
            if read == 0 || line.trim_ascii().is_empty() {
                return Ok(lines);
            }
            if (self.begins)(line) || lines.len() as u64 > LONGEST_HEADER {
                self.met = Some((begin, lines.split_off(before)));
                return Ok(lines);
            }
        }
    }

    fn line(&mut self, line: &mut Vec<u8>) -> std::io::Result<u64> {
        let before = line.len();
        let read = read_line(self.input, LONGEST_HEADER, line);
        self.offset += (line.len() - before) as u64;
        read
    }

    /// Hands on the content of a record: a page, or the reason why it is none.
    fn page(&mut self, begin: u64, header: Header, take: &mut Take<'_>) -> Result<(), Stop> {
        let Header { kind, content_type, length, mut found } = header;
        let limit = self.limit;
        if length > limit {
            self.pass(length)?;
            return self.hand_on(begin, found, Err(Reason::TooLarge { bytes: length, limit }), take);
        }
        let mut content = Vec::new();
        let read = (&mut *self.input).take(length).read_to_end(&mut content);
        self.offset += content.len() as u64;
        if let Err(error) = read {
            return self.hand_on(begin, found, Err(Reason::from_io(&error)), take);
        }
        if (content.len() as u64) < length {
            found.truncated = Some("the archive ends there".to_string());
        }
        let is_text = kind == "conversion" && content_type.starts_with("text/plain");
        let page = match kind.as_str() {
            _ if is_text => Ok(Page { body: content, charset: Some("utf-8".to_string()) }),
            "resource" | "conversion" => {
                is_page(&content_type).map(|()| Page { body: content, charset: charset(&content_type) })
            }
            _ => page(&content, limit),
        };
        found.charset = page.as_ref().ok().and_then(|page| page.charset.clone());
        let content = page.map(|page| (page.body, if is_text { "page.txt" } else { "page.html" }));
        self.hand_on(begin, found, content, take)
    }

    /// Hands on a member. Pages are told by their content, but text that no tag begins is a page here too.
    fn hand_on(
        &mut self,
        begin: u64,
        found: Found,
        content: Result<(Vec<u8>, &str), Reason>,
        take: &mut Take<'_>,
    ) -> Result<(), Stop> {
        self.members += 1;
        let name = format!("@{begin}");
        match content {
            Ok((bytes, file)) => {
                let (file, size) = (file.to_string(), Some(bytes.len() as u64));
                take(Member { name, file, size, found, content: Ok(&mut bytes.as_slice() as &mut dyn Read) })
            }
            Err(reason) => take(Member { file: name.clone(), name, size: None, found, content: Err(reason) }),
        }
    }

    /// Passes over so many bytes.
    fn pass(&mut self, length: u64) -> Result<(), Stop> {
        self.offset += std::io::copy(&mut (&mut *self.input).take(length), &mut std::io::sink())?;
        Ok(())
    }

    fn end(self) -> Result<(), Stop> {
        match self.members {
            0 => Err(Reason::NoPage("a web archive without any".into()).into()),
            _ => Ok(()),
        }
    }
}

fn no_record(at: u64) -> Reason {
    damaged(&format!("no record begins at byte {at}, where one should"))
}

fn damaged(what: &str) -> Reason {
    Reason::Archive(what.to_string())
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
        assert!(
            broken[1].contains("   the archive is damaged: no record begins at byte") && broken.len() == 2,
            "{broken:?}"
        );
        let again = members(format!("{page}nonsense\r\nmore\r\n{page}").as_bytes());
        assert!(again.len() == 3 && again[2].ends_with(" <p>Text"), "{again:?}");
        let endless = members(format!("WARC/1.0\r\nWARC-Type: response\r\n{page}").as_bytes());
        assert!(endless.len() == 2 && endless[1].ends_with(" <p>Text"), "{endless:?}");
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
