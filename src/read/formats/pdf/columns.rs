//! The order in which the pieces of lines on a page are read: columns from the left, each from its top, around what stands across them. Knows no letters.

use super::spans::Span;

/// Fewer lines than this on one side are no column.
const FEWEST_LINES: usize = 3;
/// A gutter is at least as wide as this part of the letters' size.
const GUTTER: f64 = 0.7;
/// Lines of a column fill it to this part, and have so many letters; the cells of a table do not.
const FILLED: f64 = 0.55;
const FEWEST_LETTERS: f64 = 14.0;
/// Columns beside columns beside columns.
const MOST_COLUMNS: usize = 12;
/// Of more pieces no order is sought.
const MOST_SPANS: usize = 5_000;
/// Pieces whose ends are tried as the edge of a gutter.
const MOST_EDGES: usize = 300;

/// Blocks of a page in reading order; in each, pieces of lines from the top to the bottom.
pub(super) fn blocks(spans: Vec<Span>) -> Vec<Vec<Span>> {
    let mut blocks = Vec::new();
    let depth = if spans.len() > MOST_SPANS { 0 } else { MOST_COLUMNS };
    split(spans, depth, &mut blocks);
    blocks
}

fn split(mut spans: Vec<Span>, depth: usize, blocks: &mut Vec<Vec<Span>>) {
    spans.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.left.total_cmp(&b.left)));
    let Some(x) = (depth > 0).then(|| gutter(&spans)).flatten() else {
        return add(spans, blocks);
    };
    // What stands across the gutter parts the page into one band below the other.
    let (mut left, mut right, mut across): (Vec<Span>, Vec<Span>, Vec<Span>) = Default::default();
    for span in spans {
        // The line of a piece that stands across may hold more pieces.
        let is_beside = across.last().is_some_and(|last| (last.y - span.y).abs() < 1.0);
        if is_beside || (span.left < x && span.right > x) {
            split(std::mem::take(&mut left), depth - 1, blocks);
            split(std::mem::take(&mut right), depth - 1, blocks);
            across.push(span);
        } else {
            add(std::mem::take(&mut across), blocks);
            if span.right <= x { left.push(span) } else { right.push(span) }
        }
    }
    add(across, blocks);
    split(left, depth - 1, blocks);
    split(right, depth - 1, blocks);
}

fn add(block: Vec<Span>, blocks: &mut Vec<Vec<Span>>) {
    if !block.is_empty() {
        blocks.push(block);
    }
}

/// Where a gutter runs: few pieces stand across it, and on both sides there are lines of text one beside the other.
fn gutter(spans: &[Span]) -> Option<f64> {
    let step = spans.len() / MOST_EDGES + 1;
    let mut edges: Vec<i64> = spans.iter().step_by(step).map(|span| (span.right * 2.0) as i64).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut best: Option<((usize, std::cmp::Reverse<usize>), f64)> = None;
    for edge in edges {
        let edge = edge as f64 / 2.0 + 0.5;
        let Some((across, lines, x)) = columns_at(spans, edge) else { continue };
        let rank = (across, std::cmp::Reverse(lines));
        if best.as_ref().is_none_or(|(known, _)| rank < *known) {
            best = Some((rank, x));
        }
    }
    best.map(|(_, x)| x)
}

/// How many pieces stand across a gutter that begins at an edge, the lines of the shorter column, and the middle of the gutter.
fn columns_at(spans: &[Span], edge: f64) -> Option<(usize, usize, f64)> {
    let left: Vec<&Span> = spans.iter().filter(|span| span.right <= edge).collect();
    let begin = spans.iter().map(|span| span.left).filter(|&at| at > edge).min_by(f64::total_cmp)?;
    let size = left.first()?.size;
    // Lines that stand across begin before the edge, so that the right column begins where the first piece beyond it does.
    let right: Vec<&Span> = spans.iter().filter(|span| span.left >= begin).collect();
    let across = spans.len() - left.len() - right.len();
    let is_wide = begin - edge >= GUTTER * size;
    let fewest = left.len().min(right.len());
    if !is_wide || fewest < FEWEST_LINES || across > fewest || !is_text(&left) || !is_text(&right) {
        return None;
    }
    let beside = |one: &[&Span], other: &[&Span]| {
        let (low, high) = other.iter().fold((f64::MAX, f64::MIN), |(low, high), s| (low.min(s.y), high.max(s.y)));
        one.iter().filter(|span| span.y >= low - span.size && span.y <= high + span.size).count()
    };
    let lines = beside(&left, &right).min(beside(&right, &left));
    (lines >= FEWEST_LINES).then_some((across, lines, (edge + begin) / 2.0))
}

/// Whether these are lines of a text rather than cells of a table.
fn is_text(spans: &[&Span]) -> bool {
    let count = spans.len() as f64;
    let widest = spans.iter().map(|span| span.right - span.left).fold(0.0, f64::max);
    let width = spans.iter().map(|span| span.right - span.left).sum::<f64>() / count;
    let letters = spans.iter().map(|span| span.text.len()).sum::<usize>() as f64 / count;
    width >= FILLED * widest && letters >= FEWEST_LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, left: f64, right: f64, y: f64) -> Span {
        Span { text: text.to_string(), left, right, y, size: 10.0 }
    }

    fn order(spans: Vec<Span>) -> String {
        let texts: Vec<String> =
            blocks(spans).iter().map(|b| b.iter().map(|s| &s.text[..2]).collect::<Vec<_>>().join(" ")).collect();
        texts.join(" | ")
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let mut page = vec![span("H1 a headline that stands across", 0.0, 210.0, 200.0)];
        for row in 0..4 {
            let y = 180.0 - 12.0 * f64::from(row);
            page.push(span(&format!("R{row} words of the right column"), 110.0, 210.0, y));
            page.push(span(&format!("L{row} words of the left column"), 0.0, 95.0, y));
        }
        page.push(span("F1 a line below", 40.0, 170.0, 100.0));
        assert_eq!(order(page), "H1 | L0 L1 L2 L3 | R0 R1 R2 R3 | F1");
    }

    #[test]
    fn tables_are_read_row_by_row() {
        let mut table = Vec::new();
        for row in 0..4 {
            let y = 180.0 - 12.0 * f64::from(row);
            table.push(span(&format!("N{row}"), 0.0, 20.0, y));
            table.push(span(&format!("V{row}"), 110.0, 130.0, y));
        }
        assert_eq!(order(table), "N0 V0 N1 V1 N2 V2 N3 V3");
    }
}
