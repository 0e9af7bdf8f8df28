//! Actors that are known by their names alone: countries, bodies, places and the people whom the news names by surname.
//! Knows no article; what an ambiguous name means there is for others.

use std::cmp::Reverse;
use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use super::reading::Reading;
use super::senses;
use super::tagger::gap::Gap;
use super::words::rows;
use crate::annotate::ActorKind;
use crate::text::{Shape, fold, scan};

/// An actor that the gazetteer knows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The canonical name.
    pub name: &'static str,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// True when people bear the name too: Georgia, Washington.
    pub doubtful: bool,
}

/// One way to write an entry's name.
pub(super) struct Form {
    words: Box<[Box<str>]>,
    /// The first letters of its second word, which tell nearly all forms of one beginning apart; 0 where there is none.
    second: u64,
    letters: Box<[Letters]>,
    /// A comma may stand between its words.
    commas: bool,
    /// It ends in a possessive: McDonald's.
    possessive: bool,
    entry: usize,
}

/// How the letters of a word must be written for the name to be meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    Any,
    Capital,
    Capitals,
}

/// The forms that begin with the same letters. They are read when a text first has a word with that beginning, as few words begin a name.
#[derive(Default)]
struct Namesakes {
    /// As the tables write them, with the number of their entry.
    written: Vec<(&'static str, usize)>,
    read: OnceLock<Box<[Form]>>,
}

/// All entries, and their forms by what they begin with.
pub(super) struct Gazetteer {
    entries: Vec<Entry>,
    namesakes: FxHashMap<u64, Namesakes>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::load);

const TABLES: [(&str, ActorKind); 4] = [
    (include_str!("countries.tsv"), ActorKind::Place),
    (include_str!("places.tsv"), ActorKind::Place),
    (include_str!("bodies.tsv"), ActorKind::Organisation),
    (include_str!("people.tsv"), ActorKind::Person),
];

impl Gazetteer {
    /// The embedded gazetteer, read once.
    pub fn get() -> &'static Gazetteer {
        &GAZETTEER
    }

    fn load() -> Gazetteer {
        let mut gazetteer = Gazetteer { entries: Vec::new(), namesakes: FxHashMap::default() };
        for (table, kind) in TABLES {
            for (name, others) in rows(table) {
                gazetteer.add(name, others, kind);
            }
        }
        for name in senses::names() {
            gazetteer.add(name, "", ActorKind::Place);
        }
        gazetteer
    }

    /// Adds an entry with its other written forms.
    fn add(&mut self, name: &'static str, others: &'static str, kind: ActorKind) {
        let doubtful = name.starts_with('?');
        let name = name.trim_start_matches('?');
        let entry = self.entries.len();
        self.entries.push(Entry { name, kind, doubtful });
        for written in std::iter::once(name).chain(others.split('|').filter(|form| !form.is_empty())) {
            self.namesakes.entry(beginning(written)).or_default().written.push((written, entry));
        }
    }

    /// The forms that may begin with a folded word, by their second words, and longest first.
    pub fn forms(&self, first: &str) -> &[Form] {
        self.namesakes.get(&letters(first)).map_or(&[], Namesakes::forms)
    }

    /// The actor that is also called `written`, in whatever case.
    pub fn called(&self, written: &str) -> Option<&Entry> {
        self.number(written).map(|entry| &self.entries[entry])
    }

    /// The number of the entry that is called `written`, in whatever case.
    pub fn number(&self, written: &str) -> Option<usize> {
        let words: Vec<String> = words(written).into_iter().map(fold).collect();
        let same = |form: &&Form| form.words.iter().map(|word| &**word).eq(words.iter().map(String::as_str));
        self.forms(words.first()?).iter().find(same).map(|form| form.entry)
    }

    /// The entry with a number that [`Gazetteer::longest`] gave.
    pub fn entry(&self, number: usize) -> &Entry {
        &self.entries[number]
    }

    /// The longest known name that begins with the token `at` and ends before `end`: the token behind it, and the entry's number.
    pub fn longest(&self, reading: &Reading, at: usize, end: usize) -> Option<(usize, usize)> {
        let forms = reading.forms(at);
        let several = match second(reading, at, end) {
            0 => None,
            second => with_second(forms, second).iter().find(|form| form.stands(reading, at, end)),
        };
        let form = several.or_else(|| with_second(forms, 0).iter().find(|form| form.stands(reading, at, end)))?;
        Some((at + form.words.len(), form.entry))
    }

