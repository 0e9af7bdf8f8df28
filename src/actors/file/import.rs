//! Items of Wikidata as actors of the file. What the user wrote stays: an entry gets what it does not say yet, and no name that is spoken for.

use rustc_hash::FxHashMap;

use super::draft::Draft;
use super::edit::EditError;
use super::wikidata::{BadRow, Item, TableError, read};
use super::{ActorsFile, Claim, Position, UserActor, Written, overlap};
use crate::annotate::ActorKind;

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
        let mut found = Vec::new();
        for item in items {
            match self.actor(item, item.kind.or(otherwise)) {
                Ok((number, is_new)) => found.push((item, number, is_new)),
                Err(reason) => self.leave_out(item.line, &item.label, reason),
            }
        }
        let mut shared: FxHashMap<(String, Option<ActorKind>), (usize, bool)> = FxHashMap::default();
        for (item, number, _) in &found {
            for (alias, _) in &item.aliases {
                let key = (super::folded_name(alias), self.file.actors[*number].kind);
                let first = shared.entry(key).or_insert((*number, false));
                first.1 |= first.0 != *number;
            }
        }
        for (item, number, is_new) in found {
            let changed = self.complete(item, number, item.kind.or(otherwise));
            let before = self.file.actors[number].aliases.len();
            let own = (item.label.clone(), item.line);
            for (name, line) in std::iter::once(&own).chain(&item.aliases) {
                let written = Written { text: name.clone(), at: Position::default() };
                let key = (written.folded(), self.file.actors[number].kind);
                let is_shared = shared.get(&key).is_some_and(|(_, shared)| *shared);
                if let Err(reason) = self.name(number, written, is_shared) {
                    self.leave_out(*line, name, reason);
                }
            }
            let changed = changed || self.file.actors[number].aliases.len() > before;
            match (is_new, changed) {
                (true, _) => self.report.added += 1,
                (false, true) => self.report.completed += 1,
                (false, false) => self.report.unchanged += 1,
            }
        }
        self.report.left_out.sort_by_key(|left_out| left_out.line);
        self.report
    }

    fn leave_out(&mut self, line: u64, name: &str, reason: LeftOutReason) {
        self.report.left_out.push(LeftOut { line, name: name.to_string(), reason });
    }

    fn claim(&self, number: usize) -> Claim {
        let actor = &self.file.actors[number];
        Claim { actor: actor.name.text.clone(), at: actor.name.at }
    }

    /// The actor that an item is, and whether it is new.
    fn actor(&mut self, item: &Item, kind: Option<ActorKind>) -> Result<(usize, bool), LeftOutReason> {
        if let Some(&number) = item.id.as_ref().and_then(|id| self.by_item.get(id)) {
            return Ok((number, false));
        }
        let name = Written { text: item.label.clone(), at: Position::default() };
        let folded = name.folded();
        let number = match self.having(&folded, kind)[..] {
            [] => {
                self.is_shown(&folded, kind)?;
                self.file.actors.push(UserActor::new(name, kind));
                let number = self.file.actors.len() - 1;
                self.by_name.entry(folded).or_default().push(number);
                self.file.actors[number].wikidata = item.id.as_ref().map(|id| written(id));
                self.by_item.extend(item.id.clone().map(|id| (id, number)));
                return Ok((number, true));
            }
            [number] => number,
            ref several => {
                return Err(LeftOutReason::Ambiguous(several.iter().map(|&number| self.claim(number)).collect()));
            }
        };
        // What has the name and another number is somebody else.
        let actor = &mut self.file.actors[number];
        match (&actor.wikidata, &item.id) {
            (Some(_), Some(_)) => return Err(LeftOutReason::Claimed(self.claim(number))),
            (None, Some(id)) => self.by_item.insert(id.clone(), number),
            _ => None,
        };
        Ok((number, false))
    }

    fn having(&self, folded: &str, kind: Option<ActorKind>) -> Vec<usize> {
        let having = self.by_name.get(folded).into_iter().flatten().copied();
        having.filter(|&number| overlap(self.file.actors[number].kind, kind)).collect()
    }

    fn is_shown(&self, folded: &str, kind: Option<ActorKind>) -> Result<(), LeftOutReason> {
        let hidden = self.hidden.get(folded).into_iter().flatten().find(|(hidden, _)| overlap(*hidden, kind));
        hidden.map_or(Ok(()), |(_, at)| Err(LeftOutReason::Hidden(*at)))
    }

    /// Says of the actor what it does not say yet, and whether there was something.
    fn complete(&mut self, item: &Item, number: usize, kind: Option<ActorKind>) -> bool {
        let actor = &mut self.file.actors[number];
        let before = (actor.kind, actor.wikidata.is_some(), actor.note.is_some());
        actor.kind = actor.kind.or(kind);
        actor.wikidata = actor.wikidata.take().or_else(|| item.id.as_ref().map(|id| written(id)));
        actor.note = actor.note.take().or_else(|| item.description.clone());
        before != (actor.kind, actor.wikidata.is_some(), actor.note.is_some())
    }

    /// Gives the actor another name, unless it has it or there is something against it.
    fn name(&mut self, number: usize, name: Written, is_shared: bool) -> Result<(), LeftOutReason> {
        let folded = name.folded();
        let actor = &self.file.actors[number];
        let having = self.having(&folded, actor.kind);
        if self.by_name.get(&folded).is_some_and(|having| having.contains(&number)) {
            return Ok(());
        }
        if let Some(&other) = having.first() {
            return Err(LeftOutReason::Claimed(self.claim(other)));
        }
        if is_shared {
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
        Ok(())
    }
}

fn written(id: &str) -> Written {
    Written { text: id.to_string(), at: Position::default() }
}
