//! What the words around a word say together: pairs of words, the run of capitals that it stands in, names of several words from lists.
//! Knows the words of one stretch, and nothing of the rest of the article.

use super::form::{Form, FormId, list};
use super::gap::Gap;
use super::weights::{Weights, feature, longer};
use crate::text::Shape;

/// A word in its stretch.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Its form.
    pub form: FormId,
    /// The number of its folded word.
    pub word: u32,
    /// The lists that it is in.
    pub lists: u16,
    /// Its group of words.
    pub cluster: u16,
    /// The larger group.
    pub coarse: u8,
    /// How it is written.
    pub shape: Shape,
    /// What stands before it.
    pub gap: Gap,
    /// Its part in a listed name of several words, with the lists; 0 for none.
    pub listed: u8,
    /// Its part in a name whose initials stand behind it in brackets, or in these; 0 for none.
    pub defined: u8,
    /// The first letters of its word.
    pub letters: [u8; 8],
    /// The article also has it in small letters.
    pub also_small: bool,
}

impl Place {
    /// A word of this form.
    pub fn new(id: FormId, form: &Form, gap: Gap, also_small: bool) -> Place {
        let (lists, cluster) = (form.entry.lists, form.entry.cluster);
        Place {
            form: id,
            word: form.word,
            lists,
            cluster,
            coarse: form.coarse,
            shape: form.shape,
            gap,
            listed: 0,
            defined: 0,
            letters: form.letters,
            also_small,
        }
    }

    /// True when the word goes on with the run of capitals before it.
    fn runs_on(&self) -> bool {
        self.shape.is_live() && matches!(self.gap, Gap::Space | Gap::Hyphen | Gap::Ampersand | Gap::Dot)
    }
}

/// Words around a stretch that its features ask for, on either side.
pub const AROUND: usize = 2;
/// Words of the longest listed name.
const LONGEST_LISTED: usize = 7;

/// Marks the words of listed names of several words; the longest from each word on.
pub fn mark_listed(places: &mut [Place], weights: &Weights) {
    let mut at = AROUND;
    let end = places.len().saturating_sub(AROUND);
    while at < end {
        let place = &places[at];
        let mut found = None;
        if place.lists & list::BEGINS != 0 && place.shape.is_live() {
            let mut key = place.word;
            for (n, next) in places[at + 1..end.min(at + LONGEST_LISTED)].iter().enumerate() {
                if !matches!(next.gap, Gap::Space | Gap::Hyphen | Gap::Ampersand | Gap::Dot | Gap::Possessive) {
                    break;
                }
                key = longer(key, next.word);
                if let Some(entry) = weights.entry(key) {
                    found = Some((at + 1 + n, entry.lists));
                }
            }
        }
        let Some((last, lists)) = found else {
            at += 1;
            continue;
        };
        let kinds = lists_of_name(lists) << 2;
        mark(&mut places[at..=last], |place, part| place.listed = kinds | part);
        at = last + 1;
    }
}

/// Marks names whose initials follow in brackets, and the initials: Control Yuan (CY).
pub fn mark_defined(places: &mut [Place]) {
    for at in AROUND + 1..places.len().saturating_sub(AROUND) {
        let place = &places[at];
        if place.gap != Gap::Opens || !matches!(place.shape, Shape::Capitals | Shape::LoudCapitals | Shape::Dotted) {
            continue;
        }
        let Some(first) = defined_by(&places[..at], &place.letters) else { continue };
        places[at].defined = 4;
        mark(&mut places[first..at], |place, part| place.defined = part);
    }
}

/// Calls `set` for each word of a name with its part: 1 for the first, 3 for the last, 2 between.
fn mark(name: &mut [Place], set: impl Fn(&mut Place, u8)) {
    let last = name.len() - 1;
    for (n, place) in name.iter_mut().enumerate() {
        set(place, if n == 0 { 1 } else { 2 + u8::from(n == last) });
    }
}

