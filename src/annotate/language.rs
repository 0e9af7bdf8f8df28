//! The language of an article: what the record claims, unless the text clearly says otherwise. Knows no tokens.

/// Bytes of text that are looked at: more adds nothing.
const ENOUGH: usize = 1500;

/// The language as an ISO 639-1 code, where it can be told.
pub fn language(claimed: Option<&str>, title: &str, body: &str) -> Option<&'static str> {
    let claimed = claimed.and_then(known);
    let sample = if body.trim().len() >= title.trim().len() { head(body) } else { title };
    let seen = if is_english(sample) { Some("en") } else { detected(sample) };
    match (claimed, seen) {
        // A template's wrong claim is common; a short text that looks like another language is commoner.
        (Some(claimed), Some(seen)) if claimed != seen && sample.len() > 400 => Some(seen),
        (Some(claimed), _) => Some(claimed),
        (None, seen) => seen,
    }
}

/// English function words that mean nothing in the other languages of the table, and stand in every English sentence. Counting them costs
/// a hundredth of comparing trigrams with those of seventy languages.
const ENGLISH: [&[u8]; 14] = [
    b"the", b"and", b"of", b"that", b"with", b"to", b"by", b"from", b"has", b"have", b"which", b"their", b"said",
    b"would",
];

/// Whether a text is beyond doubt in English.
fn is_english(sample: &str) -> bool {
    let words = sample.split_ascii_whitespace().take(150).map(str::as_bytes);
    let (mut all, mut english) = (0, 0);
    for word in words {
        all += 1;
        english += usize::from(ENGLISH.iter().any(|known| known.eq_ignore_ascii_case(word)));
    }
    all >= 25 && english * 8 >= all
}

fn detected(sample: &str) -> Option<&'static str> {
    let info = whatlang::detect(sample).filter(|i| i.is_reliable() && i.confidence() > 0.5)?;
    two_letters(info.lang())
}

fn head(body: &str) -> &str {
    let end = (0..=ENOUGH.min(body.len())).rev().find(|&i| body.is_char_boundary(i)).unwrap_or(0);
    &body[..end]
}

/// The code behind "en-GB", "eng", "English" and the like.
fn known(claim: &str) -> Option<&'static str> {
    let lower = claim.trim().to_lowercase();
    let first = lower.split(['-', '_']).next().unwrap_or_default();
    let by_code = LANGUAGES.iter().find(|(_, two, three, _)| *two == first || *three == first);
    by_code.or_else(|| LANGUAGES.iter().find(|(_, _, _, name)| *name == lower)).map(|row| row.1)
}

fn two_letters(language: whatlang::Lang) -> Option<&'static str> {
    LANGUAGES.iter().find(|row| row.0 == language).map(|row| row.1)
}

use whatlang::Lang;

