//! HTML as people meet it: a piece of it as text with its paragraphs, wherever it stands. Knows no format.

mod markup;
mod strain;
mod text;
mod walk;

use dom_query::Document;

use super::source::Limits;

pub(super) use markup::{as_text, without_entities};
pub(super) use strain::strain;
pub(super) use text::{is_block, text_of};
pub(super) use walk::{Visitor, walk};

/// The text of a piece of HTML, such as a feed or an e-mail holds. Paragraphs stand apart by an empty line. Nothing when it is nested deeper than
/// anybody writes.
pub(super) fn fragment_text(html: &str, limits: &Limits) -> Option<String> {
    strain(html, limits.html_depth).is_none().then(|| text_of(&Document::fragment(html).root()))
}

/// Whether a text is written in HTML: it holds the end of a paragraph or the like, or is full of entities.
pub(super) fn is_html(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut tags = memchr::memchr_iter(b'<', bytes).map(|at| &bytes[at + 1..]);
    tags.any(|rest| {
        let rest = rest.strip_prefix(b"/").unwrap_or(rest);
        let name = rest.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let ends = matches!(rest.get(name), Some(b'>' | b' ' | b'/' | b'\n' | b'\t'));
        ends && TELLING.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(&rest[..name]))
    })
}

/// Tags that stand in articles, and in no text that is not HTML.
const TELLING: [&str; 22] = [
    "p",
    "br",
    "div",
    "span",
    "a",
    "b",
    "i",
    "em",
    "strong",
    "ul",
    "ol",
    "li",
    "img",
    "h1",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "table",
    "figure",
    "html",
    "body",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_told_from_text() {
        for html in ["<p>a", "a<br/>b", "x</DIV>", "<a href=x>", "<!DOCTYPE html><html lang=en>"] {
            assert!(is_html(html), "{html}");
        }
        for text in ["a < b > c", "<sic>", "<palace>", "Kabul <at@b.example>", "", "<"] {
            assert!(!is_html(text), "{text}");
        }
    }

    #[test]
    fn a_bomb_is_refused_in_no_time() {
        assert_eq!(fragment_text(&"<div>".repeat(1_000_000), &Limits::default()), None);
        assert_eq!(fragment_text("<p>One.<p>Two &amp; three.", &Limits::default()).unwrap(), "One.\n\nTwo & three.");
    }
}
