//! Patterns of rules, and the sequences they stand for. Knows no language.
//!
//! - `last` is this word, `last|past` one of these; a capital letter must be there in the text. `year-ago` is two words.
//! - `<month>` is a word of this sort; `<month?>` written in full, `<month!>` and nothing else; `<unit=day>` only this one; `<day|ordinal>` either sort.
//! - `[the]` may be there, `( a / b c )` is one of both, `@name` a group.
//! - Between words stands white space or a hyphen; or what is said: `,` a comma, `[,]` perhaps one, `[.]` perhaps a full stop, `-` a hyphen or dash, `'s` the ending of a possessive.
//! - `&` joins two expressions by the group of that name, `&dash` by the group `dash`; what joins is no part of either.
//! - `{in|since}` at the beginning or end must stand beside the expression, `{!people}` must not; they are no part of it. Several words are all there,
//!   `{!'s}` is no ending of a possessive.

use super::notation::{Groups, class_named, strictness, value_named};
use super::sequence::{Beside, Gaps, Step, Test};
use super::words::Words;

/// A piece of a pattern.
#[derive(Debug, Clone)]
pub enum Element {
    /// A word.
    Word(Test),
    /// What stands before the next word.
    Gap(Gaps),
    /// One of these.
    OneOf(Vec<Vec<Element>>),
    /// Joins two expressions by what stands in it.
    Join(Vec<Element>),
    /// What stands beside.
    Beside(Beside),
}

/// A sequence that a pattern stands for.
#[derive(Debug, Clone, Default)]
pub struct Sequence {
    /// Word by word.
    pub steps: Vec<Step>,
    /// What is asked of the word before.
    pub before: Option<Beside>,
    /// What is asked of the word behind.
    pub behind: Option<Beside>,
}

/// A pattern must not stand for more sequences than this.
const MOST_SEQUENCES: usize = 20_000;

/// Reads a pattern.
pub fn parse(text: &str, groups: &Groups, words: &mut Words) -> Result<Vec<Element>, String> {
    let mut parser = Parser { pieces: pieces(text)?, at: 0, groups, words };
    let elements = parser.alternatives("")?;
    if parser.at < parser.pieces.len() {
        Err(format!("{:?} closes nothing", parser.pieces[parser.at]))
    } else {
        Ok(elements)
    }
}

/// Brackets stand for themselves; everything else is divided by white space, but not within braces.
fn pieces(text: &str) -> Result<Vec<String>, String> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '[' if rest.starts_with("[,]") || rest.starts_with("[.]") => 3,
            '[' | ']' | '(' | ')' => 1,
            '{' => rest.find('}').ok_or("a brace is not closed")? + 1,
            _ => rest.find(|c: char| c.is_whitespace() || "[]()".contains(c)).unwrap_or(rest.len()),
        };
        pieces.push(rest[..end].to_string());
        rest = rest[end..].trim_start();
    }
    Ok(pieces)
}

struct Parser<'a> {
    pieces: Vec<String>,
    at: usize,
    groups: &'a Groups,
    words: &'a mut Words,
}

