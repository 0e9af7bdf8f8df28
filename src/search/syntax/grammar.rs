//! The grammar: how operands, marks, operators and parentheses make a tree. Does not know what an operand is, nor what may stand near
//! another.

use std::ops::Range;

use super::complaint::{Complaint, ComplaintKind};
use super::construct::Construct;
use super::correct::Edit;
use super::field::Field;
use super::lexer::{Token, TokenKind, tokens};
use super::tree::Node;
use crate::calendar::Day;
use crate::search::saved::SavedQueries;

/// How deep parentheses may be nested.
pub const DEPTH_LIMIT: usize = 100;
/// How many errors, and how many warnings, are told of one query.
const COMPLAINT_LIMIT: usize = 16;

/// What was found where something to search for may stand.
pub(super) enum Operand {
    Read(Node),
    /// Something, but a complaint was made and nothing is left of it.
    Dropped,
    /// Nothing.
    Absent,
}

/// What is around a saved query that is being read.
#[derive(Clone, Default)]
pub(super) struct Outside<'q> {
    /// The saved queries that it is in, the outermost first, with itself.
    pub queries: Vec<&'q str>,
    /// The number of groups that are open, each of these queries being one.
    pub depth: usize,
}

/// Reads the tokens of a query, each once.
pub(super) struct Parser<'q> {
    pub query: &'q str,
    pub today: Day,
    pub tokens: Vec<Token>,
    /// The next token.
    pub at: usize,
    /// The field of the group that is being read.
    pub field: Option<Field>,
    /// The field around it, where it is the one of saved queries.
    pub around: Option<Field>,
    /// The number of groups that are open.
    pub depth: usize,
    /// The number of `NEAR` and `ADJ` so far.
    pub nears: usize,
    /// The queries that names stand for.
    pub saved: &'q SavedQueries,
    /// What is around the text that is being read, where it is a saved query.
    pub outside: Outside<'q>,
    /// The names of saved queries in the text, and where they stand.
    pub names: Vec<(String, Range<usize>)>,
    /// The saved queries that it stands for, also through others, each once.
    pub stands_for: Vec<&'q str>,
    /// How often saved queries were used so far, also through others.
    pub uses: usize,
    pub complaints: Vec<Complaint>,
    pub edits: Vec<Edit>,
}

