//! What a refresh did, with every record that was skipped and why.

use serde::Serialize;

/// What a refresh did. Numbers count articles.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// New in the index.
    pub added: u64,
    /// Read again because their file has changed.
    pub updated: u64,
    /// Unchanged, in a file that has another path now.
    pub moved: u64,
    /// In files that have not changed.
    pub unchanged: u64,
    /// Gone from the index because they are gone from the disk.
    pub removed: u64,
    /// In the index now, under all its roots.
    pub articles: u64,
    /// Records below the refreshed roots that are no articles, in the order of the files.
    pub skipped: Vec<Skipped>,
    /// Bytes of the files that were read.
    pub bytes: u64,
    /// How long it took.
    pub seconds: f64,
}

/// A record that is no article, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// `path!member:line`.
    pub record: String,
    /// Why it was skipped.
    pub reason: String,
}
