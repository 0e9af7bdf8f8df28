//! One date that some evidence names, and how two of them agree. Knows no evidence.

use crate::annotate::Basis;
use crate::annotate::dates::Stamp;
use crate::calendar::{PartialDate, Precision};

/// East of Greenwich the day begins up to so many minutes earlier, and west of it later.
const FARTHEST_EAST: u16 = 14 * 60;
const FARTHEST_WEST: u16 = 12 * 60;

/// How much a date says against other evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// More than metadata: it is the one day that readers are shown.
    Outweighing,
    /// What its basis is worth.
    Usual,
    /// It may be of another article, and contradicts nothing.
    Doubtful,
}

/// A date that some evidence names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The date.
    pub date: PartialDate,
    /// Another reading of its figures, with the month before the day.
    pub swapped: Option<PartialDate>,
    /// The minute of the day, where it is given as that of Greenwich.
    pub utc: Option<u16>,
    /// What sort of evidence it is.
    pub basis: Basis,
    /// How much it says against other evidence.
    pub weight: Weight,
}

impl Candidate {
    /// A date in which nothing is open.
    pub fn plain(date: PartialDate, basis: Basis) -> Candidate {
        Candidate { date, swapped: None, utc: None, basis, weight: Weight::Usual }
    }

    /// What a string gives.
    pub fn of(stamp: &Stamp, basis: Basis) -> Candidate {
        Candidate { date: stamp.date, swapped: stamp.swapped, utc: stamp.utc, basis, weight: Weight::Usual }
    }

    /// Whether it may be the day on which, where the outlet is, `other` says that it came out in the time of Greenwich.
    pub fn may_be_local_day_of(&self, other: &Candidate) -> bool {
        let Some(minute) = other.utc.filter(|_| self.utc.is_none() && self.date.precision() == Precision::Day) else {
            return false;
        };
        match self.date.first().number() - other.date.first().number() {
            1 => minute + FARTHEST_EAST >= 24 * 60,
            -1 => minute < FARTHEST_WEST,
            _ => false,
        }
    }
}

/// Whether a date lies in a month or year, and says more than it.
pub(super) fn is_within(date: PartialDate, whole: PartialDate) -> bool {
    whole.precision() != Precision::Day && whole.first() <= date.first() && date.last() <= whole.last()
}

/// Whether two dates are so close that time zones may be all that is between them, or one is part of the other.
pub(super) fn agree(one: PartialDate, other: PartialDate) -> bool {
    one.first().number() <= other.last().number() + 1 && other.first().number() <= one.last().number() + 1
}
