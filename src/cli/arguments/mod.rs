//! What can be typed: commands, options and their help. Runs nothing.

mod actors;
mod articles;
mod export;
mod index;
mod queries;
mod questions;
mod reading;
mod terms;
mod timeline;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand};
use dateline::calendar::{Day, PartialDate, Precision};
use dateline::search::Request;

use actors::ACTORS_EXAMPLES;
use articles::{ANNOTATE_EXAMPLES, AUDIT_EXAMPLES, SHOW_EXAMPLES};
use export::{DIFF_EXAMPLES, EXPORT_EXAMPLES};
use index::INDEX_EXAMPLES;
use queries::QUERY_EXAMPLES;
use questions::{FACETS_EXAMPLES, SEARCH_EXAMPLES};
use terms::TERMS_EXAMPLES;
use timeline::TIMELINE_EXAMPLES;

pub use actors::{ActorsArguments, ActorsCommand, GraphFormat, Kind, OfKind};
pub use articles::{AnnotateArguments, AuditArguments, ShowArguments};
pub use export::{DiffArguments, ExportArguments, ExportRows};
pub use index::IndexArguments;
pub use queries::{QueryArguments, QueryCommand};
pub use questions::{FacetsArguments, Filters, Listed, Rows, SearchArguments};
pub use terms::TermsArguments;
pub use timeline::{BARE, TimelineArguments, told_apart};

/// Makes a folder of news searchable: find the passage, who it is about, and when.
#[derive(Parser)]
#[command(name = "dateline", version, arg_required_else_help = true, max_term_width = 100, after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  dateline index clippings/                    make a folder searchable
  dateline search Taliban recognition          the best passages, with all the words
  dateline search '\"Islamic Emirate\"' --date 2021-08
  dateline facets --place Kabul                who, where and when, in numbers
  dateline timeline Taliban                    how many articles came out when
  dateline search --corpus clippings/ Kabul    both steps in one

The index is kept in .dateline, in the current folder or the nearest one above it.";

/// What every command takes.
#[derive(Args)]
pub struct Common {
    /// The folder of the index [default: $DATELINE_INDEX, else the nearest .dateline]
    #[arg(long, global = true, value_name = "DIR", display_order = 100)]
    pub index: Option<PathBuf>,
    /// Your file of actors [default: actors.toml beside the index; none for none]
    #[arg(long, global = true, value_name = "FILE", display_order = 101)]
    pub actors: Option<PathBuf>,
    /// The day that "yesterday" is before, for tests.
    #[arg(long, global = true, hide = true, env = "DATELINE_TODAY", value_name = "DAY", value_parser = day)]
    pub today: Option<Day>,
}

#[derive(Subcommand)]
#[expect(clippy::large_enum_variant, reason = "there is one, which lives as long as the process")]
pub enum Command {
    /// Add folders and files, refresh what changed, remove what is gone
    #[command(after_help = INDEX_EXAMPLES)]
    Index(IndexArguments),
    /// Find passages, best first
    #[command(after_help = SEARCH_EXAMPLES)]
    Search(SearchArguments),
    /// Write every article that matches to a file or a pipe, for other programs and for the record
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(ExportArguments),
    /// Say what has changed since an export
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(DiffArguments),
    /// Count articles by person, organisation, place, date, source, section and language
    #[command(after_help = FACETS_EXAMPLES)]
    Facets(FacetsArguments),
    /// Count articles by day, week, month or year, by when they came out or when they speak of
    #[command(after_help = TIMELINE_EXAMPLES)]
    Timeline(TimelineArguments),
    /// Show which words, phrases and actors articles have more often than others
    #[command(after_help = TERMS_EXAMPLES)]
    Terms(TermsArguments),
    /// List the people, organisations and places, and say which of them are one
    #[command(after_help = ACTORS_EXAMPLES)]
    Actors(ActorsArguments),
    /// List the queries that are saved under names, and save, rename or remove them
    #[command(after_help = QUERY_EXAMPLES)]
    Query(QueryArguments),
    /// Show one article, with its dates and actors or with a query's words marked
    #[command(after_help = SHOW_EXAMPLES)]
    Show(ShowArguments),
    /// List what was skipped, and articles that were read less than well or have no sure date
    #[command(after_help = AUDIT_EXAMPLES)]
    Audit(AuditArguments),
    /// Show what dateline sees in a file, without an index
    #[command(after_help = ANNOTATE_EXAMPLES)]
    Annotate(AnnotateArguments),
}

