//! One pass over the articles that match: how many there are, which come first, and how often each facet value occurs. Counts are exact; ties are
//! broken by the article's id, so that the order never depends on how the index grew.

use std::cmp::Reverse;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::best::{Best, Candidate, Floor};
use super::fresh::HalfLife;
use super::numbered::NumberedColumn;
use super::numbers::Numbers;
use super::periods::{DateTally, DateValues, PeriodCounts, SegmentPeriods};
use super::request::{Evidence, Sort};
use super::value_counts::{SegmentCounts, ValueCounts};
use crate::calendar::{DateRange, Day};
use crate::index::FacetColumn;

/// What comes first: greater is better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rank {
    /// The score, the day number for an order by time, or what [`fresh_key`] makes of both.
    key: f64,
    id: Reverse<u64>,
    score: f64,
    halvings: f64,
}

impl Eq for Rank {}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.total_cmp(&other.key).then(self.id.cmp(&other.id))
    }
}

/// An article near the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    rank: Rank,
    /// Where it is.
    pub address: DocAddress,
}

impl Found {
    /// Its id.
    pub fn id(&self) -> u64 {
        self.rank.id.0
    }

    /// Its score by its words alone, in an order by relevance.
    pub fn score(&self) -> f64 {
        self.rank.score
    }

    /// How often its score is halved for its age.
    pub fn halvings(&self) -> f64 {
        self.rank.halvings
    }
}

/// A score that has been halved so often, as something to order by: its logarithm, as the score itself would be nought for all that is old.
pub fn fresh_key(score: f64, halvings: f64) -> f64 {
    score.max(SMALLEST).log2() - halvings
}

/// Scores are told apart to this.
const SMALLEST: f64 = 1e-4;

/// A score to the digits that are shown: sums of the same scores in another order differ in the last bits, which must not decide.
pub fn rounded(score: f64) -> f64 {
    (score * 1e4).round() / 1e4
}

/// Articles that are counted at once.
const BLOCK: usize = 256;

/// What one pass gathers.
#[derive(Debug, Default)]
pub struct Gathered {
    /// How many articles match.
    pub matches: u64,
    /// The best of them, best first.
    pub best: Vec<Found>,
    /// How many articles have each value of the facets that were asked for.
    pub facets: FxHashMap<FacetColumn, ValueCounts>,
    /// How many articles name each actor, if that was asked for.
    pub actors: ValueCounts,
    /// How many have which dates, of the columns of dates that were asked for.
    pub dates: FxHashMap<FacetColumn, PeriodCounts>,
}

/// Gathers the best `most` articles, all counts, and the facets in `columns`, `actors` and `dates`.
pub struct Gather<'a> {
    /// The order.
    pub sort: Sort,
    /// How many articles to keep.
    pub most: usize,
    /// At what age an article counts half in an order by relevance, and what day it is.
    pub fresh: Option<(HalfLife, Day)>,
    /// Which facets to count, beside actors and dates.
    pub columns: Vec<FacetColumn>,
    /// On which evidence to count actors, if they are to be counted.
    pub actors: Option<Evidence>,
    /// Which dates to count.
    pub dates: Vec<(FacetColumn, Arc<DateValues>)>,
    /// What the numbers of the index mean.
    pub numbers: &'a Numbers,
    /// What an article must have to be kept, as far as is known from other segments; a new one for each pass.
    pub floor: Floor,
}

