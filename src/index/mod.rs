//! The index on disk: its fields, the memory of what was read, and how it is refreshed. Knows how articles are made, not how they are asked for.

mod claims;
mod directory;
mod document;
mod error;
mod ids;
mod manifest;
mod plan;
mod refresh;
mod report;
mod schema;
mod terms;

pub use directory::IndexDirectory;
pub use document::{Facts, StoredArticle, facet_values, kind_name};
pub use error::IndexError;
pub use ids::article_id;
pub use manifest::Manifest;
pub use refresh::{Progress, RefreshOptions, Stage};
pub use report::{Report, Skipped};
pub use schema::FacetColumn;

pub(crate) use document::{PassageBound, restore};
pub(crate) use schema::Fields;
pub(crate) use terms::{end_at, exact_term, stem_term, title_token, token_number};
