//! Lines of a page, and what stands on every page: running heads and page numbers, of which only the first head is kept. Knows no paragraphs.

use rustc_hash::FxHashMap;

use super::spans::Span;

/// Pieces whose height differs by less than this part of their size stand in one line.
const SAME_LINE: f64 = 0.4;
/// A head stands on so many pages at least.
const FEWEST_HEADS: usize = 3;
/// Words around the number of a page.
const NUMBERING: [&str; 8] = ["page", "seite", "of", "von", "p", "página", "de", "sur"];

/// A line with what it looks like.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub y: f64,
    pub size: f64,
}

/// The lines of a page, block by block.
pub(super) type Blocks = Vec<Vec<Line>>;

/// Puts the pieces of a block, which are sorted from the top, into lines.
pub(super) fn lines(block: Vec<Span>) -> Vec<Line> {
    let mut rows: Vec<Vec<Span>> = Vec::new();
    for span in block {
        match rows.last_mut() {
            Some(row) if (row[0].y - span.y).abs() < SAME_LINE * row[0].size.max(span.size) => row.push(span),
            _ => rows.push(vec![span]),
        }
    }
    rows.into_iter().filter_map(line).collect()
}

fn line(mut row: Vec<Span>) -> Option<Line> {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let longest = row.iter().max_by_key(|span| span.text.len())?;
    let (size, y) = (longest.size, longest.y);
    let (left, right) = (row.first()?.left, row.iter().map(|span| span.right).fold(f64::MIN, f64::max));
    let text = row.into_iter().map(|span| span.text).collect::<Vec<_>>().join(" ");
    Some(Line { text, left, right, y, size })
}

/// Takes away what stands at the top or the bottom of many pages.
pub(super) fn without_heads(pages: &mut [Blocks]) {
    if pages.len() < 2 {
        return;
    }
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for page in pages.iter() {
        for line in outermost(page).into_iter().flatten() {
            *counts.entry(key(&page[line.0][line.1].text)).or_default() += 1;
        }
    }
    let mut seen: Vec<String> = Vec::new();
    let count = pages.len();
    for page in pages.iter_mut() {
        let [top, bottom] = outermost(page);
        // From behind, so that the other place stays right.
        let mut places: Vec<(usize, usize)> = top.into_iter().chain(bottom).collect();
        places.sort_unstable();
        places.dedup();
        for (block, line) in places.into_iter().rev() {
            let key = key(&page[block][line].text);
            let is_head = counts[&key] >= FEWEST_HEADS && counts[&key] * 2 > count;
            if is_number(&page[block][line].text) || (is_head && seen.contains(&key)) {
                page[block].remove(line);
            } else if is_head {
                seen.push(key);
            }
        }
    }
}

/// The highest and the lowest line of a page.
fn outermost(page: &Blocks) -> [Option<(usize, usize)>; 2] {
    let places = || page.iter().enumerate().flat_map(|(at, block)| (0..block.len()).map(move |line| (at, line)));
    let height = |&(block, line): &(usize, usize)| page[block][line].y;
    let by_height = |a: &(usize, usize), b: &(usize, usize)| height(a).total_cmp(&height(b));
    [places().max_by(by_height), places().min_by(by_height)]
}

/// A line as it compares with those of other pages, which have other numbers.
fn key(text: &str) -> String {
    text.chars().map(|letter| if letter.is_ascii_digit() { '#' } else { letter }).collect()
}

/// Whether a line is the number of a page and nothing else.
fn is_number(text: &str) -> bool {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut numbers = 0;
    for word in words {
        let is_digits = word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        numbers += usize::from(is_digits);
        if !is_digits && !NUMBERING.contains(&word.to_lowercase().as_str()) {
            return false;
        }
    }
    (1..=2).contains(&numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_line_are_put_together() {
        let span = |text: &str, left: f64, y: f64| Span { text: text.into(), left, right: left + 9.0, y, size: 10.0 };
        let found = lines(vec![span("b", 30.0, 51.0), span("a", 0.0, 50.0), span("c", 0.0, 38.0)]);
        assert_eq!(found.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["a b", "c"]);
    }

    #[test]
    fn heads_stay_once_and_numbers_go() {
        let line = |text: &str, y: f64| Line { text: text.into(), left: 0.0, right: 9.0, y, size: 9.0 };
        let page = |number: usize| {
            vec![vec![
                line("The Post", 99.0),
                line(&format!("Text {number}x"), 50.0),
                line(&format!("- {number} -"), 9.0),
            ]]
        };
        let mut pages: Vec<Blocks> = (1..4).map(page).collect();
        without_heads(&mut pages);
        let texts: Vec<&str> = pages.iter().flatten().flatten().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["The Post", "Text 1x", "Text 2x", "Text 3x"]);
        assert!(is_number("Page 3 of 12") && !is_number("1984 was a year") && !is_number("On page"));
    }
}
