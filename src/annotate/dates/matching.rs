//! Finds where the rules of a language apply: from each word along the tree of sequences, as far as one goes. Knows no meanings.

use super::language::{Accept, Class, Node, Test};
use super::reading::Reading;

/// No expression names more things together.
pub(super) const MOST_PARTS: usize = 4;

/// A rule that applies.
#[derive(Debug, Clone)]
pub(super) struct Match {
    /// Its number.
    pub rule: u16,
    /// Behind its last token.
    pub behind: usize,
    /// What was found, in the order of the text.
    pub captures: Vec<Capture>,
}

/// A word of an expression, with what it means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Capture {
    /// The part of the expression that it belongs to.
    pub part: usize,
    /// Its first token, and behind its last.
    pub tokens: (usize, usize),
    /// What sort of word it is, and which; none for words that mean nothing by themselves.
    pub sense: Option<(Class, i32)>,
}

/// The rule that goes furthest from the token on; of several, the first.
pub(super) fn longest(r: &Reading, at: usize) -> Option<Match> {
    let begins = r.begins(at);
    if begins.is_empty() {
        return None;
    }
    let mut walk = Walk { r, start: at, path: Vec::new(), best: None };
    let root = &r.language.tree.nodes[0];
    for &edge in begins {
        walk.along(root, usize::from(edge), at);
    }
    walk.best
}

struct Walk<'a, 'b> {
    r: &'a Reading<'b>,
    start: usize,
    path: Vec<Capture>,
    best: Option<Match>,
}

impl Walk<'_, '_> {
    /// Goes along an edge, if the token passes its test, and on from there. Sequences are short, and so is the way down.
    fn along(&mut self, node: &Node, edge: usize, at: usize) {
        let edge = &node.edges[edge];
        let Some((value, length)) = self.r.passes(at, &edge.test) else { return };
        let sense = match &edge.test {
            Test::Class { class, .. } => Some((*class, value)),
            Test::Words { .. } => None,
        };
        let pushed = edge.part.map(|part| Capture { part: part.into(), tokens: (at, at + length), sense });
        self.path.extend(pushed);
        let next = &self.r.language.tree.nodes[edge.to as usize];
        for accept in &next.accepts {
            self.accept(accept, at + length);
        }
        if at + length < self.r.len() && !next.edges.is_empty() {
            let gap = self.r.gap(at + length - 1);
            for (number, edge) in next.edges.iter().enumerate() {
                if edge.gaps.allows(gap) {
                    self.along(next, number, at + length);
                }
            }
        }
        if pushed.is_some() {
            self.path.pop();
        }
    }

    fn accept(&mut self, accept: &Accept, behind: usize) {
        let better = self.best.as_ref().is_none_or(|best| (behind, best.rule) > (best.behind, accept.rule));
        let fits = || {
            accept.before.as_ref().is_none_or(|asked| self.r.is_before(self.start, asked))
                && accept.behind.as_ref().is_none_or(|asked| self.r.is_behind(behind - 1, asked))
        };
        if better && fits() {
            let best = self.best.get_or_insert(Match { rule: accept.rule, behind, captures: Vec::new() });
            (best.rule, best.behind) = (accept.rule, behind);
            best.captures.clone_from(&self.path);
        }
    }
}
