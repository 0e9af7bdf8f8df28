//! The user's files, of actors and of saved queries: where they lie, what they say, and how a faulty one is told. Opens indexes for those
//! who only read them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use dateline::actors::{ActorsFile, Draft, Fault, OpenError, open_text};
use dateline::index::{queries_file, user_file};
use dateline::search::{SavedFault, SavedFaultKind, SavedQueries, Searcher};

use super::arguments::Common;
use super::failure::Failure;
use super::location;
use super::terminal::{ERROR, HINT, current_folder, record};
use super::wrap::{clean, styled};

/// Stands for no file of actors at all.
pub const NONE: &str = "none";
/// More faults would hide the first.
const MOST: usize = 5;

/// The index that the command names, or the nearest, for somebody with these files.
pub fn searcher(common: &Common) -> Result<Searcher, Failure> {
    let index = location::existing(common.index.as_deref())?;
    let (said, queries) = (said(common, &user_file(&index))?, queries(&queries_file(&index))?);
    Ok(Searcher::open(&index)?.with_actors(said).with_queries(queries))
}

/// The saved queries of a file; none where there is no file.
pub fn queries(path: &Path) -> Result<SavedQueries, Failure> {
    let faulty = |text, faults| Failure::Queries { path: path.to_path_buf(), text, faults };
    match open_text(path) {
        Ok(text) => SavedQueries::parse(&text).map_err(|faults| faulty(text, faults)),
        Err(OpenError::Io(error)) => Err(Failure::File(path.to_path_buf(), error)),
        Err(OpenError::Fault(Fault { at, kind })) => {
            let kind = SavedFaultKind::Syntax(kind.to_string());
            let fault = SavedFault { line: at.line as usize, column: at.column as usize, kind };
            Err(faulty(String::new(), vec![fault]))
        }
    }
}

/// What the file of actors says: the one that is named, or the usual one, if it is there.
pub fn said(common: &Common, usual: &Path) -> Result<ActorsFile, Failure> {
    let named = common.actors.as_deref();
    if named.is_some_and(|path| path.as_os_str() == NONE) {
        return Ok(ActorsFile::default());
    }
    match named {
        Some(path) => of(path),
        None => Ok(draft(usual)?.before().clone()),
    }
}

/// What a file of actors says. A name that was mistyped must not pass for a file that says nothing.
pub fn of(path: &Path) -> Result<ActorsFile, Failure> {
    fs::metadata(path).map_err(|error| Failure::File(path.to_path_buf(), error))?;
    Ok(draft(path)?.before().clone())
}

/// The file of actors to change: the one that is named, or the usual one.
pub fn path(common: &Common, index: &Path) -> Result<PathBuf, Failure> {
    match &common.actors {
        Some(path) if path.as_os_str() == NONE => Err(Failure::NoUserFile),
        named => Ok(named.clone().unwrap_or_else(|| user_file(index))),
    }
}

/// Keeps others from changing the files at the same time, as long as it lives. An index that cannot be written to has no lock, which matters to nobody
/// else.
pub fn lock(index: &Path) -> Option<File> {
    let file = File::create(index.join("actors.lock")).ok()?;
    file.lock().ok()?;
    Some(file)
}

/// A file of actors, to be changed; it says nothing where there is none yet.
pub fn draft(path: &Path) -> Result<Draft, Failure> {
    let faulty = |text, faults| Failure::Actors { path: path.to_path_buf(), text, faults };
    match open_text(path) {
        Ok(text) => Draft::open(text.clone()).map_err(|faults| faulty(text, faults)),
        Err(OpenError::Io(error)) => Err(Failure::File(path.to_path_buf(), error)),
        Err(OpenError::Fault(fault)) => Err(faulty(String::new(), vec![fault])),
    }
}

/// The file as it is called from the current folder.
pub fn shown(path: &Path) -> String {
    clean(&record(&path.to_string_lossy(), &current_folder()))
}

/// The faults of a file, each with its line and column, pointed at; and what to do.
pub fn block(path: &Path, text: &str, faults: &[(String, usize, usize)], advice: &str) -> String {
    let error = styled("error", ERROR);
    let mut block = String::new();
    for (fault, line, column) in faults.iter().take(MOST) {
        let place = pointed(text, *line, *column);
        block += &format!("{error}: {}: {}\n{place}", clean(&path.display().to_string()), clean(fault));
    }
    if faults.len() > MOST {
        block += &format!("{error}: and {} more\n", faults.len() - MOST);
    }
    block + &format!("{}: {}\n", styled("hint", HINT), clean(advice))
}

/// The line of the file, and a caret under the place.
fn pointed(text: &str, line: usize, column: usize) -> String {
    let Some(line) = text.lines().nth(line.saturating_sub(1)) else { return String::new() };
    let line = line.trim_start_matches('\u{feff}').replace('\t', " ");
    if line.chars().count() > 90 {
        return String::new();
    }
    format!("  {}\n  {}^\n", clean(&line), " ".repeat(column.saturating_sub(1)))
}
