//! What a written form is by itself: its lists and group, and what it weighs for a word that it stands beside. Computed when it is asked for the
//! first time and kept, because news repeats its words. Knows no text.

use std::hint::black_box;

use rustc_hash::FxHashMap;

use super::label::Scores;
use super::weights::{Entry, Weights, feature, key};
use crate::text::{Lexicon, Shape, WordId};

/// The lists that a word or name may be in.
pub mod list {
    /// Given names.
    pub const GIVEN: u16 = 1;
    /// Frequent family names.
    pub const SURNAME: u16 = 1 << 1;
    /// Rare family names.
    pub const RARE_SURNAME: u16 = 1 << 2;
    /// Towns.
    pub const TOWN: u16 = 1 << 3;
    /// Countries and their larger parts.
    pub const COUNTRY: u16 = 1 << 4;
    /// Organisations.
    pub const BODY: u16 = 1 << 5;
    /// First words of names of several words that are in a list.
    pub const BEGINS: u16 = 1 << 6;
    /// Titles, offices and trades.
    pub const ROLE: u16 = 1 << 7;
    /// Words that make an organisation of a name.
    pub const ORG_WORD: u16 = 1 << 8;
    /// Words that make a place of a name.
    pub const PLACE_WORD: u16 = 1 << 9;
    /// Adjectives of countries and peoples.
    pub const DEMONYM: u16 = 1 << 10;
    /// Ordinary words.
    pub const ORDINARY: u16 = 1 << 11;
    /// Days, months, events, and what else is no actor.
    pub const NO_ACTOR: u16 = 1 << 12;
    /// Small words that begin names.
    pub const OPENS: u16 = 1 << 13;
    /// Small words inside names.
    pub const INSIDE: u16 = 1 << 14;
    /// Small words that end names.
    pub const CLOSES: u16 = 1 << 15;
}

/// Where a form may stand: two words before the one that is judged, to two behind it.
pub const OFFSETS: usize = 5;
/// The offset of the word itself.
pub const HERE: usize = 2;

/// A form's number among those that a tagger has met.
pub type FormId = u32;

/// A written form, as far as contexts ask for it.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// The number of its folded word.
    pub word: u32,
    /// What lists know of it.
    pub entry: Entry,
    /// The larger group of words that it is in.
    pub coarse: u8,
    /// How it is written.
    pub shape: Shape,
    /// The first letters of its folded word.
    pub letters: [u8; 8],
}

/// The forms met, and what each weighs.
pub struct Forms {
    forms: Vec<Form>,
    sums: Vec<[Scores; OFFSETS]>,
    /// For each form the offsets at which its sum is known, a bit each.
    weighed: Vec<u8>,
    /// For each word the first forms of it that were met: nearly always all.
    by_word: Vec<[Met; 2]>,
    others: FxHashMap<(WordId, Shape), FormId>,
    features: Vec<u64>,
}

/// A form of a word.
#[derive(Clone, Copy)]
struct Met {
    shape: Shape,
    form: FormId,
}

/// The form of the place before the first and behind the last word of a sentence.
pub const EDGE: FormId = 0;
/// None: no word is written as the edge is.
const NONE: Met = Met { shape: Shape::Edge, form: EDGE };

impl Forms {
    /// No forms but the edge.
    pub fn new(weights: &Weights) -> Forms {
        let mut forms = Forms {
            forms: Vec::new(),
            sums: Vec::new(),
            weighed: Vec::new(),
            by_word: Vec::new(),
            others: FxHashMap::default(),
            features: Vec::new(),
        };
        forms.learn("", Shape::Edge, weights);
        forms
    }

    /// The form of a word that is written in a way.
    #[inline]
    pub fn meet(&mut self, word: WordId, shape: Shape, lexicon: &Lexicon, weights: &Weights) -> FormId {
        match self.by_word.get(word.index()) {
            Some([first, _]) if first.shape == shape => first.form,
            Some([_, second]) if second.shape == shape => second.form,
            _ => self.meet_another(word, shape, lexicon, weights),
        }
    }

