//! From the syntax tree to a plan: texts become words, as the index has them. Knows no Tantivy and no article.

use std::ops::Range;
use std::sync::Arc;

use super::leaf::{Figure, Leaf, Pattern, Scope, Spelling};
use super::plan::{Clause, Filter, Plan};
use super::syntax::{Field, FieldKind, Node, NodeKind, Text, Value};
use crate::text::{Lexicon, Word};

/// Analyses a query. `tree` is none where only filters are asked; `filters` are required beside it, those of one field as alternatives.
pub fn plan(tree: Option<&Node>, filters: &[Node], lexicon: &mut Lexicon) -> Plan {
    let mut planner = Planner { lexicon, leaves: Vec::new(), filters: Vec::new(), without_words: Vec::new() };
    let mut parts: Vec<Clause> = tree.and_then(|node| planner.clause(node, 1.0)).into_iter().collect();
    let mut by_field: Vec<(Option<Field>, Vec<Clause>)> = Vec::new();
    for node in filters {
        let Some(clause) = planner.clause(node, 1.0) else { continue };
        let field = match &node.kind {
            NodeKind::Field { field, .. } => Some(*field),
            _ => None,
        };
        match by_field.iter_mut().find(|(known, _)| field.is_some() && *known == field) {
            Some((_, clauses)) => clauses.push(clause),
            None => by_field.push((field, vec![clause])),
        }
    }
    parts.extend(by_field.into_iter().filter_map(|(_, clauses)| Clause::joined(clauses, Clause::Or)));
    let root = Clause::joined(parts, Clause::And).unwrap_or(Clause::Everything);
    Plan { root, like: None, leaves: planner.leaves, filters: planner.filters, without_words: planner.without_words }
}

struct Planner<'a> {
    lexicon: &'a mut Lexicon,
    leaves: Vec<Leaf>,
    filters: Vec<Filter>,
    without_words: Vec<String>,
}

impl Planner<'_> {
    fn clause(&mut self, node: &Node, weight: f32) -> Option<Clause> {
        match &node.kind {
            NodeKind::Text(_) | NodeKind::Near { .. } => self.leaf(node, weight),
            NodeKind::Field { field, .. } if field.kind() == FieldKind::Text => self.leaf(node, weight),
            NodeKind::Field { field, value } => self.filter(*field, value),
            NodeKind::And(nodes) => Clause::joined(self.clauses(nodes, weight), Clause::And),
            NodeKind::Or(nodes) => Clause::joined(self.clauses(nodes, weight), Clause::Or),
            NodeKind::Not(node) => self.clause(node, weight).map(|c| Clause::Not(Box::new(c))),
            NodeKind::Required(node) => self.clause(node, weight).map(|c| Clause::Required(Box::new(c))),
            NodeKind::Weighted { weight: times, node } => self.clause(node, weight * times.factor()),
        }
    }

    fn clauses(&mut self, nodes: &[Node], weight: f32) -> Vec<Clause> {
        nodes.iter().filter_map(|node| self.clause(node, weight)).collect()
    }

    fn filter(&mut self, field: Field, value: &Value) -> Option<Clause> {
        let filter = match value {
            Value::Text(Text::Word(text) | Text::Phrase(text)) => Filter::Value(field, text.clone()),
            Value::Range(range) => Filter::Range(field, *range),
            Value::Missing => Filter::Missing(field),
            // Fields of values take no patterns.
            Value::Text(_) => return None,
        };
        self.filters.push(filter);
        Some(Clause::Filter(self.filters.len() - 1))
    }

    fn leaf(&mut self, node: &Node, weight: f32) -> Option<Clause> {
        let scope = match node.text_field().flatten() {
            Some(Field::Title) => Scope::Title,
            Some(_) => Scope::Body,
            None => Scope::Anywhere,
        };
        let leaf = Leaf { figure: self.figure(node)?, scope, weight };
        let known = self.leaves.iter().position(|l| *l == leaf);
        let number = known.unwrap_or_else(|| {
            self.leaves.push(leaf);
            self.leaves.len() - 1
        });
        Some(Clause::Leaf(number))
    }

    /// What a text, or texts near each other, ask to stand somewhere.
    fn figure(&mut self, node: &Node) -> Option<Figure> {
        match &node.kind {
            NodeKind::Text(text) | NodeKind::Field { value: Value::Text(text), .. } => self.text(text, &node.span),
            NodeKind::Or(nodes) => {
                let mut parts: Vec<Figure> = nodes.iter().filter_map(|node| self.figure(node)).collect();
                if parts.len() < 2 { parts.pop() } else { Some(Figure::Any(parts)) }
            }
            NodeKind::Near { nearness, sides } => match sides.each_ref().map(|side| self.figure(side)) {
                [Some(left), Some(right)] => Some(Figure::Near { nearness: *nearness, sides: Box::new([left, right]) }),
                // A side without words is left out, as it is everywhere.
                [left, right] => left.or(right),
            },
            _ => None,
        }
    }

    fn text(&mut self, text: &Text, span: &Range<usize>) -> Option<Figure> {
        let pattern = |spelling| Figure::Pattern(Pattern { spelling, span: span.clone(), variants: Arc::new([]) });
        match text {
            Text::Word(text) => Some(Figure::Words { words: self.words(text)?, exact: false }),
            Text::Phrase(text) => Some(Figure::Words { words: self.words(text)?, exact: true }),
            Text::Loose { text, gap } => {
                let single = |word| Figure::Words { words: vec![word], exact: true };
                Some(Figure::sequence(self.words(text)?.into_iter().map(single), *gap, false))
            }
            Text::Wildcard(text) => {
                let part = |word: Wild| match word {
                    Wild::Word(word) => Figure::Words { words: vec![word], exact: true },
                    Wild::Pattern(text) => pattern(Spelling::Wildcard(text)),
                };
                Some(Figure::sequence(self.wild(text).into_iter().map(part), 0, true))
            }
            Text::Fuzzy { word, differences } => {
                let fuzzy =
                    |word: Word| pattern(Spelling::Fuzzy { word: word.folded.into(), differences: *differences });
                Some(Figure::sequence(self.words(word)?.into_iter().map(fuzzy), 0, true))
            }
            Text::Regex(expression) => Some(pattern(Spelling::Regex(expression.clone()))),
        }
    }

    fn words(&mut self, text: &str) -> Option<Vec<Word>> {
        let tokens = self.lexicon.tokenize(text);
        if tokens.is_empty() {
            self.without_words.push(text.to_string());
            return None;
        }
        Some(tokens.iter().map(|t| self.lexicon.word(t.word).clone()).collect())
    }

    /// The words of a wildcard. For the tokenizer, signs that stand for letters must be letters: two of a script that folding leaves alone.
    fn wild(&mut self, text: &str) -> Vec<Wild> {
        let mut letters = ('\u{a500}'..='\u{a5ff}').filter(|letter| !text.contains(*letter));
        let (Some(any), Some(one)) = (letters.next(), letters.next()) else { return Vec::new() };
        // A `?` at the end is punctuation.
        let end = text.rfind(|c: char| c.is_alphanumeric() || c == '*').map_or(0, |at| at + 1);
        let end = (end..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
        let spelled: String = text[..end]
            .chars()
            .map(|c| {
                if c == '*' {
                    any
                } else if c == '?' {
                    one
                } else {
                    c
                }
            })
            .collect();
        let tokens = self.lexicon.tokenize(&spelled);
        let word = |word: &Word| match word.folded.contains([any, one]) {
            true => Wild::Pattern(word.folded.replace(any, "*").replace(one, "?")),
            false => Wild::Word(word.clone()),
        };
        tokens.iter().map(|token| word(self.lexicon.word(token.word))).collect()
    }
}

