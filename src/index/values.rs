//! The values of all facet columns, numbered alike in all segments of an index: counts are added up by number, and a name is read only where it is
//! shown. A file that is used as it lies on the disk, so that opening it costs nothing. Knows no article, and nothing of what names mean.

use std::collections::BTreeMap;
use std::ops::{Deref, Range};

use serde::{Deserialize, Serialize};
use tantivy::Searcher;
use tantivy::index::SegmentId;

use super::schema::FacetColumn;

/// The first word of the file.
const MARK: &str = "dateline-values-1";
/// Stands for a value of a segment that no article has any more.
const GONE: u32 = u32::MAX;

/// Values in ascending order. The number of each is its place.
#[derive(Debug, Default)]
pub struct ValueList {
    text: String,
    /// Where each ends in the text.
    ends: Vec<u64>,
}

impl ValueList {
    /// Adds a value, which must be greater than the last.
    pub fn push(&mut self, value: &str) {
        self.text.push_str(value);
        self.ends.push(self.text.len() as u64);
    }

    /// The numbers of some values in ascending order, as they come one after the other; none for what is not on the list.
    pub fn walk(&self) -> impl FnMut(&[u8]) -> Option<u32> + '_ {
        let mut at = 0;
        move |value| {
            // Each stands soon behind the one before.
            while self.get(at).is_some_and(|known| known.as_bytes() < value) {
                at += 1;
            }
            self.get(at).filter(|known| known.as_bytes() == value).map(|_| at as u32)
        }
    }

    fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)? as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        Some(&self.text[start..end])
    }
}

/// All values of an index, while they are numbered.
pub struct Numbering {
    /// The lists of values.
    pub lists: Vec<ValueList>,
    /// Of each column, in the order of [`FacetColumn::ALL`], the place of its list.
    pub list_of: Vec<usize>,
    /// Of each segment and column, the number of each of its values, if it has any that counts.
    pub segments: Vec<(SegmentId, Vec<Vec<Option<u32>>>)>,
    /// Of each key on the list of actors, the number of the one that it goes with by itself.
    pub leaders: Vec<u32>,
}

/// What stands where in the file.
#[derive(Debug, Serialize, Deserialize)]
struct Layout {
    lists: Vec<ListLayout>,
    list_of: Vec<usize>,
    segments: BTreeMap<String, Vec<Range<usize>>>,
    leaders: Range<usize>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ListLayout {
    text: Range<usize>,
    ends: Range<usize>,
}

impl Layout {
    /// Whether all parts lie within so many bytes, and all columns are there.
    fn fits(&self, length: usize) -> bool {
        let lists = self.lists.iter().flat_map(|list| [&list.text, &list.ends]);
        let mut parts = lists.chain(self.segments.values().flatten()).chain([&self.leaders]);
        parts.all(|part| part.start <= part.end && part.end <= length)
            && self.list_of.len() == FacetColumn::ALL.len()
            && self.list_of.iter().all(|&list| list < self.lists.len())
            && self.segments.values().all(|columns| columns.len() == FacetColumn::ALL.len())
    }
}

impl Numbering {
    /// The bytes of the file.
    pub fn write(&self) -> Vec<u8> {
        let mut parts = Vec::new();
        let mut part = |bytes: &mut dyn Iterator<Item = u8>| {
            let start = parts.len();
            parts.extend(bytes);
            start..parts.len()
        };
        let mut lists = Vec::with_capacity(self.lists.len());
        for list in &self.lists {
            let text = part(&mut list.text.bytes());
            lists.push(ListLayout { text, ends: part(&mut list.ends.iter().flat_map(|end| end.to_le_bytes())) });
        }
        let mut segments = BTreeMap::new();
        for (segment, columns) in &self.segments {
            let number = |number: &Option<u32>| number.unwrap_or(GONE).to_le_bytes();
            let columns = columns.iter().map(|numbers| part(&mut numbers.iter().flat_map(number))).collect();
            segments.insert(segment.uuid_string(), columns);
        }
        let leaders = part(&mut self.leaders.iter().flat_map(|leader| leader.to_le_bytes()));
        let layout = Layout { lists, list_of: self.list_of.clone(), segments, leaders };
        let layout = serde_json::to_string(&layout).expect("numbers and names are always JSON");
        [format!("{MARK}\t{layout}\n").into_bytes(), parts].concat()
    }
}

/// The numbered values of an index, as they lie somewhere.
pub struct NumberedValues {
    bytes: Box<dyn Deref<Target = [u8]> + Send + Sync>,
    layout: Layout,
    /// Where the parts begin.
    start: usize,
}

impl NumberedValues {
    /// The values that some bytes are; none if they are not.
    pub fn new(bytes: impl Deref<Target = [u8]> + Send + Sync + 'static) -> Option<NumberedValues> {
        let start = bytes.iter().position(|&b| b == b'\n')? + 1;
        let (mark, layout) = std::str::from_utf8(&bytes[..start - 1]).ok()?.split_once('\t')?;
        let layout: Layout = serde_json::from_str(layout).ok().filter(|_| mark == MARK)?;
        layout.fits(bytes.len() - start).then(|| NumberedValues { bytes: Box::new(bytes), layout, start })
    }

