//! So many units from a date, as precise as the unit is, written as in TIMEX3. Knows no text.

use super::expression::Unit;
use super::nearest::number;
use crate::calendar::{self, Day, PartialDate, Period, Precision};

/// The date so many units later, earlier if negative; none where the date it starts from is not that precise, or the calendar ends.
pub(super) fn away(unit: Unit, count: i32, from: PartialDate) -> Option<String> {
    let (year, month, _) = from.first().ymd();
    let coarse = from.precision() == Precision::Year;
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => day(from).map(|day| day.to_string()),
        Unit::Day | Unit::Night => day(from)?.plus(count.into()).map(|day| day.to_string()),
        Unit::Week => day(from)?.plus(i64::from(count) * 7).map(week),
        Unit::Fortnight => day(from)?.plus(i64::from(count) * 14).map(week),
        Unit::Weekend => weekend(day(from)?, count),
        Unit::Month if coarse => None,
        Unit::Month => {
            let months = year * 12 + i32::from(month) - 1 + count;
            let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
            PartialDate::new(months.div_euclid(12), Some(month), None).ok().map(|month| month.to_string())
        }
        Unit::Quarter if coarse => None,
        Unit::Quarter => {
            let quarters = year * 4 + (i32::from(month) - 1) / 3 + count;
            let year = year_away(quarters.div_euclid(4), 0)?;
            Some(format!("{year}-Q{}", quarters.rem_euclid(4) + 1))
        }
        Unit::Year => year_away(year, count).map(|year| year.to_string()),
        Unit::Decade if count == 0 => Some(format!("{:03}", year / 10)),
        Unit::Decade => year_away(year, count.checked_mul(10)?).map(|year| year.to_string()),
        Unit::Century => {
            year_away(year, count.checked_mul(100)?).map(|year| format!("{:02}", year.first().ymd().0 / 100))
        }
        Unit::Millennium => None,
    }
}

fn year_away(year: i32, count: i32) -> Option<PartialDate> {
    PartialDate::new(year.checked_add(count)?, None, None).ok()
}

/// The weekend before, of, or after the week of a day; on a weekend that one is `this`.
fn weekend(now: Day, count: i32) -> Option<String> {
    let weeks = if count <= 0 && number(now.weekday()) < 5 { count.min(-1) } else { count };
    now.plus(7 * i64::from(weeks)).map(|day| format!("{}-WE", week(day)))
}

/// The ISO week of a day: `2021-W33`.
fn week(day: Day) -> String {
    Period::holding(day, calendar::Unit::Week).to_string()
}

/// The date, if it is a day.
fn day(date: PartialDate) -> Option<Day> {
    (date.precision() == Precision::Day).then(|| date.first())
}
