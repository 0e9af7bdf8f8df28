//! Paragraphs out of lines: where one ends is seen by gaps, indents and lines that end early; words that were parted at the end of a line are put
//! together again. Knows no page.

use rustc_hash::FxHashSet;

use super::lines::{Blocks, Line};

/// A gap that is so much larger than usual parts paragraphs.
const GAP: f64 = 1.4;
/// What is usual where there are too few lines to tell, in sizes of the letters.
const USUAL: f64 = 1.35;
/// Lines that tell what is usual.
const TELLING: usize = 6;
/// First lines stand in by at least this, in sizes of the letters, and others by less than that.
const INDENT: f64 = 0.8;
const NO_INDENT: f64 = 0.4;
/// Letters that differ by more than this part are of another size.
const OTHER_SIZE: f64 = 0.12;

/// What parts a word at the end of a line.
const HYPHENS: [char; 3] = ['-', '\u{AD}', '\u{2010}'];

/// A paragraph and the size of its letters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paragraph {
    pub text: String,
    pub size: f64,
    /// The page that it begins on, from 0.
    pub page: usize,
}

enum Gap {
    Space,
    Line,
    Paragraph,
}

/// The paragraphs of all pages.
pub(super) fn paragraphs(pages: &[Blocks]) -> Vec<Paragraph> {
    let compounds = compounds(pages);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (page, blocks) in pages.iter().enumerate() {
        for block in blocks.iter().filter(|block| !block.is_empty()) {
            let shape = Shape::of(block);
            for (at, line) in block.iter().enumerate() {
                let gap = match (at, paragraphs.last()) {
                    (_, None) => Gap::Paragraph,
                    // A sentence may go on in the next column or on the next page.
                    (0, Some(last)) => match goes_on(last, line) {
                        true => Gap::Space,
                        false => Gap::Paragraph,
                    },
                    _ => shape.gap(&block[at - 1], line),
                };
                match (gap, paragraphs.last_mut()) {
                    (Gap::Space, Some(last)) => join(&mut last.text, &line.text, &compounds),
                    (Gap::Line, Some(last)) => {
                        last.text.push('\n');
                        last.text.push_str(&line.text);
                    }
                    _ => paragraphs.push(Paragraph { text: line.text.clone(), size: line.size, page }),
                }
            }
        }
    }
    paragraphs
}

/// What the lines of a block have in common.
struct Shape {
    left: f64,
    right: f64,
    leading: f64,
}

impl Shape {
    fn of(block: &[Line]) -> Shape {
        let mut gaps: Vec<f64> = block.windows(2).map(|pair| pair[0].y - pair[1].y).collect();
        gaps.sort_by(f64::total_cmp);
        let size = block.iter().map(|line| line.size).fold(f64::MAX, f64::min);
        // Not the middle one: where paragraphs are short, half of the gaps are those between them.
        let small = gaps.get(gaps.len() / 4).copied().unwrap_or(USUAL * size);
        Shape {
            left: block.iter().map(|line| line.left).fold(f64::MAX, f64::min),
            right: block.iter().map(|line| line.right).fold(f64::MIN, f64::max),
            leading: if gaps.len() >= TELLING { small } else { small.min(USUAL * size) },
        }
    }

    fn gap(&self, before: &Line, line: &Line) -> Gap {
        let size = line.size;
        let is_apart = before.y - line.y > GAP * self.leading.max(size * 0.9);
        let is_indented = line.left - self.left > INDENT * size && before.left - self.left < NO_INDENT * size;
        if is_other_size(before.size, size) || is_apart || is_indented {
            return Gap::Paragraph;
        }
        if before.text.ends_with(HYPHENS) {
            return Gap::Space;
        }
        // The first word of the line had found its place in the line before.
        let letters = line.text.chars().count().max(1) as f64;
        let first = line.text.split(' ').next().unwrap_or_default().chars().count() as f64 + 1.0;
        let had_place = before.right + first * (line.right - line.left) / letters < self.right - 0.3 * size;
        match had_place {
            true if ends_sentence(&before.text) => Gap::Paragraph,
            true => Gap::Line,
            false => Gap::Space,
        }
    }
}

fn is_other_size(one: f64, other: f64) -> bool {
    (one - other).abs() > OTHER_SIZE * one.max(other)
}

fn goes_on(last: &Paragraph, line: &Line) -> bool {
    !is_other_size(last.size, line.size)
        && !ends_sentence(&last.text)
        && line.text.chars().next().is_some_and(char::is_lowercase)
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '“', '«']);
    text.ends_with(['.', '!', '?', ':', '…', '。'])
}

/// Adds a line to a paragraph. A word that was parted loses its hyphen, unless the text has it with one elsewhere.
fn join(text: &mut String, line: &str, compounds: &FxHashSet<String>) {
    let stem = text.strip_suffix(HYPHENS);
    let is_parted = |stem: &str| {
        stem.ends_with(|letter: char| letter.is_alphabetic()) && line.starts_with(|letter: char| letter.is_lowercase())
    };
    match stem.filter(|stem| is_parted(stem)) {
        Some(stem) => {
            let first = stem.rsplit(|letter: char| !is_in_word(letter)).next().unwrap_or_default();
            let second = line.split(|letter: char| !is_in_word(letter)).next().unwrap_or_default();
            if !compounds.contains(&format!("{first}-{second}").to_lowercase()) {
                text.truncate(stem.len());
            }
        }
        None => text.push(' '),
    }
    text.push_str(line);
}

fn is_in_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '-'
}

/// Words with a hyphen that stand within a line.
fn compounds(pages: &[Blocks]) -> FxHashSet<String> {
    let lines = pages.iter().flatten().flatten();
    let words = lines.flat_map(|line| line.text.split(|letter: char| !is_in_word(letter)));
    let has_hyphen = |word: &&str| word.trim_matches('-').contains('-') && !word.ends_with('-');
    words.filter(has_hyphen).map(|word| word.trim_matches('-').to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of a page as `indent text`, where a blank one is a gap; each letter is 5 wide.
    fn check(page: &[&str], expected: &[&str]) {
        let mut lines = Vec::new();
        for (at, text) in page.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let left = (text.len() - text.trim_start().len()) as f64 * 5.0;
            let right = text.len() as f64 * 5.0;
            lines.push(Line { text: text.trim().to_string(), left, right, y: -12.0 * at as f64, size: 10.0 });
        }
        let found: Vec<String> = paragraphs(&[vec![lines]]).into_iter().map(|paragraph| paragraph.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn gaps_indents_and_short_lines_part_paragraphs() {
        check(
            &["The city fell on the day", "that it was left.", "", "Then it rained."],
            &["The city fell on the day that it was left.", "Then it rained."],
        );
        check(
            &["The city fell on the day it", "was left by the ones who ran.", "  Then it rained on and on and", "on."],
            &["The city fell on the day it was left by the ones who ran.", "Then it rained on and on and on."],
        );
        check(
            &["The city fell.", "Then it rained on and on and on"],
            &["The city fell.", "Then it rained on and on and on"],
        );
        check(&["Name", "Place", "A line that is much longer"], &["Name\nPlace\nA line that is much longer"]);
    }

    #[test]
    fn parted_words_are_put_together() {
        check(
            &["The govern-", "ment is well-known; it is well-", "known"],
            &["The government is well-known; it is well-known"],
        );
        check(
            &["In the years 1996-", "2001 the Al-", "Quds Brigade"],
            &["In the years 1996- 2001 the Al- Quds Brigade"],
        );
    }
}
