//! What can be typed: commands, options and their help. Runs nothing.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use dateline::calendar::{Day, PartialDate, Precision};
use dateline::read::{FORMATS, Format, format_by_name};
use dateline::search::syntax::{ComplaintKind, Field, parse as parse_query};
use dateline::search::{FacetName, Request, Sort};

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
  dateline search --corpus clippings/ Kabul    both steps in one

The index is kept in .dateline, in the current folder or the nearest one above it.";

/// What every command takes.
#[derive(Args)]
pub struct Common {
    /// The folder of the index [default: $DATELINE_INDEX, else the nearest .dateline]
    #[arg(long, global = true, value_name = "DIR", display_order = 100)]
    pub index: Option<PathBuf>,
    /// The day that "yesterday" is before, for tests.
    #[arg(long, global = true, hide = true, env = "DATELINE_TODAY", value_name = "DAY", value_parser = day)]
    pub today: Option<Day>,
}

#[derive(Subcommand)]
pub enum Command {
    /// Add folders and files, refresh what changed, remove what is gone
    #[command(after_help = INDEX_EXAMPLES)]
    Index(IndexArguments),
    /// Find passages, best first
    #[command(after_help = SEARCH_EXAMPLES)]
    Search(SearchArguments),
    /// Count articles by person, organisation, place, date, source, section and language
    #[command(after_help = FACETS_EXAMPLES)]
    Facets(FacetsArguments),
    /// Show one article, with its dates and actors or with a query's words marked
    #[command(after_help = SHOW_EXAMPLES)]
    Show(ShowArguments),
    /// Show what dateline sees in a file, without an index
    #[command(after_help = ANNOTATE_EXAMPLES)]
    Annotate(AnnotateArguments),
}

const INDEX_EXAMPLES: &str = "\
Examples:
  dateline index clippings/ crawl.jsonl
  dateline index                               refresh every folder that is in the index

Exit status: 0 done, 3 done but some records were skipped, 2 failed.";

#[derive(Args)]
pub struct IndexArguments {
    /// Folders and files; without any, all that are in the index already
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub input: Input,
    /// Threads to work on [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Take in files and folders whose name begins with a dot
    #[arg(long)]
    pub hidden: bool,
}

#[derive(Args)]
pub struct Input {
    /// Read every file in this format, whatever it looks like
    #[arg(long = "input-format", value_name = "NAME", ignore_case = true,
          value_parser = PossibleValuesParser::new(FORMATS.iter().map(|f| f.name)))]
    name: Option<String>,
}

impl Input {
    /// The format that was asked for.
    pub fn format(&self) -> Option<&'static Format> {
        self.name.as_deref().and_then(format_by_name)
    }
}

const SEARCH_EXAMPLES: &str = "\
Queries:
  Taliban recognition          all the words, in any form
  '\"Islamic Emirate\"'          the words as written, side by side
  'Kabul -airport'             without a word; also AND, OR, NOT and parentheses
  'person:Lavrov date:2021-08..2021-09 title:Moscow'

Dates: 2021, 2021-08, 2021-08-15, 2021-08..2021-09-10, 2021.., ..2020, yesterday, \"last month\".

Exit status: 0 found, 1 no article matches, 2 failed.";

