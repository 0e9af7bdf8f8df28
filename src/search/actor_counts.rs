//! How many articles name each actor: counts by actor, not by key, each article once, whether its text or its record names the actor or both.
//! Sees one article's keys at a time, and no text.

use rustc_hash::FxHashMap;
use tantivy::fastfield::FacetReader;
use tantivy::{DocId, SegmentReader};

use super::request::Evidence;
use crate::actors::{Key, Table};

/// The slot of what does not count.
const NOWHERE: u32 = u32::MAX;

/// The count over one segment. Each value of its columns has a slot; values that are one actor share theirs.
pub struct SegmentActors {
    columns: Vec<Column>,
    counts: Vec<u32>,
    /// The article that counted last in each slot; empty where no article can count twice in one.
    last: Vec<DocId>,
    /// The actors of those slots that are not called as their value is.
    renamed: FxHashMap<u32, Key>,
}

struct Column {
    reader: FacetReader,
    /// The slot of its first value, if each has its own.
    base: u32,
    /// The slots of its values otherwise.
    slots: Option<Vec<u32>>,
}

impl Column {
    fn slot(&self, ord: u64) -> u32 {
        self.slots.as_ref().map_or(self.base + ord as u32, |slots| slots[ord as usize])
    }
}

impl SegmentActors {
    /// Prepares to count the actors of a segment, on the evidence that is wanted.
    pub fn new(reader: &SegmentReader, evidence: Evidence, table: &Table) -> tantivy::Result<SegmentActors> {
        let readers = evidence.columns().iter().map(|column| reader.facet_reader(column.name()));
        let mut slots = Slots::new(readers.collect::<tantivy::Result<Vec<_>>>()?);
        slots.join_columns()?;
        for (key, actor) in table.changes() {
            slots.redirect(key, actor.as_ref())?;
        }
        Ok(slots.finish())
    }

    /// Counts an article.
    pub fn collect(&mut self, doc: DocId) {
        for column in &self.columns {
            for ord in column.reader.facet_ords(doc) {
                let slot = column.slot(ord);
                if slot == NOWHERE {
                    continue;
                }
                if let Some(last) = self.last.get_mut(slot as usize) {
                    if *last == doc {
                        continue;
                    }
                    *last = doc;
                }
                self.counts[slot as usize] += 1;
            }
        }
    }

    /// How many articles name each actor that occurred.
    pub fn harvest(self) -> tantivy::Result<FxHashMap<Key, u64>> {
        let SegmentActors { columns, counts, renamed, .. } = self;
        let mut actors: FxHashMap<Key, u64> = FxHashMap::default();
        let counted = |slot: u32| u64::from(counts[slot as usize]);
        for (&slot, actor) in renamed.iter().filter(|(slot, _)| counts[**slot as usize] > 0) {
            *actors.entry(actor.clone()).or_default() += counted(slot);
        }
        for column in &columns {
            let slots = column.base..column.base + column.reader.num_facets() as u32;
            let own: Vec<u32> =
                slots.filter(|slot| counts[*slot as usize] > 0 && !renamed.contains_key(slot)).collect();
            let ords: Vec<u64> = own.iter().map(|slot| u64::from(slot - column.base)).collect();
            let mut slots = own.iter();
            // All at once: one by one, each would unpack a block of values.
            column.reader.facet_dict().sorted_ords_to_term_cb(&ords, |value| {
                if let (Some(key), Some(&slot)) = (key(value), slots.next()) {
                    *actors.entry(key).or_default() += counted(slot);
                }
            })?;
        }
        Ok(actors)
    }
}

/// Tantivy separates the names of a facet's path by a zero byte.
fn key(value: &[u8]) -> Option<Key> {
    let value = std::str::from_utf8(value).ok()?;
    Key::from_path(&value.split('\0').collect::<Vec<_>>())
}

/// Slots while they are given out.
struct Slots {
    columns: Vec<Column>,
    /// The slots that actors have which are not called as the value of the slot.
    of_actor: FxHashMap<Key, u32>,
    renamed: FxHashMap<u32, Key>,
    total: u32,
}

impl Slots {
    fn new(readers: Vec<FacetReader>) -> Slots {
        let mut total = 0;
        let columns = readers.into_iter().map(|reader| {
            let base = total;
            total += reader.num_facets() as u32;
            Column { reader, base, slots: None }
        });
        let columns = columns.collect();
        Slots { columns, of_actor: FxHashMap::default(), renamed: FxHashMap::default(), total }
    }

    /// Values that stand in the first column too get the slots that they have there.
    fn join_columns(&mut self) -> tantivy::Result<()> {
        let Some((first, others)) = self.columns.split_first_mut() else { return Ok(()) };
        for column in others.iter_mut().filter(|column| column.reader.num_facets() > 0) {
            let mut slots = Vec::with_capacity(column.reader.num_facets());
            let mut values = column.reader.facet_dict().stream()?;
            while values.advance() {
                let there = first.reader.facet_dict().term_ord(values.key())?;
                slots.push(there.map_or(column.base + slots.len() as u32, |ord| first.base + ord as u32));
            }
            column.slots = Some(slots);
        }
        Ok(())
    }

    /// Lets the values of a key count for an actor, or for none.
    fn redirect(&mut self, key: &Key, actor: Option<&Key>) -> tantivy::Result<()> {
        for number in 0..self.columns.len() {
            let Some(ord) = self.ord(number, key)? else { continue };
            let slot = match actor {
                Some(actor) => self.slot_of(actor, number, ord)?,
                None => NOWHERE,
            };
            own_slots(&mut self.columns[number])[ord as usize] = slot;
        }
        Ok(())
    }

    fn ord(&self, column: usize, key: &Key) -> tantivy::Result<Option<u64>> {
        Ok(self.columns[column].reader.facet_dict().term_ord(key.path().join("\0"))?)
    }

    /// Where an actor counts: with the value that is called so, or else where the first of its other values is.
    fn slot_of(&mut self, actor: &Key, column: usize, ord: u64) -> tantivy::Result<u32> {
        if let Some(&slot) = self.of_actor.get(actor) {
            return Ok(slot);
        }
        let mut slot = None;
        for number in 0..self.columns.len() {
            slot = slot.or(self.ord(number, actor)?.map(|ord| self.columns[number].slot(ord)));
        }
        let slot = slot.unwrap_or_else(|| {
            let slot = self.columns[column].base + ord as u32;
            self.renamed.insert(slot, actor.clone());
            slot
        });
        self.of_actor.insert(actor.clone(), slot);
        Ok(slot)
    }

    fn finish(self) -> SegmentActors {
        let shared = self.columns.iter().any(|column| column.slots.is_some());
        let total = self.total as usize;
        SegmentActors {
            columns: self.columns,
            counts: vec![0; total],
            last: if shared { vec![DocId::MAX; total] } else { Vec::new() },
            renamed: self.renamed,
        }
    }
}

/// The slots of a column's values, which are their own at first.
fn own_slots(column: &mut Column) -> &mut Vec<u32> {
    let all = column.base..column.base + column.reader.num_facets() as u32;
    column.slots.get_or_insert_with(|| all.collect())
}
