//! Puts the right passage first: the passages of the top articles are scored by the positions of the query's words, read from the
//! postings, and the best passage of an article weighs in its own score. Stores and texts are not touched.

use tantivy::columnar::Column;
use tantivy::{DocAddress, Searcher, SegmentReader};

use super::collect::Found;
use super::plan::{Leaf, Plan, Scope};
use super::positions::{LeafReader, slots};
use crate::index::Fields;

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

/// How rare each leaf is, for the whole index.
pub struct Rarity(Vec<f64>);

impl Rarity {
    /// The inverse document frequency of each of the plan's leaves; a phrase is as rare as its words together.
    pub fn of(plan: &Plan, fields: &Fields, searcher: &Searcher) -> tantivy::Result<Rarity> {
        let articles = searcher.num_docs() as f64;
        let idf = |leaf: &Leaf| -> tantivy::Result<f64> {
            let mut sum = 0.0;
            for slot in slots(leaf, fields) {
                let df = searcher.doc_freq(&slot.term)? as f64;
                sum += (1.0 + (articles - df + 0.5).max(0.5) / (df + 0.5)).ln();
            }
            Ok(sum)
        };
        plan.leaves.iter().map(idf).collect::<tantivy::Result<Vec<f64>>>().map(Rarity)
    }
}

/// Scores passages of articles in one segment. Articles must be asked for in order.
pub struct PassageScorer {
    leaves: Vec<(f64, LeafReader)>,
    total: f64,
    passages: Column<u64>,
    bounds: Vec<u64>,
    matched: Vec<Vec<u32>>,
}

impl PassageScorer {
    /// A scorer for the words of `plan` that can make an article match.
    pub fn open(plan: &Plan, rarity: &Rarity, fields: &Fields, segment: &SegmentReader) -> tantivy::Result<Self> {
        let mut leaves = Vec::new();
        let mut total = 0.0;
        for number in plan.positive_leaves() {
            let leaf = &plan.leaves[number];
            if leaf.scope == Scope::Title {
                continue;
            }
            total += rarity.0[number];
            if let Some(reader) = LeafReader::open(leaf, fields, segment)? {
                leaves.push((rarity.0[number], reader));
            }
        }
        let matched = vec![Vec::new(); leaves.len()];
        let passages = segment.fast_fields().u64("passages")?;
        Ok(PassageScorer { leaves, total, passages, bounds: Vec::new(), matched })
    }

    /// The passages of an article in order, each with its score.
    pub fn score(&mut self, doc: u32) -> Vec<ScoredPassage> {
        self.bounds.clear();
        self.bounds.extend(self.passages.values_for_doc(doc));
        let count = self.bounds.len().saturating_sub(1);
        let token = |bound: u64| (bound >> 32) as u32;
        for ((_, reader), matched) in self.leaves.iter_mut().zip(&mut self.matched) {
            matched.clear();
            matched.extend_from_slice(reader.starts_in(doc));
        }
        let mut next: Vec<usize> = vec![0; self.leaves.len()];
        let mut scored = Vec::with_capacity(count);
        for number in 0..count {
            let (first, last) = (token(self.bounds[number]), token(self.bounds[number + 1]));
            let (mut score, mut covered) = (0.0, 0.0);
            for ((matched, (idf, _)), next) in self.matched.iter().zip(&self.leaves).zip(&mut next) {
                let from = *next;
                *next += matched[from..].iter().take_while(|&&m| m < last).count();
                let tf = (*next - from) as f64;
                if tf > 0.0 {
                    let length = 1.0 - B + B * f64::from(last - first) / LENGTH;
                    score += idf * tf * (K1 + 1.0) / (tf + K1 * length);
                    covered += idf;
                }
            }
            if score > 0.0 && self.total > 0.0 {
                // A passage with all the words is worth more than one with a single word many times.
                score *= 0.5 + 0.5 * covered / self.total;
            }
            let start = (self.bounds[number] & u64::from(u32::MAX)) as usize;
            scored.push(ScoredPassage { number, start, score: (score * 1e4).round() / 1e4 });
        }
        scored
    }
}

/// Ranks articles by their own score and their best passage: the first [`RANKED`] of `found` anew, the rest behind them as they were.
pub fn rank(
    found: Vec<Found>,
    plan: &Plan,
    rarity: &Rarity,
    fields: &Fields,
    searcher: &Searcher,
) -> tantivy::Result<Vec<Ranked>> {
    let mut ranked: Vec<Ranked> =
        found.into_iter().map(|found| Ranked { score: ARTICLE * found.score(), found }).collect();
    let top = ranked.len().min(RANKED);
    let mut order: Vec<(DocAddress, usize)> =
        ranked[..top].iter().enumerate().map(|(n, r)| (r.found.address, n)).collect();
    order.sort_unstable();
    let mut scorer: Option<(u32, PassageScorer)> = None;
    for (address, number) in order {
        if scorer.as_ref().is_none_or(|(segment, _)| *segment != address.segment_ord) {
            let segment = searcher.segment_reader(address.segment_ord);
            scorer = Some((address.segment_ord, PassageScorer::open(plan, rarity, fields, segment)?));
        }
        if let Some((_, scorer)) = &mut scorer {
            let best = scorer.score(address.doc_id).iter().map(|p| p.score).fold(0.0, f64::max);
            ranked[number].score += best;
        }
    }
    ranked[..top].sort_by(|a, b| b.score.total_cmp(&a.score).then(a.found.id().cmp(&b.found.id())));
    Ok(ranked)
}

/// The passages of one article, scored.
pub fn passages_of(
    address: DocAddress,
    plan: &Plan,
    rarity: &Rarity,
    fields: &Fields,
    searcher: &Searcher,
) -> tantivy::Result<(Vec<ScoredPassage>, Vec<usize>)> {
    let segment = searcher.segment_reader(address.segment_ord);
    let scored = PassageScorer::open(plan, rarity, fields, segment)?.score(address.doc_id);
    let column = segment.fast_fields().u64("passages")?;
    let starts = column.values_for_doc(address.doc_id).map(|v| (v & u64::from(u32::MAX)) as usize).collect();
    Ok((scored, starts))
}
