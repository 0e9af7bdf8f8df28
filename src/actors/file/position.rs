//! Lines and columns of a text.

use std::fmt;

/// A line and a column, both from 1; columns are characters. Line 0 stands for what a change adds and is not in the file yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl Position {
    /// Whether it is in the file.
    pub fn is_written(self) -> bool {
        self.line > 0
    }

    /// For sorting: what is not in the file yet comes last.
    pub(super) fn order(self) -> (bool, Position) {
        (!self.is_written(), self)
    }
}

/// The line alone: that is how positions other than a fault's own are named.
impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_written() { write!(f, "line {}", self.line) } else { f.write_str("this change") }
    }
}

/// Finds positions in a text; cheap where they are asked for in order.
pub(super) struct Positions<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// The place asked for last and its column: a long line is not counted again from its start.
    last: (usize, u32),
}

impl<'t> Positions<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        // A byte order mark is not a character of the first line.
        let begin = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let starts = std::iter::once(begin).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        Positions { text, starts: starts.collect(), last: (begin, 1) }
    }

    /// The position of a byte of the text.
    pub(super) fn at(&mut self, byte: usize) -> Position {
        let line = self.starts.partition_point(|&start| start <= byte).max(1);
        let start = self.starts[line - 1];
        let (from, column) = if (start..=byte).contains(&self.last.0) { self.last } else { (start, 1) };
        let between = self.text.get(from..byte).unwrap_or_default();
        let column = column + between.chars().count() as u32;
        self.last = (byte.max(start), column);
        Position { line: line as u32, column }
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, Positions};

    #[test]
    fn lines_and_columns_are_counted_in_characters() {
        let mut positions = Positions::new("\u{feff}é = 1\r\nßab\n");
        // In no order, to the end, and into the mark.
        for (byte, line, column) in
            [(3, 1, 1), (5, 1, 2), (13, 2, 2), (14, 2, 3), (11, 2, 1), (0, 1, 1), (15, 2, 4), (16, 3, 1), (9, 1, 6)]
        {
            assert_eq!(positions.at(byte), Position { line, column }, "byte {byte}");
        }
    }
}
