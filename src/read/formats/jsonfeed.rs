//! JSON Feed 1.0 and 1.1: one article an item. Holds the whole feed, because what it says of all its items may stand behind them. Source: the
//! specification at jsonfeed.org.

use std::io::{BufRead, Cursor};

use serde_json::{Map, Value};

use super::Format;
use crate::read::address::resolved;
use crate::read::article::{Metadata, RawArticle};
use crate::read::html::fragment_text;
use crate::read::json_scan::{self, Scanner};
use crate::read::object::{self, Position};
use crate::read::record::{Reason, Record};
use crate::read::source::{Limits, Sink, Source, Stop};
use crate::read::xml::unescaped;

pub(super) const FORMAT: Format = Format { name: NAME, extensions: &["jsonfeed"], sniff, read };

const NAME: &str = "jsonfeed";

/// How many fields are reported of an item without text.
const MOST_NAMES: usize = 30;

/// Certain of an object whose version is one of JSON Feed.
fn sniff(head: &[u8]) -> bool {
    head.trim_ascii_start().starts_with(b"{") && object::says(head, "version", "jsonfeed.org")
}

fn read(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let decoded = source.text(input)?;
    let mut text = Cursor::new(decoded.text.as_bytes());
    let mut feed =
        Feed { scanner: Scanner::new(&mut text, source.limits.record), fields: Map::new(), items: Vec::new() };
    let ended = feed.scan();
    let Feed { fields, items, .. } = feed;
    for (number, item) in items.iter().enumerate() {
        let mut record = source.at_line(item.begin.line);
        record.members.push(format!("[{number}]"));
        match article(item, &fields, record.clone(), source.limits) {
            Ok(mut article) => {
                article.notes.extend(decoded.note());
                sink.article(article)?;
            }
            Err(reason) => sink.skip(record, reason)?,
        }
    }
    ended?;
    match (items.is_empty(), decoded.text.trim().is_empty()) {
        (true, false) => Err(Reason::NoArticle("a feed without items".to_string()).into()),
        _ => Ok(()),
    }
}

struct Feed<'a> {
    scanner: Scanner<'a>,
    /// What the feed says of all its items.
    fields: Map<String, Value>,
    items: Vec<json_scan::Value>,
}

impl Feed<'_> {
    /// Goes through the feed's fields. Whatever it ends with, the items before that were found.
    fn scan(&mut self) -> Result<(), Stop> {
        match self.scanner.peek()? {
            None => return Ok(()),
            Some(b'{') => self.scanner.step()?,
            Some(_) => return Err(self.unexpected("expected an object")),
        }
        loop {
            match self.scanner.peek()? {
                Some(b',') => self.scanner.step()?,
                Some(b'"') => self.field()?,
                Some(b'}') => return Ok(()),
                Some(_) => return Err(self.unexpected("expected the name of a field")),
                None => return Err(self.unexpected("the feed is not closed")),
            }
        }
    }

    fn field(&mut self) -> Result<(), Stop> {
        let name: String = self.value()?;
        if self.scanner.peek()? != Some(b':') {
            return Err(self.unexpected("expected a colon"));
        }
        self.scanner.step()?;
        if name == "items" && self.scanner.peek()? == Some(b'[') {
            return self.items();
        }
        if self.scanner.peek()?.is_some() {
            let value: Value = self.value()?;
            self.fields.insert(name, value);
        }
        Ok(())
    }

    fn items(&mut self) -> Result<(), Stop> {
        self.scanner.step()?;
        loop {
            match self.scanner.peek()? {
                Some(b']') => return Ok(self.scanner.step()?),
                Some(b',') => self.scanner.step()?,
                Some(_) => {
                    self.scanner.begin();
                    self.scanner.value()?;
                    let bytes = std::mem::take(&mut self.scanner.value.bytes);
                    self.items.push(json_scan::Value { bytes, ..self.scanner.value });
                }
                None => return Err(self.unexpected("the array of items is not closed")),
            }
        }
    }

    /// The next value; an empty one if it is none.
    fn value<T: Default + serde::de::DeserializeOwned>(&mut self) -> Result<T, Stop> {
        self.scanner.begin();
        self.scanner.value()?;
        Ok(serde_json::from_slice(&self.scanner.value.bytes).unwrap_or_default())
    }

    fn unexpected(&self, what: &str) -> Stop {
        self.scanner.position().malformed(NAME, what).into()
    }
}

fn article(
    value: &json_scan::Value,
    feed: &Map<String, Value>,
    record: Record,
    limits: &Limits,
) -> Result<RawArticle, Reason> {
    if value.size > limits.record {
        return Err(Reason::TooLarge { bytes: value.size, limit: limits.record });
    }
    let item: Map<String, Value> =
        serde_json::from_slice(&value.bytes).map_err(|error| object::malformed(&error, value.begin, NAME))?;
    let mut article = RawArticle::new(record);
    // Titles are plain text, but many are written by programs that think of HTML.
    let title = |fields: &Map<String, Value>| string(fields, "title").map(|title| unescaped(&title).into_owned());
    article.title = title(&item).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    article.body = body(&item, value.begin, limits)?;
    let base = string(feed, "home_page_url").or_else(|| string(feed, "feed_url"));
    let address = string(&item, "url").or_else(|| string(&item, "external_url"));
    let mut authors = authors(&item);
    if authors.is_empty() {
        authors = self::authors(feed);
    }
    article.metadata = Metadata {
        own_id: string(&item, "id"),
        url: address.map(|address| resolved(base.as_deref(), &address)),
        published: ["date_published", "date_modified"].iter().filter_map(|name| string(&item, name)).collect(),
        authors,
        source: title(feed),
        language: string(&item, "language").or_else(|| string(feed, "language")),
        tags: list(&item, "tags").filter_map(|tag| tag.as_str().map(str::to_string)).collect(),
        ..Metadata::default()
    };
    if article.is_empty() {
        return Err(Reason::NoText { fields: item.into_iter().map(|(name, _)| name).take(MOST_NAMES).collect() });
    }
    Ok(article)
}

/// The text as it was published, or what was made of it, or what stands for it.
fn body(item: &Map<String, Value>, begin: Position, limits: &Limits) -> Result<String, Reason> {
    if let Some(html) = string(item, "content_html") {
        let text = fragment_text(&html, limits).ok_or_else(|| begin.malformed(NAME, "its HTML is nested too deep"))?;
        if !text.is_empty() {
            return Ok(text);
        }
    }
    let text = string(item, "content_text").or_else(|| string(item, "summary")).unwrap_or_default();
    Ok(text.trim().to_string())
}

/// Names of `authors`, as of version 1.1, or of the one `author` of 1.0.
fn authors(fields: &Map<String, Value>) -> Vec<String> {
    let name = |author: &Value| match author {
        Value::Object(author) => string(author, "name").or_else(|| string(author, "url")),
        author => author.as_str().map(str::to_string),
    };
    let found: Vec<String> = list(fields, "authors").filter_map(name).collect();
    if found.is_empty() { fields.get("author").and_then(name).into_iter().collect() } else { found }
}

fn list<'a>(fields: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a Value> {
    fields.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// A string, or a number as one; nothing when it is blank.
fn string(fields: &Map<String, Value>, name: &str) -> Option<String> {
    let text = match fields.get(name)? {
        Value::String(text) => crate::read::decode::unix_lines(text.clone()),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}
