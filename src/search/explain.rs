//! Why an answer is as it is, in words and numbers: what the query was read as, which words its patterns stand for, and what each hit has its
//! score from. Decides nothing.

use rustc_hash::FxHashMap;
use serde::Serialize;
use tantivy::postings::Postings;
use tantivy::query::EnableScoring;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, Term};

use super::compile::scored;
use super::leaf::{Figure, Leaf, Pattern, Scope, Spelling};
use super::listing::Listed;
use super::places::PlacesReader;
use super::plan::{Clause, Filter, Plan};
use super::rank::Weights;
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

/// Where a hit has its score from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplainedHit {
    /// What the whole article scored before its passages were looked at.
    pub article: f64,
    /// What each part of the query gave it of that, with what the title added.
    pub parts: Vec<PartScore>,
    /// What its best passage scored.
    pub passage: f64,
    /// How many parts of the query are in that passage.
    pub covered: usize,
    /// How many there are to be in a passage.
    pub of: usize,
}

/// What a part of a query gives to an article's score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartScore {
    /// The part, as in [`Explained::read_as`].
    pub part: String,
    /// Its score.
    pub score: f64,
}

/// What a plan asks, and what its patterns stand for.
pub fn explain_plan(plan: &Plan, fields: &Fields, searcher: &Searcher) -> tantivy::Result<Explained> {
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
        Ok(ExplainedPattern { pattern: spelled(&pattern.spelling), words, commonest })
    };
    let patterns = patterns.iter().map(explained).collect::<tantivy::Result<_>>()?;
    Ok(Explained { read_as: clause(plan, &plan.root, false), patterns })
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

/// Where some hits have their scores from, in their order.
pub fn explain_hits(
    plan: &Plan,
    hits: &[Listed],
    weights: &Weights,
    fields: &Fields,
    searcher: &Searcher,
) -> tantivy::Result<Vec<ExplainedHit>> {
    let leaves = plan.positive_leaves();
    let of_hit = |hit: &Listed| -> tantivy::Result<ExplainedHit> {
        let address = hit.address;
        let (mut parts, mut article) = (Vec::new(), 0.0);
        for leaf in leaves.iter().map(|&number| &plan.leaves[number]) {
            let score = score(leaf, address, fields, searcher)?;
            article += score;
            if score > 0.0 {
                parts.push(PartScore { part: of_leaf(leaf), score: rounded(score) });
            }
        }
        let segment = searcher.segment_reader(address.segment_ord);
        let mut reader = PlacesReader::open(plan, &leaves, fields, segment)?;
        let places = reader.read(address.doc_id);
        let best = weights
            .passages(places)
            .into_iter()
            .filter(|passage| hit.passage.is_none_or(|shown| shown == passage.number))
            .max_by(|a, b| a.score.total_cmp(&b.score).then(b.number.cmp(&a.number)));
        let in_body: Vec<usize> = leaves.iter().copied().filter(|&n| plan.leaves[n].scope != Scope::Title).collect();
        let covered = best.map_or(0, |best| {
            let tokens = places.bounds[best.number].token..places.bounds[best.number + 1].token;
            in_body.iter().filter(|&&leaf| places.body[leaf].iter().any(|place| tokens.contains(place))).count()
        });
        let passage = best.map_or(0.0, |best| best.score);
        Ok(ExplainedHit { article: rounded(article), parts, passage: rounded(passage), covered, of: in_body.len() })
    };
    hits.iter().map(of_hit).collect()
}

/// What a leaf gives to an article, its title included.
fn score(leaf: &Leaf, address: DocAddress, fields: &Fields, searcher: &Searcher) -> tantivy::Result<f64> {
    let segment = searcher.segment_reader(address.segment_ord);
    let mut sum = 0.0;
    for query in scored(leaf, fields) {
        let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
        let mut scorer = weight.scorer(segment, 1.0)?;
        if scorer.doc() <= address.doc_id && scorer.seek(address.doc_id) == address.doc_id {
            sum += f64::from(scorer.score());
        }
    }
    Ok(sum)
}

fn rounded(score: f64) -> f64 {
    (score * 100.0).round() / 100.0
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

fn of_leaf(leaf: &Leaf) -> String {
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
            spelling => spelled(spelling),
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

/// A spelling as it is asked.
fn spelled(spelling: &Spelling) -> String {
    match spelling {
        Spelling::Wildcard(text) => text.clone(),
        Spelling::Fuzzy { word, differences } => format!("{word}~{differences}"),
        Spelling::Regex(expression) => format!("/{expression}/"),
    }
}
