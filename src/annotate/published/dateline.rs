//! The dateline at the beginning of a text, `KABUL, Aug. 15 (Reuters) -`, `Berlin, 15. März 2021 –`, and a line there that is nothing but the date.

use super::{Evidence, shown, story};
use crate::annotate::dates::{Clue, Expression, Meaning, stamps};
use crate::calendar::{PartialDate, Precision, Weekday};

/// So many bytes of the body are its beginning.
const BEGINNING: usize = 600;
/// So many lines at the top may be nothing but the date.
const FIRST_LINES: usize = 3;
/// So many lines at the top may begin with a dateline in any language, which is no longer than so many bytes.
const LINES_OF_DATELINE: usize = 5;
const LONGEST_DATELINE: usize = 100;
/// So many bytes, at most, stand before a dateline's date.
const LONGEST_PLACE: usize = 80;
/// So many bytes, at most, has the name of an agency.
const LONGEST_AGENCY: usize = 40;

/// What may stand beside the date in a line of its own.
const LABELS: &[&str] = &[
    "published",
    "posted",
    "date",
    "first",
    "last",
    "on",
    "at",
    "updated",
    "am",
    "pm",
    "gmt",
    "utc",
    "bst",
    "est",
    "edt",
    "et",
    "cet",
    "cest",
    "ist",
    "a.m.",
    "p.m.",
    "issue",
    "of",
    "the",
    "online",
];

/// The day of the dateline: in English, or in another language where it is in full and begins a line.
pub(super) fn date(evidence: &Evidence, language: Option<&str>) -> Option<PartialDate> {
    of_expressions(evidence).or_else(|| of_lines(&evidence.raw.body, language))
}

/// The day of a line near the top that begins with a place or nothing, a day in full, and a dash or the like; or of a line that says nothing else than when, and
/// perhaps by whom, it was written.
fn of_lines(body: &str, language: Option<&str>) -> Option<PartialDate> {
    let mut lines = body.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES_OF_DATELINE).enumerate();
    lines.find_map(|(number, line)| {
        if !line.bytes().take(LONGEST_DATELINE).any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        if number < FIRST_LINES
            && line.len() <= LONGEST_DATELINE
            && let Some(date) = shown::of_first_line(line, language)
        {
            return Some(date);
        }
        let head = &line[..(0..=LONGEST_DATELINE.min(line.len())).rev().find(|&end| line.is_char_boundary(end))?];
        let stamp =
            stamps(head, language).into_iter().next().filter(|stamp| stamp.date.precision() == Precision::Day)?;
        let before = line[..stamp.range.start].trim_start_matches([' ', '(', '[', '*', '_']);
        let begins = before.is_empty() || is_place(before) || is_place_of_agency(before);
        let is_sentence_behind = is_place(before) && line[stamp.range.end..].starts_with(". ");
        let behind = line[stamp.range.end..].trim_start_matches([' ', '.', ',', '*', '_']);
        let ends = is_end(behind)
            || behind.starts_with([')', ':', '/', ']'])
            || !before.is_empty() && (behind.is_empty() || is_sentence_behind);
        (begins && ends).then_some(stamp.date)
    })
}

/// `KABUL (Reuters) -`, `New Delhi:`, `SINGAPORE (` before a date.
fn is_place_of_agency(before: &str) -> bool {
    let plain = before.trim_end_matches([' ', '-', '–', '—', ':', ',', '(', '[']);
    !before[plain.len()..].trim().is_empty() && is_place(&format!("{plain},"))
}

/// The day that the dates of the text tell. Where it has no year, the first sentences must name its day of the week, and so the year.
fn of_expressions(evidence: &Evidence) -> Option<PartialDate> {
    let body = &evidence.raw.body;
    for (number, found) in evidence.dates.iter().enumerate().take_while(|(_, found)| found.start < BEGINNING) {
        let line = body[..found.start].rfind('\n').map_or(0, |end| end + 1);
        let dateline = is_place(&body[line..found.start]) && is_end(&body[found.end..]);
        match found.meaning {
            Meaning::Date(date @ PartialDate::Day(..)) if dateline || is_alone(evidence, line, found) => {
                return Some(date);
            }
            Meaning::DayOf { month, day, .. } if dateline => {
                let weekday = first_weekday(&evidence.dates[number + 1..], found.end)?;
                return story::weekday_in_year(evidence, month, day, weekday).map(PartialDate::from);
            }
            _ => {}
        }
    }
    None
}

/// The day of the week of which the news tells first.
fn first_weekday(dates: &[Expression], dateline: usize) -> Option<Weekday> {
    let lead = dates.iter().take_while(|found| found.start < dateline + BEGINNING);
    lead.map(|found| found.meaning).find_map(|meaning| match meaning {
        Meaning::Weekday(weekday, Clue::Nearest | Clue::Behind) => Some(weekday),
        _ => None,
    })
}

/// A place before a dateline's date: a few capitalised words and a comma.
fn is_place(before: &str) -> bool {
    let before = before.trim().trim_matches(['*', '_']).trim();
    let Some(place) = before.strip_suffix(',') else { return false };
    let named = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase() || c == '(') || matches!(word, "de" | "of" | "the" | "and" | "al")
    };
    let place = place.trim_start_matches('(');
    place.len() <= LONGEST_PLACE && place.starts_with(char::is_uppercase) && place.split_whitespace().all(named)
}

/// What follows a dateline's date: perhaps an agency in brackets, and a dash.
fn is_end(behind: &str) -> bool {
    let mut rest = behind.trim_start_matches([' ', '.', ',', '*', '_']);
    if let Some(agency) = rest.strip_prefix('(') {
        match agency.bytes().take(LONGEST_AGENCY).position(|b| b == b')') {
            Some(end) => rest = agency[end + 1..].trim_start_matches([' ', '.', '*', '_']),
            None => return false,
        }
    }
    rest.starts_with(['-', '–', '—'])
        || rest
            .strip_prefix('/')
            .and_then(|agency| agency.split_once("/ -"))
            .is_some_and(|(agency, _)| agency.len() <= LONGEST_AGENCY)
}

/// Whether it is one of the first lines and has nothing else but labels and a time. In a text with hard line ends, a sentence may end so.
fn is_alone(evidence: &Evidence, line: usize, found: &Expression) -> bool {
    let body = &evidence.raw.body;
    let above = body[..line].lines().filter(|line| !line.trim().is_empty()).count();
    if above >= FIRST_LINES || body[found.end..].starts_with(['.', ',', ';']) {
        return false;
    }
    let end = body[found.end..].find('\n').map_or(body.len(), |end| found.end + end);
    let first = evidence.tokens.partition_point(|token| token.range().start < line);
    let words = evidence.tokens[first..].iter().map(|token| token.range()).take_while(|word| word.start < end);
    let mut others = words.filter(|word| word.start < found.start || word.start >= found.end);
    others.all(|word| {
        let word = body[word].to_ascii_lowercase();
        LABELS.contains(&&*word) || word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 4
    })
}
