//! The labels of words: outside of names, or of one kind and beginning, inside, last or only word of one. Which may follow which, and the best
//! sequence of them. Knows no words.

use crate::annotate::ActorKind;

/// Outside of names.
pub const OUTSIDE: usize = 0;
/// How many labels there are.
pub const LABELS: usize = 13;
/// Labels and room for a check, so that rows of weights are added as whole registers.
pub const WIDTH: usize = 16;

/// The kinds of names, in the order of their labels.
pub const KINDS: [ActorKind; 3] = [ActorKind::Person, ActorKind::Organisation, ActorKind::Place];

/// Where a word is in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The first of several.
    First = 1,
    /// Between the first and the last.
    Inner = 2,
    /// The last of several.
    Last = 3,
    /// The only one.
    Only = 4,
}

/// The label of a part of a name of the kind with this number.
pub const fn label(kind: usize, part: Part) -> usize {
    4 * kind + part as usize
}

/// The number of a label's kind; none for `OUTSIDE`.
pub const fn kind_of(label: usize) -> Option<usize> {
    if label == OUTSIDE { None } else { Some((label - 1) / 4) }
}

/// True when a name is still open behind the label.
pub const fn is_open(label: usize) -> bool {
    label != OUTSIDE && matches!((label - 1) % 4, 0 | 1)
}

/// True when a name goes on at the label.
pub const fn goes_on(label: usize) -> bool {
    label != OUTSIDE && matches!((label - 1) % 4, 1 | 2)
}

/// True when `next` may follow `label`.
pub const fn may_follow(label: usize, next: usize) -> bool {
    if is_open(label) { goes_on(next) && (label - 1) / 4 == (next - 1) / 4 } else { !goes_on(next) }
}

/// The sum of the rows of one word, a figure a label.
pub type Scores = [i16; WIDTH];
/// What each label adds behind each other.
pub type Transitions = [[i16; LABELS]; LABELS];

/// Labels behind which no name is open, and those at which none goes on.
const CLOSED: [usize; 7] = [0, 3, 4, 7, 8, 11, 12];
const FRESH: [usize; 7] = [0, 1, 4, 5, 8, 9, 12];

/// Finds best sequences; keeps its memory between them.
#[derive(Default)]
pub struct Decoder {
    back: Vec<[u8; WIDTH]>,
}

impl Decoder {
    /// Fills `labels` with the best legal sequence for `scores`, which has outside words around it.
    pub fn decode(&mut self, scores: &[Scores], transitions: &Transitions, labels: &mut Vec<u8>) {
        labels.clear();
        let Some(first) = scores.first() else { return };
        const NEVER: i32 = i32::MIN / 2;
        let mut best = [NEVER; LABELS];
        for to in FRESH {
            best[to] = i32::from(first[to]) + i32::from(transitions[OUTSIDE][to]);
        }
        self.back.clear();
        for scores in &scores[1..] {
            let mut next = [NEVER; LABELS];
            let mut back = [0u8; WIDTH];
            for to in FRESH {
                let (mut top, mut from) = (NEVER, 0);
                for closed in CLOSED {
                    let score = best[closed] + i32::from(transitions[closed][to]);
                    if score > top {
                        (top, from) = (score, closed);
                    }
                }
                next[to] = top + i32::from(scores[to]);
                back[to] = from as u8;
            }
            for kind in 0..3 {
                let (begin, inner) = (4 * kind + 1, 4 * kind + 2);
                for to in [inner, inner + 1] {
                    let a = best[begin] + i32::from(transitions[begin][to]);
                    let b = best[inner] + i32::from(transitions[inner][to]);
                    next[to] = a.max(b) + i32::from(scores[to]);
                    back[to] = if a >= b { begin } else { inner } as u8;
                }
            }
            best = next;
            self.back.push(back);
        }
        let mut at = OUTSIDE;
        let mut top = NEVER;
        for closed in CLOSED {
            let score = best[closed] + i32::from(transitions[closed][OUTSIDE]);
            if score > top {
                (top, at) = (score, closed);
            }
        }
        labels.resize(scores.len(), 0);
        for n in (0..scores.len()).rev() {
            labels[n] = at as u8;
            if n > 0 {
                at = self.back[n - 1][at] as usize;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_sequence_is_the_best_of_all_legal_ones() {
        let mut seed = 7u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 20) as i16 - 2048
        };
        for _ in 0..50 {
            let scores: Vec<Scores> = (0..4).map(|_| std::array::from_fn(|_| random())).collect();
            let transitions: Transitions = std::array::from_fn(|_| std::array::from_fn(|_| random()));
            let mut labels = Vec::new();
            Decoder::default().decode(&scores, &transitions, &mut labels);
            let score = |labels: &[usize]| {
                let mut sum = 0;
                let mut before = OUTSIDE;
                for (n, &label) in labels.iter().enumerate() {
                    if !may_follow(before, label) {
                        return i32::MIN;
                    }
                    sum += i32::from(scores[n][label]) + i32::from(transitions[before][label]);
                    before = label;
                }
                if is_open(before) { i32::MIN } else { sum + i32::from(transitions[before][OUTSIDE]) }
            };
            let all = (0..LABELS.pow(4)).map(|n| [n % 13, n / 13 % 13, n / 169 % 13, n / 2197]);
            let best = all.map(|labels| score(&labels)).max().unwrap();
            let found: Vec<usize> = labels.iter().map(|&l| l as usize).collect();
            assert_eq!(score(&found), best);
        }
    }
}
