//! The command `index`, and the options that say how files are read.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use dateline::read::{FORMATS, Format, format_by_name};

pub const INDEX_EXAMPLES: &str = "\
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
