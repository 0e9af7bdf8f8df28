//! Leaves as a Tantivy query: articles in which a phrase, a quoted word, a pattern or what is near each other stands. A plain word needs none of it.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, Term};

use super::counter::PatternCounter;
use super::leaf::{Figure, Leaf, Scope};
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
        let Some(counts) = Counts::open(leaf, fields, segment)? else { return Ok(Box::new(EmptyScorer)) };
        let norms = match &self.bm25 {
            Some(_) => segment.get_fieldnorms_reader(field(leaf, fields))?,
            None => FieldNormReader::constant(segment.max_doc(), 1),
        };
        let bm25 = self.bm25.as_ref().map(|w| w.boost_by(boost));
        let mut scorer = LeafScorer { counts, norms, bm25, doc: 0, count: 0 };
        scorer.find(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        let found = scorer.doc() <= doc && scorer.seek(doc) == doc;
        Ok(Explanation::new("leaf", if found { scorer.score() } else { 0.0 }))
    }
}

/// How often a leaf stands in which articles.
enum Counts {
    /// A pattern, wherever it stands.
    Pattern(PatternCounter),
    /// Anything else.
    Leaf(LeafReader),
}

impl Counts {
    fn open(leaf: &Leaf, fields: &Fields, segment: &SegmentReader) -> tantivy::Result<Option<Counts>> {
        Ok(match &leaf.figure {
            Figure::Pattern(pattern) if leaf.scope != Scope::Body => {
                PatternCounter::open(&pattern.variants, field(leaf, fields), segment)?.map(Counts::Pattern)
            }
            _ => LeafReader::open(leaf, fields, segment)?.map(Counts::Leaf),
        })
    }

    /// How often it stands in the article `doc`, or the next article that may have it.
    fn at(&mut self, doc: DocId) -> Result<u32, DocId> {
        match self {
            Counts::Pattern(pattern) => pattern.at(doc),
            Counts::Leaf(leaf) => match leaf.seek(doc) {
                next if next > doc => Err(next),
                _ => Some(leaf.count(doc)).filter(|count| *count > 0).ok_or(doc + 1),
            },
        }
    }

    /// Says that all articles from `doc` on will be gone through.
    fn prepare(&mut self, doc: DocId) {
        if let Counts::Pattern(pattern) = self {
            pattern.prepare(doc);
        }
    }

    /// In how many articles it is, at most, and how many words there are to look at in each of these.
    fn most(&self) -> (u32, usize) {
        match self {
            Counts::Pattern(pattern) => (pattern.articles(), 1),
            Counts::Leaf(leaf) => (leaf.most(), leaf.words()),
        }
    }
}

struct LeafScorer {
    counts: Counts,
    norms: FieldNormReader,
    bm25: Option<Bm25Weight>,
    doc: DocId,
    count: u32,
}

impl LeafScorer {
    /// Goes to the first article from `target` on that has it.
    fn find(&mut self, mut target: DocId) -> DocId {
        // Who asks for one article after the other will ask for more of them.
        let is_next = target == self.doc + 1;
        while target < TERMINATED {
            if is_next {
                self.counts.prepare(target);
            }
            match self.counts.at(target) {
                Ok(count) => {
                    (self.doc, self.count) = (target, count);
                    return target;
                }
                Err(next) => target = next,
            }
        }
        self.doc = TERMINATED;
        TERMINATED
    }
}

impl DocSet for LeafScorer {
    fn advance(&mut self) -> DocId {
        self.seek(self.doc + 1)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.doc || self.doc == TERMINATED { self.doc } else { self.find(target) }
    }

    /// Does not go on to the next article that has it: others may not have that one.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if self.doc < target && target < TERMINATED {
            match self.counts.at(target) {
                Ok(count) => (self.doc, self.count) = (target, count),
                Err(next) => return SeekDangerResult::SeekLowerBound(next),
            }
        }
        match self.doc {
            doc if doc == target && doc < TERMINATED => SeekDangerResult::Found,
            doc => SeekDangerResult::SeekLowerBound(doc.max(target)),
        }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.counts.most().0 / 4
    }

    fn cost(&self) -> u64 {
        // Positions are read for every candidate.
        let (articles, words) = self.counts.most();
        u64::from(articles) * 10 * words as u64
    }
}

impl Scorer for LeafScorer {
    fn score(&mut self) -> Score {
        self.bm25.as_ref().map_or(1.0, |bm25| bm25.score(self.norms.fieldnorm_id(self.doc), self.count))
    }
}
