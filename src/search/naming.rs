//! Filters by actor: which actors somebody means by a name, and the query for the articles that name them. Counts nothing.

use tantivy::Term;
use tantivy::query::{BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, Query, TermSetQuery};
use tantivy::schema::Facet;

use super::filters::{Ready, Understood};
use super::request::Evidence;
use super::syntax::Field;
use crate::actors::{Key, Meaning, Table};
use crate::annotate::ActorKind;
use crate::index::{FacetColumn, Fields};

/// The kinds of actors that a field is about; none for fields about other things.
pub fn kinds(field: Field) -> &'static [ActorKind] {
    match field {
        Field::Person => &[ActorKind::Person],
        Field::Org => &[ActorKind::Organisation],
        Field::Place => &[ActorKind::Place],
        Field::Actor => &ActorKind::ALL,
        _ => &[],
    }
}

/// The filter for articles that name who is meant by `text`: those who are called so, or else all with these words in their names. `@list` means
/// everybody on a list of the user's.
pub fn naming(field: Field, text: &str, evidence: Evidence, fields: &Fields, table: &Table) -> Ready {
    let text = text.trim();
    let (actors, others) = match text.strip_prefix('@') {
        Some(list) => (watched(list, field, table), Vec::new()),
        None => {
            let Meaning { called, containing } = table.meaning(text, kinds(field));
            if called.is_empty() { (containing, Vec::new()) } else { (called, containing) }
        }
    };
    let keys: Vec<Key> = actors.iter().flat_map(|actor| table.keys(actor)).map(|(key, _)| key).collect();
    let names = |actors: &[Key]| actors.iter().map(|actor| actor.name.clone()).collect::<Vec<_>>();
    let as_asked = matches!(&actors[..], [actor] if actor.name == text) && others.is_empty();
    let understood = (!as_asked).then(|| Understood {
        field,
        asked: text.to_string(),
        values: names(&actors),
        others: names(&others),
    });
    Ready { query: Box::new(ConstScoreQuery::new(of_keys(&keys, evidence, fields), 0.0)), understood }
}

fn watched(list: &str, field: Field, table: &Table) -> Vec<Key> {
    let mut actors: Vec<Key> = table.watched(list).flat_map(|name| table.meaning(name, kinds(field)).called).collect();
    actors.sort_unstable();
    actors.dedup();
    actors
}

fn of_keys(keys: &[Key], evidence: Evidence, fields: &Fields) -> Box<dyn Query> {
    if keys.is_empty() {
        return Box::new(EmptyQuery);
    }
    let clauses = evidence.columns().iter().map(|&column| {
        let terms = keys.iter().map(|key| Term::from_facet(fields.facet(column), &Facet::from_path(key.path())));
        (Occur::Should, Box::new(TermSetQuery::new(terms)) as Box<dyn Query>)
    });
    Box::new(BooleanQuery::new(clauses.collect()))
}

impl Evidence {
    /// The columns that have it.
    pub(super) fn columns(self) -> &'static [FacetColumn] {
        match self {
            Evidence::Any => &[FacetColumn::Actor, FacetColumn::Tagged],
            Evidence::Text => &[FacetColumn::Actor],
            Evidence::Metadata => &[FacetColumn::Tagged],
        }
    }
}
