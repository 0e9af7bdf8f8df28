//! News pages: the text that is found on them is the article's, whatever page it is; and the measure that says so.

#[path = "../../benches/quality/shingles.rs"]
mod shingles;

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use dateline::read::{Limits, RawArticle, Skip, WalkOptions, read_file, walk};
use shingles::{Agreement, counts};

use crate::real::data;

/// What the text of pages must reach.
const LEAST_F1: f64 = 0.955;

fn read(path: &Path) -> Vec<Result<RawArticle, Skip>> {
    let mut outcomes = Vec::new();
    let _ = read_file(path, None, &Limits::default(), &mut |outcome| {
        outcomes.push(outcome);
        ControlFlow::Continue(())
    });
    outcomes
}

#[test]
fn agreement_is_counted_as_in_the_benchmark() {
    assert_eq!(counts("a b c d e", "a b c d x"), (1, 2, 2));
    assert_eq!(counts("a b", "a, b!"), (1, 1, 1));
    assert_eq!(counts("", "a"), (0, 0, 1));
    // Twice in one text and once in the other is once in common.
    assert_eq!(counts("a a a a a", "a a a a"), (1, 2, 1));
    let agreement = Agreement::of([("a b c d e", "a b c d"), ("a b c d", ""), ("", "x")].into_iter());
    assert_eq!(agreement, Agreement { precision: 0.5, recall: 0.25 });
    assert!((agreement.f1() - 1.0 / 3.0).abs() < 1e-9);
}

#[test]
fn the_text_of_news_pages_is_found() {
    let Some(folder) = data("html/article-text") else { return };
    let truths: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("gold.json")).unwrap()).unwrap();
    let pairs: Vec<(String, String)> = truths
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, truth)| {
            let outcomes = read(&folder.join(format!("{name}.html.gz")));
            let text = outcomes.into_iter().flatten().next().map(|article| article.body).unwrap_or_default();
            (truth["articleBody"].as_str().unwrap_or_default().to_string(), text)
        })
        .collect();
    let agreement = Agreement::of(pairs.iter().map(|(truth, text)| (truth.as_str(), text.as_str())));
    println!("{} pages: F1 {:.3} ({agreement:.3?})", pairs.len(), agreement.f1());
    assert!(agreement.f1() >= LEAST_F1, "{agreement:?}");
}

#[test]
fn every_page_of_the_world_is_an_article_or_a_skip() {
    let Some(folder) = data("html/publication-date") else { return };
    let (mut articles, mut titles, mut addressed, mut skips) = (0, 0, 0, Vec::new());
    for file in walk(&folder, WalkOptions::default()).unwrap().flatten().filter(|f| f.relative.ends_with(".html.gz")) {
        match &read(&file.path)[..] {
            [Ok(article)] => {
                articles += 1;
                titles += usize::from(!article.title.is_empty());
                addressed += usize::from(article.metadata.url.is_some());
            }
            [Err(skip)] => skips.push(format!("{}: {}", file.relative, skip.reason)),
            other => panic!("{}: {} records", file.relative, other.len()),
        }
    }
    println!("{articles} pages are articles, {titles} with a title, {addressed} with an address; not: {skips:?}");
    assert!(skips.len() * 50 <= articles && titles * 50 >= articles * 49 && addressed * 10 >= articles * 9);
}
