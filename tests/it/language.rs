//! What the query language finds and marks beyond the examples of its page, and what it refuses.

use dateline::search::syntax::{ComplaintKind, Construct};
use dateline::search::{Request, SearchError, Searcher};

use crate::corpus::{Folder, today};

fn ask(searcher: &Searcher, query: &str) -> dateline::search::Answer {
    let request = Request { relax: false, explain: true, ..Request::new(query, today()) };
    searcher.search(&request).unwrap_or_else(|error| panic!("{query}: {error:?}"))
}

/// What is marked in the titles and passages of the hits, sorted.
fn marked(searcher: &Searcher, query: &str) -> Vec<String> {
    let mut marked = Vec::new();
    for hit in ask(searcher, query).hits {
        marked.extend(hit.title_highlights.iter().map(|&[start, end]| hit.title[start..end].to_string()));
        for passage in &hit.passages {
            marked.extend(passage.highlights.iter().map(|&[start, end]| passage.text[start..end].to_string()));
        }
    }
    marked.sort();
    marked
}

fn folder(articles: &[(&str, &str)]) -> Folder {
    let folder = Folder::new();
    let article = |(title, text): &(&str, &str)| serde_json::json!({ "title": title, "text": text });
    let articles: Vec<_> = articles.iter().map(article).collect();
    folder.write("articles.json", serde_json::to_string(&articles).unwrap());
    folder.refresh();
    folder
}

const NONE: [&str; 0] = [];

#[test]
fn title_and_body_are_never_near_each_other() {
    let folder = folder(&[("Kabul calm", "The airport of Herat fell in the night.")]);
    let searcher = folder.searcher();
    assert_eq!(marked(&searcher, "calm NEAR/500 airport"), NONE);
    assert_eq!(marked(&searcher, "night NEAR/500 kabul"), NONE);
    assert_eq!(marked(&searcher, "\"night kabul\"~500"), NONE);
    assert_eq!(marked(&searcher, "title:(kabul ADJ calm)"), ["Kabul", "calm"]);
    assert_eq!(marked(&searcher, "body:(kabul ADJ calm)"), NONE);
    assert_eq!(marked(&searcher, "body:(herat NEAR fe?l)"), ["Herat", "fell"]);
    assert_eq!(marked(&searcher, "title:c?lm body:herat"), ["Herat", "calm"]);
}

#[test]
fn patterns_find_words_as_they_are_written() {
    let folder = folder(&[
        ("", "Policies and policy; he recognised the relations of the relation, talking of taxes."),
        ("", "The policing of C++ was recognized."),
    ]);
    let searcher = folder.searcher();
    assert_eq!(marked(&searcher, "p?licy"), ["policy"]);
    assert_eq!(marked(&searcher, "polic?"), ["policing"], "a question mark at the end is punctuation");
    assert_eq!(marked(&searcher, "polic*"), ["Policies", "policing", "policy"]);
    assert_eq!(marked(&searcher, "*ised"), ["recognised"]);
    assert_eq!(marked(&searcher, "recogni?ed"), ["recognised", "recognized"]);
    assert_eq!(marked(&searcher, "relations~1 -police"), ["relation", "relations"]);
    assert_eq!(marked(&searcher, "/tax(es)?|talk(s|ed)/"), ["taxes"]);
    assert_eq!(marked(&searcher, "/talk/"), NONE);
    assert_eq!(marked(&searcher, "c++ polic*g"), ["C++", "policing"]);
    assert_eq!(marked(&searcher, "(polic* OR tax*) ADJ/1 poli*"), ["Policies", "policy"]);
    assert_eq!(marked(&searcher, "polic* -recognised"), NONE, "any form is excluded");
    assert_eq!(marked(&searcher, "polic* -\"recognised\""), ["policing"]);
}

