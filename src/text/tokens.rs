//! Where the tokens of a text are. Looks at characters only; what a token means is for others.

use std::ops::Range;

use super::fold::{is_apostrophe, is_invisible};
use super::lexicon::WordId;
use super::shape::Shape;

/// No acronym has more letters; without a bound, a run of dotted letters would be read again from each of them.
const LONGEST_ACRONYM: usize = 12;

/// One word, number or acronym of a text. The span leaves out a possessive's `'s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Byte offset of the first character.
    pub start: u32,
    /// Byte offset behind the last character.
    pub end: u32,
    /// The folded word, in the lexicon that made the token.
    pub word: WordId,
    /// How it is written.
    pub shape: Shape,
}

impl Token {
    /// The token's bytes in its text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Calls `found(start, end)` for each token of `text` that begins within `part`, in order. The edges of the part must not lie within a token.
///
/// Apostrophes and ampersands join letters (don't, AT&T), dots join the single letters of an acronym (U.S.) and, like commas, the digits
/// of a number (1,400 and 3.5, but not 15.08.2021). Hyphens separate, so that the parts of a compound are found. Ideographs are tokens one by one.
pub fn scan(text: &str, part: Range<usize>, mut found: impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    let mut at = part.start;
    while at < part.end {
        let byte = bytes[at];
        if byte < 128 && !byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let c = char_at(text, at);
        if is_ideograph(c) {
            found(at, at + c.len_utf8());
            at += c.len_utf8();
        } else if c.is_alphanumeric() {
            let end = token_end(text, at);
            let shown = without_possessive(text, at, end);
            found(at, shown);
            at = end;
        } else {
            at += c.len_utf8();
        }
    }
}

fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or('\0')
}

fn char_before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The end of the token that begins at `start`.
fn token_end(text: &str, start: usize) -> usize {
    if let Some(end) = acronym_end(text, start) {
        return end;
    }
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let c = if byte < 128 { byte as char } else { char_at(text, at) };
        if goes_on(c) || (at > start && joins(text, start, at, c)) {
            at += c.len_utf8();
        } else {
            break;
        }
    }
    if at == start + 1 {
        return at + signs_of_language(bytes[start], &bytes[at..]);
    }
    at
}

/// How many signs behind a single letter belong to it: C++, C# and F# are words, and no others have signs.
fn signs_of_language(letter: u8, behind: &[u8]) -> usize {
    let signs = behind.iter().take(3).take_while(|&&b| b == b'+' || b == b'#').count();
    match (letter.to_ascii_lowercase(), &behind[..signs]) {
        (b'c', b"++") | (b'c' | b'f', b"#") => signs,
        _ => 0,
    }
}

fn goes_on(c: char) -> bool {
    !c.is_ascii() && (c.is_alphanumeric() && !is_ideograph(c) || is_combining(c) || is_invisible(c))
}

/// Combining marks of any script: they follow a letter and belong to it.
fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Whether the sign `c` at `at` holds together what stands before and behind it.
fn joins(text: &str, start: usize, at: usize, c: char) -> bool {
    let behind = at + c.len_utf8();
    match c {
        '.' | ',' => joins_digits(text.as_bytes(), start, at, c),
        '&' => is_letter_before(text, at) && is_letter_at(text, behind),
        c if is_apostrophe(c) => is_letter_before(text, at) && is_letter_at(text, behind),
        _ => false,
    }
}

fn is_letter_before(text: &str, at: usize) -> bool {
    char_before(text, at).is_some_and(char::is_alphabetic)
}

fn is_letter_at(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(|c| c.is_alphabetic() && !is_ideograph(c))
}

