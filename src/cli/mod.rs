//! The command line: one file a command, and what they share. Sees only the public API; everything about colours, widths, advice and
//! exit statuses is here and nowhere below.

mod actors;
mod annotate;
mod arguments;
mod article;
mod audit;
mod bars;
mod batch;
mod complaint;
mod csv;
mod diff;
mod explain;
mod export;
mod export_rows;
mod facets;
mod failure;
mod hits;
mod index;
mod json;
mod lag;
mod list;
mod lists;
mod location;
mod output;
mod progress;
mod query;
mod remembered;
mod rows;
mod search;
mod show;
mod skips;
mod terminal;
mod terms;
mod timeline;
mod typed;
mod user_file;
mod wrap;

use std::ffi::OsString;
use std::process::ExitCode;

use arguments::Command;
use failure::Failure;
use typed::Typed;

/// What a command ends with.
pub enum Status {
    /// It was done, and something was found.
    Done = 0,
    /// Nothing was found; of `diff`, that something has changed.
    Nothing = 1,
    /// Something went wrong.
    Failed = 2,
    /// It was done, but some records were skipped.
    Skips = 3,
}

/// Runs the command that was typed; its status is for the shell.
pub fn run(typed: Vec<OsString>) -> ExitCode {
    let typed = arguments::told_apart(typed);
    let arguments = arguments::parse(&typed);
    let typed = Typed::new(&typed);
    let common = &arguments.common;
    let result = match &arguments.command {
        Command::Index(arguments) => index::run(arguments, common, &typed),
        Command::Search(arguments) => search::run(arguments, common, &typed),
        Command::Export(arguments) => export::run(arguments, common, &typed),
        Command::Diff(arguments) => diff::run(arguments, common),
        Command::Facets(arguments) => facets::run(arguments, common, &typed),
        Command::Timeline(arguments) => timeline::run(arguments, common, &typed),
        Command::Terms(arguments) => terms::run(arguments, common, &typed),
        Command::Actors(arguments) => actors::run(arguments, common, &typed),
        Command::Query(arguments) => query::run(arguments, common, &typed),
        Command::Show(arguments) => show::run(arguments, common),
        Command::Audit(arguments) => audit::run(arguments, common, &typed),
        Command::Annotate(arguments) => annotate::run(arguments, common),
    };
    let status = result.unwrap_or_else(|failure| match failure {
        // Whoever reads the output has seen enough.
        Failure::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Status::Done,
        failure => {
            terminal::complain(&failure.text(&typed));
            Status::Failed
        }
    });
    ExitCode::from(status as u8)
}
