//! Freshness: how much less an article counts for its age, in an order by relevance. Knows no index.

use std::fmt;
use std::str::FromStr;

use crate::calendar::Day;

/// How often an article without a date is halved: more than any that has one, so that it comes behind, as where the newest come first.
const UNDATED: f64 = 4e6;

/// The age at which an article counts half as much as one of today, and at twice of which a quarter.
///
/// ```
/// use dateline::search::HalfLife;
///
/// let month: HalfLife = "30d".parse().unwrap();
/// assert_eq!(month.days(), 30.0);
/// assert_eq!("2w".parse::<HalfLife>().unwrap().days(), 14.0);
/// assert!("soon".parse::<HalfLife>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HalfLife {
    days: f64,
}

/// The text is no half-life: a whole number from 1 on, and d, w, m or y for days, weeks, months or years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoHalfLife;

impl fmt::Display for NoHalfLife {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a number of days, weeks, months or years")
    }
}

impl std::error::Error for NoHalfLife {}

impl FromStr for HalfLife {
    type Err = NoHalfLife;

    /// Months and years have their mean length: 30.44 and 365.25 days.
    fn from_str(text: &str) -> Result<Self, NoHalfLife> {
        let unit = text.chars().last().ok_or(NoHalfLife)?;
        let days = match unit {
            'd' => 1.0,
            'w' => 7.0,
            'm' => 30.44,
            'y' => 365.25,
            _ => return Err(NoHalfLife),
        };
        let number: u16 = text[..text.len() - 1].parse().map_err(|_| NoHalfLife)?;
        if number == 0 { Err(NoHalfLife) } else { Ok(HalfLife { days: days * f64::from(number) }) }
    }
}

impl HalfLife {
    /// In days.
    pub fn days(self) -> f64 {
        self.days
    }

    /// How often the score of an article is halved that came out on that day; a day to come is as today.
    pub(super) fn halvings(self, published: Option<i64>, today: Day) -> f64 {
        published.map_or(UNDATED, |day| (today.number() - day).max(0) as f64 / self.days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_life_is_a_number_and_a_unit() {
        let days = |text: &str| text.parse().map(HalfLife::days);
        assert_eq!(days("2w"), Ok(14.0));
        assert_eq!(days("1y"), Ok(365.25));
        for bad in ["", "d", "0d", "-3d", "1.5y", "30", "30 d", "3é", "99999d"] {
            assert_eq!(days(bad), Err(NoHalfLife), "{bad}");
        }
    }

    #[test]
    fn an_article_is_halved_by_its_age() {
        let week: HalfLife = "1w".parse().unwrap();
        let today = Day::from_ymd(2021, 8, 15).unwrap();
        assert_eq!(week.halvings(Some(today.number() - 14), today), 2.0);
        assert_eq!(week.halvings(Some(today.number() + 3), today), 0.0);
        let oldest = "1d".parse::<HalfLife>().unwrap().halvings(Some(Day::MIN.number()), Day::MAX);
        assert!(oldest < week.halvings(None, today));
    }
}
