//! The one way words enter the index. Tokens come from `text`, already folded and stemmed; here they are only written down for Tantivy and
//! read back, so that nothing is analysed twice. Queries build their terms with the same functions. Knows no article.
//!
//! A token becomes its stem. Where stemming changed the word, the folded word itself is indexed too, behind a `=`. The position of token *n* is
//! *2n*, or *2n + 1* where the stem is not the word: so the words of a quoted phrase are checked by positions alone, and the index
//! holds a second term only for the words that need one.

use tantivy::Term;
use tantivy::schema::Field;
use tantivy::tokenizer::{Token as IndexToken, TokenStream, Tokenizer};

use crate::text::{Lexicon, Token, Word};

/// Name under which the tokenizer is registered at every opening.
pub const TOKENIZER: &str = "dateline";

/// Stands before a folded word that is not its own stem. No folded word begins with it.
const EXACT: char = '=';
/// Between a stem and the word it was made from, where they differ.
const UNIT: char = '\u{1f}';
/// Behind each token.
const RECORD: char = '\u{1e}';
/// A gap in the positions, wide enough that no phrase reaches across it.
const GAP: char = '\u{1d}';
/// How many token positions a gap is wide.
const GAP_WIDTH: usize = 1000;

/// Writes tokens down for the index.
pub fn encode(tokens: &[Token], lexicon: &Lexicon, out: &mut String) {
    for token in tokens {
        let word = lexicon.word(token.word);
        out.push_str(word.stem());
        if word.changed_stem.is_some() {
            out.push(UNIT);
            out.push_str(&word.folded);
        }
        out.push(RECORD);
    }
}

/// Writes a gap down.
pub fn encode_gap(out: &mut String) {
    out.push(GAP);
}

/// The term that any form of the word has.
pub fn stem_term(field: Field, word: &Word) -> Term {
    Term::from_field_text(field, word.stem())
}

/// The term to look at for the word as written, and whether its positions must be even: the stem's term where the word is its own stem,
/// else the word's own.
pub fn exact_term(field: Field, word: &Word) -> (Term, bool) {
    match word.changed_stem {
        None => (Term::from_field_text(field, &word.folded), true),
        Some(_) => (Term::from_field_text(field, &format!("{EXACT}{}", word.folded)), false),
    }
}

/// The number of the token at an index position.
pub fn token_number(position: u32) -> u32 {
    position / 2
}

/// The number in the title of a token behind a body of so many tokens.
pub fn title_token(number: u32, body_tokens: u32) -> u32 {
    number.saturating_sub(body_tokens + GAP_WIDTH as u32)
}

/// Whether the token at an index position is written as its stem.
pub fn is_own_stem(position: u32) -> bool {
    position.is_multiple_of(2)
}

/// Reads back what [`encode`] wrote.
#[derive(Clone, Default)]
pub struct EncodedTerms {
    token: IndexToken,
}

impl Tokenizer for EncodedTerms {
    type TokenStream<'a> = EncodedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> EncodedStream<'a> {
        self.token.reset();
        EncodedStream { rest: text, number: 0, exact: None, token: &mut self.token }
    }
}

/// The tokens of an encoded text.
pub struct EncodedStream<'a> {
    rest: &'a str,
    number: usize,
    exact: Option<&'a str>,
    token: &'a mut IndexToken,
}

impl TokenStream for EncodedStream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        if let Some(word) = self.exact.take() {
            self.token.text.push(EXACT);
            self.token.text.push_str(word);
            return true;
        }
        while let Some(rest) = self.rest.strip_prefix(GAP) {
            self.rest = rest;
            self.number += GAP_WIDTH;
        }
        let Some(end) = memchr::memchr(RECORD as u8, self.rest.as_bytes()) else { return false };
        let entry = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        let (stem, exact) = match memchr::memchr(UNIT as u8, entry.as_bytes()) {
            Some(unit) => (&entry[..unit], Some(&entry[unit + 1..])),
            None => (entry, None),
        };
        self.token.text.push_str(stem);
        self.token.position = 2 * self.number + usize::from(exact.is_some());
        self.exact = exact;
        self.number += 1;
        true
    }

    fn token(&self) -> &IndexToken {
        self.token
    }

    fn token_mut(&mut self) -> &mut IndexToken {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let mut lexicon = Lexicon::default();
        let tokens = lexicon.tokenize("Talks recognised it");
        let mut encoded = String::new();
        encode(&tokens, &lexicon, &mut encoded);
        encode_gap(&mut encoded);
        encode(&tokens[2..], &lexicon, &mut encoded);
        let mut read = Vec::new();
        let mut tokenizer = EncodedTerms::default();
        let mut stream = tokenizer.token_stream(&encoded);
        while stream.advance() {
            read.push((stream.token().position, stream.token().text.clone()));
        }
        let expected = [(1, "talk"), (1, "=talks"), (3, "recogn"), (3, "=recognised"), (4, "it"), (2006, "it")];
        assert_eq!(read, expected.map(|(position, text)| (position, text.to_string())));
    }
}
