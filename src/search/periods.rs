//! How many articles have a date in each day, week, month and year: the tally of one column of dates, where an article with several dates in a
//! period counts once. Sees one article's dates at a time, and no text.

use std::io;

use rustc_hash::FxHashMap;
use tantivy::DocId;
use tantivy::fastfield::FacetReader;

use crate::calendar::{DateRange, PartialDate, Period, Precision, Unit};

/// Units that gather several values of the column. A day is a value itself.
const GATHERED: [Unit; 3] = [Unit::Week, Unit::Month, Unit::Year];
/// Stands for no period.
const NONE: u32 = u32::MAX;

/// How many articles have which dates.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PeriodCounts {
    /// How many articles have each date, exactly as precise as it is.
    pub values: FxHashMap<PartialDate, u64>,
    /// How many have a date within each period.
    pub periods: FxHashMap<Period, u64>,
    /// How many have a day as the most precise of their dates; a month; a year.
    pub finest: [u64; 3],
}

impl PeriodCounts {
    /// How many articles have a date.
    pub fn dated(&self) -> u64 {
        self.finest.iter().sum()
    }

    /// How many have a date, but none that is as precise as a unit.
    pub fn less_precise(&self, unit: Unit) -> u64 {
        let [_, month, year] = self.finest;
        match unit {
            Unit::Day | Unit::Week => month + year,
            Unit::Month => year,
            Unit::Year => 0,
        }
    }

    /// The periods of a unit that have articles, in their order.
    pub fn of(&self, unit: Unit) -> Vec<(Period, u64)> {
        let of_unit = self.periods.iter().filter(|(period, _)| period.unit() == unit);
        let mut periods: Vec<(Period, u64)> = of_unit.map(|(&period, &articles)| (period, articles)).collect();
        periods.sort_unstable();
        periods
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: PeriodCounts) {
        for (value, articles) in other.values {
            *self.values.entry(value).or_default() += articles;
        }
        for (period, articles) in other.periods {
            *self.periods.entry(period).or_default() += articles;
        }
        for (all, articles) in self.finest.iter_mut().zip(other.finest) {
            *all += articles;
        }
    }
}

/// The dates that the values of a column are, in the order of their ordinals.
pub fn dates_of(column: &FacetReader) -> io::Result<Vec<Option<PartialDate>>> {
    let mut dates = Vec::with_capacity(column.num_facets());
    let mut values = column.facet_dict().stream()?;
    while values.advance() {
        // Tantivy separates the names of a facet's path by a zero byte.
        let path = String::from_utf8_lossy(values.key()).replace('\0', "-");
        dates.push(path.parse().ok());
    }
    Ok(dates)
}

/// Whether a date is one to be counted: any, if there are no ranges, else one that overlaps one of them.
pub fn is_within(date: PartialDate, ranges: &[DateRange]) -> bool {
    ranges.is_empty() || ranges.iter().any(|range| range.overlaps(date.first(), date.last()))
}

/// The tally over one segment.
pub struct SegmentPeriods {
    column: FacetReader,
    /// Of each ordinal, its date and the numbers of its periods; none for what is not counted.
    values: Vec<Option<(PartialDate, [u32; GATHERED.len()])>>,
    articles: Vec<u32>,
    periods: Vec<PeriodCount>,
    finest: [u64; 3],
}

struct PeriodCount {
    period: Period,
    articles: u32,
    /// The article that counted last, so that none counts twice.
    last: Option<DocId>,
}

impl SegmentPeriods {
    /// Prepares to count the dates of a column that overlap one of the ranges; all of them, if there are none.
    pub fn new(column: FacetReader, ranges: &[DateRange]) -> io::Result<SegmentPeriods> {
        let dates = dates_of(&column)?;
        let mut periods: Vec<PeriodCount> = Vec::new();
        let mut latest = [NONE; GATHERED.len()];
        let mut values = Vec::with_capacity(dates.len());
        for date in &dates {
            values.push(date.filter(|&date| is_within(date, ranges)).map(|date| {
                let mut numbers = [NONE; GATHERED.len()];
                for (at, period) in GATHERED.iter().enumerate().filter_map(|(n, &u)| Some((n, Period::of(date, u)?))) {
                    // Values ascend, so the dates of a period stand together.
                    if periods.get(latest[at] as usize).is_none_or(|latest| latest.period != period) {
                        latest[at] = periods.len() as u32;
                        periods.push(PeriodCount { period, articles: 0, last: None });
                    }
                    numbers[at] = latest[at];
                }
                (date, numbers)
            }));
        }
        Ok(SegmentPeriods { articles: vec![0; dates.len()], column, values, periods, finest: [0; 3] })
    }

    /// Counts an article.
    pub fn collect(&mut self, doc: DocId) {
        let mut finest = None;
        for ord in self.column.facet_ords(doc) {
            let Some((date, numbers)) = &self.values[ord as usize] else { continue };
            self.articles[ord as usize] += 1;
            let rank = match date.precision() {
                Precision::Day => 0,
                Precision::Month => 1,
                Precision::Year => 2,
            };
            finest = Some(finest.map_or(rank, |best: usize| best.min(rank)));
            for &number in numbers.iter().filter(|&&number| number != NONE) {
                let period = &mut self.periods[number as usize];
                if period.last != Some(doc) {
                    period.last = Some(doc);
                    period.articles += 1;
                }
            }
        }
        if let Some(rank) = finest {
            self.finest[rank] += 1;
        }
    }

    /// What was counted.
    pub fn harvest(self) -> PeriodCounts {
        let mut counts = PeriodCounts { finest: self.finest, ..PeriodCounts::default() };
        for PeriodCount { period, articles, .. } in self.periods.iter().filter(|period| period.articles > 0) {
            *counts.periods.entry(*period).or_default() += u64::from(*articles);
        }
        let counted = self.values.iter().zip(&self.articles).filter(|(_, articles)| **articles > 0);
        for ((date, _), &articles) in counted.filter_map(|(value, articles)| Some((value.as_ref()?, articles))) {
            counts.values.insert(*date, u64::from(articles));
            if let Some(day) = Period::of(*date, Unit::Day) {
                counts.periods.insert(day, u64::from(articles));
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_segments_add_up() {
        let date: PartialDate = "2021-08".parse().unwrap();
        let month = Period::of(date, Unit::Month).unwrap();
        let one = || PeriodCounts {
            values: [(date, 2)].into_iter().collect(),
            periods: [(month, 3)].into_iter().collect(),
            finest: [1, 2, 4],
        };
        let mut all = one();
        all.add(one());
        assert_eq!((all.values[&date], all.of(Unit::Month), all.dated()), (4, vec![(month, 6)], 14));
        assert_eq!(Unit::ALL.map(|unit| all.less_precise(unit)), [12, 12, 8, 0]);
        assert!(all.of(Unit::Day).is_empty());
    }

    #[test]
    fn what_overlaps_one_of_the_ranges_is_within() {
        let ranges: Vec<DateRange> =
            ["2021-08", "2020"].iter().map(|text| DateRange::from(text.parse::<PartialDate>().unwrap())).collect();
        let within = |date: &str, ranges: &[DateRange]| is_within(date.parse().unwrap(), ranges);
        assert!(within("2021", &ranges) && within("2021-08-15", &ranges) && within("2020-02", &ranges));
        assert!(!within("2021-09", &ranges));
        assert!(within("2021-09", &[]));
    }
}
