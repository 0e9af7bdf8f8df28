//! Numbers in a text: amounts, ordinals, days of a month, years, decades, times of day; in digits and in words. Knows no rules.

use super::language::{Class, Gaps, Strictness};
use super::reading::Reading;

/// Years that a number beside a month or the like may be.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=2100;
/// Years that a number may be by itself.
const MODERN: std::ops::RangeInclusive<i32> = 1900..=2099;

/// An amount in tenths, and how many tokens it has: `9`, `2 1/2`, `twenty-four`, `a hundred`.
pub(super) fn amount(r: &Reading, at: usize) -> Option<(i32, usize)> {
    if !r.is_digits(at) {
        return in_words(r, at).map(|(number, length)| (number * 10, length));
    }
    if r.sign_before(at).is_some_and(|sign| "$£€¥#.,/:".contains(sign)) {
        return None;
    }
    let written = r.written(at);
    let (whole, part) = written.split_once('.').unwrap_or((written, ""));
    let whole: i32 = whole.replace(',', "").parse().ok().filter(|_| whole.len() <= 5)?;
    let tenths = match part.len() {
        0 => 0,
        1 => part.parse().ok()?,
        _ => return None,
    };
    // `World Cup 2018 day five`, `2013 Millennium Goals`
    let unit = r.sense(at + 1, Class::Units, Strictness::Any).is_some_and(|sense| !sense.capital);
    if written.len() == 4 && MODERN.contains(&whole) && !unit {
        return None;
    }
    if half_behind(r, at) { Some((whole * 10 + 5, 3)) } else { Some((whole * 10 + tenths, 1)) }
}

/// `1/2` behind a number.
fn half_behind(r: &Reading, at: usize) -> bool {
    r.gap(at) == Gaps::SPACE
        && r.written(at + 1) == "1"
        && r.written(at + 2) == "2"
        && &r.text[r.end(at + 1)..r.start(at + 2)] == "/"
}

/// A number in words up to 99,999, and how many tokens it has.
fn in_words(r: &Reading, at: usize) -> Option<(i32, usize)> {
    let word = |at: usize| r.sense(at, Class::Number, Strictness::Any).map(|sense| sense.value);
    let joined = |at: usize| Gaps::WITHIN.allows(r.gap(at));
    let mut number = word(at)?;
    let mut length = 1;
    if (20..100).contains(&number) && joined(at) {
        let ones = word(at + 1).filter(|ones| (1..10).contains(ones) && !is_article(r, at + 1));
        number += ones.unwrap_or(0);
        length += usize::from(ones.is_some());
    }
    if number < 100
        && joined(at + length - 1)
        && let Some(times) = word(at + length).filter(|times| *times >= 100)
    {
        number *= times;
        length += 1;
    }
    Some((number, length))
}

/// `a` is a number only in front of what it counts.
fn is_article(r: &Reading, at: usize) -> bool {
    r.written(at).len() < 3
}

/// An ordinal number: `15th`, `third`, `twenty-first`.
pub(super) fn ordinal(r: &Reading, at: usize) -> Option<(i32, usize)> {
    if r.is_digits(at) {
        return ordinal_digits(r.written(at)).map(|number| (number, 1));
    }
    let word = |at: usize| r.sense(at, Class::Ordinal, Strictness::Any).map(|sense| sense.value);
    if let Some(number) = word(at) {
        return Some((number, 1));
    }
    let tens =
        r.sense(at, Class::Number, Strictness::Any).map(|sense| sense.value).filter(|n| (20..100).contains(n))?;
    let ones = word(at + 1).filter(|ones| *ones < 10 && Gaps::WITHIN.allows(r.gap(at)))?;
    Some((tens + ones, 2))
}

fn ordinal_digits(written: &str) -> Option<i32> {
    let digits = written.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &written[digits.len()..];
    let is_ordinal = ["st", "nd", "rd", "th"].iter().any(|known| suffix.eq_ignore_ascii_case(known));
    digits.parse().ok().filter(|_| is_ordinal && digits.len() <= 3)
}

/// A number that can be a day of a month: `15`, `15th`.
pub(super) fn day(r: &Reading, at: usize) -> Option<i32> {
    if !r.is_digits(at) {
        return None;
    }
    let written = r.written(at);
    let plain = || written.parse().ok().filter(|_| written.len() <= 2);
    let day: i32 = ordinal_digits(written).or_else(plain)?;
    let behind = r.signs_behind(at);
    let more = matches!(behind, (Some('%' | '°' | '$' | '€' | '£'), _) | (Some(':' | '/' | '.'), Some('0'..='9')));
    let before = r.sign_before(at).is_some_and(|sign| "$£€¥#@/.:+_".contains(sign));
    ((1..=31).contains(&day) && !more && !before && !r.is_counted(r.behind(at))).then_some(day)
}

