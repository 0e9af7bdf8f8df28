//! Names judged together: first what is surely one, then what is one if the index has nobody else, then short forms. What stays open is suggested.
//! Knows names taken apart and what is told of their company.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::blocks::candidates;
use super::clusters::Clusters;
use super::compared;
use super::forms::Forms;
use super::likeness::{Evidence, Groups, Likeness, Named, Reason, Suggestion};
use super::person::People;
use super::short_forms;
use super::thing::Things;
use crate::annotate::ActorKind;

/// With more names that could be meant, none is.
const MOST_RIVALS: usize = 16;
/// How many suggestions a rarer name may be part of.
const MOST_SUGGESTIONS: usize = 3;
/// One who could also be meant, but is so many times rarer, is not.
const RARE: u64 = 10;
/// From so many articles on, the company of a name says something.
const SEVERAL: u32 = 3;
/// Company that is less alike is that of different people.
const UNLIKE: f32 = 0.02;
/// Company that hardly has anybody in common.
const HARDLY_ALIKE: f32 = 0.005;
/// Company that has somebody in common.
const RATHER_ALIKE: f32 = 0.05;
/// Company that is more alike is that of one person.
pub(super) const ALIKE: f32 = 0.2;

/// The names of an index by rank, the most frequent first, while they are judged.
pub(super) struct Grouping<'a> {
    names: &'a [Named<'a>],
    evidence: &'a dyn Evidence,
    /// The names taken apart.
    pub forms: Forms,
    /// The number of each name in the index.
    rank: Vec<u32>,
    /// What has been joined.
    pub clusters: Clusters,
    open: Vec<(u32, u32, Reason)>,
}

impl<'a> Grouping<'a> {
    /// Nothing is joined.
    pub fn new(names: &'a [Named<'a>], evidence: &'a dyn Evidence) -> Grouping<'a> {
        let rank = ranked(names);
        let in_order: Vec<_> =
            rank.iter().map(|&number| (names[number as usize].kind, names[number as usize].name)).collect();
        let forms = Forms::of(&in_order);
        let clusters = Clusters::new(rank.iter().map(|&number| names[number as usize].articles));
        Grouping { names, evidence, forms, rank, clusters, open: Vec::new() }
    }

    /// Judges all.
    pub fn judge(mut self) -> Groups {
        let mut lone = Vec::new();
        let mut initials = Vec::new();
        for (first, second) in candidates(&self.forms, self.names.len() as u32) {
            match compared(&self.forms, first, second) {
                // The tables tell them apart.
                _ if self.both_known(first, second) => {}
                Likeness::Same(reason @ (Reason::Spelling | Reason::Order)) => {
                    self.join(first, second, reason);
                }
                Likeness::Same(reason) => lone.push((first, second, reason, true)),
                Likeness::Perhaps(
                    reason @ (Reason::MiddleName | Reason::Nickname | Reason::SecondSurname | Reason::LegalForm),
                ) => {
                    lone.push((first, second, reason, false));
                }
                Likeness::Perhaps(Reason::Initial) => initials.push((first, second)),
                // Short forms are judged when all long ones are.
                Likeness::Perhaps(Reason::Part) if self.has_single_word(first, second) => {}
                Likeness::Perhaps(reason) => self.open.push((first, second, reason)),
                Likeness::Different => {}
            }
        }
        self.if_nobody_else(&lone);
        self.initials(&initials);
        short_forms::surnames(&mut self);
        short_forms::acronyms(&mut self);
        self.other_kinds();
        self.groups()
    }

    /// The name with a rank.
    pub fn name(&self, rank: u32) -> &'a Named<'a> {
        &self.names[self.rank[rank as usize] as usize]
    }

    /// How many names there are.
    pub fn len(&self) -> u32 {
        self.names.len() as u32
    }

    /// Leaves a pair to whom it may concern.
    pub fn suggest(&mut self, first: u32, second: u32, reason: Reason) {
        self.open.push((first, second, reason));
    }

    /// Joins two names, unless something speaks against it; then they are suggested.
    pub fn join(&mut self, first: u32, second: u32, reason: Reason) {
        if self.clusters.root(first) == self.clusters.root(second) {
            return;
        }
        let opposed = self.is_opposed(first, second, reason);
        let (forms, names, rank) = (&self.forms, self.names, &self.rank);
        let known = |at: u32| names[rank[at as usize] as usize].known;
        let clash = |one: u32, other: u32| known(one) && known(other) || clash(forms, one, other);
        if opposed || !self.clusters.join(first, second, clash) {
            self.suggest(first, second, reason);
        }
    }

