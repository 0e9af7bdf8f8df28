//! Which terms of the index make words that are written in a certain way, as an automaton that the index's dictionary is searched with. Knows how terms
//! and endings make words, and no dictionary.

use std::hash::Hash;

use levenshtein_automata::{Distance, LevenshteinAutomatonBuilder};
use regex_automata::dfa::{Automaton as _, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::{Anchored, Input, MatchKind};
use regex_syntax::hir::{Hir, Look};
use rustc_hash::FxHashMap;
use tantivy_fst::Automaton;

use super::leaf::Spelling;
use super::syntax::ComplaintKind;
use crate::index::{EXACT, Ends};

/// Bytes that the automaton of a regular expression may need.
const MEMORY: usize = 4 << 20;

/// Accepts a term if any word that it makes is written so.
pub struct Spelled {
    table: Table,
    /// The ways to end that make a word of what led to a state.
    ends: Vec<Ends>,
    /// The way to end of a word that is its own stem.
    unchanged: Ends,
}

impl Spelled {
    /// An automaton for a spelling.
    ///
    /// # Errors
    /// When a regular expression asks for too much.
    pub fn new(spelling: &Spelling) -> Result<Spelled, ComplaintKind> {
        let table = match spelling {
            Spelling::Wildcard(text) => of_regex(&wildcard(text))?,
            Spelling::Regex(expression) => of_regex(expression)?,
            Spelling::Fuzzy { word, differences } => {
                let dfa = LevenshteinAutomatonBuilder::new(*differences, true).build_dfa(word);
                let accepts = |state| matches!(dfa.distance(state), Distance::Exact(_));
                Table::new(dfa.initial_state(), |state, byte| dfa.transition(state, byte), accepts)
            }
        };
        let ends_of = |state| {
            let makes = |(_, ending): &(Ends, &str)| table.accepts[table.after(state, ending) as usize];
            Ends::listed().filter(makes).fold(Ends::default(), |all, (end, _)| all.and(end))
        };
        let ends = (0..table.next.len() as u32).map(ends_of).collect();
        let unchanged =
            Ends::listed().filter(|(_, ending)| ending.is_empty()).fold(Ends::default(), |all, (end, _)| all.and(end));
        Ok(Spelled { table, ends, unchanged })
    }

    /// In which ways a term must end for the word to be written so.
    pub fn ends(&self, term: &[u8]) -> Ends {
        let state = term.iter().fold(self.start(), |state, byte| self.accept(&state, *byte));
        self.ends_at(state)
    }

    fn ends_at(&self, state: State) -> Ends {
        match state.part {
            Part::Nothing => Ends::default(),
            Part::Word if self.table.accepts[state.at as usize] => Ends::ANY,
            Part::Word => Ends::default(),
            Part::Unchanging if self.table.accepts[state.at as usize] => self.unchanged,
            Part::Unchanging => Ends::default(),
            Part::Stem if self.in_y(state) => self.ends[state.at as usize].and(Ends::I_TO_Y),
            Part::Stem => self.ends[state.at as usize],
        }
    }

    /// Whether it would be accepted with a `y` for the `i` at the end.
    fn in_y(&self, state: State) -> bool {
        state.with_y.is_some_and(|at| self.table.accepts[at as usize])
    }
}

/// What was read of a term.
#[derive(Clone, Copy)]
pub struct State {
    part: Part,
    /// The state of the table.
    at: u32,
    /// The state with a `y` where the last letter was an `i`.
    with_y: Option<u32>,
}

#[derive(Clone, Copy)]
enum Part {
    Nothing,
    /// Of a stem, which may have an ending.
    Stem,
    /// Of a word that is never stemmed: only words of plain small letters are.
    Unchanging,
    /// Of a word as it is written.
    Word,
}

impl Automaton for Spelled {
    type State = State;

    fn start(&self) -> State {
        State { part: Part::Nothing, at: 0, with_y: None }
    }

    fn is_match(&self, state: &State) -> bool {
        !self.ends_at(*state).is_empty()
    }

    fn can_match(&self, state: &State) -> bool {
        self.table.leads_on[state.at as usize] || self.in_y(*state)
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        if matches!(state.part, Part::Nothing) && byte == EXACT as u8 {
            return State { part: Part::Word, ..*state };
        }
        let part = match state.part {
            Part::Word => Part::Word,
            Part::Nothing | Part::Stem if byte.is_ascii_lowercase() => Part::Stem,
            _ => Part::Unchanging,
        };
        let with_y = (byte == b'i').then(|| self.table.step(state.at, b'y'));
        State { part, at: self.table.step(state.at, byte), with_y }
    }
}

/// A deterministic automaton over bytes, written out. It starts at 0.
struct Table {
    next: Vec<[u32; 256]>,
    accepts: Vec<bool>,
    /// Whether anything that follows can be accepted.
    leads_on: Vec<bool>,
}

impl Table {
    fn new<S: Copy + Eq + Hash>(start: S, step: impl Fn(S, u8) -> S, accepts: impl Fn(S) -> bool) -> Table {
        let mut states = vec![start];
        let mut numbers = FxHashMap::from_iter([(start, 0)]);
        let mut next: Vec<[u32; 256]> = Vec::new();
        while let Some(&state) = states.get(next.len()) {
            let mut row = [0; 256];
            for byte in 0..=u8::MAX {
                let to = step(state, byte);
                row[usize::from(byte)] = *numbers.entry(to).or_insert_with(|| {
                    states.push(to);
                    states.len() as u32 - 1
                });
            }
            next.push(row);
        }
        let accepts: Vec<bool> = states.into_iter().map(accepts).collect();
        let leads_on = leading(&next, &accepts);
        Table { next, accepts, leads_on }
    }

    fn step(&self, state: u32, byte: u8) -> u32 {
        self.next[state as usize][usize::from(byte)]
    }

    fn after(&self, state: u32, text: &str) -> u32 {
        text.bytes().fold(state, |state, byte| self.step(state, byte))
    }
}

/// The states from which an accepting one can be reached.
fn leading(next: &[[u32; 256]], accepts: &[bool]) -> Vec<bool> {
    let mut before: Vec<Vec<u32>> = vec![Vec::new(); next.len()];
    for (from, row) in (0..).zip(next) {
        for &to in row {
            if before[to as usize].last() != Some(&from) {
                before[to as usize].push(from);
            }
        }
    }
    let mut leads_on = accepts.to_vec();
    let mut open: Vec<u32> = (0..next.len() as u32).filter(|&state| accepts[state as usize]).collect();
    while let Some(state) = open.pop() {
        for &from in &before[state as usize] {
            if !std::mem::replace(&mut leads_on[from as usize], true) {
                open.push(from);
            }
        }
    }
    leads_on
}

/// A wildcard as a regular expression.
fn wildcard(text: &str) -> String {
    let sign = |c: char| match c {
        '*' => ".*".to_string(),
        '?' => ".".to_string(),
        c => regex_syntax::escape(c.encode_utf8(&mut [0; 4])),
    };
    text.chars().map(sign).collect()
}

/// The automaton of an expression for a whole word.
fn of_regex(expression: &str) -> Result<Table, ComplaintKind> {
    let wrong = |error: String| ComplaintKind::Regex { error };
    let hir = regex_syntax::parse(expression).map_err(|_| wrong("it is not understood".into()))?;
    let whole = Hir::concat(vec![hir, Hir::look(Look::End)]);
    let limited = thompson::Config::new().nfa_size_limit(Some(MEMORY));
    let nfa = thompson::Compiler::new().configure(limited).build_from_hir(&whole);
    let nfa = nfa.map_err(|_| ComplaintKind::RegexTooLarge)?;
    let limited = dense::Config::new()
        .match_kind(MatchKind::All)
        .dfa_size_limit(Some(MEMORY))
        .determinize_size_limit(Some(2 * MEMORY));
    let dfa = dense::Builder::new().configure(limited).build_from_nfa(&nfa);
    let dfa = dfa.map_err(|error| match error.is_size_limit_exceeded() {
        true => ComplaintKind::RegexTooLarge,
        // Borders of words, within a word.
        false => wrong("it has something that single words do not have".into()),
    })?;
    let start = dfa.start_state_forward(&Input::new("").anchored(Anchored::Yes));
    let start = start.map_err(|_| wrong("it has no beginning".into()))?;
    let accepts = |state: StateID| dfa.is_match_state(dfa.next_eoi_state(state));
    Ok(Table::new(start, |state, byte| dfa.next_state(state, byte), accepts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(spelling: Spelling, terms: &[&str]) -> Vec<String> {
        let spelled = Spelled::new(&spelling).ok().unwrap();
        let of_term = |term: &&str| {
            let ends = spelled.ends(term.as_bytes());
            let mut state = spelled.start();
            for byte in term.bytes() {
                assert!(ends.is_empty() || spelled.can_match(&state), "{term}");
                state = spelled.accept(&state, byte);
            }
            assert_eq!(spelled.is_match(&state), !ends.is_empty(), "{term}");
            ends.words(term).into_iter().map(|(_, word)| word).collect::<Vec<_>>()
        };
        terms.iter().flat_map(of_term).collect()
    }

    #[test]
    fn only_words_of_small_letters_have_endings() {
        let terms = ["2021", "talk", "wóman", "c++"];
        let found = |text: &str| words(Spelling::Wildcard(text.into()), &terms);
        assert_eq!(found("*s"), ["talks", "talkes", "talkers"]);
        assert_eq!(found("*1"), ["2021"]);
        assert_eq!(found("*+"), ["c++"]);
        assert_eq!(found("w*n"), ["wóman"]);
    }

    const TERMS: [&str; 6] = ["=recognised", "polici", "recogn", "steuer", "talk", "wóman"];

    #[test]
    fn terms_are_found_by_the_words_they_make() {
        let wildcard = |text: &str| words(Spelling::Wildcard(text.into()), &TERMS);
        assert_eq!(wildcard("recogni?ed"), ["recognised"]);
        assert_eq!(wildcard("polic?"), ["polici", "policy"]);
        assert_eq!(wildcard("t?lks"), ["talks"]);
        assert_eq!(wildcard("*.*"), Vec::<String>::new());
        assert_eq!(wildcard("w?man"), ["wóman"]);
        assert_eq!(wildcard("recog*")[..2], ["recognised", "recogn"]);
        let regex = |text: &str| words(Spelling::Regex(text.into()), &TERMS);
        assert_eq!(regex("talk(ed|ing)|steuern?"), ["steuer", "talked", "talking"]);
        assert_eq!(regex("alk"), Vec::<String>::new());
        let fuzzy = |word: &str, differences| words(Spelling::Fuzzy { word: word.into(), differences }, &TERMS);
        assert_eq!(fuzzy("tlaks", 1), ["talks"]);
        assert_eq!(fuzzy("tlak", 1), ["talk"]);
        assert_eq!(fuzzy("polciy", 1), ["policy"]);
        assert_eq!(fuzzy("woman", 1), ["wóman"]);
    }

    #[test]
    fn expressions_without_bound_are_refused() {
        let refused = |text: &str| Spelled::new(&Spelling::Regex(text.into())).err();
        assert_eq!(refused("((a{1,1000}){1,1000}){1,1000}"), Some(ComplaintKind::RegexTooLarge));
        assert_eq!(refused("(a|b)*a(a|b){30}"), Some(ComplaintKind::RegexTooLarge));
        assert!(matches!(refused(r"a\b"), Some(ComplaintKind::Regex { .. })));
    }
}