/// A word of what is written with wildcards.
enum Wild {
    Word(Word),
    Pattern(String),
}

impl Figure {
    /// Words that follow each other; a single one is itself.
    fn sequence(parts: impl Iterator<Item = Figure>, gap: u32, is_one: bool) -> Figure {
        let mut parts: Vec<Figure> = parts.collect();
        match parts.pop() {
            Some(only) if parts.is_empty() => only,
            last => {
                parts.extend(last);
                Figure::Sequence { parts, gap, is_one }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;
    use crate::search::syntax::parse;

    /// The first leaf of a query, as a text.
    fn figure(query: &str) -> String {
        let tree = parse(query, Day::MAX).tree;
        shape(&plan(tree.as_ref(), &[], &mut Lexicon::default()).leaves[0].figure)
    }

    fn shape(figure: &Figure) -> String {
        let all =
            |figures: &[Figure], by: &str| format!("[{}]", figures.iter().map(shape).collect::<Vec<_>>().join(by));
        match figure {
            Figure::Words { words, exact } => {
                let text = |word: &Word| if *exact { word.folded.to_string() } else { word.stem().to_string() };
                let text = words.iter().map(text).collect::<Vec<_>>().join(" ");
                if *exact { format!("\"{text}\"") } else { text }
            }
            Figure::Pattern(Pattern { spelling, .. }) => match spelling {
                Spelling::Wildcard(text) => text.clone(),
                Spelling::Fuzzy { word, differences } => format!("{word}~{differences}"),
                Spelling::Regex(text) => format!("/{text}/"),
            },
            Figure::Sequence { parts, gap, .. } => format!("{}~{gap}", all(parts, " ")),
            Figure::Near { nearness, sides } => all(&sides[..], &format!(" {nearness} ")),
            Figure::Any(figures) => all(figures, " | "),
        }
    }

    #[test]
    fn texts_become_words() {
        assert_eq!(figure("Taliban-led"), "taliban led");
        assert_eq!(figure("\"The Talks\""), "\"the talks\"");
        assert_eq!(figure("\"The Talks\"~2"), "[\"the\" \"talks\"]~2");
        assert_eq!(figure("talks NEAR (x OR \"y z\") ADJ w"), "[[talk NEAR/10 [x | \"y z\"]] ADJ/0 w]");
        assert_eq!(figure("-- NEAR talks"), "talk");
    }

    #[test]
    fn patterns_are_folded() {
        assert_eq!(figure("Erdoğ*’s"), "erdog*");
        assert_eq!(figure("Taliban-l?d"), "[\"taliban\" l?d]~0");
        assert_eq!(figure("*É?x?"), "*e?x");
        assert_eq!(figure("U.S.*"), "us*");
        assert_eq!(figure("São~"), "sao~1");
        assert_eq!(figure("/a+/"), "/a+/");
    }

    #[test]
    fn weights_multiply() {
        let tree = parse("(a^2 b)^3", Day::MAX).tree;
        let weights: Vec<f32> =
            plan(tree.as_ref(), &[], &mut Lexicon::default()).leaves.iter().map(|l| l.weight).collect();
        assert_eq!(weights, [6.0, 3.0]);
    }
}
