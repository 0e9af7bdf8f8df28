//! Languages as data: the words of time, the rules in which they stand, and the verbs that tell past from future. A language is one file in
//! the notation of `notation` and one row here. Knows no text.

mod notation;
mod pattern;
mod sequence;
mod words;

use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

pub(super) use notation::{PARTS, UNITS};
pub(super) use sequence::{Accept, Beside, Class, Gaps, Node, Strictness, Test, Tree};
pub(super) use words::{Entry, Sense, Words};

use super::expression::Modifier;
use crate::calendar::{PartialDate, month_languages, month_names};

/// Everything that is known of a language.
#[derive(Debug, Default)]
pub(super) struct Language {
    /// The words that rules are made of.
    pub words: Words,
    /// The rules, written out into the sequences they stand for.
    pub tree: Tree,
    /// What each rule makes of what it found.
    pub rules: Vec<Rule>,
    /// What may stand in front of an expression: for each word, the last first, which it may be.
    pub modifiers: Vec<(Modifier, Vec<Vec<u16>>)>,
    /// Articles that belong to an expression behind them.
    pub articles: Vec<u16>,
    /// What words say of the time of what is told.
    pub outlooks: FxHashMap<Box<str>, Outlook>,
    /// How verbs end that report, in lower case.
    pub past_endings: Vec<Box<str>>,
    /// Behind a number, these count or measure: it is no year and no day.
    pub counted: Vec<Box<str>>,
    /// Before a number, these number something: it is no date.
    pub numbering: Vec<Box<str>>,
    /// Before a number, these measure something: it is no year.
    pub measuring: Vec<Box<str>>,
    /// What happens in a year, in the plural.
    pub dated: Vec<Box<str>>,
    /// Days that everyone knows by their figures.
    pub known: Vec<(Box<str>, PartialDate)>,
    /// What stands beside such figures where they are that day.
    pub beside_known: Vec<Box<str>>,
    /// Verbs and the like behind which `to` leads to a number.
    pub change: Vec<Box<str>>,
    /// Behind a year, these say that it is of another era, in lower case.
    pub era: Vec<Box<str>>,
    /// Whose decade is that of an age: `her eighties`.
    pub owners: Vec<Box<str>>,
    /// What stands before a year of two digits.
    pub of_years: Vec<Box<str>>,
    /// Words that look like plurals and are none.
    pub not_plural: Vec<Box<str>>,
}

/// What a word says of the time of what a sentence tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outlook {
    /// It has happened.
    Past,
    /// It is to come.
    Future,
    /// Whether it happens is open.
    Open,
    /// What is behind it ends something, whenever that is.
    Limit,
    /// What is behind it ends something that is to come, unless the sentence tells of the past.
    Ahead,
    /// What is behind it is past.
    Since,
    /// It tells nothing, though it looks as if.
    Nothing,
}

/// What a rule makes of what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    /// What sort of expression it is.
    pub head: Head,
    /// What the rule knows beyond what is written: names and values.
    pub settings: Vec<(Box<str>, Box<str>)>,
}

/// What sort of expression a rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    Date,
    Decade,
    Century,
    Quarter,
    Half,
    Latest,
    YearBefore,
    Away,
    Then,
    That,
    Clock,
    Feast,
    Duration,
    Every,
    Recurring,
    Vague,
}

impl Rule {
    /// The value that the rule gives to a name.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.iter().find(|(known, _)| &**known == name).map(|(_, value)| &**value)
    }

    /// The same as a number.
    pub fn number(&self, name: &str) -> Option<i32> {
        self.setting(name)?.parse().ok()
    }
}

/// Languages with a file of their own: their ISO 639-1 codes and what the files say.
const LANGUAGES: &[(&str, &str)] = &[("en", include_str!("english.txt"))];
/// What holds for all others.
const OTHER: &str = include_str!("other.txt");

/// What is known of a language, by its ISO 639-1 code. A text whose language could not be told is read as English.
pub(super) fn of(code: Option<&str>) -> &'static Language {
    static KNOWN: LazyLock<FxHashMap<&str, OnceLock<Language>>> = LazyLock::new(|| {
        let own = LANGUAGES.iter().map(|(code, _)| *code);
        own.chain(month_languages()).map(|code| (code, OnceLock::new())).collect()
    });
    let (code, known) = code
        .and_then(|code| KNOWN.get_key_value(code))
        .unwrap_or_else(|| KNOWN.get_key_value(LANGUAGES[0].0).expect("the first language has a row"));
    known.get_or_init(|| read(code).expect("the files of languages are tested"))
}

/// What is known of English.
pub(super) fn english() -> &'static Language {
    of(Some(LANGUAGES[0].0))
}

fn read(code: &str) -> Result<Language, notation::NotationError> {
    let own = LANGUAGES.iter().find(|(known, _)| *known == code);
    match own {
        Some((_, file)) => Language::read(file, ""),
        None => {
            let months = (1..).zip(month_names(code).into_iter().flatten());
            let words: String =
                months.map(|(number, names)| format!("month {number}: {}\n", names.replace('|', " "))).collect();
            Language::read(OTHER, &format!("[words]\n{words}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_can_be_read() {
        for code in LANGUAGES.iter().map(|(code, _)| *code).chain(month_languages()) {
            if let Err(error) = read(code) {
                panic!("{code}: {error}");
            }
        }
    }
}
