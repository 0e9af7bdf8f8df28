//! Changes to what the file says. Sees values, not the text.

use super::draft::Draft;
use super::{ActorsFile, Claim, Distinct, FaultKind, Hidden, Position, UserActor, WatchList, Written, overlap, tidy};
use crate::annotate::ActorKind;

/// Why a change cannot be made. Nothing is changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// A name is empty.
    #[error("the name is empty")]
    EmptyName,
    /// Several actors have the name; their types tell them apart.
    #[error("several actors have the name {name:?}: {}", listed(.choices))]
    Ambiguous {
        /// The name.
        name: String,
        /// The actors.
        choices: Vec<Claim>,
    },
    /// One name cannot be merged into another that is an alias of it.
    #[error("{name:?} is an alias of {of}")]
    AliasOfIt {
        /// What was to be merged into.
        name: String,
        /// The actor that was to be merged.
        of: Claim,
    },
    /// The actor cannot be split from the name by which it is called, nor from its canonical one.
    #[error("{name:?} is the name of the actor itself")]
    OwnName {
        /// The name.
        name: String,
    },
    /// Two actors that were to be merged are two items of Wikidata.
    #[error("{one} is {first} in Wikidata, and {other} is {second}")]
    TwoItems {
        /// An actor.
        one: Claim,
        /// Its item.
        first: String,
        /// Another actor.
        other: Claim,
        /// Its item.
        second: String,
    },
    /// Two names were to be distinct that are the same when compared.
    #[error("{one:?} and {other:?} are one name")]
    SameName {
        /// A name.
        one: String,
        /// Another.
        other: String,
    },
    /// The file would have a fault.
    #[error(transparent)]
    Conflict(FaultKind),
}

