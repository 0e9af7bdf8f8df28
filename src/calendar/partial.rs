//! A date as precise as its source: a year, a month or a day. Knows no ranges and no words such as "yesterday".

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::day::{Day, month_length};

/// A year (1 to 9999), a month (1 to 12) of a year, or a day of a month. Written `2021`, `2021-08`, `2021-08-18`.
///
/// Make one from numbers with [`PartialDate::new`], which refuses what is in no calendar. A variant that is filled
/// by hand with such a date stands for the nearest real one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum PartialDate {
    /// Some day of this year.
    Year(i32),
    /// Some day of this month: year, month.
    Month(i32, u8),
    /// Exactly this day: year, month, day of the month.
    Day(i32, u8, u8),
}

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// All of it.
    Day,
    /// Year and month, but not which day.
    Month,
    /// The year alone.
    Year,
}

/// Why a text or numbers are no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text has none of the three forms, or there is a day without a month.
    #[error("not a date")]
    NotADate,
    /// The year is before 1 or after 9999.
    #[error("years go from 0001 to 9999")]
    NoSuchYear,
    /// The month is not from 1 to 12.
    #[error("there is no month {month}")]
    NoSuchMonth {
        /// The number that was given.
        month: u8,
    },
    /// The month is real, but does not have that day.
    #[error("there is no day {day} in that month, which ends on {last}")]
    NoSuchDay {
        /// The day of the month that was given.
        day: u8,
        /// The last real day of that month.
        last: Day,
    },
}

impl PartialDate {
    /// The date of these parts; a day needs a month.
    ///
    /// # Errors
    /// The first part that is in no calendar; [`DateError::NotADate`] for a day without a month.
    pub fn new(year: i32, month: Option<u8>, day: Option<u8>) -> Result<PartialDate, DateError> {
        if !(1..=9999).contains(&year) {
            return Err(DateError::NoSuchYear);
        }
        let Some(month) = month else {
            return if day.is_some() { Err(DateError::NotADate) } else { Ok(PartialDate::Year(year)) };
        };
        let whole = PartialDate::Month(year, month);
        match (month_length(year, month), day) {
            (0, _) => Err(DateError::NoSuchMonth { month }),
            (_, None) => Ok(whole),
            (length, Some(day)) if (1..=length).contains(&day) => Ok(PartialDate::Day(year, month, day)),
            (_, Some(day)) => Err(DateError::NoSuchDay { day, last: whole.last() }),
        }
    }

    /// How much of the date is known.
    pub fn precision(self) -> Precision {
        match self {
            PartialDate::Year(..) => Precision::Year,
            PartialDate::Month(..) => Precision::Month,
            PartialDate::Day(..) => Precision::Day,
        }
    }

    /// The first day it may mean.
    pub fn first(self) -> Day {
        match self {
            PartialDate::Year(year) => nearest(year, 1, 1),
            PartialDate::Month(year, month) => nearest(year, month, 1),
            PartialDate::Day(year, month, day) => nearest(year, month, day),
        }
    }

    /// The last day it may mean.
    pub fn last(self) -> Day {
        match self {
            PartialDate::Year(year) => nearest(year, 12, 31),
            PartialDate::Month(year, month) => nearest(year, month, 31),
            PartialDate::Day(year, month, day) => nearest(year, month, day),
        }
    }

    /// The path of its facet, from the year down: `/2021`, `/2021/08`, `/2021/08/18`.
    pub fn facet_path(self) -> String {
        format!("/{}", self.to_string().replace('-', "/"))
    }
}

impl From<Day> for PartialDate {
    fn from(day: Day) -> PartialDate {
        let (year, month, day) = day.ymd();
        PartialDate::Day(year, month, day)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartialDate::Year(year) => write!(f, "{year:04}"),
            PartialDate::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            PartialDate::Day(year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

/// Exactly the forms that [`fmt::Display`] writes: four digits, two, two.
impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<PartialDate, DateError> {
        let shaped = matches!(text.len(), 4 | 7 | 10)
            && text
                .bytes()
                .enumerate()
                .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
        if !shaped {
            return Err(DateError::NotADate);
        }
        let part = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse().ok());
        let year = text[..4].parse().map_err(|_| DateError::NotADate)?;
        PartialDate::new(year, part(5, 7), part(8, 10))
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> String {
        date.to_string()
    }
}

impl TryFrom<String> for PartialDate {
    type Error = DateError;

    fn try_from(text: String) -> Result<PartialDate, DateError> {
        text.parse()
    }
}

/// The real day closest to these parts, each part by itself.
fn nearest(year: i32, month: u8, day: u8) -> Day {
    let (year, month) = (year.clamp(1, 9999), month.clamp(1, 12));
    let day = day.clamp(1, month_length(year, month));
    Day::from_ymd(year, month, day).expect("each part was clamped to the calendar")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read_back() {
        for (text, first, last, path) in [
            ("2021", "2021-01-01", "2021-12-31", "/2021"),
            ("2024-02", "2024-02-01", "2024-02-29", "/2024/02"),
            ("2021-08-18", "2021-08-18", "2021-08-18", "/2021/08/18"),
            ("0476-09-04", "0476-09-04", "0476-09-04", "/0476/09/04"),
        ] {
            let date: PartialDate = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!((date.first().to_string(), date.last().to_string()), (first.into(), last.into()));
            assert_eq!(date.facet_path(), path);
            assert_eq!(serde_json::to_string(&date).unwrap(), format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<PartialDate>(&format!("\"{text}\"")).unwrap(), date);
        }
        assert_eq!(serde_json::to_string(&Precision::Month).unwrap(), "\"month\"");
    }

    #[test]
    fn only_the_strict_forms_are_dates() {
        for text in [
            "",
            "476",
            "20211",
            "2021-8",
            "2021-08-1",
            "2021/08",
            "+021",
            "2021-08-1é",
            "2021-0é",
            " 2021",
            "2021-",
            "٢٠٢١",
        ] {
            assert_eq!(text.parse::<PartialDate>(), Err(DateError::NotADate), "{text}");
        }
        let last = Day::from_ymd(2021, 2, 28).unwrap();
        assert_eq!("2021-02-30".parse::<PartialDate>(), Err(DateError::NoSuchDay { day: 30, last }));
        assert_eq!("2021-13".parse::<PartialDate>(), Err(DateError::NoSuchMonth { month: 13 }));
        assert_eq!("2021-00-99".parse::<PartialDate>(), Err(DateError::NoSuchMonth { month: 0 }));
        assert_eq!("0000".parse::<PartialDate>(), Err(DateError::NoSuchYear));
    }

    #[test]
    fn no_variant_panics() {
        assert_eq!(PartialDate::Day(2021, 2, 31).last().to_string(), "2021-02-28");
        assert_eq!(PartialDate::Month(i32::MIN, 0).first(), Day::MIN);
        assert_eq!(PartialDate::Day(i32::MAX, 255, 255).last(), Day::MAX);
    }
}
