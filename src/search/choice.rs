//! Facets among whose values filters choose: counted as if nothing were chosen, while all else holds, so that one sees what else there is. Which
//! values are wanted, by name and number. Counts nothing itself.

use super::answer::{FacetCounts, Facets};
use super::collect::Gathered;
use super::facets::{Tallied, cut, is_of_actors, is_of_dates, tallied};
use super::naming::kinds;
use super::request::{FacetName, Request, Sort, Values};
use super::searcher::{Prepared, SearchError, Searcher};
use crate::actors::Key;
use crate::annotate::ActorKind;
use crate::text::{folded_name, is_like};

impl Searcher {
    /// The facets that a request asks for, of what was gathered for it; what is to be said of them joins the complaints.
    pub(super) fn counts(
        &self,
        request: &Request,
        gathered: &Gathered,
        complaints: &mut Vec<String>,
    ) -> Result<Facets, SearchError> {
        let mut facets = Vec::with_capacity(request.facets.len());
        for &(name, most) in &request.facets {
            let is_of_choice = has_choice(request, name);
            let mut values = match is_of_choice {
                true => self.with_the_others(request, name)?,
                false => tallied(name, gathered, self.numbers()?),
            };
            let Values { containing, at_least, order } = &request.values;
            if let Some(text) = containing {
                let called = self.called(text, name)?;
                complaints.extend(keep(name, &mut values, text, &called));
            }
            values.retain(|value| value.articles >= *at_least);
            facets.push(FacetCounts { is_of_choice, ..cut(name, values, most, *order) });
        }
        Ok(Facets(facets))
    }

    /// All values of a facet, as if none were chosen.
    fn with_the_others(&self, request: &Request, name: FacetName) -> Result<Vec<Tallied<'_>>, SearchError> {
        let others = request.filters.iter().filter(|(field, _)| *field != name.field()).cloned().collect();
        let wider = Request { filters: others, facets: vec![(name, None)], ..request.clone() };
        let Prepared { plan, filters, .. } = self.prepare(&wider)?;
        let gathered = self.gather(&wider, &plan, &filters, 0, Sort::Relevance)?;
        let (mut values, chosen) = (tallied(name, &gathered, self.numbers()?), self.chosen(request, name)?);
        for value in &mut values {
            value.chosen = chosen.iter().any(|(kind, name)| value.is(*kind, name));
        }
        Ok(values)
    }

    /// The values of a facet that filters choose: of actors with their kinds.
    pub(super) fn chosen(
        &self,
        request: &Request,
        name: FacetName,
    ) -> Result<Vec<(Option<ActorKind>, String)>, SearchError> {
        let filters = request.filters.iter().filter(|(field, _)| *field == name.field()).cloned().collect();
        let choice = Request { query: String::new(), like: None, filters, ..request.clone() };
        Ok(self.prepare(&choice)?.filters.into_iter().flat_map(|filter| filter.values).collect())
    }

    /// The actors that are called by a name, or by one that has these words.
    fn called(&self, name: &str, facet: FacetName) -> Result<Vec<Key>, SearchError> {
        if !is_of_actors(facet) {
            return Ok(Vec::new());
        }
        let (table, kinds) = (self.table()?, kinds(facet.field()));
        Ok([table.called(name, kinds).actors, table.containing(name, kinds)].concat())
    }
}

/// Whether filters choose among the values of a facet.
pub(super) fn has_choice(request: &Request, name: FacetName) -> bool {
    !is_of_dates(name) && request.filters.iter().any(|(field, _)| *field == name.field())
}

/// Keeps the values that have a text in their name, or are among the actors called so; else those with words like its words, and says so.
fn keep(facet: FacetName, values: &mut Vec<Tallied>, text: &str, called: &[Key]) -> Option<String> {
    let asked = folded_name(text);
    let is_called = |kind, name: &str| called.iter().any(|actor| actor.name == name && kind == Some(actor.kind));
    let kinds = kinds(facet.field());
    let only = if let [kind] = kinds { Some(*kind) } else { None };
    let has =
        |value: &Tallied| folded_name(&value.value).contains(&asked) || is_called(value.kind.or(only), &value.value);
    if values.iter().any(has) {
        values.retain(has);
        return None;
    }
    values.retain(|value| {
        let folded = folded_name(&value.value);
        asked.split(' ').all(|word| folded.split(' ').any(|known| is_like(word, known)))
    });
    let name = facet.name();
    Some(match values.is_empty() {
        true => format!("{name}: none has {text:?} in its name"),
        false => format!("{name}: none has {text:?} in its name; shown are names like it"),
    })
}
