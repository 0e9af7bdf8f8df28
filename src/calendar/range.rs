//! A range of days as people write it in a query: `2021-08..2021-09-10`, `..2020`, `last month`. Knows no fields and no
//! clock: what day it is today is told.

use std::fmt;
use std::ops::Range;

use super::day::Day;
use super::partial::{DateError, PartialDate};

/// English month names; the first three letters of each will do, and "sept".
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The days from `first` to `last`, both included; without one of them, open on that side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateRange {
    /// Where it begins, included; `None` for any day up to `last`.
    pub first: Option<Day>,
    /// Where it ends, included; `None` for any day from `first` on.
    pub last: Option<Day>,
}

/// Why a text is no range of days, and which bytes of it are to blame.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct RangeError {
    /// The bytes to blame, counted from the start of the text.
    pub span: Range<usize>,
    /// The reason, without the place.
    pub kind: RangeErrorKind,
}

/// What is wrong with a range of days.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RangeErrorKind {
    /// There is nothing but white space, or nothing on either side of the `..`.
    #[error("the date is empty")]
    Empty,
    /// A period in none of the forms that [`DateRange::parse`] reads.
    #[error("not understood as a date")]
    NotUnderstood,
    /// A date that is in no calendar, such as 2021-02-30.
    #[error(transparent)]
    Impossible(DateError),
    /// The two periods are in the wrong order.
    #[error("the range ends on {last}, before it begins on {first}")]
    Reversed {
        /// The first day of the period before the `..`.
        first: Day,
        /// The last day of the period after the `..`.
        last: Day,
    },
}

impl From<DateError> for RangeErrorKind {
    fn from(error: DateError) -> RangeErrorKind {
        if error == DateError::NotADate { RangeErrorKind::NotUnderstood } else { RangeErrorKind::Impossible(error) }
    }
}

impl DateRange {
    /// Reads a period or two of them with `..` between, either of which may be left out. A period is `2021`, `2021-08`,
    /// `2021-08-15`, `august 2021`, `15 aug 2021`, `today`, `yesterday`, or `last` or `this` with `week`, `month`
    /// or `year`, all of the calendar; upper and lower case are the same. Weeks run Monday to Sunday. The words are
    /// told from `today`.
    ///
    /// # Errors
    /// What is wrong, with the bytes of the period that it is wrong with.
    pub fn parse(text: &str, today: Day) -> Result<DateRange, RangeError> {
        let whole = trim(text, 0..text.len());
        let fail = |span: &Range<usize>, kind| RangeError { span: span.clone(), kind };
        let read = |span: &Range<usize>| period(&text[span.clone()], today).map_err(|kind| fail(span, kind));
        let Some(dots) = text.find("..") else {
            let (first, last) = read(&whole)?;
            return Ok(DateRange { first: Some(first), last: Some(last) });
        };
        let (left, right) = (trim(text, 0..dots), trim(text, dots + 2..text.len()));
        if left.is_empty() && right.is_empty() {
            return Err(fail(&whole, RangeErrorKind::Empty));
        }
        let first = if left.is_empty() { None } else { Some(read(&left)?.0) };
        let last = if right.is_empty() { None } else { Some(read(&right)?.1) };
        match (first, last) {
            (Some(first), Some(last)) if first > last => Err(fail(&whole, RangeErrorKind::Reversed { first, last })),
            _ => Ok(DateRange { first, last }),
        }
    }

    /// Whether the days from `first` to `last` have one in common with the range.
    pub fn overlaps(&self, first: Day, last: Day) -> bool {
        self.first.is_none_or(|start| last >= start) && self.last.is_none_or(|end| first <= end)
    }

    /// The year, month or day that the range is exactly, if it is one.
    fn as_date(&self) -> Option<PartialDate> {
        let (year, month, _) = self.first?.ymd();
        [PartialDate::Year(year), PartialDate::Month(year, month), self.first?.into()]
            .into_iter()
            .find(|&date| DateRange::from(date) == *self)
    }
}

