//! What was learned, as one run of bytes that is used as it lies: transitions, the words and names that are known from lists, and a table of rows
//! that features are looked up in. Knows neither texts nor what a feature means.

use super::label::{LABELS, Scores, Transitions, WIDTH};

/// Rows that share a place in the table, as long as a line of the processor's cache.
pub const BUCKET: usize = 4 * WIDTH;
/// Bytes of a word or name that is known from lists.
pub const ENTRY: usize = 8;
/// Groups of words that stand in like places.
pub const CLUSTERS: usize = 1024;

/// Bits at the beginning of a key by which entries are found.
const KEY_BITS: u32 = 14;

const TRANSITIONS: usize = LABELS * LABELS * 2;
const HEADER: usize = 8 + TRANSITIONS + CLUSTERS;

/// What is known of a word or name from lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Entry {
    /// The lists that it is in.
    pub lists: u16,
    /// The group of words that stand in like places; 0 for none.
    pub cluster: u16,
}

/// Bytes that begin where a line of the processor's cache does, so that no bucket lies in two.
#[repr(C, align(64))]
pub struct Aligned<T: ?Sized>(pub T);

/// The learned weights.
pub struct Weights {
    transitions: Transitions,
    coarse: &'static [u8],
    entries: &'static [[u8; ENTRY]],
    /// Where the entries begin whose keys begin with each number of [`KEY_BITS`] bits, and the end: keys are spread evenly, so few share one.
    starts: Vec<u32>,
    buckets: &'static [[u8; BUCKET]],
}

impl Weights {
    /// Weights as `bytes` have them.
    pub fn read(bytes: &'static [u8]) -> Option<Weights> {
        let number = |at: usize| bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
        let (entries, buckets) = (number(0)?, number(4)?);
        let (header, rest) = bytes.split_at_checked(HEADER)?;
        let (known, _) = rest.split_at_checked(entries * ENTRY)?;
        let rows = bytes.get((HEADER + entries * ENTRY).next_multiple_of(BUCKET)..)?;
        let signed = |from: usize, to: usize| {
            let at = 8 + 2 * (from * LABELS + to);
            i16::from_le_bytes([header[at], header[at + 1]])
        };
        let transitions = std::array::from_fn(|from| std::array::from_fn(|to| signed(from, to)));
        let buckets = rows.as_chunks().0.get(..buckets).filter(|b| !b.is_empty())?;
        let entries = known.as_chunks().0;
        Some(Weights { transitions, coarse: &header[8 + TRANSITIONS..], entries, starts: starts(entries), buckets })
    }

    /// The bytes of weights: `entries` by key, ascending; `rows` by feature with the most important first.
    pub fn write(
        transitions: &Transitions,
        coarse: &[u8; CLUSTERS],
        entries: &[(u32, Entry)],
        buckets: usize,
        rows: impl Iterator<Item = (u64, [i8; LABELS])>,
    ) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER + entries.len() * ENTRY + buckets * BUCKET);
        bytes.extend((entries.len() as u32).to_le_bytes());
        bytes.extend((buckets as u32).to_le_bytes());
        bytes.extend(transitions.iter().flatten().flat_map(|t| t.to_le_bytes()));
        bytes.extend(coarse);
        for (key, entry) in entries {
            bytes.extend(key.to_le_bytes());
            bytes.extend(entry.lists.to_le_bytes());
            bytes.extend(entry.cluster.to_le_bytes());
        }
        bytes.resize(bytes.len().next_multiple_of(BUCKET), 0);
        let mut table = vec![[0u8; BUCKET]; buckets];
        for (feature, row) in rows {
            let slots = table[place(feature, buckets)].as_chunks_mut::<WIDTH>().0;
            // What is full holds stronger rows: this one is not worth its place.
            if let Some(slot) = slots.iter_mut().find(|slot| slot[LABELS..] == [0; 3]) {
                for (byte, weight) in slot.iter_mut().zip(row) {
                    *byte = weight as u8;
                }
                slot[LABELS..].copy_from_slice(&check(feature).to_le_bytes()[1..]);
            }
        }
        bytes.extend(table.iter().flatten());
        bytes
    }

    /// What each label adds behind each other.
    pub fn transitions(&self) -> &Transitions {
        &self.transitions
    }

    /// Fetches the place of a feature, so that `add` need not wait for it. Returns something of what is there.
    #[inline]
    pub fn fetch(&self, feature: u64) -> u8 {
        self.buckets[place(feature, self.buckets.len())][0]
    }

    /// Adds the weights of a feature.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut Scores) {
        let check = check(feature);
        let rows = self.buckets[place(feature, self.buckets.len())].as_chunks::<WIDTH>().0;
        let mut found = &NOTHING;
        for row in rows {
            // Which row it is cannot be guessed, so nothing is skipped.
            let same = u32::from_le_bytes([row[12], row[13], row[14], row[15]]) & !0xff == check;
            found = if same { row } else { found };
        }
        // The check is added beyond the labels, where nobody looks.
        for (score, weight) in scores.iter_mut().zip(found) {
            *score = score.wrapping_add(i16::from(*weight as i8));
        }
    }

    /// What lists know of a word or name.
    pub fn entry(&self, key: u32) -> Option<Entry> {
        let near = (key >> (u32::BITS - KEY_BITS)) as usize;
        let near = &self.entries[self.starts[near] as usize..self.starts[near + 1] as usize];
        let entry = near.iter().find(|entry| entry_key(entry) == key)?;
        let short = |at: usize| u16::from_le_bytes([entry[at], entry[at + 1]]);
        Some(Entry { lists: short(4), cluster: short(6) })
    }

    /// The larger group that a group of words is in.
    pub fn coarse(&self, cluster: u16) -> u8 {
        self.coarse.get(usize::from(cluster)).copied().unwrap_or(0)
    }
}

