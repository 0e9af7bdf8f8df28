//! What other query languages have and this one does not yet: recognized, so that it can be refused instead of
//! being read as words. Knows single words only, not how they are put together.

use std::ops::Range;

use super::lexer::ends_word;

/// Something that is recognized in a query, and not supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Construct {
    /// `steuer*`, `wom?n`.
    #[error("a wildcard")]
    Wildcard,
    /// `name~1`.
    #[error("a fuzzy word")]
    Fuzzy,
    /// `"some words"~3`.
    #[error("a loose phrase")]
    Loose,
    /// `/expression/`.
    #[error("a regular expression")]
    Regex,
    /// `NEAR`, `NEAR/5`.
    #[error("NEAR")]
    Near,
    /// `ADJ`, `ADJ/5`.
    #[error("ADJ")]
    Adj,
    /// `word^2`.
    #[error("a boost")]
    Boost,
    /// `&&`.
    #[error("&&")]
    DoubleAmpersand,
    /// `||`.
    #[error("||")]
    DoubleBar,
}

impl Construct {
    /// What the word is as an operator between two others.
    pub(super) fn operator(word: &str) -> Option<Construct> {
        let (name, distance) = word.split_once('/').unwrap_or((word, "1"));
        let is_distance = !distance.is_empty() && distance.bytes().all(|byte| byte.is_ascii_digit());
        match name {
            "NEAR" if is_distance => Some(Construct::Near),
            "ADJ" if is_distance => Some(Construct::Adj),
            "&&" => Some(Construct::DoubleAmpersand),
            "||" => Some(Construct::DoubleBar),
            _ => None,
        }
    }

    /// The first such thing inside a word, and the bytes that make it one. A `?` at the end is punctuation; a web
    /// address may have any `?` and `~`.
    pub(super) fn inside(word: &str) -> Option<(Construct, Range<usize>)> {
        if let Some(at) = word.find('*') {
            return Some((Construct::Wildcard, at..at + 1));
        }
        if word.contains("://") {
            return None;
        }
        let last_letter = word.rfind(char::is_alphanumeric)?;
        if let Some(at) = word.find('?').filter(|&at| at < last_letter) {
            return Some((Construct::Wildcard, at..at + 1));
        }
        let word = word.trim_end_matches([',', ';', ':', '!', '?']);
        let tail = word.trim_end_matches(is_of_suffix).len();
        let at = tail + word[tail..].find(['~', '^'])?;
        let marks_a_word = word[..at].contains(char::is_alphanumeric);
        marks_a_word
            .then(|| (if word[at..].starts_with('~') { Construct::Fuzzy } else { Construct::Boost }, at..word.len()))
    }

    /// What the text begins with right after a phrase or a group, and its length in bytes.
    pub(super) fn suffix(text: &str) -> Option<(Construct, usize)> {
        let construct = match text.bytes().next()? {
            b'~' => Construct::Loose,
            b'^' => Construct::Boost,
            _ => return None,
        };
        Some((construct, text.find(|c| !is_of_suffix(c)).unwrap_or(text.len())))
    }

    /// The length in bytes of the regular expression that the text begins with: from slash to slash without white
    /// space, and the word ends there. So `/etc/passwd` and `/a/b/` are words.
    pub(super) fn regex(text: &str) -> Option<usize> {
        let mut escaped = false;
        let inner = text.strip_prefix('/')?;
        let end = inner.find(|c: char| {
            let ends = !escaped && c == '/' || c.is_whitespace();
            escaped = !escaped && c == '\\';
            ends
        })?;
        let after = inner[end..].strip_prefix('/')?;
        let closed = after.chars().next().is_none_or(ends_word);
        (end > 0 && closed).then_some(end + 2)
    }
}

fn is_of_suffix(c: char) -> bool {
    matches!(c, '~' | '^' | '.' | '0'..='9')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constructs_inside_words() {
        for (word, construct, span) in [
            ("steuer*", Construct::Wildcard, 6..7),
            ("wom?n", Construct::Wildcard, 3..4),
            ("?uestion", Construct::Wildcard, 0..1),
            ("*", Construct::Wildcard, 0..1),
            ("name~1", Construct::Fuzzy, 4..6),
            ("é10~0.8", Construct::Fuzzy, 4..8),
            ("name~,", Construct::Fuzzy, 4..5),
            ("word^2", Construct::Boost, 4..6),
        ] {
            assert_eq!(Construct::inside(word), Some((construct, span)), "{word}");
        }
        for word in ["won?", "what?!", "~500", "^_^", "http://x.org/~a/?q=1", "a~b", "3.5", "U.S.", "", "¿qué?", "/~"]
        {
            assert_eq!(Construct::inside(word), None, "{word}");
        }
    }

    #[test]
    fn regular_expressions_and_paths() {
        assert_eq!(Construct::regex("/(a|b)c/ d"), Some(8));
        assert_eq!(Construct::regex(r"/a\/b/)"), Some(6));
        assert_eq!(Construct::regex("/a/\"b\""), Some(3));
        for text in ["/etc/passwd", "/a/b/", "/a b/", "//", "/", "/a", "//x.org/", "a/b/"] {
            assert_eq!(Construct::regex(text), None, "{text}");
        }
    }

    #[test]
    fn operators_in_upper_case_only() {
        assert_eq!(Construct::operator("NEAR/5"), Some(Construct::Near));
        assert_eq!(Construct::operator("ADJ"), Some(Construct::Adj));
        for word in ["near", "NEAR/x", "NEAR/", "NEARBY", "&", "|"] {
            assert_eq!(Construct::operator(word), None, "{word}");
        }
    }
}
