//! Years, decades and seasons: `in 1996`, `1996–2001`, `the 1990s`, `spring of 2021`. A number is a year only where something says so.

use super::english::{self, Season, Unit, Word, YEAR_DOES};
use super::months::year_number;
use super::reading::{Gap, Reading};
use super::{Expression, Meaning};
use crate::calendar::PartialDate;

/// A year with a cue, and the years joined to it.
pub(super) fn year(r: &Reading, at: usize, found: &mut Vec<Expression>) -> Option<usize> {
    let year = year_number(r, at).filter(|_| stands_alone(r, at))?;
    let until = range_end(r, at, year);
    if until.is_none() && !is_cued(r, at, year) {
        return None;
    }
    push(r, at, year, found);
    let mut last = at;
    while let Some((next, year)) = joined(r, last) {
        push(r, next, year, found);
        last = next;
    }
    Some(last + 1)
}

fn push(r: &Reading, at: usize, year: i32, found: &mut Vec<Expression>) {
    if let Ok(date) = PartialDate::new(year, None, None) {
        found.push(Expression { start: r.start(at), end: r.end(at), meaning: Meaning::Date(date) });
    }
}

/// No price, no part of a longer number, no version, no address.
fn stands_alone(r: &Reading, at: usize) -> bool {
    let before = r.sign_before(at).is_none_or(|sign| sign.is_whitespace() || "([“‘\"'’—–-".contains(sign));
    let dashed = r.sign_before(at).is_some_and(|sign| "—–-".contains(sign));
    let cued = at > 0 && r.gap(at - 1) == Gap::Dash && r.word(at - 1) == Word::In;
    before && (!dashed || cued)
}

fn is_cued(r: &Reading, at: usize, year: i32) -> bool {
    let next = r.behind(at);
    let modern = (1900..=2100).contains(&year);
    // `1996-97` is a season or a result; `1996-2001` has been seen to.
    if matches!(r.signs_behind(at), (Some('-' | '–'), Some('0'..='9'))) {
        return false;
    }
    if matches!((r.sign_before(at), r.signs_behind(at).0), (Some('('), Some(')'))) {
        return (1500..=2100).contains(&year);
    }
    let dashed = at > 0 && r.gap(at - 1) == Gap::Dash && r.word(at - 1) == Word::In;
    match r.before(at) {
        _ if dashed => modern,
        Word::In | Word::Unit(Unit::Year) => year % 100 != 0 || !english::is_plural(next),
        Word::Near | Word::Of => modern && !english::is_plural(next),
        Word::Whose => modern && year != 2000 && !next.is_empty(),
        _ => modern && begins_sentence(r, at) && YEAR_DOES.contains(&next),
    }
}

fn begins_sentence(r: &Reading, at: usize) -> bool {
    at == 0 || matches!(r.gap(at - 1), Gap::Dot | Gap::Far)
}

/// The year of `1996–2001` behind the dash, if the two make a range and no telephone number.
fn range_end(r: &Reading, at: usize, from: i32) -> Option<i32> {
    let until = year_number(r, at + 1).filter(|_| r.gap(at) == Gap::Dash)?;
    let longer =
        at > 0 && matches!(r.word(at - 1), Word::Digits(..)) && matches!(r.gap(at - 1), Gap::Space | Gap::Dash);
    let goes_on = matches!(r.signs_behind(at + 1), (Some('-' | '–'), Some('0'..='9')));
    (1500..until).contains(&from).then_some(until).filter(|_| !longer && !goes_on)
}

/// The year joined to the one at the token: `–2001`, `and 2001`, `to 2001`, `, 1997 and`.
fn joined(r: &Reading, at: usize) -> Option<(usize, i32)> {
    let next = match r.gap(at) {
        Gap::Dash | Gap::Comma => at + 1,
        Gap::Space if r.word(at + 1) == Word::And && r.gap(at + 1) == Gap::Space => at + 2,
        _ => return None,
    };
    let year = year_number(r, next)?;
    let listed = r.gap(at) != Gap::Comma || matches!(r.gap(next), Gap::Comma) || r.word(next + 1) == Word::And;
    let counted = english::is_plural(r.behind(next));
    ((1500..=2100).contains(&year) && listed && !counted).then_some((next, year))
}

/// `1990s`, `’90s` is left to the reader.
pub(super) fn decade(r: &Reading, at: usize, decade: u16, found: &mut Vec<Expression>) -> Option<usize> {
    if r.sign_before(at).is_some_and(|sign| "$£€#".contains(sign)) {
        return None;
    }
    found.push(Expression { start: r.start(at), end: r.end(at), meaning: Meaning::Decade(decade.into()) });
    Some(at + 1)
}

/// `spring of 2021`, `summer 1998`.
pub(super) fn season(r: &Reading, at: usize, season: Season, found: &mut Vec<Expression>) -> Option<usize> {
    let of = r.word(at + 1) == Word::Of && r.gap(at + 1) == Gap::Space;
    let year_at = if of { at + 2 } else { at + 1 };
    let year = year_number(r, year_at).filter(|_| r.gap(at) == Gap::Space)?;
    found.push(Expression { start: r.start(at), end: r.end(year_at), meaning: Meaning::Season(season, year) });
    Some(year_at + 1)
}
