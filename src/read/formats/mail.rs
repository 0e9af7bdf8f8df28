//! E-mail newsletters: one message a file (RFC 5322), or many in a mailbox (RFC 4155), of which one is held at a time. Subject, sender, date and text
//! count; attachments do not.

use std::io::BufRead;

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::Format;
use crate::read::article::RawArticle;
use crate::read::decode::unix_lines;
use crate::read::html::fragment_text;
use crate::read::lines::read_line;
use crate::read::record::{Reason, Record};
use crate::read::source::{Limits, Sink, Source, Stop};

pub(super) const EML: Format = Format { name: "eml", extensions: &["eml"], sniff: is_message, read: read_message };
pub(super) const MBOX: Format = Format { name: "mbox", extensions: &["mbox"], sniff: is_mailbox, read: read_mailbox };

/// A plain text of fewer bytes may only say that there is a better one.
const LONGEST_STUB: usize = 300;
/// Begins the line before each message of a mailbox.
const FROM: &[u8] = b"From ";
/// Header fields that messages have and hardly any other text begins with.
const FIELDS: [&str; 10] = [
    "received",
    "return-path",
    "delivered-to",
    "message-id",
    "mime-version",
    "from",
    "to",
    "subject",
    "date",
    "content-type",
];

/// Three of the fields, one a line, and nothing that is none before them.
fn is_message(head: &[u8]) -> bool {
    let mut known = 0;
    for line in head.split(|&byte| byte == b'\n').take(60) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let Some(colon) = line.iter().position(|&byte| byte == b':') else {
            match line.first() {
                Some(b' ' | b'\t') if known > 0 => continue,
                _ => break,
            }
        };
        let name = &line[..colon];
        let is_name = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        let folded = line.starts_with(b" ") || line.starts_with(b"\t");
        if !is_name && !folded {
            break;
        }
        known += usize::from(FIELDS.iter().any(|field| field.as_bytes().eq_ignore_ascii_case(name)));
    }
    known >= 3
}

fn is_mailbox(head: &[u8]) -> bool {
    let end = memchr::memchr(b'\n', head).map_or(head.len(), |at| at + 1);
    head.starts_with(FROM) && is_message(&head[end..])
}

fn read_message(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let bytes = source.bytes(input)?;
    message(&bytes, source.record.clone(), source.limits, sink)
}

fn read_mailbox(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let limit = source.limits.record;
    let (mut line, mut bytes, mut begin, mut size) = (Vec::new(), Vec::new(), 0, 0);
    let mut after_blank = true;
    for number in 1.. {
        line.clear();
        let length = match read_line(input, limit, &mut line) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) => return sink.skip(source.at_line(number), Reason::from_io(&error)),
        };
        if line.starts_with(FROM) && (after_blank || is_postmark(&line)) {
            finish(&bytes, size, begin, source, sink)?;
            bytes.clear();
            (begin, size) = (number, 0);
        } else if begin > 0 {
            size += length;
            if size <= limit {
                // A line of the text that looks like a beginning is written with a sign before it.
                let signs = line.iter().take_while(|&&byte| byte == b'>').count();
                let is_quoted = signs > 0 && line[signs..].starts_with(FROM);
                bytes.extend_from_slice(&line[usize::from(is_quoted)..]);
            }
        }
        after_blank = line.trim_ascii().is_empty();
    }
    finish(&bytes, size, begin, source, sink)
}

/// Whether a line that begins with `From ` ends as such lines do, with a time and a year: `From a@b Mon Aug 16 10:00:00 2021`. Some programs leave no
/// blank line before it.
fn is_postmark(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(line);
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_time = |word: &&str| word.split(':').filter(|part| part.parse::<u8>().is_ok()).count() >= 2;
    let is_year = |word: &&str| word.len() == 4 && word.parse::<u16>().is_ok_and(|year| year >= 1970);
    words.len() >= 6 && words[3..].iter().any(|word| is_time(word)) && words[5..].iter().any(|word| is_year(word))
}

/// Hands on the message that began at a line, if one did.
fn finish(bytes: &[u8], size: u64, begin: u64, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let limit = source.limits.record;
    match begin {
        0 => Ok(()),
        _ if size > limit => sink.skip(source.at_line(begin), Reason::TooLarge { bytes: size, limit }),
        _ => message(bytes, source.at_line(begin), source.limits, sink),
    }
}

