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
    /// The actor cannot be split from its own canonical name.
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
            let number = entry(file, &actor, kind)?;
            let actor = &mut file.actors[number];
            if actor.name.folded() == name.folded() {
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
    let found = match one(file, other, kind)? {
        Some(found) if found == target => {
            let actor = &file.actors[target];
            let is_name = actor.name.folded() == other.folded() && into.folded() != other.folded();
            return if is_name {
                Err(EditError::AliasOfIt { name: into.text.clone(), of: claim(actor) })
            } else {
                Ok(target)
            };
        }
        // The alias of a third actor is a conflict, which the file would have.
        Some(found) if file.actors[found].name.folded() == other.folded() => found,
        _ => {
            add(&mut file.actors[target].aliases, other.clone());
            return Ok(target);
        }
    };
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The text that comes out of a change, which must be the same when it is made again.
    fn changed(text: &str, change: impl Fn(&mut Draft) -> Result<(), EditError>) -> String {
        let mut draft = Draft::open(text.to_string()).expect("no faults");
        change(&mut draft).expect("nothing is in the way");
        let text = draft.text();
        let mut again = Draft::open(text.clone()).expect("no faults");
        change(&mut again).expect("nothing is in the way");
        assert_eq!(again.text(), text, "a change that is made again");
        text
    }

    const FILE: &str = "\
# Who is who.

[[actor]] # the colonel
name = 'Muammar Gaddafi'
aliases = [
  'Kadafi', # as the Los Angeles Times has it
  \"Gadhafi\"
]
not = ['Saif al-Islam Gaddafi']

# The other one.
[[actor]]
name = 'Moammar Qaddafi' # to be merged
aliases = ['Qadhafi']
note = \"Libya's leader\"

[[actor]]
name = 'Georgia'
type = 'place'

[[actor]]
name = 'Georgia'
type = 'person'

[[hide]]
name = 'Getty Images'

[[distinct]]
names = ['Moammar Qaddafi', 'Kadafi']
[[distinct]]
names = ['John Smith', 'Jon Smith']

[watch]
tyrants = ['Kadafi']
";

    /// The change leaves out these parts of the file and puts in those, and nothing else.
    #[track_caller]
    fn check(change: impl Fn(&mut Draft) -> Result<(), EditError>, parts: &[(&str, &str)]) {
        let mut expected = FILE.to_string();
        for (old, new) in parts {
            assert_eq!(expected.matches(old).count(), 1, "{old}");
            expected = expected.replace(old, new);
        }
        assert_eq!(changed(FILE, &change), expected);
        // With other line endings, the same comes out with those.
        let windows = FILE.replace('\n', "\r\n");
        assert_eq!(changed(&windows, &change), expected.replace('\n', "\r\n"));
    }

    #[test]
    fn a_merge_moves_names_and_keeps_comments() {
        check(
            |draft| draft.merge("Kadafi", &["Moammar Qaddafi", "Saif al-Islam Gaddafi"], None),
            &[
                (
                    "  \"Gadhafi\"\n",
                    "  \"Gadhafi\",\n  \"Moammar Qaddafi\",\n  \"Qadhafi\",\n  \"Saif al-Islam Gaddafi\",\n",
                ),
                ("not = ['Saif al-Islam Gaddafi']\n", "note = \"Libya's leader\"\n"),
                (
                    "[[actor]]\nname = 'Moammar Qaddafi' # to be merged\naliases = ['Qadhafi']\nnote = \"Libya's leader\"\n",
                    "# to be merged\n",
                ),
                ("\n[[distinct]]\nnames = ['Moammar Qaddafi', 'Kadafi']", ""),
            ],
        );
        check(
            |draft| draft.merge("Sergei  Lavrov", &["Sergey Lavrov", "LAVROV"], Some(ActorKind::Person)),
            &[(
                "[[hide]]",
                "[[actor]]\nname = \"Sergei Lavrov\"\ntype = \"person\"\naliases = [\"Sergey Lavrov\", \"LAVROV\"]\n\n[[hide]]",
            )],
        );
        check(
            |draft| draft.merge("Georgia", &["Sakartvelo"], Some(ActorKind::Place)),
            &[("type = 'place'\n", "type = 'place'\naliases = [\"Sakartvelo\"]\n")],
        );
    }

    #[test]
    fn a_split_is_remembered() {
        check(
            |draft| draft.split("Muammar Gaddafi", "Gadhafi", None),
            &[
                ("Times has it\n  \"Gadhafi\"\n", "Times has it\n"),
                ("'Kadafi', #", "'Kadafi' #"),
                ("['Saif al-Islam Gaddafi']", "['Saif al-Islam Gaddafi', \"Gadhafi\"]"),
            ],
        );
        check(
            |draft| draft.split("Moammar Qaddafi", "Qadhafi", None),
            &[("aliases = ['Qadhafi']\n", "not = [\"Qadhafi\"]\n")],
        );
        check(
            |draft| draft.split("Nobody", "Somebody", None),
            &[("[[hide]]", "[[actor]]\nname = \"Nobody\"\nnot = [\"Somebody\"]\n\n[[hide]]")],
        );
    }

    #[test]
    fn a_new_name_takes_the_place_of_the_old() {
        check(
            |draft| draft.rename("Muammar Gaddafi", "Gadhafi", None),
            &[
                ("'Muammar Gaddafi'", "\"GADHAFI\""),
                ("\"Gadhafi\"", "\"Muammar Gaddafi\""),
                ("\"GADHAFI\"", "\"Gadhafi\""),
            ],
        );
        check(
            |draft| draft.rename("moammar qaddafi", "MOAMMAR QADDAFI", None),
            &[("'Moammar Qaddafi' #", "\"MOAMMAR QADDAFI\" #")],
        );
        check(
            |draft| draft.rename("Burma", "Myanmar", Some(ActorKind::Place)),
            &[("[[hide]]", "[[actor]]\nname = \"Myanmar\"\ntype = \"place\"\naliases = [\"Burma\"]\n\n[[hide]]")],
        );
    }

    #[test]
    fn types_hidden_distinct_and_watched_names() {
        check(
            |draft| draft.set_type("Kadafi", ActorKind::Person),
            &[("name = 'Muammar Gaddafi'\n", "name = 'Muammar Gaddafi'\ntype = \"person\"\n")],
        );
        check(|draft| draft.set_type("Georgia", ActorKind::Person), &[]);
        check(
            |draft| draft.hide("AP \"News\"", Some(ActorKind::Organisation)),
            &[(
                "[[distinct]]\nnames = ['M",
                "[[hide]]\nname = 'AP \"News\"'\ntype = \"org\"\n\n[[distinct]]\nnames = ['M",
            )],
        );
        check(|draft| draft.hide("getty images", Some(ActorKind::Place)), &[]);
        check(|draft| draft.unhide("GETTY IMAGES", None), &[("[[hide]]\nname = 'Getty Images'\n\n", "")]);
        check(|draft| draft.unhide("Getty Images", Some(ActorKind::Place)), &[]);
        check(
            |draft| draft.distinguish("Jon Smith", "Joan Smith"),
            &[("'Jon Smith']\n", "'Jon Smith']\n\n[[distinct]]\nnames = [\"Jon Smith\", \"Joan Smith\"]\n")],
        );
        check(|draft| draft.distinguish("Jon Smith", "john smith"), &[]);
        check(|draft| draft.watch("Tyrants", "Idi Amin"), &[("['Kadafi']", "['Kadafi', \"Idi Amin\"]")]);
        check(
            |draft| draft.watch("oil & gas", "Gazprom"),
            &[("tyrants = ['Kadafi']\n", "tyrants = ['Kadafi']\n\"oil & gas\" = [\"Gazprom\"]\n")],
        );
        check(|draft| draft.unwatch("tyrants", "kadafi"), &[("tyrants = ['Kadafi']\n", "")]);
        check(|draft| draft.unwatch("nothing", "kadafi"), &[]);
    }

    #[test]
    fn files_that_are_written_in_other_ways() {
        let merge = |draft: &mut Draft| draft.merge("A", &["B", "C"], None);
        for (text, expected) in [
            ("", "[[actor]]\nname = \"A\"\naliases = [\"B\", \"C\"]\n"),
            ("\u{feff}", "\u{feff}[[actor]]\nname = \"A\"\naliases = [\"B\", \"C\"]\n"),
            ("# x", "# x\n\n[[actor]]\nname = \"A\"\naliases = [\"B\", \"C\"]\n"),
            ("[[actor]]\nname = 'A'", "[[actor]]\nname = 'A'\naliases = [\"B\", \"C\"]\n"),
            (
                "[[actor]]\n\tname = 'A'#x\n\tnote=''",
                "[[actor]]\n\tname = 'A'#x\n\taliases = [\"B\", \"C\"]\n\tnote=''\n",
            ),
            ("[[actor]]\nname = 'A'\naliases = []", "[[actor]]\nname = 'A'\naliases = [\"B\", \"C\"]\n"),
            (
                "[[actor]]\naliases = [ # ,[\n]\nname = 'A'\n",
                "[[actor]]\naliases = [\"B\", \"C\" # ,[\n]\nname = 'A'\n",
            ),
            ("[[actor]]\nname = 'A'\naliases = ['X',]\n", "[[actor]]\nname = 'A'\naliases = ['X', \"B\", \"C\",]\n"),
            (
                "[[actor]]\nname = 'A'\naliases = [\n 'X' # x, y\n , # z\n]\n",
                "[[actor]]\nname = 'A'\naliases = [\n 'X', \"B\", \"C\" # x, y\n , # z\n]\n",
            ),
            (
                "[[actor]]\nname = 'A'\naliases = [\n\t'X',# x\n\t# y\n]\n",
                "[[actor]]\nname = 'A'\naliases = [\n\t'X',# x\n\t\"B\",\n\t\"C\",\n\t# y\n]\n",
            ),
            ("[[actor]]\nname = 'B'\n\n[[actor]]\nname = 'A'\n", "[[actor]]\nname = 'A'\naliases = [\"B\", \"C\"]\n"),
            ("[[actor]]\nname = 'A'\n\n[[actor]]\nname = 'B'", "[[actor]]\nname = 'A'\naliases = [\"B\", \"C\"]\n"),
            (
                "[[actor]]\nname = 'B#b' # 1\naliases = [ # 2\n'B', # 3, 4\n\"\"\"C # c\"\"\"]\n[[hide]]\nname='H'\n",
                "[[actor]]\nname = 'B#b' # 1\naliases = [ # 2\n\"A\", # 3, 4\n\"\"\"C # c\"\"\"]\n[[hide]]\nname='H'\n",
            ),
        ] {
            if text.contains("B#b") {
                let rename = |draft: &mut Draft| {
                    draft.split("B#b", "B", None)?;
                    draft.unwatch("x", "y")?;
                    draft.merge("B#b", &["A"], None)
                };
                let without_not = changed(text, rename).replace("not = [\"B\"]\n", "");
                assert_eq!(without_not, expected);
                continue;
            }
            assert_eq!(changed(text, merge), expected, "{text}");
        }
        let watch = |draft: &mut Draft| draft.watch("b", "B");
        assert_eq!(
            changed("watch.a = ['A']\n[[hide]]\nname='X'\n", watch),
            "watch.a = ['A']\nwatch.b = [\"B\"]\n[[hide]]\nname='X'\n"
        );
        assert_eq!(changed("[watch]#\n\n[[hide]]\nname='X'\n", watch), "[watch]#\nb = [\"B\"]\n\n[[hide]]\nname='X'\n");
    }

    #[test]
    fn what_is_in_the_way() {
        type Change = fn(&mut Draft) -> Result<(), EditError>;
        let changes: [(Change, &str); 12] = [
            (|draft| draft.merge(" ", &["A"], None), "the name is empty"),
            (
                |draft| draft.merge("Georgia", &["Sakartvelo"], None),
                "several actors have the name \"Georgia\": \"Georgia\" (line 18), \"Georgia\" (line 22)",
            ),
            (
                |draft| draft.merge("Kadafi", &["Muammar Gaddafi"], None),
                "\"Kadafi\" is an alias of \"Muammar Gaddafi\" (line 4)",
            ),
            (
                |draft| draft.merge("A", &["Qadhafi"], None),
                "the alias \"Qadhafi\" is claimed by \"Moammar Qaddafi\" (line 14) and by \"A\" (this change)",
            ),
            (
                |draft| draft.merge("A", &["getty images"], None),
                "\"Getty Images\" is hidden (line 26), and a name of \"A\" (this change)",
            ),
            (
                |draft| draft.rename("Moammar Qaddafi", "Muammar Gaddafi", None),
                "\"Muammar Gaddafi\" is the name of two actors: \"Muammar Gaddafi\" (line 4) and \"Muammar Gaddafi\" (this change)",
            ),
            (
                |draft| draft.rename("Moammar Qaddafi", "Kadafi", None),
                "the alias \"Kadafi\" of \"Muammar Gaddafi\" is the name of the actor \"Kadafi\" (this change)",
            ),
            (
                |draft| draft.split("Kadafi", "muammar gaddafi", None),
                "\"muammar gaddafi\" is the name of the actor itself",
            ),
            (
                |draft| draft.hide("Qadhafi", None),
                "\"Qadhafi\" is hidden (this change), and a name of \"Moammar Qaddafi\" (line 14)",
            ),
            (|draft| draft.distinguish("John", "JOHN"), "\"John\" and \"JOHN\" are one name"),
            (
                |draft| draft.distinguish("Kadafi", "Gadhafi"),
                "\"Kadafi\" and \"Gadhafi\" are said to be distinct, and are names of \"Muammar Gaddafi\"",
            ),
            (|draft| draft.watch("", "A"), "the name is empty"),
        ];
        for (change, expected) in changes {
            let mut draft = Draft::open(FILE.to_string()).unwrap();
            assert_eq!(change(&mut draft).unwrap_err().to_string(), expected);
            assert_eq!(draft.text(), FILE);
        }
        let two = "[[actor]]\nname='A'\nwikidata='Q1'\n[[actor]]\nname='B'\nwikidata='Q2'\n";
        let error = Draft::open(two.to_string()).unwrap().merge("A", &["B"], None).unwrap_err();
        assert_eq!(error.to_string(), "\"A\" (line 2) is Q1 in Wikidata, and \"B\" (line 5) is Q2");
    }
}
