//! Markdown: one article a file, with YAML front matter or without. What markup means is in `plain`.

mod plain;

use std::io::BufRead;

use super::Format;
use crate::read::article::RawArticle;
use crate::read::fields::Fields;
use crate::read::first_line;
use crate::read::record::Record;
use crate::read::source::{Sink, Source, Stop};

pub(super) const FORMAT: Format =
    Format { name: "markdown", extensions: &["md", "markdown", "mdown", "mkd"], sniff, read };

/// The longest front matter in bytes. What looks like a longer one is text between two rules.
const LONGEST_FRONT: usize = 16 << 10;

/// Certain of front matter whose first line is a field.
fn sniff(head: &[u8]) -> bool {
    if !head.starts_with(b"---") {
        return false;
    }
    let head = String::from_utf8_lossy(&head[..head.len().min(LONGEST_FRONT)]).replace("\r\n", "\n");
    cut_front(&head).is_some_and(|(front, _)| front.lines().next().and_then(field).is_some())
}

fn read(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let text = source.text(input)?;
    let front = cut_front(&text.text).and_then(|(front, rest)| Some((parse(front)?, rest)));
    // Front matter that cannot be parsed stays in the text: it may be the text.
    let (fields, markdown) = front.unwrap_or_else(|| (Fields::default(), &text.text));
    let mut article = article(fields, markdown, source.record.clone());
    article.notes.extend(text.note());
    if article.is_empty() { Ok(()) } else { sink.article(article) }
}

fn article(fields: Fields, markdown: &str, record: Record) -> RawArticle {
    let mut article = fields.into_article(record);
    let mut blocks = plain::blocks(markdown);
    if article.title.is_empty() {
        // A heading further down is a part's, unless it is of the first level.
        if let Some(at) = blocks
            .iter()
            .position(|block| block.level == Some(1))
            .or(blocks.first().and_then(|first| first.level.map(|_| 0)))
        {
            article.title = blocks.remove(at).text;
        }
    } else if blocks.first().is_some_and(|first| first.level.is_some() && is_same(&first.text, &article.title)) {
        blocks.remove(0);
    }
    let text = plain::text(&blocks);
    if !text.is_empty() {
        article.body = text;
    }
    if article.title.is_empty() {
        let parts = first_line::split(&article.body);
        article.metadata.url = article.metadata.url.or(parts.url.map(str::to_owned));
        (article.title, article.body) = (parts.title.to_owned(), parts.body.to_owned());
    }
    article
}

fn is_same(heading: &str, title: &str) -> bool {
    heading.split_whitespace().eq(title.split_whitespace())
}

/// The front matter and the text behind it: all between a first line `---` and the next.
fn cut_front(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once('\n')?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((&rest[..end], &rest[end + line.len()..]));
        }
        end += line.len();
        if end > LONGEST_FRONT {
            break;
        }
    }
    None
}

/// Parses front matter. The usual fault is a title with a colon in it and no quotes around it, so it is tried again with
/// quotes.
fn parse(front: &str) -> Option<Fields> {
    if front.trim().is_empty() {
        return Some(Fields::default());
    }
    serde_norway::from_str(front).or_else(|_| serde_norway::from_str(&quoted(front))).ok()
}

fn quoted(front: &str) -> String {
    let mut quoted = String::with_capacity(front.len() + 32);
    for line in front.lines() {
        match field(line) {
            Some((name, value)) if value.starts_with(|first: char| first.is_alphanumeric() || first == '@') => {
                quoted.push_str(&format!("{name}: '{}'", value.replace('\'', "''")));
            }
            _ => quoted.push_str(line),
        }
        quoted.push('\n');
    }
    quoted
}

/// A line of front matter that is a name and perhaps a value.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let is_name = name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'));
    (is_name && (value.is_empty() || value.starts_with(char::is_whitespace))).then_some((name, value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> RawArticle {
        let (fields, markdown) = cut_front(text)
            .and_then(|(front, rest)| Some((parse(front)?, rest)))
            .unwrap_or_else(|| (Fields::default(), text));
        article(fields, markdown, Record::file("a.md"))
    }

    fn check(text: &str, title: &str, body: &str) {
        let article = read_text(text);
        assert_eq!((article.title.as_str(), article.body.as_str()), (title, body));
    }

    #[test]
    fn the_title_is_not_repeated() {
        check("---\ntitle: A  title\n---\n\n# A *title*\n\nText.\n", "A  title", "Text.");
        check("---\ntitle: A title\n---\n\n# Another\n\nText.\n", "A title", "Another\n\nText.");
        check("A line above\n\n# A title\n\nText.", "A title", "A line above\n\nText.");
        check("## A title\n\nText.\n\n# Part", "Part", "A title\n\nText.");
        assert_eq!(read_text("https://a.example/b\n\nA title").metadata.url.as_deref(), Some("https://a.example/b"));
        check("A lead.\n\n## Part\n\nText.", "A lead.", "Part\n\nText.");
    }

    #[test]
    fn broken_front_matter_loses_no_text() {
        let article = read_text("---\ntitle: Kabul: it's over\ndate: 2021-08-15\ntags: [a, b]\n---\nText.");
        assert_eq!((article.title.as_str(), article.body.as_str()), ("Kabul: it's over", "Text."));
        assert_eq!(article.metadata.published, ["2021-08-15"]);
        let article = read_text("---\ntitle: [Kabul\n---\nText.");
        assert!(article.title.contains("Kabul") && article.body.contains("Text."), "{article:?}");
        check("---\nSome words.\n\n---\n\nText.", "Some words.", "Text.");
        check("---\n---\n# T\n\nText.", "T", "Text.");
    }

    #[test]
    fn certain_of_fields_between_rules_only() {
        assert!(sniff(b"---\r\ntitle: T\r\n---\r\nText."));
        assert!(!sniff(b"---\nOn Monday: it rained\n---\n"));
        assert!(!sniff(b"---\ntitle: T\n"));
    }
}
