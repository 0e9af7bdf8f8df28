//! The command `terms`.

use clap::Args;
use clap::builder::RangedU64ValueParser;

use super::questions::Filters;
use super::word;

pub const TERMS_EXAMPLES: &str = "\
Examples:
  dateline terms Taliban                       what these articles have that others have not
  dateline terms --source Reuters --date 2021  what an outlet wrote about in a year
  dateline terms person:Lavrov --limit 50 --json

Words are counted in any form, phrases as they are written, copies of a text once. The order is by how surely it is no accident (log-likelihood): \
what many of these articles have and few others comes first. Words, names and phrases that you ask for are left out.

Exit status: 0 found, 1 no article matches, 2 failed.";

#[derive(Args)]
pub struct TermsArguments {
    /// The articles to compare with all others; without words those that the filters leave
    #[arg(value_name = "QUERY", value_parser = word)]
    pub words: Vec<String>,
    /// Words, phrases and actors to show, of each so many
    #[arg(long, value_name = "N", default_value_t = 15, value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    pub limit: usize,
    /// Any of the words instead of all
    #[arg(long)]
    pub any: bool,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub filters: Filters,
}
