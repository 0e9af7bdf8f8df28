//! How many articles have each value, by the number that the value counts as. An article counts once a number, whichever of its columns and values
//! have it. Sees blocks of articles, and no names.

use tantivy::{DocId, SegmentReader};

use super::numbered::{Block, NumberedColumn};
use crate::index::{FacetColumn, NumberedValues};

/// How many articles have each number, in ascending order and without those that none has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ValueCounts(Vec<(u32, u64)>);

impl ValueCounts {
    /// Each number that occurred, with its articles.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        self.0.iter().copied()
    }

    /// How many articles have a number.
    pub fn of(&self, number: u32) -> u64 {
        self.0.binary_search_by_key(&number, |&(number, _)| number).map_or(0, |at| self.0[at].1)
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: ValueCounts) {
        if self.0.is_empty() {
            *self = other;
            return;
        }
        // Two runs in order, which the stable sort merges.
        self.0.extend(other.0);
        self.0.sort_by_key(|&(number, _)| number);
        self.0.dedup_by(|next, first| {
            let is_same = next.0 == first.0;
            first.1 += if is_same { next.1 } else { 0 };
            is_same
        });
    }
}

/// The count over one segment.
pub struct SegmentCounts {
    columns: Vec<NumberedColumn>,
    counts: Vec<Count>,
}

#[derive(Clone, Copy)]
struct Count {
    articles: u32,
    /// The article that counted last.
    last: DocId,
}

impl SegmentCounts {
    /// Prepares to count the values of some columns that have one list. There are `numbers` things that they can count as.
    pub fn new(
        segment: &SegmentReader,
        columns: &[FacetColumn],
        values: &NumberedValues,
        counts_as: Option<&[u32]>,
        numbers: usize,
    ) -> tantivy::Result<SegmentCounts> {
        let columns = columns.iter().map(|&column| NumberedColumn::new(segment, column, values, counts_as));
        let counts = vec![Count { articles: 0, last: DocId::MAX }; numbers];
        Ok(SegmentCounts { columns: columns.collect::<tantivy::Result<_>>()?, counts })
    }

    /// Counts some articles.
    pub fn count(&mut self, docs: &[DocId]) {
        let counts = &mut self.counts;
        let blocks: Vec<&Block> = self.columns.iter_mut().map(|column| column.read(docs)).collect();
        for (place, &doc) in docs.iter().enumerate() {
            for &number in blocks.iter().flat_map(|block| block.of(place)) {
                // What counts nowhere has no place.
                if let Some(count) = counts.get_mut(number as usize) {
                    count.articles += u32::from(count.last != doc);
                    count.last = doc;
                }
            }
        }
    }

    /// What was counted.
    pub fn harvest(self) -> ValueCounts {
        let counted = (0..).zip(self.counts).filter(|(_, count)| count.articles > 0);
        ValueCounts(counted.map(|(number, count)| (number, u64::from(count.articles))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_segments_add_up() {
        let mut all = ValueCounts::default();
        for counts in [vec![(1, 2), (7, 1)], vec![(0, 5), (7, 3), (9, 1)]] {
            all.add(ValueCounts(counts));
        }
        assert_eq!(all.iter().collect::<Vec<_>>(), [(0, 5), (1, 2), (7, 4), (9, 1)]);
        assert_eq!((all.of(7), all.of(8)), (4, 0));
    }
}
