//! What stands where in one text, and what of it is to be marked: phrases with gaps, things near each other, alternatives. Knows places as
//! token numbers only, no index and no words.
//!
//! Places are found from the parts to the whole. What is marked is found the other way: of each part only those places that a place of
//! the whole is made of.

use super::syntax::Nearness;

/// A place: from its first token to behind its last. Lists of them ascend and have none twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Extent {
    /// The first token.
    pub start: u32,
    /// Behind the last token.
    pub end: u32,
}

/// The places of something, and what they are made of.
#[derive(Debug, Default)]
pub struct Places {
    /// Its places.
    pub extents: Vec<Extent>,
    made: Made,
}

#[derive(Debug, Default)]
enum Made {
    /// Of nothing else: marked as one.
    #[default]
    Whole,
    /// Of a place of the left and one of the right, each marked by itself.
    Pairs { reach: Reach, sides: Box<[Places; 2]> },
    /// As before, but marked as one where the marks touch.
    Joined(Box<Places>),
    /// Of a place of any of them.
    Any(Vec<Places>),
}

/// Which places of two sides make one.
#[derive(Debug, Clone, Copy)]
enum Reach {
    Near(Nearness),
    /// The right side is a single word, and all reaches over so many tokens at most.
    Within(u32),
}

impl Places {
    /// Places that are marked as they are.
    pub fn whole(extents: Vec<Extent>) -> Places {
        Places { extents, made: Made::Whole }
    }

    /// Where two stand near each other.
    pub fn near(nearness: Nearness, sides: [Places; 2]) -> Places {
        Places::pairs(Reach::Near(nearness), sides)
    }

    /// Where single words follow each other with so many others between them, in all.
    pub fn sequence(mut parts: impl Iterator<Item = Places>, gap: u32, is_one: bool) -> Places {
        let mut found = parts.next().unwrap_or_default();
        for tokens in gap + 2.. {
            // Where the first of them do not follow each other, the others need not be read.
            if found.extents.is_empty() {
                return found;
            }
            let Some(part) = parts.next() else { break };
            found = Places::pairs(Reach::Within(tokens), [found, part]);
        }
        if is_one { Places::whole(found.extents) } else { Places::joined(found) }
    }

    /// Where any of them stands.
    pub fn any(parts: Vec<Places>) -> Places {
        let mut extents: Vec<Extent> = parts.iter().flat_map(|part| part.extents.iter().copied()).collect();
        ascending(&mut extents);
        Places { extents, made: Made::Any(parts) }
    }

    fn joined(found: Places) -> Places {
        Places { extents: found.extents.clone(), made: Made::Joined(Box::new(found)) }
    }

    fn pairs(reach: Reach, sides: [Places; 2]) -> Places {
        let mut extents = Vec::new();
        each_pair(reach, &sides, |left, right| extents.push(hull(left, right)));
        ascending(&mut extents);
        Places { extents, made: Made::Pairs { reach, sides: Box::new(sides) } }
    }

    /// How often it stands in the text, if no token may count twice.
    pub fn count(mut self) -> u32 {
        self.extents.sort_unstable_by_key(|extent| extent.end);
        let (mut count, mut free) = (0, 0);
        for extent in self.extents {
            if extent.start >= free {
                (count, free) = (count + 1, extent.end);
            }
        }
        count
    }

    /// What is marked, ascending; of several with one beginning the longest.
    pub fn marks(&self) -> Vec<Extent> {
        let mut marks = Vec::new();
        self.mark(&self.extents, &mut marks);
        marks.sort_unstable_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
        marks.dedup_by_key(|mark| mark.start);
        marks
    }

    /// Marks what those of its places that are `used` are made of.
    fn mark(&self, used: &[Extent], marks: &mut Vec<Extent>) {
        match &self.made {
            Made::Whole => marks.extend(used),
            Made::Joined(found) => {
                let mut words = Vec::new();
                found.mark(used, &mut words);
                ascending(&mut words);
                let touching = words.chunk_by(|before, word| before.end >= word.start);
                marks.extend(touching.map(|run| Extent { start: run[0].start, end: run[run.len() - 1].end }));
            }
            Made::Any(parts) => {
                for part in parts {
                    let is_used = |extent: &&Extent| used.binary_search(extent).is_ok();
                    let of_part: Vec<Extent> = part.extents.iter().filter(is_used).copied().collect();
                    part.mark(&of_part, marks);
                }
            }
            Made::Pairs { reach, sides } => {
                let mut of_sides = [Vec::new(), Vec::new()];
                each_pair(*reach, sides, |left, right| {
                    if used.binary_search(&hull(left, right)).is_ok() {
                        of_sides[0].push(left);
                        of_sides[1].push(right);
                    }
                });
                for (side, mut of_side) in sides.iter().zip(of_sides) {
                    ascending(&mut of_side);
                    side.mark(&of_side, marks);
                }
            }
        }
    }
}

