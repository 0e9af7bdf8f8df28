//! What the user's file makes of the keys of an index: which count as another actor, which by themselves, and which not at all. Knows names only.

use rustc_hash::{FxHashMap, FxHashSet};

use super::file::{ActorsFile, UserActor};
use super::key::Key;
use super::register::Register;
use crate::annotate::{ActorKind, known_actor};
use crate::text::folded_name;

/// What the file makes of keys; none for what is hidden.
pub fn said(register: &Register, file: &ActorsFile) -> FxHashMap<Key, Option<Key>> {
    if *file == ActorsFile::default() {
        return FxHashMap::default();
    }
    let mut members: FxHashMap<Key, Vec<Key>> = FxHashMap::default();
    for (kind, name, leader) in register.merged() {
        members.entry(Key::new(kind, leader)).or_default().push(Key::new(kind, name));
    }
    let mut said = Said { register, file, members, of_key: FxHashMap::default() };
    let claims = said.claims();
    said.count_claimed(&claims);
    said.count_with_claimed(&claims);
    said.tell_apart();
    said.hide();
    said.of_key
}

/// The keys that a name means, with their numbers of articles: those that are called so, and the one that the tables know by it.
pub fn keys_called(register: &Register, name: &str) -> Vec<(Key, u32)> {
    let of = |folded: &str| -> Vec<(Key, u32)> {
        register.called(folded).map(|entry| (Key::new(entry.kind, entry.name), entry.articles)).collect()
    };
    let asked = folded_name(name);
    let mut keys = of(&asked);
    if let Some((kind, canonical)) = known_actor(name)
        && !keys.iter().any(|(key, _)| key.kind == kind && key.name == canonical)
    {
        let known = of(&folded_name(canonical)).into_iter();
        keys.extend(known.filter(|(key, _)| key.kind == kind && key.name == canonical));
    }
    keys
}

struct Said<'a> {
    register: &'a Register,
    file: &'a ActorsFile,
    /// The keys that go with each key by themselves.
    members: FxHashMap<Key, Vec<Key>>,
    of_key: FxHashMap<Key, Option<Key>>,
}

/// An actor of the file, by its number, that has a key as a name, and in how many articles that is.
struct Claim {
    actor: usize,
    articles: u32,
}