    /// The company of two names, if it is known.
    pub fn alike(&self, first: u32, second: u32) -> Option<f32> {
        self.evidence.alike(self.rank[first as usize], self.rank[second as usize])
    }

    /// Whether the articles say that the two are not one: they stand in one article as two, or in different company.
    pub fn is_opposed(&self, first: u32, second: u32, reason: Reason) -> bool {
        let (one, other) = (self.name(first), self.name(second));
        let fewer = one.articles.min(other.articles);
        let person = one.kind == ActorKind::Person;
        // Companies are named in full first and in short then; people who are two names in an article are two.
        let together =
            if person { self.evidence.together(self.rank[first as usize], self.rank[second as usize]) } else { None };
        let together = together.unwrap_or(0);
        let unlike = |least: f32| self.alike(first, second).is_some_and(|alike| alike < least);
        match reason {
            Reason::Spelling | Reason::Order => {
                together >= 2 && together * 3 >= fewer || person && fewer >= SEVERAL && unlike(HARDLY_ALIKE)
            }
            // The single word of ICO Inc may be that of another.
            Reason::LegalForm if self.forms.parts(first).len() == 1 => unlike(HARDLY_ALIKE),
            Reason::LegalForm => fewer >= SEVERAL && unlike(UNLIKE),
            Reason::Acronym => unlike(HARDLY_ALIKE),
            Reason::Part => together * 4 >= fewer.max(1) || unlike(RATHER_ALIKE),
            _ => together * 4 >= fewer.max(1) || unlike(UNLIKE),
        }
    }

    fn both_known(&self, first: u32, second: u32) -> bool {
        self.name(first).known && self.name(second).known
    }

    fn has_single_word(&self, first: u32, second: u32) -> bool {
        self.forms.parts(first).len() == 1 || self.forms.parts(second).len() == 1
    }

    /// Joins what is one if the index has nobody else whom either could be.
    fn if_nobody_else(&mut self, pairs: &[(u32, u32, Reason, bool)]) {
        let mut rivals: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for &(first, second, ..) in pairs {
            let (one, other) = (self.clusters.root(first), self.clusters.root(second));
            for (one, other) in [(one, other), (other, one)] {
                let known = rivals.entry(one).or_default();
                if known.len() <= MOST_RIVALS && !known.contains(&other) {
                    known.push(other);
                }
            }
        }
        let alone = |grouping: &Grouping, one: u32, other: u32| {
            let rivals = &rivals[&one];
            let clashes = |rival: &u32| {
                let rare = grouping.clusters.articles(*rival) * RARE <= grouping.clusters.articles(other);
                *rival != other
                    && !rare
                    && (grouping.both_known(*rival, other) || clash(&grouping.forms, *rival, other))
            };
            rivals.len() <= MOST_RIVALS && !rivals.iter().any(clashes)
        };
        let judged: Vec<bool> = pairs
            .iter()
            .map(|&(first, second, _, same)| {
                let (one, other) = (self.clusters.root(first), self.clusters.root(second));
                same && (one == other || alone(self, one, other) && alone(self, other, one))
            })
            .collect();
        for (&(first, second, reason, _), safe) in pairs.iter().zip(judged) {
            if safe { self.join(first, second, reason) } else { self.suggest(first, second, reason) }
        }
    }

    /// Joins `J. Smith` with the only Smith whose name begins so, if their company is alike.
    fn initials(&mut self, pairs: &[(u32, u32)]) {
        let mut meant: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for &(first, second) in pairs {
            let (short, long) = if self.has_initial(first) { (first, second) } else { (second, first) };
            let long = self.clusters.root(long);
            let known = meant.entry(short).or_default();
            if !known.contains(&long) {
                known.push(long);
            }
        }
        let mut meant: Vec<(u32, Vec<u32>)> = meant.into_iter().collect();
        meant.sort_unstable();
        for (short, long) in meant {
            let only = long.len() == 1 && self.alike(short, long[0]).is_some_and(|alike| alike >= ALIKE);
            for long in long {
                if only { self.join(long, short, Reason::Initial) } else { self.suggest(long, short, Reason::Initial) }
            }
        }
    }

