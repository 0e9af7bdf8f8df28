//! Entities of XML, and those that people know from HTML and use without declaring them. Knows no document.

use std::borrow::Cow;

/// The longest name that is looked up, with its digits: `thetasym`, `#x10FFFF`.
const LONGEST: usize = 12;

/// HTML's names for the letters from U+A0 to U+FF, in their order.
const LATIN: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not", "shy",
    "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1", "ordm",
    "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig",
    "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve",
    "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN",
    "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc",
    "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml",
    "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

/// The other names that stand in news: the five of XML, quotes, dashes, signs.
const OTHERS: [(&str, char); 43] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("euro", '€'),
    ("trade", '™'),
    ("permil", '‰'),
    ("prime", '′'),
    ("Prime", '″'),
    ("minus", '−'),
    ("dagger", '†'),
    ("Dagger", '‡'),
    ("larr", '←'),
    ("rarr", '→'),
    ("uarr", '↑'),
    ("darr", '↓'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Yuml", 'Ÿ'),
    ("fnof", 'ƒ'),
    ("circ", 'ˆ'),
    ("tilde", '˜'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("infin", '∞'),
];

/// The letter that stands between `&` and `;`.
pub(super) fn letter(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        return numbered(number);
    }
    let latin = || LATIN.iter().position(|known| *known == name).and_then(|at| char::from_u32(0xA0 + at as u32));
    OTHERS.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter).or_else(latin)
}

/// Numbers from 128 to 159 are meant as windows-1252, as browsers read them; XML has no other control characters.
fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    match code.ok()? {
        code @ 0x80..=0x9F => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[code as u8]).0.chars().next(),
        code => char::from_u32(code).filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t' | '\r')),
    }
}

/// A text with its entities as letters. What is no entity stays as it is written.
pub(in crate::read) fn unescaped(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut plain = String::with_capacity(text.len());
    plain.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(behind) = rest.strip_prefix('&') {
        let end = behind.bytes().take(LONGEST).position(|byte| byte == b';');
        let next = match end.and_then(|end| Some((end, letter(&behind[..end])?))) {
            Some((end, letter)) => {
                plain.push(letter);
                &behind[end + 1..]
            }
            None => {
                plain.push('&');
                behind
            }
        };
        let length = memchr::memchr(b'&', next.as_bytes()).unwrap_or(next.len());
        plain.push_str(&next[..length]);
        rest = &next[length..];
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_by_name_and_number() {
        let check = |text: &str, plain: &str| assert_eq!(unescaped(text), plain);
        check("Fran&ccedil;ois &amp; J&uuml;rgen&nbsp;&mdash; &yuml;&szlig;", "François & Jürgen\u{A0}— ÿß");
        check("&#8217;&#x2019;&#146; &#0; &#xD800; &#99999999999;", "’’’ &#0; &#xD800; &#99999999999;");
        check("AT&T, &unknown; & &;", "AT&T, &unknown; & &;");
        check("&amp;lt;", "&lt;");
        check("&", "&");
        check("", "");
    }
}
