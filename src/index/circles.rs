//! The circles in which a name moves: groups of its articles that have no actor in common but the name itself. Two circles may be two people of
//! one name, which nothing else can tell.

use std::collections::BTreeMap;

use tantivy::Searcher;

use super::company::Company;
use super::directory::IndexDirectory;
use super::error::IndexError;
use super::numbering::list_of_keys;
use crate::actors::{Counted, Key};
use crate::annotate::ActorKind;

/// Articles that one of the circles must have to be told.
const FEWEST: usize = 3;
/// An actor in more than one of so many articles is common company, and joins no circle.
const COMMON: u64 = 20;
/// An index with fewer articles has no common company.
const SMALL: u64 = 200;
/// The company that is named with a circle.
const NAMED: usize = 3;

/// A person whose articles fall apart into circles: perhaps more than one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namesakes {
    /// The name, with its number of articles.
    pub name: Counted,
    /// Its circles, the largest first; two at least.
    pub circles: Vec<Circle>,
}

/// Articles that have company in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// How many articles were found in it; not more than a few hundred of a name are looked at.
    pub articles: usize,
    /// The commonest of the company, most articles first.
    pub with: Vec<Key>,
}

impl IndexDirectory {
    /// The people among `keys`, which are all of the index in their order, whose articles fall apart into circles; the most frequent first. Of those only that
    /// `wanted` says.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn namesakes(&self, keys: &[Counted], wanted: impl Fn(&Key) -> bool) -> Result<Vec<Namesakes>, IndexError> {
        let failed = |e| IndexError::engine(self.path(), e);
        let searcher = self.index().reader().map_err(failed)?.searcher();
        let list = list_of_keys(keys);
        let company = Company::new(&searcher, self.fields(), keys, &list);
        let mut found = Vec::new();
        for (number, counted) in (0..).zip(keys) {
            let enough = counted.articles as usize >= 2 * FEWEST;
            if counted.key.kind == ActorKind::Person && enough && wanted(&counted.key) {
                let circles = circles(&company, &searcher, keys, number).map_err(failed)?;
                if circles.len() > 1 {
                    found.push(Namesakes { name: counted.clone(), circles });
                }
            }
        }
        found.sort_by(|a, b| b.name.articles.cmp(&a.name.articles).then_with(|| a.name.key.cmp(&b.name.key)));
        Ok(found)
    }
}

/// The circles of a key that have articles enough.
fn circles(company: &Company, searcher: &Searcher, keys: &[Counted], number: u32) -> tantivy::Result<Vec<Circle>> {
    let is_common = |key: &u32| {
        let all = searcher.num_docs();
        all >= SMALL && u64::from(keys[*key as usize].articles) * COMMON > all
    };
    let mut articles = company.others_by_article(number)?;
    articles.iter_mut().for_each(|others| others.retain(|key| !is_common(key)));
    let mut circle_of: Vec<usize> = (0..articles.len()).collect();
    let mut met: BTreeMap<u32, usize> = BTreeMap::new();
    for (at, others) in articles.iter().enumerate() {
        for other in others {
            let first = *met.entry(*other).or_insert(at);
            let (one, other) = (root(&circle_of, first), root(&circle_of, at));
            circle_of[one.max(other)] = one.min(other);
        }
    }
    let mut of_root: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    (0..articles.len()).for_each(|at| of_root.entry(root(&circle_of, at)).or_default().push(at));
    let mut circles: Vec<Circle> = of_root
        .into_values()
        .filter(|circle| circle.len() >= FEWEST)
        .map(|circle| Circle { articles: circle.len(), with: commonest(&circle, &articles, keys) })
        .collect();
    circles.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.with.cmp(&b.with)));
    Ok(circles)
}

fn root(circle_of: &[usize], mut at: usize) -> usize {
    while circle_of[at] != at {
        at = circle_of[at];
    }
    at
}

fn commonest(circle: &[usize], articles: &[Vec<u32>], keys: &[Counted]) -> Vec<Key> {
    let mut times: BTreeMap<u32, usize> = BTreeMap::new();
    circle.iter().flat_map(|&at| &articles[at]).for_each(|&other| *times.entry(other).or_default() += 1);
    let mut ranked: Vec<(u32, usize)> = times.into_iter().collect();
    ranked.sort_by_key(|&(key, times)| (std::cmp::Reverse(times), keys[key as usize].articles, key));
    ranked.into_iter().take(NAMED).map(|(key, _)| keys[key as usize].key.clone()).collect()
}