impl<'q> Parser<'q> {
    pub(super) fn new(query: &'q str, today: Day, saved: &'q SavedQueries, outside: Outside<'q>) -> Parser<'q> {
        let tokens = tokens(query);
        Parser {
            query,
            today,
            tokens,
            at: 0,
            field: None,
            around: None,
            depth: 0,
            nears: 0,
            saved,
            outside,
            names: Vec::new(),
            stands_for: Vec::new(),
            uses: 0,
            complaints: Vec::new(),
            edits: Vec::new(),
        }
    }

    /// Notes what is wrong, and how to write it if that is known.
    pub(super) fn complain(&mut self, kind: ComplaintKind, span: Range<usize>, edit: Option<Edit>) {
        if matches!(self.complaints.last(), Some(last) if matches!(last.kind, ComplaintKind::TooDeep { .. })) {
            return;
        }
        self.edits.extend(edit);
        let alike = self.complaints.iter().filter(|complaint| complaint.severity() == kind.severity()).count();
        if alike < COMPLAINT_LIMIT {
            self.complaints.push(Complaint::new(kind, span));
        }
    }

    pub(super) fn dangling(&mut self, span: Range<usize>) {
        let operator = self.query[span.clone()].to_string();
        self.complain(ComplaintKind::DanglingOperator { operator }, span.clone(), Some(Edit::remove(span)));
    }

    pub(super) fn peek(&self) -> Option<(TokenKind, Range<usize>)> {
        self.tokens.get(self.at).map(|token| (token.kind, token.span.clone()))
    }

    /// Takes the next token if it is of that kind.
    pub(super) fn take(&mut self, kind: TokenKind) -> Option<Range<usize>> {
        let (_, span) = self.peek().filter(|(next, _)| *next == kind)?;
        self.at += 1;
        Some(span)
    }

    /// `a OR b`, to the end of the group or of the query.
    pub(super) fn any(&mut self) -> Operand {
        let mut found = Found::default();
        let mut before: Option<Range<usize>> = None;
        loop {
            let absent = found.add(self.all());
            let after = self.take(TokenKind::Or);
            let goes_on = after.is_some();
            before = match (before, after) {
                (Some(or), after) if absent => {
                    self.dangling(or);
                    after
                }
                (None, Some(or)) if absent => {
                    self.dangling(or);
                    None
                }
                (_, after) => after,
            };
            if !goes_on {
                return found.finish(Node::or);
            }
        }
    }

    /// `a b`, `a AND b`, to an OR or to the end of the group or of the query.
    fn all(&mut self) -> Operand {
        let mut found = Found::default();
        let mut open: Option<Range<usize>> = None;
        while let Some((kind, span)) = self.peek() {
            match kind {
                TokenKind::Or => break,
                TokenKind::Close if self.depth > 0 => break,
                TokenKind::Close => {
                    self.at += 1;
                    self.complain(ComplaintKind::UnbalancedParenthesis, span.clone(), Some(Edit::remove(span)));
                }
                TokenKind::Tilde | TokenKind::Caret => {
                    self.at += 1;
                    self.dangling(span);
                }
                // With nothing on the left.
                TokenKind::Near(_) | TokenKind::NearWithout(_) => {
                    self.at += 1;
                    self.dangling(span);
                }
                TokenKind::And | TokenKind::Operator(_) => {
                    self.at += 1;
                    if let TokenKind::Operator(construct) = kind {
                        let instead = if construct == Construct::DoubleBar { "OR" } else { "AND" };
                        let edit = Some(Edit::replace(span.clone(), instead));
                        self.complain(ComplaintKind::Unsupported(construct), span.clone(), edit);
                    }
                    if open.is_some() || found.is_empty() {
                        self.dangling(span);
                    } else {
                        open = Some(span);
                    }
                }
                _ => {
                    open = None;
                    found.add(self.near());
                }
            }
        }
        if let Some(and) = open {
            self.dangling(and);
        }
        found.finish(Node::and)
    }

    /// An operand with the marks before it: `NOT a`, `-a`, `+a`.
    pub(super) fn marked(&mut self) -> Operand {
        let (mut excluded, mut required) = (false, false);
        let mut marks: Option<Range<usize>> = None;
        while let Some((kind, span)) = self.peek() {
            match kind {
                TokenKind::Not | TokenKind::Minus => excluded = !excluded,
                TokenKind::Plus => required = true,
                _ => break,
            }
            marks = Some(marks.map_or(span.start, |marks| marks.start)..span.end);
            self.at += 1;
        }
        let operand = self.operand();
        let operand = self.weighted(operand);
        let Some(marks) = marks else { return operand };
        match operand {
            Operand::Read(node) if excluded => Operand::Read(Node::not(marks.start, node)),
            Operand::Read(node) if required => Operand::Read(Node::required(marks.start, node)),
            Operand::Absent => {
                self.dangling(marks);
                Operand::Dropped
            }
            other => other,
        }
    }

    /// Whether so many groups are open that there can be no other.
    pub(super) fn is_deep(&self) -> bool {
        self.outside.depth + self.depth >= DEPTH_LIMIT
    }

    /// Reads no further.
    pub(super) fn too_deep(&mut self, span: Range<usize>) -> Operand {
        self.complain(ComplaintKind::TooDeep { limit: DEPTH_LIMIT }, span, None);
        self.at = self.tokens.len();
        Operand::Dropped
    }

    /// A group; `start` is where it begins with the field before it.
    pub(super) fn group(&mut self, start: usize) -> Operand {
        let Some(open) = self.take(TokenKind::Open) else { return Operand::Absent };
        if self.is_deep() {
            return self.too_deep(open);
        }
        self.depth += 1;
        let inner = self.any();
        self.depth -= 1;
        let close = self.take(TokenKind::Close);
        let end = close.as_ref().map_or(open.end, |close| close.end);
        let is_empty = matches!(inner, Operand::Absent);
        if let (Some(field), true) = (self.field, is_empty) {
            self.complain(ComplaintKind::MissingValue { field }, start..end, Some(Edit::remove(start..end)));
        } else if close.is_none() {
            let closed = Edit::replace(self.query.len()..self.query.len(), ")");
            let edit = if matches!(inner, Operand::Read(_)) { closed } else { Edit::remove(open.clone()) };
            self.complain(ComplaintKind::UnbalancedParenthesis, open, Some(edit));
        } else if is_empty {
            self.complain(ComplaintKind::EmptyGroup, start..end, Some(Edit::remove(start..end)));
        }
        if is_empty { Operand::Dropped } else { inner }
    }
}

/// The operands of one operator.
#[derive(Default)]
struct Found {
    nodes: Vec<Node>,
    dropped: bool,
}

impl Found {
    /// Keeps the operand; whether there was none.
    fn add(&mut self, operand: Operand) -> bool {
        match operand {
            Operand::Read(node) => self.nodes.push(node),
            Operand::Dropped => self.dropped = true,
            Operand::Absent => return true,
        }
        false
    }

    fn is_empty(&self) -> bool {
        self.nodes.is_empty() && !self.dropped
    }

    fn finish(self, join: fn(Vec<Node>) -> Option<Node>) -> Operand {
        match join(self.nodes) {
            Some(node) => Operand::Read(node),
            None if self.dropped => Operand::Dropped,
            None => Operand::Absent,
        }
    }
}
