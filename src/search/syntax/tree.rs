//! The tree of a query. Knows nothing of how a query is read, written or run.

use std::ops::Range;

use super::construct::Nearness;
use super::field::{Field, FieldKind};
use crate::calendar::DateRange;

/// A part of a query, with the bytes of the query that say it (without the parentheses around it). What a saved query stands for is
/// said where its name is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where in the query it is said, in bytes.
    pub span: Range<usize>,
    /// What it asks.
    pub kind: NodeKind,
}

/// What a part of a query asks. The constructors of [`Node`] keep the tree flat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A word, a phrase or a pattern, in the title or the body.
    Text(Text),
    /// A value asked of one field: `person:lavrov`. A group with a field has one of these for each member.
    Field {
        /// The field before the colon, or before the group.
        field: Field,
        /// What follows the colon; of the kind that the field takes.
        value: Value,
    },
    /// All of at least two, of which none is an `And`.
    And(Vec<Node>),
    /// Any of at least two, of which none is an `Or`. One that is a `Not` stands for every article that it does not
    /// exclude.
    Or(Vec<Node>),
    /// Every article but these. It holds no `Not` and no `Required`.
    Not(Box<Node>),
    /// Required even where any of the words would do; elsewhere the same as what it holds, which is no `Not` and no
    /// `Required`.
    Required(Box<Node>),
    /// Two that stand near each other: texts, free or of one field, `Or`s and `Near`s of such, nothing else.
    Near {
        /// How near, and in what order.
        nearness: Nearness,
        /// The left side and the right side.
        sides: Box<[Node; 2]>,
    },
    /// What it holds, counted so many times for the order.
    Weighted {
        /// How many times.
        weight: Weight,
        /// What is counted.
        node: Box<Node>,
    },
}

/// What stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// A single word without quotes as it is written, with its punctuation; analysis may make several tokens of it, or none.
    Word(String),
    /// The text between two quotes.
    Phrase(String),
    /// A phrase that other words may stand in.
    Loose {
        /// The text between the quotes.
        text: String,
        /// How many other words, in all.
        gap: u32,
    },
    /// A word with `*` for any letters and `?` for a single one.
    Wildcard(String),
    /// A word, and those that differ from it by so many letters.
    Fuzzy {
        /// As it is written.
        word: String,
        /// One or two.
        differences: u8,
    },
    /// A regular expression for a whole word, without its slashes.
    Regex(String),
}

/// How many times something counts, in thousandths; more than none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight(pub(super) u32);

/// What a field is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// For the fields that hold texts, and as a word or a phrase for those that hold values.
    Text(Text),
    /// For the fields that hold dates.
    Range(DateRange),
    /// `date:missing`: that there is none.
    Missing,
}

impl Node {
    /// All of the nodes; `None` if there are none.
    pub(super) fn and(nodes: Vec<Node>) -> Option<Node> {
        let inner = |node: Node| match node.kind {
            NodeKind::And(children) => children,
            _ => vec![node],
        };
        join(nodes, inner, NodeKind::And)
    }

    /// Any of the nodes; `None` if there are none.
    pub(super) fn or(nodes: Vec<Node>) -> Option<Node> {
        let inner = |node: Node| match node.kind {
            NodeKind::Or(children) => children,
            _ => vec![node],
        };
        join(nodes, inner, NodeKind::Or)
    }

    /// The node excluded, as the query says from `start` on.
    pub(super) fn not(start: usize, node: Node) -> Node {
        let span = start..node.span.end;
        match node.kind {
            NodeKind::Not(inner) => *inner,
            NodeKind::Required(inner) => Node { span, kind: NodeKind::Not(inner) },
            _ => Node { span, kind: NodeKind::Not(Box::new(node)) },
        }
    }

    /// The node marked as required, as the query says from `start` on.
    pub(super) fn required(start: usize, node: Node) -> Node {
        match node.kind {
            NodeKind::Not(_) | NodeKind::Required(_) => node,
            _ => Node { span: start..node.span.end, kind: NodeKind::Required(Box::new(node)) },
        }
    }

