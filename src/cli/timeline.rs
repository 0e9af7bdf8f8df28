//! `dateline timeline`: articles by day, week, month or year as bars, and how far what they speak of lies from when they came out.

use dateline::calendar::{Period, Unit};
use dateline::search::{DatesOf, Lag, Request, Timeline};
use serde::Serialize;

use super::arguments::{Common, TimelineArguments};
use super::bars::{bar, row};
use super::failure::Failure;
use super::terminal::{FAINT, TITLE, count, number, print, print_json, width};
use super::typed::Typed;
use super::wrap::{columns, styled};
use super::{Status, lag, search, user_file};

/// Columns of the longest bar, where there is room.
const BAR: usize = 60;
/// So many periods without articles, or fewer, are shown one by one.
const SHORT_GAP: u64 = 2;

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
    let of = if arguments.filters.is_about_bare() { DatesOf::About } else { DatesOf::Published };
    let found = match arguments.lag {
        true => Found::Lag(searcher.lag(&request)?),
        false => Found::Timeline(searcher.timeline(&request, of, arguments.by.and_then(Into::into))?),
    };
    let (matches, complaints, shown) = match &found {
        Found::Timeline(found) => (found.matches, &found.complaints, page(found, width())),
        Found::Lag(found) => (found.matches, &found.complaints, lag::page(found, width())),
    };
    if arguments.json {
        print_json(&found)?;
    } else {
        search::complain_of(complaints, &request, searcher.queries(), typed);
        print(&shown)?;
        if matches == 0 {
            search::complain_of_nothing(&request, typed);
        }
    }
    Ok(if matches > 0 { Status::Done } else { Status::Nothing })
}

/// The timeline as a table of bars, and what is in none of them.
fn page(timeline: &Timeline, width: usize) -> String {
    let unit = timeline.by.name();
    let by = match timeline.of {
        DatesOf::Published => format!("by {unit} of publication"),
        DatesOf::About => format!("by the {unit}s that they speak of"),
    };
    let mut page = format!("{}\n", styled(&format!("{} {by}", count(timeline.matches, "article")), TITLE));
    let most = timeline.periods.iter().map(|counted| counted.articles).max().unwrap_or_default();
    let digits = number(most).len();
    let rows = rows(timeline);
    page += if rows.is_empty() { "" } else { "\n" };
    for next in rows {
        page += &match next {
            Row::Period(period, articles) => {
                let label = label(period);
                let room = width.saturating_sub(2 + columns(&label) + 2 + digits + 2).clamp(8, BAR);
                row(&format!("{label}  {:>digits$}", number(articles)), &bar(articles, most, room))
            }
            Row::Gap(periods) => format!("  {}\n", styled(&format!("… nothing for {}", count(periods, unit)), FAINT)),
        };
    }
    let left = left_out(timeline);
    page += if left.is_empty() { "" } else { "\n" };
    left.iter().for_each(|line| page += &format!("  {line}\n"));
    page
}

enum Row {
    Period(Period, u64),
    /// A number of periods without articles.
    Gap(u64),
}

/// The periods from the first to the last, with those that have no articles.
fn rows(timeline: &Timeline) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut before: Option<Period> = None;
    for counted in &timeline.periods {
        let empty = before.map_or(0, |before| before.through(counted.period).saturating_sub(2));
        if empty > SHORT_GAP {
            rows.push(Row::Gap(empty));
        } else {
            let follow = std::iter::successors(before.and_then(Period::next), |period| period.next());
            rows.extend(follow.take(empty as usize).map(|period| Row::Period(period, 0)));
        }
        rows.push(Row::Period(counted.period, counted.articles));
        before = Some(counted.period);
    }
    rows
}

/// A period, with what people know it by: the day of the week, or the Monday that a week begins with.
fn label(period: Period) -> String {
    const WEEK: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    match period.unit() {
        Unit::Day => format!("{period} {}", WEEK[period.first().weekday() as usize]),
        Unit::Week => format!("{period}  {}", period.first()),
        Unit::Month | Unit::Year => period.to_string(),
    }
}

/// The articles in none of the bars.
fn left_out(timeline: &Timeline) -> Vec<String> {
    let units = if timeline.by == Unit::Month { "year" } else { "month or year" };
    let is_one = |number: u64| number == 1;
    let Timeline { less_precise, undated, .. } = *timeline;
    let (vague, missing) = match timeline.of {
        DatesOf::Published => (
            format!("{} dated only to the {units}", if is_one(less_precise) { "is" } else { "are" }),
            format!("{} no date", if is_one(undated) { "has" } else { "have" }),
        ),
        DatesOf::About => (
            format!("{} only of a {units}", if is_one(less_precise) { "speaks" } else { "speak" }),
            format!("{} of no date", if is_one(undated) { "speaks" } else { "speak" }),
        ),
    };
    let lines = [(less_precise, vague), (undated, missing)];
    let more = if timeline.periods.is_empty() { "" } else { " more" };
    lines.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{}{more} {what}", number(n))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::calendar::PartialDate;
    use dateline::search::PeriodCount;

    fn shown(of: DatesOf, by: Unit, counts: &[(&str, u64)], less_precise: u64, undated: u64) -> String {
        let counted = |&(date, articles): &(&str, u64)| {
            let date: PartialDate = date.parse().unwrap();
            PeriodCount { period: Period::of(date, by).unwrap(), articles }
        };
        let periods: Vec<PeriodCount> = counts.iter().map(counted).collect();
        let matches = periods.iter().map(|p| p.articles).sum::<u64>() + less_precise + undated;
        let timeline =
            Timeline { matches, of, by, periods, less_precise, undated, complaints: Vec::new(), took_ms: 0.0 };
        anstream::adapter::strip_str(&page(&timeline, 40)).to_string()
    }

    #[test]
    fn what_has_no_articles_is_shown_and_long_gaps_are_cut() {
        let counts = [("2021-08", 1200), ("2021-10", 600), ("2022-06", 1)];
        let full = "█".repeat(22);
        assert_eq!(
            shown(DatesOf::Published, Unit::Month, &counts, 12, 1),
            format!(
                "1,814 articles by month of publication\n\n  2021-08  1,200  {full}\n  2021-09      0\n  2021-10    600  {}\n  \
                 … nothing for 7 months\n  2022-06      1  ▏\n\n  12 more are dated only to the year\n  1 more has no date\n",
                "█".repeat(11)
            )
        );
    }

    #[test]
    fn days_and_weeks_say_where_in_the_calendar_they_are() {
        let days = shown(DatesOf::Published, Unit::Day, &[("2021-08-15", 1)], 0, 0);
        assert!(days.contains("  2021-08-15 Sun  1  █"), "{days}");
        let weeks = shown(DatesOf::About, Unit::Week, &[("2021-08-16", 1)], 1, 2);
        assert!(
            weeks.starts_with("4 articles by the weeks that they speak of\n\n  2021-W33  2021-08-16  1  █"),
            "{weeks}"
        );
        assert!(weeks.ends_with("\n\n  1 more speaks only of a month or year\n  2 more speak of no date\n"), "{weeks}");
        let none = shown(DatesOf::Published, Unit::Year, &[], 0, 0);
        assert_eq!(none, "0 articles by year of publication\n");
    }
}
