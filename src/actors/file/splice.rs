//! Changes to a text by its bytes, gathered in any order and made at once.

use std::ops::Range;

/// Parts of a text and what stands there instead.
#[derive(Default)]
pub(super) struct Splices(Vec<(Range<usize>, String)>);

impl Splices {
    pub(super) fn replace(&mut self, range: Range<usize>, by: String) {
        self.0.push((range, by));
    }

    pub(super) fn delete(&mut self, range: Range<usize>) {
        self.replace(range, String::new());
    }

    pub(super) fn insert(&mut self, at: usize, text: String) {
        self.replace(at..at, text);
    }

    /// The text with all of them made. What is put at one place stands in the order in which it was put there; what two of them delete is deleted once.
    pub(super) fn made(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| range.start);
        let mut made = String::with_capacity(text.len());
        let mut at = 0;
        for (range, by) in self.0 {
            made.push_str(text.get(at..range.start).unwrap_or_default());
            made.push_str(&by);
            at = at.max(range.end);
        }
        made.push_str(text.get(at..).unwrap_or_default());
        made
    }
}
