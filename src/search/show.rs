//! One article, looked up by its id or the beginning of it, with what the query or dateline sees in it. Ranks nothing.

use std::ops::Range;

use tantivy::collector::TopDocs;
use tantivy::query::RangeQuery;
use tantivy::{DocAddress, Term};

use super::answer::id_text;
use super::highlight::marks;
use super::request::Request;
use super::searcher::{Prepared, SearchError, Searcher};
use crate::index::StoredArticle;
use crate::text::Lexicon;

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
    /// What could not be done as asked.
    pub complaints: Vec<String>,
}

impl Searcher {
    /// The article whose id begins with `asked`, with what the request's query marks in it.
    ///
    /// # Errors
    /// When no article has the id, when more than one begins with it, or when the query cannot be run.
    pub fn show(&self, asked: &str, request: &Request) -> Result<Shown, ShowError> {
        let address = self.find(asked)?;
        let article = self.stored(address).map_err(|e| self.failed(e))?;
        let Prepared { plan, filters: _, complaints } = self.prepare(request)?;
        let mut lexicon = Lexicon::default();
        // In an article that was picked by hand, the words are marked whatever filters say.
        let plan_words = if request.any { plan.clone() } else { plan.relaxed().unwrap_or(plan.clone()) };
        let all = marks(&plan, &article.title, &article.body, &|_| true, &mut lexicon);
        let matches = !all.title.is_empty() || !all.body.is_empty() || plan.positive_leaves().is_empty();
        let marked =
            if matches { all } else { marks(&plan_words, &article.title, &article.body, &|_| true, &mut lexicon) };
        Ok(Shown { article, matches, title_highlights: marked.title, highlights: marked.body, complaints })
    }

    fn find(&self, asked: &str) -> Result<DocAddress, ShowError> {
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
                let ids = several.iter().map(|(_, address)| self.stored(*address).map(|a| id_text(a.facts.id)));
                let mut ids = ids.collect::<tantivy::Result<Vec<_>>>().map_err(|e| self.failed(e))?;
                ids.sort();
                Err(ShowError::Ambiguous { asked: digits, ids })
            }
        }
    }
}
