//! How well expressions of time are found, as TempEval-3 defines it: an expression is found if one of the system's overlaps it, strictly if both have the
//! same extent, and its value is right if it is found with the same value. Each expression is paired once. Knows no texts.
//!
//! Source: UzZaman and others, "SemEval-2013 Task 1: TempEval-3", section 4.1.

use std::ops::Range;

/// An expression of time, marked by people or by a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timex {
    /// Its bytes.
    pub range: Range<usize>,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub kind: String,
    /// As TIMEX3 writes it.
    pub value: String,
}

/// Counts over some texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Expressions that people have marked.
    pub truth: usize,
    /// Expressions that the system has marked.
    pub found: usize,
    /// Those of both that overlap.
    pub overlapping: usize,
    /// Those of both with one extent.
    pub exact: usize,
    /// Those of both that overlap and have one value.
    pub same_value: usize,
}

impl Counts {
    /// Adds a text.
    pub fn add(&mut self, truth: &[Timex], found: &[Timex]) {
        self.truth += truth.len();
        self.found += found.len();
        for (truth, found) in pairs(truth, found) {
            self.overlapping += 1;
            self.exact += usize::from(truth.range == found.range);
            self.same_value += usize::from(truth.value == found.value);
        }
    }

    /// F1 of finding expressions, in per cent, whatever their extent.
    pub fn relaxed(&self) -> f64 {
        self.f1(self.overlapping)
    }

    /// F1 of finding expressions with their extent, in per cent.
    pub fn strict(&self) -> f64 {
        self.f1(self.exact)
    }

    /// F1 of finding expressions with their value, in per cent.
    pub fn value(&self) -> f64 {
        self.f1(self.same_value)
    }

    /// 2PR / (P + R), where both have the same numerator.
    fn f1(&self, right: usize) -> f64 {
        200.0 * right as f64 / (self.truth + self.found).max(1) as f64
    }
}

/// Expressions that overlap, each in one pair at most; those with one extent are paired first.
pub fn pairs<'a>(truth: &'a [Timex], found: &'a [Timex]) -> Vec<(&'a Timex, &'a Timex)> {
    let mut taken = vec![false; found.len()];
    let mut pairs: Vec<(&Timex, &Timex)> = Vec::new();
    let overlap = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let mut open: Vec<&Timex> = truth.iter().collect();
    for exactly in [true, false] {
        open.retain(|truth| {
            let fits =
                |found: &Timex| if exactly { found.range == truth.range } else { overlap(&found.range, &truth.range) };
            let Some(at) = (0..found.len()).find(|&at| !taken[at] && fits(&found[at])) else { return true };
            taken[at] = true;
            pairs.push((truth, &found[at]));
            false
        });
    }
    pairs
}
