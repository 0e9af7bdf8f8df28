//! Names where capitals tell nothing: in headlines, and in languages that capitalise as they like. Takes only names that the article has elsewhere, and
//! known ones.

use rustc_hash::FxHashSet;

use super::document::{Actor, Document};
use super::names::{BODY, NameId};
use super::people::{Address, Meant};
use super::reading::Reading;
use super::words::Class;
use crate::annotate::{ActorKind, Mention};
use crate::text::{Span, WordId};

/// Words of the longest name that is looked for.
const LONGEST: usize = 6;

/// The words that an article has in small letters, looked at when first asked for.
#[derive(Default)]
pub(super) struct SmallWords {
    words: Option<FxHashSet<WordId>>,
}

impl SmallWords {
    fn has(&mut self, readings: &[Reading; 2], word: WordId) -> bool {
        let words = self.words.get_or_insert_with(|| {
            let small = |reading: &Reading| {
                let at = (0..reading.len()).filter(|&at| reading.is_small(at));
                at.map(|at| reading.word(at)).collect::<Vec<_>>()
            };
            readings.iter().flat_map(small).collect()
        });
        words.contains(&word)
    }
}

impl Document<'_, '_> {
    /// Adds the mentions of a loud sentence.
    pub fn loud_mentions(&mut self, text: usize, sentence: Span, small: &mut SmallWords, mentions: &mut Vec<Mention>) {
        let reading = self.readings[text];
        let end = sentence.last_token.min(reading.len());
        let shouted = (sentence.first_token..end).all(|at| !reading.is_capital(at) || reading.is_acronym(at));
        let mut at = sentence.first_token;
        while at < end {
            let Some((last, actor, kind)) = self.loud_name(text, at, end, shouted, small) else {
                at += 1;
                continue;
            };
            mentions.push(self.mention(text, at, last, actor, kind));
            at = last;
        }
    }

    fn loud_name(
        &mut self,
        text: usize,
        at: usize,
        end: usize,
        shouted: bool,
        small: &mut SmallWords,
    ) -> Option<(usize, Actor, ActorKind)> {
        let reading = &self.readings[text];
        if !reading.is_capital(at) {
            return None;
        }
        let mut words = [reading.word(at); LONGEST];
        let longest = LONGEST.min(end - at);
        (1..longest).for_each(|n| words[n] = reading.word(at + n));
        for length in (2..=longest).rev() {
            if let Some(name) = self.elsewhere(text, &words[..length]) {
                return Some((at + length, self.actor_of(name), self.names.get(name).kind()));
            }
        }
        if let Some((last, entry)) = self.gazetteer.longest(reading, at, end) {
            let plain =
                reading.has(at, Class::COMMON.or(Class::STOP).or(Class::NOT)) || small.has(self.readings, words[0]);
            let acronym = reading.is_acronym(at) && (reading.written(at).contains('.') || !shouted);
            let kind = self.gazetteer.entry(entry).kind;
            return (last > at + 1 || acronym || !plain).then_some((last, Actor::Known(entry), kind));
        }
        if reading.has(at, Class::COMMON.or(Class::STOP)) {
            return None;
        }
        let name = self.elsewhere(text, &words[..1]);
        if let Some(name) = name {
            let kind = self.names.get(name).kind();
            if kind != ActorKind::Person {
                return Some((at + 1, self.actor_of(name), kind));
            }
        }
        match self.people.meant_by(words[0], Address::Unknown) {
            Meant::One(person) if self.is_elsewhere(text, person) => {
                Some((at + 1, self.actor_of(person), ActorKind::Person))
            }
            _ => name.map(|name| (at + 1, self.actor_of(name), ActorKind::Person)),
        }
    }

    /// The name of these words, if the article has it elsewhere.
    fn elsewhere(&self, text: usize, words: &[WordId]) -> Option<NameId> {
        self.names.find(words).filter(|&name| self.is_elsewhere(text, name))
    }

    /// What a title alone has is a guess of where names begin and end in it.
    fn is_elsewhere(&self, text: usize, name: NameId) -> bool {
        text == BODY || self.names.get(name).shown.text == BODY
    }
}

/// Both, in order; of those that overlap, the sure ones.
pub(super) fn joined(sure: Vec<Mention>, mut others: Vec<Mention>) -> Vec<Mention> {
    let mut at = 0;
    others.retain(|other| {
        while sure.get(at).is_some_and(|sure| sure.range.end <= other.range.start) {
            at += 1;
        }
        sure.get(at).is_none_or(|sure| sure.range.start >= other.range.end)
    });
    others.extend(sure);
    others.sort_by_key(|mention| mention.range.start);
    others
}
