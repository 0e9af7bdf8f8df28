//! How many articles have a date in each day, week, month and year: the tally of one column of dates, where an article with several dates in a
//! period counts once. Sees the dates of a block of articles at a time, and no text.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::DocId;

use super::numbered::NumberedColumn;
use crate::calendar::{DateRange, PartialDate, Period, Precision, Unit};
use crate::index::{FacetColumn, NumberedValues};

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
}

/// The dates that the values of a column are, by number.
pub fn dates_of(values: &NumberedValues, column: FacetColumn) -> impl Iterator<Item = Option<PartialDate>> + '_ {
    // The names of a facet's path, here year, month and day, have a zero byte between them.
    (0..values.len(column) as u32).map(move |number| values.value(column, number).replace('\0', "-").parse().ok())
}

/// Whether a date is one to be counted: any, if there are no ranges, else one that overlaps one of them.
pub fn is_within(date: PartialDate, ranges: &[DateRange]) -> bool {
    ranges.is_empty() || ranges.iter().any(|range| range.overlaps(date.first(), date.last()))
}

/// The values of a column that are counted, and the periods in which they are.
pub struct DateValues {
    /// Of each number, its date and the places of its periods; none for what is not counted.
    values: Vec<Option<(PartialDate, [u32; GATHERED.len()])>>,
    periods: Vec<Period>,
}

impl DateValues {
    /// Those values that overlap one of the ranges; all of them, if there are none.
    pub fn new(values: &NumberedValues, column: FacetColumn, ranges: &[DateRange]) -> DateValues {
        let mut dates = DateValues { values: Vec::with_capacity(values.len(column)), periods: Vec::new() };
        let mut latest = [NONE; GATHERED.len()];
        for date in dates_of(values, column) {
            let counted = date.filter(|&date| is_within(date, ranges));
            let counted = counted.map(|date| (date, dates.places(date, &mut latest)));
            dates.values.push(counted);
        }
        dates
    }

    /// The places of the periods in which a date is. Values ascend, so the dates of a period stand together, and it is the latest of its unit or a new one.
    fn places(&mut self, date: PartialDate, latest: &mut [u32; GATHERED.len()]) -> [u32; GATHERED.len()] {
        let mut places = [NONE; GATHERED.len()];
        for ((unit, latest), place) in GATHERED.into_iter().zip(latest).zip(&mut places) {
            let Some(period) = Period::of(date, unit) else { continue };
            if self.periods.get(*latest as usize) != Some(&period) {
                *latest = self.periods.len() as u32;
                self.periods.push(period);
            }
            *place = *latest;
        }
        places
    }

    /// What was counted in all segments, under its names.
    pub fn counts(&self, tally: &DateTally) -> PeriodCounts {
        let mut counts = PeriodCounts { finest: tally.finest, ..PeriodCounts::default() };
        for (&period, &articles) in self.periods.iter().zip(&tally.periods).filter(|(_, articles)| **articles > 0) {
            counts.periods.insert(period, articles);
        }
        let counted = self.values.iter().zip(&tally.values).filter(|(_, articles)| **articles > 0);
        for ((date, _), &articles) in counted.filter_map(|(value, articles)| Some((value.as_ref()?, articles))) {
            counts.values.insert(*date, articles);
            if let Some(day) = Period::of(*date, Unit::Day) {
                counts.periods.insert(day, articles);
            }
        }
        counts
    }
}

/// How many articles there are by number of value and place of period.
#[derive(Debug, Default)]
pub struct DateTally {
    values: Vec<u64>,
    periods: Vec<u64>,
    finest: [u64; 3],
}

impl DateTally {
    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &DateTally) {
        let add = |all: &mut Vec<u64>, other: &[u64]| {
            all.resize(all.len().max(other.len()), 0);
            all.iter_mut().zip(other).for_each(|(all, articles)| *all += articles);
        };
        add(&mut self.values, &other.values);
        add(&mut self.periods, &other.periods);
        self.finest.iter_mut().zip(other.finest).for_each(|(all, articles)| *all += articles);
    }
}

/// The tally over one segment.
pub struct SegmentPeriods {
    column: NumberedColumn,
    dates: Arc<DateValues>,
    tally: DateTally,
    /// How many articles have each value and no other.
    alone: Vec<u64>,
    /// The article that counted last in each period, so that none counts twice.
    last: Vec<DocId>,
}

impl SegmentPeriods {
    /// Prepares to count the dates of a column.
    pub fn new(column: NumberedColumn, dates: Arc<DateValues>) -> SegmentPeriods {
        let (values, periods) = (vec![0; dates.values.len()], vec![0; dates.periods.len()]);
        let last = vec![DocId::MAX; periods.len()];
        let alone = values.clone();
        SegmentPeriods { column, dates, tally: DateTally { values, periods, finest: [0; 3] }, alone, last }
    }

    /// Counts some articles.
    pub fn count(&mut self, docs: &[DocId]) {
        let SegmentPeriods { column, dates, tally, alone, last } = self;
        let block = column.read(docs);
        for (place, &doc) in docs.iter().enumerate() {
            let numbers = match block.of(place) {
                // Most articles that have a date have one, which counts once in whatever period it is.
                &[number] => {
                    alone.get_mut(number as usize).into_iter().for_each(|articles| *articles += 1);
                    continue;
                }
                numbers => numbers,
            };
            let mut finest = None;
            for &number in numbers {
                let Some(Some((date, places))) = dates.values.get(number as usize) else { continue };
                tally.values[number as usize] += 1;
                finest = finest.into_iter().chain([fineness(*date)]).min();
                for &period in places.iter().filter(|&&period| period != NONE) {
                    tally.periods[period as usize] += u64::from(last[period as usize] != doc);
                    last[period as usize] = doc;
                }
            }
            finest.into_iter().for_each(|finest| tally.finest[finest] += 1);
        }
    }

    /// What was counted.
    pub fn harvest(self) -> DateTally {
        let mut tally = self.tally;
        for (number, &articles) in self.alone.iter().enumerate().filter(|(_, articles)| **articles > 0) {
            let Some((date, places)) = &self.dates.values[number] else { continue };
            tally.values[number] += articles;
            tally.finest[fineness(*date)] += articles;
            let periods = places.iter().filter(|&&period| period != NONE);
            periods.for_each(|&period| tally.periods[period as usize] += articles);
        }
        tally
    }
}

/// The place of a date's precision in [`PeriodCounts::finest`].
fn fineness(date: PartialDate) -> usize {
    match date.precision() {
        Precision::Day => 0,
        Precision::Month => 1,
        Precision::Year => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_segments_add_up() {
        let date: PartialDate = "2021-08".parse().unwrap();
        let month = Period::of(date, Unit::Month).unwrap();
        let dates = DateValues { values: vec![Some((date, [NONE, 0, NONE]))], periods: vec![month] };
        let mut all = DateTally::default();
        for _ in 0..2 {
            all.add(&DateTally { values: vec![2], periods: vec![3], finest: [1, 2, 4] });
        }
        let all = dates.counts(&all);
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
