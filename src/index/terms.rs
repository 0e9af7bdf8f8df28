//! The one way words enter the index. Tokens come from `text`, already folded and stemmed; here they are only written down for Tantivy and
//! read back, so that nothing is analysed twice. Queries build their terms with the same functions. Knows no article.
//!
//! A token becomes its stem, and its position tells how the word ends: token *n* stands at *16n* where the word is its own stem, behind that by
//! one for each of the commonest endings, and by 15 for all others. Only those others are indexed a second time as they are written, behind a `=`. So the words
//! of a quoted phrase are checked by positions alone, and one token in twenty needs a second term (measured on 1.0 million tokens of English news:
//! stemming changes 29% of them, the listed endings are 82% of these).

use tantivy::Term;
use tantivy::schema::Field;
use tantivy::tokenizer::{Token as IndexToken, TokenStream, Tokenizer};

use super::bigrams::CommonWords;
use crate::text::{Lexicon, Token, Word};

/// Name under which the tokenizer is registered at every opening.
pub const TOKENIZER: &str = "dateline";

/// What a word has behind its stem, commonest first.
const ENDINGS: [&str; 13] = ["s", "e", "ed", "ing", "es", "al", "ion", "er", "ation", "ly", "ment", "d", "ers"];
/// How many positions a token takes up, one for each way to end.
const ENDS: u32 = 16;
/// The word is its own stem.
const OWN_STEM: u32 = 0;
/// The stem ends in `i`, the word in `y`.
const I_TO_Y: u32 = 1;
/// The word with the first of [`ENDINGS`].
const FIRST_ENDING: u32 = 2;
/// Any other word.
const OTHER: u32 = ENDS - 1;

/// Stands before a folded word that is no stem with one of the listed endings. No folded word begins with it.
pub const EXACT: char = '=';
/// Begins a token that is its own stem; the characters behind it begin those that end in the other ways. What follows is the stem, and for [`OTHER`] the word.
const TOKEN: char = '0';
/// A gap in the positions, wide enough that no phrase reaches across it.
const GAP: char = '\u{1d}';
/// How many token positions a gap is wide.
const GAP_WIDTH: usize = 1000;

/// Bytes of room that are kept for the next article, at most: a single long one must not hold memory for ever.
const KEPT: usize = 1 << 20;

/// Writes tokens down for the index: each word of a lexicon is written once, and copied then.
#[derive(Default)]
pub struct Encoder {
    /// The words of the lexicon, one after the other.
    written: String,
    /// Behind each of them.
    ends: Vec<usize>,
    common: CommonWords,
    /// The lexicon's age.
    age: u32,
    title: String,
    text: String,
    bigrams: String,
}

/// The words of an article, written down.
pub struct Encoded<'a> {
    /// Those of its title.
    pub title: &'a str,
    /// Those of its body and, behind a gap, those of its title again.
    pub text: &'a str,
    /// Common words side by side, in body and title.
    pub bigrams: &'a str,
}

impl Encoder {
    /// Writes an article's tokens down. It is to be the same lexicon each time.
    pub fn encode(&mut self, title: &[Token], body: &[Token], lexicon: &Lexicon) -> Encoded<'_> {
        // The room for one article is kept for the next.
        let [mut in_title, mut in_text, mut bigrams] =
            [&mut self.title, &mut self.text, &mut self.bigrams].map(std::mem::take);
        for buffer in [&mut in_title, &mut in_text, &mut bigrams] {
            buffer.clear();
            buffer.shrink_to(KEPT);
        }
        self.append(title, lexicon, &mut in_title);
        self.append(body, lexicon, &mut in_text);
        if !in_title.is_empty() {
            in_text.push(GAP);
            in_text.push_str(&in_title);
        }
        [body, title].into_iter().for_each(|tokens| self.common.encode(tokens, &mut bigrams));
        (self.title, self.text, self.bigrams) = (in_title, in_text, bigrams);
        Encoded { title: &self.title, text: &self.text, bigrams: &self.bigrams }
    }

    fn append(&mut self, tokens: &[Token], lexicon: &Lexicon, out: &mut String) {
        if self.age != lexicon.age() {
            *self = Encoder { age: lexicon.age(), ..Encoder::default() };
        }
        for word in &lexicon.words()[self.ends.len()..] {
            encode(word, &mut self.written);
            self.ends.push(self.written.len());
        }
        self.common.learn(lexicon);
        for token in tokens {
            let number = token.word.index();
            let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
            out.push_str(&self.written[start..self.ends[number]]);
        }
    }
}

