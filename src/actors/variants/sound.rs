//! How a word of a name sounds: spellings of one sound are made one, by rules for all names and by those of two families of transliteration.
//! Knows single folded words; a rule that joins two names that people tell apart must not be here.

use std::borrow::Cow;

/// Shorter words differ by every letter: Li and Lee, Ann and Anna.
const SHORTEST: usize = 5;
/// From this length on, an *ue* in a place's name is an umlaut: Zuerich, but not Koesan.
const LONG: usize = 7;
/// In a family whose rules are known to hold, a word may be shorter: Omar and Umar.
const SHORTEST_IN_FAMILY: usize = 4;

/// For names of any language: doubled consonants, umlauts written out, letters for one sound.
pub(super) fn plain(word: &str) -> String {
    let word = without_umlauts(word);
    if word.len() < SHORTEST || !word.is_ascii() {
        return itself(&word);
    }
    let bytes = word.as_bytes();
    let mut sound = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let (written, taken): (&[u8], usize) = match rest {
            [b'p', b'h', ..] => (b"f", 2),
            [b'c', b'k', ..] => (b"k", 2),
            [b'c', b'h', ..] => (b"ch", 2),
            [b'c', b'e' | b'i' | b'y', ..] => (b"c", 1),
            [b'c', ..] => (b"k", 1),
            [b'q', b'u', ..] => (b"q", 1),
            [b'q', ..] => (b"k", 1),
            [b'x', ..] => (b"ks", 1),
            [b't', b'z', ..] => (b"ts", 2),
            [b'e', b'i'] => (b"ey", 2),
            [b'i' | b'y', b'y' | b'i'] => (b"y", 2),
            [b'a', b'h'] => (b"a", 2),
            [b'a', b'a', ..] => (b"a", 2),
            [letter, ..] => (std::slice::from_ref(letter), 1),
            [] => break,
        };
        push(&mut sound, written, b"eo");
        at += taken;
    }
    text(sound)
}

/// For places, which are told apart by less than people: only umlauts written out, and the endings that writers choose at will.
pub(super) fn place(word: &str) -> String {
    let word = if word.len() < LONG { Cow::Borrowed(word) } else { without_umlauts(word) };
    let stem = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.len() + 1 >= SHORTEST);
    if let Some(stem) = stem("iy").or_else(|| stem("yy")).or_else(|| stem("ii")) {
        return format!("{stem}y");
    }
    stem("ah").map_or_else(|| word.to_string(), |stem| format!("{stem}a"))
}

/// For names that come from the Arabic script: vowels are heard as each writer hears them.
pub(super) fn arabic(word: &str) -> String {
    if word.len() < SHORTEST_IN_FAMILY || !word.is_ascii() {
        return itself(word);
    }
    let bytes = word.as_bytes();
    let mut sound = Vec::with_capacity(bytes.len());
    let mut at =
        ["abdel", "abdal", "abdoul"].iter().find(|start| word.starts_with(**start)).map_or(0, |start| start.len());
    if at > 0 {
        sound.extend_from_slice(b"abdul");
    }
    while at < bytes.len() {
        let rest = &bytes[at..];
        let (written, taken): (&[u8], usize) = match rest {
            [b'o', b'u', b'a', ..] => (b"wa", 3),
            [b'o', b'u' | b'o', ..] => (b"u", 2),
            [b'e', b'e', ..] | [b'i', b'y', b'y', ..] => (b"i", 2),
            [b'e' | b'a', b'i' | b'y', ..] => (b"y", 2),
            [b'k' | b'g' | b'd', b'h', ..] | [b'c', b'k', ..] => (&rest[..1], 2),
            [b's', b'c', b'h', ..] => (b"sh", 3),
            [b'c', b'h', ..] => (b"sh", 2),
            [b'd', b'j', ..] => (b"j", 2),
            [b'p', b'h', ..] => (b"f", 2),
            [b'a', b'a', ..] => (b"a", 2),
            [b'q' | b'c', ..] => (b"k", 1),
            [b'o', ..] => (b"u", 1),
            [b'e', ..] => (b"i", 1),
            [b'y'] => (b"i", 1),
            [b'v', ..] => (b"w", 1),
            [b'h'] if matches!(sound.last(), Some(b'a' | b'i')) => (b"", 1),
            [letter, ..] => (std::slice::from_ref(letter), 1),
            [] => break,
        };
        push(&mut sound, written, b"");
        at += taken;
    }
    text(sound)
}