impl<'a> Gather<'a> {
    /// Counts articles, and dates if there are any columns of them: each with the ranges outside of which none counts; all do, if there are none.
    pub fn counting(dates: &[(FacetColumn, Vec<DateRange>)], numbers: &'a Numbers) -> Gather<'a> {
        let dates = dates.iter().map(|(column, ranges)| {
            let dates = DateValues::new(&numbers.values, *column, ranges);
            (*column, Arc::new(dates))
        });
        let dates = dates.collect();
        let (columns, floor) = (Vec::new(), Floor::default());
        Gather { sort: Sort::Relevance, most: 0, fresh: None, columns, actors: None, dates, numbers, floor }
    }

    /// Whether there is anything to count beside the articles.
    pub fn counts(&self) -> bool {
        !self.columns.is_empty() || self.actors.is_some() || !self.dates.is_empty()
    }
}

/// Tells the ids of a segment's articles.
type Ids = Box<dyn Fn(DocId) -> u64 + Send>;

/// The pass over one segment.
pub struct SegmentGather {
    segment: SegmentOrdinal,
    sort: Sort,
    fresh: Option<(HalfLife, Day)>,
    /// When articles came out, if their order depends on it.
    days: Option<Column<i64>>,
    matches: u64,
    best: Best<Ids>,
    /// Articles that score less are not among the best.
    least: Score,
    /// Articles that wait to be counted: by blocks, columns are read faster. None wait if there is nothing to count.
    waiting: Vec<DocId>,
    counts: bool,
    facets: Vec<(FacetColumn, SegmentCounts)>,
    actors: Option<SegmentCounts>,
    dates: Vec<SegmentPeriods>,
}

/// What is gathered in one segment.
pub struct SegmentGathered {
    matches: u64,
    best: Vec<Found>,
    facets: Vec<(FacetColumn, ValueCounts)>,
    actors: ValueCounts,
    dates: Vec<DateTally>,
}

impl Collector for Gather<'_> {
    type Fruit = Gathered;
    type Child = SegmentGather;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentGather> {
        let Numbers { values, .. } = self.numbers;
        let counted = |&column: &FacetColumn| -> tantivy::Result<_> {
            Ok((column, SegmentCounts::new(reader, &[column], values, None, values.len(column))?))
        };
        let named = |evidence: Evidence| self.numbers.segment_actors(reader, evidence);
        let tally = |(column, dates): &(FacetColumn, Arc<DateValues>)| -> tantivy::Result<_> {
            Ok(SegmentPeriods::new(NumberedColumn::new(reader, *column, values, None)?, dates.clone()))
        };
        let by_day = self.sort != Sort::Relevance || self.fresh.is_some();
        let day = if self.sort == Sort::Oldest { "first_day" } else { "last_day" };
        let days = by_day.then(|| reader.fast_fields().i64(day)).transpose()?;
        let ids = reader.fast_fields().u64("id")?;
        let ids: Ids = Box::new(move |doc| ids.first(doc).unwrap_or_default());
        let mut gather = SegmentGather {
            segment,
            sort: self.sort,
            fresh: self.fresh,
            days,
            matches: 0,
            best: Best::new(self.most, self.floor.clone(), ids),
            least: Score::NEG_INFINITY,
            waiting: Vec::with_capacity(BLOCK),
            counts: self.counts(),
            facets: self.columns.iter().map(counted).collect::<tantivy::Result<_>>()?,
            actors: self.actors.map(named).transpose()?,
            dates: self.dates.iter().map(tally).collect::<tantivy::Result<_>>()?,
        };
        gather.raise();
        Ok(gather)
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Relevance && self.most > 0
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<SegmentGathered>>) -> tantivy::Result<Gathered> {
        let mut all = Gathered::default();
        let mut tallies: Vec<DateTally> = self.dates.iter().map(|_| DateTally::default()).collect();
        for segment in segments {
            let segment = segment?;
            all.matches += segment.matches;
            all.best.extend(segment.best);
            for (column, counts) in segment.facets {
                all.facets.entry(column).or_default().add(counts);
            }
            all.actors.add(segment.actors);
            tallies.iter_mut().zip(&segment.dates).for_each(|(all, tally)| all.add(tally));
        }
        all.best.sort_unstable_by(|a, b| b.cmp(a));
        all.best.truncate(self.most);
        let counted = self.dates.iter().zip(&tallies);
        all.dates = counted.map(|((column, dates), tally)| (*column, dates.counts(tally))).collect();
        Ok(all)
    }
}

impl SegmentCollector for SegmentGather {
    type Fruit = tantivy::Result<SegmentGathered>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.matches += 1;
        if self.counts {
            self.waiting.push(doc);
            if self.waiting.len() == BLOCK {
                self.count_waiting();
            }
        }
        // Of most articles it is soon seen that they are not among the best.
        if score >= self.least {
            self.rank(doc, score);
        }
    }

    fn harvest(mut self) -> Self::Fruit {
        self.count_waiting();
        let found = |(Candidate { doc, key, score, halvings }, id)| Found {
            rank: Rank { key, id: Reverse(id), score, halvings },
            address: DocAddress::new(self.segment, doc),
        };
        Ok(SegmentGathered {
            matches: self.matches,
            best: self.best.harvest().map(found).collect(),
            facets: self.facets.into_iter().map(|(column, counts)| (column, counts.harvest())).collect(),
            actors: self.actors.map(SegmentCounts::harvest).unwrap_or_default(),
            dates: self.dates.into_iter().map(SegmentPeriods::harvest).collect(),
        })
    }
}

impl SegmentGather {
    #[inline(never)]
    fn count_waiting(&mut self) {
        let docs = &self.waiting;
        self.facets.iter_mut().for_each(|(_, counts)| counts.count(docs));
        self.actors.iter_mut().for_each(|actors| actors.count(docs));
        self.dates.iter_mut().for_each(|dates| dates.count(docs));
        self.waiting.clear();
    }

    /// Few come so far; for the many that do not, what stands before it must be short.
    #[inline(never)]
    fn rank(&mut self, doc: DocId, score: Score) {
        let score = rounded(score.into());
        let day = self.days.as_ref().and_then(|days| days.first(doc));
        let halvings = self.fresh.map_or(0.0, |(half, today)| half.halvings(day, today));
        let key = match self.sort {
            Sort::Relevance if self.fresh.is_some() => fresh_key(score, halvings),
            Sort::Relevance => score,
            Sort::Newest => day.map_or(f64::NEG_INFINITY, |day| day as f64),
            Sort::Oldest => day.map_or(f64::NEG_INFINITY, |day| -day as f64),
        };
        self.best.add(Candidate { doc, key, score, halvings });
        self.raise();
    }

    /// Asks more of those that are still to come, as far as their scores alone can tell it.
    fn raise(&mut self) {
        let least = self.best.least();
        if least == f64::INFINITY || self.sort == Sort::Relevance && self.fresh.is_none() {
            // What is less by half a unit of the last digit is less when it is rounded too.
            self.least = (least - SMALLEST) as Score;
        }
    }
}
