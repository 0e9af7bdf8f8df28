//! Puts the right passage first: the passages of the top articles are scored by the positions of the query's words, read from the
//! postings, and the best two passages of an article weigh in its score. Knows no text.

use std::cmp::Reverse;
use std::ops::Range;

use tantivy::columnar::MonotonicallyMappableToU64;
use tantivy::{DocAddress, Searcher};

use super::collect::{Found, fresh_key, rounded};
use super::kindred::Kindred;
use super::leaf::{Leaf, Scope};
use super::like::Likeness;
use super::places::{Places, PlacesReader, each_segment};
use super::plan::Plan;
use super::reader::telling_terms;
use super::request::By;
use crate::index::{Fields, PassageBound};

/// How many of the best articles are ranked by their passages. The same for every page, so that pages fit together.
pub const RANKED: usize = 200;
/// The usual length of a passage in tokens.
const LENGTH: f64 = 90.0;
/// How many tokens lie between two words, at most, that stand near each other.
const NEAR: u32 = 10;

/// What counts how much in the order by relevance. The default was chosen on the queries with odd numbers of `docs/QUALITY.md` and on headlines, each asked
/// for its own article. Words that only the title has, and words side by side in query and text, gained nothing there.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// The article's own score, beside that of its best passage.
    pub article: f64,
    /// The second best passage of an article, as a share of what it scores.
    pub second: f64,
    /// How much repeated words count (`k1` of BM25; Robertson and Zaragoza 2009).
    pub repetition: f64,
    /// How much the length of a passage counts (`b` of BM25).
    pub length: f64,
    /// The share of a passage's score that is given for the part of the query that it has.
    pub coverage: f64,
    /// What words of the query that stand near each other add.
    pub proximity: f64,
    /// The share of a passage's score that is given for its place, as news puts first what matters: all of it to the first passage, half of it to the
    /// second, a third of it to the third.
    pub place: f64,
    /// What words that the best passages have in common add at most, as a share of the best score.
    pub kindred: f64,
}

impl Default for Ranking {
    fn default() -> Self {
        Ranking {
            article: 0.7,
            second: 0.5,
            repetition: 2.0,
            length: 0.5,
            coverage: 0.75,
            proximity: 0.25,
            place: 0.4,
            kindred: 0.5,
        }
    }
}

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

/// What the score of an article, or of a passage in a list of passages, is made of, whatever its age.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Parts {
    /// What the article gives as a whole.
    pub article: f64,
    /// What its best passage gives, or the one that is listed.
    pub passage: f64,
    /// What its second best passage gives.
    pub second: f64,
    /// What words give that the best passages have in common.
    pub kindred: f64,
}

impl Parts {
    /// The score.
    pub fn sum(self) -> f64 {
        rounded(self.article + self.passage + self.second + self.kindred)
    }
}

/// An article with its passages scored.
#[derive(Debug, Clone)]
pub struct Ranked {
    /// The article.
    pub found: Found,
    /// What its score is made of.
    pub parts: Parts,
    /// Its passages in order; none yet, if it is not among the first.
    pub passages: Vec<ScoredPassage>,
}

impl Ranked {
    /// What it is ordered by.
    fn key(&self) -> f64 {
        fresh_key(self.parts.sum(), self.found.halvings())
    }

    /// Its best passage, if it has any.
    pub fn best(&self) -> Option<&ScoredPassage> {
        best(&self.passages)
    }
}

/// The best of some passages; of several the first.
fn best(passages: &[ScoredPassage]) -> Option<&ScoredPassage> {
    passages.iter().max_by(|a, b| a.score.total_cmp(&b.score).then(b.number.cmp(&a.number)))
}

/// Articles in their order.
pub struct Order {
    /// The articles, best first.
    pub articles: Vec<Ranked>,
    /// The words that the best passages have in common, where these count.
    pub kindred: Kindred,
}

impl Order {
    /// Articles in an order by time, which have no scores.
    pub fn by_time(found: Vec<Found>) -> Order {
        let one = |found| Ranked { found, parts: Parts::default(), passages: Vec::new() };
        Order { articles: found.into_iter().map(one).collect(), kindred: Kindred::default() }
    }
}

/// How much a word tells that so many articles of all have: its inverse document frequency, as BM25 has it.
pub fn idf(articles: u64, all: u64) -> f64 {
    let (articles, all) = (articles as f64, all as f64);
    (1.0 + (all - articles + 0.5).max(0.5) / (articles + 0.5)).ln()
}

/// What the words of a plan weigh in this index.
pub struct Weights<'a> {
    ranking: &'a Ranking,
    like: Option<&'a Likeness>,
    idf: Vec<f64>,
    /// The leaves that count: those that can make an article match, in its body; where articles are to resemble one, its words, in their order.
    leaves: Vec<usize>,
    /// What they weigh together.
    total: f64,
}

