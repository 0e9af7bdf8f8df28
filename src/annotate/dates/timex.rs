//! Values as TIMEX3 writes them. Source: TimeML 1.2.1, and TIDES 2005 for parts of the day and seasons. Knows no calendar.

use super::expression::{Direction, Meaning, PartOfDay, Season, TimeOfDay, Unit};
use crate::annotate::TimeKind;

/// The type of a meaning; a time of day makes a time of a date.
pub(super) fn kind(meaning: Meaning) -> TimeKind {
    match meaning {
        Meaning::Duration(..) => TimeKind::Duration,
        Meaning::Every(..) | Meaning::Recurring(_) => TimeKind::Set,
        _ => TimeKind::Date,
    }
}

/// What a time of day adds to its day: `TMO`, `T10:30`.
pub(super) fn time_code(time: TimeOfDay) -> String {
    match time {
        TimeOfDay::Part(PartOfDay::Morning) => "TMO".to_string(),
        TimeOfDay::Part(PartOfDay::Afternoon) => "TAF".to_string(),
        TimeOfDay::Part(PartOfDay::Evening) => "TEV".to_string(),
        TimeOfDay::Part(PartOfDay::Night) => "TNI".to_string(),
        TimeOfDay::Clock(hour, minute) => format!("T{hour:02}:{minute:02}"),
    }
}

/// How long, as TIMEX3 writes it: `P2Y`, `PT10H`, `PXD`.
pub(super) fn duration(unit: Unit, amount: Option<i32>) -> String {
    let (letter, times) = match unit {
        Unit::Second => ("S", 1),
        Unit::Minute => ("M", 1),
        Unit::Hour => ("H", 1),
        Unit::Day => ("D", 1),
        Unit::Night => ("NI", 1),
        Unit::Week => ("W", 1),
        Unit::Fortnight => ("W", 2),
        Unit::Weekend => ("WE", 1),
        Unit::Month => ("M", 1),
        Unit::Quarter => ("Q", 1),
        Unit::Year => ("Y", 1),
        Unit::Decade => ("Y", 10),
        Unit::Century => ("Y", 100),
        Unit::Millennium => ("Y", 1000),
    };
    let time = if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour | Unit::Night) { "T" } else { "" };
    let number = match amount.map(|tenths| tenths * times) {
        None => "X".to_string(),
        Some(tenths) if tenths % 10 == 0 => (tenths / 10).to_string(),
        Some(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
    };
    format!("P{time}{number}{letter}")
}

/// The past, present or future.
pub(super) fn vague(direction: Direction) -> String {
    match direction {
        Direction::Past => "PAST_REF",
        Direction::Present => "PRESENT_REF",
        Direction::Future => "FUTURE_REF",
    }
    .to_string()
}

/// A season.
pub(super) fn code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}
