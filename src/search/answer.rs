//! Answers, as plain data in the shape of the JSON contract. Offsets are bytes.

use std::time::Instant;

use serde::Serialize;
use serde_json::{Map, Value};

use super::explain::Explained;
use super::explain_hits::ExplainedHit;
use super::like::Liked;
use super::request::FacetName;
use crate::annotate::{ActorKind, Basis};
use crate::calendar::{PartialDate, Precision};

/// What a search found.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    /// The query, as it was asked.
    pub query: String,
    /// What the hits resemble; only where that was asked for. Then the score of a hit is its likeness: 1 is the text itself, 0 nothing in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub like: Option<Liked>,
    /// How many articles match. 0 when the hits are partial matches.
    pub matches: u64,
    /// Whether the hits have only some of the words, because no article has all.
    pub relaxed: bool,
    /// How many articles match in part; only when relaxed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partial_matches: Option<u64>,
    /// The hits, best first.
    pub hits: Vec<Hit>,
    /// Counts, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
    /// What could not be done as asked, and what was understood instead.
    pub complaints: Vec<String>,
    /// What the query was read as; only when that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<Explained>,
    /// Milliseconds that the answer took.
    pub took_ms: f64,
}

/// An article that matches, with its best passages.
#[derive(Debug, Clone, Serialize)]
pub struct Hit {
    /// The article's id, in 16 hexadecimal digits.
    pub id: String,
    /// The identifier that the record carries.
    pub own_id: Option<String>,
    /// As published.
    pub title: String,
    /// The spans of the title that made it match.
    pub title_highlights: Vec<[usize; 2]>,
    /// When it came out.
    pub published: Option<PartialDate>,
    /// How precisely that is known.
    pub published_precision: Option<Precision>,
    /// How it is known.
    pub published_basis: Basis,
    /// `path!member:line`.
    pub record: String,
    /// The article's address.
    pub url: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// The actors that it is mainly about, the foremost first, as they count in this index.
    pub actors: Vec<MainActor>,
    /// Sorts the hits; comparable within one answer only.
    pub score: f64,
    /// The best passages, best first.
    pub passages: Vec<PassageHit>,
    /// Where the score comes from; only when that was asked for, and where hits are sorted by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<ExplainedHit>,
}

/// An actor that an article is mainly about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MainActor {
    /// The name under which it counts.
    pub name: String,
    /// What sort of actor it is.
    #[serde(rename = "type", serialize_with = "kind_name")]
    pub kind: ActorKind,
}

/// A passage of a hit.
#[derive(Debug, Clone, Serialize)]
pub struct PassageHit {
    /// Its number in the article, from 1, as [`Like`](super::Like) takes it.
    pub number: usize,
    /// Byte offset of its first character in the body.
    pub start: usize,
    /// Byte offset behind its last character.
    pub end: usize,
    /// Exactly `body[start..end]`.
    pub text: String,
    /// Sorts the passages of a hit.
    pub score: f64,
    /// The spans of `text` that made the article match.
    pub highlights: Vec<[usize; 2]>,
}

/// What was counted.
#[derive(Debug, Clone, Serialize)]
pub struct FacetsAnswer {
    /// How many articles match.
    pub matches: u64,
    /// The counts.
    pub facets: Facets,
    /// What could not be done as asked, and what was understood instead.
    pub complaints: Vec<String>,
}

/// Counts by facet, in the order in which they were asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facets(pub Vec<FacetCounts>);

/// The counts of one facet.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetCounts {
    /// Which facet.
    pub facet: FacetName,
    /// The values, most articles first; dates in their own order. Dates are years, months where there is but one year, days where there is but one
    /// month; beside more precise ones, a year or month is what articles say that say no more. An article counts once a value. Where the query
    /// requires dates within a range, no others are counted.
    pub values: Vec<FacetValue>,
    /// How many values there are in all, or of those that were asked for.
    pub distinct: usize,
    /// Whether filters chose among its values, which are counted as if they did not.
    pub is_of_choice: bool,
}

/// How many articles have a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// The value.
    pub value: String,
    /// What sort of actor it is, where several sorts stand together.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none", serialize_with = "kind_name_if_any")]
    pub kind: Option<ActorKind>,
    /// The number of articles.
    pub articles: u64,
    /// Whether a filter chose it.
    #[serde(skip_serializing_if = "is_false")]
    pub chosen: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands on references")]
fn is_false(value: &bool) -> bool {
    !value
}

fn kind_name<S: serde::Serializer>(kind: &ActorKind, serializer: S) -> Result<S::Ok, S::Error> {
    kind.name().serialize(serializer)
}

/// The name of a kind of actors, for programs.
pub(super) fn kind_name_if_any<S: serde::Serializer>(
    kind: &Option<ActorKind>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    kind.map(ActorKind::name).serialize(serializer)
}

impl FacetValue {
    /// A value of a facet that has but one sort.
    pub fn plain(value: String, articles: u64) -> FacetValue {
        FacetValue { value, kind: None, articles, chosen: false }
    }
}

impl Serialize for Facets {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entry = |counts: &FacetCounts| {
            serde_json::to_value(&counts.values)
                .map(|v| (counts.facet.name().to_string(), v))
                .map_err(serde::ser::Error::custom)
        };
        let map: Map<String, Value> = self.0.iter().map(entry).collect::<Result<_, S::Error>>()?;
        map.serialize(serializer)
    }
}

/// Articles have ids of 64 bits, written in hexadecimal.
pub fn id_text(id: u64) -> String {
    format!("{id:016x}")
}

/// Milliseconds since then, with two decimals.
pub(super) fn milliseconds(started: Instant) -> f64 {
    (started.elapsed().as_secs_f64() * 1e5).round() / 100.0
}
