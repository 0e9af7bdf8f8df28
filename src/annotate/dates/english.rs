//! The words of English dates, as data. Knows no rules and no text.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::calendar::Weekday;

/// What a word is to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// Nothing.
    Other,
    /// One to four digits: how many, and the number.
    Digits(u8, u16),
    /// `15th`.
    Ordinal(u8),
    /// `1990s`, without its last digit: 199.
    Decade(u16),
    /// A month, 1 to 12.
    Month(u8, Form),
    /// A day of the week.
    Weekday(Weekday, Form),
    /// A season of the year.
    Season(Season),
    /// A stretch of the calendar.
    Unit(Unit),
    /// How many units.
    Count(u8),
    /// Days from today.
    Away(i8),
    /// Which of several: past, present, future.
    Which(Direction),
    /// `ago`.
    Ago,
    /// `of`.
    Of,
    /// Before a year it nearly always is one: `in 1996`, `since 1996`.
    In,
    /// Before a number it may well be a year: `by 1996`, `after 1996`.
    Near,
    /// `the`, `his`: the year may belong to a noun, as in `the 1996 election`.
    Whose,
    /// Joins two dates: `and`, `to`.
    And,
    /// Speaks of the future.
    Will,
    /// `every Monday` is no day.
    Every,
}

/// How a name is written, and so how sure it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// In full, and nothing else is called so.
    Sure,
    /// In full, but also a person's name or a verb: May, March, April, June, August.
    Doubtful,
    /// Abbreviated: only beside a number.
    Short,
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

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 24 hours by the calendar.
    Day,
    /// Seven days, from Monday.
    Week,
    /// By the calendar.
    Month,
    /// By the calendar.
    Year,
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

use Direction::{Future, Past, Present};
use Form::{Doubtful, Short, Sure};

const WORDS: &[(&str, Word)] = &[
    ("january", Word::Month(1, Sure)),
    ("february", Word::Month(2, Sure)),
    ("march", Word::Month(3, Doubtful)),
    ("april", Word::Month(4, Doubtful)),
    ("may", Word::Month(5, Doubtful)),
    ("june", Word::Month(6, Doubtful)),
    ("july", Word::Month(7, Sure)),
    ("august", Word::Month(8, Doubtful)),
    ("september", Word::Month(9, Sure)),
    ("october", Word::Month(10, Sure)),
    ("november", Word::Month(11, Sure)),
    ("december", Word::Month(12, Sure)),
    ("jan", Word::Month(1, Short)),
    ("feb", Word::Month(2, Short)),
    ("mar", Word::Month(3, Short)),
    ("apr", Word::Month(4, Short)),
    ("jun", Word::Month(6, Short)),
    ("jul", Word::Month(7, Short)),
    ("aug", Word::Month(8, Short)),
    ("sep", Word::Month(9, Short)),
    ("sept", Word::Month(9, Short)),
    ("oct", Word::Month(10, Short)),
    ("nov", Word::Month(11, Short)),
    ("dec", Word::Month(12, Short)),
    ("monday", Word::Weekday(Weekday::Monday, Sure)),
    ("tuesday", Word::Weekday(Weekday::Tuesday, Sure)),
    ("wednesday", Word::Weekday(Weekday::Wednesday, Sure)),
    ("thursday", Word::Weekday(Weekday::Thursday, Sure)),
    ("friday", Word::Weekday(Weekday::Friday, Sure)),
    ("saturday", Word::Weekday(Weekday::Saturday, Sure)),
    ("sunday", Word::Weekday(Weekday::Sunday, Sure)),
    ("mon", Word::Weekday(Weekday::Monday, Short)),
    ("tue", Word::Weekday(Weekday::Tuesday, Short)),
    ("tues", Word::Weekday(Weekday::Tuesday, Short)),
    ("wed", Word::Weekday(Weekday::Wednesday, Short)),
    ("thu", Word::Weekday(Weekday::Thursday, Short)),
    ("thurs", Word::Weekday(Weekday::Thursday, Short)),
    ("fri", Word::Weekday(Weekday::Friday, Short)),
    ("sat", Word::Weekday(Weekday::Saturday, Short)),
    ("sun", Word::Weekday(Weekday::Sunday, Short)),
    ("spring", Word::Season(Season::Spring)),
    ("summer", Word::Season(Season::Summer)),
    ("autumn", Word::Season(Season::Autumn)),
    ("fall", Word::Season(Season::Autumn)),
    ("winter", Word::Season(Season::Winter)),
    ("day", Word::Unit(Unit::Day)),
    ("days", Word::Unit(Unit::Day)),
    ("week", Word::Unit(Unit::Week)),
    ("weeks", Word::Unit(Unit::Week)),
    ("month", Word::Unit(Unit::Month)),
    ("months", Word::Unit(Unit::Month)),
    ("year", Word::Unit(Unit::Year)),
    ("years", Word::Unit(Unit::Year)),
    ("a", Word::Count(1)),
    ("an", Word::Count(1)),
    ("one", Word::Count(1)),
    ("two", Word::Count(2)),
    ("three", Word::Count(3)),
    ("four", Word::Count(4)),
    ("five", Word::Count(5)),
    ("six", Word::Count(6)),
    ("seven", Word::Count(7)),
    ("eight", Word::Count(8)),
    ("nine", Word::Count(9)),
    ("ten", Word::Count(10)),
    ("eleven", Word::Count(11)),
    ("twelve", Word::Count(12)),
    ("today", Word::Away(0)),
    ("yesterday", Word::Away(-1)),
    ("tomorrow", Word::Away(1)),
    ("last", Word::Which(Past)),
    ("this", Word::Which(Present)),
    ("next", Word::Which(Future)),
    ("coming", Word::Which(Future)),
    ("ago", Word::Ago),
    ("of", Word::Of),
    ("in", Word::In),
    ("since", Word::In),
    ("during", Word::In),
    ("until", Word::In),
    ("till", Word::In),
    ("circa", Word::In),
    ("early", Word::In),
    ("mid", Word::In),
    ("late", Word::In),
    ("by", Word::Near),
    ("from", Word::Near),
    ("after", Word::Near),
    ("before", Word::Near),
    ("between", Word::Near),
    ("through", Word::Near),
    ("fiscal", Word::Near),
    ("the", Word::Whose),
    ("its", Word::Whose),
    ("his", Word::Whose),
    ("her", Word::Whose),
    ("their", Word::Whose),
    ("our", Word::Whose),
    ("and", Word::And),
    ("or", Word::And),
    ("to", Word::And),
    ("will", Word::Will),
    ("shall", Word::Will),
    ("would", Word::Will),
    ("should", Word::Will),
    ("must", Word::Will),
    ("every", Word::Every),
    ("each", Word::Every),
];

