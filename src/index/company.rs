//! The company that actors keep in an index: how often two stand in one article, and how alike the others are that stand with each.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use tantivy::fastfield::FacetReader;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher, SegmentOrdinal, TERMINATED};

use super::actors::{COLUMNS, term};
use super::numbering::numbers;
use super::schema::{FacetColumn, Fields};
use super::values::ValueList;
use crate::actors::Counted;
use crate::actors::variants::Evidence;

/// Articles that are looked at of each actor.
const LOOKED_AT: usize = 200;
/// Actors whose company is remembered.
const REMEMBERED: usize = 20_000;

/// What an index knows of the company of its keys.
pub struct Company<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    keys: &'a [Counted],
    list: &'a ValueList,
    segments: Vec<OnceCell<Numbered>>,
    remembered: RefCell<FxHashMap<u32, Rc<Profile>>>,
}

/// A segment's column, and the number of the key that each of its values is.
struct Numbered {
    column: FacetReader,
    keys: Vec<Option<u32>>,
}

/// The other actors in the articles of one, by the numbers of their keys in ascending order, with what each weighs; the whole has length one.
type Profile = Vec<(u32, f32)>;

impl<'a> Company<'a> {
    /// The company of the keys, which are all of the index in their order, and on a list.
    pub fn new(searcher: &'a Searcher, fields: &'a Fields, keys: &'a [Counted], list: &'a ValueList) -> Company<'a> {
        let segments = searcher.segment_readers().iter().map(|_| OnceCell::new()).collect();
        Company { searcher, fields, keys, list, segments, remembered: RefCell::default() }
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
        let mut times: BTreeMap<u32, u32> = BTreeMap::new();
        self.others_by_article(number)?.into_iter().flatten().for_each(|other| *times.entry(other).or_default() += 1);
        let profile = Rc::new(self.weighed(&times));
        let mut remembered = self.remembered.borrow_mut();
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(number, profile.clone());
        Ok(profile)
    }

    /// The articles of a key that are looked at: those with the lowest ids, which are the same however the articles came in.
    fn looked_at(&self, number: u32) -> tantivy::Result<Vec<DocAddress>> {
        let articles = self.articles(number)?;
        if articles.len() <= LOOKED_AT {
            return Ok(articles);
        }
        let mut by_id = Vec::with_capacity(articles.len());
        for of_segment in articles.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let ids = self.searcher.segment_reader(of_segment[0].segment_ord).fast_fields().u64("id")?;
            by_id.extend(of_segment.iter().map(|&address| (ids.first(address.doc_id), address)));
        }
        by_id.sort_unstable();
        let mut looked_at: Vec<DocAddress> = by_id.into_iter().take(LOOKED_AT).map(|(_, address)| address).collect();
        looked_at.sort_unstable();
        Ok(looked_at)
    }

    /// The other actors of each article of a key that is looked at, each once.
    pub fn others_by_article(&self, number: u32) -> tantivy::Result<Vec<Vec<u32>>> {
        let articles = self.looked_at(number)?;
        let mut others = Vec::with_capacity(articles.len());
        for of_segment in articles.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let Numbered { column, keys } = self.numbered(of_segment[0].segment_ord)?;
            others.extend(of_segment.iter().map(|address| {
                let keys = column.facet_ords(address.doc_id).filter_map(|ord| keys[ord as usize]);
                keys.filter(|&key| key != number).collect::<Vec<u32>>()
            }));
        }
        Ok(others)
    }

    /// The column of a segment and which keys its values are.
    fn numbered(&self, segment: SegmentOrdinal) -> tantivy::Result<&Numbered> {
        let numbered = &self.segments[segment as usize];
        if let Some(numbered) = numbered.get() {
            return Ok(numbered);
        }
        let reader = self.searcher.segment_reader(segment);
        let keys = numbers(reader, FacetColumn::Actor, self.list)?;
        let column = reader.facet_reader(FacetColumn::Actor.name())?;
        Ok(numbered.get_or_init(|| Numbered { column, keys }))
    }

    /// The counts as weights: what stands everywhere tells nothing.
    fn weighed(&self, counts: &BTreeMap<u32, u32>) -> Profile {
        let articles = self.searcher.num_docs() as f32;
        let rarity = |key: u32| (articles / self.keys[key as usize].articles.max(1) as f32).max(1.0).ln();
        let mut profile: Profile =
            counts.iter().map(|(&key, &times)| (key, (1.0 + (times as f32).ln()) * rarity(key))).collect();
        let length = profile.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        profile.iter_mut().for_each(|(_, weight)| *weight /= length);
        profile
    }
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
        let weight = |key: u32| second.binary_search_by_key(&key, |(key, _)| *key).map_or(0.0, |at| second[at].1);
        Some(first.iter().map(|&(key, own)| own * weight(key)).sum())
    }
}
