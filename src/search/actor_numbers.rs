//! What the number of each key of an index counts as: the number of an actor. Knows names and numbers, and no article.

use rustc_hash::FxHashMap;

use super::numbered::NOWHERE;
use crate::actors::{Key, Table};
use crate::annotate::ActorKind;
use crate::index::{FacetColumn, NumberedValues};

/// The actors of an index by number: that of the key that is called as the actor, or one behind those of all keys where none is.
pub struct ActorNumbers {
    /// Of each key, the actor that it counts as.
    counts_as: Vec<u32>,
    /// Those who are called as no key is.
    others: Vec<Key>,
}

impl ActorNumbers {
    /// What the keys of an index count as.
    pub fn new(values: &NumberedValues, table: &Table) -> ActorNumbers {
        let mut numbers = ActorNumbers { counts_as: values.leaders().collect(), others: Vec::new() };
        let mut of_other: FxHashMap<&Key, u32> = FxHashMap::default();
        for (key, actor) in table.said() {
            let Some(number) = number_of(values, key) else { continue };
            numbers.counts_as[number as usize] = match actor {
                None => NOWHERE,
                Some(actor) => number_of(values, actor).unwrap_or_else(|| {
                    *of_other.entry(actor).or_insert_with(|| {
                        numbers.others.push(actor.clone());
                        (numbers.counts_as.len() + numbers.others.len() - 1) as u32
                    })
                }),
            };
        }
        numbers
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.counts_as.len() + self.others.len()
    }

    /// What each key counts as.
    pub fn counts_as(&self) -> &[u32] {
        &self.counts_as
    }

    /// The number of an actor.
    pub fn number(&self, actor: &Key, values: &NumberedValues) -> Option<u32> {
        let among_others = || self.others.iter().position(|other| other == actor);
        number_of(values, actor).or_else(|| among_others().map(|at| (self.counts_as.len() + at) as u32))
    }

    /// The kind and the name of the actor of a number.
    pub fn name<'a>(&'a self, number: u32, values: &'a NumberedValues) -> Option<(ActorKind, &'a str)> {
        if let Some(other) = (number as usize).checked_sub(self.counts_as.len()) {
            return self.others.get(other).map(|actor| (actor.kind, actor.name.as_str()));
        }
        let (kind, name) = values.value(FacetColumn::Actor, number).split_once('\0')?;
        Some((ActorKind::from_name(kind)?, name))
    }
}

fn number_of(values: &NumberedValues, key: &Key) -> Option<u32> {
    values.number(FacetColumn::Actor, &key.path().join("\0"))
}