impl From<PartialDate> for DateRange {
    fn from(date: PartialDate) -> DateRange {
        DateRange { first: Some(date.first()), last: Some(date.last()) }
    }
}

/// A form that [`DateRange::parse`] reads back, whatever day it is then; a range open on both sides, which cannot be
/// written, is `..`.
impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(date) = self.as_date() {
            return date.fmt(f);
        }
        if let Some(first) = self.first {
            first.fmt(f)?;
        }
        f.write_str("..")?;
        self.last.map_or(Ok(()), |last| last.fmt(f))
    }
}

/// The part of `span` without the white space around it.
fn trim(text: &str, span: Range<usize>) -> Range<usize> {
    let start = span.end - text[span.clone()].trim_start().len();
    start..start + text[start..span.end].trim_end().len()
}

/// The first and the last day of a period.
fn period(text: &str, today: Day) -> Result<(Day, Day), RangeErrorKind> {
    // No period has more than three words or is long: the rest of a huge text need not be read.
    if text.len() > 64 {
        return Err(RangeErrorKind::NotUnderstood);
    }
    let text = text.to_ascii_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let date = match words[..] {
        [] => return Err(RangeErrorKind::Empty),
        ["today"] => PartialDate::from(today),
        ["yesterday"] => PartialDate::from(today.plus(-1).ok_or(DateError::NoSuchYear)?),
        [date] => date.parse()?,
        [which @ ("last" | "this"), unit] => return calendar_period(which == "last", unit, today),
        [name, year] => PartialDate::new(year_number(year)?, Some(month_number(name)?), None)?,
        [day, name, year] => PartialDate::new(year_number(year)?, Some(month_number(name)?), Some(day_number(day)?))?,
        _ => return Err(RangeErrorKind::NotUnderstood),
    };
    Ok((date.first(), date.last()))
}

/// The week, month or year that today lies in, or the one before.
fn calendar_period(before: bool, unit: &str, today: Day) -> Result<(Day, Day), RangeErrorKind> {
    let (year, month, _) = today.ymd();
    let date = match unit {
        "week" => {
            let monday = -(today.weekday() as i64) - if before { 7 } else { 0 };
            let ends = today.plus(monday).zip(today.plus(monday + 6));
            return ends.ok_or(RangeErrorKind::Impossible(DateError::NoSuchYear));
        }
        "month" if before && month == 1 => PartialDate::new(year - 1, Some(12), None)?,
        "month" => PartialDate::new(year, Some(month - u8::from(before)), None)?,
        "year" => PartialDate::new(year - i32::from(before), None, None)?,
        _ => return Err(RangeErrorKind::NotUnderstood),
    };
    Ok((date.first(), date.last()))
}

fn month_number(name: &str) -> Result<u8, RangeErrorKind> {
    let name = if name == "sept" { "sep" } else { name };
    let named = (1..).zip(MONTHS).find(|(_, month)| name == *month || name == &month[..3]);
    named.map(|(number, _)| number).ok_or(RangeErrorKind::NotUnderstood)
}

fn year_number(text: &str) -> Result<i32, RangeErrorKind> {
    digits(text, 4..=4).ok_or(RangeErrorKind::NotUnderstood)
}

fn day_number(text: &str) -> Result<u8, RangeErrorKind> {
    digits(text, 1..=2).and_then(|day| u8::try_from(day).ok()).ok_or(RangeErrorKind::NotUnderstood)
}

