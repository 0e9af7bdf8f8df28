//! When the article came out, by what the scripts of its page are told: `"publishDate": "2021-08-15"`, also in JSON that is not valid. Knows no JavaScript: it
//! looks for names and takes what is assigned to them.

use memchr::memmem;

/// No name that is asked for is longer, in bytes, and no date.
const LONGEST_NAME: usize = 40;
const LONGEST_DATE: usize = 40;
/// A date stands within so many bytes behind its name.
const REACH: usize = 100;
/// So many names are looked at.
const MOST: usize = 200;

/// The date of publication that scripts name, if all that do name the same day.
pub(super) fn published(scripts: &[&str]) -> Option<String> {
    let mut found: Option<&str> = None;
    for date in scripts.iter().flat_map(|script| dates(script)).take(MOST) {
        let day = |date: &str| date.bytes().take("2021-08-15".len()).collect::<Vec<_>>();
        match found {
            Some(known) if day(known) != day(date) => return None,
            Some(_) => {}
            None => found = Some(date),
        }
    }
    found.map(str::to_string)
}

fn dates(script: &str) -> impl Iterator<Item = &str> {
    let places = memmem::find_iter(script.as_bytes(), "ubli").chain(memmem::find_iter(script.as_bytes(), "ubdate"));
    let places = places.chain(memmem::find_iter(script.as_bytes(), "ubDate")).take(MOST);
    places.filter_map(|at| {
        let (start, end) = name_around(script.as_bytes(), at);
        is_of_publication(&script[start..end]).then(|| value(&script[end..])).flatten()
    })
}

/// Where the name begins and ends that is at a place.
fn name_around(script: &[u8], at: usize) -> (usize, usize) {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let before = script[..at].iter().rev().take(LONGEST_NAME).take_while(|byte| is_part(byte)).count();
    let behind = script[at..].iter().take(LONGEST_NAME).take_while(|byte| is_part(byte)).count();
    (at - before, at + behind)
}

fn is_of_publication(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    says(&["publish", "pubdate", "publication"])
        && says(&["date", "time", "publishedat", "published_at", "published-at", "first"])
        && !says(&["publisher", "unpublish", "modif", "updat", "last", "expir", "end"])
}

/// What is assigned behind a name.
fn value(behind: &str) -> Option<&str> {
    let near = (0..=REACH.min(behind.len())).rev().find(|&end| behind.is_char_boundary(end))?;
    let is_quote = |c: char| matches!(c, '"' | '\'' | '\\' | ' ' | '\n' | '\t');
    let assigned = behind[..near].trim_start_matches(is_quote).strip_prefix([':', '='])?.trim_start_matches(is_quote);
    let end = assigned.find(['"', '\'', '\\', ';', '}', '\n', '&'])?;
    let value = assigned[..end].trim_end_matches(',');
    (value.len() <= LONGEST_DATE && value.contains(|c: char| c.is_ascii_digit())).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(scripts: &[&str], expected: Option<&str>) {
        assert_eq!(published(scripts).as_deref(), expected, "{scripts:?}");
    }

    #[test]
    fn what_is_assigned_to_a_telling_name_is_taken() {
        for script in [
            r#"{"datePublished": "2021-08-15T10:00:00Z", broken"#,
            r#"window.data = JSON.parse("{\"publish_date\":\"2021-08-15T10:00:00Z\"}")"#,
            "var publishedAt = '2021-08-15T10:00:00Z';",
            "push({pubDate:'2021-08-15T10:00:00Z', publisher: 'Post 1'})",
        ] {
            check(&[script], Some("2021-08-15T10:00:00Z"));
        }
    }

    #[test]
    fn what_may_be_of_other_things_is_not() {
        check(&[r#"{"publishDate":"2021-08-15"},{"publishDate":"2021-08-16"}"#], None);
        check(&[r#"{"publishDate":"2021-08-15"}"#, r#"{"publishTime":"2021-08-15 10:00"}"#], Some("2021-08-15"));
        for script in [
            "",
            "publish",
            r#"{"publisherDate":"2021-08-15"}"#,
            "publishDate(2021)",
            "lastPublishedDate='2021-08-15'",
            "publishDate=é",
        ] {
            check(&[script], None);
        }
        check(&[&"publishDate:".repeat(100_000)], None);
    }
}
