//! What the user says of actors: `dateline actors merge`, `split`, `rename`, `type`, `hide`, `unhide`, `distinct`, `watch` and `unwatch`.

use dateline::actors::{ActorsFile, Draft, EditError, Key, UserActor, save_text};
use dateline::annotate::{ActorKind, known_actor};
use dateline::search::Searcher;
use dateline::text::folded_name;

use super::super::arguments::{ActorsCommand, Common};
use super::super::failure::Failure;
use super::super::location;
use super::super::terminal::{FAINT, note, print, width};
use super::super::typed::quoted;
use super::super::wrap::{clean, styled};
use super::diff::{changes, counts, rows};
use super::{Status, kind, user_file};

/// Actors of changed numbers that are shown.
const SHOWN: usize = 12;

/// Makes a change, keeps it in the user's file, and shows what it does.
pub fn run(change: &ActorsCommand, common: &Common) -> Result<Status, Failure> {
    edit(common, |names, draft| made(change, names, draft))
}

/// Changes the user's file, and shows what that does to the numbers of articles.
pub fn edit(
    common: &Common,
    change: impl FnOnce(&Names, &mut Draft) -> Result<String, Failure>,
) -> Result<Status, Failure> {
    let index = location::existing(common.index.as_deref())?;
    let path = user_file::path(common, &index)?;
    // Whoever changes the file at the same time waits, and sees this change.
    let _lock = user_file::lock(&index);
    let mut draft = user_file::draft(&path)?;
    let searcher = Searcher::open(&index)?.with_actors(draft.before().clone());
    let before = counts(&searcher, common)?;
    let said = change(&Names { searcher: &searcher }, &mut draft)?;
    if draft.after() == draft.before() {
        print(&format!("{}: nothing to change\n", user_file::shown(&path)))?;
        return Ok(Status::Done);
    }
    save_text(&path, &draft.text()).map_err(|error| Failure::File(path.clone(), error))?;
    let after = counts(&searcher.with_actors(draft.after().clone()), common)?;
    let changed = changes(&before, &after);
    let effect = match changed.is_empty() {
        true => format!("  {}\n", styled("no number of articles changes by it", FAINT)),
        false => rows(&changed, SHOWN, width()),
    };
    print(&format!("{} ({})\n{effect}", clean(&said), user_file::shown(&path)))?;
    Ok(Status::Done)
}

/// Makes the change, and says what holds now.
fn made(change: &ActorsCommand, names: &Names, draft: &mut Draft) -> Result<String, Failure> {
    match change {
        ActorsCommand::Merge { into, names: others, of } => {
            let actor = names.one(into, kind(of))?;
            let others = others.iter().map(|other| names.other(other, actor.kind)).collect::<Result<Vec<_>, _>>()?;
            let others: Vec<String> = others.into_iter().filter(|other| *other != actor.name).collect();
            let all: Vec<&str> = others.iter().map(String::as_str).collect();
            if !all.is_empty() {
                draft.merge(&actor.name, &all, actor.kind)?;
            }
            Ok(format!("counted as {:?}: {}", actor.name, listed(&others)))
        }
        ActorsCommand::Split { actor, name, of } => {
            let actor = names.one(actor, kind(of))?;
            let name = names.key(&actor, name, draft.before())?;
            draft.split(&actor.name, &name, actor.kind)?;
            Ok(format!("{name:?} is no name of {:?}", actor.name))
        }
        ActorsCommand::Rename { old, new, of } => {
            let actor = names.one(old, kind(of))?;
            names.is_free(new, &actor)?;
            draft.rename(&actor.name, new, actor.kind)?;
            Ok(format!("{:?} is shown as {new:?}", actor.name))
        }
        ActorsCommand::Type { actor, kind } => {
            let (name, kind) = (names.any(actor, None)?, ActorKind::from(*kind));
            draft.set_type(&name, kind)?;
            Ok(format!("{name:?} is {}", in_words(kind)))
        }
        ActorsCommand::Hide { actor, of } => {
            let name = names.any(actor, kind(of))?;
            draft.hide(&name, kind(of))?;
            Ok(format!("{name:?} is hidden; to undo it: dateline actors unhide {}", quoted(&name)))
        }
        ActorsCommand::Unhide { actor, of } => {
            let hidden =
                |name: &str| draft.before().hidden.iter().any(|hidden| hidden.name.folded() == folded_name(name));
            let name = names.known_as(actor).into_iter().find(|name| hidden(name)).unwrap_or_else(|| actor.clone());
            draft.unhide(&name, kind(of))?;
            if draft.after() == draft.before() {
                // It is hidden of whatever sort, so it is not of this one only.
                draft.unhide(&name, None)?;
            }
            Ok(format!("{name:?} is counted again"))
        }
        ActorsCommand::Distinct { one, other } => {
            draft.distinguish(one, other)?;
            Ok(format!("{one:?} and {other:?} are two"))
        }
        ActorsCommand::Watch { list, who } => {
            let actors = who.iter().map(|actor| names.any(actor, None)).collect::<Result<Vec<_>, _>>()?;
            actors.iter().try_for_each(|actor| draft.watch(list, actor))?;
            let all = on_list(draft.after(), list);
            Ok(format!("on the list {list:?}, to filter by as --actor '@{list}': {}", listed(&all)))
        }
        ActorsCommand::Unwatch { list, who } => {
            let on_list: Vec<String> = on_list(draft.before(), list).iter().map(|name| folded_name(name)).collect();
            for actor in who {
                let known = names.known_as(actor).into_iter().find(|name| on_list.contains(&folded_name(name)));
                draft.unwatch(list, &known.unwrap_or_else(|| actor.clone()))?;
            }
            Ok(format!("not on the list {list:?}: {}", listed(who)))
        }
        ActorsCommand::Suggest { .. } | ActorsCommand::Import { .. } | ActorsCommand::Diff { .. } => Ok(String::new()),
    }
}

