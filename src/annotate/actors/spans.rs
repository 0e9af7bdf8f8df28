//! Where an article names somebody: what the tagger found, without what is not part of a name, and known names that it did not find.
//! Sees one text at a time; who is meant is decided elsewhere.

use rustc_hash::FxHashMap;

use super::gazetteer::Gazetteer;
use super::reading::Reading;
use super::tagger;
use super::tagger::gap::Gap;
use super::words::Class;
use crate::annotate::ActorKind;
use crate::text::{Shape, Span, WordId};

/// Tokens that name an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// [`super::names::BODY`] or [`super::names::TITLE`].
    pub text: usize,
    /// The first token.
    pub first: usize,
    /// Behind the last token.
    pub last: usize,
    /// How many of the first tokens are an article, which the name goes without where it stands for the actor: The Canadian Press.
    pub titles: usize,
    /// What it seems to name here.
    pub kind: ActorKind,
    /// How clear that is: above 0, and some 100 when there is no doubt.
    pub weight: i32,
}

impl Piece {
    /// What a known name weighs of which the tagger says nothing.
    pub const KNOWN: i32 = 20;

    /// The first token of the name itself.
    pub fn name(&self) -> usize {
        self.first + self.titles
    }
}

/// Finds the pieces of a text.
pub(super) struct Finder<'f, 'a> {
    text: usize,
    reading: &'f Reading<'a>,
    gazetteer: &'static Gazetteer,
    found: &'f mut Vec<Piece>,
}

impl<'f, 'a> Finder<'f, 'a> {
    /// A finder for the text of this number, which adds to `found`.
    pub fn new(text: usize, reading: &'f Reading<'a>, found: &'f mut Vec<Piece>) -> Self {
        Finder { text, reading, gazetteer: Gazetteer::get(), found }
    }

    /// Adds the pieces of the text in order, none within another. In loud sentences, where capitals tell nothing, there are none.
    pub fn find(&mut self, sentences: &[Span], is_loud: impl Fn(usize) -> bool, tagged: &[tagger::Name]) {
        let mut tagged = tagged.iter().peekable();
        for (number, sentence) in sentences.iter().enumerate() {
            let last = sentence.last_token.min(self.reading.len());
            let mut free = sentence.first_token;
            while let Some(name) = tagged.next_if(|name| name.first_token < last) {
                if is_loud(number) {
                    continue;
                }
                if name.first_token >= free {
                    free = self.known(free, name.first_token, name.last_token.min(last), last);
                }
                if name.first_token >= free {
                    free = self.tagged(name, free, last);
                }
            }
            if !is_loud(number) {
                self.known(free, last, last, last);
            }
        }
    }

    /// Adds what the tagger found, and says where to go on.
    fn tagged(&mut self, name: &tagger::Name, free: usize, end: usize) -> usize {
        let tagger::Name { first_token, kind, margin, .. } = *name;
        let is_stray = name.last_token > first_token + 1
            && self.reading.is_small(first_token)
            && self.reading.has(first_token, Class::STOP)
            && !self.reading.has(first_token, Class::PARTICLE);
        let first_token = self.with_beginning(first_token + usize::from(is_stray), free, kind);
        let last = self.with_syllable(first_token, name.last_token, kind, end);
        if self.is_event(first_token, last, kind) {
            return last;
        }
        let weight = margin.clamp(1, 1000);
        if last == first_token + 2 && self.is_half_of_compound(first_token) {
            return self.known(first_token, last, last, last);
        }
        let first_token = self.behind_country(first_token, last, kind);
        let mut from = first_token;
        for at in first_token..last {
            let is_cut =
                at + 1 < last && self.parts(at, kind) && self.gazetteer.whole(self.reading, from, last).is_none();
            if is_cut || at + 1 == last {
                self.push(from, at + 1, kind, weight);
                from = at + 1;
            }
        }
        last
    }

