//! How long a process takes that starts, opens an index, answers one query and ends.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::collection::Collection;
use crate::queries::{Kind, Query};
use crate::table::Table;

/// How many processes are started.
const STARTS: usize = 50;
/// What the issue allows, in milliseconds.
const WANTED: f64 = 15.0;

/// Adds the row; one without figures when the command gives no answer.
pub fn measure(collection: &Collection, queries: &[Query], index: &Path, table: &mut Table) {
    let words: Vec<&str> = queries.iter().filter(|q| q.kind == Kind::Word).map(|q| q.text.as_str()).collect();
    let mut words = words.iter().cycle();
    // The first one only warms up.
    let times: Option<Vec<f64>> = words.by_ref().take(STARTS + 1).map(|word| run(index, word)).collect();
    let mut times = times.map_or_else(Vec::new, |mut times| times.split_off(1.min(times.len())));
    table.process("fresh process, ms", &collection.label(), &mut times, WANTED);
}

/// Milliseconds of wall time; none when there was no answer in JSON.
fn run(index: &Path, word: &str) -> Option<f64> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.arg("--index").arg(index).args(["search", word, "--json"]).stdin(Stdio::null()).stderr(Stdio::null());
    let started = Instant::now();
    let output = command.output().ok()?;
    let taken = started.elapsed();
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).ok()?;
    answer.get("hits").map(|_| taken.as_secs_f64() * 1e3)
}
