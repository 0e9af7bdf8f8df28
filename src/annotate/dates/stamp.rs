//! Dates in a string that is there to give them, as metadata and the lines beside a title do: ISO 8601, RFC 2822, `15 August 2021`, `15 août 2021`,
//! `2021年8月15日`, `15.08.2021`, `15.08.21`, Unix time. The day is the one written, in whatever zone. Knows no text around it.

use std::ops::Range;

use crate::calendar::{Day, PartialDate, month_named};

/// No date is longer, with all that people write before it.
const LONGEST: usize = 200;
const SECONDS_OF_A_DAY: i64 = 86_400;
/// Years of two digits from here on are of the last century.
const LAST_CENTURY: i32 = 70;

/// A date as it is written in a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::annotate) struct Stamp {
    /// The date, its day before its month where figures leave that open.
    pub date: PartialDate,
    /// The same figures with the month before the day, where that is a date too.
    pub swapped: Option<PartialDate>,
    /// The minute of the day, where the time is given as that of Greenwich: it may be another day where the outlet is.
    pub utc: Option<u16>,
    /// Its bytes in the string.
    pub range: Range<usize>,
}

/// The date that `text` gives.
///
/// ```
/// use dateline::annotate::dates::stamp;
/// let day = "2021-08-15".parse().ok();
/// assert_eq!(stamp("2021-08-15T23:30:00-07:00"), day);
/// assert_eq!(stamp("Published: Sun, 15 Aug 2021 09:00 GMT"), day);
/// assert_eq!(stamp("Publié le 15 août 2021"), day);
/// assert_eq!(stamp("yesterday"), None);
/// ```
pub fn stamp(text: &str) -> Option<PartialDate> {
    stamps(text, None).first().map(|stamp| stamp.date)
}

/// The days that `text` gives, in its order; without any, the first month or the year that it gives. `language` tells which month is meant by a name that
/// several languages share.
pub(in crate::annotate) fn stamps(text: &str, language: Option<&str>) -> Vec<Stamp> {
    let text = &text[..(0..=LONGEST.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0)];
    if let Some(found) = digits_alone(text.trim()) {
        return found.map(|(date, utc)| Stamp { date, swapped: None, utc, range: 0..text.len() }).into_iter().collect();
    }
    let pieces = pieces(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let is_part = || goes_on(text, &pieces, at) || pieces[at].digits == 0 && has_day(&pieces[..at]);
        let day = day(&pieces[at..], language).filter(|_| !is_part());
        let Some(mut day) = day else {
            at += 1;
            continue;
        };
        if let Some(before) = at.checked_sub(1).map(|before| pieces[before].text) {
            day.settle_by_weekday(before);
        }
        let end = pieces[at + day.pieces - 1].end;
        let (utc, range) = (utc(&text[end..]), pieces[at].start..end);
        found.push(Stamp { date: day.date, swapped: day.swapped, utc, range });
        at += day.pieces;
    }
    if found.is_empty() {
        // A month behind a number that is no day of it is none either: 30 February 2021.
        let open = |at: &usize| *at == 0 || !(1..=2).contains(&pieces[at - 1].digits);
        let mut months = (0..pieces.len()).filter(open).map(|at| &pieces[at..]);
        let date = months.find_map(|pieces| month(pieces, language)).or_else(|| year(&pieces));
        found.extend(date.map(|date| Stamp { date, swapped: None, utc: None, range: 0..text.len() }));
    }
    found
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
    /// Its bytes in the string.
    start: usize,
    end: usize,
}

/// Words and endings between the parts of a date, in many languages.
#[rustfmt::skip]
const BETWEEN: [&str; 30] = [
    "st", "nd", "rd", "th", "of", "de", "del", "den", "d", "di", "er", "e", "º", "ª", "го", "m", "ta", "da", "the", "year", "año",
    "年", "月", "日", "년", "월", "일", "à", "tháng", "năm",
];

/// Days of the week, as they are called where the month may stand before the day.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// No name of a day of the week is shorter.
const SHORTEST_WEEKDAY: usize = 3;

