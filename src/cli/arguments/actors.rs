//! The command about actors: who there is, who is named with whom, and what the user says of them.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use dateline::annotate::ActorKind;

use super::questions::Filters;
use super::word;

pub const ACTORS_EXAMPLES: &str = "\
Examples:
  dateline actors                              who is in most articles
  dateline actors Gaddafi                      one: its names, when and with whom it is named
  dateline actors Gaddafi --json               the same, with everybody who is named with it
  dateline actors --graph net.graphml --date 2011 --min 3
                                               who is named with whom, for Gephi and the like
  dateline actors suggest                      who may be one and the same
  dateline actors merge 'Muammar Gaddafi' Kadafi 'Moammar Gadhafi'
  dateline actors hide Reuters --type org

Whom an actor is tellingly with: those who share at least two articles with it, ordered by how
far that is from chance (the log-likelihood ratio), so that they are neither those who are in
most articles anyway, nor those who are named only once, and there. The passage under the first
five is the one that names the fewest others; of several, the one in the newest article.

A network (--graph) joins two where a passage or a title names both; its weights are the numbers
of these passages, and each pair comes with the id and the record of an article that shows it.
.graphml is one file. .csv is two tables, the pairs in FILE and the actors in FILE-nodes.csv: give
Gephi the actors first (Import Spreadsheet, Nodes table), and append the pairs (Edges table).

What you say is kept in actors.toml beside the index, a text that you can read, change and
share. It holds at once, without reading the articles again.

Exit status: 0 found or done, 1 nobody is called so or no article matches, 2 failed.";

#[derive(Args)]
pub struct ActorsArguments {
    #[command(subcommand)]
    pub change: Option<ActorsCommand>,
    /// Only who is called so; with --graph, the query for the articles to look at
    #[arg(value_name = "NAME", value_parser = word)]
    pub words: Vec<String>,
    /// Only people, organisations or places
    #[arg(long = "type", value_name = "TYPE", value_enum)]
    pub kind: Option<Kind>,
    /// Actors to show [default: 30, in JSON all, in a network the 500 in most articles]
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Print one JSON document
    #[arg(long, conflicts_with = "graph")]
    pub json: bool,
    /// Write who is named with whom in the articles that match, as .graphml or .csv
    #[arg(long, value_name = "FILE", value_parser = graph_file)]
    pub graph: Option<(PathBuf, GraphFormat)>,
    /// In a network, only pairs that at least so many passages name together
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub min: u64,
    /// In the query of a network, any of the words instead of all
    #[arg(long, requires = "graph")]
    pub any: bool,
    #[command(flatten)]
    pub filters: Filters,
}

impl ActorsArguments {
    /// What cannot go together.
    pub fn conflict(&self) -> Option<&'static str> {
        let is_of_network = self.any || self.min > 1 || !self.filters.list().is_empty();
        match (&self.graph, &self.change) {
            (Some(_), Some(_)) => Some(
                "--graph takes a query; a word of it that is the name of a command stands behind --, as in --graph FILE -- watch",
            ),
            (None, _) if is_of_network => Some("filters and --min are for a network: --graph FILE"),
            _ => None,
        }
    }
}

/// How a network is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphFormat {
    /// Two tables.
    Csv,
    /// GraphML.
    Graphml,
}

/// A file for a network, whose ending says how it is written.
fn graph_file(text: &str) -> Result<(PathBuf, GraphFormat), String> {
    let path = Path::new(text);
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let format = match ending.as_deref() {
        Some("csv") => GraphFormat::Csv,
        Some("graphml") => GraphFormat::Graphml,
        _ => return Err("the file must end in .graphml or .csv, which says what is written".to_string()),
    };
    Ok((path.to_path_buf(), format))
}

#[derive(Subcommand)]
pub enum ActorsCommand {
    /// Count others as one actor
    Merge {
        /// The actor that they are
        #[arg(value_name = "ACTOR")]
        into: String,
        /// Its other names
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
        #[command(flatten)]
        of: OfKind,
    },
    /// Count a name by itself that was taken for an actor's
    Split {
        /// The actor
        #[arg(value_name = "ACTOR")]
        actor: String,
        /// What is not its name
        #[arg(value_name = "NAME")]
        name: String,
        #[command(flatten)]
        of: OfKind,
    },
    /// Give an actor the name under which it is to be shown
    Rename {
        /// A name that it has
        #[arg(value_name = "ACTOR")]
        old: String,
        /// The name to show
        #[arg(value_name = "NAME")]
        new: String,
        #[command(flatten)]
        of: OfKind,
    },
    /// Say that an actor is a person, an organisation or a place
    Type {
        /// The actor
        #[arg(value_name = "ACTOR")]
        actor: String,
        /// What it is
        #[arg(value_name = "TYPE", value_enum)]
        kind: Kind,
    },
    /// Never count, mark or suggest an actor
    Hide {
        /// The actor
        #[arg(value_name = "ACTOR")]
        actor: String,
        #[command(flatten)]
        of: OfKind,
    },
    /// Count an actor again that was hidden
    Unhide {
        /// The actor
        #[arg(value_name = "ACTOR")]
        actor: String,
        #[command(flatten)]
        of: OfKind,
    },
    /// Say that two names are not of one actor
    Distinct {
        /// A name
        #[arg(value_name = "NAME")]
        one: String,
        /// Another
        #[arg(value_name = "NAME")]
        other: String,
    },
    /// Put actors on a list to filter by: --actor @LIST
    Watch {
        /// The list
        #[arg(value_name = "LIST")]
        list: String,
        /// Who is to be on it
        #[arg(value_name = "ACTOR", required = true)]
        who: Vec<String>,
    },
    /// Take actors from a list
    Unwatch {
        /// The list
        #[arg(value_name = "LIST")]
        list: String,
        /// Who is not to be on it
        #[arg(value_name = "ACTOR", required = true)]
        who: Vec<String>,
    },
    /// Show who may be one and the same, with the command that says so
    Suggest {
        /// Pairs to show
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: usize,
        /// Print one JSON document
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        of: OfKind,
    },
    /// Take over names from a list that Wikidata gave (CSV or TSV)
    Import {
        /// The list, with a column of items and one of names
        #[arg(value_name = "FILE")]
        list: PathBuf,
        #[command(flatten)]
        of: OfKind,
    },
    /// Show what your file changes in the numbers of articles
    Diff {
        /// Another file to compare with; without one, with no file
        #[arg(value_name = "FILE")]
        other: Option<PathBuf>,
        /// Actors to show
        #[arg(long, value_name = "N", default_value_t = 30)]
        limit: usize,
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
}

/// Which of several actors of one name.
#[derive(Args)]
pub struct OfKind {
    /// The person, organisation or place of that name
    #[arg(long = "type", value_name = "TYPE", value_enum)]
    pub kind: Option<Kind>,
}

/// A sort of actor.
#[derive(Clone, Copy, ValueEnum)]
pub enum Kind {
    Person,
    Org,
    Place,
}

impl From<Kind> for ActorKind {
    fn from(kind: Kind) -> ActorKind {
        match kind {
            Kind::Person => ActorKind::Person,
            Kind::Org => ActorKind::Organisation,
            Kind::Place => ActorKind::Place,
        }
    }
}