    /// The node, with all that is in it said at one place.
    pub(super) fn said_at(mut self, place: &Range<usize>) -> Node {
        self.span = place.clone();
        let at = |node: Node| node.said_at(place);
        let one = |node: Box<Node>| Box::new(at(*node));
        self.kind = match self.kind {
            NodeKind::And(nodes) => NodeKind::And(nodes.into_iter().map(at).collect()),
            NodeKind::Or(nodes) => NodeKind::Or(nodes.into_iter().map(at).collect()),
            NodeKind::Not(node) => NodeKind::Not(one(node)),
            NodeKind::Required(node) => NodeKind::Required(one(node)),
            NodeKind::Near { nearness, sides } => NodeKind::Near { nearness, sides: Box::new(sides.map(at)) },
            NodeKind::Weighted { weight, node } => NodeKind::Weighted { weight, node: one(node) },
            leaf @ (NodeKind::Text(_) | NodeKind::Field { .. }) => leaf,
        };
        self
    }

    /// Whether a text in it can make an article match, which then scores.
    pub(super) fn has_text(&self) -> bool {
        match &self.kind {
            NodeKind::Text(_) | NodeKind::Near { .. } => true,
            NodeKind::Field { field, .. } => field.kind() == FieldKind::Text,
            NodeKind::And(nodes) | NodeKind::Or(nodes) => nodes.iter().any(Node::has_text),
            NodeKind::Not(_) => false,
            NodeKind::Required(node) | NodeKind::Weighted { node, .. } => node.has_text(),
        }
    }

    /// The field that its texts are asked of, where it holds nothing but texts of one field or free ones.
    pub(in crate::search) fn text_field(&self) -> Option<Option<Field>> {
        match &self.kind {
            NodeKind::Text(_) => Some(None),
            NodeKind::Field { field, .. } => (field.kind() == FieldKind::Text).then_some(Some(*field)),
            NodeKind::Or(nodes) => same_field(nodes),
            NodeKind::Near { sides, .. } => same_field(&sides[..]),
            _ => None,
        }
    }

    /// Whether it says only what an article must not have.
    pub fn only_excludes(&self) -> bool {
        match &self.kind {
            NodeKind::Not(_) => true,
            NodeKind::And(children) | NodeKind::Or(children) => children.iter().all(Node::only_excludes),
            NodeKind::Weighted { node, .. } => node.only_excludes(),
            _ => false,
        }
    }
}

fn same_field(nodes: &[Node]) -> Option<Option<Field>> {
    // Each is asked once: they lie within each other.
    let mut fields = nodes.iter().map(Node::text_field);
    let first = fields.next()??;
    fields.all(|field| field == Some(first)).then_some(first)
}

impl Weight {
    /// The largest.
    pub const MOST: u32 = 1000;

    /// Reads a number with at most three decimals.
    pub(super) fn parse(text: &str) -> Option<Weight> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() > 4 || decimals.len() > 3 || !is_number(whole) || !is_number(decimals) {
            return None;
        }
        let thousandths = format!("{whole}{decimals:0<3}").parse().ok()?;
        (1..=Weight::MOST * 1000).contains(&thousandths).then_some(Weight(thousandths))
    }

    /// The number.
    pub fn factor(self) -> f32 {
        self.0 as f32 / 1000.0
    }
}

/// One node of many, each of them opened by `inner` if it is of the same kind.
fn join(mut nodes: Vec<Node>, inner: impl Fn(Node) -> Vec<Node>, kind: impl Fn(Vec<Node>) -> NodeKind) -> Option<Node> {
    if nodes.len() < 2 {
        return nodes.pop();
    }
    let children: Vec<Node> = nodes.into_iter().flat_map(inner).collect();
    let span = children.first()?.span.start..children.last()?.span.end;
    Some(Node { span, kind: kind(children) })
}
