//! Random files of actors and random changes to them: what comes out always reads without a fault, says what was meant, and has every comment.

use std::collections::BTreeMap;

use dateline::actors::{ActorsFile, Draft, EditError, Written};
use dateline::annotate::ActorKind;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Few names, so that they meet; some of them are the same when compared, and some are hard to write.
const NAMES: [&str; 14] =
    ["A", "a", "Å", "B", "C", "D", "E b", "E-B", "F\"q'", "G # no comment", "H, I", "J]", "K\\", "L"];
const KINDS: [Option<ActorKind>; 4] =
    [None, Some(ActorKind::Person), Some(ActorKind::Organisation), Some(ActorKind::Place)];

#[derive(Debug, Clone)]
enum Change {
    Merge(&'static str, Vec<&'static str>, Option<ActorKind>),
    Split(&'static str, &'static str, Option<ActorKind>),
    Rename(&'static str, &'static str, Option<ActorKind>),
    SetType(&'static str, ActorKind),
    Hide(&'static str, Option<ActorKind>),
    Unhide(&'static str, Option<ActorKind>),
    Distinguish(&'static str, &'static str),
    Watch(&'static str, &'static str),
    Unwatch(&'static str, &'static str),
}

impl Change {
    fn make(&self, draft: &mut Draft) -> Result<(), EditError> {
        match self {
            Change::Merge(into, others, kind) => draft.merge(into, others, *kind),
            Change::Split(actor, name, kind) => draft.split(actor, name, *kind),
            Change::Rename(old, new, kind) => draft.rename(old, new, *kind),
            Change::SetType(name, kind) => draft.set_type(name, *kind),
            Change::Hide(name, kind) => draft.hide(name, *kind),
            Change::Unhide(name, kind) => draft.unhide(name, *kind),
            Change::Distinguish(one, other) => draft.distinguish(one, other),
            Change::Watch(heading, name) => draft.watch(heading, name),
            Change::Unwatch(heading, name) => draft.unwatch(heading, name),
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    let (name, kind) = (|| select(&NAMES[..]), || select(&KINDS[..]));
    prop_oneof![
        4 => (name(), vec(name(), 1..4), kind()).prop_map(|(into, others, kind)| Change::Merge(into, others, kind)),
        3 => (name(), name(), kind()).prop_map(|(actor, name, kind)| Change::Split(actor, name, kind)),
        3 => (name(), name(), kind()).prop_map(|(old, new, kind)| Change::Rename(old, new, kind)),
        1 => (name(), select(&KINDS[1..])).prop_map(|(name, kind)| Change::SetType(name, kind.unwrap())),
        1 => (name(), kind()).prop_map(|(name, kind)| Change::Hide(name, kind)),
        2 => (name(), kind()).prop_map(|(name, kind)| Change::Unhide(name, kind)),
        1 => (name(), name()).prop_map(|(one, other)| Change::Distinguish(one, other)),
        1 => (name(), name()).prop_map(|(heading, name)| Change::Watch(heading, name)),
        1 => (name(), name()).prop_map(|(heading, name)| Change::Unwatch(heading, name)),
    ]
}

/// A list of names in one of the ways in which people write them. `#+` stands for a comment.
fn list() -> impl Strategy<Value = String> {
    let ways = [
        ("[", "", ", ", "]"),
        ("[ ", "", " ,", ", ]"),
        ("[\n", "  ", ",\n", "\n]"),
        ("[ #+\n", "\t", ", #+\n", ", #+\n#+\n]"),
        ("[#+\n", "", " #+\n , ", " #+\n]"),
        ("[\n", " ", ",\n\n #+\n", "]"),
    ];
    let value = |name: &'static str| {
        if name.contains('\'') { format!("\"{}\"", name.replace('"', "\\\"")) } else { format!("'{name}'") }
    };
    (vec(select(&NAMES[..]), 1..5), select(ways.to_vec())).prop_map(move |(names, (open, before, between, close))| {
        let names: Vec<String> = names.into_iter().map(|name| format!("{before}{}", value(name))).collect();
        format!("{open}{}{close}", names.join(between))
    })
}

fn entry() -> impl Strategy<Value = String> {
    let comment = || select(&["", " #+", "#+"][..]);
    let line = || select(&["", "\n", "#+\n", "\n#+\n", "\n\n  #+\n\n"][..]);
    let name = || select(&["'A'", "\"B\"", "'''C'''", "'D'", "'E b'", "\"F\\\"q'\"", "'G # no comment'", "'L'"][..]);
    let kind = select(&["", "type = 'person'", "type = \"org\"", "  type = 'place'"][..]);
    let actor =
        (name(), kind.clone(), proptest::option::of(list()), proptest::option::of(list()), comment(), comment());
    prop_oneof![
        5 => (actor, line(), line()).prop_map(|((name, kind, aliases, not, one, other), before, within)| {
            let mut text = format!("{before}[[actor]]{one}\n  name = {name}{other}\n{within}{kind}{one}\n");
            aliases.into_iter().for_each(|list| text.push_str(&format!("aliases = {list}{other}\n")));
            not.into_iter().for_each(|list| text.push_str(&format!("not={list}{one}\n")));
            text
        }),
        1 => (name(), kind, line(), comment()).prop_map(|(name, kind, before, one)| {
            format!("{before}[[hide]]{one}\n{kind}\nname = {name}{one}\n")
        }),
        1 => (list(), line()).prop_map(|(list, before)| format!("[[distinct]]\n{before}names = {list} #+\n")),
    ]
}

/// A file without faults, whose comments are numbered: entries with faults are left out.
fn file() -> impl Strategy<Value = String> {
    let watch = proptest::option::of((list(), list()));
    (vec(entry(), 0..7), watch, any::<bool>(), any::<bool>()).prop_map(|(entries, watch, windows, cut)| {
        let mut text = String::new();
        for entry in entries.into_iter().chain(watch.map(|(a, b)| format!("\n[watch] #+\nw={a}#+\n'A' = {b}\n"))) {
            if ActorsFile::parse(&format!("{text}{entry}")).is_ok() {
                text.push_str(&entry);
            }
        }
        let pieces: Vec<&str> = text.split("#+").collect();
        let mut text = pieces[0].to_string();
        pieces[1..].iter().enumerate().for_each(|(number, piece)| text.push_str(&format!("#<{number}>{piece}")));
        if cut {
            text.truncate(text.trim_end().len());
        }
        if windows { text.replace('\n', "\r\n") } else { text }
    })
}

/// What the file says, without positions and the order within.
fn said(file: &ActorsFile) -> String {
    let sorted = |names: &[Written]| {
        let mut names: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        names.sort_unstable();
        names.join("|")
    };
    let actors: Vec<String> = file
        .actors
        .iter()
        .map(|actor| {
            let (aliases, not) = (sorted(&actor.aliases), sorted(&actor.not));
            format!("{} {:?} {aliases} / {not} {:?}", actor.name.text, actor.kind, actor.note)
        })
        .collect();
    let hidden: Vec<String> =
        file.hidden.iter().map(|hidden| format!("{} {:?}", hidden.name.text, hidden.kind)).collect();
    let distinct: Vec<String> = file.distinct.iter().map(|distinct| sorted(&distinct.names)).collect();
    let watch: BTreeMap<&str, String> =
        file.watch.iter().map(|list| (list.heading.text.as_str(), sorted(&list.names))).collect();
    format!("{actors:#?}\n{hidden:#?}\n{distinct:#?}\n{watch:#?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changes_say_what_was_meant_and_keep_every_comment(text in file(), changes in vec(change(), 1..8), at_once in any::<bool>()) {
        let comments: Vec<String> = text.match_indices("#<").map(|(at, _)| text[at..].split_inclusive('>').next().unwrap().to_string()).collect();
        let mut draft = Draft::open(text.clone()).expect("a file without faults");
        prop_assert_eq!(&draft.text(), &text);
        for change in &changes {
            let before = draft.clone();
            if change.make(&mut draft).is_err() {
                prop_assert_eq!(draft.text(), before.text());
                continue;
            }
            let once = draft.clone();
            prop_assert!(change.make(&mut draft).is_ok(), "again: {:?}", change);
            prop_assert_eq!(draft.text(), once.text(), "again: {:?}", change);
            if !at_once {
                draft = Draft::open(draft.text()).map_err(|faults| TestCaseError::fail(format!("{faults:#?}\n{}", draft.text())))?;
                prop_assert_eq!(said(draft.before()), said(once.after()), "{:?}\n{}", change, draft.text());
            }
        }
        let after = draft.text();
        let file = ActorsFile::parse(&after).map_err(|faults| TestCaseError::fail(format!("{faults:#?}\n{after}")))?;
        prop_assert_eq!(said(&file), said(draft.after()), "{}", after);
        for comment in comments {
            prop_assert_eq!(after.matches(&comment).count(), 1, "{}\n{}", comment, after);
        }
        prop_assert!(!text.contains("\r\n") || !after.replace("\r\n", "").contains('\n'), "{:?}", after);
    }

    #[test]
    fn any_text_is_read_or_refused_with_a_place_in_it(text in "(\\PC|\n|\\[\\[actor\\]\\]\n|name = |aliases = \\[|'a'|\\]\n|\\[watch\\]\n|\"\"\"){0,40}") {
        if let Err(faults) = ActorsFile::parse(&text) {
            for fault in faults {
                let line = text.split('\n').nth(fault.at.line as usize - 1);
                let line = line.expect("a line of the text");
                prop_assert!(fault.at.column as usize <= line.chars().count() + 1, "{} in {:?}", fault, text);
            }
        }
    }
}