fn encode(word: &Word, out: &mut String) {
    let end = end(word);
    begin_token(end, out);
    write_term(&[word.stem()], out);
    if end == OTHER {
        write_term(&[&word.folded], out);
    }
}

/// Writes down a token of a term that is put together, and no word.
pub fn write_token(parts: &[&str], out: &mut String) {
    begin_token(OWN_STEM, out);
    write_term(parts, out);
}

fn begin_token(end: u32, out: &mut String) {
    out.push(char::from(TOKEN as u8 + end as u8));
}

/// Folded words are short: the length of a term is one character before it, so that no end needs to be looked for.
fn write_term(parts: &[&str], out: &mut String) {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    out.push(char::from_u32(length as u32).expect("a folded word is cut where it grows long"));
    parts.iter().for_each(|part| out.push_str(part));
}

/// How a word ends.
fn end(word: &Word) -> u32 {
    let Some(stem) = word.changed_stem.as_deref() else { return OWN_STEM };
    let listed = match word.folded.strip_prefix(stem) {
        Some(ending) => (FIRST_ENDING..).zip(ENDINGS).find(|(_, known)| *known == ending).map(|(end, _)| end),
        None => {
            let begins = word.folded.strip_suffix('y').zip(stem.strip_suffix('i'));
            begins.filter(|(one, other)| one == other).map(|_| I_TO_Y)
        }
    };
    listed.unwrap_or(OTHER)
}

/// The term that any form of the word has.
pub fn stem_term(field: Field, word: &Word) -> Term {
    Term::from_field_text(field, word.stem())
}

/// The term to look at for the word as written: the stem's, at positions that end so, or the word's own.
pub fn exact_term(field: Field, word: &Word) -> (Term, Ends) {
    match end(word) {
        OTHER => (Term::from_field_text(field, &format!("{EXACT}{}", word.folded)), Ends::ANY),
        end => (stem_term(field, word), Ends::one(end)),
    }
}

/// A set of ways to end, as positions tell them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ends(u16);

impl Ends {
    /// However the word ends.
    pub const ANY: Ends = Ends(u16::MAX);
    /// The term ends in `i`, the word in `y`.
    pub const I_TO_Y: Ends = Ends(1 << I_TO_Y);

    fn one(end: u32) -> Ends {
        Ends(1 << end)
    }

    /// What a word has behind a term, in each of the ways that add something or nothing.
    pub fn listed() -> impl Iterator<Item = (Ends, &'static str)> {
        let listed = (FIRST_ENDING..).zip(ENDINGS);
        [(OWN_STEM, "")].into_iter().chain(listed).map(|(end, ending)| (Ends::one(end), ending))
    }

    /// Whether a word at this position of the index ends in one of the ways.
    pub fn has(self, position: u32) -> bool {
        self.0 >> (position % ENDS) & 1 == 1
    }

    /// What of a position tells that a certain word ends so; nothing, if it may end in several ways but not in all.
    pub fn mask(self) -> Option<PositionMask> {
        match self {
            Ends::ANY => Some(PositionMask { bits: !(ENDS - 1), end: 0 }),
            Ends(one) if one.is_power_of_two() => Some(PositionMask { bits: u32::MAX, end: one.trailing_zeros() }),
            _ => None,
        }
    }

    /// Whether it holds no way to end.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The ways of both.
    #[must_use]
    pub fn and(self, other: Ends) -> Ends {
        Ends(self.0 | other.0)
    }

    /// Each of the ways in which the term makes a word, with that word.
    pub fn words(self, term: &str) -> Vec<(Ends, String)> {
        if let Some(word) = term.strip_prefix(EXACT) {
            return if self.is_empty() { Vec::new() } else { vec![(Ends::ANY, word.to_string())] };
        }
        let listed = Ends::listed().map(|(end, ending)| (end, format!("{term}{ending}")));
        let in_y = term.strip_suffix('i').map(|rest| (Ends::I_TO_Y, format!("{rest}y")));
        listed.chain(in_y).filter(|(end, _)| end.0 & self.0 != 0).collect()
    }
}

