//! A histogram of the articles that match: by when they were published, or by when they speak of; as numbers, as shares of all articles, and with a
//! line for each value of a facet. Counts come from the columns of dates; no article is read.

use std::time::Instant;

use serde::Serialize;
use tantivy::query::{BooleanQuery, Query};

use super::answer::{FacetValue, milliseconds};
use super::collect::Gather;
use super::compile::compile;
use super::coverage::{coverage, says_coverage};
use super::facets::date_columns;
use super::lines::{Line, Lines, Valued};
use super::periods::PeriodCounts;
use super::request::{FacetName, Request};
use super::searcher::{Prepared, SearchError, Searcher};
use crate::calendar::{DateRange, Period, Unit};
use crate::index::FacetColumn;

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

/// What a timeline is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Histogram {
    /// Which dates are counted.
    pub of: DatesOf,
    /// How long the periods are; if nothing is said, as long as holds most articles and makes some 10 to 40 bars.
    pub by: Option<Unit>,
    /// Whether to say of how many articles those of a period are a share. Raw numbers tell of the collection as much as of the topic: twice the articles
    /// in a month may mean twice the interest, or one more outlet. A share is of all articles of the period whatever they are about: of what the request
    /// and the query require, date, outlet, section, author, language, basis and sort of file hold for them too, and nothing else does.
    pub share: bool,
    /// The facet whose values have a line each, and how many of them: those that filters of that facet choose, else those in most of the articles that
    /// match. A line is what the timeline is under a filter for its value, also in what its shares are of. A facet of dates has no lines.
    pub lines: Option<(FacetName, usize)>,
}

impl Histogram {
    /// Numbers of articles in periods of whatever length fits.
    pub fn new(of: DatesOf) -> Histogram {
        Histogram { of, by: None, share: false, lines: None }
    }
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
    /// The periods that have articles, in their order; those between that have none are left out. With shares, those from the first to the last of
    /// these that have any article at all. An article that speaks of dates in several periods counts in each.
    pub periods: Vec<PeriodCount>,
    /// Articles in none of the periods, because their date is less precise.
    pub less_precise: u64,
    /// Articles without a date; of dates spoken of, without one within the range that was asked for.
    pub undated: u64,
    /// How many articles shares are of, whether dated or not; only where shares were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<u64>,
    /// The same for each of some values; only where lines were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<Lines>,
    /// What could not be done as asked, and what was understood instead.
    pub complaints: Vec<String>,
    /// Milliseconds that it took.
    pub took_ms: f64,
}

/// How many articles there are in a period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PeriodCount {
    /// The period.
    pub period: Period,
    /// The number of articles.
    pub articles: u64,
    /// The number of all articles in the period that these are a share of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// The share of these in per cent, to four decimals; none of no article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
}

impl PeriodCount {
    /// A period and its articles, and of how many they are, where that is counted.
    pub fn new(period: Period, articles: u64, of: Option<u64>) -> PeriodCount {
        let share = of.filter(|&of| of > 0).map(|of| (articles as f64 / of as f64 * 1e6).round() / 1e4);
        PeriodCount { period, articles, of, share }
    }
}

