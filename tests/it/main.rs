//! The one test binary: what the crate promises, checked from outside.

mod actors;
mod actors_command;
mod actors_edit;
mod actors_import;
mod actors_random;
mod answers;
mod archives;
mod audit;
mod bad_input;
mod command;
mod corpus;
mod feeds;
mod incremental;
mod merging;
mod names;
mod oracle;
mod pages;
mod ranking;
mod reading;
mod real;
mod search;
mod tidy;
mod timeline;
mod timex;
mod wires;
