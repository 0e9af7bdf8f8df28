//! What the words of a thread's lexicon are in themselves, looked up once for each: their classes, and the known names that begin with them.
//! Knows no text.

use super::gazetteer::{Form, Gazetteer};
use super::tagger::Tagger;
use super::words::{Class, class};
use crate::text::{Lexicon, Token};

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
    pub(super) words: Vec<Option<Known>>,
}

impl Vocabulary {
    /// Takes in the words of a text.
    pub(super) fn meet(&mut self, tokens: &[Token], lexicon: &Lexicon) {
        let gazetteer = Gazetteer::get();
        for token in tokens {
            let number = token.word.index();
            if number >= self.words.len() {
                self.words.resize(number + number / 2 + 64, None);
            }
            self.words[number].get_or_insert_with(|| {
                let folded = &lexicon.word(token.word).folded;
                Known { class: class(folded), forms: gazetteer.forms(folded) }
            });
        }
    }
}
