//! The different names of one article, each once: where they are written best, what they name, and which are forms of one. Knows no other article.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

use super::gazetteer::Gazetteer;
use super::reading::Reading;
use super::senses;
use super::spans::Piece;
use super::words::Class;
use crate::annotate::ActorKind;
use crate::text::WordId;

/// A name's number in its article.
pub(super) type NameId = usize;

/// What the gazetteer's word weighs for the kind of a name, beside what the tagger says of its places: as much as a clear one.
const KNOWING: i32 = 100;

/// The place of each text: the body is read first, as it has the full names.
pub(super) const BODY: usize = 0;
pub(super) const TITLE: usize = 1;

/// A name as the article writes it, in all its places.
#[derive(Debug, Clone)]
pub(super) struct Name {
    words: Range<usize>,
    /// The gazetteer's entry, if it has one.
    pub known: Option<usize>,
    /// What speaks for each kind.
    weights: [i32; 3],
    /// Its best written form.
    pub shown: Piece,
    /// The name of which it is another form; itself if there is none.
    root: NameId,
}

impl Name {
    /// What it names, by all its places together.
    pub fn kind(&self) -> ActorKind {
        let most = self.weights.iter().max().copied().unwrap_or(0);
        KINDS[self.weights.iter().position(|&weight| weight == most).unwrap_or(0)]
    }
}

const KINDS: [ActorKind; 3] = [ActorKind::Person, ActorKind::Organisation, ActorKind::Place];

/// All names of an article.
#[derive(Default)]
pub(super) struct Names {
    list: Vec<Name>,
    words: Vec<WordId>,
    by_words: FxHashMap<u64, NameId>,
}

impl Names {
    /// The number of the piece's name, which is new or known to the article.
    pub fn meet(&mut self, reading: &Reading, piece: Piece) -> NameId {
        let from = self.words.len();
        self.words.extend((piece.name()..piece.last).map(|at| reading.word(at)));
        let before = self.find(&self.words[from..]);
        let name = match before {
            Some(name) => {
                self.words.truncate(from);
                name
            }
            None => self.add(from, piece),
        };
        let known = known(reading, piece);
        let held = &mut self.list[name];
        let weight = &mut held.weights[piece.kind as usize];
        *weight = weight.saturating_add(piece.weight);
        if let (None, Some(entry)) = (held.known, known) {
            held.known = known;
            let entry = Gazetteer::get().entry(entry);
            held.weights[entry.kind as usize] += if entry.doubtful { 0 } else { KNOWING };
        }
        // Capitals alone may be the emphasis of a dateline.
        if held.shown.text == piece.text && reading.is_acronym(held.shown.name()) && !reading.is_acronym(piece.name()) {
            held.shown = piece;
        }
        name
    }

    fn add(&mut self, from: usize, shown: Piece) -> NameId {
        let name = self.list.len();
        let key = self.free_key(from);
        self.by_words.insert(key, name);
        self.list.push(Name { words: from..self.words.len(), known: None, weights: [0; 3], shown, root: name });
        name
    }

    fn free_key(&self, from: usize) -> u64 {
        let mut key = key(&self.words[from..]);
        while self.by_words.contains_key(&key) {
            key = key.wrapping_add(1);
        }
        key
    }

