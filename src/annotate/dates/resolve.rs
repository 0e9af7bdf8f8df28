//! From what expressions say to the values they have on the day the text came out. Knows no text and no language.

use super::away::away;
use super::expression::{Clue, Direction, Expression, Feast, Meaning, Origin, Recurrence, Unit};
use super::feast;
use super::nearest::{day_of, month_of, number, quarter_of, season_of, weekday_near};
use super::timex::{code, duration, kind, time_code, vague};
use crate::annotate::{DateMention, TimeKind};
use crate::calendar::{Day, PartialDate, Precision};

/// So many bytes behind a year, a day without one may be of it, if it is so many years ago: news name the year of what is not their own.
const NEAR: usize = 120;
const LONG: i32 = 4;
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
            // The morning of some day in the past is no more than the past.
            Some(time) if !value.ends_with("REF") => (format!("{value}{}", time_code(time)), TimeKind::Time),
            _ => (value, kind(meaning)),
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
                let year = self.reference.and_then(|reference| season_of(season, clue, reference));
                year.map_or_else(|| format!("XXXX-{}", code(season)), |year| format!("{year:04}-{}", code(season)))
            }
            Meaning::SameSeason(season) => match self.last.or(self.reference) {
                Some(last) => format!("{:04}-{}", last.first().ymd().0, code(season)),
                None => format!("XXXX-{}", code(season)),
            },
            Meaning::Quarter(quarter, year) => self.spoken(year, quarter),
            Meaning::QuarterOf(quarter, clue) => match self.reference {
                Some(now) => self.spoken(quarter_of(quarter, clue, now), quarter),
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
        let direction = match count {
            ..0 => Direction::Past,
            0 if origin == Origin::Publication => Direction::Present,
            // `that night`: nobody says now of what he tells so.
            0 => Direction::Past,
            1.. => Direction::Future,
        };
        found.unwrap_or_else(|| vague(direction))
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

/// The reference, if it is a day.
fn exact(reference: Option<PartialDate>) -> Option<Day> {
    reference.filter(|date| date.precision() == Precision::Day).map(PartialDate::first)
}
