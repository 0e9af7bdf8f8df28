//! A timeline on a terminal: a row a period with its bar, or a table of lines, and what is in none of the rows.

use dateline::calendar::Unit;
use dateline::search::{DatesOf, FacetName, PeriodCount, Timeline};

use super::super::bars::{bar, row};
use super::super::terminal::{FAINT, TITLE, count, number};
use super::super::wrap::{columns, styled, wrap};
use super::rows::{Row, chosen, label, percent, rows};
use super::table::table;

/// Columns of the longest bar, where there is room.
const BAR: usize = 60;

/// The timeline as a table of bars, and what is in none of them.
pub fn page(timeline: &Timeline, width: usize) -> String {
    let mut page = format!("{}\n", styled(&heading(timeline), TITLE));
    page += &match &timeline.lines {
        Some(lines) => table(timeline, lines, width),
        None => bars(timeline, width),
    };
    let notes = notes(timeline);
    page += if notes.is_empty() { "" } else { "\n" };
    for note in &notes {
        wrap(note, width.saturating_sub(2)).into_iter().for_each(|line| page += &format!("  {}\n", &note[line]));
    }
    page
}

/// How many articles there are, and how they were counted: `7 articles by month of publication, by source: all 4`.
pub fn heading(timeline: &Timeline) -> String {
    let unit = timeline.by.name();
    let by = match timeline.of {
        DatesOf::Published => format!("by {unit} of publication"),
        DatesOf::About => format!("by the {unit}s that they speak of"),
    };
    let lines = timeline.lines.as_ref().map(|lines| format!(", {}", chosen(lines))).unwrap_or_default();
    format!("{} {by}{lines}", count(timeline.matches, "article"))
}

/// A row for many periods without articles.
pub fn gap(periods: u64, unit: Unit) -> String {
    format!("  {}\n", styled(&format!("… nothing for {}", count(periods, unit.name())), FAINT))
}

fn bars(timeline: &Timeline, width: usize) -> String {
    let cells = Cells::new(timeline.periods.iter());
    let most = timeline.periods.iter().map(height).max().unwrap_or_default();
    let rows = rows(timeline);
    let mut bars = if rows.is_empty() { String::new() } else { "\n".to_string() };
    for next in rows {
        bars += &match next {
            Row::Period(counted) => {
                let cells = format!("{}  {}", label(counted.period), cells.of(&counted));
                let room = width.saturating_sub(2 + columns(&cells) + 2).clamp(8, BAR);
                row(&cells, &bar(height(&counted), most, room))
            }
            Row::Gap(periods) => gap(periods, timeline.by),
        };
    }
    bars
}

/// What a bar is as long as: the share, in parts of a million, if there are shares, else the number of articles.
pub fn height(counted: &PeriodCount) -> u64 {
    match counted.of {
        Some(_) => ((counted.share.unwrap_or_default() * 1e4) as u64).max(counted.articles.min(1)),
        None => counted.articles,
    }
}

/// The numbers of periods, one below the other.
pub struct Cells {
    articles: usize,
    of: usize,
}

impl Cells {
    /// The cells for these periods.
    pub fn new<'a>(periods: impl Iterator<Item = &'a PeriodCount> + Clone) -> Cells {
        let digits = |of: fn(&PeriodCount) -> u64| number(periods.clone().map(of).max().unwrap_or_default()).len();
        Cells { articles: digits(|counted| counted.articles), of: digits(|counted| counted.of.unwrap_or_default()) }
    }

    /// The articles of a period and, if that is counted, of how many they are.
    pub fn of(&self, counted: &PeriodCount) -> String {
        let articles = format!("{:>1$}", number(counted.articles), self.articles);
        match counted.of {
            Some(of) => format!("{articles} of {:>2$}  {:>7}", number(of), percent(counted), self.of),
            None => articles,
        }
    }
}

/// Whether the shares of a line are of the articles that have its value.
fn is_own(facet: FacetName) -> bool {
    matches!(facet, FacetName::Source | FacetName::Section | FacetName::Language | FacetName::Basis)
}

/// What is in none of the rows, and what shares are of.
pub fn notes(timeline: &Timeline) -> Vec<String> {
    let mut notes = left_out(timeline);
    if let Some(coverage) = timeline.coverage {
        let whose = match &timeline.lines {
            Some(lines) if is_own(lines.facet) => format!(", for a line those of its {}", lines.facet.name()),
            _ => String::new(),
        };
        notes.push(format!(
            "Shares are of all articles, whatever they are about, of the same date, source, section, author, \
             language, basis and filetype ({}){whose}.",
            number(coverage)
        ));
    }
    notes
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
    use dateline::calendar::{PartialDate, Period};

    fn shown(of: DatesOf, by: Unit, counts: &[(&str, u64)], less_precise: u64, undated: u64) -> String {
        let counted = |&(date, articles): &(&str, u64)| {
            let date: PartialDate = date.parse().unwrap();
            PeriodCount::new(Period::of(date, by).unwrap(), articles, None)
        };
        let periods: Vec<PeriodCount> = counts.iter().map(counted).collect();
        let matches = periods.iter().map(|p| p.articles).sum::<u64>() + less_precise + undated;
        let (coverage, lines, complaints) = (None, None, Vec::new());
        let timeline =
            Timeline { matches, of, by, periods, less_precise, undated, coverage, lines, complaints, took_ms: 0.0 };
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
