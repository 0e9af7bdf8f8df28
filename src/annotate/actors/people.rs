//! The people of one article who are named in full: which full names are one person's, and whom a single word means at some point of the text.
//! Never takes one of two namesakes for the other.

use rustc_hash::{FxHashMap, FxHashSet};

use super::names::{NameId, Names, surname};
use super::reading::Reading;
use super::words::Class;
use crate::text::{Lexicon, WordId};

/// How many people with one word in their names are compared with a new one.
const MOST_NAMESAKES: usize = 8;

/// What a word is in a person's name. Words in the middle are asked last: Lula in Luiz Inácio Lula da Silva.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Surname,
    First,
    Middle,
}

/// How somebody is addressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address {
    Man,
    Woman,
    Unknown,
}

/// Whom a word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    /// Nobody of the article's people.
    Nobody,
    /// This one.
    One(NameId),
    /// One of several, and nothing tells which.
    OneOfSeveral,
}

/// Who bears which word.
#[derive(Default)]
pub(super) struct People {
    /// Sorted; each person is the root of its names.
    bearers: Vec<(WordId, Role, NameId)>,
    introduced: FxHashSet<NameId>,
    women: FxHashSet<NameId>,
    /// Whom a word alone has meant. None for somebody who is not named in full.
    called: FxHashMap<WordId, Option<NameId>>,
}

impl People {
    /// Brings the full names of an article together that are one person's, and takes in who bears which word.
    pub fn gather(readings: &[Reading; 2], lexicon: &Lexicon, names: &mut Names) -> People {
        let mut full: Vec<NameId> = (0..names.len()).filter(|&name| names.is_full_person(name)).collect();
        full.sort_by_key(|&name| std::cmp::Reverse(names.words(name).len()));
        let mut longer: FxHashMap<WordId, Vec<NameId>> = FxHashMap::default();
        let mut people = People::default();
        for name in full {
            let shown = names.get(name).shown;
            let last = surname(&readings[shown.text], shown);
            let words = names.words(name);
            if let Some(long) = longer_form(words, last, lexicon, names, &longer) {
                names.join(name, long);
                continue;
            }
            for word in [words[0], words[last]] {
                longer.entry(word).or_default().push(name);
            }
            for (at, &word) in words.iter().enumerate().take(last + 1) {
                let role = if at == last {
                    Role::Surname
                } else if at == 0 {
                    Role::First
                } else {
                    Role::Middle
                };
                people.bearers.push((word, role, name));
            }
            if readings[shown.text].has(shown.name(), Class::WOMAN) {
                people.women.insert(name);
            }
        }
        people.bearers.sort_unstable();
        people
    }

    /// The words by which they are called when nothing else is said.
    pub fn surnames(&self) -> impl Iterator<Item = WordId> {
        self.bearers.iter().filter(|bearer| bearer.1 == Role::Surname).map(|bearer| bearer.0)
    }

    /// Somebody is named in full here.
    pub fn named(&mut self, person: NameId) {
        self.introduced.insert(person);
    }

    /// Whom a single word means here. Where several bear it, the one whom it has meant before; else the only one who was introduced by now.
    pub fn meant_by(&mut self, word: WordId, address: Address) -> Meant {
        let from = self.bearers.partition_point(|bearer| bearer.0 < word);
        let Some(&(_, role, first)) = self.bearers.get(from).filter(|bearer| bearer.0 == word) else {
            return Meant::Nobody;
        };
        let of_role = self.bearers[from..].iter().take(MOST_NAMESAKES);
        let of_role = of_role.take_while(|bearer| (bearer.0, bearer.1) == (word, role));
        let fits = |person: NameId| self.women.contains(&person) == (address == Address::Woman);
        let mut fitting =
            of_role.clone().map(|bearer| bearer.2).filter(|person| address != Address::Unknown && fits(*person));
        if let (Some(person), None) = (fitting.next(), fitting.next()) {
            return Meant::One(person);
        }
        let meant = if let Some(called) = self.called.get(&word) {
            *called
        } else if of_role.clone().nth(1).is_none() {
            Some(first)
        } else {
            let mut introduced = of_role.map(|bearer| bearer.2).filter(|person| self.introduced.contains(person));
            introduced.next().filter(|_| introduced.next().is_none())
        };
        match meant {
            Some(person) => {
                self.called.insert(word, Some(person));
                Meant::One(person)
            }
            None => Meant::OneOfSeveral,
        }
    }

    /// The word alone has meant somebody whom the article does not name in full.
    pub fn meant_another(&mut self, word: WordId) {
        self.called.insert(word, None);
    }

    /// Whether somebody whom the article names in full has this surname.
    pub fn is_surname(&self, word: WordId) -> bool {
        let from = self.bearers.partition_point(|bearer| bearer.0 < word);
        self.bearers.get(from).is_some_and(|bearer| (bearer.0, bearer.1) == (word, Role::Surname))
    }

    /// Whether somebody with this surname has been named in full by now.
    pub fn is_surname_introduced(&self, word: WordId) -> bool {
        let from = self.bearers.partition_point(|bearer| bearer.0 < word);
        let mut bearers = self.bearers[from..].iter().take(MOST_NAMESAKES).take_while(|bearer| bearer.0 == word);
        bearers.any(|(_, role, person)| *role == Role::Surname && self.introduced.contains(person))
    }
}

/// The name already taken in that is a longer or equal form of this one: the same surname, or the same beginning, and no word that the longer one lacks.
fn longer_form(
    words: &[WordId],
    last: usize,
    lexicon: &Lexicon,
    names: &Names,
    longer: &FxHashMap<WordId, Vec<NameId>>,
) -> Option<NameId> {
    let mut found = None;
    for word in [words[last], words[0]] {
        let namesakes = longer.get(&word).map(|names| names.as_slice()).unwrap_or_default();
        for &long in namesakes.iter().rev().take(MOST_NAMESAKES) {
            if is_within(&words[..=last], names.words(long), lexicon) && found != Some(long) {
                if found.is_some() {
                    return None;
                }
                found = Some(long);
            }
        }
    }
    found
}

/// Whether all words of `short` stand in `long` in the same order; an initial stands for its word.
fn is_within(short: &[WordId], long: &[WordId], lexicon: &Lexicon) -> bool {
    let mut rest = long.iter();
    short.iter().all(|word| {
        rest.any(|other| word == other || is_initial(*word, *other, lexicon) || is_initial(*other, *word, lexicon))
    })
}

fn is_initial(short: WordId, long: WordId, lexicon: &Lexicon) -> bool {
    let (short, long) = (&lexicon.word(short).folded, &lexicon.word(long).folded);
    short.chars().nth(1).is_none() && long.starts_with(&**short)
}
