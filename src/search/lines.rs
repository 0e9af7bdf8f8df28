//! The lines of a timeline: which values of a facet have one, and which articles are in it. Counts no dates.

use serde::Serialize;
use tantivy::Term;
use tantivy::query::{EmptyQuery, Query, TermQuery};
use tantivy::schema::{Facet, IndexRecordOption};

use super::answer::{FacetCounts, FacetValue, kind_name_if_any};
use super::choice::has_choice;
use super::facets::{cut, is_of_actors, is_of_dates, tallied};
use super::filters::column;
use super::naming::{kinds, of_keys};
use super::request::{Evidence, FacetName, Request, Sort, ValueOrder};
use super::searcher::{Prepared, SearchError, Searcher};
use super::timeline::PeriodCount;
use crate::actors::Key;
use crate::annotate::ActorKind;

/// A line for each of some values of a facet.
#[derive(Debug, Clone, Serialize)]
pub struct Lines {
    /// The facet.
    #[serde(serialize_with = "facet_name")]
    pub facet: FacetName,
    /// How many values there are that could have a line.
    pub distinct: usize,
    /// The values with a line, those in most of the articles first. An article is in the line of each value that it has.
    pub values: Vec<Line>,
}

/// The articles that match and have a value.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The value.
    pub value: String,
    /// What sort of actor it is, where several sorts stand together.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none", serialize_with = "kind_name_if_any")]
    pub kind: Option<ActorKind>,
    /// How many articles there are.
    pub articles: u64,
    /// How many of them are in each period, as in the timeline. Shares by outlet, section, author, language, basis and sort of file are of the articles that have the same
    /// value, others of the same as in the timeline.
    pub periods: Vec<PeriodCount>,
    /// Articles in none of the periods, because their date is less precise.
    pub less_precise: u64,
    /// Articles without a date, as in the timeline.
    pub undated: u64,
}

fn facet_name<S: serde::Serializer>(facet: &FacetName, serializer: S) -> Result<S::Ok, S::Error> {
    facet.name().serialize(serializer)
}

/// A value, and the articles of the index that have it.
pub type Valued = (FacetValue, Box<dyn Query>);

impl Searcher {
    /// How many values could have a line, and the `most` of them that have one: those that filters choose, if any do, else all that the articles
    /// that match have.
    pub(super) fn line_values(
        &self,
        request: &Request,
        prepared: &Prepared,
        name: FacetName,
        most: usize,
    ) -> Result<(usize, Vec<Valued>), SearchError> {
        if is_of_dates(name) {
            return Ok((0, Vec::new()));
        }
        // Without its filters, which would keep the facet from being counted among the articles that match.
        let counted = Request { filters: Vec::new(), facets: vec![(name, None)], ..request.clone() };
        let gathered = self.gather(&counted, &prepared.plan, &prepared.filters, 0, Sort::Relevance)?;
        let mut values = tallied(name, &gathered, self.numbers()?);
        if has_choice(request, name) {
            let chosen = self.chosen(request, name)?;
            values.retain(|value| chosen.iter().any(|(kind, name)| value.is(*kind, name)));
        }
        let FacetCounts { values, distinct, .. } = cut(name, values, Some(most), Some(ValueOrder::Count));
        let with_query = |value: FacetValue| Ok((value.clone(), self.having(request, name, &value)?));
        Ok((distinct, values.into_iter().map(with_query).collect::<Result<_, SearchError>>()?))
    }

    /// The articles that have a value of a facet.
    fn having(&self, request: &Request, name: FacetName, value: &FacetValue) -> Result<Box<dyn Query>, SearchError> {
        if is_of_actors(name) {
            let only = kinds(name.field()).first().copied();
            let Some(kind) = value.kind.or(only) else { return Ok(Box::new(EmptyQuery)) };
            return self.naming_actor(&Key::new(kind, value.value.as_str()), request.evidence);
        }
        let column = self.fields().facet(column(name.field()));
        let term = Term::from_facet(column, &Facet::from_path([&value.value]));
        Ok(Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
    }

    /// The articles that name an actor, by any of the names that count as it.
    pub(super) fn naming_actor(&self, actor: &Key, evidence: Evidence) -> Result<Box<dyn Query>, SearchError> {
        let keys: Vec<Key> = self.table()?.keys(actor).into_iter().map(|(key, _)| key).collect();
        Ok(of_keys(&keys, evidence, self.fields()))
    }
}
