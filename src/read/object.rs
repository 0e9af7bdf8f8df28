//! One JSON object as an article, wherever it stands. Knows nothing of how objects follow each other in a file.

use std::collections::BTreeMap;

use serde::de::{DeserializeSeed, IgnoredAny};
use serde_json::error::Category;

use super::article::RawArticle;
use super::decode::utf8_or_guess;
use super::fields::FieldsOf;
use super::record::{Reason, Record};
use super::source::{Limits, Sink, Source, Stop};

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

    /// Goes on behind some bytes.
    pub fn pass(&mut self, passed: &[u8]) {
        match memchr::memrchr(b'\n', passed) {
            Some(at) => {
                self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
                self.column = (passed.len() - at) as u64;
            }
            None => self.column += passed.len() as u64,
        }
    }

    /// What is wrong at this place.
    pub fn malformed(self, format: &'static str, what: impl Into<String>) -> Reason {
        Reason::Malformed { format, what: what.into(), line: Some(self.line), column: Some(self.column) }
    }
}

/// Reads the objects of one source.
pub(super) struct Objects<'a> {
    source: &'a Source<'a>,
    format: &'static str,
    /// Which of the mapped fields were there.
    seen: Vec<bool>,
    any: bool,
}

impl<'a> Objects<'a> {
    /// Reads the objects of `source`, which is in that format.
    pub fn new(source: &'a Source<'a>, format: &'static str) -> Self {
        Objects { source, format, seen: vec![false; source.map.len()], any: false }
    }

    /// Reads one object, in UTF-8 or else in the encoding that its bytes suggest.
    pub fn article(&mut self, bytes: &[u8], begin: Position, record: Record) -> Result<RawArticle, Reason> {
        if is_deeper(bytes, self.source.limits.depth) {
            return Err(Reason::Nested(self.source.limits.depth));
        }
        let (text, note) = utf8_or_guess(bytes);
        let mut article = self.parse(&text, begin, record)?;
        article.notes.extend(note);
        Ok(article)
    }

    fn parse(&mut self, text: &str, begin: Position, record: Record) -> Result<RawArticle, Reason> {
        let mut json = serde_json::Deserializer::from_str(text);
        let fields = FieldsOf(self.source.map).deserialize(&mut json);
        let fields = fields.and_then(|fields| json.end().map(|()| fields));
        let fields = fields.map_err(|error| malformed(&error, begin, self.format))?;
        self.any = true;
        fields.mapped.iter().for_each(|row| self.seen[*row] = true);
        let article = fields.into_article(record);
        if article.is_empty() { Err(Reason::NoText { fields: names(text) }) } else { Ok(article) }
    }

    /// Names the mapped fields that no record had: perhaps they are written in another way.
    pub fn end(&self, sink: &mut Sink<'_>) -> Result<(), Stop> {
        let missing = self.seen.iter().enumerate().filter(|(_, seen)| self.any && !**seen);
        for (row, _) in missing {
            let name = self.source.map.name(row).to_string();
            sink.skip(self.source.record.clone(), Reason::Unmapped(name))?;
        }
        Ok(())
    }
}

/// Whether brackets are nested deeper than a limit. The parser has a limit of its own, behind which nothing has to be counted.
fn is_deeper(json: &[u8], limit: usize) -> bool {
    if limit >= Limits::DEEPEST {
        return false;
    }
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    for byte in json {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limit {
            return true;
        }
    }
    false
}

/// The names of an object's first fields. Read again only for a record that has nothing else to show.
fn names(object: &str) -> Vec<String> {
    serde_json::from_str::<BTreeMap<String, IgnoredAny>>(object)
        .map(|fields| fields.into_keys().take(MOST_NAMES).collect())
        .unwrap_or_default()
}

/// What is wrong with an object that begins at `begin`.
pub(super) fn malformed(error: &serde_json::Error, begin: Position, format: &'static str) -> Reason {
    if error.to_string().starts_with("recursion limit") {
        return Reason::Nested(Limits::DEEPEST);
    }
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
