//! From what a rule found to what it means: one expression for each part. Knows no values, which depend on when the text came out.

use super::expression::{
    Clue, Direction, Expression, Feast, Meaning, Modifier, Origin, PartOfDay, Recurrence, Season, TimeOfDay, Unit,
};
use super::language::{Class, Gaps, Head, PARTS, Rule, UNITS};
use super::matching::{MOST_PARTS, Match};
use super::outlook::{clue, looks_ahead};
use super::reading::Reading;
use crate::calendar::{PartialDate, Weekday, month_length};

/// What was found of one part of an expression.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    /// Its first token, and behind its last.
    tokens: Option<(usize, usize)>,
    year: Option<i32>,
    month: Option<i32>,
    day: Option<i32>,
    weekday: Option<i32>,
    season: Option<i32>,
    decade: Option<i32>,
    ordinal: Option<i32>,
    which: Option<i32>,
    unit: Option<i32>,
    amount: Option<i32>,
    part: Option<i32>,
    clock: Option<i32>,
}

/// Adds the expressions that a match stands for.
pub(super) fn expressions(r: &Reading, found: &Match, all: &mut Vec<Expression>) {
    let rule = &r.language.rules[usize::from(found.rule)];
    let mut parts = [Found::default(); MOST_PARTS];
    for capture in found.captures.iter().filter(|capture| capture.part < MOST_PARTS) {
        let part = &mut parts[capture.part];
        let first = part.tokens.map_or(capture.tokens.0, |tokens| tokens.0);
        part.tokens = Some((first, capture.tokens.1));
        if let Some((class, value)) = capture.sense {
            part.take(class, value);
        }
    }
    lend(&mut parts);
    for (number, part) in parts.into_iter().enumerate() {
        let Some((first, behind)) = part.tokens else { continue };
        let Some(meaning) = meaning(r, rule, &part, (first, behind)) else { continue };
        let meaning = if number > 0 { behind_another(meaning) } else { meaning };
        let time = part.time(rule);
        let modifier = rule.setting("mod").and_then(Modifier::from_name);
        all.push(Expression { start: r.start(first), end: r.end(behind - 1), meaning, time, modifier });
    }
}

impl Found {
    fn take(&mut self, class: Class, value: i32) {
        let place = match class {
            Class::Month => &mut self.month,
            Class::Weekday | Class::Weekdays => &mut self.weekday,
            Class::Season => &mut self.season,
            Class::Unit | Class::Units => &mut self.unit,
            Class::Part | Class::Parts => &mut self.part,
            Class::Which => &mut self.which,
            Class::Number => &mut self.amount,
            Class::Ordinal | Class::Quarter => &mut self.ordinal,
            Class::Decade => &mut self.decade,
            Class::Day => &mut self.day,
            Class::Year => &mut self.year,
            Class::Clock => &mut self.clock,
            Class::HalfDay | Class::Plural | Class::Name | Class::Word => return,
        };
        *place = Some(value);
    }

    fn unit(&self, rule: &Rule) -> Option<Unit> {
        let named = || UNITS.iter().position(|name| rule.setting("unit") == Some(name)).map(|place| place as i32);
        unit(self.unit.or_else(named)?)
    }

    /// A number of units in tenths.
    fn amount(&self, rule: &Rule) -> Option<i32> {
        self.amount.or_else(|| rule.number("amount").map(|amount| amount * 10))
    }

    fn time(&self, rule: &Rule) -> Option<TimeOfDay> {
        let named = || PARTS.iter().position(|name| rule.setting("part") == Some(name)).map(|place| place as i32);
        let clock = rule.setting("at").and_then(|at| at.split_once(':'));
        let clock = clock.and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
        let clock = self.clock.map(|minutes| ((minutes / 60) as u8, (minutes % 60) as u8)).or(clock);
        let part = || self.part.or_else(named).and_then(part_of_day).map(TimeOfDay::Part);
        clock.map(|(hour, minute)| TimeOfDay::Clock(hour, minute)).or_else(part)
    }
}

/// Of a range or a list, all but the first are told by those before: `from 28 August to 14 September`.
fn behind_another(meaning: Meaning) -> Meaning {
    match meaning {
        Meaning::DayOf { month, day, weekday, clue } if !matches!(clue, Clue::Year(_) | Clue::SameYear) => {
            Meaning::DayOf { month, day, weekday, clue: Clue::After }
        }
        Meaning::MonthOf(month, clue) if !matches!(clue, Clue::Year(_) | Clue::SameYear) => {
            Meaning::MonthOf(month, Clue::After)
        }
        Meaning::Weekday(weekday, _) => Meaning::Weekday(weekday, Clue::Beside),
        other => other,
    }
}

