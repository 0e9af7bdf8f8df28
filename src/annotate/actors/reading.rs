//! A title or body as names are looked at in it: how each word is written, what it tells, and what stands between words. Looks only at the
//! words that it is asked for. Knows no names.

use super::gazetteer::Form;
use super::tagger::gap::Gap;
use super::vocabulary::Known;
use super::words::Class;
use crate::text::{Lexicon, Shape, Span, Token, WordId};

/// A title or body with its tokens.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
    known: &'a [Known],
}

impl<'a> Reading<'a> {
    /// A text whose tokens are those of `lexicon`; `known` has its words.
    pub fn new(text: &'a str, tokens: &'a [Token], lexicon: &'a Lexicon, known: &'a [Known]) -> Self {
        Reading { text, tokens, lexicon, known }
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    pub fn word(&self, at: usize) -> WordId {
        self.tokens[at].word
    }

    pub fn folded(&self, at: usize) -> &'a str {
        &self.lexicon.word(self.tokens[at].word).folded
    }

    /// The token as it is written.
    pub fn written(&self, at: usize) -> &'a str {
        &self.text[self.tokens[at].range()]
    }

    /// The bytes of the tokens from `first` until `last`.
    pub fn range(&self, first: usize, last: usize) -> std::ops::Range<usize> {
        self.tokens[first].start as usize..self.tokens[last - 1].end as usize
    }

    pub fn shape(&self, at: usize) -> Shape {
        self.tokens[at].shape
    }

    fn known(&self, at: usize) -> Option<&'a Known> {
        self.known.get(self.word(at).index())
    }

    /// True when the token is in one of the classes.
    pub fn has(&self, at: usize, classes: Class) -> bool {
        self.known(at).is_some_and(|word| word.class.has(classes))
    }

    /// The known names that begin with the token's word.
    pub fn forms(&self, at: usize) -> &'static [Form] {
        self.known(at).map_or(&[], |word| word.forms)
    }

    pub fn is_small(&self, at: usize) -> bool {
        self.shape(at) == Shape::Small
    }

    /// True when the token is written as names are.
    pub fn is_capital(&self, at: usize) -> bool {
        self.text.as_bytes()[self.tokens[at].start as usize].is_ascii_uppercase() || self.shape(at).is_live()
    }

    /// True when it is written in capitals, with or without dots.
    pub fn is_acronym(&self, at: usize) -> bool {
        matches!(self.shape(at), Shape::Capitals | Shape::Dotted | Shape::Numbered)
    }

    /// The characters between token `at` and the next.
    pub fn between(&self, at: usize) -> &'a str {
        let end = self.tokens.get(at + 1).map_or(self.text.len(), |next| next.start as usize);
        &self.text[self.tokens[at].end as usize..end]
    }

    /// What stands between token `at` and the next.
    pub fn gap(&self, at: usize) -> Gap {
        if at + 1 < self.tokens.len() { Gap::of(self.between(at)) } else { Gap::Edge }
    }

    /// Whether a capital is joined to the tokens from `first` until `last`, before or behind them.
    pub fn continues_a_run(&self, first: usize, last: usize) -> bool {
        let joined = |n: usize| matches!(self.gap(n), Gap::Space | Gap::Hyphen | Gap::Ampersand | Gap::Dot);
        first > 0 && joined(first - 1) && self.is_capital(first - 1) && !self.has(first - 1, Class::STOP)
            || last < self.len() && self.is_capital(last) && joined(last - 1)
    }

    /// True when a possessive's ending follows the token.
    pub fn is_possessive(&self, at: usize) -> bool {
        self.between(at).strip_prefix(['\'', '’']).is_some_and(|rest| rest.starts_with(['s', 'S']))
    }

    /// Whether a sentence is all in capitals.
    pub fn is_loud(&self, sentence: Span) -> bool {
        let tokens = sentence.first_token..sentence.last_token.min(self.len());
        // Nearly every sentence has a longer small word soon.
        if tokens.clone().any(|at| self.written(at).len() > 4 && self.is_small(at) && !self.is_hyphenated(at)) {
            return false;
        }
        let (mut capital, mut capitals) = (0, 0);
        for at in tokens {
            match self.shape(at) {
                Shape::Small if !self.is_small_in_headlines(at) => return false,
                Shape::Capitals | Shape::Dotted => capitals += 1,
                Shape::Capital | Shape::Mixed => capital += 1,
                _ => {}
            }
        }
        capitals >= 3 && capital * 4 <= capitals
    }

    /// Whether a sentence capitalises every word of some length, as many headlines do.
    pub fn is_title_case(&self, sentence: Span) -> bool {
        let mut capital = 0;
        for at in sentence.first_token..sentence.last_token.min(self.len()) {
            match self.shape(at) {
                Shape::Small if self.written(at).len() >= 5 => return false,
                Shape::Capital | Shape::Mixed => capital += 1,
                _ => {}
            }
        }
        capital >= 4
    }

    fn is_hyphenated(&self, at: usize) -> bool {
        at > 0 && self.between(at - 1) == "-"
    }

    /// Words that even headlines in capitals write small.
    fn is_small_in_headlines(&self, at: usize) -> bool {
        let word = self.folded(at);
        self.is_hyphenated(at)
            || word.len() <= 4 && (SMALL_IN_HEADLINES.contains(&word) || self.has(at, Class::PARTICLE))
    }
}

const SMALL_IN_HEADLINES: [&str; 22] = [
    "a", "an", "the", "and", "or", "but", "nor", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as",
    "via", "vs", "v", "per", "into",
];

/// Whether the small words of a text are English ones, as far as a sample of it tells. Short texts are taken for English.
pub(super) fn is_english(reading: &Reading) -> bool {
    const ENOUGH: usize = 400;
    let (mut small, mut function) = (0, 0);
    for at in (0..reading.len()).step_by(reading.len() / ENOUGH + 1) {
        if reading.is_small(at) {
            small += 1;
            function += usize::from(reading.has(at, Class::STOP));
        }
    }
    small < 12 || function * 4 >= small
}
