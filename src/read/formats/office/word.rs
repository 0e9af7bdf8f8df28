//! WordprocessingML (ECMA-376 part 1, chapter 17): the text that a reader of the document sees. Knows no package.

use super::blocks::{Block, Blocks};
use super::markup::{Attributes, Piece, walk};

/// Elements whose content nobody reads: what was deleted or moved away, the codes of fields, the second form of a drawing for older programs,
/// former formats, positions of tabs, and how a word is pronounced.
const UNREAD: [&str; 12] = [
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "Fallback",
    "pPrChange",
    "rPrChange",
    "sectPr",
    "tabs",
    "rt",
    "fldData",
];

#[derive(Default)]
struct Word {
    blocks: Blocks,
    /// How many elements are open from the first one that is not read.
    unread: usize,
    in_text: bool,
    /// The run is marked as hidden.
    is_hidden: bool,
}

/// The paragraphs of a part, and what is wrong with it, if it could not be read to its end.
pub(super) fn blocks(xml: &str, depth: usize) -> (Vec<Block>, Result<(), String>) {
    let mut word = Word::default();
    let ended = walk(xml, depth, &mut |piece| word.take(piece));
    (word.blocks.finish(), ended)
}

/// The names of the styles by their ids: those that every program knows are named in English, whatever its language.
pub(super) fn styles(xml: &str, depth: usize) -> Vec<(String, String)> {
    let mut styles: Vec<(String, String)> = Vec::new();
    let _ = walk(xml, depth, &mut |piece| match piece {
        Piece::Begin("style", attributes) => {
            styles.push((attributes.get("styleId").unwrap_or_default(), String::new()));
        }
        Piece::Begin("name", attributes) => {
            if let (Some((_, name)), Some(value)) = (styles.last_mut(), attributes.get("val")) {
                *name = value;
            }
        }
        _ => {}
    });
    styles
}

impl Word {
    fn take(&mut self, piece: Piece<'_, '_>) {
        match piece {
            Piece::Begin(name, _) if self.unread > 0 || UNREAD.contains(&name) => self.unread += 1,
            Piece::End(_) if self.unread > 0 => self.unread -= 1,
            Piece::Begin(name, attributes) => self.begin(name, attributes),
            Piece::End(name) => self.end(name),
            Piece::Text(text) if self.unread == 0 && self.in_text && !self.is_hidden => self.blocks.text(text),
            Piece::Text(_) => {}
        }
    }

    fn begin(&mut self, name: &str, attributes: Attributes<'_, '_>) {
        match name {
            "p" => self.blocks.begin_paragraph(None),
            "pStyle" => self.blocks.set_style(attributes.get("val").unwrap_or_default()),
            "r" => self.is_hidden = false,
            "vanish" => self.is_hidden = !matches!(attributes.get("val").as_deref(), Some("0" | "false" | "off")),
            "t" => self.in_text = true,
            "tab" | "ptab" => self.blocks.text("\t"),
            "br" | "cr" => self.blocks.text("\n"),
            "noBreakHyphen" => self.blocks.text("-"),
            "tbl" => self.blocks.begin_table(),
            "tc" => self.blocks.begin_cell(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.blocks.end_paragraph(),
            "r" => self.is_hidden = false,
            "t" => self.in_text = false,
            "tc" => self.blocks.end_cell(),
            "tr" => self.blocks.end_row(),
            "tbl" => self.blocks.end_table(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(inside: &str, expected: &[&str]) {
        let (blocks, ended) = blocks(&format!("<w:document><w:body>{inside}</w:body></w:document>"), 50);
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!((texts.as_slice(), ended), (expected, Ok(())), "{inside}");
    }

    #[test]
    fn what_a_reader_sees() {
        check("<w:p><w:r><w:t>Ka</w:t></w:r><w:r><w:t xml:space='preserve'>bul </w:t></w:r></w:p>", &["Kabul"]);
        check(
            "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>",
            &["a\tb\nc"],
        );
        check(
            "<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>",
            &["new"],
        );
        check(
            "<w:p><w:r><w:instrText> HYPERLINK \"x\" </w:instrText></w:r><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>",
            &["link"],
        );
        check(
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>yes</w:t></w:r></w:p>",
            &["yes"],
        );
        check(
            "<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice>\
               <mc:Fallback><w:p><w:r><w:t>Box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Text</w:t></w:r></w:p>",
            &["Text", "Box"],
        );
        check(
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            &["a\tb"],
        );
    }

    #[test]
    fn styles_have_names() {
        let xml = "<w:styles><w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style><w:style w:styleId='x'/></w:styles>";
        assert_eq!(styles(xml, 9), [("berschrift1".into(), "heading 1".into()), ("x".into(), String::new())]);
    }
}
