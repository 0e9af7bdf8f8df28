//! What a query was read as, in words: its parts, the words that its patterns stand for, those of what hits are to resemble, and those that count
//! besides. Decides nothing.

use rustc_hash::FxHashMap;
use serde::Serialize;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, TERMINATED, Term};

use super::collect::rounded;
use super::kindred::KindredWord;
use super::leaf::{Figure, Leaf, Pattern, Scope, Spelling};
use super::like::{LEAST, Likeness, Sought};
use super::plan::{Clause, Filter, Plan};
use super::reader::plain_term;
use crate::index::Fields;

/// Words of a pattern that are told.
const WORDS: usize = 20;

/// What a query was read as.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explained {
    /// The query, in words.
    pub read_as: String,
    /// The words that its patterns stand for.
    pub patterns: Vec<ExplainedPattern>,
    /// The words of what hits are to resemble, those that weigh most first; only where that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sought: Vec<SoughtWord>,
    /// The weight that those of an article must have together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    /// The words that count because the best passages have them in common, those that tell most first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kindred: Vec<KindredWord>,
}

/// A word that is looked for, because it tells what something is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SoughtWord {
    /// The word, folded, in the form in which it stands there most often.
    pub word: String,
    /// Its share in the weight of all these words.
    pub weight: f64,
    /// How often it stands there, in whatever form.
    pub count: u32,
    /// How many articles of the index have it.
    pub articles: u64,
}

/// The words of the index that a pattern stands for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplainedPattern {
    /// The pattern, folded.
    pub pattern: String,
    /// How many words it stands for.
    pub words: usize,
    /// Those that are in most articles, at most twenty.
    pub commonest: Vec<WordCount>,
}

/// A word of the index, folded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordCount {
    /// The word.
    pub word: String,
    /// How many articles have it.
    pub articles: u64,
}

/// What a plan asks, and what its patterns stand for; `kindred` are the words that count besides.
pub fn explain_plan(
    plan: &Plan,
    kindred: Vec<KindredWord>,
    fields: &Fields,
    searcher: &Searcher,
) -> tantivy::Result<Explained> {
    let mut patterns: Vec<Pattern> = Vec::new();
    for leaf in &plan.leaves {
        leaf.figure.patterns(&mut |pattern| {
            if patterns.iter().all(|known| known.spelling != pattern.spelling) {
                patterns.push(pattern.clone());
            }
        });
    }
    let explained = |pattern: &Pattern| -> tantivy::Result<ExplainedPattern> {
        let mut commonest = words(pattern, fields, searcher)?;
        let words = commonest.len();
        commonest.truncate(WORDS);
        Ok(ExplainedPattern { pattern: pattern.spelling.to_string(), words, commonest })
    };
    let patterns = patterns.iter().map(explained).collect::<tantivy::Result<_>>()?;
    let like = plan.like.as_ref();
    let sought = like.map(|likeness| sought(likeness, plan, fields, searcher)).transpose()?.unwrap_or_default();
    Ok(Explained { read_as: read_as(plan), patterns, sought, least: like.map(|_| LEAST), kindred })
}

fn read_as(plan: &Plan) -> String {
    let Some(Likeness { of, .. }) = &plan.like else { return clause(plan, &plan.root, false) };
    let what = of.passage.map_or(String::new(), |number| format!("passage {number} of "));
    let like = format!("what resembles {what}{:?}", of.title);
    if plan.root == Clause::Everything { like } else { format!("{like} AND {}", clause(plan, &plan.root, true)) }
}

/// The words of what hits are to resemble.
fn sought(likeness: &Likeness, plan: &Plan, fields: &Fields, searcher: &Searcher) -> tantivy::Result<Vec<SoughtWord>> {
    let of_word = |word: &Sought| -> tantivy::Result<SoughtWord> {
        let leaf = &plan.leaves[word.leaf];
        let articles = plain_term(leaf, fields).map_or(Ok(0), |term| searcher.doc_freq(&term))?;
        Ok(SoughtWord { word: of_sought(leaf), weight: rounded(likeness.share(word)), count: word.count, articles })
    };
    likeness.words.iter().map(of_word).collect()
}

