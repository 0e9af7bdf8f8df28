//! `dateline timeline`: articles by day, week, month or year, as bars, tables, charts and numbers, and how far what they speak of lies from when they
//! came out.

mod chart;
mod page;
mod rows;
mod sheet;
mod table;

use dateline::search::{DatesOf, Histogram, Lag, Request, Timeline};
use serde::Serialize;

use super::arguments::{Common, TimelineArguments};
use super::failure::Failure;
use super::terminal::{print, print_json, width};
use super::typed::Typed;
use super::{Status, lag, search, user_file};

/// What was asked for.
#[derive(Serialize)]
#[serde(untagged)]
enum Found {
    Timeline(Timeline),
    Lag(Lag),
}

/// Runs the command.
pub fn run(arguments: &TimelineArguments, common: &Common, typed: &Typed) -> Result<Status, Failure> {
    let request = Request { any: arguments.any, ..common.request(&arguments.words, &arguments.filters) };
    let searcher = user_file::searcher(common)?;
    let found = match arguments.lag {
        true => Found::Lag(searcher.lag(&request)?),
        false => Found::Timeline(searcher.timeline(&request, &histogram(arguments))?),
    };
    let (matches, complaints) = match &found {
        Found::Timeline(found) => (found.matches, &found.complaints),
        Found::Lag(found) => (found.matches, &found.complaints),
    };
    if !arguments.json {
        search::complain_of(complaints, &request, searcher.queries(), typed);
    }
    if let (Some(path), Found::Timeline(timeline), 1..) = (&arguments.svg, &found, matches) {
        chart::save(timeline, &chart::title(&request), path)?;
    }
    match &found {
        found if arguments.json => print_json(found)?,
        Found::Timeline(timeline) if arguments.csv => sheet::print(timeline)?,
        Found::Timeline(timeline) => print(&page::page(timeline, width()))?,
        Found::Lag(lag) => print(&lag::page(lag, width()))?,
    }
    if matches == 0 && !arguments.json {
        search::complain_of_nothing(&request, typed);
    }
    Ok(if matches > 0 { Status::Done } else { Status::Nothing })
}

fn histogram(arguments: &TimelineArguments) -> Histogram {
    let of = if arguments.filters.is_about_bare() { DatesOf::About } else { DatesOf::Published };
    Histogram {
        of,
        by: arguments.by.and_then(Into::into),
        share: arguments.share,
        lines: arguments.lines.map(|facet| (facet, arguments.top.get())),
    }
}