impl Searcher {
    /// Counts the articles that match by period. Never relaxes. Where the query requires dates within a range, no others are counted.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn timeline(&self, request: &Request, asked: &Histogram) -> Result<Timeline, SearchError> {
        let started = Instant::now();
        let prepared = self.prepare(request)?;
        let Prepared { plan, filters, .. } = &prepared;
        let dates = date_columns(&[(asked.of.facet(), None)], plan);
        let matching = compile(plan, filters, self.fields());
        let all = self.tally(&*matching, &dates)?;
        let coverage = compile(&coverage(plan), filters, self.fields());
        let covered = asked.share.then(|| self.tally(&*coverage, &dates)).transpose()?;
        let frame = Frame::new(asked.by, &all);
        let lines = asked.lines.map(|(facet, most)| {
            let (distinct, values) = self.line_values(request, &prepared, facet, most)?;
            let line = |(value, having): Valued| {
                let among = |articles: &dyn Query| {
                    let both = BooleanQuery::intersection(vec![articles.box_clone(), having.box_clone()]);
                    self.tally(&both, &dates)
                };
                // A line is what the timeline would be under a filter for its value, so that its coverage may be its own.
                let is_own = asked.share && says_coverage(facet.field());
                let its_own = is_own.then(|| among(&*coverage)).transpose()?;
                Ok(frame.line(value, &among(&*matching)?, its_own.as_ref().or(covered.as_ref())))
            };
            let values = values.into_iter().map(line).collect::<Result<_, SearchError>>()?;
            Ok::<_, SearchError>(Lines { facet, distinct, values })
        });
        Ok(Timeline {
            matches: all.articles,
            of: asked.of,
            by: frame.by,
            periods: frame.periods(&all, covered.as_ref()),
            less_precise: all.counts.less_precise(frame.by),
            undated: all.undated(),
            coverage: covered.as_ref().map(|covered| covered.articles),
            lines: lines.transpose()?,
            complaints: prepared.complaints,
            took_ms: milliseconds(started),
        })
    }

    /// Counts the dates of the articles that match.
    pub(super) fn tally(&self, query: &dyn Query, dates: &DateColumns) -> Result<Tally, SearchError> {
        let gather = Gather::counting(dates, self.numbers()?);
        let gathered = self.tantivy().search(query, &gather).map_err(|e| self.failed(e))?;
        let counts = gathered.dates.into_values().next().unwrap_or_default();
        Ok(Tally { articles: gathered.matches, counts })
    }
}

impl DatesOf {
    /// The facet that counts the same dates.
    pub(super) fn facet(self) -> FacetName {
        match self {
            DatesOf::Published => FacetName::Date,
            DatesOf::About => FacetName::About,
        }
    }
}

/// The column of dates to count, and the ranges in which they are to be.
type DateColumns = [(FacetColumn, Vec<DateRange>)];

/// Articles and their dates.
pub(super) struct Tally {
    /// How many articles there are.
    pub articles: u64,
    /// Their dates.
    pub counts: PeriodCounts,
}

impl Tally {
    /// How many articles have none of the dates.
    pub fn undated(&self) -> u64 {
        self.articles.saturating_sub(self.counts.dated())
    }
}

/// The periods that a timeline and all its lines are shown in.
pub(super) struct Frame {
    /// How long they are.
    pub by: Unit,
    /// The first and the last.
    span: Option<(Period, Period)>,
}

impl Frame {
    /// The frame of all articles that match; without a unit, it is the one that fits.
    pub fn new(by: Option<Unit>, all: &Tally) -> Frame {
        let by = by.unwrap_or_else(|| fitting(&all.counts));
        let periods = all.counts.of(by);
        let span = periods.first().zip(periods.last()).map(|((first, _), (last, _))| (*first, *last));
        Frame { by, span }
    }

    /// How many articles are in each period that is to be told, and of how many they are, if that is wanted.
    pub fn periods(&self, tally: &Tally, covered: Option<&Tally>) -> Vec<PeriodCount> {
        let Some(covered) = covered else {
            let periods = tally.counts.of(self.by).into_iter();
            return periods.map(|(period, articles)| PeriodCount::new(period, articles, None)).collect();
        };
        let is_within = |period: &Period| self.span.is_some_and(|(first, last)| (first..=last).contains(period));
        let covered = covered.counts.of(self.by).into_iter().filter(|(period, _)| is_within(period));
        let articles = |period: &Period| tally.counts.periods.get(period).copied().unwrap_or_default();
        covered.map(|(period, of)| PeriodCount::new(period, articles(&period), Some(of))).collect()
    }

    fn line(&self, value: FacetValue, tally: &Tally, covered: Option<&Tally>) -> Line {
        Line {
            value: value.value,
            kind: value.kind,
            articles: tally.articles,
            periods: self.periods(tally, covered),
            less_precise: tally.counts.less_precise(self.by),
            undated: tally.undated(),
        }
    }
}

/// The unit that holds more than half of the dated articles and makes not too few bars and not too many, or nearly so; years, if there is none.
pub(super) fn fitting(counts: &PeriodCounts) -> Unit {
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
