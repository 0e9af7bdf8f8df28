//! What the user says of actors: `dateline actors merge`, `split`, `rename`, `type`, `hide`, `unhide`, `distinct`, `watch` and `unwatch`.

use std::path::Path;

use dateline::actors::{ActorsFile, Draft, EditError, Key, UserActor, save_text};
use dateline::annotate::ActorKind;
use dateline::search::Searcher;
use dateline::text::folded_name;

use super::super::arguments::{ActorsCommand, Common};
use super::super::failure::Failure;
use super::super::terminal::{FAINT, NOTE, complain, current_folder, print, record, width};
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
    let index = super::super::location::existing(common.index.as_deref())?;
    let path = user_file::path(common, &index);
    let mut draft = user_file::draft(&path)?;
    let searcher = Searcher::open(&index)?.with_actors(draft.before().clone());
    let before = counts(&searcher, common)?;
    let said = change(&Names { searcher: &searcher }, &mut draft)?;
    if draft.after() == draft.before() {
        print(&format!("{} says so already\n", shown(&path)))?;
        return Ok(Status::Done);
    }
    save_text(&path, &draft.text()).map_err(|error| Failure::File(path.clone(), error))?;
    let after = counts(&searcher.with_actors(draft.after().clone()), common)?;
    let changed = changes(&before, &after);
    let effect = match changed.is_empty() {
        true => format!("  {}\n", styled("no number of articles changes by it", FAINT)),
        false => rows(&changed, SHOWN, width()),
    };
    print(&format!("{} ({})\n{effect}", clean(&said), shown(&path)))?;
    Ok(Status::Done)
}

fn shown(path: &Path) -> String {
    clean(&record(&path.to_string_lossy(), &current_folder()))
}

/// Makes the change, and says what holds now.
fn made(change: &ActorsCommand, names: &Names, draft: &mut Draft) -> Result<String, Failure> {
    match change {
        ActorsCommand::Merge { into, names: others, of } => {
            let actor = names.meant(into, kind(of))?;
            let others = others.iter().map(|other| Ok(names.meant(other, actor.kind)?.name));
            let mut others = others.collect::<Result<Vec<_>, Failure>>()?;
            others.retain(|other| *other != actor.name);
            if others.is_empty() {
                return Ok(String::new());
            }
            let all: Vec<&str> = others.iter().map(String::as_str).collect();
            draft.merge(&actor.name, &all, actor.kind)?;
            Ok(format!("counted as {:?}: {}", actor.name, listed(&others)))
        }
        ActorsCommand::Split { actor, name, of } => {
            let actor = names.meant(actor, kind(of))?;
            let name = names.key(&actor, name, draft.before())?;
            draft.split(&actor.name, &name, actor.kind)?;
            Ok(format!("{name:?} is no name of {:?}", actor.name))
        }
        ActorsCommand::Rename { old, new, of } => {
            let actor = names.meant(old, kind(of))?;
            draft.rename(&actor.name, new, actor.kind)?;
            Ok(format!("{:?} is shown as {new:?}", actor.name))
        }
        ActorsCommand::Type { actor, kind } => {
            let name = names.any(actor)?;
            let kind = ActorKind::from(*kind);
            draft.set_type(&name, kind)?;
            Ok(format!("{name:?} is a {}", in_words(kind)))
        }
        ActorsCommand::Hide { actor, of } => {
            let name = names.any(actor)?;
            draft.hide(&name, kind(of))?;
            Ok(format!("{name:?} is hidden; to undo it: dateline actors unhide"))
        }
        ActorsCommand::Unhide { actor, of } => {
            draft.unhide(actor, kind(of))?;
            Ok(format!("{actor:?} is counted again"))
        }
        ActorsCommand::Distinct { one, other } => {
            draft.distinguish(one, other)?;
            Ok(format!("{one:?} and {other:?} are two"))
        }
        ActorsCommand::Watch { list, who } => {
            let actors = who.iter().map(|actor| names.any(actor)).collect::<Result<Vec<_>, _>>()?;
            actors.iter().try_for_each(|actor| draft.watch(list, actor))?;
            Ok(format!(
                "on the list {list:?}, to filter by as --actor '@{list}': {}",
                listed(&on_list(draft.after(), list))
            ))
        }
        ActorsCommand::Unwatch { list, who } => {
            who.iter().try_for_each(|actor| draft.unwatch(list, actor))?;
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
        ActorKind::Person => "person",
        ActorKind::Organisation => "organisation",
        ActorKind::Place => "place",
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
    /// The one actor that is called so. A name that no article has stands for itself.
    fn meant(&self, name: &str, kind: Option<ActorKind>) -> Result<Meant, Failure> {
        let kinds = kind.map_or(ActorKind::ALL.to_vec(), |kind| vec![kind]);
        let called = self.searcher.table()?.meaning(name, &kinds).called;
        match &called[..] {
            [] => {
                note(&format!("no article names {name:?} yet"));
                Ok(Meant { name: name.to_string(), kind })
            }
            [actor] => Ok(Meant { name: actor.name.clone(), kind: Some(actor.kind) }),
            several => Err(Failure::SeveralActors { name: name.to_string(), actors: several.to_vec() }),
        }
    }

    /// The name of those that are called so, where they have but one.
    fn any(&self, name: &str) -> Result<String, Failure> {
        let called = self.searcher.table()?.meaning(name, &ActorKind::ALL).called;
        match &called[..] {
            [] => {
                note(&format!("no article names {name:?} yet"));
                Ok(name.to_string())
            }
            [first, others @ ..] if others.iter().all(|other| other.name == first.name) => Ok(first.name.clone()),
            several => Err(Failure::SeveralActors { name: name.to_string(), actors: several.to_vec() }),
        }
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

fn note(text: &str) {
    complain(&format!("{}: {}", styled("note", NOTE), clean(text)));
}

impl From<EditError> for Failure {
    fn from(error: EditError) -> Self {
        Failure::Edit(error)
    }
}
