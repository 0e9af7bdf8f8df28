//! Strict F1 of names, as seqeval defines it: a name is right when its extent and its kind are those that people have marked. Knows no texts.

use std::ops::Range;

/// A name: where it is, and the number of its kind.
pub type Entity = (Range<usize>, usize);

/// Counts over some texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Names that people have marked.
    pub truth: usize,
    /// Names that were found.
    pub found: usize,
    /// Those of both.
    pub right: usize,
}

impl Counts {
    /// The counts of one text. No name is listed twice.
    pub fn of(truth: &[Entity], found: &[Entity]) -> Counts {
        let right = found.iter().filter(|name| truth.contains(name)).count();
        Counts { truth: truth.len(), found: found.len(), right }
    }

    /// Adds those of another text.
    pub fn add(&mut self, other: Counts) {
        self.truth += other.truth;
        self.found += other.found;
        self.right += other.right;
    }

    /// Precision, in per cent.
    pub fn precision(self) -> f64 {
        100.0 * self.right as f64 / self.found.max(1) as f64
    }

    /// Recall, in per cent.
    pub fn recall(self) -> f64 {
        100.0 * self.right as f64 / self.truth.max(1) as f64
    }

    /// F1, in per cent.
    pub fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.truth + self.found).max(1) as f64
    }
}

/// The F1 of all texts, and the bounds within which it lies for 95 of 100 samples of as many texts, drawn with repetition.
pub fn interval(texts: &[Counts]) -> (f64, f64, f64) {
    let total = |sample: &mut dyn Iterator<Item = usize>| {
        let mut sum = Counts::default();
        sample.for_each(|n| sum.add(texts[n]));
        sum.f1()
    };
    let mut seed = 1u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % texts.len().max(1)
    };
    let mut samples: Vec<f64> = (0..1000).map(|_| total(&mut (0..texts.len()).map(|_| random()))).collect();
    samples.sort_by(f64::total_cmp);
    (total(&mut (0..texts.len())), samples[25], samples[974])
}
