//! The actors of an index: how many articles name each, under which names, and which of them may be one. Shows no article.

use rustc_hash::{FxHashMap, FxHashSet};

use super::collect::Gathered;
use super::filters::Ready;
use super::plan::Plan;
use super::request::{FacetName, Request, Sort};
use super::searcher::{Prepared, SearchError, Searcher};
use crate::actors::variants::{Reason, Suggestion};
use crate::actors::{ActorsFile, Key};
use crate::index::{Circle, Namesakes};
use crate::text::folded_name;

/// Two actors of an index that may be one, as they count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    /// The one whose name would stay.
    pub first: Key,
    /// The other.
    pub second: Key,
    /// Why they may be one.
    pub reason: Reason,
}

impl Searcher {
    /// How many of the articles that a request asks for name each actor; most first.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn actors(&self, request: &Request) -> Result<Vec<(Key, u64)>, SearchError> {
        let Prepared { plan, filters, .. } = self.prepare(request)?;
        let (counted, numbers) = (self.with_actors_counted(request, &plan, &filters)?, self.numbers()?);
        let named = |(number, articles)| numbers.actor(number).map(|(kind, name)| (Key::new(kind, name), articles));
        let mut counted: Vec<(Key, u64)> = counted.actors.iter().filter_map(named).collect();
        counted.sort_unstable_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        Ok(counted)
    }

    /// How many of the articles of a plan and its filters name each actor.
    pub(super) fn with_actors_counted(
        &self,
        request: &Request,
        plan: &Plan,
        filters: &[Ready],
    ) -> Result<Gathered, SearchError> {
        // In the request, filters by actor would be choices, beside which the others are counted too.
        let counting = Request { facets: vec![(FacetName::Actor, None)], filters: Vec::new(), ..request.clone() };
        self.gather(&counting, plan, filters, 0, Sort::Relevance)
    }

    /// The people whose articles have no company in common: perhaps several of one name. Not those who are in the user's file.
    ///
    /// # Errors
    /// When the index fails.
    pub fn namesakes(&self) -> Result<Vec<Namesakes>, SearchError> {
        let table = self.table()?;
        let said: FxHashSet<String> =
            table.file().actors.iter().flat_map(|actor| actor.names()).map(|name| name.folded()).collect();
        let keys = self.directory().actor_keys()?;
        let is_open = |key: &Key| table.actor(key).as_ref() == Some(key) && !said.contains(&folded_name(&key.name));
        Ok(self.directory().namesakes(&keys, is_open)?)
    }

    /// The circles in which a person moves: one, unless it may be several people of one name.
    ///
    /// # Errors
    /// When the index fails.
    pub fn circles(&self, actor: &Key) -> Result<Vec<Circle>, SearchError> {
        let keys = self.directory().actor_keys()?;
        let found = self.directory().namesakes(&keys, |key| key == actor)?;
        Ok(found.into_iter().flat_map(|namesakes| namesakes.circles).collect())
    }

    /// The actors that may be one, the most frequent first: not those of which the user has decided.
    ///
    /// # Errors
    /// When the index fails.
    pub fn suggestions(&self) -> Result<Vec<Suggested>, SearchError> {
        let table = self.table()?;
        let (keys, groups) = self.directory().actor_groups()?;
        let decided = decided(table.file());
        let is_decided = |first: &Key, second: &Key| {
            let of = |key: &Key| decided.get(&folded_name(&key.name));
            of(first).zip(of(second)).is_some_and(|(first, second)| first.iter().any(|number| second.contains(number)))
        };
        let mut known = FxHashSet::default();
        let suggested = groups.suggestions.into_iter().filter_map(|Suggestion { first, second, reason }| {
            let (first, second) = (&keys[first as usize].key, &keys[second as usize].key);
            let pair = Suggested { first: table.actor(first)?, second: table.actor(second)?, reason };
            let is_new = pair.first != pair.second
                && !is_decided(first, second)
                && known.insert((pair.first.clone(), pair.second.clone()));
            is_new.then_some(pair)
        });
        Ok(suggested.collect())
    }
}

/// What the user has decided of which names: the numbers of the entries that speak of each, by its folded form.
fn decided(file: &ActorsFile) -> FxHashMap<String, Vec<usize>> {
    let distinct = file.distinct.iter().map(|distinct| distinct.names.iter().collect::<Vec<_>>());
    let actors = file.actors.iter().map(|actor| actor.not.iter().chain(actor.names()).collect());
    let mut decided: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (number, names) in distinct.chain(actors).enumerate() {
        names.into_iter().for_each(|name| decided.entry(name.folded()).or_default().push(number));
    }
    decided
}
