//! Names of people, organisations and places in English texts, as learned from texts that people have marked (`benches/train/`).
//! Knows the words of one article and the learned weights; no actors, and no other article.
//!
//! Words with capitals and the small words between them are looked at twice: first by themselves, then with what the article's other occurrences of
//! the same words were taken for. Texts of other languages are not for this: their capitals mean other things.

pub mod context;
pub mod form;
pub mod gap;
pub mod label;
pub mod repeats;
pub mod stretch;
pub mod weights;

use std::hint::black_box;
use std::sync::LazyLock;

use crate::annotate::ActorKind;
use crate::text::{Lexicon, Span, Token};
use context::AROUND;
use form::{Forms, HERE, OFFSETS};
use label::{Decoder, KINDS, LABELS, OUTSIDE, Scores, is_open, kind_of};
use repeats::{Others, Repeats};
use stretch::{Stretch, Stretches};
use weights::{Aligned, Weights};

static BYTES: &Aligned<[u8]> = &Aligned(*include_bytes!("weights.bin"));

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(&BYTES.0).expect("the weights beside this file are whole"));

/// One text of an article, with its tokens and the sentences that together have all of them.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// The title or body.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Its sentences.
    pub sentences: &'a [Span],
}

/// A name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// Its first token.
    pub first_token: usize,
    /// The token behind its last.
    pub last_token: usize,
    /// What it names.
    pub kind: ActorKind,
    /// By how much it is rather this than another kind or no name: above 0, and some 100 when it is clear.
    pub margin: i32,
}

/// Finds the names of articles, one after another. What it remembers of words is of one lexicon: to be made anew when that is renewed.
pub struct Tagger {
    weights: &'static Weights,
    forms: Forms,
    stretches: Stretches,
    repeats: Repeats,
    decoder: Decoder,
    scores: Vec<Scores>,
    labels: Vec<u8>,
    features: Vec<[u64; context::FEATURES]>,
    others: Vec<Others>,
    best: Vec<u8>,
}

impl Default for Tagger {
    fn default() -> Tagger {
        Tagger::with(&WEIGHTS)
    }
}

impl Tagger {
    /// A tagger of these weights.
    pub fn with(weights: &'static Weights) -> Tagger {
        Tagger {
            weights,
            forms: Forms::new(weights),
            stretches: Stretches::default(),
            repeats: Repeats::default(),
            decoder: Decoder::default(),
            scores: Vec::new(),
            labels: Vec::new(),
            features: Vec::new(),
            others: Vec::new(),
            best: Vec::new(),
        }
    }

    /// The names in each of the texts of one article, which is in English. The tokens are those of `lexicon`.
    pub fn tag(&mut self, texts: &[Text], lexicon: &Lexicon) -> Vec<Vec<Name>> {
        self.stretches.read(texts, lexicon, &mut self.forms, self.weights);
        self.look(texts, lexicon);
        self.look_again(texts);
        let mut names = vec![Vec::new(); texts.len()];
        let mut at = 0;
        for stretch in self.stretches.all() {
            let range = at..at + stretch.len;
            collect(stretch, &self.labels[range.clone()], &self.scores[range], &mut names[stretch.text]);
            at += stretch.len;
        }
        names
    }