fn message(bytes: &[u8], record: Record, limits: &Limits, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let parsed = if bytes.trim_ascii().is_empty() { None } else { MessageParser::default().parse(bytes) };
    let Some(message) = parsed else { return sink.skip(record, Reason::Empty) };
    let article = article(&message, record.clone(), limits);
    if article.is_empty() {
        sink.skip(record, Reason::NoText { fields: fields(&message) })
    } else {
        sink.article(article)
    }
}

fn article(message: &Message<'_>, record: Record, limits: &Limits) -> RawArticle {
    let mut article = RawArticle::new(record);
    article.title = message.subject().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    article.body = text(message, limits, limits.nesting);
    let metadata = &mut article.metadata;
    metadata.own_id = message.message_id().map(str::to_string);
    // When it arrived is hardly later than when it was sent.
    let date = message.date().or_else(|| message.received().and_then(|received| received.date.as_ref()));
    metadata.published = date.map(|date| date.to_rfc3339()).into_iter().collect();
    let sender = message.from().and_then(Address::first);
    let name = sender.and_then(|sender| sender.name.as_deref().or(sender.address.as_deref()));
    metadata.source = name.map(str::to_string);
    article
}

/// The text of a message: as plain text, unless that is only a line for those who cannot see the other form. Of a message that only hands on others,
/// theirs.
fn text(message: &Message<'_>, limits: &Limits, depth: usize) -> String {
    let plain = message.text_bodies().filter_map(|part| match &part.body {
        PartType::Text(text) => Some(unix_lines(unfolded(part, text))),
        _ => None,
    });
    let html = message.html_bodies().filter_map(|part| match &part.body {
        PartType::Html(html) => fragment_text(html, limits),
        _ => None,
    });
    let (plain, html) = (joined(plain), joined(html));
    let is_stub = plain.len() < LONGEST_STUB && html.len() > plain.len() * 3;
    match if is_stub { html } else { plain } {
        text if text.is_empty() && depth > 0 => joined(message.attachments().filter_map(|part| match &part.body {
            PartType::Message(inner) => Some(text_with_subject(inner, limits, depth - 1)),
            _ => None,
        })),
        text => text,
    }
}

fn text_with_subject(message: &Message<'_>, limits: &Limits, depth: usize) -> String {
    let subject = message.subject().unwrap_or_default().to_string();
    joined([subject, text(message, limits, depth)].into_iter())
}

/// Texts that are not blank, one behind the other.
fn joined(texts: impl Iterator<Item = String>) -> String {
    let texts: Vec<String> = texts.map(|text| text.trim().to_string()).filter(|text| !text.is_empty()).collect();
    texts.join("\n\n")
}

/// A text whose long lines were folded for the way, with a space where they go on. Source: RFC 3676.
fn unfolded(part: &MessagePart<'_>, text: &str) -> String {
    let content_type = part.content_type();
    let says = |name: &str, value: &str| {
        content_type.and_then(|kind| kind.attribute(name)).is_some_and(|found| found.eq_ignore_ascii_case(value))
    };
    if !says("format", "flowed") {
        return text.to_string();
    }
    let mut unfolded = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        // Two dashes and a space stand before a signature.
        match line.strip_suffix(' ').filter(|_| line != "-- ") {
            Some(folded) => unfolded.push_str(if says("delsp", "yes") { folded } else { line }),
            None => {
                unfolded.push_str(line);
                unfolded.push('\n');
            }
        }
    }
    unfolded
}

/// The names of the first header fields.
fn fields(message: &Message<'_>) -> Vec<String> {
    message.headers().iter().take(30).map(|header| header.name().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_no_message() {
        assert!(is_message(b"Received: from a\r\n by b: 1\r\nDate: x\r\nX-Own: 1\r\nSubject: y\r\n\r\nText"));
        assert!(!is_message(b"Dear Sir: this\nDate: x\nSubject: y\nFrom: z"));
        assert!(!is_message(b"From: here\nTo: there\nWe went."));
        assert!(is_mailbox(b"From a@b Mon Aug 16 10:00:00 2021\nFrom: a\nDate: x\nSubject: y\n\nText"));
        assert!(!is_mailbox(b"From here on\nit rained."));
        assert!(!is_message(b"") && !is_mailbox(b""));
    }
}
