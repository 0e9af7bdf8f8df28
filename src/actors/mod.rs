//! Who is who beyond one article: what the user says of actors. Knows no article and no index.

mod file;

pub use file::{
    ActorsFile, BadRow, Claim, Distinct, Draft, EditError, Fault, FaultKind, Hidden, ImportError, ImportReport,
    LeftOut, LeftOutReason, OpenError, Position, TableError, UserActor, WatchList, Written, kind_word, open_text,
    save_text,
};