    /// Judges every stretch by itself.
    fn look(&mut self, texts: &[Text], lexicon: &Lexicon) {
        self.scores.clear();
        self.labels.clear();
        self.repeats.begin();
        for stretch in self.stretches.all() {
            let places = self.stretches.places(stretch);
            let tokens = texts[stretch.text].tokens;
            let from = self.scores.len();
            let mut run = context::run_from(places, AROUND);
            let mut fetched = 0;
            self.features.clear();
            for at in AROUND..AROUND + stretch.len {
                if at > run.last {
                    run = context::run_from(places, at);
                }
                let features = context::features(places, at, run);
                fetched = features.iter().fold(fetched, |all, feature| all ^ self.weights.fetch(*feature));
                self.features.push(features);
            }
            black_box(fetched);
            for (n, features) in self.features.iter().enumerate() {
                let mut scores = Scores::default();
                for offset in 0..OFFSETS {
                    // The edge is asked for no word.
                    let token = (stretch.first + n + offset).wrapping_sub(HERE);
                    let folded = || tokens.get(token).map_or("", |token| &lexicon.word(token.word).folded);
                    let beside = self.forms.sum(places[n + offset].form, offset, self.weights, folded);
                    scores.iter_mut().zip(beside).for_each(|(score, weight)| *score = score.wrapping_add(*weight));
                }
                features.iter().for_each(|feature| self.weights.add(*feature, &mut scores));
                self.scores.push(scores);
            }
            self.decoder.decode(&self.scores[from..], self.weights.transitions(), &mut self.best);
            for (token, label) in tokens[stretch.first..].iter().zip(&self.best) {
                self.repeats.note(token.word, *label);
            }
            self.labels.extend(&self.best);
        }
    }

    /// Judges those again whose words occur elsewhere.
    fn look_again(&mut self, texts: &[Text]) {
        let mut from = 0;
        for stretch in self.stretches.all() {
            let range = from..from + stretch.len;
            from = range.end;
            let tokens = &texts[stretch.text].tokens[stretch.first..stretch.first + stretch.len];
            let places = self.stretches.places(stretch);
            if !others(&self.repeats, tokens, places, &self.labels[range.clone()], &mut self.others) {
                continue;
            }
            for (n, scores) in self.scores[range.clone()].iter_mut().enumerate() {
                let shape = places[AROUND + n].shape as u8;
                for feature in repeats::features(self.others[n], self.others[n + 1], self.others[n + 2], shape) {
                    self.weights.add(feature, scores);
                }
            }
            self.decoder.decode(&self.scores[range.clone()], self.weights.transitions(), &mut self.best);
            self.labels[range].copy_from_slice(&self.best);
        }
    }
}

/// Fills `found` with what is known of the other occurrences of a stretch's words, with one more on either side. False when no capital occurs elsewhere.
fn others(
    repeats: &Repeats,
    tokens: &[Token],
    places: &[context::Place],
    labels: &[u8],
    found: &mut Vec<Others>,
) -> bool {
    found.clear();
    found.push(Others::default());
    let mut any = false;
    for (n, (token, label)) in tokens.iter().zip(labels).enumerate() {
        let live = places[AROUND + n].shape.is_live();
        let others = if live { repeats.others(token.word, *label) } else { Others::default() };
        any |= !others.is_none();
        found.push(others);
    }
    found.push(Others::default());
    any
}

/// The names of a stretch.
fn collect(stretch: &Stretch, labels: &[u8], scores: &[Scores], names: &mut Vec<Name>) {
    let mut first = 0;
    for (n, &label) in labels.iter().enumerate() {
        let label = label as usize;
        let Some(kind) = kind_of(label).filter(|_| !is_open(label)) else {
            if label == OUTSIDE {
                first = n + 1;
            }
            continue;
        };
        let margin = margin(kind, &labels[first..=n], &scores[first..=n]);
        let (first_token, last_token) = (stretch.first + first, stretch.first + n + 1);
        names.push(Name { first_token, last_token, kind: KINDS[kind], margin });
        first = n + 1;
    }
}

/// By how much the words of a name are rather of this kind than of another, or outside of names.
fn margin(kind: usize, labels: &[u8], scores: &[Scores]) -> i32 {
    let sum = |other: Option<usize>| -> i32 {
        let label = |label: u8| other.map_or(OUTSIDE, |other| label as usize + 4 * other - 4 * kind);
        labels.iter().zip(scores).map(|(l, s)| i32::from(s[label(*l)])).sum()
    };
    let others = (0..LABELS / 4).filter(|other| *other != kind).map(Some).chain([None]);
    sum(Some(kind)) - others.map(sum).max().unwrap_or(0)
}
