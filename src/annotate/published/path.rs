//! Dates in addresses and in the names of files and folders: `/2021/08/15/`, `2021-08-15-kabul.txt`, `20210815`. Knows no article.

use super::candidate::{Candidate, is_within};
use crate::annotate::Basis;
use crate::annotate::dates::{compact, stamps};
use crate::calendar::{PartialDate, Precision, month_named};

/// No article has had an address before.
const FIRST_URL_YEAR: i32 = 1990;

/// A date in a path and which name of the path it ends in.
struct Found {
    date: PartialDate,
    depth: usize,
    /// Whether slashes stand between its parts.
    folders: bool,
}

/// The date in the path of an address: its first, or a day later in the path that lies within it.
pub(super) fn of_url(url: &str) -> Option<PartialDate> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let path = original(path.split(['?', '#']).next()?);
    let plain = |found: &Found| found.folders || found.date.precision() == Precision::Day;
    let dates = dates(path).into_iter().filter(plain).map(|found| found.date);
    let dates = dates.filter(|date| date.first().ymd().0 >= FIRST_URL_YEAR);
    dates.reduce(|date, next| if is_within(next, date) { next } else { date })
}

/// The path of the page that an archive keeps under its own address, behind the moment of the capture: `web/20130217080612/http://…`.
fn original(path: &str) -> &str {
    let is_moment = |name: &str| name.len() >= 15 && name.bytes().take(14).all(|byte| byte.is_ascii_digit());
    let is_host = |name: &str| name.contains(':') || name.trim_end_matches('/').contains('.') && name.ends_with('/');
    let mut at = 0;
    for name in path.split_inclusive('/') {
        at += name.len();
        if is_moment(name) && path[at..].split_inclusive('/').next().is_some_and(is_host) {
            return &path[at..];
        }
    }
    path
}

/// The date in the innermost name of a path that has one; a folder's day goes before a file's month.
pub(super) fn of_name(path: &str) -> Option<Candidate> {
    let year_first = year_first(path).map(|date| Candidate::plain(date, Basis::Name));
    year_first.or_else(|| path.rsplit('/').find_map(year_last))
}

/// The day in a name that ends in its year: `15-08-2021`, `Aug-15-2021`. What goes on before or behind it is a number of another sort.
fn year_last(name: &str) -> Option<Candidate> {
    let name = name.replace('_', "-");
    let found = stamps(&name, None).into_iter().find(|stamp| {
        let (before, date, behind) = (&name[..stamp.range.start], &name[stamp.range.clone()], &name[stamp.range.end..]);
        let year = date.bytes().rev().take_while(u8::is_ascii_digit).count();
        let is_apart = !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
        stamp.date.precision() == Precision::Day && year == 4 && date.len() > 8 && is_apart
    })?;
    Some(Candidate::of(&found, Basis::Name))
}

fn year_first(path: &str) -> Option<PartialDate> {
    let better = |best: Found, next: Found| {
        let inner = next.depth > best.depth && !is_within(best.date, next.date);
        if inner || is_within(next.date, best.date) { next } else { best }
    };
    dates(path).into_iter().reduce(better).map(|found| found.date)
}

fn dates(path: &str) -> Vec<Found> {
    let bytes = path.as_bytes();
    let mut found = Vec::new();
    let (mut at, mut depth) = (0, 0);
    while at < bytes.len() {
        depth += usize::from(bytes[at] == b'/');
        let begins = bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
        if begins && let Some((date, length)) = date_at(&path[at..]) {
            let folders = path[at..at + length].contains('/');
            depth += path[at..at + length].matches('/').count();
            found.push(Found { date, depth, folders });
            at += length;
        } else {
            at += 1;
        }
    }
    found
}

/// The date at the beginning of `text`, and its length.
fn date_at(text: &str) -> Option<(PartialDate, usize)> {
    let digits = text.bytes().take(15).take_while(u8::is_ascii_digit).count();
    if matches!(digits, 8 | 12 | 14) {
        return ends(text, digits).then(|| compact(&text[..8])).flatten().map(|date| (date, digits));
    }
    let year = text.get(..4)?.parse().ok().filter(|_| digits == 4)?;
    let sign = *text.as_bytes().get(4).filter(|sign| b"/-_.".contains(sign))?;
    let (month, month_end) = month_at(text, 5, sign)?;
    if text.as_bytes().get(month_end) == Some(&sign)
        && let Some((day, end)) = number_at(text, month_end + 1, sign)
        && let Ok(date) = PartialDate::new(year, Some(month), Some(day))
    {
        return Some((date, end));
    }
    let goes_on = matches!(&text.as_bytes()[month_end..], [next, b'0'..=b'9', ..] if *next == sign);
    let month = PartialDate::new(year, Some(month), None).ok().filter(|_| sign == b'/' || !goes_on)?;
    Some((month, month_end))
}

