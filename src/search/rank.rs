//! Puts the right passage first: the passages of the top articles are scored by the positions of the query's words, read from the
//! postings, and the best passage of an article weighs in its own score. Stores and texts are not touched.

use std::ops::Range;

use tantivy::{DocAddress, Searcher};

use super::collect::Found;
use super::leaf::{Leaf, Scope};
use super::places::{Places, PlacesReader};
use super::plan::Plan;
use super::reader::telling_terms;
use crate::index::{Fields, PassageBound};

/// How many of the best articles are ranked by their passages. The same for every page, so that pages fit together.
pub const RANKED: usize = 200;
/// Weight of the article's own score beside that of its best passage.
const ARTICLE: f64 = 0.5;
/// The saturation of repeated words, and how much length counts, as in BM25 (Robertson and Zaragoza 2009).
const K1: f64 = 1.2;
const B: f64 = 0.5;
/// The usual length of a passage in tokens.
const LENGTH: f64 = 90.0;

/// A passage as the index keeps it, and how well it answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoredPassage {
    /// Its number in the article.
    pub number: usize,
    /// Byte offset of its first character in the body.
    pub start: usize,
    /// Its score; 0 when none of the words is in it.
    pub score: f64,
}

/// An article with its passages scored.
#[derive(Debug, Clone)]
pub struct Ranked {
    /// The article.
    pub found: Found,
    /// Its final score.
    pub score: f64,
}

/// What the words of a plan weigh in this index.
pub struct Weights {
    idf: Vec<f64>,
    /// The leaves that count: those that can make an article match, in its body.
    leaves: Vec<usize>,
    /// What they weigh together.
    total: f64,
}

impl Weights {
    /// The inverse document frequency of each of the plan's leaves; a phrase is as rare as its words together.
    pub fn of(plan: &Plan, fields: &Fields, searcher: &Searcher) -> tantivy::Result<Weights> {
        let articles = searcher.num_docs() as f64;
        let idf = |leaf: &Leaf| -> tantivy::Result<f64> {
            let mut sum = 0.0;
            for term in telling_terms(leaf, fields, &|term| searcher.doc_freq(term))? {
                let df = searcher.doc_freq(&term)? as f64;
                sum += (1.0 + (articles - df + 0.5).max(0.5) / (df + 0.5)).ln();
            }
            Ok(sum * f64::from(leaf.weight))
        };
        let idf = plan.leaves.iter().map(idf).collect::<tantivy::Result<Vec<f64>>>()?;
        let mut leaves = plan.positive_leaves();
        leaves.retain(|&n| plan.leaves[n].scope != Scope::Title);
        let total = leaves.iter().map(|&n| idf[n]).sum();
        Ok(Weights { idf, leaves, total })
    }

    /// The passages of an article in order, each with its score.
    pub fn passages(&self, places: &Places) -> Vec<ScoredPassage> {
        let mut rest: Vec<(f64, &[u32])> = self.leaves.iter().map(|&n| (self.idf[n], &places.body[n][..])).collect();
        let passage = |(number, bounds): (usize, &[PassageBound])| {
            let score = self.passage(bounds[0].token..bounds[1].token, &mut rest);
            ScoredPassage { number, start: bounds[0].byte, score }
        };
        places.bounds.windows(2).enumerate().map(passage).collect()
    }

    /// The score of a passage. `rest` has the places of each leaf from this passage on, and loses those that are in it.
    fn passage(&self, tokens: Range<u32>, rest: &mut [(f64, &[u32])]) -> f64 {
        let length = 1.0 - B + B * f64::from(tokens.end - tokens.start) / LENGTH;
        let (mut score, mut covered) = (0.0, 0.0);
        for (idf, places) in rest {
            let inside = places.iter().take_while(|&&place| place < tokens.end).count();
            *places = &places[inside..];
            if inside > 0 {
                let tf = inside as f64;
                score += *idf * tf * (K1 + 1.0) / (tf + K1 * length);
                covered += *idf;
            }
        }
        if covered > 0.0 && self.total > 0.0 {
            // A passage with all the words is worth more than one with a single word many times.
            score *= 0.5 + 0.5 * covered / self.total;
        }
        (score * 1e4).round() / 1e4
    }
}

/// Ranks articles by their own score and their best passage: the first [`RANKED`] of `found` anew, the rest behind them as they were.
pub fn rank(
    found: Vec<Found>,
    plan: &Plan,
    weights: &Weights,
    fields: &Fields,
    searcher: &Searcher,
) -> tantivy::Result<Vec<Ranked>> {
    let mut ranked: Vec<Ranked> =
        found.into_iter().map(|found| Ranked { score: ARTICLE * found.score(), found }).collect();
    let top = ranked.len().min(RANKED);
    let mut order: Vec<(DocAddress, usize)> =
        ranked[..top].iter().enumerate().map(|(n, r)| (r.found.address, n)).collect();
    order.sort_unstable();
    for of_segment in order.chunk_by(|(a, _), (b, _)| a.segment_ord == b.segment_ord) {
        let segment = searcher.segment_reader(of_segment[0].0.segment_ord);
        let mut reader = PlacesReader::open(plan, &weights.leaves, fields, segment)?;
        for (address, number) in of_segment {
            let passages = weights.passages(reader.read(address.doc_id));
            ranked[*number].score += passages.iter().map(|p| p.score).fold(0.0, f64::max);
        }
    }
    ranked[..top].sort_by(|a, b| b.score.total_cmp(&a.score).then(a.found.id().cmp(&b.found.id())));
    Ok(ranked)
}