/// What says that writing goes from the left or from the right.
const DIRECTIONS: [char; 3] = ['\u{200e}', '\u{200f}', '\u{61c}'];

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut start = 0;
    while let Some(first) = text[start..].chars().next() {
        let same = |c: char| match first {
            _ if first.is_ascii_digit() => c.is_ascii_digit(),
            _ if first.is_alphabetic() => c.is_alphabetic(),
            _ => !c.is_ascii_digit() && !c.is_alphabetic(),
        };
        let end = text[start..].find(|c| !same(c)).map_or(text.len(), |length| start + length);
        let piece = &text[start..end];
        if first.is_ascii_digit() || first.is_alphabetic() {
            let digits = if first.is_ascii_digit() { piece.len() } else { 0 };
            pieces.push(Piece { text: piece, digits, number: piece.parse().unwrap_or(-1), sign: "", start, end });
        } else if let Some(last) = pieces.last_mut() {
            // Marks of the direction of writing are no signs.
            last.sign = piece.trim_matches(|c: char| c.is_whitespace() || DIRECTIONS.contains(&c));
        }
        start = end;
    }
    // Between the numbers of a Chinese, Japanese, Korean or Vietnamese date stand words that make signs unnecessary.
    for at in 1..pieces.len() {
        // A year of fewer digits is that of an emperor.
        let era = matches!(pieces[at].text, "年" | "년") && pieces[at - 1].digits != 4;
        if matches!(pieces[at].text, "年" | "月" | "년" | "월" | "tháng" | "năm") && !era {
            pieces[at - 1].sign = "/";
        }
    }
    pieces.retain(|piece| piece.digits > 0 || !BETWEEN.contains(&piece.text));
    pieces
}

