//! Likeness as a Tantivy query: the articles that resemble one, each with its likeness as score. Decides nothing about how words count.

use tantivy::columnar::Column;
use tantivy::postings::Postings;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::like::{Likeness, Sought};
use super::plan::Plan;
use super::reader::plain_term;
use crate::index::{Fields, PassageBound};

/// Matches the articles that resemble one, but not itself.
#[derive(Debug, Clone)]
pub struct LikeQuery {
    likeness: Likeness,
    /// Its words, each with its term.
    words: Vec<(Sought, Term)>,
}

impl LikeQuery {
    /// The query of a likeness whose words are leaves of the plan.
    pub fn new(likeness: &Likeness, plan: &Plan, fields: &Fields) -> LikeQuery {
        let of_word = |word: &Sought| Some((*word, plain_term(&plan.leaves[word.leaf], fields)?));
        LikeQuery { likeness: likeness.clone(), words: likeness.words.iter().filter_map(of_word).collect() }
    }

    /// The articles of a segment that resemble it, with their likeness. Word by word, as most articles that have any of the words have few.
    fn resembling(&self, segment: &SegmentReader) -> tantivy::Result<Vec<(DocId, f64)>> {
        let mut lengths = Lengths::new(segment)?;
        // What the words of each article weigh, and what they give.
        let mut sums = vec![(0.0, 0.0); segment.max_doc() as usize];
        for (word, term) in &self.words {
            let inverted = segment.inverted_index(term.field())?;
            let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::WithFreqs)? else { continue };
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                let length = if self.likeness.has_length() { lengths.of(doc) } else { 0 };
                let (weight, likeness) = &mut sums[doc as usize];
                *weight += word.weight;
                *likeness += self.likeness.gain(word, postings.term_freq(), length);
                postings.advance();
            }
        }
        let ids = segment.fast_fields().u64("id")?;
        let resembles = |(doc, (weight, _)): &(DocId, (f64, f64))| {
            self.likeness.resembles(*weight) && ids.first(*doc) != Some(self.likeness.id)
        };
        Ok((0..).zip(sums).filter(resembles).map(|(doc, (_, likeness))| (doc, likeness)).collect())
    }
}

/// How many tokens the bodies of articles have, each looked up once.
struct Lengths {
    passages: Column<u64>,
    known: Vec<Option<u32>>,
}

impl Lengths {
    fn new(segment: &SegmentReader) -> tantivy::Result<Lengths> {
        let passages = segment.fast_fields().u64("passages")?;
        Ok(Lengths { passages, known: vec![None; segment.max_doc() as usize] })
    }

    fn of(&mut self, doc: DocId) -> u32 {
        let end = || self.passages.values_for_doc(doc).last().map_or(0, |end| PassageBound::from_column(end).token);
        *self.known[doc as usize].get_or_insert_with(end)
    }
}

impl Query for LikeQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(LikeWeight(self.clone())))
    }
}

struct LikeWeight(LikeQuery);

impl Weight for LikeWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(LikeScorer { found: self.0.resembling(segment)?, at: 0, boost }))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        let found = scorer.doc() <= doc && scorer.seek(doc) == doc;
        Ok(Explanation::new("likeness", if found { scorer.score() } else { 0.0 }))
    }
}

struct LikeScorer {
    found: Vec<(DocId, f64)>,
    at: usize,
    boost: Score,
}

impl DocSet for LikeScorer {
    fn advance(&mut self) -> DocId {
        self.at = (self.at + 1).min(self.found.len());
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.at += self.found[self.at..].partition_point(|(doc, _)| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.found.get(self.at).map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        self.found.len() as u32
    }
}

impl Scorer for LikeScorer {
    fn score(&mut self) -> Score {
        self.found.get(self.at).map_or(0.0, |(_, likeness)| *likeness as Score * self.boost)
    }
}
