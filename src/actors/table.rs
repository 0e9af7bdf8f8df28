//! What the keys of an index count as: with others that are the same by themselves, as the user's file has it, or not at all. Knows names and
//! numbers, no article and no index.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::file::ActorsFile;
use super::key::Key;
use super::register::{Entry, Register};
use crate::annotate::{ActorKind, Mention, known_actor};
use crate::text::folded_name;

/// What keys count as.
pub struct Table {
    register: Register,
    file: ActorsFile,
    /// What the user's file makes of keys; none for what is hidden.
    said: FxHashMap<Key, Option<Key>>,
    changes: OnceLock<Vec<(Key, Option<Key>)>>,
}

/// What somebody may mean by a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meaning {
    /// The actors that are called so.
    pub called: Vec<Key>,
    /// The actors with the words in their names, or in one of them, those in most articles first.
    pub containing: Vec<Key>,
}

impl Table {
    /// The table of an index with this register, for the user with this file.
    pub fn new(register: Register, file: ActorsFile) -> Table {
        let said = Said::new(&register, &file).of_keys();
        Table { register, file, said, changes: OnceLock::new() }
    }

    /// The user's file.
    pub fn file(&self) -> &ActorsFile {
        &self.file
    }

    /// The names on one of the user's lists, whose name may be written in another case.
    pub fn watched(&self, list: &str) -> impl Iterator<Item = &str> {
        let asked = folded_name(list);
        let lists = self.file.watch.iter().filter(move |list| list.heading.folded() == asked);
        lists.flat_map(|list| &list.names).map(|name| name.text.as_str())
    }

    /// The names of the index.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// The actor that a key counts as; none if it is hidden.
    pub fn actor(&self, key: &Key) -> Option<Key> {
        match self.said.get(key) {
            Some(said) => said.clone(),
            None => Some(self.by_itself(key)),
        }
    }

    /// The mentions with the actors that they count for; without those that are hidden.
    pub fn mentions(&self, mentions: Vec<Mention>) -> Vec<Mention> {
        let counted = |Mention { range, kind, actor }: Mention| {
            let Key { kind, name } = self.actor(&Key::new(kind, actor))?;
            Some(Mention { range, kind, actor: name })
        };
        mentions.into_iter().filter_map(counted).collect()
    }

    fn by_itself(&self, key: &Key) -> Key {
        self.register.leader(key.kind, &key.name).map_or_else(|| key.clone(), |leader| Key::new(key.kind, leader))
    }

    /// The keys that count as another actor than they say, or not at all.
    pub fn changes(&self) -> &[(Key, Option<Key>)] {
        self.changes.get_or_init(|| {
            let merged = self.register.merged().map(|(kind, name, leader)| (Key::new(kind, name), leader));
            let by_themselves = merged
                .filter(|(key, _)| !self.said.contains_key(key))
                .map(|(key, leader)| (Key::new(key.kind, leader), key))
                .map(|(leader, key)| (key, Some(leader)));
            let said = self.said.iter().map(|(key, actor)| (key.clone(), actor.clone()));
            let mut changes: Vec<_> =
                by_themselves.chain(said).filter(|(key, actor)| actor.as_ref() != Some(key)).collect();
            changes.sort_unstable();
            changes
        })
    }

    /// The keys that count as an actor, with how many articles have each, most first.
    pub fn keys(&self, actor: &Key) -> Vec<(Key, u32)> {
        let others = self.changes().iter().filter(|(_, counts_as)| counts_as.as_ref() == Some(actor));
        let mut keys: Vec<Key> = others.map(|(key, _)| key.clone()).collect();
        if self.actor(actor).as_ref() == Some(actor) {
            keys.push(actor.clone());
        }
        let counted = |key: Key| {
            let articles = self.entries(&folded_name(&key.name)).find(|(known, _)| *known == key)?.1;
            Some((key, articles))
        };
        let mut keys: Vec<(Key, u32)> = keys.into_iter().filter_map(counted).collect();
        keys.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        keys
    }

    fn entries(&self, folded: &str) -> impl Iterator<Item = (Key, u32)> {
        self.register.called(folded).map(|Entry { kind, name, articles, .. }| (Key::new(kind, name), articles))
    }

    /// The actors of some kinds that somebody may mean by a name: in whatever case and accents, by any of their names.
    pub fn meaning(&self, name: &str, kinds: &[ActorKind]) -> Meaning {
        let asked = folded_name(name);
        let known = known_actor(name).map(|(kind, name)| Key::new(kind, name));
        let known = known.iter().flat_map(|key| {
            let folded = folded_name(&key.name);
            self.entries(&folded).filter(move |(found, _)| found == key).collect::<Vec<_>>()
        });
        let of_file = self.file.actors.iter().filter(|actor| actor.names().any(|name| name.folded() == asked));
        let of_file = of_file.flat_map(|actor| {
            let kinds = actor.kind.map_or(ActorKind::ALL.to_vec(), |kind| vec![kind]);
            kinds.into_iter().map(|kind| Key::new(kind, actor.name.text.clone())).collect::<Vec<_>>()
        });
        let of_file = of_file.filter(|actor| !self.keys(actor).is_empty()).map(|actor| (actor, 0));
        let called = self.entries(&asked).chain(known.collect::<Vec<_>>()).collect::<Vec<_>>();
        let called = called.into_iter().filter_map(|(key, articles)| Some((self.actor(&key)?, articles)));
        let called = ranked(called.chain(of_file), kinds);
        let containing = self.register.entries().filter(|entry| has_words(entry.folded, &asked));
        let containing = containing
            .filter(|entry| entry.folded != asked)
            .filter_map(|entry| Some((self.actor(&Key::new(entry.kind, entry.name))?, entry.articles)));
        let mut containing = ranked(containing, kinds);
        containing.retain(|actor| !called.contains(actor));
        Meaning { called, containing }
    }
}

