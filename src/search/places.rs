//! Where the words of a query stand in an article, by token numbers, read from the postings of one segment. Ranking, marking and
//! choosing passages all start from here; the text is not touched.

use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader};

use super::extents::Extent;
use super::leaf::Scope;
use super::plan::Plan;
use super::reader::LeafReader;
use crate::index::{Fields, PassageBound, title_token};

/// The places in one article.
#[derive(Debug, Default)]
pub struct Places {
    /// For each of the plan's leaves, the tokens of the body at which it, or what is marked of it, begins, ascending.
    pub body: Vec<Vec<u32>>,
    /// The same for the title.
    pub title: Vec<Vec<u32>>,
    /// Behind which tokens these end.
    pub body_ends: Vec<Vec<u32>>,
    /// The same for the title.
    pub title_ends: Vec<Vec<u32>>,
    /// Where each passage begins, and behind the last one the end of the body.
    pub bounds: Vec<PassageBound>,
}

impl Places {
    /// Whether a leaf stands anywhere in the article.
    pub fn has(&self, leaf: usize) -> bool {
        self.count(leaf) > 0
    }

    /// At how many places a leaf, or what is marked of it, stands.
    pub fn count(&self, leaf: usize) -> usize {
        self.body[leaf].len() + self.title[leaf].len()
    }
}

/// Reads the places in the articles of one segment. Articles must be asked for in order.
pub struct PlacesReader {
    leaves: Vec<(usize, Scope, LeafReader)>,
    passages: Column<u64>,
    bounds: Vec<u64>,
    places: Places,
    marks: Vec<Extent>,
}

impl PlacesReader {
    /// A reader for some of the plan's leaves; the others are nowhere.
    pub fn open(plan: &Plan, leaves: &[usize], fields: &Fields, segment: &SegmentReader) -> tantivy::Result<Self> {
        let mut readers = Vec::with_capacity(leaves.len());
        for &number in leaves {
            let leaf = &plan.leaves[number];
            if let Some(reader) = LeafReader::open(leaf, fields, segment)? {
                readers.push((number, leaf.scope, reader));
            }
        }
        let nowhere = vec![Vec::new(); plan.leaves.len()];
        let places = Places {
            body: nowhere.clone(),
            title: nowhere.clone(),
            body_ends: nowhere.clone(),
            title_ends: nowhere,
            bounds: Vec::new(),
        };
        let passages = segment.fast_fields().u64("passages")?;
        Ok(PlacesReader { leaves: readers, passages, bounds: Vec::new(), places, marks: Vec::new() })
    }

    /// The places in an article.
    pub fn read(&mut self, doc: DocId) -> &Places {
        let Places { body, title, body_ends, title_ends, bounds } = &mut self.places;
        // All at once: one by one they would take longer to find than the words.
        let rows = self.passages.index.value_row_ids(doc);
        self.bounds.resize(rows.len(), 0);
        self.passages.values.get_range(rows.start.into(), &mut self.bounds);
        bounds.clear();
        bounds.extend(self.bounds.iter().copied().map(PassageBound::from_column));
        let body_tokens = bounds.last().map_or(0, |end| end.token);
        for (number, scope, reader) in &mut self.leaves {
            reader.marks(doc, &mut self.marks);
            let in_title = |number: u32| match scope {
                Scope::Title => number,
                _ => title_token(number, body_tokens),
            };
            let of_body = match scope {
                Scope::Title => 0,
                _ => self.marks.partition_point(|mark| mark.start < body_tokens),
            };
            let (of_body, of_title) = self.marks.split_at(of_body);
            fill(&mut body[*number], of_body.iter().map(|mark| mark.start));
            fill(&mut body_ends[*number], of_body.iter().map(|mark| mark.end));
            fill(&mut title[*number], of_title.iter().map(|mark| in_title(mark.start)));
            fill(&mut title_ends[*number], of_title.iter().map(|mark| in_title(mark.end)));
        }
        &self.places
    }
}

/// Goes through articles segment by segment, in the order in which they lie there: calls `visit` with each segment and those of the articles that are in
/// it, each with its number among them all.
pub fn each_segment(
    addresses: impl IntoIterator<Item = DocAddress>,
    searcher: &Searcher,
    mut visit: impl FnMut(&SegmentReader, &[(DocAddress, usize)]) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    let mut order: Vec<(DocAddress, usize)> = addresses.into_iter().zip(0..).collect();
    order.sort_unstable();
    for of_segment in order.chunk_by(|(a, _), (b, _)| a.segment_ord == b.segment_ord) {
        visit(searcher.segment_reader(of_segment[0].0.segment_ord), of_segment)?;
    }
    Ok(())
}

fn fill(list: &mut Vec<u32>, numbers: impl Iterator<Item = u32>) {
    list.clear();
    list.extend(numbers);
}
