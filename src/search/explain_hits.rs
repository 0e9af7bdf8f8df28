//! Where hits have their scores from: numbers that add up to the score, from the article as a whole, from its best passages, from words that the best
//! passages of all have in common, and off for its age. Decides nothing.

use serde::Serialize;
use tantivy::postings::Postings;
use tantivy::query::{EnableScoring, Query};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet};

use super::compile::{leaf_query, title_query};
use super::explain::{of_leaf, of_sought};
use super::hits::Asked;
use super::kindred::Kindred;
use super::like::Likeness;
use super::listing::Listed;
use super::places::{Places, PlacesReader};
use super::rank::{Parts, PassageScore};
use super::reader::plain_term;
use crate::index::PassageBound;

/// Digits behind the point of scores.
const DIGITS: u32 = 4;

/// Where a hit has its score from: `article`, `passage`, `second`, `kindred` and `aged` add up to it, `parts` to `article`, `passage_parts`, `near`, `lacking` and
/// `place` to `passage`, and `kindred_parts` to `kindred`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplainedHit {
    /// What the article gave as a whole, wherever in it the words stand.
    pub article: f64,
    /// What each part of the query gave of that, in text and title.
    pub parts: Vec<PartScore>,
    /// What its best passage gave, or the one that is shown; nought where no passage counted, as in an article far behind.
    pub passage: f64,
    /// What each part of the query gave of that.
    pub passage_parts: Vec<PartScore>,
    /// What these gave by standing near each other.
    pub near: f64,
    /// What was taken off because the passage has not all parts of the query: nought or less.
    pub lacking: f64,
    /// What was taken off because that passage stands behind others: nought or less.
    pub place: f64,
    /// Which passage of its article that is, from 1; none where no passage counted.
    pub passage_number: Option<usize>,
    /// What its second best passage gave.
    pub second: f64,
    /// What words gave that the best passages have in common.
    pub kindred: f64,
    /// What each of these gave.
    pub kindred_parts: Vec<PartScore>,
    /// What was taken off for the article's age: nought or less.
    pub aged: f64,
    /// How many parts of the query are in that passage.
    pub covered: usize,
    /// How many there are to be in a passage.
    pub of: usize,
}

/// What a part of a query gives to a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartScore {
    /// The part, as in [`Explained::read_as`](super::Explained).
    pub part: String,
    /// Its score.
    pub score: f64,
}

impl ExplainedHit {
    /// The same with so many digits behind the point. The numbers still add up, to the score with so many digits: what is lost of some by rounding, others get.
    #[must_use]
    pub fn with_digits(mut self, score: f64, digits: u32) -> ExplainedHit {
        let ExplainedHit { article, parts, passage, second, kindred, aged, .. } = &mut self;
        add_up(score, &mut [&mut *article, &mut *passage, second, &mut *kindred, aged], digits);
        add_up(*article, &mut scores(parts), digits);
        add_up(*kindred, &mut scores(&mut self.kindred_parts), digits);
        let mut of_passage = scores(&mut self.passage_parts);
        of_passage.extend([&mut self.near, &mut self.lacking, &mut self.place]);
        add_up(self.passage, &mut of_passage, digits);
        self
    }
}

fn scores(parts: &mut [PartScore]) -> Vec<&mut f64> {
    parts.iter_mut().map(|part| &mut part.score).collect()
}

/// Rounds parts so that they add up to what is rounded of the whole: those that lose most by being cut off get one more in the last digit. What is nought stays so.
fn add_up(whole: f64, parts: &mut [&mut f64], digits: u32) {
    let unit = 10f64.powi(digits as i32);
    let mut lost: Vec<(f64, usize)> = Vec::with_capacity(parts.len());
    let mut missing = (whole * unit).round();
    for (at, part) in parts.iter_mut().enumerate().filter(|(_, part)| ***part != 0.0) {
        let cut = (**part * unit).floor();
        lost.push((**part * unit - cut, at));
        missing -= cut;
        **part = cut;
    }
    lost.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (missing, number) = (missing as i64, lost.len().max(1) as i64);
    for (rank, (_, at)) in (0..).zip(lost) {
        let more = missing.div_euclid(number) + i64::from(rank < missing.rem_euclid(number));
        // Without the last bits, which a division by a power of ten leaves nothing of.
        *parts[at] = (*parts[at] + more as f64) / unit;
    }
}

/// Where the hits of a page have their scores from, in their order.
pub fn explain_hits(asked: &Asked, kindred: &Kindred, page: &[Listed]) -> tantivy::Result<Vec<ExplainedHit>> {
    page.iter().map(|listed| explained(asked, kindred, listed)).collect()
}

