//! Leaves as a Tantivy query: articles in which a phrase, a quoted word, a pattern or what is near each other stands. A plain word needs none of it.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::leaf::Leaf;
use super::reader::{LeafReader, field, telling_terms};
use crate::index::Fields;

/// Matches articles that have a leaf, and scores it as one word that is as rare as all of its words together (see [`telling_terms`]).
#[derive(Debug, Clone)]
pub struct LeafQuery {
    leaf: Leaf,
    fields: Fields,
}

impl LeafQuery {
    /// A query for a leaf.
    pub fn new(leaf: Leaf, fields: Fields) -> Self {
        LeafQuery { leaf, fields }
    }
}

impl Query for LeafQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let bm25 = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                let articles = |term: &Term| statistics_provider.doc_freq(term);
                let terms = telling_terms(&self.leaf, &self.fields, &articles)?;
                // Patterns that stand for no word have no terms, and match nothing.
                if terms.is_empty() { None } else { Some(Bm25Weight::for_terms(statistics_provider, &terms)?) }
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(LeafWeight { query: self.clone(), bm25 }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        // The terms are made anew each time; nothing outside needs them.
        let _ = visitor;
    }
}

struct LeafWeight {
    query: LeafQuery,
    bm25: Option<Bm25Weight>,
}

impl Weight for LeafWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let LeafQuery { leaf, fields } = &self.query;
        let Some(reader) = LeafReader::open(leaf, fields, segment)? else { return Ok(Box::new(EmptyScorer)) };
        let norms = match &self.bm25 {
            Some(_) => segment.get_fieldnorms_reader(field(leaf, fields))?,
            None => FieldNormReader::constant(segment.max_doc(), 1),
        };
        let bm25 = self.bm25.as_ref().map(|w| w.boost_by(boost));
        let mut scorer = LeafScorer { reader, norms, bm25, doc: 0, count: 0 };
        scorer.find_from(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        let found = scorer.doc() <= doc && scorer.seek(doc) == doc;
        Ok(Explanation::new("leaf", if found { scorer.score() } else { 0.0 }))
    }
}

struct LeafScorer {
    reader: LeafReader,
    norms: FieldNormReader,
    bm25: Option<Bm25Weight>,
    doc: DocId,
    count: u32,
}

impl LeafScorer {
    fn find_from(&mut self, mut target: DocId) -> DocId {
        loop {
            self.doc = self.reader.seek(target);
            if self.doc == TERMINATED {
                return TERMINATED;
            }
            self.count = self.reader.count(self.doc);
            if self.count > 0 {
                return self.doc;
            }
            target = self.doc + 1;
        }
    }
}

impl DocSet for LeafScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.find_from(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.doc { self.doc } else { self.find_from(target) }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.reader.most() / 4
    }

    fn cost(&self) -> u64 {
        // Positions are read for every candidate.
        u64::from(self.reader.most()) * 10 * self.reader.words() as u64
    }
}

impl Scorer for LeafScorer {
    fn score(&mut self) -> Score {
        self.bm25.as_ref().map_or(1.0, |bm25| bm25.score(self.norms.fieldnorm_id(self.doc), self.count))
    }
}
