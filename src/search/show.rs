//! One article, looked up by its id or the beginning of it, with what the query or dateline sees in it. Ranks nothing.

use std::ops::Range;

use serde::Serialize;
use tantivy::collector::TopDocs;
use tantivy::query::{EnableScoring, RangeQuery};
use tantivy::{DocAddress, DocSet, Term};

use super::answer::id_text;
use super::compile::compile;
use super::filters::Ready;
use super::highlight::{in_text, marks_of, reasons};
use super::hits::stored;
use super::places::PlacesReader;
use super::plan::Plan;
use super::request::Request;
use super::searcher::{Prepared, SearchError, Searcher};
use crate::index::StoredArticle;

/// Why no article can be shown.
#[derive(Debug, thiserror::Error)]
pub enum ShowError {
    /// Not the beginning of a hexadecimal number of 16 digits.
    #[error("{0:?} is no id")]
    NotAnId(String),
    /// No article has it.
    #[error("no article has the id {0}")]
    Unknown(String),
    /// More than one article's id begins with it.
    #[error("{} articles or more have an id that begins with {asked}", .ids.len())]
    Ambiguous {
        /// What was asked.
        asked: String,
        /// Some of the ids that begin with it.
        ids: Vec<String>,
    },
    /// The query or the index failed.
    #[error(transparent)]
    Search(#[from] SearchError),
}

/// An article with the places that a query marks.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The article, as it is kept.
    pub article: StoredArticle,
    /// Whether the article matches the query.
    pub matches: bool,
    /// What the query marks in the title.
    pub title_highlights: Vec<Range<usize>>,
    /// What the query marks in the body.
    pub highlights: Vec<Range<usize>>,
    /// How often each part of the query is marked that can be, in the order of the query.
    pub occurrences: Vec<Occurrences>,
    /// What could not be done as asked.
    pub complaints: Vec<String>,
}

/// How often a word, a phrase or the like is marked in an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Occurrences {
    /// The part of the query, folded.
    pub part: String,
    /// The places in title and body that it marks, whether other parts mark them too or not; none of a part that is no reason for the article to match.
    pub places: usize,
}

impl Searcher {
    /// The article whose id begins with `asked`, with what the request's query marks in it.
    ///
    /// # Errors
    /// When no article has the id, when more than one begins with it, or when the query cannot be run.
    pub fn show(&self, asked: &str, request: &Request) -> Result<Shown, ShowError> {
        let address = self.find(asked)?;
        let Prepared { plan, filters, complaints } = self.prepare(request)?;
        self.marked(address, &plan, &filters, complaints).map_err(|e| self.failed(e).into())
    }

    fn marked(
        &self,
        address: DocAddress,
        plan: &Plan,
        filters: &[Ready],
        complaints: Vec<String>,
    ) -> tantivy::Result<Shown> {
        let (searcher, fields) = (self.tantivy(), self.fields());
        let article = stored(&searcher, address, fields)?;
        let segment = searcher.segment_reader(address.segment_ord);
        let mut reader = PlacesReader::open(plan, &plan.all_leaves(), fields, segment)?;
        let places = reader.read(address.doc_id);
        // In an article that was picked by hand, the words are marked whatever filters say, and also where some of them are missing.
        let strict = reasons(plan, places, &|_| true);
        let reasons = match plan.relaxed() {
            Some(relaxed) if strict.is_empty() => reasons(&relaxed, places, &|_| true),
            _ => strict,
        };
        let occurrences = |leaf: usize| Occurrences {
            part: plan.leaves[leaf].to_string(),
            places: if reasons.contains(&leaf) { places.count(leaf) } else { 0 },
        };
        let occurrences = plan.positive_leaves().into_iter().map(occurrences).collect();
        let matches = self.is_found(address, plan, filters)?;
        let marks = marks_of(&reasons, places);
        let title_highlights = in_text(&article.title, 0..article.title.len(), 0, &marks.title);
        let highlights = in_text(&article.body, 0..article.body.len(), 0, &marks.body);
        Ok(Shown { article, matches, title_highlights, highlights, occurrences, complaints })
    }

    /// Whether the plan finds an article.
    fn is_found(&self, address: DocAddress, plan: &Plan, filters: &[Ready]) -> tantivy::Result<bool> {
        let searcher = self.tantivy();
        let weight = compile(plan, filters, self.fields()).weight(EnableScoring::enabled_from_searcher(&searcher))?;
        let mut scorer = weight.scorer(searcher.segment_reader(address.segment_ord), 1.0)?;
        Ok(scorer.doc() <= address.doc_id && scorer.seek(address.doc_id) == address.doc_id)
    }

    pub(super) fn find(&self, asked: &str) -> Result<DocAddress, ShowError> {
        let digits = asked.trim().to_ascii_lowercase();
        let valid = (1..=16).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
        if !valid {
            return Err(ShowError::NotAnId(asked.to_string()));
        }
        let bound = |fill: &str| {
            u64::from_str_radix(&format!("{digits}{}", fill.repeat(16 - digits.len())), 16).unwrap_or_default()
        };
        let term = |id| std::ops::Bound::Included(Term::from_field_u64(self.fields().id, id));
        let query = RangeQuery::new(term(bound("0")), term(bound("f")));
        let searcher = self.tantivy();
        let found = searcher.search(&query, &TopDocs::with_limit(6).order_by_score()).map_err(|e| self.failed(e))?;
        match found.as_slice() {
            [] => Err(ShowError::Unknown(digits)),
            [(_, address)] => Ok(*address),
            several => {
                let ids = several
                    .iter()
                    .map(|(_, address)| stored(&searcher, *address, self.fields()).map(|a| id_text(a.facts.id)));
                let mut ids = ids.collect::<tantivy::Result<Vec<_>>>().map_err(|e| self.failed(e))?;
                ids.sort();
                Err(ShowError::Ambiguous { asked: digits, ids })
            }
        }
    }
}
