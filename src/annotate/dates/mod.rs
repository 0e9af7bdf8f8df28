//! The times that a text speaks of: dates, times of day, how long something lasts and how often it happens. Knows the text and, for what is
//! said in relation to it, the day of publication; knows neither metadata nor files.
//!
//! The day of publication may itself have to be found from the dates of the text, so there are two steps: [`find`] reads the text once,
//! [`resolve`] gives the values once the reference is known.

mod away;
mod expression;
mod feast;
mod language;
mod matching;
mod meaning;
mod nearest;
mod numbers;
mod numeric;
mod outlook;
mod quarters;
mod reading;
mod resolve;
mod stamp;
mod surroundings;
mod timex;

pub use expression::{
    Clue, Direction, Expression, Feast, Meaning, Modifier, Origin, PartOfDay, Recurrence, Season, TimeOfDay, Unit,
};
pub(in crate::annotate) use outlook::{Tense, tense};
pub use resolve::resolve;
pub use stamp::stamp;
pub(in crate::annotate) use stamp::{Stamp, compact, stamps};

use super::DateMention;
use crate::calendar::PartialDate;
use crate::text::Token;
use language::{Class, Gaps, Head, Strictness};
use reading::Reading;

/// How a text is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Writing {
    /// The language as an ISO 639-1 code; a text whose language is not known is read as English.
    pub language: Option<&'static str>,
    /// Where it is written so, `8/5/2021` is a day in August, unless other days of the text tell better. Else it is one in May.
    pub month_first: bool,
}

/// The times that `text` speaks of, in its order; they do not overlap. Without a `reference`, the day of publication, yearless days
/// are `XXXX-08-15`, weekdays `XXXX-WXX-7`, and `last year` is a `PAST_REF`.
///
/// ```
/// use dateline::annotate::dates::{Writing, dates};
/// let text = "On August 15, less than two years after February 2020, Kabul fell.";
/// let tokens = dateline::text::Lexicon::default().tokenize(text);
/// let found = dates(text, &tokens, Writing::default(), "2021-08-18".parse().ok());
/// let values: Vec<_> = found.into_iter().map(|date| date.value).collect();
/// assert_eq!(values, ["2021-08-15", "P2Y", "2020-02"]);
/// ```
pub fn dates(text: &str, tokens: &[Token], writing: Writing, reference: Option<PartialDate>) -> Vec<DateMention> {
    resolve(&find(text, tokens, writing), reference)
}

/// The expressions of time in a text, in its order; they do not overlap. `tokens` are the tokens of `text`.
pub fn find(text: &str, tokens: &[Token], writing: Writing) -> Vec<Expression> {
    let reading = Reading::new(text, tokens, language::of(writing.language));
    let mut found = Vec::new();
    let mut order = numeric::Order::default();
    let (mut at, mut free) = (0, 0);
    while at < reading.len() {
        let numeric = if reading.is_digits(at) { numeric::date(&reading, at, &mut order, &mut found) } else { None };
        match numeric.or_else(|| expression(&reading, at, free, &mut found)) {
            Some(behind) => (at, free) = (behind, behind),
            None => at += 1,
        }
    }
    order.settle(writing.month_first, &mut found);
    surroundings::join(text, &mut found);
    found
}

/// Adds what the expression that begins at the token says, and returns the token behind it.
fn expression(r: &Reading, at: usize, free: usize, found: &mut Vec<Expression>) -> Option<usize> {
    let matched = matching::longest(r, at)?;
    if is_name(r, at, &matched) {
        return None;
    }
    let before = found.len();
    meaning::expressions(r, &matched, found);
    let is_clock = r.language.rules[usize::from(matched.rule)].head == Head::Clock;
    let [first, ..] = &mut found[before..] else {
        // February 30 is no day, and the year behind it tells of nothing else.
        return Some(matched.behind);
    };
    surroundings::widen(r, at, free, first);
    match found.last_mut() {
        Some(last) if !is_clock => Some(surroundings::part_of_day(r, matched.behind, last)),
        _ => Some(matched.behind),
    }
}

/// Whether what was found is rather a name: `Jamie Noon`, `USA Today`, `Sunday Igboho`.
fn is_name(r: &Reading, at: usize, matched: &matching::Match) -> bool {
    let rule = &r.language.rules[usize::from(matched.rule)];
    match rule.head {
        Head::Away | Head::Then | Head::Clock | Head::Vague | Head::Every => r.is_like_a_name(at),
        Head::Date if matched.captures.len() == 1 && r.sense(at, Class::Weekday, Strictness::Any).is_some() => {
            let named = matched.behind < r.len() && r.is_like_a_name(matched.behind);
            let known = |at: usize| r.word(at) != 0;
            let led = at > 0 && r.gap(at - 1) == Gaps::SPACE && !r.is_like_a_name(at - 1);
            named && !known(matched.behind) && !led || r.signs_behind(at).0 == Some('.') && r.written(at + 1) == "com"
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