/// A string of digits, perhaps with a fraction of a second: the date, and the minute for what counts from a moment in Greenwich. Some when nothing else
/// need be tried.
fn digits_alone(text: &str) -> Option<Option<(PartialDate, Option<u16>)>> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let number: i64 = whole.parse().ok().filter(|_| all_digits(whole) && all_digits(fraction))?;
    let unix = |seconds: i64| {
        let minute = seconds.rem_euclid(SECONDS_OF_A_DAY) / 60;
        let day = Day::from_number(seconds.div_euclid(SECONDS_OF_A_DAY)).map(PartialDate::from);
        day.map(|day| (day, Some(minute as u16)))
    };
    let plain = |date: Option<PartialDate>| date.map(|date| (date, None));
    Some(match whole.len() {
        4 => plain(PartialDate::new(number as i32, None, None).ok()),
        6 => plain(part(whole, 4, 6).and_then(|month| PartialDate::new(number as i32 / 100, Some(month), None).ok())),
        8 | 12 | 14 => plain(compact(&whole[..8])),
        10 => unix(number),
        13 => unix(number / 1000),
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

/// The day of these numbers, of which the first is the day's unless that is impossible.
fn day_and_month(year: i32, a: u16, b: u16) -> Option<PartialDate> {
    let (a, b) = (u8::try_from(a).ok()?, u8::try_from(b).ok()?);
    PartialDate::new(year, Some(b), Some(a)).or_else(|_| PartialDate::new(year, Some(a), Some(b)).map_err(drop)).ok()
}

/// A day, and of how many pieces it is made.
struct Found {
    date: PartialDate,
    swapped: Option<PartialDate>,
    pieces: usize,
}

impl Found {
    /// `Tue, 01/05/2016`: where only one reading of the figures is the day of the week that stands before them, that is meant.
    fn settle_by_weekday(&mut self, before: &str) {
        let Some(swapped) = self.swapped else { return };
        let before = before.to_ascii_lowercase();
        let is_named = |date: PartialDate| {
            let name = WEEKDAYS[date.first().weekday() as usize];
            before.len() >= SHORTEST_WEEKDAY && name.starts_with(&before)
        };
        match (is_named(self.date), is_named(swapped)) {
            (true, false) => self.swapped = None,
            (false, true) => (self.date, self.swapped) = (swapped, None),
            _ => {}
        }
    }
}

/// A day at the beginning of the pieces.
fn day(pieces: &[Piece], language: Option<&str>) -> Option<Found> {
    let plain = |date: Option<PartialDate>, pieces| date.map(|date| Found { date, swapped: None, pieces });
    if let [eight @ Piece { digits: 8, .. }, ..] = pieces {
        return plain(compact(eight.text), 1);
    }
    let [a, b, c, ..] = pieces else { return None };
    let signs = a.sign == b.sign && matches!(a.sign, "-" | "/" | "." | ":" | "|");
    match (a.digits, b.digits, c.digits) {
        (4, 1..=2, 1..=2) if signs => plain(of(a.number, Some(b.number as u8), c), 3),
        (1..=2, 1..=2, 4 | 2) if signs && a.sign != ":" && (c.digits == 4 || a.sign != "-") => figures(a, b, c),
        (1..=2, 0, 1..) => {
            let month = month_named(b.text, language)?;
            let (year, behind) = year_behind(b, &pieces[2..])?;
            plain(of(year, Some(month), a), 2 + behind)
        }
        (0, 1..=2, _) => {
            let month = month_named(a.text, language)?;
            let (year, behind) = year_behind(b, &pieces[2..])?;
            plain(of(year, Some(month), b), 2 + behind)
        }
        (4, 0, 1..=2) => plain(of(a.number, month_named(b.text, language), c), 3),
        _ => None,
    }
}

fn of(year: i32, month: Option<u8>, day: &Piece) -> Option<PartialDate> {
    PartialDate::new(year, Some(month?), Some(day.number as u8)).ok()
}

/// `15/08/2021`, `15.08.21`: two numbers of two digits and a year.
fn figures(a: &Piece, b: &Piece, year: &Piece) -> Option<Found> {
    let year = if year.digits == 4 { year.number } else { of_century(year.number) };
    let date = day_and_month(year, a.number as u16, b.number as u16)?;
    // With dots, the day always comes first.
    let swapped = (a.sign != ".").then(|| PartialDate::new(year, Some(a.number as u8), Some(b.number as u8)).ok());
    Some(Found { date, swapped: swapped.flatten().filter(|swapped| *swapped != date), pieces: 3 })
}

fn of_century(two_digits: i32) -> i32 {
    if two_digits < LAST_CENTURY { 2000 + two_digits } else { 1900 + two_digits }
}

/// The year behind day and month, and how many pieces lead to its end; a time may stand between, as in `Oct 11 14:57:21 CEST 2021`.
fn year_behind(last: &Piece, rest: &[Piece]) -> Option<(i32, usize)> {
    let mut at = 0;
    if rest.first().is_some_and(|hour| hour.digits <= 2 && hour.sign == ":") {
        at += rest.iter().take(3).take_while(|part| matches!(part.digits, 1..=2)).count();
        at += rest[at..].iter().take(2).take_while(|zone| zone.digits == 0 && zone.text.len() <= 4).count();
    }
    let year = rest.get(at)?;
    let short = at == 0 && year.digits == 2 && (last.sign == "-" || last.sign.ends_with(['\'', '’']));
    match year.digits {
        4 => Some((year.number, at + 1)),
        2 if short => Some((of_century(year.number), 1)),
        _ => None,
    }
}

/// Whether a day stands just before what begins with the name of a month: what follows that is not the day. `27 Mar 20 à 9:21`
fn has_day(before: &[Piece]) -> bool {
    let is_time = || matches!(before, [.., hour, _] if hour.sign == ":");
    before.last().is_some_and(|day| matches!(day.digits, 1 | 2) && matches!(day.sign, "" | "." | "-") && !is_time())
}

/// Whether what seems a day in figures is part of more: a version, an address, a telephone number.
fn goes_on(text: &str, pieces: &[Piece], at: usize) -> bool {
    let first = &pieces[at];
    if !(1..=2).contains(&first.digits) || pieces.get(at + 1).is_none_or(|next| next.digits == 0) {
        return false;
    }
    let is_sign = |sign: char| matches!(sign, '.' | '/' | '-');
    let mut before = text[..first.start].chars().rev();
    let mut behind = text[pieces[at + 2].end..].chars();
    before.next().is_some_and(is_sign) && before.next().is_some_and(|c| c.is_ascii_digit())
        || behind.next().is_some_and(is_sign) && behind.next().is_some_and(|c| c.is_ascii_digit())
}

/// The minute of the day in a text that begins behind a date, if that is the time of Greenwich.
fn utc(behind: &str) -> Option<u16> {
    let time = behind.strip_prefix('T').unwrap_or(behind).trim_start_matches([' ', ',']);
    let two = |at: usize| time.get(at..at + 2).filter(|two| all_digits(two))?.parse::<u16>().ok();
    let (hours, minutes) = (two(0)?, two(3).filter(|_| time.as_bytes()[2] == b':')?);
    let zone = time[5..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ' '));
    let zones = ["Z", "GMT", "UTC", "+00:00", "+0000", "-00:00", "-0000", "+00"];
    let offset = zones.iter().find_map(|zero| zone.strip_prefix(zero));
    // `GMT+0200` is two hours from Greenwich.
    let zero = offset.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit() || "+-:".contains(c)));
    (zero && hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// A month at the beginning of the pieces.
fn month(pieces: &[Piece], language: Option<&str>) -> Option<PartialDate> {
    let [a, b, rest @ ..] = pieces else { return None };
    match (a.digits, b.digits) {
        (0, 4) => PartialDate::new(b.number, Some(month_named(a.text, language)?), None).ok(),
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
    use super::*;

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
            ("15. März 2021", "2021-03-15"),
            ("15 août 2021", "2021-08-15"),
            ("1er août 2021", "2021-08-01"),
            ("15 de agosto de 2021", "2021-08-15"),
            ("15 сентября 2021 г.", "2021-09-15"),
            ("2021年8月15日 10:30", "2021-08-15"),
            ("2021년 8월 15일", "2021-08-15"),
            ("15 Ağustos 2021 Pazar", "2021-08-15"),
            ("2021. augusztus 15.", "2021-08-15"),
            ("2021 m. rugpjūčio 15 d.", "2021-08-15"),
            ("Mon Oct 11 14:57:21 CEST 2021", "2021-10-11"),
            ("15.08.21", "2021-08-15"),
            ("15/08/99", "1999-08-15"),
            ("Tue, 01/05/2016 - 12:30", "2016-01-05"),
            ("Sun, 01/05/2016 - 12:30", "2016-05-01"),
            ("\u{200f}15\u{200f}/\u{200f}8\u{200f}/\u{200f}2021", "2021-08-15"),
            ("Ngày 15 tháng 8 năm 2021", "2021-08-15"),
            ("15-Aug-21", "2021-08-15"),
            ("Publié le 27 Mar 20 à 9:21 2021-03-27T08:21Z", "2021-03-27"),
            ("Updated 10:30 August 15 2021", "2021-08-15"),
            ("26 | 01 | 2022", "2022-01-26"),
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
            "1.15.08.21",
            "192.10.11.12",
            "31.11.21",
            "15-08-21",
            "+1629000000",
        ] {
            assert_eq!(stamp(written), None, "{written}");
        }
    }

    #[test]
    fn what_figures_leave_open_is_told() {
        let swapped = |text| stamps(text, None)[0].swapped.map(|date| date.to_string());
        assert_eq!(swapped("05/08/2021").as_deref(), Some("2021-05-08"));
        for text in ["05.08.2021", "15/08/2021", "08/08/2021", "2021-08-05"] {
            assert_eq!(swapped(text), None, "{text}");
        }
    }

    #[test]
    fn the_time_of_greenwich_is_told() {
        for (text, utc) in [
            ("2021-08-15T23:30:00Z", Some(1410)),
            ("2021-08-15T23:30:00.000+00:00", Some(1410)),
            ("Sun, 15 Aug 2021 09:00:00 GMT", Some(540)),
            ("1629000000", Some(240)),
            ("2021-08-15T23:30:00-07:00", None),
            ("Sun Aug 15 2021 22:30:00 GMT+0200 (CEST)", None),
            ("2021-08-15T23:30:00+0030", None),
            ("2021-08-15 23:30", None),
            ("2021-08-15", None),
            ("2021-08-15T99:99Z", None),
            ("2021-08-15T9é:99Z", None),
        ] {
            assert_eq!(stamps(text, None)[0].utc, utc, "{text}");
        }
    }

    #[test]
    fn all_days_of_a_line_are_found() {
        let line = "Written: 2023-11-07 15:03 / Updated: 8 Nov 2023";
        let found: Vec<_> = stamps(line, None).iter().map(|stamp| &line[stamp.range.clone()]).collect();
        assert_eq!(found, ["2023-11-07", "8 Nov 2023"]);
    }

    proptest::proptest! {
        #[test]
        fn no_string_is_too_strange(text in "[0-9a-zA-Zé年月 :./|T+'-]{0,80}|[0-9]{1,4}[-/. ][0-9]{1,4}[-/. ][0-9]{1,4}.{0,20}") {
            for stamp in stamps(&text, None) {
                proptest::prop_assert!(text.get(stamp.range.clone()).is_some());
            }
        }
    }
}
