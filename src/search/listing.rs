//! Which hits stand on a page: articles, or passages in one list across articles. Ranks nothing anew, so that pages fit together.

use tantivy::DocAddress;

use super::collect::{Found, fresh_key};
use super::rank::{Parts, PassageScorer, RANKED, Ranked, ScoredPassage};
use super::request::{By, Request, Sort};

/// What becomes a hit.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// The article.
    pub address: DocAddress,
    /// The score of the hit.
    pub score: f64,
    /// What it is made of, before its age counted.
    pub parts: Parts,
    /// The number of the only passage to show; the best ones, if none is said.
    pub passage: Option<usize>,
}

/// The page that is asked for, out of ranked articles. There must be as many as the page reaches.
pub fn page(
    ranked: Vec<Ranked>,
    request: &Request,
    sort: Sort,
    scorer: &PassageScorer,
) -> tantivy::Result<Vec<Listed>> {
    let listed = match request.by {
        By::Article => ranked.iter().map(|a| listed(&a.found, a.parts, None)).collect(),
        By::Passage => {
            let wanted = request.offset.saturating_add(request.limit);
            let mut found = Passages { scorer, listed: Vec::new() };
            let top = match sort {
                Sort::Relevance if request.like.is_some() => ranked.len(),
                Sort::Relevance => RANKED,
                _ => 0,
            };
            found.fill(ranked, top, wanted)?;
            found.listed
        }
    };
    Ok(listed.into_iter().skip(request.offset).take(request.limit).collect())
}

fn listed(found: &Found, parts: Parts, passage: Option<usize>) -> Listed {
    Listed { address: found.address, score: parts.sum() * (-found.halvings()).exp2(), parts, passage }
}

/// A list of passages that is being made.
struct Passages<'a> {
    scorer: &'a PassageScorer<'a>,
    listed: Vec<Listed>,
}

impl Passages<'_> {
    /// Lists passages until there are as many as wanted: first those of the `top` articles in one order, whosever they are, then those of the
    /// others article by article.
    fn fill(&mut self, mut ranked: Vec<Ranked>, top: usize, wanted: usize) -> tantivy::Result<()> {
        let top = top.min(ranked.len());
        let (top, rest) = ranked.split_at_mut(top);
        let mut passages: Vec<(f64, u64, usize, Listed)> = Vec::new();
        for article in top.iter() {
            for (at, passage) in showable(&article.passages).into_iter().enumerate() {
                let parts = Parts {
                    article: self.scorer.weights.beside_passage(&article.found),
                    passage: passage.map_or(0.0, |p| p.score),
                    second: 0.0,
                    kindred: article.parts.kindred,
                };
                let entry = listed(&article.found, parts, passage.map(|p| p.number));
                let key = fresh_key(parts.sum(), article.found.halvings());
                passages.push((key, article.found.id(), at, entry));
            }
        }
        passages.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        self.listed.extend(passages.into_iter().map(|(.., entry)| entry));
        for block in rest.chunks_mut(RANKED) {
            if self.listed.len() >= wanted {
                break;
            }
            self.scorer.score(block)?;
            for article in block {
                // No more than the article's own score: whatever stands behind the top scores less than what is in it.
                let entry =
                    |passage: Option<ScoredPassage>| listed(&article.found, article.parts, passage.map(|p| p.number));
                self.listed.extend(showable(&article.passages).into_iter().map(entry));
            }
        }
        Ok(())
    }
}

/// The passages of an article that are listed, best first: those that have any of the words, else the first, else none at all, but always something.
fn showable(passages: &[ScoredPassage]) -> Vec<Option<ScoredPassage>> {
    let mut scored: Vec<ScoredPassage> = passages.iter().copied().filter(|p| p.score > 0.0).collect();
    scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.number.cmp(&b.number)));
    if scored.is_empty() { vec![passages.first().copied()] } else { scored.into_iter().map(Some).collect() }
}
