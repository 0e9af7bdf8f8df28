//! Rules written out: a tree of all sequences of words that they stand for, which share their beginnings. Knows no text and no notation.

/// What may stand between two neighbouring words: a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gaps(pub u8);

impl Gaps {
    /// White space within a paragraph.
    pub const SPACE: Gaps = Gaps(1);
    /// A hyphen without space around it.
    pub const HYPHEN: Gaps = Gaps(2);
    /// A dash, with or without space around it.
    pub const DASH: Gaps = Gaps(4);
    /// A comma.
    pub const COMMA: Gaps = Gaps(8);
    /// A possessive's ending and white space.
    pub const POSSESSIVE: Gaps = Gaps(16);
    /// A full stop, which may end a sentence.
    pub const STOP: Gaps = Gaps(32);
    /// What stands between the words of one expression unless something else is said.
    pub const WITHIN: Gaps = Gaps(1 | 2);
    /// Anything else: the words have nothing to do with each other.
    pub const FAR: Gaps = Gaps(0);

    /// Either of both.
    pub fn or(self, other: Gaps) -> Gaps {
        Gaps(self.0 | other.0)
    }

    /// Whether one of the other is in the set.
    pub fn allows(self, other: Gaps) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a word is to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Month,
    Weekday,
    Weekdays,
    Season,
    Unit,
    Units,
    Part,
    Parts,
    Which,
    Number,
    Ordinal,
    Decade,
    Quarter,
    HalfDay,
    /// A number that can be a day of a month.
    Day,
    /// A number that can be a year.
    Year,
    /// A time of day in digits.
    Clock,
    /// A noun in the plural, or another word that is counted.
    Plural,
    /// A word with a capital letter.
    Name,
    /// Any word.
    Word,
}

/// How sure a word must be what it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// In any form.
    Any,
    /// Written in full, and likely what it looks like.
    Full,
    /// Written in full, and nothing else looks so.
    Sure,
}

/// What a sequence asks of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// One of these words; with a capital letter, if that is said.
    Words {
        /// Their numbers, sorted.
        numbers: Vec<u16>,
        /// They are written with a capital letter.
        capital: bool,
    },
    /// A word, or words, of this sort.
    Class {
        /// The sort.
        class: Class,
        /// How sure.
        strictness: Strictness,
        /// The only value that will do.
        only: Option<i32>,
    },
}

/// A step from word to word.
#[derive(Debug, Clone)]
pub struct Edge {
    /// What may stand before the word.
    pub gaps: Gaps,
    /// What the word must be.
    pub test: Test,
    /// To which part of the expression it belongs; none for what only joins two.
    pub part: Option<u8>,
    /// Where it leads.
    pub to: u32,
}

/// What must or must not stand beside an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// What may stand between.
    pub gaps: Gaps,
    /// For each word, from the expression on, what it must be one of; nothing where the gap alone is asked.
    pub words: Vec<Vec<Test>>,
    /// It must not be there.
    pub not: bool,
}

/// The end of a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accept {
    /// The rule that it belongs to.
    pub rule: u16,
    /// What is asked of the word before.
    pub before: Option<Beside>,
    /// What is asked of the word behind.
    pub behind: Option<Beside>,
}

/// A point in the sequences.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// How they go on.
    pub edges: Vec<Edge>,
    /// Which end here, in the order of the rules.
    pub accepts: Vec<Accept>,
}

/// All sequences.
#[derive(Debug)]
pub struct Tree {
    /// The first is the root.
    pub nodes: Vec<Node>,
    /// The edges of the root that begin with digits.
    pub digits: Vec<u16>,
}

/// One step of a sequence that is to be added.
#[derive(Debug, Clone)]
pub struct Step {
    /// See [`Edge::gaps`].
    pub gaps: Gaps,
    /// See [`Edge::test`].
    pub test: Test,
    /// See [`Edge::part`].
    pub part: Option<u8>,
}

impl Default for Tree {
    fn default() -> Self {
        Tree { nodes: vec![Node::default()], digits: Vec::new() }
    }
}

impl Tree {
    /// Adds a sequence.
    pub fn add(&mut self, steps: &[Step], accept: Accept) {
        let mut at = 0;
        for (number, step) in steps.iter().enumerate() {
            // What stands before the first word is asked by `Accept::before`.
            let gaps = if number == 0 { Gaps::WITHIN } else { step.gaps };
            let same = |edge: &&Edge| edge.gaps == gaps && edge.test == step.test && edge.part == step.part;
            at = match self.nodes[at].edges.iter().find(same) {
                Some(edge) => edge.to as usize,
                None => {
                    let to = self.nodes.len();
                    let edge = Edge { gaps, test: step.test.clone(), part: step.part, to: to as u32 };
                    self.nodes[at].edges.push(edge);
                    self.nodes.push(Node::default());
                    to
                }
            };
        }
        if !self.nodes[at].accepts.contains(&accept) {
            self.nodes[at].accepts.push(accept);
        }
    }
}
