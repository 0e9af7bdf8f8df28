//! Folding: the form of a word under which it is matched. Case, accents, width, apostrophes, possessives and the dots of
//! acronyms are folded away; what is shown is always the original. Sees one word at a time and nothing around it.

use unicode_normalization::UnicodeNormalization;

/// Folded words are cut to this many bytes: longer ones are debris, and their beginning is enough to find them again.
const LONGEST: usize = 96;

/// True for the characters that people type as an apostrophe.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇' | '´' | '`')
}

/// True for characters inside a word that are not part of its spelling: soft hyphen, zero-width characters and marks of direction.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}')
}

/// The folded form of one token's text.
///
/// ```
/// use dateline::text::fold;
/// assert_eq!(fold("Erdoğan’s"), "erdogan");
/// assert_eq!(fold("U.S."), "us");
/// assert_eq!(fold("1,400"), "1400");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the folded form of `text` to an empty `out`.
pub(super) fn fold_into(text: &str, out: &mut String) {
    let text = text.strip_suffix(['s', 'S']).and_then(|t| t.strip_suffix(is_apostrophe)).unwrap_or(text);
    if text.is_ascii() {
        let number = text.starts_with(|c: char| c.is_ascii_digit());
        for byte in text.bytes() {
            match byte {
                b'\'' | b',' | b'`' => {}
                b'.' if !number => {}
                _ => out.push(byte.to_ascii_lowercase() as char),
            }
        }
    } else {
        fold_unicode(text, out);
    }
    if out.len() > LONGEST {
        let cut = (0..=LONGEST).rev().find(|&i| out.is_char_boundary(i)).unwrap_or(0);
        out.truncate(cut);
    }
}

fn fold_unicode(text: &str, out: &mut String) {
    let number = text.starts_with(char::is_numeric);
    // `İ` lower-cases to an i with a combining dot, so marks are dropped after the case is folded as well as before.
    for c in text.nfkd().filter(|&c| !is_mark(c)).flat_map(char::to_lowercase) {
        match c {
            _ if is_mark(c) || is_apostrophe(c) || is_invisible(c) => {}
            ',' => {}
            '.' if !number => {}
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            'ħ' => out.push('h'),
            'ς' => out.push('σ'),
            c => out.push(c),
        }
    }
}

/// Accents and vowel points that writers leave out at will. The vowel signs of Indic scripts are letters, and stay.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}')
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn what_people_write_differently_is_folded_together() {
        for (written, folded) in [
            ("Taliban's", "taliban"),
            ("Taliban’s", "taliban"),
            ("DON'T", "dont"),
            ("O’Brien", "obrien"),
            ("São", "sao"),
            ("İstanbul", "istanbul"),
            ("Straße", "strasse"),
            ("Łódź", "lodz"),
            ("ＮＡＴＯ", "nato"),
            ("coöperate", "cooperate"),
            ("co\u{ad}operate", "cooperate"),
            ("3.5", "3.5"),
            ("p.m.", "pm"),
            ("C++", "c++"),
            ("F#", "f#"),
            ("ﬁnance", "finance"),
            ("Ёлка", "елка"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn a_word_without_end_is_cut_at_a_character() {
        assert!(fold(&"ż".repeat(1000)).len() <= 96);
        assert!(fold(&"щ".repeat(1000)).len() <= 96);
    }
}
