//! The lines of a page that show a date, gathered while it is walked through once. Knows what a date looks like in figures, and not which it is; chooses nothing.

use dom_query::NodeId;

/// No line that gives a date is longer, in bytes; a longer one is prose.
const LONGEST: usize = 120;
/// Of a longer line, a piece with a date of its own is kept, if it is no longer than this.
const LONGEST_PIECE: usize = 100;
/// No line that announces the next is longer.
const LONGEST_LABEL: usize = 40;
/// So many lines are kept: an article's own date is among the first.
const MOST: usize = 200;

/// A line that shows a date.
#[derive(Debug)]
pub(super) struct DateLine {
    /// The line, with single spaces.
    pub text: String,
    /// The text in which its date begins.
    pub node: NodeId,
    /// How much text is on the page up to it, in bytes.
    pub at: usize,
}

/// Puts lines together from the pieces of text of a page.
#[derive(Debug, Default)]
pub(super) struct DateLines {
    pub found: Vec<DateLine>,
    line: String,
    /// The last line, if it does nothing but announce the next: `Published:`.
    label: String,
    /// Pieces of the line that show a date: where they begin and end in it.
    dated: Vec<(NodeId, usize, usize)>,
    /// The first piece of the line that holds a digit.
    numbered: Option<NodeId>,
    /// How much text has been seen, without white space around it.
    at: usize,
}

impl DateLines {
    /// How much text has been seen.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The next piece of text.
    pub fn text(&mut self, node: NodeId, text: &str) {
        let trimmed = text.trim_ascii();
        if trimmed.is_empty() {
            return self.space(text);
        }
        self.at += trimmed.len();
        if self.line.len() > LONGEST && trimmed.len() > LONGEST_PIECE {
            return;
        }
        let bytes = trimmed.as_bytes();
        self.space(&text[..text.len() - text.trim_ascii_start().len()]);
        // Two numbers in two elements are two numbers.
        if bytes[0].is_ascii_digit() && self.line.as_bytes().last().is_some_and(u8::is_ascii_digit) {
            self.line.push(' ');
        }
        let start = self.line.len();
        self.line.push_str(trimmed);
        if let Some(digit) = bytes.iter().position(u8::is_ascii_digit) {
            self.numbered.get_or_insert(node);
            if shows_date(&bytes[digit..]) {
                self.dated.push((node, start, self.line.len()));
            }
        }
        self.space(&text[text.trim_ascii_end().len()..]);
    }

    /// White space, which is one space, however much of it there is.
    fn space(&mut self, white: &str) {
        if !white.is_empty() && !self.line.is_empty() && !self.line.ends_with(' ') {
            self.line.push(' ');
        }
    }

    /// A moment as the page gives it for machines, behind what it shows.
    pub fn machine(&mut self, node: NodeId, moment: &str) {
        if moment.len() <= LONGEST_PIECE {
            let at = self.at;
            self.line.push(' ');
            self.text(node, moment);
            self.at = at;
        }
    }

    /// The line is at its end, and announces the next.
    pub fn announce(&mut self) {
        if !self.line.is_empty() {
            self.line.push(':');
        }
        self.end();
    }

    /// The line is at its end.
    pub fn end(&mut self) {
        if self.line.is_empty() {
            return;
        }
        if self.line.len() <= LONGEST {
            // A day, a month and a year may stand in three elements.
            if let Some(node) = self.numbered.filter(|_| shows_date(self.line.as_bytes())) {
                self.keep(node, 0, self.line.len());
            }
        } else {
            for (node, start, end) in std::mem::take(&mut self.dated) {
                if end - start <= LONGEST_PIECE {
                    self.keep(node, start, end);
                }
            }
        }
        self.label.clear();
        if self.line.len() <= LONGEST_LABEL && self.line.trim_end().ends_with(':') && self.numbered.is_none() {
            std::mem::swap(&mut self.label, &mut self.line);
        }
        self.line.clear();
        self.dated.clear();
        self.numbered = None;
    }

    fn keep(&mut self, node: NodeId, start: usize, end: usize) {
        if self.found.len() < MOST && shows_day(&self.line.as_bytes()[start..end]) {
            let label = self.label.split_whitespace();
            let words: Vec<&str> = label.chain(self.line[start..end].split_whitespace()).collect();
            self.found.push(DateLine { text: words.join(" "), node, at: self.at });
        }
    }
}

/// Whether a text holds a year in four digits, or figures as those of `15.08.21`.
pub(super) fn shows_date(text: &[u8]) -> bool {
    let mut at = 0;
    while let Some(begin) = text[at..].iter().position(u8::is_ascii_digit).map(|found| at + found) {
        let run = |from: usize| text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let length = run(begin);
        at = begin + length;
        match length {
            4 if matches!(&text[begin..begin + 2], b"19" | b"20") => return true,
            1 | 2 => {
                let sign = text.get(at).copied().filter(|sign| matches!(sign, b'.' | b'/'));
                let second = sign.map_or(0, |_| run(at + 1));
                let behind = at + 1 + second;
                if matches!(second, 1 | 2) && text.get(behind).copied() == sign && run(behind + 1) == 2 {
                    return true;
                }
            }
            8 if matches!(&text[begin..begin + 2], b"19" | b"20") => return true,
            _ => {}
        }
    }
    false
}

/// Whether a line with a year holds a day besides: one or two digits that are no time.
fn shows_day(line: &[u8]) -> bool {
    let mut runs = line.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit());
    let mut is_time = false;
    runs.any(|run| {
        let was_time = std::mem::replace(&mut is_time, run == b":");
        run[0].is_ascii_digit() && (run.len() == 8 || run.len() <= 2 && !was_time)
    })
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    #[test]
    fn dates_are_told_by_their_figures() {
        for text in ["15 August 2021", "Posted 15.08.21, 10:30", "1/2/99", "2021年8月15日", "20210815T10"] {
            assert!(shows_date(text.as_bytes()), "{text}");
        }
        for line in ["August 2021", "© 2021", "1998-2021"] {
            assert!(!shows_day(line.as_bytes()), "{line}");
        }
        for text in ["", "10:30", "12345", "1.500", "15. August", "3.14", "15.08", "15-08", "1.2."] {
            assert!(!shows_date(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_line_that_announces_the_next_is_part_of_it() {
        let mut lines = DateLines::default();
        let node = Document::from("").root().id;
        for text in
            ["Last updated:", "16 August 2021", "Ann Roe", "15 August 2021", "Published:", "Ann Roe", "14 August 2021"]
        {
            lines.text(node, text);
            lines.end();
            lines.end();
        }
        lines.text(node, "Published");
        lines.announce();
        lines.text(node, "13 August 2021");
        lines.end();
        let found: Vec<_> = lines.found.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(
            found,
            ["Last updated: 16 August 2021", "15 August 2021", "14 August 2021", "Published: 13 August 2021"]
        );
    }

    #[test]
    fn of_a_long_line_the_piece_with_the_date_is_kept() {
        let mut lines = DateLines::default();
        let node = Document::from("").root().id;
        lines.text(node, "By Ann\n  Roe, ");
        lines.text(node, "15 August 2021");
        lines.end();
        lines.text(node, &"In 2020 he spoke. ".repeat(20));
        lines.text(node, "16 August 2021");
        lines.end();
        lines.end();
        let found: Vec<_> = lines.found.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(found, ["By Ann Roe, 15 August 2021", "16 August 2021"]);
    }
}
