//! The words of all names, each once, with how it sounds and what is known of it. Knows no names.

use rustc_hash::FxHashMap;

use super::sound;
use super::tables::{Known, Marks, Rows, Tables};
use crate::annotate::ActorKind;

/// A word's number.
pub(super) type WordId = u32;

/// A family of transliterations to which a name belongs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Family(u8);

impl Family {
    pub const ARABIC: Family = Family(1);
    pub const SLAVIC: Family = Family(2);

    /// Both.
    pub fn with(self, other: Family) -> Family {
        Family(self.0 | other.0)
    }

    /// Those that both have.
    pub fn shared_with(self, other: Family) -> Family {
        Family(self.0 & other.0)
    }

    /// Whether the family is among these.
    pub fn has(self, other: Family) -> bool {
        self.0 & other.0 != 0
    }
}

/// Which of a word's sounds count in a name of a kind, if it is of these families.
pub(super) fn sounds_that_count(kind: ActorKind, family: Family) -> impl Iterator<Item = usize> {
    let place = kind == ActorKind::Place;
    let counts = [!place, !place && family.has(Family::ARABIC), !place && family.has(Family::SLAVIC), place];
    (0..counts.len()).filter(move |&at| counts[at])
}

/// One word.
pub(super) struct Word {
    /// Folded.
    pub text: Box<str>,
    /// What is known of it.
    pub known: Known,
    /// The families for which it speaks.
    pub family: Family,
    /// A hash of its spelling, as a name of this word alone has it.
    pub whole: u64,
    /// Hashes of its sound: by the plain rules, the Arabic and the Slavic ones, and those for places.
    pub sounds: [u64; 4],
}

impl Word {
    fn new(text: &str) -> Word {
        let known = Tables::get().word(text);
        let written = known.spelling.unwrap_or(text);
        let (plain, arabic, slavic) = (sound::plain(written), sound::arabic(written), sound::slavic(written));
        let is_arabic = Tables::get().is_arabic(&arabic) || sound::looks_arabic(text);
        let is_slavic = Tables::get().is_slavic(&slavic) || sound::ends_as_slavic(text);
        let families = [(is_arabic, Family::ARABIC), (is_slavic, Family::SLAVIC)];
        let family =
            families.iter().filter(|(is, _)| *is).fold(Family::default(), |all, (_, family)| all.with(*family));
        let english = known.formal != 0 || known.familiar[0] != 0;
        let itself = || sound::itself(written);
        let sounds = if known.marks.has(Marks::ITSELF) {
            [itself(), itself(), itself(), itself()]
        } else {
            // The rules of a family hold for its names; writers of Arabic ones hear each word as they will, unless it is an English one.
            let arabic = if english { plain.clone() } else { arabic };
            let slavic = if is_slavic { slavic } else { plain.clone() };
            [plain, arabic, slavic, sound::place(written)]
        };
        let whole = hash(FIRST, written);
        Word { text: text.into(), known, family, whole, sounds: sounds.map(|sound| hash(FIRST, &sound)) }
    }

    /// The first letter.
    pub fn initial(&self) -> char {
        self.text.chars().next().unwrap_or_default()
    }

    /// The spelling under which the tables have it, or its own.
    pub fn spelling(&self) -> &str {
        self.known.spelling.unwrap_or(&self.text)
    }
}

/// All words.
#[derive(Default)]
pub(super) struct Words {
    words: Vec<Word>,
    numbers: FxHashMap<Box<str>, WordId>,
}

impl Words {
    /// The number of a folded word.
    pub fn number(&mut self, text: &str) -> WordId {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        self.adopt(Word::new(text))
    }

    /// The number of a word that was met elsewhere.
    pub fn adopt(&mut self, word: Word) -> WordId {
        if let Some(&number) = self.numbers.get(&word.text) {
            return number;
        }
        let number = self.words.len() as WordId;
        self.numbers.insert(word.text.clone(), number);
        self.words.push(word);
        number
    }

    /// All words, in the order of their numbers.
    pub fn all(self) -> impl Iterator<Item = Word> {
        self.words.into_iter()
    }

    /// The word with a number.
    pub fn get(&self, number: WordId) -> &Word {
        &self.words[number as usize]
    }
}

/// Whether one of two given names is a familiar form of the other.
pub(super) fn is_familiar(first: &Known, second: &Known) -> bool {
    let of = |formal: u16, familiar: &Rows| formal != 0 && familiar.contains(&formal);
    of(first.formal, &second.familiar) || of(second.formal, &first.familiar)
}

/// Whether two words stand in one row of a table.
pub(super) fn share_a_row(first: &Rows, second: &Rows) -> bool {
    first.iter().any(|row| *row != 0 && second.contains(row))
}

/// Where a hash begins.
pub(super) const FIRST: u64 = 0xcbf2_9ce4_8422_2325;

/// Goes on hashing: of two texts together it is that of both in turn, so that spaces do not matter.
pub(super) fn hash(state: u64, text: &str) -> u64 {
    text.bytes().fold(state, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
