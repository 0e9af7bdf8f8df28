//! How well an extracted text agrees with the true one: shingles of four words, as the article extraction benchmark of Zyte (Scrapinghub, 2020)
//! counts them. Knows no page.

use std::collections::HashMap;

/// Words in a shingle.
const WORDS: usize = 4;

/// How well extracted texts agree with true ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// The mean share of what was extracted that is true.
    pub precision: f64,
    /// The mean share of what is true that was extracted.
    pub recall: f64,
}

impl Agreement {
    /// The harmonic mean of both means.
    pub fn f1(&self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall)
    }

    /// Over pairs of a true text and an extracted one. As in the benchmark, a page from which nothing was extracted has no precision, and one whose
    /// true text is empty has no recall.
    pub fn of<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Agreement {
        let (mut precisions, mut recalls) = (Vec::new(), Vec::new());
        for (truth, extracted) in pairs {
            let (common, truth, extracted) = counts(truth, extracted);
            precisions.extend((extracted > 0).then(|| common as f64 / extracted as f64));
            recalls.extend((truth > 0).then(|| common as f64 / truth as f64));
        }
        Agreement { precision: mean(&precisions), recall: mean(&recalls) }
    }
}

/// Shingles in common, in the true text, and in the extracted one.
pub fn counts(truth: &str, extracted: &str) -> (usize, usize, usize) {
    let (truth, extracted) = (shingles(truth), shingles(extracted));
    let common = truth.iter().map(|(shingle, count)| *count.min(extracted.get(shingle).unwrap_or(&0))).sum();
    (common, truth.values().sum(), extracted.values().sum())
}

/// The shingles of a text and how often each occurs. A text of fewer words is one shingle.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let words: Vec<&str> = text.split(|letter| !is_word(letter)).filter(|word| !word.is_empty()).collect();
    let mut counts = HashMap::new();
    let size = WORDS.min(words.len()).max(1);
    for shingle in words.windows(size) {
        *counts.entry(shingle.to_vec()).or_default() += 1;
    }
    counts
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len().max(1) as f64
}
