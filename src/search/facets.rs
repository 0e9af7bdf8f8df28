//! Turns the counts of facet columns into the facets that were asked for. Sees numbers only, no articles.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::answer::{FacetCounts, FacetValue, Facets};
use super::collect::Gathered;
use super::filters::column;
use super::naming::kinds;
use super::periods::PeriodCounts;
use super::plan::Plan;
use super::request::FacetName;
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

fn is_of_dates(name: FacetName) -> bool {
    matches!(name, FacetName::Date | FacetName::About)
}

/// The facets that were asked for.
pub fn facets(asked: &[(FacetName, Option<usize>)], gathered: &Gathered) -> Facets {
    let none = PeriodCounts::default();
    let facet = |&(name, most): &(FacetName, Option<usize>)| match name {
        _ if is_of_dates(name) => of_dates(name, most, gathered.dates.get(&column(name.field())).unwrap_or(&none)),
        _ if is_of_actors(name) => commonest(name, most, of_actors(name, &gathered.actors)),
        _ => commonest(name, most, of_values(column(name.field()), &gathered.facets)),
    };
    Facets(asked.iter().map(facet).collect())
}

fn of_actors(name: FacetName, counts: &FxHashMap<Key, u64>) -> Vec<FacetValue> {
    let of_kind = counts.iter().filter(|(actor, _)| kinds(name.field()).contains(&actor.kind));
    // Where kinds stand together, two actors may have one name.
    let kind = |actor: &Key| (name == FacetName::Actor).then_some(actor.kind);
    let value =
        |(actor, &articles): (&Key, &u64)| FacetValue { value: actor.name.clone(), kind: kind(actor), articles };
    of_kind.map(value).collect()
}

fn of_values(column: FacetColumn, counts: &FxHashMap<(FacetColumn, String), u64>) -> Vec<FacetValue> {
    let of_column = counts.iter().filter(|((c, value), _)| *c == column && !value.is_empty());
    of_column.map(|((_, value), &articles)| FacetValue::plain(value.clone(), articles)).collect()
}

/// Values, most articles first.
fn commonest(name: FacetName, most: Option<usize>, mut values: Vec<FacetValue>) -> FacetCounts {
    values.sort_by(most_first);
    let distinct = values.len();
    values.truncate(most.unwrap_or(distinct));
    FacetCounts { facet: name, values, distinct }
}

/// Years; months where there is but one year; days where there is but one month. Where there are too many, the latest dates of publication are
/// kept, but the commonest of those that articles speak of, which may be in any century.
fn of_dates(name: FacetName, most: Option<usize>, counts: &PeriodCounts) -> FacetCounts {
    let units = [Unit::Year, Unit::Month, Unit::Day];
    let unit = units.into_iter().find(|&unit| counts.of(unit).len() > 1).unwrap_or(Unit::Day);
    let mut values = at(unit, counts);
    values.sort_by(in_time);
    let distinct = values.len();
    let most = most.unwrap_or(distinct);
    match name {
        FacetName::About => {
            values.sort_by(most_first);
            values.truncate(most);
            values.sort_by(in_time);
        }
        _ => drop(values.drain(..distinct.saturating_sub(most))),
    }
    FacetCounts { facet: name, values, distinct }
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
    b.articles.cmp(&a.articles).then_with(|| in_time(a, b)).then_with(|| a.kind.cmp(&b.kind))
}

/// Dates as they are written sort as they follow each other.
fn in_time(a: &FacetValue, b: &FacetValue) -> Ordering {
    a.value.cmp(&b.value)
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
        let facet = of_dates(name, most, &counts);
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