#[derive(Args)]
pub struct SearchArguments {
    /// What to look for; without words the filters alone, newest first
    #[arg(value_name = "QUERY", value_parser = word)]
    pub words: Vec<String>,
    /// Articles to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Articles to leave out before the first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// The order [default: relevance, or newest without words]
    #[arg(long, value_name = "ORDER", value_enum)]
    pub sort: Option<Order>,
    /// Passages to show of each article [default: 1, in JSON 3]
    #[arg(long, value_name = "N")]
    pub passages: Option<usize>,
    /// Count values too: person, org, place, actor, date, about, source, section, language, basis
    #[arg(long = "facet", value_name = "NAME[:N]", value_parser = facet, conflicts_with = "format")]
    pub facets: Vec<(FacetName, Option<usize>)>,
    /// Any of the words instead of all
    #[arg(long)]
    pub any: bool,
    /// Search this folder: refreshes an index of it in your cache folder first
    #[arg(long, value_name = "DIR", conflicts_with = "index")]
    pub corpus: Option<PathBuf>,
    /// Print one JSON document
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// Print rows for other programs: JSON Lines, a spreadsheet's table, a TREC run
    #[arg(long, value_enum)]
    pub format: Option<Rows>,
    /// Run the queries of a file with lines `id<TAB>query` (- for standard input)
    #[arg(long, value_name = "FILE", requires = "format", conflicts_with = "words")]
    pub queries: Option<PathBuf>,
    /// The name of the run in TREC output
    #[arg(long, value_name = "NAME", default_value = "dateline")]
    pub run: String,
    #[command(flatten)]
    pub filters: Filters,
}

/// The order of hits.
#[derive(Clone, Copy, ValueEnum)]
pub enum Order {
    Relevance,
    Newest,
    Oldest,
}

impl From<Order> for Sort {
    fn from(order: Order) -> Sort {
        match order {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Oldest => Sort::Oldest,
        }
    }
}

/// Rows for other programs.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rows {
    Jsonl,
    Csv,
    Trec,
}

const FACETS_EXAMPLES: &str = "\
Examples:
  dateline facets                              of everything in the index
  dateline facets Taliban --date 2021-08 --facet person:20
  dateline facets --facet actor --json

Exit status: 0 found, 1 no article matches, 2 failed.";

#[derive(Args)]
pub struct FacetsArguments {
    /// Count the articles that match; without words all that the filters leave
    #[arg(value_name = "QUERY", value_parser = word)]
    pub words: Vec<String>,
    /// What to count, and how many values to show: person, org, place, actor, date, about, source, section, language, basis
    #[arg(long = "facet", value_name = "NAME[:N]", value_parser = facet)]
    pub facets: Vec<(FacetName, Option<usize>)>,
    /// Any of the words instead of all
    #[arg(long)]
    pub any: bool,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub filters: Filters,
}

const SHOW_EXAMPLES: &str = "\
Examples:
  dateline show 3f2a91c0                       with its dates and actors
  dateline show 3f2a91c0 Taliban recognition   with the query's words";

#[derive(Args)]
pub struct ShowArguments {
    /// The article's id as search shows it, or the beginning of it
    #[arg(value_name = "ID")]
    pub id: String,
    /// Mark what this query finds
    #[arg(value_name = "QUERY", value_parser = word)]
    pub words: Vec<String>,
}

const ANNOTATE_EXAMPLES: &str = "\
Examples:
  dateline annotate article.txt
  pbpaste | dateline annotate - --published 2021-08-18
  dateline annotate crawl.jsonl --json

Exit status: 0 if there is an article, 1 if there is none, 2 failed.";

#[derive(Args)]
pub struct AnnotateArguments {
    /// Files or folders; - for a text on standard input
    #[arg(value_name = "FILE", required = true)]
    pub paths: Vec<PathBuf>,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
    /// When the articles came out: 2021-08-18, 2021-08 or 2021
    #[arg(long, value_name = "DATE")]
    pub published: Option<PartialDate>,
    #[command(flatten)]
    pub input: Input,
}

/// Filters beside the query. Values of one filter are alternatives, different filters are all required.
#[derive(Args)]
#[command(next_help_heading = "Filters (each can be repeated)")]
pub struct Filters {
    /// Published then
    #[arg(long, value_name = "RANGE", allow_hyphen_values = true)]
    date: Vec<String>,
    /// Speaking of then
    #[arg(long, value_name = "RANGE", allow_hyphen_values = true)]
    about: Vec<String>,
    /// Naming this person, organisation or place
    #[arg(long, value_name = "NAME")]
    actor: Vec<String>,
    /// Naming this person
    #[arg(long, value_name = "NAME")]
    person: Vec<String>,
    /// Naming this organisation
    #[arg(long, value_name = "NAME")]
    org: Vec<String>,
    /// Naming this place
    #[arg(long, value_name = "NAME")]
    place: Vec<String>,
    /// From this outlet
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// In this section
    #[arg(long, value_name = "NAME")]
    section: Vec<String>,
    /// In this language, such as en
    #[arg(long, value_name = "CODE")]
    language: Vec<String>,
    /// Dated by: metadata, url, name, dateline, text, capture, given, none
    #[arg(long, value_name = "BASIS")]
    basis: Vec<String>,
}

