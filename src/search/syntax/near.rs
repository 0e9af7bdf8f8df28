//! `NEAR` and `ADJ`: what may stand beside them, and what may have been meant where something else does. Does not know how a text is searched.

use std::ops::Range;

use super::complaint::{ComplaintKind, Misfit};
use super::construct::{DISTANCE_LIMIT, Nearness};
use super::correct::Edit;
use super::field::FieldKind;
use super::grammar::{Operand, Parser};
use super::lexer::TokenKind;
use super::operand::read;
use super::tree::{Node, NodeKind};

/// How many `NEAR` and `ADJ` a query may have: several in a row lie within each other.
pub const NEAR_LIMIT: usize = 100;

impl Parser<'_> {
    /// `a NEAR/3 b NEAR/3 c`, read from the left, or a single operand.
    pub(super) fn near(&mut self) -> Operand {
        let mut left = self.marked();
        loop {
            let (nearness, span) = match self.peek() {
                Some((TokenKind::Near(nearness), span)) => (Some(nearness), span),
                Some((TokenKind::NearWithout(operator), span)) => {
                    self.without_number(operator, span.clone());
                    (None, span)
                }
                _ => return left,
            };
            self.at += 1;
            self.nears += 1;
            left = match (left, self.marked(), nearness) {
                (Operand::Read(_), Operand::Read(_), _) if self.nears > NEAR_LIMIT => {
                    self.complain(ComplaintKind::TooManyNears { limit: NEAR_LIMIT }, span, None);
                    Operand::Dropped
                }
                (left, Operand::Absent, _) => {
                    self.dangling(span);
                    left
                }
                (Operand::Read(left), Operand::Read(right), Some(nearness)) => {
                    self.joined([left, right], nearness, span)
                }
                _ => Operand::Dropped,
            };
        }
    }

    /// Complains of an operator with something else than a number behind its slash; the number in it, or none, may be meant.
    fn without_number(&mut self, operator: &'static str, span: Range<usize>) {
        let said = &self.query[span.start + operator.len() + 1..span.end];
        let digits: String = said.chars().skip_while(|c| *c == '-').take_while(char::is_ascii_digit).collect();
        let meant = if digits.is_empty() { operator.to_string() } else { format!("{operator}/{digits}") };
        self.complain(ComplaintKind::NoNearness { operator }, span.clone(), Some(Edit::replace(span, meant)));
    }

    fn joined(&mut self, sides: [Node; 2], nearness: Nearness, span: Range<usize>) -> Operand {
        if nearness.distance > DISTANCE_LIMIT {
            let limited = Nearness { distance: DISTANCE_LIMIT, ..nearness };
            self.too_far(span, limited.to_string());
            return Operand::Dropped;
        }
        let misfit = |node: &Node| misfit(node).map(|(span, misfit)| (span.clone(), misfit));
        if let Some((about, found)) = sides.iter().find_map(misfit) {
            let operator = self.query[span.clone()].to_string();
            self.complain(ComplaintKind::BesideNear { operator, found }, about, None);
            self.edits.extend(self.meant(&sides, found, &span));
            return Operand::Dropped;
        }
        let [left, right] = &sides;
        let whole = left.span.start..right.span.end;
        if left.text_field() != right.text_field() {
            self.complain(ComplaintKind::NearFields, whole, None);
            self.edits.extend(self.in_one_field(left, right));
            return Operand::Dropped;
        }
        read(whole, NodeKind::Near { nearness, sides: Box::new(sides) })
    }

    /// Edits for what may have been meant by something that cannot stand beside `NEAR`.
    fn meant(&self, [left, right]: &[Node; 2], found: Misfit, operator: &Range<usize>) -> Vec<Edit> {
        match (&left.kind, found) {
            // `-a NEAR b`: without both of them near each other.
            (NodeKind::Not(inner) | NodeKind::Required(inner), _) if misfit(inner).is_none() => {
                vec![insert(inner.span.start, "("), insert(right.span.end, ")")]
            }
            (_, Misfit::Words) => {
                let side = if misfit(left).is_some() { left } else { right };
                let NodeKind::And(words) = &side.kind else { return Vec::new() };
                let between = |pair: &[Node]| {
                    let gap = pair[0].span.end..pair[1].span.start;
                    // There is none between words that a name stands for.
                    let is_plain = matches!(self.query.get(gap.clone())?.trim(), "" | "AND");
                    is_plain.then(|| Edit::replace(gap, format!(" {} ", &self.query[operator.clone()])))
                };
                words.windows(2).map(between).collect::<Option<Vec<Edit>>>().unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    /// `title:(a NEAR b)` for `title:a NEAR b`.
    fn in_one_field(&self, left: &Node, right: &Node) -> Vec<Edit> {
        let (NodeKind::Field { field, .. }, Some(None)) = (&left.kind, right.text_field()) else { return Vec::new() };
        // The field may stand before a group, or in what a name stands for.
        let name = format!("{}:", field.name());
        match self.query[left.span.start..].starts_with(&name) {
            true => vec![insert(left.span.start + name.len(), "("), insert(right.span.end, ")")],
            false => Vec::new(),
        }
    }
}

fn insert(at: usize, text: &str) -> Edit {
    Edit::replace(at..at, text)
}

/// The first thing in a side that cannot stand beside `NEAR`.
fn misfit(node: &Node) -> Option<(&Range<usize>, Misfit)> {
    let found = match &node.kind {
        NodeKind::Text(_) => return None,
        NodeKind::Field { field, .. } if field.kind() == FieldKind::Text => return None,
        NodeKind::Or(_) | NodeKind::Near { .. } if node.text_field().is_some() => return None,
        NodeKind::Or(nodes) => match nodes.iter().find_map(misfit) {
            Some(inner) => return Some(inner),
            None => Misfit::Fields,
        },
        NodeKind::Field { .. } => Misfit::Value,
        // Sides are sound when they are joined.
        NodeKind::And(_) | NodeKind::Near { .. } => Misfit::Words,
        NodeKind::Not(_) => Misfit::Exclusion,
        NodeKind::Required(_) => Misfit::Requirement,
        NodeKind::Weighted { .. } => Misfit::Weight,
    };
    Some((&node.span, found))
}
