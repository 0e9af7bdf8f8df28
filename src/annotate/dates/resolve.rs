//! From what expressions say to the values they have on the day the text came out. Knows no text and no language.

use super::expression::{
    Clue, Direction, Expression, Feast, Meaning, Origin, PartOfDay, Recurrence, Season, TimeOfDay, Unit,
};
use super::feast;
use crate::annotate::{DateMention, TimeKind};
use crate::calendar::{Day, PartialDate, Precision, Weekday};

/// A day without a year that lies at most so many days ahead is the coming one.
const AHEAD: i64 = 100;
/// So many bytes behind a year, a day without one may be of it, if it is so many years ago: news name the year of what is not their own.
const NEAR: usize = 120;
const LONG: i32 = 4;
/// A day without a year that is told as to come may lie so many days back.
const JUST_PAST: i64 = 90;
/// A month that is told as to come may lie so many months back.
const JUST_BEHIND: u8 = 2;
/// One that is told as past, so many days: it may be tomorrow elsewhere, and papers are dated ahead.
const JUST_AHEAD: i64 = 60;

/// The mentions of these expressions, which are in the order of the text, for a text that came out at `reference`.
pub fn resolve(found: &[Expression], reference: Option<PartialDate>) -> Vec<DateMention> {
    let mut resolver = Resolver { reference, last: None, quarter: None, quarterly: false, year: None, at: 0 };
    found.iter().map(|found| resolver.mention(found)).collect()
}

/// Where in time the text is.
struct Resolver {
    /// When it came out.
    reference: Option<PartialDate>,
    /// The date that it spoke of last.
    last: Option<PartialDate>,
    /// The quarter that it spoke of last: year and quarter.
    quarter: Option<(i32, u8)>,
    /// Whether what it compares is quarters, rather than longer periods that it spoke of since.
    quarterly: bool,
    /// The year that it named last, and the byte behind it.
    year: Option<(i32, usize)>,
    /// Where it is being read.
    at: usize,
}

impl Resolver {
    fn mention(&mut self, found: &Expression) -> DateMention {
        let meaning = match found.meaning {
            // `five days later`, of which nobody knows than what: how long is known at least.
            Meaning::Away(unit, count, Origin::LastSpokenOf)
                if count != 0 && self.away_from_last(unit, count).is_none() =>
            {
                Meaning::Duration(unit, Some(10 * count.abs()))
            }
            meaning => meaning,
        };
        self.at = found.start;
        let value = self.value(meaning);
        self.told(meaning, &value, found.end);
        if let Ok(date) = value.parse() {
            self.last = Some(date);
        }
        let (value, kind) = match found.time {
            Some(time) => (format!("{value}{}", time_code(time)), TimeKind::Time),
            None => (value, kind(meaning)),
        };
        DateMention { range: found.start..found.end, kind, value, modifier: found.modifier }
    }

