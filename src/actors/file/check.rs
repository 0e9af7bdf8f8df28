//! What the entries of the file may not say together: nobody has another's name, nothing is said and denied at once. Sees values, not the text.

use rustc_hash::{FxHashMap, FxHashSet};

use super::cycles::cycles;
use super::{ActorsFile, Claim, Fault, FaultKind, Position, UserActor, Written, overlap};
use crate::annotate::ActorKind;

/// The faults of the entries taken together, in the order of the file.
pub(super) fn check(file: &ActorsFile) -> Vec<Fault> {
    let mut faults = Vec::new();
    let claims = claims(&file.actors, &mut faults);
    wikidata(&file.actors, &mut faults);
    denied(&file.actors, &mut faults);
    hidden(file, &claims, &mut faults);
    distinct(file, &claims, &mut faults);
    watch(file, &mut faults);
    faults.sort_by_key(|fault| fault.at.order());
    faults
}

/// Who has a name: the first actor of each type, and of those without one.
#[derive(Default)]
pub(super) struct Claims<'f> {
    by_name: FxHashMap<String, [Option<Held<'f>>; 4]>,
}

/// A name of an actor.
#[derive(Clone, Copy)]
pub(super) struct Held<'f> {
    /// The number of the actor in the file.
    pub actor: usize,
    /// Its sort.
    pub kind: Option<ActorKind>,
    /// The name as it stands there.
    pub name: &'f Written,
    /// Whether it is the canonical one.
    pub canonical: bool,
}

impl<'f> Claims<'f> {
    /// Those who have the name and may be of that sort.
    pub(super) fn of(&self, folded: &str, kind: Option<ActorKind>) -> impl Iterator<Item = Held<'f>> {
        let held = self.by_name.get(folded).copied().unwrap_or_default();
        held.into_iter().flatten().filter(move |held| overlap(held.kind, kind))
    }

    /// Claims a name, and gives the other actor that has it already.
    pub(super) fn add(&mut self, held: Held<'f>) -> Option<Held<'f>> {
        let folded = held.name.folded();
        let other = self.of(&folded, held.kind).find(|other| other.actor != held.actor);
        let slot = held.kind.map_or(0, |kind| kind as usize + 1);
        self.by_name.entry(folded).or_default()[slot].get_or_insert(held);
        other
    }
}

/// Claims every name of every actor: first the canonical ones, then the aliases.
fn claims<'f>(actors: &'f [UserActor], faults: &mut Vec<Fault>) -> Claims<'f> {
    let mut claims = Claims::default();
    claims.by_name.reserve(actors.iter().map(|actor| 1 + actor.aliases.len()).sum());
    for (number, actor) in actors.iter().enumerate() {
        let held = Held { actor: number, kind: actor.kind, name: &actor.name, canonical: true };
        if let Some(other) = claims.add(held) {
            let (first, second) = (claim(actors, other), claim(actors, held));
            let kind = FaultKind::NameTwice { name: actor.name.text.clone(), first, second };
            faults.push(Fault { at: actor.name.at, kind });
        }
    }
    let mut borrowed = Vec::new();
    for (number, actor) in actors.iter().enumerate() {
        for alias in &actor.aliases {
            let held = Held { actor: number, kind: actor.kind, name: alias, canonical: false };
            match claims.add(held) {
                Some(other) if other.canonical => borrowed.push((held, other)),
                Some(other) => faults.push(alias_twice(actors, held, other)),
                None => {}
            }
        }
    }
    faults.extend(borrowed_names(actors, &borrowed));
    claims
}

fn claim(actors: &[UserActor], held: Held<'_>) -> Claim {
    Claim { actor: actors[held.actor].name.text.clone(), at: held.name.at }
}

fn alias_twice(actors: &[UserActor], held: Held<'_>, other: Held<'_>) -> Fault {
    let (first, second) = if other.name.at.order() <= held.name.at.order() { (other, held) } else { (held, other) };
    let (first, second) = (claim(actors, first), claim(actors, second));
    Fault { at: second.at, kind: FaultKind::AliasTwice { alias: held.name.text.clone(), first, second } }
}

