//! Where single words, words side by side and the words of a pattern stand in an article, read from the postings of one segment. The one place
//! that knows how forms of a word are told apart by positions.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::leaf::Variant;
use crate::index::{Ends, Fields, bigram_terms, exact_term, stem_term, token_number};
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

/// The terms of the common words side by side among words that are to stand as written, in the field that knows any. They are wherever the words are.
pub fn bigrams(words: &[Word], exact: bool, field: Field, fields: &Fields) -> Vec<Term> {
    if exact && field == fields.text { bigram_terms(fields.bigrams, words) } else { Vec::new() }
}

/// The places of one term.
pub struct WordReader {
    postings: SegmentPostings,
    ends: Ends,
    scratch: Vec<u32>,
}

impl WordReader {
    fn open(term: &Term, ends: Ends, segment: &SegmentReader) -> tantivy::Result<Option<WordReader>> {
        let inverted = segment.inverted_index(term.field())?;
        // Of a bigram there is less, and that is what comes.
        let postings = inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?;
        Ok(postings.map(|postings| WordReader { postings, ends, scratch: Vec::new() }))
    }

    /// In how many articles the term is.
    pub fn articles(&self) -> u32 {
        self.postings.size_hint()
    }

    /// The article that it is at.
    pub fn doc(&self) -> DocId {
        self.postings.doc()
    }

    /// Goes to the next article that has the term.
    pub fn advance(&mut self) -> DocId {
        self.postings.advance()
    }

    /// Goes to the first article from `target` on that has it.
    pub fn seek(&mut self, target: DocId) -> DocId {
        if self.postings.doc() < target { self.postings.seek(target) } else { self.postings.doc() }
    }

    /// How often the word stands in this article.
    pub fn count(&mut self) -> u32 {
        if self.ends == Ends::ANY {
            return self.postings.term_freq();
        }
        let ends = self.ends;
        self.positions().iter().filter(|&&position| ends.has(position)).count() as u32
    }

    /// Adds the token numbers at which it stands there, ascending.
    fn add_numbers(&mut self, numbers: &mut Vec<u32>) {
        let ends = self.ends;
        let positions = self.positions().iter();
        let number = |&position: &u32| token_number(position);
        match ends {
            // Nothing to choose: many at once.
            Ends::ANY => numbers.extend(positions.map(number)),
            ends => numbers.extend(positions.filter(|&&position| ends.has(position)).map(number)),
        }
    }

    /// Where the term stands there, in whatever form.
    fn positions(&mut self) -> &[u32] {
        self.postings.positions(&mut self.scratch);
        &self.scratch
    }
}

/// Readers of the words that a pattern stands for, of those that are in the segment.
pub fn variant_readers(
    variants: &[Variant],
    field: Field,
    segment: &SegmentReader,
) -> tantivy::Result<Vec<WordReader>> {
    let mut words = Vec::new();
    for Variant { term, ends, .. } in variants {
        words.extend(WordReader::open(&Term::from_field_text(field, term), *ends, segment)?);
    }
    Ok(words)
}

/// The first article from `target` on at which all parts are, each going to the first from there on that it has.
pub fn meeting<T>(parts: &mut [T], mut target: DocId, seek: impl Fn(&mut T, DocId) -> DocId) -> DocId {
    'again: while target < TERMINATED {
        for part in parts.iter_mut() {
            let doc = seek(part, target);
            if doc > target {
                target = doc;
                continue 'again;
            }
        }
        return target;
    }
    TERMINATED
}

/// Reads the places of words that stand side by side, article by article.
pub struct WordsReader {
    /// The rarest first, each with its number among them.
    words: Vec<(u32, WordReader)>,
    /// What is in all articles that have them side by side.
    bigrams: Vec<WordReader>,
    found: Vec<u32>,
    wanted: TokenSet,
}

impl WordsReader {
    /// A reader, or none when a word or a bigram is not in the segment.
    pub fn open(slots: &[Slot], bigrams: &[Term], segment: &SegmentReader) -> tantivy::Result<Option<WordsReader>> {
        let open = |(number, slot): (u32, &Slot)| -> tantivy::Result<Option<(u32, WordReader)>> {
            Ok(WordReader::open(&slot.term, slot.ends, segment)?.map(|word| (number, word)))
        };
        let words = (0..).zip(slots).map(open).collect::<tantivy::Result<Option<Vec<_>>>>()?;
        let Some(mut words) = words else { return Ok(None) };
        words.sort_by_key(|(_, word)| word.articles());
        let open = |term| WordReader::open(term, Ends::ANY, segment);
        let bigrams = bigrams.iter().map(open).collect::<tantivy::Result<Option<Vec<_>>>>()?;
        let Some(bigrams) = bigrams else { return Ok(None) };
        Ok(Some(WordsReader { words, bigrams, found: Vec::new(), wanted: TokenSet::default() }))
    }

    /// How many words they are.
    pub fn length(&self) -> u32 {
        self.words.len() as u32
    }