fn on_list(file: &ActorsFile, list: &str) -> Vec<String> {
    let same = folded_name(list);
    let lists = file.watch.iter().filter(|known| known.heading.folded() == same);
    lists.flat_map(|list| &list.names).map(|name| name.text.clone()).collect()
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
}

fn in_words(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "a person",
        ActorKind::Organisation => "an organisation",
        ActorKind::Place => "a place",
    }
}

/// Who is meant by the names that were typed.
pub struct Names<'a> {
    searcher: &'a Searcher,
}

/// A name under which somebody is known, and what it is, if that is known.
struct Meant {
    name: String,
    kind: Option<ActorKind>,
}

impl Names<'_> {
    /// The actors that are called so, of one sort or of all; of those who are called exactly so, if there are any.
    fn called(&self, name: &str, kind: Option<ActorKind>) -> Result<Vec<Key>, Failure> {
        let kinds = kind.map_or(ActorKind::ALL.to_vec(), |kind| vec![kind]);
        let called = self.searcher.table()?.called(name, &kinds).actors;
        let exactly: Vec<Key> = called.iter().filter(|actor| actor.name == name.trim()).cloned().collect();
        Ok(if exactly.is_empty() { called } else { exactly })
    }

    /// The one actor that is called so. A name that no article has stands for itself, unless one may be meant whose name it is part of.
    fn one(&self, name: &str, kind: Option<ActorKind>) -> Result<Meant, Failure> {
        let called = self.called(name, kind)?;
        match &called[..] {
            [] => self.unknown(name, true).map(|name| Meant { name, kind }),
            [actor] => Ok(Meant { name: actor.name.clone(), kind: Some(actor.kind) }),
            _ => Err(Failure::SeveralActors { name: name.to_string(), actors: called }),
        }
    }

    /// The name of another who is to be the same: of the same sort, or else of any.
    fn other(&self, name: &str, kind: Option<ActorKind>) -> Result<String, Failure> {
        let mut called = self.called(name, kind)?;
        if called.is_empty() {
            called = self.called(name, None)?;
        }
        self.only(name, called, false)
    }

    /// The name of those that are called so, where they have but one.
    fn any(&self, name: &str, kind: Option<ActorKind>) -> Result<String, Failure> {
        self.only(name, self.called(name, kind)?, true)
    }

    fn only(&self, name: &str, called: Vec<Key>, strict: bool) -> Result<String, Failure> {
        match &called[..] {
            [] => self.unknown(name, strict),
            [first, others @ ..] if others.iter().all(|other| other.name == first.name) => Ok(first.name.clone()),
            _ => Err(Failure::SeveralActors { name: name.to_string(), actors: called }),
        }
    }

    /// A name that no article has. If `strict`, it must not be a part of one that some have.
    fn unknown(&self, name: &str, strict: bool) -> Result<String, Failure> {
        let table = self.searcher.table()?;
        let near = table.containing(name, &ActorKind::ALL);
        let is_hidden = table.called(name, &ActorKind::ALL).hides;
        if strict && !near.is_empty() && !is_hidden {
            return Err(Failure::NoActor { name: name.to_string(), near });
        }
        if !name.trim().is_empty() && !is_hidden {
            note(&format!("no article is counted for {name:?} yet"));
        }
        Ok(name.to_string())
    }

    /// All names under which the file may know what is called so.
    fn known_as(&self, name: &str) -> Vec<String> {
        let known = known_actor(name).map(|(_, known)| known.to_string());
        let called = self.called(name, None).unwrap_or_default().into_iter().map(|actor| actor.name);
        [name.to_string()].into_iter().chain(known).chain(called).collect()
    }

    /// A new name must not be another actor's already.
    fn is_free(&self, new: &str, actor: &Meant) -> Result<(), Failure> {
        let others: Vec<Key> =
            self.called(new, actor.kind)?.into_iter().filter(|other| other.name != actor.name).collect();
        if others.is_empty() { Ok(()) } else { Err(Failure::NameTaken { name: actor.name.clone(), by: others }) }
    }

    /// A name that counts for an actor, as articles have it.
    fn key(&self, actor: &Meant, name: &str, file: &ActorsFile) -> Result<String, Failure> {
        let kinds = actor.kind.map_or(ActorKind::ALL.to_vec(), |kind| vec![kind]);
        let table = self.searcher.table()?;
        let mut keys = kinds.into_iter().flat_map(|kind| table.keys(&Key::new(kind, actor.name.as_str())));
        let same = folded_name(name);
        if let Some((key, _)) = keys.find(|(key, _)| folded_name(&key.name) == same) {
            return Ok(key.name);
        }
        let is_alias =
            |of: &UserActor| of.name.text == actor.name && of.aliases.iter().any(|alias| alias.folded() == same);
        if !file.actors.iter().any(is_alias) {
            note(&format!("no article is counted for {:?} because of the name {name:?} alone", actor.name));
        }
        Ok(name.to_string())
    }
}

impl From<EditError> for Failure {
    fn from(error: EditError) -> Self {
        Failure::Edit(error)
    }
}
