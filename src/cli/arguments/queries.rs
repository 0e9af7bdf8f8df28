//! The command about saved queries.

use clap::{Args, Subcommand};

use super::word;

pub const QUERY_EXAMPLES: &str = "\
Examples:
  dateline query                               those that are saved
  dateline query save fall 'Kabul NEAR/5 (fall OR fell)'
  dateline search query:fall person:Lavrov     what it stands for, as if in parentheses
  dateline query rename fall kabul-2021        also where others use it
  dateline query remove kabul-2021

A name is made of letters, digits, - and _. Saved queries are kept in queries.toml beside the
index, a text that you can read, change and share. One may use others, but not itself.

Exit status: 0 done, 1 no query is saved, 2 failed.";

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct QueryArguments {
    #[command(subcommand)]
    pub change: Option<QueryCommand>,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Subcommand)]
pub enum QueryCommand {
    /// Keep a query under a name
    Save {
        /// The name
        #[arg(value_name = "NAME", value_parser = word)]
        name: String,
        /// What it is to stand for
        #[arg(value_name = "QUERY", required = true, value_parser = word)]
        words: Vec<String>,
    },
    /// Forget a query
    Remove {
        /// Its name
        #[arg(value_name = "NAME", value_parser = word)]
        name: String,
    },
    /// Give a query another name, also where others use it
    Rename {
        /// Its name
        #[arg(value_name = "OLD", value_parser = word)]
        old: String,
        /// The name that it is to have
        #[arg(value_name = "NEW", value_parser = word)]
        new: String,
    },
}
