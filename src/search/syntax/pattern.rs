//! What is wrong with a pattern, and what was meant for one but stands between quotes. Knows texts of patterns only, no words that they
//! may find.

use std::ops::Range;

use regex_syntax::{Error, Parser};

use crate::text::fold;

/// Whether a regular expression can be read; else where not, and why.
pub(super) fn check_regex(text: &str) -> Result<(), (Range<usize>, String)> {
    let Err(error) = Parser::new().parse(text) else { return Ok(()) };
    let (span, why) = match &error {
        Error::Parse(error) => (*error.span(), error.kind().to_string()),
        Error::Translate(error) => (*error.span(), error.kind().to_string()),
        _ => return Err((0..text.len(), "it is not understood".to_string())),
    };
    let start = span.start.offset.min(text.len() - 1);
    let start = (0..=start).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let shortest = start + text[start..].chars().next().map_or(0, char::len_utf8);
    let end = (shortest..=text.len()).find(|&at| at >= span.end.offset && text.is_char_boundary(at));
    Err((start..end.unwrap_or(text.len()), why))
}

/// The expression in small letters and without accents, if it is not so already: words are compared in this form.
pub(super) fn folded_regex(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if c == '\\' { escape(rest) } else { c.len_utf8() };
        let (part, after) = rest.split_at(length);
        rest = after;
        if c.is_alphabetic() { folded += &fold(part) } else { folded += part }
    }
    (folded != text).then_some(folded)
}

/// How many bytes an escape has: `\d`, `\p{Greek}`.
fn escape(text: &str) -> usize {
    let sign = text[1..].chars().next();
    let length = 1 + sign.map_or(0, char::len_utf8);
    let braces = text[length..].starts_with('{') && matches!(sign, Some('p' | 'P' | 'x' | 'u' | 'U'));
    if braces { text.find('}').map_or(text.len(), |end| end + 1) } else { length }
}

/// Whether a quoted text has what looks like a wildcard, and then the same with a real one, where that can be written:
/// `"tax* reform"` as `(tax* ADJ "reform")`.
pub(super) fn unquoted(text: &str) -> Option<Option<String>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.iter().any(|word| is_wildcard(word)).then_some(())?;
    let is_simple =
        |word: &&str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '*' | '?' | '-' | '\'' | '’'));
    if !words.iter().all(is_simple) {
        return Some(None);
    }
    let same = |a: &&str, b: &&str| !is_wildcard(a) && !is_wildcard(b);
    let part =
        |words: &[&str]| if is_wildcard(words[0]) { words[0].to_string() } else { format!("\"{}\"", words.join(" ")) };
    let parts: Vec<String> = words.chunk_by(same).map(part).collect();
    Some(Some(if let [only] = &parts[..] { only.clone() } else { format!("({})", parts.join(" ADJ ")) }))
}

/// A `*` beside a letter, or a `?` between letters.
fn is_wildcard(word: &str) -> bool {
    let last = word.rfind(char::is_alphanumeric);
    let first = word.find(char::is_alphanumeric);
    let (Some(first), Some(last)) = (first, last) else { return false };
    word.contains('*') || word.find('?').is_some_and(|at| first < at && at < last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_pointed_at() {
        assert_eq!(check_regex("(a|b)c{2}[a-z]é?"), Ok(()));
        assert_eq!(check_regex("a(é"), Err((1..2, "unclosed group".to_string())));
        assert_eq!(check_regex("é**(").unwrap_err().0, 4..5);
        assert_eq!(check_regex(r"a\").unwrap_err().0, 1..2);
    }

    #[test]
    fn expressions_are_folded() {
        assert_eq!(folded_regex("Gadd?afi").as_deref(), Some("gadd?afi"));
        assert_eq!(folded_regex("erdoğan").as_deref(), Some("erdogan"));
        assert_eq!(folded_regex(r"\D[a-z]+\p{Greek}"), None);
    }

    #[test]
    fn wildcards_leave_the_quotes() {
        assert_eq!(
            unquoted("foreign minist* of state"),
            Some(Some("(\"foreign\" ADJ minist* ADJ \"of state\")".into()))
        );
        assert_eq!(unquoted("wom?n"), Some(Some("wom?n".into())));
        assert_eq!(unquoted("a (b* c"), Some(None));
        assert_eq!(unquoted("who? * 5"), None);
    }
}