    /// Adds the country that stands before a body, and says where the body begins: `U.S. Agriculture Department`, `Sweden's Nordbanken`. It belongs to the name
    /// where it is written out, or where the name would be nothing without it.
    fn behind_country(&mut self, first: usize, last: usize, kind: ActorKind) -> usize {
        let reading = self.reading;
        if kind != ActorKind::Organisation || self.gazetteer.whole(reading, first, last).is_some() {
            return first;
        }
        let Some((next, entry)) = self.gazetteer.longest(reading, first, last) else { return first };
        let is_country = next < last && self.gazetteer.entry(entry).kind == ActorKind::Place;
        let abbreviated = next == first + 1 && reading.is_acronym(first) && last - next > 1;
        if !is_country || !(abbreviated || reading.gap(next - 1) == Gap::Possessive) {
            return first;
        }
        self.push(first, next, ActorKind::Place, Piece::KNOWN);
        next
    }

    fn push(&mut self, first: usize, last: usize, kind: ActorKind, weight: i32) {
        let reading = self.reading;
        if reading.between(last - 1).trim_start().starts_with('$') {
            return;
        }
        let spaced = |at: usize| matches!(reading.gap(at), Gap::Space | Gap::Dot);
        let (mut first, mut titles) = (first, 0);
        match kind {
            ActorKind::Person => {
                while first + 1 < last && reading.has(first, Class::HONORIFIC) && spaced(first) {
                    first += 1;
                }
            }
            ActorKind::Place if self.is_side_of_known(first, last) => first += 1,
            _ => {
                let the = first + 1 < last && reading.folded(first) == "the" && spaced(first);
                titles = usize::from(the && self.gazetteer.whole(reading, first, last).is_none());
            }
        }
        self.found.push(Piece { text: self.text, first, last, titles, kind, weight });
    }

    /// Whether what stands behind a token parts names, so that the tagger took two for one: `Suez, Egypt`, `(Reuters) - Britain`.
    fn parts(&self, at: usize, kind: ActorKind) -> bool {
        match self.reading.gap(at) {
            Gap::Comma => kind != ActorKind::Organisation,
            Gap::Dot => self.reading.written(at).len() > 4 && !self.reading.is_acronym(at),
            Gap::Closes | Gap::Dash | Gap::Colon => true,
            _ => false,
        }
    }

    /// `Nobel Prize`, `Paris Agreement`: the last word tells that this is no actor, unless it is known to be one.
    fn is_event(&self, first: usize, last: usize, kind: ActorKind) -> bool {
        kind != ActorKind::Person
            && last > first + 1
            && self.reading.has(last - 1, Class::EVENT)
            && self.gazetteer.whole(self.reading, first, last).is_none()
    }

    /// `al-Saleh`, `Z. Kowalczyk`: a small word that a hyphen joins, or an initial, belongs to a name of which the tagger has the rest.
    fn with_beginning(&self, first: usize, free: usize, kind: ActorKind) -> usize {
        if kind != ActorKind::Person || first <= free {
            return first;
        }
        let at = first - 1;
        let belongs = match self.reading.gap(at) {
            Gap::Hyphen => self.reading.has(at, Class::PARTICLE),
            Gap::Dot => self.reading.shape(at) == Shape::Initial,
            _ => false,
        };
        first - usize::from(belongs)
    }

    /// `eastern Congo`: the word before a known place says which side of it.
    fn is_side_of_known(&self, first: usize, last: usize) -> bool {
        last > first + 1
            && self.reading.is_small(first)
            && self.reading.has(first, Class::INTO)
            && self.gazetteer.whole(self.reading, first + 1, last).is_some()
    }

