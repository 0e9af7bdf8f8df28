//! The index on disk: its fields, the memory of what was read, and how it is refreshed. Knows how articles are made, not how they are asked for.

mod actors;
mod annotated;
mod bigrams;
mod circles;
mod claims;
mod company;
mod directory;
mod document;
mod error;
mod gather;
mod ids;
mod manifest;
mod named;
mod numbering;
mod options;
mod plan;
mod progress;
mod refresh;
mod report;
mod root;
mod schema;
mod target;
mod terms;
mod values;

pub use circles::{Circle, Namesakes};
pub use directory::{IndexDirectory, QUERIES_FILE, USER_FILE, queries_file, user_file};
pub use document::{Facts, StoredArticle, facet_values};
pub use error::IndexError;
pub use ids::article_id;
pub use manifest::{ArticleEntry, FileEntry, Manifest, SkipEntry};
pub use options::RefreshOptions;
pub use progress::{Progress, Stage};
pub use report::{Report, Skipped};
pub use root::{LimitChange, OptionChange, Root, RootOptions};
pub use schema::FacetColumn;

pub use crate::read::{LimitName, Note, SkipKind};

pub(crate) use bigrams::bigram_terms;
pub(crate) use document::{CONFLICTING_DATE, PassageBound, restore, stored_body};
pub(crate) use named::naming;
pub(crate) use schema::Fields;
pub(crate) use terms::{EXACT, Ends, exact_term, stem_term, title_token, token_number};
pub(crate) use values::NumberedValues;
