//! What a format reads from and what it hands its articles to. Knows no format, and no file but by its record.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::article::RawArticle;
use super::containers::Budget;
use super::decode::{Decoded, decode_as};
use super::fields::FieldMap;
use super::note::Note;
use super::record::{Reason, Record, Skip};

/// An article, or why a record did not become one.
pub type Outcome = Result<RawArticle, Skip>;

/// How much is read before a record is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// The largest record in bytes, where a file holds several: a line of JSON Lines, an element of a JSON array.
    pub record: u64,
    /// The largest file in bytes, where it is one text.
    pub text: u64,
    /// How many containers may lie one in another.
    pub nesting: usize,
    /// How many levels deep JSON and XML may be nested.
    pub depth: usize,
    /// How many elements of HTML may be open at a time.
    pub html_depth: usize,
    /// Bytes that any file may become when it is unpacked, however small it is.
    pub unpacked: u64,
    /// Times its size that a larger file may become.
    pub ratio: u64,
}

impl Limits {
    /// Whether everything can be read that can be read within `other` limits.
    pub(crate) fn admit(&self, other: &Limits) -> bool {
        self.record >= other.record
            && self.text >= other.text
            && self.nesting >= other.nesting
            && self.depth >= other.depth
            && self.html_depth >= other.html_depth
            && self.unpacked >= other.unpacked
            && self.ratio >= other.ratio
    }

    /// The deepest nesting that JSON's parser follows, whatever the limit.
    pub const DEEPEST: usize = 128;
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            record: 64 << 20,
            text: 256 << 20,
            nesting: 5,
            depth: 128,
            html_depth: 512,
            unpacked: 1 << 30,
            ratio: 200,
        }
    }
}

/// What is being read: a file, or a member of a container.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    /// Where it is. Formats extend it by members and lines.
    pub record: Record,
    /// Its size in bytes, where known.
    pub size: Option<u64>,
    /// What is known of it from where it was found.
    pub(super) found: Found,
    /// How much may be read.
    pub limits: &'a Limits,
    /// The fields that the user has mapped.
    pub(super) map: &'a FieldMap,
    /// How many containers it lies in.
    pub(super) depth: usize,
    /// How much may still be unpacked.
    pub(super) budget: &'a Budget,
}

impl Source<'_> {
    /// The record that begins at `line` of a source that holds several.
    pub fn at_line(&self, line: u64) -> Record {
        Record { line: Some(line), ..self.record.clone() }
    }

    /// The whole input, at most [`Limits::text`] bytes.
    pub fn bytes(&self, input: &mut dyn BufRead) -> Result<Vec<u8>, Stop> {
        let limit = self.limits.text;
        let known = self.size.unwrap_or(0);
        if known > limit {
            return Err(Reason::TooLarge { bytes: known, limit }.into());
        }
        let mut bytes = Vec::with_capacity(usize::try_from(known).unwrap_or(0));
        input.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        match bytes.len() as u64 {
            bytes if bytes > limit => Err(Reason::TooLarge { bytes, limit }.into()),
            _ => Ok(bytes),
        }
    }

    /// The whole input as text.
    pub fn text(&self, input: &mut dyn BufRead) -> Result<Decoded, Stop> {
        let bytes = self.bytes(input)?;
        self.decoded(bytes, self.found.charset.as_deref())
    }

    /// Bytes as text, in the encoding of that label unless they refute it.
    pub(super) fn decoded(&self, bytes: Vec<u8>, declared: Option<&str>) -> Result<Decoded, Stop> {
        Ok(decode_as(bytes, declared).ok_or(Reason::Binary)?)
    }
}

#[cfg(test)]
impl<'a> Source<'a> {
    /// A file for tests, of which nothing is known but how much may be read of it.
    pub fn of_test(limits: &'a Limits, budget: &'a Budget) -> Self {
        static NO_MAP: std::sync::LazyLock<FieldMap> = std::sync::LazyLock::new(FieldMap::default);
        Source {
            record: Record::file("file"),
            size: None,
            found: Found::default(),
            limits,
            map: &NO_MAP,
            depth: 0,
            budget,
        }
    }
}

/// What is known of a page from where it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// The address that it was fetched from.
    pub url: Option<String>,
    /// When, unparsed.
    pub captured: Option<String>,
    /// The encoding that the server named.
    pub charset: Option<String>,
    /// Why its end is missing, if it is.
    pub truncated: Option<String>,
}

impl Found {
    /// An article with what it does not say of itself.
    pub fn add_to(&self, mut article: RawArticle) -> RawArticle {
        let metadata = &mut article.metadata;
        metadata.url = metadata.url.take().or_else(|| self.url.clone());
        metadata.captured = metadata.captured.take().or_else(|| self.captured.clone());
        article.notes.extend(self.truncated.clone().map(Note::Truncated));
        article
    }
}

/// Why a format ends before its input does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// The consumer wants no more.
    Enough,
    /// The source itself cannot be read on.
    Failed(Reason),
}

impl From<Reason> for Stop {
    fn from(reason: Reason) -> Self {
        Stop::Failed(reason)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Stop::Failed(Reason::from_io(&error))
    }
}

/// Takes the articles of one source.
pub struct Sink<'a> {
    take: &'a mut dyn FnMut(Outcome) -> ControlFlow<()>,
    taken: u64,
}

impl<'a> Sink<'a> {
    /// A sink that hands on to `take`, which breaks when it wants no more.
    pub fn new(take: &'a mut dyn FnMut(Outcome) -> ControlFlow<()>) -> Self {
        Sink { take, taken: 0 }
    }

    /// Hands on an article.
    pub fn article(&mut self, mut article: RawArticle) -> Result<(), Stop> {
        article.notes.extend(Note::on_text(&article.body).or_else(|| Note::on_text(&article.title)));
        self.outcome(Ok(article))
    }

    /// Hands on a record that is no article.
    pub fn skip(&mut self, record: Record, reason: Reason) -> Result<(), Stop> {
        self.outcome(Err(Skip { record, reason }))
    }

    /// How many articles and skips it was handed.
    pub fn taken(&self) -> u64 {
        self.taken
    }

    pub(super) fn outcome(&mut self, outcome: Outcome) -> Result<(), Stop> {
        self.taken += 1;
        match (self.take)(outcome) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Enough),
        }
    }
}
