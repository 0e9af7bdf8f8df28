//! What a query asks, in terms of the index's words. Knows no syntax tree, no Tantivy and no article.

use super::leaf::{Leaf, Scope};
use super::like::Likeness;
use super::syntax::Field;
use crate::calendar::DateRange;

/// A query that has been analysed.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What an article must satisfy.
    pub root: Clause,
    /// What it must resemble besides; then its likeness is its score, and the words of the query do not count.
    pub like: Option<Likeness>,
    /// The words, phrases and the like in it. Clauses name them by number.
    pub leaves: Vec<Leaf>,
    /// The filters in it. Clauses name them by number.
    pub filters: Vec<Filter>,
    /// Free text that holds no word (a lone sign): it was left out.
    pub without_words: Vec<String>,
}

/// A part of a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum Clause {
    /// Every article.
    Everything,
    /// A word, a phrase, or something else that stands in a text.
    Leaf(usize),
    /// A condition that marks nothing and scores nothing.
    Filter(usize),
    /// All of them.
    And(Vec<Clause>),
    /// Any of them.
    Or(Vec<Clause>),
    /// Not this one.
    Not(Box<Clause>),
    /// This one, even where any of the words would do.
    Required(Box<Clause>),
}

/// A condition on an article's facts.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// Published, or spoken of, in a range.
    Range(Field, DateRange),
    /// Without a date.
    Missing(Field),
    /// With a value.
    Value(Field, String),
}

impl Plan {
    /// The same plan with any of its words instead of all. Fields, what is required and what is excluded stay as they are. None when
    /// that would change nothing.
    pub fn relaxed(&self) -> Option<Plan> {
        let (mut required, mut words) = (Vec::new(), Vec::new());
        self.relax(&self.root, &mut required, &mut words);
        if words.len() < 2 {
            return None;
        }
        required.push(Clause::Or(words));
        let root = Clause::joined(required, Clause::And)?;
        Some(Plan { root, ..self.clone() })
    }

    fn relax(&self, clause: &Clause, required: &mut Vec<Clause>, words: &mut Vec<Clause>) {
        match clause {
            Clause::Leaf(number) if self.leaves[*number].scope == Scope::Anywhere => words.push(clause.clone()),
            Clause::And(clauses) => clauses.iter().for_each(|c| self.relax(c, required, words)),
            Clause::Or(clauses) if clauses.iter().all(|c| self.is_words(c)) => {
                clauses.iter().for_each(|c| self.relax(c, required, words));
            }
            other => required.push(other.clone()),
        }
    }

    /// Whether there is nothing but words in it: no field, and nothing required or excluded.
    fn is_words(&self, clause: &Clause) -> bool {
        match clause {
            Clause::Leaf(number) => self.leaves[*number].scope == Scope::Anywhere,
            Clause::And(clauses) | Clause::Or(clauses) => clauses.iter().all(|c| self.is_words(c)),
            _ => false,
        }
    }

    /// The ranges that a field is required to be in: of alternatives all, of several requirements those of each. None where articles may match
    /// without any.
    pub fn required_ranges(&self, field: Field) -> Vec<DateRange> {
        let mut found = Vec::new();
        self.collect_ranges(&self.root, field, &mut found);
        found
    }

    fn collect_ranges(&self, clause: &Clause, field: Field, found: &mut Vec<DateRange>) {
        match clause {
            Clause::Filter(number) => match &self.filters[*number] {
                Filter::Range(named, range) if *named == field => found.push(*range),
                _ => {}
            },
            Clause::And(clauses) => clauses.iter().for_each(|c| self.collect_ranges(c, field, found)),
            Clause::Or(clauses) => {
                let ranges = clauses.iter().map(|clause| {
                    let mut ranges = Vec::new();
                    self.collect_ranges(clause, field, &mut ranges);
                    ranges
                });
                let ranges: Vec<Vec<DateRange>> = ranges.collect();
                if ranges.iter().all(|ranges| !ranges.is_empty()) {
                    found.extend(ranges.into_iter().flatten());
                }
            }
            Clause::Required(clause) => self.collect_ranges(clause, field, found),
            Clause::Everything | Clause::Leaf(_) | Clause::Not(_) => {}
        }
    }

