//! The one test binary: what the crate promises, checked from outside.

mod answers;
mod audit;
mod bad_input;
mod command;
mod corpus;
mod incremental;
mod oracle;
mod reading;
mod real;
mod search;
mod tidy;
