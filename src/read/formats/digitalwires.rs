//! The wires of dpa as it sends them in JSON, "digitalwires": one item an object, alone, in an array, one a line, or as the entries of an answer. The
//! same item in NewsML-G2 gives the same article. Source: dpa's description of the format and its own conversion to NewsML-G2.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::Format;
use crate::read::article::{Metadata, RawArticle};
use crate::read::decode::{unix_lines, utf8_or_guess};
use crate::read::html::fragment_text;
use crate::read::json_scan::Scanner;
use crate::read::object::{self, Position};
use crate::read::record::{Reason, Record};
use crate::read::source::{Limits, Sink, Source, Stop};
use crate::read::wire::{people_of_byline, with_dateline};

pub(super) const FORMAT: Format = Format { name: NAME, extensions: &["digitalwires"], sniff, read };

const NAME: &str = "digitalwires";

/// Fields in which an item's text stands.
const TEXTS: [&str; 3] = ["headline", "teaser", "article_html"];

fn sniff(head: &[u8]) -> bool {
    object::says(head, "format", "digitalwires")
}

fn read(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut scanner = Scanner::new(input, source.limits.record);
    let (mut is_first, mut index, mut in_array) = (true, 0_u64, false);
    while let Some(byte) = scanner.peek()? {
        match byte {
            b'[' if !in_array => in_array = true,
            b',' | b']' => {}
            b'{' => {
                scanner.begin();
                scanner.value()?;
                let bytes = std::mem::take(&mut scanner.value.bytes);
                let (begin, size) = (scanner.value.begin, scanner.value.size);
                let is_alone = is_first && !in_array && scanner.peek()?.is_none();
                let mut record = if is_alone { source.record.clone() } else { source.at_line(begin.line) };
                if in_array {
                    record.members.push(format!("[{index}]"));
                }
                (is_first, index) = (false, index + 1);
                object(&bytes, size, begin, record, source.limits, sink)?;
                continue;
            }
            _ => return Err(scanner.position().malformed(NAME, "expected an object or an array of objects").into()),
        }
        scanner.step()?;
    }
    Ok(())
}

/// Hands on an item, or those that an answer holds as its entries.
fn object(
    bytes: &[u8],
    size: u64,
    begin: Position,
    record: Record,
    limits: &Limits,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    if size > limits.record {
        return sink.skip(record, Reason::TooLarge { bytes: size, limit: limits.record });
    }
    let (text, note) = utf8_or_guess(bytes);
    let fields: Map<String, Value> = match serde_json::from_str(&text) {
        Ok(fields) => fields,
        Err(error) => return sink.skip(record, object::malformed(&error, begin, NAME)),
    };
    let mut hand_on = |fields: &Map<String, Value>, record: Record| match article(fields, record.clone(), begin, limits)
    {
        Ok(mut article) => {
            article.notes.extend(note.clone());
            sink.article(article)
        }
        Err(reason) => sink.skip(record, reason),
    };
    let Some(entries) = fields.get("entries").and_then(Value::as_array) else { return hand_on(&fields, record) };
    for (number, entry) in entries.iter().enumerate() {
        let mut record = record.clone();
        record.members.push(format!("[{number}]"));
        hand_on(entry.as_object().unwrap_or(&Map::new()), record)?;
    }
    Ok(())
}

fn article(item: &Map<String, Value>, record: Record, begin: Position, limits: &Limits) -> Result<RawArticle, Reason> {
    let mut article = RawArticle::new(record);
    let html = |name: &str| {
        let html = string(item, name).unwrap_or_default();
        fragment_text(&html, limits).ok_or_else(|| begin.malformed(NAME, "its HTML is nested too deep"))
    };
    let (text, infobox) = (html("article_html")?, html("infobox_html")?);
    if text.is_empty()
        && let Some(kind) = attachment(item)
    {
        return Err(Reason::NoArticle(kind.to_string()));
    }
    article.title = words(string(item, "headline"));
    // The dateline begins the text itself, behind the teaser.
    let text = match text.is_empty() {
        true => text,
        false => with_dateline(&string(item, "dateline").unwrap_or_default(), text),
    };
    let parts = [words(string(item, "teaser")), text, infobox];
    article.body = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    if article.is_empty() {
        return Err(Reason::NoText { fields: TEXTS.iter().map(|name| (*name).to_string()).collect() });
    }
    article.metadata = metadata(item);
    Ok(article)
}

/// What an item without a text is: named by the first of what it brings along.
fn attachment(item: &Map<String, Value>) -> Option<&'static str> {
    let first = item.get("associations").and_then(Value::as_array).and_then(|all| all.first());
    match first.and_then(|first| first.get("type")).and_then(Value::as_str)? {
        "image" => Some("a picture"),
        "audio" => Some("a sound recording"),
        "video" => Some("a video"),
        "graphic" => Some("a graphic"),
        _ => None,
    }
}

fn metadata(item: &Map<String, Value>) -> Metadata {
    let by = string(item, "byline").map(|by| people_of_byline(&by)).filter(|people| !people.is_empty());
    let creators = || named(item, "creator").iter().flat_map(|name| people_of_byline(name)).collect();
    let mut metadata = Metadata {
        own_id: string(item, "urn"),
        published: ["content_created", "version_created"].iter().filter_map(|name| string(item, name)).collect(),
        authors: by.unwrap_or_else(creators),
        source: named(item, "infosource")
            .into_iter()
            .next()
            .or_else(|| string(item, "creditline"))
            .or_else(|| named(item, "provider").into_iter().next()),
        sections: named(item, "desk"),
        language: string(item, "language"),
        tags: [named(item, "dpasubject"), named(item, "subject"), named(item, "keyword")].concat(),
        people: named(item, "person"),
        organisations: [named(item, "organisation"), named(item, "company")].concat(),
        places: [named(item, "located"), named(item, "geosubject"), named(item, "poi")].concat(),
        ..Metadata::default()
    };
    metadata.without_repeats();
    metadata
}

/// The names of an item's categories of a type. A point on the map has its own name apart from its address.
fn named(item: &Map<String, Value>, kind: &str) -> Vec<String> {
    let categories =
        item.get("categories").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
    let is_it = |category: &&Map<String, Value>| {
        let known = category.get("type").and_then(Value::as_str).unwrap_or_default();
        known.strip_prefix("dnltype:").unwrap_or(known) == kind
    };
    let point = |category: &Map<String, Value>| {
        category.get("geojson").and_then(|point| point.get("properties")).and_then(Value::as_object).cloned()
    };
    let name = |category: &Map<String, Value>| {
        let of_point = point(category).and_then(|point| string(&point, "name"));
        Some(words(of_point.or_else(|| string(category, "name")))).filter(|name| !name.is_empty())
    };
    categories.filter(is_it).filter_map(name).collect()
}

fn words(text: Option<String>) -> String {
    text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A field that is a string and not blank.
fn string(fields: &Map<String, Value>, name: &str) -> Option<String> {
    let text = fields.get(name)?.as_str()?;
    (!text.trim().is_empty()).then(|| unix_lines(text.to_string()))
}
