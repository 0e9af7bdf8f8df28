//! Which articles match, as a set, and which of all are no copies of others. Ranks and shows nothing.

use rustc_hash::FxHashSet;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::Query;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

/// The articles that match, among all; of copies of a text one counts, which matches if any does.
pub struct Matching {
    /// How many articles match, copies too.
    pub matches: u64,
    /// Of each segment and article, what it is.
    articles: Vec<Vec<What>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// Deleted, or the copy of another.
    Nothing,
    /// It does not match.
    Elsewhere,
    /// It matches.
    Here,
}

impl Matching {
    /// Whether the article stands for a text.
    pub fn is_text(&self, address: DocAddress) -> bool {
        self.what(address) != What::Nothing
    }

    /// Whether it does, and matches.
    pub fn is_here(&self, address: DocAddress) -> bool {
        self.what(address) == What::Here
    }

    fn what(&self, address: DocAddress) -> What {
        self.articles[address.segment_ord as usize][address.doc_id as usize]
    }

    /// How many texts match.
    pub fn matching(&self) -> u64 {
        self.here().count() as u64
    }

    /// How many texts there are.
    pub fn texts(&self) -> u64 {
        self.articles.iter().flatten().filter(|what| **what != What::Nothing).count() as u64
    }

    /// The articles that match, each text once.
    pub fn here(&self) -> impl Iterator<Item = DocAddress> {
        self.articles.iter().enumerate().flat_map(|(segment, articles)| {
            let here = (0..).zip(articles).filter(|(_, what)| **what == What::Here);
            here.map(move |(doc, _)| DocAddress::new(segment as SegmentOrdinal, doc))
        })
    }
}

/// Runs a query over the index.
pub fn matching(searcher: &Searcher, query: &dyn Query) -> tantivy::Result<Matching> {
    let found = addresses(searcher, query)?;
    let mut articles: Vec<Vec<What>> = Vec::new();
    for segment in searcher.segment_readers() {
        let what = |doc| if segment.is_deleted(doc) { What::Nothing } else { What::Elsewhere };
        articles.push((0..segment.max_doc()).map(what).collect());
    }
    let mut of_matching = FxHashSet::default();
    let contents = searcher.segment_readers().iter().map(|segment| segment.fast_fields().u64("content"));
    let contents = contents.collect::<tantivy::Result<Vec<_>>>()?;
    let content = |segment: usize, doc: DocId| contents[segment].first(doc);
    for &DocAddress { segment_ord, doc_id } in &found {
        let is_first = content(segment_ord as usize, doc_id).is_none_or(|content| of_matching.insert(content));
        articles[segment_ord as usize][doc_id as usize] = if is_first { What::Here } else { What::Nothing };
    }
    let mut of_others = of_matching;
    for (segment, articles) in articles.iter_mut().enumerate() {
        for (doc, what) in (0..).zip(articles).filter(|(_, what)| **what == What::Elsewhere) {
            if content(segment, doc).is_some_and(|content| !of_others.insert(content)) {
                *what = What::Nothing;
            }
        }
    }
    Ok(Matching { matches: found.len() as u64, articles })
}

/// The articles that a query finds.
pub fn addresses(searcher: &Searcher, query: &dyn Query) -> tantivy::Result<Vec<DocAddress>> {
    searcher.search(query, &Addresses)
}

/// Collects all articles that match.
struct Addresses;

struct SegmentAddresses(SegmentOrdinal, Vec<DocAddress>);

impl Collector for Addresses {
    type Fruit = Vec<DocAddress>;
    type Child = SegmentAddresses;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentAddresses> {
        Ok(SegmentAddresses(segment, Vec::new()))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<DocAddress>>) -> tantivy::Result<Vec<DocAddress>> {
        Ok(segments.concat())
    }
}

impl SegmentCollector for SegmentAddresses {
    type Fruit = Vec<DocAddress>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.1.push(DocAddress::new(self.0, doc));
    }

    fn harvest(self) -> Vec<DocAddress> {
        self.1
    }
}
