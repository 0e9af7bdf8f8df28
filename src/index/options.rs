//! How a refresh is done, as plain data.

use std::path::PathBuf;

use super::root::OptionChange;
use crate::calendar::Day;

/// How a refresh is done.
#[derive(Debug, Clone)]
pub struct RefreshOptions {
    /// Nothing is published after this day.
    pub today: Day,
    /// Threads; none for one a core.
    pub threads: Option<usize>,
    /// What is said anew of how the roots that are named are read.
    pub change: OptionChange,
    /// More roots, from a list: files are called as they are written there, and one that is missing is a skip.
    pub listed: Vec<PathBuf>,
    /// Files of the user's that are no articles, beside those beside the index: not read and not reported.
    pub ours: Vec<PathBuf>,
}

impl RefreshOptions {
    /// The usual way: every core, and everything as it was said before.
    pub fn new(today: Day) -> Self {
        RefreshOptions { today, threads: None, change: OptionChange::default(), listed: Vec::new(), ours: Vec::new() }
    }
}
