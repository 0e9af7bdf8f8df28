//! The command `timeline`, and what its `--about` means where it is typed: an option that may have a value must not take a word of the query for it.

use std::ffi::{OsStr, OsString};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{EnumValueParser, PossibleValue, StyledStr, TypedValueParser};
use clap::error::{ContextKind, ContextValue};
use clap::{Arg, Args, Command, Error, ValueEnum};
use dateline::calendar::{DateRange, Day, Unit};
use dateline::search::FacetName;

use super::questions::{Filters, unknown_facet};
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
  dateline timeline --share Taliban            of all articles that came out, how many per cent
  dateline timeline --lines source Taliban     a line for each of the 5 outlets with most of them
  dateline timeline --lines person --person Lavrov --person Blinken
  dateline timeline --share --lines source --svg chart.svg Taliban
  dateline timeline --by week --csv Taliban > weeks.csv

Shares are of all articles in the period (published then; with --about: speaking of then) under
the same --date, --source, --section, --language and --basis, also where these stand in QUERY.
Words, actors and what articles speak of say what is looked for, so they are left out of what it
is a share of. Where there is no article at all, there is no share either: it is not 0 %.

--lines takes the values that filters of that facet choose, or else the commonest among the
articles that match. An article is in the line of each value that it has, once a period. A line
shows what the command would show with a filter for its value: so with --share, an outlet's line
is of all that it published.

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
    #[arg(long, value_name = "UNIT", value_parser = UnitParser)]
    pub by: Option<By>,
    /// Count how many days before or after publication the dates lie that articles speak of
    #[arg(long, conflicts_with = "by")]
    pub lag: bool,
    /// Say how many per cent these are of all articles in the period
    #[arg(long, conflicts_with = "lag")]
    pub share: bool,
    /// A line for each of the commonest values: person, org, place, actor, source, section, topic, author, language, basis, filetype
    #[arg(long, value_name = "FACET", value_parser = lines, conflicts_with = "lag")]
    pub lines: Option<FacetName>,
    /// Lines to show
    #[arg(long, value_name = "N", default_value = "5", requires = "lines")]
    pub top: NonZeroUsize,
    /// Any of the words instead of all
    #[arg(long)]
    pub any: bool,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
    /// Print a table for spreadsheets, with a row for every period, also without articles
    #[arg(long, conflicts_with_all = ["json", "lag"])]
    pub csv: bool,
    /// Draw a chart into a file
    #[arg(long, value_name = "FILE", conflicts_with = "lag")]
    pub svg: Option<PathBuf>,
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

/// Takes units, and tells whoever names a facet how lines are asked for.
#[derive(Clone)]
struct UnitParser;

impl TypedValueParser for UnitParser {
    type Value = By;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<By, Error> {
        EnumValueParser::<By>::new().parse_ref(command, argument, value).map_err(|mut error| {
            if let Some(name) = value.to_str().filter(|name| lines(name).is_ok()) {
                let advice = StyledStr::from(format!("a line for each {name} is asked for with '--lines {name}'"));
                // That it looks like `auto` is beside the point.
                error.remove(ContextKind::SuggestedValue);
                error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![advice]));
            }
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(By::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

/// A facet whose values can have lines: dates are what the lines are drawn over.
fn lines(name: &str) -> Result<FacetName, String> {
    let has_lines = |facet: &FacetName| !matches!(facet, FacetName::Date | FacetName::About);
    let facets: Vec<FacetName> = FacetName::ALL.into_iter().filter(has_lines).collect();
    facets.iter().copied().find(|facet| facet.name() == name).ok_or_else(|| unknown_facet(name, &facets))
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
