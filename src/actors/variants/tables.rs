//! What is known of single words of names, read from the tables beside: spellings, familiar forms, and the part that a word has in a name.
//! Knows folded words; no names.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::sound;
use crate::text::fold;

/// The parts that a word may have in a name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks(u32);

impl Marks {
    /// Sir, Dr, Sheikh.
    pub const TITLE: Marks = Marks(1);
    /// The Arabic article, with the forms that it takes before a letter.
    pub const ARTICLE: Marks = Marks(1 << 1);
    /// Von, bin, de: written together with what follows, or not.
    pub const PARTICLE: Marks = Marks(1 << 2);
    /// A surname of China, Korea or Vietnam, which stands before the given name.
    pub const EAST: Marks = Marks(1 << 3);
    /// A company's legal form.
    pub const LEGAL: Marks = Marks(1 << 6);
    /// A word that companies and clubs add to their name or leave out.
    pub const GENERIC: Marks = Marks(1 << 7);
    /// A word that says what sort of place it is.
    pub const GENERIC_PLACE: Marks = Marks(1 << 8);
    /// Prepositions and articles.
    pub const SMALL: Marks = Marks(1 << 9);
    /// A surname that is so common that it tells nobody apart.
    pub const COMMON: Marks = Marks(1 << 10);
    /// And, in several forms.
    pub const AND: Marks = Marks(1 << 11);
    /// A particle even where a name begins with it.
    pub const LEADING: Marks = Marks(1 << 12);
    /// The Arabic article, if a hyphen follows: as-Sadr.
    pub const ARTICLE_BEFORE_HYPHEN: Marks = Marks(1 << 13);
    /// Junior, or the number of a king.
    pub const GENERATION: Marks = Marks(1 << 14);
    /// A given name of Spain, Portugal or America south of them, where people have two surnames.
    pub const IBERIAN: Marks = Marks(1 << 4);
    /// A word that sounds like another, and is another: Shaanxi and Shanxi.
    pub const ITSELF: Marks = Marks(1 << 15);

    /// Whether one of these is among them.
    pub fn has(self, mark: Marks) -> bool {
        self.0 & mark.0 != 0
    }

    /// Both.
    pub fn with(self, mark: Marks) -> Marks {
        Marks(self.0 | mark.0)
    }
}

const CLASSES: [(&str, Marks); 15] = [
    ("title", Marks::TITLE),
    ("article", Marks::ARTICLE),
    ("particle", Marks::PARTICLE),
    ("leading", Marks::LEADING),
    ("east", Marks::EAST),
    ("legal", Marks::LEGAL),
    ("generic", Marks::GENERIC),
    ("generic-place", Marks::GENERIC_PLACE),
    ("small", Marks::SMALL),
    ("common", Marks::COMMON),
    ("and", Marks::AND),
    ("article-before-hyphen", Marks::ARTICLE_BEFORE_HYPHEN),
    ("generation", Marks::GENERATION),
    ("iberian", Marks::IBERIAN),
    ("itself", Marks::ITSELF),
];

/// How many rows of a table a word may stand in: Alex is Alexander and Alexandra.
pub(super) const MOST_ROWS: usize = 4;

/// The rows of a table in which a word stands; 0 is none.
pub(super) type Rows = [u16; MOST_ROWS];

/// What is known of one word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    /// The part that it may have.
    pub marks: Marks,
    /// The first spelling of its row.
    pub spelling: Option<&'static str>,
    /// The row of the familiar forms of it; 0 is none.
    pub formal: u16,
    /// The rows of the given names whose familiar form it is.
    pub familiar: Rows,
    /// The given names of which it is a form, in another language or not.
    pub forms: Rows,
}

/// All tables.
pub(super) struct Tables {
    words: FxHashMap<&'static str, Known>,
    short: FxHashMap<&'static str, &'static str>,
    short_place: FxHashMap<&'static str, &'static str>,
    namesakes: FxHashSet<&'static str>,
    legal: Vec<&'static str>,
    arabic: FxHashSet<String>,
    slavic: FxHashSet<String>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::load);

