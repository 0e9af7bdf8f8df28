//! Items of Wikidata as actors of the file. What the user wrote stays: an entry gets what it does not say yet, and no name that is spoken for.

use rustc_hash::{FxHashMap, FxHashSet};

use super::draft::Draft;
use super::edit::EditError;
use super::wikidata::{BadRow, Item, TableError, read};
use super::{ActorsFile, Claim, Position, UserActor, Written, overlap};
use crate::annotate::ActorKind;
use crate::text::folded_name;

/// What an import has done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Actors that were not in the file.
    pub added: usize,
    /// Actors that were in the file and got more names or what else was missing.
    pub completed: usize,
    /// Actors that were in the file, with all that the table says.
    pub unchanged: usize,
    /// Rows and names that are not in the file now, in the order of the table.
    pub left_out: Vec<LeftOut>,
}

/// A row or a name that was left out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {name:?}: {reason}")]
pub struct LeftOut {
    /// The line of the table where its row begins.
    pub line: u64,
    /// The name.
    pub name: String,
    /// Why it was left out.
    pub reason: LeftOutReason,
}

/// Why a row or a name was left out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LeftOutReason {
    /// The row says nothing that can be used.
    #[error(transparent)]
    Row(#[from] BadRow),
    /// Another actor has the name.
    #[error("the name is one of {0}")]
    Claimed(Claim),
    /// Several actors have the name.
    #[error("several actors have the name")]
    Ambiguous(Vec<Claim>),
    /// Another item of the table has the name too.
    #[error("several items of the table have the name")]
    Shared,
    /// The name is hidden.
    #[error("the name is hidden ({0})")]
    Hidden(Position),
    /// The file says that the name is not of this actor.
    #[error("the file says that {0} is not called so")]
    Denied(Claim),
}

/// Why nothing was imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The table cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The file would have a fault.
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl Draft {
    /// Adds the items of a table that was exported from Wikidata's query service, and completes the actors that are in the file: those with the item's
    /// number, else with its name. `otherwise` is the type of items of which the table says none.
    ///
    /// ```
    /// use dateline::actors::Draft;
    ///
    /// let mut draft = Draft::open(String::new()).expect("no faults");
    /// let table = "item,itemLabel,itemAltLabel\nhttp://www.wikidata.org/entity/Q19878,Muammar Gaddafi,\"Kadafi, Gadhafi\"\n";
    /// let report = draft.import(table, None).expect("a table");
    /// assert_eq!((report.added, report.left_out.len()), (1, 0));
    /// assert_eq!(draft.text(), "[[actor]]\nname = \"Muammar Gaddafi\"\naliases = [\"Kadafi\", \"Gadhafi\"]\nwikidata = \"Q19878\"\n");
    /// ```
    pub fn import(&mut self, table: &str, otherwise: Option<ActorKind>) -> Result<ImportReport, ImportError> {
        let table = read(table)?;
        let bad = table.bad.into_iter().map(|(line, name, bad)| LeftOut { line, name, reason: bad.into() });
        let report = ImportReport { left_out: bad.collect(), ..ImportReport::default() };
        Ok(self.change(|file| Ok(Import::new(file, report).all(&table.items, otherwise)))?)
    }
}

/// What has become of an actor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Unchanged,
    Completed,
    Added,
}

/// Names that several items have, folded, by the type of the actor.
type Shared = FxHashSet<(String, Option<ActorKind>)>;

struct Import<'f> {
    file: &'f mut ActorsFile,
    report: ImportReport,
    by_item: FxHashMap<String, usize>,
    by_name: FxHashMap<String, Vec<usize>>,
    hidden: FxHashMap<String, Vec<(Option<ActorKind>, Position)>>,
    /// The names that are said to be distinct from a name.
    distinct: FxHashMap<String, Vec<String>>,
}

impl<'f> Import<'f> {
    fn new(file: &'f mut ActorsFile, report: ImportReport) -> Self {
        let (mut by_item, mut by_name) = (FxHashMap::default(), FxHashMap::<_, Vec<usize>>::default());
        for (number, actor) in file.actors.iter().enumerate() {
            by_item.extend(actor.wikidata.as_ref().map(|item| (item.text.clone(), number)));
            for name in actor.names() {
                let having = by_name.entry(name.folded()).or_default();
                if having.last() != Some(&number) {
                    having.push(number);
                }
            }
        }
        let mut hidden = FxHashMap::<_, Vec<_>>::default();
        for name in &file.hidden {
            hidden.entry(name.name.folded()).or_default().push((name.kind, name.name.at));
        }
        let mut distinct = FxHashMap::<_, Vec<_>>::default();
        for names in &file.distinct {
            let names: Vec<String> = names.names.iter().map(Written::folded).collect();
            for name in &names {
                distinct.entry(name.clone()).or_default().extend(names.iter().filter(|other| *other != name).cloned());
            }
        }
        Import { file, report, by_item, by_name, hidden, distinct }
    }