    fn meet_another(&mut self, word: WordId, shape: Shape, lexicon: &Lexicon, weights: &Weights) -> FormId {
        if let Some(&form) = self.others.get(&(word, shape)) {
            return form;
        }
        let form = self.learn(&lexicon.word(word).folded, shape, weights);
        let at = word.index();
        if at >= self.by_word.len() {
            self.by_word.resize(at + at / 2 + 64, [NONE; 2]);
        }
        match self.by_word[at].iter_mut().find(|met| met.shape == NONE.shape) {
            Some(free) => *free = Met { shape, form },
            None => drop(self.others.insert((word, shape), form)),
        }
        form
    }

    fn learn(&mut self, folded: &str, shape: Shape, weights: &Weights) -> FormId {
        let entry = weights.entry(entry_key(folded, shape)).unwrap_or_default();
        let mut letters = [0; 8];
        letters.iter_mut().zip(folded.bytes()).for_each(|(letter, byte)| *letter = byte);
        self.forms.push(Form { word: key(folded), entry, coarse: weights.coarse(entry.cluster), shape, letters });
        self.sums.push([Scores::default(); OFFSETS]);
        self.weighed.push(0);
        self.forms.len() as FormId - 1
    }

    /// A form that was met.
    #[inline]
    pub fn get(&self, id: FormId) -> &Form {
        &self.forms[id as usize]
    }

    /// What a form weighs for a word that it stands beside, at an offset. `folded` is its word, which is asked for the first time.
    #[inline]
    pub fn sum<'l>(
        &mut self,
        id: FormId,
        offset: usize,
        weights: &Weights,
        folded: impl FnOnce() -> &'l str,
    ) -> &Scores {
        if self.weighed[id as usize] >> offset & 1 == 0 {
            self.weigh(id as usize, offset, weights, folded());
        }
        &self.sums[id as usize][offset]
    }

    fn weigh(&mut self, id: usize, offset: usize, weights: &Weights, folded: &str) {
        // Rows lie far apart: all are on their way before the first is needed.
        let mut fetched = 0;
        self.features.clear();
        features(folded, &self.forms[id], offset, |_, feature| {
            fetched ^= weights.fetch(feature);
            self.features.push(feature);
        });
        black_box(fetched);
        let sum = &mut self.sums[id][offset];
        self.features.iter().for_each(|feature| weights.add(*feature, sum));
        self.weighed[id] |= 1 << offset;
    }
}

/// The number under which lists have a word: small words are others than those with a capital.
pub fn entry_key(folded: &str, shape: Shape) -> u32 {
    let word = key(folded);
    if shape.is_live() { word } else { !word }
}

/// Calls `visit` for each feature of a form that stands at an offset, with the number of what it is about.
pub fn features(folded: &str, form: &Form, offset: usize, mut visit: impl FnMut(u32, u64)) {
    let shape = form.shape as u32;
    let (lists, cluster) = (u32::from(form.entry.lists), u32::from(form.entry.cluster));
    let number = form.shape == Shape::Number;
    let word = if number { 1 } else { form.word };
    let mut say = |about: u32, a: u32, b: u32| visit(about, feature(offset as u32 * 32 + about, a, b));
    say(0, word, 0);
    say(1, shape, 0);
    if form.shape == Shape::Edge {
        return;
    }
    if cluster != 0 {
        say(2, cluster, 0);
    }
    say(3, u32::from(form.coarse), shape);
    say(4, lists, 0);
    if offset.abs_diff(HERE) > 1 {
        return;
    }
    say(5, word, shape + 1);
    if !number {
        say(6, key(end(folded, 3)), 0);
    }
    for bit in (0..16).filter(|bit| lists >> bit & 1 == 1) {
        say(7, bit, 0);
    }
    if number || offset != HERE {
        return;
    }
    for length in 1..=5 {
        let (start, end) = (start(folded, length), end(folded, length));
        say(7 + length as u32, key(start), 0);
        say(12 + length as u32, key(end), shape);
        if start.len() == folded.len() {
            break;
        }
    }
    say(18, folded.len().min(12) as u32, shape);
    say(19, lists, shape);
}

/// The first characters of a word.
fn start(word: &str, characters: usize) -> &str {
    word.char_indices().nth(characters).map_or(word, |(at, _)| &word[..at])
}

/// The last characters of a word.
fn end(word: &str, characters: usize) -> &str {
    word.char_indices().rev().nth(characters - 1).map_or(word, |(at, _)| &word[at..])
}
