//! Months: `August 2021`, `in May`, `last March`; and the year that follows a day or a month.

use super::days::Year;
use super::english::{self, Direction, Form, NAME_BEFORE_WEEKDAY, Unit, Word};
use super::reading::{Gap, Reading};
use super::{Clue, Expression, Meaning, clue_before};
use crate::calendar::PartialDate;

const MAY: u8 = 5;

/// A month with its year, or without one where it is not a name or a verb.
pub(super) fn month(r: &Reading, at: usize, found: &mut Vec<Expression>) -> Option<usize> {
    let Word::Month(month, form) = r.word(at) else { return None };
    let (mut year, mut behind) = year_after(r, at);
    if let (Year::Unknown, Some(other)) = (year, other_month(r, at)) {
        // In `between March and May 2021` the year belongs to both.
        year = year_after(r, other).0;
        behind = at + 1;
    }
    let meaning = match year {
        Year::Is(year) => Meaning::Date(PartialDate::new(year, Some(month), None).ok()?),
        Year::Away(years) => Meaning::MonthOf(month, Clue::Year(years)),
        Year::Unknown if is_month(r, at, month, form) => Meaning::MonthOf(month, clue_before(r, at)),
        Year::Unknown => return None,
    };
    found.push(Expression { start: r.start(at), end: r.end(behind - 1), meaning });
    Some(behind)
}

/// A month behind `last`, `this` or `next`, which is the token before.
pub(super) fn month_towards(
    r: &Reading,
    at: usize,
    direction: Direction,
    found: &mut Vec<Expression>,
) -> Option<usize> {
    let Word::Month(month, Form::Sure | Form::Doubtful) = r.word(at) else { return None };
    let meaning = Meaning::MonthOf(month, Clue::Towards(direction));
    found.push(Expression { start: r.start(at - 1), end: r.end(at), meaning });
    Some(at + 1)
}

fn other_month(r: &Reading, at: usize) -> Option<usize> {
    let other = match r.gap(at) {
        Gap::Dash => at + 1,
        Gap::Space if r.word(at + 1) == Word::And && r.gap(at + 1) == Gap::Space => at + 2,
        _ => return None,
    };
    matches!(r.word(other), Word::Month(..)).then_some(other)
}

/// Whether a month's name that stands alone means the month.
fn is_month(r: &Reading, at: usize, month: u8, form: Form) -> bool {
    let dashed = at > 0 && r.gap(at - 1) == Gap::Dash && r.word(at - 1) == Word::In;
    let cued = dashed || r.before(at) == Word::In;
    match form {
        Form::Short => false,
        Form::Sure => at == 0 || !NAME_BEFORE_WEEKDAY.contains(&r.written(at - 1)),
        Form::Doubtful if month == MAY => cued && !matches!(r.signs_behind(at), (Some('\'' | '’'), Some('s'))),
        Form::Doubtful => cued || r.before(at) == Word::Near,
    }
}

/// The year behind a day or month, and the token behind that: `, 2021`, `of 2021`, `last year`.
pub(super) fn year_after(r: &Reading, at: usize) -> (Year, usize) {
    let none = (Year::Unknown, at + 1);
    match (r.gap(at), r.word(at + 1)) {
        (Gap::Space | Gap::Comma | Gap::Dot | Gap::Dash, Word::Digits(4, _)) => match year_number(r, at + 1) {
            Some(year) => (Year::Is(year), at + 2),
            None => none,
        },
        (Gap::Space, Word::Of) if r.gap(at + 1) == Gap::Space => match (year_number(r, at + 2), year_away(r, at + 2)) {
            (Some(year), _) => (Year::Is(year), at + 3),
            (None, Some(years)) => (Year::Away(years), at + 4),
            _ => none,
        },
        (Gap::Space | Gap::Comma, Word::Which(_)) => match year_away(r, at + 1) {
            Some(years) => (Year::Away(years), at + 3),
            None => none,
        },
        _ => none,
    }
}

/// `last year`, `this year`, `next year`.
fn year_away(r: &Reading, at: usize) -> Option<i32> {
    let Word::Which(direction) = r.word(at) else { return None };
    let year = r.gap(at) == Gap::Space && r.word(at + 1) == Word::Unit(Unit::Year) && !r.written(at + 1).ends_with('s');
    year.then_some(match direction {
        Direction::Past => -1,
        Direction::Present => 0,
        Direction::Future => 1,
    })
}

/// The number at the token if it can be a year, beside something that asks for one.
pub(super) fn year_number(r: &Reading, at: usize) -> Option<i32> {
    let Word::Digits(4, year @ 1000..=2100) = r.word(at) else { return None };
    let more = matches!(
        r.signs_behind(at),
        (Some('%' | '°' | '$' | '€' | '£'), _) | (Some(':' | '/' | '.' | ','), Some('0'..='9'))
    );
    let round = year < 1900 || year % 100 == 0;
    let counts = english::is_counted(r.behind(at)) || round && english::is_plural(r.behind(at));
    (!more && !counts).then_some(year.into())
}
