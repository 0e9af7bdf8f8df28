//! How often the words of a pattern stand in each article, counted from the postings of one segment. Knows nothing of where they stand.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader, TERMINATED};

use super::leaf::Variant;
use super::positions::{WordReader, variant_readers};

/// How many articles are counted at once.
const WINDOW: usize = 4096;

/// Counts the words of a pattern, one word after the other in many articles at once: going from word to word in each article costs more than
/// reading them.
pub struct PatternCounter {
    words: Vec<WordReader>,
    /// Where each of the words is, the first article on top.
    next: BinaryHeap<Reverse<(DocId, usize)>>,
    /// The first article that is counted.
    first: DocId,
    /// How often they stand in it and in those behind it.
    counts: Vec<u32>,
    articles: u32,
}

impl PatternCounter {
    /// A counter, or none when no such word is in the segment.
    pub fn open(variants: &[Variant], field: Field, segment: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let words = variant_readers(variants, field, segment)?;
        let next: BinaryHeap<_> = words.iter().enumerate().map(|(n, word)| Reverse((word.doc(), n))).collect();
        let articles = words.iter().map(WordReader::articles).fold(0, u32::saturating_add);
        let counter = PatternCounter { words, next, first: 0, counts: Vec::new(), articles };
        Ok((!counter.words.is_empty()).then_some(counter))
    }

    /// In how many articles the words are, at most.
    pub fn articles(&self) -> u32 {
        self.articles
    }

    /// How many of the words are in the article `doc`, or the next article that may have any. Articles must be asked for in order.
    pub fn at(&mut self, doc: DocId) -> Result<u32, DocId> {
        if doc >= self.end() {
            let next = self.seek(doc);
            if next > doc {
                return Err(next);
            }
            self.count(doc, 1);
        }
        if doc < self.first {
            return Err(self.first);
        }
        let counted = &self.counts[(doc - self.first) as usize..];
        match counted.iter().position(|&count| count > 0) {
            Some(0) => Ok(counted[0]),
            later => Err(doc + later.unwrap_or(counted.len()) as DocId),
        }
    }

    /// Counts in many articles from `doc` on, for whoever will go through them all.
    pub fn prepare(&mut self, doc: DocId) {
        if doc >= self.end() {
            let first = self.seek(doc);
            self.count(first, WINDOW);
        }
    }

    /// Behind the last article that is counted.
    fn end(&self) -> DocId {
        self.first + self.counts.len() as DocId
    }

    /// The first article from `target` on that has a form of any of the words.
    fn seek(&mut self, target: DocId) -> DocId {
        while let Some(mut top) = self.next.peek_mut() {
            let Reverse((doc, number)) = *top;
            if doc >= target {
                return doc;
            }
            *top = Reverse((self.words[number].seek(target), number));
        }
        TERMINATED
    }

    /// Counts in so many articles from `first` on, at which or behind which all the words are.
    fn count(&mut self, first: DocId, articles: usize) {
        self.first = first;
        self.counts.clear();
        self.counts.resize(articles, 0);
        let end = self.end();
        while let Some(mut top) = self.next.peek_mut() {
            let Reverse((mut doc, number)) = *top;
            if doc == TERMINATED || doc >= end {
                break;
            }
            let word = &mut self.words[number];
            while let Some(count) = self.counts.get_mut((doc - first) as usize) {
                *count += word.count();
                doc = word.advance();
            }
            *top = Reverse((doc, number));
        }
    }
}
