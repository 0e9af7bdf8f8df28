//! The command `index`.

use std::path::PathBuf;

use clap::Args;

use super::reading::Reading;

pub const INDEX_EXAMPLES: &str = "\
Examples:
  dateline index clippings/ crawl.jsonl
  dateline index                               refresh every folder that is in the index
  dateline index clippings/ --exclude drafts --exclude '*.bak'
  dateline index export.csv --map title=Headline,text=Body,published=Datum
  find . -name '*.html' -newer last | dateline index --list-file -

What is said under Reading and Limits is remembered with each folder, and holds whenever it is
refreshed, until it is said anew or forgotten with --forget-options.

Exit status: 0 done, 3 done but some records were skipped, 2 failed.";

#[derive(Args)]
pub struct IndexArguments {
    /// Folders and files; without any, all that are in the index already
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Folders and files from a list, one a line or separated by zero bytes (- for standard input)
    #[arg(long, value_name = "FILE")]
    pub list_file: Option<PathBuf>,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
    /// Threads to work on [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Read the folders that are named in the usual way again, but for what is said now
    #[arg(long)]
    pub forget_options: bool,
    #[command(flatten)]
    pub reading: Reading,
}
