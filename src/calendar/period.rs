//! Days, weeks, months and years as bars of a histogram: which one holds a date, which comes next, and what it is called. Knows no articles.

use std::fmt;

use serde::{Serialize, Serializer};

use super::day::{Day, Weekday};
use super::partial::{PartialDate, Precision};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A day.
    Day,
    /// A week, Monday to Sunday. Source: ISO 8601.
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

impl Unit {
    /// Every unit, the shortest first.
    pub const ALL: [Unit; 4] = [Unit::Day, Unit::Week, Unit::Month, Unit::Year];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        }
    }
}

/// A day, week, month or year of the calendar. Written `2021-08-15`, `2021-W33`, `2021-08`, `2021`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: Day,
    unit: Unit,
}

impl Period {
    /// The period that a day is in.
    pub fn holding(day: Day, unit: Unit) -> Period {
        let (year, month, _) = day.ymd();
        let first = match unit {
            Unit::Day => day,
            // The first day of the calendar is a Monday, so that there is one before every day.
            Unit::Week => day.plus(-(day.weekday() as i64)).unwrap_or(Day::MIN),
            Unit::Month => PartialDate::Month(year, month).first(),
            Unit::Year => PartialDate::Year(year).first(),
        };
        Period { first, unit }
    }

    /// The period that a date is in; none where the date is less precise than the unit.
    pub fn of(date: PartialDate, unit: Unit) -> Option<Period> {
        let is_precise = match date.precision() {
            Precision::Day => true,
            Precision::Month => unit >= Unit::Month,
            Precision::Year => unit == Unit::Year,
        };
        is_precise.then(|| Period::holding(date.first(), unit))
    }

    /// Its first day.
    pub fn first(self) -> Day {
        self.first
    }

    /// How long it is.
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// The period behind it, unless that lies behind the year 9999.
    pub fn next(self) -> Option<Period> {
        let (year, month, _) = self.first.ymd();
        let first = match (self.unit, month) {
            (Unit::Day, _) => self.first.plus(1)?,
            (Unit::Week, _) => self.first.plus(7)?,
            (Unit::Month, 1..=11) => Day::from_ymd(year, month + 1, 1)?,
            (Unit::Month | Unit::Year, _) => Day::from_ymd(year + 1, 1, 1)?,
        };
        Some(Period { first, ..self })
    }

    /// How many periods there are from this one to a later one of the same unit, both counted.
    pub fn through(self, last: Period) -> u64 {
        let months = |day: Day| i64::from(day.ymd().0) * 12 + i64::from(day.ymd().1);
        let days = last.first.number() - self.first.number();
        let steps = match self.unit {
            Unit::Day => days,
            Unit::Week => days / 7,
            Unit::Month => months(last.first) - months(self.first),
            Unit::Year => (months(last.first) - months(self.first)) / 12,
        };
        u64::try_from(steps + 1).unwrap_or_default()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.first.ymd();
        match self.unit {
            Unit::Day => PartialDate::Day(year, month, day).fmt(f),
            Unit::Week => {
                let (year, week) = iso_week(self.first);
                write!(f, "{year:04}-W{week:02}")
            }
            Unit::Month => PartialDate::Month(year, month).fmt(f),
            Unit::Year => PartialDate::Year(year).fmt(f),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The year and the number of the week that begins on a Monday: both are those of its Thursday.
fn iso_week(monday: Day) -> (i32, i64) {
    debug_assert_eq!(monday.weekday(), Weekday::Monday);
    let thursday = monday.plus(3).unwrap_or(Day::MAX);
    let year = thursday.ymd().0;
    (year, (thursday.number() - PartialDate::Year(year).first().number()) / 7 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse::<PartialDate>().unwrap().first()
    }

    #[test]
    fn weeks_are_those_of_iso_8601() {
        for (date, week) in [
            ("2021-08-15", "2021-W32"),
            ("2021-08-16", "2021-W33"),
            ("2021-01-03", "2020-W53"),
            ("2020-12-31", "2020-W53"),
            ("2018-12-31", "2019-W01"),
            ("2016-01-01", "2015-W53"),
            ("0001-01-01", "0001-W01"),
            ("9999-12-31", "9999-W52"),
        ] {
            assert_eq!(Period::holding(day(date), Unit::Week).to_string(), week, "{date}");
        }
    }

    #[test]
    fn dates_are_in_periods_that_are_not_more_precise() {
        let of = |date: &str, unit| Period::of(date.parse().unwrap(), unit).map(|period| period.to_string());
        assert_eq!(of("2021-08-15", Unit::Month).as_deref(), Some("2021-08"));
        assert_eq!(of("2021-08", Unit::Month).as_deref(), Some("2021-08"));
        assert_eq!(of("2021", Unit::Year).as_deref(), Some("2021"));
        assert_eq!((of("2021-08", Unit::Week), of("2021-08", Unit::Day), of("2021", Unit::Month)), (None, None, None));
    }

    #[test]
    fn periods_follow_each_other_without_gaps() {
        for unit in Unit::ALL {
            let first = Period::holding(day("2019-12-30"), unit);
            let (mut period, mut count) = (first, 1);
            while period.first() < day("2024-03-01") {
                let next = period.next().unwrap();
                let eve = next.first().plus(-1).unwrap();
                assert_eq!((Period::holding(eve, unit), Period::holding(next.first(), unit)), (period, next));
                count += 1;
                assert_eq!(first.through(next), count);
                period = next;
            }
            assert_eq!(Period::holding(Day::MAX, unit).next(), None);
        }
    }
}
