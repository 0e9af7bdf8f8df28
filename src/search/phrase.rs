//! Phrases and quoted words as a Tantivy query: articles in which a leaf's words stand side by side, as written where they are quoted.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::plan::Leaf;
use super::positions::{LeafReader, slots};
use crate::index::Fields;

/// Matches articles that have a leaf, and scores it as one word that is as rare as all of its words together.
#[derive(Debug, Clone)]
pub struct PhraseQuery {
    leaf: Leaf,
    fields: Fields,
}

impl PhraseQuery {
    /// A query for a leaf.
    pub fn new(leaf: Leaf, fields: Fields) -> Self {
        PhraseQuery { leaf, fields }
    }
}

impl Query for PhraseQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let bm25 = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                let terms: Vec<Term> = slots(&self.leaf, &self.fields).into_iter().map(|s| s.term).collect();
                Some(Bm25Weight::for_terms(statistics_provider, &terms)?)
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(PhraseWeight { query: self.clone(), bm25 }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        // The terms are made anew each time; nothing outside needs them.
        let _ = visitor;
    }
}

struct PhraseWeight {
    query: PhraseQuery,
    bm25: Option<Bm25Weight>,
}

impl Weight for PhraseWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let PhraseQuery { leaf, fields } = &self.query;
        let Some(reader) = LeafReader::open(leaf, fields, segment)? else { return Ok(Box::new(EmptyScorer)) };
        let field = slots(leaf, fields)[0].term.field();
        let norms = match &self.bm25 {
            Some(_) => segment.get_fieldnorms_reader(field)?,
            None => FieldNormReader::constant(segment.max_doc(), 1),
        };
        let bm25 = self.bm25.as_ref().map(|w| w.boost_by(boost));
        let mut scorer = PhraseScorer { reader, norms, bm25, doc: 0, count: 0 };
        scorer.find_from(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        let found = scorer.doc() <= doc && scorer.seek(doc) == doc;
        Ok(Explanation::new("phrase", if found { scorer.score() } else { 0.0 }))
    }
}

struct PhraseScorer {
    reader: LeafReader,
    norms: FieldNormReader,
    bm25: Option<Bm25Weight>,
    doc: DocId,
    count: u32,
}

impl PhraseScorer {
    fn find_from(&mut self, mut target: DocId) -> DocId {
        loop {
            self.doc = self.reader.seek_all(target);
            if self.doc == TERMINATED {
                return TERMINATED;
            }
            self.count = self.reader.starts().len() as u32;
            if self.count > 0 {
                return self.doc;
            }
            target = self.doc + 1;
        }
    }
}

impl DocSet for PhraseScorer {
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
        self.reader.rarest() / 4
    }

    fn cost(&self) -> u64 {
        // Positions are read for every candidate.
        u64::from(self.reader.rarest()) * 10 * self.reader.words() as u64
    }
}

impl Scorer for PhraseScorer {
    fn score(&mut self) -> Score {
        self.bm25.as_ref().map_or(1.0, |bm25| bm25.score(self.norms.fieldnorm_id(self.doc), self.count))
    }
}
