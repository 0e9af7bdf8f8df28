//! The text of a document as it builds up: paragraphs, one of which may lie in another (notes, boxes), and tables, cell by cell. Knows no markup.

/// A piece of text that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub text: String,
    /// The name of its style, as the document has it.
    pub style: Option<String>,
    /// True for lines of a table, which stand together.
    pub is_rows: bool,
}

/// Takes a document in.
#[derive(Default)]
pub(super) struct Blocks {
    /// What is finished; more where a table is open.
    done: Vec<Block>,
    /// Those that are open, each in the one before.
    paragraphs: Vec<Block>,
    /// What lay in the outermost of them; it follows on it.
    inner: Vec<Block>,
    tables: Vec<Table>,
}

#[derive(Default)]
struct Table {
    rows: Vec<Block>,
    cells: Vec<Vec<Block>>,
    /// What is finished around the cell that is open.
    around: Option<Vec<Block>>,
}

impl Blocks {
    pub fn begin_paragraph(&mut self, style: Option<String>) {
        self.paragraphs.push(Block { text: String::new(), style, is_rows: false });
    }

    pub fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        let text = paragraph.text.trim();
        if !text.is_empty() {
            paragraph.text = text.to_string();
            if self.paragraphs.is_empty() { self.done.push(paragraph) } else { self.inner.push(paragraph) }
        }
        if self.paragraphs.is_empty() {
            self.done.append(&mut self.inner);
        }
    }

    pub fn set_style(&mut self, style: String) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.style = Some(style);
        }
    }

    pub fn text(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    /// The text of the open paragraph ends so.
    pub fn ends_with_blank(&self) -> bool {
        self.paragraphs.last().is_none_or(|paragraph| paragraph.text.ends_with([' ', '\n', '\t']))
    }

    pub fn is_in_paragraph(&self) -> bool {
        !self.paragraphs.is_empty()
    }

    pub fn begin_table(&mut self) {
        self.tables.push(Table::default());
    }

    pub fn begin_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.around = Some(std::mem::take(&mut self.done));
        }
    }

    pub fn end_cell(&mut self) {
        if let Some(table) = self.tables.last_mut()
            && let Some(around) = table.around.take()
        {
            table.cells.push(std::mem::replace(&mut self.done, around));
        }
    }

    /// Cells of a paragraph each are a line; where there are more, the table only lays out text.
    pub fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let cells = std::mem::take(&mut table.cells);
        let is_line = cells.len() > 1 && cells.iter().all(|cell| cell.len() <= 1 && cell.iter().all(|b| !b.is_rows));
        if !is_line {
            return table.rows.extend(cells.into_iter().flatten());
        }
        let texts: Vec<String> = cells.into_iter().flatten().map(|block| block.text.replace('\n', " ")).collect();
        let line = texts.join("\t");
        match table.rows.last_mut() {
            _ if line.is_empty() => {}
            Some(last) if last.is_rows => {
                last.text.push('\n');
                last.text.push_str(&line);
            }
            _ => table.rows.push(Block { text: line, style: None, is_rows: true }),
        }
    }

    pub fn end_table(&mut self) {
        self.end_row();
        if let Some(table) = self.tables.pop() {
            self.done.extend(table.rows);
        }
    }

    /// All that came in, also where the document breaks off.
    pub fn finish(mut self) -> Vec<Block> {
        while !self.paragraphs.is_empty() {
            self.end_paragraph();
        }
        while !self.tables.is_empty() {
            self.end_cell();
            self.end_table();
        }
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(blocks: &mut Blocks, text: &str) {
        blocks.begin_paragraph(None);
        blocks.text(text);
        blocks.end_paragraph();
    }

    fn texts(blocks: Blocks) -> Vec<String> {
        blocks.finish().into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn tables_are_lines_unless_they_lay_out_text() {
        let mut blocks = Blocks::default();
        paragraph(&mut blocks, " Before ");
        blocks.begin_table();
        for row in [&["a", "b"][..], &["c", "d"]] {
            for cell in row {
                blocks.begin_cell();
                paragraph(&mut blocks, cell);
                blocks.end_cell();
            }
            blocks.end_row();
        }
        blocks.begin_cell();
        paragraph(&mut blocks, "One.");
        paragraph(&mut blocks, "Two.");
        blocks.end_cell();
        blocks.end_row();
        blocks.end_table();
        assert_eq!(texts(blocks), ["Before", "a\tb\nc\td", "One.", "Two."]);
    }

    #[test]
    fn what_breaks_off_is_kept() {
        let mut blocks = Blocks::default();
        blocks.begin_table();
        blocks.begin_cell();
        blocks.begin_paragraph(None);
        blocks.text("Half");
        blocks.begin_paragraph(None);
        blocks.text("Note");
        assert_eq!(texts(blocks), ["Half", "Note"]);
    }
}