fn entry_key(entry: &[u8; ENTRY]) -> u32 {
    u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]])
}

fn starts(entries: &[[u8; ENTRY]]) -> Vec<u32> {
    let mut starts = vec![0; (1 << KEY_BITS) + 1];
    for entry in entries {
        starts[(entry_key(entry) >> (u32::BITS - KEY_BITS)) as usize + 1] += 1;
    }
    let mut before = 0;
    for start in &mut starts {
        before += *start;
        *start = before;
    }
    starts
}

/// The row of features that say nothing.
static NOTHING: [u8; WIDTH] = [0; WIDTH];

/// Where the row of a feature is.
fn place(feature: u64, buckets: usize) -> usize {
    (((feature >> 32) * buckets as u64) >> 32) as usize
}

/// What tells the row from others at its place: never 0 in its upper three bytes.
fn check(feature: u64) -> u32 {
    (feature as u32 | 1) << 8
}

/// A feature from what it is about and two facts.
#[inline]
pub fn feature(about: u32, a: u32, b: u32) -> u64 {
    let mut mixed = (u64::from(a) << 32 | u64::from(b)) ^ u64::from(about).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    mixed = (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ mixed >> 32
}

/// The number of a word or part of one.
pub fn key(text: &str) -> u32 {
    let mut mixed = 0xcbf2_9ce4_8422_2325u64;
    for byte in text.bytes() {
        mixed = (mixed ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    mixed = (mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (mixed >> 32) as u32
}

/// The number of a name of several words, from the number of what is before its last word and that of the last.
#[inline]
pub fn longer(key: u32, word: u32) -> u32 {
    (feature(u32::MAX, key, word) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        let coarse = std::array::from_fn(|n| (n / 8) as u8);
        let transitions = std::array::from_fn(|from| std::array::from_fn(|to| (from as i16) * 100 - to as i16));
        let entries = [(3, Entry { lists: 5, cluster: 9 }), (70_000, Entry { lists: 0, cluster: 1000 })];
        let rows = (0..100u32).map(|n| (feature(1, n, 0), std::array::from_fn(|l| n as i8 - l as i8)));
        let bytes = Weights::write(&transitions, &coarse, &entries, 100, rows).leak();
        let weights = Weights::read(bytes).unwrap();
        assert_eq!(weights.transitions(), &transitions);
        assert_eq!(weights.entry(70_000), Some(entries[1].1));
        assert_eq!(weights.entry(4), None);
        assert_eq!(weights.coarse(17), 2);
        let mut scores = Scores::default();
        weights.add(feature(1, 40, 0), &mut scores);
        weights.add(feature(1, 50, 0), &mut scores);
        assert_eq!(scores[..3], [90, 88, 86]);
        weights.add(feature(2, 50, 0), &mut scores);
        assert_eq!(scores[..3], [90, 88, 86]);
        assert!(Weights::read(&bytes[..50]).is_none() && Weights::read(&bytes[..HEADER]).is_none());
    }
}
