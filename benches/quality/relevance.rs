//! The section on relevance: the order of articles and of passages against plain BM25 over the same words.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dateline::calendar::Day;
use dateline::index::{IndexDirectory, RefreshOptions};
use dateline::search::syntax::Field;
use dateline::search::{Request, Searcher};
use dateline::text::Lexicon;
use serde_json::json;
use tempfile::TempDir;

use crate::plain_bm25::PlainBm25;
use crate::relevance_scores::{average_precision, interval, mean, ndcg, reciprocal_rank};
use crate::relevance_sets::{Judged, Topic, cranfield, headlines, time, trec_qa};
use crate::wanted::mark;

/// So many texts are looked at for each query.
const MOST: usize = 1000;

/// A collection in the index of either side.
struct Collection {
    judged: Judged,
    plain: PlainBm25,
    ours: Searcher,
    _folder: TempDir,
}

/// The figures of one query, plain and ours.
struct Compared {
    topic: usize,
    average_precision: [f64; 2],
    reciprocal_rank: [f64; 2],
    ndcg: [f64; 2],
}

/// All collections of a folder with data, indexed.
fn collections(data: &Path) -> Result<Vec<Collection>, Box<dyn Error>> {
    let judged = data.join("relevance");
    let sets = [
        time(&judged.join("time"))?,
        trec_qa(&judged.join("trecqa"))?,
        cranfield(&judged.join("cranfield"))?,
        headlines(&data.join("corpora/bbc"))?,
    ];
    sets.into_iter().map(Collection::new).collect()
}

fn today() -> Result<Day, Box<dyn Error>> {
    Day::from_ymd(2026, 11, 28).ok_or_else(|| "no such day".into())
}

impl Collection {
    fn new(judged: Judged) -> Result<Collection, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let mut lines = String::new();
        for text in &judged.texts {
            let record = json!({"id": text.id, "title": text.title, "body": text.body, "section": text.pool});
            let _ = writeln!(lines, "{record}");
        }
        let file = folder.path().join("texts.jsonl");
        fs::write(&file, lines)?;
        let index = IndexDirectory::open_or_create(&folder.path().join("index"))?;
        index.refresh(&[file], &RefreshOptions::new(today()?), &())?;
        let plain = PlainBm25::of(&judged.texts, &mut Lexicon::default())?;
        Ok(Collection { judged, plain, ours: Searcher::new(index)?, _folder: folder })
    }

    /// Both sides on every query.
    fn compare(&self) -> Result<Vec<Compared>, Box<dyn Error>> {
        let mut lexicon = Lexicon::default();
        let one = |topic: &Topic| -> Result<Compared, Box<dyn Error>> {
            let plain = self.plain.order(topic, MOST, &mut lexicon)?;
            let orders = [plain, order(&self.ours, topic, &mut lexicon)?];
            let both = |figure: fn(&[String], &_) -> f64| orders.each_ref().map(|order| figure(order, &topic.relevant));
            Ok(Compared {
                topic: topic.number,
                average_precision: both(average_precision),
                reciprocal_rank: both(reciprocal_rank),
                ndcg: both(ndcg),
            })
        };
        self.judged.topics.iter().map(one).collect()
    }
}

/// The names of the best texts by dateline, best first.
fn order(searcher: &Searcher, topic: &Topic, lexicon: &mut Lexicon) -> Result<Vec<String>, Box<dyn Error>> {
    // The words alone: what else stands in a question is no query.
    let words: Vec<String> =
        lexicon.tokenize(&topic.text).iter().map(|token| topic.text[token.range()].to_lowercase()).collect();
    let filters = topic.pool.iter().map(|pool| (Field::Section, pool.clone())).collect();
    let request = Request { any: true, limit: MOST, passages: 0, filters, ..Request::new(words.join(" "), today()?) };
    Ok(searcher.search(&request)?.hits.into_iter().filter_map(|hit| hit.own_id).collect())
}

/// Whether a query of that number stands in a row of the table.
type Belongs = fn(usize) -> bool;

/// The rows of each collection.
const HALVES: [(&str, Belongs); 2] = [("all", |_| true), ("even numbers", |number| number % 2 == 0)];

/// The section of `docs/QUALITY.md`.
pub fn section(data: &Path) -> Result<String, Box<dyn Error>> {
    let mut text = String::from(
        "\n## Relevance\n\n| collection | queries | n | MAP, plain BM25 | dateline | relative | difference, 95 of 100 samples | wanted | nDCG@10, plain BM25 | dateline | MRR, plain BM25 | dateline |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for collection in collections(data)? {
        let compared = collection.compare()?;
        for (half, belongs) in HALVES {
            let of_half: Vec<&Compared> = compared.iter().filter(|c| belongs(c.topic)).collect();
            text += &row(&collection.judged, half, &of_half);
        }
    }
    Ok(text)
}

fn row(judged: &Judged, half: &str, compared: &[&Compared]) -> String {
    let means = |figure: fn(&Compared) -> [f64; 2]| {
        [0, 1].map(|side| mean(&compared.iter().map(|c| figure(c)[side]).collect::<Vec<_>>()))
    };
    let [plain, ours] = means(|c| c.average_precision);
    let differences = compared.iter().map(|c| c.average_precision[1] - c.average_precision[0]);
    let [low, high] = interval(&differences.collect::<Vec<_>>());
    let relative = 100.0 * (ours / plain - 1.0);
    let wanted = format!("≥ {:+.0} % {}", judged.wanted, mark(relative >= judged.wanted));
    let other = |[plain, ours]: [f64; 2]| format!("{plain:.3} | {ours:.3}");
    let (ndcg, mrr) = (other(means(|c| c.ndcg)), other(means(|c| c.reciprocal_rank)));
    format!(
        "| {} | {half} | {} | {plain:.3} | {ours:.3} | {relative:+.1} % | {low:+.3} to {high:+.3} | {wanted} | {ndcg} | {mrr} |\n",
        judged.name,
        compared.len(),
    )
}