    fn value(&mut self, meaning: Meaning) -> String {
        match meaning {
            Meaning::Date(date) => date.to_string(),
            Meaning::Decade(decade) => format!("{decade:03}"),
            Meaning::Century(century) => format!("{century:02}"),
            Meaning::Season(season, year) => format!("{year:04}-{}", code(season)),
            Meaning::SeasonOf(season, clue) => {
                self.season_of(season, clue).unwrap_or_else(|| format!("XXXX-{}", code(season)))
            }
            Meaning::SameSeason(season) => match self.last.or(self.reference) {
                Some(last) => format!("{:04}-{}", last.first().ymd().0, code(season)),
                None => format!("XXXX-{}", code(season)),
            },
            Meaning::Quarter(quarter, year) => self.spoken(year, quarter),
            Meaning::QuarterOf(quarter, clue) => match self.quarter_of(quarter, clue) {
                Some(year) => self.spoken(year, quarter),
                None => format!("XXXX-Q{quarter}"),
            },
            Meaning::LatestQuarter(back) => self.latest(back),
            Meaning::LastQuarter => match self.ended_quarter() {
                Some((year, quarter)) => self.spoken(year, quarter),
                None => vague(Direction::Past),
            },
            Meaning::QuarterOfYear(year) => match self.known_quarter() {
                Some((_, quarter)) => format!("{year:04}-Q{quarter}"),
                None => format!("{year:04}"),
            },
            Meaning::Half(half, year) => format!("{year:04}-H{half}"),
            Meaning::HalfOf(half, years) => match self.reference {
                Some(now) => format!("{:04}-H{half}", now.first().ymd().0 + years),
                None => format!("XXXX-H{half}"),
            },
            Meaning::YearBefore(_) if self.quarter.is_some() && self.quarterly => self.latest(1),
            Meaning::YearBefore(origin) => self.away(Unit::Year, -1, origin),
            Meaning::DayOf { month, day, weekday, clue } => self
                .year_told(clue)
                .and_then(|year| Day::from_ymd(year, month, day))
                .or_else(|| day_of(month, day, weekday, clue, self.reference?))
                .map_or_else(|| format!("XXXX-{month:02}-{day:02}"), |day| day.to_string()),
            Meaning::MonthOf(month, clue) => self
                .year_told(clue)
                .and_then(|year| PartialDate::new(year, Some(month), None).ok())
                .or_else(|| month_of(month, clue, self.reference?))
                .map_or_else(|| format!("XXXX-{month:02}"), |month| month.to_string()),
            Meaning::Weekday(weekday, clue) => exact(self.reference)
                .and_then(|reference| weekday_near(weekday, clue, reference))
                .map_or_else(|| format!("XXXX-WXX-{}", number(weekday) + 1), |day| day.to_string()),
            Meaning::WeekdayOf(weekday, weeks) => exact(self.reference)
                .and_then(|now| now.plus(7 * i64::from(weeks) + number(weekday) - number(now.weekday())))
                .map_or_else(|| format!("XXXX-WXX-{}", number(weekday) + 1), |day| day.to_string()),
            Meaning::Feast(feast, year, clue) => self.feast(feast, year, clue),
            Meaning::Away(unit, count, origin) => self.away(unit, count, origin),
            Meaning::Vaguely(_, direction, _) => vague(direction),
            Meaning::Same(unit) => self.same(unit),
            Meaning::Reference(direction) => vague(direction),
            Meaning::Duration(unit, amount) => {
                self.quarterly &= !(unit == Unit::Month && amount.is_some_and(|tenths| tenths > 30));
                duration(unit, amount)
            }
            Meaning::Every(unit, amount) => duration(unit, Some(amount)),
            Meaning::Recurring(Recurrence::Weekday(weekday)) => format!("XXXX-WXX-{}", number(weekday) + 1),
            Meaning::Recurring(Recurrence::Month(month)) => format!("XXXX-{month:02}"),
            Meaning::Recurring(Recurrence::Season(season)) => format!("XXXX-{}", code(season)),
        }
    }

    /// Keeps the year that a date names, and holds it as long as days of that year follow.
    fn told(&mut self, meaning: Meaning, value: &str, end: usize) {
        match (meaning, &mut self.year) {
            (Meaning::Date(date), _) => self.year = Some((date.first().ymd().0, end)),
            (Meaning::DayOf { .. } | Meaning::MonthOf(..), Some((year, at)))
                if value.starts_with(&format!("{year:04}-")) =>
            {
                *at = end;
            }
            _ => {}
        }
    }

    /// The year of a day or month without one, where the text tells of a time long past: `He came in 1832. On 30 May he left.`
    fn year_told(&self, clue: Clue) -> Option<i32> {
        let (year, end) = self.year.filter(|_| matches!(clue, Clue::Nearest | Clue::Behind))?;
        let now = self.reference?.first().ymd().0;
        (self.at.saturating_sub(end) <= NEAR && year <= now - LONG).then_some(year)
    }

    /// A quarter that the text speaks of.
    fn spoken(&mut self, year: i32, quarter: u8) -> String {
        self.quarter = Some((year, quarter));
        self.quarterly = true;
        format!("{year:04}-Q{quarter}")
    }

    /// The quarter spoken of last, or else the one that ended last.
    fn known_quarter(&self) -> Option<(i32, u8)> {
        self.quarter.or_else(|| self.ended_quarter())
    }

    /// The quarter that ended last.
    fn ended_quarter(&self) -> Option<(i32, u8)> {
        let (year, month, _) = self.reference.filter(|now| now.precision() != Precision::Year)?.first().ymd();
        Some(match (month - 1) / 3 {
            0 => (year - 1, 4),
            quarter => (year, quarter),
        })
    }

    fn latest(&mut self, back: i32) -> String {
        match self.known_quarter() {
            Some((year, quarter)) => {
                self.spoken(year, quarter);
                format!("{:04}-Q{quarter}", year - back)
            }
            None => vague(if back > 0 { Direction::Past } else { Direction::Present }),
        }
    }

