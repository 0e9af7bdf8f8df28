//! The times that a text speaks of: days, months, years, seasons, decades. Knows the text and, for what is said in relation to it, the day
//! of publication; knows neither metadata nor files.
//!
//! The day of publication may itself have to be found from the dates of the text, so there are two steps: [`find`] reads the text once,
//! [`resolve`] gives the values once the reference is known.

mod days;
mod english;
mod months;
mod numeric;
mod reading;
mod relative;
mod resolve;
mod stamp;
mod tense;
mod years;

pub use english::{Direction, Season, Unit};
pub use resolve::resolve;
pub use stamp::stamp;
pub(in crate::annotate) use stamp::{Stamp, compact, stamps};
pub(in crate::annotate) use tense::{Tense, tense};

use super::DateMention;
use crate::calendar::{PartialDate, Weekday};
use crate::text::Token;
use english::Word;
use reading::Reading;

/// An expression of time in a text, and what it says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expression {
    /// Byte offset of the first character.
    pub start: usize,
    /// Byte offset behind the last character.
    pub end: usize,
    /// What it says.
    pub meaning: Meaning,
}

/// What an expression says by itself, before it is known when it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A year, month or day, in full.
    Date(PartialDate),
    /// A decade: 199 for the 1990s.
    Decade(i32),
    /// A season of a year.
    Season(Season, i32),
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
    /// `last spring`.
    SeasonOf(Season, Direction),
    /// A day of the week.
    Weekday(Weekday, Clue),
    /// So many units later than the publication; earlier if negative.
    Away(Unit, i32),
}

/// Which of several days or months of the same name is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clue {
    /// The nearest, the past preferred.
    Nearest,
    /// The closest, before or after: `until August 15`.
    Closest,
    /// `last`, `this`, `next`.
    Towards(Direction),
    /// That of a year so many years from the publication: -1 for `August 15 last year`.
    Year(i32),
}

/// The times that `text` speaks of, in its order; they do not overlap. Without a `reference`, the day of publication, yearless days
/// are `XXXX-08-15`, weekdays `XXXX-WXX-7`, and `last year` is a `PAST_REF`.
///
/// ```
/// use dateline::annotate::dates::dates;
/// let text = "On August 15, less than two years after February 2020, Kabul fell.";
/// let tokens = dateline::text::Lexicon::default().tokenize(text);
/// let values: Vec<_> = dates(text, &tokens, "2021-08-18".parse().ok()).into_iter().map(|date| date.value).collect();
/// assert_eq!(values, ["2021-08-15", "2020-02"]);
/// ```
pub fn dates(text: &str, tokens: &[Token], reference: Option<PartialDate>) -> Vec<DateMention> {
    resolve(&find(text, tokens), reference)
}

/// The expressions of time in a text, in its order; they do not overlap. `tokens` are the tokens of `text`.
pub fn find(text: &str, tokens: &[Token]) -> Vec<Expression> {
    let reading = Reading::new(text, tokens);
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.len() {
        at = if reading.word(at) == Word::Other {
            at + 1
        } else {
            expression(&reading, at, &mut found).unwrap_or(at + 1)
        };
    }
    found
}

/// Adds what the expression that begins at the token says, and returns the token behind it.
fn expression(reading: &Reading, at: usize, found: &mut Vec<Expression>) -> Option<usize> {
    match reading.word(at) {
        Word::Digits(..) => numeric::date(reading, at, found)
            .or_else(|| days::day(reading, at, None, found))
            .or_else(|| years::year(reading, at, found))
            .or_else(|| relative::ago(reading, at, found)),
        Word::Ordinal(_) => days::day(reading, at, None, found),
        Word::Decade(decade) => years::decade(reading, at, decade, found),
        Word::Month(..) => days::day(reading, at, None, found).or_else(|| months::month(reading, at, found)),
        Word::Weekday(..) => relative::weekday(reading, at, None, found),
        Word::Season(season) => years::season(reading, at, season, found),
        Word::Which(direction) => relative::which(reading, at, direction, found),
        Word::Away(days) => relative::today(reading, at, days, found),
        Word::Count(_) => relative::ago(reading, at, found),
        _ => None,
    }
}

