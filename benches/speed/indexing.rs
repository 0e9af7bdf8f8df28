//! How fast articles are indexed, by turns with bare Tantivy.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use dateline::calendar::Day;
use dateline::index::{IndexDirectory, RefreshOptions};

use crate::collection::Collection;
use crate::stock;
use crate::table::Table;

/// The indexes of the last round.
pub struct Indexes {
    /// dateline's.
    pub dateline: PathBuf,
    /// Bare Tantivy's.
    pub stock: PathBuf,
}

/// Measures `rounds` times, with a row for reading included if `read` says so.
pub fn measure(
    collection: &Collection,
    rounds: usize,
    read: bool,
    folder: &Path,
    table: &mut Table,
) -> Result<Indexes, Box<dyn Error>> {
    let threads = thread::available_parallelism().map_or(1, |n| n.get());
    let indexes = Indexes { dateline: folder.join("dateline"), stock: folder.join("stock") };
    let (mut ours, mut bare, mut reading) = (Vec::new(), Vec::new(), Vec::new());
    for round in 1..=rounds {
        ours.push(timed(&indexes.dateline, |folder| refresh(folder, collection))?);
        bare.push(timed(&indexes.stock, |folder| Ok(stock::index_articles(folder, &collection.articles, threads)?))?);
        if read {
            let folder = folder.join("read");
            reading.push(timed(&folder, |folder| Ok(stock::index_files(folder, &collection.files, threads)?))?);
        }
        let last = ours.last().zip(bare.last()).map_or(0.0, |(ours, bare)| bare / ours);
        eprintln!("indexing {}: round {round} of {rounds}: {last:.2}", collection.name);
    }
    let megabytes = collection.bytes() as f64 / 1e6;
    let speeds = |seconds: Vec<f64>| seconds.into_iter().map(|seconds| megabytes / seconds).collect::<Vec<f64>>();
    let (ours, label) = (speeds(ours), collection.label());
    table.speed("indexing, MB/s", &label, &ours, &speeds(bare), Some(0.40));
    if read {
        table.speed("the same, both reading the files", &label, &ours, &speeds(reading), None);
    }
    Ok(indexes)
}

/// The seconds that `write` takes to fill a folder that is not there yet.
fn timed(folder: &Path, write: impl FnOnce(&Path) -> Result<(), Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let started = Instant::now();
    write(folder)?;
    Ok(started.elapsed().as_secs_f64())
}

fn refresh(folder: &Path, collection: &Collection) -> Result<(), Box<dyn Error>> {
    let today = Day::from_ymd(2026, 11, 23).ok_or("no such day")?;
    let index = IndexDirectory::open_or_create(folder)?;
    let report = index.refresh(&collection.roots, &RefreshOptions::new(today), &())?;
    let expected = collection.articles.len() as u64;
    if report.articles != expected {
        return Err(format!("{} articles were indexed, not {expected}", report.articles).into());
    }
    Ok(())
}
