//! Which of many is meant: the day, month, season or quarter of that name by a clue and the day of publication. Knows no text.

use super::expression::{Clue, Direction, Season};
use crate::calendar::{Day, PartialDate, Precision, Weekday};

/// A day without a year that lies at most so many days ahead is the coming one.
const AHEAD: i64 = 182;
/// So many months, at most, a month ahead is the coming one.
const MONTHS_AHEAD: u8 = 5;
/// A day without a year that is told as to come may lie so many days back.
const JUST_PAST: i64 = 90;
/// So many months ahead, one is rather the last of its name, whatever is told: in January, December.
const FAR_AHEAD: u8 = 9;
/// A month that is told as to come may lie so many months back.
const JUST_BEHIND: u8 = 2;
/// One that is told as past, so many days: it may be tomorrow elsewhere, and papers are dated ahead.
const JUST_AHEAD: i64 = 60;

/// The day of this month and day.
pub(super) fn day_of(month: u8, day: u8, weekday: Option<Weekday>, clue: Clue, reference: PartialDate) -> Option<Day> {
    let now = reference.last();
    let year = now.ymd().0;
    let in_year = |years: i32| Day::from_ymd(year + years, month, day);
    match clue {
        Clue::Year(years) => return in_year(years),
        Clue::SameYear => return in_year(0),
        _ => {}
    }
    if reference.precision() == Precision::Year {
        return in_year(0);
    }
    let distance = |day: &Day| (day.number() - now.number()).abs();
    let on_weekday = (-1..=1).filter_map(in_year).filter(|day| Some(day.weekday()) == weekday).min_by_key(distance);
    // February 29 may be years away.
    let mut near = (-8..=8).filter_map(in_year);
    on_weekday.or_else(|| match clue {
        Clue::Closest => near.min_by_key(distance),
        Clue::Ahead => near.find(|&day| day.number() >= now.number() - JUST_PAST),
        Clue::Towards(Direction::Future) => near.find(|&day| day >= reference.first()),
        Clue::After | Clue::Beside => near.find(|&day| day > reference.first()),
        Clue::Before => near.take_while(|&day| day < reference.first()).last(),
        Clue::Behind => near.take_while(|day| day.number() <= now.number() + JUST_AHEAD).last(),
        _ => near.take_while(|day| day.number() <= now.number() + AHEAD).last(),
    })
}

/// The month of this number.
pub(super) fn month_of(month: u8, clue: Clue, reference: PartialDate) -> Option<PartialDate> {
    let (year, now, _) = reference.first().ymd();
    let known = reference.precision() != Precision::Year;
    let years = match clue {
        Clue::Year(years) => years,
        Clue::SameYear => 0,
        Clue::After | Clue::Beside => i32::from(known && month <= now),
        Clue::Before => -i32::from(known && month >= now),
        Clue::Towards(Direction::Present) => 0,
        Clue::Towards(Direction::Past) if known => -i32::from(month >= now),
        Clue::Towards(Direction::Future) if known => i32::from(month < now),
        Clue::Ahead if known && month > now + FAR_AHEAD => -1,
        Clue::Ahead if known => i32::from(month + JUST_BEHIND < now),
        Clue::Closest if known && month.abs_diff(now) > 6 => {
            if month < now {
                1
            } else {
                -1
            }
        }
        Clue::Closest | Clue::Ahead => 0,
        // The coming month is nearer than that of last year.
        Clue::Nearest if known && now == 12 && month == 1 => 1,
        Clue::Behind if known => -i32::from(month > now + 1),
        Clue::Nearest if known => -i32::from(month > now + MONTHS_AHEAD),
        _ => 0,
    };
    PartialDate::new(year + years, Some(month), None).ok()
}

/// The day of this name.
pub(super) fn weekday_near(weekday: Weekday, clue: Clue, now: Day) -> Option<Day> {
    let (asked, today) = (number(weekday), number(now.weekday()));
    let back = (today - asked).rem_euclid(7);
    now.plus(match clue {
        Clue::Towards(Direction::Past) | Clue::Before if back == 0 => -7,
        Clue::Towards(Direction::Present) => asked - today,
        Clue::Towards(Direction::Future) | Clue::After => 7 - back,
        Clue::Beside if back > 3 => 7 - back,
        Clue::Ahead | Clue::Closest if back > 0 => 7 - back,
        _ => -back,
    })
}

/// The year of a quarter: the one that began last, or the coming one.
pub(super) fn quarter_of(quarter: u8, clue: Clue, now: PartialDate) -> i32 {
    let (year, month, _) = now.first().ymd();
    let current = (month - 1) / 3 + 1;
    match clue {
        Clue::Year(years) => year + years,
        Clue::Towards(Direction::Past) => year - 1,
        _ if now.precision() == Precision::Year => year,
        Clue::Ahead | Clue::Towards(Direction::Future) => year + i32::from(quarter < current && current - quarter > 1),
        _ => year - i32::from(quarter > current),
    }
}

/// The year of a season; none if the reference is no more than a year.
pub(super) fn season_of(season: Season, clue: Clue, reference: PartialDate) -> Option<i32> {
    if reference.precision() == Precision::Year {
        return None;
    }
    let (year, month, _) = reference.first().ymd();
    // Winter is that of the year in which it begins.
    let (first, last) = months(season);
    let years = match clue {
        Clue::Year(years) => years,
        Clue::Towards(Direction::Past) => -i32::from(month <= last),
        Clue::Towards(Direction::Future) => i32::from(month >= first),
        Clue::Ahead => i32::from(month > last),
        Clue::Towards(Direction::Present) => -i32::from(season == Season::Winter && month <= 2),
        _ => -i32::from(month < first),
    };
    Some(year + years).filter(|year| (1..=9999).contains(year))
}

/// The first and the last month of a season; of winter, counted on from the year in which it begins.
fn months(season: Season) -> (u8, u8) {
    match season {
        Season::Spring => (3, 5),
        Season::Summer => (6, 8),
        Season::Autumn => (9, 11),
        Season::Winter => (12, 14),
    }
}

/// The days from Monday on.
pub(super) fn number(weekday: Weekday) -> i64 {
    weekday as i64
}
