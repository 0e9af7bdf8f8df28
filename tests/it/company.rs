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
        assert!(company.with.iter().all(|with| with.best.is_some() == (with.passages > 0)));
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
    let index = folder.path().join(".dateline").display().to_string();
    let actor =
        |more: &[&str]| text(&dateline(&articles, &[&["actors", "--index", &index, "Taliban"], more].concat()).stdout);
    let shown = actor(&[]);
    assert_eq!(shown, TALIBAN, "{shown}");
    let json = actor(&["--json"]);
    let page: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&page["first"], &page["last"]), (&"2020-02-29".into(), &"2025-07-04".into()));
    assert_eq!((&page["by"], &page["undated"]), (&"year".into(), &0.into()));
    assert_eq!(page["periods"][1], serde_json::json!({"period": "2021", "articles": 5}));
    let first = page["with"][0].as_object().unwrap();
    let keys: Vec<&str> = first.keys().map(String::as_str).collect();
    assert_eq!(keys, ["articles", "evidence", "log_likelihood", "name", "passages", "together", "type"]);
    assert!(page["with"].as_array().unwrap().len() > 20 && known_actor("Taliban").is_some());
    let evidence = &first["evidence"];
    let [start, end] = [0, 1].map(|at| evidence["highlights"][0][at].as_u64().unwrap() as usize);
    assert_eq!(&evidence["text"].as_str().unwrap()[start..end], "Kabul");
    assert!(
        evidence["passage"].is_null() && evidence["record"].as_str().unwrap().ends_with("2021-08-16-kabul-falls.txt")
    );
    assert_ne!(actor(&["--evidence", "metadata", "--json"]), json);
}

const TALIBAN: &str = "\
Taliban (org), 7 articles
  published        2020-02-29 to 2025-07-04
  by year          2020 ▂█···▂ 2025 · most in 2021: 5
  most often with  Kabul 6 · Ashraf Ghani 5 · Afghanistan 5 · United States 5 · Joe Biden 4
                   Hamid Karzai 3 · Zamir Kabulov 3 · Doha 3 · United Nations 3 · Moscow 3
  written          Taliban ×35

  tellingly with, as in
  Kabul  6 of 6 articles, 13 passages
    2021-08-16, from its file name · northgate-courier/2021-08-16-kabul-falls.txt · 41fd9f9d
    Kabul falls to the Taliban in a day
  Ashraf Ghani  5 of 5 articles, 5 passages
    2021-08-16, from its file name · northgate-courier/2021-08-16-kabul-falls.txt · 41fd9f9d
    KABUL, Aug. 15 (Meridian) - Taliban fighters walked into the Afghan capital almost unopposed
    on Sunday, and by nightfall they were giving interviews in the palace of President Ashraf…
  Afghanistan  5 of 5 articles, 5 passages
    2021-08-17 · meridian-wire/kabul-august-2021.jsonl:3 · f197c69f
    …organizations since 2003. All the same, Taliban delegations have come to Moscow several times,…
    …Memories of an older war weigh on the policy. Soviet troops fought in Afghanistan for almost a…
  Hamid Karzai  3 of 3 articles, 2 passages
    2021-08-16, from its file name · northgate-courier/2021-08-16-kabul-falls.txt · 41fd9f9d
    Hamid Karzai, Mr. Ghani's predecessor, said in a video made with his young daughters at his…
    …The Taliban ruled from 1996 until the U.S.-led invasion of 2001. Under a deal signed in Doha…
  Zamir Kabulov  3 of 3 articles, 2 passages
    2025-07-04 · ostrava-review/russia-recognises-taliban.md · 43db9906
    …It has been a gradual turn. When the Taliban seized power on 15 August 2021, Sergey Lavrov
    said that Russia was in no hurry, and Zamir Kabulov, the Kremlin’s envoy, said that everything…
  Doha  3 of 3 articles, 4 passages
  Joe Biden  4 of 6 articles, 4 passages
  United Nations  3 of 4 articles, 1 passage
  Abdullah Abdullah  2 of 2 articles, 2 passages
  Antony Blinken  2 of 2 articles, 0 passages
";
