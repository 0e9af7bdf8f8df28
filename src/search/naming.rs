//! Filters by actor: which actors somebody means by a name, and the query for the articles that name them. Counts nothing.

use tantivy::Term;
use tantivy::query::{BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, Query, TermSetQuery};
use tantivy::schema::Facet;

use super::filters::{Ready, Understood};
use super::request::Evidence;
use super::searcher::SearchError;
use super::syntax::Field;
use crate::actors::{Key, Table};
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
///
/// # Errors
/// When the user has no such list.
pub fn naming(
    field: Field,
    text: &str,
    evidence: Evidence,
    fields: &Fields,
    table: &Table,
) -> Result<Ready, SearchError> {
    let text = text.trim();
    let understood = match text.strip_prefix('@') {
        Some(list) => watched(list, field, table)?,
        None => called(text, field, table),
    };
    let keys: Vec<Key> = understood.actors.iter().flat_map(|actor| table.keys(actor)).map(|(key, _)| key).collect();
    let names = |actors: &[Key]| actors.iter().map(|actor| actor.name.clone()).collect::<Vec<_>>();
    let values = names(&understood.actors);
    let as_asked = matches!(&values[..], [name] if name == text) && understood.others.is_empty();
    let chosen = understood.actors.iter().map(|actor| (Some(actor.kind), actor.name.clone())).collect();
    let understood = (!as_asked).then(|| Understood {
        field,
        asked: text.to_string(),
        values,
        others: names(&understood.others),
        hidden: understood.hidden,
        missing: understood.missing,
    });
    let query = Box::new(ConstScoreQuery::new(of_keys(&keys, evidence, fields), 0.0));
    Ok(Ready { query, values: chosen, understood })
}

/// Who is meant.
#[derive(Default)]
struct Meant {
    actors: Vec<Key>,
    /// Who is called nearly so.
    others: Vec<Key>,
    /// Whether it is somebody whom the user has hidden.
    hidden: bool,
    /// Names on a list that nobody has.
    missing: Vec<String>,
}

fn called(text: &str, field: Field, table: &Table) -> Meant {
    let called = table.called(text, kinds(field));
    let (exactly, nearly): (Vec<Key>, Vec<Key>) = called.actors.into_iter().partition(|actor| actor.name == text);
    match (exactly.is_empty(), nearly.is_empty()) {
        // Whoever hid an actor does not mean others that have the words of its name.
        (true, true) if called.hides => Meant { hidden: true, ..Meant::default() },
        (true, true) => Meant { actors: table.containing(text, kinds(field)), ..Meant::default() },
        (true, false) => Meant { others: namesakes(text, &nearly, table), actors: nearly, ..Meant::default() },
        (false, _) => {
            let others = [nearly, namesakes(text, &exactly, table)].concat();
            Meant { actors: exactly, others, ..Meant::default() }
        }
    }
}

/// Where a surname alone is the name of a person, the others who bear it: one of them may be meant.
fn namesakes(text: &str, actors: &[Key], table: &Table) -> Vec<Key> {
    let is_alone = !text.contains(char::is_whitespace) && actors.iter().any(|actor| actor.kind == ActorKind::Person);
    let is_other = |other: &Key| !actors.contains(other);
    let bearers = || table.containing(text, &[ActorKind::Person]).into_iter().filter(is_other).collect();
    if is_alone { bearers() } else { Vec::new() }
}

fn watched(list: &str, field: Field, table: &Table) -> Result<Meant, SearchError> {
    let Some(names) = table.watched(list) else {
        let known = table.file().watch.iter().map(|list| list.heading.text.clone()).collect();
        return Err(SearchError::UnknownList { list: list.to_string(), known });
    };
    let mut meant = Meant::default();
    for name in names {
        let called = table.called(name, kinds(field)).actors;
        if called.is_empty() {
            meant.missing.push(name.to_string());
        }
        meant.actors.extend(called);
    }
    meant.actors.sort_unstable();
    meant.actors.dedup();
    Ok(meant)
}

/// The articles that have any of these keys, on the evidence that is wanted.
pub fn of_keys(keys: &[Key], evidence: Evidence, fields: &Fields) -> Box<dyn Query> {
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