    /// The name of these words.
    pub fn find(&self, words: &[WordId]) -> Option<NameId> {
        let mut key = key(words);
        loop {
            let name = *self.by_words.get(&key)?;
            if self.words(name) == words {
                return Some(name);
            }
            key = key.wrapping_add(1);
        }
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn get(&self, name: NameId) -> &Name {
        &self.list[name]
    }

    pub fn words(&self, name: NameId) -> &[WordId] {
        &self.words[self.list[name].words.clone()]
    }

    /// The name of which it is another form, or itself.
    pub fn root(&self, name: NameId) -> NameId {
        let mut root = name;
        while self.list[root].root != root {
            root = self.list[root].root;
        }
        root
    }

    /// Makes `name`, with all that are forms of it, a form of `root`. What the gazetteer knows of one, it knows of the other.
    pub fn join(&mut self, name: NameId, root: NameId) {
        let (old, root) = (self.root(name), self.root(root));
        if old == root {
            return;
        }
        self.list[old].root = root;
        let weights = self.list[old].weights;
        for (sum, weight) in self.list[root].weights.iter_mut().zip(weights) {
            *sum = sum.saturating_add(weight);
        }
        self.list[root].known = self.list[root].known.or(self.list[old].known);
    }

    /// Takes what seems to be a place of which nothing is known for a person whose last words, alone, are more clearly a person's: Raed al-Saleh, of whom
    /// the article says that al-Saleh came. Places are not called by their last words.
    pub fn settle_people(&mut self) {
        for name in 0..self.list.len() {
            let held = &self.list[name];
            if held.words.len() < 2 || held.known.is_some() || held.kind() != ActorKind::Place {
                continue;
            }
            let short = self.find(&self.words(name)[1..]).map(|short| &self.list[short]);
            let person = short.filter(|short| short.known.is_none() && short.kind() == ActorKind::Person);
            if let Some(weights) = person.map(|short| short.weights) {
                let sum = &mut self.list[name].weights[ActorKind::Person as usize];
                *sum = sum.saturating_add(weights[ActorKind::Person as usize]);
            }
        }
    }

    /// Decides which of several known places of one name is meant, by the other known names of the article.
    pub fn settle_places(&mut self) {
        if !self.list.iter().any(|name| name.known.is_some_and(senses::is_shared)) {
            return;
        }
        let named: FxHashSet<usize> = self.list.iter().filter_map(|name| name.known).collect();
        for name in &mut self.list {
            name.known = name.known.map(|entry| senses::meant(entry, &named));
        }
    }

    /// A person's name of several words.
    pub fn is_full_person(&self, name: NameId) -> bool {
        self.list[name].words.len() > 1 && self.list[name].kind() == ActorKind::Person
    }
}

/// What the gazetteer knows of a name: of the whole, of a person with the title before, of a company without its legal form, of a body without its country.
fn known(reading: &Reading, piece: Piece) -> Option<usize> {
    let (first, last) = (piece.name(), piece.last);
    let gazetteer = Gazetteer::get();
    let whole = gazetteer.whole(reading, first, last);
    if whole.is_some() || piece.kind == ActorKind::Place {
        return whole;
    }
    if piece.kind == ActorKind::Person {
        let titled = first > 0 && reading.has(first - 1, Class::HONORIFIC);
        return gazetteer.whole(reading, first - usize::from(titled), last).filter(|_| titled);
    }
    let legal = (first + 1..last).rev().take_while(|&at| reading.has(at, Class::COMPANY)).count();
    if legal > 0
        && let Some(company) = gazetteer.whole(reading, first, last - legal)
    {
        return Some(company);
    }
    if first + 1 < last && reading.has(first, Class::DEMONYM) {
        return gazetteer.whole(reading, first + 1, last);
    }
    let (country, entry) = gazetteer.longest(reading, first, last)?;
    let of_country = country < last && gazetteer.entry(entry).kind == ActorKind::Place;
    gazetteer.whole(reading, country, last).filter(|_| of_country)
}

fn key(words: &[WordId]) -> u64 {
    let mut hasher = FxHasher::default();
    words.hash(&mut hasher);
    hasher.finish()
}

/// The last word of a person's name that is not a numeral or Jr, counted from its beginning.
pub(super) fn surname(reading: &Reading, piece: Piece) -> usize {
    let tail = |&at: &usize| {
        let last = reading.folded(at);
        !(matches!(last, "jr" | "sr") || reading.has(at, Class::NUMERAL) && reading.is_acronym(at))
    };
    (piece.name() + 1..piece.last).rev().find(tail).unwrap_or(piece.name()) - piece.name()
}
