//! `dateline actors import`: names from a list that Wikidata gave.

use std::io;
use std::path::Path;

use dateline::actors::ImportError;
use dateline::annotate::ActorKind;

use super::super::arguments::Common;
use super::super::failure::Failure;
use super::super::terminal::{count, note};
use super::{Status, change};

/// Lines of the list that are named.
const NAMED: usize = 20;

/// Runs the command.
pub fn run(list: &Path, kind: Option<ActorKind>, common: &Common) -> Result<Status, Failure> {
    let bytes = std::fs::read(list).map_err(|error| Failure::File(list.to_path_buf(), error))?;
    let not_text = |_| io::Error::new(io::ErrorKind::InvalidData, "this is not UTF-8; save the list as UTF-8");
    let table = String::from_utf8(bytes).map_err(|error| Failure::File(list.to_path_buf(), not_text(error)))?;
    change::edit(common, |_, draft| {
        let report = draft.import(&table, kind).map_err(|error| match error {
            ImportError::Table(error) => Failure::Table(list.to_path_buf(), error),
            ImportError::Edit(error) => Failure::Edit(error),
        })?;
        for left_out in report.left_out.iter().take(NAMED) {
            note(&format!("left out: {left_out}"));
        }
        if report.left_out.len() > NAMED {
            note(&format!("left out: {} more", report.left_out.len() - NAMED));
        }
        let (added, completed) = (count(report.added as u64, "actor"), count(report.completed as u64, "actor"));
        Ok(format!("{added} added, {completed} completed, {} as before", report.unchanged))
    })
}
