//! Real articles from `DATELINE_DATA`. Without that folder each test says so in one line and ends.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use dateline::read::{Limits, Outcome, WalkOptions, read_file, walk};
use dateline::search::syntax::Field;
use dateline::search::{FacetName, Request, Searcher};

use crate::corpus::{project, refresh, today};

/// A part of the data folder; none, which is said, where there is no such folder.
pub fn data(part: &str) -> Option<PathBuf> {
    let root = std::env::var_os("DATELINE_DATA").map_or_else(|| project().join("../shared/data"), PathBuf::from);
    let folder = root.join(part);
    if !folder.exists() {
        println!("skipped: no {part} in the data folder (DATELINE_DATA)");
        return None;
    }
    Some(folder)
}

/// What is read from a file, in its order.
pub fn outcomes(path: &Path) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let _ = read_file(path, None, &Limits::default(), &mut |outcome| {
        outcomes.push(outcome);
        ControlFlow::Continue(())
    });
    outcomes
}

fn indexed(folder: PathBuf) -> (tempfile::TempDir, Searcher) {
    let temp = tempfile::tempdir().unwrap();
    let report = refresh(temp.path(), &[folder], None);
    println!("{} articles, {} skipped, {:.1} s", report.articles, report.skipped.len(), report.seconds);
    let searcher = Searcher::open(temp.path()).unwrap();
    (temp, searcher)
}

#[test]
fn the_seed_answers_as_it_should() {
    let Some(folder) = data("seed") else { return };
    let (_temp, searcher) = indexed(folder);
    let answer = searcher.search(&Request::new("recognize legitimate authority", today())).unwrap();
    let passage = &answer.hits[0].passages[0];
    assert!(passage.text.contains("only after the relevant UN resolution"), "{}", passage.text);

    let answer = searcher.search(&Request::new("\"Islamic Emirate\"", today())).unwrap();
    let marked: Vec<&str> =
        answer.hits[0].passages.iter().flat_map(|p| p.highlights.iter().map(|&[s, e]| &p.text[s..e])).collect();
    assert_eq!(marked, ["Islamic Emirate"]);

    let all = FacetName::ALL.map(|f| (f, None)).to_vec();
    let counted = searcher.facets(&Request { facets: all, ..Request::new("", today()) }).unwrap();
    let actor = |facet: FacetName, name: &str| {
        let counts = counted.facets.0.iter().find(|f| f.facet == facet).unwrap();
        assert!(counts.values.iter().any(|v| v.value == name), "no {name} in {counts:?}");
    };
    actor(FacetName::Org, "Taliban");
    actor(FacetName::Place, "Russia");
    for person in ["Sergey Lavrov", "Zamir Kabulov", "Dmitry Zhirnov", "Antonio Guterres", "Ashraf Ghani"] {
        actor(FacetName::Person, person);
    }
    let filtered = Request { filters: vec![(Field::Date, "2021-08".into())], ..Request::new("", today()) };
    assert_eq!(searcher.search(&filtered).unwrap().matches, 1);
    let elsewhen = Request { filters: vec![(Field::Date, "2021-09".into())], ..Request::new("", today()) };
    assert_eq!(searcher.search(&elsewhen).unwrap().matches, 0);
}

#[test]
fn the_first_line_of_worldwide_articles_is_their_address() {
    let Some(folder) = data("corpora/worldwide") else { return };
    let (_temp, searcher) = indexed(folder);
    let answer = searcher.search(&Request { limit: 2000, ..Request::new("", today()) }).unwrap();
    assert!(answer.matches > 500);
    let addressed = answer.hits.iter().filter(|h| h.url.as_deref().is_some_and(|u| u.starts_with("http"))).count();
    assert!(addressed * 10 > answer.hits.len() * 9, "{addressed} of {}", answer.hits.len());
    // One file has its address and its first sentence in one word.
    assert!(answer.hits.iter().filter(|h| h.title.starts_with("http")).count() <= 1);
}

#[test]
fn bbc_articles_without_dates_are_not_given_any() {
    let Some(folder) = data("corpora/bbc") else { return };
    let (_temp, searcher) = indexed(folder);
    let dated = Request { filters: vec![(Field::Date, "0001..".into())], ..Request::new("", today()) };
    let counted = searcher.search(&dated).unwrap().matches;
    println!("{counted} of {} are dated by their text", searcher.articles());
    assert!(counted * 5 < searcher.articles());
}

#[test]
fn every_item_of_reuters_21578_is_read() {
    let Some(folder) = data("corpora/reuters21578") else { return };
    let (mut articles, mut briefs, mut skips, mut placed) = (0, 0, Vec::new(), 0);
    for file in walk(&folder, WalkOptions::default()).unwrap().flatten().filter(|f| f.relative.ends_with(".sgm")) {
        let _ = read_file(&file.path, None, &Limits::default(), &mut |outcome| {
            match outcome {
                Ok(article) => {
                    articles += 1;
                    briefs += usize::from(article.body.is_empty());
                    placed += usize::from(!article.metadata.places.is_empty());
                    assert!(!article.metadata.published.is_empty() && article.metadata.own_id.is_some());
                    assert!(!article.body.contains("&lt;") && !article.body.contains('\u{3}'));
                }
                Err(skip) => skips.push(skip.reason.to_string()),
            }
            ControlFlow::Continue(())
        });
    }
    println!("Reuters-21578: {articles} articles, {briefs} of them without text, {placed} with places");
    assert_eq!((articles, skips), (21_577, vec!["empty".to_string()]));
    assert!(briefs >= 1_798);
}
