//! Marked texts as the learner sees them: for each word of a stretch its features by number, and its label.
//! Knows the tagger's features; not how weights are found.

use std::ops::Range;

use dateline::text::{Lexicon, Shape, Token, WordId};
use rustc_hash::FxHashMap;

use crate::ner_sets::{self, Laid, Marks};
use crate::tagged::Tagged;
use crate::tagger::context::{self, AROUND, Run};
use crate::tagger::form::{self, Forms, HERE};
use crate::tagger::label::{OUTSIDE, Part, label};
use crate::tagger::repeats::{self, Others, Repeats};
use crate::tagger::stretch::Stretches;
use crate::tagger::weights::Weights;
use crate::tagger::{self, Text};

/// A stretch: its words among those of the text.
pub struct Sample {
    /// The words.
    pub words: Range<usize>,
}

/// A text's words that are judged.
#[derive(Default)]
pub struct Document {
    /// Its stretches.
    pub stretches: Vec<Sample>,
    /// The features of each word.
    pub features: Vec<Vec<u64>>,
    /// How many of each word's features, the first ones, tell which word it is.
    pub telling: Vec<usize>,
    /// Their numbers among those that are learned.
    pub numbers: Vec<Vec<u32>>,
    /// The features that come of repetitions.
    pub repeats: Vec<Vec<u32>>,
    /// The marked labels.
    pub gold: Vec<u8>,
    /// The shape of each word, and which word it is.
    pub shapes: Vec<(u8, bool, WordId)>,
}

/// How a text is laid out.
pub type Layout = fn(&Marks) -> Laid;

/// Reads documents with one tagger's eyes.
pub struct Reader<'a> {
    lexicon: Lexicon,
    forms: Forms,
    stretches: Stretches,
    weights: &'a Weights,
}

impl<'a> Reader<'a> {
    /// A reader with these lists.
    pub fn new(weights: &'a Weights) -> Self {
        Reader { lexicon: Lexicon::default(), forms: Forms::new(weights), stretches: Stretches::default(), weights }
    }

    /// A document with its features and labels.
    pub fn read(&mut self, marks: &Marks, layout: Layout) -> Document {
        let tagged = Tagged::new(layout(marks), &mut self.lexicon);
        let mut gold = vec![OUTSIDE as u8; tagged.tokens.len()];
        for (range, kind) in marked(&tagged, marks) {
            for at in range.clone() {
                gold[at] = label(kind, part(&range, at)) as u8;
            }
        }
        let text = Text { text: &tagged.laid.text, tokens: &tagged.tokens, sentences: &tagged.sentences };
        self.stretches.read(&[text], &self.lexicon, &mut self.forms, self.weights);
        let mut document = Document::default();
        for stretch in self.stretches.all() {
            let places = self.stretches.places(stretch);
            let from = document.gold.len();
            let mut run = context::run_from(places, AROUND);
            for at in AROUND..AROUND + stretch.len {
                if at > run.last {
                    run = context::run_from(places, at);
                }
                let (mut features, mut telling) = (Vec::with_capacity(96), Vec::with_capacity(96));
                let live = places[at].shape.is_live();
                for (beside, place) in places[at - AROUND..=at + AROUND].iter().enumerate() {
                    let token = (stretch.first + at + beside).wrapping_sub(2 * AROUND);
                    let folded = match place.form {
                        form::EDGE => "",
                        _ => &self.lexicon.word(tagged.tokens[token].word).folded,
                    };
                    let form = self.forms.get(place.form);
                    form::features(folded, form, beside + HERE - AROUND, |about, feature| {
                        let tells = live && beside == AROUND && form_tells(about);
                        if tells { &mut telling } else { &mut features }.push(feature);
                    });
                }
                for (n, feature) in context::features(places, at, run).into_iter().enumerate() {
                    let tells = live && context_tells(n, at, run);
                    if tells { &mut telling } else { &mut features }.push(feature);
                }
                document.telling.push(telling.len());
                telling.append(&mut features);
                document.features.push(telling);
                let shape = places[at].shape;
                document.shapes.push((shape as u8, shape.is_live(), tagged.tokens[stretch.first + at - AROUND].word));
            }
            document.gold.extend(&gold[stretch.first..stretch.first + stretch.len]);
            document.stretches.push(Sample { words: from..document.gold.len() });
        }
        // Names of words that are never looked at cannot be learned, and half a name would teach nonsense.
        for stretch in &document.stretches {
            repair(&mut document.gold[stretch.words.clone()]);
        }
        document
    }
}

/// Whether a feature of a word's form tells which word it is, by what [`form::features`] says that it is about: the word, its groups, its long
/// beginnings and ends.
fn form_tells(about: u32) -> bool {
    matches!(about, 0 | 2 | 3 | 5 | 11 | 12 | 16 | 17)
}

/// The same of what words say together, by the number in [`context::features`].
fn context_tells(number: usize, at: usize, run: Run) -> bool {
    match number {
        0..=3 | 14 | 16 => true,
        5 | 17 => run.last == at,
        6 => run.first == at,
        _ => false,
    }
}

