//! How far what articles speak of lies from when they were published: yesterday's meeting, next year's election, a war of long ago. Counted from
//! the columns of dates; no article is read.

use std::collections::BTreeMap;
use std::time::Instant;

use serde::Serialize;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::fastfield::FacetReader;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::answer::milliseconds;
use super::compile::compile;
use super::periods::{dates_of, is_within};
use super::request::Request;
use super::searcher::{Prepared, SearchError, Searcher};
use super::syntax::Field;
use crate::index::{FacetColumn, NumberedValues};

/// The days of ten years, of one and of a month, in which a bucket ends.
const DECADE: i64 = 3652;
const YEAR: i64 = 365;
const MONTH: i64 = 30;
const WEEK: i64 = 7;

/// The buckets, from the longest before to the longest after: first and last day, both included.
const BUCKETS: [(Option<i64>, Option<i64>); 13] = [
    (None, Some(-DECADE - 1)),
    (Some(-DECADE), Some(-YEAR - 1)),
    (Some(-YEAR), Some(-MONTH - 1)),
    (Some(-MONTH), Some(-WEEK - 1)),
    (Some(-WEEK), Some(-2)),
    (Some(-1), Some(-1)),
    (Some(0), Some(0)),
    (Some(1), Some(1)),
    (Some(2), Some(WEEK)),
    (Some(WEEK + 1), Some(MONTH)),
    (Some(MONTH + 1), Some(YEAR)),
    (Some(YEAR + 1), Some(DECADE)),
    (Some(DECADE + 1), None),
];

/// How far the dates that articles speak of lie from when these were published. Only articles that are dated to the day are compared, and each
/// distinct date of an article counts once. A month or a year lies as far away as its nearest day.
#[derive(Debug, Clone, Serialize)]
pub struct Lag {
    /// How many articles match.
    pub matches: u64,
    /// How many of them speak of a date and are dated to the day, so that they could be compared.
    pub compared: u64,
    /// The distances, from long before to long after, also where there is none.
    pub lag: Vec<LagCount>,
    /// Months and years that the article came out in. How far away is meant cannot be told.
    pub less_precise: DateCount,
    /// The distance that half of the dates in `lag` lie before or at, in days; negative is before publication.
    pub median_days: Option<i64>,
    /// Articles without a date of publication, or with one that is less precise than a day.
    pub not_dated_to_the_day: u64,
    /// Articles that are dated to the day and speak of no date.
    pub without_dates: u64,
    /// What could not be done as asked, and what was understood instead.
    pub complaints: Vec<String>,
    /// Milliseconds that it took.
    pub took_ms: f64,
}

/// How many articles speak of dates so far away, and of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LagCount {
    /// The first distance in days, included; negative is before publication, none without bound.
    pub from_days: Option<i64>,
    /// The last distance in days, included; none is without bound.
    pub to_days: Option<i64>,
    /// How many articles and dates there are.
    #[serde(flatten)]
    pub count: DateCount,
}

/// A number of articles, and of the dates that they speak of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct DateCount {
    /// The articles, each once.
    pub articles: u64,
    /// The distinct dates of each, added up.
    pub dates: u64,
}

impl DateCount {
    fn add(&mut self, dates: u64) {
        self.articles += u64::from(dates > 0);
        self.dates += dates;
    }

    fn join(&mut self, other: DateCount) {
        self.articles += other.articles;
        self.dates += other.dates;
    }
}

impl Searcher {
    /// Compares when the articles that match speak of with when they were published. Never relaxes. Where the query requires that they speak of a
    /// range, no other dates are counted.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn lag(&self, request: &Request) -> Result<Lag, SearchError> {
        let started = Instant::now();
        let Prepared { plan, filters, complaints } = self.prepare(request)?;
        let query = compile(&plan, &filters, self.fields());
        let (ranges, values) = (plan.required_ranges(Field::About), &self.numbers()?.values);
        let counted = dates_of(values, FacetColumn::About).map(|date| date.filter(|&date| is_within(date, &ranges)));
        let days = counted.map(|date| date.map(|date| (date.first().number(), date.last().number()))).collect();
        let collector = Distances { days, values };
        let counts = self.tantivy().search(&query, &collector).map_err(|e| self.failed(e))?;
        let lag = BUCKETS.into_iter().zip(counts.buckets);
        Ok(Lag {
            matches: counts.matches,
            compared: counts.compared,
            median_days: counts.median(),
            lag: lag.map(|((from_days, to_days), count)| LagCount { from_days, to_days, count }).collect(),
            less_precise: counts.less_precise,
            not_dated_to_the_day: counts.not_dated_to_the_day,
            without_dates: counts.matches - counts.compared - counts.not_dated_to_the_day,
            complaints,
            took_ms: milliseconds(started),
        })
    }
}