impl Filters {
    /// The filters as a request takes them.
    pub fn list(&self) -> Vec<(Field, String)> {
        let by_field = [
            (Field::Date, &self.date),
            (Field::About, &self.about),
            (Field::Actor, &self.actor),
            (Field::Person, &self.person),
            (Field::Org, &self.org),
            (Field::Place, &self.place),
            (Field::Source, &self.source),
            (Field::Section, &self.section),
            (Field::Language, &self.language),
            (Field::Basis, &self.basis),
        ];
        by_field.into_iter().flat_map(|(field, values)| values.iter().map(move |v| (field, v.clone()))).collect()
    }
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
        Request { filters: filters.list(), ..Request::new(words.join(" "), self.today()) }
    }
}

/// Stands before a word that begins with a dash, so that it is not taken for an option.
const DASHED: &str = "\u{0}";

/// Understands what was typed, or prints help or what is wrong with it and ends the process.
pub fn parse(typed: &[OsString]) -> Arguments {
    let mut takes_query = false;
    let escaped = typed.iter().map(|argument| {
        let text = argument.to_string_lossy();
        let excluded_word =
            takes_query && text.len() > 1 && text != "-h" && text.starts_with('-') && !text.starts_with("--");
        takes_query |= ["search", "facets", "show"].contains(&text.as_ref());
        if excluded_word { OsString::from(format!("{DASHED}{text}")) } else { argument.clone() }
    });
    let arguments = Arguments::parse_from(escaped.collect::<Vec<_>>());
    if let Command::Search(SearchArguments { queries: Some(_), format: Some(Rows::Csv), .. }) = arguments.command {
        let message = "--queries prints --format trec or jsonl";
        Arguments::command().error(ErrorKind::ArgumentConflict, message).exit();
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

/// A facet, and how many of its values: `person`, `person:20`.
fn facet(text: &str) -> Result<(FacetName, Option<usize>), String> {
    let (name, most) = match text.split_once(':') {
        Some((name, most)) => (name, Some(most)),
        None => (text, None),
    };
    let facet = FacetName::from_name(name).ok_or_else(|| unknown_facet(name))?;
    let most = most.map(|m| m.parse().map_err(|_| format!("{m:?} is no number of values, as in {name}:20")));
    Ok((facet, most.transpose()?))
}

fn unknown_facet(name: &str) -> String {
    let names: Vec<&str> = FacetName::ALL.iter().map(|f| f.name()).collect();
    // Facets are fields: the query parser knows which of them are nearly called so.
    let complaints = parse_query(&format!("{name}:x"), Day::MIN).complaints;
    let near = complaints.iter().find_map(|complaint| match &complaint.kind {
        ComplaintKind::UnknownField { nearest, .. } => nearest.iter().copied().find(|n| names.contains(n)),
        _ => None,
    });
    let meant = near.map(|n| format!(", did you mean {n}?")).unwrap_or_default();
    format!("there is no facet {name:?}{meant} (facets: {})", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn facets_have_a_name_and_perhaps_a_number() {
        assert_eq!(facet("person"), Ok((FacetName::Person, None)));
        assert_eq!(facet("date:5"), Ok((FacetName::Date, Some(5))));
        assert!(facet("date:x").unwrap_err().contains("date:20"));
        assert!(facet("persn").unwrap_err().contains("did you mean person?"));
        assert!(facet("title").unwrap_err().contains("facets: person, org"));
    }
}
