//! The actors of one article, all its names together: whom each piece means, and what the actor is called. One name means one actor, but where people
//! share words with places or with each other. Knows no other article.

use rustc_hash::FxHashMap;

use super::gazetteer::Gazetteer;
use super::names::{BODY, NameId, Names};
use super::people::{Address, Meant, People};
use super::reading::Reading;
use super::short_forms::{defined_acronyms, join_acronyms, join_beginnings};
use super::spans::{Piece, alone};
use super::tagger::gap::Gap;
use super::words::Class;
use crate::annotate::{ActorKind, Mention};
use crate::text::{Lexicon, Shape, WordId};

/// What a piece weighs less than where it might as well name something else.
const DOUBT: i32 = 40;

/// An actor of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Actor {
    /// The gazetteer's entry of this number.
    Known(usize),
    /// The bearer of this name of the article.
    Named(NameId),
}

/// The names of an article, and the pieces that mean them.
pub(super) struct Document<'d, 'a> {
    pub readings: &'d [Reading<'a>; 2],
    pub gazetteer: &'static Gazetteer,
    pub names: Names,
    pub people: People,
    /// Those of the body, then those of the title.
    pieces: Vec<(Piece, NameId)>,
    /// What the actor of each name is called, once it was asked for.
    called: Vec<Option<String>>,
    /// The first token of the body where a dateline may stand.
    dateline: usize,
}

