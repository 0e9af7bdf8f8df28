//! What single words tell about the names beside them: titles, given names, cues of organisations and places, ordinary words.
//! Knows words one at a time, and no text.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::fold;

/// The classes that a word is in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Class(u32);

impl Class {
    /// Function words and openers of sentences: never in a name.
    pub const STOP: Class = Class(1);
    /// Verbs of speaking, which stand beside people and bodies.
    pub const SAY: Class = Class(1 << 1);
    /// Titles, offices and trades: a person follows.
    pub const ROLE: Class = Class(1 << 2);
    /// Titles that nothing but a person follows.
    pub const HONORIFIC: Class = Class(1 << 3);
    /// Words that make an organisation of the name they stand in.
    pub const ORG: Class = Class(1 << 4);
    /// The legal form and the like behind a company's name.
    pub const COMPANY: Class = Class(1 << 5);
    /// Words that end the name of a place.
    pub const PLACE_TAIL: Class = Class(1 << 6);
    /// Words that begin the name of a place.
    pub const PLACE_HEAD: Class = Class(1 << 7);
    /// Common nouns before or behind the name of a place.
    pub const PLACE_NOUN: Class = Class(1 << 8);
    /// Common nouns before the name of an organisation.
    pub const ORG_NOUN: Class = Class(1 << 9);
    /// Common nouns behind the name of an organisation.
    pub const ORG_AFTER: Class = Class(1 << 10);
    /// Words that a place follows: `in`, `near`, `northern`.
    pub const INTO: Class = Class(1 << 11);
    /// Words that a place follows more often than not.
    pub const TOWARD: Class = Class(1 << 12);
    /// Small words inside people's names.
    pub const PARTICLE: Class = Class(1 << 13);
    /// Days, months, seasons and feasts.
    pub const CALENDAR: Class = Class(1 << 14);
    /// Adjectives of countries, peoples, languages, religions and creeds.
    pub const DEMONYM: Class = Class(1 << 15);
    /// Words that end the name of an event, a work or a law.
    pub const EVENT: Class = Class(1 << 16);
    /// Capitalised words and acronyms that name no actor.
    pub const NOT: Class = Class(1 << 17);
    /// Roman numerals behind a name.
    pub const NUMERAL: Class = Class(1 << 18);
    /// Words whose possessive goes on: People's Liberation Army.
    pub const POSSESSIVE: Class = Class(1 << 19);
    /// Words with a dot that ends no sentence.
    pub const ABBREVIATION: Class = Class(1 << 20);
    /// Second parts of compounds: Taliban-led.
    pub const AFTER_HYPHEN: Class = Class(1 << 21);
    /// Ordinary words, which a title or the name of a body may capitalise.
    pub const COMMON: Class = Class(1 << 22);
    /// Given names.
    pub const GIVEN: Class = Class(1 << 23);

    /// Words that end the name of a company or team, behind a word that is not ordinary.
    pub const ORG_TAIL: Class = Class(1 << 24);

    /// Given names of women.
    pub const WOMAN: Class = Class(1 << 25);

    /// True when the word is in one of `classes`.
    pub fn has(self, classes: Class) -> bool {
        self.0 & classes.0 != 0
    }

    /// The classes of both.
    pub const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

const NAMES: [(&str, Class); 25] = [
    ("stop", Class::STOP),
    ("say", Class::SAY),
    ("role", Class::ROLE),
    ("honorific", Class::HONORIFIC),
    ("orgcue", Class::ORG),
    ("orgtail", Class::ORG_TAIL),
    ("company", Class::COMPANY),
    ("placetail", Class::PLACE_TAIL),
    ("placehead", Class::PLACE_HEAD),
    ("placenoun", Class::PLACE_NOUN),
    ("orgnoun", Class::ORG_NOUN),
    ("orgafter", Class::ORG_AFTER),
    ("into", Class::INTO),
    ("toward", Class::TOWARD),
    ("particle", Class::PARTICLE),
    ("calendar", Class::CALENDAR),
    ("demonym", Class::DEMONYM),
    ("event", Class::EVENT),
    ("not", Class::NOT),
    ("numeral", Class::NUMERAL),
    ("possessive", Class::POSSESSIVE),
    ("abbreviation", Class::ABBREVIATION),
    ("afterhyphen", Class::AFTER_HYPHEN),
    ("common", Class::COMMON),
    ("woman", Class::WOMAN),
];

static WORDS: LazyLock<FxHashMap<String, Class>> = LazyLock::new(|| {
    let mut words: FxHashMap<String, Class> = FxHashMap::default();
    let mut add = |word: &str, class: Class| {
        let known = words.entry(fold(word)).or_default();
        *known = known.or(class);
    };
    for (name, list) in rows(include_str!("words.tsv")) {
        let class = NAMES.iter().find(|(known, _)| *known == name).map(|row| row.1).unwrap_or_default();
        list.split_whitespace().for_each(|word| add(word, class));
    }
    for line in include_str!("given.tsv").lines().filter(|line| !line.starts_with('#')) {
        line.split_whitespace().for_each(|word| add(word, Class::GIVEN));
    }
    words
});

/// The classes of a folded word.
pub(super) fn class(folded: &str) -> Class {
    WORDS.get(folded).copied().unwrap_or_default()
}

/// The rows of an embedded table: the first column, and the second if there is one.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once('\t').unwrap_or((line, "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_class_that_the_program_knows() {
        for (name, list) in rows(include_str!("words.tsv")) {
            assert!(NAMES.iter().any(|(known, _)| *known == name), "{name}");
            assert!(list.split_whitespace().all(|word| !class(&fold(word)).eq(&Class::default())), "{name}");
        }
    }

    #[test]
    fn a_word_can_be_in_several_classes() {
        assert!(class("mr").has(Class::HONORIFIC) && class("mr").has(Class::ABBREVIATION));
        assert!(class("jose").has(Class::GIVEN), "accents are folded in the table as in the text");
        assert!(!class("lavrov").has(Class::GIVEN.or(Class::COMMON)));
    }
}
