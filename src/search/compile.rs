//! From a plan to a Tantivy query whose shape Tantivy runs fast: one field decides what matches, the title only adds to the score.

use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::filters::Ready;
use super::leaf::{Leaf, Scope};
use super::leaf_query::LeafQuery;
use super::like_query::LikeQuery;
use super::plan::{Clause, Plan};
use super::reader::plain_term;
use super::word_query::WordQuery;
use crate::index::Fields;

/// How much more a word in the title counts.
const TITLE: f32 = 2.0;

/// The query of a plan. `filters` are the plan's, made ready.
pub fn compile(plan: &Plan, filters: &[Ready], fields: &Fields) -> Box<dyn Query> {
    let compiler = Compiler { plan, filters, fields };
    if let Some(likeness) = &plan.like {
        let like = Box::new(LikeQuery::new(likeness, plan, fields));
        let required = Box::new(ConstScoreQuery::new(compiler.clause(&plan.root), 0.0));
        return if plan.root == Clause::Everything {
            like
        } else {
            Box::new(BooleanQuery::intersection(vec![like, required]))
        };
    }
    let mut clauses = match &plan.root {
        Clause::And(parts) => compiler.all(parts),
        // A union stays one: the titles join it, and add no article, as the text holds the title too.
        Clause::Or(parts) if parts.iter().all(|c| matches!(c, Clause::Leaf(_))) => compiler.any(parts),
        root => vec![(Occur::Must, compiler.clause(root))],
    };
    clauses.extend(compiler.titles());
    let query = match clauses.len() {
        1 => clauses.pop().map_or_else(everything, |(_, query)| query),
        _ => Box::new(BooleanQuery::new(clauses)),
    };
    match compiler.plain_words() {
        Some(words) => Box::new(WordQuery::new(words, query)),
        None => query,
    }
}

struct Compiler<'a> {
    plan: &'a Plan,
    filters: &'a [Ready],
    fields: &'a Fields,
}

type Clauses = Vec<(Occur, Box<dyn Query>)>;

impl Compiler<'_> {
    fn clause(&self, clause: &Clause) -> Box<dyn Query> {
        match clause {
            Clause::Everything => everything(),
            Clause::Leaf(number) => leaf_query(&self.plan.leaves[*number], self.fields),
            Clause::Filter(number) => self.filters[*number].query.box_clone(),
            Clause::And(parts) => Box::new(BooleanQuery::new(self.all(parts))),
            Clause::Or(parts) => Box::new(BooleanQuery::new(self.any(parts))),
            Clause::Not(_) => Box::new(BooleanQuery::new(self.all(std::slice::from_ref(clause)))),
            Clause::Required(inner) => self.clause(inner),
        }
    }

    fn all(&self, parts: &[Clause]) -> Clauses {
        let mut clauses: Clauses = Vec::with_capacity(parts.len() + 1);
        for part in parts {
            match part {
                Clause::Not(inner) => clauses.push((Occur::MustNot, self.clause(inner))),
                part => clauses.push((Occur::Must, self.clause(part))),
            }
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, everything()));
        }
        clauses
    }

    fn any(&self, parts: &[Clause]) -> Clauses {
        parts.iter().map(|part| (Occur::Should, self.clause(part))).collect()
    }

    /// The words and how many times each counts, if the plan is no more than any of some words: in the text, and again in the title.
    fn plain_words(&self) -> Option<Vec<(Term, f32)>> {
        let leaf =
            |clause: &Clause| if let Clause::Leaf(number) = clause { self.plan.leaves.get(*number) } else { None };
        let leaves: Vec<&Leaf> = match &self.plan.root {
            Clause::Or(parts) => parts.iter().map(leaf).collect::<Option<_>>()?,
            root => vec![leaf(root)?],
        };
        let in_text = leaves.iter().map(|leaf| Some((plain_term(leaf, self.fields)?, leaf.weight)));
        let in_title = self.positive_leaves().filter_map(in_title);
        let in_title = in_title.map(|leaf| Some((plain_term(&leaf, self.fields)?, leaf.weight * TITLE)));
        in_text.chain(in_title).collect()
    }

    fn positive_leaves(&self) -> impl Iterator<Item = &Leaf> {
        self.plan.positive_leaves().into_iter().map(|number| &self.plan.leaves[number])
    }

    fn titles(&self) -> Clauses {
        let leaves = self.positive_leaves();
        leaves.filter_map(|leaf| title_query(leaf, self.fields)).map(|query| (Occur::Should, query)).collect()
    }
}

/// Every article, and none more than another.
fn everything() -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0))
}

/// What the title adds to the score of a leaf.
pub fn title_query(leaf: &Leaf, fields: &Fields) -> Option<Box<dyn Query>> {
    in_title(leaf).map(|leaf| Box::new(BoostQuery::new(leaf_query(&leaf, fields), TITLE)) as Box<dyn Query>)
}

/// The same leaf in the title, where it counts beside the text.
fn in_title(leaf: &Leaf) -> Option<Leaf> {
    (leaf.scope == Scope::Anywhere).then(|| Leaf { scope: Scope::Title, ..leaf.clone() })
}

/// The query of one leaf.
pub fn leaf_query(leaf: &Leaf, fields: &Fields) -> Box<dyn Query> {
    let query: Box<dyn Query> = match plain_term(leaf, fields) {
        Some(term) => Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
        None => Box::new(LeafQuery::new(leaf.clone(), fields.clone())),
    };
    if leaf.weight == 1.0 { query } else { Box::new(BoostQuery::new(query, leaf.weight)) }
}
