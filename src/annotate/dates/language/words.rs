//! The words of a language that rules are made of, each with a number and what it can mean. Knows no rules and no text.

use rustc_hash::FxHashMap;

use super::sequence::Class;

/// A word that some rule asks for.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// What it can mean.
    pub senses: Vec<Sense>,
    /// The edges of the tree's root that it can go along.
    pub begins: Vec<u16>,
}

/// What a word can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sense {
    /// What sort of thing.
    pub class: Class,
    /// Which of them.
    pub value: i32,
    /// It is written with a capital letter.
    pub capital: bool,
    /// It is also something else, such as a name.
    pub doubtful: bool,
    /// It is something else more often than not.
    pub unlikely: bool,
    /// It is an abbreviation.
    pub short: bool,
}

/// Words by what they look like.
#[derive(Debug, Default)]
pub struct Words {
    entries: Vec<Entry>,
    /// By their letters in lower case, as one number: so a word is found without following a pointer.
    short: FxHashMap<u128, u16>,
    /// Those with letters beyond ASCII or of more bytes.
    other: FxHashMap<Box<str>, u16>,
    /// Nearly every word of a text is none of these, which its first and last letter and its length already tell: a bit for each length.
    lengths: [[u32; 32]; 32],
}

/// Words of more bytes have one length in the table of lengths.
const LONGEST: usize = 31;

impl Words {
    /// The number of a word, which becomes known if it is not. Numbers begin with 1.
    pub fn learn(&mut self, word: &str) -> u16 {
        let lower = word.to_lowercase();
        if let (Some(&first), Some(&last)) = (lower.as_bytes().first(), lower.as_bytes().last()) {
            self.lengths[usize::from(first & 31)][usize::from(last & 31)] |= 1 << lower.len().min(LONGEST);
        }
        let next = self.entries.len() as u16 + 1;
        let number = match packed(&lower) {
            Some(packed) => *self.short.entry(packed).or_insert(next),
            None => *self.other.entry(lower.into()).or_insert(next),
        };
        if number == next {
            self.entries.push(Entry::default());
        }
        number
    }

    /// The number of a word as it is written in a text, or 0.
    pub fn number(&self, written: &str) -> u16 {
        let bytes = written.as_bytes();
        let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else { return 0 };
        let lengths = self.lengths[usize::from(first & 31)][usize::from(last & 31)];
        if (first | last) < 128 && lengths & (1 << bytes.len().min(LONGEST)) == 0 {
            return 0;
        }
        let known = match packed(written) {
            Some(packed) => self.short.get(&packed),
            None if self.other.is_empty() => None,
            None => self.other.get(written.to_lowercase().as_str()),
        };
        known.copied().unwrap_or(0)
    }

    /// The word of a number.
    pub fn entry(&self, number: u16) -> Option<&Entry> {
        self.entries.get(usize::from(number).checked_sub(1)?)
    }

    /// The word of a number that was learnt.
    pub fn entry_mut(&mut self, number: u16) -> &mut Entry {
        &mut self.entries[usize::from(number) - 1]
    }

    /// All words with their numbers.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (u16, &mut Entry)> {
        (1..).zip(&mut self.entries)
    }
}

/// A word of up to 16 ASCII letters, digits or signs as one number, whatever its case.
fn packed(word: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    let place = bytes.get_mut(..word.len()).filter(|_| word.is_ascii())?;
    place.copy_from_slice(word.as_bytes());
    // The bit that tells small letters from capitals is set in digits and signs too.
    place.iter_mut().for_each(|byte| *byte |= 0x20);
    Some(u128::from_le_bytes(bytes))
}
