//! Which names are worth comparing: those that share a key, such as the sounds of given name and surname. Never all pairs: in a block of many names each is
//! compared with the most frequent ones and its neighbour, so that the work grows with the names alone. Knows names taken apart, in the order of their rank.

use super::forms::{Forms, Part};
use super::person::chinese;
use super::tables::{Marks, Rows};
use super::words::{FIRST, hash, sounds_that_count};
use crate::annotate::ActorKind;

/// With how many of the most frequent names of its block a name is compared.
const HEADS: usize = 6;

/// What a key is made of.
#[derive(Clone, Copy)]
enum Key {
    /// All words, however they are spaced.
    Whole,
    /// All words in any order.
    Bag,
    /// Given name and surname.
    Ends,
    /// The first letter and the surname.
    Initial,
    /// A row of a table of given names, and the surname.
    Familiar,
    /// The same for the table of forms.
    Form,
}

/// Pairs of names that are to be compared, the more frequent first, in order and each once.
pub(super) fn candidates(forms: &Forms, names: u32) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    let mut keys: Vec<(u64, u32)> = Vec::new();
    for kind in [ActorKind::Person, ActorKind::Organisation, ActorKind::Place] {
        for name in (0..names).filter(|&name| forms.form(name).kind == kind) {
            let key = |key: Key, value: u64| ((value ^ (key as u64 + 1)).wrapping_mul(0x9e37_79b9_7f4a_7c15), name);
            keys.push(key(Key::Whole, forms.form(name).whole));
            match kind {
                ActorKind::Person => person(forms, name, &mut |sort, value| keys.push(key(sort, value))),
                _ => thing(forms, name, &mut |sort, value| keys.push(key(sort, value))),
            }
        }
        pair_up(&mut keys, &mut pairs);
        keys.clear();
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn pair_up(keys: &mut [(u64, u32)], pairs: &mut Vec<(u32, u32)>) {
    keys.sort_unstable();
    for block in keys.chunk_by(|one, other| one.0 == other.0) {
        for (at, &(_, name)) in block.iter().enumerate().skip(1) {
            let heads = block[..at.min(HEADS)].iter();
            let neighbour = block[at.min(HEADS)..at].last();
            pairs.extend(heads.chain(neighbour).map(|&(_, other)| (other, name)).filter(|(other, name)| other != name));
        }
    }
}

fn person(forms: &Forms, name: u32, emit: &mut impl FnMut(Key, u64)) {
    let parts = forms.parts(name);
    let Some(&last) = parts.last() else { return };
    if (2..=3).contains(&parts.len()) && forms.word(parts[0]).known.marks.has(Marks::EAST) {
        emit(Key::Whole, hash(!FIRST, &chinese(forms, parts)));
    }
    for (at, sound) in sounds(forms, name) {
        let of = |part: Part| forms.word(part).sounds[at];
        // The order of words changes, the sum of their sounds does not.
        emit(Key::Bag, parts.iter().fold(0, |sum: u64, &part| sum.wrapping_add(of(part))) ^ sound);
        if parts.len() < 2 {
            continue;
        }
        let given = forms.word(parts[0]);
        let both = |given: u64, surname: u64| given.rotate_left(17).wrapping_add(surname) ^ sound;
        emit(Key::Initial, both(given.initial() as u64, of(last)));
        if parts[0].initial {
            continue;
        }
        parts[1..].iter().for_each(|&part| emit(Key::Ends, both(of(parts[0]), of(part))));
        if parts.len() > 2 {
            emit(Key::Ends, both(of(parts[1]), of(last)));
        }
        let rows = |rows: Rows| rows.into_iter().filter(|row| *row != 0).map(u64::from);
        rows(given.known.familiar)
            .chain(rows([given.known.formal, 0, 0, 0]))
            .for_each(|row| emit(Key::Familiar, both(row, of(last))));
        rows(given.known.forms).for_each(|row| emit(Key::Form, both(row, of(last))));
    }
}

fn thing(forms: &Forms, name: u32, emit: &mut impl FnMut(Key, u64)) {
    let parts = forms.parts(name);
    for (at, sound) in sounds(forms, name) {
        let in_turn = parts
            .iter()
            .fold(FIRST, |state: u64, &part| state.rotate_left(9).wrapping_add(forms.word(part).sounds[at]));
        emit(Key::Ends, in_turn ^ sound);
    }
    if parts.len() > 1 {
        let bag = super::thing::bag(forms, parts);
        emit(Key::Bag, bag.iter().fold(FIRST, |state, word| hash(state, word)));
    }
    // A word that is left out at one end: `Alibaba Group`, `Kabul City`, `Province of Idlib`.
    let generic = |part: &&Part| super::thing::may_be_left_out(forms.word(**part), forms.form(name).kind);
    let front = parts.iter().take_while(generic).count();
    let back = parts.iter().rev().take_while(generic).count();
    if front + back < parts.len() {
        let core = &parts[front..parts.len() - back];
        emit(Key::Familiar, core.iter().fold(FIRST, |state, &part| hash(state, forms.word(part).spelling())));
    }
}

/// The ways in which a name's words sound, with a number to keep them apart.
fn sounds(forms: &Forms, name: u32) -> impl Iterator<Item = (usize, u64)> {
    let form = forms.form(name);
    sounds_that_count(form.kind, form.family).map(|at| (at, at as u64))
}