/// The bits of a position by which a token that ends in a way that is wanted is known, so that many positions can be compared at once.
#[derive(Debug, Clone, Copy)]
pub struct PositionMask {
    bits: u32,
    end: u32,
}

impl PositionMask {
    /// Those of a position.
    pub fn keep(self, position: u32) -> u32 {
        position & self.bits
    }

    /// Those that the positions of the token with a number have.
    pub fn of(self, number: u32) -> u32 {
        number * ENDS + self.end
    }
}

/// The number of the token at an index position.
pub fn token_number(position: u32) -> u32 {
    position / ENDS
}

/// The number in the title of a token behind a body of so many tokens.
pub fn title_token(number: u32, body_tokens: u32) -> u32 {
    number.saturating_sub(body_tokens + GAP_WIDTH as u32)
}

/// Reads back what [`Encoder`] wrote.
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

impl<'a> EncodedStream<'a> {
    fn next_char(&mut self) -> Option<char> {
        let mut rest = self.rest.chars();
        let next = rest.next();
        self.rest = rest.as_str();
        next
    }

    /// The term whose length comes next.
    fn next_term(&mut self) -> &'a str {
        let length = self.next_char().map_or(0, |length| length as usize);
        let (term, rest) = self.rest.split_at(length);
        self.rest = rest;
        term
    }
}

impl TokenStream for EncodedStream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        if let Some(word) = self.exact.take() {
            self.token.text.push(EXACT);
            self.token.text.push_str(word);
            return true;
        }
        let mut first = self.next_char();
        while first == Some(GAP) {
            self.number += GAP_WIDTH;
            first = self.next_char();
        }
        let Some(first) = first else { return false };
        let end = first as usize - TOKEN as usize;
        self.token.position = self.number * ENDS as usize + end;
        self.number += 1;
        let stem = self.next_term();
        self.token.text.push_str(stem);
        self.exact = (end == OTHER as usize).then(|| self.next_term());
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
        // A word without end is cut.
        let tokens = lexicon.tokenize(&format!("Talks recognised policy {} it", "ü".repeat(100_000)));
        let mut encoder = Encoder::default();
        let encoded = encoder.encode(&tokens[4..], &tokens, &lexicon);
        let mut read = Vec::new();
        let mut tokenizer = EncodedTerms::default();
        let mut stream = tokenizer.token_stream(encoded.text);
        while stream.advance() {
            read.push((stream.token().position, stream.token().text.clone()));
        }
        let cut = &lexicon.word(tokens[3].word).folded;
        let expected = [
            (2, "talk"),
            (31, "recogn"),
            (31, "=recognised"),
            (33, "polici"),
            (48, cut),
            (64, "it"),
            (1005 * 16, "it"),
        ];
        assert_eq!(read, expected.map(|(position, text)| (position, text.to_string())));
    }

    #[test]
    fn terms_and_endings_make_words() {
        let words = |term: &str| Ends::ANY.words(term).into_iter().map(|(_, word)| word).collect::<Vec<_>>();
        assert_eq!(words("=recognised"), ["recognised"]);
        assert_eq!(words("polici")[..2], ["polici", "policis"]);
        assert_eq!(words("polici").last().map(String::as_str), Some("policy"));
        let field = Field::from_field_id(0);
        let mut lexicon = Lexicon::default();
        for token in lexicon.tokenize("talk talks talked policy policies recognised relation moves mad") {
            let word = lexicon.word(token.word);
            let (term, ends) = exact_term(field, word);
            let term = term.value().as_str().unwrap().to_string();
            let is_that = |(end, text): &(Ends, String)| (*end == ends) && **text == *word.folded;
            assert!(Ends::ANY.words(&term).iter().any(is_that), "{term}");
        }
    }

    #[test]
    fn words_of_one_stem_are_told_apart() {
        let field = Field::from_field_id(0);
        let mut lexicon = Lexicon::default();
        let words =
            "talk talks talked talking policy polici policies recognised recognized recognise relation relations";
        let tokens = lexicon.tokenize(words);
        let mut exact: Vec<_> = tokens.iter().map(|token| exact_term(field, lexicon.word(token.word))).collect();
        exact.sort();
        exact.dedup();
        assert_eq!(exact.len(), tokens.len(), "{exact:?}");
    }
}
