//! What a PDF says of itself (ISO 32000-1, 14.3.3). Knows no page.

use lopdf::{Document, Object, decode_text_string};

use super::font::dictionary;
use crate::read::properties::{keywords, real_authors, real_title};

/// What the file says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Info {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub keywords: Vec<String>,
    pub language: Option<String>,
    /// When it was made, which is seldom long after what it shows was published.
    pub made: Option<String>,
}

pub(super) fn read(document: &Document) -> Info {
    let info = document.trailer.get(b"Info").ok().and_then(|info| dictionary(info, document));
    let text = |name: &[u8]| {
        let value = info.and_then(|info| info.get_deref(name, document).ok());
        value.and_then(|value| decode_text_string(value).ok())
    };
    let language = document.catalog().ok().and_then(|catalog| catalog.get_deref(b"Lang", document).ok());
    let language = language.and_then(|language: &Object| decode_text_string(language).ok());
    Info {
        title: text(b"Title").as_deref().and_then(real_title),
        authors: text(b"Author").as_deref().map(real_authors).unwrap_or_default(),
        keywords: text(b"Keywords").as_deref().map(keywords).unwrap_or_default(),
        language: language.filter(|language| !language.trim().is_empty()),
        made: text(b"CreationDate").or_else(|| text(b"ModDate")).as_deref().and_then(date),
    }
}

/// `D:20210815101112+02'00'` as `2021-08-15T10:11:12+02:00`, as far as it is given.
fn date(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches("D:");
    let digits: String = text.chars().take_while(char::is_ascii_digit).take(14).collect();
    let part = |at: std::ops::Range<usize>| digits.get(at);
    let mut date = part(0..4)?.to_string();
    for (begin, between) in [(4, "-"), (6, "-"), (8, "T"), (10, ":"), (12, ":")] {
        match part(begin..begin + 2) {
            Some(two) => date = date + between + two,
            // An hour alone is no time.
            None if begin == 10 => date += ":00",
            None => break,
        }
    }
    let zone: String = text[digits.len()..].chars().filter(|letter| *letter != '\'').collect();
    match (digits.len() > 8, zone.get(..1)) {
        (true, Some("Z")) => date.push('Z'),
        (true, Some("+" | "-")) if zone.len() >= 5 && zone.is_ascii() => {
            date = format!("{date}{}:{}", &zone[..3], &zone[3..5]);
        }
        _ => {}
    }
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_usual() {
        assert_eq!(date("D:20210815101112+02'00'").as_deref(), Some("2021-08-15T10:11:12+02:00"));
        assert_eq!(date("D:20210815101112Z").as_deref(), Some("2021-08-15T10:11:12Z"));
        assert_eq!(date("20210815").as_deref(), Some("2021-08-15"));
        assert_eq!(date("D:2021081510").as_deref(), Some("2021-08-15T10:00"));
        assert_eq!(date("D:2021").as_deref(), Some("2021"));
        assert_eq!(date("yesterday"), None);
    }
}