    /// First every item gets its actor, then every actor its other names: an item's own name goes before another's alias.
    fn all(mut self, items: &[Item], otherwise: Option<ActorKind>) -> ImportReport {
        let mut actors = Vec::with_capacity(items.len());
        for item in items {
            match self.actor(item, item.kind.or(otherwise)) {
                Ok(found) => actors.push(Some(found)),
                Err(reason) => {
                    self.leave_out(item.line, &item.label, reason);
                    actors.push(None);
                }
            }
        }
        let shared = self.shared(items, &actors, otherwise);
        for (item, found) in items.iter().zip(actors) {
            let Some((number, mut state)) = found else { continue };
            let own = (item.label.clone(), item.line);
            for (name, line) in std::iter::once(&own).chain(&item.aliases) {
                match self.name(number, written(name), &shared) {
                    Ok(added) => state = if added { state.max(State::Completed) } else { state },
                    Err(reason) => self.leave_out(*line, name, reason),
                }
            }
            match state {
                State::Unchanged => self.report.unchanged += 1,
                State::Completed => self.report.completed += 1,
                State::Added => self.report.added += 1,
            }
        }
        self.report.left_out.sort_by_key(|left_out| left_out.line);
        self.report
    }

    /// The other names that several items have, by the type of the actor.
    fn shared(&self, items: &[Item], actors: &[Option<(usize, State)>], otherwise: Option<ActorKind>) -> Shared {
        let mut first: FxHashMap<(String, Option<ActorKind>), Option<usize>> = FxHashMap::default();
        let mut shared = Shared::default();
        for (item, found) in items.iter().zip(actors) {
            let number = found.map(|(number, _)| number);
            let kind = number.map_or(item.kind.or(otherwise), |number| self.file.actors[number].kind);
            for (alias, _) in &item.aliases {
                let key = (folded_name(alias), kind);
                match first.get(&key) {
                    Some(first) if number.is_none() || *first != number => _ = shared.insert(key),
                    Some(_) => {}
                    None => _ = first.insert(key, number),
                }
            }
        }
        shared
    }

    fn leave_out(&mut self, line: u64, name: &str, reason: LeftOutReason) {
        self.report.left_out.push(LeftOut { line, name: name.to_string(), reason });
    }

    fn claim(&self, number: usize) -> Claim {
        let actor = &self.file.actors[number];
        Claim { actor: actor.name.text.clone(), at: actor.name.at }
    }

    /// The actor that an item is, with all that is said of it but its names.
    fn actor(&mut self, item: &Item, kind: Option<ActorKind>) -> Result<(usize, State), LeftOutReason> {
        if let Some(&number) = item.id.as_ref().and_then(|id| self.by_item.get(id)) {
            return Ok((number, self.complete(item, number)));
        }
        let name = written(&item.label);
        let folded = name.folded();
        self.is_shown(&folded, kind)?;
        match self.having(&folded, kind)[..] {
            [] => {
                self.file.actors.push(UserActor::new(name, kind));
                let number = self.file.actors.len() - 1;
                self.by_name.entry(folded).or_default().push(number);
                self.complete(item, number);
                Ok((number, State::Added))
            }
            // What has the name and another number is somebody else.
            [number] if self.file.actors[number].wikidata.is_some() && item.id.is_some() => {
                Err(LeftOutReason::Claimed(self.claim(number)))
            }
            [number] => Ok((number, self.complete(item, number))),
            ref several => Err(LeftOutReason::Ambiguous(several.iter().map(|&number| self.claim(number)).collect())),
        }
    }

    fn having(&self, folded: &str, kind: Option<ActorKind>) -> Vec<usize> {
        let having = self.by_name.get(folded).into_iter().flatten().copied();
        having.filter(|&number| overlap(self.file.actors[number].kind, kind)).collect()
    }

    fn is_shown(&self, folded: &str, kind: Option<ActorKind>) -> Result<(), LeftOutReason> {
        let hidden = self.hidden.get(folded).into_iter().flatten().find(|(hidden, _)| overlap(*hidden, kind));
        hidden.map_or(Ok(()), |(_, at)| Err(LeftOutReason::Hidden(*at)))
    }

    /// Says what the entry does not say yet. An entry without a type stays so: it is meant for actors of any type.
    fn complete(&mut self, item: &Item, number: usize) -> State {
        let actor = &mut self.file.actors[number];
        let before = (actor.wikidata.is_some(), actor.note.is_some());
        if let (None, Some(id)) = (&actor.wikidata, &item.id) {
            actor.wikidata = Some(written(id));
            self.by_item.insert(id.clone(), number);
        }
        actor.note = actor.note.take().or_else(|| item.description.clone());
        let after = (actor.wikidata.is_some(), actor.note.is_some());
        if before == after { State::Unchanged } else { State::Completed }
    }

    /// Gives the actor another name, unless it has it or there is something against it.
    fn name(&mut self, number: usize, name: Written, shared: &Shared) -> Result<bool, LeftOutReason> {
        let folded = name.folded();
        let actor = &self.file.actors[number];
        let having = self.having(&folded, actor.kind);
        if self.by_name.get(&folded).is_some_and(|having| having.contains(&number)) {
            return Ok(false);
        }
        if let Some(&other) = having.first() {
            return Err(LeftOutReason::Claimed(self.claim(other)));
        }
        if shared.contains(&(folded.clone(), actor.kind)) {
            return Err(LeftOutReason::Shared);
        }
        self.is_shown(&folded, actor.kind)?;
        let distinct = self.distinct.get(&folded).into_iter().flatten();
        let own = |name: &&String| self.by_name.get(*name).is_some_and(|having| having.contains(&number));
        if actor.not.iter().any(|not| not.folded() == folded) || distinct.into_iter().any(|name| own(&name)) {
            return Err(LeftOutReason::Denied(self.claim(number)));
        }
        self.file.actors[number].aliases.push(name);
        self.by_name.entry(folded).or_default().push(number);
        Ok(true)
    }
}

/// A text that is not in the file yet.
fn written(text: &str) -> Written {
    Written { text: text.to_string(), at: Position::default() }
}
