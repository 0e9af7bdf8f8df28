//! Published within a range of days, as a Tantivy query over the two columns that hold an article's first and last possible day.
//!
//! Tantivy 0.27 has a range query, but it may only be asked for ever later articles, and an exclusion (`NOT`) over an intersection asks for
//! earlier ones as well. Here every question is a look at one article's days, so the order does not matter.

use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use crate::calendar::DateRange;

/// Matches articles whose day, month or year of publication overlaps a range. Undated articles never match. Every score is zero.
#[derive(Debug, Clone)]
pub struct PublishedQuery(pub DateRange);

impl Query for PublishedQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for PublishedQuery {
    fn scorer(&self, segment: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let columns = segment.fast_fields();
        let mut scorer = PublishedScorer {
            from: self.0.first.map_or(i64::MIN, |day| day.number()),
            to: self.0.last.map_or(i64::MAX, |day| day.number()),
            first_day: columns.i64("first_day")?,
            last_day: columns.i64("last_day")?,
            end: segment.max_doc(),
            doc: 0,
        };
        scorer.find_from(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        let found = scorer.doc() <= doc && scorer.seek(doc) == doc;
        Ok(Explanation::new(if found { "published within" } else { "not published within" }, 0.0))
    }
}

struct PublishedScorer {
    from: i64,
    to: i64,
    first_day: Column<i64>,
    last_day: Column<i64>,
    end: DocId,
    doc: DocId,
}

impl PublishedScorer {
    fn matches(&self, doc: DocId) -> bool {
        self.last_day.first(doc).is_some_and(|last| last >= self.from)
            && self.first_day.first(doc).is_some_and(|first| first <= self.to)
    }

    fn find_from(&mut self, target: DocId) -> DocId {
        self.doc = (target..self.end).find(|&doc| self.matches(doc)).unwrap_or(TERMINATED);
        self.doc
    }
}

impl DocSet for PublishedScorer {
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
        self.end / 4
    }

    fn cost(&self) -> u64 {
        // Alone, it looks at every article; words lead wherever there are any.
        u64::from(self.end)
    }
}

impl Scorer for PublishedScorer {
    fn score(&mut self) -> Score {
        0.0
    }
}
