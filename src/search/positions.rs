//! Where single words, words side by side and the words of a pattern stand in an article, read from the postings of one segment. The one place
//! that knows how forms of a word are told apart by positions.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::leaf::Variant;
use crate::index::{Ends, exact_term, stem_term, token_number};
use crate::text::Word;

/// A word of a leaf as the index knows it.
#[derive(Debug, Clone)]
pub struct Slot {
    /// The term.
    pub term: Term,
    /// Only positions at which the word ends so.
    pub ends: Ends,
}

/// The terms of words, in order.
pub fn slots(words: &[Word], exact: bool, field: Field) -> Vec<Slot> {
    let slot = |word| match exact {
        true => {
            let (term, ends) = exact_term(field, word);
            Slot { term, ends }
        }
        false => Slot { term: stem_term(field, word), ends: Ends::ANY },
    };
    words.iter().map(slot).collect()
}

/// The places of one term.
struct WordReader {
    postings: SegmentPostings,
    ends: Ends,
}

impl WordReader {
    fn open(term: &Term, ends: Ends, segment: &SegmentReader) -> tantivy::Result<Option<WordReader>> {
        let inverted = segment.inverted_index(term.field())?;
        let postings = inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?;
        Ok(postings.map(|postings| WordReader { postings, ends }))
    }
}

/// Reads the places of words that stand side by side, article by article.
pub struct WordsReader {
    words: Vec<WordReader>,
    found: Vec<u32>,
    scratch: Vec<u32>,
    wanted: TokenSet,
}

impl WordsReader {
    /// A reader, or none when a word is not in the segment.
    pub fn open(slots: &[Slot], segment: &SegmentReader) -> tantivy::Result<Option<WordsReader>> {
        let words = slots.iter().map(|slot| WordReader::open(&slot.term, slot.ends, segment));
        let words = words.collect::<tantivy::Result<Option<Vec<WordReader>>>>()?;
        let reader = |words| WordsReader { words, found: Vec::new(), scratch: Vec::new(), wanted: TokenSet::default() };
        Ok(words.map(reader))
    }

    /// How many words they are.
    pub fn length(&self) -> u32 {
        self.words.len() as u32
    }

    /// How many articles its rarest word is in.
    pub fn rarest(&self) -> u32 {
        self.words.iter().map(|w| w.postings.size_hint()).min().unwrap_or(0)
    }

    /// Goes to the first article from `target` on that has all the words, in whatever order.
    pub fn seek(&mut self, mut target: DocId) -> DocId {
        'again: while target < TERMINATED {
            for word in &mut self.words {
                if word.postings.doc() < target {
                    word.postings.seek(target);
                }
                if word.postings.doc() > target {
                    target = word.postings.doc();
                    continue 'again;
                }
            }
            return target;
        }
        TERMINATED
    }

    /// The token numbers at which they begin in the article that all words are at.
    pub fn starts(&mut self) -> &[u32] {
        self.found.clear();
        for (offset, word) in (0..).zip(&mut self.words) {
            self.scratch.clear();
            word.postings.positions(&mut self.scratch);
            let ends = word.ends;
            if offset == 0 {
                self.found.extend(self.scratch.iter().filter(|&&p| ends.has(p)).map(|&p| token_number(p)));
            } else {
                self.wanted.keep_followed(&mut self.found, offset, &self.scratch, |p| ends.has(p));
            }
            if self.found.is_empty() {
                break;
            }
        }
        &self.found
    }
}

/// Reads the places of the words that a pattern stands for, article by article.
pub struct PatternReader {
    words: Vec<WordReader>,
    /// Where each of the words is, the first article on top.
    next: BinaryHeap<Reverse<(DocId, usize)>>,
    articles: u32,
    found: Vec<u32>,
    scratch: Vec<u32>,
}

impl PatternReader {
    /// A reader, or none when no such word is in the segment.
    pub fn open(variants: &[Variant], field: Field, segment: &SegmentReader) -> tantivy::Result<Option<PatternReader>> {
        let mut words = Vec::new();
        for Variant { term, ends, .. } in variants {
            words.extend(WordReader::open(&Term::from_field_text(field, term), *ends, segment)?);
        }
        let next: BinaryHeap<_> = words.iter().enumerate().map(|(n, word)| Reverse((word.postings.doc(), n))).collect();
        let articles = words.iter().map(|word| word.postings.size_hint()).fold(0, u32::saturating_add);
        let reader = PatternReader { words, next, articles, found: Vec::new(), scratch: Vec::new() };
        Ok((!reader.words.is_empty()).then_some(reader))
    }

    /// In how many articles its words are, at most.
    pub fn articles(&self) -> u32 {
        self.articles
    }

    /// Goes to the first article from `target` on that has a form of one of the words.
    pub fn seek(&mut self, target: DocId) -> DocId {
        while let Some(mut top) = self.next.peek_mut() {
            let Reverse((doc, number)) = *top;
            if doc >= target || target == TERMINATED {
                return doc.max(target);
            }
            *top = Reverse((self.words[number].postings.seek(target), number));
        }
        TERMINATED
    }

    /// The token numbers of its words in the article that it is at.
    pub fn starts(&mut self, doc: DocId) -> &[u32] {
        self.found.clear();
        // The others are at later articles.
        while let Some(mut top) = self.next.peek_mut() {
            let Reverse((at, number)) = *top;
            if at != doc || doc == TERMINATED {
                break;
            }
            let WordReader { postings, ends } = &mut self.words[number];
            self.scratch.clear();
            postings.positions(&mut self.scratch);
            self.found.extend(self.scratch.iter().filter(|&&p| ends.has(p)).map(|&p| token_number(p)));
            *top = Reverse((postings.advance(), number));
        }
        self.found.sort_unstable();
        self.found.dedup();
        &self.found
    }
}

/// A set of token numbers, one bit each. Frequent words are compared here for most of a query's time, and walking along two lists cannot be
/// predicted by the processor.
#[derive(Default)]
struct TokenSet(Vec<u64>);

impl TokenSet {
    /// Keeps those of ascending starts that have a fitting one of the ascending positions so many tokens behind them.
    fn keep_followed(&mut self, starts: &mut Vec<u32>, offset: u32, positions: &[u32], fits: impl Fn(u32) -> bool) {
        let Some(&last) = starts.last() else { return };
        self.0.clear();
        self.0.resize((last + offset) as usize / 64 + 1, 0);
        for start in starts.iter() {
            let wanted = start + offset;
            self.0[wanted as usize / 64] |= 1 << (wanted % 64);
        }
        let mut kept = 0;
        for &position in positions {
            let number = token_number(position);
            let Some(bits) = self.0.get(number as usize / 64) else { break };
            if bits >> (number % 64) & 1 == 1 && fits(position) {
                starts[kept] = number - offset;
                kept += 1;
            }
        }
        starts.truncate(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::TokenSet;

    #[test]
    fn words_that_follow_each_other() {
        let mut starts = vec![1, 3, 4, 7, 9];
        TokenSet::default().keep_followed(&mut starts, 1, &[0, 33, 64, 80, 117], |_| true);
        assert_eq!(starts, [1, 3, 4]);
        TokenSet::default().keep_followed(&mut starts, 2, &[], |_| true);
        assert!(starts.is_empty());
    }
}
