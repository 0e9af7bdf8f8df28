//! Short forms of organisations and places within one article: acronyms with their definition, and the first words of a long name.
//! Knows the names of one article; people are elsewhere.

use rustc_hash::FxHashMap;

use super::names::{NameId, Names};
use super::reading::Reading;
use super::spans::Piece;
use super::words::Class;
use crate::annotate::ActorKind;
use crate::text::WordId;

/// How many long names with one first word are compared with a short one.
const MOST_ALIKE: usize = 8;

/// Joins acronyms with the names that they stand for: `United Nations High Commissioner for Refugees (UNHCR)`, `UNHCR, the United Nations …`, and an
/// acronym anywhere of which the article has exactly one name with these initials.
pub(super) fn join_acronyms(readings: &[Reading; 2], pieces: &[(Piece, NameId)], names: &mut Names) {
    for pair in pieces.windows(2) {
        let [(first, long), (second, short)] = [pair[0], pair[1]];
        if first.text != second.text || second.first != first.last && second.first != first.last + 1 {
            continue;
        }
        let reading = &readings[first.text];
        let between = reading.between(first.last - 1);
        let is_defined = second.first == first.last && between.contains('(')
            || between.starts_with(',') && (second.first == first.last || reading.folded(first.last) == "the");
        if is_defined && is_acronym_of(reading, second, first) {
            names.join(short, long);
        } else if is_defined && is_acronym_of(reading, first, second) {
            names.join(long, short);
        }
    }
    let mut by_initials: FxHashMap<String, Option<NameId>> = FxHashMap::default();
    let several = (0..names.len())
        .filter(|&name| names.words(name).len() > 2 && names.get(name).kind() == ActorKind::Organisation);
    for name in several {
        let shown = names.get(name).shown;
        let initials = initials(&readings[shown.text], shown);
        let root = names.root(name);
        by_initials
            .entry(initials)
            .and_modify(|known| *known = known.filter(|known| *known == root))
            .or_insert(Some(root));
    }
    if by_initials.is_empty() {
        return;
    }
    for name in 0..names.len() {
        let shown = names.get(name).shown;
        let reading = &readings[shown.text];
        let is_acronym =
            shown.last == shown.name() + 1 && reading.is_acronym(shown.name()) && names.get(name).known.is_none();
        if is_acronym && let Some(Some(long)) = by_initials.get(reading.folded(shown.name())) {
            names.join(name, *long);
        }
    }
}

/// The acronyms that stand beside the names that they stand for, with the kinds of these. The tagger may have left them.
pub(super) fn defined_acronyms(readings: &[Reading; 2], pieces: &[(Piece, NameId)]) -> Vec<(WordId, ActorKind)> {
    let mut defined = Vec::new();
    for &(long, _) in
        pieces.iter().filter(|(piece, _)| piece.last - piece.name() > 1 && piece.kind != ActorKind::Person)
    {
        let reading = &readings[long.text];
        let behind = Some(long.last).filter(|&at| at < reading.len() && reading.between(at - 1).ends_with('('));
        let the = long.first.checked_sub(1).filter(|&at| reading.folded(at) == "the");
        let before = the
            .unwrap_or(long.first)
            .checked_sub(1)
            .filter(|&at| reading.between(at).starts_with([',', ' ']) && reading.between(at).ends_with([' ', '(']));
        for at in [behind, before].into_iter().flatten() {
            let short = Piece { first: at, last: at + 1, titles: 0, ..long };
            if is_acronym_of(reading, short, long) {
                defined.push((reading.word(at), long.kind));
            }
        }
    }
    defined
}

/// The initials of a name's capitalised words.
fn initials(reading: &Reading, piece: Piece) -> String {
    let capitals = (piece.name()..piece.last).filter(|&at| reading.is_capital(at));
    capitals.filter_map(|at| reading.folded(at).chars().next()).collect()
}

/// Whether the letters of one piece are those with which words of the other begin, in their order. The first must begin it, and small words may be passed over.
fn is_acronym_of(reading: &Reading, short: Piece, long: Piece) -> bool {
    if short.last != short.name() + 1 || long.last - long.name() < 2 || !reading.is_acronym(short.name()) {
        return false;
    }
    let letters: Vec<char> = reading.folded(short.name()).chars().collect();
    let words: Vec<&str> = (long.name()..long.last).map(|at| reading.folded(at)).collect();
    letters.len() > 1 && letters.len() <= 3 * words.len() && spells(&letters, &words)
}

/// Whether `letters` can be had from beginnings of the words, most of which give one.
fn spells(letters: &[char], words: &[&str]) -> bool {
    let mut left = letters.iter().peekable();
    let mut given = 0;
    for word in words {
        let before = left.len();
        for c in word.chars() {
            if left.next_if(|letter| **letter == c).is_none() {
                break;
            }
        }
        given += usize::from(left.len() < before);
    }
    left.len() == 0 && given * 2 >= words.len()
}

/// Joins names with the only longer name of the article that begins with them: Goldman with Goldman Sachs, Toyota with Toyota Motor Corp. Known
/// names are their own; so are ordinary words, and those that would leave a name of another kind.
pub(super) fn join_beginnings(readings: &[Reading; 2], names: &mut Names) {
    let mut by_first: FxHashMap<WordId, Vec<NameId>> = FxHashMap::default();
    for name in 0..names.len() {
        if names.words(name).len() > 1 && names.get(name).kind() == ActorKind::Organisation {
            let longer = by_first.entry(names.words(name)[0]).or_default();
            if longer.len() < MOST_ALIKE {
                longer.push(name);
            }
        }
    }
    for name in 0..names.len() {
        let Some(longer) = by_first.get(&names.words(name)[0]) else { continue };
        if names.get(name).known.is_some() {
            continue;
        }
        let is_body = names.get(name).kind() == ActorKind::Organisation;
        let shown = names.get(name).shown;
        let reading = &readings[shown.text];
        let ordinary = Class::COMMON.or(Class::ORG).or(Class::DEMONYM).or(Class::GIVEN);
        if shown.last == shown.name() + 1 && reading.has(shown.name(), ordinary) {
            continue;
        }
        let words = names.words(name);
        let mut roots = longer.iter().filter(|&&long| {
            let others = names.words(long);
            others.len() > words.len()
                && others.starts_with(words)
                && (is_body || is_company(readings, names, long, words.len()))
        });
        let Some(&long) = roots.next() else { continue };
        if roots.all(|other| names.root(*other) == names.root(long)) {
            names.join(name, long);
        }
    }
}

/// Whether the words of a name from the one of this number on are what a company adds to its name.
fn is_company(readings: &[Reading; 2], names: &Names, name: NameId, from: usize) -> bool {
    let shown = names.get(name).shown;
    (shown.name() + from..shown.last).all(|at| readings[shown.text].has(at, Class::COMPANY.or(Class::ORG_TAIL)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_have_the_beginnings_of_words() {
        let spelled =
            |short: &str, long: &str| spells(&short.chars().collect::<Vec<_>>(), &long.split(' ').collect::<Vec<_>>());
        assert!(spelled("unhcr", "united nations high commissioner for refugees"));
        assert!(spelled("asean", "association of south east asian nations"));
        assert!(spelled("interpol", "international police"));
        assert!(!spelled("who", "world bank"));
        assert!(!spelled("hsa", "harbour"));
    }
}