/// Each actor once, those in most articles first.
fn ranked(actors: impl Iterator<Item = (Key, u32)>, kinds: &[ActorKind]) -> Vec<Key> {
    let mut articles: FxHashMap<Key, u64> = FxHashMap::default();
    for (actor, number) in actors.filter(|(actor, _)| kinds.contains(&actor.kind)) {
        *articles.entry(actor).or_default() += u64::from(number);
    }
    let mut ranked: Vec<(Key, u64)> = articles.into_iter().collect();
    ranked.sort_unstable_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
    ranked.into_iter().map(|(actor, _)| actor).collect()
}

/// Whether a folded name has some folded words side by side.
fn has_words(folded: &str, words: &str) -> bool {
    !words.is_empty()
        && folded.match_indices(words).any(|(at, _)| {
            let end = at + words.len();
            (at == 0 || folded.as_bytes()[at - 1] == b' ') && (end == folded.len() || folded.as_bytes()[end] == b' ')
        })
}

/// What the user's file says of the keys of a register.
struct Said<'a> {
    register: &'a Register,
    file: &'a ActorsFile,
    said: FxHashMap<Key, Option<Key>>,
}

impl<'a> Said<'a> {
    fn new(register: &'a Register, file: &'a ActorsFile) -> Self {
        Said { register, file, said: FxHashMap::default() }
    }

    fn called(&mut self, name: &str) -> Vec<Key> {
        let folded = folded_name(name);
        self.register.called(&folded).map(|entry| Key::new(entry.kind, entry.name)).collect()
    }

    fn of_keys(mut self) -> FxHashMap<Key, Option<Key>> {
        let ActorsFile { actors, hidden, distinct, .. } = self.file;
        if actors.is_empty() && hidden.is_empty() && distinct.is_empty() {
            return self.said;
        }
        let members = self.members();
        let claims = self.claims();
        for (key, number) in &claims {
            let actor = &self.file.actors[*number];
            self.said.insert(key.clone(), Some(Key::new(actor.kind.unwrap_or(key.kind), actor.name.text.clone())));
        }
        // What goes by itself with a key that is claimed goes with it, unless it is claimed or refused.
        for (key, number) in claims {
            let actor = &self.file.actors[number];
            let refused: FxHashSet<Key> = actor.not.iter().flat_map(|name| self.called(&name.text)).collect();
            for member in members.get(&key).into_iter().flatten() {
                if !self.said.contains_key(member) {
                    let counts_as = if refused.contains(member) { member.clone() } else { self.counts_as(&key) };
                    self.said.insert(member.clone(), Some(counts_as));
                }
            }
        }
        self.tell_apart();
        self.hide(&members);
        self.said
    }

    /// Of names that are said to be distinct, each but the first that goes with the same key stands by itself.
    fn tell_apart(&mut self) {
        let file = self.file;
        for distinct in &file.distinct {
            let mut taken = FxHashSet::default();
            for key in distinct.names.iter().flat_map(|name| self.called(&name.text)).collect::<Vec<_>>() {
                let leader = self.register.leader(key.kind, &key.name).map(|leader| Key::new(key.kind, leader));
                let is_first = taken.insert(leader.clone().unwrap_or_else(|| key.clone()));
                if !is_first && leader.is_some() && !self.said.contains_key(&key) {
                    self.said.insert(key.clone(), Some(key));
                }
            }
        }
    }

    fn counts_as(&self, key: &Key) -> Key {
        self.said.get(key).cloned().flatten().unwrap_or_else(|| key.clone())
    }

    /// The keys that go with each key by themselves.
    fn members(&self) -> FxHashMap<Key, Vec<Key>> {
        let mut members: FxHashMap<Key, Vec<Key>> = FxHashMap::default();
        for (kind, name, leader) in self.register.merged() {
            members.entry(Key::new(kind, leader)).or_default().push(Key::new(kind, name));
        }
        members
    }

    /// The keys that actors of the file have as names, with the actor's number: first one of the key's kind, then one of no kind, then any.
    fn claims(&mut self) -> Vec<(Key, usize)> {
        let mut claims: FxHashMap<Key, (u8, usize)> = FxHashMap::default();
        let file = self.file;
        for (number, actor) in file.actors.iter().enumerate() {
            for key in actor.names().flat_map(|name| self.called(&name.text)).collect::<Vec<_>>() {
                let strangeness = match actor.kind {
                    Some(kind) if kind == key.kind => 0,
                    None => 1,
                    Some(_) => 2,
                };
                let claim = claims.entry(key).or_insert((strangeness, number));
                *claim = (*claim).min((strangeness, number));
            }
        }
        let mut claims: Vec<(Key, usize)> = claims.into_iter().map(|(key, (_, number))| (key, number)).collect();
        claims.sort_unstable();
        claims
    }

    fn hide(&mut self, members: &FxHashMap<Key, Vec<Key>>) {
        let file = self.file;
        for hidden in &file.hidden {
            let mut keys = self.called(&hidden.name.text);
            keys.retain(|key| hidden.kind.is_none_or(|kind| self.counts_as(key).kind == kind));
            let with_them: Vec<Key> = keys.iter().filter_map(|key| members.get(key)).flatten().cloned().collect();
            let with_them = with_them.into_iter().filter(|member| !self.said.contains_key(member));
            let all: Vec<Key> = keys.iter().cloned().chain(with_them).collect();
            self.said.extend(all.into_iter().map(|key| (key, None)));
        }
    }
}
