//! Days in digits: `2021-08-15`, `2021/08/15`, `15/08/2021`, `15.08.2021`. The day comes before the month unless that is impossible.

use super::reading::Reading;
use super::stamp::day_and_month;
use super::{Expression, Meaning};
use crate::calendar::PartialDate;

/// A day in digits that begins at the token.
pub(super) fn date(r: &Reading, at: usize, found: &mut Vec<Expression>) -> Option<usize> {
    let start = r.start(at);
    let before = r.text[..start].bytes().next_back();
    if before.is_some_and(|b| b.is_ascii_alphanumeric() || b"-/.:_$#,+".contains(&b)) {
        return None;
    }
    let bytes = &r.text.as_bytes()[start..];
    let (date, length) = year_first(bytes).or_else(|| year_last(bytes))?;
    let end = start + length;
    found.push(Expression { start, end, meaning: Meaning::Date(date) });
    Some(r.token_from(at, end))
}

fn year_first(bytes: &[u8]) -> Option<(PartialDate, usize)> {
    let sign = *bytes.get(4).filter(|sign| b"-/.".contains(sign))?;
    let two = bytes.get(7) == Some(&sign);
    let (year, month, day) = (number(bytes, 0, 4)?, number(bytes, 5, 7)?, number(bytes, 8, 10)?);
    // Only a time may follow at once.
    let ends = ends_at(bytes, 10) || bytes.get(10) == Some(&b'T') && bytes.get(11).is_some_and(u8::is_ascii_digit);
    let date = PartialDate::new(year.into(), Some(month as u8), Some(day as u8)).ok()?;
    (two && ends && (1000..=2100).contains(&year)).then_some((date, 10))
}

fn year_last(bytes: &[u8]) -> Option<(PartialDate, usize)> {
    let first = digits(bytes, 0);
    let sign = *bytes.get(first).filter(|sign| b"-/.".contains(sign))?;
    let second = digits(bytes, first + 1);
    let year_at = first + second + 2;
    let shaped = (1..=2).contains(&first) && (1..=2).contains(&second) && bytes.get(year_at - 1) == Some(&sign);
    if !shaped || digits(bytes, year_at) != 4 || !ends_at(bytes, year_at + 4) {
        return None;
    }
    let (a, b) = (number(bytes, 0, first)?, number(bytes, first + 1, first + 1 + second)?);
    let year = number(bytes, year_at, year_at + 4).filter(|year| (1000..=2100).contains(year))?;
    Some((day_and_month(year.into(), a, b)?, year_at + 4))
}

fn digits(bytes: &[u8], from: usize) -> usize {
    bytes.iter().skip(from).take(5).take_while(|b| b.is_ascii_digit()).count()
}

fn number(bytes: &[u8], from: usize, to: usize) -> Option<u16> {
    let digits = bytes.get(from..to)?;
    digits.iter().try_fold(0, |number, b| b.is_ascii_digit().then(|| number * 10 + u16::from(b - b'0')))
}

/// Whether a number that ends there is no part of a version, an address or a longer number.
fn ends_at(bytes: &[u8], end: usize) -> bool {
    match bytes.get(end..).unwrap_or_default() {
        [sign, next, ..] if b"-/.:,".contains(sign) => !next.is_ascii_alphanumeric(),
        [next, ..] => !next.is_ascii_alphanumeric() && *next != b'_' && *next != b'%',
        [] => true,
    }
}
