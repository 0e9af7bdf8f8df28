//! The words that are unusually frequent in the articles that match: all words of the index are counted there and everywhere. Knows no query text.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermStreamer;
use tantivy::{DocAddress, DocSet, InvertedIndexReader, Searcher, TERMINATED};

use super::hits::stored;
use super::leaf::Figure;
use super::matching::Matching;
use super::plan::Plan;
use super::significant::{Compared, FEWEST, Tally, strongest};
use super::telling::commonest;
use crate::index::{EXACT, Fields};
use crate::text::Lexicon;

/// Texts that are looked at for how a word is written.
const LOOKED_AT: usize = 5;

/// A word that is unusually frequent.
#[derive(Debug, Clone, PartialEq)]
pub struct WordCount {
    /// Its stem.
    pub stem: String,
    /// How many texts have it.
    pub tally: Tally,
    /// How surely that is no accident.
    pub strength: f64,
    /// Some of the texts that match and have it.
    examples: Vec<DocAddress>,
}

/// The `most` unusual words, but those that the plan itself asks for.
pub fn words(
    plan: &Plan,
    found: &Matching,
    compared: &Compared,
    fields: &Fields,
    searcher: &Searcher,
    most: usize,
) -> tantivy::Result<Vec<WordCount>> {
    let asked = asked(plan);
    let readers = searcher.segment_readers().iter().map(|segment| segment.inverted_index(fields.text));
    let readers = readers.collect::<tantivy::Result<Vec<_>>>()?;
    let mut streams = Streams::open(readers.iter().map(|reader| &**reader))?;
    let mut best: Vec<WordCount> = Vec::new();
    while let Some((term, segments)) = streams.next() {
        let Ok(stem) = std::str::from_utf8(&term) else { continue };
        let is_rare = segments.iter().map(|(_, info)| info.doc_freq).sum::<u32>() < FEWEST;
        if is_rare || !is_word(stem) || asked.contains(stem) {
            continue;
        }
        let (mut tally, mut examples) = (Tally::default(), Vec::new());
        for (ordinal, info) in segments {
            let mut postings =
                readers[ordinal as usize].read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
            while postings.doc() != TERMINATED {
                let address = DocAddress::new(ordinal, postings.doc());
                if found.is_text(address) {
                    tally.all += 1;
                    if found.is_here(address) {
                        tally.here += 1;
                        if examples.len() < LOOKED_AT {
                            examples.push(address);
                        }
                    }
                }
                postings.advance();
            }
        }
        let Some(strength) = compared.strength(tally) else { continue };
        best.push(WordCount { stem: stem.to_string(), tally, strength, examples });
        if best.len() >= 4 * most.max(16) {
            cut(&mut best, most);
        }
    }
    cut(&mut best, most);
    Ok(best)
}

fn cut(best: &mut Vec<WordCount>, most: usize) {
    best.sort_by(|a, b| strongest(a.strength, b.strength).then_with(|| a.stem.cmp(&b.stem)));
    best.truncate(most);
}

/// Whether a term is a word by its letters: not one as it is written, and no number.
fn is_word(term: &str) -> bool {
    !term.starts_with(EXACT) && term.chars().count() > 1 && term.contains(char::is_alphabetic)
}

/// The stems that a plan asks for.
pub fn asked(plan: &Plan) -> FxHashSet<String> {
    fn collect(figure: &Figure, asked: &mut FxHashSet<String>) {
        match figure {
            Figure::Words { words, .. } => asked.extend(words.iter().map(|word| word.stem().to_string())),
            Figure::Pattern(pattern) => asked.extend(pattern.variants.iter().map(|variant| variant.term.clone())),
            Figure::Sequence { parts, .. } | Figure::Any(parts) => parts.iter().for_each(|part| collect(part, asked)),
            Figure::Near { sides, .. } => sides.iter().for_each(|side| collect(side, asked)),
        }
    }
    let mut asked = FxHashSet::default();
    plan.positive_leaves().into_iter().for_each(|leaf| collect(&plan.leaves[leaf].figure, &mut asked));
    asked
}

/// Words as they are mostly written in the texts that match.
pub fn written(
    words: Vec<WordCount>,
    fields: &Fields,
    searcher: &Searcher,
) -> tantivy::Result<Vec<(String, WordCount)>> {
    let mut lexicon = Lexicon::default();
    let mut texts: FxHashMap<DocAddress, String> = FxHashMap::default();
    let mut shown = Vec::with_capacity(words.len());
    for word in words {
        let mut forms: FxHashMap<String, u32> = FxHashMap::default();
        for &address in &word.examples {
            let text = match texts.entry(address) {
                Entry::Occupied(text) => text.into_mut(),
                Entry::Vacant(free) => {
                    let article = stored(searcher, address, fields)?;
                    free.insert(format!("{}\n{}", article.title, article.body))
                }
            };
            for token in lexicon.tokenize(text) {
                if lexicon.word(token.word).stem() == word.stem {
                    *forms.entry(text[token.range()].to_string()).or_default() += 1;
                }
            }
        }
        let value = if forms.is_empty() { word.stem.clone() } else { commonest(forms) };
        shown.push((value, word));
    }
    Ok(shown)
}

/// The dictionaries of all segments, read side by side in the order of their terms.
struct Streams<'a> {
    streams: Vec<TermStreamer<'a>>,
    /// The term that each is at, the first on top.
    next: BinaryHeap<Reverse<(Vec<u8>, u32)>>,
}

type Segments = Vec<(u32, tantivy::postings::TermInfo)>;

impl<'a> Streams<'a> {
    fn open(readers: impl Iterator<Item = &'a InvertedIndexReader>) -> tantivy::Result<Streams<'a>> {
        let mut streams = readers.map(|reader| reader.terms().stream()).collect::<std::io::Result<Vec<_>>>()?;
        let mut next = BinaryHeap::new();
        for (ordinal, stream) in (0..).zip(&mut streams) {
            if stream.advance() {
                next.push(Reverse((stream.key().to_vec(), ordinal)));
            }
        }
        Ok(Streams { streams, next })
    }

    /// The next term, and the segments that have it.
    fn next(&mut self) -> Option<(Vec<u8>, Segments)> {
        let Reverse((term, _)) = self.next.peek()?.clone();
        let mut segments = Vec::new();
        while let Some(Reverse((other, ordinal))) = self.next.peek() {
            if *other != term {
                break;
            }
            let ordinal = *ordinal;
            self.next.pop();
            let stream = &mut self.streams[ordinal as usize];
            segments.push((ordinal, stream.value().clone()));
            if stream.advance() {
                self.next.push(Reverse((stream.key().to_vec(), ordinal)));
            }
        }
        Some((term, segments))
    }
}
