//! From what expressions say to the values they have on the day the text came out. Knows no text and no language.

use super::away::away;
use super::expression::{Clue, Direction, Expression, Feast, Meaning, Origin, Recurrence, Unit};
use super::feast;
use super::nearest::{day_of, month_of, number, season_of, weekday_near};
use super::quarters::Quarters;
use super::timex::{code, duration, kind, time_code, vague};
use crate::annotate::{DateMention, TimeKind};
use crate::calendar::{Day, PartialDate, Precision, Weekday};

/// The mentions of these expressions, which are in the order of the text, for a text that came out at `reference`.
pub fn resolve(found: &[Expression], reference: Option<PartialDate>) -> Vec<DateMention> {
    let mut resolver = Resolver { reference, last: None, quarters: Quarters::new(reference) };
    found.iter().map(|found| resolver.mention(found)).collect()
}

/// Where in time the text is.
struct Resolver {
    /// When it came out.
    reference: Option<PartialDate>,
    /// The date that it spoke of last.
    last: Option<PartialDate>,
    /// The quarters that it speaks of.
    quarters: Quarters,
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
        let value = self.value(meaning);
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
        if let Some(value) = self.quarters.value(meaning) {
            return value;
        }
        match meaning {
            Meaning::Date(date) => date.to_string(),
            Meaning::Decade(decade) => format!("{decade:03}"),
            Meaning::Century(century) => format!("{century:02}"),
            Meaning::Half(half, year) => format!("{year:04}-H{half}"),
            Meaning::HalfOf(half, years) => match self.reference.and_then(|now| away(Unit::Year, years, now)) {
                Some(year) => format!("{year}-H{half}"),
                None => format!("XXXX-H{half}"),
            },
            Meaning::YearBefore => self.away(Unit::Year, -1, Origin::LastSpokenOf),
            Meaning::Feast(feast, year, clue) => self.feast(feast, year, clue),
            Meaning::Away(unit, count, origin) => self.away(unit, count, origin),
            Meaning::Reference(direction) => vague(direction),
            Meaning::Same(unit) => self.same(unit),
            Meaning::Duration(unit, amount) => duration(unit, amount),
            Meaning::Every(unit, amount) => duration(unit, Some(amount)),
            named => self.named(named),
        }
    }

    /// The value of what is called by a name, of which there are many: a day, month or season.
    fn named(&self, meaning: Meaning) -> String {
        let from = |clue: Clue| if clue.is_from_last() { self.last.or(self.reference) } else { self.reference };
        let some_weekday = |weekday: Weekday| format!("XXXX-WXX-{}", number(weekday) + 1);
        match meaning {
            Meaning::DayOf { month, day, weekday, clue } => from(clue)
                .and_then(|reference| day_of(month, day, weekday, clue, reference))
                .map_or_else(|| format!("XXXX-{month:02}-{day:02}"), |day| day.to_string()),
            Meaning::MonthOf(month, clue) => from(clue)
                .and_then(|reference| month_of(month, clue, reference))
                .map_or_else(|| format!("XXXX-{month:02}"), |month| month.to_string()),
            Meaning::Weekday(weekday, clue) => exact(from(clue))
                .and_then(|reference| weekday_near(weekday, clue, reference))
                .map_or_else(|| some_weekday(weekday), |day| day.to_string()),
            Meaning::WeekdayOf(weekday, weeks) => exact(self.reference)
                .and_then(|now| now.plus(7 * i64::from(weeks) + number(weekday) - number(now.weekday())))
                .map_or_else(|| some_weekday(weekday), |day| day.to_string()),
            Meaning::Season(season, year) => format!("{year:04}-{}", code(season)),
            Meaning::SeasonOf(season, clue) => from(clue)
                .and_then(|reference| season_of(season, clue, reference))
                .map_or_else(|| format!("XXXX-{}", code(season)), |year| format!("{year:04}-{}", code(season))),
            Meaning::SameSeason(season) => match self.last.or(self.reference) {
                Some(last) => format!("{:04}-{}", last.first().ymd().0, code(season)),
                None => format!("XXXX-{}", code(season)),
            },
            Meaning::Recurring(Recurrence::Weekday(weekday)) => some_weekday(weekday),
            Meaning::Recurring(Recurrence::Month(month)) => format!("XXXX-{month:02}"),
            Meaning::Recurring(Recurrence::Season(season)) => format!("XXXX-{}", code(season)),
            _ => vague(Direction::Present),
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
