//! Actors of an index: what counts as one, by itself and as the user has it, and that it is the same however the articles came in.

use std::collections::BTreeMap;

use dateline::actors::{ActorsFile, Key, Table};
use dateline::annotate::ActorKind;
use dateline::search::syntax::Field;
use dateline::search::{Evidence, Request, Searcher};

use crate::corpus::{Folder, articles, project, refresh, searcher, today};

/// News whose records name these people, one article a line.
fn news(people: &[&[&str]]) -> Folder {
    let folder = Folder::new();
    let line = |(n, people): (usize, &&[&str])| serde_json::json!({"id": format!("a{n}"), "title": format!("Talks {n}"), "text": "Talks went on.", "people": people});
    let lines: Vec<String> = people.iter().enumerate().map(|row| line(row).to_string()).collect();
    folder.write("talks.jsonl", lines.join("\n"));
    assert_eq!(folder.refresh().added, people.len() as u64);
    folder
}

fn counts(searcher: &Searcher) -> BTreeMap<String, u64> {
    let actors = searcher.actors(&Request::new("", today())).unwrap();
    actors.into_iter().map(|(actor, articles)| (format!("{} {}", actor.kind.name(), actor.name), articles)).collect()
}

fn said(text: &str) -> ActorsFile {
    ActorsFile::parse(text).unwrap()
}

/// How many articles a filter leaves, and what it was understood as.
fn filtered(searcher: &Searcher, field: Field, name: &str) -> (u64, Vec<String>) {
    let request = Request { filters: vec![(field, name.to_string())], ..Request::new("", today()) };
    let answer = searcher.search(&request).unwrap();
    (answer.matches, answer.complaints)
}

const SPELLINGS: &[&[&str]] = &[
    &["Sergei Ivanenko", "Anna Berg"],
    &["Sergey Ivanenko", "Sergei Ivanenko"],
    &["Sergey Ivanenko", "Tom Berg"],
    &["SERGEY IVANENKO"],
    &["Sergey Ivanenko"],
];

#[test]
fn spellings_of_one_name_are_one_actor_and_count_once_an_article() {
    let folder = news(SPELLINGS);
    let searcher = folder.searcher();
    let counts = counts(&searcher);
    assert_eq!(counts["person Sergey Ivanenko"], 5, "{counts:?}");
    assert_eq!((counts["person Anna Berg"], counts["person Tom Berg"], counts.len()), (1, 1, 3));
    assert_eq!(filtered(&searcher, Field::Person, "sergei ivanenko").0, 5);
    let (articles, complaints) = filtered(&searcher, Field::Person, "Berg");
    assert_eq!(articles, 2);
    assert_eq!(complaints, ["person: \"Berg\" was understood as any of \"Anna Berg\", \"Tom Berg\""]);
}

#[test]
fn what_the_user_says_holds_at_once() {
    let folder = news(SPELLINGS);
    let with = |text: &str| counts(&folder.searcher().with_actors(said(text)));
    let renamed =
        with("[[actor]]\nname = 'S. P. Ivanenko'\ntype = 'person'\naliases = ['Sergey Ivanenko', 'Tom Berg']\n");
    assert_eq!(renamed["person S. P. Ivanenko"], 5);
    assert_eq!(renamed.len(), 2, "{renamed:?}");
    let split = with("[[actor]]\nname = 'Sergey Ivanenko'\nnot = ['Sergei Ivanenko']\n");
    assert_eq!((split["person Sergey Ivanenko"], split["person Sergei Ivanenko"]), (4, 2));
    let distinct = with("[[distinct]]\nnames = ['Sergey Ivanenko', 'Sergei Ivanenko']\n");
    assert_eq!((distinct["person Sergey Ivanenko"], distinct["person Sergei Ivanenko"]), (4, 2));
    let hidden = with("[[hide]]\nname = 'sergey ivanenko'\n");
    assert_eq!(hidden.keys().collect::<Vec<_>>(), ["person Anna Berg", "person Tom Berg"]);
    let retyped = with("[[actor]]\nname = 'Anna Berg'\ntype = 'place'\n");
    assert_eq!((retyped["place Anna Berg"], retyped.get("person Anna Berg")), (1, None));
}

#[test]
fn filters_know_the_users_names_and_lists() {
    let file = "[[actor]]\nname = 'The Envoy'\ntype = 'person'\naliases = ['Sergey Ivanenko', 'Moscow man']\n\n\
                [watch]\nfamily = ['Anna Berg', 'Tom Berg']\n[[hide]]\nname = 'Anna Berg'\n";
    let folder = news(SPELLINGS);
    let searcher = folder.searcher().with_actors(said(file));
    for name in ["the envoy", "moscow man", "Sergei Ivanenko"] {
        let (articles, complaints) = filtered(&searcher, Field::Actor, name);
        assert_eq!((articles, complaints.len()), (5, 1), "{name}: {complaints:?}");
        assert!(complaints[0].ends_with("was understood as \"The Envoy\""), "{complaints:?}");
    }
    assert_eq!(filtered(&searcher, Field::Person, "@Family").0, 1);
    assert_eq!(filtered(&searcher, Field::Place, "The Envoy").0, 0);
    assert_eq!(filtered(&searcher, Field::Person, "Anna Berg").0, 0);
}

