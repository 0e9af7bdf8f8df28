//! What single words tell about the names beside them: titles, given names, cues of organisations, ordinary words.
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
    /// Titles that nothing but a person follows.
    pub const HONORIFIC: Class = Class(1 << 1);
    /// Words that make an organisation of the name they stand in.
    pub const ORG: Class = Class(1 << 2);
    /// Words that end the name of a company or team, behind a word that is not ordinary.
    pub const ORG_TAIL: Class = Class(1 << 3);
    /// The legal form and the like behind a company's name.
    pub const COMPANY: Class = Class(1 << 4);
    /// Words that a place follows: `in`, `near`, `northern`.
    pub const INTO: Class = Class(1 << 5);
    /// Words that a place follows more often than not.
    pub const TOWARD: Class = Class(1 << 6);
    /// Small words inside people's names.
    pub const PARTICLE: Class = Class(1 << 7);
    /// Days, months, seasons and feasts.
    pub const CALENDAR: Class = Class(1 << 8);
    /// Adjectives of countries, peoples, languages, religions and creeds.
    pub const DEMONYM: Class = Class(1 << 9);
    /// Words that end the name of an event, a work or a law.
    pub const EVENT: Class = Class(1 << 10);
    /// Capitalised words and acronyms that name no actor.
    pub const NOT: Class = Class(1 << 11);
    /// Roman numerals behind a name.
    pub const NUMERAL: Class = Class(1 << 12);
    /// Second parts of compounds: Taliban-led.
    pub const AFTER_HYPHEN: Class = Class(1 << 13);
    /// Ordinary words, which a title or the name of a body may capitalise.
    pub const COMMON: Class = Class(1 << 14);
    /// Given names.
    pub const GIVEN: Class = Class(1 << 15);
    /// Given names of women.
    pub const WOMAN: Class = Class(1 << 16);

    /// True when the word is in one of `classes`.
    pub fn has(self, classes: Class) -> bool {
        self.0 & classes.0 != 0
    }

    /// The classes of both.
    pub const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

const NAMES: [(&str, Class); 16] = [
    ("stop", Class::STOP),
    ("honorific", Class::HONORIFIC),
    ("orgcue", Class::ORG),
    ("orgtail", Class::ORG_TAIL),
    ("company", Class::COMPANY),
    ("into", Class::INTO),
    ("toward", Class::TOWARD),
    ("particle", Class::PARTICLE),
    ("calendar", Class::CALENDAR),
    ("demonym", Class::DEMONYM),
    ("event", Class::EVENT),
    ("not", Class::NOT),
    ("numeral", Class::NUMERAL),
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
        let Some(&(_, class)) = NAMES.iter().find(|(known, _)| *known == name) else { continue };
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

/// The rows of an embedded table: the first column, and the rest if there is any.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once('\t').unwrap_or((line, "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Classes that only the tagger learns from (`benches/train/lists.rs`).
    const LEARNED: [&str; 6] = ["say", "role", "placetail", "placehead", "placenoun", "orgnoun"];

    #[test]
    fn every_row_has_a_class_that_the_program_or_the_tagger_knows() {
        for (name, list) in rows(include_str!("words.tsv")) {
            let known = NAMES.iter().any(|(known, _)| *known == name);
            assert!(known || LEARNED.contains(&name), "{name}");
            assert!(!known || list.split_whitespace().all(|word| class(&fold(word)) != Class::default()), "{name}");
        }
    }

    #[test]
    fn a_word_can_be_in_several_classes() {
        assert!(class("king").has(Class::HONORIFIC) && class("abu").has(Class::PARTICLE.or(Class::GIVEN)));
        assert!(class("jose").has(Class::GIVEN), "accents are folded in the table as in the text");
        assert!(!class("lavrov").has(Class::GIVEN.or(Class::COMMON)));
    }
}