/// The tokens of each marked name, and its kind.
fn marked(tagged: &Tagged, marks: &Marks) -> Vec<(Range<usize>, usize)> {
    let words: Vec<&Range<usize>> = tagged.laid.words.iter().flatten().collect();
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for (name, kind) in tagged.truth(marks) {
        let (start, end) = (words[name.start].start, words[name.end - 1].end);
        let first = tagged.tokens.partition_point(|token| token.end as usize <= start);
        let mut last = tagged.tokens.partition_point(|token| (token.start as usize) < end);
        // Of "Lima-based" only the name is marked.
        let begins_small = |at: usize| tagged.laid.text[tagged.tokens[at].range()].starts_with(char::is_lowercase);
        while last > first + 1
            && begins_small(last - 1)
            && tagged.tokens[last - 1].start as usize > words[name.end - 1].start
        {
            last -= 1;
        }
        if first < last && found.last().is_none_or(|(before, _)| before.end <= first) {
            found.push((first..last, kind));
        }
    }
    found
}

/// Cuts names that begin or end outside of the stretch.
fn repair(labels: &mut [u8]) {
    let kind = |label: u8| crate::tagger::label::kind_of(label as usize);
    let mut at = 0;
    while at < labels.len() {
        let Some(of) = kind(labels[at]) else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        while end < labels.len() && kind(labels[end]) == Some(of) && !matches!((labels[end] - 1) % 4, 0 | 3) {
            end += 1;
        }
        for (n, label) in labels.iter_mut().enumerate().take(end).skip(at) {
            *label = tagger::label::label(of, part(&(at..end), n)) as u8;
        }
        at = end;
    }
}

fn part(range: &Range<usize>, at: usize) -> Part {
    match (at == range.start, at + 1 == range.end) {
        (true, true) => Part::Only,
        (true, false) => Part::First,
        (false, true) => Part::Last,
        (false, false) => Part::Inner,
    }
}

/// The features that are learned: those that occur twice.
pub struct Numbering {
    numbers: FxHashMap<u64, u32>,
    /// The features by their numbers, and how often each occurs.
    pub features: Vec<(u64, u32)>,
}

impl Numbering {
    /// Numbers the features of documents, in the order of the documents.
    pub fn new<'d>(documents: impl Iterator<Item = &'d Document> + Clone) -> Numbering {
        let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
        for feature in documents.clone().flat_map(|d| &d.features).flatten() {
            *counts.entry(*feature).or_default() += 1;
        }
        let mut numbering = Numbering { numbers: FxHashMap::default(), features: Vec::new() };
        for feature in documents.flat_map(|d| &d.features).flatten() {
            let count = counts[feature];
            if count >= 2 && !numbering.numbers.contains_key(feature) {
                numbering.numbers.insert(*feature, numbering.features.len() as u32);
                numbering.features.push((*feature, count));
            }
        }
        numbering
    }

    /// Replaces a document's features by their numbers.
    pub fn apply(&self, document: &mut Document) {
        let number =
            |features: &[u64]| -> Vec<u32> { features.iter().filter_map(|f| self.numbers.get(f).copied()).collect() };
        for (features, telling) in document.features.iter().zip(&mut document.telling) {
            let (tells, rest) = features.split_at(*telling);
            let mut numbers = number(tells);
            *telling = numbers.len();
            numbers.extend(number(rest));
            document.numbers.push(numbers);
        }
        document.features = Vec::new();
    }

    /// The number of a feature, which is new or known.
    pub fn number(&mut self, feature: u64) -> u32 {
        let next = self.features.len() as u32;
        let number = *self.numbers.entry(feature).or_insert(next);
        if number == next {
            self.features.push((feature, 0));
        }
        self.features[number as usize].1 += 1;
        number
    }
}

/// Fills in what a document's repetitions say, when its words had these labels at first sight.
pub fn fill_repeats(document: &mut Document, labels: &[u8], repeats: &mut Repeats, numbering: &mut Numbering) {
    repeats.begin();
    document.shapes.iter().zip(labels).for_each(|((_, _, word), label)| repeats.note(*word, *label));
    document.repeats = vec![Vec::new(); labels.len()];
    for stretch in &document.stretches {
        let mut others = vec![Others::default()];
        for at in stretch.words.clone() {
            let (_, live, word) = document.shapes[at];
            others.push(if live { repeats.others(word, labels[at]) } else { Others::default() });
        }
        others.push(Others::default());
        if others.iter().all(|o| o.is_none()) {
            continue;
        }
        for (n, at) in stretch.words.clone().enumerate() {
            let features = repeats::features(others[n], others[n + 1], others[n + 2], document.shapes[at].0);
            document.repeats[at] = features.iter().map(|f| numbering.number(*f)).collect();
        }
    }
}

/// Small words in marked names: those that open, are inside and close some, twice at least.
pub fn small_words(sets: &[Vec<Marks>]) -> [Vec<String>; 3] {
    let mut counts: [FxHashMap<String, usize>; 3] = Default::default();
    let mut lexicon = Lexicon::default();
    for marks in sets.iter().flatten() {
        let tagged = Tagged::new(ner_sets::laid_out(marks), &mut lexicon);
        for (range, _) in marked(&tagged, marks) {
            let any = tagged.tokens[range.clone()].iter().any(|token| token.shape.is_live());
            for at in range.clone().filter(|_| any) {
                let token: &Token = &tagged.tokens[at];
                if token.shape != Shape::Small {
                    continue;
                }
                let place = if at == range.start {
                    0
                } else if at + 1 == range.end {
                    2
                } else {
                    1
                };
                *counts[place].entry(lexicon.word(token.word).folded.to_string()).or_default() += 1;
            }
        }
    }
    counts.map(|counts| {
        let mut words: Vec<String> = counts.into_iter().filter(|(_, n)| *n >= 2).map(|(word, _)| word).collect();
        words.sort();
        words
    })
}