/// The counts of an index against those of its articles, one by one.
#[track_caller]
fn check_counts(searcher: &Searcher, evidence: Evidence) {
    let table: &Table = searcher.table().unwrap();
    let mut expected: BTreeMap<Key, u64> = BTreeMap::new();
    for article in articles(&project().join("corpus/articles")) {
        let mentions = article.mentions.iter().chain(&article.title_mentions);
        let mut actors: Vec<Key> = mentions.filter_map(|m| table.actor(&Key::new(m.kind, m.actor.as_str()))).collect();
        actors.sort();
        actors.dedup();
        actors.into_iter().for_each(|actor| *expected.entry(actor).or_default() += 1);
    }
    let request = Request { evidence, ..Request::new("", today()) };
    let found: BTreeMap<Key, u64> = searcher.actors(&request).unwrap().into_iter().collect();
    assert_eq!(found, expected);
    for (actor, articles) in expected.iter().step_by(7).filter(|(actor, _)| !actor.name.contains('"')) {
        let field = Field::from_name(actor.kind.name()).unwrap();
        let request = Request { filters: vec![(field, actor.name.clone())], evidence, ..Request::new("", today()) };
        assert_eq!(searcher.search(&request).unwrap().matches, *articles, "{actor:?}");
        assert!(searcher.actors(&request).unwrap().contains(&(actor.clone(), *articles)), "{actor:?}");
    }
}

#[test]
fn counts_are_those_of_the_articles_whatever_the_user_says() {
    let temp = tempfile::tempdir().unwrap();
    refresh(temp.path(), &[project().join("corpus/articles")], None);
    let names: Vec<Key> =
        searcher().actors(&Request::new("", today())).unwrap().into_iter().map(|(key, _)| key).collect();
    for step in [3usize, 5, 11] {
        let mut text = String::new();
        // Actors with names of others, some as another kind, and some hidden; no name twice.
        let mut free: Vec<&Key> = names.iter().filter(|key| !key.name.contains(['\'', '\\'])).collect();
        free.sort_by_key(|key| dateline::text::folded_name(&key.name));
        free.dedup_by_key(|key| dateline::text::folded_name(&key.name));
        for chunk in free.chunks(step).step_by(2) {
            let kind = ActorKind::ALL[chunk[0].name.len() % 3].name();
            let aliases: Vec<String> = chunk[1..].iter().map(|key| format!("'{}'", key.name)).collect();
            let kind = if chunk[0].name.len().is_multiple_of(2) { format!("type = '{kind}'\n") } else { String::new() };
            text += &format!("[[actor]]\nname = '{}'\n{kind}aliases = [{}]\n", chunk[0].name, aliases.join(", "));
        }
        for key in free.chunks(step).skip(1).step_by(4).map(|chunk| chunk[0]) {
            text += &format!("[[hide]]\nname = '{}'\n", key.name);
        }
        check_counts(&Searcher::open(temp.path()).unwrap().with_actors(said(&text)), Evidence::Text);
    }
}

#[test]
fn names_are_the_same_however_the_articles_came_in() {
    let whole = news(SPELLINGS);
    let table = counts(&whole.searcher());
    let parts = Folder::new();
    for (n, people) in SPELLINGS.iter().enumerate().rev() {
        let line = serde_json::json!({"id": format!("b{n}"), "text": "Talks went on.", "people": people}).to_string();
        parts.write(&format!("{n}.jsonl"), line);
        parts.refresh();
    }
    assert_eq!(counts(&parts.searcher()), table);
    parts.write("9.jsonl", serde_json::json!({"id": "b9", "text": "Gone.", "people": ["Eve Roe"]}).to_string());
    parts.refresh();
    std::fs::remove_file(parts.news().join("9.jsonl")).unwrap();
    parts.refresh();
    assert_eq!(counts(&parts.searcher()), table);
    assert!(parts.searcher().table().unwrap().register().called("eve roe").next().is_none());
}

#[test]
fn a_register_that_is_lost_or_spoiled_is_made_anew() {
    let folder = news(SPELLINGS);
    let table = counts(&folder.searcher());
    for file in ["actors.1.tsv", "values.1.bin"] {
        let path = folder.index().join(file);
        let whole = std::fs::read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(counts(&folder.searcher()), table);
        for spoiled in ["", "x", "dateline-actors-1\t99999\n", "dateline-values-1\t{}\n"] {
            std::fs::write(&path, spoiled).unwrap();
            assert_eq!(counts(&folder.searcher()), table, "{file} {spoiled:?}");
        }
        std::fs::write(&path, whole).unwrap();
    }
}

#[test]
fn numbers_of_other_segments_are_not_used() {
    let folder = news(SPELLINGS);
    let other = news(&SPELLINGS[1..]);
    let table = counts(&folder.searcher());
    std::fs::copy(other.index().join("values.1.bin"), folder.index().join("values.1.bin")).unwrap();
    assert_eq!(counts(&folder.searcher()), table);
}

#[test]
fn the_users_file_is_no_article_and_survives_the_index() {
    let folder = Folder::new();
    folder.write("a.txt", "Kabul\n\nTalks went on in Kabul.\n");
    let index = folder.news().join(".dateline");
    folder.write("actors.toml", "[[hide]]\nname = 'Kabul'\n");
    let report = refresh(&index, &[folder.news()], None);
    assert_eq!((report.added, report.skipped.len()), (1, 0));
}