impl Said<'_> {
    fn called(&self, name: &str) -> Vec<(Key, u32)> {
        keys_called(self.register, name)
    }

    fn leader(&self, key: &Key) -> Key {
        self.register.leader(key.kind, &key.name).map_or_else(|| key.clone(), |leader| Key::new(key.kind, leader))
    }

    /// Who has each key as a name: first an actor of the key's kind, then one of no kind, then any.
    fn claims(&self) -> FxHashMap<Key, Claim> {
        let mut claims: FxHashMap<Key, (u8, Claim)> = FxHashMap::default();
        for (number, actor) in self.file.actors.iter().enumerate() {
            for (key, articles) in actor.names().flat_map(|name| self.called(&name.text)) {
                let strangeness = match actor.kind {
                    Some(kind) if kind == key.kind => 0,
                    None => 1,
                    Some(_) => 2,
                };
                let is_better = claims.get(&key).is_none_or(|(other, _)| strangeness < *other);
                if is_better {
                    claims.insert(key, (strangeness, Claim { actor: number, articles }));
                }
            }
        }
        claims.into_iter().map(|(key, (_, claim))| (key, claim)).collect()
    }

    fn actor(&self, number: usize, kind: ActorKind) -> Option<Key> {
        let actor = &self.file.actors[number];
        Some(Key::new(actor.kind.unwrap_or(kind), actor.name.text.clone()))
    }

    fn count_claimed(&mut self, claims: &FxHashMap<Key, Claim>) {
        for (key, claim) in claims {
            self.of_key.insert(key.clone(), self.actor(claim.actor, key.kind));
        }
    }

    /// What goes by itself with a key that is claimed goes with it: with the key that leads, or else the commonest that is claimed.
    fn count_with_claimed(&mut self, claims: &FxHashMap<Key, Claim>) {
        let mut of_group: FxHashMap<Key, (bool, u32, &Key)> = FxHashMap::default();
        for (key, claim) in claims {
            let leader = self.leader(key);
            let rank = (*key == leader, claim.articles, key);
            let best = of_group.entry(leader).or_insert(rank);
            *best = (*best).max(rank);
        }
        for (leader, (.., key)) in of_group {
            let number = claims[key].actor;
            let apart = self.apart_from(&self.file.actors[number]);
            let group = self.members.get(&leader).into_iter().flatten().chain([&leader]);
            let free: Vec<Key> = group.filter(|key| !self.of_key.contains_key(*key)).cloned().collect();
            for key in free {
                let counts_as = match apart.contains(&folded_name(&key.name)) {
                    true => Some(key.clone()),
                    false => self.actor(number, key.kind),
                };
                self.of_key.insert(key, counts_as);
            }
        }
    }

    /// The folded names that the file says are not an actor's.
    fn apart_from(&self, actor: &UserActor) -> FxHashSet<String> {
        let mut apart: FxHashSet<String> = actor.not.iter().map(|name| name.folded()).collect();
        if !self.file.distinct.is_empty() {
            let own: FxHashSet<String> = actor.names().map(|name| name.folded()).collect();
            for distinct in &self.file.distinct {
                let names: Vec<String> = distinct.names.iter().map(|name| name.folded()).collect();
                if names.iter().any(|name| own.contains(name)) {
                    apart.extend(names.into_iter().filter(|name| !own.contains(name)));
                }
            }
        }
        apart
    }

    /// Of names that are said to be distinct and go together by themselves, all but the one that leads stand alone; the first, where none of them leads.
    fn tell_apart(&mut self) {
        let file = self.file;
        for distinct in &file.distinct {
            let mut named: Vec<(String, Key)> = Vec::new();
            for name in &distinct.names {
                named.extend(self.called(&name.text).into_iter().map(|(key, _)| (name.folded(), key)));
            }
            let mut staying: FxHashMap<Key, &str> = FxHashMap::default();
            for (name, key) in &named {
                let leader = self.leader(key);
                let leads = *key == leader;
                let stays = staying.entry(leader).or_insert(name);
                if leads {
                    *stays = name;
                }
            }
            for (name, key) in &named {
                if staying[&self.leader(key)] != name && !self.of_key.contains_key(key) {
                    self.of_key.insert(key.clone(), Some(key.clone()));
                }
            }
        }
    }

    /// Lets what is hidden, and what goes with it, count for nobody.
    fn hide(&mut self) {
        let mut hidden: FxHashMap<String, Vec<Option<ActorKind>>> = FxHashMap::default();
        for entry in &self.file.hidden {
            hidden.entry(entry.name.folded()).or_default().push(entry.kind);
        }
        let is_hidden = |actor: &Key, name: &str| {
            hidden.get(&folded_name(name)).is_some_and(|kinds| kinds.iter().any(|k| k.is_none_or(|k| k == actor.kind)))
        };
        if !hidden.is_empty() {
            for actor in self.of_key.values_mut() {
                *actor = actor.take().filter(|actor| !is_hidden(actor, &actor.name));
            }
        }
        for entry in &self.file.hidden {
            for (key, _) in self.called(&entry.name.text) {
                let counts_as = self.of_key.get(&key).cloned().unwrap_or_else(|| Some(self.leader(&key)));
                let Some(actor) = counts_as else { continue };
                if entry.kind.is_none_or(|kind| kind == actor.kind) {
                    let group = self.members.get(&key).into_iter().flatten();
                    let with_it: Vec<Key> = group.filter(|key| !self.of_key.contains_key(*key)).cloned().collect();
                    self.of_key.extend(with_it.into_iter().chain([key]).map(|key| (key, None)));
                }
            }
        }
    }
}
