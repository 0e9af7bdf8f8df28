//! The notation of the files in this folder. Knows no language.
//!
//! A file has sections, `[words]` and so on, with a line `name values: what it is` for each thing:
//!
//! - `[words]`: `month 3: March? Mar.` gives words a meaning. A capital letter: the text must have one too. A dot behind: an abbreviation. A question
//!   mark behind: also something else; two: more often than not.
//! - `[groups]`: `cue: in / since` names alternatives that rules use as `@cue`.
//! - `[rules]`: `head settings: pattern`, see `pattern`.
//! - `[modifiers]`: `START: early / [the] beginning of`, patterns of words in front of an expression.
//! - `[lists]`: words by what else they do, see [`Language`].

use std::collections::HashMap;

use super::pattern::{Element, expand, parse};
use super::sequence::{Accept, Class, Step, Strictness, Test};
use super::words::Sense;
use super::{Head, Language, Outlook, Rule};
use crate::annotate::dates::expression::Modifier;

/// What is wrong with a file, and in which line.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct NotationError {
    /// From 1.
    pub line: usize,
    /// What is wrong.
    pub fault: String,
}

/// Groups by their names.
pub(super) type Groups = HashMap<String, Vec<Element>>;

impl Language {
    /// Reads a file, behind words that come from elsewhere.
    pub(in crate::annotate::dates) fn read(text: &str, words: &str) -> Result<Language, NotationError> {
        let mut reader = Reader::default();
        let words = words.lines().map(|line| (0, line));
        for (number, line) in words.chain((1..).zip(text.lines())) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(section) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                reader.section = section.to_string();
                continue;
            }
            reader.line(line).map_err(|fault| NotationError { line: number, fault })?;
        }
        reader.language.begin();
        Ok(reader.language)
    }

    /// Notes with every word which edges of the root it can go along.
    fn begin(&mut self) {
        let root = &self.tree.nodes[0].edges;
        let by_digits = |test: &Test| match test {
            Test::Words { .. } => false,
            Test::Class { class, .. } => {
                use Class::{Clock, Day, Decade, Number, Ordinal, Year};
                matches!(class, Clock | Day | Decade | Number | Ordinal | Year)
            }
        };
        let numbered = || (0..).zip(root);
        self.tree.digits = numbered().filter(|(_, edge)| by_digits(&edge.test)).map(|(number, _)| number).collect();
        for (word, entry) in self.words.iter_mut() {
            let can = |test: &Test| match test {
                Test::Words { numbers, .. } => numbers.contains(&word),
                Test::Class { class, .. } => entry.senses.iter().any(|sense| begins(*class, sense.class)),
            };
            entry.begins = numbered().filter(|(_, edge)| can(&edge.test)).map(|(number, _)| number).collect();
        }
    }
}

/// Whether a word of this sense can begin what a class asks for. Years and ordinals can be several words.
fn begins(asked: Class, sense: Class) -> bool {
    asked == sense || sense == Class::Number && matches!(asked, Class::Year | Class::Ordinal)
}

#[derive(Default)]
struct Reader {
    section: String,
    groups: Groups,
    language: Language,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let (name, rest) = line.split_once(": ").ok_or("there is no colon")?;
        let rest = rest.trim();
        match self.section.as_str() {
            "words" => self.words(name, rest),
            "groups" => {
                let group = parse(rest, &self.groups, &mut self.language.words)?;
                self.groups.insert(name.to_string(), group);
                Ok(())
            }
            "rules" => self.rule(name, rest),
            "modifiers" => self.modifiers(name, rest),
            "lists" => self.list(name, rest),
            other => Err(format!("there is no section {other:?}")),
        }
    }

    fn words(&mut self, name: &str, rest: &str) -> Result<(), String> {
        let (class, value) = name.split_once(' ').ok_or("a word needs a value")?;
        let class = class_named(class)?;
        let value = value_named(class, value)?;
        for written in rest.split_whitespace() {
            let (word, short) = match written.strip_suffix('.') {
                // The dots of a.m. are its own.
                Some(word) if !word.contains('.') => (word, true),
                _ => (written, false),
            };
            let plain = word.trim_end_matches('?');
            let (doubts, word) = (word.len() - plain.len(), plain);
            let capital = word.starts_with(char::is_uppercase);
            let number = self.language.words.learn(word);
            let sense = Sense { class, value, capital, doubtful: doubts > 0, unlikely: doubts > 1, short };
            self.language.words.entry_mut(number).senses.push(sense);
        }
        Ok(())
    }

    fn rule(&mut self, name: &str, rest: &str) -> Result<(), String> {
        let mut parts = name.split_whitespace();
        let head = head_named(parts.next().unwrap_or_default())?;
        let settings = parts.map(|part| part.split_once('=').ok_or_else(|| format!("{part:?} sets nothing")));
        let settings = settings.map(|setting| setting.map(|(name, value)| (name.into(), value.into())));
        let settings = settings.collect::<Result<Vec<_>, String>>()?;
        let number = u16::try_from(self.language.rules.len()).map_err(|_| "there are too many rules")?;
        let elements = parse(rest, &self.groups, &mut self.language.words)?;
        for sequence in expand(&elements)? {
            if sequence.steps.is_empty() {
                return Err("the rule has a form without any word".to_string());
            }
            let accept = Accept { rule: number, before: sequence.before, behind: sequence.behind };
            self.language.tree.add(&sequence.steps, accept);
        }
        self.language.rules.push(Rule { head, settings });
        Ok(())
    }

    fn modifiers(&mut self, name: &str, rest: &str) -> Result<(), String> {
        let modifier = Modifier::from_name(name).ok_or_else(|| format!("there is no modifier {name:?}"))?;
        let word = |step: &Step| match &step.test {
            Test::Words { numbers, .. } => Ok(numbers.clone()),
            Test::Class { .. } => Err("a modifier is made of words".to_string()),
        };
        for sequence in expand(&parse(rest, &self.groups, &mut self.language.words)?)? {
            let words = sequence.steps.iter().rev().map(word).collect::<Result<Vec<_>, _>>()?;
            self.language.modifiers.push((modifier, words));
        }
        // The longest first.
        self.language.modifiers.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
        Ok(())
    }

    fn list(&mut self, name: &str, rest: &str) -> Result<(), String> {
        let words = rest.split_whitespace();
        let outlook = match name {
            "articles" => {
                self.language.articles = words.map(|word| self.language.words.learn(word)).collect();
                return Ok(());
            }
            "past-endings" => return keep(&mut self.language.past_endings, words),
            "counted" => return keep(&mut self.language.counted, words),
            "known" => return words.into_iter().try_for_each(|word| self.known(word)),
            "beside-known" => return keep(&mut self.language.beside_known, words),
            "measuring" => return keep(&mut self.language.measuring, words),
            "change" => return keep(&mut self.language.change, words),
            "era" => return keep(&mut self.language.era, words),
            "owners" => return keep(&mut self.language.owners, words),
            "of-years" => return keep(&mut self.language.of_years, words),
            "numbering" => return keep(&mut self.language.numbering, words),
            "dated" => return keep(&mut self.language.dated, words),
            "not-plural" => return keep(&mut self.language.not_plural, words),
            "past" => Outlook::Past,
            "future" => Outlook::Future,
            "open" => Outlook::Open,
            "limit" => Outlook::Limit,
            "ahead" => Outlook::Ahead,
            "since" => Outlook::Since,
            "nothing" => Outlook::Nothing,
            other => return Err(format!("there is no list {other:?}")),
        };
        self.language.outlooks.extend(words.map(|word| (word.into(), outlook)));
        Ok(())
    }
}

