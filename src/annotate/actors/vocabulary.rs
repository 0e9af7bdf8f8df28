//! What the words of a thread's lexicon are in themselves, looked up once for each: their classes, and the known names that begin with them.
//! Knows no text.

use super::gazetteer::{Form, Gazetteer};
use super::tagger::Tagger;
use super::words::{Class, class};
use crate::text::{Lexicon, Word};

/// A word of the lexicon.
#[derive(Clone, Copy)]
pub(super) struct Known {
    /// What it tells about the names beside it.
    pub class: Class,
    /// The known names that begin with it.
    pub forms: &'static [Form],
}

/// What is remembered between articles of one lexicon; to be made anew when that is renewed.
#[derive(Default)]
pub struct Vocabulary {
    pub(super) tagger: Tagger,
    pub(super) words: Vec<Known>,
}

impl Vocabulary {
    /// Takes in the words that the lexicon has met since.
    pub(super) fn meet(&mut self, lexicon: &Lexicon) {
        let gazetteer = Gazetteer::get();
        let known = |word: &Word| Known { class: class(&word.folded), forms: gazetteer.forms(&word.folded) };
        self.words.extend(lexicon.words()[self.words.len()..].iter().map(known));
    }
}
