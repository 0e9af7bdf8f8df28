//! Days in digits: `2021-08-15`, `2021/08/15`, `15/08/2021`, `15.08.2021`. Which of two small numbers is the day, the text itself tells where it has
//! a day that leaves no doubt; else the habit of the place tells.

use super::expression::{Expression, Meaning};
use super::language::Gaps;
use super::reading::Reading;
use crate::calendar::PartialDate;

/// The days in digits of a text whose order was open, until all of them are known.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Days that can only be read with the month first, less those that can only be read with the day first.
    month_first: i32,
    /// The expressions with two readings: their places, and the one with the month first.
    open: Vec<(usize, PartialDate)>,
}

impl Order {
    /// Decides on the days with two readings. `month_first` is the habit of the place.
    pub fn settle(&self, month_first: bool, found: &mut [Expression]) {
        if self.month_first > 0 || self.month_first == 0 && month_first {
            for &(place, date) in &self.open {
                found[place].meaning = Meaning::Date(date);
            }
        }
    }
}

/// A day in digits that begins at the token.
pub(super) fn date(r: &Reading, at: usize, order: &mut Order, found: &mut Vec<Expression>) -> Option<usize> {
    let start = r.start(at);
    let before = r.text[..start].bytes().next_back();
    let bytes = &r.text.as_bytes()[start..];
    if let Some((date, length)) = known(r, at, bytes) {
        found.push(Expression { start, end: start + length, meaning: Meaning::Date(date), time: None, modifier: None });
        return Some(r.token_from(at, start + length));
    }
    if before.is_some_and(|b| b.is_ascii_alphanumeric() || b"-/.:_$#,+".contains(&b)) {
        return None;
    }
    if r.is_numbered(at) {
        return None;
    }
    if let Some((years, gap, length)) = two_years(r, at, bytes) {
        for (from, to, year) in [(0, 4, years.0), (4 + gap, length, years.1)] {
            let meaning = Meaning::Date(PartialDate::new(year, None, None).ok()?);
            found.push(Expression { start: start + from, end: start + to, meaning, time: None, modifier: None });
        }
        return Some(r.token_from(at, start + length));
    }
    let (date, length) = year_first(bytes).or_else(|| year_last(bytes, order, found.len()))?;
    let end = start + length;
    found.push(Expression { start, end, meaning: Meaning::Date(date), time: None, modifier: None });
    Some(r.token_from(at, end))
}

/// A day that everyone knows by its figures, such as `9/11`, where the word before or behind says that it is no score and no fraction.
fn known(r: &Reading, at: usize, bytes: &[u8]) -> Option<(PartialDate, usize)> {
    let (figures, date) = r.language.known.iter().find(|(figures, _)| bytes.starts_with(figures.as_bytes()))?;
    let behind = r.token_from(at, r.start(at) + figures.len());
    let asks = |at: usize| r.language.beside_known.iter().any(|word| &**word == r.written(at));
    let before = at > 0 && Gaps::WITHIN.allows(r.gap(at - 1)) && asks(at - 1);
    let asked = before || Gaps::WITHIN.allows(r.gap(behind - 1)) && asks(behind);
    (asked && ends_at(bytes, figures.len())).then_some((*date, figures.len()))
}

/// A season or a year of business, `2003/04`, `2015–16`; years further apart only in brackets, `(1914-18)`. With the length of the sign between and of the
/// whole.
fn two_years(r: &Reading, at: usize, bytes: &[u8]) -> Option<((i32, i32), usize, usize)> {
    let from = i32::from(number(bytes, 0, 4).filter(|year| (1500..=2099).contains(year))?);
    let gap = ["/", "-", "–"].iter().find(|sign| bytes[4..].starts_with(sign.as_bytes()))?.len();
    let length = 4 + gap + 2;
    let short = i32::from(number(bytes, 4 + gap, length)?);
    let century = from - from % 100;
    let until = if short > from % 100 { century + short } else { century + 100 + short };
    let bracketed = r.sign_before(at) == Some('(') && bytes.get(length) == Some(&b')');
    let related = until == from + 1 || bracketed && until < from + 100;
    (related && ends_at(bytes, length)).then_some(((from, until), gap, length))
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

/// `place` is that of the expression that this becomes.
fn year_last(bytes: &[u8], order: &mut Order, place: usize) -> Option<(PartialDate, usize)> {
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
    let date = |month: u16, day: u16| PartialDate::new(year.into(), Some(month as u8), Some(day as u8)).ok();
    let chosen = match (date(b, a), date(a, b)) {
        // With dots, the day is first everywhere.
        (Some(day_first), Some(month_first)) if sign != b'.' && day_first != month_first => {
            order.open.push((place, month_first));
            day_first
        }
        (Some(day_first), other) => {
            order.month_first -= i32::from(other.is_none() && sign != b'.');
            day_first
        }
        (None, month_first) => {
            order.month_first += 1;
            month_first?
        }
    };
    Some((chosen, year_at + 4))
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