impl Tables {
    /// The embedded tables, read once.
    pub fn get() -> &'static Tables {
        &TABLES
    }

    fn load() -> Tables {
        let mut tables = Tables {
            words: FxHashMap::default(),
            short: FxHashMap::default(),
            short_place: FxHashMap::default(),
            namesakes: rows(include_str!("tables/namesakes.tsv")).map(|(name, _)| name).collect(),
            legal: Vec::new(),
            arabic: FxHashSet::default(),
            slavic: FxHashSet::default(),
        };
        for (class, words) in rows(include_str!("tables/words.tsv")) {
            let pairs = words.split(' ').filter_map(|pair| pair.split_once('='));
            match class {
                "abbreviated" => tables.short.extend(pairs),
                "abbreviated-place" => tables.short_place.extend(pairs),
                _ => tables.mark(class, words),
            }
        }
        for (first, others) in rows(include_str!("tables/spellings.tsv")) {
            let marks = tables.word(first).marks;
            for word in others.split(' ').chain([first]) {
                let known = tables.words.entry(word).or_default();
                known.spelling = Some(first);
                known.marks = known.marks.with(marks);
            }
        }
        for (number, (first, others)) in rows(include_str!("tables/familiar.tsv")).enumerate() {
            tables.words.entry(first).or_default().formal = number as u16 + 1;
            for word in others.split(' ') {
                put(&mut tables.words.entry(word).or_default().familiar, number);
            }
        }
        for (number, (first, others)) in rows(include_str!("tables/forms.tsv")).enumerate() {
            for word in others.split(' ').chain([first]) {
                put(&mut tables.words.entry(word).or_default().forms, number);
            }
        }
        tables
    }

    fn mark(&mut self, class: &str, words: &'static str) {
        match class {
            "legal" => self.legal = words.split(' ').collect(),
            "arabic" => self.arabic = words.split(' ').map(sound::arabic).collect(),
            "slavic" => self.slavic = words.split(' ').map(sound::slavic).collect(),
            _ => {}
        }
        let Some((_, mark)) = CLASSES.iter().find(|(name, _)| *name == class) else { return };
        for word in words.split(' ') {
            let known = self.words.entry(word).or_default();
            known.marks = known.marks.with(*mark);
        }
    }

    /// What is known of a folded word.
    pub fn word(&self, folded: &str) -> Known {
        self.words.get(folded).copied().unwrap_or_default()
    }

    /// A bit for each legal form.
    pub fn legal_form(&self, word: &str) -> u64 {
        self.legal.iter().position(|form| *form == word).map_or(0, |at| 1 << at)
    }

    /// Whether a word with this sound, by the Arabic rules, is a name from the world of the Arabic script.
    pub fn is_arabic(&self, sound: &str) -> bool {
        self.arabic.contains(sound)
    }

    /// Whether a word with this sound, by the Slavic rules, is a Slavic name.
    pub fn is_slavic(&self, sound: &str) -> bool {
        self.slavic.contains(sound)
    }

    /// The full form of an abbreviated word of an organisation's name.
    pub fn in_full<'a>(&self, folded: &'a str) -> &'a str {
        self.short.get(folded).copied().unwrap_or(folded)
    }

    /// The full form of an abbreviated word of a place's name.
    pub fn place_in_full<'a>(&self, folded: &'a str) -> &'a str {
        self.short_place.get(folded).copied().unwrap_or(folded)
    }

    /// Whether several people of the news have this given name and surname.
    pub fn are_several(&self, given: &str, surname: &str) -> bool {
        self.namesakes.contains(format!("{given} {surname}").as_str())
    }
}

/// The lines of a table that are no comment: what stands before the tab and what behind.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once('\t').unwrap_or((line, "")))
}

fn put(rows: &mut Rows, number: usize) {
    let number = number as u16 + 1;
    if !rows.contains(&number)
        && let Some(free) = rows.iter_mut().find(|row| **row == 0)
    {
        *free = number;
    }
}

/// The form in which words stand in the tables.
pub(super) fn folded(word: &str) -> String {
    if word.contains(is_apostrophe) { fold(&word.replace(is_apostrophe, "")) } else { fold(word) }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '´' | '`')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_has_two_spellings_and_every_word_is_folded() {
        let mut seen: FxHashMap<&str, &str> = FxHashMap::default();
        for (first, others) in rows(include_str!("tables/spellings.tsv")) {
            for word in others.split(' ').chain([first]) {
                let before = seen.insert(word, first);
                assert!(before.is_none_or(|before| before == first), "{word}: {before:?} and {first}");
            }
        }
        for table in [
            include_str!("tables/spellings.tsv"),
            include_str!("tables/familiar.tsv"),
            include_str!("tables/forms.tsv"),
        ] {
            for (first, others) in rows(table) {
                for word in others.split(' ').chain([first]) {
                    assert_eq!(folded(word), word);
                }
            }
        }
    }

    #[test]
    fn every_class_of_words_is_known() {
        for (class, _) in rows(include_str!("tables/words.tsv")) {
            let known = CLASSES.iter().any(|(name, _)| *name == class)
                || class.starts_with("abbreviated")
                || ["arabic", "slavic"].contains(&class);
            assert!(known, "{class}");
        }
    }
}
