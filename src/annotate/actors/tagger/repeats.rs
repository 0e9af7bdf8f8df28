//! What an article's other occurrences of a word were taken for: the evidence of the second look. Knows labels and words' numbers only.

use super::label::{LABELS, OUTSIDE, kind_of};
use super::weights::feature;
use crate::text::WordId;

/// How often a word had each label in one article.
#[derive(Debug, Clone, Copy, Default)]
struct Votes {
    article: u32,
    counts: [u8; LABELS],
}

/// The labels of an article's words after a first look.
#[derive(Default)]
pub struct Repeats {
    votes: Vec<Votes>,
    article: u32,
}

/// What a word's other occurrences were: the label that they had most often, and how often any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Others {
    /// Which labels occurred, a bit each.
    seen: u16,
    /// The commonest label that is of a name, plus one; 0 for none.
    best: u8,
    /// How clear it is.
    clear: u16,
}

impl Others {
    /// True when the word occurs nowhere else.
    pub fn is_none(self) -> bool {
        self.seen == 0
    }
}

/// How many features a word's repetitions have.
pub const FEATURES: usize = 6;

impl Repeats {
    /// Begins an article.
    pub fn begin(&mut self) {
        self.article += 1;
    }

    /// Notes a word's label.
    pub fn note(&mut self, word: WordId, label: u8) {
        let at = word.index();
        if at >= self.votes.len() {
            self.votes.resize(at + at / 2 + 64, Votes::default());
        }
        let votes = &mut self.votes[at];
        if votes.article != self.article {
            *votes = Votes { article: self.article, ..Votes::default() };
        }
        let count = &mut votes.counts[label as usize];
        *count = count.saturating_add(1);
    }

    /// What the other occurrences of a word with this label were.
    pub fn others(&self, word: WordId, label: u8) -> Others {
        let Some(votes) = self.votes.get(word.index()).filter(|v| v.article == self.article) else {
            return Others::default();
        };
        let mut counts = votes.counts;
        counts[label as usize] = counts[label as usize].saturating_sub(1);
        let mut kinds = [0u16; 3];
        let (mut seen, mut best, mut most) = (0, 0, 0);
        for (label, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            seen |= 1 << label;
            let Some(kind) = kind_of(label) else { continue };
            kinds[kind] += u16::from(count);
            if count > most {
                (best, most) = (label as u8 + 1, count);
            }
        }
        let top = kinds.iter().copied().max().unwrap_or(0);
        let of = kinds.iter().position(|k| *k == top).unwrap_or(0) as u16;
        let rest = kinds.iter().sum::<u16>() - top;
        let outside = u16::from(counts[OUTSIDE]);
        let clear = of | top.min(3) << 2 | rest.min(2) << 4 | outside.min(2) << 6;
        Others { seen, best, clear }
    }
}

/// The features of a word whose other occurrences, and those of the words beside it, are known.
pub fn features(before: Others, here: Others, next: Others, shape: u8) -> [u64; FEATURES] {
    let f = |about: u32, a: u32, b: u32| feature(2000 + about, a, b);
    [
        f(0, u32::from(here.clear), u32::from(here.seen == 0)),
        f(1, u32::from(here.seen), 0),
        f(2, u32::from(here.best), u32::from(shape)),
        f(3, u32::from(before.best) | u32::from(here.best) << 8, u32::from(next.best)),
        f(4, u32::from(before.best), u32::from(here.clear)),
        f(5, u32::from(next.best), u32::from(here.clear)),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::label::{Part, label};
    use super::*;
    use crate::text::Lexicon;

    #[test]
    fn a_word_is_no_evidence_for_itself() {
        let words = Lexicon::default().tokenize("Kabul Lima");
        let (place, person) = (label(2, Part::Only) as u8, label(0, Part::Last) as u8);
        let mut repeats = Repeats::default();
        repeats.begin();
        repeats.note(words[0].word, place);
        assert!(repeats.others(words[0].word, place).is_none());
        repeats.note(words[0].word, person);
        assert_eq!(repeats.others(words[0].word, place).seen, 1 << person);
        assert!(repeats.others(words[1].word, 0).is_none());
        repeats.begin();
        assert!(repeats.others(words[0].word, 0).is_none());
    }
}
