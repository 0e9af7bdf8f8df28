//! Searching: from a query to an answer with ranked passages, highlights and counts. Reads an index; knows nothing of how files are read.

mod actor_counts;
mod actors;
mod answer;
mod audit;
mod collect;
mod compile;
mod facets;
mod filters;
mod finding;
mod fresh;
mod highlight;
mod hits;
mod lag;
mod listing;
mod naming;
mod periods;
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
mod timeline;

pub use actors::Suggested;
pub use answer::{Answer, FacetCounts, FacetValue, Facets, FacetsAnswer, Hit, MainActor, PassageHit, id_text};
pub use audit::{Audit, Found as AuditedRecord};
pub use finding::{AuditCounts, Finding};
pub use fresh::{HalfLife, NoHalfLife};
pub use lag::{DateCount, Lag, LagCount};
#[doc(hidden)]
pub use rank::Ranking;
pub use request::{By, Evidence, FacetName, Request, Sort};
pub use searcher::{SearchError, Searcher};
pub use show::{ShowError, Shown};
pub use timeline::{DatesOf, PeriodCount, Timeline};
