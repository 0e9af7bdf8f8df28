//! What a format hands on: one article as it was found, nothing interpreted.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::note::Note;
use super::record::Record;

/// One news item as a format found it. All strings are Unicode; nothing is trimmed away but the line-ending form and a BOM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawArticle {
    /// Where it came from.
    pub record: Record,
    /// The title; empty when there is none.
    pub title: String,
    /// The text, paragraphs separated by an empty line (or one line each), without the title.
    pub body: String,
    /// What the record says about itself.
    pub metadata: Metadata,
    /// What went less than well while it was read.
    pub notes: Vec<Note>,
}

/// What a record says about itself, in its own words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Metadata {
    /// The identifier that the record carries.
    pub own_id: Option<String>,
    /// The address of the article.
    pub url: Option<String>,
    /// Dates of publication that the record names, strongest first, unparsed.
    pub published: Vec<String>,
    /// The authors' names.
    pub authors: Vec<String>,
    /// The outlet: newspaper, agency, site.
    pub source: Option<String>,
    /// The section or categories.
    pub sections: Vec<String>,
    /// The language that the record claims, unparsed ("en", "en-GB", "English").
    pub language: Option<String>,
    /// Keywords and topics, in no particular order.
    pub tags: Vec<String>,
    /// The people that the record says it is about.
    pub people: Vec<String>,
    /// The organisations that it says it is about.
    pub organisations: Vec<String>,
    /// The places that it says it is about.
    pub places: Vec<String>,
    /// When it was changed after that, unparsed.
    pub modified: Vec<String>,
    /// When somebody fetched or saved it, unparsed: no earlier than it was published.
    pub captured: Option<String>,
    /// Lines of its page that show a date and do not belong to the text, likeliest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shown: Vec<Shown>,
}

/// A line that shows a date on the page of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// What it says, unparsed. Behind a moment stands what the page gives for machines, if it gives that.
    pub text: String,
    /// Whether it stands beside the title. A line elsewhere may be of anything, unless it says so.
    pub beside_title: bool,
}

impl Metadata {
    /// Leaves of each list what is not blank and was not there before.
    pub(super) fn without_repeats(&mut self) {
        for list in [
            &mut self.published,
            &mut self.modified,
            &mut self.authors,
            &mut self.sections,
            &mut self.tags,
            &mut self.people,
            &mut self.organisations,
            &mut self.places,
        ] {
            let mut seen = HashSet::new();
            list.retain(|text| !text.trim().is_empty() && seen.insert(text.clone()));
        }
    }
}

impl RawArticle {
    /// An article that has only its record.
    pub fn new(record: Record) -> Self {
        RawArticle {
            record,
            title: String::new(),
            body: String::new(),
            metadata: Metadata::default(),
            notes: Vec::new(),
        }
    }

    /// True when there is neither a title nor text.
    pub fn is_empty(&self) -> bool {
        self.title.trim().is_empty() && self.body.trim().is_empty()
    }
}
