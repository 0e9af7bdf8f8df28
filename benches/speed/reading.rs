//! How fast articles are read, without annotating or indexing them: on one core, by turns with a bare parser of the same format.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use dateline::read::{Limits, read_file};
use flate2::read::GzDecoder;

use crate::collection::Collection;
use crate::table::{Table, median};

/// What the parsers of JSON Lines must reach, in MB a second.
const WANTED_JSON: f64 = 150.0;
/// And those of HTML.
const WANTED_HTML: f64 = 40.0;

/// Adds the row for JSON Lines, beside a parser that makes a value of each line.
pub fn json_lines(collection: &Collection, rounds: usize, table: &mut Table) -> Result<(), Box<dyn Error>> {
    let bare = |path: &Path| -> io::Result<usize> {
        let lines = BufReader::new(File::open(path)?).lines();
        lines.map(|line| Ok(usize::from(serde_json::from_str::<serde_json::Value>(&line?).is_ok()))).sum()
    };
    measure("reading JSON Lines, MB/s", &collection.label(), &collection.files, bare, WANTED_JSON, rounds, table)
}

/// Adds the row for HTML, beside a parser that makes a tree of each page.
pub fn html(folder: &Path, temp: &Path, rounds: usize, table: &mut Table) -> Result<(), Box<dyn Error>> {
    let mut pages = Vec::new();
    fs::create_dir_all(temp)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".gz")) {
            let mut page = Vec::new();
            GzDecoder::new(File::open(&path)?).read_to_end(&mut page)?;
            pages.push(temp.join(name));
            fs::write(temp.join(name), page)?;
        }
    }
    pages.sort();
    let bare = |path: &Path| -> io::Result<usize> {
        let page = fs::read(path)?;
        let tree = dom_query::Document::from(String::from_utf8_lossy(&page).as_ref());
        Ok(usize::from(tree.body().is_some()))
    };
    let label = format!("html, {} news pages", pages.len());
    measure("reading HTML, MB/s", &label, &pages, bare, WANTED_HTML, rounds, table)
}

/// Reads the files by turns, as dateline does and as `bare` does. Both must find as many records.
fn measure(
    measured: &str,
    label: &str,
    files: &[PathBuf],
    bare: impl Fn(&Path) -> io::Result<usize>,
    wanted: f64,
    rounds: usize,
    table: &mut Table,
) -> Result<(), Box<dyn Error>> {
    let mut megabytes = 0.0;
    for file in files {
        megabytes += fs::metadata(file)?.len() as f64 / 1e6;
    }
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let started = Instant::now();
        let articles: usize = files.iter().map(|file| articles(file)).sum();
        ours.push(started.elapsed().as_secs_f64());
        let started = Instant::now();
        let mut records = 0;
        for file in files {
            records += bare(file)?;
        }
        theirs.push(started.elapsed().as_secs_f64());
        if articles != records {
            return Err(format!("{label}: {articles} articles were read of {records}").into());
        }
    }
    table.least(measured, label, megabytes / median(&mut ours), megabytes / median(&mut theirs), wanted);
    Ok(())
}

fn articles(file: &Path) -> usize {
    let mut articles = 0;
    let _ = read_file(file, None, &Limits::default(), &mut |outcome| {
        articles += usize::from(outcome.is_ok());
        ControlFlow::Continue(())
    });
    articles
}
