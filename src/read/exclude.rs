//! What a walk leaves out because the user said so: patterns as Git's, given for a root or written into files in its folders. Source:
//! gitignore(5).

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::record::{Reason, Record, Skip};

/// The file in which a folder says what is left out of it.
const FILE: &str = ".datelineignore";

/// A pattern that means nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pattern:?} is no pattern: {what}")]
pub struct PatternError {
    /// The pattern.
    pub pattern: String,
    /// What is wrong with it.
    pub what: String,
}

/// Whether a pattern means something.
///
/// # Errors
/// When it does not.
pub fn check_pattern(pattern: &str) -> Result<(), PatternError> {
    let added = GitignoreBuilder::new("").add_line(None, pattern).map(drop);
    added.map_err(|error| PatternError { pattern: pattern.to_string(), what: said(&error) })
}

fn said(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        ignore::Error::WithLineNumber { err, .. } | ignore::Error::WithPath { err, .. } => said(err),
        other => other.to_string(),
    }
}

/// The patterns that hold where a walk is.
#[derive(Debug)]
pub(super) struct Rules {
    given: Gitignore,
    /// Those of the folders around, the innermost last.
    folders: Vec<(PathBuf, Gitignore)>,
}

impl Rules {
    /// Patterns given for the root `base`. Those that mean nothing leave nothing out.
    pub fn new(base: &Path, patterns: &[String]) -> Rules {
        let mut builder = GitignoreBuilder::new(base);
        for pattern in patterns {
            let _ = builder.add_line(None, pattern);
        }
        Rules { given: builder.build().unwrap_or_else(|_| Gitignore::empty()), folders: Vec::new() }
    }

    /// Takes in what a folder says of itself. A line of it that means nothing is a skip.
    pub fn enter(&mut self, folder: &Path) -> Option<Skip> {
        self.leave(folder);
        let path = folder.join(FILE);
        if !path.is_file() {
            return None;
        }
        let mut builder = GitignoreBuilder::new(folder);
        let wrong = builder.add(&path);
        self.folders.push((folder.to_path_buf(), builder.build().unwrap_or_else(|_| Gitignore::empty())));
        wrong.map(|error| {
            let line = match &error {
                ignore::Error::Partial(errors) => errors.iter().find_map(line_of),
                error => line_of(error),
            };
            let what = match &error {
                ignore::Error::Partial(errors) => errors.first().map(said).unwrap_or_default(),
                error => said(error),
            };
            Skip { record: Record::file(path), reason: Reason::Malformed { format: FILE, what, line, column: None } }
        })
    }

    /// Whether a file or folder is left out. The user's own patterns come first, then those of the nearest folder.
    pub fn leave_out(&mut self, path: &Path, is_folder: bool) -> bool {
        if path.file_name().is_some_and(|name| name == FILE) {
            return true;
        }
        self.leave(path);
        let all = std::iter::once(&self.given).chain(self.folders.iter().rev().map(|(_, rules)| rules));
        all.map(|rules| rules.matched(path, is_folder))
            .find(|told| !told.is_none())
            .is_some_and(|told| told.is_ignore())
    }

    /// Forgets the folders that `path` is not in.
    fn leave(&mut self, path: &Path) {
        while self.folders.last().is_some_and(|(folder, _)| !path.starts_with(folder) || path == folder) {
            self.folders.pop();
        }
    }
}

fn line_of(error: &ignore::Error) -> Option<u64> {
    match error {
        ignore::Error::WithLineNumber { line, .. } => Some(*line),
        ignore::Error::WithPath { err, .. } => line_of(err),
        _ => None,
    }
}
