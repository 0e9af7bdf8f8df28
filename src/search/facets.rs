//! Turns the counts of facet columns into facets, and cuts these to what is shown. Sees numbers only, no articles.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::answer::{FacetCounts, FacetValue};
use super::collect::Gathered;
use super::filters::column;
use super::naming::kinds;
use super::periods::PeriodCounts;
use super::plan::Plan;
use super::request::{FacetName, ValueOrder};
use crate::actors::Key;
use crate::calendar::{DateRange, Precision, Unit};
use crate::index::FacetColumn;

/// The columns that the facets beside dates and actors are counted from.
pub fn columns(asked: &[(FacetName, Option<usize>)]) -> Vec<FacetColumn> {
    let plain = asked.iter().map(|(name, _)| *name).filter(|name| !is_of_dates(*name) && !is_of_actors(*name));
    let mut columns: Vec<FacetColumn> = plain.map(|name| column(name.field())).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// The columns that the facets of dates are counted from, and the ranges in which the plan wants the dates to be.
pub fn date_columns(asked: &[(FacetName, Option<usize>)], plan: &Plan) -> Vec<(FacetColumn, Vec<DateRange>)> {
    let mut named: Vec<FacetName> = asked.iter().map(|(name, _)| *name).filter(|name| is_of_dates(*name)).collect();
    named.sort_unstable();
    named.dedup();
    named.into_iter().map(|name| (column(name.field()), plan.required_ranges(name.field()))).collect()
}

/// Whether a facet counts actors.
pub fn is_of_actors(name: FacetName) -> bool {
    !kinds(name.field()).is_empty()
}

/// Whether a facet counts dates.
pub fn is_of_dates(name: FacetName) -> bool {
    matches!(name, FacetName::Date | FacetName::About)
}

/// All values of a facet: dates in their order, others with most articles first.
pub fn facet(name: FacetName, gathered: &Gathered) -> FacetCounts {
    let mut values = match name {
        _ if is_of_dates(name) => {
            of_dates(gathered.dates.get(&column(name.field())).unwrap_or(&PeriodCounts::default()))
        }
        _ if is_of_actors(name) => of_actors(name, &gathered.actors),
        _ => of_values(column(name.field()), &gathered.facets),
    };
    sort(&mut values, if is_of_dates(name) { ValueOrder::Name } else { ValueOrder::Count });
    FacetCounts { facet: name, distinct: values.len(), values, is_of_choice: false }
}

fn of_actors(name: FacetName, counts: &FxHashMap<Key, u64>) -> Vec<FacetValue> {
    let of_kind = counts.iter().filter(|(actor, _)| kinds(name.field()).contains(&actor.kind));
    // Where kinds stand together, two actors may have one name.
    let kind = |actor: &Key| (name == FacetName::Actor).then_some(actor.kind);
    let value = |(actor, &articles): (&Key, &u64)| FacetValue {
        kind: kind(actor),
        ..FacetValue::plain(actor.name.clone(), articles)
    };
    of_kind.map(value).collect()
}

fn of_values(column: FacetColumn, counts: &FxHashMap<(FacetColumn, String), u64>) -> Vec<FacetValue> {
    let of_column = counts.iter().filter(|((c, value), _)| *c == column && !value.is_empty());
    of_column.map(|((_, value), &articles)| FacetValue::plain(value.clone(), articles)).collect()
}

/// Years; months where there is but one year; days where there is but one month.
fn of_dates(counts: &PeriodCounts) -> Vec<FacetValue> {
    let units = [Unit::Year, Unit::Month, Unit::Day];
    let unit = units.into_iter().find(|&unit| counts.of(unit).len() > 1).unwrap_or(Unit::Day);
    at(unit, counts)
}

/// Orders values and keeps `most` of them, beside those that are chosen. Of dates of publication the latest are kept, but the commonest of those that
/// articles speak of, which may be in any century.
pub fn cut(counts: &mut FacetCounts, most: Option<usize>, order: Option<ValueOrder>) {
    counts.distinct = counts.values.len();
    let is_of_dates = is_of_dates(counts.facet);
    if let Some(most) = most.filter(|&most| most < counts.distinct) {
        match (counts.facet, order) {
            (FacetName::Date, None) => counts.values.reverse(),
            (FacetName::About, None) => sort(&mut counts.values, ValueOrder::Count),
            (_, order) => sort(&mut counts.values, order.unwrap_or(ValueOrder::Count)),
        }
        let mut left = most;
        counts.values.retain(|value| {
            let is_kept = left > 0;
            left = left.saturating_sub(1);
            is_kept || value.chosen
        });
    }
    let usual = if is_of_dates { ValueOrder::Name } else { ValueOrder::Count };
    sort(&mut counts.values, order.unwrap_or(usual));
}

fn sort(values: &mut [FacetValue], order: ValueOrder) {
    match order {
        ValueOrder::Count => values.sort_by(most_first),
        ValueOrder::Name => values.sort_by(by_name),
    }
}

/// The dates of a precision. An article that says less counts under what it says: beside months, `2021` is the year by itself.
fn at(unit: Unit, counts: &PeriodCounts) -> Vec<FacetValue> {
    let is_less_precise = |precision: Precision| match unit {
        Unit::Year => false,
        Unit::Month => precision == Precision::Year,
        Unit::Day | Unit::Week => precision != Precision::Day,
    };
    let less_precise = counts.values.iter().filter(|(value, _)| is_less_precise(value.precision()));
    let less_precise = less_precise.map(|(value, &articles)| FacetValue::plain(value.to_string(), articles));
    let periods = counts.of(unit).into_iter();
    periods.map(|(period, articles)| FacetValue::plain(period.to_string(), articles)).chain(less_precise).collect()
}

fn most_first(a: &FacetValue, b: &FacetValue) -> Ordering {
    b.articles.cmp(&a.articles).then_with(|| by_name(a, b))
}

/// Dates as they are written sort as they follow each other.
fn by_name(a: &FacetValue, b: &FacetValue) -> Ordering {
    a.value.cmp(&b.value).then_with(|| a.kind.cmp(&b.kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{PartialDate, Period};

    /// The facet of articles that each have these dates, counted one by one.
    fn shown(name: FacetName, most: Option<usize>, articles: &[&[&str]]) -> Vec<String> {
        let mut counts = PeriodCounts::default();
        for dates in articles {
            let dates: Vec<PartialDate> = dates.iter().map(|date| date.parse().unwrap()).collect();
            dates.iter().for_each(|&date| *counts.values.entry(date).or_default() += 1);
            for unit in Unit::ALL {
                let mut periods: Vec<_> = dates.iter().filter_map(|&date| Period::of(date, unit)).collect();
                periods.sort_unstable();
                periods.dedup();
                periods.into_iter().for_each(|period| *counts.periods.entry(period).or_default() += 1);
            }
        }
        let mut facet = FacetCounts { facet: name, values: of_dates(&counts), distinct: 0, is_of_choice: false };
        sort(&mut facet.values, ValueOrder::Name);
        cut(&mut facet, most, None);
        facet.values.iter().map(|v| format!("{} {}", v.value, v.articles)).collect()
    }

    #[test]
    fn dates_are_counted_as_coarsely_as_they_differ() {
        let articles: [&[&str]; 4] = [&["2021-08-15"], &["2021-08-16"], &["2021-09"], &["2021"]];
        assert_eq!(shown(FacetName::Date, None, &articles), ["2021 1", "2021-08 2", "2021-09 1"]);
        assert_eq!(shown(FacetName::Date, Some(1), &articles), ["2021-09 1"]);
        // A date that is less precise than the others does not make them coarser.
        let articles: [&[&str]; 4] = [&["2021-08-15"], &["2021-08-16"], &["2021-08"], &["2021"]];
        assert_eq!(shown(FacetName::Date, None, &articles), ["2021 1", "2021-08 1", "2021-08-15 1", "2021-08-16 1"]);
        assert_eq!(shown(FacetName::Date, None, &[&["2021"], &["2021"]]), ["2021 2"]);
    }

    #[test]
    fn an_article_counts_once_a_period_and_the_commonest_are_kept() {
        let articles: [&[&str]; 3] = [&["2001-09-11", "2021-08-15", "2021-08-16"], &["2021"], &["1996", "2001"]];
        assert_eq!(shown(FacetName::About, None, &articles), ["1996 1", "2001 2", "2021 2"]);
        assert_eq!(shown(FacetName::About, Some(2), &articles), ["2001 2", "2021 2"]);
    }
}
