//! Where the names of a sentence are: runs of capitalised words, cut at titles, adjectives and known names.
//! Sees one sentence at a time; who is meant is decided with the whole article in view, elsewhere.

use super::gazetteer::Gazetteer;
use super::reading::{Gap, Reading, Shape, Vocabulary};
use super::words::Class;
use crate::annotate::ActorKind;
use crate::text::Span;

/// A stretch of words that may name an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// The first token.
    pub first: usize,
    /// Behind the last token.
    pub last: usize,
    /// What makes it a name.
    pub ground: Ground,
    /// A title stands before it.
    pub titled: bool,
}

/// What makes a piece a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// The gazetteer's entry of this number.
    Known(usize),
    /// A word in it that only such names have: Ministry, River.
    Cue(ActorKind),
    /// It is written like a name.
    Capitals,
    /// The same, with ordinary words in it.
    Phrase,
    /// A single ordinary word, which is a name only where somebody bears it.
    Word,
}

/// No name has more words: beyond it, a run is a list or a table.
const LONGEST: usize = 12;

/// Words that no name contains.
pub(super) const BARRIER: Class = Class::STOP.or(Class::CALENDAR).or(Class::NOT);
/// Words that say what a name names.
pub(super) const CUE: Class = Class::ORG.or(Class::COMPANY).or(Class::PLACE_TAIL);

/// The pieces of a sentence, in order.
pub(super) fn pieces(reading: &Reading, vocabulary: &Vocabulary, sentence: Span) -> Vec<Piece> {
    let mut scan = Scan {
        reading,
        vocabulary,
        gazetteer: Gazetteer::get(),
        start: sentence.first_token,
        end: sentence.last_token.min(reading.len()),
        titled: None,
        found: Vec::new(),
    };
    let mut at = scan.start;
    while at < scan.end {
        at = scan.step(at).max(at + 1);
    }
    scan.found
}

/// The scan of one sentence.
pub(super) struct Scan<'s, 'a> {
    pub reading: &'s Reading<'a>,
    vocabulary: &'s Vocabulary,
    pub gazetteer: &'static Gazetteer,
    /// The sentence's first token.
    pub start: usize,
    /// Behind the sentence's last token.
    pub end: usize,
    /// The token behind a title.
    pub titled: Option<usize>,
    pub found: Vec<Piece>,
}

impl Scan<'_, '_> {
    /// Reads what begins with token `at`, and says where to go on.
    fn step(&mut self, at: usize) -> usize {
        if !self.reading.is_capital(at) && !self.is_led_by_particle(at) {
            return at + 1;
        }
        let known = self.gazetteer.longest(self.reading, at, self.end);
        if known.is_none() && (self.is_barrier(at) || self.is_opener(at)) {
            return at + 1;
        }
        let segment = self.segment(at);
        if let Some(next) = self.institution(at, segment, known) {
            return next;
        }
        if let Some((last, entry)) = known
            && !self.is_part_of_a_person(at, last, segment, entry)
        {
            return self.push(at, last, Ground::Known(entry));
        }
        if self.is_title(at, segment) {
            return self.title(at, segment);
        }
        if self.reading.has(at, Class::DEMONYM) && !self.reading.has(at, Class::GIVEN) || self.is_office(at, segment) {
            return at + 1;
        }
        self.name(at, segment)
    }

    pub fn push(&mut self, first: usize, last: usize, ground: Ground) -> usize {
        self.found.push(Piece { first, last, ground, titled: self.titled == Some(first) });
        last
    }

    /// `al-Assad`, `de Gaulle`, `bin Laden`: a small particle before a capital.
    fn is_led_by_particle(&self, at: usize) -> bool {
        if !self.reading.is_small(at) || !self.reading.has(at, Class::PARTICLE) {
            return false;
        }
        let next = at + 1 < self.end && self.reading.is_capital(at + 1);
        match self.reading.gap(at) {
            Gap::Hyphen => next && self.reading.folded(at).len() > 1,
            Gap::Space => self.gazetteer.longest(self.reading, at, self.end).is_some(),
            _ => false,
        }
    }

    fn is_barrier(&self, at: usize) -> bool {
        if !self.reading.has(at, BARRIER) || self.is_short_name(at) {
            return false;
        }
        let next = at + 1 < self.end && self.reading.is_capital(at + 1) && !self.reading.has(at + 1, BARRIER);
        let linked = next && self.reading.gap(at) == Gap::Space;
        let initial = self.reading.shape(at) == Shape::Initial && self.reading.between(at).starts_with('.');
        let named = self.reading.has(at, Class::GIVEN) && !self.reading.opens(at);
        !(linked && (initial || named))
    }

