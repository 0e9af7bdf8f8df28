//! The many ways of writing one name, brought together across articles: what is surely one actor is grouped, what may be one is suggested.
//! Knows names, how many articles each has, and what it is told of their company; no index and no text.

mod likeness;

pub use likeness::{Evidence, Groups, Likeness, Named, Reason, Suggestion};

use crate::annotate::ActorKind;

/// Which of the names are one actor, and which may be. The answer does not depend on the order of the names.
pub fn group(names: &[Named], _evidence: &dyn Evidence) -> Groups {
    Groups { leader: (0..names.len() as u32).collect(), suggestions: Vec::new() }
}

/// Whether two names by themselves are one actor's, as if the index had no others.
pub fn compare(_kind: ActorKind, first: &str, second: &str) -> Likeness {
    if first == second { Likeness::Same(Reason::Spelling) } else { Likeness::Different }
}
