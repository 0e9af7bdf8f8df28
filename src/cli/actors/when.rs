//! When articles name an actor, in a few lines. Counts nothing.

use dateline::calendar::{PartialDate, Period};
use dateline::search::PeriodCount;

use super::super::bars::sparkline;
use super::super::terminal::number;

/// Periods that are shown as columns, the latest of them.
const MOST_COLUMNS: usize = 60;

/// From when to when articles were published, and which are in no period: `2011-02-17 to 2011-10-20 · 2 without a date`.
pub fn named_when(first: Option<PartialDate>, last: Option<PartialDate>, undated: u64) -> Vec<String> {
    let dates = first.zip(last).map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first} to {last}"),
    });
    let undated = (undated > 0).then(|| format!("{} without a date", number(undated)));
    dates.into_iter().chain(undated).collect()
}

/// How many articles were published in each period from the first to the last: `2011-02 ▂▅█▃▁ 2011-06 · most in 2011-04: 12`.
pub fn by_period(periods: &[PeriodCount], less_precise: u64) -> Vec<String> {
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return Vec::new() };
    let following = std::iter::successors(Some(first.period), |period| period.next());
    let all: Vec<Period> = following.take_while(|period| *period <= last.period).collect();
    let shown = &all[all.len().saturating_sub(MOST_COLUMNS)..];
    let articles = |period: &Period| periods.iter().find(|counted| counted.period == *period).map_or(0, |c| c.articles);
    let numbers: Vec<u64> = shown.iter().map(articles).collect();
    let mut facts = Vec::new();
    if let [earliest, .., latest] = shown {
        let before = if shown.len() < all.len() { "… " } else { "" };
        facts.push(format!("{before}{earliest} {} {latest}", sparkline(&numbers)));
    }
    // The earliest of several, which is what one looks for.
    let most = periods.iter().rev().max_by_key(|counted| counted.articles);
    facts.extend(most.map(|most| format!("most in {}: {}", most.period, number(most.articles))));
    facts.extend((less_precise > 0).then(|| format!("{} dated less precisely", number(less_precise))));
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::calendar::Unit;

    #[test]
    fn periods_are_columns_with_their_ends_and_their_peak() {
        let counted = |(date, articles): (&str, u64)| {
            let date: PartialDate = date.parse().unwrap();
            PeriodCount::new(Period::of(date, Unit::Month).unwrap(), articles, None)
        };
        let shown = |periods: &[(&str, u64)]| by_period(&periods.iter().copied().map(counted).collect::<Vec<_>>(), 0);
        let months = [("2011-02", 1), ("2011-03", 12), ("2011-05", 12), ("2011-06", 6)];
        assert_eq!(shown(&months), ["2011-02 ▁█·█▄ 2011-06", "most in 2011-03: 12"]);
        assert_eq!(shown(&months[..1]), ["most in 2011-02: 1"]);
        assert!(shown(&[("1990-01", 1), ("2011-03", 12)])[0].starts_with("… 2006-04 ·"));
        assert!(shown(&[]).is_empty());
        let date = |text: &str| text.parse().ok();
        assert_eq!(named_when(date("2011-02-17"), date("2011"), 2), ["2011-02-17 to 2011", "2 without a date"]);
        assert_eq!(named_when(date("2011"), date("2011"), 0), ["2011"]);
    }
}