    /// Whether these are the values of all segments that a searcher sees.
    pub fn cover(&self, searcher: &Searcher) -> bool {
        let known = |id: SegmentId| self.layout.segments.contains_key(&id.uuid_string());
        searcher.segment_readers().iter().all(|segment| known(segment.segment_id()))
    }

    /// How many values the list of a column has. Both columns of actors have one list.
    pub fn len(&self, column: FacetColumn) -> usize {
        self.list(column).ends.len() / size_of::<u64>()
    }

    /// The value of a number: the names of the facet's path, with a zero byte between them.
    pub fn value(&self, column: FacetColumn, number: u32) -> &str {
        let (list, number) = (self.list(column), number as usize);
        let ends = self.part(&list.ends);
        let end = |number: usize| {
            let bytes = ends.get(number * size_of::<u64>()..)?.first_chunk()?;
            Some(u64::from_le_bytes(*bytes) as usize)
        };
        let start = number.checked_sub(1).map_or(Some(0), end);
        let value = start.zip(end(number)).and_then(|(start, end)| self.part(&list.text).get(start..end));
        // A file that is damaged has no better name to show.
        value.and_then(|value| std::str::from_utf8(value).ok()).unwrap_or_default()
    }

    /// The number of a value, found by halving.
    pub fn number(&self, column: FacetColumn, value: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.len(column) as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.value(column, middle) < value { low = middle + 1 } else { high = middle }
        }
        ((low as usize) < self.len(column) && self.value(column, low) == value).then_some(low)
    }

    /// The numbers of a segment's values in the order of their ordinals; none for what no article has any more.
    pub fn of_segment(&self, segment: SegmentId, column: FacetColumn) -> impl Iterator<Item = Option<u32>> + '_ {
        let part = self.layout.segments.get(&segment.uuid_string()).map(|columns| &columns[column as usize]);
        let known = self.len(column) as u32;
        part.into_iter().flat_map(|part| self.numbers(part)).map(move |number| (number < known).then_some(number))
    }

    /// Of each key on the list of actors, the number of the one that it goes with by itself.
    pub fn leaders(&self) -> impl Iterator<Item = u32> + '_ {
        self.numbers(&self.layout.leaders)
    }

    fn list(&self, column: FacetColumn) -> &ListLayout {
        &self.layout.lists[self.layout.list_of[column as usize]]
    }

    fn numbers(&self, part: &Range<usize>) -> impl Iterator<Item = u32> + '_ {
        self.part(part).as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes))
    }

    fn part(&self, part: &Range<usize>) -> &[u8] {
        &self.bytes[self.start + part.start..self.start + part.end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(values: &[&str]) -> Numbering {
        let mut list = ValueList::default();
        values.iter().for_each(|value| list.push(value));
        let columns = FacetColumn::ALL.map(|_| vec![Some(1), None, Some(7)]).to_vec();
        let segments = vec![(SegmentId::generate_random(), columns)];
        Numbering { lists: vec![list], list_of: vec![0; FacetColumn::ALL.len()], segments, leaders: vec![0, 0, 2] }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let numbering = numbering(&["", "Åsa", "Ö"]);
        let values = NumberedValues::new(numbering.write()).unwrap();
        let column = FacetColumn::Topic;
        assert_eq!(values.len(column), 3);
        for (number, value) in [(0, ""), (1, "Åsa"), (2, "Ö")] {
            assert_eq!((values.value(column, number), values.number(column, value)), (value, Some(number)));
        }
        assert_eq!((values.number(column, "A"), values.number(column, "Ü"), values.value(column, 3)), (None, None, ""));
        // A number that is on no list is none.
        assert_eq!(values.of_segment(numbering.segments[0].0, column).collect::<Vec<_>>(), [Some(1), None, None]);
        assert_eq!(values.of_segment(SegmentId::generate_random(), column).count(), 0);
        assert_eq!(values.leaders().collect::<Vec<_>>(), [0, 0, 2]);
        let mut walk = numbering.lists[0].walk();
        assert_eq!(
            ["A", "Åsa", "Å", "Ö", "Ü"].map(|value| walk(value.as_bytes())),
            [None, Some(1), None, Some(2), None]
        );
    }

    #[test]
    fn what_is_no_such_file_is_refused() {
        let whole = numbering(&["a", "b"]).write();
        for length in 0..whole.len() {
            assert!(NumberedValues::new(whole[..length].to_vec()).is_none(), "{length}");
        }
        assert!(NumberedValues::new(whole).is_some());
        assert!(NumberedValues::new(format!("{MARK}\t{{}}\n").into_bytes()).is_none());
    }
}
