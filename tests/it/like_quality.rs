//! How well "more like this" finds articles on the same subject, against Tantivy's own on plain words: a table, for whoever changes what counts. Run by
//! `cargo test --test it -- --ignored --nocapture like_quality`.
//!
//! Right is an article with the same category (BBC) or one of the same topics (Reuters-21578). The settings were chosen on articles with odd numbers of the BBC
//! and of the first three files of Reuters; here are those with even numbers, and another file of Reuters.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use dateline::read::{Limits, WalkOptions, read_file, walk};
use dateline::search::{Request, Searcher};
use tantivy::collector::TopDocs;
use tantivy::query::MoreLikeThisQuery;
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::{Index, IndexWriter, TantivyDocument};

use crate::corpus::{refresh, today};

/// Articles that are asked for.
const ASKED: usize = 200;
/// Hits that are looked at.
const SHOWN: usize = 10;

/// An article as it was read, and what it is about.
struct Labelled {
    record: String,
    text: String,
    labels: BTreeSet<String>,
}

fn labelled(root: &Path) -> Vec<Labelled> {
    let mut articles = Vec::new();
    for file in walk(root, WalkOptions::default()).unwrap().flatten() {
        let category = file.path.parent().and_then(Path::file_name).unwrap().to_string_lossy().into_owned();
        let _ = read_file(&file.path, None, &Limits::default(), &mut |outcome| {
            if let Ok(raw) = outcome {
                let topics = raw.metadata.tags.iter().cloned();
                let is_wire = file.path.extension().is_some_and(|e| e == "sgm");
                let labels = if is_wire { topics.collect() } else { BTreeSet::from([category.clone()]) };
                articles.push(Labelled {
                    record: raw.record.to_string(),
                    text: format!("{}\n{}", raw.title, raw.body),
                    labels,
                });
            }
            ControlFlow::Continue(())
        });
    }
    articles.sort_by(|a, b| a.record.cmp(&b.record));
    articles
}

/// Tantivy's own: its stemmed English words of title and body, and its defaults.
struct Plain {
    index: Index,
    text: tantivy::schema::Field,
    record: tantivy::schema::Field,
}

impl Plain {
    fn new(articles: &[Labelled]) -> Plain {
        let mut schema = Schema::builder();
        let indexing =
            TextFieldIndexing::default().set_tokenizer("en_stem").set_index_option(IndexRecordOption::WithFreqs);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let record = schema.add_text_field("record", STORED);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 50_000_000).unwrap();
        for article in articles {
            let document = tantivy::doc!(text => article.text.as_str(), record => article.record.as_str());
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        Plain { index, text, record }
    }

    fn like(&self, article: &Labelled) -> Vec<String> {
        let words = vec![(self.text, vec![article.text.as_str().into()])];
        let query = MoreLikeThisQuery::builder().with_document_fields(words);
        let searcher = self.index.reader().unwrap().searcher();
        let found = searcher.search(&query, &TopDocs::with_limit(SHOWN + 1).order_by_score()).unwrap();
        let record = |address| {
            let document: TantivyDocument = searcher.doc(address).unwrap();
            document.get_first(self.record).and_then(|value| value.as_str()).unwrap().to_string()
        };
        let others = found.into_iter().map(|(_, address)| record(address)).filter(|other| *other != article.record);
        others.take(SHOWN).collect()
    }
}

/// Hits that were right, hits that were shown, and how many resembled each article.
#[derive(Default)]
struct Score {
    right: usize,
    shown: usize,
    matches: Vec<u64>,
}

fn row(name: &str, asked: usize, Score { right, shown, mut matches }: Score) -> String {
    matches.sort_unstable();
    let share = |of: usize| format!("{:.3}", right as f64 / of.max(1) as f64);
    let median = matches.get(matches.len() / 2).map_or("all".to_string(), u64::to_string);
    format!("| {name} | {asked} | {} | {} | {median} |", share(asked * SHOWN), share(shown))
}

fn measure(name: &str, root: &Path, first: usize) {
    let all = labelled(root);
    let labels: BTreeMap<&str, &BTreeSet<String>> = all.iter().map(|a| (a.record.as_str(), &a.labels)).collect();
    let index = tempfile::tempdir().unwrap();
    refresh(index.path(), &[root.to_path_buf()], None);
    let searcher = Searcher::open(index.path()).unwrap();
    let everything = searcher.search(&Request { limit: 100_000, passages: 0, ..Request::new("", today()) }).unwrap();
    let ids: BTreeMap<String, String> = everything.hits.into_iter().map(|hit| (hit.record, hit.id)).collect();
    let plain = Plain::new(&all);
    let asked: Vec<&Labelled> =
        all.iter().skip(first).step_by(2).filter(|article| !article.labels.is_empty()).collect();
    let step = (asked.len() / ASKED).max(1);
    let asked: Vec<&Labelled> = asked.into_iter().step_by(step).collect();
    let (mut ours, mut theirs) = (Score::default(), Score::default());
    for article in &asked {
        let is_right = |record: &str| labels.get(record).is_some_and(|other| !other.is_disjoint(&article.labels));
        let like = ids[&article.record].parse().unwrap();
        let request = Request { like: Some(like), limit: SHOWN, passages: 0, ..Request::new("", today()) };
        let answer = searcher.search(&request).unwrap();
        ours.right += answer.hits.iter().filter(|hit| is_right(&hit.record)).count();
        ours.shown += answer.hits.len();
        ours.matches.push(answer.matches);
        let found = plain.like(article);
        theirs.right += found.iter().filter(|record| is_right(record)).count();
        theirs.shown += found.len();
    }
    println!("{}", row(&format!("{name}: dateline"), asked.len(), ours));
    println!("{}", row(&format!("{name}: MoreLikeThisQuery"), asked.len(), theirs));
}

#[test]
#[ignore = "reads two collections that are not part of the project"]
fn like_quality() {
    let data =
        PathBuf::from(std::env::var_os("DATELINE_DATA").unwrap_or_else(|| "../shared/data".into())).join("corpora");
    if !data.is_dir() {
        println!("skipped: there are no collections in {} (set DATELINE_DATA)", data.display());
        return;
    }
    println!(
        "| | articles asked for | right of ten | right of those shown | resembling, median |\n|---|---|---|---|---|"
    );
    measure("BBC", &data.join("bbc"), 0);
    let one = tempfile::tempdir().unwrap();
    std::fs::copy(data.join("reuters21578/reut2-003.sgm"), one.path().join("reut2-003.sgm")).unwrap();
    measure("Reuters", one.path(), 0);
}