    /// The year of a quarter: the one that began last, or the coming one.
    fn quarter_of(&self, quarter: u8, clue: Clue) -> Option<i32> {
        let now = self.reference?;
        let (year, month, _) = now.first().ymd();
        let current = (month - 1) / 3 + 1;
        Some(match clue {
            Clue::Year(years) => year + years,
            Clue::Towards(Direction::Past) => year - 1,
            _ if now.precision() == Precision::Year => year,
            Clue::Ahead | Clue::Towards(Direction::Future) => {
                year + i32::from(quarter < current && current - quarter > 1)
            }
            _ => year - i32::from(quarter > current),
        })
    }

    fn season_of(&self, season: Season, clue: Clue) -> Option<String> {
        let reference = self.reference.filter(|date| date.precision() != Precision::Year)?;
        let (year, month, _) = reference.first().ymd();
        // Winter is that of the year in which it begins.
        let (first, last) = months(season);
        let years = match clue {
            Clue::Year(years) => years,
            Clue::Towards(Direction::Past) => -i32::from(month <= last),
            Clue::Towards(Direction::Future) => i32::from(month >= first),
            Clue::Ahead => i32::from(month > last),
            Clue::Towards(Direction::Present) => -i32::from(season == Season::Winter && month <= 2),
            Clue::Nearest | Clue::Closest | Clue::Behind => -i32::from(month < first),
        };
        Some(format!("{:04}-{}", year + years, code(season)))
    }

    fn feast(&mut self, feast: Feast, year: Option<i32>, clue: Clue) -> String {
        let day = match (year, exact(self.reference)) {
            (Some(year), _) => feast::day(feast, year),
            (None, Some(now)) => feast::near(feast, clue, now),
            (None, None) => None,
        };
        let unknown = || match feast {
            Feast::Fixed(month, day) => format!("XXXX-{month:02}-{day:02}"),
            Feast::Nth { month, .. } => format!("XXXX-{month:02}"),
            Feast::Easter(_) => "XXXX".to_string(),
        };
        day.map_or_else(unknown, |day| day.to_string())
    }

    fn away(&self, unit: Unit, count: i32, origin: Origin) -> String {
        let found = match origin {
            Origin::Publication => self.reference.and_then(|from| away(unit, count, from)),
            Origin::LastSpokenOf => self.away_from_last(unit, count),
        };
        found.unwrap_or_else(|| {
            vague(match count {
                ..0 => Direction::Past,
                0 => Direction::Present,
                1.. => Direction::Future,
            })
        })
    }

    /// So far from the date spoken of last, or else from the publication.
    fn away_from_last(&self, unit: Unit, count: i32) -> Option<String> {
        away(unit, count, self.last.or(self.reference)?)
    }

    /// The unit in which the date lies that was spoken of last.
    fn same(&self, unit: Unit) -> String {
        let same = |from: Option<PartialDate>| from.and_then(|from| away(unit, 0, from));
        same(self.last).or_else(|| same(self.reference)).unwrap_or_else(|| vague(Direction::Past))
    }
}

fn kind(meaning: Meaning) -> TimeKind {
    match meaning {
        Meaning::Duration(..) => TimeKind::Duration,
        Meaning::Every(..) | Meaning::Recurring(_) => TimeKind::Set,
        _ => TimeKind::Date,
    }
}

fn time_code(time: TimeOfDay) -> String {
    match time {
        TimeOfDay::Part(PartOfDay::Morning) => "TMO".to_string(),
        TimeOfDay::Part(PartOfDay::Afternoon) => "TAF".to_string(),
        TimeOfDay::Part(PartOfDay::Evening) => "TEV".to_string(),
        TimeOfDay::Part(PartOfDay::Night) => "TNI".to_string(),
        TimeOfDay::Clock(hour, minute) => format!("T{hour:02}:{minute:02}"),
    }
}

