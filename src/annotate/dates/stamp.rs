//! A string that is meant to be a date, as metadata write it: ISO 8601, RFC 2822, `15 August 2021`, `15.08.2021`, Unix time.
//! The day is the one written, in whatever zone. Knows no text around it.

use super::month_named;
use crate::calendar::{Day, PartialDate};

/// No date is longer, with all that people write before it.
const LONGEST: usize = 120;
const SECONDS_OF_A_DAY: i64 = 86_400;

/// The date that `text` gives.
///
/// ```
/// use dateline::annotate::dates::stamp;
/// let day = "2021-08-15".parse().ok();
/// assert_eq!(stamp("2021-08-15T23:30:00-07:00"), day);
/// assert_eq!(stamp("Published: Sun, 15 Aug 2021 09:00 GMT"), day);
/// assert_eq!(stamp("yesterday"), None);
/// ```
pub fn stamp(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let text = &text[..(0..=LONGEST.min(text.len())).rev().find(|&end| text.is_char_boundary(end))?];
    if let Some(date) = digits_alone(text) {
        return date;
    }
    let pieces = pieces(text);
    let windows = || (0..pieces.len()).map(|at| &pieces[at..]);
    // A month behind a number that is no day of it is none either: 30 February 2021.
    let open = |at: &usize| *at == 0 || !(1..=2).contains(&pieces[at - 1].digits);
    let months = || (0..pieces.len()).filter(open).map(|at| &pieces[at..]);
    windows().find_map(day).or_else(|| months().find_map(month)).or_else(|| year(&pieces))
}

/// A run of digits, or of letters with the sign behind it.
#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    /// The number of digits; 0 for letters.
    digits: usize,
    number: i32,
    /// What stands before the next piece, without white space.
    sign: &'a str,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| match first {
            _ if first.is_ascii_digit() => c.is_ascii_digit(),
            _ if first.is_alphabetic() => c.is_alphabetic(),
            _ => !c.is_ascii_digit() && !c.is_alphabetic(),
        };
        let (piece, behind) = rest.split_at(rest.find(|c| !same(c)).unwrap_or(rest.len()));
        rest = behind;
        if first.is_ascii_digit() || first.is_alphabetic() {
            let digits = if first.is_ascii_digit() { piece.len() } else { 0 };
            pieces.push(Piece { text: piece, digits, number: piece.parse().unwrap_or(-1), sign: "" });
        } else if let Some(last) = pieces.last_mut() {
            last.sign = piece.trim();
        }
    }
    pieces.retain(|piece| piece.digits > 0 || !matches!(piece.text, "st" | "nd" | "rd" | "th" | "of" | "de"));
    pieces
}

/// A string of digits, perhaps with a fraction of a second. Some when nothing else need be tried.
fn digits_alone(text: &str) -> Option<Option<PartialDate>> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let number: i64 = whole.parse().ok().filter(|_| all_digits(whole) && all_digits(fraction))?;
    let days = |seconds: i64| Day::from_number(seconds.div_euclid(SECONDS_OF_A_DAY)).map(PartialDate::from);
    Some(match whole.len() {
        4 => PartialDate::new(number as i32, None, None).ok(),
        6 => part(whole, 4, 6).and_then(|month| PartialDate::new(number as i32 / 100, Some(month), None).ok()),
        8 | 12 | 14 => compact(&whole[..8]),
        10 => days(number),
        13 => days(number / 1000),
        _ => None,
    })
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `20210815`.
pub(in crate::annotate) fn compact(eight: &str) -> Option<PartialDate> {
    let year = all_digits(eight).then(|| eight.get(..4)?.parse().ok()).flatten()?;
    PartialDate::new(year, Some(part(eight, 4, 6)?), Some(part(eight, 6, 8)?)).ok()
}

fn part(digits: &str, from: usize, to: usize) -> Option<u8> {
    digits.get(from..to)?.parse().ok()
}

