//! The spans of a text that made a query match, and no others. A phrase is one span; nothing of an excluded or unmet part is marked. Works on
//! token numbers, and looks at a text only to find where those tokens are; knows no terminal.

use std::ops::Range;

use super::places::Places;
use super::plan::Plan;
use crate::text::scan;

/// What is marked in an article: ranges of token numbers, ascending, none overlapping another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// In the title.
    pub title: Vec<Range<u32>>,
    /// In the body.
    pub body: Vec<Range<u32>>,
}

/// Marks an article. `filter` says which of the plan's filters hold for it.
pub fn marks(plan: &Plan, places: &Places, filter: &dyn Fn(usize) -> bool) -> Marks {
    marks_of(&reasons(plan, places, filter), places)
}

/// The leaves that made an article match, ascending; none if it does not.
pub fn reasons(plan: &Plan, places: &Places, filter: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let mut reasons = Vec::new();
    if plan.root.satisfied(&|leaf| places.has(leaf), filter, &mut reasons) {
        reasons.extend(plan.like.iter().flat_map(|like| &like.words).map(|word| word.leaf));
    }
    reasons.sort_unstable();
    reasons.dedup();
    reasons
}

/// Marks the places of some leaves.
pub fn marks_of(leaves: &[usize], places: &Places) -> Marks {
    let all = |starts: &[Vec<u32>], ends: &[Vec<u32>]| {
        let of_leaf = |&leaf: &usize| starts[leaf].iter().zip(&ends[leaf]).map(|(&start, &end)| start..end);
        disjoint(leaves.iter().flat_map(of_leaf).collect())
    };
    Marks { title: all(&places.title, &places.title_ends), body: all(&places.body, &places.body_ends) }
}

/// Ascending, and overlapping ranges made one.
fn disjoint(mut ranges: Vec<Range<u32>>) -> Vec<Range<u32>> {
    ranges.sort_unstable_by_key(|r| (r.start, r.end));
    let mut kept: Vec<Range<u32>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match kept.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => kept.push(range),
        }
    }
    kept
}

/// The bytes of the marked tokens that are in `text[part]`, whose first token has the number `first`. A mark that goes on outside of the part is
/// cut at its edge.
pub fn in_text(text: &str, part: Range<usize>, first: u32, marks: &[Range<u32>]) -> Vec<Range<usize>> {
    let mut marks = &marks[marks.partition_point(|mark| mark.end <= first)..];
    let mut begun = marks.first().filter(|mark| mark.start < first).map(|_| part.start);
    let mut number = first;
    let mut found = Vec::new();
    scan(text, part.clone(), |start, end| {
        if let Some(mark) = marks.first() {
            if mark.start == number {
                begun = Some(start);
            }
            if mark.end == number + 1 {
                found.extend(begun.take().map(|start| start..end));
                marks = &marks[1..];
            }
        }
        number += 1;
    });
    found.extend(begun.map(|start| start..part.end));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::single_range_in_vec_init)]
    fn marks_are_cut_at_the_edges_of_a_part() {
        let text = "Kabul fell. The Islamic Emirate came back. Russia watched.";
        let part = 12..42;
        let shown = |marks: &[Range<u32>]| {
            in_text(text, part.clone(), 2, marks).into_iter().map(|r| &text[r]).collect::<Vec<_>>()
        };
        assert_eq!(shown(&[0..1, 3..5, 7..8]), ["Islamic Emirate"]);
        assert_eq!(shown(&[1..3, 6..8]), ["The", "back."]);
        assert_eq!(shown(&[0..9]), [&text[part.clone()]]);
        assert_eq!(disjoint(vec![4..5, 1..3, 2..4]), [1..4, 4..5]);
    }
}
