//! Texts of OpenDocument (ODF 1.3 part 3): what a reader of the document sees. Knows no package.

use super::blocks::{Block, Blocks};
use super::markup::{Attributes, Piece, walk};

/// Elements whose content nobody reads: what was deleted, comments, the numbers of notes, what a picture shows, and how a word is pronounced.
const UNREAD: [&str; 9] = [
    "tracked-changes",
    "annotation",
    "note-citation",
    "title",
    "desc",
    "ruby-text",
    "sequence-decls",
    "forms",
    "binary-data",
];

/// Nobody writes more spaces than this one after the other.
const MOST_SPACES: usize = 100;

#[derive(Default)]
struct Text {
    blocks: Blocks,
    /// How many elements are open from the first one that is not read.
    unread: usize,
    /// Inside of `office:text`, where the text is.
    in_body: bool,
}

/// The paragraphs of a part, and what is wrong with it, if it could not be read to its end.
pub(super) fn blocks(xml: &str, depth: usize) -> (Vec<Block>, Result<(), String>) {
    let mut text = Text::default();
    let ended = walk(xml, depth, &mut |piece| text.take(piece));
    (text.blocks.finish(), ended)
}

/// Styles that a document makes of others, and of which.
pub(super) fn styles(xml: &str, depth: usize) -> Vec<(String, String)> {
    let mut styles = Vec::new();
    let _ = walk(xml, depth, &mut |piece| {
        if let Piece::Begin("style", attributes) = piece
            && let (Some(name), Some(parent)) = (attributes.get("name"), attributes.get("parent-style-name"))
        {
            styles.push((name, parent));
        }
    });
    styles
}

impl Text {
    fn take(&mut self, piece: Piece<'_, '_>) {
        match piece {
            Piece::Begin("text", _) => self.in_body = true,
            Piece::End("text") => self.in_body = false,
            _ if !self.in_body => {}
            Piece::Begin(name, _) if self.unread > 0 || UNREAD.contains(&name) => self.unread += 1,
            Piece::End(_) if self.unread > 0 => self.unread -= 1,
            Piece::Begin(name, attributes) => self.begin(name, attributes),
            Piece::End(name) => self.end(name),
            Piece::Text(text) if self.unread == 0 && self.blocks.is_in_paragraph() => self.words(text),
            Piece::Text(_) => {}
        }
    }

    /// White space in the XML is one space at most; more is written as elements.
    fn words(&mut self, text: &str) {
        for (number, word) in text.split([' ', '\t', '\n', '\r']).enumerate() {
            if number > 0 && !self.blocks.ends_with_blank() {
                self.blocks.text(" ");
            }
            self.blocks.text(word);
        }
    }

    fn begin(&mut self, name: &str, attributes: Attributes<'_, '_>) {
        match name {
            "p" => self.blocks.begin_paragraph(attributes.get("style-name")),
            "h" => {
                let is_first = attributes.get("outline-level").as_deref() == Some("1");
                let style = if is_first { Some("Heading 1".to_string()) } else { attributes.get("style-name") };
                self.blocks.begin_paragraph(style);
            }
            "s" => {
                let count = attributes.get("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.blocks.text(&" ".repeat(std::cmp::min(count, MOST_SPACES)));
            }
            "tab" => self.blocks.text("\t"),
            "line-break" => self.blocks.text("\n"),
            "table" => self.blocks.begin_table(),
            "table-cell" | "covered-table-cell" => self.blocks.begin_cell(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => self.blocks.end_paragraph(),
            "table-cell" | "covered-table-cell" => self.blocks.end_cell(),
            "table-row" => self.blocks.end_row(),
            "table" => self.blocks.end_table(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(inside: &str, expected: &[&str]) {
        let (blocks, ended) = blocks(&format!("<office:body><office:text>{inside}</office:text></office:body>"), 50);
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!((texts.as_slice(), ended), (expected, Ok(())), "{inside}");
    }

    #[test]
    fn what_a_reader_sees() {
        check(
            "<text:h text:outline-level='1'>Kabul</text:h>\n<text:p>One  <text:span>two</text:span>\n three<text:s text:c='2'/>.</text:p>",
            &["Kabul", "One two three  ."],
        );
        check(
            "<text:tracked-changes><text:p>old</text:p></text:tracked-changes><text:p>a<text:line-break/>b<text:tab/>c</text:p>",
            &["a\nb\tc"],
        );
        check(
            "<text:p>Text<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Note</text:p></text:note-body></text:note>.</text:p>",
            &["Text.", "Note"],
        );
        check("<text:p>a<office:annotation><text:p>comment</text:p></office:annotation></text:p>", &["a"]);
        check(
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>",
            &["a\tb"],
        );
    }
}
