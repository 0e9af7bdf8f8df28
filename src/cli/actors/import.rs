//! `dateline actors import`: names from a list that Wikidata gave.

use std::path::Path;

use dateline::annotate::ActorKind;

use super::super::arguments::Common;
use super::super::failure::Failure;
use super::Status;

/// Runs the command.
pub fn run(_list: &Path, _kind: Option<ActorKind>, _common: &Common) -> Result<Status, Failure> {
    Ok(Status::Nothing)
}