    /// An ordinary word that has its capital from the sentence it opens.
    fn is_opener(&self, at: usize) -> bool {
        self.reading.opens(at)
            && !self.reading.has(at, Class::GIVEN)
            && !self.reading.has(at, CUE.or(Class::ROLE).or(Class::PLACE_HEAD))
            && !self.makes_institution(at)
            && (self.reading.has(at, Class::COMMON) && !self.is_name_elsewhere(at) || self.is_written_small(at))
    }

    fn is_written_small(&self, at: usize) -> bool {
        let word = self.reading.word(at);
        self.vocabulary.small(word) > self.vocabulary.capital(word)
    }

    fn is_name_elsewhere(&self, at: usize) -> bool {
        let word = self.reading.word(at);
        self.vocabulary.capital(word) > self.vocabulary.small(word)
    }

    fn makes_institution(&self, at: usize) -> bool {
        let next = at + 1;
        next < self.end
            && self.reading.is_capital(next)
            && self.reading.has(next, CUE)
            && self.reading.gap(at) == Gap::Space
    }

    /// `Xi`, where `XI` is a number.
    fn is_short_name(&self, at: usize) -> bool {
        self.reading.has(at, Class::NUMERAL) && self.reading.shape(at) == Shape::Capital
    }

    /// The end of the run that begins with token `at`: capitals, and the small words that join them in people's names.
    pub fn segment(&self, at: usize) -> usize {
        let mut next = at + 1;
        while next < self.end && next - at < LONGEST && self.is_linked(at, next) {
            if self.reading.is_capital(next) {
                if self.stops_run(at, next) {
                    break;
                }
                next += 1;
            } else if let Some(capital) = self.behind_particles(next) {
                next = capital + 1;
            } else if self.is_hyphenated_syllable(at, next) {
                next += 1;
            } else {
                break;
            }
        }
        next
    }

    fn is_linked(&self, at: usize, next: usize) -> bool {
        let before = next - 1;
        match self.reading.gap(before) {
            Gap::Space | Gap::Hyphen | Gap::Ampersand => true,
            Gap::Possessive => {
                let saint = before > at && matches!(self.reading.folded(before - 1), "st" | "saint");
                saint || self.reading.has(before, Class::POSSESSIVE)
            }
            Gap::Comma | Gap::Other => false,
        }
    }

    /// Whether a capitalised word cannot belong to the run before it. `May` and `Will` can be surnames, `A.` an initial.
    fn stops_run(&self, at: usize, next: usize) -> bool {
        if !self.reading.has(next, BARRIER) || self.reading.has(next, Class::NUMERAL) || self.is_short_name(next) {
            return false;
        }
        let initial = self.reading.shape(next) == Shape::Initial && self.reading.between(next).starts_with('.');
        let surname = self.reading.has(next, Class::CALENDAR) && next == at + 1 && self.reading.has(at, Class::GIVEN);
        !(initial || surname)
    }

    /// The capital behind one to three particles, if `next` is one: von der Leyen, al-Assad.
    fn behind_particles(&self, next: usize) -> Option<usize> {
        let mut at = next;
        while at < self.end && at - next < 3 && self.reading.is_small(at) && self.reading.has(at, Class::PARTICLE) {
            if !matches!(self.reading.gap(at), Gap::Space | Gap::Hyphen) {
                return None;
            }
            at += 1;
        }
        // "a" and "as" are particles only where hyphens say so.
        let word = self.reading.folded(next);
        let joined = self.reading.gap(next) == Gap::Hyphen || !matches!(word, "a" | "an" | "as" | "at");
        let capital = at > next && at < self.end && self.reading.is_capital(at) && !self.reading.has(at, BARRIER);
        (capital && joined).then_some(at)
    }

    /// `Jae-in`, `Chee-hwa`: a short small syllable behind a hyphen, where a surname stands before.
    fn is_hyphenated_syllable(&self, at: usize, next: usize) -> bool {
        self.reading.gap(next - 1) == Gap::Hyphen
            && next - at >= 2
            && self.reading.is_small(next)
            && self.reading.folded(next).len() <= 5
            && !self.reading.has(next, Class::AFTER_HYPHEN)
    }

    /// A capitalised title or office, unless it is part of a body's name: Justice Department.
    pub fn is_title(&self, at: usize, segment: usize) -> bool {
        if !self.reading.has(at, Class::ROLE) {
            return false;
        }
        if at + 2 == segment && self.reading.has(at + 1, CUE) && !self.reading.has(at, Class::ABBREVIATION) {
            return false;
        }
        let ordinary = self.reading.has(at, Class::COMMON.or(CUE));
        let names = at + 1 < segment && !self.reading.has(at + 1, Class::COMMON.or(CUE));
        let cue = (at + 1..segment).any(|n| self.reading.has(n, CUE));
        !ordinary || names && !cue
    }