    /// How many articles its rarest word, or bigram, is in.
    pub fn rarest(&self) -> u32 {
        let words = self.words.iter().map(|(_, word)| word).chain(&self.bigrams);
        words.map(WordReader::articles).min().unwrap_or(0)
    }

    /// Goes to the first article from `target` on that has all the words, in whatever order.
    pub fn seek(&mut self, mut target: DocId) -> DocId {
        loop {
            let doc = meeting(&mut self.bigrams, target, WordReader::seek);
            if self.whole().is_some() {
                return doc;
            }
            target = meeting(&mut self.words, doc, |(_, word), target| word.seek(target));
            if target == doc || self.bigrams.is_empty() {
                return target;
            }
        }
    }

    /// How often they stand side by side in the article that was sought, if that can be told without their places.
    pub fn count(&self) -> Option<u32> {
        self.whole().map(|bigram| bigram.postings.term_freq())
    }

    /// The bigram that is all of the words, if they are one: where it is they are, and need not be looked for before it is asked where in the article.
    fn whole(&self) -> Option<&WordReader> {
        self.bigrams.first().filter(|_| self.words.len() == 2)
    }

    /// The token numbers at which they begin in the article that was sought.
    pub fn starts(&mut self) -> &[u32] {
        self.found.clear();
        if let Some(doc) = self.whole().map(WordReader::doc) {
            for (_, word) in &mut self.words {
                word.seek(doc);
            }
        }
        let Some(((number, rarest), others)) = self.words.split_first_mut() else { return &self.found };
        rarest.add_numbers(&mut self.found);
        if *number > 0 {
            self.found.retain(|at| at >= number);
            self.found.iter_mut().for_each(|at| *at -= *number);
        }
        for (number, word) in others {
            if self.found.is_empty() {
                break;
            }
            let ends = word.ends;
            self.wanted.keep_followed(&mut self.found, *number, word.positions(), ends);
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
}

impl PatternReader {
    /// A reader, or none when no such word is in the segment.
    pub fn open(variants: &[Variant], field: Field, segment: &SegmentReader) -> tantivy::Result<Option<PatternReader>> {
        let words = variant_readers(variants, field, segment)?;
        let next: BinaryHeap<_> = words.iter().enumerate().map(|(n, word)| Reverse((word.doc(), n))).collect();
        let articles = words.iter().map(WordReader::articles).fold(0, u32::saturating_add);
        let reader = PatternReader { words, next, articles, found: Vec::new() };
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
            *top = Reverse((self.words[number].seek(target), number));
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
            let word = &mut self.words[number];
            word.add_numbers(&mut self.found);
            *top = Reverse((word.advance(), number));
        }
        self.found.sort_unstable();
        self.found.dedup();
        &self.found
    }
}

/// So many are soonest looked for one by one: to compare one with all positions takes no decision, and the processor does it for several at once.
const FEW: usize = 4;

/// A set of token numbers, one bit each. Frequent words are compared here for most of a query's time, and walking along two lists cannot be
/// predicted by the processor.
#[derive(Default)]
struct TokenSet(Vec<u64>);

impl TokenSet {
    /// Keeps those of ascending starts that have one of the ascending positions so many tokens behind them, at which a word ends so.
    fn keep_followed(&mut self, starts: &mut Vec<u32>, offset: u32, positions: &[u32], ends: Ends) {
        match ends.mask() {
            Some(mask) if starts.len() <= FEW => starts.retain(|start| {
                let wanted = mask.of(start + offset);
                positions.iter().map(|&position| u32::from(mask.keep(position) == wanted)).sum::<u32>() > 0
            }),
            _ => self.keep_all_followed(starts, offset, positions, ends),
        }
    }

    /// The same, going through all positions.
    fn keep_all_followed(&mut self, starts: &mut Vec<u32>, offset: u32, positions: &[u32], ends: Ends) {
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
            if bits >> (number % 64) & 1 == 1 && ends.has(position) {
                starts[kept] = number - offset;
                kept += 1;
            }
        }
        starts.truncate(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::{Ends, TokenSet};

    #[test]
    fn words_that_follow_each_other() {
        let mut starts = vec![1, 3, 4, 7, 9];
        TokenSet::default().keep_followed(&mut starts, 1, &[0, 33, 64, 80, 117], Ends::ANY);
        assert_eq!(starts, [1, 3, 4]);
        TokenSet::default().keep_followed(&mut starts, 2, &[], Ends::ANY);
        assert!(starts.is_empty());
    }

    #[test]
    fn few_are_looked_for_as_many_are_gone_through() {
        let positions: Vec<u32> = (0..60).map(|n| (3 * n + n % 2) * 16 + n % 5).collect();
        for (ends, _) in Ends::listed().take(6).chain([(Ends::ANY, "")]) {
            // From all to one of them.
            for every in 1..=180 {
                let starts: Vec<u32> = (0..180).step_by(every).collect();
                let (mut one, mut other) = (starts.clone(), starts);
                TokenSet::default().keep_followed(&mut one, 2, &positions, ends);
                TokenSet::default().keep_all_followed(&mut other, 2, &positions, ends);
                assert_eq!(one, other);
            }
        }
    }
}