/// A comma before exactly three digits, or the only dot of a number.
fn joins_digits(bytes: &[u8], start: usize, at: usize, c: char) -> bool {
    if !bytes[at - 1].is_ascii_digit() || !bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let digits = bytes[at + 1..].iter().take(5).take_while(|b| b.is_ascii_digit()).count();
    if c == ',' {
        return digits == 3;
    }
    let number = &bytes[start..at];
    let behind = bytes[at + 1..].iter().take(40).position(|b| !b.is_ascii_digit()).map(|n| at + 1 + n);
    let another = behind.is_some_and(|n| bytes[n] == b'.' && bytes.get(n + 1).is_some_and(u8::is_ascii_digit));
    let inside = start >= 2 && bytes[start - 1] == b'.' && bytes[start - 2].is_ascii_digit();
    !inside && number.len() <= 40 && number.iter().all(|b| b.is_ascii_digit() || *b == b',') && !another
}

/// Single letters with a dot behind each, two or more: U.S., p.m., U.N.H.C.R. The last dot belongs to it if it is there.
fn acronym_end(text: &str, start: usize) -> Option<usize> {
    let mut at = start;
    let mut letters = 0;
    loop {
        let c = text[at..].chars().next().filter(|c| c.is_alphabetic() && !is_ideograph(*c))?;
        letters += 1;
        if letters > LONGEST_ACRONYM {
            return None;
        }
        at += c.len_utf8();
        let dot = text.as_bytes().get(at) == Some(&b'.');
        let next = text.get(at + 1..).and_then(|t| t.chars().next());
        if !dot {
            let ends = !text[at..].chars().next().is_some_and(|c| c.is_alphanumeric() || c == '-');
            return (letters >= 2 && ends).then_some(at);
        }
        at += 1;
        if !next.is_some_and(char::is_alphabetic) {
            return (letters >= 2).then_some(at);
        }
    }
}

fn without_possessive(text: &str, start: usize, end: usize) -> usize {
    let token = &text[start..end];
    let stem = token.strip_suffix(['s', 'S']).and_then(|t| t.strip_suffix(is_apostrophe));
    match stem {
        Some(stem) if !stem.is_empty() => start + stem.len(),
        _ => end,
    }
}

/// Scripts that are written without spaces: each character is a token, and a word is found as a phrase.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}' | '\u{0e00}'..='\u{0e7f}')
        && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::scan;

    fn tokens(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        scan(text, 0..text.len(), |start, end| found.push(&text[start..end]));
        found
    }

    #[test]
    fn words_numbers_and_acronyms() {
        for (text, expected) in [
            ("The U.S. don't", vec!["The", "U.S.", "don't"]),
            ("Taliban-led Taliban’s; the Talibans’ men", vec!["Taliban", "led", "Taliban", "the", "Talibans", "men"]),
            ("It cost $1,400 (3.5%), in 1,2,3", vec!["It", "cost", "1,400", "3.5", "in", "1", "2", "3"]),
            ("15.08.2021 2021-08-15 10:30", vec!["15", "08", "2021", "2021", "08", "15", "10", "30"]),
            (
                "C++, C# and AT&T at 5 p.m. by J. Smith",
                vec!["C++", "C#", "and", "AT&T", "at", "5", "p.m.", "by", "J", "Smith"],
            ),
            ("C++17, c#, F# but A+, 5+ and C+++", vec!["C++", "17", "c#", "F#", "but", "A", "5", "and", "C"]),
            ("@handle #tag_two", vec!["handle", "tag", "two"]),
            ("北京 Олимпиада", vec!["北", "京", "Олимпиада"]),
            ("e\u{301}t\u{e9}", vec!["e\u{301}t\u{e9}"]),
            ("end.Next $11.1bn", vec!["end", "Next", "11.1bn"]),
            ("U.S.-led G.I.s", vec!["U.S.", "led", "G.I.s"]),
            ("...''--", vec![]),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    #[test]
    fn hostile_runs_stay_linear() {
        for unit in ["a.", "a.b.cd", "1,", "1.", "a'", "a&", "'", "é.", "1,000"] {
            let text = unit.repeat(200_000);
            let started = std::time::Instant::now();
            tokens(&text);
            assert!(started.elapsed().as_secs() < 3, "{unit}");
        }
    }
}
