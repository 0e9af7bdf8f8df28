//! Signs that a wrong decoding leaves in a text: `donâ€™t` for `don’t`, `cafÃ©` for `café`, and the sign that stands for a letter that was lost.

use encoding_rs::WINDOWS_1252;

/// How many times such a pair must stand in a text that might be two honest letters, as in `Spaß“` or `CAFÉ…`.
const ENOUGH_PAIRS: usize = 3;

/// In how many places a text is garbled.
pub(super) fn garbled(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut certain, mut pairs) = (0, 0);
    let mut at = 0;
    // All signs begin with one of these bytes in UTF-8; in English text they are rare.
    while let Some(found) = memchr::memchr3(0xC2, 0xC3, 0xEF, &bytes[at..]) {
        at += found;
        let mut letters = text[at..].chars();
        let taken = match (letters.next(), letters.next()) {
            (Some('\u{FFFD}' | '\u{80}'..='\u{9F}'), _) => {
                certain += 1;
                1
            }
            (Some('\u{E2}'), Some('\u{20AC}' | '\u{80}')) => {
                certain += 1;
                3
            }
            (Some('\u{C2}'..='\u{C5}' | '\u{D0}' | '\u{D1}'), Some(second)) if stands_for_continuation(second) => {
                pairs += 1;
                2
            }
            _ => 1,
        };
        at += text[at..].chars().take(taken).map(char::len_utf8).sum::<usize>();
    }
    if pairs >= ENOUGH_PAIRS { certain + pairs } else { certain }
}

/// Whether a letter is what windows-1252 or Latin-1 shows for a byte that continues a letter in UTF-8.
fn stands_for_continuation(letter: char) -> bool {
    match letter {
        '\u{80}'..='\u{BF}' => true,
        _ if letter.is_ascii() || letter < '\u{C0}' => false,
        _ => {
            let mut buffer = [0; 4];
            let (byte, _, unknown) = WINDOWS_1252.encode(letter.encode_utf8(&mut buffer));
            !unknown && matches!(*byte, [0x80..=0xBF])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_decodings_are_counted() {
        let wrongly = |text: &str| WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned();
        assert_eq!(garbled(&wrongly("He doesn’t know – “nothing”.")), 4);
        assert_eq!(garbled(&wrongly("Café, naïve, São Paulo")), 3);
        assert_eq!(garbled(&wrongly("Кабул")), 5);
        assert_eq!(garbled("lost \u{FFFD} letters \u{FFFD}"), 2);
        assert_eq!(garbled("It\u{92}s"), 1);
    }

    #[test]
    fn honest_letters_are_not() {
        for text in [
            "Er sagte: „Das macht Spaß“ und „CAFÉ…“",
            "« Il a mangé à Évry » – “CAFÉ”",
            "A MANHÃ” e o café",
            "Erdoğan’s 10 £ and €5, Łódź, Šiauliai, Århus, Ünal",
            "Кабул перешёл под контроль",
            "",
        ] {
            assert_eq!(garbled(text), 0, "{text}");
        }
    }
}
