//! Where the words of a query stand in an article, by token numbers, read from the postings of one segment. Ranking, marking and
//! choosing passages all start from here; the text is not touched.

use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use super::plan::{Plan, Scope};
use super::positions::LeafReader;
use crate::index::{Fields, PassageBound, title_token};

/// The places in one article.
#[derive(Debug, Default)]
pub struct Places {
    /// For each of the plan's leaves, the tokens of the body at which it begins, ascending.
    pub body: Vec<Vec<u32>>,
    /// The same for the title.
    pub title: Vec<Vec<u32>>,
    /// Where each passage begins, and behind the last one the end of the body.
    pub bounds: Vec<PassageBound>,
}

impl Places {
    /// Whether a leaf stands anywhere in the article.
    pub fn has(&self, leaf: usize) -> bool {
        !(self.body[leaf].is_empty() && self.title[leaf].is_empty())
    }
}

/// Reads the places in the articles of one segment. Articles must be asked for in order.
pub struct PlacesReader {
    leaves: Vec<(usize, Scope, LeafReader)>,
    passages: Column<u64>,
    places: Places,
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
        let places = Places { body: nowhere.clone(), title: nowhere, bounds: Vec::new() };
        Ok(PlacesReader { leaves: readers, passages: segment.fast_fields().u64("passages")?, places })
    }

    /// The places in an article.
    pub fn read(&mut self, doc: DocId) -> &Places {
        let Places { body, title, bounds } = &mut self.places;
        bounds.clear();
        bounds.extend(self.passages.values_for_doc(doc).map(PassageBound::from_column));
        let body_tokens = bounds.last().map_or(0, |end| end.token);
        for (number, scope, reader) in &mut self.leaves {
            let (body, title) = (&mut body[*number], &mut title[*number]);
            body.clear();
            title.clear();
            let starts = reader.starts_in(doc);
            if *scope == Scope::Title {
                title.extend_from_slice(starts);
                continue;
            }
            let (in_body, behind) = starts.split_at(starts.partition_point(|&start| start < body_tokens));
            body.extend_from_slice(in_body);
            title.extend(behind.iter().map(|&number| title_token(number, body_tokens)));
        }
        &self.places
    }
}