/// Before a weekday, these make a name or a feast of it.
pub(super) const NAME_BEFORE_WEEKDAY: &[&str] =
    &["Black", "Good", "Super", "Bloody", "Ash", "Fat", "Holy", "Palm", "Easter", "Sheffield", "Cyber"];

/// After a weekday, these make a newspaper or a broadcast of it.
pub(super) const NAME_AFTER_WEEKDAY: &[&str] = &[
    "Times",
    "Telegraph",
    "Mirror",
    "Express",
    "Herald",
    "Mail",
    "Post",
    "Sun",
    "Tribune",
    "Star",
    "Sport",
    "World",
    "Night",
    "Club",
    "Independent",
    "Business",
];

/// After a number, these count or measure: it is no year and no day.
const COUNTED: &[&str] = &[
    "people", "men", "women", "children", "troops", "soldiers", "police", "percent", "per", "pc", "metres", "meters",
    "miles", "feet", "km", "kg", "mph", "mm", "cm", "m", "gmt", "hours", "hrs", "points", "votes", "dollars", "pounds",
    "euros", "yen", "tonnes", "tons", "million", "billion", "bn", "others", "more", "jobs", "dead", "cases", "deaths",
    "units", "shares", "barrels", "acres", "hectares", "seats", "rpm", "mhz", "pts", "minutes", "seconds",
];

/// Verbs and the like that end in `s` and may follow a year: all other such words are counted by the number before them.
const NOT_PLURAL: &[&str] = &[
    "was",
    "is",
    "has",
    "as",
    "this",
    "its",
    "his",
    "us",
    "does",
    "less",
    "across",
    "versus",
    "towards",
    "afterwards",
    "perhaps",
    "always",
    "besides",
    "plus",
    "sometimes",
    "whereas",
    "unless",
    "thus",
];

/// A year at the beginning of a sentence is followed by one of these.
pub(super) const YEAR_DOES: &[&str] =
    &["was", "is", "saw", "has", "had", "will", "brought", "marks", "marked", "began", "ended"];

/// Days that everyone knows by month and day alone: month, day, what follows or stands before `of`, year.
pub(super) const KNOWN_DAYS: &[(u8, u8, &[&str], i32)] = &[(
    9,
    11,
    &["attacks", "attack", "attackers", "terrorist", "terror", "hijackers", "hijackings", "hijacking"],
    2001,
)];

