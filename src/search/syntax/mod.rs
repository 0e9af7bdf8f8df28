//! The syntax of queries: from the text of a query to a tree, with complaints about what is not understood. Knows
//! no index, no analyzer and no article: a word here is raw text, which analysis may split later.
//!
//! Words side by side are all required; `AND` says the same, `OR` binds less. `NOT x` and `-x` exclude, `+x`
//! requires even where any of the words would do. Quotes make a phrase, a field name and a colon ask a field (see
//! [`FIELDS`]), and a field before a group asks it of every member that names no other. `NEAR` and `ADJ` bind more than
//! `AND`, and take words, phrases, patterns and groups of these; `~` and `^` behind an operand loosen and weigh it.
//! `query:NAME` is a saved query in parentheses.
//! `docs/QUERY.md` is the page for whoever asks. What is not understood is never read as something else in silence: it is an error and there is no tree, or it is a warning and the tree is
//! what was read.

mod complaint;
mod construct;
mod correct;
mod field;
mod grammar;
mod lexer;
mod near;
mod operand;
mod parse;
mod pattern;
mod print;
mod saved;
mod tree;

pub use complaint::{Complaint, ComplaintKind, Misfit, Severity};
pub use construct::{Construct, DISTANCE_LIMIT, Nearness};
pub use field::{FIELDS, Field, FieldKind, FieldRow};
pub use grammar::DEPTH_LIMIT;
pub(super) use parse::names;
pub use parse::{Parsed, parse, parse_as, parse_with};
pub use tree::{Node, NodeKind, Text, Value, Weight};
