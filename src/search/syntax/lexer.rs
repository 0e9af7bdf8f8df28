//! The tokens of a query: words, quotes, parentheses, marks, operators and field names. Knows single tokens only, not
//! whether their order makes sense.

use std::ops::Range;

use super::construct::{self, Construct, Nearness, Written};
use super::field::Field;

/// Each opening quote with the quotes that close it, the usual one first.
pub(super) const QUOTES: [(char, &[char]); 6] =
    [('"', &['"']), ('“', &['”', '“']), ('„', &['“', '”']), ('”', &['”']), ('«', &['»']), ('»', &['«', '»'])];

/// A token, with its bytes in the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub span: Range<usize>,
    pub kind: TokenKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    /// The text is between the two quotes; one that is not closed ends with the query and lacks this closing quote.
    Phrase {
        lacks: Option<char>,
    },
    Open,
    Close,
    And,
    Or,
    Not,
    Minus,
    Plus,
    /// A field name with its colon; a value follows at once, or not.
    Field {
        field: Field,
        has_value: bool,
    },
    /// A name with its colon that is no field, and a value follows at once.
    UnknownField,
    /// A word with `*` or `?` in it.
    Wildcard,
    /// A regular expression with its slashes.
    Regex,
    /// `NEAR` or `ADJ` between two others.
    Near(Nearness),
    /// The same with something else than a number behind its slash.
    NearWithout(&'static str),
    /// Not supported, in the place of an operator between two others.
    Operator(Construct),
    /// `~` and perhaps a number, right behind a word, a phrase or a group.
    Tilde,
    /// `^` and perhaps a number, right behind the same, or behind a tilde.
    Caret,
}

/// Reads all the tokens of a query, in one pass.
pub(super) fn tokens(query: &str) -> Vec<Token> {
    let mut lexer = Lexer { query, at: 0, tokens: Vec::new() };
    while let Some(first) = lexer.skip_space() {
        match first {
            '(' => lexer.push(1, TokenKind::Open),
            ')' => {
                lexer.push(1, TokenKind::Close);
                lexer.suffix();
            }
            _ if is_dash(first) => lexer.dashes(),
            _ => match closers(first) {
                Some(closers) => lexer.phrase(first, closers),
                None => lexer.word(),
            },
        }
    }
    lexer.tokens
}

struct Lexer<'q> {
    query: &'q str,
    at: usize,
    tokens: Vec<Token>,
}

impl<'q> Lexer<'q> {
    fn rest(&self) -> &'q str {
        &self.query[self.at..]
    }

    fn skip_space(&mut self) -> Option<char> {
        let rest = self.rest().trim_start();
        self.at = self.query.len() - rest.len();
        rest.chars().next()
    }

    fn push(&mut self, length: usize, kind: TokenKind) {
        self.tokens.push(Token { span: self.at..self.at + length, kind });
        self.at += length;
    }

    fn phrase(&mut self, open: char, closers: &'static [char]) {
        let inner = &self.rest()[open.len_utf8()..];
        let close = inner.char_indices().find(|(_, c)| closers.contains(c));
        let length = close.map_or(inner.len(), |(at, close)| at + close.len_utf8());
        let lacks = if close.is_none() { Some(closers[0]) } else { None };
        self.push(open.len_utf8() + length, TokenKind::Phrase { lacks });
        self.suffix();
    }

    /// A `~3`, a `^2` or both right behind a phrase, a group or an expression.
    fn suffix(&mut self) {
        let rest = self.rest();
        let mut length = 0;
        while let Some(more) = construct::suffix(&rest[length..]) {
            length += more;
        }
        let after = rest[length..].trim_start_matches(['.', ',', ';', ':', '!', '?']);
        if length > 0 && after.chars().next().is_none_or(ends_word) {
            self.suffixes(rest.len() - after.len());
        }
    }

    /// The next bytes, each `~` and `^` in them with its number a token; what is between is punctuation.
    fn suffixes(&mut self, length: usize) {
        let end = self.at + length;
        while let Some(sign) = self.query[self.at..end].find(['~', '^']) {
            self.at += sign;
            let kind = if self.rest().starts_with('~') { TokenKind::Tilde } else { TokenKind::Caret };
            let length = construct::suffix(self.rest()).unwrap_or(1);
            self.push(length, kind);
        }
        self.at = end;
    }

    /// A mark is one `-` or `+` before something, and not after a quote (`"Taliban"-led`). All other dashes are
    /// punctuation.
    fn dashes(&mut self) {
        let rest = self.rest();
        let length = rest.find(|c| !is_dash(c)).unwrap_or(rest.len());
        let stands_alone = rest[length..].chars().next().is_none_or(|c| c.is_whitespace() || c == ')');
        let after_quote = self
            .tokens
            .last()
            .is_some_and(|token| token.span.end == self.at && matches!(token.kind, TokenKind::Phrase { .. }));
        match &rest[..length] {
            "-" if !stands_alone && !after_quote => self.push(1, TokenKind::Minus),
            "+" if !stands_alone && !after_quote => self.push(1, TokenKind::Plus),
            dashes => self.at += dashes.len(),
        }
    }

    /// A word, an operator, or a field name and, if it is a word, its value.
    fn word(&mut self) {
        let rest = self.rest();
        let word = &rest[..rest.find(ends_word).unwrap_or(rest.len())];
        // The dots of a range, without one: punctuation, as a lone dash.
        if word == ".." {
            self.at += word.len();
            return;
        }
        let operator = match word {
            "AND" => Some(TokenKind::And),
            "OR" => Some(TokenKind::Or),
            "NOT" => Some(TokenKind::Not),
            "&&" => Some(TokenKind::Operator(Construct::DoubleAmpersand)),
            "||" => Some(TokenKind::Operator(Construct::DoubleBar)),
            _ => {
                let without = || Nearness::without_number(word).map(TokenKind::NearWithout);
                Nearness::of(word).map(TokenKind::Near).or_else(without)
            }
        };
        if let Some(operator) = operator {
            return self.push(word.len(), operator);
        }
        let Some((name, kind)) = field_name(rest, word) else { return self.plain_word() };
        self.push(name.len() + 1, kind);
        let value_is_a_word = !matches!(kind, TokenKind::Field { has_value: false, .. })
            && self.rest().chars().next().is_some_and(|c| !ends_word(c));
        if value_is_a_word {
            self.plain_word();
        }
    }

    /// A word that is no operator and names no field, whatever it looks like.
    fn plain_word(&mut self) {
        let rest = self.rest();
        if let Some(length) = construct::regex(rest) {
            self.push(length, TokenKind::Regex);
            return self.suffix();
        }
        let word = &rest[..rest.find(ends_word).unwrap_or(rest.len())];
        let end = self.at + word.len();
        let written = Written::of(word);
        self.push(written.length, if written.is_wildcard { TokenKind::Wildcard } else { TokenKind::Word });
        self.suffixes(written.suffix);
        // What is left is punctuation.
        self.at = end;
    }
}