#[test]
fn what_stands_for_too_many_words_is_refused_with_the_number() {
    let words: String = (0..5001).map(|n| format!("w{n}x ")).collect();
    let folder = folder(&[("", &words)]);
    let searcher = folder.searcher();
    let error = searcher.search(&Request::new("kabul w*x", today())).unwrap_err();
    let SearchError::Query { complaints, .. } = error else { panic!("{error:?}") };
    let kind = ComplaintKind::TooManyWords { construct: Construct::Wildcard, words: 5001, limit: 5000 };
    assert_eq!((&complaints[0].kind, complaints[0].span.clone()), (&kind, 6..9));
    assert_eq!(ask(&searcher, "w*1x").matches, 1);
    let error = searcher.search(&Request::new("/(a|b)*a(a|b){30}/", today())).unwrap_err();
    assert!(matches!(error, SearchError::Query { .. }), "{error:?}");
}

#[test]
fn an_ending_fits_only_words_that_have_it() {
    let letters: Vec<char> = "bcdfgkmpt".chars().collect();
    let word = |n: usize| [1, 9, 81, 729].map(|of| letters[n / of % 9].to_string()).join("o") + "ok ";
    let folder =
        folder(&[("", &(0..6000).map(word).collect::<String>()), ("", "Boxes and taxes of 2021es, but no box")]);
    let searcher = folder.searcher();
    assert_eq!(marked(&searcher, "*es"), ["2021es", "Boxes", "taxes"]);
    assert_eq!(ask(&searcher, "*es").explain.unwrap().patterns[0].words, 3);
    let SearchError::Query { complaints, .. } = searcher.search(&Request::new("*k", today())).unwrap_err() else {
        panic!()
    };
    assert!(matches!(complaints[0].kind, ComplaintKind::TooManyWords { words: 6000, .. }), "{complaints:?}");
}

#[test]
fn weights_change_the_order_and_nothing_else() {
    let folder = folder(&[("", "Kabul and a town"), ("", "Herat and a town")]);
    let searcher = folder.searcher();
    let first = |query: &str| ask(&searcher, query).hits.into_iter().map(|hit| hit.passages[0].text.clone()).next();
    assert_eq!(first("kabul^3 OR herat").as_deref(), Some("Kabul and a town"));
    assert_eq!(first("kabul OR herat^3").as_deref(), Some("Herat and a town"));
    assert_eq!(first("(kabul NEAR town)^0.1 OR her*").as_deref(), Some("Herat and a town"));
    assert_eq!(ask(&searcher, "kabul^3 OR herat").matches, 2);
}

#[test]
fn an_answer_is_explained() {
    let folder = folder(&[("Taxes", "Tax reform in Kabul. Taxes fell."), ("", "A taxi")]);
    let searcher = folder.searcher();
    let answer = ask(&searcher, "tax* \"kabul\" -moon");
    let explained = answer.explain.unwrap();
    assert_eq!(explained.read_as, "tax* AND \"kabul\" as written AND NOT moon in any form");
    let [pattern] = &explained.patterns[..] else { panic!("{explained:?}") };
    let words: Vec<(&str, u64)> = pattern.commonest.iter().map(|word| (word.word.as_str(), word.articles)).collect();
    assert_eq!((pattern.words, words), (3, vec![("tax", 1), ("taxes", 1), ("taxi", 1)]));
    let hit = answer.hits[0].explain.clone().unwrap();
    assert_eq!((hit.parts.len(), hit.covered, hit.of), (2, 2, 2));
    let sum: f64 = hit.parts.iter().map(|part| part.score).sum();
    assert!((sum - hit.article).abs() < 0.02, "{hit:?}");
    let near = ask(&searcher, "(taxes OR \"tax\"~2) NEAR/3 refor~1").explain.unwrap();
    assert_eq!(
        near.read_as,
        "[[taxes in any form or \"tax\" as written] near refor or one letter else, at most 3 words between]"
    );
}

#[test]
fn expansions_do_not_depend_on_segments() {
    let folder = Folder::new();
    for n in 0..6 {
        folder.write(&format!("{n}.txt"), format!("Report\n\nSteuer{} und Besteuerung\n", "n".repeat(n % 3)));
        folder.refresh();
    }
    let searcher = folder.searcher();
    let answer = ask(&searcher, "steuer*");
    assert_eq!(answer.matches, 6);
    assert_eq!(answer.explain.unwrap().patterns[0].words, 3);
    assert_eq!(ask(&searcher, "*steuer*").matches, 6);
}
