//! Where the words of a leaf stand in an article, read from the postings of one segment. The one place that knows how words, phrases
//! and quotes are told apart by positions.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::plan::{Leaf, Scope};
use crate::index::{Fields, PassageBound, end_at, exact_term, stem_term, token_number};

/// A word of a leaf as the index knows it.
#[derive(Debug, Clone)]
pub struct Slot {
    /// The term.
    pub term: Term,
    /// Only positions at which the word ends so.
    pub end: Option<u32>,
}

/// The terms of a leaf, in order, in the field of its scope.
pub fn slots(leaf: &Leaf, fields: &Fields) -> Vec<Slot> {
    let field = if leaf.scope == Scope::Title { fields.title } else { fields.text };
    let slot = |word| match leaf.exact {
        true => {
            let (term, end) = exact_term(field, word);
            Slot { term, end }
        }
        false => Slot { term: stem_term(field, word), end: None },
    };
    leaf.words.iter().map(slot).collect()
}

/// Whether the postings alone decide if a leaf is there, without positions.
pub fn is_plain_term(leaf: &Leaf, slots: &[Slot]) -> bool {
    slots.len() == 1 && slots[0].end.is_none() && leaf.scope != Scope::Body
}

/// Reads the places of a leaf, article by article.
pub struct LeafReader {
    words: Vec<WordReader>,
    /// Where the body ends, for leaves that must stand in it: its tokens come first.
    body: Option<tantivy::columnar::Column<u64>>,
    found: Vec<u32>,
    scratch: Vec<u32>,
    wanted: TokenSet,
}

struct WordReader {
    postings: SegmentPostings,
    end: Option<u32>,
}

impl LeafReader {
    /// A reader, or none when a word is not in the segment.
    pub fn open(leaf: &Leaf, fields: &Fields, segment: &SegmentReader) -> tantivy::Result<Option<LeafReader>> {
        let mut words = Vec::with_capacity(leaf.words.len());
        for Slot { term, end } in slots(leaf, fields) {
            let postings =
                segment.inverted_index(term.field())?.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?;
            match postings {
                Some(postings) => words.push(WordReader { postings, end }),
                None => return Ok(None),
            }
        }
        let body = (leaf.scope == Scope::Body).then(|| segment.fast_fields().u64("passages")).transpose()?;
        Ok(Some(LeafReader { words, body, found: Vec::new(), scratch: Vec::new(), wanted: TokenSet::default() }))
    }

    /// How many articles its rarest word is in.
    pub fn rarest(&self) -> u32 {
        self.words.iter().map(|w| w.postings.size_hint()).min().unwrap_or(0)
    }

    /// Whether a single word is all there is to look at.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// Goes to the first article from `target` on that has all the words, in whatever order.
    pub fn seek_all(&mut self, mut target: DocId) -> DocId {
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

    /// The token numbers at which the leaf begins in the article that all words are at.
    pub fn starts(&mut self) -> &[u32] {
        self.found.clear();
        for (offset, word) in (0..).zip(&mut self.words) {
            self.scratch.clear();
            word.postings.positions(&mut self.scratch);
            let fits = |p: u32| word.end.is_none_or(|end| end_at(p) == end);
            if offset == 0 {
                self.found.extend(self.scratch.iter().filter(|&&p| fits(p)).map(|&p| token_number(p)));
            } else {
                self.wanted.keep_followed(&mut self.found, offset, &self.scratch, fits);
            }
            if self.found.is_empty() {
                return &self.found;
            }
        }
        if let Some(body) = &self.body {
            let doc = self.words[0].postings.doc();
            let end = body.values_for_doc(doc).last().map_or(0, |end| PassageBound::from_column(end).token);
            let length = self.words.len() as u32;
            self.found.retain(|&start| start + length <= end);
        }
        &self.found
    }

    /// The places in the article `doc`; none when it does not have the leaf. Articles must be asked for in order.
    pub fn starts_in(&mut self, doc: DocId) -> &[u32] {
        if self.seek_all(doc) == doc { self.starts() } else { &[] }
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
