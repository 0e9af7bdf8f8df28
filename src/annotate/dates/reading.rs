//! A text as the rules read it: its words, what they are in the language, and what stands between them. Knows no rules.

use super::language::{Beside, Class, Entry, Gaps, Language, Sense, Strictness, Test};
use super::numbers;
use crate::text::Token;

/// A text, its tokens, and what each of them is to the rules.
pub(super) struct Reading<'a> {
    pub text: &'a str,
    pub language: &'a Language,
    tokens: &'a [Token],
    /// For each token the number of its word, or one of these.
    words: Vec<u16>,
}

/// No rule knows the word.
const UNKNOWN: u16 = 0;
/// The token begins with a digit.
const DIGITS: u16 = u16::MAX;

impl<'a> Reading<'a> {
    pub fn new(text: &'a str, tokens: &'a [Token], language: &'a Language) -> Self {
        let number = |token: &Token| {
            let written = &text[token.range()];
            if written.as_bytes()[0].is_ascii_digit() { DIGITS } else { language.words.number(written) }
        };
        Reading { text, language, tokens, words: tokens.iter().map(number).collect() }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The edges of the tree's root that a token can go along.
    pub fn begins(&self, at: usize) -> &'a [u16] {
        match self.words[at] {
            UNKNOWN => &[],
            DIGITS => &self.language.tree.digits,
            word => self.language.words.entry(word).map_or(&[], |entry| &entry.begins),
        }
    }

    /// The number of the token's word, 0 if it is none of the language's.
    pub fn word(&self, at: usize) -> u16 {
        self.words.get(at).copied().filter(|&word| word != DIGITS).unwrap_or(UNKNOWN)
    }

