//! The canonical text of a tree. Knows nothing of how a query is run.

use std::fmt;

use super::construct::Written;
use super::lexer::QUOTES;
use super::tree::{Node, NodeKind, Text, Value, Weight};

/// A query that reads as the same tree, on whatever day.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            NodeKind::Text(text) => write!(f, "{text}"),
            NodeKind::Field { field, value } => write!(f, "{}:{value}", field.name()),
            NodeKind::And(children) => write_joined(f, children, " ", |kind| matches!(kind, NodeKind::Or(_))),
            NodeKind::Or(children) => write_joined(f, children, " OR ", |_| false),
            NodeKind::Not(inner) => {
                f.write_str("-")?;
                write_operand(f, inner)
            }
            NodeKind::Required(inner) => {
                f.write_str("+")?;
                write_operand(f, inner)
            }
            NodeKind::Near { nearness, sides } => {
                let [left, right] = &**sides;
                // Several in a row are read from the left.
                let is_row = matches!(left.kind, NodeKind::Near { .. });
                if is_row {
                    write!(f, "{left}")?
                } else {
                    write_operand(f, left)?
                }
                write!(f, " {nearness} ")?;
                write_operand(f, right)
            }
            NodeKind::Weighted { weight, node } => {
                if hides_sign(node) {
                    write!(f, "({node})")?
                } else {
                    write_operand(f, node)?
                }
                write!(f, "^{weight}")
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text(text) => write!(f, "{text}"),
            Value::Range(range) => write!(f, "{range}"),
            Value::Missing => f.write_str("missing"),
        }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Text::Word(word) | Text::Wildcard(word) => f.write_str(word),
            Text::Phrase(text) => write_quoted(f, text),
            Text::Loose { text, gap } => {
                write_quoted(f, text)?;
                write!(f, "~{gap}")
            }
            Text::Fuzzy { word, differences } => write!(f, "{word}~{differences}"),
            Text::Regex(expression) => write!(f, "/{expression}/"),
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

/// Whether a weight right behind it would be read as a part of its word, as in an address.
fn hides_sign(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Text(Text::Word(word) | Text::Wildcard(word))
        | NodeKind::Field { value: Value::Text(Text::Word(word) | Text::Wildcard(word)), .. } => {
            Written::of(&format!("{word}^2")).length != word.len()
        }
        _ => false,
    }
}

/// Writes something that a mark, a weight or `NEAR` is beside: a group where it is more than a single thing.
fn write_operand(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    match node.kind {
        NodeKind::Text(_) | NodeKind::Field { .. } => write!(f, "{node}"),
        _ => write!(f, "({node})"),
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = format!("{:03}", self.0 % 1000);
        let decimals = decimals.trim_end_matches('0');
        let dot = if decimals.is_empty() { "" } else { "." };
        write!(f, "{}{dot}{decimals}", self.0 / 1000)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Complaint, ComplaintKind, parse, parse_with};
    use super::*;
    use crate::calendar::DateRange;
    use crate::calendar::Day;
    use crate::search::SavedQueries;

    const TODAY: Day = Day::MAX;

    fn only_exclusions(complaint: &Complaint) -> bool {
        complaint.kind == ComplaintKind::OnlyExclusions
    }

    /// Warnings of what was read as it is written, and is written so again.
    fn stays(complaint: &Complaint) -> bool {
        only_exclusions(complaint)
            || matches!(complaint.kind, ComplaintKind::QuotedWildcard | ComplaintKind::UnfoldedRegex)
    }

    /// The tree without its spans.
    fn bare(mut node: Node) -> Node {
        node.span = 0..0;
        node.kind = match node.kind {
            NodeKind::And(nodes) => NodeKind::And(nodes.into_iter().map(bare).collect()),
            NodeKind::Or(nodes) => NodeKind::Or(nodes.into_iter().map(bare).collect()),
            NodeKind::Not(node) => NodeKind::Not(Box::new(bare(*node))),
            NodeKind::Required(node) => NodeKind::Required(Box::new(bare(*node))),
            NodeKind::Near { nearness, sides } => NodeKind::Near { nearness, sides: Box::new(sides.map(bare)) },
            NodeKind::Weighted { weight, node } => NodeKind::Weighted { weight, node: Box::new(bare(*node)) },
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
            NodeKind::Near { sides, .. } => {
                assert!(node.text_field().is_some(), "{query}");
                &sides[..]
            }
            NodeKind::Weighted { node, .. } => std::slice::from_ref(&**node),
            NodeKind::Field { value: Value::Range(DateRange { first: None, last: None }), .. } => panic!("{query}"),
            _ => return,
        };
        for child in children {
            let may_hold_itself = matches!(node.kind, NodeKind::Near { .. } | NodeKind::Weighted { .. });
            let is_alike = std::mem::discriminant(&child.kind) == std::mem::discriminant(&node.kind);
            assert!(may_hold_itself || !is_alike, "{query}");
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
            assert!(again.complaints.iter().all(stays), "{query} {printed} {:?}", again.complaints);
            assert_eq!(again.tree.map(bare), Some(bare(tree)), "{query} {printed}");
        }
    }

    /// What saved queries stand for is written in their places.
    fn assert_saved_hold(query: &str) {
        let saved = "two = 'a b'\neither = 'a OR \"b c\"'\nno = '-d'\nnear = 'a NEAR b'\nall = 'query:two^2 query:no +e'\nquote = '\"x'";
        let saved = SavedQueries::parse(saved).unwrap();
        let parsed = parse_with(query, TODAY, &saved);
        for complaint in &parsed.complaints {
            assert!(query.get(complaint.span.clone()).is_some_and(|text| !text.is_empty()), "{query} {complaint:?}");
            if let Some(suggestion) = &complaint.suggestion {
                let again = parse_with(suggestion, TODAY, &saved);
                let stays = |c: &Complaint| only_exclusions(c) || matches!(c.kind, ComplaintKind::Saved { .. });
                assert!(again.tree.is_some() && again.complaints.iter().all(stays), "{query} {suggestion}");
            }
        }
        if let Some(tree) = parsed.tree {
            let printed = tree.to_string();
            let again = parse(&printed, Day::MIN);
            assert!(again.complaints.iter().all(stays), "{query} {printed} {:?}", again.complaints);
            assert_eq!(again.tree.map(bare), Some(bare(tree)), "{query} {printed}");
        }
    }

    const SAVED: &[&str] =
        &["query:two ", "query:either ", "query:(no OR ", "query:near", "query:all ", "query:quote", "query:nea"];

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
        " NEAR/x",
        "query:",
        " ADJ ",
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
        " NEAR/3 ",
        " ADJ ",
        "st*",
        "w?n ",
        "/a|b/",
        "~1",
        "^2",
        "^0.5 ",
        "\"~3",
    ];

    #[test]
    fn what_failed_once_holds() {
        for query in [" +( --~1)^2", "( ~1)^2 a", "title:(~1)^2", "(~)^2", "(\u{301}~1)^3"] {
            assert_holds(query);
        }
    }

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
        fn saved_queries_hold(
            parts in prop::collection::vec(prop_oneof![prop::sample::select(SAVED), prop::sample::select(TAME)], 0..16)
        ) {
            assert_saved_hold(&parts.concat());
        }

        #[test]
        fn tame_text_holds(parts in prop::collection::vec(prop::sample::select(TAME), 0..24)) {
            assert_holds(&parts.concat());
        }
    }
}