/// What is named together lends each other its year and month: `June 24 and 25, 2020`. So do the units of `two or three years`.
fn lend(parts: &mut [Found; MOST_PARTS]) {
    for at in (0..MOST_PARTS - 1).rev() {
        let behind = parts[at + 1];
        let part = &mut parts[at];
        if part.tokens.is_some() && behind.tokens.is_some() {
            part.year = part.year.or(behind.year);
            part.month = part.month.or(if part.day.is_some() { behind.month } else { None });
        }
    }
    for at in 1..MOST_PARTS {
        let before = parts[at - 1];
        let part = &mut parts[at];
        part.month = part.month.or(if part.day.is_some() { before.month } else { None });
    }
}

fn meaning(r: &Reading, rule: &Rule, found: &Found, tokens: (usize, usize)) -> Option<Meaning> {
    match rule.head {
        Head::Date => date(r, rule, found, tokens),
        Head::Decade => found.decade.map(Meaning::Decade),
        Head::Century => {
            found.ordinal.filter(|number| (10..=30).contains(number)).map(|number| Meaning::Century(number - 1))
        }
        Head::Quarter => quarter(r, rule, found, tokens),
        Head::Half => half(rule, found),
        Head::Latest => latest(rule, found),
        Head::YearBefore => Some(Meaning::YearBefore),
        Head::Away => away(r, rule, found, tokens, Origin::Publication),
        Head::Then => away(r, rule, found, tokens, Origin::LastSpokenOf),
        Head::That => that(rule, found),
        Head::Clock => Some(Meaning::Same(Unit::Day)),
        Head::Feast => feast(r, rule, found, tokens),
        Head::Duration => Some(Meaning::Duration(found.unit(rule)?, found.amount(rule))),
        Head::Every => Some(Meaning::Every(found.unit(rule)?, found.amount(rule).unwrap_or(10))),
        Head::Recurring => recurring(found),
        Head::Vague => direction_named(rule.setting("to")?).map(Meaning::Reference),
    }
}

fn date(r: &Reading, rule: &Rule, found: &Found, tokens: (usize, usize)) -> Option<Meaning> {
    let weekday = found.weekday.and_then(weekday);
    let month = found.month.map(|month| month as u8);
    // The fourth of a month may be written with the word.
    let day = found.day.or(found.ordinal.filter(|_| month.is_some())).map(|day| day as u8);
    let years = rule.number("years");
    let clue = || match (years, found.which.map(direction)) {
        (Some(years), _) => Clue::Year(years),
        (None, Some(direction)) => Clue::Towards(direction),
        (None, None) => match rule.setting("from") {
            Some("before") => Clue::Before,
            Some("that") => Clue::SameYear,
            Some(_) => Clue::After,
            None => clue(r, tokens),
        },
    };
    if let Some(nth) = rule.setting("nth") {
        let nth = if nth == "last" { 0 } else { found.ordinal.filter(|nth| (1..=4).contains(nth))? };
        let feast = Feast::Nth { month: month?, weekday: weekday?, nth: nth as u8, plus: 0 };
        return Some(Meaning::Feast(feast, found.year, clue()));
    }
    if let Some(weeks) = rule.number("weeks") {
        return Some(Meaning::WeekdayOf(weekday?, weeks));
    }
    match (found.year.or(rule.number("year")), month, day) {
        (Some(year), month, day) if found.season.is_none() => {
            PartialDate::new(year, month, day).ok().map(Meaning::Date)
        }
        (Some(year), ..) => Some(Meaning::Season(season(found.season?)?, year)),
        (None, Some(month), Some(day)) => {
            /// Any leap year.
            const LEAP: i32 = 2000;
            (day <= month_length(LEAP, month)).then(|| Meaning::DayOf { month, day, weekday, clue: clue() })
        }
        (None, Some(month), None) => Some(Meaning::MonthOf(month, clue())),
        _ => match found.season {
            Some(name) => Some(Meaning::SeasonOf(season(name)?, clue())),
            None if r.gap(tokens.1 - 1) == Gaps::POSSESSIVE => {
                Some(Meaning::Weekday(weekday?, clue_of_owner(r, tokens, clue())))
            }
            None => Some(Meaning::Weekday(weekday?, clue())),
        },
    }
}

/// `Friday's ruling` has been made, whatever is to come of it, unless something is said to be ahead of it.
fn clue_of_owner(r: &Reading, tokens: (usize, usize), told: Clue) -> Clue {
    match told {
        _ if looks_ahead(r, tokens.0) => Clue::Ahead,
        Clue::Ahead => Clue::Behind,
        told => told,
    }
}

fn quarter(r: &Reading, rule: &Rule, found: &Found, tokens: (usize, usize)) -> Option<Meaning> {
    let quarter = found.ordinal.filter(|number| (1..=4).contains(number))? as u8;
    if let Some(year) = found.year {
        return Some(Meaning::Quarter(quarter, year));
    }
    let clue = match (rule.number("years"), rule.number("back")) {
        (Some(years), _) => Clue::Year(years),
        (None, Some(_)) => Clue::Towards(Direction::Past),
        (None, None) => clue(r, tokens),
    };
    Some(Meaning::QuarterOf(quarter, clue))
}

