//! The commands about single articles: `show`, `annotate` and `audit`.

use std::path::PathBuf;

use clap::Args;
use dateline::calendar::PartialDate;
use dateline::search::Finding;

use super::reading::Reading;
use super::word;

pub const SHOW_EXAMPLES: &str = "\
Examples:
  dateline show 3f2a91c0                       with its dates and actors
  dateline show 3f2a91c0 Taliban recognition   with the query's words, and how often they are in it
  dateline show 3f2a91c0 Taliban --json";

#[derive(Args)]
pub struct ShowArguments {
    /// The article's id as search shows it, or the beginning of it
    #[arg(value_name = "ID")]
    pub id: String,
    /// Mark what this query finds
    #[arg(value_name = "QUERY", value_parser = word)]
    pub words: Vec<String>,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

pub const ANNOTATE_EXAMPLES: &str = "\
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
    pub reading: Reading,
}

pub const AUDIT_EXAMPLES: &str = "\
Examples:
  dateline audit                               a few examples of each finding
  dateline audit --only undated --all          every article without a date
  dateline audit clippings/2021 --json

Findings: skipped (could not be read), empty (nothing in it to read), truncated (the end is missing),
decoded-by-guess (the encoding is not proved), garbled (spoiled by a wrong encoding), undated,
conflicting-date (something names another day), guessed-date (from the text, or from when the article
was captured).

Exit status: 0 done, 2 failed.";

#[derive(Args)]
pub struct AuditArguments {
    /// Only what lies below these folders or files
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only these findings, such as undated or skipped,garbled
    #[arg(long, value_name = "FINDING", value_delimiter = ',', value_parser = finding)]
    pub only: Vec<Finding>,
    /// List every record, not only a few examples
    #[arg(long, conflicts_with = "json")]
    pub all: bool,
    /// Print one JSON document, with every record
    #[arg(long)]
    pub json: bool,
}

fn finding(name: &str) -> Result<Finding, String> {
    let names: Vec<String> = Finding::ALL.iter().map(|finding| finding.name().replace('_', "-")).collect();
    Finding::from_name(name).ok_or_else(|| format!("there is no such finding (findings: {})", names.join(", ")))
}