impl Parser<'_> {
    /// Everything up to the closing bracket: alternatives with slashes between, or a single one.
    fn alternatives(&mut self, close: &str) -> Result<Vec<Element>, String> {
        let mut alternatives = vec![Vec::new()];
        while let Some(piece) = self.pieces.get(self.at).cloned() {
            if piece == close || matches!(piece.as_str(), ")" | "]") {
                break;
            }
            self.at += 1;
            match piece.as_str() {
                "/" => alternatives.push(Vec::new()),
                _ => {
                    let elements = self.element(&piece)?;
                    alternatives.last_mut().expect("there is one from the beginning").extend(elements);
                }
            }
        }
        let mut alternatives = merged(alternatives);
        Ok(if alternatives.len() == 1 { alternatives.remove(0) } else { vec![Element::OneOf(alternatives)] })
    }

    fn element(&mut self, piece: &str) -> Result<Vec<Element>, String> {
        let name = |piece: &str| piece.strip_prefix('@').map(str::to_string);
        Ok(match piece {
            "," => vec![Element::Gap(Gaps::COMMA)],
            "[.]" => vec![Element::Gap(Gaps::WITHIN.or(Gaps::STOP))],
            "[,]" => vec![Element::Gap(Gaps::WITHIN.or(Gaps::COMMA))],
            "-" => vec![Element::Gap(Gaps::HYPHEN.or(Gaps::DASH))],
            "'s" => vec![Element::Gap(Gaps::POSSESSIVE)],
            "&" => vec![Element::Join(self.group("&")?)],
            _ if piece.starts_with('&') => vec![Element::Join(self.group(&piece[1..])?)],
            "(" => self.closed(")")?,
            "[" => vec![Element::OneOf(vec![self.closed("]")?, Vec::new()])],
            _ if piece.starts_with('{') => self.beside(&piece[1..piece.len() - 1])?,
            _ => match name(piece) {
                Some(group) => self.group(&group)?,
                None => self.word(piece)?,
            },
        })
    }

    fn closed(&mut self, close: &str) -> Result<Vec<Element>, String> {
        let inner = self.alternatives(close)?;
        let closed = self.pieces.get(self.at).is_some_and(|piece| piece == close);
        self.at += 1;
        if closed { Ok(inner) } else { Err(format!("{close:?} is missing")) }
    }

    fn group(&self, name: &str) -> Result<Vec<Element>, String> {
        self.groups.get(name).cloned().ok_or_else(|| format!("there is no group {name:?}"))
    }

    fn beside(&mut self, inner: &str) -> Result<Vec<Element>, String> {
        let (not, inner) = inner.strip_prefix('!').map_or((false, inner), |inner| (true, inner));
        if inner == "'s" {
            return Ok(vec![Element::Beside(Beside { gaps: Gaps::POSSESSIVE, words: Vec::new(), not })]);
        }
        let mut words = Vec::new();
        for word in inner.split_whitespace() {
            let mut tests = Vec::new();
            let elements = match word.strip_prefix('@') {
                Some(group) => self.group(group)?,
                None => self.word(word)?,
            };
            collect(&elements, &mut tests)?;
            words.push(tests);
        }
        Ok(vec![Element::Beside(Beside { gaps: Gaps::WITHIN, words, not })])
    }

    /// A word, several that are alternatives, or classes.
    fn word(&mut self, piece: &str) -> Result<Vec<Element>, String> {
        if let Some(classes) = piece.strip_prefix('<').and_then(|piece| piece.strip_suffix('>')) {
            let tests = classes.split('|').map(class).collect::<Result<Vec<_>, _>>()?;
            return Ok(one_of(tests));
        }
        let (classes, plain): (Vec<&str>, Vec<&str>) = piece.split('|').partition(|word| word.starts_with('<'));
        let mut tests =
            classes.iter().map(|name| class(name.trim_matches(['<', '>']))).collect::<Result<Vec<_>, _>>()?;
        if let [word] = plain[..]
            && word.contains('-')
        {
            let words = word.split('-').map(|word| Element::Word(self.plain(&[word])));
            return Ok(words.collect());
        }
        let (capital, small): (Vec<&str>, Vec<&str>) =
            plain.iter().partition(|word| word.starts_with(char::is_uppercase));
        tests.extend([capital, small].iter().filter(|words| !words.is_empty()).map(|words| self.plain(words)));
        Ok(one_of(tests))
    }

    fn plain(&mut self, words: &[&str]) -> Test {
        let mut numbers: Vec<u16> = words.iter().map(|word| self.words.learn(word)).collect();
        numbers.sort_unstable();
        Test::Words { numbers, capital: words[0].starts_with(char::is_uppercase) }
    }
}

/// Alternatives, with those that are single words made one.
fn merged(alternatives: Vec<Vec<Element>>) -> Vec<Vec<Element>> {
    let mut all: Vec<Vec<Element>> = Vec::new();
    for alternative in alternatives {
        let [Element::Word(Test::Words { numbers, capital })] = &alternative[..] else {
            all.push(alternative);
            continue;
        };
        let known = all.iter_mut().find_map(|other| match &mut other[..] {
            [Element::Word(Test::Words { numbers, capital: same })] if same == capital => Some(numbers),
            _ => None,
        });
        match known {
            Some(known) => {
                known.extend(numbers);
                known.sort_unstable();
            }
            None => all.push(alternative),
        }
    }
    all
}

fn class(text: &str) -> Result<Test, String> {
    let (name, only) = text.split_once('=').map_or((text, None), |(name, only)| (name, Some(only)));
    let (name, strictness) = strictness(name);
    let class = class_named(name)?;
    let only = only.map(|only| value_named(class, only)).transpose()?;
    Ok(Test::Class { class, strictness, only })
}

