//! Searching: from a query to an answer with ranked passages, highlights and counts. Reads an index; knows nothing of how files are read.

mod answer;
mod audit;
mod collect;
mod compile;
mod facets;
mod filters;
mod highlight;
mod hits;
mod phrase;
mod places;
mod plan;
mod positions;
mod published;
mod rank;
mod request;
mod searcher;
mod show;
pub mod syntax;

pub use answer::{Answer, FacetCounts, FacetValue, Facets, FacetsAnswer, Hit, PassageHit, id_text};
pub use audit::{Audit, AuditCounts, Finding, Found as AuditedRecord};
pub use request::{FacetName, Request, Sort};
pub use searcher::{SearchError, Searcher};
pub use show::{ShowError, Shown};
