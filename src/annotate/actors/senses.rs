//! Which of several places of one name an article means: the one beside which it names most others. Knows known names by their numbers, and no text.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::gazetteer::Gazetteer;
use super::words::rows;

/// A place of several with one name.
struct Sense {
    entry: usize,
    beside: Vec<usize>,
}

/// The places that share a name, by the entry of the usual one, which is their first.
static SENSES: LazyLock<FxHashMap<usize, Vec<Sense>>> = LazyLock::new(|| {
    let gazetteer = Gazetteer::get();
    let mut senses: FxHashMap<usize, Vec<Sense>> = FxHashMap::default();
    for (name, usual, beside) in table() {
        let (Some(entry), Some(usual)) = (gazetteer.number(name), gazetteer.number(usual)) else { continue };
        let beside = beside.split('|').filter_map(|name| gazetteer.number(name)).collect();
        senses.entry(usual).or_default().push(Sense { entry, beside });
    }
    senses
});

/// The rows of the table: a place, the usual one of that name, and what is named beside it.
fn table() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    rows(TABLE).filter_map(|(name, rest)| rest.split_once('\t').map(|(usual, beside)| (name, usual, beside)))
}

/// The names that only this table has: those that say in brackets where the place is.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    table().map(|(name, ..)| name).filter(|name| name.contains('('))
}

const TABLE: &str = include_str!("senses.tsv");

/// True when another place has the name of this one.
pub(super) fn is_shared(entry: usize) -> bool {
    SENSES.contains_key(&entry)
}

/// Which place the name of `usual` means in an article that names all of `named`.
pub(super) fn meant(usual: usize, named: &FxHashSet<usize>) -> usize {
    let Some(senses) = SENSES.get(&usual) else { return usual };
    let votes = |sense: &Sense| {
        let itself = usize::from(sense.entry != usual && named.contains(&sense.entry));
        itself + sense.beside.iter().filter(|entry| named.contains(entry)).count()
    };
    let (mut best, mut most) = (usual, senses.iter().find(|sense| sense.entry == usual).map_or(0, votes));
    for sense in senses.iter().filter(|sense| sense.entry != usual) {
        let count = votes(sense);
        if count > most {
            (best, most) = (sense.entry, count);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_names_of_the_table_are_known() {
        for (name, usual, beside) in table() {
            for name in [name, usual].into_iter().chain(beside.split('|')) {
                let entry = Gazetteer::get().number(name);
                let entry = entry.map(|entry| Gazetteer::get().entry(entry).name);
                assert!(entry.is_some(), "{name} is not known");
            }
        }
    }

    #[test]
    fn the_place_with_most_neighbours_is_meant() {
        let number = |name: &str| Gazetteer::get().number(name).expect("a known name");
        let meant = |beside: &[&str]| {
            let named = beside.iter().map(|name| number(name)).collect();
            Gazetteer::get().entry(meant(number("Georgia"), &named)).name
        };
        assert_eq!(meant(&[]), "Georgia");
        assert_eq!(meant(&["Tbilisi", "Kabul"]), "Georgia");
        assert_eq!(meant(&["Atlanta"]), "Georgia (U.S. state)");
        assert_eq!(meant(&["Atlanta", "Tbilisi"]), "Georgia");
    }
}
