//! The words in which names are judged: what is asked, and what is answered. Holds no rule.

use crate::annotate::ActorKind;

/// A key of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// The name as the articles have it.
    pub name: &'a str,
    /// How many articles have it.
    pub articles: u32,
    /// The embedded tables know an actor under just this name. Two such names are two actors.
    pub known: bool,
}

/// Which names are one actor, and which may be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    /// For each name the one that leads its group: itself, if it leads.
    pub leader: Vec<u32>,
    /// Pairs that may be one actor, the most frequent first. The leaders of the two differ.
    pub suggestions: Vec<Suggestion>,
}

/// Two names that may be one actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Suggestion {
    /// The name that would lead.
    pub first: u32,
    /// The other.
    pub second: u32,
    /// Why they may be one.
    pub reason: Reason,
}

/// What makes two names alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Two spellings of the same words: case, accents, hyphens, transliteration, British and American.
    Spelling,
    /// The embedded tables know both as names of one actor.
    Known,
    /// The same words in another order: "Abe Shinzo", "University of York" and "York University".
    Order,
    /// A middle name, a patronymic, or their initials are only in one.
    MiddleName,
    /// A second surname is only in one: "Juan Manuel Santos Calderón".
    SecondSurname,
    /// A given name is written as an initial: "J. Smith".
    Initial,
    /// One is the surname, or another part of the name, alone.
    Part,
    /// A given name and its familiar form: Bill and William.
    Nickname,
    /// One given name in two forms: Volodymyr and Vladimir, Jon and John.
    OtherForm,
    /// One is called the younger, the elder, or by a number: "Donald Trump Jr.".
    Generation,
    /// The legal form of a company is only in one: Inc, Ltd, AG.
    LegalForm,
    /// The first letters of the words of the other.
    Acronym,
    /// The same by other words: "Russian Defence Ministry", "Kabul City", "City of Kabul".
    Wording,
    /// The same name as another kind of actor: one of the two may be a mistake.
    OtherKind,
}

/// How two names are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// One actor, as far as names can tell.
    Same(Reason),
    /// Perhaps one actor; somebody has to decide.
    Perhaps(Reason),
    /// Two actors.
    Different,
}

/// What the index knows of two names beyond their letters. It is asked for few pairs, by the numbers of the names.
pub trait Evidence {
    /// How many articles have both names: two spellings of one name rarely stand in one article. None if that is not known.
    fn together(&self, first: u32, second: u32) -> Option<u32>;

    /// How alike the company of two names is, the other actors of their articles: the cosine, 0 to 1. None if that is not known.
    fn alike(&self, first: u32, second: u32) -> Option<f32>;
}

/// Nothing is known.
impl Evidence for () {
    fn together(&self, _first: u32, _second: u32) -> Option<u32> {
        None
    }

    fn alike(&self, _first: u32, _second: u32) -> Option<f32> {
        None
    }
}
