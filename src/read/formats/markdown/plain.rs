//! Markdown as plain text: what a reader sees, without the markup. Knows nothing of articles and front matter.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A paragraph, heading, list item or table row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// For a heading, its level from 1 to 6.
    pub level: Option<u8>,
    /// True when it stands right under the block before, as items of a list do.
    pub close: bool,
    /// The text, never blank.
    pub text: String,
}

/// The blocks of a text in their order.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut plain = Plain::default();
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        plain.event(event, &markdown[range]);
    }
    plain.end_block();
    plain.blocks
}

/// The blocks as one text: items and rows on lines of their own, other blocks with an empty line between.
pub(super) fn text(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        if !text.is_empty() {
            text.push_str(if block.close { "\n" } else { "\n\n" });
        }
        text.push_str(&block.text);
    }
    text
}

#[derive(Default)]
struct Plain {
    blocks: Vec<Block>,
    level: Option<u8>,
    close: bool,
    /// What stands before the block's text: the number in a numbered list.
    marker: String,
    text: String,
    html: String,
    /// For each list around this place, whether it is numbered, and how many items it has so far.
    lists: Vec<(bool, usize)>,
}

impl Plain {
    fn event(&mut self, event: Event<'_>, source: &str) {
        match event {
            Event::Start(tag) => self.start(&tag, source),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text.push_str(&text)
            }
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::InlineHtml(tag) if tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br")) => {
                self.text.push('\n')
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::Rule => self.end_block(),
            Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, source: &str) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end_block();
                self.level = Some(*level as u8);
            }
            Tag::List(first) => {
                self.end_block();
                self.lists.push((first.is_some(), 0));
            }
            Tag::Item => {
                self.end_block();
                if let Some((numbered, items)) = self.lists.last_mut() {
                    self.close = *items > 0;
                    *items += 1;
                    // As it is written, since "1997. A good year" is a list too.
                    let number = source.split_whitespace().next().unwrap_or_default();
                    self.marker = if *numbered { format!("{number} ") } else { String::new() };
                }
            }
            Tag::TableRow => {
                self.end_block();
                self.close = true;
            }
            Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::FootnoteDefinition(_)
            | Tag::Table(_)
            | Tag::TableHead => {
                self.end_block();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.text.push_str(&without_tags(&html));
                self.end_block();
            }
            TagEnd::TableCell => self.text.push('\t'),
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::TableHead
            | TagEnd::TableRow => {
                self.end_block();
            }
            _ => {}
        }
    }

    /// Ends the block if it has text. What was noted for a block that has none yet is for the next.
    fn end_block(&mut self) {
        let text = self.text.trim();
        if !text.is_empty() {
            let text = format!("{}{text}", std::mem::take(&mut self.marker));
            let close = std::mem::take(&mut self.close);
            self.blocks.push(Block { level: self.level.take(), close, text });
        }
        self.text.clear();
    }
}

/// HTML without tags, comments and scripts. A tag that does not end is text.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = end_of_tag(&rest[1..]) else {
            text.push('<');
            rest = &rest[1..];
            continue;
        };
        match rest.find(end) {
            Some(at) => rest = &rest[at + end.len()..],
            None => break,
        }
    }
    text + rest
}

/// What ends the tag, comment or script of which the beginning stands behind `<`; nothing if that is none of these.
fn end_of_tag(after: &str) -> Option<&'static str> {
    let begins = |name: &str| after.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    match after.chars().next()? {
        _ if begins("!--") => Some("-->"),
        _ if begins("script") => Some("</script>"),
        _ if begins("style") => Some("</style>"),
        first if first.is_ascii_alphabetic() || matches!(first, '/' | '!' | '?') => Some(">"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, expected: &str) {
        assert_eq!(text(&blocks(markdown)), expected);
    }

    #[test]
    fn marks_of_emphasis_links_and_escapes_go() {
        check(
            "A *b* **c** __d__ `e` ~~f~~ [g](h \"i\") ![j](k) \\*l\\* &amp; <m@n.o> 2*3*4 snake_case_name",
            "A b c d e f g j *l* & m@n.o 234 snake_case_name",
        );
        check("[A][1] and [B] and [c]\n\n[1]: https://a.example 'T'\n[b]: <https://b.example>", "A and B and [c]");
        check("A note.[^1]\n\n[^1]: Its text.", "A note.\n\nIts text.");
    }

    #[test]
    fn paragraphs_stay_apart_and_wrapped_lines_join() {
        check(
            "# H\nOne\ntwo  \nthree\\\nfour\n\nFive\n\nSet\n---\n***\n> Quote\n> goes on\n>\n> And ends",
            "H\n\nOne two\nthree\nfour\n\nFive\n\nSet\n\nQuote goes on\n\nAnd ends",
        );
        check("```rust\na\n  b\n```\n\n    c\n    d", "a\n  b\n\nc\nd");
    }

    #[test]
    fn lists_keep_their_numbers_and_lines() {
        check("Now:\n\n- a\n- [x] b\n  - c\n- d\n\nThen", "Now:\n\na\nb\n\nc\nd\n\nThen");
        check("1997. A good year.\n1998. Less so.\n\nEnd.", "1997. A good year.\n1998. Less so.\n\nEnd.");
        check("1) a\n\n   more\n\n2) b", "1) a\n\nmore\n2) b");
        check("| a | b |\n|---|---|\n| c | *d* |\n\nEnd.", "a\tb\nc\td\n\nEnd.");
    }

    #[test]
    fn html_goes_and_its_text_stays() {
        check("One<!-- not this --><br>two <b>three</b>.", "One\ntwo three.");
        check(
            "<div class=\"a\">\nText 1 < 2\n</div>\n\n<script>\nvar a = '<p>';\n</script>\n\n<!-- no\n\nno -->\nEnd.",
            "Text 1 < 2\n\nEnd.",
        );
        check("<div\nno end", "<div\nno end");
    }
}