/// For words of Slavic names: the letters that Cyrillic and the accents of the others become.
pub(super) fn slavic(word: &str) -> String {
    if word.len() < SHORTEST || !word.is_ascii() {
        return itself(word);
    }
    let bytes = word.as_bytes();
    let mut sound = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let (written, taken): (&[u8], usize) = match rest {
            [b'y', b'e', ..] if at == 0 => (b"e", 2),
            [b'y', b'e', ..] if sound.last() == Some(&b'e') => (b"", 2),
            [b'y' | b'i', b'e' | b'o', b'v'] => (b"e", 2),
            [b'k', b'h', ..] => (b"h", 2),
            [b'x', ..] => (b"ks", 1),
            [b't', b's', b'c', b'h', ..] => (b"ch", 4),
            [b't', b'c', b'h', ..] | [b's', b'h', b'c', b'h', ..] if rest[0] == b't' => (b"ch", 3),
            [b's', b'h', b'c', b'h', ..] => (b"sch", 4),
            [b'g', b'u', b'e' | b'i', ..] => (b"g", 2),
            [b'd', b'j', ..] => (b"d", 2),
            [b'o', b'u', ..] => (b"u", 2),
            [b'c', b'k', ..] => (b"k", 2),
            [b'c', b'h', ..] => (b"ch", 2),
            [b'i', b'c'] => (b"ich", 2),
            [b'c', b'a' | b'o' | b'u' | b'r' | b'l' | b't', ..] => (b"k", 1),
            [b'p', b'h', ..] => (b"f", 2),
            [b'f', b'f'] => (b"v", 2),
            [b'y' | b'j', ..] => (b"i", 1),
            [letter, ..] => (std::slice::from_ref(letter), 1),
            [] => break,
        };
        push(&mut sound, written, b"eo");
        at += taken;
    }
    text(sound)
}

/// For Chinese names, all words in one: as written in Peking or in the manner of Wade and Giles.
pub(super) fn chinese(name: &str) -> String {
    let bytes = name.as_bytes();
    let mut sound = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let (written, taken): (&[u8], usize) = match &bytes[at..] {
            [b'h', b's', ..] => (b"x", 2),
            [b't', b'z' | b's', ..] => (b"z", 2),
            [b'z' | b'c', b'h', ..] => (b"j", 2),
            [b'q' | b'r', ..] => (b"j", 1),
            [b's', b'h', ..] => (b"sh", 2),
            [b'c', ..] => (b"z", 1),
            [b'u', b'n', b'g', ..] => (b"ong", 3),
            [b'n', b'g', ..] => (b"ng", 2),
            [b'i', b'e', b'n', ..] => (b"ian", 3),
            [b'i', b'e', b'h', ..] => (b"ie", 3),
            [b'i', b'h', ..] => (b"i", 2),
            [b'b', ..] => (b"p", 1),
            [b'd', ..] => (b"t", 1),
            [b'g', ..] => (b"k", 1),
            [letter, ..] => (std::slice::from_ref(letter), 1),
            [] => break,
        };
        sound.extend_from_slice(written);
        at += taken;
    }
    text(sound)
}

/// Writes Muller for Mueller, as folding does for Müller; not in Michael, Miguel or Jacques, nor at the end.
fn without_umlauts(word: &str) -> Cow<'_, str> {
    let bytes = word.as_bytes();
    let is_umlaut = |at: usize| {
        matches!(bytes[at - 1..=at], [b'a' | b'o' | b'u', b'e'])
            && !matches!(bytes[at + 1..], [] | [b'l'] | [b'l', b'a' | b'e' | b'i' | b'o', ..])
            && !(at > 1 && matches!(bytes[at - 2], b'q' | b'g'))
    };
    if word.len() < SHORTEST || !word.is_ascii() || !(1..bytes.len()).any(is_umlaut) {
        return Cow::Borrowed(word);
    }
    let kept = bytes.iter().enumerate().filter(|&(at, _)| at == 0 || !is_umlaut(at));
    Cow::Owned(kept.map(|(_, &letter)| char::from(letter)).collect())
}

/// The sound of a word that only its own letters make.
pub(super) fn itself(word: &str) -> String {
    format!("={word}")
}

/// Adds letters, one where they are doubled, but for those that sound otherwise when they are.
fn push(sound: &mut Vec<u8>, letters: &[u8], doubled: &[u8]) {
    for &letter in letters {
        if sound.last() != Some(&letter) || letter.is_ascii_digit() || doubled.contains(&letter) {
            sound.push(letter);
        }
    }
}

fn text(sound: Vec<u8>) -> String {
    String::from_utf8(sound).unwrap_or_default()
}

/// True if a word looks Slavic by its ending.
pub(super) fn ends_as_slavic(word: &str) -> bool {
    const ENDINGS: [&str; 25] = [
        "ov", "ova", "ev", "eva", "off", "sky", "ski", "skiy", "skii", "skyy", "skyi", "skaya", "skaia", "ska", "enko",
        "vich", "vych", "vitch", "vic", "zic", "chuk", "nik", "ievic", "kov", "niy",
    ];
    word.len() >= 5 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// True if a word looks as if it came from the Arabic script.
pub(super) fn looks_arabic(word: &str) -> bool {
    const ENDINGS: [&str; 6] = ["ullah", "ollah", "eddin", "eddine", "uddin", "zadeh"];
    const BEGINNINGS: [&str; 6] = ["abdul", "abdel", "abdal", "binal", "ibn", "abu"];
    word.len() >= 6
        && (ENDINGS.iter().any(|ending| word.ends_with(ending))
            || BEGINNINGS.iter().any(|beginning| word.starts_with(beginning)))
}
