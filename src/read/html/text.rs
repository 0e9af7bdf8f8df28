//! Text out of a tree of HTML elements, with its paragraphs: an empty line between blocks, a line for each row and entry. Knows no page.

use dom_query::{NodeData, NodeRef};

use super::walk::{Visitor, walk};

/// Elements whose content nobody reads.
const UNREAD: [&str; 16] = [
    "script", "style", "noscript", "template", "head", "title", "svg", "math", "iframe", "object", "button", "select",
    "textarea", "canvas", "audio", "video",
];
/// Elements that stand on lines of their own, apart from what is before and behind.
const BLOCKS: [&str; 34] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "address",
    "form",
    "fieldset",
    "details",
    "summary",
    "center",
    "caption",
    "hr",
    "body",
    "menu",
    "dialog",
];
/// Elements that begin a line.
const LINES: [&str; 5] = ["li", "tr", "dt", "dd", "option"];

/// Whether elements of that name stand on lines of their own.
pub(in crate::read) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || LINES.contains(&name)
}

/// What stands between two pieces of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    Nothing,
    Space,
    Line,
    Paragraph,
}

/// The text below a node.
pub(in crate::read) fn text_of(node: &NodeRef<'_>) -> String {
    let mut text = Text { out: String::new(), gap: Gap::Nothing };
    walk(node, &mut text);
    text.out
}

struct Text {
    out: String,
    gap: Gap,
}

impl Visitor for Text {
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        let is_kept = || node.parent().is_some_and(|parent| parent.has_name("pre"));
        node.query_or(false, |inner| match &inner.data {
            NodeData::Text { contents } => {
                self.add(contents, is_kept());
                false
            }
            NodeData::Element(element) => {
                let name: &str = &element.name.local;
                match name {
                    "br" => self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line },
                    "td" | "th" => self.gap = self.gap.max(Gap::Space),
                    _ => self.apart(name),
                }
                !UNREAD.contains(&name)
            }
            NodeData::Document | NodeData::Fragment => true,
            _ => false,
        })
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        if let Some(name) = node.qual_name_ref() {
            self.apart(&name.local);
        }
    }
}

impl Text {
    fn apart(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.gap = Gap::Paragraph;
        } else if LINES.contains(&name) {
            self.gap = self.gap.max(Gap::Line);
        }
    }

    fn add(&mut self, text: &str, is_kept: bool) {
        let mut lines = text.split(['\n', '\r']).enumerate();
        if is_kept {
            for (number, line) in &mut lines {
                if number > 0 {
                    self.gap = self.gap.max(Gap::Line);
                }
                self.words(line);
            }
        } else {
            self.words(text);
        }
    }

    fn words(&mut self, text: &str) {
        if text.starts_with(is_blank) {
            self.gap = self.gap.max(Gap::Space);
        }
        for word in text.split(is_blank).filter(|word| !word.is_empty()) {
            if !self.out.is_empty() {
                self.out.push_str(match self.gap {
                    Gap::Nothing => "",
                    Gap::Space => " ",
                    Gap::Line => "\n",
                    Gap::Paragraph => "\n\n",
                });
            }
            self.out.push_str(word);
            self.gap = Gap::Space;
        }
        if !text.is_empty() && !text.ends_with(is_blank) && self.gap == Gap::Space {
            self.gap = Gap::Nothing;
        }
    }
}

/// White space that HTML does not keep; the space that keeps words together is shown as any other.
fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{C}' | '\u{A0}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn check(html: &str, expected: &str) {
        assert_eq!(text_of(&Document::fragment(html).root()), expected, "{html}");
    }

    #[test]
    fn blocks_are_paragraphs_and_rows_are_lines() {
        check("<h1>Kabul</h1>\n<p>One <b>bold</b>,\n and&nbsp;more.</p>Two", "Kabul\n\nOne bold, and more.\n\nTwo");
        check("<ul><li>a</li> <li><p>b</p></li></ul>", "a\n\nb");
        check("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc");
        check("One<br>two<br><br>three<br/>\n", "One\ntwo\n\nthree");
        check("wo<i>rd</i>s and <a>a</a> <a>b</a>", "words and a b");
        check("<pre>a  b\nc</pre>", "a b\nc");
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        check("a<script>x()</script><style>p{}</style><!-- c --> b<noscript>n</noscript>", "a b");
        check("", "");
        check(&"<i>".repeat(3000), "");
    }
}