/// Aliases that are the names of other actors: circles of them as such, the others one by one.
fn borrowed_names(actors: &[UserActor], borrowed: &[(Held<'_>, Held<'_>)]) -> Vec<Fault> {
    let links: Vec<(usize, usize)> = borrowed.iter().map(|(alias, name)| (alias.actor, name.actor)).collect();
    let cycles = cycles(&links);
    let mut in_cycle = vec![false; borrowed.len()];
    let mut faults = Vec::new();
    for cycle in cycles {
        cycle.iter().for_each(|&link| in_cycle[link] = true);
        let claims: Vec<Claim> = cycle.iter().map(|&link| claim(actors, borrowed[link].0)).collect();
        faults.push(Fault { at: claims[0].at, kind: FaultKind::Cycle(claims) });
    }
    for ((alias, name), _) in borrowed.iter().zip(in_cycle).filter(|(_, in_cycle)| !in_cycle) {
        let kind = FaultKind::AliasIsActor {
            alias: alias.name.text.clone(),
            of: actors[alias.actor].name.text.clone(),
            other: claim(actors, *name),
        };
        faults.push(Fault { at: alias.name.at, kind });
    }
    faults
}

fn wikidata(actors: &[UserActor], faults: &mut Vec<Fault>) {
    let mut items: FxHashMap<&str, &UserActor> = FxHashMap::default();
    for actor in actors {
        let Some(item) = &actor.wikidata else { continue };
        if let Some(first) = items.get(item.text.as_str()) {
            let claim = |actor: &UserActor| Claim {
                actor: actor.name.text.clone(),
                at: actor.wikidata.as_ref().map_or(actor.at, |item| item.at),
            };
            let kind = FaultKind::WikidataTwice { item: item.text.clone(), first: claim(first), second: claim(actor) };
            faults.push(Fault { at: item.at, kind });
        } else {
            items.insert(&item.text, actor);
        }
    }
}

/// What an actor is not, and is.
fn denied(actors: &[UserActor], faults: &mut Vec<Fault>) {
    for actor in actors.iter().filter(|actor| !actor.not.is_empty()) {
        let named: FxHashMap<String, Position> = actor.names().map(|name| (name.folded(), name.at)).collect();
        for not in &actor.not {
            if let Some(&named) = named.get(&not.folded()) {
                let (name, actor) = (not.text.clone(), actor.name.text.clone());
                faults.push(Fault { at: not.at, kind: FaultKind::NotAndNamed { name, actor, named } });
            }
        }
    }
}

/// An actor may be hidden by the name under which it counts; another of its names cannot be hidden alone.
fn hidden(file: &ActorsFile, claims: &Claims<'_>, faults: &mut Vec<Fault>) {
    for hidden in &file.hidden {
        if let Some(held) = claims.of(&hidden.name.folded(), hidden.kind).find(|held| !held.canonical) {
            let actor = claim(&file.actors, held);
            let kind = FaultKind::HiddenAndNamed { name: hidden.name.text.clone(), hidden: hidden.name.at, actor };
            faults.push(Fault { at: hidden.name.at, kind });
        }
    }
}

fn distinct(file: &ActorsFile, claims: &Claims<'_>, faults: &mut Vec<Fault>) {
    for distinct in &file.distinct {
        let mut met = FxHashSet::default();
        let mut holders: FxHashMap<usize, &Written> = FxHashMap::default();
        for name in &distinct.names {
            let folded = name.folded();
            if met.contains(&folded) {
                continue;
            }
            for held in claims.of(&folded, None) {
                if let Some(one) = holders.insert(held.actor, name) {
                    let actor = file.actors[held.actor].name.text.clone();
                    let (one, other) = (one.text.clone(), name.text.clone());
                    faults.push(Fault { at: name.at, kind: FaultKind::DistinctAndOne { one, other, actor } });
                }
            }
            met.insert(folded);
        }
        if met.len() < 2 {
            faults.push(Fault { at: distinct.at, kind: FaultKind::DistinctAlone });
        }
    }
}

fn watch(file: &ActorsFile, faults: &mut Vec<Fault>) {
    let mut headings: FxHashMap<String, Position> = FxHashMap::default();
    for list in &file.watch {
        let at = list.heading.at;
        if list.names.is_empty() {
            faults.push(Fault { at, kind: FaultKind::EmptyWatchList(list.heading.text.clone()) });
        }
        if let Some(&first) = headings.get(&list.heading.folded()) {
            let heading = list.heading.text.clone();
            faults.push(Fault { at, kind: FaultKind::WatchListTwice { heading, first } });
        } else {
            headings.insert(list.heading.folded(), at);
        }
    }
}
