//! Where an article names somebody: what the tagger found, without what is not part of a name, and known names that it did not find.
//! Sees one text at a time; who is meant is decided elsewhere.

use super::gazetteer::Gazetteer;
use super::reading::Reading;
use super::tagger;
use super::tagger::shape::Gap;
use super::words::Class;
use crate::annotate::ActorKind;
use crate::text::Span;

/// Tokens that name an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// [`super::names::BODY`] or [`super::names::TITLE`].
    pub text: usize,
    /// The first token.
    pub first: usize,
    /// Behind the last token.
    pub last: usize,
    /// How many of the first tokens are an article or titles, which the name goes without where it stands for the actor.
    pub titles: usize,
    /// What it seems to name here.
    pub kind: ActorKind,
    /// How clear that is: above 0, and some 100 when there is no doubt.
    pub weight: i32,
}

impl Piece {
    /// The first token of the name itself.
    pub fn name(&self) -> usize {
        self.first + self.titles
    }
}

/// What a known name weighs of which the tagger says nothing.
const KNOWN: i32 = 20;

/// The pieces of a text in order, none within another. In `loud` sentences, where capitals tell nothing, there are none.
pub(super) fn pieces(
    text: usize,
    reading: &Reading,
    sentences: &[Span],
    is_loud: impl Fn(usize) -> bool,
    tagged: &[tagger::Name],
    found: &mut Vec<Piece>,
) {
    let mut tagged = tagged.iter().peekable();
    for (number, sentence) in sentences.iter().enumerate() {
        let last = sentence.last_token.min(reading.len());
        let mut free = sentence.first_token;
        while let Some(name) = tagged.next_if(|name| name.first_token < last) {
            if is_loud(number) {
                continue;
            }
            known(text, reading, free, name.first_token, found);
            free = name.last_token;
            let (first, last, kind, weight) = (name.first_token, name.last_token, name.kind, name.margin.clamp(1, 1000));
            found.push(Piece { text, first, last, titles: titles(reading, first, last, kind), kind, weight });
        }
        if !is_loud(number) {
            known(text, reading, free, last, found);
        }
    }
}

/// How many tokens stand before the name itself: `The Canadian Press`, `Mr Biden`.
fn titles(reading: &Reading, first: usize, last: usize, kind: ActorKind) -> usize {
    let is_title = |at: usize| match kind {
        ActorKind::Person => reading.has(at, Class::HONORIFIC),
        _ => reading.folded(at) == "the" && !is_whole(reading, at, last),
    };
    let spaced = |at: usize| matches!(reading.gap(at), Gap::Space | Gap::Dot);
    (first..last - 1).take_while(|&at| is_title(at) && spaced(at)).count()
}

fn is_whole(reading: &Reading, first: usize, last: usize) -> bool {
    Gazetteer::get().whole(reading, first, last).is_some()
}

/// Known names between `from` and `until` that the tagger left, where nothing beside them may belong to them.
fn known(text: usize, reading: &Reading, from: usize, until: usize, found: &mut Vec<Piece>) {
    let gazetteer = Gazetteer::get();
    let mut at = from;
    while at < until {
        let Some((last, entry)) = reading.is_capital(at).then(|| gazetteer.longest(reading, at, until)).flatten() else {
            at += 1;
            continue;
        };
        let entry = gazetteer.entry(entry);
        let single = last == at + 1;
        let ordinary = single && (entry.doubtful || reading.has(at, Class::COMMON.or(Class::STOP).or(Class::NOT)));
        let joined = |n: usize| matches!(reading.gap(n), Gap::Space | Gap::Hyphen | Gap::Ampersand | Gap::Dot);
        let before = at > 0 && joined(at - 1) && reading.is_capital(at - 1);
        let behind = last < reading.len() && joined(last - 1) && reading.is_capital(last);
        if !ordinary && !before && !behind {
            found.push(Piece { text, first: at, last, titles: 0, kind: entry.kind, weight: KNOWN });
        }
        at = last;
    }
}
