//! The mentions of an article, once its names are judged: whom each short form means, and what the actor is called.
//! Finds no new names, but where capitals tell nothing those that are known.

use rustc_hash::FxHashMap;

use super::document::{Document, Found};
use super::evidence::context;
use super::gazetteer::Entry;
use super::names::Ground;
use super::reading::{Gap, Reading, Shape};
use super::short_forms::{NameId, People};
use super::words::Class;
use crate::annotate::{ActorKind, Mention};
use crate::text::{Span, WordId};

impl Document<'_, '_> {
    /// The mentions of the title or the body, in order. Names in sentences that capitalise all words are those met elsewhere, and known ones.
    pub fn mentions(&self, text: usize, sentences: &[Span]) -> Vec<Mention> {
        let mut people = self.people();
        let mut meant = FxHashMap::default();
        let mut mentions = Vec::new();
        for found in &self.found {
            let Some((name, kind)) = self.meaning(found, &mut people) else { continue };
            if let [word] = *self.words_of(found) {
                meant.entry(word).or_insert((name, kind));
            }
            if found.text == text {
                mentions.push(self.mention(text, found.piece.first, found.piece.last, name, kind));
            }
        }
        for (surname, name) in people.surnames() {
            meant.entry(surname).or_insert((name, ActorKind::Person));
        }
        for sentence in sentences.iter().filter(|s| s.first_token < s.last_token && self.is_loud(text, s)) {
            self.loud_mentions(text, *sentence, &meant, &mut mentions);
        }
        mentions.sort_by_key(|mention| mention.range.start);
        mentions
    }

    /// Everybody in the order of the text, so that a short form before all long ones has a bearer too.
    fn people(&self) -> People {
        let mut people = People::default();
        for name in (0..self.names.len()).rev().filter(|&n| self.is_full_person(n)) {
            people.named(&self.names[name].words, self.names[name].surname, self.root(name));
        }
        people
    }

    fn words_of(&self, found: &Found) -> &[WordId] {
        match found.piece.last - found.piece.first {
            1 if self.names[found.name].words.len() == 1 => &self.names[found.name].words,
            _ => &[],
        }
    }

    /// Which name a piece stands for, and what kind it is here.
    fn meaning(&self, found: &Found, people: &mut People) -> Option<(NameId, ActorKind)> {
        let reading = self.readings[found.text];
        let name = &self.names[found.name];
        let single = found.piece.last == found.piece.first + 1;
        let word = reading.word(found.piece.last - 1);
        let entry = name.known.map(|entry| self.gazetteer.entry(entry));
        if self.is_full_person(found.name) && !single {
            people.named(&name.words, name.surname, self.root(found.name));
            return Some((self.root(found.name), ActorKind::Person));
        }
        if let Some(&long) =
            self.acronyms.get(&word).filter(|_| single && reading.shape(found.piece.first) == Shape::Capitals)
        {
            return self.names[long].kind.map(|kind| (long, kind));
        }
        let led = reading.has(found.piece.first, Class::PARTICLE);
        if single || led {
            let bearer = match entry {
                Some(entry) => self.bearer_of_known(entry, found, people, word),
                None if name.votes.place >= 3 && name.votes.person <= 0 => None,
                None if found.piece.ground == Ground::Word => people.with_surname(word),
                None => people.meant_by(word),
            };
            if let Some(person) = bearer {
                return Some((person, ActorKind::Person));
            }
        }
        if entry.is_some() && found.piece.titled && single && entry.is_some_and(|entry| entry.kind != ActorKind::Person)
        {
            return None;
        }
        name.kind.map(|kind| (self.root(found.name), kind))
    }

    /// The person whom a known name means here: Jordan, where the article has a Michael Jordan.
    fn bearer_of_known(&self, entry: &Entry, found: &Found, people: &People, word: WordId) -> Option<NameId> {
        let here = context(self.readings[found.text], &found.piece);
        let person = entry.kind == ActorKind::Person
            || found.piece.titled
            || here.place < 1 && (entry.doubtful || here.person > 0);
        people.with_surname(word).filter(|_| person)
    }

