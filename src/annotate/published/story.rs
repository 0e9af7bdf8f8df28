//! When an article without any date of its own was written, from what it tells: the latest day without a year that it reports as past, in
//! the year that follows from the months and days it names in full.
//!
//! Writers give the year of what lies in other years, so one full date rather tells when an article was not written. Only a text that
//! comes closer through two years, and then reports days without a year, is dated; all others have no answer.

use super::Evidence;
use crate::annotate::dates::{Meaning, Season, Tense, tense};
use crate::calendar::{Day, PartialDate, Precision, Weekday};
use crate::text::{paragraphs, sentences};

/// Days without a year, and the latest date with one, lie within a year of the article.
const YEAR: i64 = 366;
/// What a text reports as news lies so close together; days further apart may be of more than one year.
const SPREAD: i64 = 31;
/// A date to come so many days ahead or more may as well be of the year after.
const UNCLEAR: std::ops::Range<i64> = 180..540;
/// A text that tells of more days than this tells nothing of its own.
const MOST_DAYS: usize = 40;

/// A day without a year.
type Yearless = (u8, u8, Option<Weekday>);

/// What the text tells, as far as it dates the article.
#[derive(Default)]
struct Told {
    /// The first days of the months, seasons and days with a year that it reports as past: the latest, and the latest of an earlier year.
    anchor: Option<Day>,
    earlier: Option<Day>,
    /// The days without a year that it reports as past, each once.
    days: Vec<Yearless>,
    /// The months and days with a year of which it does not speak as past.
    open: Vec<Day>,
    /// The years it names alone.
    years: Vec<i32>,
}

/// The latest day that the text reports as past.
pub(super) fn date(evidence: &Evidence) -> Option<PartialDate> {
    let told = told(evidence);
    let anchor = told.anchor.filter(|_| (2..MOST_DAYS).contains(&told.days.len()))?;
    let spread =
        |last: &Day| told.days.iter().map(|&(month, day, _)| days_since(*last, month, day)).max().unwrap_or(YEAR);
    let latest = told.days.iter().filter_map(|&day| first_from(anchor, day)).min_by_key(spread)?;
    let likely =
        spread(&latest) <= SPREAD && told.leads_up_to(latest) && told.speaks_not_against(latest, evidence.today);
    likely.then(|| latest.into())
}

/// The day of this month and day that was such a weekday, within a year of the latest month or day that the text names in full.
pub(super) fn weekday_in_year(evidence: &Evidence, month: u8, day: u8, weekday: Weekday) -> Option<Day> {
    let told = told(evidence);
    first_from(told.anchor?, (month, day, Some(weekday))).filter(|&day| told.speaks_not_against(day, evidence.today))
}

/// The first such day from `anchor` on, within a year; none if it is another day of the week.
fn first_from(anchor: Day, (month, day, weekday): Yearless) -> Option<Day> {
    let year = anchor.ymd().0;
    let first =
        [year, year + 1].into_iter().filter_map(|year| Day::from_ymd(year, month, day)).find(|&day| day >= anchor)?;
    let fits = weekday.is_none_or(|weekday| first.weekday() == weekday);
    (fits && first.number() - anchor.number() <= YEAR).then_some(first)
}

/// How many days before `until` the month's day was last.
fn days_since(until: Day, month: u8, day: u8) -> i64 {
    let year = until.ymd().0;
    let days = [year, year - 1].into_iter().filter_map(|year| Day::from_ymd(year, month, day));
    days.map(|day| until.number() - day.number()).find(|&days| days >= 0).unwrap_or(YEAR)
}

impl Told {
    /// Whether the text comes closer to that day through the two years before.
    fn leads_up_to(&self, day: Day) -> bool {
        self.earlier.is_some_and(|earlier| earlier.ymd().0 >= day.ymd().0 - 2)
    }

    /// Whether the text may have been written on that day.
    fn speaks_not_against(&self, day: Day, today: Day) -> bool {
        let year = day.ymd().0;
        let later = self.years.iter().any(|&named| (year + 1..=year + 2).contains(&named));
        let unclear = self.open.iter().any(|open| UNCLEAR.contains(&(open.number() - day.number())));
        !later && !unclear && day.number() <= today.number() + 1
    }

    fn add(&mut self, meaning: Meaning, tense: Tense) {
        match (meaning, tense) {
            (Meaning::DayOf { month, day, weekday, .. }, Tense::Past) => {
                let day = (month, day, weekday);
                if self.days.len() < MOST_DAYS && !self.days.contains(&day) {
                    self.days.push(day);
                }
            }
            (Meaning::Date(date), _) if date.precision() == Precision::Year => self.years.push(date.first().ymd().0),
            (Meaning::Date(date), Tense::Past) => self.reported(date.first()),
            (Meaning::Date(date), Tense::Open) => self.open.push(date.first()),
            (Meaning::Season(season, year), Tense::Past) => self.reported(begins(season, year)),
            _ => {}
        }
    }

    fn reported(&mut self, day: Day) {
        let (before, after) = match self.anchor {
            Some(anchor) if anchor < day => (Some(anchor), day),
            Some(anchor) => (Some(day), anchor),
            None => (None, day),
        };
        self.anchor = Some(after);
        let latest = [self.earlier, before].into_iter().flatten().filter(|before| before.ymd().0 < after.ymd().0).max();
        self.earlier = latest;
    }
}

/// Reads the text's dates sentence by sentence.
fn told(evidence: &Evidence) -> Told {
    let (body, tokens) = (evidence.raw.body.as_str(), evidence.tokens);
    let mut told = Told::default();
    let mut dates = evidence.dates.iter().peekable();
    for paragraph in paragraphs(body, tokens) {
        if dates.peek().is_none_or(|date| date.start >= paragraph.end) {
            continue;
        }
        for sentence in sentences(body, tokens, paragraph) {
            let words = &tokens[sentence.first_token..sentence.last_token];
            while let Some(date) = dates.next_if(|date| date.start < sentence.end) {
                told.add(date.meaning, tense(body, words, date.start, date.end));
            }
        }
    }
    told
}

fn begins(season: Season, year: i32) -> Day {
    let month = match season {
        Season::Winter => 1,
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
    };
    PartialDate::Month(year, month).first()
}
