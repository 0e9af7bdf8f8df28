//! Breaks text into lines of a width and writes them with some spans marked. Lines are byte ranges of the text as it is, so marks keep
//! their offsets. Knows nothing of what it writes.

use std::ops::Range;

use anstyle::Style;

/// A span and how it looks.
pub type Mark = (Range<usize>, Style);

/// The lines of a text, none wider than `width` columns. A line end in the text ends a line; an empty line stays one.
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(text, start..start + paragraph.len(), width.max(1), &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

fn wrap_paragraph(text: &str, paragraph: Range<usize>, width: usize, lines: &mut Vec<Range<usize>>) {
    let mut line: Option<(Range<usize>, usize)> = None;
    for word in words(text, paragraph.clone()) {
        let columns = columns(&text[word.clone()]);
        if let Some((open, used)) = &mut line {
            let gap = self::columns(&text[open.end..word.start]);
            if *used + gap + columns <= width {
                *used += gap + columns;
                open.end = word.end;
                continue;
            }
            lines.push(open.clone());
        }
        line = Some(if columns <= width { (word, columns) } else { pieces(text, word, width, lines) });
    }
    match line {
        Some((open, _)) => lines.push(open),
        None => lines.push(paragraph.start..paragraph.start),
    }
}

/// Breaks a word that is wider than a line; the last piece and its width are left over.
fn pieces(text: &str, word: Range<usize>, width: usize, lines: &mut Vec<Range<usize>>) -> (Range<usize>, usize) {
    let (mut start, mut used) = (word.start, 0);
    for (at, c) in text[word.clone()].char_indices() {
        let columns = columns_of(c);
        if used + columns > width && used > 0 {
            lines.push(start..word.start + at);
            (start, used) = (word.start + at, 0);
        }
        used += columns;
    }
    (start..word.end, used)
}

fn words(text: &str, within: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut rest = within;
    std::iter::from_fn(move || {
        let start = rest.start + text[rest.clone()].find(|c| !breaks(c))?;
        let end = text[start..rest.end].find(breaks).map_or(rest.end, |length| start + length);
        rest.start = end;
        Some(start..end)
    })
}

/// White space at which a line may end.
fn breaks(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}')
}

/// How many columns of a terminal a text takes.
pub fn columns(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// East Asian characters and pictures are two columns wide, combining marks none. Source: Unicode's EastAsianWidth.txt, by blocks.
fn columns_of(c: char) -> usize {
    match c as u32 {
        0x0300..=0x036F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFE00..=0xFE0F => 0,
        0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F => 2,
        0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1F64F | 0x1F900..=0x1F9FF | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

/// One line of a text with the marks that touch it; they ascend and do not overlap. Control characters, which could make the terminal do
/// anything, are shown as spaces.
pub fn paint(text: &str, line: Range<usize>, marks: &[Mark], base: Style) -> String {
    let mut painted = String::new();
    let mut at = line.start;
    let first = marks.partition_point(|(span, _)| span.end <= line.start);
    for (span, style) in marks[first..].iter().take_while(|(span, _)| span.start < line.end) {
        let span = span.start.max(at)..span.end.min(line.end);
        if span.start < span.end {
            push(&mut painted, &text[at..span.start], base);
            push(&mut painted, &text[span.clone()], *style);
            at = span.end;
        }
    }
    push(&mut painted, &text[at..line.end], base);
    painted
}

fn push(painted: &mut String, text: &str, style: Style) {
    if !text.is_empty() {
        painted.push_str(&styled(text, style));
    }
}

/// A text in a style, without control characters.
pub fn styled(text: &str, style: Style) -> String {
    format!("{style}{}{style:#}", clean(text))
}

/// A text with spaces for control characters.
pub fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The beginning of a text, with `…` where it was cut to fit `width` columns.
pub fn shortened(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return clean(text);
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += columns_of(*c);
        used <= width
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", clean(kept.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn lines_end_between_words() {
        assert_eq!(lines("The Taliban took  Kabul.", 11), ["The Taliban", "took", "Kabul."]);
        assert_eq!(lines("The Taliban took  Kabul.", 12), ["The Taliban", "took  Kabul."]);
        assert_eq!(lines("one\r\n\n  two", 10), ["one", "", "two"]);
        assert_eq!(lines("", 10), [""]);
        assert_eq!(lines("10\u{A0}000 men", 5), ["10\u{A0}00", "0 men"]);
    }

    #[test]
    fn words_wider_than_a_line_are_broken() {
        assert_eq!(lines("a abcdefghij b", 4), ["a", "abcd", "efgh", "ij b"]);
        assert_eq!(lines("喀布尔陷落", 4), ["喀布", "尔陷", "落"]);
        assert_eq!(lines("喀布", 1), ["喀", "布"]);
        assert_eq!(lines("e\u{301}e\u{301}e\u{301}", 3), ["e\u{301}e\u{301}e\u{301}"]);
    }

    #[test]
    fn marks_keep_their_offsets_over_line_ends() {
        let text = "Erdoğan said: the Islamic\nEmirate\u{1b}[31m is";
        let bold = Style::new().bold();
        let marks = [(0..8, bold), (19..34, bold)];
        let painted: Vec<String> = wrap(text, 40).into_iter().map(|l| paint(text, l, &marks, Style::new())).collect();
        let shown = |s: &str| s.replace("\u{1b}[1m", "[").replace("\u{1b}[0m", "]");
        assert_eq!(shown(&painted[0]), "[Erdoğan] said: the [Islamic]");
        assert_eq!(shown(&painted[1]), "[Emirate] [31m is");
    }

    #[test]
    fn cut_texts_say_so() {
        assert_eq!(shortened("Kabul", 5), "Kabul");
        assert_eq!(shortened("Kabul falls", 7), "Kabul…");
        assert_eq!(shortened("喀布尔", 5), "喀布…");
    }
}
