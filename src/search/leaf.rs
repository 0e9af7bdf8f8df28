//! What a part of a query asks to stand in a text: a word, words side by side, a pattern, or some of these near each other. Knows no Tantivy,
//! no article and no syntax but the spans by which a pattern is pointed at.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::syntax::{Construct, Field, Nearness};
use crate::index::Ends;
use crate::text::Word;

/// Something that stands in a text, and is there or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// What it is.
    pub figure: Figure,
    /// Where it must stand.
    pub scope: Scope,
    /// How many times it counts.
    pub weight: f32,
}

/// Where words must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// In the title or the body.
    Anywhere,
    /// In the title.
    Title,
    /// In the body.
    Body,
}

/// What words of a text may be. Each place of it reaches from its first word to its last.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// Words that stand next to each other, in this order.
    Words {
        /// The words.
        words: Vec<Word>,
        /// Whether they must stand as written (quotes), or in any form.
        exact: bool,
    },
    /// Any of the words that a pattern stands for.
    Pattern(Pattern),
    /// Single words that follow each other.
    Sequence {
        /// The words: `Words` of one, or patterns.
        parts: Vec<Figure>,
        /// How many other words may stand between, in all.
        gap: u32,
        /// Whether it is marked as one, as the parts of a compound are, or word by word.
        is_one: bool,
    },
    /// Two that stand near each other and do not overlap.
    Near {
        /// How near, and in which order.
        nearness: Nearness,
        /// The two.
        sides: Box<[Figure; 2]>,
    },
    /// Any of them.
    Any(Vec<Figure>),
}

/// Stands for all words of the index that are written in a certain way.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// The way.
    pub spelling: Spelling,
    /// Where in the query it is said.
    pub span: Range<usize>,
    /// The terms of the index that such words have, those of most articles first. None before it was looked up.
    pub variants: Arc<[Variant]>,
}

/// How words are written, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spelling {
    /// With `*` for any letters and `?` for one.
    Wildcard(String),
    /// As a word, but for one or two letters.
    Fuzzy {
        /// The word.
        word: String,
        /// How many letters, at most.
        differences: u8,
    },
    /// As a regular expression says of the whole word.
    Regex(String),
}

/// A term of the index, and the ways to end in which it makes such words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The term.
    pub term: String,
    /// Only positions at which the word ends so.
    pub ends: Ends,
    /// How many articles have the term, in whatever form.
    pub articles: u64,
}

/// As it could be typed, folded.
impl fmt::Display for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figure = &self.figure;
        let field = match self.scope {
            Scope::Anywhere => return write!(f, "{figure}"),
            Scope::Title => Field::Title.name(),
            Scope::Body => Field::Body.name(),
        };
        if matches!(figure, Figure::Near { .. }) {
            write!(f, "{field}:({figure})")
        } else {
            write!(f, "{field}:{figure}")
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |figure: &Figure| figure.to_string().trim_matches('"').to_string();
        let all = |figures: &[Figure], by: &str| figures.iter().map(plain).collect::<Vec<_>>().join(by);
        match self {
            Figure::Words { words, exact } => {
                let text = words.iter().map(|word| &*word.folded).collect::<Vec<_>>();
                if *exact { write!(f, "\"{}\"", text.join(" ")) } else { f.write_str(&text.join("-")) }
            }
            Figure::Pattern(pattern) => write!(f, "{}", pattern.spelling),
            Figure::Sequence { parts, is_one: true, .. } => f.write_str(&all(parts, "-")),
            Figure::Sequence { parts, gap, .. } => write!(f, "\"{}\"~{gap}", all(parts, " ")),
            Figure::Near { nearness, sides } => {
                let [left, right] = &**sides;
                match right {
                    Figure::Near { .. } => write!(f, "{left} {nearness} ({right})"),
                    _ => write!(f, "{left} {nearness} {right}"),
                }
            }
            Figure::Any(figures) => {
                let texts = figures.iter().map(Figure::to_string).collect::<Vec<_>>();
                write!(f, "({})", texts.join(" OR "))
            }
        }
    }
}

impl fmt::Display for Spelling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Spelling::Wildcard(text) => f.write_str(text),
            Spelling::Fuzzy { word, differences } => write!(f, "{word}~{differences}"),
            Spelling::Regex(expression) => write!(f, "/{expression}/"),
        }
    }
}

impl Spelling {
    /// What sort of pattern it is.
    pub fn construct(&self) -> Construct {
        match self {
            Spelling::Wildcard(_) => Construct::Wildcard,
            Spelling::Fuzzy { .. } => Construct::Fuzzy,
            Spelling::Regex(_) => Construct::Regex,
        }
    }
}

impl Figure {
    /// Calls `visit` with each pattern in it.
    pub fn patterns(&self, visit: &mut dyn FnMut(&Pattern)) {
        match self {
            Figure::Words { .. } => {}
            Figure::Pattern(pattern) => visit(pattern),
            Figure::Sequence { parts, .. } | Figure::Any(parts) => parts.iter().for_each(|part| part.patterns(visit)),
            Figure::Near { sides, .. } => sides.iter().for_each(|side| side.patterns(visit)),
        }
    }

    /// Calls `visit` with each pattern in it, to change it.
    pub fn patterns_mut(&mut self, visit: &mut dyn FnMut(&mut Pattern)) {
        match self {
            Figure::Words { .. } => {}
            Figure::Pattern(pattern) => visit(pattern),
            Figure::Sequence { parts, .. } | Figure::Any(parts) => {
                parts.iter_mut().for_each(|part| part.patterns_mut(visit));
            }
            Figure::Near { sides, .. } => sides.iter_mut().for_each(|side| side.patterns_mut(visit)),
        }
    }
}
