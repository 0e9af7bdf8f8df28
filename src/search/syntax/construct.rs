//! What a word may be besides a word (a wildcard, a regular expression) and what may stand right behind one: how it is recognized in
//! a query. Knows single words only, not how they are put together.

use super::lexer::ends_word;

/// Something in a query that is no plain word or phrase.
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
    /// `word^2`.
    #[error("a weight")]
    Weight,
    /// `&&`.
    #[error("&&")]
    DoubleAmpersand,
    /// `||`.
    #[error("||")]
    DoubleBar,
}

/// An operator that says how near its sides must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Nearness {
    /// Whether the left side comes first: `ADJ`.
    pub ordered: bool,
    /// How many words may stand between the sides.
    pub distance: u32,
}

/// The most words that may be asked to stand between two others: fewer than the index keeps between a body and its title.
pub const DISTANCE_LIMIT: u32 = 500;

impl Nearness {
    /// What the word says as an operator between two others.
    pub(super) fn of(word: &str) -> Option<Nearness> {
        let (name, distance) = word.split_once('/').map_or((word, None), |(name, distance)| (name, Some(distance)));
        let (ordered, alone) = match name {
            "NEAR" => (false, 10),
            "ADJ" => (true, 0),
            _ => return None,
        };
        let distance = distance.map_or(Some(alone), number)?;
        Some(Nearness { ordered, distance })
    }

    /// Which of the operators a word is meant for that has something else than a number behind its slash.
    pub(super) fn without_number(word: &str) -> Option<&'static str> {
        let (name, distance) = word.split_once('/')?;
        let meant = ["NEAR", "ADJ"].into_iter().find(|operator| *operator == name)?;
        number(distance).is_none().then_some(meant)
    }
}

impl std::fmt::Display for Nearness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", if self.ordered { "ADJ" } else { "NEAR" }, self.distance)
    }
}

/// A number of words. One without end is as good as the largest, which is beyond all limits.
pub(super) fn number(text: &str) -> Option<u32> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u32::MAX))
}

/// A word taken apart: how long it is without what stands behind it, and whether it is a wildcard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub length: usize,
    pub is_wildcard: bool,
    /// Bytes of the `~1` and the `^2` behind it.
    pub suffix: usize,
}

impl Written {
    /// Takes a word apart. A `?` at the end is punctuation; a web address may have any `?` and `~`.
    pub(super) fn of(word: &str) -> Written {
        let is_address = word.contains("://");
        let bare = word.trim_end_matches(is_punctuation);
        let suffix = if is_address { None } else { suffix_of_word(bare) };
        let body = suffix.map_or(word, |at| &word[..at]);
        let trimmed = body.trim_end_matches(is_punctuation);
        if is_wildcard(trimmed, is_address) {
            let suffix = suffix.map_or(0, |at| bare.len() - at);
            return Written { length: if suffix > 0 { body.len() } else { trimmed.len() }, is_wildcard: true, suffix };
        }
        Written { length: body.len(), is_wildcard: false, suffix: suffix.map_or(0, |at| bare.len() - at) }
    }
}

/// Whether the `*` and `?` of a word stand for letters.
fn is_wildcard(word: &str, is_address: bool) -> bool {
    if word.contains('*') {
        return true;
    }
    let last_letter = word.rfind(char::is_alphanumeric).unwrap_or(0);
    !is_address && word.find('?').is_some_and(|at| at < last_letter)
}

/// Where a `~1`, a `^2` or both begin at the end of a word that has a letter before them.
fn suffix_of_word(word: &str) -> Option<usize> {
    let tail = word.trim_end_matches(is_of_suffix).len();
    let at = tail + word[tail..].find(['~', '^'])?;
    let marks_a_word = |c: char| c.is_alphanumeric() || c == '*';
    word[..at].contains(marks_a_word).then_some(at)
}

