//! A civil day as a number, for sorting and ranges: proleptic Gregorian, years 1 to 9999. Knows no clock and no
//! time zone.

use std::fmt;

/// The days from 0001-01-01 to 1970-01-01.
const EPOCH: i64 = 719_162;
/// The days of a common year before each month.
const BEFORE_MONTH: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// A civil day, counted from 1970-01-01 (which is 0; earlier days are negative).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weekday {
    /// The first day of the week; 0 as a number.
    Monday,
    /// 1 as a number.
    Tuesday,
    /// 2 as a number.
    Wednesday,
    /// 3 as a number.
    Thursday,
    /// 4 as a number.
    Friday,
    /// 5 as a number.
    Saturday,
    /// The last day of the week; 6 as a number.
    Sunday,
}

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

impl Day {
    /// 0001-01-01.
    pub const MIN: Day = Day(-EPOCH);
    /// 9999-12-31.
    pub const MAX: Day = Day(before_year(10_000) - EPOCH - 1);

    /// The day with this number, if it lies in the years 1 to 9999.
    pub fn from_number(number: i64) -> Option<Day> {
        (Day::MIN.0..=Day::MAX.0).contains(&number).then_some(Day(number))
    }

    /// The days from 1970-01-01 to this day.
    pub fn number(self) -> i64 {
        self.0
    }

    /// The day of this year, month (1 to 12) and day of the month, if there is one.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Day> {
        let real = (1..=9999).contains(&year) && (1..=month_length(year, month)).contains(&day);
        real.then(|| Day(before_year(year.into()) + before_month(year, month) + i64::from(day) - 1 - EPOCH))
    }

    /// Year, month (1 to 12) and day of the month.
    pub fn ymd(self) -> (i32, u8, u8) {
        let since = self.0 + EPOCH;
        // The mean year is a guess that is off by one at most, in either direction.
        let mut year = since * 400 / 146_097 + 1;
        if before_year(year) > since {
            year -= 1;
        } else if before_year(year + 1) <= since {
            year += 1;
        }
        let of_year = since - before_year(year);
        let year = year as i32;
        let month = (2..=12).rev().find(|&month| before_month(year, month) <= of_year).unwrap_or(1);
        (year, month, (of_year - before_month(year, month) + 1) as u8)
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        WEEK[(self.0 + 3).rem_euclid(7) as usize]
    }

    /// The day that many days later (earlier if negative), if it lies in the years 1 to 9999.
    pub fn plus(self, days: i64) -> Option<Day> {
        self.0.checked_add(days).and_then(Day::from_number)
    }
}

/// `YYYY-MM-DD`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The number of days of a month (1 to 12) of that year; 0 for a month that does not exist.
pub fn month_length(year: i32, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The days from 0001-01-01 to the first of January of `year`, which is 1 or later.
const fn before_year(year: i64) -> i64 {
    let past = year - 1;
    365 * past + past / 4 - past / 100 + past / 400
}

/// The days of `year` before `month`, which is 1 to 12.
fn before_month(year: i32, month: u8) -> i64 {
    BEFORE_MONTH[usize::from(month) - 1] + i64::from(month > 2 && is_leap(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_follows_the_one_before() {
        let (mut number, mut weekday) = (Day::MIN.number(), 0);
        for year in 1..=9999 {
            for month in 1..=12 {
                for day in 1..=month_length(year, month) {
                    let this = Day::from_ymd(year, month, day).unwrap();
                    assert_eq!((this.number(), this.ymd()), (number, (year, month, day)));
                    assert_eq!(this.weekday(), WEEK[weekday % 7]);
                    number += 1;
                    weekday += 1;
                }
            }
        }
        assert_eq!(number - 1, Day::MAX.number());
    }

    #[test]
    fn known_days() {
        assert_eq!(Day::from_ymd(1970, 1, 1).unwrap().number(), 0);
        assert_eq!(Day::from_ymd(1969, 12, 31).unwrap().number(), -1);
        assert_eq!(Day::from_ymd(2021, 8, 15).unwrap().number(), 18_854);
        assert_eq!(Day::from_ymd(2021, 8, 15).unwrap().weekday(), Weekday::Sunday);
        assert_eq!(Day::from_ymd(1, 2, 3).unwrap().to_string(), "0001-02-03");
    }

    #[test]
    fn what_is_no_day_is_none() {
        for (year, month, day) in [
            (2021, 2, 29),
            (1900, 2, 29),
            (2021, 0, 1),
            (2021, 13, 1),
            (2021, 1, 0),
            (0, 1, 1),
            (10_000, 1, 1),
            (-4, 2, 1),
        ] {
            assert_eq!(Day::from_ymd(year, month, day), None, "{year}-{month}-{day}");
        }
        assert!(Day::from_ymd(2000, 2, 29).is_some());
        assert_eq!(Day::MAX.plus(1), None);
        assert_eq!(Day::MIN.plus(i64::MIN), None);
    }
}
