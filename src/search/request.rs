//! What can be asked of an index, as plain data.

use serde::{Deserialize, Serialize};

use super::fresh::HalfLife;
use super::like::Like;
use super::syntax::Field;
use crate::calendar::Day;

/// A question to an index.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The query, as the user wrote it. Empty for the filters alone.
    pub query: String,
    /// What hits are to resemble. The query and the filters are required besides, and their words do not count for the order.
    pub like: Option<Like>,
    /// Filters beside the query: field and value as in `field:value`. Values of one field are alternatives. They are choices among the values of a
    /// facet: where that facet is counted, they do not hold, so that one sees what else there is to choose. Dates are no such choices: they are
    /// counted within the range.
    pub filters: Vec<(Field, String)>,
    /// Any of the words instead of all.
    pub any: bool,
    /// Whether the best partial matches are shown when no article has all the words.
    pub relax: bool,
    /// How many hits, at most.
    pub limit: usize,
    /// How many hits to leave out before the first.
    pub offset: usize,
    /// The order; by relevance unless there are no words.
    pub sort: Option<Sort>,
    /// At what age an article counts half in the order by relevance; its age does not count, if none is said. Never decides what matches.
    pub fresh: Option<HalfLife>,
    /// What a hit is.
    pub by: By,
    /// Passages a hit, at most; of hits that are passages it is one.
    pub passages: usize,
    /// Which facets to count, and how many values of each (all, if none is said).
    pub facets: Vec<(FacetName, Option<usize>)>,
    /// Which of their values, and in what order.
    pub values: Values,
    /// What is taken for evidence that an article is about an actor, in filters and counts.
    pub evidence: Evidence,
    /// Whether to say why the answer is as it is.
    pub explain: bool,
    /// The day that "yesterday" is before.
    pub today: Day,
}

impl Request {
    /// A query with nothing special: ten hits by relevance.
    pub fn new(query: impl Into<String>, today: Day) -> Self {
        Request {
            query: query.into(),
            like: None,
            filters: Vec::new(),
            any: false,
            relax: true,
            limit: 10,
            offset: 0,
            sort: None,
            fresh: None,
            by: By::Article,
            passages: 3,
            facets: Vec::new(),
            values: Values::default(),
            evidence: Evidence::Any,
            explain: false,
            today,
        }
    }
}

/// Which values of facets are shown, and in what order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    /// Only those with this in their names, or in another name of the actor; if there are none, those with words like these.
    pub containing: Option<String>,
    /// Only those that at least so many articles have.
    pub at_least: u64,
    /// The order; dates as they follow each other and others by number of articles, if none is said.
    pub order: Option<ValueOrder>,
}

/// An order of the values of a facet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueOrder {
    /// Most articles first.
    Count,
    /// By name; dates as they follow each other.
    Name,
}

/// What a hit is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum By {
    /// An article with its best passages.
    #[default]
    Article,
    /// A passage, in one list across articles: an article comes as often as passages of it have any of the words, and once if only its title has.
    /// Numbers of articles that match stay numbers of articles.
    Passage,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// The best first.
    Relevance,
    /// The latest first; articles without a date last.
    Newest,
    /// The earliest first; articles without a date last.
    Oldest,
}

/// What is taken for evidence that an article is about an actor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// Its text names the actor, or its record does.
    #[default]
    Any,
    /// Its text does.
    Text,
    /// Its record does: the people, organisations, places and keywords that it carries beside the text.
    Metadata,
}

/// A facet that can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FacetName {
    /// People.
    Person,
    /// Organisations.
    Org,
    /// Places.
    Place,
    /// All three.
    Actor,
    /// When articles were published.
    Date,
    /// When they speak of.
    About,
    /// Outlets.
    Source,
    /// Sections.
    Section,
    /// Keywords and topics that records give.
    Topic,
    /// Authors.
    Author,
    /// Languages.
    Language,
    /// How the date of publication is known.
    Basis,
    /// What sort of file articles came from.
    FileType,
}

impl FacetName {
    /// Every facet, in the order in which they are shown.
    pub const ALL: [FacetName; 13] = [
        FacetName::Person,
        FacetName::Org,
        FacetName::Place,
        FacetName::Actor,
        FacetName::Date,
        FacetName::About,
        FacetName::Source,
        FacetName::Section,
        FacetName::Topic,
        FacetName::Author,
        FacetName::Language,
        FacetName::Basis,
        FacetName::FileType,
    ];

    /// The field of queries that filters by it.
    pub fn field(self) -> Field {
        match self {
            FacetName::Person => Field::Person,
            FacetName::Org => Field::Org,
            FacetName::Place => Field::Place,
            FacetName::Actor => Field::Actor,
            FacetName::Date => Field::Date,
            FacetName::About => Field::About,
            FacetName::Source => Field::Source,
            FacetName::Section => Field::Section,
            FacetName::Topic => Field::Topic,
            FacetName::Author => Field::Author,
            FacetName::Language => Field::Language,
            FacetName::Basis => Field::Basis,
            FacetName::FileType => Field::FileType,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.field().name()
    }

    /// The facet of that name.
    pub fn from_name(name: &str) -> Option<FacetName> {
        FacetName::ALL.into_iter().find(|f| f.name() == name)
    }
}
