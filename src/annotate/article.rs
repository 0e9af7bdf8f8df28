//! What annotation makes of a raw article: plain data, offsets in bytes of `body` or `title`. Knows no index.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::dates::Modifier;
use crate::calendar::PartialDate;
use crate::read::{Metadata, Note, Record};

/// An article with everything that dateline sees in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Where it came from.
    pub record: Record,
    /// The title, as published.
    pub title: String,
    /// The text, as published but for the form of its line ends.
    pub body: String,
    /// What the record says about itself.
    pub metadata: Metadata,
    /// What went less than well while it was read.
    pub notes: Vec<Note>,
    /// The language as an ISO 639-1 code, where one could be told.
    pub language: Option<&'static str>,
    /// When it came out.
    pub published: Published,
    /// The times that the body speaks of, in the order of the text.
    pub dates: Vec<DateMention>,
    /// The times that the title speaks of.
    pub title_dates: Vec<DateMention>,
    /// The actors that the body names, in the order of the text.
    pub mentions: Vec<Mention>,
    /// The actors that the title names.
    pub title_mentions: Vec<Mention>,
    /// The passages of the body, in order; together they cover every token.
    pub passages: Vec<Passage>,
}

/// When an article came out, and how we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The day, month or year; none when nothing tells.
    pub date: Option<PartialDate>,
    /// How we know.
    pub basis: Basis,
    /// The strongest other evidence of the article's own (metadata, address, name, dateline) that names a date more than a day away, where there is any. The date
    /// of a change is none, and what the user said is never contradicted.
    pub contradiction: Option<Contradiction>,
}

/// Evidence of another date than the one that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// The date that it names.
    pub date: PartialDate,
    /// What sort of evidence it is.
    pub basis: Basis,
}

/// How we know when an article came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The user said so.
    Given,
    /// A field of the record. Where nothing else tells, it may be the one that says when the article was changed.
    Metadata,
    /// The article's address.
    Url,
    /// The name of the file or of a folder it is in.
    Name,
    /// A dateline at the beginning of the text, or a line with a date that its page shows beside the title.
    Dateline,
    /// The dates that the text speaks of.
    Text,
    /// When a crawler fetched it.
    Capture,
    /// The time of the file. Never fills `published`.
    File,
    /// Nothing tells.
    None,
}

impl Basis {
    /// Every basis, strongest first.
    pub const ALL: [Basis; 9] = [
        Basis::Given,
        Basis::Metadata,
        Basis::Url,
        Basis::Name,
        Basis::Dateline,
        Basis::Text,
        Basis::Capture,
        Basis::File,
        Basis::None,
    ];

    /// The word for it in the contract.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Given => "given",
            Basis::Metadata => "metadata",
            Basis::Url => "url",
            Basis::Name => "name",
            Basis::Dateline => "dateline",
            Basis::Text => "text",
            Basis::Capture => "capture",
            Basis::File => "file",
            Basis::None => "none",
        }
    }
}

/// A span of text that speaks of a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// The bytes of the expression.
    pub range: Range<usize>,
    /// What sort of time it is.
    pub kind: TimeKind,
    /// The value as TIMEX3 writes it: `2021-08-15`, `2021-08`, `2021`, `199`, `2021-SP`, `PRESENT_REF`. Source: TimeML 1.2.1.
    pub value: String,
    /// What makes it less exact: `early 2021`.
    pub modifier: Option<Modifier>,
}

impl DateMention {
    /// The day, month or year that the value names, if it names one.
    pub fn about(&self) -> Option<PartialDate> {
        let day = match self.kind {
            TimeKind::Date => self.value.as_str(),
            // The day of `2021-08-15T10:30`.
            TimeKind::Time => self.value.split('T').next().unwrap_or_default(),
            TimeKind::Duration | TimeKind::Set => return None,
        };
        day.parse().ok()
    }
}

/// TIMEX3 types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeKind {
    /// A day or something longer.
    Date,
    /// A time of day.
    Time,
    /// How long something lasts.
    Duration,
    /// How often something happens.
    Set,
}

/// A span of text that names an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The bytes of the name, without titles.
    pub range: Range<usize>,
    /// What sort of actor it names.
    pub kind: ActorKind,
    /// The actor's name: canonical where known, else the article's own fullest form.
    pub actor: String,
}

/// What sort of actor it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ActorKind {
    /// A person.
    #[serde(rename = "PER")]
    Person,
    /// An organisation, team or movement.
    #[serde(rename = "ORG")]
    Organisation,
    /// A country, region, town, building or other place.
    #[serde(rename = "LOC")]
    Place,
}

impl ActorKind {
    /// Every kind.
    pub const ALL: [ActorKind; 3] = [ActorKind::Person, ActorKind::Organisation, ActorKind::Place];

    /// The word for it in queries, facets and files.
    pub fn name(self) -> &'static str {
        match self {
            ActorKind::Person => "person",
            ActorKind::Organisation => "org",
            ActorKind::Place => "place",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<ActorKind> {
        ActorKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A few whole sentences of the body: the unit that is ranked and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset behind its last character.
    pub end: usize,
    /// Number of its first token in the body.
    pub first_token: usize,
    /// Behind the number of its last token.
    pub last_token: usize,
}
