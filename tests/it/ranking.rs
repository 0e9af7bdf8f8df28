//! The order of hits: pages fit together whatever is listed and however many match, the age of an article changes the order and nothing else.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::OnceLock;

use dateline::search::{Answer, By, Request, Searcher, Sort};

use crate::command::{dateline, text};
use crate::corpus::{Folder, today};

/// More articles than are ranked by their passages.
const ARTICLES: usize = 260;

/// Articles about a flood; one in five has no date, and the last one came out today but has little of it.
fn floods() -> &'static Searcher {
    static INDEX: OnceLock<(Folder, Searcher)> = OnceLock::new();
    let (_, searcher) = INDEX.get_or_init(|| {
        let folder = Folder::new();
        let mut lines = String::new();
        for number in 0..ARTICLES {
            let date = match number {
                _ if number == ARTICLES - 1 => "\"2026-11-23\"".to_string(),
                _ if number % 5 == 0 => "null".to_string(),
                _ => format!("\"{}-{:02}-15\"", 2000 + number % 26, number % 12 + 1),
            };
            let paragraph = |part: usize| {
                let (told, other) =
                    if number == ARTICLES - 1 { (1, 200) } else { (1 + (number * 7 + part) % 5, 8 + number / 16) };
                let (flood, rest) = ("The river flood reached the town. ", "Nobody was hurt when the water came. ");
                flood.repeat(told) + &rest.repeat(other)
            };
            let body = (0..1 + number % 4).map(paragraph).collect::<Vec<_>>().join("\\n\\n");
            writeln!(lines, r#"{{"id":"{number}","title":"Report {number}","body":"{body}","date":{date}}}"#).unwrap();
        }
        lines += r#"{"id":"title","title":"Flood in the title","body":"Nothing else is said."}"#;
        folder.write("floods.jsonl", lines);
        folder.refresh();
        let searcher = folder.searcher();
        (folder, searcher)
    });
    searcher
}

/// A question of so many words that those of the best passages count too.
const QUESTION: &str = "river flood town hurt water report";

fn asked() -> Request {
    Request { any: true, limit: 5000, ..Request::new("river flood", today()) }
}

/// Which article and which passage, in order.
fn listed(answer: &Answer) -> Vec<(String, Option<usize>)> {
    answer.hits.iter().map(|hit| (hit.id.clone(), hit.passages.first().map(|p| p.start))).collect()
}

#[test]
fn pages_fit_together_beyond_what_is_ranked_by_passages() {
    let fresh = Some("90d".parse().unwrap());
    for (query, by, sort, fresh) in [
        (QUESTION, By::Article, None, None),
        (QUESTION, By::Passage, None, fresh),
        ("river flood", By::Article, None, None),
        ("river flood", By::Article, None, fresh),
        ("river flood", By::Article, Some(Sort::Oldest), None),
        ("river flood", By::Passage, None, None),
        ("river flood", By::Passage, None, fresh),
        ("river flood", By::Passage, Some(Sort::Newest), None),
    ] {
        let request = Request { query: query.to_string(), by, sort, fresh, ..asked() };
        let all = floods().search(&request).unwrap();
        assert_eq!(all.matches, ARTICLES as u64 + 1);
        assert!(all.hits.iter().map(|hit| hit.score).is_sorted_by(|a, b| a >= b), "{query} {by:?} {sort:?} {fresh:?}");
        let all = listed(&all);
        let articles: BTreeSet<&String> = all.iter().map(|(id, _)| id).collect();
        assert_eq!(articles.len(), ARTICLES + 1, "nothing is cut off");
        let page = |offset| floods().search(&Request { limit: 60, offset, ..request.clone() }).unwrap();
        let pages = (0..all.len().div_ceil(60)).flat_map(|n| listed(&page(60 * n)));
        assert_eq!(pages.collect::<Vec<_>>(), all, "{query} {by:?} {sort:?} {fresh:?}");
    }
}

#[test]
fn passages_are_listed_each_once() {
    let articles = floods().search(&Request { passages: 100, ..asked() }).unwrap();
    let passages = floods().search(&Request { by: By::Passage, passages: 100, ..asked() }).unwrap();
    assert_eq!(passages.matches, articles.matches);
    assert!(passages.hits.len() > articles.hits.len() && passages.hits.iter().all(|hit| hit.passages.len() == 1));
    let all = |answer: &Answer| {
        let of =
            |hit: &dateline::search::Hit| hit.passages.iter().map(|p| (hit.id.clone(), p.start)).collect::<Vec<_>>();
        answer.hits.iter().flat_map(of).collect::<Vec<_>>()
    };
    let (one, mut other) = (all(&articles), all(&passages));
    assert_eq!(one.len(), other.len());
    other.sort();
    other.dedup();
    assert_eq!(BTreeSet::from_iter(one), BTreeSet::from_iter(other));
}

#[test]
fn the_age_of_an_article_changes_the_order_alone() {
    let plain = floods().search(&asked()).unwrap();
    let fresh = floods().search(&Request { fresh: Some("1y".parse().unwrap()), ..asked() }).unwrap();
    let ids = |answer: &Answer| answer.hits.iter().map(|hit| hit.id.clone()).collect::<BTreeSet<_>>();
    assert_eq!((plain.matches, ids(&plain)), (fresh.matches, ids(&fresh)));
    assert_ne!(listed(&plain), listed(&fresh));
    let last = Some((ARTICLES - 1).to_string());
    let place = |answer: &Answer| answer.hits.iter().position(|hit| hit.own_id == last).unwrap();
    assert!(place(&plain) >= 200 && place(&fresh) < 50, "what is fresh comes from behind those that are ranked");
    let dated = fresh.hits.iter().map(|hit| hit.published.is_some());
    assert!(dated.is_sorted_by(|a, b| a >= b), "articles without a date come last");
    let oldest = Request { fresh: Some("1y".parse().unwrap()), sort: Some(Sort::Oldest), ..asked() };
    assert!(floods().search(&oldest).unwrap().complaints[0].contains("freshness"));
}

#[test]
fn a_half_life_halves_the_score() {
    let folder = Folder::new();
    for date in ["2026-11-23", "2026-11-16", "2026-11-09"] {
        let article = format!(r#"{{"title":"Rain","body":"It rains in Kabul.","date":"{date}"}}"#);
        folder.write(&format!("{date}.json"), article);
    }
    folder.refresh();
    let request = Request { fresh: Some("1w".parse().unwrap()), ..Request::new("rains", today()) };
    let mut hits = folder.searcher().search(&request).unwrap().hits;
    hits.sort_by(|a, b| a.published.map(|d| d.to_string()).cmp(&b.published.map(|d| d.to_string())));
    let whole = hits[2].score;
    for (hit, share) in hits.iter().zip([0.25, 0.5, 1.0]) {
        assert!((hit.score - whole * share).abs() < 1e-3, "{:?}: {} of {whole}", hit.published, hit.score);
    }
}

#[test]
fn what_cannot_be_aged_or_listed_is_refused() {
    let folder = Folder::new();
    for (arguments, said) in [
        (&["--fresh", "soon"][..], "as in 30d, 2w, 6m or 1y"),
        (&["--by", "passage", "--format", "trec"], "articles, each once"),
        (&["--by", "passage", "--passages", "3"], "cannot be used with"),
    ] {
        let output = dateline(&folder.news(), &[&["search", "flood"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(said), "{arguments:?}: {}", text(&output.stderr));
    }
}
