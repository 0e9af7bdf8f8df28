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
    /// What it seems to name here.
    pub kind: ActorKind,
}

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
            let first = without_title(reading, name.first_token, name.last_token, name.kind);
            found.push(Piece { text, first, last: name.last_token, kind: name.kind });
        }
        if !is_loud(number) {
            known(text, reading, free, last, found);
        }
    }
}

/// Where the name begins behind titles and the article: `President Joe Biden`, `the Taliban`.
fn without_title(reading: &Reading, first: usize, last: usize, kind: ActorKind) -> usize {
    let mut at = first;
    let person = kind == ActorKind::Person;
    while at + 1 < last
        && (reading.folded(at) == "the" && !is_whole(reading, at, last) || person && reading.has(at, Class::HONORIFIC))
        && matches!(reading.gap(at), Gap::Space | Gap::Dot)
    {
        at += 1;
    }
    at
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
            found.push(Piece { text, first: at, last, kind: entry.kind });
        }
        at = last;
    }
}
