//! What is exported: every article that matches, once, with what a search marks in it, however many there are.

use std::collections::BTreeSet;

use dateline::search::syntax::Field;
use dateline::search::{ExportOrder, ExportedArticle, PassageHit, Request, Searcher, Selection, Sort};
use dateline::text::Lexicon;

use crate::corpus::{Folder, articles, project, searcher, today};

fn exported(searcher: &Searcher, selection: &Selection) -> Vec<ExportedArticle> {
    let export = searcher.export(selection).unwrap_or_else(|error| panic!("{selection:?}: {error:?}"));
    let matches = export.matches();
    let articles: Vec<ExportedArticle> = export.map(|article| article.expect("an article")).collect();
    assert_eq!(articles.len() as u64, matches, "{selection:?}");
    articles
}

fn select(query: &str) -> Selection {
    Selection::new(query, today())
}

/// What a passage says, without what it scores.
fn facts(passage: &PassageHit) -> (usize, usize, usize, String, Vec<[usize; 2]>) {
    let PassageHit { number, start, end, text, highlights, .. } = passage;
    (*number, *start, *end, text.clone(), highlights.clone())
}

/// An export has what a search has that shows everything.
fn check(selection: &Selection) {
    let exported = exported(searcher(), selection);
    let sort = if selection.order == ExportOrder::Newest { Sort::Newest } else { Sort::Oldest };
    let request = Request { limit: 1000, passages: 1000, sort: Some(sort), ..selection.request() };
    let answer = searcher().search(&request).expect("an answer");
    assert_eq!(answer.complaints, searcher().export(selection).unwrap().complaints(), "{selection:?}");
    assert_eq!(answer.hits.len(), exported.len(), "{selection:?}");
    for (hit, article) in answer.hits.iter().zip(&exported) {
        assert_eq!((&hit.id, &hit.title), (&article.id, &article.title), "{selection:?}");
        assert_eq!((&hit.title_highlights, &hit.actors), (&article.title_highlights, &article.actors), "{selection:?}");
        let marked = hit.passages.iter().filter(|passage| !passage.highlights.is_empty());
        let mut marked: Vec<_> = marked.map(facts).collect();
        marked.sort();
        assert_eq!(marked, article.passages.iter().map(facts).collect::<Vec<_>>(), "{selection:?}");
        let body = article.body.as_deref().expect("a body");
        assert!(article.passages.iter().all(|passage| body[passage.start..passage.end] == passage.text));
    }
}

#[test]
fn an_export_has_what_a_search_marks() {
    for query in [
        "",
        "kabul",
        "taliban kabul",
        "\"islamic emirate\" OR moscow",
        "kabul -airport",
        "title:kabul",
        "(person:Lavrov OR taliban) said",
        "date:2021-08 (president OR minister)",
        "said NEAR/20 president",
        "presid*",
        "zzzqx",
    ] {
        for order in [ExportOrder::Newest, ExportOrder::Oldest] {
            for any in [false, true] {
                check(&Selection { order, any, ..select(query) });
            }
        }
    }
    check(&Selection { filters: vec![(Field::Place, "Kabul".into()), (Field::Date, "2021".into())], ..select("said") });
}

#[test]
fn every_article_that_has_the_word_comes_once_with_every_place_marked() {
    let mut lexicon = Lexicon::default();
    let all = articles(&project().join("corpus/articles"));
    for query in ["kabul", "president", "minister", "said", "quake", "taliban"] {
        let asked = lexicon.tokenize(query)[0].word;
        let stem = lexicon.word(asked).stem().to_string();
        let mut places = |text: &str| {
            let tokens = lexicon.tokenize(text);
            let has = tokens.iter().filter(|token| lexicon.word(token.word).stem() == stem);
            has.map(|token| token.start as usize).collect::<Vec<usize>>()
        };
        let expected: BTreeSet<_> = all
            .iter()
            .map(|article| (article.title.clone(), places(&article.title), places(&article.body), article.body.clone()))
            .filter(|(_, title, body, _)| !title.is_empty() || !body.is_empty())
            .collect();
        let found = exported(searcher(), &select(query));
        let starts = |passage: &PassageHit| {
            passage.highlights.iter().map(|mark| passage.start + mark[0]).collect::<Vec<usize>>()
        };
        let facts = |article: &ExportedArticle| {
            let title = article.title_highlights.iter().map(|mark| mark[0]).collect();
            let body = article.passages.iter().flat_map(starts).collect();
            (article.title.clone(), title, body, article.body.clone().expect("a body"))
        };
        assert_eq!(found.len(), expected.len(), "{query}");
        assert_eq!(found.iter().map(facts).collect::<BTreeSet<_>>(), expected, "{query}");
    }
}

#[test]
fn many_articles_come_in_the_order_of_time_whatever_the_segments() {
    let folder = Folder::new();
    let day = |number: usize| match number % 7 {
        0 => String::new(),
        part => format!("2021-{part:02}-{:02}", number % 28 + 1),
    };
    for part in 0..3 {
        let line = |n: usize| {
            format!("{{\"id\":\"{n}\",\"title\":\"Kabul {n}\",\"text\":\"Kabul.\",\"date\":\"{}\"}}\n", day(n))
        };
        folder.write(&format!("{part}.jsonl"), (part * 250..(part + 1) * 250).map(line).collect::<String>());
        folder.refresh();
    }
    let searcher = folder.searcher();
    let mut expected: Vec<(bool, String, String)> =
        exported(&searcher, &select("")).into_iter().map(|a| key(&a)).collect();
    assert_eq!(expected.len(), 750);
    expected.sort_by(|a, b| (a.0, &a.1, &a.2).cmp(&(b.0, &b.1, &b.2)));
    expected.dedup();
    assert_eq!(expected.len(), 750);
    let oldest = Selection { order: ExportOrder::Oldest, ..select("kabul") };
    assert_eq!(exported(&searcher, &oldest).iter().map(key).collect::<Vec<_>>(), expected);
    expected.sort_by(|a, b| (a.0, &b.1, &a.2).cmp(&(b.0, &a.1, &b.2)));
    assert_eq!(exported(&searcher, &select("kabul")).iter().map(key).collect::<Vec<_>>(), expected);
}

/// What an article is ordered by: those without a date last, and those of one day by id.
fn key(article: &ExportedArticle) -> (bool, String, String) {
    let date = article.published.map(|date| date.to_string());
    (date.is_none(), date.unwrap_or_default(), article.id.clone())
}
