//! A text of which nobody says whether it is written in HTML, such as a field holds. Knows no field.

use super::{fragment_text, is_html};
use crate::read::source::Limits;

/// What begins a paragraph or a line of its own.
const BLOCKS: [&str; 12] =
    ["<p>", "<p ", "</p>", "<br", "<div", "<li", "<h1", "<h2", "<h3", "<blockquote", "<td", "<body"];

/// HTML as text with its paragraphs; any other text as it is, without entities.
pub(in crate::read) fn as_text(text: String) -> String {
    if !is_html(&text) {
        return without_entities(text);
    }
    let lower = text.to_ascii_lowercase();
    if text.contains('\n') && !BLOCKS.iter().any(|block| lower.contains(block)) {
        return line_by_line(&text);
    }
    fragment_text(&text, &Limits::default()).unwrap_or(text)
}

/// A text with the characters that its entities stand for.
pub(in crate::read) fn without_entities(text: String) -> String {
    if has_entity(&text) { line_by_line(&text) } else { text }
}

/// Where only words are marked, line ends are those of the text.
fn line_by_line(text: &str) -> String {
    let line = |line: &str| match has_entity(line) || line.contains('<') {
        true => fragment_text(line, &Limits::default()).unwrap_or_else(|| line.to_string()),
        false => line.to_string(),
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn has_entity(text: &str) -> bool {
    memchr::memchr_iter(b'&', text.as_bytes()).any(|at| {
        let rest = &text.as_bytes()[at + 1..];
        let name = rest.iter().take(10).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
        name > 1 && rest.get(name) == Some(&b';')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_survive() {
        let check = |html: &str, text: &str| assert_eq!(as_text(html.to_string()), text);
        check("<p>One &amp; two.</p><p>Three.</p>", "One & two.\n\nThree.");
        check("One <b>bold</b> &mdash; word.\n\nTwo.", "One bold — word.\n\nTwo.");
        check("AT&amp;T said.\n\nMore.", "AT&T said.\n\nMore.");
        check("a < b & c; d", "a < b & c; d");
        check("Kabul&#8217;s fall", "Kabul’s fall");
    }
}
