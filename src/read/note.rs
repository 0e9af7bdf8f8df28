//! What went less than well while an article was read: it is there, but a reader should know. Knows no format.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::garbled::garbled;

/// Something about an article that was read all the same. Its text is a fact, as of a [`Reason`](super::Reason).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// Nothing proves in which encoding its letters were written; this one fits them best.
    DecodedByGuess(String),
    /// In so many places stand signs that a wrong decoding leaves behind, here or before the article came here.
    Garbled(usize),
    /// Its end is missing, and why.
    Truncated(String),
}

impl Note {
    /// The words for every kind of note.
    pub const NAMES: [&'static str; 3] = ["decoded-by-guess", "garbled", "truncated"];

    /// The word for its kind.
    pub fn name(&self) -> &'static str {
        match self {
            Note::DecodedByGuess(_) => Note::NAMES[0],
            Note::Garbled(_) => Note::NAMES[1],
            Note::Truncated(_) => Note::NAMES[2],
        }
    }

    /// The note that a text deserves which holds garbled signs.
    pub(super) fn on_text(text: &str) -> Option<Note> {
        let places = garbled(text);
        (places > 0).then_some(Note::Garbled(places))
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::DecodedByGuess(encoding) => write!(f, "decoded as {encoding} by guess"),
            Note::Garbled(1) => write!(f, "garbled in 1 place"),
            Note::Garbled(places) => write!(f, "garbled in {places} places"),
            Note::Truncated(why) => write!(f, "cut off: {why}"),
        }
    }
}