    /// `MK Itamar Ben-Gvir`, `DG Guy Ryder`: an office that the article does not explain.
    fn is_office(&self, at: usize, segment: usize) -> bool {
        self.reading.shape(at) == Shape::Capitals
            && at + 2 < segment
            && self.reading.gap(at) == Gap::Space
            && self.reading.shape(at + 1) == Shape::Capital
            && self.reading.has(at + 1, Class::GIVEN)
            && self.reading.shape(at + 2) == Shape::Capital
    }

    /// Skips a title with all that belongs to it, and remembers where the name begins.
    fn title(&mut self, at: usize, segment: usize) -> usize {
        let mut next = at + 1;
        while next < segment
            && self.reading.has(next, Class::ROLE.or(Class::COMMON))
            && !self.reading.has(next, Class::GIVEN)
        {
            next += 1;
        }
        let of = next < self.end && matches!(self.reading.folded(next), "of" | "for") && self.reading.is_small(next);
        if of && self.reading.gap(next - 1) == Gap::Space {
            let mut office = next + 1;
            while office < self.end && (self.is_ordinary_capital(office) || self.is_and_before_ordinary(office)) {
                office += 1;
            }
            if office > next + 1 {
                next = office;
            }
        }
        let behind = next - 1;
        if next < self.end && self.reading.is_capital(next) && matches!(self.reading.gap(behind), Gap::Space) {
            self.titled = Some(next);
        }
        next
    }

    fn is_ordinary_capital(&self, at: usize) -> bool {
        at < self.end
            && self.reading.is_capital(at)
            && self.reading.has(at, Class::COMMON)
            && self.reading.gap(at - 1) == Gap::Space
    }

    pub fn is_and_before_ordinary(&self, at: usize) -> bool {
        self.reading.folded(at) == "and" && self.is_ordinary_capital(at + 1) && self.reading.gap(at - 1) == Gap::Space
    }

    /// A single known word that belongs to a person's name: Michael Jordan, Paris Hilton.
    fn is_part_of_a_person(&self, at: usize, last: usize, segment: usize, entry: usize) -> bool {
        let entry = self.gazetteer.entry(entry);
        if last - at != 1 || last >= segment || self.reading.gap(at) != Gap::Space {
            return false;
        }
        let bearable = entry.doubtful || entry.kind == ActorKind::Person || self.reading.has(at, Class::GIVEN);
        let next = self.reading.is_capital(last)
            && !self.reading.has(last, Class::COMMON.or(CUE).or(Class::ROLE).or(Class::DEMONYM).or(Class::EVENT));
        bearable && next && self.gazetteer.longest(self.reading, last, self.end).is_none()
    }

    /// A person's name, or a name that does not say what it names.
    fn name(&mut self, at: usize, segment: usize) -> usize {
        let given = self.reading.has(at, Class::GIVEN) || self.reading.shape(at) == Shape::Initial;
        let mut ordinary = !given && self.reading.has(at, Class::COMMON);
        let mut next = at + 1;
        while next < segment && self.belongs(at, next, segment, given, &mut ordinary) {
            next += 1;
        }
        while next > at + 1 && self.reading.has(next - 1, Class::PARTICLE) && !self.reading.has(next - 1, Class::GIVEN)
        {
            next -= 1;
        }
        if !given && (at..segment).any(|n| self.reading.has(n, Class::EVENT) && !self.reading.has(n, Class::GIVEN)) {
            return segment;
        }
        let single = next == at + 1;
        if single && self.reading.shape(at) == Shape::Initial {
            return next;
        }
        let ground = match (single, ordinary || self.reading.has(at, CUE)) {
            (true, true) => Ground::Word,
            (false, _) if ordinary => Ground::Phrase,
            _ => Ground::Capitals,
        };
        self.push(at, next, ground)
    }

    /// Whether token `next` belongs to the name that begins with `at`.
    fn belongs(&self, at: usize, next: usize, segment: usize, given: bool, ordinary: &mut bool) -> bool {
        if self.reading.is_small(next) {
            return true;
        }
        let surname = given && (at + 1..next).all(|n| self.reading.is_small(n)) && !self.reading.has(at, Class::ROLE);
        let last = next + 1 == segment;
        if self.reading.has(next, Class::NUMERAL) && !self.reading.has(next, Class::GIVEN) {
            return true;
        }
        if self.reading.has(next, Class::ROLE.or(Class::DEMONYM)) && !self.reading.has(next, Class::GIVEN) {
            return surname && last;
        }
        if let Some((end, entry)) = self.gazetteer.longest(self.reading, next, self.end) {
            let entry = self.gazetteer.entry(entry);
            return end == next + 1 && (surname || entry.doubtful || entry.kind == ActorKind::Person);
        }
        if self.reading.has(next, Class::COMMON) && !self.reading.has(next, Class::GIVEN) {
            *ordinary |= !given;
            return !given || surname;
        }
        true
    }
}