/// A month in digits or, between slashes, by its name.
fn month_at(text: &str, at: usize, sign: u8) -> Option<(u8, usize)> {
    let letters = text[at..].bytes().take(10).take_while(u8::is_ascii_alphabetic).count();
    let named = month_named(&text[at..at + letters], None).filter(|_| sign == b'/' && ends(text, at + letters));
    named.map(|month| (month, at + letters)).or_else(|| number_at(text, at, sign))
}

/// Two digits; between slashes one is enough, and they are the whole name of a folder unless they begin a file's.
fn number_at(text: &str, at: usize, sign: u8) -> Option<(u8, usize)> {
    let digits = text.get(at..)?.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let enough = digits == 2 || digits == 1 && sign == b'/';
    let number = text[at..at + digits].parse().ok().filter(|_| enough && ends(text, at + digits))?;
    Some((number, at + digits))
}

fn ends(text: &str, end: usize) -> bool {
    !text[end..].starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: Option<PartialDate>, expected: &str, text: &str) {
        assert_eq!(found.map(|date| date.to_string()).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn addresses() {
        for (url, date) in [
            ("https://a.example/news/2021/08/15/kabul-falls", "2021-08-15"),
            ("https://a.example/world/2021/aug/15/kabul-falls", "2021-08-15"),
            ("https://a.example/2021/8/5/kabul", "2021-08-05"),
            ("https://a.example/2021/08/kabul.html", "2021-08"),
            ("https://a.example/2021/08/15", "2021-08-15"),
            ("https://a.example/2021/08/kabul-2021-08-15/", "2021-08-15"),
            ("https://a.example/2021/08/20/remembering-2001-09-11", "2021-08-20"),
            ("https://a.example/news/2022-07-27/last-woman/101250498", "2022-07-27"),
            ("https://a.example/20210815/c169581f.html", "2021-08-15"),
            ("/2021/08/15/relative", "2021-08-15"),
            ("https://a.example/2021/kabul", ""),
            ("https://a.example/what-changed-2021-08", ""),
            ("https://2021-08-15.example/kabul", ""),
            ("https://a.example/kabul?date=2021-08-15", ""),
            ("https://a.example/articles/37236", ""),
            ("https://a.example/1815/06/18/waterloo", ""),
            ("https://a.example/2021/02/30/no", "2021-02"),
            ("https://a.example/2021/13/01/no", ""),
            ("https://a.example/12345678", ""),
            ("https://a.example/x20210815y/", ""),
            ("https://archive.example/web/20130217080612/http://a.example/2012/08/02/kabul", "2012-08-02"),
            ("https://archive.example/web/20130217080612/a.example/kabul", ""),
            ("https://archive.example/20130217080612/https://a.example/2012/08/kabul", "2012-08"),
            ("https://a.example/20210815103000/kabul", "2021-08-15"),
            ("https://a.example", ""),
            ("", ""),
        ] {
            check(of_url(url), date, url);
        }
    }

    #[test]
    fn names() {
        for (name, date) in [
            ("2021-08-15-kabul.txt", "2021-08-15"),
            ("harbour-post/1997/07/01/hong-kong.txt", "1997-07-01"),
            ("kabul_20210815.txt", "2021-08-15"),
            ("20210815T103000-kabul.txt", ""),
            ("20210815103000.txt", "2021-08-15"),
            ("2021_08_15.html", "2021-08-15"),
            ("kabul.2021.08.15.txt", "2021-08-15"),
            ("2021-08/kabul.txt", "2021-08"),
            ("2021-08/2021-08-15.txt", "2021-08-15"),
            ("2021-08-15/2021-08.txt", "2021-08-15"),
            ("export-2023-01-05/2021-08-15-kabul.txt", "2021-08-15"),
            ("15-08-2021 kabul.txt", "2021-08-15"),
            ("kabul_15.08.2021.txt", "2021-08-15"),
            ("Kabul Aug-15-2021.txt", "2021-08-15"),
            ("15 August 2021/kabul.txt", "2021-08-15"),
            ("kabul-0171-15-08-2021.txt", ""),
            ("978-3-16-148410-0.txt", ""),
            ("v1.2.2021.txt", ""),
            ("15-08-21.txt", ""),
            ("31-02-2021.txt", ""),
            ("2021/kabul.txt", ""),
            ("2021-22-season.txt", ""),
            ("af_afrol_10.txt", ""),
            ("2021-08-1534.txt", ""),
            ("2021/08/é.txt", "2021-08"),
            ("2021/é", ""),
            ("2021-", ""),
        ] {
            check(of_name(name).map(|candidate| candidate.date), date, name);
        }
    }
}
