//! How much a file may grow while it is unpacked. A few kilobytes can hold petabytes of zeros; no collection of news grows like that.

use std::cell::Cell;
use std::io::{self, Read};

use crate::read::source::Limits;

/// What is left of the bytes that one file on disk may become, whatever it holds at whatever depth.
#[derive(Debug, Clone)]
pub(in crate::read) struct Budget {
    limit: u64,
    left: Cell<u64>,
}

impl Budget {
    /// The budget of a file of that size. News grows by 3 to 10.
    pub fn of(size: u64, limits: &Limits) -> Budget {
        let limit = size.saturating_mul(limits.ratio).max(limits.unpacked);
        Budget { limit, left: Cell::new(limit) }
    }

    /// Reads from `inner`, and fails when the budget is spent.
    pub fn meter<'b, R: Read>(&'b self, inner: R) -> Metered<'b, R> {
        Metered { inner, budget: self }
    }
}

/// Reads within a budget.
pub(in crate::read) struct Metered<'b, R> {
    inner: R,
    budget: &'b Budget,
}

/// The budget is spent.
#[derive(Debug, thiserror::Error)]
#[error("it becomes more than {limit} bytes when unpacked")]
pub(in crate::read) struct Expansion {
    /// How much was allowed.
    pub limit: u64,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        match self.budget.left.get().checked_sub(read as u64) {
            Some(left) => {
                self.budget.left.set(left);
                Ok(read)
            }
            None => Err(io::Error::other(Expansion { limit: self.budget.limit })),
        }
    }
}
