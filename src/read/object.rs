//! One JSON object as an article, wherever it stands. Knows nothing of how objects follow each other in a file.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;
use serde_json::error::Category;

use super::article::RawArticle;
use super::decode::guess;
use super::fields::Fields;
use super::note::Note;
use super::record::{Reason, Record};

/// How many field names are reported of a record that has no text.
const MOST_NAMES: usize = 30;

/// How many characters are reported of what is wrong with a record.
const LONGEST_MESSAGE: usize = 200;

/// Where a record begins in its file: 1-based line, 1-based column in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    pub line: u64,
    pub column: u64,
}

impl Position {
    /// The first byte of a file.
    pub const START: Position = Position { line: 1, column: 1 };

    /// What is wrong at this place.
    pub fn malformed(self, format: &'static str, what: impl Into<String>) -> Reason {
        Reason::Malformed { format, what: what.into(), line: Some(self.line), column: Some(self.column) }
    }
}

/// Reads one object, in UTF-8 or else in the encoding that its bytes suggest.
pub(super) fn article(
    bytes: &[u8],
    begin: Position,
    record: Record,
    format: &'static str,
) -> Result<RawArticle, Reason> {
    match std::str::from_utf8(bytes) {
        Ok(text) => parse(text, begin, record, format),
        Err(_) => {
            let (text, encoding) = guess(bytes);
            let mut article = parse(&text, begin, record, format)?;
            article.notes.push(Note::DecodedByGuess(encoding.name().to_string()));
            Ok(article)
        }
    }
}

fn parse(text: &str, begin: Position, record: Record, format: &'static str) -> Result<RawArticle, Reason> {
    let fields: Fields = serde_json::from_str(text).map_err(|error| malformed(&error, begin, format))?;
    let article = fields.into_article(record);
    if article.is_empty() { Err(Reason::NoText { fields: names(text) }) } else { Ok(article) }
}

/// The names of an object's first fields. Read again only for a record that has nothing else to show.
fn names(object: &str) -> Vec<String> {
    serde_json::from_str::<BTreeMap<String, IgnoredAny>>(object)
        .map(|fields| fields.into_keys().take(MOST_NAMES).collect())
        .unwrap_or_default()
}

/// What is wrong with an object that begins at `begin`.
pub(super) fn malformed(error: &serde_json::Error, begin: Position, format: &'static str) -> Reason {
    let (line, column) = (error.line() as u64, error.column() as u64);
    let message = error.to_string();
    let what = message.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&message);
    // The message may quote the record.
    let what: String = what.chars().take(LONGEST_MESSAGE).collect();
    let what = match error.classify() {
        Category::Eof => "it breaks off in the middle".to_string(),
        // The parser's word for anything that begins like `true`, `false` or `null` and is none of them.
        Category::Syntax if what == "expected ident" => "not valid JSON".to_string(),
        Category::Syntax => format!("not valid JSON: {what}"),
        Category::Data | Category::Io => {
            match what.strip_prefix("invalid type: ").and_then(|w| w.split_once(", expected ")) {
                Some((found, expected)) => format!("{found} where {expected} was expected"),
                None => what,
            }
        }
    };
    let column = if line <= 1 { begin.column + column.max(1) - 1 } else { column.max(1) };
    Position { line: begin.line + line.max(1) - 1, column }.malformed(format, what)
}

/// Whether a text that begins with an object, or an array of them, has a field of that name whose value is a string with `part` in it.
pub(super) fn says(head: &[u8], name: &str, part: &str) -> bool {
    let quoted = format!("\"{name}\"");
    let value = |at: usize| {
        let behind = head[at + quoted.len()..].trim_ascii_start().strip_prefix(b":")?;
        let value = behind.trim_ascii_start().strip_prefix(b"\"")?;
        Some(&value[..memchr::memchr(b'"', value)?])
    };
    matches!(head.trim_ascii_start().first(), Some(b'{' | b'['))
        && memchr::memmem::find_iter(head, quoted.as_bytes())
            .filter_map(value)
            .any(|value| memchr::memmem::find(value, part.as_bytes()).is_some())
}

/// What follows the object of at least one field that `head` begins with, which may be cut off by the end of `head`.
/// Nothing when it does not begin with one.
pub(super) fn after_object(head: &[u8]) -> Option<&[u8]> {
    let mut bytes = head.iter().filter(|byte| !byte.is_ascii_whitespace());
    if bytes.next() != Some(&b'{') || bytes.next() != Some(&b'"') {
        return None;
    }
    let mut values = serde_json::Deserializer::from_slice(head).into_iter::<IgnoredAny>();
    match values.next()? {
        Ok(_) => head.get(values.byte_offset()..),
        Err(error) => error.is_eof().then_some(&[]),
    }
}
