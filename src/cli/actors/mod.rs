//! `dateline actors`: who there is in the index, and what the user says of them.

mod change;
mod company;
mod diff;
mod graph;
mod graph_tables;
mod graphml;
mod import;
mod list;
mod page;
mod suggest;
mod when;

use dateline::annotate::ActorKind;

use super::arguments::{ActorsArguments, ActorsCommand, Common, Kind, OfKind};
use super::failure::Failure;
use super::typed::Typed;
use super::{Status, user_file};

/// Runs the command.
pub fn run(arguments: &ActorsArguments, common: &Common, typed: &Typed) -> Result<Status, Failure> {
    match &arguments.change {
        None => match &arguments.graph {
            Some((path, format)) => graph::run(path, *format, arguments, common, typed),
            None => list::run(arguments, common),
        },
        Some(ActorsCommand::Suggest { limit, json, of }) => suggest::run(*limit, *json, kinds(of.kind), common),
        Some(ActorsCommand::Diff { other, limit, json }) => diff::run(other.as_deref(), *limit, *json, common),
        Some(ActorsCommand::Import { list, of }) => import::run(list, kind(of), common),
        Some(change) => change::run(change, common),
    }
}

fn kind(of: &OfKind) -> Option<ActorKind> {
    of.kind.map(ActorKind::from)
}

/// The sorts of actors that are asked for.
fn kinds(asked: Option<Kind>) -> Vec<ActorKind> {
    asked.map_or(ActorKind::ALL.to_vec(), |kind| vec![kind.into()])
}
