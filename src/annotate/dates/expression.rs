//! What an expression of time says by itself, before it is known when it was written. Plain data; knows no language and no text.

use crate::calendar::{PartialDate, Weekday};

/// An expression of time in a text, and what it says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expression {
    /// Byte offset of the first character.
    pub start: usize,
    /// Byte offset behind the last character.
    pub end: usize,
    /// What it says.
    pub meaning: Meaning,
    /// The time of day, where one is named.
    pub time: Option<TimeOfDay>,
    /// What makes it less exact: `early`, `about`, `the end of`.
    pub modifier: Option<Modifier>,
}

/// What an expression says by itself, before it is known when it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A year, month or day, in full.
    Date(PartialDate),
    /// A decade: 199 for the 1990s.
    Decade(i32),
    /// A century: 19 for the 20th.
    Century(i32),
    /// A season of a year.
    Season(Season, i32),
    /// A season without its year.
    SeasonOf(Season, Clue),
    /// A quarter (1 to 4) of a year.
    Quarter(u8, i32),
    /// A quarter (1 to 4) without its year.
    QuarterOf(u8, Clue),
    /// A half (1 or 2) of a year.
    Half(u8, i32),
    /// A half of the year so many years from the publication.
    HalfOf(u8, i32),
    /// The quarter that was spoken of last, so many years before.
    LatestQuarter(i32),
    /// The quarter that ended before the publication.
    LastQuarter,
    /// The quarter that was spoken of last, but of this year.
    QuarterOfYear(i32),
    /// The same as a year ago; of a quarter where the text speaks of quarters.
    YearBefore,
    /// A day without its year.
    DayOf {
        /// 1 to 12.
        month: u8,
        /// 1 to the longest that month can be.
        day: u8,
        /// The day of the week, if it is named beside it.
        weekday: Option<Weekday>,
        /// Which year.
        clue: Clue,
    },
    /// A month (1 to 12) without its year.
    MonthOf(u8, Clue),
    /// A day of the week.
    Weekday(Weekday, Clue),
    /// The same weekday of the week so many weeks from the publication's.
    WeekdayOf(Weekday, i32),
    /// A feast, of a year if one is named.
    Feast(Feast, Option<i32>, Clue),
    /// So many units later; earlier if negative.
    Away(Unit, i32, Origin),
    /// The year, month, week, day or season that was spoken of last.
    Same(Unit),
    /// The season of the year that was spoken of last.
    SameSeason(Season),
    /// The past, present or future.
    Reference(Direction),
    /// How long something lasts; tenths of a unit, or a number that is not said.
    Duration(Unit, Option<i32>),
    /// How often something happens: every so many units, in tenths.
    Every(Unit, i32),
    /// Each such weekday, month or season.
    Recurring(Recurrence),
}

/// From where something is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The day of publication.
    Publication,
    /// The date that the text spoke of last.
    LastSpokenOf,
}

/// What comes again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recurrence {
    /// Each such day of the week.
    Weekday(Weekday),
    /// Each such month, 1 to 12.
    Month(u8),
    /// Each such season.
    Season(Season),
}

/// Which of several days or months of the same name is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clue {
    /// The nearest; of days of the week, the past one.
    Nearest,
    /// The closest, before or after: `until August 15`.
    Closest,
    /// `last`, `this`, `next`, or by what the sentence tells.
    Towards(Direction),
    /// The past one, by the verb of the sentence: today's, if it is one.
    Behind,
    /// The coming one, by the verb of the sentence: today's, if it is one.
    Ahead,
    /// The first behind the date that the text spoke of last: the end of a range.
    After,
    /// The last before that date.
    Before,
    /// The closest to that date: another day of a list.
    Beside,
    /// That of the year of that date: `in May that year`.
    SameYear,
    /// That of a year so many years from the publication: -1 for `August 15 last year`.
    Year(i32),
}

impl Clue {
    /// Whether it counts from the date that the text spoke of last.
    pub fn is_from_last(self) -> bool {
        matches!(self, Clue::After | Clue::Before | Clue::Beside | Clue::SameYear)
    }
}

/// Looking back or ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `last`, or the past by a cue.
    Past,
    /// `this`.
    Present,
    /// `next`, or the future by a cue.
    Future,
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// TIMEX3 `S`.
    Second,
    /// TIMEX3 `M`, in times.
    Minute,
    /// TIMEX3 `H`.
    Hour,
    /// 24 hours by the calendar.
    Day,
    /// From an evening to the morning.
    Night,
    /// Seven days, from Monday.
    Week,
    /// Two weeks.
    Fortnight,
    /// Saturday and Sunday.
    Weekend,
    /// By the calendar.
    Month,
    /// Three months by the calendar.
    Quarter,
    /// By the calendar.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

/// A season of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Season {
    /// TIMEX3 `SP`.
    Spring,
    /// TIMEX3 `SU`.
    Summer,
    /// TIMEX3 `FA`.
    Autumn,
    /// TIMEX3 `WI`.
    Winter,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeOfDay {
    /// A part of the day.
    Part(PartOfDay),
    /// Hour (0 to 24) and minute.
    Clock(u8, u8),
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartOfDay {
    /// TIMEX3 `MO`.
    Morning,
    /// TIMEX3 `AF`.
    Afternoon,
    /// TIMEX3 `EV`.
    Evening,
    /// TIMEX3 `NI`.
    Night,
}

/// What makes an expression less exact, by the values of the attribute `mod` of TIMEX3. Source: TimeML 1.2.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Modifier {
    /// `early`, `the beginning of`.
    Start,
    /// `mid-`, `the middle of`.
    Mid,
    /// `late`, `the end of`.
    End,
    /// `about`.
    Approx,
    /// `nearly`.
    LessThan,
    /// `more than`.
    MoreThan,
    /// `up to`.
    EqualOrLess,
    /// `at least`.
    EqualOrMore,
}

/// When a feast is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Feast {
    /// Always on this day: month and day.
    Fixed(u8, u8),
    /// Days behind the nth such weekday of a month; 0 for the last of the month.
    Nth {
        /// 1 to 12.
        month: u8,
        /// The day of the week that is counted.
        weekday: Weekday,
        /// 1 to 4, or 0 for the last.
        nth: u8,
        /// Days behind it.
        plus: u8,
    },
    /// Days from Easter Sunday of the Western churches.
    Easter(i8),
}

impl Modifier {
    /// All of them.
    pub const ALL: [Modifier; 8] = [
        Modifier::Start,
        Modifier::Mid,
        Modifier::End,
        Modifier::Approx,
        Modifier::LessThan,
        Modifier::MoreThan,
        Modifier::EqualOrLess,
        Modifier::EqualOrMore,
    ];

    /// The modifier of that name in TIMEX3.
    pub fn from_name(name: &str) -> Option<Modifier> {
        Modifier::ALL.into_iter().find(|modifier| modifier.name() == name)
    }

    /// Its name in TIMEX3.
    pub fn name(self) -> &'static str {
        match self {
            Modifier::Start => "START",
            Modifier::Mid => "MID",
            Modifier::End => "END",
            Modifier::Approx => "APPROX",
            Modifier::LessThan => "LESS_THAN",
            Modifier::MoreThan => "MORE_THAN",
            Modifier::EqualOrLess => "EQUAL_OR_LESS",
            Modifier::EqualOrMore => "EQUAL_OR_MORE",
        }
    }
}
