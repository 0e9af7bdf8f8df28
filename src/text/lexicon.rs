//! The words that a thread has met: each written form is folded, stemmed and looked at once, then looked up. Knows no text.

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::fold::fold_into;
use super::shape::Shape;
use super::spelling::one_spelling;
use super::tokens::{Token, scan};

/// A word's number in the lexicon that met it. Numbers of different lexicons have nothing to do with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(u32);

impl WordId {
    /// The number: words are numbered from 0 in the order in which they were met.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A folded word and its stem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The form that quotes match.
    pub folded: Box<str>,
    /// The form that free words match, where stemming changes the folded one.
    pub changed_stem: Option<Box<str>>,
}

impl Word {
    /// The form that free words match.
    pub fn stem(&self) -> &str {
        self.changed_stem.as_deref().unwrap_or(&self.folded)
    }
}

/// What is known of a written form.
#[derive(Clone, Copy)]
struct Written {
    word: WordId,
    shape: Shape,
}

/// Written forms kept before the lexicon starts afresh: some 60 MB, far above the vocabulary of a language.
const MOST_FORMS: usize = 400_000;

/// Short words that were met last, one for each place of a small table. It stays beside the processor, and has nearly every word of a text.
const FREQUENT: usize = 1 << 12;

/// Folds and stems words through a cache. One for each thread.
pub struct Lexicon {
    stemmer: Stemmer,
    words: Vec<Word>,
    by_folded: FxHashMap<Box<str>, WordId>,
    by_short: FxHashMap<u64, Written>,
    by_longer: FxHashMap<u128, Written>,
    by_written: FxHashMap<Box<str>, Written>,
    frequent: Box<[(u64, Written)]>,
    buffer: String,
    age: u32,
}

impl Default for Lexicon {
    fn default() -> Self {
        Lexicon {
            stemmer: Stemmer::create(Algorithm::English),
            words: Vec::new(),
            by_folded: FxHashMap::default(),
            by_short: FxHashMap::default(),
            by_longer: FxHashMap::default(),
            by_written: FxHashMap::default(),
            frequent: vec![(0, Written { word: WordId(0), shape: Shape::Small }); FREQUENT].into(),
            buffer: String::new(),
            age: 0,
        }
    }
}

impl Lexicon {
    /// The tokens of `text`. Texts beyond 4 GiB are not for this program.
    ///
    /// ```
    /// let mut lexicon = dateline::text::Lexicon::default();
    /// let tokens = lexicon.tokenize("The Taliban’s guarantees");
    /// assert_eq!(lexicon.word(tokens[1].word).stem(), "taliban");
    /// assert_eq!(lexicon.word(tokens[2].word).stem(), "guarante");
    /// ```
    pub fn tokenize(&mut self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 6 + 1);
        scan(text, 0..text.len(), |start, end| {
            let Written { word, shape } = self.meet(&text[start..end]);
            tokens.push(Token { start: start as u32, end: end as u32, word, shape });
        });
        tokens
    }

    /// All words, by their numbers.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// How often everything has been forgotten: as long as it stays the same, so do the words of numbers.
    pub fn age(&self) -> u32 {
        self.age
    }

    /// The word behind a number that this lexicon gave since it was last renewed.
    pub fn word(&self, id: WordId) -> &Word {
        &self.words[id.0 as usize]
    }

    /// Forgets everything when it has grown beyond its bound, and says whether it did. To be called between articles: older tokens lose their words.
    pub fn renew_if_full(&mut self) -> bool {
        let full = self.by_short.len() + self.by_longer.len() + self.by_written.len() > MOST_FORMS;
        if full {
            *self = Lexicon { age: self.age + 1, ..Lexicon::default() };
        }
        full
    }

    fn meet(&mut self, written: &str) -> Written {
        let packed = Packed::new(written);
        let Packed::Short(letters) = packed else { return self.look_up(written, packed) };
        let place = (letters.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - FREQUENT.ilog2())) as usize;
        if self.frequent[place].0 == letters {
            return self.frequent[place].1;
        }
        let met = self.look_up(written, packed);
        self.frequent[place] = (letters, met);
        met
    }

    fn look_up(&mut self, written: &str, packed: Packed) -> Written {
        let known = match packed {
            Packed::Short(letters) => self.by_short.get(&letters),
            Packed::Longer(letters) => self.by_longer.get(&letters),
            Packed::Not => self.by_written.get(written),
        };
        if let Some(&known) = known {
            return known;
        }
        self.buffer.clear();
        fold_into(written, &mut self.buffer);
        let word = match self.by_folded.get(self.buffer.as_str()) {
            Some(&id) => id,
            None => self.learn(),
        };
        let met = Written { word, shape: Shape::of(written) };
        match packed {
            Packed::Short(letters) => self.by_short.insert(letters, met),
            Packed::Longer(letters) => self.by_longer.insert(letters, met),
            Packed::Not => self.by_written.insert(written.into(), met),
        };
        met
    }

    fn learn(&mut self) -> WordId {
        let folded: Box<str> = self.buffer.as_str().into();
        // Names with digits and signs have no inflection.
        let stemmable = folded.len() > 2 && folded.bytes().all(|b| b.is_ascii_lowercase());
        let stem = if stemmable { self.stemmer.stem(&one_spelling(&folded)).into_owned() } else { folded.to_string() };
        let changed_stem = (stem != *folded && !stem.is_empty()).then(|| stem.into());
        let id = WordId(self.words.len() as u32);
        self.words.push(Word { folded: folded.clone(), changed_stem });
        self.by_folded.insert(folded, id);
        id
    }
}

/// The bytes of a word as one number: so it is found without following a pointer. Words hold no zero bytes, so no two have the same number.
#[derive(Clone, Copy)]
enum Packed {
    /// Up to 8 bytes, which most words of a text have: the table of these stays near the processor.
    Short(u64),
    /// Up to 16.
    Longer(u128),
    /// More.
    Not,
}

impl Packed {
    fn new(written: &str) -> Packed {
        let bytes = written.as_bytes();
        match bytes.len() {
            0..=8 => {
                let mut short = [0; 8];
                short[..bytes.len()].copy_from_slice(bytes);
                Packed::Short(u64::from_le_bytes(short))
            }
            9..=16 => {
                let mut longer = [0; 16];
                longer[..bytes.len()].copy_from_slice(bytes);
                Packed::Longer(u128::from_le_bytes(longer))
            }
            _ => Packed::Not,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lexicon;

    #[test]
    fn forms_of_one_word_share_a_stem_and_keep_their_own_form() {
        let mut lexicon = Lexicon::default();
        let tokens = lexicon.tokenize("recognise Recognised RECOGNISING it");
        let stems: Vec<_> = tokens.iter().map(|t| lexicon.word(t.word).stem().to_string()).collect();
        assert_eq!(stems, ["recogn", "recogn", "recogn", "it"]);
        assert_eq!(&*lexicon.word(tokens[1].word).folded, "recognised");
    }
}