/// Which way a day or month without a year lies, by the verb before it.
fn clue_before(reading: &Reading, at: usize) -> Clue {
    /// How many words back a verb may be.
    const REACH: usize = 10;
    let clause = (at.saturating_sub(REACH)..at).rev().take_while(|&before| reading.gap(before) != reading::Gap::Far);
    let ahead = clause.map(|before| reading.word(before)).any(|word| word == Word::Will);
    let deadline = at > 0 && english::is_deadline(reading.written(at - 1));
    match (ahead, deadline) {
        (true, _) => Clue::Towards(Direction::Future),
        (false, true) => Clue::Closest,
        (false, false) => Clue::Nearest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lexicon;

    /// The mentions as `text=value`, for a text published on Wednesday, 2021-08-18.
    fn seen(text: &str, reference: &str) -> String {
        let tokens = Lexicon::default().tokenize(text);
        let found = dates(text, &tokens, reference.parse().ok());
        assert!(found.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "{text}");
        found.iter().map(|date| format!("{}={}", &text[date.range.clone()], date.value)).collect::<Vec<_>>().join("; ")
    }

    fn check(cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            assert_eq!(seen(text, "2021-08-18"), *expected, "{text}");
        }
    }

    #[test]
    fn days_months_and_years_in_full() {
        check(&[
            ("On August 15, 2021, it fell", "August 15, 2021=2021-08-15"),
            ("On Sunday, 15 August 2021 it", "Sunday, 15 August 2021=2021-08-15"),
            ("AUG. 15 2021", "AUG. 15 2021=2021-08-15"),
            ("on the 15th of August, 2021.", "15th of August, 2021=2021-08-15"),
            ("16-FEB-1987 15:01", "16-FEB-1987=1987-02-16"),
            ("Sat, 28 Aug 2021 09:00", "Sat, 28 Aug 2021=2021-08-28"),
            ("2021-08-15T10:30:00Z, 2021/08/16", "2021-08-15=2021-08-15; 2021/08/16=2021-08-16"),
            ("15/08/2021 05.08.2021 8/15/2021", "15/08/2021=2021-08-15; 05.08.2021=2021-08-05; 8/15/2021=2021-08-15"),
            ("August 2021, Aug. 2020 and May of 2019", "August 2021=2021-08; Aug. 2020=2020-08; May of 2019=2019-05"),
            ("between March and May 2021", "March=2021-03; May 2021=2021-05"),
            ("in 1996; since 1066, by 2030", "1996=1996; 1066=1066; 2030=2030"),
            ("between 1996 and 2001", "1996=1996; 2001=2001"),
            ("the war (1939–1945) and 1996-2001", "1939=1939; 1945=1945; 1996=1996; 2001=2001"),
            ("the 2016 election in mid-1990", "2016=2016; 1990=1990"),
            ("the 1990s, in the spring of 2021", "1990s=199; spring of 2021=2021-SP"),
            ("2021 was a hard year", "2021=2021"),
            ("since the Sept. 11 attacks", "Sept. 11=2001-09-11"),
            ("the attacks of September 11", "September 11=2001-09-11"),
        ]);
    }

    #[test]
    fn days_and_months_without_a_year() {
        check(&[
            ("On August 15", "August 15=2021-08-15"),
            ("on September 11 it", "September 11=2021-09-11"),
            ("on September 30 it", "September 30=2020-09-30"),
            ("it will end on December 31", "December 31=2021-12-31"),
            ("it runs until November 30", "November 30=2021-11-30"),
            (
                "it ran until April 30 and from July to September",
                "April 30=2021-04-30; July=2021-07; September=2021-09",
            ),
            ("it must end by November", "November=2021-11"),
            ("on March 1 last year", "March 1 last year=2020-03-01"),
            ("on Sunday, December 6", "Sunday, December 6=2020-12-06"),
            ("Aug 15–18", "Aug 15=2021-08-15; 18=2021-08-18"),
            ("June 24 and 25, 2020", "June 24=2020-06-24; 25, 2020=2020-06-25"),
            ("15 to 18 August 2020", "15=2020-08-15; 18 August 2020=2020-08-18"),
            ("in October, last May and next March", "October=2020-10; last May=2021-05; next March=2022-03"),
            ("on February 29", "February 29=2020-02-29"),
        ]);
        assert_eq!(seen("On August 15 and Tuesday", ""), "August 15=XXXX-08-15; Tuesday=XXXX-WXX-2");
        assert_eq!(seen("On August 15 in May", "2019"), "August 15=2019-08-15; May=2019-05");
        assert_eq!(seen("On December 30", "2021-01-04"), "December 30=2020-12-30");
    }

    #[test]
    fn in_relation_to_the_day_of_publication() {
        check(&[
            ("on Tuesday", "Tuesday=2021-08-17"),
            ("on Wednesday", "Wednesday=2021-08-18"),
            ("on Thursday", "Thursday=2021-08-12"),
            ("they will meet on Thursday", "Thursday=2021-08-19"),
            ("last Wednesday", "last Wednesday=2021-08-11"),
            ("next Friday", "next Friday=2021-08-20"),
            ("this Sunday", "this Sunday=2021-08-22"),
            ("today, yesterday, tomorrow", "today=2021-08-18; yesterday=2021-08-17; tomorrow=2021-08-19"),
            ("the day before yesterday", "day before yesterday=2021-08-16"),
            ("last month, this year, next year", "last month=2021-07; this year=2021; next year=2022"),
            (
                "a year ago, two weeks ago, 9 months ago",
                "a year ago=2020; two weeks ago=2021-W31; 9 months ago=2020-11",
            ),
            ("last week and ten days ago", "last week=2021-W32; ten days ago=2021-08-08"),
            ("last spring and this winter", "last spring=2021-SP; this winter=2021-WI"),
        ]);
        assert_eq!(seen("yesterday, next year", ""), "yesterday=PAST_REF; next year=FUTURE_REF");
        assert_eq!(
            seen("last year, last month, on Friday", "2021"),
            "last year=2020; last month=PAST_REF; Friday=XXXX-WXX-5"
        );
        assert_eq!(seen("last week", "2021-01-04"), "last week=2020-W53");
    }

    #[test]
    fn what_only_looks_like_a_date() {
        check(&[
            ("Theresa May may march. March on! April Jones and August Wilson met Jan Egeland", ""),
            ("May said in May's office; The Sun and sat; a second fall", ""),
            ("February 30, 2021; 31 April 2021; 2021-02-30; 32/13/2021", ""),
            ("It cost $2021 or €1996; 2,000 people in 2,021 cases, 1996 people", ""),
            ("call 555-2021 or 020 7946 1996-2001", ""),
            ("won 21-19, 3/4, 9/11; version 2.1.2021.3 and 1996.5", ""),
            ("of 1987 jobs, in 2000 schools, rose to 2015, after 1500 metres", ""),
            ("ISBN 978-1-2021-1996-0, 2021:1, 10:30, at 2021%", ""),
            ("Black Friday, the Sunday Times, every Monday, Tuesdays", ""),
            ("the last week of his last year", ""),
            ("year 0, 99999 and 0000", ""),
            ("", ""),
        ]);
    }

    #[test]
    fn hostile_texts_stay_linear() {
        for unit in [
            "May ",
            "15 and ",
            "1996-",
            "August 15 and ",
            "last ",
            "Sun, ",
            "1996 and ",
            "2021-08-",
            "15-",
            "Monday the ",
            "a year ",
        ] {
            let text = unit.repeat(1_000_000 / unit.len());
            let started = std::time::Instant::now();
            seen(&text, "2021-08-18");
            assert!(started.elapsed().as_secs() < 5, "{unit}");
        }
        for text in [
            "August",
            "15 ",
            "1996–",
            "15–é",
            "August –15",
            "2021-08-1é",
            "the",
            "Monday,\u{a0}15",
            "last\u{2003}é",
            "(2021",
            "30 ",
            "12 of",
        ] {
            seen(text, "0001-01-01");
            seen(text, "9999-12-31");
        }
        for edge in ["0001-01-01", "9999-12-31"] {
            let text = "on Friday, August 15, tomorrow, yesterday, last week, next week, last year, next year, last month, next month, last winter, next May";
            seen(text, edge);
        }
    }
}
