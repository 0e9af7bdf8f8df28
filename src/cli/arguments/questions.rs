//! The commands that ask an index: `search` and `facets`, and what they and `timeline` filter by.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use dateline::calendar::Day;
use dateline::search::syntax::{ComplaintKind, Field, parse as parse_query};
use dateline::search::{By, Evidence, FacetName, HalfLife, Like, Sort, ValueOrder, Values};

use super::reading::Reading;
use super::{BARE, word};

pub const SEARCH_EXAMPLES: &str = "\
Queries:
  Taliban recognition          all the words, in any form
  '\"Islamic Emirate\"'          the words as written, side by side
  'Kabul -airport'             without a word; also AND, OR, NOT and parentheses
  'Kabul NEAR/5 fall'          at most five words between; ADJ/5 in this order
  'steuer* gaddafi~1'          beginnings of words; words that differ by one letter
  'person:Lavrov date:2021-08..2021-09 title:Moscow'
  query:NAME                   what dateline query save NAME keeps

More like this, by the id under a title:
  dateline search --like 3f2a91c0                  articles that resemble one
  dateline search --like 3f2a91c0 --by passage     passages that resemble it
  dateline search --like 3f2a91c0:2 Kabul          what resembles its second passage, and has a word

Dates: 2021, 2021-08, 2021-08-15, 2021-08..2021-09-10, 2021.., ..2020, yesterday, \"last month\".

Exit status: 0 found, 1 no article matches, 2 failed.";

#[derive(Args)]
pub struct SearchArguments {
    /// What to look for; without words the filters alone, newest first
    #[arg(value_name = "QUERY", value_parser = word)]
    pub words: Vec<String>,
    /// What resembles this article, or its Nth passage, the most alike first
    #[arg(long, value_name = "ID[:N]")]
    pub like: Option<Like>,
    /// Articles to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Articles to leave out before the first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// The order [default: relevance, or newest without words]
    #[arg(long, value_name = "ORDER", value_enum)]
    pub sort: Option<Order>,
    /// Let the age of an article count: at this age it counts half, as 30d, 2w, 6m or 1y
    #[arg(long, value_name = "AGE", value_parser = half_life)]
    pub fresh: Option<HalfLife>,
    /// What to list: articles, or passages across articles [default: article]
    #[arg(long, value_name = "WHAT", value_enum, conflicts_with = "passages")]
    pub by: Option<Listed>,
    /// Passages to show of each article [default: 1, in JSON 3]
    #[arg(long, value_name = "N")]
    pub passages: Option<usize>,
    /// Count values too: person, org, place, actor, date, about, source, section, topic, author, language, basis, filetype
    #[arg(long = "facet", value_name = "NAME[:N]", value_parser = facet, conflicts_with = "format")]
    pub facets: Vec<(FacetName, Option<usize>)>,
    /// Any of the words instead of all
    #[arg(long)]
    pub any: bool,
    /// Say what the query was read as, and where each hit has its score from
    #[arg(long, conflicts_with = "format")]
    pub explain: bool,
    /// Search this folder: refreshes an index of it in your cache folder first
    #[arg(long, value_name = "DIR", conflicts_with = "index")]
    pub corpus: Option<PathBuf>,
    /// Print one JSON document
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// Print rows for other programs: JSON Lines, a spreadsheet's table, a TREC run
    #[arg(long, value_enum)]
    pub format: Option<Rows>,
    /// Run the queries of a file (- for standard input): one a line, or lines `id<TAB>query`, as its first one is; without ids the
    /// numbers of the lines are printed. Empty lines, and those that begin with `# `, are left out
    #[arg(long, value_name = "FILE", requires = "format", conflicts_with = "words")]
    pub queries: Option<PathBuf>,
    /// The name of the run in TREC output
    #[arg(long, value_name = "NAME", default_value = "dateline")]
    pub run: String,
    #[command(flatten)]
    pub filters: Filters,
    #[command(flatten)]
    pub reading: Reading,
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

/// What to list.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Listed {
    /// Articles, each once
    Article,
    /// Passages, however many of them are of one article
    Passage,
}