fn listed(choices: &[Claim]) -> String {
    choices.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

impl Draft {
    /// Makes the others names of the actor called `into`, with all their own names. Where there is no such actor in the file, an entry is made, of the
    /// type `kind`; where several have a name, `kind` tells them apart.
    pub fn merge(&mut self, into: &str, others: &[&str], kind: Option<ActorKind>) -> Result<(), EditError> {
        let into = named(into)?;
        let others = others.iter().map(|other| named(other)).collect::<Result<Vec<_>, _>>()?;
        self.change(|file| {
            let mut target = entry(file, &into, kind)?;
            for other in &others {
                target = absorb(file, target, other, &into, kind)?;
            }
            settle(file, target);
            Ok(())
        })
    }

    /// Says that the name is none of the actor's: no alias of it any more, and never merged into it.
    pub fn split(&mut self, actor: &str, name: &str, kind: Option<ActorKind>) -> Result<(), EditError> {
        let (actor, name) = (named(actor)?, named(name)?);
        self.change(|file| {
            let itself = actor.folded() == name.folded();
            let number = entry(file, &actor, kind)?;
            let actor = &mut file.actors[number];
            if itself || actor.name.folded() == name.folded() {
                return Err(EditError::OwnName { name: name.text });
            }
            remove(&mut actor.aliases, &name);
            add(&mut actor.not, name);
            Ok(())
        })
    }

    /// Gives the actor another canonical name. The one that it had becomes an alias.
    pub fn rename(&mut self, old: &str, new: &str, kind: Option<ActorKind>) -> Result<(), EditError> {
        let (old, new) = (named(old)?, named(new)?);
        self.change(|file| {
            let number = entry(file, &old, kind)?;
            let actor = &mut file.actors[number];
            if actor.name.text == new.text {
                return Ok(());
            }
            remove(&mut actor.aliases, &new);
            let former = std::mem::replace(&mut actor.name, new);
            if former.folded() != actor.name.folded() {
                add(&mut actor.aliases, former);
            }
            settle(file, number);
            Ok(())
        })
    }

    /// Says what sort of actor it is.
    pub fn set_type(&mut self, name: &str, kind: ActorKind) -> Result<(), EditError> {
        let name = named(name)?;
        self.change(|file| {
            let is_so = |&number: &usize| file.actors[number].kind == Some(kind);
            if having(file, &name, None).iter().any(is_so) {
                return Ok(());
            }
            let number = match one(file, &name, None)? {
                Some(number) => number,
                None => entry(file, &name, Some(kind))?,
            };
            file.actors[number].kind = Some(kind);
            Ok(())
        })
    }

    /// Never counts, marks or suggests the name again; of one sort of actor only, if `kind` says so.
    pub fn hide(&mut self, name: &str, kind: Option<ActorKind>) -> Result<(), EditError> {
        let name = named(name)?;
        let folded = name.folded();
        self.change(|file| {
            let same = |hidden: &Hidden| hidden.name.folded() == folded;
            if !file.hidden.iter().any(|hidden| same(hidden) && (hidden.kind.is_none() || hidden.kind == kind)) {
                file.hidden.retain(|hidden| !(same(hidden) && kind.is_none()));
                file.hidden.push(Hidden { name, kind, at: Position::default() });
            }
            Ok(())
        })
    }

    /// Takes back that the name is hidden; of one sort of actor only, if `kind` says so.
    pub fn unhide(&mut self, name: &str, kind: Option<ActorKind>) -> Result<(), EditError> {
        let folded = named(name)?.folded();
        self.change(|file| {
            file.hidden.retain(|hidden| hidden.name.folded() != folded || (kind.is_some() && hidden.kind != kind));
            Ok(())
        })
    }

    /// Says that two names that are alike are not of one actor.
    pub fn distinguish(&mut self, one: &str, other: &str) -> Result<(), EditError> {
        let names = [named(one)?, named(other)?];
        let folded = names.each_ref().map(Written::folded);
        if folded[0] == folded[1] {
            let [one, other] = names.map(|name| name.text);
            return Err(EditError::SameName { one, other });
        }
        self.change(|file| {
            let said = |distinct: &Distinct| folded.iter().all(|name| has(&distinct.names, name));
            if !file.distinct.iter().any(said) {
                file.distinct.push(Distinct { names: names.into(), at: Position::default() });
            }
            Ok(())
        })
    }

    /// Puts a name on a watch list, which is made if there is none under this heading.
    pub fn watch(&mut self, heading: &str, name: &str) -> Result<(), EditError> {
        let (heading, name) = (named(heading)?, named(name)?);
        self.change(|file| {
            let folded = heading.folded();
            match file.watch.iter_mut().find(|list| list.heading.folded() == folded) {
                Some(list) => add(&mut list.names, name),
                None => file.watch.push(WatchList { heading, names: vec![name] }),
            }
            Ok(())
        })
    }

    /// Takes a name from a watch list, and the list away with its last name.
    pub fn unwatch(&mut self, heading: &str, name: &str) -> Result<(), EditError> {
        let (heading, name) = (named(heading)?, named(name)?);
        self.change(|file| {
            let folded = heading.folded();
            file.watch
                .iter_mut()
                .filter(|list| list.heading.folded() == folded)
                .for_each(|list| remove(&mut list.names, &name));
            file.watch.retain(|list| !list.names.is_empty());
            Ok(())
        })
    }
}

fn named(name: &str) -> Result<Written, EditError> {
    let name = Written { text: tidy(name), at: Position::default() };
    if name.text.is_empty() { Err(EditError::EmptyName) } else { Ok(name) }
}

fn has(names: &[Written], folded: &str) -> bool {
    names.iter().any(|name| name.folded() == folded)
}

fn add(names: &mut Vec<Written>, name: Written) {
    if !has(names, &name.folded()) {
        names.push(name);
    }
}

fn remove(names: &mut Vec<Written>, name: &Written) {
    let folded = name.folded();
    names.retain(|name| name.folded() != folded);
}

/// The actors that have the name and may be of the sort.
fn having(file: &ActorsFile, name: &Written, kind: Option<ActorKind>) -> Vec<usize> {
    let folded = name.folded();
    let fits = |actor: &UserActor| overlap(actor.kind, kind) && actor.names().any(|name| name.folded() == folded);
    (0..file.actors.len()).filter(|&number| fits(&file.actors[number])).collect()
}

/// The actor that has the name, if there is one.
fn one(file: &ActorsFile, name: &Written, kind: Option<ActorKind>) -> Result<Option<usize>, EditError> {
    match having(file, name, kind)[..] {
        [] => Ok(None),
        [number] => Ok(Some(number)),
        ref several => {
            let choices = several.iter().map(|&number| claim(&file.actors[number])).collect();
            Err(EditError::Ambiguous { name: name.text.clone(), choices })
        }
    }
}

/// The actor that has the name: a new entry where there is none.
fn entry(file: &mut ActorsFile, name: &Written, kind: Option<ActorKind>) -> Result<usize, EditError> {
    if let Some(number) = one(file, name, kind)? {
        return Ok(number);
    }
    file.actors.push(UserActor::new(name.clone(), kind));
    Ok(file.actors.len() - 1)
}

fn claim(actor: &UserActor) -> Claim {
    Claim { actor: actor.name.text.clone(), at: actor.name.at }
}

/// Merges what has the name `other` into the actor `target`, which was found as `into`, and gives the number that this actor has then.
fn absorb(
    file: &mut ActorsFile,
    target: usize,
    other: &Written,
    into: &Written,
    kind: Option<ActorKind>,
) -> Result<usize, EditError> {
    let folded = other.folded();
    let actor = &file.actors[target];
    if into.folded() == folded {
        return Ok(target);
    }
    if actor.name.folded() == folded {
        return Err(EditError::AliasOfIt { name: into.text.clone(), of: claim(actor) });
    }
    if has(&actor.aliases, &folded) {
        return Ok(target);
    }
    let Some(found) = one(file, other, kind)? else {
        add(&mut file.actors[target].aliases, other.clone());
        return Ok(target);
    };
    if let Some(alias) = file.actors[found].aliases.iter().find(|alias| alias.folded() == folded) {
        let first = Claim { actor: file.actors[found].name.text.clone(), at: alias.at };
        let second = Claim { actor: actor.name.text.clone(), at: other.at };
        return Err(EditError::Conflict(FaultKind::AliasTwice { alias: other.text.clone(), first, second }));
    }
    let (one, merged) = (&file.actors[target], &file.actors[found]);
    if let (Some(first), Some(second)) = (&one.wikidata, &merged.wikidata) {
        let (first, second) = (first.text.clone(), second.text.clone());
        return Err(EditError::TwoItems { one: claim(one), first, other: claim(merged), second });
    }
    let merged = file.actors.remove(found);
    let target = if found < target { target - 1 } else { target };
    let actor = &mut file.actors[target];
    actor.kind = actor.kind.or(merged.kind);
    actor.wikidata = actor.wikidata.take().or(merged.wikidata);
    actor.note = match (actor.note.take(), merged.note) {
        (Some(one), Some(other)) if one != other => Some(format!("{one}; {other}")),
        (one, other) => one.or(other),
    };
    std::iter::once(merged.name).chain(merged.aliases).for_each(|name| add(&mut actor.aliases, name));
    merged.not.into_iter().for_each(|name| add(&mut actor.not, name));
    Ok(target)
}

/// Takes away what the names of an actor have made void: what it was said not to be, and that two of them are distinct.
fn settle(file: &mut ActorsFile, number: usize) {
    let actor = &mut file.actors[number];
    let name = actor.name.folded();
    actor.aliases.retain(|alias| alias.folded() != name);
    let names: Vec<String> = actor.names().map(Written::folded).collect();
    actor.not.retain(|not| !names.contains(&not.folded()));
    for distinct in &mut file.distinct {
        let mut met = false;
        distinct.names.retain(|name| !names.contains(&name.folded()) || !std::mem::replace(&mut met, true));
    }
    file.distinct.retain(|distinct| {
        let first = distinct.names.first().map(Written::folded).unwrap_or_default();
        distinct.names.iter().any(|name| name.folded() != first)
    });
}

impl UserActor {
    pub(super) fn new(name: Written, kind: Option<ActorKind>) -> Self {
        UserActor {
            name,
            kind,
            aliases: Vec::new(),
            not: Vec::new(),
            wikidata: None,
            note: None,
            at: Position::default(),
        }
    }
}