    /// `Tung Chee-hwa`, `Moon Jae-in`: a short small syllable behind a hyphen belongs to a name of which the tagger has two words.
    fn with_syllable(&self, first: usize, last: usize, kind: ActorKind, end: usize) -> usize {
        let is_syllable = kind == ActorKind::Person
            && last < end
            && last - first >= 2
            && self.reading.gap(last - 1) == Gap::Hyphen
            && self.reading.is_small(last)
            && self.reading.folded(last).len() <= 5
            && !self.reading.has(last, Class::AFTER_HYPHEN);
        last + usize::from(is_syllable)
    }

    /// Adds known names from `from` on that the tagger left, where nothing beside them may belong to them. They end before `until`, where the tagger
    /// has a name, or with that name or behind it, if they have it whole. Says where to go on.
    fn known(&mut self, from: usize, until: usize, covering: usize, end: usize) -> usize {
        let (mut at, mut free) = (from, from);
        while at < until || at == until && until < covering {
            let longest = self.reading.is_capital(at).then(|| self.gazetteer.longest(self.reading, at, end)).flatten();
            let fits = |last: usize| last <= until || last >= covering && last - at > 1;
            match longest {
                Some((last, entry)) if fits(last) && self.stands_alone(at, last, entry) => {
                    self.push(at, last, self.gazetteer.entry(entry).kind, Piece::KNOWN);
                    (at, free) = (last, last);
                }
                Some((last, _)) if last <= until => at = last,
                _ => at += 1,
            }
        }
        free
    }

    /// Whether a known name is that and no part of another, nor an ordinary word.
    fn stands_alone(&self, first: usize, last: usize, entry: usize) -> bool {
        let reading = self.reading;
        let single = last == first + 1;
        let ordinary =
            || reading.has(first, Class::COMMON.or(Class::STOP).or(Class::NOT)) && !reading.is_acronym(first);
        if single && (self.gazetteer.entry(entry).doubtful || ordinary()) {
            return false;
        }
        !reading.continues_a_run(first, last) || single && self.is_half_of_compound(first)
    }

    /// `Biden-Xi`, `Kyiv-Moscow`: two known names joined by a hyphen, and nothing else.
    fn is_half_of_compound(&self, at: usize) -> bool {
        let reading = self.reading;
        let hyphen = |n: usize| n + 1 < reading.len() && reading.gap(n) == Gap::Hyphen;
        let is_known = |n: usize| self.gazetteer.whole(reading, n, n + 1).is_some();
        let first = if at > 0 && hyphen(at - 1) { at - 1 } else { at };
        hyphen(first) && is_known(first) && is_known(first + 1) && !reading.continues_a_run(first, first + 2)
    }
}

/// The places outside of all pieces where words that name an actor, of this kind, stand by themselves. `pieces` are in order.
pub(super) fn alone(readings: &[Reading; 2], words: &FxHashMap<WordId, ActorKind>, pieces: &[Piece]) -> Vec<Piece> {
    let mut alone = Vec::new();
    if words.is_empty() {
        return alone;
    }
    let mut pieces = pieces.iter().peekable();
    for (text, reading) in readings.iter().enumerate() {
        let mut at = 0;
        while at < reading.len() {
            if let Some(piece) = pieces.next_if(|piece| piece.text == text && piece.first <= at) {
                at = piece.last;
                continue;
            }
            if reading.is_capital(at)
                && let Some(&kind) = words.get(&reading.word(at)).filter(|kind| is_alone(reading, at, **kind))
            {
                alone.push(Piece { text, first: at, last: at + 1, titles: 0, kind, weight: Piece::KNOWN });
            }
            at += 1;
        }
    }
    alone
}

/// Whether a capital is neither part of a longer name nor an ordinary word. Bodies and places are meant by acronyms.
fn is_alone(reading: &Reading, at: usize, kind: ActorKind) -> bool {
    let ordinary = Class::COMMON.or(Class::STOP).or(Class::CALENDAR).or(Class::NOT).or(Class::DEMONYM);
    let is_name = if kind == ActorKind::Person { !reading.has(at, ordinary) } else { reading.is_acronym(at) };
    is_name && !reading.continues_a_run(at, at + 1)
}