/// The first word of the name at the end of `places` that has these initials; small words may be left out of them.
fn defined_by(places: &[Place], initials: &[u8; 8]) -> Option<usize> {
    let mut left = initials.iter().position(|letter| *letter == 0).unwrap_or(initials.len());
    let mut at = places.len();
    while left > 0 && at > AROUND && places.len() - at < 2 * initials.len() {
        at -= 1;
        if places[at].letters[0] == initials[left - 1] {
            left -= 1;
        } else if places[at].shape != Shape::Small {
            return None;
        }
    }
    let first = places.get(at).filter(|place| left == 0 && place.shape.is_live());
    first.map(|_| at)
}

/// The lists that names of several words are in, as a small number.
fn lists_of_name(lists: u16) -> u8 {
    let bits = [list::GIVEN, list::TOWN, list::COUNTRY, list::BODY];
    bits.iter().enumerate().map(|(n, bit)| u8::from(lists & bit != 0) << n).sum()
}

/// The run of capitals around a word, within the stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Its first word.
    pub first: usize,
    /// Its last word.
    pub last: usize,
    /// The lists that any of its words is in.
    pub lists: u16,
}

/// The run that begins at `first`.
pub fn run_from(places: &[Place], first: usize) -> Run {
    let (mut last, mut lists) = (first, places[first].lists);
    if places[first].shape.is_live() {
        while last + 1 + AROUND < places.len() && places[last + 1].runs_on() {
            last += 1;
            lists |= places[last].lists;
        }
    }
    Run { first, last, lists }
}

/// How many features a context has.
pub const FEATURES: usize = 23;

/// The features of the word at `at` in its context. `run` is the run that it is in.
#[inline]
pub fn features(places: &[Place], at: usize, run: Run) -> [u64; FEATURES] {
    let (before, here, next) = (&places[at - 1], &places[at], &places[at + 1]);
    let small = |part: &Place| u32::from(part.coarse) | u32::from(part.shape as u8) << 8;
    let gaps = u32::from(here.gap as u8) | u32::from(next.gap as u8) << 4;
    let shapes = u32::from(before.shape as u8) | u32::from(here.shape as u8) << 4 | u32::from(next.shape as u8) << 8;
    let (from, to) = ((at - run.first).min(3) as u32, (run.last - at).min(3) as u32);
    let spot = from | to << 2;
    let (first, last) = (&places[run.first], &places[run.last]);
    let (ahead, behind) = (&places[run.first - 1], &places[run.last + 1]);
    let f = |about: u32, a: u32, b: u32| feature(1000 + about, a, b);
    [
        f(0, before.word, here.word),
        f(1, here.word, next.word),
        f(2, u32::from(before.cluster) << 16 | u32::from(here.cluster), gaps),
        f(3, u32::from(here.cluster) << 16 | u32::from(next.cluster), gaps),
        f(4, shapes, gaps),
        f(5, last.word, spot),
        f(6, first.word, spot),
        f(7, ahead.word, spot),
        f(8, behind.word, spot),
        f(9, u32::from(here.defined), u32::from(next.defined)),
        f(10, u32::from(here.listed), spot),
        f(11, u32::from(before.lists) | u32::from(here.lists) << 16, u32::from(here.gap as u8)),
        f(12, u32::from(here.lists) | u32::from(next.lists) << 16, u32::from(next.gap as u8)),
        f(13, u32::from(here.also_small), u32::from(here.gap as u8) | u32::from(here.shape as u8) << 4),
        f(14, small(before) | small(next) << 16, u32::from(here.coarse)),
        f(15, spot, shapes),
        f(16, here.word, gaps),
        f(17, u32::from(last.cluster), spot),
        f(18, u32::from(last.lists), spot),
        f(19, u32::from(behind.cluster), spot | u32::from(behind.gap as u8) << 4),
        f(20, u32::from(ahead.cluster), spot | u32::from(first.gap as u8) << 4),
        f(21, u32::from(ahead.coarse) | u32::from(behind.coarse) << 8, spot | shapes << 4),
        f(22, u32::from(run.lists), spot),
    ]
}
