//! Any of some plain words as a Tantivy query: all articles that have one are gone through, word by word over many articles at once. Other ways of going
//! through them are left to the query that Tantivy would make of it. Knows terms, not what they mean.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{Bm25Weight, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentReader, TERMINATED, Term};

/// How many articles are scored at once.
const WINDOW: usize = 4096;

/// Matches articles that have any of some words, and adds up what each is worth.
#[derive(Debug)]
pub struct WordQuery {
    /// The words, and how many times each counts.
    words: Vec<(Term, Score)>,
    same: Box<dyn Query>,
}

impl WordQuery {
    /// A query for words that matches and scores as `same` does.
    pub fn new(words: Vec<(Term, Score)>, same: Box<dyn Query>) -> WordQuery {
        WordQuery { words, same }
    }
}

impl Clone for WordQuery {
    fn clone(&self) -> WordQuery {
        WordQuery { words: self.words.clone(), same: self.same.box_clone() }
    }
}

impl Query for WordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let same = self.same.weight(scoring)?;
        let EnableScoring::Enabled { statistics_provider, .. } = scoring else { return Ok(same) };
        let word = |(term, times): &(Term, Score)| -> tantivy::Result<(Term, Bm25Weight)> {
            let bm25 = Bm25Weight::for_terms(statistics_provider, std::slice::from_ref(term))?;
            Ok((term.clone(), bm25.boost_by(*times)))
        };
        let words = self.words.iter().map(word).collect::<tantivy::Result<_>>()?;
        Ok(Box::new(WordWeight { words, same }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.same.query_terms(visitor);
    }
}

struct WordWeight {
    words: Vec<(Term, Bm25Weight)>,
    same: Box<dyn Weight>,
}

impl Weight for WordWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        self.same.scorer(segment, boost)
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.same.explain(segment, doc)
    }

    fn for_each(&self, segment: &SegmentReader, each: &mut dyn FnMut(DocId, Score)) -> tantivy::Result<()> {
        let mut words = Vec::with_capacity(self.words.len());
        for (term, bm25) in &self.words {
            words.extend(Occurrences::open(term, bm25, segment)?);
        }
        let mut window = Window { first: 0, scores: vec![0.0; WINDOW], has: [0; WINDOW / 64] };
        while let Some(first) = words.iter().filter_map(Occurrences::doc).min() {
            window.first = first;
            words.iter_mut().for_each(|word| word.add_to(&mut window));
            window.empty(each);
        }
        Ok(())
    }
}

/// Where a word stands in a segment.
struct Occurrences<'a> {
    postings: BlockSegmentPostings,
    /// The next article, by its place in the block of the postings.
    at: usize,
    norms: FieldNormReader,
    bm25: &'a Bm25Weight,
}

impl<'a> Occurrences<'a> {
    fn open(term: &Term, bm25: &'a Bm25Weight, segment: &SegmentReader) -> tantivy::Result<Option<Occurrences<'a>>> {
        let inverted = segment.inverted_index(term.field())?;
        let Some(postings) = inverted.read_block_postings(term, IndexRecordOption::WithFreqs)? else { return Ok(None) };
        Ok(Some(Occurrences { postings, at: 0, norms: segment.get_fieldnorms_reader(term.field())?, bm25 }))
    }

    fn doc(&self) -> Option<DocId> {
        self.postings.docs().get(self.at).copied().filter(|&doc| doc != TERMINATED)
    }

    /// Adds what the word is worth in the articles of a window, at which or behind which it is.
    fn add_to(&mut self, window: &mut Window) {
        loop {
            let (docs, freqs) = (&self.postings.docs()[self.at..], &self.postings.freqs()[self.at..]);
            let mut done = 0;
            for (&doc, &freq) in docs.iter().zip(freqs) {
                let place = (doc - window.first) as usize;
                let Some(score) = window.scores.get_mut(place) else { break };
                *score += self.bm25.score(self.norms.fieldnorm_id(doc), freq);
                window.has[place / 64] |= 1 << (place % 64);
                done += 1;
            }
            if done < docs.len() || docs.is_empty() {
                self.at += done;
                return;
            }
            self.postings.advance();
            self.at = 0;
        }
    }
}

/// The scores of some articles that follow each other.
struct Window {
    first: DocId,
    scores: Vec<Score>,
    /// Which of them have any of the words, a bit for each.
    has: [u64; WINDOW / 64],
}

impl Window {
    /// Hands on each article that has any of the words, and forgets it.
    fn empty(&mut self, each: &mut dyn FnMut(DocId, Score)) {
        for (number, bits) in self.has.iter_mut().enumerate() {
            while *bits != 0 {
                let place = number * 64 + bits.trailing_zeros() as usize;
                each(self.first + place as DocId, std::mem::take(&mut self.scores[place]));
                *bits &= *bits - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tantivy::query::{BooleanQuery, BoostQuery, Occur, TermQuery};
    use tantivy::schema::{Schema, TEXT};
    use tantivy::{Index, IndexWriter, TantivyDocument};

    use super::*;

    #[test]
    fn every_article_and_score_is_that_of_the_same_query() {
        let mut builder = Schema::builder();
        let text = builder.add_text_field("text", TEXT);
        let index = Index::create_in_ram(builder.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 20 << 20).unwrap();
        // Every article has "a", one in three "b", one in 5000 "c"; some have them more than once, among other words.
        for number in 0..3 * WINDOW as u64 + 77 {
            let times = |word: &str, every: u64| {
                [word, " "].concat().repeat((number % every == 1) as usize * (1 + number as usize % 4))
            };
            let words = format!("a {}{}{}", times("b", 3), times("c", 5000), "x ".repeat(number as usize % 50));
            let mut document = TantivyDocument::new();
            document.add_text(text, words);
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        for words in [
            vec![("a", 1.0)],
            vec![("c", 2.0)],
            vec![("b", 0.5), ("c", 3.0)],
            vec![("d", 1.0)],
            vec![("c", 1.0), ("a", 1.5), ("b", 2.0)],
        ] {
            let term = |word: &str| Term::from_field_text(text, word);
            let query = |&(word, times): &(&str, Score)| {
                let query = TermQuery::new(term(word), IndexRecordOption::WithFreqs);
                (Occur::Should, Box::new(BoostQuery::new(Box::new(query), times)) as Box<dyn Query>)
            };
            let same = BooleanQuery::new(words.iter().map(query).collect());
            let words: Vec<(Term, Score)> = words.iter().map(|&(word, times)| (term(word), times)).collect();
            let found = |query: &dyn Query| {
                let weight = query.weight(EnableScoring::enabled_from_searcher(&searcher)).unwrap();
                let mut found = Vec::new();
                for segment in searcher.segment_readers() {
                    weight.for_each(segment, &mut |doc, score| found.push((doc, score))).unwrap();
                }
                found
            };
            let expected = found(&same);
            assert_eq!(found(&WordQuery::new(words.clone(), Box::new(same))), expected, "{words:?}");
        }
    }
}
