//! The many ways of writing one name, brought together across articles: what is surely one actor is grouped, what may be one is suggested.
//! Knows names, how many articles each has, and what it is told of their company; no index and no text.

mod blocks;
mod clusters;
mod forms;
mod grouping;
mod likeness;
mod person;
mod pieces;
mod short_forms;
mod sound;
mod tables;
#[cfg(test)]
mod tests;
mod thing;
mod words;

pub use likeness::{Evidence, Groups, Likeness, Named, Reason, Suggestion};

use crate::annotate::{ActorKind, known_actor};
use forms::Forms;
use grouping::Grouping;
use person::People;
use thing::Things;

/// Which of the names are one actor, and which may be. The answer does not depend on the order of the names.
pub fn group(names: &[Named], evidence: &dyn Evidence) -> Groups {
    Grouping::new(names, evidence).judge()
}

/// Whether two names by themselves are one actor's, as if the index had no others.
///
/// ```
/// use dateline::actors::variants::{Likeness, Reason, compare};
/// use dateline::annotate::ActorKind::Person;
///
/// assert_eq!(compare(Person, "Ayman al-Zawahiri", "Aiman Al Zawahri"), Likeness::Same(Reason::Spelling));
/// assert_eq!(compare(Person, "J. Rowling", "Joanne Rowling"), Likeness::Perhaps(Reason::Initial));
/// assert_eq!(compare(Person, "Raúl Castro", "Fidel Castro"), Likeness::Different);
/// ```
pub fn compare(kind: ActorKind, first: &str, second: &str) -> Likeness {
    let known = |name| known_actor(name).filter(|(known, _)| *known == kind);
    match (known(first), known(second)) {
        (Some(one), Some(other)) if one == other => return Likeness::Same(Reason::Known),
        (Some(_), Some(_)) => return Likeness::Different,
        _ => {}
    }
    let mut forms = Forms::default();
    forms.add(kind, first);
    forms.add(kind, second);
    compared(&forms, 0, 1)
}

/// How two names that are taken apart are to each other.
fn compared(forms: &Forms, first: u32, second: u32) -> Likeness {
    match forms.form(first).kind {
        ActorKind::Person => People::new(forms, first, second).compare(),
        ActorKind::Organisation | ActorKind::Place => Things::new(forms, first, second).compare(),
    }
}