impl Reader {
    /// `9/11=2001-09-11`
    fn known(&mut self, word: &str) -> Result<(), String> {
        let (figures, date) = word.split_once('=').ok_or_else(|| format!("{word:?} has no date"))?;
        let date = date.parse().map_err(|error| format!("{date:?}: {error}"))?;
        self.language.known.push((figures.into(), date));
        Ok(())
    }
}

fn keep<'a>(list: &mut Vec<Box<str>>, words: impl Iterator<Item = &'a str>) -> Result<(), String> {
    list.extend(words.map(Into::into));
    Ok(())
}

fn head_named(name: &str) -> Result<Head, String> {
    Ok(match name {
        "date" => Head::Date,
        "decade" => Head::Decade,
        "century" => Head::Century,
        "quarter" => Head::Quarter,
        "half" => Head::Half,
        "latest" => Head::Latest,
        "year-before" => Head::YearBefore,
        "away" => Head::Away,
        "then" => Head::Then,
        "that" => Head::That,
        "clock" => Head::Clock,
        "feast" => Head::Feast,
        "duration" => Head::Duration,
        "every" => Head::Every,
        "recurring" => Head::Recurring,
        "vague" => Head::Vague,
        other => return Err(format!("there is no head {other:?}")),
    })
}

pub(super) fn class_named(name: &str) -> Result<Class, String> {
    Ok(match name {
        "month" => Class::Month,
        "weekday" => Class::Weekday,
        "weekdays" => Class::Weekdays,
        "season" => Class::Season,
        "unit" => Class::Unit,
        "units" => Class::Units,
        "part" => Class::Part,
        "parts" => Class::Parts,
        "which" => Class::Which,
        "number" => Class::Number,
        "ordinal" => Class::Ordinal,
        "decade" => Class::Decade,
        "quarter" => Class::Quarter,
        "halfday" => Class::HalfDay,
        "day" => Class::Day,
        "year" => Class::Year,
        "clock" => Class::Clock,
        "plural" => Class::Plural,
        "name" => Class::Name,
        "word" => Class::Word,
        other => return Err(format!("there is no class {other:?}")),
    })
}

/// Units, seasons and parts of the day by their names; the number of one is its place.
pub(in crate::annotate::dates) const UNITS: [&str; 14] = [
    "second",
    "minute",
    "hour",
    "day",
    "night",
    "week",
    "fortnight",
    "weekend",
    "month",
    "quarter",
    "year",
    "decade",
    "century",
    "millennium",
];
const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];
pub(in crate::annotate::dates) const PARTS: [&str; 4] = ["MO", "AF", "EV", "NI"];
const HALVES: [&str; 2] = ["AM", "PM"];

/// The number of a value of a class.
pub(super) fn value_named(class: Class, name: &str) -> Result<i32, String> {
    let names: &[&str] = match class {
        Class::Unit | Class::Units => &UNITS,
        Class::Season => &SEASONS,
        Class::Part | Class::Parts => &PARTS,
        Class::HalfDay => &HALVES,
        _ => return name.parse().map_err(|_| format!("{name:?} is no number")),
    };
    let place = names.iter().position(|known| *known == name);
    place.map(|place| place as i32).ok_or_else(|| format!("{name:?} is none of {}", names.join(", ")))
}

/// How sure, by the sign behind a class.
pub(super) fn strictness(name: &str) -> (&str, Strictness) {
    match (name.strip_suffix('!'), name.strip_suffix('?')) {
        (Some(name), _) => (name, Strictness::Sure),
        (_, Some(name)) => (name, Strictness::Full),
        _ => (name, Strictness::Any),
    }
}
