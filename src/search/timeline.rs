//! A histogram of the articles that match: by when they were published, or by when they speak of. Counts come from the columns of dates; no
//! article is read.

use std::time::Instant;

use serde::Serialize;

use super::answer::milliseconds;
use super::filters::column;
use super::periods::PeriodCounts;
use super::request::{FacetName, Request, Sort};
use super::searcher::{Prepared, SearchError, Searcher};
use crate::calendar::{Period, Unit};

/// Fewer bars than these show little.
const FEWEST_BARS: f64 = 10.0;
/// More are hard to take in at once.
const MOST_BARS: f64 = 40.0;

/// Which dates of an article are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DatesOf {
    /// When it was published.
    Published,
    /// When it speaks of.
    About,
}

/// How many articles there are in each period.
#[derive(Debug, Clone, Serialize)]
pub struct Timeline {
    /// How many articles match.
    pub matches: u64,
    /// Which of their dates were counted.
    pub of: DatesOf,
    /// How long the periods are.
    pub by: Unit,
    /// The periods that have articles, in their order; those between that have none are left out. An article that speaks of dates in several
    /// periods counts in each.
    pub periods: Vec<PeriodCount>,
    /// Articles in none of the periods, because their date is less precise.
    pub less_precise: u64,
    /// Articles without a date; of dates spoken of, without one within the range that was asked for.
    pub undated: u64,
    /// What could not be done as asked, and what was understood instead.
    pub complaints: Vec<String>,
    /// Milliseconds that it took.
    pub took_ms: f64,
}

/// How many articles there are in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PeriodCount {
    /// The period.
    pub period: Period,
    /// The number of articles.
    pub articles: u64,
}

impl Searcher {
    /// Counts the articles that match by period; without `by`, by those that hold most of them and make some 10 to 40 bars. Never relaxes.
    /// Where the query requires dates within a range, no others are counted.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn timeline(&self, request: &Request, of: DatesOf, by: Option<Unit>) -> Result<Timeline, SearchError> {
        let started = Instant::now();
        let facet = match of {
            DatesOf::Published => FacetName::Date,
            DatesOf::About => FacetName::About,
        };
        let request = &Request { facets: vec![(facet, None)], ..request.clone() };
        let Prepared { plan, filters, complaints } = self.prepare(request)?;
        let mut gathered = self.gather(request, &plan, &filters, 0, Sort::Relevance)?;
        let counts = gathered.dates.remove(&column(facet.field())).unwrap_or_default();
        let by = by.unwrap_or_else(|| fitting(&counts));
        let periods = counts.of(by).into_iter().map(|(period, articles)| PeriodCount { period, articles });
        Ok(Timeline {
            matches: gathered.matches,
            of,
            by,
            periods: periods.collect(),
            less_precise: counts.less_precise(by),
            undated: gathered.matches.saturating_sub(counts.dated()),
            complaints,
            took_ms: milliseconds(started),
        })
    }
}

/// The unit that holds more than half of the dated articles and makes not too few bars and not too many, or nearly so; years, if there is none.
fn fitting(counts: &PeriodCounts) -> Unit {
    let strain = |unit: Unit| {
        let periods = counts.of(unit);
        let (first, last) = (early(periods.iter())?, early(periods.iter().rev())?);
        let bars = first.through(last) as f64;
        let holds_most = counts.less_precise(unit) * 2 < counts.dated();
        // Twice too many is worse than half too few: it does not fit on a screen.
        holds_most.then(|| (unit, (FEWEST_BARS / bars).max((bars / MOST_BARS).powi(2)).max(1.0)))
    };
    let best = Unit::ALL.into_iter().filter_map(strain).min_by(|(_, one), (_, other)| one.total_cmp(other));
    best.map_or(Unit::Year, |(unit, _)| unit)
}

/// The first period behind two articles in a hundred: a few far from all others must not make years of what happened within a week.
fn early<'a>(periods: impl Iterator<Item = &'a (Period, u64)> + Clone) -> Option<Period> {
    let mut left = periods.clone().map(|(_, articles)| articles).sum::<u64>() / 50;
    let mut behind = periods.skip_while(|(_, articles)| {
        let is_left_out = *articles <= left;
        left = left.saturating_sub(*articles);
        is_left_out
    });
    behind.next().map(|(period, _)| *period)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::PartialDate;

    fn fitted(dates: &[&str]) -> Unit {
        let mut counts = PeriodCounts::default();
        for date in dates {
            let date: PartialDate = date.parse().unwrap();
            counts.finest[(10 - date.to_string().len()) / 3] += 1;
            for period in Unit::ALL.into_iter().filter_map(|unit| Period::of(date, unit)) {
                *counts.periods.entry(period).or_default() += 1;
            }
        }
        fitting(&counts)
    }

    #[test]
    fn bars_are_neither_too_many_nor_too_few() {
        for (first, last, unit) in [
            ("2021-08-15", "2021-08-15", Unit::Day),
            ("2021-08-15", "2021-09-23", Unit::Day),
            ("2021-08-15", "2021-10-24", Unit::Week),
            ("2021-01-15", "2021-10-01", Unit::Week),
            ("2021-01-15", "2021-12-24", Unit::Month),
            ("2018-01-15", "2021-12-24", Unit::Month),
            ("2015-01-15", "2021-12-24", Unit::Year),
        ] {
            assert_eq!(fitted(&[first, last]), unit, "{first}..{last}");
        }
        assert_eq!(fitted(&["1066", "2021-12-24"]), Unit::Year);
        assert_eq!(fitted(&["2021-08-15", "2021-08", "2021-09"]), Unit::Month);
        assert_eq!(fitted(&[]), Unit::Year);
        let (week, far) = (["2021-08-15", "2021-08-21"].repeat(60), ["1997-01-01", "1998-01-01"]);
        assert_eq!(fitted(&[&week[..], &far[..1]].concat()), Unit::Day);
        assert_eq!(fitted(&[&week[..], &far, &far].concat()), Unit::Year);
    }
}
