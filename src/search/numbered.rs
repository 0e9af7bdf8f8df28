//! A facet column of a segment, read for a block of articles at once, as numbers that mean the same in all segments. Knows no names.

use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use crate::index::{FacetColumn, NumberedValues};

/// The number of what does not count.
pub const NOWHERE: u32 = u32::MAX;

/// The values of a column.
pub struct NumberedColumn {
    /// None if no article of the segment has any.
    ords: Option<Column<u64>>,
    /// What each value of the segment counts as.
    numbers: Vec<u32>,
    block: Block,
}

/// What the values of a block of articles count as, article by article.
#[derive(Default)]
pub struct Block {
    numbers: Vec<u32>,
    /// Where those of each article end.
    ends: Vec<usize>,
    rows: Vec<u32>,
    ords: Vec<u64>,
}

impl Block {
    /// Those of the article at a place of the block.
    pub fn of(&self, place: usize) -> &[u32] {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[start..self.ends[place]]
    }
}

impl NumberedColumn {
    /// The column of a segment, whose values count as `counts_as` says of their numbers, or else as themselves.
    pub fn new(
        segment: &SegmentReader,
        column: FacetColumn,
        values: &NumberedValues,
        counts_as: Option<&[u32]>,
    ) -> tantivy::Result<NumberedColumn> {
        let ords = segment.fast_fields().str(column.name())?.map(|column| column.ords().clone());
        let counts_as = |number: u32| counts_as.map_or(number, |counts_as| counts_as[number as usize]);
        let numbers = values.of_segment(segment.segment_id(), column);
        let numbers = numbers.map(|number| number.map_or(NOWHERE, counts_as)).collect();
        Ok(NumberedColumn { ords, numbers, block: Block::default() })
    }

    /// Reads the values of some articles.
    pub fn read(&mut self, docs: &[DocId]) -> &Block {
        let Block { numbers, ends, rows, ords } = &mut self.block;
        rows.clear();
        ends.clear();
        numbers.clear();
        let Some(column) = &self.ords else {
            ends.resize(docs.len(), 0);
            return &self.block;
        };
        for &doc in docs {
            rows.extend(column.index.value_row_ids(doc));
            ends.push(rows.len());
        }
        ords.resize(rows.len(), 0);
        column.values.get_vals(rows, ords);
        numbers.extend(ords.iter().map(|&ord| self.numbers.get(ord as usize).copied().unwrap_or(NOWHERE)));
        &self.block
    }
}