/// How many bytes of the text are a `~3` or a `^2`.
pub(super) fn suffix(text: &str) -> Option<usize> {
    let sign = text.chars().next().filter(|c| matches!(c, '~' | '^'))?;
    let digits = &text[sign.len_utf8()..];
    let length = digits.find(|c| !matches!(c, '.' | '0'..='9')).unwrap_or(digits.len());
    // A dot at the end is punctuation.
    Some(sign.len_utf8() + digits[..length].trim_end_matches('.').len())
}

/// The length in bytes of the regular expression that the text begins with: from slash to slash without white
/// space, and the word ends there, or a weight follows. So `/etc/passwd` and `/a/b/` are words.
pub(super) fn regex(text: &str) -> Option<usize> {
    let mut escaped = false;
    let inner = text.strip_prefix('/')?;
    let end = inner.find(|c: char| {
        let ends = !escaped && c == '/' || c.is_whitespace();
        escaped = !escaped && c == '\\';
        ends
    })?;
    let after = inner[end..].strip_prefix('/')?;
    let closed = after.chars().next().is_none_or(|c| ends_word(c) || matches!(c, '^' | '~'));
    (end > 0 && closed).then_some(end + 2)
}

fn is_of_suffix(c: char) -> bool {
    matches!(c, '~' | '^' | '.' | '0'..='9')
}

fn is_punctuation(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '!' | '?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_apart() {
        for (word, body, is_wildcard, suffix) in [
            ("steuer*", "steuer*", true, ""),
            ("steuer*,", "steuer*", true, ""),
            ("wom?n", "wom?n", true, ""),
            ("?uestion?", "?uestion", true, ""),
            ("*", "*", true, ""),
            ("steu*^2.5", "steu*", true, "^2.5"),
            ("name~1", "name", false, "~1"),
            ("é10~0.8", "é10", false, "~0.8"),
            ("name~,", "name", false, "~"),
            ("name~1^2", "name", false, "~1^2"),
            ("word^2", "word", false, "^2"),
        ] {
            let written = Written::of(word);
            let end = written.length + written.suffix;
            assert_eq!((&word[..written.length], &word[written.length..end]), (body, suffix), "{word}");
            assert_eq!(written.is_wildcard, is_wildcard, "{word}");
        }
        for word in ["won?", "what?!", "~500", "^_^", "http://x.org/~a/?q=1", "a~b", "3.5", "U.S.", "", "¿qué?", "/~"]
        {
            let whole = Written { length: word.len(), is_wildcard: false, suffix: 0 };
            assert_eq!(Written::of(word), whole, "{word}");
        }
    }

    #[test]
    fn regular_expressions_and_paths() {
        assert_eq!(regex("/(a|b)c/ d"), Some(8));
        assert_eq!(regex(r"/a\/b/)"), Some(6));
        assert_eq!(regex("/a/\"b\""), Some(3));
        assert_eq!(regex("/a/^2"), Some(3));
        for text in ["/etc/passwd", "/a/b/", "/a b/", "//", "/", "/a", "//x.org/", "a/b/"] {
            assert_eq!(regex(text), None, "{text}");
        }
    }

    #[test]
    fn operators_in_upper_case_only() {
        assert_eq!(Nearness::of("NEAR/5"), Some(Nearness { ordered: false, distance: 5 }));
        assert_eq!(Nearness::of("NEAR"), Some(Nearness { ordered: false, distance: 10 }));
        assert_eq!(Nearness::of("ADJ"), Some(Nearness { ordered: true, distance: 0 }));
        assert_eq!(Nearness::of("ADJ/99999999999").map(|near| near.distance), Some(u32::MAX));
        for word in ["near", "NEAR/x", "NEAR/", "NEARBY", "&", "|"] {
            assert_eq!(Nearness::of(word), None, "{word}");
        }
        assert_eq!(
            ["NEAR/", "ADJ/3.5", "NEAR/-1"].map(Nearness::without_number),
            [Some("NEAR"), Some("ADJ"), Some("NEAR")]
        );
        assert_eq!(["NEAR/5", "near/x", "NEAR"].map(Nearness::without_number), [None; 3]);
    }
}