impl Common {
    /// The day that it is, where the computer is.
    pub fn today(&self) -> Day {
        let date = jiff::ZonedDateTime::now().date();
        let part = |number: i8| u8::try_from(number).unwrap_or(1);
        let now = Day::from_ymd(date.year().into(), part(date.month()), part(date.day()));
        self.today.or(now).unwrap_or(Day::MAX)
    }

    /// A request for the words and filters.
    pub fn request(&self, words: &[String], filters: &Filters) -> Request {
        let evidence = filters.evidence();
        Request { filters: filters.list(), evidence, ..Request::new(words.join(" "), self.today()) }
    }
}

/// Stands before a word that begins with a dash, so that it is not taken for an option.
const DASHED: &str = "\u{0}";

/// Understands what was typed, or prints help or what is wrong with it and ends the process.
pub fn parse(typed: &[OsString]) -> Arguments {
    let draws = |argument: &OsString| argument.to_string_lossy().split('=').next() == Some("--graph");
    let mut takes_query = typed.iter().any(draws);
    let escaped = typed.iter().map(|argument| {
        let text = argument.to_string_lossy();
        let excluded_word =
            takes_query && text.len() > 1 && text != "-h" && text.starts_with('-') && !text.starts_with("--");
        takes_query |= ["search", "export", "facets", "timeline", "terms", "show", "query"].contains(&text.as_ref());
        if excluded_word { OsString::from(format!("{DASHED}{text}")) } else { argument.clone() }
    });
    let arguments = Arguments::parse_from(escaped.collect::<Vec<_>>());
    if let Command::Search(SearchArguments { by: Some(Listed::Passage), format: Some(Rows::Trec), .. }) =
        arguments.command
    {
        let message = "--format trec lists articles, each once: --by passage prints --format jsonl or csv";
        Arguments::command().error(ErrorKind::ArgumentConflict, message).exit();
    }
    if let Command::Export(export) = &arguments.command
        && let Some(message) = export.conflict()
    {
        Arguments::command().error(ErrorKind::ArgumentConflict, message).exit();
    }
    if let Command::Actors(actors) = &arguments.command
        && let Some(message) = actors.conflict()
    {
        Arguments::command().error(ErrorKind::ArgumentConflict, message).exit();
    }
    if let Command::Search(SearchArguments { corpus: None, reading, .. }) = &arguments.command
        && !reading.change().is_empty()
    {
        let message = "how files are read can be said with --corpus, or to dateline index";
        Arguments::command().error(ErrorKind::MissingRequiredArgument, message).exit();
    }
    arguments
}

fn word(text: &str) -> Result<String, String> {
    Ok(text.strip_prefix(DASHED).unwrap_or(text).to_string())
}

fn day(text: &str) -> Result<Day, String> {
    match text.parse::<PartialDate>() {
        Ok(date) if date.precision() == Precision::Day => Ok(date.first()),
        Ok(_) => Err("not a day".to_string()),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::search::syntax::Field;

    fn searched(typed: &[&str]) -> SearchArguments {
        let typed: Vec<OsString> = ["dateline", "search"].iter().chain(typed).map(OsString::from).collect();
        let Command::Search(arguments) = parse(&typed).command else { panic!() };
        arguments
    }

    #[test]
    fn the_commands_are_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn words_may_begin_with_a_dash() {
        let arguments = searched(&["Kabul", "-place:Kabul", "--date", "2021", "--json", "--date", "..2020"]);
        assert_eq!(arguments.words, ["Kabul", "-place:Kabul"]);
        assert!(arguments.json);
        let filters = arguments.filters.list();
        assert_eq!(filters, [(Field::Date, "2021".to_string()), (Field::Date, "..2020".to_string())]);
    }
}