/// Verbs that report, in the forms that do not end in `ed`.
const PAST: &[&str] = &[
    "said", "told", "began", "took", "left", "was", "were", "had", "met", "held", "came", "went", "saw", "made",
    "gave", "got", "found", "fell", "rose", "won", "lost", "led", "broke", "wrote", "spoke", "became", "brought",
    "bought", "sold", "sent", "hit", "shot", "fought", "thought", "fled", "kept", "put", "cut", "ran", "drew", "grew",
    "knew", "threw", "flew", "drove", "struck", "stood", "sank", "swore", "chose", "died", "agreed", "freed", "did",
    "received", "heard", "felt", "set", "laid", "paid", "built", "caught", "taught", "sought", "spent", "shut", "quit",
    "forced", "been",
];

/// Words that leave open whether what follows happens.
const OPEN: &[&str] = &[
    "will",
    "shall",
    "would",
    "may",
    "might",
    "could",
    "can",
    "must",
    "should",
    "scheduled",
    "expected",
    "planned",
    "due",
    "deadline",
    "upcoming",
    "hopes",
    "plans",
    "slated",
    "postponed",
    "delayed",
    "proposed",
    "is",
    "are",
    "be",
    "if",
];

/// Before a date these look ahead, whatever the verb is.
const LIMITS: &[&str] = &["by", "until", "till", "through", "before"];

/// Words that end in `ed` and tell nothing of the past.
const NOT_PAST: &[&str] = &[
    "need", "indeed", "hundred", "speed", "feed", "seed", "breed", "proceed", "succeed", "exceed", "aged", "named",
    "based", "sacred",
];

/// What a word of a clause says of the time of what it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Reports,
    LeavesOpen,
}

/// The verb that a word is, if it tells anything; `next` is the word behind it.
pub(super) fn verb(word: &str, next: &str) -> Option<Verb> {
    let infinitive = word == "to"
        && next.starts_with(|c: char| c.is_ascii_lowercase())
        && !matches!(look_up(next), Word::Whose | Word::Count(_));
    if infinitive || OPEN.contains(&word) || word.ends_with("'ll") || word.ends_with("’ll") {
        Some(Verb::LeavesOpen)
    } else if PAST.contains(&word) || word.len() > 4 && word.ends_with("ed") && lower(word) && !NOT_PAST.contains(&word)
    {
        Some(Verb::Reports)
    } else {
        None
    }
}

fn lower(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase())
}

/// Whether the word before a date without a year says that it is the closest one, before or after.
pub(super) fn is_deadline(word: &str) -> bool {
    matches!(word, "by" | "until" | "till")
}

/// Whether the word before a date makes a limit of it.
pub(super) fn is_limit(word: &str) -> bool {
    LIMITS.contains(&word)
}

/// Whether a word behind a number says that it counts or measures something.
pub(super) fn is_counted(next: &str) -> bool {
    COUNTED.iter().any(|counted| counted.eq_ignore_ascii_case(next))
}

/// Whether it looks like a noun in the plural.
pub(super) fn is_plural(next: &str) -> bool {
    let plural = next.starts_with(|c: char| c.is_ascii_lowercase()) && next.ends_with('s') && !next.ends_with("ss");
    is_counted(next) || plural && !NOT_PLURAL.contains(&next)
}

/// What a word without digits is. Months and weekdays are written with a capital letter.
pub(super) fn word(written: &str) -> Word {
    match look_up(written) {
        Word::Month(..) | Word::Weekday(..) if !written.starts_with(|c: char| c.is_ascii_uppercase()) => Word::Other,
        word => word,
    }
}

fn look_up(written: &str) -> Word {
    static BY_NAME: LazyLock<FxHashMap<&'static [u8], Word>> =
        LazyLock::new(|| WORDS.iter().map(|&(name, word)| (name.as_bytes(), word)).collect());
    // Nearly every word of a text is none of these, which its first letter and its length already tell.
    static LENGTHS: LazyLock<[u16; 32]> = LazyLock::new(|| {
        let mut lengths = [0; 32];
        WORDS.iter().for_each(|(name, _)| lengths[letter(name)] |= 1 << name.len());
        lengths
    });
    let mut lower = [0; 9];
    let Some(lower) = lower.get_mut(..written.len()) else { return Word::Other };
    if LENGTHS[letter(written)] & (1 << written.len()) == 0 {
        return Word::Other;
    }
    lower.copy_from_slice(written.as_bytes());
    lower.make_ascii_lowercase();
    BY_NAME.get(&*lower).copied().unwrap_or(Word::Other)
}

/// A number for the first letter, the same for a capital.
fn letter(word: &str) -> usize {
    word.bytes().next().map_or(0, |byte| usize::from(byte & 31))
}
