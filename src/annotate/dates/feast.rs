//! The days of feasts. Knows no text.

use super::expression::{Clue, Direction, Feast};
use crate::calendar::{Day, month_length};

/// The day of a feast in a year.
pub(super) fn day(feast: Feast, year: i32) -> Option<Day> {
    match feast {
        Feast::Fixed(month, day) => Day::from_ymd(year, month, day),
        Feast::Easter(days) => easter(year)?.plus(days.into()),
        Feast::Nth { month, weekday, nth: 0, plus } => {
            let last = Day::from_ymd(year, month, month_length(year, month))?;
            let back = (last.weekday() as i64 - weekday as i64).rem_euclid(7);
            last.plus(i64::from(plus) - back)
        }
        Feast::Nth { month, weekday, nth, plus } => {
            let first = Day::from_ymd(year, month, 1)?;
            let ahead = (weekday as i64 - first.weekday() as i64).rem_euclid(7);
            first.plus(ahead + 7 * (i64::from(nth) - 1) + i64::from(plus))
        }
    }
}

/// The day of a feast near a day: the closest, unless the text says which.
pub(super) fn near(feast: Feast, clue: Clue, now: Day) -> Option<Day> {
    let year = now.ymd().0;
    let days: Vec<Day> = (year - 1..=year + 1).filter_map(|year| day(feast, year)).collect();
    let mut days = days.into_iter();
    match clue {
        Clue::Year(years) => day(feast, year + years),
        Clue::Towards(Direction::Past) => days.rfind(|&day| day < now),
        Clue::Towards(Direction::Future) | Clue::Ahead => days.find(|&day| day >= now),
        _ => days.min_by_key(|day| (day.number() - now.number()).abs()),
    }
}

/// Easter Sunday of the Gregorian calendar, by the method of Gauss as Lichtenberg has corrected it. Source: H. Lichtenberg, Historia Mathematica 24
/// (1997).
fn easter(year: i32) -> Option<Day> {
    let century = year / 100;
    let moon = 15 + (3 * century + 3) / 4 - (8 * century + 13) / 25;
    let sun = 2 - (3 * century + 3) / 4;
    let cycle = year % 19;
    let seed = (19 * cycle + moon) % 30;
    let correction = (seed + cycle / 11) / 29;
    let limit = 21 + seed - correction;
    let first_sunday = 7 - (year + year / 4 + sun) % 7;
    let distance = 7 - (limit - first_sunday).rem_euclid(7);
    Day::from_ymd(year, 3, 1)?.plus(i64::from(limit + distance) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Weekday;

    #[test]
    fn feasts_of_known_years() {
        let nth = |month, weekday, nth, plus| Feast::Nth { month, weekday, nth, plus };
        for (feast, year, expected) in [
            (Feast::Easter(0), 2021, "2021-04-04"),
            (Feast::Easter(0), 2024, "2024-03-31"),
            (Feast::Easter(0), 1981, "1981-04-19"),
            (Feast::Easter(0), 1954, "1954-04-18"),
            (Feast::Easter(0), 2038, "2038-04-25"),
            (Feast::Easter(-2), 2021, "2021-04-02"),
            (nth(11, Weekday::Thursday, 4, 0), 2021, "2021-11-25"),
            (nth(11, Weekday::Thursday, 4, 1), 2021, "2021-11-26"),
            (nth(5, Weekday::Monday, 0, 0), 2021, "2021-05-31"),
            (nth(11, Weekday::Monday, 1, 1), 2020, "2020-11-03"),
            (Feast::Fixed(12, 25), 2021, "2021-12-25"),
        ] {
            assert_eq!(day(feast, year).unwrap().to_string(), expected);
        }
    }
}
