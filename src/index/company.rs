//! The company that actors keep in an index: how often two stand in one article, and how alike the others are that stand with each.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED};

use super::actors::{COLUMNS, term};
use super::schema::{FacetColumn, Fields};
use crate::actors::Counted;
use crate::actors::variants::Evidence;

/// Articles that are looked at of each actor, spread over all that it has.
const LOOKED_AT: usize = 200;
/// Actors whose company is remembered.
const REMEMBERED: usize = 20_000;

/// What an index knows of the company of its keys.
pub struct Company<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    keys: &'a [Counted],
    remembered: RefCell<FxHashMap<u32, Rc<Profile>>>,
}

/// The other actors in the articles of one, by hash, with what each weighs; the whole has length one.
type Profile = FxHashMap<u64, f32>;

impl<'a> Company<'a> {
    /// The company of the keys, which are those of the index.
    pub fn new(searcher: &'a Searcher, fields: &'a Fields, keys: &'a [Counted]) -> Company<'a> {
        Company { searcher, fields, keys, remembered: RefCell::default() }
    }

    /// The articles of a key.
    fn articles(&self, number: u32) -> tantivy::Result<Vec<DocAddress>> {
        let key = &self.keys[number as usize].key;
        let mut articles = Vec::new();
        for (ord, segment) in (0..).zip(self.searcher.segment_readers()) {
            for column in COLUMNS {
                let term = term(self.fields.facet(column), key);
                let inverted = segment.inverted_index(term.field())?;
                let Some(mut documents) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
                while documents.doc() != TERMINATED {
                    if !segment.is_deleted(documents.doc()) {
                        articles.push(DocAddress::new(ord, documents.doc()));
                    }
                    documents.advance();
                }
            }
        }
        articles.sort_unstable();
        articles.dedup();
        Ok(articles)
    }

    fn profile(&self, number: u32) -> tantivy::Result<Rc<Profile>> {
        if let Some(profile) = self.remembered.borrow().get(&number) {
            return Ok(profile.clone());
        }
        let articles = self.articles(number)?;
        let step = articles.len().div_ceil(LOOKED_AT).max(1);
        let looked_at: Vec<DocAddress> = articles.into_iter().step_by(step).collect();
        let profile = Rc::new(self.others(&looked_at, number)?);
        let mut remembered = self.remembered.borrow_mut();
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(number, profile.clone());
        Ok(profile)
    }

    fn others(&self, articles: &[DocAddress], number: u32) -> tantivy::Result<Profile> {
        let own = self.keys[number as usize].key.path().join("\0");
        let mut counts: FxHashMap<u64, (f32, u32)> = FxHashMap::default();
        for of_segment in articles.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let segment = self.searcher.segment_reader(of_segment[0].segment_ord);
            let reader = segment.facet_reader(FacetColumn::Actor.name())?;
            let mut here: FxHashMap<u64, u32> = FxHashMap::default();
            for address in of_segment {
                reader.facet_ords(address.doc_id).for_each(|ord| *here.entry(ord).or_default() += 1);
            }
            let mut ords: Vec<u64> = here.keys().copied().collect();
            ords.sort_unstable();
            let inverted = segment.inverted_index(self.fields.facet(FacetColumn::Actor))?;
            let mut at = ords.iter();
            let mut failed = None;
            reader.facet_dict().sorted_ords_to_term_cb(&ords, |value| {
                let Some(&ord) = at.next() else { return };
                if value == own.as_bytes() {
                    return;
                }
                match inverted.terms().get(value) {
                    Ok(info) => {
                        let known = info.map_or(0, |info| info.doc_freq);
                        let count = counts.entry(hash(value)).or_default();
                        count.0 += here[&ord] as f32;
                        count.1 += known;
                    }
                    Err(error) => failed = Some(error),
                }
            })?;
            if let Some(error) = failed {
                return Err(error.into());
            }
        }
        Ok(weighed(counts, self.searcher.num_docs()))
    }
}

/// The counts as weights: what stands everywhere tells nothing.
fn weighed(counts: FxHashMap<u64, (f32, u32)>, articles: u64) -> Profile {
    let weight =
        |(times, known): (f32, u32)| (1.0 + times.ln()) * (articles as f32 / known.max(1) as f32).max(1.0).ln();
    let mut profile: Profile = counts.into_iter().map(|(other, count)| (other, weight(count))).collect();
    let length = profile.values().map(|weight| weight * weight).sum::<f32>().sqrt();
    profile.values_mut().for_each(|weight| *weight /= length.max(f32::MIN_POSITIVE));
    profile
}

fn hash(value: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

// What cannot be read is not known: the names alone decide then.
impl Evidence for Company<'_> {
    fn together(&self, first: u32, second: u32) -> Option<u32> {
        let (first, second) = (self.articles(first).ok()?, self.articles(second).ok()?);
        let (fewer, more) = if first.len() < second.len() { (first, second) } else { (second, first) };
        Some(fewer.iter().filter(|address| more.binary_search(address).is_ok()).count() as u32)
    }

    fn alike(&self, first: u32, second: u32) -> Option<f32> {
        let (first, second) = (self.profile(first).ok()?, self.profile(second).ok()?);
        let (fewer, more) = if first.len() < second.len() { (first, second) } else { (second, first) };
        Some(fewer.iter().filter_map(|(other, weight)| Some(weight * more.get(other)?)).sum())
    }
}
