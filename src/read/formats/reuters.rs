//! The SGML of the Reuters-21578 collection: newswire items one after the other, each with what the agency's editors marked it with. Holds one
//! item at a time. Source: `lewis.dtd` and the README of the collection (Lewis 1997).

use std::borrow::Cow;
use std::io::BufRead;

use super::Format;
use crate::read::article::RawArticle;
use crate::read::decode::{unix_lines, utf8_or_guess};
use crate::read::first_line;
use crate::read::lines::read_line;
use crate::read::record::{Reason, Record};
use crate::read::source::{Sink, Source, Stop};

pub(super) const FORMAT: Format = Format { name: NAME, extensions: &["sgm", "sgml"], sniff, read };

const NAME: &str = "reuters";
const BEGIN: &[u8] = b"<REUTERS";
const END: &[u8] = b"</REUTERS>";
/// Where items begin at the latest: behind the document type.
const PROLOGUE: usize = 1000;

fn sniff(head: &[u8]) -> bool {
    head.trim_ascii_start().starts_with(b"<")
        && memchr::memmem::find(&head[..head.len().min(PROLOGUE)], BEGIN).is_some()
}

/// An item that has begun.
struct Item {
    line: u64,
    bytes: Vec<u8>,
}

fn read(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let limit = source.limits.record;
    let mut line = Vec::new();
    let mut item: Option<Item> = None;
    for number in 1.. {
        line.clear();
        let length = match read_line(input, limit, &mut line) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) => return sink.skip(source.at_line(number), Reason::from_io(&error)),
        };
        if memchr::memmem::find(&line, BEGIN).is_some() {
            broken_off(item.take(), source, sink)?;
            item = Some(Item { line: number, bytes: Vec::new() });
        }
        let Some(Item { line: begin, bytes }) = &mut item else { continue };
        let size = bytes.len() as u64 + length;
        if size > limit {
            sink.skip(source.at_line(*begin), Reason::TooLarge { bytes: size, limit })?;
            item = None;
            continue;
        }
        bytes.extend_from_slice(&line);
        if memchr::memmem::find(&line, END).is_some() {
            let record = source.at_line(*begin);
            let (text, note) = utf8_or_guess(bytes);
            match article(&unix_lines(text.into_owned()), record.clone()) {
                Some(mut article) => {
                    article.notes.extend(note);
                    sink.article(article)?;
                }
                None => sink.skip(record, Reason::Empty)?,
            }
            item = None;
        }
    }
    broken_off(item, source, sink)
}

fn broken_off(item: Option<Item>, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let Some(Item { line, .. }) = item else { return Ok(()) };
    let what = "it breaks off before </REUTERS>".to_string();
    sink.skip(source.at_line(line), Reason::Malformed { format: NAME, what, line: Some(line), column: None })
}

fn article(item: &str, record: Record) -> Option<RawArticle> {
    let mut article = RawArticle::new(record);
    let text = element(item, "TEXT").unwrap_or_default();
    if let Some(title) = element(text, "TITLE") {
        article.title = unescaped(title).split_whitespace().collect::<Vec<_>>().join(" ");
        let dateline = element(text, "DATELINE").unwrap_or_default();
        let body = element(text, "BODY").unwrap_or_default();
        article.body = paragraphs(&unescaped(&[dateline, body].concat()));
    } else {
        // Nothing is marked in some; their first line is as good a title as any.
        let text = paragraphs(&unescaped(element(text, "BODY").unwrap_or(text)));
        let parts = first_line::split(&text);
        (article.title, article.body) = (parts.title.to_string(), parts.body.to_string());
    }
    let metadata = &mut article.metadata;
    metadata.own_id = attribute(item, "NEWID").map(str::to_string);
    metadata.published = element(item, "DATE").map(|date| date.trim().to_string()).into_iter().collect();
    metadata.tags = list(item, "TOPICS");
    metadata.places = list(item, "PLACES").iter().map(|name| name_of(name)).collect();
    metadata.people = list(item, "PEOPLE").iter().map(|name| name_of(name)).collect();
    metadata.organisations = list(item, "ORGS").iter().map(|name| name.to_uppercase()).collect();
    (!article.is_empty()).then_some(article)
}

/// What stands between the tags of the first element of a name.
fn element<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let begin = text.match_indices(name).map(|(at, _)| at).find(|&at| {
        let behind = text.as_bytes().get(at + name.len());
        text[..at].ends_with('<') && behind.is_some_and(|byte| matches!(byte, b'>' | b' '))
    })?;
    let inside = &text[begin + text[begin..].find('>')? + 1..];
    Some(&inside[..inside.find(&format!("</{name}>"))?])
}

fn attribute<'a>(item: &'a str, name: &str) -> Option<&'a str> {
    let tag = &item[..item.find('>')?];
    let value = &tag[tag.find(&format!(" {name}=\""))? + name.len() + 3..];
    value.split('"').next()
}

/// The entries of a list: `<PLACES><D>usa</D><D>uk</D></PLACES>`.
fn list(item: &str, name: &str) -> Vec<String> {
    let entries = element(item, name).unwrap_or_default().split("<D>").skip(1);
    entries.filter_map(|entry| entry.split("</D>").next()).map(|entry| unescaped(entry).trim().to_string()).collect()
}

/// `el-salvador` as it is written elsewhere.
fn name_of(code: &str) -> String {
    let words = code.split('-').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A line that is indented begins a paragraph.
fn paragraphs(text: &str) -> String {
    let mut paragraphs = String::with_capacity(text.len() + text.len() / 50);
    for line in text.lines() {
        if line.starts_with("    ") && !paragraphs.is_empty() {
            paragraphs.push('\n');
        }
        paragraphs.push_str(line.trim());
        paragraphs.push('\n');
    }
    paragraphs.trim().to_string()
}

/// Without entities, and without the control characters by which the wire steered printers.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '\u{3}', '\u{2}']) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest.find(';').filter(|&end| end <= 8).and_then(|end| Some((end, character(&rest[1..end])?)));
        let (end, character) = entity.unwrap_or((0, '&'));
        plain.push(character);
        rest = &rest[end + 1..];
    }
    plain.push_str(rest);
    plain.retain(|c| !c.is_control() || c == '\n');
    Cow::Owned(plain)
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        number => char::from_u32(number.strip_prefix('#')?.parse().ok()?),
    }
}