/// A number that can be a year, and how many tokens it has. One that must be sure stands alone and is modern.
pub(super) fn year(r: &Reading, at: usize, strictness: Strictness) -> Option<(i32, usize)> {
    if !r.is_digits(at) {
        return year_in_words(r, at, strictness);
    }
    let written = r.written(at);
    if written.len() == 2 {
        return short_year(r, at).map(|year| (year, 1));
    }
    let year: i32 = written.parse().ok().filter(|year| written.len() == 4 && YEARS.contains(year))?;
    let more = matches!(
        r.signs_behind(at),
        (Some('%' | '°' | '$' | '€' | '£'), _) | (Some(':' | '/' | '.' | ','), Some('0'..='9'))
    );
    let round = year < 1900 || year % 100 == 0;
    let counts = r.is_counted(r.behind(at)) || round && r.is_plural(r.behind(at));
    let other_era = r.language.era.iter().any(|era| era.eq_ignore_ascii_case(r.behind(at)));
    let enough = match strictness {
        Strictness::Any => true,
        Strictness::Full => ends_range(r, at, year),
        Strictness::Sure => is_sure(r, at, year),
    };
    (!more && !counts && !other_era && !is_decade(r, at, year) && !is_inside(r, at) && enough).then_some((year, 1))
}

/// Part of a price, a longer number, a version, an address.
fn is_inside(r: &Reading, at: usize) -> bool {
    r.sign_before(at).is_some_and(|sign| !sign.is_whitespace() && !"([“‘\"'’—–-".contains(sign))
}

/// Whether a number behind another and a dash or a word makes a range of years with it, and no telephone number.
fn ends_range(r: &Reading, at: usize, until: i32) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|at| r.written(at).parse::<i32>().ok());
    let by_word = before(1).is_none();
    let from = before(1).or_else(|| before(2)).unwrap_or(until);
    let longer = !by_word && at > 1 && r.is_digits(at - 2) && r.gap(at - 2) != Gaps::COMMA;
    let goes_on = matches!(r.signs_behind(at), (Some('-' | '–'), Some('0'..='9')));
    (1500..until).contains(&from) && !longer && !goes_on
}

/// Whether a number is a year, with nothing around that asks for one.
fn is_sure(r: &Reading, at: usize, year: i32) -> bool {
    let next = r.behind(at);
    if matches!((r.sign_before(at), r.signs_behind(at).0), (Some('('), Some(')'))) {
        return (1500..=2100).contains(&year);
    }
    // `1996-97` is a season or a result, `555-1996` a number.
    let dashes = |sign: Option<char>| sign.is_some_and(|sign| "-–—".contains(sign));
    let numbers = |at: usize| r.is_digits(at) && dashes(r.signs_behind(at).0) && r.is_digits(at + 1);
    if numbers(at) || at > 0 && numbers(at - 1) {
        return false;
    }
    let numbered = at > 0 && r.is_digits(at - 1) && r.gap(at - 1) == Gaps::SPACE
        || r.is_digits(at + 1) && r.gap(at) == Gaps::SPACE;
    let changed = at > 1 && r.written(at - 1) == "to" && r.is_behind_one_of(at - 1, &r.language.change);
    let measured = r.is_numbered(at) || changed || r.is_behind_one_of(at, &r.language.measuring);
    let the = at > 0 && r.gap(at - 1) == Gaps::SPACE && r.language.articles.contains(&r.word(at - 1));
    let hyphened = r.gap(at + 1) == Gaps::HYPHEN;
    let counts = r.gap(at) == Gaps::HYPHEN && r.is_counted(r.written(at + 1));
    let plural = r.is_plural(next) && !the && !hyphened && !r.language.dated.iter().any(|dated| **dated == *next);
    MODERN.contains(&year) && !numbered && !measured && !counts && !plural
}

/// `'89`.
fn short_year(r: &Reading, at: usize) -> Option<i32> {
    let year: i32 = r.written(at).parse().ok()?;
    let marked = matches!(r.sign_before(at), Some('\'' | '’' | '‘')) && r.signs_behind(at).0 != Some('%');
    let asked = at > 0 && is_of_years(r, at - 1) && !r.is_counted(r.behind(at));
    let before = r.text[..r.start(at)].chars().rev().nth(1);
    (marked && asked && before.is_none_or(|sign| sign.is_whitespace() || sign == '('))
        .then_some(century_of(year) + year)
}

/// Whether a word leads to a year of two digits: `in '68`, `August '21`.
fn is_of_years(r: &Reading, at: usize) -> bool {
    let month = r.sense(at, Class::Month, Strictness::Any).is_some() || r.is_digits(at);
    month || r.language.of_years.iter().any(|word| **word == *r.written(at))
}

/// Whether a number with a possessive's ending is a decade: `the 1980's`, but not `2020's budget`.
fn is_decade(r: &Reading, at: usize, year: i32) -> bool {
    let ending = |at: usize| matches!(r.signs_behind(at), (Some('\'' | '’'), Some('s')));
    // The ending is a token by itself.
    let listed = at > 2 && r.is_digits(at - 3) && ending(at - 3);
    ending(at) && year % 10 == 0 && at > 0 && (listed || r.language.articles.contains(&r.word(at - 1)))
}