    /// The given name of a person's name is an initial.
    fn has_initial(&self, name: u32) -> bool {
        self.forms.parts(name).first().is_some_and(|part| part.initial)
    }

    /// Suggests the same name as another kind of actor, where one of them is rare.
    fn other_kinds(&mut self) {
        let mut first_of: FxHashMap<&str, u32> = FxHashMap::default();
        let mut found = Vec::new();
        for rank in 0..self.len() {
            let name = self.name(rank);
            let common = *first_of.entry(name.name).or_insert(rank);
            let more = self.name(common);
            if more.kind != name.kind && !name.known && u64::from(name.articles) * 5 <= u64::from(more.articles) {
                found.push((common, rank, Reason::OtherKind));
            }
        }
        self.open.extend(found);
    }

    fn groups(mut self) -> Groups {
        let leaders: Vec<u32> = (0..self.len()).map(|rank| self.leader(rank)).collect();
        let mut leader = vec![0; self.names.len()];
        for (rank, &number) in self.rank.iter().enumerate() {
            leader[number as usize] = self.rank[leaders[self.clusters.root(rank as u32) as usize] as usize];
        }
        let mut open = std::mem::take(&mut self.open);
        for (first, second, _) in &mut open {
            let (one, other) = (self.clusters.root(*first), self.clusters.root(*second));
            let frequency = |root: u32| (Reverse(self.clusters.articles(root)), root);
            (*first, *second) = if frequency(one) <= frequency(other) { (one, other) } else { (other, one) };
        }
        let weight = |&(first, second, reason): &(u32, u32, Reason)| {
            (Reverse(self.clusters.articles(second)), second, Reverse(self.clusters.articles(first)), first, reason)
        };
        open.retain(|(first, second, _)| first != second);
        open.sort_unstable_by_key(weight);
        let (mut seen, mut count) = (FxHashSet::default(), FxHashMap::<u32, usize>::default());
        open.retain(|&(first, second, _)| {
            let times = count.entry(second).or_default();
            let new = *times < MOST_SUGGESTIONS && seen.insert((first, second));
            *times += usize::from(new);
            new
        });
        let number = |root: u32| self.rank[leaders[root as usize] as usize];
        let suggestions = open.iter().map(|&(first, second, reason)| Suggestion {
            first: number(first),
            second: number(second),
            reason,
        });
        Groups { leader, suggestions: suggestions.collect() }
    }

    /// The name that leads an actor: one of the tables, else the commonest that is written in full.
    fn leader(&self, root: u32) -> u32 {
        if self.clusters.root(root) != root || self.clusters.members(root).nth(1).is_none() {
            return root;
        }
        let merit = |rank: u32| {
            let (name, form, parts) = (self.name(rank), self.forms.form(rank), self.forms.parts(rank));
            let person = form.kind == ActorKind::Person;
            let full =
                (parts.len() > 1 && !(person && self.has_initial(rank)), !form.capitals || !person && parts.len() > 1);
            (name.known, full, name.articles, name.name.chars().count(), Reverse(name.name))
        };
        self.clusters.members(root).max_by_key(|&rank| merit(rank)).unwrap_or(root)
    }
}

/// The numbers of the names, the most frequent first; those that are as frequent by kind and alphabet.
fn ranked(names: &[Named]) -> Vec<u32> {
    // Most names are told apart by their beginning, which is quicker to compare.
    let beginning = |name: &str| {
        let mut bytes = [0; 8];
        name.bytes().zip(&mut bytes).for_each(|(byte, slot)| *slot = byte);
        u64::from_be_bytes(bytes)
    };
    let mut keys: Vec<_> = (0u32..)
        .zip(names)
        .map(|(number, name)| (Reverse(name.articles), name.kind, beginning(name.name), number))
        .collect();
    let text = |number: u32| names[number as usize].name;
    keys.sort_unstable_by(|one, other| {
        let start = (one.0, one.1, one.2).cmp(&(other.0, other.1, other.2));
        start.then_with(|| text(one.3).cmp(text(other.3))).then(one.3.cmp(&other.3))
    });
    keys.into_iter().map(|key| key.3).collect()
}

/// Whether two names plainly are two actors'.
fn clash(forms: &Forms, first: u32, second: u32) -> bool {
    match forms.form(first).kind {
        ActorKind::Person => People::new(forms, first, second).clash(),
        ActorKind::Organisation | ActorKind::Place => Things::new(forms, first, second).clash(),
    }
}
