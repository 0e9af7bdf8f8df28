//! Filters as Tantivy queries, and which facet values a filter's words mean in this index. Filters score nothing.

use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, Query, TermQuery, TermSetQuery};
use tantivy::schema::{Facet, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::plan::Filter;
use super::published::PublishedQuery;
use super::syntax::Field;
use crate::annotate::ActorKind;
use crate::calendar::{DateRange, PartialDate};
use crate::index::{FacetColumn, Fields};
use crate::text::folded_name;

/// A filter that is ready to run.
pub struct Ready {
    /// What to run.
    pub query: Box<dyn Query>,
    /// The values that it lets pass, if it is about such: the kind of those that are actors, and the name.
    pub values: Vec<(Option<ActorKind>, String)>,
    /// The values that it was understood as, where those are not the very words that were asked.
    pub understood: Option<Understood>,
}

/// What a filter's words were taken to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// The field.
    pub field: Field,
    /// The words of the query.
    pub asked: String,
    /// The values in the index; empty where there is none.
    pub values: Vec<String>,
    /// What is called nearly so, and was not taken.
    pub others: Vec<String>,
    /// Whether it is an actor that the user has hidden.
    pub hidden: bool,
    /// Names on the user's list that nobody in the index has.
    pub missing: Vec<String>,
}

/// Makes a filter on anything but actors ready for the index that `searcher` reads.
pub fn ready(filter: &Filter, fields: &Fields, searcher: &Searcher) -> tantivy::Result<Ready> {
    let plain = |query: Box<dyn Query>| Ready {
        query: Box::new(ConstScoreQuery::new(query, 0.0)),
        values: Vec::new(),
        understood: None,
    };
    match filter {
        Filter::Range(Field::About, range) => about(range, fields, searcher).map(plain),
        Filter::Range(_, range) => Ok(plain(Box::new(PublishedQuery(*range)))),
        Filter::Missing(field) => Ok(plain(missing(*field, fields))),
        Filter::Value(field, text) => value(*field, text, fields, searcher),
    }
}

/// Speaks of a day, a month or a year that overlaps the range: any of the values in the index that do.
fn about(range: &DateRange, fields: &Fields, searcher: &Searcher) -> tantivy::Result<Box<dyn Query>> {
    let mut terms = Vec::new();
    let first = range.first.map(|d| format!("{:04}", d.ymd().0));
    let last = range.last.map(|d| format!("{:04}", d.ymd().0 + 1));
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.about_value)?;
        let mut stream = inverted.terms().range();
        if let Some(first) = &first {
            stream = stream.ge(first);
        }
        if let Some(last) = last.as_ref().filter(|l| l.len() == 4) {
            stream = stream.lt(last);
        }
        let mut stream = stream.into_stream()?;
        while stream.advance() {
            let Ok(text) = std::str::from_utf8(stream.key()) else { continue };
            let Ok(date) = text.parse::<PartialDate>() else { continue };
            if range.overlaps(date.first(), date.last()) {
                terms.push(Term::from_field_text(fields.about_value, text));
            }
        }
    }
    terms.sort();
    terms.dedup();
    Ok(Box::new(TermSetQuery::new(terms)))
}

fn dated(field: Field, fields: &Fields) -> TermQuery {
    let column = if field == Field::About { FacetColumn::About } else { FacetColumn::Date };
    TermQuery::new(Term::from_facet(fields.facet(column), &Facet::root()), IndexRecordOption::Basic)
}

fn missing(field: Field, fields: &Fields) -> Box<dyn Query> {
    let clauses: Vec<(Occur, Box<dyn Query>)> =
        vec![(Occur::Must, Box::new(AllQuery)), (Occur::MustNot, Box::new(dated(field, fields)))];
    Box::new(BooleanQuery::new(clauses))
}

/// The column that a field's values are in.
pub fn column(field: Field) -> FacetColumn {
    match field {
        Field::Person | Field::Org | Field::Place | Field::Actor => FacetColumn::Actor,
        Field::Source => FacetColumn::Source,
        Field::Section => FacetColumn::Section,
        Field::Topic => FacetColumn::Topic,
        Field::Author => FacetColumn::Author,
        Field::FileType => FacetColumn::FileType,
        Field::Language => FacetColumn::Language,
        Field::Basis => FacetColumn::Basis,
        Field::About => FacetColumn::About,
        Field::Date | Field::Title | Field::Body | Field::Query => FacetColumn::Date,
    }
}

fn value(field: Field, text: &str, fields: &Fields, searcher: &Searcher) -> tantivy::Result<Ready> {
    let column = fields.facet(column(field));
    let values = meant(text, column, searcher)?;
    let query: Box<dyn Query> = match values.len() {
        0 => Box::new(EmptyQuery),
        _ => Box::new(TermSetQuery::new(values.iter().map(|v| Term::from_facet(column, &Facet::from_path([v]))))),
    };
    let as_asked = values.len() == 1 && values[0] == text.trim();
    let chosen = values.iter().map(|value| (None, value.clone())).collect();
    let (asked, others, missing) = (text.trim().to_string(), Vec::new(), Vec::new());
    let understood = (!as_asked).then_some(Understood { field, asked, values, others, hidden: false, missing });
    Ok(Ready { query: Box::new(ConstScoreQuery::new(query, 0.0)), values: chosen, understood })
}

/// The values that a filter's words mean: in whatever case and accents.
fn meant(text: &str, column: tantivy::schema::Field, searcher: &Searcher) -> tantivy::Result<Vec<String>> {
    let asked = folded_name(text);
    let mut values = Vec::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(column)?;
        let mut stream = inverted.terms().stream()?;
        while stream.advance() {
            // The root of all values has no name.
            let Ok(value) = std::str::from_utf8(stream.key()) else { continue };
            if !value.is_empty() && folded_name(value) == asked {
                values.push(value.to_string());
            }
        }
    }
    values.sort();
    values.dedup();
    Ok(values)
}