/// The bucket that holds a distance.
fn bucket(days: i64) -> usize {
    BUCKETS.iter().position(|(_, last)| last.is_none_or(|last| days <= last)).unwrap_or(BUCKETS.len() - 1)
}

/// What is counted.
#[derive(Debug, Default)]
struct Counts {
    matches: u64,
    compared: u64,
    not_dated_to_the_day: u64,
    buckets: [DateCount; BUCKETS.len()],
    less_precise: DateCount,
    /// How many dates lie how many days away.
    distances: BTreeMap<i64, u64>,
}

impl Counts {
    fn median(&self) -> Option<i64> {
        let half = self.distances.values().sum::<u64>().div_ceil(2);
        let mut before = 0;
        let reached = self.distances.iter().find(|(_, dates)| {
            before += **dates;
            before >= half
        });
        reached.map(|(&days, _)| days)
    }

    fn join(&mut self, other: Counts) {
        self.matches += other.matches;
        self.compared += other.compared;
        self.not_dated_to_the_day += other.not_dated_to_the_day;
        self.buckets.iter_mut().zip(other.buckets).for_each(|(all, count)| all.join(count));
        self.less_precise.join(other.less_precise);
        for (days, dates) in other.distances {
            *self.distances.entry(days).or_default() += dates;
        }
    }
}

/// Collects the distances of dates.
struct Distances<'a> {
    /// Of each value of the column, the numbers of its first and last day; none for what is not counted.
    days: Vec<Option<(i64, i64)>>,
    values: &'a NumberedValues,
}

struct SegmentDistances {
    about: FacetReader,
    /// The same by ordinal.
    days: Vec<Option<(i64, i64)>>,
    first_day: Column<i64>,
    last_day: Column<i64>,
    counts: Counts,
}

impl Collector for Distances<'_> {
    type Fruit = Counts;
    type Child = SegmentDistances;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentDistances> {
        let about = reader.facet_reader(FacetColumn::About.name())?;
        let numbers = self.values.of_segment(reader.segment_id(), FacetColumn::About);
        let days = numbers.map(|number| self.days[number? as usize]);
        Ok(SegmentDistances {
            days: days.collect(),
            about,
            first_day: reader.fast_fields().i64("first_day")?,
            last_day: reader.fast_fields().i64("last_day")?,
            counts: Counts::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Counts>) -> tantivy::Result<Counts> {
        let mut all = Counts::default();
        segments.into_iter().for_each(|counts| all.join(counts));
        Ok(all)
    }
}

impl SegmentCollector for SegmentDistances {
    type Fruit = Counts;

    fn collect(&mut self, doc: DocId, _: Score) {
        let counts = &mut self.counts;
        counts.matches += 1;
        let published = self.first_day.first(doc).filter(|first| self.last_day.first(doc) == Some(*first));
        let Some(published) = published else {
            counts.not_dated_to_the_day += 1;
            return;
        };
        let (mut found, mut vague) = ([0; BUCKETS.len()], 0);
        for (first, last) in self.about.facet_ords(doc).filter_map(|ord| self.days[ord as usize]) {
            if first < last && first <= published && published <= last {
                vague += 1;
                continue;
            }
            let days = if last < published { last - published } else { first - published };
            found[bucket(days)] += 1;
            *counts.distances.entry(days).or_default() += 1;
        }
        counts.buckets.iter_mut().zip(found).for_each(|(count, dates)| count.add(dates));
        counts.less_precise.add(vague);
        counts.compared += u64::from(vague > 0 || found.iter().any(|&dates| dates > 0));
    }

    fn harvest(self) -> Counts {
        self.counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_distance_is_in_one_bucket() {
        for pair in BUCKETS.windows(2) {
            assert_eq!(pair[0].1.unwrap() + 1, pair[1].0.unwrap());
        }
        for days in -4000..4000 {
            let (first, last) = BUCKETS[bucket(days)];
            assert!(first.is_none_or(|first| first <= days) && last.is_none_or(|last| days <= last), "{days}");
        }
    }

    #[test]
    fn the_median_is_the_lower_of_two() {
        let median = |distances: &[(i64, u64)]| {
            Counts { distances: distances.iter().copied().collect(), ..Counts::default() }.median()
        };
        assert_eq!(median(&[(-3, 2), (0, 1), (9, 2)]), Some(0));
        assert_eq!(median(&[(-3, 2), (0, 2)]), Some(-3));
        assert_eq!(median(&[]), None);
    }
}
