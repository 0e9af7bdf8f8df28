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

/// The values of a block of articles: of each the article and what the value counts as. Those of an article come one after the other.
#[derive(Default)]
pub struct Block {
    /// The articles, in their order; each as often as it has values.
    pub docs: Vec<DocId>,
    /// What the values count as.
    pub numbers: Vec<u32>,
    rows: Vec<u32>,
    ords: Vec<u64>,
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
        let block = &mut self.block;
        block.docs.clear();
        block.rows.clear();
        block.numbers.clear();
        if let Some(ords) = &self.ords {
            ords.row_ids_for_docs(docs, &mut block.docs, &mut block.rows);
            block.ords.resize(block.rows.len(), 0);
            ords.values.get_vals(&block.rows, &mut block.ords);
            let number = |&ord: &u64| self.numbers.get(ord as usize).copied().unwrap_or(NOWHERE);
            block.numbers.extend(block.ords.iter().map(number));
        }
        block
    }
}