/// How long, as TIMEX3 writes it: `P2Y`, `PT10H`, `PXD`.
fn duration(unit: Unit, amount: Option<i32>) -> String {
    let (letter, times) = match unit {
        Unit::Second => ("S", 1),
        Unit::Minute => ("M", 1),
        Unit::Hour => ("H", 1),
        Unit::Day => ("D", 1),
        Unit::Night => ("NI", 1),
        Unit::Week => ("W", 1),
        Unit::Fortnight => ("W", 2),
        Unit::Weekend => ("WE", 1),
        Unit::Month => ("M", 1),
        Unit::Quarter => ("Q", 1),
        Unit::Year => ("Y", 1),
        Unit::Decade => ("Y", 10),
        Unit::Century => ("Y", 100),
        Unit::Millennium => ("Y", 1000),
    };
    let time = if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour | Unit::Night) { "T" } else { "" };
    let number = match amount.map(|tenths| tenths * times) {
        None => "X".to_string(),
        Some(tenths) if tenths % 10 == 0 => (tenths / 10).to_string(),
        Some(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
    };
    format!("P{time}{number}{letter}")
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

/// The first and the last month of a season; of winter, counted on from the year in which it begins.
fn months(season: Season) -> (u8, u8) {
    match season {
        Season::Spring => (3, 5),
        Season::Summer => (6, 8),
        Season::Autumn => (9, 11),
        Season::Winter => (12, 14),
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
        Clue::Ahead => near.find(|&day| day.number() >= now.number() - JUST_PAST),
        Clue::Towards(Direction::Future) => near.find(|&day| day >= reference.first()),
        Clue::Behind => near.take_while(|day| day.number() <= now.number() + JUST_AHEAD).last(),
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
        Clue::Nearest if known => -i32::from(month > now + 2),
        _ => 0,
    };
    PartialDate::new(year + years, Some(month), None).ok()
}

fn weekday_near(weekday: Weekday, clue: Clue, now: Day) -> Option<Day> {
    let (asked, today) = (number(weekday), number(now.weekday()));
    let back = (today - asked).rem_euclid(7);
    now.plus(match clue {
        Clue::Towards(Direction::Past) if back == 0 => -7,
        Clue::Towards(Direction::Present) => asked - today,
        Clue::Towards(Direction::Future) => 7 - back,
        Clue::Ahead | Clue::Closest if back > 0 => 7 - back,
        _ => -back,
    })
}

/// The days from Monday on.
fn number(weekday: Weekday) -> i64 {
    weekday as i64
}

fn away(unit: Unit, count: i32, from: PartialDate) -> Option<String> {
    let (year, month, _) = from.first().ymd();
    let coarse = from.precision() == Precision::Year;
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => exact(Some(from)).map(|day| day.to_string()),
        Unit::Day | Unit::Night => exact(Some(from))?.plus(count.into()).map(|day| day.to_string()),
        Unit::Week => exact(Some(from))?.plus(i64::from(count) * 7).map(week),
        Unit::Fortnight => exact(Some(from))?.plus(i64::from(count) * 14).map(week),
        Unit::Weekend => weekend(exact(Some(from))?, count),
        Unit::Month if coarse => None,
        Unit::Month => {
            let months = year * 12 + i32::from(month) - 1 + count;
            let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
            PartialDate::new(months.div_euclid(12), Some(month), None).ok().map(|month| month.to_string())
        }
        Unit::Quarter if coarse => None,
        Unit::Quarter => {
            let quarters = year * 4 + (i32::from(month) - 1) / 3 + count;
            Some(format!("{:04}-Q{}", quarters.div_euclid(4), quarters.rem_euclid(4) + 1))
        }
        Unit::Year => year_away(year, count).map(|year| year.to_string()),
        Unit::Decade if count == 0 => Some(format!("{:03}", year / 10)),
        Unit::Decade => year_away(year, count.checked_mul(10)?).map(|year| year.to_string()),
        Unit::Century => {
            year_away(year, count.checked_mul(100)?).map(|year| format!("{:02}", year.first().ymd().0 / 100))
        }
        Unit::Millennium => None,
    }
}

fn year_away(year: i32, count: i32) -> Option<PartialDate> {
    PartialDate::new(year.checked_add(count)?, None, None).ok()
}

/// The weekend before, of, or after the week of a day; on a weekend that one is `this`.
fn weekend(now: Day, count: i32) -> Option<String> {
    let weeks = if count <= 0 && number(now.weekday()) < 5 { count.min(-1) } else { count };
    now.plus(7 * i64::from(weeks)).map(|day| format!("{}-WE", week(day)))
}

/// The ISO week of a day: `2021-W33`. A week belongs to the year of its Thursday.
fn week(day: Day) -> String {
    let thursday = day.plus(3 - number(day.weekday())).unwrap_or(day);
    let (year, ..) = thursday.ymd();
    let first = PartialDate::Year(year).first();
    format!("{year:04}-W{:02}", (thursday.number() - first.number()) / 7 + 1)
}