    fn entry(&self, at: usize) -> Option<&'a Entry> {
        self.language.words.entry(self.word(at))
    }

    /// Whether the token begins with a digit.
    pub fn is_digits(&self, at: usize) -> bool {
        self.words.get(at) == Some(&DIGITS)
    }

    /// The token as written; empty beyond the end.
    pub fn written(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.range()])
    }

    /// Byte offset of the token's first character. It must exist.
    pub fn start(&self, at: usize) -> usize {
        self.tokens[at].range().start
    }

    /// Byte offset behind the token's last character. It must exist.
    pub fn end(&self, at: usize) -> usize {
        self.tokens[at].range().end
    }

    /// The first token that begins at or behind a byte, searched from `at` on.
    pub fn token_from(&self, at: usize, byte: usize) -> usize {
        at + self.tokens[at..].iter().take_while(|token| token.range().start < byte).count()
    }

    /// What stands between the token and the next.
    pub fn gap(&self, at: usize) -> Gaps {
        let [Some(this), Some(next)] = [self.tokens.get(at), self.tokens.get(at + 1)] else { return Gaps::FAR };
        let between = &self.text[this.range().end..next.range().start];
        match between {
            " " => return Gaps::SPACE,
            "-" => return Gaps::HYPHEN,
            _ if between.len() > 10 || between.bytes().filter(|&b| b == b'\n').count() > 1 => return Gaps::FAR,
            _ => {}
        }
        let dotted = between.strip_prefix('.').filter(|_| self.is_short(at)).unwrap_or(between);
        match dotted.trim() {
            "" if !dotted.is_empty() => Gaps::SPACE,
            "" if between.len() > dotted.len() => Gaps::SPACE,
            "," | "’," | "'," => Gaps::COMMA,
            "." => Gaps::STOP,
            "-" if dotted.len() == 1 => Gaps::HYPHEN,
            "‑" => Gaps::HYPHEN,
            "-" | "–" | "—" | "−" | "--" => Gaps::DASH,
            // `August '21`
            "'" | "’" | "‘" if dotted.starts_with(' ') => Gaps::SPACE,
            "'s" | "’s" | "'" | "’" => Gaps::POSSESSIVE,
            _ => Gaps::FAR,
        }
    }

    fn is_short(&self, at: usize) -> bool {
        self.entry(at).is_some_and(|entry| entry.senses.iter().any(|sense| sense.short))
    }

    /// The token behind as written, if only white space stands between; else empty.
    pub fn behind(&self, at: usize) -> &'a str {
        if self.gap(at) == Gaps::SPACE { self.written(at + 1) } else { "" }
    }

    /// The character before the token.
    pub fn sign_before(&self, at: usize) -> Option<char> {
        self.text[..self.start(at)].chars().next_back()
    }

    /// The two characters behind the token.
    pub fn signs_behind(&self, at: usize) -> (Option<char>, Option<char>) {
        let mut behind = self.text[self.end(at)..].chars();
        (behind.next(), behind.next())
    }

    /// The sense that a word has of a class.
    pub fn sense(&self, at: usize, class: Class, strictness: Strictness) -> Option<Sense> {
        let senses = &self.entry(at)?.senses;
        let sense = *senses.iter().find(|sense| sense.class == class)?;
        let written = self.written(at);
        let capital = !sense.capital || written.starts_with(|c: char| c.is_uppercase());
        let enough = match strictness {
            Strictness::Any => true,
            Strictness::Full => !sense.short && !sense.unlikely,
            Strictness::Sure => !sense.short && !sense.doubtful,
        };
        (capital && enough).then_some(sense)
    }

    /// The value of a test that the tokens from `at` on pass, and how many they are.
    pub fn passes(&self, at: usize, test: &Test) -> Option<(i32, usize)> {
        match test {
            Test::Words { numbers, capital } => {
                let known = self.word(at) != UNKNOWN && numbers.binary_search(&self.word(at)).is_ok();
                let written = !capital || self.written(at).starts_with(|c: char| c.is_uppercase());
                (known && written).then_some((0, 1))
            }
            Test::Class { class, strictness, only } => {
                let found = self.class(at, *class, *strictness)?;
                only.is_none_or(|only| only == found.0).then_some(found)
            }
        }
    }

    fn class(&self, at: usize, class: Class, strictness: Strictness) -> Option<(i32, usize)> {
        match class {
            Class::Number => numbers::amount(self, at),
            Class::Ordinal => numbers::ordinal(self, at),
            Class::Day => numbers::day(self, at).map(|day| (day, 1)),
            Class::Year => numbers::year(self, at, strictness),
            Class::Decade => numbers::decade(self, at),
            Class::Clock => numbers::clock(self, at, strictness),
            Class::Name => self.written(at).starts_with(|c: char| c.is_uppercase()).then_some((0, 1)),
            Class::Word => (at < self.len()).then_some((0, 1)),
            Class::Plural => self.is_plural(self.written(at)).then_some((0, 1)),
            _ => self.sense(at, class, strictness).map(|sense| (sense.value, 1)),
        }
    }

    /// Whether the token is written as a name is: with a capital letter, though no sentence begins with it, in a text that has small ones.
    pub fn is_like_a_name(&self, at: usize) -> bool {
        let written = self.written(at);
        let capital = written.starts_with(|c: char| c.is_uppercase()) && written.contains(|c: char| c.is_lowercase());
        capital && at > 0 && self.gap(at - 1) == Gaps::SPACE
    }

    /// Whether what stands before the token is as asked.
    pub fn is_before(&self, first: usize, asked: &Beside) -> bool {
        let stands = |(back, tests): (usize, &Vec<Test>)| {
            let at = first.checked_sub(back + 1);
            at.is_some_and(|at| {
                asked.gaps.allows(self.gap(at)) && tests.iter().any(|test| self.passes(at, test).is_some())
            })
        };
        asked.words.iter().enumerate().all(stands) != asked.not
    }

    /// Whether what stands behind the token is as asked.
    pub fn is_behind(&self, last: usize, asked: &Beside) -> bool {
        let stands = |(on, tests): (usize, &Vec<Test>)| {
            asked.gaps.allows(self.gap(last + on))
                && tests.iter().any(|test| self.passes(last + on + 1, test).is_some())
        };
        let gap = !asked.words.is_empty() || asked.gaps.allows(self.gap(last));
        (gap && asked.words.iter().enumerate().all(stands)) != asked.not
    }

    /// Whether a word behind a number says that it counts or measures something.
    pub fn is_counted(&self, next: &str) -> bool {
        self.language.counted.iter().any(|counted| counted.eq_ignore_ascii_case(next))
    }

    /// Whether the word before numbers what the token is: `version 2.1`, `Flight 1549`.
    pub fn is_numbered(&self, at: usize) -> bool {
        self.is_behind_one_of(at, &self.language.numbering)
    }

    /// Whether one of these words stands before the token.
    pub fn is_behind_one_of(&self, at: usize, words: &[Box<str>]) -> bool {
        at > 0 && self.gap(at - 1) == Gaps::SPACE && words.iter().any(|word| **word == *self.written(at - 1))
    }

    /// Whether it looks like a noun in the plural.
    pub fn is_plural(&self, next: &str) -> bool {
        let plural = next.starts_with(|c: char| c.is_ascii_lowercase()) && next.ends_with('s') && !next.ends_with("ss");
        self.is_counted(next) || plural && !self.language.not_plural.iter().any(|word| &**word == next)
    }
}
