//! Days of a month in words: `August 15, 2021`, `Aug. 15–18`, `the 15th of August`. Knows no other expressions.

use super::english::{self, KNOWN_DAYS, Word};
use super::months::year_after;
use super::reading::{Gap, Reading};
use super::{Clue, Expression, Meaning, clue_before};
use crate::calendar::{PartialDate, Weekday, month_length};

/// So many days of one month are named together at most: `August 15, 16 and 17`.
const MOST_DAYS: usize = 4;

/// A day of a month at the token, or several; `lead` is the day of the week before it and the byte where that begins.
pub(super) fn day(
    r: &Reading,
    at: usize,
    lead: Option<(usize, Weekday)>,
    found: &mut Vec<Expression>,
) -> Option<usize> {
    match r.word(at) {
        Word::Month(month, _) => month_first(r, at, month, lead, found),
        Word::Digits(..) | Word::Ordinal(_) => day_first(r, at, lead, found),
        _ => None,
    }
}

fn month_first(
    r: &Reading,
    at: usize,
    month: u8,
    lead: Option<(usize, Weekday)>,
    found: &mut Vec<Expression>,
) -> Option<usize> {
    if !matches!(r.gap(at), Gap::Space | Gap::Dot) {
        return None;
    }
    let days = days(r, at + 1)?;
    let last = days.last()?.0;
    if english::is_counted(r.behind(last)) {
        return None;
    }
    let (year, behind) = year_after(r, last);
    let known = known_year(r, at, last, month, days[0].1);
    let year = known.map_or(year, Year::Is);
    push(r, Named { days: &days, month, year, at, end: r.end(behind - 1), month_first: true, lead }, found);
    Some(behind)
}

fn day_first(r: &Reading, at: usize, lead: Option<(usize, Weekday)>, found: &mut Vec<Expression>) -> Option<usize> {
    if lead.is_none() && r.sign_before(at).is_some_and(|sign| "$£€¥#@/.:+-_".contains(sign)) {
        return None;
    }
    let days = days(r, at)?;
    let last = days.last()?.0;
    let of = r.word(last + 1) == Word::Of && r.gap(last + 1) == Gap::Space;
    let month_at = if of { last + 2 } else { last + 1 };
    let Word::Month(month, _) = r.word(month_at) else { return None };
    if !matches!(r.gap(last), Gap::Space | Gap::Dash) {
        return None;
    }
    let (year, behind) = year_after(r, month_at);
    push(r, Named { days: &days, month, year, at, end: r.end(behind - 1), month_first: false, lead }, found);
    Some(behind)
}

/// The numbers of days from the token on: `15`, `15–18`, `15 and 16`. Each with its token.
fn days(r: &Reading, at: usize) -> Option<Vec<(usize, u8)>> {
    let mut days = vec![(at, day_number(r, at)?)];
    while days.len() < MOST_DAYS {
        let last = days[days.len() - 1].0;
        let next = match r.gap(last) {
            Gap::Dash => last + 1,
            Gap::Space if r.word(last + 1) == Word::And && r.gap(last + 1) == Gap::Space => last + 2,
            Gap::Comma if day_number(r, last + 1).is_some() && joins(r, last + 1) => last + 1,
            _ => break,
        };
        let Some(day) = day_number(r, next).filter(|_| !english::is_plural(r.behind(next))) else { break };
        days.push((next, day));
    }
    Some(days)
}

/// Whether the enumeration goes on behind the token.
fn joins(r: &Reading, at: usize) -> bool {
    r.gap(at) == Gap::Space && r.word(at + 1) == Word::And && day_number(r, at + 2).is_some()
}

fn day_number(r: &Reading, at: usize) -> Option<u8> {
    let day = match r.word(at) {
        Word::Digits(1 | 2, day) => u8::try_from(day).ok()?,
        Word::Ordinal(day) => day,
        _ => return None,
    };
    let more =
        matches!(r.signs_behind(at), (Some('%' | '°' | '$' | '€' | '£'), _) | (Some(':' | '/' | '.'), Some('0'..='9')));
    (!more && day > 0).then_some(day)
}

/// The year that belongs to a day or month.
#[derive(Debug, Clone, Copy)]
pub(super) enum Year {
    Is(i32),
    Away(i32),
    Unknown,
}

/// September 11 is of 2001 when attacks are spoken of.
fn known_year(r: &Reading, at: usize, last: usize, month: u8, day: u8) -> Option<i32> {
    let next = r.behind(last);
    let of = if at > 1 && r.before(at) == Word::Of { r.written(at - 2) } else { "" };
    let told = |words: &[&str]| words.iter().any(|&word| word == next || word == of);
    KNOWN_DAYS.iter().find(|known| (known.0, known.1) == (month, day) && told(known.2)).map(|known| known.3)
}

/// One or more days of a month, as they stand in the text.
struct Named<'a> {
    days: &'a [(usize, u8)],
    month: u8,
    year: Year,
    /// Its first token.
    at: usize,
    end: usize,
    month_first: bool,
    lead: Option<(usize, Weekday)>,
}

/// Adds the days that exist. The month and year lie in the span of the day beside them.
fn push(r: &Reading, named: Named, found: &mut Vec<Expression>) {
    let count = named.days.len();
    for (number, &(token, day)) in named.days.iter().enumerate() {
        let weekday = named.lead.filter(|_| number == 0).map(|lead| lead.1);
        let meaning = match named.year {
            Year::Is(year) => PartialDate::new(year, Some(named.month), Some(day)).ok().map(Meaning::Date),
            Year::Away(years) => yearless(named.month, day, weekday, Clue::Year(years)),
            Year::Unknown => yearless(named.month, day, weekday, clue_before(r, named.at)),
        };
        let Some(meaning) = meaning else { continue };
        let first = number == 0 && (named.month_first || count == 1);
        let last = number + 1 == count;
        let start = if first { r.start(named.at) } else { r.start(token) };
        let start = named.lead.filter(|_| number == 0).map_or(start, |lead| lead.0);
        let end = if last { named.end } else { r.end(token) };
        found.push(Expression { start, end, meaning });
    }
}

fn yearless(month: u8, day: u8, weekday: Option<Weekday>, clue: Clue) -> Option<Meaning> {
    /// Any leap year.
    const LEAP: i32 = 2000;
    (day <= month_length(LEAP, month)).then_some(Meaning::DayOf { month, day, weekday, clue })
}
