//! Takes scripts and styles out of a page before it is parsed, which are most of it, and keeps what is said there: JSON-LD, which is for search engines,
//! and the rest. Knows no other element.

use std::borrow::Cow;

/// A page without scripts.
pub(super) struct Page<'a> {
    /// What is left of it.
    pub html: Cow<'a, str>,
    /// The contents of its scripts that are JSON-LD.
    pub json_ld: Vec<&'a str>,
    /// Those of all others.
    pub others: Vec<&'a str>,
}

/// Elements whose content is no HTML, and not shown.
const RAW: [&str; 2] = ["script", "style"];

/// A page in its parts.
pub(super) fn split(html: &str) -> Page<'_> {
    let bytes = html.as_bytes();
    let (mut kept, mut json_ld, mut others) = (String::new(), Vec::new(), Vec::new());
    // All before is copied, if anything was left out yet.
    let mut before = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found;
        let Some(name) = RAW.into_iter().find(|name| is_called(&bytes[at + 1..], name)) else {
            at += 1;
            continue;
        };
        let Some(tag_end) = memchr::memchr(b'>', &bytes[at..]).map(|end| at + end + 1) else { break };
        let end = closing(bytes, tag_end, name);
        let content = &html[tag_end..end];
        if html[at..tag_end].to_ascii_lowercase().contains("ld+json") {
            json_ld.push(content);
        } else if name == "script" && !content.is_empty() {
            others.push(content);
        }
        kept.push_str(&html[before..at]);
        // Where the element stood, words are apart.
        kept.push(' ');
        before = memchr::memchr(b'>', &bytes[end..]).map_or(bytes.len(), |close| end + close + 1);
        at = before;
    }
    if before == 0 {
        return Page { html: Cow::Borrowed(html), json_ld, others };
    }
    kept.push_str(&html[before..]);
    Page { html: Cow::Owned(kept), json_ld, others }
}

/// Whether a tag of that name begins behind a `<`.
fn is_called(tag: &[u8], name: &str) -> bool {
    tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        && tag.get(name.len()).is_some_and(|next| next.is_ascii_whitespace() || matches!(next, b'>' | b'/'))
}

/// Where the content of an element ends: at its end tag or with the page.
fn closing(bytes: &[u8], begin: usize, name: &str) -> usize {
    let mut at = begin;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found;
        if bytes.get(at + 1) == Some(&b'/') && is_called(&bytes[at + 2..], name) {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_go_and_what_they_tell_search_engines_stays() {
        let page = split(
            "<p>a</p><SCRIPT type='application/ld+json'>{\"a\": \"<b>\"}</Script ><style>p{}</style>b<scripted>c</scripted>",
        );
        assert_eq!(page.html, "<p>a</p>  b<scripted>c</scripted>");
        assert_eq!(page.json_ld, ["{\"a\": \"<b>\"}"]);
        assert!(matches!(split("<p>a < b</p>").html, Cow::Borrowed(_)));
    }

    #[test]
    fn a_script_without_an_end_goes_on_to_the_end() {
        assert_eq!(split("a<script>b</p>").html, "a ");
        assert_eq!(split("a<script").html, "a<script");
        assert_eq!(split("a<script>b</script").html, "a ");
        assert_eq!(split("<script><script><script>").html, " ");
    }
}
