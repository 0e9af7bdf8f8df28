//! Kindred words: those that the best passages have in common. Where a query says much and asks for any of it, they count too, so that articles on
//! its subject come before others that have some of its words by chance. Nothing is found or marked by them.
//!
//! This is feedback without a user (Rocchio 1971, "Relevance feedback in information retrieval"), from passages, as Xu and Croft do it (1996, "Query
//! expansion using local and global document analysis"), on the articles that the query has found.

use rustc_hash::FxHashMap;
use serde::Serialize;
use tantivy::query::{EnableScoring, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Term};

use super::collect::rounded;
use super::like::{is_common, presence};
use super::places::each_segment;
use super::plan::{Clause, Plan};
use super::rank::{PassageScorer, Ranked, idf};
use super::telling::{Told, commonest, words};
use crate::index::stored_body;
use crate::text::Lexicon;

/// So many words or phrases of which any may be there say much.
const MUCH: usize = 5;
/// How many of the best passages are read, one of each article.
const READ: usize = 30;
/// In how many of them a word must stand.
const LEAST: u32 = 3;
/// How many words count, at most.
const MOST: usize = 20;

/// A word that the best passages have in common.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KindredWord {
    /// The word, folded, in the form in which it stands there most often.
    pub word: String,
    /// In how many of the best passages it stands; thirty are read, one of each article.
    pub passages: u32,
    /// How many articles of the index have it.
    pub articles: u64,
    #[serde(skip)]
    term: Term,
    /// How many times it counts in an article, beside a word of the query that counts once.
    #[serde(skip)]
    weight: f64,
}

/// The words that the best passages have in common, those that tell most first; none where they do not count.
#[derive(Debug, Default)]
pub struct Kindred {
    /// The words.
    pub words: Vec<KindredWord>,
}

/// A word while passages are read.
#[derive(Default)]
struct Shared {
    passages: u32,
    weight: f64,
    forms: FxHashMap<Box<str>, u32>,
}

impl Kindred {
    /// Lets the words that the best of some articles have in common count in all of them: `strength` is the share of the best score that they give to the
    /// article that has most of them.
    pub fn count(ranked: &mut [Ranked], scorer: &PassageScorer, strength: f64) -> tantivy::Result<Kindred> {
        if !says_much(scorer.plan) {
            return Ok(Kindred::default());
        }
        let mut kindred = Kindred { words: in_common(&ranked[..ranked.len().min(READ)], scorer)? };
        let addresses: Vec<DocAddress> = ranked.iter().map(|article| article.found.address).collect();
        let mut gains = vec![0.0; ranked.len()];
        kindred.gains(&addresses, scorer.searcher, |article, _, gain| gains[article] += gain)?;
        let best = ranked.iter().map(|article| article.parts.sum()).fold(0.0, f64::max);
        let most = gains.iter().copied().fold(0.0, f64::max);
        if most <= 0.0 {
            return Ok(Kindred::default());
        }
        let unit = strength * best / most;
        kindred.words.iter_mut().for_each(|word| word.weight *= unit);
        ranked.iter_mut().zip(gains).for_each(|(article, gain)| article.parts.kindred = rounded(unit * gain));
        Ok(kindred)
    }

    /// Calls `tell` with what each word gives to each of some articles: the number of the article among them, that of the word, and the gain.
    pub fn gains(
        &self,
        articles: &[DocAddress],
        searcher: &tantivy::Searcher,
        mut tell: impl FnMut(usize, usize, f64),
    ) -> tantivy::Result<()> {
        let scoring = EnableScoring::enabled_from_searcher(searcher);
        let query =
            |word: &KindredWord| TermQuery::new(word.term.clone(), IndexRecordOption::WithFreqs).weight(scoring);
        let queries = self.words.iter().map(query).collect::<tantivy::Result<Vec<_>>>()?;
        each_segment(articles.iter().copied(), searcher, |segment, of_segment| {
            for (word, query) in queries.iter().enumerate() {
                let mut scorer = query.scorer(segment, 1.0)?;
                for &(address, article) in of_segment {
                    if scorer.doc() <= address.doc_id && scorer.seek(address.doc_id) == address.doc_id {
                        tell(article, word, self.words[word].weight * f64::from(scorer.score()));
                    }
                }
            }
            Ok(())
        })
    }
}

/// Whether a query asks for any of many words.
fn says_much(plan: &Plan) -> bool {
    let is_any_of_many = |clause: &Clause| match clause {
        Clause::Or(parts) => parts.iter().filter(|part| matches!(part, Clause::Leaf(_))).count() >= MUCH,
        _ => false,
    };
    match &plan.root {
        Clause::And(parts) => parts.iter().any(is_any_of_many),
        root => is_any_of_many(root),
    }
}

/// The words that the best passages of articles have in common, those that tell most first. An article says the more the better it answers.
fn in_common(best: &[Ranked], scorer: &PassageScorer) -> tantivy::Result<Vec<KindredWord>> {
    let mut lexicon = Lexicon::default();
    let mut shared: FxHashMap<Box<str>, Shared> = FxHashMap::default();
    let whole: f64 = best.iter().map(|article| article.parts.sum()).sum();
    for article in best {
        let share = article.parts.sum() / whole;
        for (stem, Told { count, forms, .. }) in words(&[(&best_passage(article, scorer)?, 1)], &mut lexicon) {
            let word = shared.entry(stem).or_default();
            word.passages += 1;
            word.weight += share * presence(count, 1.0);
            forms.into_iter().for_each(|(form, count)| *word.forms.entry(form).or_default() += count);
        }
    }
    let all = scorer.searcher.num_docs();
    let mut kindred = Vec::new();
    for (stem, Shared { passages, weight, forms }) in shared.into_iter().filter(|(_, word)| word.passages >= LEAST) {
        let term = Term::from_field_text(scorer.fields.text, &stem);
        let articles = scorer.searcher.doc_freq(&term)?;
        if !is_common(articles, all) {
            kindred.push(KindredWord { word: commonest(forms).into(), passages, articles, term, weight });
        }
    }
    let telling = |word: &KindredWord| word.weight * idf(word.articles, all);
    kindred.sort_by(|a, b| telling(b).total_cmp(&telling(a)).then_with(|| a.term.cmp(&b.term)));
    kindred.truncate(MOST);
    Ok(kindred)
}

/// The text of an article's best passage.
fn best_passage(article: &Ranked, scorer: &PassageScorer) -> tantivy::Result<String> {
    let Some(passage) = article.best() else { return Ok(String::new()) };
    let body = stored_body(&scorer.searcher.doc(article.found.address)?, scorer.fields);
    let end = article.passages.get(passage.number + 1).map_or(body.len(), |next| next.start);
    Ok(body.get(passage.start..end).unwrap_or_default().to_string())
}
