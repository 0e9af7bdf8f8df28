//! Keeps the best articles of a segment while all that match go by. Their ids, which break ties, are looked up only where two are alike. Knows how
//! articles are ordered, not why.

use std::sync::{Arc, Mutex, PoisonError};

use tantivy::DocId;

/// An article that may be among the best.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// Where it is in its segment.
    pub doc: DocId,
    /// What it is ordered by: the greater the better.
    pub key: f64,
    /// Its score by its words alone.
    pub score: f64,
    /// How often its score is halved for its age.
    pub halvings: f64,
}

/// What an article of any segment must have at least to be among the best: once so many better ones are known of one segment, the others need not
/// begin with nothing.
#[derive(Debug, Clone)]
pub struct Floor(Arc<Mutex<f64>>);

impl Default for Floor {
    fn default() -> Self {
        Floor(Arc::new(Mutex::new(f64::NEG_INFINITY)))
    }
}

impl Floor {
    /// Raises it to `key`, if it is not there yet; where it is then.
    fn raise(&self, key: f64) -> f64 {
        let mut floor = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *floor = floor.max(key);
        *floor
    }
}

/// The best candidates so far, and some more that are still to be compared with each other.
pub struct Best<I> {
    most: usize,
    floor: Floor,
    /// What is less is not among the best.
    least: f64,
    /// Of what is equal to that, neither is what has a greater id.
    greatest_id: u64,
    candidates: Vec<Candidate>,
    ids: I,
}

/// Room for so many candidates is made at once.
const ROOM: usize = 400;

impl<I: Fn(DocId) -> u64> Best<I> {
    /// Keeps `most` of them. `ids` tells the id of an article; of two that are alike, the one with the smaller id is better.
    pub fn new(most: usize, floor: Floor, ids: I) -> Best<I> {
        let least = if most > 0 { floor.raise(f64::NEG_INFINITY) } else { f64::INFINITY };
        let candidates = Vec::with_capacity(most.saturating_mul(2).min(ROOM));
        Best { most, floor, least, greatest_id: u64::MAX, candidates, ids }
    }

    /// What a candidate must have for its key at least; for none to be kept it is endless.
    pub fn least(&self) -> f64 {
        self.least
    }

    /// Adds a candidate, unless it is not among the best.
    pub fn add(&mut self, candidate: Candidate) {
        let Candidate { doc, key, .. } = candidate;
        if key < self.least || key == self.least && (self.ids)(doc) > self.greatest_id {
            return;
        }
        self.candidates.push(candidate);
        // To choose once among twice as many takes less than to find a place for each.
        if self.candidates.len() >= self.most.saturating_mul(2) {
            self.choose();
        }
    }

    /// The best, each with its id, in any order.
    pub fn harvest(mut self) -> impl Iterator<Item = (Candidate, u64)> {
        self.choose();
        self.candidates.into_iter().map(move |candidate| (candidate, (self.ids)(candidate.doc)))
    }

    fn choose(&mut self) {
        let Some(last) = self.most.checked_sub(1).filter(|&last| last < self.candidates.len()) else { return };
        let ids = &self.ids;
        let better = |a: &Candidate, b: &Candidate| b.key.total_cmp(&a.key).then_with(|| ids(a.doc).cmp(&ids(b.doc)));
        let (_, &mut worst, _) = self.candidates.select_nth_unstable_by(last, better);
        self.candidates.truncate(self.most);
        self.least = self.floor.raise(worst.key);
        self.greatest_id = if self.least == worst.key { ids(worst.doc) } else { u64::MAX };
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_best_of_all_segments_are_kept(
            most in 0..12usize,
            // Few keys, so that many are alike.
            segments in prop::collection::vec(prop::collection::vec(-3..6i8, 0..80), 0..4),
        ) {
            let id = |segment: usize, doc: DocId| u64::from(doc).wrapping_mul(7919) % 97 * 4 + segment as u64;
            let floor = Floor::default();
            let mut kept = Vec::new();
            let mut all = Vec::new();
            for (number, keys) in segments.iter().enumerate() {
                let mut best = Best::new(most, floor.clone(), |doc| id(number, doc));
                for (doc, &key) in (0..).zip(keys) {
                    let key = f64::from(key);
                    if key >= best.least() {
                        best.add(Candidate { doc, key, score: key, halvings: 0.0 });
                    }
                    all.push((key, id(number, doc)));
                }
                kept.extend(best.harvest().map(|(candidate, id)| (candidate.key, id)));
            }
            for list in [&mut kept, &mut all] {
                list.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                list.truncate(most);
            }
            prop_assert_eq!(kept, all);
        }
    }
}