impl<'d, 'a> Document<'d, 'a> {
    /// Brings the names of all pieces together. `dateline` is the first token of the body where one may stand.
    pub fn new(readings: &'d [Reading<'a>; 2], lexicon: &Lexicon, pieces: Vec<Piece>, dateline: usize) -> Self {
        let mut names = Names::default();
        let mut pieces: Vec<(Piece, NameId)> =
            pieces.into_iter().map(|piece| (piece, names.meet(&readings[piece.text], piece))).collect();
        names.settle_people();
        let people = People::gather(readings, lexicon, &mut names);
        let mut words: FxHashMap<WordId, ActorKind> = defined_acronyms(readings, &pieces).into_iter().collect();
        words.extend(people.surnames().map(|word| (word, ActorKind::Person)));
        let alone = alone(readings, &words, &pieces.iter().map(|(piece, _)| *piece).collect::<Vec<_>>());
        pieces.extend(alone.into_iter().map(|piece| (piece, names.meet(&readings[piece.text], piece))));
        pieces.sort_by_key(|(piece, _)| (piece.text, piece.first));
        join_acronyms(readings, &pieces, &mut names);
        join_beginnings(readings, &mut names);
        names.settle_places();
        let called = vec![None; names.len()];
        Document { readings, gazetteer: Gazetteer::get(), names, people, pieces, called, dateline }
    }

    /// The mentions of the title and the body, in order, but for those in loud sentences.
    pub fn mentions(&mut self) -> [Vec<Mention>; 2] {
        let mut mentions = [Vec::new(), Vec::new()];
        for (piece, name) in std::mem::take(&mut self.pieces) {
            let (actor, kind) = self.meaning(piece, name);
            mentions[piece.text].push(self.mention(piece.text, piece.first, piece.last, actor, kind));
        }
        mentions
    }

    /// Whom a piece means, and what kind of actor that is.
    fn meaning(&mut self, piece: Piece, name: NameId) -> (Actor, ActorKind) {
        let root = self.names.root(name);
        if self.names.is_full_person(name) {
            self.people.named(root);
            return (self.actor_of(root), ActorKind::Person);
        }
        let entry = self.names.get(root).known;
        let known = entry.map(|entry| (Actor::Known(entry), self.gazetteer.entry(entry).kind));
        if let Some(place) = known.filter(|known| known.1 == ActorKind::Place && self.stands_where_places_do(piece)) {
            return place;
        }
        if self.may_be_a_person(piece, name)
            && let Some(meant) = self.person(piece, name, known)
        {
            return meant;
        }
        match known {
            Some(known) if known.1 == self.names.get(root).kind() || !self.are_people_involved(known.1, root) => known,
            _ => (Actor::Named(root), self.names.get(root).kind()),
        }
    }

    /// `in Jordan`, `near Lagos`, and `flew to Jordan` where the tagger is in doubt.
    fn stands_where_places_do(&self, piece: Piece) -> bool {
        let reading = &self.readings[piece.text];
        let before = piece.first.checked_sub(1).filter(|&at| reading.gap(at) == Gap::Space && reading.is_small(at));
        before.is_some_and(|at| {
            reading.folded(at) == "in"
                || reading.has(at, Class::INTO)
                || piece.weight < DOUBT && reading.has(at, Class::TOWARD)
        })
    }

    /// Whether the gazetteer or the article takes a name for a person's, and the other does not.
    fn are_people_involved(&self, known: ActorKind, name: NameId) -> bool {
        known == ActorKind::Person || self.names.get(name).kind() == ActorKind::Person
    }

    /// Whether a single word may stand for a person: it seems to here, or elsewhere and is no known place or body.
    fn may_be_a_person(&self, piece: Piece, name: NameId) -> bool {
        let held = self.names.get(name);
        let word = self.readings[piece.text].word(piece.name());
        piece.last == piece.name() + 1
            && (piece.kind == ActorKind::Person
                || held.known.is_none() && (held.kind() == ActorKind::Person || self.people.is_surname(word)))
    }

    /// The person of the article whom a single word means, or the known one.
    fn person(&mut self, piece: Piece, name: NameId, known: Option<(Actor, ActorKind)>) -> Option<(Actor, ActorKind)> {
        let word = self.readings[piece.text].word(piece.name());
        let known = known.filter(|known| known.1 == ActorKind::Person);
        if let Some(known) = known
            && !self.people.is_surname_introduced(word)
            && piece.text == BODY
        {
            self.people.meant_another(word);
            return Some(known);
        }
        match self.people.meant_by(word, self.address(piece)) {
            Meant::One(person) => Some((self.actor_of(person), ActorKind::Person)),
            Meant::OneOfSeveral => Some((known.map_or(Actor::Named(name), |known| known.0), ActorKind::Person)),
            Meant::Nobody => known,
        }
    }

    /// How the words before a name address its bearer.
    fn address(&self, piece: Piece) -> Address {
        let reading = &self.readings[piece.text];
        match piece.name().checked_sub(1).map(|at| reading.folded(at)) {
            Some("mr") => Address::Man,
            Some("mrs" | "ms" | "miss") => Address::Woman,
            _ => Address::Unknown,
        }
    }

    pub fn actor_of(&self, name: NameId) -> Actor {
        let root = self.names.root(name);
        self.names.get(root).known.map_or(Actor::Named(root), Actor::Known)
    }

    pub fn mention(&mut self, text: usize, first: usize, last: usize, actor: Actor, kind: ActorKind) -> Mention {
        let range = self.readings[text].range(first, last);
        let actor = match actor {
            Actor::Known(entry) => self.gazetteer.entry(entry).name.to_string(),
            Actor::Named(name) => {
                let called = self.called[name].take().unwrap_or_else(|| self.fullest_form(name));
                self.called[name].insert(called).clone()
            }
        };
        Mention { range, kind, actor }
    }

    /// What the article calls the bearer of a name: as it is written, without line breaks and, for people, without initials in the middle.
    fn fullest_form(&self, name: NameId) -> String {
        let name = self.names.get(name);
        let Piece { text, last, .. } = name.shown;
        let first = name.shown.name();
        let reading = &self.readings[text];
        let middle_initials = name.kind() == ActorKind::Person && reading.shape(first) != Shape::Initial;
        let is_shouted = name.kind() == ActorKind::Place && text == BODY && name.shown.first == self.dateline;
        let mut called = String::new();
        for at in first..last {
            let middle = at > first && at + 1 < last;
            if middle && middle_initials && reading.shape(at) == Shape::Initial {
                continue;
            }
            match reading.written(at) {
                written if is_shouted => push_capitalised(written, &mut called),
                written => called.push_str(written),
            }
            if at + 1 < last {
                let between = reading.between(at);
                match reading.gap(at) {
                    Gap::Space | Gap::Line => called.push(' '),
                    Gap::Dot => called.push_str(". "),
                    _ => called.push_str(between),
                }
            }
        }
        called
    }
}

/// `KOUROU` as it is written elsewhere. What is not all in capitals stays.
fn push_capitalised(written: &str, called: &mut String) {
    let is_shouted = written.len() > 3 && !written.contains('.') && written.chars().all(char::is_uppercase);
    for (n, c) in written.chars().enumerate() {
        match n {
            0 => called.push(c),
            _ if is_shouted => called.extend(c.to_lowercase()),
            _ => called.push(c),
        }
    }
}
