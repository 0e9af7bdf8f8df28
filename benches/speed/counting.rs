//! How fast all facets are counted, by turns with Tantivy's terms aggregations over the same columns of the same index.

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::thread;
use std::time::Instant;

use dateline::calendar::Day;
use dateline::search::{FacetName, Request, Searcher};
use dateline::text::Lexicon;
use serde_json::{Map, json};
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::{AggContextParams, AggregationCollector};
use tantivy::query::TermQuery;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Index, Term};

use crate::collection::Collection;
use crate::table::Table;

/// Values of each facet that are asked for.
const SHOWN: usize = 10;
/// Values that Tantivy looks at in each segment: with fewer its counts would not be exact.
const EXACT: u32 = 65_000;
/// What the issue allows, in milliseconds, where half of 200,000 articles match.
const WANTED: f64 = 40.0;

/// The columns that hold all facets.
const COLUMNS: [&str; 11] =
    ["actor", "tagged", "date", "about", "source", "section", "topic", "author", "language", "basis", "filetype"];

/// Adds a row each for words that three and five of ten articles have.
pub fn measure(collection: &Collection, index: &Path, rounds: usize, table: &mut Table) -> Result<(), Box<dyn Error>> {
    let today = Day::from_ymd(2026, 11, 23).ok_or("no such day")?;
    let searcher = Searcher::open(index)?;
    let mut bare = Index::open_in_dir(index)?;
    // Both use all cores.
    bare.set_multithread_executor(thread::available_parallelism().map_or(1, |cores| cores.get()))?;
    let reader = bare.reader()?;
    let text = bare.schema().get_field("text")?;
    let mut aggregations = Map::new();
    for column in COLUMNS {
        let terms = json!({ "terms": { "field": column, "size": SHOWN, "segment_size": EXACT } });
        aggregations.insert(column.to_string(), terms);
    }
    let aggregations: Aggregations = serde_json::from_value(aggregations.into())?;
    for share in [0.3, 0.5] {
        let Some(word) = of_share(&reader.searcher(), text, share)? else { continue };
        let facets = FacetName::ALL.map(|facet| (facet, Some(SHOWN))).to_vec();
        let request = Request { facets, ..Request::new(word.as_str(), today) };
        let term = Term::from_field_text(text, &word);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let (mut ours, mut theirs, mut matches) = (Vec::new(), Vec::new(), 0);
        // The first round only warms up.
        for round in 0..=rounds {
            let one = timed(|| {
                matches = searcher.facets(&request)?.matches;
                Ok(())
            })?;
            let other = timed(|| {
                let collector = AggregationCollector::from_aggs(aggregations.clone(), AggContextParams::default());
                black_box(reader.searcher().search(&query, &collector)?);
                Ok(())
            })?;
            if round > 0 {
                ours.push(one);
                theirs.push(other);
            }
        }
        let most = (share == 0.5).then_some(WANTED);
        table.counting(&format!("all facets of {matches} articles, ms"), &collection.label(), &ours, &theirs, most);
    }
    Ok(())
}

/// The word that is its own stem, and whose share of the articles, in whatever form, is nearest to this one.
fn of_share(searcher: &tantivy::Searcher, text: Field, share: f64) -> Result<Option<String>, Box<dyn Error>> {
    let mut articles: BTreeMap<String, u64> = BTreeMap::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(text)?;
        let mut terms = inverted.terms().stream()?;
        while terms.advance() {
            let word = String::from_utf8_lossy(terms.key()).into_owned();
            *articles.entry(word).or_default() += u64::from(terms.value().doc_freq);
        }
    }
    let mut lexicon = Lexicon::default();
    let is_own_stem = |word: &String| match lexicon.tokenize(word)[..] {
        [token] => lexicon.word(token.word).stem() == word && word.chars().all(char::is_alphabetic),
        _ => false,
    };
    let wanted = (searcher.num_docs() as f64 * share) as u64;
    let mut nearest: Vec<(u64, String)> =
        articles.into_iter().map(|(word, articles)| (articles.abs_diff(wanted), word)).collect();
    nearest.sort_unstable();
    Ok(nearest.into_iter().map(|(_, word)| word).find(is_own_stem))
}

fn timed(work: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    let started = Instant::now();
    work()?;
    Ok(started.elapsed().as_secs_f64() * 1e3)
}
