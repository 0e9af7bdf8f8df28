//! What belongs to an expression beside it: articles and what makes it less exact before it, a part of the day behind, a time of day on either side.
//! Knows no values.

use super::expression::{Expression, Meaning, Modifier, PartOfDay, TimeOfDay, Unit};
use super::language::{Class, Gaps, Strictness};
use super::reading::Reading;

/// Widens an expression that begins at the token `first` by what stands before it. What lies before the token `free` is taken.
pub(super) fn widen(r: &Reading, first: usize, free: usize, expression: &mut Expression) {
    let mut first = article(r, first, free, expression);
    // Two may stand there: `about the end of`.
    for _ in 0..2 {
        if first <= free || r.word(first - 1) == 0 {
            break;
        }
        let counted = r.is_digits(first) || r.sense(first, Class::Number, Strictness::Any).is_some();
        let fits = |modifier: &Modifier| {
            counted || matches!(modifier, Modifier::Start | Modifier::Mid | Modifier::End | Modifier::Approx)
        };
        let mut fitting = r.language.modifiers.iter().filter(|(modifier, _)| fits(modifier));
        let found = fitting.find(|(_, words)| stand_before(r, first, free, words));
        let Some((modifier, words)) = found else { break };
        expression.modifier = Some(*modifier);
        first = article(r, first - words.len(), free, expression);
        expression.start = r.start(first);
    }
}

/// Whether these words, the last first, stand before the token.
fn stand_before(r: &Reading, first: usize, free: usize, words: &[Vec<u16>]) -> bool {
    let stands = |(back, words): (usize, &Vec<u16>)| {
        let at = first - 1 - back;
        words.contains(&r.word(at)) && Gaps::WITHIN.allows(r.gap(at))
    };
    first >= free + words.len() && words.iter().enumerate().all(stands)
}

/// Takes in an article before the token, unless the expression is a name, and gives the first token.
fn article(r: &Reading, first: usize, free: usize, expression: &mut Expression) -> usize {
    let named = matches!(
        expression.meaning,
        Meaning::Date(_) | Meaning::DayOf { .. } | Meaning::MonthOf(..) | Meaning::Weekday(..) | Meaning::WeekdayOf(..)
    );
    let stands = first > free && r.gap(first - 1) == Gaps::SPACE && r.language.articles.contains(&r.word(first - 1));
    if stands && (!named || expression.modifier.is_some()) {
        expression.start = r.start(first - 1);
        return first - 1;
    }
    first
}

/// Takes in a part of the day behind a day, and gives the token behind the whole.
pub(super) fn part_of_day(r: &Reading, behind: usize, expression: &mut Expression) -> usize {
    let joined = Gaps::WITHIN.allows(r.gap(behind - 1));
    let Some(sense) = r.sense(behind, Class::Part, Strictness::Any).filter(|_| joined && is_day(expression)) else {
        return behind;
    };
    expression.time = Some(TimeOfDay::Part(match sense.value {
        0 => PartOfDay::Morning,
        1 => PartOfDay::Afternoon,
        2 => PartOfDay::Evening,
        _ => PartOfDay::Night,
    }));
    expression.end = r.end(behind);
    behind + 1
}

/// Whether an expression names a day, without its time.
fn is_day(expression: &Expression) -> bool {
    let day = match expression.meaning {
        Meaning::Date(date) => date.precision() == crate::calendar::Precision::Day,
        Meaning::DayOf { .. } | Meaning::Weekday(..) | Meaning::WeekdayOf(..) | Meaning::Feast(..) => true,
        Meaning::Away(Unit::Day, ..) => true,
        _ => false,
    };
    day && expression.time.is_none()
}

/// What may stand between a time of day and its day.
const BETWEEN: [&str; 7] = [" ", ", ", " on ", " of ", " at ", ", at ", " by "];

/// Makes one expression of a time of day and the day beside it: `10 p.m. Wednesday`, `Wednesday at 10 p.m.`
pub(super) fn join(text: &str, expressions: &mut Vec<Expression>) {
    let is_clock = |found: &Expression| found.meaning == Meaning::Same(Unit::Day) && found.time.is_some();
    let mut joined: Vec<Expression> = Vec::with_capacity(expressions.len());
    for next in expressions.drain(..) {
        match joined.last_mut() {
            Some(last) if BETWEEN.contains(&&text[last.end.min(next.start)..next.start]) => {
                if is_clock(last) && is_day(&next) {
                    (last.meaning, last.end) = (next.meaning, next.end);
                } else if is_day(last) && is_clock(&next) {
                    (last.time, last.end) = (next.time, next.end);
                } else {
                    joined.push(next);
                }
            }
            _ => joined.push(next),
        }
    }
    *expressions = joined;
}
