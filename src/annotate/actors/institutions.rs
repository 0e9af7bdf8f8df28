//! Names that say what they name: Bank of England, Russian Foreign Ministry, Lake Victoria, Hatay Airport.
//! Where such a name begins and ends within its sentence; knows nothing of people.

use super::names::{BARRIER, CUE, Ground, Scan};
use super::reading::{Gap, Shape};
use super::words::Class;
use crate::annotate::ActorKind;

impl Scan<'_, '_> {
    /// A name that says what it names: Bank of England, Russian Foreign Ministry, Lake Victoria, Hatay Airport.
    pub fn institution(&mut self, at: usize, segment: usize, known: Option<(usize, usize)>) -> Option<usize> {
        let limit = (at..segment).find(|&n| self.is_title(n, segment)).unwrap_or(segment);
        let cue = (at..limit).rev().find(|&n| self.reading.is_capital(n) && self.reading.has(n, CUE));
        let Some(cue) = cue else {
            return self.team(at, limit, known).or_else(|| self.headed_place(at, limit, known));
        };
        if (cue..limit).any(|n| self.reading.has(n, Class::EVENT) && !self.reading.has(n, Class::GIVEN.or(CUE))) {
            return Some(limit);
        }
        let mut last = cue + 1;
        if let Some((end, entry)) = known
            && let Some(taken) = self.known_institution(at, end, entry, last)
        {
            return taken;
        }
        if self.reading.has(at, Class::DEMONYM)
            && self.gazetteer.longest(self.reading, at + 1, self.end).is_some_and(|(end, _)| end >= last)
        {
            return Some(at + 1);
        }
        if self.is_person_with_such_a_surname(at, cue, segment) {
            return None;
        }
        let organisation = self.reading.has(cue, Class::ORG.or(Class::COMPANY));
        let kind = if organisation { ActorKind::Organisation } else { ActorKind::Place };
        if self.reading.has(cue, Class::ORG) || cue == at {
            last = self.extension(last, !organisation);
        }
        if last == at + 1 {
            return self.headed_place(at, limit, known);
        }
        let nameless =
            !organisation && (at..cue).all(|n| self.reading.has(n, Class::COMMON) && !self.reading.has(n, CUE));
        if nameless && last == cue + 1 {
            return Some(last);
        }
        let first = if organisation || cue > at { self.joined_before(at) } else { at };
        Some(self.push(first, last, Ground::Cue(kind)))
    }

    /// `Evergreen Marine`, `Sale Sharks`: a company or team whose last word would be ordinary elsewhere.
    fn team(&mut self, at: usize, limit: usize, known: Option<(usize, usize)>) -> Option<usize> {
        let tail = (at + 1..limit).rev().find(|&n| self.reading.has(n, Class::ORG_TAIL))?;
        let first = self.reading.has(at, Class::COMMON.or(Class::GIVEN).or(Class::DEMONYM).or(Class::ROLE));
        let place = known
            .is_some_and(|(end, entry)| end == tail && self.gazetteer.entry(entry).kind != ActorKind::Organisation);
        let whole = tail + 1 == limit && known.is_none_or(|(end, _)| end <= tail);
        let plural = !self.reading.has(tail, Class::COMMON);
        if first || !whole || place && !plural {
            return None;
        }
        Some(self.push(at, limit, Ground::Cue(ActorKind::Organisation)))
    }

    /// What to do where a known name begins what may be an institution: nothing, when the known name says more or another known
    /// name follows (U.S. Environmental Protection Agency); a company's legal form belongs to the known company.
    fn known_institution(&mut self, at: usize, end: usize, entry: usize, last: usize) -> Option<Option<usize>> {
        let extended = self.extension(last, false) > last && self.reading.has(last - 1, Class::ORG);
        if end > last || end == last && !(extended && end == at + 1) {
            return Some(None);
        }
        if end < last && self.gazetteer.longest(self.reading, end, self.end).is_some_and(|(next, _)| next >= last) {
            return Some(None);
        }
        let company = (end..last).all(|n| self.reading.has(n, Class::COMPANY)) && end < last;
        if company && !extended && self.gazetteer.entry(entry).kind == ActorKind::Organisation {
            return Some(Some(self.push(at, last, Ground::Known(entry))));
        }
        None
    }

    /// `Lake Victoria`, `Mount Everest`.
    fn headed_place(&mut self, at: usize, limit: usize, known: Option<(usize, usize)>) -> Option<usize> {
        if !self.reading.has(at, Class::PLACE_HEAD) || known.is_some() || at + 1 >= limit {
            return None;
        }
        if self.reading.has(at + 1, Class::COMMON.or(Class::ROLE)) {
            return None;
        }
        let last = (at + 2..limit).find(|&n| self.reading.has(n, Class::COMMON.or(Class::ROLE))).unwrap_or(limit);
        Some(self.push(at, last, Ground::Cue(ActorKind::Place)))
    }

