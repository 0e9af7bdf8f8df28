//! How far what articles speak of lies from when they came out, as a table. Counts nothing.

use dateline::search::{Lag, LagCount};

use super::bars::{bar, row};
use super::terminal::{FAINT, TITLE, count, number};
use super::wrap::{columns, styled};

/// Columns of the longest bar, where there is room.
const BAR: usize = 40;
/// What is shown instead of a distance of months and years that hold the day of publication.
const SAME_PERIOD: &str = "same month or year, no day";

/// The distances as a table of bars, with what could not be compared.
pub fn page(lag: &Lag, width: usize) -> String {
    let heading = format!("{}: when they speak of, from the day they came out", count(lag.matches, "article"));
    let mut page = format!("{}\n", styled(&heading, TITLE));
    if lag.compared > 0 {
        page += &table(lag, width);
    }
    let mut notes = Vec::new();
    notes.extend(lag.median_days.map(|days| format!("Median: {}", distance(days))));
    let verb = |number: u64, one, many| if number == 1 { one } else { many };
    let left = [
        (
            lag.not_dated_to_the_day,
            verb(lag.not_dated_to_the_day, "is not dated to the day", "are not dated to the day"),
        ),
        (lag.without_dates, verb(lag.without_dates, "speaks of no date", "speak of no date")),
    ];
    let more = if lag.compared > 0 { " more" } else { "" };
    notes.extend(left.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{}{more} {what}", number(*n))));
    page += if notes.is_empty() { "" } else { "\n" };
    notes.iter().for_each(|note| page += &format!("  {note}\n"));
    page
}

fn table(lag: &Lag, width: usize) -> String {
    let rows: Vec<(String, u64, u64)> = lag.lag.iter().map(|l| (name(l), l.count.articles, l.count.dates)).collect();
    let most = rows.iter().map(|(_, articles, _)| *articles).max().unwrap_or_default();
    let vague = (SAME_PERIOD.to_string(), lag.less_precise.articles, lag.less_precise.dates);
    let names = rows.iter().chain([&vague]).map(|(name, ..)| columns(name)).max().unwrap_or_default();
    let room = width.saturating_sub(2 + names + 2 + 8 + 2 + 7 + 2).clamp(8, BAR);
    let cells = |(name, articles, dates): &(String, u64, u64)| {
        format!("{name:names$}  {:>8}  {:>7}", number(*articles), number(*dates))
    };
    let mut table = format!("\n  {}\n", styled(&format!("{:names$}  articles    dates", ""), FAINT));
    rows.iter().for_each(|counted| table += &row(&cells(counted), &bar(counted.1, most, room)));
    if vague.1 > 0 {
        table += &row(&cells(&vague), "");
    }
    table
}

/// What a bucket is called.
fn name(lag: &LagCount) -> String {
    let (near, far, side) = match (lag.from_days, lag.to_days) {
        (from, Some(to)) if to < 0 => (-to, from.map(|from| -from), "before"),
        (from, to) => (from.unwrap_or_default(), to, "after"),
    };
    let span = match (near, far) {
        (0, Some(0)) => return "same day".to_string(),
        (1, Some(1)) => "day".to_string(),
        (31, Some(365)) => "1 to 12 months".to_string(),
        (366, Some(3652)) => "1 to 10 years".to_string(),
        (3653, None) => "more than 10 years".to_string(),
        (near, Some(far)) => format!("{near} to {far} days"),
        (near, None) => format!("{near} days or more"),
    };
    format!("{span} {side}")
}

fn distance(days: i64) -> String {
    match days {
        0 => "the same day".to_string(),
        -1 => "the day before".to_string(),
        1 => "the day after".to_string(),
        days if days < 0 => format!("{} days before", number(days.unsigned_abs())),
        days => format!("{} days after", number(days.unsigned_abs())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::search::DateCount;

    fn counted(from_days: Option<i64>, to_days: Option<i64>, articles: u64) -> LagCount {
        LagCount { from_days, to_days, count: DateCount { articles, dates: 2 * articles } }
    }

    #[test]
    fn distances_have_names_that_people_use() {
        for (from, to, expected) in [
            (None, Some(-3653), "more than 10 years before"),
            (Some(-365), Some(-31), "1 to 12 months before"),
            (Some(-7), Some(-2), "2 to 7 days before"),
            (Some(-1), Some(-1), "day before"),
            (Some(0), Some(0), "same day"),
            (Some(8), Some(30), "8 to 30 days after"),
            (Some(3653), None, "more than 10 years after"),
        ] {
            assert_eq!(name(&counted(from, to, 1)), expected);
        }
    }

    #[test]
    fn the_table_has_bars_and_says_what_it_leaves_out() {
        let lag = Lag {
            matches: 9,
            compared: 6,
            lag: vec![counted(Some(-1), Some(-1), 1), counted(Some(0), Some(0), 4)],
            less_precise: DateCount { articles: 1, dates: 1 },
            median_days: Some(0),
            not_dated_to_the_day: 2,
            without_dates: 1,
            complaints: Vec::new(),
            took_ms: 0.0,
        };
        let shown = anstream::adapter::strip_str(&page(&lag, 70)).to_string();
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[0], "9 articles: when they speak of, from the day they came out");
        assert!(lines[2].ends_with("articles    dates"), "{shown}");
        assert!(lines[3].starts_with("  day before ") && lines[3].ends_with("  █████▎"), "{shown}");
        assert!(lines[4].starts_with("  same day ") && lines[4].contains("  4        8  █"), "{shown}");
        assert!(lines[5].starts_with("  same month or year, no day") && lines[5].ends_with(" 1"), "{shown}");
        assert!(shown.ends_with("\n  2 more are not dated to the day\n  1 more speaks of no date\n"), "{shown}");
    }
}