/// The name that a word begins with and what it is, if it is the name of a field or looks like one: small letters,
/// then a colon, and then something that is not `//` as in a web address.
fn field_name<'q>(rest: &'q str, word: &'q str) -> Option<(&'q str, TokenKind)> {
    let (name, _) = word.split_once(':')?;
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let value = &rest[name.len() + 1..];
    let has_value = value.chars().next().is_some_and(|c| !c.is_whitespace() && c != ')');
    match Field::from_name(name) {
        Some(field) => Some((name, TokenKind::Field { field, has_value })),
        None if has_value && !value.starts_with("//") => Some((name, TokenKind::UnknownField)),
        None => None,
    }
}

fn closers(open: char) -> Option<&'static [char]> {
    QUOTES.iter().find(|(quote, _)| *quote == open).map(|(_, closers)| *closers)
}

/// White space, a parenthesis or a quote.
pub(super) fn ends_word(c: char) -> bool {
    c.is_whitespace() || c == '(' || c == ')' || closers(c).is_some()
}

/// `+` and everything that is drawn as a dash.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '+' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(query: &str) -> Vec<TokenKind> {
        tokens(query).into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn these_are_single_words() {
        for word in [
            "U.S.",
            "don't",
            "don’t",
            "C++",
            "@handle",
            "#tag",
            "10:30",
            "3:1",
            "http://x.org/?q=a",
            "Taliban-led",
            "not",
            "and",
            "AND,",
            "Note:this",
            "kabul:",
            "on-line:x",
            "é:x",
            ":x",
            "won?",
            "/etc/passwd",
            "AT&T",
            "x+",
        ] {
            assert_eq!(tokens(word), [Token { span: 0..word.len(), kind: TokenKind::Word }], "{word}");
        }
    }

    #[test]
    fn marks_only_where_something_begins() {
        use TokenKind::*;
        assert_eq!(kinds("-a +b -(+c) a-b a+b"), [Minus, Word, Plus, Word, Minus, Open, Plus, Word, Close, Word, Word]);
        assert_eq!(kinds("a - b – c -- d + e (-) --f"), [Word, Word, Word, Word, Word, Open, Close, Word]);
        assert_eq!(kinds("\"Taliban\"-led"), [Phrase { lacks: None }, Word]);
    }

    #[test]
    fn a_value_is_read_as_it_is() {
        let person = TokenKind::Field { field: Field::Person, has_value: true };
        for value in ["-x", "AND", "org:UN", "a:b", "//x", ":"] {
            assert_eq!(kinds(&format!("person:{value}")), [person, TokenKind::Word], "{value}");
        }
        assert_eq!(kinds("person:\"a b\""), [person, TokenKind::Phrase { lacks: None }]);
        assert_eq!(kinds("person: x")[0], TokenKind::Field { field: Field::Person, has_value: false });
        assert_eq!(kinds("foo:x"), [TokenKind::UnknownField, TokenKind::Word]);
    }

    #[test]
    fn quotes_close_as_they_open() {
        for query in ["\"a “b” c\"", "“a \"b\" c”", "„a b“", "„a b”", "«a b»", "»a b«", "»a b»", "”a b”"]
        {
            let whole = Token { span: 0..query.len(), kind: TokenKind::Phrase { lacks: None } };
            assert_eq!(tokens(query), [whole], "{query}");
        }
        assert_eq!(kinds("“a b"), [TokenKind::Phrase { lacks: Some('”') }]);
    }
}
