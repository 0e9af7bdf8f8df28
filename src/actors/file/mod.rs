//! The user's file of actors: who has which names, who is never counted, which names are different people, and lists to filter by. Plain values; what
//! they do to counts is for others.
//!
//! ```toml
//! [[actor]]
//! name = "Muammar Gaddafi"          # the canonical name
//! type = "person"                   # person, org or place
//! aliases = ["Moammar Gadhafi", "Kadafi"]
//! not = ["Saif al-Islam Gaddafi"]   # never counted as this actor
//! wikidata = "Q19878"
//! note = "free text"
//!
//! [[hide]]                          # never counted, marked or suggested
//! name = "Getty Images"
//! type = "org"
//!
//! [[distinct]]                      # looked at, and not the same
//! names = ["John Smith", "Jon Smith"]
//!
//! [watch]                           # names under one heading
//! oligarchs = ["Roman Abramovich", "Oleg Deripaska"]
//! ```

mod array;
mod check;
mod cycles;
mod disk;
mod draft;
mod edit;
mod fault;
mod import;
mod lines;
mod position;
mod read;
mod splice;
mod wikidata;
mod write;

pub use disk::{OpenError, open_text, save_text};
pub use draft::Draft;
pub use edit::EditError;
pub use fault::{Claim, Fault, FaultKind};
pub use import::{ImportError, ImportReport, LeftOut, LeftOutReason};
pub use position::Position;
pub use wikidata::{BadRow, TableError};

use crate::annotate::ActorKind;
use crate::text::folded_name;

/// What the user's file of actors says.
///
/// ```
/// use dateline::actors::ActorsFile;
///
/// let file = ActorsFile::parse("[[actor]]\nname = 'Muammar Gaddafi'\naliases = ['Kadafi']\n").expect("no faults");
/// assert_eq!(file.actors[0].aliases[0].text, "Kadafi");
///
/// let faults = ActorsFile::parse("[[actor]]\nname = 'Kadafi'\nalias = []\n").expect_err("a fault");
/// assert_eq!(faults[0].to_string(), "line 3, column 1: there is no key \"alias\" here (aliases?)");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActorsFile {
    /// Actors, in the order of the file.
    pub actors: Vec<UserActor>,
    /// Who is never counted, marked or suggested.
    pub hidden: Vec<Hidden>,
    /// Names that are alike, and not of one actor.
    pub distinct: Vec<Distinct>,
    /// Names of actors under one heading each.
    pub watch: Vec<WatchList>,
}

/// An actor as the user knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserActor {
    /// The canonical name.
    pub name: Written,
    /// What sort of actor it is, if the user says so.
    pub kind: Option<ActorKind>,
    /// Its other names.
    pub aliases: Vec<Written>,
    /// Names that are never counted as this actor.
    pub not: Vec<Written>,
    /// Its item in Wikidata: Q and a number.
    pub wikidata: Option<Written>,
    /// What the user wants to remember of it.
    pub note: Option<String>,
    /// Where its entry begins.
    pub at: Position,
}

/// A name that is never counted, marked or suggested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// The name.
    pub name: Written,
    /// Only actors of this sort, if the user says so.
    pub kind: Option<ActorKind>,
    /// Where its entry begins.
    pub at: Position,
}

/// Names that are alike, and not of one actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distinct {
    /// Two names or more.
    pub names: Vec<Written>,
    /// Where its entry begins.
    pub at: Position,
}

/// Names of actors under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchList {
    /// The heading.
    pub heading: Written,
    /// The names: canonical ones or aliases, of actors in the file or not.
    pub names: Vec<Written>,
}

/// A text of the file: without blanks around it, with one between words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub at: Position,
}

impl Written {
    /// The form under which it is compared with other names.
    pub fn folded(&self) -> String {
        folded_name(&self.text)
    }
}

impl UserActor {
    /// Its names: the canonical one and the aliases.
    pub fn names(&self) -> impl Iterator<Item = &Written> {
        std::iter::once(&self.name).chain(&self.aliases)
    }
}

/// Whether two entries may speak of actors of one sort.
fn overlap(one: Option<ActorKind>, other: Option<ActorKind>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// A name without blanks and signs of control but one blank between words.
fn tidy(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