fn explained(asked: &Asked, kindred: &Kindred, listed: &Listed) -> tantivy::Result<ExplainedHit> {
    let Listed { address, score, parts: Parts { article, passage: best, second, kindred: of_kindred }, passage } =
        *listed;
    let segment = asked.searcher.segment_reader(address.segment_ord);
    let mut reader = PlacesReader::open(asked.plan, &asked.plan.all_leaves(), asked.fields, segment)?;
    let places = reader.read(address.doc_id);
    let parts = match &asked.plan.like {
        Some(_) if passage.is_some() => Vec::new(),
        Some(likeness) => of_likeness(asked, likeness, address)?,
        None => of_article(asked, places, address)?,
    };
    let shown = if asked.plan.like.is_some() { passage } else { passage.or_else(|| asked.weights.best(places)) };
    let (passage_score, words) = shown.map(|number| asked.weights.parts(places, number)).unwrap_or_default();
    let covered = words.len();
    debug_assert!(is_sum(article, parts.iter().map(|part| part.score)), "{article} of {parts:?}");
    // Where no passage counted, none of its parts did.
    let counted = best != 0.0;
    let passage_score = if counted { passage_score } else { PassageScore::default() };
    let part = |(leaf, score): (usize, f64)| PartScore { part: name(asked, leaf), score };
    let hit = ExplainedHit {
        article,
        parts,
        passage: best,
        passage_parts: words.into_iter().filter(|_| counted).map(part).collect(),
        near: passage_score.nearness,
        lacking: passage_score.lacking,
        place: passage_score.place,
        passage_number: shown.filter(|_| counted).map(|number| number + 1),
        second,
        kindred: of_kindred,
        kindred_parts: if of_kindred == 0.0 { Vec::new() } else { of_words(asked, kindred, address)? },
        aged: score - listed.parts.sum(),
        covered,
        of: asked.weights.leaves(),
    };
    Ok(hit.with_digits(score, DIGITS))
}

/// Whether parts add up to a score but for what rounding makes of it.
fn is_sum(whole: f64, parts: impl Iterator<Item = f64>) -> bool {
    let sum: f64 = parts.sum();
    (whole - sum).abs() < 1e-3 || sum == 0.0
}

/// A leaf in words.
fn name(asked: &Asked, leaf: usize) -> String {
    let leaf = &asked.plan.leaves[leaf];
    if asked.plan.like.is_some() { of_sought(leaf) } else { of_leaf(leaf) }
}

/// What each leaf gave to an article: as often as it is part of the reason, and once for the title.
fn of_article(asked: &Asked, places: &Places, address: DocAddress) -> tantivy::Result<Vec<PartScore>> {
    let Asked { plan, fields, .. } = *asked;
    let holds = asked.filters_of(address)?;
    let mut reasons = Vec::new();
    plan.root.satisfied(&|leaf| places.has(leaf), &|filter| holds[filter], &mut reasons);
    let mut parts = Vec::new();
    for number in plan.positive_leaves() {
        let leaf = &plan.leaves[number];
        let times = reasons.iter().filter(|reason| **reason == number).count();
        let mut score = 0.0;
        if times > 0 {
            score += times as f64 * score_of(&*leaf_query(leaf, fields), address, asked)?;
        }
        if let Some(title) = title_query(leaf, fields) {
            score += score_of(&*title, address, asked)?;
        }
        if score > 0.0 {
            parts.push(PartScore { part: of_leaf(leaf), score: asked.weights.article(score) });
        }
    }
    Ok(parts)
}

/// What a query gives to an article.
fn score_of(query: &dyn Query, address: DocAddress, asked: &Asked) -> tantivy::Result<f64> {
    let segment = asked.searcher.segment_reader(address.segment_ord);
    let weight = query.weight(EnableScoring::enabled_from_searcher(asked.searcher))?;
    let mut scorer = weight.scorer(segment, 1.0)?;
    let found = scorer.doc() <= address.doc_id && scorer.seek(address.doc_id) == address.doc_id;
    Ok(if found { f64::from(scorer.score()) } else { 0.0 })
}

/// What each word gave to the likeness of an article.
fn of_likeness(asked: &Asked, likeness: &Likeness, address: DocAddress) -> tantivy::Result<Vec<PartScore>> {
    let segment = asked.searcher.segment_reader(address.segment_ord);
    let end = segment.fast_fields().u64("passages")?.values_for_doc(address.doc_id).last();
    let tokens = end.map_or(0, |end| PassageBound::from_column(end).token);
    let mut parts = Vec::new();
    for word in &likeness.words {
        let Some(term) = plain_term(&asked.plan.leaves[word.leaf], asked.fields) else { continue };
        let inverted = segment.inverted_index(term.field())?;
        let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::WithFreqs)? else { continue };
        if postings.doc() <= address.doc_id && postings.seek(address.doc_id) == address.doc_id {
            let score = likeness.gain(word, postings.term_freq(), tokens);
            parts.push(PartScore { part: name(asked, word.leaf), score });
        }
    }
    Ok(parts)
}

/// What each of the words that the best passages have in common gave to an article.
fn of_words(asked: &Asked, kindred: &Kindred, address: DocAddress) -> tantivy::Result<Vec<PartScore>> {
    let mut parts = Vec::new();
    kindred.gains(&[address], asked.searcher, |_, word, score| {
        parts.push(PartScore { part: kindred.words[word].word.clone(), score });
    })?;
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::add_up;

    fn rounded<const N: usize>(whole: f64, mut parts: [f64; N], digits: u32) -> [f64; N] {
        add_up(whole, &mut parts.each_mut(), digits);
        parts
    }

    #[test]
    fn rounded_parts_add_up() {
        assert_eq!(rounded(1.0, [1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0], 2), [0.34, 0.33, 0.33]);
        assert_eq!(rounded(1.0, [1.254, 0.0, -0.254], 2), [1.25, 0.0, -0.25]);
        assert_eq!(rounded(1.006, [0.504, 0.502], 2), [0.51, 0.5]);
        assert_eq!(rounded(0.0, [0.0], 2), [0.0]);
    }
}