impl From<Listed> for By {
    fn from(listed: Listed) -> By {
        match listed {
            Listed::Article => By::Article,
            Listed::Passage => By::Passage,
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

pub const FACETS_EXAMPLES: &str = "\
Examples:
  dateline facets                              of everything in the index
  dateline facets Taliban --date 2021-08 --facet person:20
  dateline facets --facet about                the years that articles speak of
  dateline facets --facet about --about 2021   the months of 2021
  dateline facets --person Lavrov --person Blinken --org NATO
  dateline facets --facet person --contains Zelenski
  dateline facets --facet actor --json

Values that a filter names are chosen: articles with any of them match, and their facet is counted as if
none were chosen (chosen ones are ticked), so that you see what else there is. What stands in QUERY, such
as person:Lavrov, holds for all counts.

Dates are counted by year, by month where there is but one year, by day where there is but one month;
an article that says less counts under what it says. Filters for dates leave out other dates too.

Exit status: 0 found, 1 no article matches, 2 failed.";

#[derive(Args)]
pub struct FacetsArguments {
    /// Count the articles that match; without words all that the filters leave
    #[arg(value_name = "QUERY", value_parser = word)]
    pub words: Vec<String>,
    /// What to count, and how many values to show: person, org, place, actor, date, about, source, section, topic, author, language, basis, filetype
    #[arg(long = "facet", value_name = "NAME[:N]", value_parser = facet)]
    pub facets: Vec<(FacetName, Option<usize>)>,
    /// Only values with this in their names, or in another name of the actor; names like it, if there are none
    #[arg(long, value_name = "TEXT")]
    pub contains: Option<String>,
    /// Only values that at least so many articles have
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub min: u64,
    /// The order of values [default: count, of dates time]
    #[arg(long, value_name = "ORDER", value_enum)]
    pub sort: Option<SortedBy>,
    /// Any of the words instead of all
    #[arg(long)]
    pub any: bool,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub filters: Filters,
}

impl FacetsArguments {
    /// Which values are wanted, and in what order.
    pub fn values(&self) -> Values {
        let order = self.sort.map(|order| match order {
            SortedBy::Count => ValueOrder::Count,
            SortedBy::Name => ValueOrder::Name,
        });
        Values { containing: self.contains.clone(), at_least: self.min, order }
    }
}

/// The order of the values of a facet.
#[derive(Clone, Copy, ValueEnum)]
pub enum SortedBy {
    /// Most articles first
    Count,
    /// By name; dates as they follow each other
    Name,
}

/// Filters beside the query. Values of one filter are alternatives, different filters are all required.
#[derive(Args)]
#[command(next_help_heading = "Filters (each can be repeated)")]
pub struct Filters {
    /// Published then; missing for articles without a date
    #[arg(long, value_name = "RANGE", allow_hyphen_values = true)]
    date: Vec<String>,
    /// Speaking of then; missing for articles that speak of no date
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
    /// About this, as its record says: a keyword or topic
    #[arg(long, value_name = "NAME")]
    topic: Vec<String>,
    /// By this author
    #[arg(long, value_name = "NAME")]
    author: Vec<String>,
    /// In this language, such as en
    #[arg(long, value_name = "CODE")]
    language: Vec<String>,
    /// Dated by: metadata, url, name, dateline, text, capture, given, none
    #[arg(long, value_name = "BASIS")]
    basis: Vec<String>,
    /// From a file of this sort, such as html
    #[arg(long, value_name = "SORT")]
    filetype: Vec<String>,
    /// What tells whom an article names, for filters and counts
    #[arg(long, value_name = "WHAT", value_enum, default_value = "any")]
    evidence: Telling,
}

/// What tells whom an article names.
#[derive(Clone, Copy, ValueEnum)]
pub enum Telling {
    /// Its text, or what its record carries beside it
    Any,
    /// Its text
    Text,
    /// What its record carries beside the text
    Metadata,
}

impl From<Telling> for Evidence {
    fn from(telling: Telling) -> Evidence {
        match telling {
            Telling::Any => Evidence::Any,
            Telling::Text => Evidence::Text,
            Telling::Metadata => Evidence::Metadata,
        }
    }
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
            (Field::Topic, &self.topic),
            (Field::Author, &self.author),
            (Field::Language, &self.language),
            (Field::Basis, &self.basis),
            (Field::FileType, &self.filetype),
        ];
        let named = |(field, values): (Field, &Vec<String>)| {
            values.iter().filter(|value| *value != BARE).map(|value| (field, value.clone())).collect::<Vec<_>>()
        };
        by_field.into_iter().flat_map(named).collect()
    }

    /// What tells whom an article names.
    pub fn evidence(&self) -> Evidence {
        self.evidence.into()
    }

    /// Whether `--about` stands without a range, which only `timeline` takes.
    pub fn is_about_bare(&self) -> bool {
        self.about.iter().any(|value| value == BARE)
    }
}

/// A facet, and how many of its values: `person`, `person:20`.
fn facet(text: &str) -> Result<(FacetName, Option<usize>), String> {
    let (name, most) = match text.split_once(':') {
        Some((name, most)) => (name, Some(most)),
        None => (text, None),
    };
    let facet = FacetName::from_name(name).ok_or_else(|| unknown_facet(name, &FacetName::ALL))?;
    let most = most.map(|m| m.parse().map_err(|_| format!("{m:?} is no number of values, as in {name}:20")));
    Ok((facet, most.transpose()?))
}

fn half_life(text: &str) -> Result<HalfLife, String> {
    text.parse().map_err(|error| format!("{error}, as in 30d, 2w, 6m or 1y"))
}

/// Says that none of some facets is called so, and which may be meant.
pub fn unknown_facet(name: &str, facets: &[FacetName]) -> String {
    let names: Vec<&str> = facets.iter().map(|f| f.name()).collect();
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

    #[test]
    fn facets_have_a_name_and_perhaps_a_number() {
        assert_eq!(facet("person"), Ok((FacetName::Person, None)));
        assert_eq!(facet("date:5"), Ok((FacetName::Date, Some(5))));
        assert!(facet("date:x").unwrap_err().contains("date:20"));
        assert!(facet("persn").unwrap_err().contains("did you mean person?"));
        assert!(facet("title").unwrap_err().contains("facets: person, org"));
    }
}
