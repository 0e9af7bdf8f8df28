//! The quarters of a year that a text speaks of, as reports of companies do: with the one before, and with the same of the year before. Knows no text.

use super::expression::{Direction, Meaning, Unit};
use super::nearest::quarter_of;
use super::timex::vague;
use crate::calendar::{PartialDate, Precision};

/// So many tenths of a month are more than a quarter.
const LONGER: i32 = 30;

/// What was said of quarters so far.
pub(super) struct Quarters {
    /// When the text came out.
    reference: Option<PartialDate>,
    /// The quarter that it spoke of last: year and quarter.
    last: Option<(i32, u8)>,
    /// Whether what it compares is quarters, rather than longer periods that it spoke of since.
    compared: bool,
}

impl Quarters {
    pub fn new(reference: Option<PartialDate>) -> Self {
        Quarters { reference, last: None, compared: false }
    }

    /// The value of a meaning that is about quarters.
    pub fn value(&mut self, meaning: Meaning) -> Option<String> {
        Some(match meaning {
            Meaning::Quarter(quarter, year) => self.spoken(year, quarter),
            Meaning::QuarterOf(quarter, clue) => match self.reference {
                Some(now) => self.spoken(quarter_of(quarter, clue, now), quarter),
                None => format!("XXXX-Q{quarter}"),
            },
            Meaning::LatestQuarter(back) => self.latest(back),
            Meaning::LastQuarter => match self.ended() {
                Some((year, quarter)) => self.spoken(year, quarter),
                None => vague(Direction::Past),
            },
            Meaning::QuarterOfYear(year) => match self.known() {
                Some((_, quarter)) => format!("{year:04}-Q{quarter}"),
                None => format!("{year:04}"),
            },
            Meaning::YearBefore if self.compared => self.latest(1),
            Meaning::Duration(Unit::Month, Some(LONGER..)) => {
                self.compared = false;
                return None;
            }
            _ => return None,
        })
    }

    fn spoken(&mut self, year: i32, quarter: u8) -> String {
        self.last = Some((year, quarter));
        self.compared = true;
        format!("{year:04}-Q{quarter}")
    }

    /// The quarter spoken of last, or else the one that ended last.
    fn known(&self) -> Option<(i32, u8)> {
        self.last.or_else(|| self.ended())
    }

    /// The quarter that ended last before the publication.
    fn ended(&self) -> Option<(i32, u8)> {
        let (year, month, _) = self.reference.filter(|now| now.precision() != Precision::Year)?.first().ymd();
        Some(match (month - 1) / 3 {
            0 => (year - 1, 4),
            quarter => (year, quarter),
        })
    }

    fn latest(&mut self, back: i32) -> String {
        match self.known() {
            Some((year, quarter)) => {
                self.spoken(year, quarter);
                format!("{:04}-Q{quarter}", year - back)
            }
            None => vague(if back > 0 { Direction::Past } else { Direction::Present }),
        }
    }
}
