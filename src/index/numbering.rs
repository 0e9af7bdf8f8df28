//! Numbers the values of all facet columns, over all segments of an index. Knows how values lie in segments; writes no file.

use std::collections::BTreeSet;
use std::thread;

use tantivy::{Searcher, SegmentReader};

use super::actors::COLUMNS;
use super::schema::FacetColumn;
use super::values::{Numbering, ValueList};
use crate::actors::Counted;

/// The list of all keys, which are in their order.
pub fn list_of_keys(keys: &[Counted]) -> ValueList {
    let mut list = ValueList::default();
    keys.iter().for_each(|Counted { key, .. }| list.push(&key.path().join("\0")));
    list
}

/// Numbers the values of an index that has these keys. Nothing is said yet of which keys go together.
pub fn number_values(searcher: &Searcher, keys: ValueList) -> tantivy::Result<Numbering> {
    let mut lists = vec![keys];
    let mut list_of = Vec::with_capacity(FacetColumn::ALL.len());
    for column in FacetColumn::ALL {
        list_of.push(if COLUMNS.contains(&column) { 0 } else { lists.len() });
        if !COLUMNS.contains(&column) {
            lists.push(united(searcher, column)?);
        }
    }
    let numbered = thread::scope(|scope| {
        let (lists, list_of) = (&lists, &list_of);
        let segments = searcher.segment_readers().iter();
        let threads: Vec<_> = segments
            .map(|segment| {
                let columns = FacetColumn::ALL.into_iter().zip(list_of);
                scope.spawn(move || columns.map(|(column, &list)| numbers(segment, column, &lists[list])).collect())
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("numbering does not panic")).collect::<Vec<_>>()
    });
    let numbered = numbered.into_iter().collect::<tantivy::Result<Vec<_>>>()?;
    let ids = searcher.segment_readers().iter().map(SegmentReader::segment_id);
    Ok(Numbering { segments: ids.zip(numbered).collect(), lists, list_of, leaders: Vec::new() })
}

/// The values that any segment has in a column.
fn united(searcher: &Searcher, column: FacetColumn) -> tantivy::Result<ValueList> {
    let mut all = BTreeSet::new();
    for segment in searcher.segment_readers() {
        each_value(segment, column, |value| {
            if let Ok(value) = std::str::from_utf8(value) {
                all.insert(value.to_string());
            }
        })?;
    }
    let mut list = ValueList::default();
    all.iter().for_each(|value| list.push(value));
    Ok(list)
}

/// The number of each value of a segment's column.
pub fn numbers(segment: &SegmentReader, column: FacetColumn, list: &ValueList) -> tantivy::Result<Vec<Option<u32>>> {
    let (mut numbers, mut number_of) = (Vec::new(), list.walk());
    each_value(segment, column, |value| numbers.push(number_of(value)))?;
    Ok(numbers)
}

/// Goes through all values of a segment's column in their order: looked up one by one, each would unpack a block of them.
fn each_value(segment: &SegmentReader, column: FacetColumn, mut each: impl FnMut(&[u8])) -> tantivy::Result<()> {
    let column = segment.facet_reader(column.name())?;
    let mut values = column.facet_dict().stream()?;
    while values.advance() {
        each(values.key());
    }
    Ok(())
}