    /// Whether articles can be ranked by it.
    pub fn ranks(&self) -> bool {
        self.like.is_some() || !self.positive_leaves().is_empty()
    }

    /// All its words and phrases.
    pub fn all_leaves(&self) -> Vec<usize> {
        (0..self.leaves.len()).collect()
    }

    /// The words and phrases that can make an article match: not those that are excluded.
    pub fn positive_leaves(&self) -> Vec<usize> {
        let mut found = Vec::new();
        collect_positive(&self.root, &mut found);
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn collect_positive(clause: &Clause, found: &mut Vec<usize>) {
    match clause {
        Clause::Leaf(number) => found.push(*number),
        Clause::And(clauses) | Clause::Or(clauses) => clauses.iter().for_each(|c| collect_positive(c, found)),
        Clause::Required(clause) => collect_positive(clause, found),
        Clause::Everything | Clause::Filter(_) | Clause::Not(_) => {}
    }
}

impl Clause {
    /// One clause of many; none of none.
    pub fn joined(mut clauses: Vec<Clause>, join: impl Fn(Vec<Clause>) -> Clause) -> Option<Clause> {
        if clauses.len() < 2 { clauses.pop() } else { Some(join(clauses)) }
    }

    /// Whether an article satisfies it, and the leaves that made it so, which `marked` collects. `leaf` and `filter` say what holds of the article.
    pub fn satisfied(
        &self,
        leaf: &dyn Fn(usize) -> bool,
        filter: &dyn Fn(usize) -> bool,
        marked: &mut Vec<usize>,
    ) -> bool {
        let before = marked.len();
        let holds = match self {
            Clause::Everything => true,
            Clause::Leaf(number) => {
                marked.push(*number);
                leaf(*number)
            }
            Clause::Filter(number) => filter(*number),
            Clause::And(clauses) => clauses.iter().all(|c| c.satisfied(leaf, filter, marked)),
            // Every alternative that holds is part of the reason, so none is skipped.
            Clause::Or(clauses) => clauses.iter().filter(|c| c.satisfied(leaf, filter, marked)).count() > 0,
            Clause::Not(clause) => {
                let holds = !clause.satisfied(leaf, filter, marked);
                marked.truncate(before);
                holds
            }
            Clause::Required(clause) => clause.satisfied(leaf, filter, marked),
        };
        if !holds {
            marked.truncate(before);
        }
        holds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;
    use crate::search::planner::plan;
    use crate::search::syntax::parse;
    use crate::text::Lexicon;

    fn planned(query: &str) -> Plan {
        plan(parse(query, Day::from_ymd(2026, 1, 1).unwrap()).tree.as_ref(), &[], &mut Lexicon::default())
    }

    #[test]
    fn relaxing_keeps_fields_and_exclusions() {
        let relaxed = planned("a (b source:x) -c +d").relaxed().unwrap();
        let Clause::And(parts) = relaxed.root else { panic!() };
        assert!(matches!(parts[0], Clause::Filter(0)));
        assert!(matches!(parts[1], Clause::Not(_)));
        assert!(matches!(parts[2], Clause::Required(_)));
        assert_eq!(parts[3], Clause::Or(vec![Clause::Leaf(0), Clause::Leaf(1)]));
        assert_eq!(planned("a source:x").relaxed(), None);
    }

    #[test]
    fn only_what_made_it_match_is_marked() {
        let plan = planned("(a b) OR c -d");
        let mut marked = Vec::new();
        // a and c are there, b and d are not: a is not part of the reason.
        assert!(plan.root.satisfied(&|n| [0, 2].contains(&n), &|_| true, &mut marked));
        assert_eq!(marked, [2]);
    }

    #[test]
    fn ranges_are_required_where_no_alternative_does_without() {
        let ranges = |query: &str| {
            let ranges = planned(query).required_ranges(Field::About);
            ranges.iter().map(DateRange::to_string).collect::<Vec<_>>()
        };
        assert_eq!(ranges("a about:2021 (about:2019 OR about:2020 b)"), ["2021", "2019", "2020"]);
        assert_eq!(ranges("+about:2021 date:2020"), ["2021"]);
        assert!(ranges("about:2021 OR a").is_empty());
        assert!(ranges("a -about:2021").is_empty());
    }
}
