//! From what an expression says to the value it has on the day the text came out. Knows no text.

use super::english::{Direction, Season, Unit};
use super::{Clue, Expression, Meaning};
use crate::annotate::{DateMention, TimeKind};
use crate::calendar::{Day, PartialDate, Precision, Weekday};

/// A day without a year that lies at most so many days ahead is the coming one.
const AHEAD: i64 = 31;

/// The mentions of these expressions for a text that came out at `reference`.
pub fn resolve(found: &[Expression], reference: Option<PartialDate>) -> Vec<DateMention> {
    let mention = |found: &Expression| DateMention {
        range: found.start..found.end,
        kind: TimeKind::Date,
        value: value(found.meaning, reference),
    };
    found.iter().map(mention).collect()
}

fn value(meaning: Meaning, reference: Option<PartialDate>) -> String {
    match meaning {
        Meaning::Date(date) => date.to_string(),
        Meaning::Decade(decade) => decade.to_string(),
        Meaning::Season(season, year) => format!("{year:04}-{}", code(season)),
        Meaning::DayOf { month, day, weekday, clue } => reference
            .and_then(|reference| day_of(month, day, weekday, clue, reference))
            .map_or_else(|| format!("XXXX-{month:02}-{day:02}"), |day| day.to_string()),
        Meaning::MonthOf(month, clue) => reference
            .and_then(|reference| month_of(month, clue, reference))
            .map_or_else(|| format!("XXXX-{month:02}"), |month| month.to_string()),
        Meaning::SeasonOf(season, direction) => {
            season_of(season, direction, reference).unwrap_or_else(|| vague(direction))
        }
        Meaning::Weekday(weekday, clue) => exact(reference)
            .and_then(|reference| weekday_near(weekday, clue, reference))
            .map_or_else(|| format!("XXXX-WXX-{}", number(weekday) + 1), |day| day.to_string()),
        Meaning::Away(unit, count) => {
            reference.and_then(|reference| away(unit, count, reference)).unwrap_or_else(|| {
                vague(match count {
                    ..0 => Direction::Past,
                    0 => Direction::Present,
                    1.. => Direction::Future,
                })
            })
        }
    }
}

fn vague(direction: Direction) -> String {
    match direction {
        Direction::Past => "PAST_REF",
        Direction::Present => "PRESENT_REF",
        Direction::Future => "FUTURE_REF",
    }
    .to_string()
}

fn code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

/// The reference, if it is a day.
fn exact(reference: Option<PartialDate>) -> Option<Day> {
    reference.filter(|date| date.precision() == Precision::Day).map(PartialDate::first)
}

fn day_of(month: u8, day: u8, weekday: Option<Weekday>, clue: Clue, reference: PartialDate) -> Option<Day> {
    let now = reference.last();
    let year = now.ymd().0;
    let in_year = |years: i32| Day::from_ymd(year + years, month, day);
    if let Clue::Year(years) = clue {
        return in_year(years);
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
        Clue::Towards(Direction::Future) => near.find(|&day| day >= reference.first()),
        _ => near.take_while(|day| day.number() <= now.number() + AHEAD).last(),
    })
}

fn month_of(month: u8, clue: Clue, reference: PartialDate) -> Option<PartialDate> {
    let (year, now, _) = reference.first().ymd();
    let known = reference.precision() != Precision::Year;
    let years = match clue {
        Clue::Year(years) => years,
        Clue::Towards(Direction::Present) => 0,
        Clue::Towards(Direction::Past) if known => -i32::from(month >= now),
        Clue::Towards(Direction::Future) if known => i32::from(month < now),
        Clue::Closest if known && month.abs_diff(now) > 6 => {
            if month < now {
                1
            } else {
                -1
            }
        }
        Clue::Closest => 0,
        // The coming month is nearer than that of last year.
        Clue::Nearest if known && now == 12 && month == 1 => 1,
        Clue::Nearest if known => -i32::from(month > now + 1),
        _ => 0,
    };
    PartialDate::new(year + years, Some(month), None).ok()
}

fn season_of(season: Season, direction: Direction, reference: Option<PartialDate>) -> Option<String> {
    let reference = reference.filter(|date| date.precision() != Precision::Year)?;
    let (year, month, _) = reference.first().ymd();
    // Winter is that of the year in which it begins.
    let (first, last) = match season {
        Season::Spring => (3, 5),
        Season::Summer => (6, 8),
        Season::Autumn => (9, 11),
        Season::Winter => (12, 14),
    };
    let years = match direction {
        Direction::Past => -i32::from(month <= last),
        Direction::Present => -i32::from(season == Season::Winter && month <= 2),
        Direction::Future => i32::from(month >= first),
    };
    Some(format!("{:04}-{}", year + years, code(season)))
}

fn weekday_near(weekday: Weekday, clue: Clue, now: Day) -> Option<Day> {
    let (asked, today) = (number(weekday), number(now.weekday()));
    let back = (today - asked).rem_euclid(7);
    now.plus(match clue {
        Clue::Towards(Direction::Past) if back == 0 => -7,
        Clue::Towards(Direction::Present) => asked - today,
        Clue::Towards(Direction::Future) => 7 - back,
        _ => -back,
    })
}

/// The days from Monday on.
fn number(weekday: Weekday) -> i64 {
    weekday as i64
}

fn away(unit: Unit, count: i32, reference: PartialDate) -> Option<String> {
    let (year, month, _) = reference.first().ymd();
    match unit {
        Unit::Day => exact(Some(reference))?.plus(count.into()).map(|day| day.to_string()),
        Unit::Week => exact(Some(reference))?.plus(i64::from(count) * 7).map(week),
        Unit::Month if reference.precision() == Precision::Year => None,
        Unit::Month => {
            let months = year * 12 + i32::from(month) - 1 + count;
            let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
            PartialDate::new(months.div_euclid(12), Some(month), None).ok().map(|month| month.to_string())
        }
        Unit::Year => PartialDate::new(year + count, None, None).ok().map(|year| year.to_string()),
    }
}

/// The ISO week of a day: `2021-W33`. A week belongs to the year of its Thursday.
fn week(day: Day) -> String {
    let thursday = day.plus(3 - number(day.weekday())).unwrap_or(day);
    let (year, ..) = thursday.ymd();
    let first = PartialDate::Year(year).first();
    format!("{year:04}-W{:02}", (thursday.number() - first.number()) / 7 + 1)
}