fn ascending(extents: &mut Vec<Extent>) {
    if !extents.is_sorted_by(|one, other| one < other) {
        extents.sort_unstable();
        extents.dedup();
    }
}

fn hull(one: Extent, other: Extent) -> Extent {
    Extent { start: one.start.min(other.start), end: one.end.max(other.end) }
}

/// Calls `pair` with each place of the left side and each of the right that make one place.
fn each_pair(reach: Reach, sides: &[Places; 2], mut pair: impl FnMut(Extent, Extent)) {
    let [left, right] = [&sides[0].extents, &sides[1].extents];
    match reach {
        // The last word of the longest place begins one token before its end.
        Reach::Within(tokens) => each_behind(left, right, |first| first.start + tokens - 1, pair),
        Reach::Near(Nearness { ordered, distance }) => {
            each_behind(left, right, |first| first.end + distance, &mut pair);
            if !ordered {
                each_behind(right, left, |first| first.end + distance, |first, second| pair(second, first));
            }
        }
    }
}

/// Calls `pair` with each of the first and each of the others that begins behind it, at its token `last` or before.
fn each_behind(
    firsts: &[Extent],
    others: &[Extent],
    last: impl Fn(Extent) -> u32,
    mut pair: impl FnMut(Extent, Extent),
) {
    let mut from = 0;
    for &first in firsts {
        // One that lies in the one before it ends earlier.
        while from > 0 && others[from - 1].start >= first.end {
            from -= 1;
        }
        while others.get(from).is_some_and(|other| other.start < first.end) {
            from += 1;
        }
        let last = last(first);
        others[from..].iter().take_while(|other| other.start <= last).for_each(|&other| pair(first, other));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(starts: &[u32]) -> Places {
        Places::whole(starts.iter().map(|&start| Extent { start, end: start + 1 }).collect())
    }

    fn near(ordered: bool, distance: u32, left: Places, right: Places) -> Places {
        Places::near(Nearness { ordered, distance }, [left, right])
    }

    fn pairs(extents: &[Extent]) -> Vec<(u32, u32)> {
        extents.iter().map(|extent| (extent.start, extent.end)).collect()
    }

    #[test]
    fn sides_are_marked_where_they_have_a_partner() {
        let found = near(false, 2, words(&[0, 10, 20]), words(&[3, 9, 24]));
        assert_eq!(pairs(&found.extents), [(0, 4), (9, 11)]);
        assert_eq!(pairs(&found.marks()), [(0, 1), (3, 4), (9, 10), (10, 11)]);
        let found = near(true, 2, words(&[0, 10]), words(&[3, 9]));
        assert_eq!(pairs(&found.marks()), [(0, 1), (3, 4)]);
        assert!(near(false, 5, words(&[4]), words(&[4])).extents.is_empty());
    }

    #[test]
    fn a_group_reaches_from_its_first_word_to_its_last() {
        let inner = near(false, 3, words(&[0, 50]), words(&[3, 52]));
        let found = near(false, 1, inner, words(&[1, 5, 54]));
        // The word at 1 lies within the group, and is no partner.
        assert_eq!(pairs(&found.extents), [(0, 6), (50, 55)]);
        assert_eq!(found.marks().len(), 6);
        let found = near(false, 0, near(false, 3, words(&[0]), words(&[3])), words(&[1]));
        assert!(found.extents.is_empty());
    }

    #[test]
    fn a_loose_phrase_has_one_gap_in_all() {
        let loose = |gap| Places::sequence([words(&[0]), words(&[2, 3]), words(&[4, 5])].into_iter(), gap, false);
        assert!(loose(1).extents.is_empty());
        assert_eq!(pairs(&loose(2).extents), [(0, 5)]);
        assert_eq!(pairs(&loose(2).marks()), [(0, 1), (2, 5)]);
        assert_eq!(pairs(&Places::sequence([words(&[0, 7]), words(&[1])].into_iter(), 0, true).marks()), [(0, 2)]);
    }

    #[test]
    fn only_the_alternative_that_is_near_is_marked() {
        let either = Places::any(vec![words(&[0, 30]), words(&[2])]);
        let found = near(true, 0, either, words(&[3]));
        assert_eq!(pairs(&found.marks()), [(2, 3), (3, 4)]);
    }

    #[test]
    fn no_token_counts_twice() {
        assert_eq!(near(false, 10, words(&[0, 1, 2]), words(&[4])).count(), 1);
        assert_eq!(near(false, 1, words(&[0, 9]), words(&[1, 10])).count(), 2);
        assert_eq!(words(&[1, 2, 3]).count(), 3);
    }
}
