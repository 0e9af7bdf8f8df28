//! What a query asks that cannot be done as asked: facts with their place in the query. Gives no advice, and knows no
//! terminal.

use std::ops::Range;

use super::construct::Construct;
use super::field::Field;
use crate::calendar::RangeErrorKind;

/// Something in a query that cannot be done as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The fact, for programs.
    pub kind: ComplaintKind,
    /// The bytes of the query that it is about.
    pub span: Range<usize>,
    /// The fact, in words.
    pub message: String,
    /// The whole query with this and everything else in it corrected, where that can be guessed; it gives no complaints
    /// but, perhaps, [`ComplaintKind::OnlyExclusions`].
    pub suggestion: Option<String>,
}

/// Whether the query is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It is run, but not as it is written.
    Warning,
    /// It cannot be run.
    Error,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ComplaintKind {
    /// The phrase was read to the end of the query.
    #[error("the quote is not closed")]
    UnbalancedQuote,
    /// It was read as closed at the end of the query, or as not opened.
    #[error("the parenthesis has no partner")]
    UnbalancedParenthesis,
    /// The operator was left out.
    #[error("{operator} lacks something to apply to")]
    DanglingOperator {
        /// As it is written in the query.
        operator: String,
    },
    /// The phrase was left out.
    #[error("there is nothing between the quotes")]
    EmptyPhrase,
    /// The group was left out.
    #[error("there is nothing between the parentheses")]
    EmptyGroup,
    /// Nothing is excluded from anything but the whole index (or what filters leave of it).
    #[error("the query only says what to exclude")]
    OnlyExclusions,
    /// The query is not empty, but it holds only dashes and the like.
    #[error("there is nothing to search for")]
    NoWords,
    /// What stands before the colon is none of [`FIELDS`](super::FIELDS).
    #[error("there is no field {name:?}")]
    UnknownField {
        /// As it is written in the query, without the colon.
        name: String,
        /// The names it may have been meant for, best first; at most three.
        nearest: Vec<&'static str>,
    },
    /// Nothing follows the colon at once, or only empty quotes or an empty group does.
    #[error("the field {} has no value", field.name())]
    MissingValue {
        /// The field before the colon.
        field: Field,
    },
    /// The value of a field of dates is no range of days.
    #[error("{}: {error}", field.name())]
    Date {
        /// The field before the colon.
        field: Field,
        /// Why the value cannot be read.
        error: RangeErrorKind,
    },
    /// Other query languages have it, this one does not.
    #[error("not understood: {0} is not supported")]
    Unsupported(Construct),
    /// The query was not read beyond the first parenthesis that is too deep.
    #[error("the parentheses are nested deeper than {limit}")]
    TooDeep {
        /// The most groups that may be open at once: [`DEPTH_LIMIT`](super::DEPTH_LIMIT).
        limit: usize,
    },
}

impl ComplaintKind {
    /// Whether a query with it is run.
    pub fn severity(&self) -> Severity {
        match self {
            ComplaintKind::UnbalancedQuote
            | ComplaintKind::UnbalancedParenthesis
            | ComplaintKind::DanglingOperator { .. }
            | ComplaintKind::EmptyPhrase
            | ComplaintKind::EmptyGroup
            | ComplaintKind::OnlyExclusions
            | ComplaintKind::NoWords => Severity::Warning,
            ComplaintKind::UnknownField { .. }
            | ComplaintKind::MissingValue { .. }
            | ComplaintKind::Date { .. }
            | ComplaintKind::Unsupported(_)
            | ComplaintKind::TooDeep { .. } => Severity::Error,
        }
    }
}

impl Complaint {
    pub(super) fn new(kind: ComplaintKind, span: Range<usize>) -> Complaint {
        Complaint { message: kind.to_string(), kind, span, suggestion: None }
    }

    /// Whether the query is run.
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }

    /// The column in the query where it begins, in characters, from 1.
    pub fn column(&self, query: &str) -> usize {
        query.get(..self.span.start).map_or(1, |before| before.chars().count() + 1)
    }
}
