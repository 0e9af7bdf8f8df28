//! What is said in relation to the day of publication: `on Tuesday`, `last Friday`, `yesterday`, `last year`, `two weeks ago`.

use super::english::{Direction, Form, NAME_AFTER_WEEKDAY, NAME_BEFORE_WEEKDAY, Unit, Word};
use super::reading::{Gap, Reading};
use super::{Clue, Expression, Meaning, clue_before, days, months};
use crate::calendar::Weekday;

/// A day of the week, alone or before a day of a month. `towards` is what the token before says.
pub(super) fn weekday(
    r: &Reading,
    at: usize,
    towards: Option<Direction>,
    found: &mut Vec<Expression>,
) -> Option<usize> {
    let Word::Weekday(weekday, form) = r.word(at) else { return None };
    if let Some(behind) = with_day(r, at, weekday, form, found) {
        return Some(behind);
    }
    if form == Form::Short || is_name(r, at) || r.before(at) == Word::Every {
        return None;
    }
    let (start, clue) = match towards {
        Some(direction) => (r.start(at - 1), Clue::Towards(direction)),
        None => (r.start(at), clue_before(r, at)),
    };
    found.push(Expression { start, end: r.end(at), meaning: Meaning::Weekday(weekday, clue) });
    Some(at + 1)
}

fn with_day(r: &Reading, at: usize, weekday: Weekday, form: Form, found: &mut Vec<Expression>) -> Option<usize> {
    let beside = matches!(r.gap(at), Gap::Space | Gap::Comma) || form == Form::Short && r.gap(at) == Gap::Dot;
    let the = r.word(at + 1) == Word::Whose && r.written(at + 1) == "the" && r.gap(at + 1) == Gap::Space;
    let day_at = if the { at + 2 } else { at + 1 };
    if beside { days::day(r, day_at, Some((r.start(at), weekday)), found) } else { None }
}

/// A feast, a newspaper, a football club.
fn is_name(r: &Reading, at: usize) -> bool {
    let before = at > 0 && r.gap(at - 1) == Gap::Space && NAME_BEFORE_WEEKDAY.contains(&r.written(at - 1));
    let mail = at > 1 && r.written(at - 1) == "on" && r.written(at - 2) == "Mail";
    before || mail || NAME_AFTER_WEEKDAY.contains(&r.behind(at))
}

/// `last`, `this` or `next` with a unit, a weekday, a month or a season.
pub(super) fn which(r: &Reading, at: usize, direction: Direction, found: &mut Vec<Expression>) -> Option<usize> {
    if r.gap(at) != Gap::Space {
        return None;
    }
    // `the last week` may be that of anything, and so may `his last year`.
    let owned = r.before(at) == Word::Whose;
    let meaning = match r.word(at + 1) {
        Word::Weekday(..) => return weekday(r, at + 1, Some(direction), found),
        Word::Month(..) => {
            return days::day(r, at + 1, None, found).or_else(|| months::month_towards(r, at + 1, direction, found));
        }
        Word::Season(season) if !owned => Meaning::SeasonOf(season, direction),
        Word::Unit(unit) if unit != Unit::Day && !owned && !r.written(at + 1).ends_with('s') => {
            Meaning::Away(unit, steps(direction))
        }
        _ => return None,
    };
    found.push(Expression { start: r.start(at), end: r.end(at + 1), meaning });
    Some(at + 2)
}

fn steps(direction: Direction) -> i32 {
    match direction {
        Direction::Past => -1,
        Direction::Present => 0,
        Direction::Future => 1,
    }
}

/// `today`, `yesterday`, `tomorrow`, and the days beyond.
pub(super) fn today(r: &Reading, at: usize, days: i8, found: &mut Vec<Expression>) -> Option<usize> {
    let beyond = at > 1 && r.word(at - 2) == Word::Unit(Unit::Day) && matches!(r.written(at - 1), "before" | "after");
    let (start, days) = if beyond && days != 0 { (r.start(at - 2), days * 2) } else { (r.start(at), days) };
    found.push(Expression { start, end: r.end(at), meaning: Meaning::Away(Unit::Day, days.into()) });
    Some(at + 1)
}

/// `a year ago`, `two weeks ago`.
pub(super) fn ago(r: &Reading, at: usize, found: &mut Vec<Expression>) -> Option<usize> {
    let count = match r.word(at) {
        Word::Count(count) => i32::from(count),
        Word::Digits(1..=3, count) => i32::from(count),
        _ => return None,
    };
    let Word::Unit(unit) = r.word(at + 1) else { return None };
    let whole = r.gap(at) == Gap::Space && r.gap(at + 1) == Gap::Space && r.word(at + 2) == Word::Ago;
    let fraction = at > 0 && r.sign_before(at).is_some_and(|sign| "-.,".contains(sign));
    if !whole || fraction {
        return None;
    }
    found.push(Expression { start: r.start(at), end: r.end(at + 2), meaning: Meaning::Away(unit, -count) });
    Some(at + 3)
}
