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
    /// but, perhaps, [`ComplaintKind::OnlyExclusions`] and warnings about saved queries.
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
    /// A field of dates or of values takes no patterns.
    #[error("the field {} takes values as they are, not {construct}", field.name())]
    NotInField {
        /// What it was asked for.
        construct: Construct,
        /// The field before the colon.
        field: Field,
    },
    /// A wildcard says no letter and no digit.
    #[error("a wildcard must have at least one letter or digit")]
    NoLetter,
    /// The number behind the tilde of a word.
    #[error("a fuzzy word may differ by one or two letters: ~1 or ~2")]
    Differences,
    /// A tilde without a whole number behind a phrase.
    #[error("a tilde behind a phrase says how many other words may stand in it, as in ~3")]
    NoDistance,
    /// Words are asked to be nearer than something that is too far.
    #[error("at most {limit} words may stand between")]
    TooFar {
        /// The most: [`DISTANCE_LIMIT`](super::DISTANCE_LIMIT).
        limit: u32,
    },
    /// Behind a group, a wildcard or a regular expression.
    #[error("a tilde goes behind a word or a phrase")]
    MisplacedTilde,
    /// What is behind the circumflex.
    #[error("a weight is a number above 0, at most {} and with at most three decimals", super::Weight::MOST)]
    Weight,
    /// The weight was left out.
    #[error("what this weighs adds nothing to the order: fields and exclusions do not")]
    NothingToWeigh,
    /// A regular expression is wrong at this place.
    #[error("the regular expression cannot be read: {error}")]
    Regex {
        /// What is wrong there.
        error: String,
    },
    /// The expression is run as it is, and finds no words by its capitals and accents.
    #[error("regular expressions are compared with words in small letters and without accents")]
    UnfoldedRegex,
    /// A regular expression would need too much memory.
    #[error("the regular expression is too large")]
    RegexTooLarge,
    /// The phrase was read without its signs.
    #[error("between quotes, * and ? do not stand for letters")]
    QuotedWildcard,
    /// Something that cannot be near anything.
    #[error("{found} cannot stand beside {operator}")]
    BesideNear {
        /// The operator, as it is written in the query.
        operator: String,
        /// What stands beside it.
        found: Misfit,
    },
    /// One side is asked of the title and the other of the body, or of both.
    #[error("what is near each other must be asked of one field")]
    NearFields,
    /// What is near each other lies within each other too deep.
    #[error("a query may have {limit} NEAR and ADJ at most")]
    TooManyNears {
        /// The most.
        limit: usize,
    },
    /// No query is saved under this name.
    #[error("there is no saved query {name:?}{}", those(known))]
    UnknownQuery {
        /// As it is written in the query.
        name: String,
        /// The names it may have been meant for, best first; at most three.
        nearest: Vec<String>,
        /// All names there are, those first that it may have been meant for.
        known: Vec<String>,
    },
    /// A saved query stands for itself, perhaps through others.
    #[error("a saved query stands for itself: {}", chain.join(" → "))]
    EndlessQuery {
        /// The names from the query to itself.
        chain: Vec<String>,
    },
    /// Saved queries stand for saved queries that stand for more of them.
    #[error("a query may use saved queries {limit} times at most, also in what they stand for")]
    TooManySaved {
        /// The most.
        limit: usize,
    },
    /// What a saved query stands for cannot be done as it is written.
    #[error("in the saved query {name}, column {column}: {kind}")]
    Saved {
        /// The name of the query.
        name: String,
        /// Where in its text, in characters from 1.
        column: usize,
        /// What is wrong there.
        kind: Box<ComplaintKind>,
    },
    /// Behind the slash of an operator.
    #[error("behind {operator}/ stands a whole number of words, as in {operator}/5")]
    NoNearness {
        /// `NEAR` or `ADJ`.
        operator: &'static str,
    },
    /// A pattern fits more stems of the index, with what they may end in, than can be looked for.
    #[error("{construct} may fit {limit} stems of words in the index at most, this one fits {words}")]
    TooManyWords {
        /// What sort of pattern.
        construct: Construct,
        /// How many stems it fits.
        words: usize,
        /// The most that it may fit.
        limit: usize,
    },
    /// The query was not read beyond the first parenthesis that is too deep.
    #[error("the parentheses are nested deeper than {limit}")]
    TooDeep {
        /// The most groups that may be open at once: [`DEPTH_LIMIT`](super::DEPTH_LIMIT).
        limit: usize,
    },
}

/// What cannot stand beside `NEAR` or `ADJ`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// `(a b) NEAR c`.
    #[error("a group of several words that are all required")]
    Words,
    /// `a NEAR -b`.
    #[error("an exclusion")]
    Exclusion,
    /// `a NEAR +b`.
    #[error("a word that is marked as required")]
    Requirement,
    /// `a^2 NEAR b`.
    #[error("a weight")]
    Weight,
    /// `person:a NEAR b`.
    #[error("a field other than title and body")]
    Value,
    /// `(title:a OR body:b) NEAR c`.
    #[error("a group with different fields")]
    Fields,
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
            | ComplaintKind::NothingToWeigh
            | ComplaintKind::UnfoldedRegex
            | ComplaintKind::QuotedWildcard
            | ComplaintKind::NoWords => Severity::Warning,
            ComplaintKind::Saved { kind, .. } => kind.severity(),
            ComplaintKind::UnknownField { .. }
            | ComplaintKind::MissingValue { .. }
            | ComplaintKind::Date { .. }
            | ComplaintKind::Unsupported(_)
            | ComplaintKind::NotInField { .. }
            | ComplaintKind::NoLetter
            | ComplaintKind::Differences
            | ComplaintKind::NoDistance
            | ComplaintKind::TooFar { .. }
            | ComplaintKind::MisplacedTilde
            | ComplaintKind::Weight
            | ComplaintKind::Regex { .. }
            | ComplaintKind::RegexTooLarge
            | ComplaintKind::BesideNear { .. }
            | ComplaintKind::NearFields
            | ComplaintKind::TooManyNears { .. }
            | ComplaintKind::UnknownQuery { .. }
            | ComplaintKind::EndlessQuery { .. }
            | ComplaintKind::TooManySaved { .. }
            | ComplaintKind::NoNearness { .. }
            | ComplaintKind::TooManyWords { .. }
            | ComplaintKind::TooDeep { .. } => Severity::Error,
        }
    }

    /// The same of what a saved query stands for. What is about a query with all that it stands for stays as it is.
    pub(super) fn within(self, name: &str, column: usize) -> ComplaintKind {
        match self {
            ComplaintKind::EndlessQuery { .. }
            | ComplaintKind::TooManySaved { .. }
            | ComplaintKind::TooManyNears { .. }
            | ComplaintKind::TooDeep { .. } => self,
            kind => ComplaintKind::Saved { name: name.to_string(), column, kind: Box::new(kind) },
        }
    }
}

/// Of the names of saved queries, so many are said.
const NAMES: usize = 10;

/// ` (saved are a, b and 3 more)`
fn those(known: &[String]) -> String {
    let said = known[..known.len().min(NAMES)].join(", ");
    match known.len().saturating_sub(NAMES) {
        _ if known.is_empty() => ", and no other".to_string(),
        0 => format!(" (saved are {said})"),
        more => format!(" (saved are {said} and {more} more)"),
    }
}

impl Complaint {
    pub(in crate::search) fn new(kind: ComplaintKind, span: Range<usize>) -> Complaint {
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
