//! What the keys of an index count as: with others that are the same by themselves, as the user's file has it, or not at all. Knows names and
//! numbers, no article and no index.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::file::ActorsFile;
use super::key::Key;
use super::register::Register;
use super::said::{keys_called, said};
use crate::annotate::{ActorKind, Mention};
use crate::text::folded_name;

/// What keys count as.
pub struct Table {
    register: Register,
    file: ActorsFile,
    /// What the user's file makes of keys; none for what is hidden.
    said: FxHashMap<Key, Option<Key>>,
    /// The actors of the file by each of their folded names.
    by_name: OnceLock<FxHashMap<String, Vec<usize>>>,
    changes: OnceLock<Vec<(Key, Option<Key>)>>,
    members: OnceLock<FxHashMap<Key, Vec<Key>>>,
}

/// Who is called by a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Called {
    /// The actors that are called so, those in most articles first.
    pub actors: Vec<Key>,
    /// Whether one is that the user has hidden.
    pub hides: bool,
}

impl Table {
    /// The table of an index with this register, for the user with this file.
    pub fn new(register: Register, file: ActorsFile) -> Table {
        let said = said(&register, &file);
        let (by_name, changes, members) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Table { register, file, said, by_name, changes, members }
    }

    /// The user's file.
    pub fn file(&self) -> &ActorsFile {
        &self.file
    }

    /// The names on one of the user's lists, whose name may be written in another case; none if there is no such list.
    pub fn watched(&self, list: &str) -> Option<impl Iterator<Item = &str>> {
        let asked = folded_name(list);
        let list = self.file.watch.iter().find(|list| list.heading.folded() == asked)?;
        Some(list.names.iter().map(|name| name.text.as_str()))
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

    /// What the user's file makes of keys; none for what is hidden.
    pub fn said(&self) -> impl Iterator<Item = (&Key, Option<&Key>)> {
        self.said.iter().map(|(key, actor)| (key, actor.as_ref()))
    }

    /// The keys that count as another actor than they say, or not at all.
    pub fn changes(&self) -> &[(Key, Option<Key>)] {
        self.changes.get_or_init(|| {
            let merged = self.register.merged();
            let merged = merged.map(|(kind, name, leader)| (Key::new(kind, name), Some(Key::new(kind, leader))));
            let by_themselves = merged.filter(|(key, _)| !self.said.contains_key(key));
            let said = self.said.iter().map(|(key, actor)| (key.clone(), actor.clone()));
            let mut changes: Vec<_> =
                by_themselves.chain(said).filter(|(key, actor)| actor.as_ref() != Some(key)).collect();
            changes.sort_unstable();
            changes
        })
    }

    /// The keys that count as an actor, with how many articles have each, most first.
    pub fn keys(&self, actor: &Key) -> Vec<(Key, u32)> {
        let members = self.members.get_or_init(|| {
            let mut members: FxHashMap<Key, Vec<Key>> = FxHashMap::default();
            for (key, actor) in self.changes() {
                if let Some(actor) = actor {
                    members.entry(actor.clone()).or_default().push(key.clone());
                }
            }
            members
        });
        let own = [actor].into_iter().filter(|key| self.actor(key).as_ref() == Some(*key));
        let keys = members.get(actor).into_iter().flatten().chain(own);
        let counted = |key: &Key| Some((key.clone(), self.register.entry(key)?.articles));
        let mut keys: Vec<(Key, u32)> = keys.filter_map(counted).collect();
        keys.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        keys
    }

    /// The actors of some kinds that are called by a name: in whatever case and accents, by any of their names.
    pub fn called(&self, name: &str, kinds: &[ActorKind]) -> Called {
        let of_file = self.by_name().get(&folded_name(name)).into_iter().flatten().flat_map(|&number| {
            let actor = &self.file.actors[number];
            let kinds = actor.kind.map_or(ActorKind::ALL.to_vec(), |kind| vec![kind]);
            kinds.into_iter().map(|kind| Key::new(kind, actor.name.text.clone())).collect::<Vec<_>>()
        });
        let of_file = of_file.filter(|actor| !self.keys(actor).is_empty()).map(|actor| (actor, 0));
        let keys: Vec<(Key, u32)> =
            keys_called(&self.register, name).into_iter().filter(|(key, _)| kinds.contains(&key.kind)).collect();
        let hides = keys.iter().any(|(key, _)| self.actor(key).is_none());
        let counted = keys.into_iter().filter_map(|(key, articles)| Some((self.actor(&key)?, articles)));
        Called { actors: ranked(counted.chain(of_file), kinds), hides }
    }

    /// The actors of some kinds that have the words of a name side by side in one of theirs, and more; those in most articles first. All names of the
    /// index are looked at.
    pub fn containing(&self, name: &str, kinds: &[ActorKind]) -> Vec<Key> {
        let asked = folded_name(name);
        let containing =
            self.register.entries().filter(|entry| entry.folded != asked && has_words(entry.folded, &asked));
        let counted =
            containing.filter_map(|entry| Some((self.actor(&Key::new(entry.kind, entry.name))?, entry.articles)));
        ranked(counted, kinds)
    }

    fn by_name(&self) -> &FxHashMap<String, Vec<usize>> {
        self.by_name.get_or_init(|| {
            let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
            for (number, actor) in self.file.actors.iter().enumerate() {
                actor.names().for_each(|name| by_name.entry(name.folded()).or_default().push(number));
            }
            by_name
        })
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