/// What makes the score of a passage. The parts add up to it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct PassageScore {
    /// What the words in it give.
    words: f64,
    /// What they give by standing near each other.
    pub nearness: f64,
    /// What is taken off for the part of the query that it has not; never above nought.
    pub lacking: f64,
    /// What is taken off for its place behind others; never above nought.
    pub place: f64,
}

impl PassageScore {
    /// The score.
    fn sum(self) -> f64 {
        rounded(self.words + self.nearness + self.lacking + self.place)
    }
}

impl<'a> Weights<'a> {
    /// The inverse document frequency of each of the plan's leaves; a phrase is as rare as its words together.
    pub fn of(plan: &'a Plan, fields: &Fields, searcher: &Searcher, ranking: &'a Ranking) -> tantivy::Result<Self> {
        let rarity = |leaf: &Leaf| -> tantivy::Result<f64> {
            let mut sum = 0.0;
            for term in telling_terms(leaf, fields, &|term| searcher.doc_freq(term))? {
                sum += idf(searcher.doc_freq(&term)?, searcher.num_docs());
            }
            Ok(sum * f64::from(leaf.weight))
        };
        let idf = plan.leaves.iter().map(rarity).collect::<tantivy::Result<Vec<f64>>>()?;
        let like = plan.like.as_ref();
        let leaves: Vec<usize> = match like {
            Some(like) => like.words.iter().map(|word| word.leaf).collect(),
            None => plan.positive_leaves().into_iter().filter(|&n| plan.leaves[n].scope != Scope::Title).collect(),
        };
        let total = leaves.iter().map(|&n| idf[n]).sum();
        Ok(Weights { ranking, like, idf, leaves, total })
    }

    /// The passages of an article in order, each with its score.
    pub fn passages(&self, places: &Places) -> Vec<ScoredPassage> {
        let mut rest = self.places(places, 0);
        let mut together = Together::default();
        let passage = |(number, bounds): (usize, &[PassageBound])| {
            let tokens = bounds[0].token..bounds[1].token;
            let score = self.passage(number, tokens, &mut rest, &mut together, &mut |_, _| ());
            ScoredPassage { number, start: bounds[0].byte, score: score.sum() }
        };
        places.bounds.windows(2).enumerate().map(passage).collect()
    }

    /// What makes the score of one passage, with what each leaf that is in it gives.
    pub fn parts(&self, places: &Places, number: usize) -> (PassageScore, Vec<(usize, f64)>) {
        let tokens = places.bounds[number].token..places.bounds[number + 1].token;
        let (mut rest, mut words) = (self.places(places, tokens.start), Vec::new());
        let mut tell = |leaf: usize, score: f64| words.push((self.leaves[leaf], score));
        let score = self.passage(number, tokens, &mut rest, &mut Together::default(), &mut tell);
        (score, words)
    }

    /// The number of the best passage of an article, if it has any.
    pub fn best(&self, places: &Places) -> Option<usize> {
        best(&self.passages(places)).map(|passage| passage.number)
    }

    /// What the best two of an article's passages give.
    fn best_two(&self, passages: &[ScoredPassage]) -> (f64, f64) {
        let two = passages.iter().fold((0.0, 0.0), |(best, second), passage| match passage.score {
            score if score > best => (score, best),
            score => (best, f64::max(second, score)),
        });
        (two.0, rounded(self.ranking.second * two.1))
    }

    /// How many leaves there are to be in a passage.
    pub fn leaves(&self) -> usize {
        self.leaves.len()
    }

    /// What each leaf weighs, and its places from a token on.
    fn places<'p>(&self, places: &'p Places, first: u32) -> Vec<(f64, &'p [u32])> {
        let from = |all: &'p [u32]| &all[all.partition_point(|&place| place < first)..];
        self.leaves.iter().map(|&n| (self.idf[n], from(&places.body[n]))).collect()
    }

    /// The score of a passage. `rest` has the places of each leaf from this passage on, and loses those that are in it; `tell` hears what each of
    /// these gives.
    fn passage(
        &self,
        number: usize,
        tokens: Range<u32>,
        rest: &mut [(f64, &[u32])],
        together: &mut Together,
        tell: &mut impl FnMut(usize, f64),
    ) -> PassageScore {
        let Ranking { repetition, length, coverage, proximity, place, .. } = *self.ranking;
        let in_all = tokens.end - tokens.start;
        let length = 1.0 - length + length * f64::from(in_all) / LENGTH;
        let (mut words, mut covered, mut found) = (0.0, 0.0, 0);
        together.clear();
        for (leaf, (idf, places)) in rest.iter_mut().enumerate() {
            let (inside, behind) = places.split_at(places.iter().take_while(|&&place| place < tokens.end).count());
            *places = behind;
            if inside.is_empty() {
                continue;
            }
            let tf = inside.len() as f64;
            let score = match self.like {
                Some(like) => like.gain(&like.words[leaf], inside.len() as u32, in_all),
                None => *idf * tf * (repetition + 1.0) / (tf + repetition * length),
            };
            words += score;
            tell(leaf, score);
            covered += *idf;
            found += 1;
            together.add(leaf, *idf, inside);
        }
        if found == 0 || self.like.is_some() {
            return PassageScore { words, ..PassageScore::default() };
        }
        let nearness = if found > 1 { proximity * together.nearness() } else { 0.0 };
        // A passage with all the words is worth more than one with a single word many times.
        let missing = if self.total > 0.0 { coverage * (1.0 - covered / self.total) } else { 0.0 };
        let lacking = -missing * (words + nearness);
        let behind = 1.0 - 1.0 / (number as f64 + 1.0);
        PassageScore { words, nearness, lacking, place: -place * behind * (words + nearness + lacking) }
    }

    /// What counts of an article's own score, which is its likeness where it is to resemble another.
    pub fn own(&self, found: &Found) -> f64 {
        if self.like.is_some() { found.score() } else { rounded(self.article(found.score())) }
    }

    /// What counts of it for one of its passages: nothing where passages are to resemble something themselves.
    pub fn beside_passage(&self, found: &Found) -> f64 {
        if self.like.is_some() { 0.0 } else { self.own(found) }
    }

    /// What counts of something that words give to an article as a whole.
    pub fn article(&self, score: f64) -> f64 {
        self.ranking.article * score
    }
}

