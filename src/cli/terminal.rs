//! How things look on a terminal: colours, width, numbers and dates in words. Where the output goes elsewhere, colours are left out on the
//! way. Knows no command.

use std::io::{self, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use dateline::annotate::{Basis, Contradiction};
use dateline::calendar::{PartialDate, Precision};
use serde::Serialize;

use super::failure::Failure;
use super::wrap::{clean, columns, styled};

/// Titles and headings.
pub const TITLE: Style = Style::new().bold();
/// What is beside the point.
pub const FAINT: Style = Style::new().dimmed();
/// What made an article match.
pub const MATCH: Style = AnsiColor::Red.on_default().bold();
/// Dates in a text.
pub const DATE: Style = AnsiColor::Green.on_default();
/// How long something lasts or how often it happens, in a text.
pub const SPAN: Style = AnsiColor::Green.on_default().dimmed();
/// People in a text.
pub const PERSON: Style = AnsiColor::Magenta.on_default();
/// Organisations in a text.
pub const ORGANISATION: Style = AnsiColor::Yellow.on_default();
/// Places in a text.
pub const PLACE: Style = AnsiColor::Cyan.on_default();
/// What went wrong.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// What is worth knowing.
pub const NOTE: Style = AnsiColor::Yellow.on_default();
/// What to do.
pub const HINT: Style = AnsiColor::Green.on_default();

/// Longer lines are hard to read.
const WIDEST: usize = 100;
/// Narrower ones too.
const NARROWEST: usize = 30;

/// Writes to standard output, without colours unless it is a terminal that wants them.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::Output)
}

/// Writes one line of JSON to standard output.
pub fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, value).map_err(|e| Failure::Output(e.into()))?;
    out.write_all(b"\n").and_then(|()| out.flush()).map_err(Failure::Output)
}

/// Writes lines to standard error. When nobody can read them, there is nobody to tell.
pub fn complain(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{}", text.trim_end());
}

/// Says something that is worth knowing.
pub fn note(text: &str) {
    complain(&format!("{}: {}", styled("note", NOTE), clean(text)));
}

/// Columns for text: those of the terminal, also where a pager stands between, or of `$COLUMNS`, within what can be read.
pub fn width() -> usize {
    let terminal = terminal_size::terminal_size().map(|(width, _)| width.0.into());
    let variable = || std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    terminal.or_else(variable).unwrap_or(WIDEST).clamp(NARROWEST, WIDEST)
}

/// A number with its thousands apart: `2,225`.
pub fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number of things: `1 article`, `2,225 articles`.
pub fn count(number: u64, thing: &str) -> String {
    format!("{} {thing}{}", self::number(number), if number == 1 { "" } else { "s" })
}

/// When an article came out and how that is known: `2021-08-18`, `≈ Aug 2021, from its text`, `no date`.
pub fn published(date: Option<PartialDate>, basis: Basis) -> String {
    let Some(date) = date else { return "no date".to_string() };
    let known = match basis {
        Basis::Metadata | Basis::None | Basis::File => "",
        Basis::Given => ", as given",
        Basis::Url => ", from its address",
        Basis::Name => ", from its file name",
        Basis::Dateline => ", from its dateline",
        Basis::Text => ", from its text",
        Basis::Capture => ", when it was captured",
    };
    let guessed = date.precision() != Precision::Day || matches!(basis, Basis::Text | Basis::Capture);
    // The days that a text speaks of tell about when it was written, not on which day.
    let shown = match date {
        PartialDate::Day(year, month, _) if basis == Basis::Text => PartialDate::Month(year, month),
        date => date,
    };
    format!("{}{}{known}", if guessed { "≈ " } else { "" }, in_words(shown))
}

/// What names another date than the one that was chosen: `its address says 2019-03-02`.
pub fn contradiction(found: &Contradiction) -> String {
    let says = match found.basis {
        Basis::Metadata => "its record says",
        Basis::Url => "its address says",
        Basis::Name => "its file name says",
        Basis::Dateline => "its dateline says",
        Basis::Text => "its text speaks of",
        Basis::Capture => "it was captured on",
        Basis::Given | Basis::File | Basis::None => "something else says",
    };
    format!("{says} {}", in_words(found.date))
}

/// A day as it is sorted, a month by its name.
fn in_words(date: PartialDate) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (year, month, _) = date.first().ymd();
    match date.precision() {
        Precision::Month => format!("{} {year}", MONTHS[usize::from(month - 1)]),
        Precision::Day | Precision::Year => date.to_string(),
    }
}

/// A record as it can be opened from here: relative where it lies below the folder.
pub fn record(record: &str, folder: &Path) -> String {
    let folder = folder.to_string_lossy();
    let below =
        record.strip_prefix(folder.trim_end_matches('/')).and_then(|rest| rest.strip_prefix(std::path::MAIN_SEPARATOR));
    clean(below.filter(|below| !below.is_empty()).unwrap_or(record))
}

/// The folder that records are shown relative to: the current one, by its real name.
pub fn current_folder() -> std::path::PathBuf {
    std::env::current_dir().and_then(|folder| folder.canonicalize()).unwrap_or_default()
}

/// Facts side by side, in as few lines as they fit.
pub fn facts(facts: &[String], width: usize) -> Vec<String> {
    const BETWEEN: &str = " · ";
    let mut lines: Vec<String> = Vec::new();
    for fact in facts.iter().filter(|fact| !fact.is_empty()) {
        match lines.last_mut() {
            Some(line) if columns(line) + columns(BETWEEN) + columns(fact) <= width => {
                line.push_str(BETWEEN);
                line.push_str(fact);
            }
            _ => lines.push(fact.clone()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let shown: Vec<String> = [0, 999, 1000, 2_225_000].into_iter().map(number).collect();
        assert_eq!(shown, ["0", "999", "1,000", "2,225,000"]);
        assert_eq!((count(1, "article"), count(0, "article")), ("1 article".into(), "0 articles".into()));
    }

    #[test]
    fn dates_say_how_they_are_known() {
        let shown = |date: &str, basis| published(date.parse().ok(), basis);
        assert_eq!(shown("2021-08-18", Basis::Metadata), "2021-08-18");
        assert_eq!(shown("2021-08", Basis::Text), "≈ Aug 2021, from its text");
        assert_eq!(shown("2021-08-18", Basis::Text), "≈ Aug 2021, from its text");
        assert_eq!(shown("2021-08-18", Basis::Capture), "≈ 2021-08-18, when it was captured");
        assert_eq!(shown("2021", Basis::Metadata), "≈ 2021");
        assert_eq!(shown("2021-08-18", Basis::Url), "2021-08-18, from its address");
        assert_eq!(shown("", Basis::None), "no date");
        let other = Contradiction { date: PartialDate::Day(2019, 3, 2), basis: Basis::Url };
        assert_eq!(contradiction(&other), "its address says 2019-03-02");
    }

    #[test]
    fn records_are_relative_only_below_the_folder() {
        let here = |text| record(text, Path::new("/news"));
        assert_eq!(here("/news/a.jsonl:3"), "a.jsonl:3");
        assert_eq!(here("/newspaper/a.txt"), "/newspaper/a.txt");
        assert_eq!(record("/news/a\u{1b}[2J.txt", Path::new("/")), "news/a [2J.txt");
    }
}
