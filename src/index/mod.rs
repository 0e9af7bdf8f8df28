//! The index on disk: its fields, the memory of what was read, and how it is refreshed. Knows how articles are made, not how they are asked for.

mod directory;
mod document;
mod error;
mod manifest;
mod plan;
mod refresh;
mod report;
mod schema;
mod terms;

pub use directory::IndexDirectory;
pub use document::{Facts, StoredArticle, facet_values, kind_name, restore};
pub use error::IndexError;
pub use manifest::Manifest;
pub use refresh::{Progress, RefreshOptions, Stage};
pub use report::{Report, Skipped};
pub use schema::{FacetColumn, Fields};
pub use terms::{exact_term, is_own_stem, stem_term, token_number};