    /// The entry that the tokens from `first` until `last` name together.
    pub fn whole(&self, reading: &Reading, first: usize, last: usize) -> Option<usize> {
        let same = |form: &&Form| form.words.len() == last - first && form.stands(reading, first, last);
        with_second(reading.forms(first), second(reading, first, last)).iter().find(same).map(|form| form.entry)
    }
}

/// The first letters of a name's first word, folded. Most such words are plain and need no folding, which would take longer than all the rest.
fn beginning(written: &str) -> u64 {
    let alone = written.split(' ').next().unwrap_or(written);
    if alone.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return letters(alone);
    }
    words(alone).first().map_or(0, |first| letters(&fold(first)))
}

/// The first eight bytes of a word as a number, whatever their case.
fn letters(word: &str) -> u64 {
    word.bytes().take(8).fold(0, |number, byte| number << 8 | u64::from(byte.to_ascii_lowercase()))
}

/// Those of the forms of one beginning whose second word has these first letters.
fn with_second(forms: &[Form], second: u64) -> &[Form] {
    let from = forms.partition_point(|form| form.second < second);
    let until = from + forms[from..].partition_point(|form| form.second == second);
    &forms[from..until]
}

/// The first letters of the token behind `at`, if it is before `end`.
fn second(reading: &Reading, at: usize, end: usize) -> u64 {
    if at + 1 < end { letters(reading.folded(at + 1)) } else { 0 }
}

/// The words of a name.
fn words(written: &str) -> Vec<&str> {
    let mut words = Vec::new();
    scan(written, 0..written.len(), |start, end| words.push(&written[start..end]));
    words
}

impl Namesakes {
    fn forms(&self) -> &[Form] {
        self.read.get_or_init(|| {
            let mut forms: Vec<Form> =
                self.written.iter().map(|&(written, entry)| Form::read(written, entry)).collect();
            forms.sort_by_key(|form| (form.second, Reverse(form.words.len())));
            forms.into()
        })
    }
}

impl Form {
    fn read(written: &str, entry: usize) -> Form {
        let words = words(written);
        let letters = words.iter().map(|word| match Shape::of(word) {
            Shape::Capitals | Shape::Dotted | Shape::Numbered => Letters::Capitals,
            Shape::Capital | Shape::Mixed | Shape::Initial => Letters::Capital,
            _ => Letters::Any,
        });
        let folded: Box<[Box<str>]> = words.iter().map(|word| fold(word).into()).collect();
        Form {
            letters: letters.collect(),
            second: folded.get(1).map_or(0, |word| self::letters(word)),
            words: folded,
            commas: written.contains(','),
            possessive: written.ends_with('s') && words.last().is_some_and(|last| !written.ends_with(last)),
            entry,
        }
    }

    fn stands(&self, reading: &Reading, at: usize, end: usize) -> bool {
        let last = at + self.words.len() - 1;
        last < end
            // The first word is the same nearly always.
            && self.words.iter().enumerate().rev().all(|(n, word)| **word == *reading.folded(at + n))
            && self.letters.iter().enumerate().all(|(n, letters)| letters.fit(reading.shape(at + n)))
            && (at..last).all(|n| match reading.gap(n) {
                Gap::Space | Gap::Hyphen | Gap::Possessive | Gap::Ampersand => true,
                Gap::Dot => reading.between(n).starts_with('.') && reading.written(n).len() <= 4,
                Gap::Comma => self.commas,
                _ => false,
            })
            && (!self.possessive || reading.is_possessive(last))
    }
}

impl Letters {
    fn fit(self, shape: Shape) -> bool {
        match self {
            Letters::Any => true,
            Letters::Capital => shape.is_live(),
            Letters::Capitals => matches!(shape, Shape::Capitals | Shape::Dotted | Shape::Numbered),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_form_belongs_to_two_entries() {
        let mut seen: FxHashMap<String, &str> = FxHashMap::default();
        for (table, _) in TABLES {
            for (name, others) in rows(table) {
                for form in std::iter::once(name).chain(others.split('|').filter(|form| !form.is_empty())) {
                    let before = seen.insert(form.trim_start_matches('?').to_string(), name);
                    assert!(before.is_none(), "{form}: {before:?} and {name}");
                }
            }
        }
    }
}
