//! The periods of a timeline as rows from the first to the last, and what stands in them. Knows no terminal and no chart.

use std::collections::HashMap;

use dateline::calendar::{Period, Unit};
use dateline::search::{Line, Lines, PeriodCount, Timeline};

/// So many periods without articles, or fewer, are shown one by one.
const SHORT_GAP: u64 = 2;

/// A row.
pub enum Row {
    Period(PeriodCount),
    /// A number of periods without articles that match.
    Gap(u64),
}

/// The periods from the first to the last with articles; where none has any for long, these are one row.
pub fn rows(timeline: &Timeline) -> Vec<Row> {
    let told = Told::new(&timeline.periods, timeline.coverage.is_some());
    let mut rows = Vec::new();
    let mut before: Option<Period> = None;
    for counted in timeline.periods.iter().filter(|counted| counted.articles > 0) {
        let empty = before.map_or(0, |before| before.through(counted.period).saturating_sub(2));
        if empty > SHORT_GAP {
            rows.push(Row::Gap(empty));
        } else {
            let follow = std::iter::successors(before.and_then(Period::next), |period| period.next());
            rows.extend(follow.take(empty as usize).map(|period| Row::Period(told.at(period))));
        }
        rows.push(Row::Period(*counted));
        before = Some(counted.period);
    }
    rows
}

/// What is told of periods, also of those that are left out because they have no articles.
pub struct Told {
    periods: HashMap<Period, PeriodCount>,
    has_shares: bool,
}

impl Told {
    /// The counts of a timeline or of one of its lines.
    pub fn new(periods: &[PeriodCount], has_shares: bool) -> Told {
        Told { periods: periods.iter().map(|counted| (counted.period, *counted)).collect(), has_shares }
    }

    /// What is told of a period.
    pub fn at(&self, period: Period) -> PeriodCount {
        let none = || PeriodCount::new(period, 0, self.has_shares.then_some(0));
        self.periods.get(&period).copied().unwrap_or_else(none)
    }
}

/// Every period from the first to the last of a timeline.
pub fn all_periods(timeline: &Timeline) -> impl Iterator<Item = Period> {
    let [first, last] =
        [timeline.periods.first(), timeline.periods.last()].map(|end| end.map(|counted| counted.period));
    let following = std::iter::successors(first, |period| period.next());
    following.take_while(move |period| last.is_some_and(|last| *period <= last))
}

/// A period, with what people know it by: the day of the week, or the Monday that a week begins with.
pub fn label(period: Period) -> String {
    const WEEK: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    match period.unit() {
        Unit::Day => format!("{period} {}", WEEK[period.first().weekday() as usize]),
        Unit::Week => format!("{period}  {}", period.first()),
        Unit::Month | Unit::Year => period.to_string(),
    }
}

/// A share as it is written: `12.5 %`. What is next to nothing, or to all, does not pass for it.
pub fn percent(counted: &PeriodCount) -> String {
    match counted.share {
        None => "–".to_string(),
        Some(share) if counted.articles > 0 && share < 0.05 => "<0.1 %".to_string(),
        Some(share) if counted.of != Some(counted.articles) && share > 99.95 => ">99.9 %".to_string(),
        Some(share) => format!("{share:.1} %"),
    }
}

/// What lines are called; where two actors of one name are of different sorts, with these.
pub fn names(lines: &Lines) -> Vec<String> {
    let is_shared = |line: &Line| lines.values.iter().filter(|other| other.value == line.value).count() > 1;
    let name = |line: &Line| match line.kind {
        Some(kind) if is_shared(line) => format!("{} ({})", line.value, kind.name()),
        _ => line.value.clone(),
    };
    lines.values.iter().map(name).collect()
}

/// Which of the values have a line: `the commonest 5 of 37`.
pub fn chosen(Lines { facet, distinct, values }: &Lines) -> String {
    let facet = facet.name();
    match (values.len(), *distinct) {
        (0, _) => format!("by {facet}: there is none"),
        (shown, all) if shown < all => format!("by {facet}: the commonest {shown} of {all}"),
        (shown, _) => format!("by {facet}: all {shown}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::calendar::Day;

    #[test]
    fn shares_say_what_they_are() {
        let shown = |articles, of| percent(&PeriodCount::new(Period::holding(Day::MIN, Unit::Day), articles, Some(of)));
        let shares =
            [(0, 8), (1, 8), (1, 9000), (8999, 9000), (8, 8), (0, 0)].map(|(articles, of)| shown(articles, of));
        assert_eq!(shares, ["0.0 %", "12.5 %", "<0.1 %", ">99.9 %", "100.0 %", "–"]);
    }
}
