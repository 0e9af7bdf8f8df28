//! Whether a sentence reports what it says of a date as past. Looks at single words; knows no grammar.

use super::english::{self, Verb};
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

/// How the sentence speaks of the date in the byte range; `tokens` are the sentence's.
pub(in crate::annotate) fn tense(text: &str, tokens: &[Token], start: usize, end: usize) -> Tense {
    let first = tokens.partition_point(|token| token.range().start < start);
    let behind = tokens.partition_point(|token| token.range().start < end);
    let word = |at: usize| tokens.get(at).map_or("", |token| &text[token.range()]);
    if first > 0 && english::is_limit(&word(first - 1).to_ascii_lowercase()) {
        return Tense::Open;
    }
    let verb = |at: usize| english::verb(word(at), word(at + 1));
    let before = (first.saturating_sub(REACH)..first).rev().find_map(verb);
    let nearest = before.or_else(|| (behind..tokens.len().min(behind + REACH)).find_map(verb));
    if nearest == Some(Verb::Reports) { Tense::Past } else { Tense::Open }
}