fn one_of(mut tests: Vec<Test>) -> Vec<Element> {
    match tests.len() {
        1 => vec![Element::Word(tests.remove(0))],
        _ => vec![Element::OneOf(tests.into_iter().map(|test| vec![Element::Word(test)]).collect())],
    }
}

/// The words of a group whose members are single ones.
fn collect(elements: &[Element], tests: &mut Vec<Test>) -> Result<(), String> {
    for element in elements {
        match element {
            Element::Word(test) => tests.push(test.clone()),
            Element::OneOf(alternatives) => alternatives.iter().try_for_each(|inner| collect(inner, tests))?,
            _ => return Err("what stands beside is a single word".to_string()),
        }
    }
    Ok(())
}

/// A sequence in the making.
#[derive(Clone, Default)]
struct Draft {
    sequence: Sequence,
    /// What may stand before the next word, if something was said.
    gaps: Option<Gaps>,
    part: u8,
    joining: bool,
}

/// All sequences that a pattern stands for.
pub fn expand(elements: &[Element]) -> Result<Vec<Sequence>, String> {
    let drafts = extend(vec![Draft::default()], elements)?;
    Ok(drafts.into_iter().map(|draft| draft.sequence).collect())
}

fn extend(mut drafts: Vec<Draft>, elements: &[Element]) -> Result<Vec<Draft>, String> {
    for element in elements {
        match element {
            Element::Word(test) => drafts.iter_mut().for_each(|draft| draft.word(test)),
            Element::Gap(gaps) => drafts.iter_mut().for_each(|draft| draft.gaps = Some(*gaps)),
            Element::Beside(beside) => drafts.iter_mut().for_each(|draft| draft.beside(beside)),
            Element::OneOf(alternatives) => {
                let all = alternatives.iter().map(|inner| extend(drafts.clone(), inner));
                drafts = all.collect::<Result<Vec<_>, _>>()?.concat();
            }
            Element::Join(inner) => {
                drafts.iter_mut().for_each(|draft| draft.joining = true);
                drafts = extend(drafts, inner)?;
                for draft in &mut drafts {
                    draft.joining = false;
                    draft.part += 1;
                }
            }
        }
        if drafts.len() > MOST_SEQUENCES {
            return Err("the pattern stands for too much".to_string());
        }
    }
    Ok(drafts)
}

impl Draft {
    fn word(&mut self, test: &Test) {
        let gaps = self.gaps.take().unwrap_or(Gaps::WITHIN);
        let part = (!self.joining).then_some(self.part);
        self.sequence.steps.push(Step { gaps, test: test.clone(), part });
    }

    fn beside(&mut self, beside: &Beside) {
        let mut beside = beside.clone();
        if self.sequence.steps.is_empty() {
            beside.words.reverse();
            self.sequence.before = Some(beside);
        } else {
            self.sequence.behind = Some(beside);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn count(pattern: &str) -> Result<usize, String> {
        let mut words = Words::default();
        let mut groups: Groups = HashMap::new();
        let group = parse("and / to / -", &groups, &mut words)?;
        groups.insert("&".to_string(), group);
        expand(&parse(pattern, &groups, &mut words)?).map(|sequences| sequences.len())
    }

    #[test]
    fn patterns_are_written_out() {
        for (pattern, sequences) in [
            ("last week", 1),
            ("[the] last|past week", 2),
            ("( a / b [c] ) d", 3),
            ("<month> <day> [& <day>] [[,] <year>]", 6),
            ("{in} <month> {!people}", 1),
            ("<unit|units> ago", 2),
        ] {
            assert_eq!(count(pattern), Ok(sequences), "{pattern}");
        }
    }

    #[test]
    fn faults_are_named() {
        for (pattern, fault) in [
            ("[the", "\"]\" is missing"),
            ("the]", "\"]\" closes nothing"),
            ("@nothing", "there is no group \"nothing\""),
            ("<mouth>", "there is no class \"mouth\""),
            ("<unit=mile>", "\"mile\" is none of second"),
            ("{in", "a brace is not closed"),
        ] {
            assert!(count(pattern).unwrap_err().contains(fault), "{pattern}");
        }
    }
}