    fn loud_mentions(
        &self,
        text: usize,
        sentence: Span,
        meant: &FxHashMap<WordId, (NameId, ActorKind)>,
        mentions: &mut Vec<Mention>,
    ) {
        let reading = self.readings[text];
        let end = sentence.last_token.min(reading.len());
        let shouted = (sentence.first_token..end).all(|at| reading.shape(at) != Shape::Capital);
        let mut at = sentence.first_token;
        while at < end {
            let Some((last, name, kind)) = self.loud_name(reading, at, end, shouted, meant) else {
                at += 1;
                continue;
            };
            let range = reading.token(at).range().start..reading.token(last - 1).range().end;
            let actor = match name {
                Ok(name) => self.actor(name),
                Err(entry) => self.gazetteer.entry(entry).name.to_string(),
            };
            mentions.push(Mention { range, kind, actor });
            at = last;
        }
    }

    /// A name of the article, or else a known one, where capitals tell nothing: behind its last token, and what it names.
    fn loud_name(
        &self,
        reading: &Reading,
        at: usize,
        end: usize,
        shouted: bool,
        meant: &FxHashMap<WordId, (NameId, ActorKind)>,
    ) -> Option<(usize, Result<NameId, usize>, ActorKind)> {
        if !reading.is_capital(at) {
            return None;
        }
        let mut words = [reading.word(at); 5];
        let mut length = 1;
        while length < words.len() && at + length < end && reading.gap(at + length - 1) != Gap::Other {
            words[length] = reading.word(at + length);
            length += 1;
        }
        for length in (2..=length).rev() {
            if let Some(&name) = self.by_words.get(&words[..length])
                && let Some(kind) = self.names[name].kind
            {
                return Some((at + length, Ok(self.root(name)), kind));
            }
        }
        if let Some((last, entry)) = self.gazetteer.longest(reading, at, end) {
            let plain = reading.has(at, Class::COMMON.or(Class::STOP).or(Class::NOT))
                || self.vocabulary.small(reading.word(at)) > 0;
            let dotted = reading.text()[reading.token(at).range()].contains('.');
            let acronym = reading.shape(at) == Shape::Capitals && (dotted || !shouted);
            return (last > at + 1 || acronym || !plain).then(|| (last, Err(entry), self.gazetteer.entry(entry).kind));
        }
        let (name, kind) =
            meant.get(&reading.word(at)).copied().filter(|_| !reading.has(at, Class::COMMON.or(Class::STOP)))?;
        Some((at + 1, Ok(name), kind))
    }

    fn mention(&self, text: usize, first: usize, last: usize, name: NameId, kind: ActorKind) -> Mention {
        let reading = self.readings[text];
        let range = reading.token(first).range().start..reading.token(last - 1).range().end;
        Mention { range, kind, actor: self.actor(name) }
    }

    /// What the actor is called: as the gazetteer has it, else in the article's own fullest form.
    fn actor(&self, name: NameId) -> String {
        let name = &self.names[name];
        if let Some(entry) = name.known {
            return self.gazetteer.entry(entry).name.to_string();
        }
        let (text, first, last) = name.shown;
        let reading = self.readings[text];
        let middle_initials = name.kind == Some(ActorKind::Person) && last > first + 2;
        let mut called = String::new();
        for at in first..last {
            let middle = middle_initials && at > first && at + 1 < last && reading.shape(at) == Shape::Initial;
            if middle && reading.shape(first) == Shape::Capital {
                continue;
            }
            called.push_str(&reading.text()[reading.token(at).range()]);
            if at + 1 < last {
                let between = reading.between(at);
                let space = if between.starts_with('.') { ". " } else { " " };
                called.push_str(if reading.gap(at) == Gap::Space { space } else { between });
            }
        }
        called
    }
}