/// The words of the query in one passage, in the order of the text.
#[derive(Default)]
struct Together {
    /// Token number, leaf, and what the leaf weighs.
    words: Vec<(u32, usize, f64)>,
    /// How near another leaf comes to each, at best.
    nearest: Vec<f64>,
}

impl Together {
    fn clear(&mut self) {
        self.words.clear();
        self.nearest.clear();
    }

    fn add(&mut self, leaf: usize, idf: f64, places: &[u32]) {
        self.nearest.resize(leaf + 1, 0.0);
        self.words.extend(places.iter().map(|&place| (place, leaf, idf)));
    }

    /// What each leaf gains by another one near it: the weight of the lighter of the two, by the square of their distance. Only the best place of
    /// each counts, so that nothing is gained by repeating.
    fn nearness(&mut self) -> f64 {
        self.words.sort_unstable_by_key(|&(place, leaf, _)| (place, leaf));
        for (at, &(place, leaf, idf)) in self.words.iter().enumerate() {
            let near = self.words[at + 1..].iter().take_while(|(other, ..)| other - place <= NEAR);
            for &(other, other_leaf, other_idf) in near.filter(|(_, other_leaf, _)| *other_leaf != leaf) {
                let near = idf.min(other_idf) / f64::from((other - place).max(1).pow(2));
                self.nearest[leaf] = self.nearest[leaf].max(near);
                self.nearest[other_leaf] = self.nearest[other_leaf].max(near);
            }
        }
        self.nearest.iter().sum()
    }
}

/// Ranks articles by their own score and their best passages: the first [`RANKED`] of `found` anew, the rest behind them as they were. By their likeness
/// they are ranked already; then passages are scored only if these are to be listed.
pub fn rank(found: Vec<Found>, scorer: &PassageScorer, by: By) -> tantivy::Result<Order> {
    let own = |found| {
        let parts = Parts { article: scorer.weights.own(&found), ..Parts::default() };
        Ranked { found, parts, passages: Vec::new() }
    };
    let mut articles: Vec<Ranked> = found.into_iter().map(own).collect();
    if scorer.plan.like.is_some() {
        if by == By::Passage {
            scorer.score(&mut articles)?;
        }
        return Ok(Order { articles, kindred: Kindred::default() });
    }
    let top = articles.len().min(RANKED);
    let top = &mut articles[..top];
    scorer.score(top)?;
    for Ranked { parts, passages, .. } in &mut *top {
        (parts.passage, parts.second) = scorer.weights.best_two(passages);
    }
    put_in_order(top);
    let kindred = Kindred::count(top, scorer, scorer.weights.ranking.kindred)?;
    put_in_order(top);
    Ok(Order { articles, kindred })
}

fn put_in_order(articles: &mut [Ranked]) {
    // What they are ordered by takes longer to tell than to compare.
    articles.sort_by_cached_key(|article| (Reverse(article.key().to_u64()), article.found.id()));
}

/// Scores the passages of articles.
pub struct PassageScorer<'a> {
    /// The plan that the articles matched.
    pub plan: &'a Plan,
    /// What its words weigh.
    pub weights: &'a Weights<'a>,
    /// The fields of the index.
    pub fields: &'a Fields,
    /// The index.
    pub searcher: &'a Searcher,
}

impl PassageScorer<'_> {
    /// Gives articles their passages.
    pub fn score(&self, articles: &mut [Ranked]) -> tantivy::Result<()> {
        let addresses: Vec<DocAddress> = articles.iter().map(|article| article.found.address).collect();
        each_segment(addresses, self.searcher, |segment, of_segment| {
            let mut reader = PlacesReader::open(self.plan, &self.weights.leaves, self.fields, segment)?;
            for &(address, number) in of_segment {
                articles[number].passages = self.weights.passages(reader.read(address.doc_id));
            }
            Ok(())
        })
    }
}