fn half(rule: &Rule, found: &Found) -> Option<Meaning> {
    let half = found.ordinal.filter(|number| (1..=2).contains(number))? as u8;
    let known = found.year.map(|year| Meaning::Half(half, year));
    known.or_else(|| rule.number("years").map(|years| Meaning::HalfOf(half, years)))
}

/// The quarter that the text is about, or the same period of a year that is named.
fn latest(rule: &Rule, found: &Found) -> Option<Meaning> {
    match found.year {
        Some(year) => Some(Meaning::QuarterOfYear(year)),
        None if rule.setting("ended").is_some() => Some(Meaning::LastQuarter),
        None => Some(Meaning::LatestQuarter(rule.number("back").unwrap_or(0))),
    }
}

fn away(r: &Reading, rule: &Rule, found: &Found, tokens: (usize, usize), origin: Origin) -> Option<Meaning> {
    // `the next morning` is that of the next day.
    let unit = found.unit(rule).or(found.part.map(|_| Unit::Day))?;
    if let Some(which) = found.which {
        return Some(Meaning::Away(unit, which, origin));
    }
    let sign = rule.number("sign")?;
    match found.amount(rule) {
        Some(0) if unit == Unit::Weekend => {
            Some(Meaning::Away(unit, i32::from(clue(r, tokens) == Clue::Ahead), origin))
        }
        Some(amount) => Some(Meaning::Away(unit, sign * amount / 10, origin)),
        // Nobody knows how many: `several years ago`.
        None => Some(Meaning::Reference(if sign < 0 { Direction::Past } else { Direction::Future })),
    }
}

fn that(rule: &Rule, found: &Found) -> Option<Meaning> {
    match found.season {
        Some(name) => Some(Meaning::SameSeason(season(name)?)),
        None => Some(Meaning::Same(found.unit(rule)?)),
    }
}

fn feast(r: &Reading, rule: &Rule, found: &Found, tokens: (usize, usize)) -> Option<Meaning> {
    let clue = rule.number("which").map_or_else(|| clue(r, tokens), |which| Clue::Towards(direction(which)));
    Some(Meaning::Feast(feast_named(rule.setting("on")?)?, found.year, clue))
}

/// `12-25`, `11-thu-4`, `11-thu-4+1`, `05-mon-last`, `easter-2`.
pub(super) fn feast_named(name: &str) -> Option<Feast> {
    if let Some(days) = name.strip_prefix("easter") {
        return days.parse().ok().map(Feast::Easter);
    }
    let mut parts = name.split('-');
    let (month, second) = (parts.next()?.parse().ok()?, parts.next()?);
    let Some(nth) = parts.next() else { return second.parse().ok().map(|day| Feast::Fixed(month, day)) };
    let (nth, plus) = nth.split_once('+').unwrap_or((nth, "0"));
    let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let weekday = weekday(week.iter().position(|day| *day == second)? as i32 + 1)?;
    let nth = if nth == "last" { 0 } else { nth.parse().ok()? };
    Some(Feast::Nth { month, weekday, nth, plus: plus.parse().ok()? })
}

fn recurring(found: &Found) -> Option<Meaning> {
    let of_weekday = found.weekday.and_then(weekday).map(Recurrence::Weekday);
    let of_month = found.month.map(|month| Recurrence::Month(month as u8));
    let of_season = || found.season.and_then(season).map(Recurrence::Season);
    of_weekday.or(of_month).or_else(of_season).map(Meaning::Recurring)
}

fn direction_named(name: &str) -> Option<Direction> {
    match name {
        "past" => Some(Direction::Past),
        "present" => Some(Direction::Present),
        "future" => Some(Direction::Future),
        _ => None,
    }
}

fn direction(which: i32) -> Direction {
    match which {
        ..0 => Direction::Past,
        0 => Direction::Present,
        1.. => Direction::Future,
    }
}

fn weekday(number: i32) -> Option<Weekday> {
    use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday].get(usize::try_from(number - 1).ok()?).copied()
}

fn season(number: i32) -> Option<Season> {
    [Season::Spring, Season::Summer, Season::Autumn, Season::Winter].get(usize::try_from(number).ok()?).copied()
}

fn part_of_day(number: i32) -> Option<PartOfDay> {
    use PartOfDay::{Afternoon, Evening, Morning, Night};
    [Morning, Afternoon, Evening, Night].get(usize::try_from(number).ok()?).copied()
}

fn unit(number: i32) -> Option<Unit> {
    use Unit::{
        Century, Day, Decade, Fortnight, Hour, Millennium, Minute, Month, Night, Quarter, Second, Week, Weekend, Year,
    };
    let units =
        [Second, Minute, Hour, Day, Night, Week, Fortnight, Weekend, Month, Quarter, Year, Decade, Century, Millennium];
    units.get(usize::try_from(number).ok()?).copied()
}
