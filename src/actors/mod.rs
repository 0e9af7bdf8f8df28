//! Names of a whole index made into actors: which of its keys are one person, organisation or place, by themselves and as the user has it. Knows
//! names and the numbers of their articles; no index, no text, no file of an article.

mod file;
mod key;
mod register;
mod said;
mod table;
pub mod variants;

pub use file::{
    ActorsFile, BadRow, Claim, Distinct, Draft, EditError, Fault, FaultKind, Hidden, ImportError, ImportReport,
    LeftOut, LeftOutReason, OpenError, Position, TableError, UserActor, WatchList, Written, open_text, save_text,
};
pub use key::Key;
pub use register::{Counted, Entry, Register};
pub use table::{Called, Table};