/// Codes of ISO 639 for the languages that can be told apart.
#[rustfmt::skip]
const LANGUAGES: &[(Lang, &str, &str, &str)] = &[
    (Lang::Eng, "en", "eng", "english"), (Lang::Fra, "fr", "fra", "french"), (Lang::Deu, "de", "deu", "german"),
    (Lang::Spa, "es", "spa", "spanish"), (Lang::Por, "pt", "por", "portuguese"), (Lang::Ita, "it", "ita", "italian"),
    (Lang::Nld, "nl", "nld", "dutch"), (Lang::Rus, "ru", "rus", "russian"), (Lang::Ukr, "uk", "ukr", "ukrainian"),
    (Lang::Pol, "pl", "pol", "polish"), (Lang::Ces, "cs", "ces", "czech"), (Lang::Slk, "sk", "slk", "slovak"),
    (Lang::Hun, "hu", "hun", "hungarian"), (Lang::Ron, "ro", "ron", "romanian"), (Lang::Bul, "bg", "bul", "bulgarian"),
    (Lang::Srp, "sr", "srp", "serbian"), (Lang::Hrv, "hr", "hrv", "croatian"), (Lang::Slv, "sl", "slv", "slovene"),
    (Lang::Mkd, "mk", "mkd", "macedonian"), (Lang::Bel, "be", "bel", "belarusian"), (Lang::Ell, "el", "ell", "greek"),
    (Lang::Tur, "tr", "tur", "turkish"), (Lang::Aze, "az", "aze", "azerbaijani"), (Lang::Uzb, "uz", "uzb", "uzbek"),
    (Lang::Tuk, "tk", "tuk", "turkmen"), (Lang::Ara, "ar", "ara", "arabic"), (Lang::Heb, "he", "heb", "hebrew"),
    (Lang::Yid, "yi", "yid", "yiddish"), (Lang::Pes, "fa", "fas", "persian"), (Lang::Urd, "ur", "urd", "urdu"),
    (Lang::Hin, "hi", "hin", "hindi"), (Lang::Ben, "bn", "ben", "bengali"), (Lang::Pan, "pa", "pan", "punjabi"),
    (Lang::Guj, "gu", "guj", "gujarati"), (Lang::Mar, "mr", "mar", "marathi"), (Lang::Tam, "ta", "tam", "tamil"),
    (Lang::Tel, "te", "tel", "telugu"), (Lang::Kan, "kn", "kan", "kannada"), (Lang::Mal, "ml", "mal", "malayalam"),
    (Lang::Ori, "or", "ori", "oriya"), (Lang::Sin, "si", "sin", "sinhala"), (Lang::Nep, "ne", "nep", "nepali"),
    (Lang::Cmn, "zh", "zho", "chinese"), (Lang::Jpn, "ja", "jpn", "japanese"), (Lang::Kor, "ko", "kor", "korean"),
    (Lang::Vie, "vi", "vie", "vietnamese"), (Lang::Tha, "th", "tha", "thai"), (Lang::Khm, "km", "khm", "khmer"),
    (Lang::Mya, "my", "mya", "burmese"), (Lang::Ind, "id", "ind", "indonesian"), (Lang::Jav, "jv", "jav", "javanese"),
    (Lang::Tgl, "tl", "tgl", "tagalog"), (Lang::Swe, "sv", "swe", "swedish"), (Lang::Dan, "da", "dan", "danish"),
    (Lang::Nob, "nb", "nob", "norwegian"), (Lang::Fin, "fi", "fin", "finnish"), (Lang::Est, "et", "est", "estonian"),
    (Lang::Lav, "lv", "lav", "latvian"), (Lang::Lit, "lt", "lit", "lithuanian"), (Lang::Kat, "ka", "kat", "georgian"),
    (Lang::Hye, "hy", "hye", "armenian"), (Lang::Amh, "am", "amh", "amharic"), (Lang::Afr, "af", "afr", "afrikaans"),
    (Lang::Zul, "zu", "zul", "zulu"), (Lang::Sna, "sn", "sna", "shona"), (Lang::Aka, "ak", "aka", "akan"),
    (Lang::Cat, "ca", "cat", "catalan"), (Lang::Epo, "eo", "epo", "esperanto"), (Lang::Lat, "la", "lat", "latin"),
    (Lang::Cym, "cy", "cym", "welsh"),
];

#[cfg(test)]
mod tests {
    use super::language;

    const ENGLISH: &str =
        "The government said on Monday that it would not accept the proposal, which had been made by the opposition.";

    #[test]
    fn claims_are_understood_and_checked() {
        assert_eq!(language(Some("English"), "", "xx"), Some("en"));
        assert_eq!(language(Some("pt_BR"), "", ""), Some("pt"));
        assert_eq!(language(None, "", ENGLISH), Some("en"));
        assert_eq!(language(Some("de"), "", &ENGLISH.repeat(6)), Some("en"));
        assert_eq!(language(Some("klingon"), "", ""), None);
    }
}
