//! How a refresh is done, as plain data.

use crate::calendar::Day;
use crate::read::{Format, Limits, WalkOptions};

/// How a refresh is done.
#[derive(Debug, Clone)]
pub struct RefreshOptions {
    /// Nothing is published after this day.
    pub today: Day,
    /// Threads; none for one a core.
    pub threads: Option<usize>,
    /// Reads every file as this format.
    pub input_format: Option<&'static Format>,
    /// Which files are taken in.
    pub walk: WalkOptions,
    /// How much is read before a record is refused.
    pub limits: Limits,
}

impl RefreshOptions {
    /// The usual way: every core, formats told by content, hidden files left out.
    pub fn new(today: Day) -> Self {
        RefreshOptions {
            today,
            threads: None,
            input_format: None,
            walk: WalkOptions::default(),
            limits: Limits::default(),
        }
    }
}
