//! dateline
pub mod annotate;
pub mod calendar;
pub mod index;
pub mod read;
pub mod search;
pub mod text;
