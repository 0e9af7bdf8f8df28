//! The command `timeline`, and what its `--about` means where it is typed: an option that may have a value must not take a word of the query for it.

use std::ffi::{OsStr, OsString};

use clap::{Args, ValueEnum};
use dateline::calendar::{DateRange, Day, Unit};

use super::questions::Filters;
use super::word;

/// Stands for the value of an `--about` that has none. No argument can hold it.
pub const BARE: &str = "\u{0}";

pub const TIMELINE_EXAMPLES: &str = "\
Examples:
  dateline timeline Taliban                    how many articles came out when
  dateline timeline --date 2021-08 --by day
  dateline timeline --about Taliban            which years (or months, or days) they speak of
  dateline timeline --about 2021-08 Taliban    when those came out that speak of August 2021
  dateline timeline --about --about 2021-08    which days of August 2021 articles speak of
  dateline timeline --lag Taliban              how far back and ahead of publication they look

Without a range behind it, --about counts when articles speak of, and not when they came out. With
a range (2021, 2021-08.., \"last month\") it is a filter, as for other commands. Where the range
is meant as a word to look for: dateline timeline --about -- 2021

Exit status: 0 found, 1 no article matches, 2 failed.";

#[derive(Args)]
#[command(mut_arg("about", |about| about
    .num_args(0..=1)
    .default_missing_value(BARE)
    .help("Count when articles speak of, not when they came out; with a range: speaking of then")))]
pub struct TimelineArguments {
    /// Count the articles that match; without words all that the filters leave
    #[arg(value_name = "QUERY", value_parser = word)]
    pub words: Vec<String>,
    /// How long the periods are [default: auto, for some 10 to 40 bars]
    #[arg(long, value_name = "UNIT", value_enum)]
    pub by: Option<By>,
    /// Count how many days before or after publication the dates lie that articles speak of
    #[arg(long, conflicts_with = "by")]
    pub lag: bool,
    /// Any of the words instead of all
    #[arg(long)]
    pub any: bool,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub filters: Filters,
}

/// The length of periods.
#[derive(Clone, Copy, ValueEnum)]
pub enum By {
    Auto,
    Day,
    Week,
    Month,
    Year,
}

impl From<By> for Option<Unit> {
    fn from(by: By) -> Option<Unit> {
        match by {
            By::Auto => None,
            By::Day => Some(Unit::Day),
            By::Week => Some(Unit::Week),
            By::Month => Some(Unit::Month),
            By::Year => Some(Unit::Year),
        }
    }
}

/// The arguments with every `--about` of a timeline that has no range behind it marked as such.
pub fn told_apart(typed: Vec<OsString>) -> Vec<OsString> {
    if command(&typed) != Some(OsStr::new("timeline")) {
        return typed;
    }
    let end = typed.iter().position(|argument| argument == "--").unwrap_or(typed.len());
    let is_bare =
        |at: usize| at < end && typed[at] == "--about" && !typed.get(at + 1).is_some_and(|next| is_range(next));
    let told = |(at, argument): (usize, &OsString)| match is_bare(at) {
        true => OsString::from(format!("--about={BARE}")),
        false => argument.clone(),
    };
    typed.iter().enumerate().map(told).collect()
}

/// The first argument that is no option of the whole program.
fn command(typed: &[OsString]) -> Option<&OsStr> {
    let mut arguments = typed.iter().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--index" | "--today") => drop(arguments.next()),
            Some(option) if option.starts_with('-') => {}
            _ => return Some(argument),
        }
    }
    None
}

/// Whether it is a range of days, or was meant for one: a wrong one should be complained of, not searched for.
fn is_range(argument: &OsStr) -> bool {
    let Some(text) = argument.to_str() else { return false };
    let looks_like_one = text.starts_with(|c: char| c.is_ascii_digit()) || text.contains("..");
    let some_day = Day::from_number(0).unwrap_or(Day::MAX);
    looks_like_one || text.eq_ignore_ascii_case("missing") || DateRange::parse(text, some_day).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(typed: &[&str]) -> String {
        let typed = ["dateline"].iter().chain(typed).map(OsString::from).collect();
        let told = told_apart(typed).into_iter().skip(1).map(|a| a.to_string_lossy().replace(BARE, "none"));
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn about_takes_ranges_and_leaves_words() {
        for (typed, expected) in [
            (vec!["timeline", "--about"], "timeline --about=none"),
            (vec!["timeline", "--about", "kabul"], "timeline --about=none kabul"),
            (vec!["timeline", "--about", "2021-08.."], "timeline --about 2021-08.."),
            (vec!["timeline", "--about", "last month", "x"], "timeline --about last month x"),
            (vec!["timeline", "--about", "2021-02-30"], "timeline --about 2021-02-30"),
            (vec!["timeline", "--about", "--about", "missing"], "timeline --about=none --about missing"),
            (vec!["--index", "x", "timeline", "--about", "--", "2021"], "--index x timeline --about=none -- 2021"),
            (vec!["timeline", "--", "--about"], "timeline -- --about"),
            (vec!["timeline", "--about=2021"], "timeline --about=2021"),
            (vec!["search", "timeline", "--about", "kabul"], "search timeline --about kabul"),
        ] {
            assert_eq!(told(&typed), expected);
        }
    }
}
