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
    numbers: FxHashMap<Box<[u8]>, u16>,
    /// Nearly every word of a text is none of these, which its first letter and its length already tell: a bit for each length.
    lengths: [u32; 32],
    /// Some word has letters beyond ASCII.
    beyond_ascii: bool,
}

/// No word is longer, in bytes.
const LONGEST: usize = 31;

impl Words {
    /// The number of a word, which becomes known if it is not. Numbers begin with 1.
    pub fn learn(&mut self, word: &str) -> u16 {
        let lower = word.to_lowercase();
        self.beyond_ascii |= !lower.is_ascii();
        if let Some(&known) = self.numbers.get(lower.as_bytes()) {
            return known;
        }
        self.entries.push(Entry::default());
        let number = self.entries.len() as u16;
        if let Some(&first) = lower.as_bytes().first() {
            self.lengths[usize::from(first & 31)] |= 1 << lower.len().min(LONGEST);
        }
        self.numbers.insert(lower.into_bytes().into(), number);
        number
    }

    /// The number of a word as it is written in a text, or 0.
    pub fn number(&self, written: &str) -> u16 {
        let bytes = written.as_bytes();
        let Some(&first) = bytes.first() else { return 0 };
        if bytes.len() > LONGEST {
            return 0;
        }
        if !written.is_ascii() {
            let known = if self.beyond_ascii { self.numbers.get(written.to_lowercase().as_bytes()) } else { None };
            return known.copied().unwrap_or(0);
        }
        if self.lengths[usize::from(first & 31)] & (1 << bytes.len()) == 0 {
            return 0;
        }
        let mut lower = [0; LONGEST];
        let lower = &mut lower[..bytes.len()];
        lower.copy_from_slice(bytes);
        lower.make_ascii_lowercase();
        self.numbers.get(&*lower).copied().unwrap_or(0)
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
