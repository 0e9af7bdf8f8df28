//! How fast queries are answered, by turns with bare Tantivy.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use dateline::calendar::Day;
use dateline::search::{Request, Searcher};

use crate::collection::Collection;
use crate::indexing::Indexes;
use crate::queries::{Kind, Query};
use crate::stock::Stock;
use crate::table::{Table, median};

/// A query as both sides take it.
struct Asked<'a> {
    query: &'a Query,
    request: Request,
}

/// The times of one query, in microseconds, a round each.
#[derive(Default)]
struct Times {
    ours: Vec<f64>,
    bare: Vec<f64>,
}

/// Milliseconds that are allowed for what stands for many words, at the 99th percentile.
const WANTED: f64 = 50.0;

/// Measures every query `rounds` times, after one round that only warms up.
pub fn measure(
    collection: &Collection,
    queries: &[Query],
    indexes: &Indexes,
    rounds: usize,
    table: &mut Table,
) -> Result<(), Box<dyn Error>> {
    let today = Day::from_ymd(2026, 11, 23).ok_or("no such day")?;
    let (ours, bare) = (Searcher::open(&indexes.dateline)?, Stock::open(&indexes.stock)?);
    let request =
        |query: &Query| Request { any: query.kind == Kind::AnyWords, ..Request::new(query.text.as_str(), today) };
    let (shared, own): (Vec<Asked<'_>>, Vec<Asked<'_>>) = queries
        .iter()
        .map(|query| Asked { query, request: request(query) })
        .partition(|asked| Kind::SHARED.contains(&asked.query.kind));
    beside(collection, &shared, (&ours, &bare), rounds, table)?;
    alone(collection, &own, &ours, rounds, table)
}

/// Adds the rows of what both sides understand.
fn beside(
    collection: &Collection,
    asked: &[Asked<'_>],
    (ours, bare): (&Searcher, &Stock),
    rounds: usize,
    table: &mut Table,
) -> Result<(), Box<dyn Error>> {
    eprintln!(
        "searching {}: {} queries, {} of them with equal counts",
        collection.name,
        asked.len(),
        agreeing(ours, bare, asked)?
    );
    let mut times: Vec<Times> = asked.iter().map(|_| Times::default()).collect();
    for round in 0..rounds {
        for (Asked { query, request }, times) in asked.iter().zip(&mut times) {
            let mut one = || -> Result<(), Box<dyn Error>> {
                times.ours.push(timed(|| Ok(ours.search(request)?))?);
                Ok(())
            };
            let mut other = || -> Result<(), Box<dyn Error>> {
                times.bare.push(timed(|| Ok(bare.search(&query.text, request.any)?))?);
                Ok(())
            };
            // Whoever comes second finds the processor's caches used: that falls to both alike.
            if round % 2 == 0 {
                one()?;
                other()?;
            } else {
                other()?;
                one()?;
            }
        }
    }
    let label = collection.label();
    let mut all: (Vec<f64>, Vec<f64>) = Default::default();
    for kind in Kind::SHARED {
        let of_kind = asked.iter().zip(&mut times).filter(|(asked, _)| asked.query.kind == kind);
        let (mut ours, mut bare): (Vec<f64>, Vec<f64>) =
            of_kind.map(|(_, t)| (median(&mut t.ours), median(&mut t.bare))).unzip();
        all.0.extend(&ours);
        all.1.extend(&bare);
        table.latency(&format!("search, {}, µs", kind.name()), &label, &mut ours, &mut bare);
    }
    table.latency("search, all of these, µs", &label, &mut all.0, &mut all.1);
    Ok(())
}

/// Adds the rows of what dateline alone understands.
fn alone(
    collection: &Collection,
    asked: &[Asked<'_>],
    ours: &Searcher,
    rounds: usize,
    table: &mut Table,
) -> Result<(), Box<dyn Error>> {
    let mut times: Vec<Vec<f64>> = asked.iter().map(|_| Vec::new()).collect();
    for round in 0..=rounds {
        for (Asked { request, .. }, times) in asked.iter().zip(&mut times) {
            let taken = timed(|| Ok(ours.search(request)?))?;
            // The first round only warms up.
            if round > 0 {
                times.push(taken);
            }
        }
    }
    for kind in Kind::OWN {
        let of_kind = asked.iter().zip(&mut times).filter(|(asked, _)| asked.query.kind == kind);
        let mut medians: Vec<f64> = of_kind.map(|(_, times)| median(times)).collect();
        let most = matches!(kind, Kind::Wildcard | Kind::Fuzzy | Kind::Regex).then_some(WANTED);
        table.alone(&format!("search, {}, µs", kind.name()), &collection.label(), &mut medians, most);
    }
    Ok(())
}

/// Runs everything once; for how many queries both sides find equally many articles.
fn agreeing(ours: &Searcher, bare: &Stock, asked: &[Asked<'_>]) -> Result<usize, Box<dyn Error>> {
    let mut agreeing = 0;
    for Asked { query, request } in asked {
        let (ours, bare) = (ours.search(request)?, bare.search(&query.text, request.any)?);
        agreeing += usize::from(ours.matches == bare.matches as u64 && ours.hits.len() == bare.hits.len());
    }
    Ok(agreeing)
}

/// The microseconds that an answer takes; letting go of it is not part of it.
fn timed<T>(answer: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    let started = Instant::now();
    let answer = black_box(answer()?);
    let taken = started.elapsed();
    drop(answer);
    Ok(taken.as_secs_f64() * 1e6)
}
