//! A text as the rules read it: its words, and what stands between them. Knows no dates.

use super::english::{self, Word};
use crate::text::Token;

/// A text, its tokens, and what each of them is to the rules.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    tokens: &'a [Token],
    words: Vec<Word>,
}

/// What stands between two neighbouring tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// White space within a paragraph.
    Space,
    /// A comma.
    Comma,
    /// A full stop: behind an abbreviation, or the end of a sentence.
    Dot,
    /// A hyphen or dash.
    Dash,
    /// Anything else: the tokens have nothing to do with each other.
    Far,
}

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        let words = tokens.iter().map(|token| classify(&text[token.range()])).collect();
        Reading { text, tokens, words }
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// What the token is; nothing beyond the end.
    pub(super) fn word(&self, at: usize) -> Word {
        self.words.get(at).copied().unwrap_or(Word::Other)
    }

    /// The token as written; empty beyond the end.
    pub(super) fn written(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.range()])
    }

    /// Byte offset of the token's first character. It must exist.
    pub(super) fn start(&self, at: usize) -> usize {
        self.tokens[at].range().start
    }

    /// Byte offset behind the token's last character. It must exist.
    pub(super) fn end(&self, at: usize) -> usize {
        self.tokens[at].range().end
    }

    /// The first token that begins at or behind a byte, searched from `at` on.
    pub(super) fn token_from(&self, at: usize, byte: usize) -> usize {
        at + self.tokens[at..].iter().take_while(|token| token.range().start < byte).count()
    }

    /// What stands between the token and the next.
    pub(super) fn gap(&self, at: usize) -> Gap {
        let [Some(this), Some(next)] = [self.tokens.get(at), self.tokens.get(at + 1)] else { return Gap::Far };
        let between = &self.text[this.range().end..next.range().start];
        if between == " " {
            return Gap::Space;
        }
        if between.len() > 8 || between.bytes().filter(|&b| b == b'\n').count() > 1 {
            return Gap::Far;
        }
        match between.trim() {
            "" if !between.is_empty() => Gap::Space,
            "," => Gap::Comma,
            "." => Gap::Dot,
            "-" | "–" | "—" | "‑" | "−" | "--" => Gap::Dash,
            _ => Gap::Far,
        }
    }

    /// The word before, if only white space stands between.
    pub(super) fn before(&self, at: usize) -> Word {
        match at.checked_sub(1) {
            Some(before) if self.gap(before) == Gap::Space => self.word(before),
            _ => Word::Other,
        }
    }

    /// The token behind as written, if only white space stands between; else empty.
    pub(super) fn behind(&self, at: usize) -> &'a str {
        if self.gap(at) == Gap::Space { self.written(at + 1) } else { "" }
    }

    /// The character before the token.
    pub(super) fn sign_before(&self, at: usize) -> Option<char> {
        self.text[..self.start(at)].chars().next_back()
    }

    /// The two characters behind the token.
    pub(super) fn signs_behind(&self, at: usize) -> (Option<char>, Option<char>) {
        let mut behind = self.text[self.end(at)..].chars();
        (behind.next(), behind.next())
    }
}

fn classify(written: &str) -> Word {
    if written.starts_with(|c: char| c.is_ascii_digit()) { number(written) } else { english::word(written) }
}

fn number(written: &str) -> Word {
    let length = written.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, suffix) = written.split_at(length);
    let Ok(value) = digits.parse::<u16>() else { return Word::Other };
    match suffix {
        "" if length <= 4 => Word::Digits(length as u8, value),
        "st" | "nd" | "rd" | "th" if length <= 2 => Word::Ordinal(value as u8),
        "s" if length == 4 && value.is_multiple_of(10) && (1000..=2100).contains(&value) => Word::Decade(value / 10),
        _ => Word::Other,
    }
}
