//! The tree of a query, and the canonical text of it. Knows nothing of how a query is read or run.

use std::fmt;
use std::ops::Range;

use super::field::Field;
use super::lexer::QUOTES;
use crate::calendar::DateRange;

/// A part of a query, with the bytes of the query that say it (without the parentheses around it).
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
    /// A free word as it is written, with its punctuation; analysis may make several tokens of it, or none.
    Word(String),
    /// The text between two quotes.
    Phrase(String),
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
}

/// What a field is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A single word without quotes, as it is written.
    Word(String),
    /// The text between two quotes.
    Phrase(String),
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

    /// Whether it says only what an article must not have.
    pub fn only_excludes(&self) -> bool {
        match &self.kind {
            NodeKind::Not(_) => true,
            NodeKind::And(children) | NodeKind::Or(children) => children.iter().all(Node::only_excludes),
            _ => false,
        }
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

/// A query that reads as the same tree, on whatever day.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            NodeKind::Word(word) => f.write_str(word),
            NodeKind::Phrase(text) => write_quoted(f, text),
            NodeKind::Field { field, value } => write!(f, "{}:{value}", field.name()),
            NodeKind::And(children) => write_joined(f, children, " ", |kind| matches!(kind, NodeKind::Or(_))),
            NodeKind::Or(children) => write_joined(f, children, " OR ", |_| false),
            NodeKind::Not(inner) => write_marked(f, '-', inner),
            NodeKind::Required(inner) => write_marked(f, '+', inner),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Word(word) => f.write_str(word),
            Value::Phrase(text) => write_quoted(f, text),
            Value::Range(range) => write!(f, "{range}"),
            Value::Missing => f.write_str("missing"),
        }
    }
}

/// Writes the text between quotes that do not occur in it; those it was read from are always such.
fn write_quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let (open, closers) = QUOTES.iter().find(|(_, closers)| !text.contains(*closers)).unwrap_or(&QUOTES[0]);
    write!(f, "{open}{text}{}", closers[0])
}

fn write_joined(f: &mut fmt::Formatter<'_>, nodes: &[Node], by: &str, in_group: fn(&NodeKind) -> bool) -> fmt::Result {
    for (at, node) in nodes.iter().enumerate() {
        f.write_str(if at == 0 { "" } else { by })?;
        if in_group(&node.kind) { write!(f, "({node})")? } else { write!(f, "{node}")? }
    }
    Ok(())
}

fn write_marked(f: &mut fmt::Formatter<'_>, mark: char, node: &Node) -> fmt::Result {
    match node.kind {
        NodeKind::And(_) | NodeKind::Or(_) => write!(f, "{mark}({node})"),
        _ => write!(f, "{mark}{node}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Complaint, ComplaintKind, parse};
    use super::*;
    use crate::calendar::Day;

    const TODAY: Day = Day::MAX;

    fn only_exclusions(complaint: &Complaint) -> bool {
        complaint.kind == ComplaintKind::OnlyExclusions
    }

    /// The tree without its spans.
    fn bare(mut node: Node) -> Node {
        node.span = 0..0;
        node.kind = match node.kind {
            NodeKind::And(nodes) => NodeKind::And(nodes.into_iter().map(bare).collect()),
            NodeKind::Or(nodes) => NodeKind::Or(nodes.into_iter().map(bare).collect()),
            NodeKind::Not(node) => NodeKind::Not(Box::new(bare(*node))),
            NodeKind::Required(node) => NodeKind::Required(Box::new(bare(*node))),
            leaf => leaf,
        };
        node
    }

    /// Flat, and every span inside that of its parent and on the borders of characters.
    fn assert_sound(node: &Node, query: &str) {
        assert!(query.get(node.span.clone()).is_some_and(|text| !text.is_empty()), "{node:?}");
        let children = match &node.kind {
            NodeKind::And(nodes) | NodeKind::Or(nodes) => {
                assert!(nodes.len() > 1);
                assert!(nodes.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{query}");
                &nodes[..]
            }
            NodeKind::Not(inner) | NodeKind::Required(inner) => std::slice::from_ref(&**inner),
            NodeKind::Field { value: Value::Range(DateRange { first: None, last: None }), .. } => panic!("{query}"),
            _ => return,
        };
        for child in children {
            assert_ne!(std::mem::discriminant(&child.kind), std::mem::discriminant(&node.kind), "{query}");
            assert!(node.span.start <= child.span.start && child.span.end <= node.span.end, "{query}");
            assert_sound(child, query);
        }
    }

    fn assert_holds(query: &str) {
        let parsed = parse(query, TODAY);
        for complaint in &parsed.complaints {
            assert!(query.get(complaint.span.clone()).is_some_and(|text| !text.is_empty()), "{query} {complaint:?}");
            if let Some(suggestion) = &complaint.suggestion {
                let again = parse(suggestion, TODAY);
                assert!(again.tree.is_some() && again.complaints.iter().all(only_exclusions), "{query} {suggestion}");
            }
        }
        if let Some(tree) = parsed.tree {
            assert_sound(&tree, query);
            let printed = tree.to_string();
            let again = parse(&printed, Day::MIN);
            assert!(again.complaints.iter().all(only_exclusions), "{query} {printed} {:?}", again.complaints);
            assert_eq!(again.tree.map(bare), Some(bare(tree)), "{query} {printed}");
        }
    }

    const NASTY: &[&str] = &[
        "a",
        "é",
        "日",
        "😀",
        "\u{301}",
        "\u{0}",
        "\"",
        "\"",
        "“",
        "”",
        "„",
        "«",
        "»",
        "(",
        "(",
        ")",
        ")",
        "+",
        "-",
        "–",
        " ",
        " ",
        " ",
        "\t",
        "\u{a0}",
        "AND",
        "OR",
        " OR ",
        "NOT",
        "NEAR/5",
        "ADJ",
        "date:",
        "person:",
        "title:",
        "foo:",
        "dat:",
        "missing",
        "2021-02-30",
        "2021",
        "..",
        "last",
        "month",
        "*",
        "?",
        "~",
        "~1",
        "^2",
        "/",
        "//",
        "\\",
        ":",
        "'",
        "’",
        "||",
        " ..",
        ".",
        "b",
    ];
    const TAME: &[&str] = &[
        "a",
        "b",
        "C++",
        "é",
        "-",
        "+",
        "NOT ",
        " OR ",
        " AND ",
        " ",
        "(",
        ")",
        "person:",
        "title:",
        "date:2021",
        "date:\"last week\"",
        "\"c d\"",
        "„e\"f”",
        " -",
        " +(",
        ") ",
        " ..",
        "date:\"2021\"",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_holds(query in ".{0,40}") {
            assert_holds(&query);
        }

        #[test]
        fn nasty_text_holds(parts in prop::collection::vec(prop::sample::select(NASTY), 0..24)) {
            assert_holds(&parts.concat());
        }

        #[test]
        fn tame_text_holds(parts in prop::collection::vec(prop::sample::select(TAME), 0..24)) {
            assert_holds(&parts.concat());
        }
    }
}