/// Short years are of the last century from 30 on.
fn century_of(year: i32) -> i32 {
    if year < 30 { 2000 } else { 1900 }
}

/// `nineteen ninety-six`, `two thousand`.
fn year_in_words(r: &Reading, at: usize, strictness: Strictness) -> Option<(i32, usize)> {
    let value = |at: usize| r.sense(at, Class::Number, Strictness::Any).map(|sense| sense.value);
    let first = value(at)?;
    if first == 2 && r.gap(at) == Gaps::SPACE && value(at + 1) == Some(1000) {
        return (strictness != Strictness::Sure).then_some((2000, 2));
    }
    if !(17..=20).contains(&first) || !Gaps::WITHIN.allows(r.gap(at)) {
        return None;
    }
    let tens = value(at + 1).filter(|tens| (10..100).contains(tens))?;
    let ones = value(at + 2)
        .filter(|ones| *ones < 10 && tens >= 20 && Gaps::WITHIN.allows(r.gap(at + 1)) && !is_article(r, at + 2));
    Some((first * 100 + tens + ones.unwrap_or(0), 2 + usize::from(ones.is_some())))
}

/// A decade without its last digit: 199 for `1990s`, `'90s` and `nineties`.
pub(super) fn decade(r: &Reading, at: usize) -> Option<(i32, usize)> {
    if !r.is_digits(at) {
        let sense = r.sense(at, Class::Decade, Strictness::Any)?;
        let owned = |back: usize| {
            at.checked_sub(back).is_some_and(|at| r.language.owners.iter().any(|owner| **owner == *r.written(at)))
        };
        if owned(1) || owned(2) {
            return None;
        }
        return Some(((century_of(sense.value) + sense.value) / 10, 1));
    }
    let written = r.written(at);
    let digits = written.strip_suffix('s').or_else(|| written.strip_suffix("'s")).or_else(|| {
        // The tokens leave out what looks like a possessive: 1990's.
        written.parse().is_ok_and(|year| is_decade(r, at, year)).then_some(written)
    })?;
    let decade: i32 = digits.parse().ok().filter(|decade| decade % 10 == 0)?;
    let money = r.sign_before(at).is_some_and(|sign| "$£€¥#".contains(sign));
    let length = 1 + usize::from(digits.len() == written.len());
    match digits.len() {
        _ if money => None,
        4 if YEARS.contains(&decade) => Some((decade / 10, length)),
        2 if matches!(r.sign_before(at), Some('\'' | '’' | '‘')) => Some(((century_of(decade) + decade) / 10, 1)),
        _ => None,
    }
}

/// A time of day in minutes, and how many tokens it has: `10:30`, `5 p.m.`, `10.30am`, `1430` before a zone. One that must be sure says which half of
/// the day.
pub(super) fn clock(r: &Reading, at: usize, strictness: Strictness) -> Option<(i32, usize)> {
    if !r.is_digits(at) || r.sign_before(at).is_some_and(|sign| "$£€¥#.,:/-".contains(sign)) {
        return None;
    }
    let (digits, mut half) = without_half(r, r.written(at));
    let (hour, mut minutes) = digits.split_once('.').unwrap_or((digits, ""));
    let mut length = 1;
    let colon = half.is_none() && minutes.is_empty() && r.len() > at + 1 && &r.text[r.end(at)..r.start(at + 1)] == ":";
    if colon {
        (minutes, half) = without_half(r, r.written(at + 1));
        length = 2;
    }
    if half.is_none() && Gaps::WITHIN.allows(r.gap(at + length - 1)) {
        half = r.sense(at + length, Class::HalfDay, Strictness::Any).map(|sense| sense.value);
        length += usize::from(half.is_some());
    }
    let number = |digits: &str| digits.parse::<i32>().ok().filter(|_| digits.len() <= 4);
    let minute =
        if minutes.is_empty() { 0 } else { number(minutes).filter(|minute| minutes.len() == 2 && *minute < 60)? };
    let whole = number(hour)?;
    match half {
        Some(half) => (1..=12).contains(&whole).then_some((((whole % 12) + 12 * half) * 60 + minute, length)),
        None if strictness == Strictness::Sure => None,
        None if colon => (whole < 24).then_some((whole * 60 + minute, length)),
        None if hour.len() == 4 && minutes.is_empty() && strictness == Strictness::Full => {
            (whole / 100 < 24 && whole % 100 < 60).then_some((whole / 100 * 60 + whole % 100, 1))
        }
        None => None,
    }
}

/// Digits without the half of the day that is written at their end: `30am`.
fn without_half<'a>(r: &Reading, written: &'a str) -> (&'a str, Option<i32>) {
    let digits = written.trim_end_matches(|c: char| c.is_alphabetic());
    let words = &r.language.words;
    let half = words.entry(words.number(&written[digits.len()..]));
    let half = half.and_then(|entry| entry.senses.iter().find(|sense| sense.class == Class::HalfDay));
    half.map_or((written, None), |sense| (digits, Some(sense.value)))
}
