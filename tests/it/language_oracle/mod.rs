//! The oracle of what is looked for in texts: an evaluator written from `docs/QUERY.md`, which reads every article word by word and knows no index,
//! must find the same articles and mark the same places, for random questions of every construct.
//!
//! `DATELINE_ORACLE=20000` asks so many questions instead of 1,000, `DATELINE_SEED=N` only the one with that seed. Beside the articles of `corpus/` there are 500
//! of the BBC where `DATELINE_DATA` (`../shared/data`) has them.

mod ask;
mod judge;

use std::collections::BTreeSet;
use std::path::PathBuf;

use dateline::annotate::Article;
use dateline::search::syntax::ComplaintKind;
use dateline::search::{Request, SearchError, Searcher};

use crate::corpus::{articles, project, refresh, today};
use crate::oracle::Dice;
use ask::{Asker, Query};
use judge::{Judge, Text, Vocabulary, Wanted};

/// Articles of the BBC beside those of the corpus.
const MORE: usize = 500;

/// Asks the index, and compares with every judge's verdict.
fn check(searcher: &Searcher, judges: &[Judge], all: &mut Vocabulary, query: &Query, seed: u64) -> bool {
    let (text, wanted) = (query.text(), Wanted::new(query, all));
    let told = || format!("DATELINE_SEED={seed}: {text}");
    let request = Request { limit: 10_000, passages: 10_000, relax: false, ..Request::new(text.as_str(), today()) };
    let answer = match searcher.search(&request) {
        Ok(answer) => answer,
        // Of the patterns that are made at random, some fit too much.
        Err(SearchError::Query { complaints, .. })
            if complaints.iter().all(|c| matches!(c.kind, ComplaintKind::TooManyWords { .. })) =>
        {
            return false;
        }
        Err(error) => panic!("{}: {error:?}", told()),
    };
    let verdicts: Vec<(&Judge, [BTreeSet<usize>; 2])> =
        judges.iter().filter_map(|judge| Some((judge, judge.judge(&wanted)?))).collect();
    let mut expected: Vec<String> = verdicts.iter().map(|(judge, _)| judge.article.record.to_string()).collect();
    let mut found: Vec<String> = answer.hits.iter().map(|hit| hit.record.clone()).collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected, "{}", told());
    assert_eq!(answer.matches, expected.len() as u64, "{}", told());
    for (judge, [title, body]) in &verdicts {
        let record = judge.article.record.to_string();
        let hit = answer.hits.iter().find(|hit| hit.record == record).unwrap();
        let of_title = hit.title_highlights.iter().copied();
        agree(&judge.article.title, &judge.title, of_title, title, &told());
        let of_body = hit
            .passages
            .iter()
            .flat_map(|passage| passage.highlights.iter().map(|span| span.map(|at| passage.start + at)));
        agree(&judge.article.body, &judge.body, of_body, body, &told());
    }
    !verdicts.is_empty()
}

/// Every word of the text is marked, as a whole, on both sides or on neither.
fn agree(text: &str, words: &Text, found: impl Iterator<Item = [usize; 2]>, expected: &BTreeSet<usize>, told: &str) {
    let mut marked = vec![false; text.len()];
    found.for_each(|[start, end]| marked[start..end].fill(true));
    for (at, token) in words.tokens.iter().enumerate() {
        let is_marked = marked[token.range()].iter().filter(|marked| **marked).count();
        let wanted = if expected.contains(&at) { token.range().len() } else { 0 };
        assert_eq!(is_marked, wanted, "{told}\n{} at {} of {text}", &text[token.range()], token.start);
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn what_is_found_and_marked_is_what_the_page_says() {
    let mut roots = vec![project().join("corpus/articles")];
    let data = PathBuf::from(std::env::var_os("DATELINE_DATA").unwrap_or_else(|| "../shared/data".into()));
    let temp = tempfile::tempdir().unwrap();
    match std::fs::read_dir(data.join("corpora/bbc/business")) {
        Ok(files) => {
            let mut files: Vec<PathBuf> = files.flatten().map(|file| file.path()).collect();
            files.sort();
            let folder = temp.path().join("bbc");
            std::fs::create_dir(&folder).unwrap();
            for file in files.iter().take(MORE) {
                std::fs::copy(file, folder.join(file.file_name().unwrap())).unwrap();
            }
            roots.push(folder);
        }
        Err(_) => {
            println!("oracle: without articles of the BBC, there are none in {} (set DATELINE_DATA)", data.display())
        }
    }
    let index = temp.path().join("index");
    refresh(&index, &roots, None);
    let searcher = Searcher::open(&index).unwrap();
    let mut all = Vocabulary::default();
    let judge = |article: Article| {
        let (title, body) = (all.read(&article.title), all.read(&article.body));
        Judge { article, title, body }
    };
    let judges: Vec<Judge> = roots.iter().flat_map(|root| articles(root)).map(judge).collect();
    let seeds = match number("DATELINE_SEED") {
        Some(seed) => seed..seed + 1,
        None => 1..number("DATELINE_ORACLE").unwrap_or(1_000) + 1,
    };
    let asked = seeds.end - seeds.start;
    let mut matching = 0;
    for seed in seeds {
        let mut asker = Asker { dice: Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)), judges: &judges };
        let query = asker.query(2);
        matching += u64::from(check(&searcher, &judges, &mut all, &query, seed));
    }
    println!("oracle: {asked} questions, {matching} of them find something");
    assert!(asked < 100 || matching * 2 > asked, "only {matching} of {asked} questions find anything");
}
