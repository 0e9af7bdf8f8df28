//! When articles name an actor and whom beside it: as counting the articles one by one has it, as the user has it, and as it is shown.

use std::collections::{BTreeMap, BTreeSet};

use dateline::actors::{ActorsFile, Key};
use dateline::annotate::{ActorKind, Article, known_actor};
use dateline::search::{Evidence, Request, Searcher};

use crate::command::{dateline, text};
use crate::corpus::{Folder, articles, project, searcher, today};

/// The actors that the text of an article names.
fn named(article: &Article) -> BTreeSet<Key> {
    let mentions = article.mentions.iter().chain(&article.title_mentions);
    mentions.filter_map(|m| searcher().table().unwrap().actor(&Key::new(m.kind, m.actor.as_str()))).collect()
}

#[test]
fn company_agrees_with_counting_one_by_one() {
    let articles = articles(&project().join("corpus/articles"));
    let named: Vec<BTreeSet<Key>> = articles.iter().map(named).collect();
    let request = Request { evidence: Evidence::Text, ..Request::new("", today()) };
    let mut all: BTreeMap<&Key, u64> = BTreeMap::new();
    named.iter().flatten().for_each(|actor| *all.entry(actor).or_default() += 1);
    assert!(all.len() > 100);
    for (actor, &number) in &all {
        let company = searcher().company(actor, &request).unwrap();
        let its_own: Vec<usize> = (0..articles.len()).filter(|&at| named[at].contains(*actor)).collect();
        let mut expected: BTreeMap<&Key, u64> = BTreeMap::new();
        its_own.iter().flat_map(|&at| &named[at]).for_each(|other| *expected.entry(other).or_default() += 1);
        expected.remove(actor);
        assert_eq!(company.articles, number, "{actor:?}");
        let found: BTreeMap<&Key, u64> = company.with.iter().map(|with| (&with.actor, with.together)).collect();
        assert_eq!(found, expected, "{actor:?}");
        assert!(company.with.iter().all(|with| with.articles == all[&with.actor]));
        assert!(company.with.is_sorted_by(|a, b| a.log_likelihood >= b.log_likelihood));
        let dates = || its_own.iter().filter_map(|&at| articles[at].published.date);
        assert_eq!(company.first.map(|date| date.first()), dates().map(|date| date.first()).min(), "{actor:?}");
        assert_eq!(company.last.map(|date| date.last()), dates().map(|date| date.last()).max(), "{actor:?}");
        let in_periods: u64 = company.periods.iter().map(|counted| counted.articles).sum();
        assert_eq!(in_periods + company.less_precise + company.undated, number, "{actor:?}");
        assert_eq!(company.undated, (its_own.len() - dates().count()) as u64);
    }
}

#[test]
fn company_is_as_the_user_has_it() {
    let folder = Folder::new();
    let people: [&[&str]; 4] =
        [&["Ann Lee", "Bob Ray", "Cid Orr"], &["Ann Lee", "Bobby Ray"], &["Bob Ray", "Bobby Ray"], &["Dan Poe"]];
    let line =
        |people: &&[&str]| serde_json::json!({"title": "Talks", "text": "They met.", "people": people}).to_string();
    folder.write("talks.jsonl", people.iter().map(line).collect::<Vec<_>>().join("\n"));
    folder.refresh();
    let person = |name: &str| Key::new(ActorKind::Person, name);
    let with = |said: &str, name: &str, evidence| {
        let searcher: Searcher = folder.searcher().with_actors(ActorsFile::parse(said).unwrap());
        let company = searcher.company(&person(name), &Request { evidence, ..Request::new("", today()) }).unwrap();
        let with = company.with.iter().map(|with| (with.actor.name.clone(), (with.together, with.articles)));
        (company.articles, with.collect::<BTreeMap<_, _>>())
    };
    let said = "[[actor]]\nname = 'Bob Ray'\ntype = 'person'\naliases = ['Bobby Ray']\n[[hide]]\nname = 'Cid Orr'\n";
    let expected = |pairs: &[(&str, (u64, u64))]| pairs.iter().map(|(n, c)| (n.to_string(), *c)).collect();
    assert_eq!(with(said, "Ann Lee", Evidence::Any), (2, expected(&[("Bob Ray", (2, 3))])));
    assert_eq!(with(said, "Bob Ray", Evidence::Metadata), (3, expected(&[("Ann Lee", (2, 2))])));
    assert_eq!(with(said, "Bob Ray", Evidence::Text).0, 0);
    assert_eq!(with(said, "Cid Orr", Evidence::Any), (0, expected(&[])));
}

#[test]
fn an_actor_as_people_and_programs_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let articles = project().join("corpus/articles");
    dateline(folder.path(), &["index", articles.to_str().unwrap()]);
    let shown = text(&dateline(folder.path(), &["actors", "Taliban"]).stdout);
    assert_eq!(shown, TALIBAN, "{shown}");
    let json = text(&dateline(folder.path(), &["actors", "Taliban", "--json"]).stdout);
    let page: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&page["first"], &page["last"]), (&"2020-02-29".into(), &"2025-07-04".into()));
    assert_eq!((&page["by"], &page["undated"]), (&"year".into(), &0.into()));
    assert_eq!(page["periods"][1], serde_json::json!({"period": "2021", "articles": 5}));
    let first = page["with"][0].as_object().unwrap();
    let keys: Vec<&str> = first.keys().map(String::as_str).collect();
    assert_eq!(keys, ["articles", "log_likelihood", "name", "together", "type"]);
    assert!(page["with"].as_array().unwrap().len() > 20 && known_actor("Taliban").is_some());
    let of_records = text(&dateline(folder.path(), &["actors", "Taliban", "--evidence", "metadata", "--json"]).stdout);
    assert_ne!(of_records, json);
}

const TALIBAN: &str = "\
Taliban (org), 7 articles
  published        2020-02-29 to 2025-07-04
  by year          2020 ▂█···▂ 2025 · most in 2021: 5
  most often with  Kabul 6 · Ashraf Ghani 5 · Afghanistan 5 · United States 5 · Joe Biden 4
                   Hamid Karzai 3 · Zamir Kabulov 3 · Doha 3 · United Nations 3 · Moscow 3
  tellingly with   Kabul 6 of 6 · Ashraf Ghani 5 of 5 · Afghanistan 5 of 5 · Hamid Karzai 3 of 3
                   Zamir Kabulov 3 of 3 · Doha 3 of 3 · Joe Biden 4 of 6 · United Nations 3 of 4
                   Abdullah Abdullah 2 of 2 · Antony Blinken 2 of 2
  written          Taliban ×35
";
