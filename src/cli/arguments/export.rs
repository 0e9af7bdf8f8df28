//! The commands `export` and `diff`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use dateline::search::ExportOrder;

use super::questions::Filters;
use super::word;

pub const EXPORT_EXAMPLES: &str = "\
Examples:
  dateline export Taliban recognition > hits.jsonl
  dateline export Taliban --date 2021-08 --output hits.csv
  dateline export query:fall --bodies --output fall.jsonl --manifest fall.manifest.json
  dateline diff fall.manifest.json             later: what is new, gone or changed since

Every article that matches is written once, with the passages in which anything is marked, in the
order of the text. Articles are in the order of time: an order by relevance compares the passages
of the best ones only, and dateline search has it.

JSON Lines have what dateline search --format jsonl has but for the score, and also sections,
authors, language and a hash of title and text. A table (RFC 4180, in UTF-8) has a row an article:
values that share a cell are separated by semicolons, and passages that do not follow each other
by […]. Where a spreadsheet would take a text for a formula, as it begins with = + - or @, an
apostrophe stands before it; JSON Lines have every text as it is.

A file is written whole or not at all. The manifest keeps what was asked of which index, what
saved queries stood for, and the articles in their order; it is written when all rows are.

Exit status: 0 found, 1 no article matches, 2 failed.";

#[derive(Args)]
pub struct ExportArguments {
    /// What to look for; without words all that the filters leave
    #[arg(value_name = "QUERY", value_parser = word)]
    pub words: Vec<String>,
    /// How to write: JSON Lines, or a table for spreadsheets [default: csv if --output ends so, else jsonl]
    #[arg(long, value_enum)]
    format: Option<ExportRows>,
    /// Write to this file [default: - for standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Add the whole text of each article (JSON Lines only: a cell of a spreadsheet does not hold it)
    #[arg(long)]
    pub bodies: bool,
    /// Write a manifest to this file, for the record and for dateline diff
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,
    /// The order, by date of publication [default: newest]
    #[arg(long, value_name = "ORDER", value_enum)]
    pub sort: Option<InTime>,
    /// Any of the words instead of all
    #[arg(long)]
    pub any: bool,
    #[command(flatten)]
    pub filters: Filters,
}

impl ExportArguments {
    /// How rows are written.
    pub fn rows(&self) -> ExportRows {
        let is_table = |path: &Path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
        let usual = if self.output().is_some_and(is_table) { ExportRows::Csv } else { ExportRows::Jsonl };
        self.format.unwrap_or(usual)
    }

    /// The file that they are written to, if it is not standard output.
    pub fn output(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| path.as_os_str() != "-")
    }

    /// What cannot be done together.
    pub(super) fn conflict(&self) -> Option<&'static str> {
        let place = |path: &Path| std::path::absolute(path).ok();
        let same = |manifest: &PathBuf| self.output().is_some_and(|output| place(output) == place(manifest));
        match self.rows() {
            ExportRows::Csv if self.bodies => {
                Some("a cell of a spreadsheet holds no whole text: --bodies needs --format jsonl")
            }
            _ if self.manifest.as_ref().is_some_and(same) => Some("--output and --manifest name the same file"),
            _ => None,
        }
    }
}

/// Rows of exported articles.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportRows {
    Jsonl,
    Csv,
}

impl ExportRows {
    /// As it is typed.
    pub fn name(self) -> &'static str {
        match self {
            ExportRows::Jsonl => "jsonl",
            ExportRows::Csv => "csv",
        }
    }
}

/// An order by time.
#[derive(Clone, Copy, ValueEnum)]
pub enum InTime {
    Newest,
    Oldest,
}

impl From<InTime> for ExportOrder {
    fn from(order: InTime) -> ExportOrder {
        match order {
            InTime::Newest => ExportOrder::Newest,
            InTime::Oldest => ExportOrder::Oldest,
        }
    }
}

pub const DIFF_EXAMPLES: &str = "\
Examples:
  dateline diff fall.manifest.json
  dateline diff fall.manifest.json --json
  dateline diff fall.manifest.json || mail -s 'news of the fall' me < /dev/null

What the manifest asked is asked again: \"yesterday\" is the day before the export, and saved
queries stand for what they stood for then; it is said where they stand for something else now.
An article is changed if its title, its text or its date of publication is another.

Exit status: 0 nothing has changed, 1 something has, 2 failed.";

#[derive(Args)]
pub struct DiffArguments {
    /// What dateline export --manifest has written
    #[arg(value_name = "MANIFEST")]
    pub manifest: PathBuf,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}
