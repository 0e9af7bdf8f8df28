//! The first line of a text as its title. Knows nothing of markup.

/// A first line of more characters is text, not a title.
pub(super) const LONGEST_TITLE: usize = 300;

/// A text of one line is a title up to this many characters, and text beyond.
const LONGEST_LONE_TITLE: usize = 200;

/// A text in its parts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// The address, when a line that is nothing else stands at the very beginning.
    pub url: Option<&'a str>,
    /// The title, without the white space around it; empty when the text has none.
    pub title: &'a str,
    /// All that follows, without blank lines at the start and white space at the end.
    pub body: &'a str,
}

/// Takes a text apart. Lines are ended by `\n`.
pub(super) fn split(text: &str) -> Parts<'_> {
    let text = without_blank_start(text.trim_end());
    let (first, rest) = cut(text);
    // A text that is only an address keeps it as its title: there would be nothing else to find it by.
    let (url, text) = if is_address(first) && !rest.is_empty() { (Some(first), rest) } else { (None, text) };
    let (title, body) = cut(text);
    let longest = if body.is_empty() { LONGEST_LONE_TITLE } else { LONGEST_TITLE };
    if title.chars().nth(longest).is_some() { Parts { url, title: "", body: text } } else { Parts { url, title, body } }
}

fn cut(text: &str) -> (&str, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    (line.trim(), without_blank_start(rest))
}

/// Only whole lines go: the indentation of the first line that has text is its own.
fn without_blank_start(text: &str) -> &str {
    let first = text.len() - text.trim_start().len();
    let line = text[..first].rfind('\n').map_or(0, |at| at + 1);
    &text[line..]
}

fn is_address(line: &str) -> bool {
    let scheme = |scheme: &str| line.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (scheme("http://") || scheme("https://")) && !line.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, url: Option<&str>, title: &str, body: &str) {
        assert_eq!(split(text), Parts { url, title, body });
    }

    #[test]
    fn the_first_line_is_the_title_and_nothing_else_is_lost() {
        check(
            "\n \n  A title \n\n\nKremlin relations\n\n  Indented.\n \n",
            None,
            "A title",
            "Kremlin relations\n\n  Indented.",
        );
        check("A title\n \n   Indented.", None, "A title", "   Indented.");
        check("", None, "", "");
        check(" \n\u{A0}\n", None, "", "");
    }

    #[test]
    fn an_address_is_not_the_title() {
        check("https://a.example/b\n\nA title\n\nText.", Some("https://a.example/b"), "A title", "Text.");
        check("https://a.example/b is down\n\nText.", None, "https://a.example/b is down", "Text.");
        check("https://a.example/b\n", None, "https://a.example/b", "");
    }

    #[test]
    fn a_long_line_is_text() {
        let (lone, long) = ("x".repeat(201), "é".repeat(301));
        check(&lone, None, "", &lone);
        check(&lone[1..], None, &lone[1..], "");
        check(&format!("{long}\nMore."), None, "", &format!("{long}\nMore."));
        check(&format!("{}\nMore.", &long[2..]), None, &long[2..], "More.");
        check(&format!("http://a.example\n{long}\n"), Some("http://a.example"), "", &long);
    }
}