/// A day at the beginning of the pieces.
fn day(pieces: &[Piece]) -> Option<PartialDate> {
    if let [eight @ Piece { digits: 8, .. }, ..] = pieces {
        return compact(eight.text);
    }
    let [a, b, c, ..] = pieces else { return None };
    let signs = a.sign == b.sign && matches!(a.sign, "-" | "/" | "." | ":");
    match (a.digits, b.digits, c.digits) {
        (4, 1..=2, 1..=2) if signs => PartialDate::new(a.number, Some(b.number as u8), Some(c.number as u8)).ok(),
        (1..=2, 1..=2, 4) if signs && a.sign != ":" => day_and_month(c.number, a.number as u16, b.number as u16),
        (1..=2, 0, 4) => PartialDate::new(c.number, month_named(b.text), Some(a.number as u8)).ok(),
        (0, 1..=2, 4) => PartialDate::new(c.number, month_named(a.text), Some(b.number as u8)).ok(),
        (4, 0, 1..=2) => PartialDate::new(a.number, month_named(b.text), Some(c.number as u8)).ok(),
        _ => None,
    }
}

/// The day of these numbers, of which the first is the day's unless that is impossible.
fn day_and_month(year: i32, a: u16, b: u16) -> Option<PartialDate> {
    let (a, b) = (u8::try_from(a).ok()?, u8::try_from(b).ok()?);
    PartialDate::new(year, Some(b), Some(a)).or_else(|_| PartialDate::new(year, Some(a), Some(b)).map_err(drop)).ok()
}

/// A month at the beginning of the pieces.
fn month(pieces: &[Piece]) -> Option<PartialDate> {
    let [a, b, rest @ ..] = pieces else { return None };
    match (a.digits, b.digits) {
        (0, 4) => PartialDate::new(b.number, Some(month_named(a.text)?), None).ok(),
        (4, 2) if rest.is_empty() && matches!(a.sign, "-" | "/" | ".") => {
            PartialDate::new(a.number, Some(b.number as u8), None).ok()
        }
        _ => None,
    }
}

/// A year that is the only number.
fn year(pieces: &[Piece]) -> Option<PartialDate> {
    let mut numbers = pieces.iter().filter(|piece| piece.digits > 0);
    let year = numbers.next().filter(|piece| piece.digits == 4)?;
    let alone = numbers.next().is_none() && pieces.len() <= 2 && year.sign.is_empty();
    alone.then(|| PartialDate::new(year.number, None, None).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::stamp;

    #[test]
    fn what_metadata_write() {
        for (written, date) in [
            ("2021-08-15", "2021-08-15"),
            ("2021-08-15T23:59:59.999+14:00", "2021-08-15"),
            ("2021-08-15 00:01:00 -0700", "2021-08-15"),
            ("20210815T101500Z", "2021-08-15"),
            ("Sun, 15 Aug 2021 09:00:00 +0000", "2021-08-15"),
            ("15-AUG-2021 15:01:01.79", "2021-08-15"),
            ("15 August 2021", "2021-08-15"),
            ("Sunday the 15th of August, 2021", "2021-08-15"),
            ("Published: Aug. 15, 2021 at 10:30 AM EDT", "2021-08-15"),
            ("Updated 10:30, August 15th 2021", "2021-08-15"),
            ("2021/08/15", "2021-08-15"),
            ("15.08.2021 10:30", "2021-08-15"),
            ("15/08/2021", "2021-08-15"),
            ("8/15/2021", "2021-08-15"),
            ("05/08/2021", "2021-08-05"),
            ("2021:08:15 10:11:12", "2021-08-15"),
            ("20210815", "2021-08-15"),
            ("20210815103000", "2021-08-15"),
            ("1629000000", "2021-08-15"),
            ("1629000000.5", "2021-08-15"),
            ("1629000000123", "2021-08-15"),
            ("2021-08", "2021-08"),
            ("202108", "2021-08"),
            ("August 2021", "2021-08"),
            ("2021", "2021"),
            ("© 2021", "2021"),
        ] {
            assert_eq!(stamp(written).map(|d| d.to_string()).as_deref(), Some(date), "{written}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for written in [
            "",
            " ",
            "yesterday",
            "10:30",
            "2021-02-30",
            "30 February 2021",
            "99999",
            "2021-227",
            "31/31/2021",
            "0",
            "00000000",
            "12345678901234567890",
            "May",
            "é".repeat(90).as_str(),
            "2021-13-01",
            "Aug 15",
            "1.5",
            "15/08/21",
            "+1629000000",
        ] {
            assert_eq!(stamp(written), None, "{written}");
        }
    }
}
