//! Turns the counts of facet columns into facets, and cuts these to what is shown. Sees numbers only, no articles.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::answer::{FacetCounts, FacetValue};
use super::collect::Gathered;
use super::filters::column;
use super::naming::kinds;
use super::numbers::Numbers;
use super::periods::PeriodCounts;
use super::plan::Plan;
use super::request::{FacetName, ValueOrder};
use super::value_counts::ValueCounts;
use crate::annotate::ActorKind;
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

/// A value of a facet, before it is decided what is shown. Most are not, so their names stay where they lie.
pub struct Tallied<'a> {
    /// The value.
    pub value: Cow<'a, str>,
    /// What sort of actor it is, where several sorts stand together.
    pub kind: Option<ActorKind>,
    /// The number of articles.
    pub articles: u64,
    /// Whether a filter chose it.
    pub chosen: bool,
}

impl<'a> Tallied<'a> {
    fn new(value: impl Into<Cow<'a, str>>, kind: Option<ActorKind>, articles: u64) -> Tallied<'a> {
        Tallied { value: value.into(), kind, articles, chosen: false }
    }

    /// Whether it is the value of that name and, where several sorts stand together, of that sort.
    pub fn is(&self, kind: Option<ActorKind>, name: &str) -> bool {
        self.value == name && (self.kind.is_none() || self.kind == kind)
    }
}

/// All values of a facet, in no order.
pub fn tallied<'a>(name: FacetName, gathered: &Gathered, numbers: &'a Numbers) -> Vec<Tallied<'a>> {
    let column = column(name.field());
    if is_of_dates(name) {
        return of_dates(gathered.dates.get(&column).unwrap_or(&PeriodCounts::default()));
    }
    if is_of_actors(name) {
        return of_actors(name, &gathered.actors, numbers);
    }
    let counts = gathered.facets.get(&column).into_iter().flat_map(ValueCounts::iter);
    let values = counts.map(|(number, articles)| Tallied::new(numbers.values.value(column, number), None, articles));
    values.filter(|tallied| !tallied.value.is_empty()).collect()
}

fn of_actors<'a>(name: FacetName, counts: &ValueCounts, numbers: &'a Numbers) -> Vec<Tallied<'a>> {
    let of_kind = |(number, articles): (u32, u64)| {
        let (kind, actor) = numbers.actor(number)?;
        // Where kinds stand together, two actors may have one name.
        let shown = (name == FacetName::Actor).then_some(kind);
        kinds(name.field()).contains(&kind).then(|| Tallied::new(actor, shown, articles))
    };
    counts.iter().filter_map(of_kind).collect()
}

/// Years; months where there is but one year; days where there is but one month.
fn of_dates(counts: &PeriodCounts) -> Vec<Tallied<'static>> {
    let units = [Unit::Year, Unit::Month, Unit::Day];
    let unit = units.into_iter().find(|&unit| counts.of(unit).len() > 1).unwrap_or(Unit::Day);
    at(unit, counts)
}

/// The facet of some values, in order: `most` of them, beside those that are chosen. Of dates of publication the latest are kept, but the commonest of
/// those that articles speak of, which may be in any century.
pub fn cut(facet: FacetName, mut values: Vec<Tallied>, most: Option<usize>, order: Option<ValueOrder>) -> FacetCounts {
    let distinct = values.len();
    if let Some(most) = most.filter(|&most| most < distinct) {
        let first: fn(&Tallied, &Tallied) -> Ordering = match (facet, order) {
            (FacetName::Date, None) => |a, b| by_name(b, a),
            (FacetName::About, None) => most_first,
            (_, order) => ordering(order.unwrap_or(ValueOrder::Count)),
        };
        // What is not shown need not be in order.
        values.select_nth_unstable_by(most, first);
        let rest = values.split_off(most);
        values.extend(rest.into_iter().filter(|value| value.chosen));
    }
    let usual = if is_of_dates(facet) { ValueOrder::Name } else { ValueOrder::Count };
    values.sort_by(ordering(order.unwrap_or(usual)));
    let shown = values.into_iter().map(|Tallied { value, kind, articles, chosen }| FacetValue {
        value: value.into_owned(),
        kind,
        articles,
        chosen,
    });
    FacetCounts { facet, values: shown.collect(), distinct, is_of_choice: false }
}

fn ordering(order: ValueOrder) -> fn(&Tallied, &Tallied) -> Ordering {
    match order {
        ValueOrder::Count => most_first,
        ValueOrder::Name => by_name,
    }
}

/// The dates of a precision. An article that says less counts under what it says: beside months, `2021` is the year by itself.
fn at(unit: Unit, counts: &PeriodCounts) -> Vec<Tallied<'static>> {
    let is_less_precise = |precision: Precision| match unit {
        Unit::Year => false,
        Unit::Month => precision == Precision::Year,
        Unit::Day | Unit::Week => precision != Precision::Day,
    };
    let less_precise = counts.values.iter().filter(|(value, _)| is_less_precise(value.precision()));
    let less_precise = less_precise.map(|(value, &articles)| Tallied::new(value.to_string(), None, articles));
    let periods = counts.of(unit).into_iter();
    periods.map(|(period, articles)| Tallied::new(period.to_string(), None, articles)).chain(less_precise).collect()
}

fn most_first(a: &Tallied, b: &Tallied) -> Ordering {
    b.articles.cmp(&a.articles).then_with(|| by_name(a, b))
}

/// Dates as they are written sort as they follow each other.
fn by_name(a: &Tallied, b: &Tallied) -> Ordering {
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
        let facet = cut(name, of_dates(&counts), most, None);
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
