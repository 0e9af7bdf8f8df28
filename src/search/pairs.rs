//! Who is named with whom: in how many articles, in how many passages, and in which of these to look. Goes once through the columns of the articles
//! that match, and reads none of them.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::numbered::{NOWHERE, NumberedColumn};
use super::numbers::Numbers;
use super::request::Evidence;
use super::sighting::Sighting;
use crate::index::{FacetColumn, NumberedValues, naming};

/// The actors that are looked at, numbered as they were chosen.
pub struct Chosen<'a> {
    /// What each key counts as among them.
    counts_as: Vec<u32>,
    values: &'a NumberedValues,
}

impl<'a> Chosen<'a> {
    /// Chooses the actors of these numbers; of others no pair is counted.
    pub fn new(actors: &[u32], numbers: &'a Numbers) -> Chosen<'a> {
        let of_actor: FxHashMap<u32, u32> = actors.iter().copied().zip(0..).collect();
        let chosen = |actor: &u32| of_actor.get(actor).copied().unwrap_or(NOWHERE);
        Chosen { counts_as: numbers.actors.counts_as().iter().map(chosen).collect(), values: &numbers.values }
    }

    fn column(&self, segment: &SegmentReader, column: FacetColumn) -> tantivy::Result<NumberedColumn> {
        NumberedColumn::new(segment, column, self.values, Some(&self.counts_as))
    }
}

/// Two of the chosen, by their numbers, the lower one first.
pub type Two = (u32, u32);

/// How often two are named together.
#[derive(Debug, Clone, Copy, Default)]
pub struct Together {
    /// In so many articles, on the evidence that is wanted.
    pub articles: u64,
    /// In so many passages of these, of which a title is one.
    pub passages: u64,
    /// The passage that shows it best.
    pub best: Option<Sighting>,
}

impl Together {
    fn see(&mut self, sighting: Sighting) {
        self.passages += 1;
        self.best = self.best.into_iter().chain([sighting]).min();
    }

    fn add(&mut self, other: Together) {
        self.articles += other.articles;
        self.passages += other.passages;
        self.best = self.best.into_iter().chain(other.best).min();
    }
}

/// Counts how often any two of the chosen are named together, or one of them and any other.
pub struct Pairs<'a> {
    /// Who is looked at.
    pub chosen: &'a Chosen<'a>,
    /// What is taken for evidence that an article is about somebody.
    pub evidence: Evidence,
    /// The one of whom all pairs are to be.
    pub with: Option<u32>,
}

/// The pass over one segment.
pub struct SegmentPairs {
    segment: SegmentOrdinal,
    with: Option<u32>,
    /// Whom the text of an article names.
    text: NumberedColumn,
    /// Whether that is evidence.
    text_counts: bool,
    /// Whom its record names, if that is evidence.
    record: Option<NumberedColumn>,
    named: Column<u64>,
    ids: Column<u64>,
    days: Column<i64>,
    found: FxHashMap<Two, Together>,
}

impl Collector for Pairs<'_> {
    type Fruit = FxHashMap<Two, Together>;
    type Child = SegmentPairs;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentPairs> {
        let open = |column: FacetColumn| self.chosen.column(reader, column);
        Ok(SegmentPairs {
            segment,
            with: self.with,
            text: open(FacetColumn::Actor)?,
            text_counts: self.evidence != Evidence::Metadata,
            record: (self.evidence != Evidence::Text).then(|| open(FacetColumn::Tagged)).transpose()?,
            named: reader.fast_fields().u64("named")?,
            ids: reader.fast_fields().u64("id")?,
            days: reader.fast_fields().i64("last_day")?,
            found: FxHashMap::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        let mut segments = segments.into_iter();
        let mut all = segments.next().unwrap_or_default();
        for (two, together) in segments.flatten() {
            all.entry(two).or_default().add(together);
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentPairs {
    type Fruit = FxHashMap<Two, Together>;

    fn collect(&mut self, doc: DocId, _: Score) {
        // The numbers of all values of the article, also of those who are not chosen: passages name them by their places.
        let row = self.text.read(&[doc]).of(0);
        let of_text = row.iter().filter(|_| self.text_counts);
        let of_record = self.record.iter_mut().flat_map(|record| record.read(&[doc]).of(0));
        let here = each_once(of_text.chain(of_record).copied());
        if here.len() < 2 {
            return;
        }
        pairs(&here, self.with, |two| self.found.entry(two).or_default().articles += 1);
        let values: Vec<u64> = self.named.values_for_doc(doc).collect();
        let (id, address) = (self.ids.first(doc).unwrap_or_default(), DocAddress::new(self.segment, doc));
        let day = Reverse(self.days.first(doc));
        for (passage, places) in naming(&values) {
            let actors = places.len();
            let numbers = places.filter_map(|place| row.get(place).copied());
            // What only the text says is no evidence where the record's word is asked for.
            let together = each_once(numbers.filter(|number| here.binary_search(number).is_ok()));
            let seen = Sighting { actors, day, id, passage, address };
            pairs(&together, self.with, |two| self.found.entry(two).or_default().see(seen));
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}

/// The chosen among some numbers, in their order.
fn each_once(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.filter(|number| *number != NOWHERE).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Any two of some numbers that are in order, or those with one of them.
fn pairs(numbers: &[u32], with: Option<u32>, mut add: impl FnMut(Two)) {
    match with {
        Some(one) if numbers.binary_search(&one).is_err() => {}
        Some(one) => {
            let others = numbers.iter().filter(|other| **other != one);
            others.for_each(|&other| add((one.min(other), one.max(other))));
        }
        None => {
            for (at, &one) in numbers.iter().enumerate() {
                numbers[at + 1..].iter().for_each(|&other| add((one, other)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_two_are_one_pair() {
        let found = |numbers: &[u32], with| {
            let mut found = Vec::new();
            pairs(&each_once(numbers.iter().copied()), with, |two| found.push(two));
            found
        };
        assert_eq!(found(&[3, NOWHERE, 1, 3, 2], None), [(1, 2), (1, 3), (2, 3)]);
        assert_eq!(found(&[3, 1, 2], Some(2)), [(1, 2), (2, 3)]);
        assert_eq!(found(&[3, 1], Some(2)), []);
        assert_eq!(found(&[1, 1], None), []);
    }
}
