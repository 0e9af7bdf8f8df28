//! Names that are a part of others: surnames alone, and the first letters of organisations. They are joined only where practically nobody else can be meant.
//! Knows what has been joined so far.

use rustc_hash::FxHashMap;

use super::grouping::{ALIKE, Grouping};
use super::likeness::Reason;
use super::tables::Marks;
use super::thing::{TELLING_ACRONYM, initials, is_acronym};
use crate::annotate::ActorKind;

/// Of a hundred articles with somebody of the surname, so many must have the one who is meant.
const NEARLY_ALL: u64 = 95;
/// In so many articles must the full name stand.
const ENOUGH: u64 = 5;
/// A surname that is alone so much more often than in full is somebody else's.
const TOO_OFTEN: u64 = 4;
/// Who has at least one in so many of the articles is suggested.
const LIKELY: u64 = 4;
/// To so many long forms a short one is suggested.
const MOST_MEANT: usize = 3;

/// Joins or suggests surnames that stand alone.
pub(super) fn surnames(grouping: &mut Grouping) {
    let single: Vec<u32> = (0..grouping.len()).filter(|&name| stands_alone(grouping, name)).collect();
    let mut bearers: FxHashMap<u64, Vec<(u32, u64)>> =
        single.iter().map(|&name| (grouping.forms.form(name).whole, Vec::new())).collect();
    for name in (0..grouping.len()).filter(|&name| grouping.forms.form(name).kind == ActorKind::Person) {
        let parts = grouping.forms.parts(name);
        let (&[first, .., last], root) = (parts, grouping.clusters.root(name)) else { continue };
        let articles = u64::from(grouping.name(name).articles);
        for part in [last, first] {
            if let Some(bearers) = bearers.get_mut(&grouping.forms.word(part).whole) {
                match bearers.iter_mut().rev().take(MOST_MEANT * 2).find(|(bearer, _)| *bearer == root) {
                    Some((_, sum)) => *sum += articles,
                    None => bearers.push((root, articles)),
                }
            }
        }
    }
    bearers
        .values_mut()
        .for_each(|bearers| bearers.sort_unstable_by_key(|&(root, articles)| (std::cmp::Reverse(articles), root)));
    for name in single {
        let Some(meant) = bearers.get(&grouping.forms.form(name).whole).filter(|meant| !meant.is_empty()) else {
            continue;
        };
        let (person, articles) = meant[0];
        let all: u64 = meant.iter().map(|(_, articles)| articles).sum();
        if articles * 100 >= all * NEARLY_ALL && articles >= ENOUGH && may_mean(grouping, name, person, articles) {
            grouping.join(person, name, Reason::Part);
        } else {
            let likely = meant.iter().take(MOST_MEANT).filter(|(_, articles)| articles * LIKELY >= all);
            likely.for_each(|&(person, _)| grouping.suggest(person, name, Reason::Part));
        }
    }
}

/// A person's name of one word, or of a particle and a word.
fn stands_alone(grouping: &Grouping, name: u32) -> bool {
    let form = grouping.forms.form(name);
    form.kind == ActorKind::Person && form.generation.is_none() && grouping.forms.parts(name).len() == 1
}

/// Whether the word is a surname that tells people apart, and the person's name ends in it.
fn may_mean(grouping: &Grouping, name: u32, person: u32, articles: u64) -> bool {
    let word = grouping.forms.word(grouping.forms.parts(name)[0]);
    let telling = !word.known.marks.has(Marks::COMMON)
        && !word.known.marks.has(Marks::EAST)
        && word.known.familiar[0] == 0
        && word.known.formal == 0;
    let ends_in_it = grouping
        .forms
        .parts(person)
        .last()
        .is_some_and(|&last| grouping.forms.word(last).spelling() == word.spelling());
    telling && ends_in_it && word.text.len() > 3 && u64::from(grouping.name(name).articles) <= articles * TOO_OFTEN
}

/// Joins or suggests acronyms with the names whose first letters they are.
pub(super) fn acronyms(grouping: &mut Grouping) {
    let short: Vec<u32> = (0..grouping.len()).filter(|&name| is_acronym(&grouping.forms, name)).collect();
    let word = |grouping: &Grouping, name: u32| grouping.forms.word(grouping.forms.parts(name)[0]).text.to_string();
    let mut meant: FxHashMap<String, Vec<u32>> = short.iter().map(|&name| (word(grouping, name), Vec::new())).collect();
    for name in (0..grouping.len()).filter(|&name| grouping.forms.form(name).kind == ActorKind::Organisation) {
        for compounds in [false, true] {
            let letters = initials(&grouping.forms, grouping.forms.parts(name), compounds);
            let root = grouping.clusters.root(name);
            if let Some(meant) =
                meant.get_mut(&letters).filter(|meant| meant.len() <= MOST_MEANT && !meant.contains(&root))
            {
                meant.push(root);
            }
        }
    }
    for name in short {
        let Some(meant) = meant.get(&word(grouping, name)) else { continue };
        for &long in meant {
            // Three letters are the acronym of many names: company has to tell.
            let telling = word(grouping, name).len() >= TELLING_ACRONYM
                || grouping.alike(long, name).is_some_and(|alike| alike >= ALIKE);
            if meant.len() == 1 && telling && !grouping.name(name).known {
                grouping.join(long, name, Reason::Acronym);
            } else {
                grouping.suggest(long, name, Reason::Acronym);
            }
        }
    }
}