/// The words of a pattern that occur, those of most articles first.
fn words(pattern: &Pattern, fields: &Fields, searcher: &Searcher) -> tantivy::Result<Vec<WordCount>> {
    let mut counts: FxHashMap<String, u64> = FxHashMap::default();
    let mut positions = Vec::new();
    for variant in pattern.variants.iter() {
        let term = Term::from_field_text(fields.text, &variant.term);
        let words = variant.ends.words(&variant.term);
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(fields.text)?;
            let read = inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?;
            let Some(mut postings) = read else { continue };
            while postings.doc() != TERMINATED {
                if segment.alive_bitset().is_none_or(|alive| alive.is_alive(postings.doc())) {
                    positions.clear();
                    postings.positions(&mut positions);
                    let here = words.iter().filter(|(ends, _)| positions.iter().any(|&p| ends.has(p)));
                    here.for_each(|(_, word)| *counts.entry(word.clone()).or_insert(0) += 1);
                }
                postings.advance();
            }
        }
    }
    let mut words: Vec<WordCount> = counts.into_iter().map(|(word, articles)| WordCount { word, articles }).collect();
    words.sort_unstable_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.word.cmp(&b.word)));
    Ok(words)
}

/// A clause in words; in parentheses where it stands within another.
fn clause(plan: &Plan, part: &Clause, inside: bool) -> String {
    let joined = |parts: &[Clause], by: &str| {
        let text = parts.iter().map(|part| clause(plan, part, true)).collect::<Vec<_>>().join(by);
        if inside { format!("({text})") } else { text }
    };
    match part {
        Clause::Everything => "every article".to_string(),
        Clause::Leaf(number) => of_leaf(&plan.leaves[*number]),
        Clause::Filter(number) => of_filter(&plan.filters[*number]),
        Clause::And(parts) => joined(parts, " AND "),
        Clause::Or(parts) => joined(parts, " OR "),
        Clause::Not(part) => format!("NOT {}", clause(plan, part, true)),
        Clause::Required(part) => format!("required {}", clause(plan, part, true)),
    }
}

fn of_filter(filter: &Filter) -> String {
    match filter {
        Filter::Range(field, range) => format!("{}:{range}", field.name()),
        Filter::Missing(field) => format!("{}:missing", field.name()),
        Filter::Value(field, value) => format!("{}:{value:?}", field.name()),
    }
}

/// A word that is looked for.
pub fn of_sought(leaf: &Leaf) -> String {
    match &leaf.figure {
        Figure::Words { words, .. } => words.iter().map(|word| &*word.folded).collect::<Vec<_>>().join(" "),
        figure => of_figure(figure),
    }
}

/// A leaf in words.
pub fn of_leaf(leaf: &Leaf) -> String {
    let place = match leaf.scope {
        Scope::Anywhere => "",
        Scope::Title => " in the title",
        Scope::Body => " in the body",
    };
    let weight = if leaf.weight == 1.0 { String::new() } else { format!(" weighing {}", leaf.weight) };
    format!("{}{place}{weight}", of_figure(&leaf.figure))
}

fn of_figure(figure: &Figure) -> String {
    let all = |figures: &[Figure], by: &str| figures.iter().map(of_figure).collect::<Vec<_>>().join(by);
    match figure {
        Figure::Words { words, exact } => {
            let text = words.iter().map(|word| &*word.folded).collect::<Vec<_>>().join(" ");
            if *exact { format!("{text:?} as written") } else { format!("{text} in any form") }
        }
        Figure::Pattern(pattern) => match &pattern.spelling {
            Spelling::Fuzzy { word, differences: 1 } => format!("{word} or one letter else"),
            Spelling::Fuzzy { word, differences } => format!("{word} or up to {differences} letters else"),
            spelling => spelling.to_string(),
        },
        Figure::Sequence { parts, gap: 0, .. } => format!("[{} side by side]", all(parts, ", ")),
        Figure::Sequence { parts, gap, .. } => format!("[{} with up to {gap} words between]", all(parts, ", ")),
        Figure::Near { nearness, sides } => {
            let how = if nearness.ordered { "before" } else { "near" };
            let [left, right] = sides.each_ref().map(of_figure);
            format!("[{left} {how} {right}, at most {} words between]", nearness.distance)
        }
        Figure::Any(figures) => format!("[{}]", all(figures, " or ")),
    }
}