    /// `Jonah Hill`, not `at Albert Hall`.
    fn is_person_with_such_a_surname(&self, at: usize, cue: usize, segment: usize) -> bool {
        let two = cue == at + 1 && cue + 1 == segment;
        let place = at > self.start && self.reading.has(at - 1, Class::INTO.or(Class::TOWARD).or(Class::STOP));
        two && self.reading.has(at, Class::GIVEN)
            && !self.reading.has(cue, Class::ORG.or(Class::COMPANY))
            && (!place || self.titled == Some(at))
    }

    /// Takes in what `of`, `for` or `on` adds to the name before it: Ministry of Health and Education of Ukraine.
    fn extension(&self, from: usize, place: bool) -> usize {
        let mut last = from;
        for _ in 0..3 {
            let Some(next) = self.joined_behind(last, place) else { break };
            last = next;
        }
        last
    }

    fn joined_behind(&self, at: usize, place: bool) -> Option<usize> {
        if at >= self.end || self.reading.gap(at - 1) != Gap::Space || !self.reading.is_small(at) {
            return None;
        }
        let joint = self.reading.folded(at);
        if joint != "of" && (place || !matches!(joint, "for" | "on")) {
            return None;
        }
        let article = at + 1 < self.end && self.reading.folded(at + 1) == "the" && self.reading.is_small(at + 1);
        let next = at + 1 + usize::from(article);
        if next >= self.end || !self.reading.is_capital(next) || self.reading.gap(next - 1) != Gap::Space {
            return None;
        }
        if let Some((last, entry)) = self.gazetteer.longest(self.reading, next, self.end) {
            let person = self.gazetteer.entry(entry).kind == ActorKind::Person;
            return (joint == "of" && !person).then_some(last);
        }
        let ordinary = self.reading.has(next, Class::COMMON);
        if self.reading.has(next, BARRIER.or(Class::HONORIFIC)) || joint == "on" && !ordinary && !article {
            return None;
        }
        let mut last = self.segment(next);
        last = (next..last).find(|&n| self.is_title(n, last) && !self.reading.has(n, Class::COMMON)).unwrap_or(last);
        if last == next {
            return None;
        }
        if place
            && (next..last).all(|n| self.reading.has(n, Class::COMMON))
            && !self.reading.has(at - 1, Class::PLACE_HEAD)
        {
            return None;
        }
        Some(self.enumeration(last))
    }

    /// The end of a list of ordinary nouns that begins before `last`: Health, Labour and Welfare.
    fn enumeration(&self, last: usize) -> usize {
        let mut at = last;
        for _ in 0..4 {
            if !self.reading.has(at - 1, Class::COMMON) && !self.is_abstract(at - 1) || at >= self.end {
                return last;
            }
            let comma = self.reading.gap(at - 1) == Gap::Comma;
            let and = self.reading.folded(at) == "and" && (comma || self.reading.gap(at - 1) == Gap::Space);
            let next = at + usize::from(and);
            if !(and || comma) || next >= self.end || !self.reading.is_capital(next) {
                return last;
            }
            let unknown =
                and && !self.reading.has(next, Class::GIVEN.or(BARRIER).or(Class::ROLE)) && self.is_unknown(next);
            if !self.reading.has(next, Class::COMMON) && !self.is_abstract(next) && !unknown {
                return last;
            }
            at = self.segment(next);
            if and {
                return at;
            }
        }
        last
    }

    fn is_unknown(&self, at: usize) -> bool {
        self.reading.shape(at) == Shape::Capital && self.gazetteer.longest(self.reading, at, self.end).is_none()
    }

    /// A noun that its ending gives away: Unification, Citizenship.
    fn is_abstract(&self, at: usize) -> bool {
        let word = self.reading.folded(at);
        let known =
            ["tion", "ment", "ity", "ing", "ture", "ics", "ness", "ship", "ance", "ence", "stry", "stries", "sion"];
        word.len() > 5 && known.iter().any(|ending| word.ends_with(ending))
    }

    /// Where the name begins, when ordinary words are joined to it from the left: Nuclear and Industrial Safety Agency.
    fn joined_before(&mut self, at: usize) -> usize {
        if at < self.start + 2 || self.reading.folded(at - 1) != "and" || self.reading.gap(at - 1) != Gap::Space {
            return at;
        }
        let mut first = at - 1;
        while first > self.start
            && at - first < 4
            && self.reading.is_capital(first - 1)
            && self.reading.has(first - 1, Class::COMMON)
            && self.reading.gap(first - 1) == Gap::Space
        {
            first -= 1;
        }
        if first == at - 1 || !self.reading.has(at, Class::COMMON.or(CUE)) {
            return at;
        }
        while self.found.last().is_some_and(|piece| piece.first >= first && piece.ground == Ground::Word) {
            self.found.pop();
        }
        if self.found.last().is_some_and(|piece| piece.last > first) { at } else { first }
    }
}
