//! Turns the counts of facet columns into the facets that were asked for. Sees numbers only, no articles.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::answer::{FacetCounts, FacetValue, Facets};
use super::filters::column;
use super::request::FacetName;
use crate::index::FacetColumn;

/// The columns that the facets are counted from.
pub fn columns(facets: &[(FacetName, Option<usize>)]) -> Vec<FacetColumn> {
    let mut columns: Vec<FacetColumn> = facets.iter().map(|(name, _)| column(name.field()).0).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// The facets that were asked for.
pub fn facets(asked: &[(FacetName, Option<usize>)], counts: &FxHashMap<(FacetColumn, Vec<String>), u64>) -> Facets {
    Facets(asked.iter().map(|&(name, most)| facet(name, most, counts)).collect())
}

fn facet(name: FacetName, most: Option<usize>, counts: &FxHashMap<(FacetColumn, Vec<String>), u64>) -> FacetCounts {
    let (column, branches) = column(name.field());
    let of_column = counts.iter().filter(|((c, path), _)| *c == column && !path.is_empty());
    let of_branch = of_column.filter(|((_, path), _)| branches.is_empty() || branches.contains(&path[0].as_str()));
    let mut values: Vec<FacetValue> = match column {
        FacetColumn::Date => by_date(of_branch.map(|((_, path), &count)| (path.as_slice(), count))),
        FacetColumn::About => {
            of_branch.map(|((_, path), &count)| FacetValue { value: path.join("-"), articles: count }).collect()
        }
        _ => {
            let value = |path: &[String]| path.last().cloned().unwrap_or_default();
            of_branch.map(|((_, path), &count)| FacetValue { value: value(path), articles: count }).collect()
        }
    };
    match column {
        FacetColumn::Date => values.sort_by(|a, b| a.value.cmp(&b.value)),
        _ => values.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.value.cmp(&b.value))),
    }
    let distinct = values.len();
    if let Some(most) = most {
        match column {
            // Of too many dates, the latest are kept.
            FacetColumn::Date => drop(values.drain(..distinct.saturating_sub(most))),
            _ => values.truncate(most),
        }
    }
    FacetCounts { facet: name, values, distinct }
}

/// Years; months where there is but one year; days where there is but one month. An article whose date is not that precise counts under what is known.
fn by_date<'a>(counts: impl Iterator<Item = (&'a [String], u64)>) -> Vec<FacetValue> {
    let counts: Vec<(&[String], u64)> = counts.collect();
    let distinct = |depth: usize| {
        let mut prefixes: Vec<&[String]> = counts.iter().map(|(path, _)| &path[..path.len().min(depth)]).collect();
        prefixes.sort_unstable();
        prefixes.dedup();
        prefixes.len()
    };
    let depth = (1..3).find(|&depth| distinct(depth) > 1).unwrap_or(3);
    let mut values: BTreeMap<String, u64> = BTreeMap::new();
    for (path, count) in counts {
        *values.entry(path[..path.len().min(depth)].join("-")).or_default() += count;
    }
    values.into_iter().map(|(value, articles)| FacetValue { value, articles }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_counted_as_coarsely_as_they_differ() {
        let mut counts = FxHashMap::default();
        let mut add = |date: &str, n| {
            counts.insert((FacetColumn::Date, date.split('-').map(str::to_string).collect::<Vec<_>>()), n)
        };
        add("2021-08-15", 2);
        add("2021-08-16", 1);
        add("2021-09", 4);
        let shown = |counts: &FxHashMap<_, _>, most| {
            let facets = facets(&[(FacetName::Date, most)], counts);
            facets.0[0].values.iter().map(|v| format!("{} {}", v.value, v.articles)).collect::<Vec<_>>()
        };
        assert_eq!(shown(&counts, None), ["2021-08 3", "2021-09 4"]);
        assert_eq!(shown(&counts, Some(1)), ["2021-09 4"]);
    }
}
