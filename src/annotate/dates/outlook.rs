//! Whether a sentence tells of something that has happened or of something to come. Looks at single words; knows no grammar.

use super::expression::{Clue, Direction};
use super::language::{Gaps, Language, Outlook, english};
use super::reading::Reading;
use crate::text::Token;

/// How a sentence speaks of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::annotate) enum Tense {
    /// As of something that has happened.
    Past,
    /// As of something to come, or of a limit, or not clearly.
    Open,
}

/// So many words before and behind a date may hold its verb.
const REACH: usize = 24;
/// So many words before a day or month without a year.
const NEAR: usize = 14;

/// How the sentence speaks of the date in the byte range; `tokens` are the sentence's.
pub(in crate::annotate) fn tense(text: &str, tokens: &[Token], start: usize, end: usize) -> Tense {
    let language = english();
    let first = tokens.partition_point(|token| token.range().start < start);
    let behind = tokens.partition_point(|token| token.range().start < end);
    let word = |at: usize| tokens.get(at).map_or("", |token| &text[token.range()]);
    let limits = |word: &str| matches!(language.outlooks.get(word), Some(Outlook::Limit | Outlook::Ahead));
    if first > 0 && limits(&word(first - 1).to_ascii_lowercase()) {
        return Tense::Open;
    }
    let verb = |at: usize| outlook(language, word(at), word(at + 1));
    let before = (first.saturating_sub(REACH)..first).rev().find_map(verb);
    let nearest = before.or_else(|| (behind..tokens.len().min(behind + REACH)).find_map(verb));
    if nearest == Some(Outlook::Past) { Tense::Past } else { Tense::Open }
}

/// What a word says of the time of what is told, if anything; `next` is the word behind it.
fn outlook(language: &Language, word: &str, next: &str) -> Option<Outlook> {
    let known = language.outlooks.get(word).copied();
    if matches!(known, Some(Outlook::Nothing | Outlook::Limit | Outlook::Ahead | Outlook::Since)) {
        return None;
    }
    let small = |word: &str| word.starts_with(|c: char| c.is_ascii_lowercase());
    let infinitive = word == "to" && small(next) && language.words.number(next) == 0;
    let will = word.ends_with("'ll") || word.ends_with("’ll");
    let past = word.len() > 4 && small(word) && language.past_endings.iter().any(|ending| word.ends_with(&**ending));
    match known {
        Some(_) => known,
        None if infinitive => Some(Outlook::Open),
        None if will => Some(Outlook::Future),
        None => past.then_some(Outlook::Past),
    }
}

/// Which way a day or month without a year lies, by the word before it and the verbs around it.
pub(super) fn clue(r: &Reading, (first, behind): (usize, usize)) -> Clue {
    let joins = |at: usize| r.gap(at) != Gaps::STOP && r.gap(at) != Gaps::FAR;
    let limit = first.checked_sub(1).filter(|&at| joins(at)).and_then(|at| r.language.outlooks.get(r.written(at)));
    match limit {
        Some(Outlook::Limit) => return Clue::Closest,
        Some(Outlook::Since) => return Clue::Towards(Direction::Past),
        _ => {}
    }
    // What somebody does to reach something tells nothing of when: the verb before it does.
    let verb = |at: usize| told(r, at).filter(|_| r.written(at) != "to");
    let before = (first.saturating_sub(NEAR)..first).rev().take_while(|&at| joins(at)).find_map(verb);
    let after = || (behind..r.len().min(behind + NEAR)).take_while(|&at| joins(at - 1)).find_map(verb);
    match before.or_else(after) {
        Some(Outlook::Future) => Clue::Towards(Direction::Future),
        Some(Outlook::Open) => Clue::Ahead,
        Some(Outlook::Past) => Clue::Behind,
        _ if limit == Some(&Outlook::Ahead) => Clue::Ahead,
        _ => Clue::Nearest,
    }
}

/// What a verb tells, by the words that lead up to it: what `will be paid` is to come.
fn told(r: &Reading, at: usize) -> Option<Outlook> {
    /// So many words stand between `will` and its verb.
    const LEAD: usize = 3;
    let word = |at: usize| outlook(r.language, r.written(at), r.written(at + 1));
    let found = word(at)?;
    let leads = || (at.saturating_sub(LEAD)..at).rev().take_while(|&at| r.gap(at) == Gaps::SPACE).filter_map(word);
    let led = |by: Outlook| leads().any(|led| led == by).then_some(by);
    match found {
        Outlook::Past => led(Outlook::Future).or_else(|| led(Outlook::Open)).or(Some(found)),
        _ => Some(found),
    }
}

/// Whether one of the words before looks ahead to what follows: `ahead of Friday's vote`.
pub(super) fn looks_ahead(r: &Reading, first: usize) -> bool {
    /// So many words before.
    const LEAD: usize = 2;
    (first.saturating_sub(LEAD)..first).any(|at| r.language.outlooks.get(r.written(at)) == Some(&Outlook::Ahead))
}