/// The number that is written with so many digits and nothing else.
fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<i32> {
    let only_digits = length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    only_digits.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Wednesday.
    fn today() -> Day {
        Day::from_ymd(2024, 1, 3).unwrap()
    }

    fn read(text: &str) -> String {
        let range = DateRange::parse(text, today()).unwrap_or_else(|error| panic!("{text}: {error}"));
        let end = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        assert_eq!(DateRange::parse(&range.to_string(), Day::MAX), Ok(range), "{text}");
        format!("{}..{}", end(range.first), end(range.last))
    }

    #[test]
    fn every_form() {
        for (text, days) in [
            ("2021", "2021-01-01..2021-12-31"),
            ("2021-08", "2021-08-01..2021-08-31"),
            ("2021-08-15", "2021-08-15..2021-08-15"),
            ("2021-08..2021-09-10", "2021-08-01..2021-09-10"),
            ("2021..", "2021-01-01.."),
            ("..2020", "..2020-12-31"),
            (" 0987 .. 2020-02 ", "0987-01-01..2020-02-29"),
            ("today", "2024-01-03..2024-01-03"),
            ("Yesterday", "2024-01-02..2024-01-02"),
            ("this week", "2024-01-01..2024-01-07"),
            ("last week", "2023-12-25..2023-12-31"),
            ("this  month", "2024-01-01..2024-01-31"),
            ("last month", "2023-12-01..2023-12-31"),
            ("this year", "2024-01-01..2024-12-31"),
            ("last year..yesterday", "2023-01-01..2024-01-02"),
            ("August 2021", "2021-08-01..2021-08-31"),
            ("sept 2021..", "2021-09-01.."),
            ("15 aug 2021 .. 1 may 2022", "2021-08-15..2022-05-01"),
        ] {
            assert_eq!(read(text), days, "{text}");
        }
    }

    #[test]
    fn errors_point_at_the_period() {
        let last = |year, month| {
            let last = PartialDate::Month(year, month).last();
            move |day| RangeErrorKind::Impossible(DateError::NoSuchDay { day, last })
        };
        let (first, end) = (Day::from_ymd(2021, 1, 1).unwrap(), Day::from_ymd(2020, 12, 31).unwrap());
        for (text, span, kind) in [
            ("", 0..0, RangeErrorKind::Empty),
            (" .. ", 1..3, RangeErrorKind::Empty),
            ("2021-02-30", 0..10, last(2021, 2)(30)),
            ("2021.. 31 jun 2021", 7..18, last(2021, 6)(31)),
            ("2021-13..", 0..7, RangeErrorKind::Impossible(DateError::NoSuchMonth { month: 13 })),
            ("0000", 0..4, RangeErrorKind::Impossible(DateError::NoSuchYear)),
            ("2021..2020", 0..10, RangeErrorKind::Reversed { first, last: end }),
            ("2021...2022", 6..11, RangeErrorKind::NotUnderstood),
            ("2021..2022..", 6..12, RangeErrorKind::NotUnderstood),
            ("ümlaut..2021", 0..7, RangeErrorKind::NotUnderstood),
            ("august", 0..6, RangeErrorKind::NotUnderstood),
            ("last decade", 0..11, RangeErrorKind::NotUnderstood),
            ("21-08-15", 0..8, RangeErrorKind::NotUnderstood),
            ("1 2 3 4", 0..7, RangeErrorKind::NotUnderstood),
        ] {
            assert_eq!(DateRange::parse(text, today()), Err(RangeError { span, kind }), "{text}");
        }
        assert!(DateRange::parse("last week", Day::MIN).is_err());
        assert!(DateRange::parse("this week", Day::MAX).is_err());
        assert!(DateRange::parse("last month", Day::MIN).is_err());
        assert!(DateRange::parse("yesterday", Day::MIN).is_err());
    }

    #[test]
    fn a_range_matches_whatever_it_overlaps() {
        let overlaps = |range: &str, date: &str| {
            let date: PartialDate = date.parse().unwrap();
            DateRange::parse(range, today()).unwrap().overlaps(date.first(), date.last())
        };
        assert!(overlaps("2021-08-15..", "2021-08"));
        assert!(overlaps("..2021-08-01", "2021-08"));
        assert!(overlaps("2021-08-15", "2021"));
        assert!(!overlaps("2021-08-15..", "2021-08-14"));
        assert!(!overlaps("..2021-07", "2021-08"));
    }
}
