//! What can be the matter with a record or an article, and which values of the index tell it. Looks at no article.

use serde::Serialize;

use crate::annotate::Basis;
use crate::index::{CONFLICTING_DATE, FacetColumn, Note};

/// Something that a reader should know of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Finding {
    /// It could not be read.
    Skipped,
    /// There was nothing in it to be read.
    Empty,
    /// The end of the article is missing.
    Truncated,
    /// Nothing proves in which encoding its letters were written.
    DecodedByGuess,
    /// A wrong decoding has left its signs in the text.
    Garbled,
    /// Nothing tells when the article came out.
    Undated,
    /// Something about it names another date than the one that was chosen.
    ConflictingDate,
    /// When it came out was concluded from its text, or from when it was captured.
    GuessedDate,
}

impl Finding {
    /// Every finding, in the order in which they are shown.
    pub const ALL: [Finding; 8] = [
        Finding::Skipped,
        Finding::Empty,
        Finding::Truncated,
        Finding::DecodedByGuess,
        Finding::Garbled,
        Finding::Undated,
        Finding::ConflictingDate,
        Finding::GuessedDate,
    ];

    /// Its name, in JSON and where the user names it.
    pub fn name(self) -> &'static str {
        match self {
            Finding::Skipped => "skipped",
            Finding::Empty => "empty",
            Finding::Truncated => "truncated",
            Finding::DecodedByGuess => "decoded_by_guess",
            Finding::Garbled => "garbled",
            Finding::Undated => "undated",
            Finding::ConflictingDate => "conflicting_date",
            Finding::GuessedDate => "guessed_date",
        }
    }

    /// The finding of that name; a hyphen is as good as an underscore.
    pub fn from_name(name: &str) -> Option<Finding> {
        let name = name.replace('-', "_");
        Finding::ALL.into_iter().find(|finding| finding.name() == name)
    }

    /// The finding of articles that have a value in a facet column.
    pub(super) fn of_value(column: FacetColumn, value: &str) -> Option<Finding> {
        let is = |note: &str| column == FacetColumn::Note && value == note;
        let by = |basis: Basis| column == FacetColumn::Basis && value == basis.name();
        match () {
            () if is(Note::NAMES[0]) => Some(Finding::DecodedByGuess),
            () if is(Note::NAMES[1]) => Some(Finding::Garbled),
            () if is(Note::NAMES[2]) => Some(Finding::Truncated),
            () if is(CONFLICTING_DATE) => Some(Finding::ConflictingDate),
            () if by(Basis::None) => Some(Finding::Undated),
            () if by(Basis::Text) || by(Basis::Capture) => Some(Finding::GuessedDate),
            () => None,
        }
    }

    /// A number in which no other finding has a bit.
    pub(super) fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// How many records have each finding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AuditCounts([u64; Finding::ALL.len()]);

impl AuditCounts {
    /// How many records have a finding.
    pub fn of(&self, finding: Finding) -> u64 {
        self.0[finding as usize]
    }

    /// Counts one more record.
    pub(super) fn add(&mut self, finding: Finding) {
        self.0[finding as usize] += 1;
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|&count| count == 0)
    }
}

impl Serialize for AuditCounts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Finding::ALL.map(|finding| (finding.name(), self.of(finding))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_have_names_and_values_that_tell_them() {
        for finding in Finding::ALL {
            assert_eq!(Finding::from_name(finding.name()), Some(finding));
            assert_eq!(Finding::ALL[finding as usize], finding);
        }
        assert_eq!(Finding::from_name("guessed-date"), Some(Finding::GuessedDate));
        for name in Note::NAMES {
            assert!(Finding::of_value(FacetColumn::Note, name).is_some(), "{name}");
        }
        assert_eq!(Finding::of_value(FacetColumn::Basis, "none"), Some(Finding::Undated));
        assert_eq!(Finding::of_value(FacetColumn::Basis, "url"), None);
    }
}
