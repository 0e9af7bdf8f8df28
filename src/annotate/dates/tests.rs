//! What is found in texts and how it is understood, construct by construct. The reference is Wednesday, 2021-08-18, unless a test says otherwise.

use super::*;
use crate::text::Lexicon;

/// The mentions as `text=value`, with a modifier behind a slash.
fn seen(text: &str, reference: &str) -> String {
    let tokens = Lexicon::default().tokenize(text);
    let found = dates(text, &tokens, Writing::default(), reference.parse().ok());
    assert!(found.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "{text}");
    let shown = |date: &DateMention| {
        let modifier = date.modifier.map(|modifier| format!("/{}", modifier.name())).unwrap_or_default();
        format!("{}={}{modifier}", &text[date.range.clone()], date.value)
    };
    found.iter().map(shown).collect::<Vec<_>>().join("; ")
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
        ("on the fifteenth of August 2021", "fifteenth of August 2021=2021-08-15"),
        ("16-FEB-1987 15:01", "16-FEB-1987=1987-02-16"),
        ("Sat, 28 Aug 2021 09:00", "Sat, 28 Aug 2021=2021-08-28"),
        ("2021-08-15T10:30:00Z, 2021/08/16", "2021-08-15=2021-08-15; 2021/08/16=2021-08-16"),
        ("August 2021, Aug. 2020 and May of 2019", "August 2021=2021-08; Aug. 2020=2020-08; May of 2019=2019-05"),
        ("in 1996; since 1066, by 2030", "1996=1996; 1066=1066; 2030=2030"),
        ("the 2016 election in mid-1990", "2016=2016; mid-1990=1990/MID"),
        ("the 1990s, the '80s and the nineties", "the 1990s=199; the '80s=198; the nineties=199"),
        ("in the 20th century", "the 20th century=19"),
        ("in nineteen ninety-six and in '68", "nineteen ninety-six=1996; 68=1968"),
        ("in the spring of 2021", "the spring of 2021=2021-SP"),
        ("the third quarter of 2020, Q1 2021", "the third quarter of 2020=2020-Q3; Q1 2021=2021-Q1"),
        ("fiscal 2020 and the first half of 2019", "fiscal 2020=2020; the first half of 2019=2019-H1"),
        ("2021 was a hard year", "2021=2021"),
        ("since the Sept. 11 attacks", "Sept. 11=2001-09-11"),
        ("the attacks of September 11", "September 11=2001-09-11"),
        ("the 11 September attacks", "11 September=2001-09-11"),
        ("the 9/11 attacks, since 9/11, post-9/11", "9/11=2001-09-11; 9/11=2001-09-11; 9/11=2001-09-11"),
    ]);
}

#[test]
fn ranges_and_lists_are_as_many_dates_as_they_name() {
    check(&[
        ("between March and May 2021", "March=2021-03; May 2021=2021-05"),
        ("between 1996 and 2001", "1996=1996; 2001=2001"),
        ("the war (1939–1945) and 1996-2001", "1939=1939; 1945=1945; 1996=1996; 2001=2001"),
        ("Aug 15–18", "Aug 15=2021-08-15; 18=2021-08-18"),
        ("June 24 and 25, 2020", "June 24=2020-06-24; 25, 2020=2020-06-25"),
        ("15 to 18 August 2020", "15=2020-08-15; 18 August 2020=2020-08-18"),
        ("30 June - 2 July 2020", "30 June=2020-06-30; 2 July 2020=2020-07-02"),
        ("the 1980s and 1990s", "the 1980s=198; 1990s=199"),
        ("Between Aug. 3 and Sept. 4 it rained", "Aug. 3=2021-08-03; Sept. 4=2021-09-04"),
    ]);
}

#[test]
fn the_end_of_a_range_lies_behind_its_beginning() {
    check(&[
        ("it runs from 28 August to 14 September", "28 August=2021-08-28; 14 September=2021-09-14"),
        ("between November and February", "November=2021-11; February=2022-02"),
        ("on Monday and Tuesday", "Monday=2021-08-16; Tuesday=2021-08-17"),
        ("in March, April and May", "March=2021-03; April=2021-04; May=2021-05"),
        ("2012 to 2020, 1914-1918", "2012=2012; 2020=2020; 1914=1914; 1918=1918"),
        (
            "the 2003/04 season, in 2015-16, (1979-89), won 2003-21",
            "2003=2003; 04=2004; 2015=2015; 16=2016; 1979=1979; 89=1989",
        ),
        ("June 10, 11, 12 and 13", "June 10=2021-06-10; 11=2021-06-11; 12=2021-06-12; 13=2021-06-13"),
        ("the 1960's and 1970's, 2020's budget", "the 1960's=196; 1970's=197; 2020=2020"),
    ]);
}

#[test]
fn what_is_planned_is_to_come() {
    check(&[
        ("The World Cup kicks off on 21 November", "21 November=2021-11-21"),
        ("Kenyans go to the polls on November 9", "November 9=2021-11-09"),
        ("next hearing: 5 December", "5 December=2021-12-05"),
        ("5 million subscribers at the end of July", "the end of July=2021-07/END"),
        ("The trial begins Thursday", "Thursday=2021-08-19"),
        ("England face Australia on Saturday", "Saturday=2021-08-21"),
        ("ahead of Friday's vote; criticised Friday's ruling", "Friday=2021-08-20; Friday=2021-08-13"),
        ("it will be paid on Dec. 1; it was paid on Dec. 1", "Dec. 1=2021-12-01; Dec. 1=2020-12-01"),
        (
            "the first Monday in June, the last Friday of October 2023",
            "the first Monday in June=2021-06-07; the last Friday of October 2023=2023-10-27",
        ),
    ]);
}

#[test]
fn which_number_is_the_day_the_text_tells_or_the_habit_of_the_place() {
    check(&[
        ("15/08/2021 05.08.2021", "15/08/2021=2021-08-15; 05.08.2021=2021-08-05"),
        ("8/15/2021 and 8/5/2021", "8/15/2021=2021-08-15; 8/5/2021=2021-08-05"),
        ("15/8/2021 and 8/5/2021", "15/8/2021=2021-08-15; 8/5/2021=2021-05-08"),
        ("on 8/5/2021", "8/5/2021=2021-05-08"),
    ]);
    let text = "on 8/5/2021 or 08.05.2021";
    let tokens = Lexicon::default().tokenize(text);
    let found = dates(text, &tokens, Writing { month_first: true, ..Writing::default() }, None);
    assert_eq!((&*found[0].value, &*found[1].value), ("2021-08-05", "2021-05-08"));
}

#[test]
fn days_and_months_without_a_year() {
    check(&[
        ("On August 15", "August 15=2021-08-15"),
        ("on September 11 it", "September 11=2021-09-11"),
        ("it fell on December 30", "December 30=2020-12-30"),
        ("it will end on December 31", "December 31=2021-12-31"),
        ("it runs until November 30", "November 30=2021-11-30"),
        ("it ran until April 30 and from July to September", "April 30=2021-04-30; July=2021-07; September=2021-09"),
        ("it must end by November", "November=2021-11"),
        ("it will be paid in February", "February=2022-02"),
        ("on March 1 last year", "March 1 last year=2020-03-01"),
        ("on Sunday, December 6", "Sunday, December 6=2020-12-06"),
        ("in October, last May and next March", "October=2021-10; last May=2021-05; next March=2022-03"),
        ("a June agreement", "June=2021-06"),
        ("on February 29", "February 29=2020-02-29"),
        (
            "on Christmas Day, Easter 2019 and last Thanksgiving",
            "Christmas Day=2021-12-25; Easter 2019=2019-04-21; last Thanksgiving=2020-11-26",
        ),
    ]);
    assert_eq!(
        seen("5 million at the end of December, prices are higher than in December", "2005-01-15"),
        "the end of December=2004-12/END; December=2004-12"
    );
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
        ("they said on Thursday that they would meet", "Thursday=2021-08-12"),
        ("last Wednesday", "last Wednesday=2021-08-11"),
        ("next Friday", "next Friday=2021-08-20"),
        ("this Sunday", "this Sunday=2021-08-22"),
        ("today, yesterday, tomorrow", "today=2021-08-18; yesterday=2021-08-17; tomorrow=2021-08-19"),
        ("the day before yesterday", "the day before yesterday=2021-08-16"),
        ("last month, this year, next year", "last month=2021-07; this year=2021; next year=2022"),
        ("a year ago, two weeks ago, 9 months ago", "a year ago=2020; two weeks ago=2021-W31; 9 months ago=2020-11"),
        ("last week and ten days ago", "last week=2021-W32; ten days ago=2021-08-08"),
        ("last spring and this winter", "last spring=2021-SP; this winter=2021-WI"),
        ("over the weekend", "the weekend=2021-W32-WE"),
        (
            "the third quarter, the second half of this year",
            "the third quarter=2021-Q3; the second half of this year=2021-H2",
        ),
        (
            "earlier this month, early next year, the end of the year",
            "earlier this month=2021-08/START; early next year=2022/START; the end of the year=2021/END",
        ),
        (
            "recently, now, in the past, in the near future",
            "recently=PAST_REF; now=PRESENT_REF; the past=PAST_REF; the near future=FUTURE_REF",
        ),
    ]);
    assert_eq!(seen("yesterday, next year", ""), "yesterday=PAST_REF; next year=FUTURE_REF");
    assert_eq!(
        seen("last year, last month, on Friday", "2021"),
        "last year=2020; last month=PAST_REF; Friday=XXXX-WXX-5"
    );
    assert_eq!(seen("last week", "2021-01-04"), "last week=2020-W53");
}

#[test]
fn in_relation_to_the_date_spoken_of_last() {
    check(&[
        ("On May 3, 2019 it began. Two days later it ended.", "May 3, 2019=2019-05-03; Two days later=2019-05-05"),
        ("In 1996 he won. The following year he lost.", "1996=1996; The following year=1997"),
        ("On May 3, 2019 it rained, and the next day too", "May 3, 2019=2019-05-03; the next day=2019-05-04"),
        (
            "Born in 1987, he won on May 19. The law, passed in 1978, was amended on 3 May",
            "1987=1987; May 19=2021-05-19; 1978=1978; 3 May=2021-05-03",
        ),
        (
            "In 1998 he left. Two years later, in May that year, he died",
            "1998=1998; Two years later=2000; May that year=2000-05",
        ),
        ("five days before his death and two years after the war", "five days=P5D; two years=P2Y"),
        ("In May 1990 it began; that summer it ended", "May 1990=1990-05; that summer=1990-SU"),
        ("In May 1990 it began; that year it ended", "May 1990=1990-05; that year=1990"),
        (
            "It earned more in the third quarter than a year earlier",
            "the third quarter=2021-Q3; a year earlier=2020-Q3",
        ),
    ]);
}

#[test]
fn times_durations_and_sets() {
    check(&[
        ("at 5pm on Friday, at 10.30am", "5pm on Friday=2021-08-13T17:00; 10.30am=2021-08-13T10:30"),
        ("at 17:45 GMT on Monday", "17:45 GMT on Monday=2021-08-16T17:45"),
        ("9 a.m. tomorrow; Tuesday at noon", "9 a.m. tomorrow=2021-08-19T09:00; Tuesday at noon=2021-08-17T12:00"),
        (
            "tonight, last night, this morning",
            "tonight=2021-08-18TNI; last night=2021-08-17TNI; this morning=2021-08-18TMO",
        ),
        ("on Friday night", "Friday night=2021-08-13TNI"),
        (
            "twenty-four hours, 2 1/2 years, a couple of days",
            "twenty-four hours=PT24H; 2 1/2 years=P2.5Y; a couple of days=P2D",
        ),
        (
            "several months, nearly two years, at least 30 days",
            "several months=PXM; nearly two years=P2Y/LESS_THAN; at least 30 days=P30D/EQUAL_OR_MORE",
        ),
        ("the past two months, the first nine months", "the past two months=P2M; the first nine months=P9M"),
        ("an 18-month sentence", "an 18-month=P18M"),
        ("every two years, daily, each summer", "every two years=P2Y; daily=P1D; each summer=XXXX-SU"),
        ("every Monday, Tuesdays, each July", "every Monday=XXXX-WXX-1; Tuesdays=XXXX-WXX-2; each July=XXXX-07"),
    ]);
}

#[test]
fn full_dates_in_other_languages() {
    for (language, text, expected) in [
        (
            "de",
            "Am 15. August 2021 und im März 2020, seit 1996",
            "15. August 2021=2021-08-15; März 2020=2020-03; 1996=1996",
        ),
        ("fr", "le 15 août 2021 et du 3 au 5 Février 2020", "15 août 2021=2021-08-15; 5 Février 2020=2020-02-05"),
        ("es", "el 15 de agosto de 2021 en mayo de 1999", "15 de agosto de 2021=2021-08-15; mayo de 1999=1999-05"),
        ("ru", "15 августа 2021 года", "15 августа 2021=2021-08-15"),
        ("tr", "15 Ağustos 2021, 1 ŞUBAT 2020", "15 Ağustos 2021=2021-08-15; 1 ŞUBAT 2020=2020-02-01"),
        ("pl", "15 października 2021", "15 października 2021=2021-10-15"),
        // Words that mean something in English alone.
        ("de", "Die Art war fast now und second; in 1996", "1996=1996"),
        ("nl", "op 3 mei en in week 12", "3 mei=2021-05-03"),
    ] {
        let tokens = Lexicon::default().tokenize(text);
        let writing = Writing { language: Some(language), ..Writing::default() };
        let found = dates(text, &tokens, writing, "2021-08-18".parse().ok());
        let shown = found.iter().map(|date| format!("{}={}", &text[date.range.clone()], date.value));
        assert_eq!(shown.collect::<Vec<_>>().join("; "), expected, "{language} {text}");
    }
}

#[test]
fn what_only_looks_like_a_date() {
    check(&[
        ("Theresa May may march. March on! April Jones and August Wilson met Jan Egeland", ""),
        ("May said in May's office; The Sun and sat; a second fall", ""),
        ("a deal by May was praised by June Carter for April Jones", ""),
        ("The March on Washington; march 5 miles; the fall of Kabul", ""),
        ("February 30, 2021; 31 April 2021; 2021-02-30; 32/13/2021", ""),
        ("It cost $2021 or €1996; 2,000 people in 2,021 cases, 1996 people", ""),
        ("call 555-2021 or 020 7946 1996-2001 or +44 20 7946 0958", ""),
        ("won 21-19, 3/4, 9/11; version 2.1.2021, build 2021-08-15 and 1996.5", ""),
        ("of 1987 jobs, in 2000 schools, rose to 2015, after 1500 metres", ""),
        ("ISBN 978-1-2021-1996-0, 2021:1, 10:30, at 2021%", ""),
        ("the Sunday Times and the Sun on Sunday Mirror", ""),
        ("Jamie Noon, USA Today, Sunday Igboho, the Daily Mail, Monday.com, Christmas Island", ""),
        ("Windows 2000, Resolution 1973, Vision 2030, a 2000-strong crowd, in 1500 BC", ""),
        ("The '90%' claim, ‘20 per cent’ of voters, in her late twenties, the first quarter of the game", ""),
        ("Sunday the 17th and Sunday 24th", ""),
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
        "twenty ",
        "the end of the ",
        "10:30 ",
        "about ",
    ] {
        let text = unit.repeat(300_000 / unit.len());
        let started = std::time::Instant::now();
        seen(&text, "2021-08-18");
        assert!(started.elapsed().as_secs() < 5, "{unit}");
    }
}

#[test]
fn every_edge_is_safe() {
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
        "at 10:",
        "10 a.m",
        "'",
        "’90",
        "1/2",
        "2 1/2",
        "999999 years ago",
        "9999 centuries later",
        "99999 weeks",
    ] {
        for edge in ["0001-01-01", "9999-12-31", "2021", "2021-08", ""] {
            seen(text, edge);
        }
    }
    for edge in ["0001-01-01", "9999-12-31"] {
        let text = "on Friday, August 15, tomorrow, yesterday, last week, next week, last year, next year, last month, next month, last winter, \
            next May, 9999 years ago, 9999 years from now, two centuries later, last weekend, the quarter, a year earlier, Easter, last Thanksgiving";
        seen(text, edge);
    }
}

/// Words of the rules and signs, in any order.
fn pieces() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    const PIECES: &[&str] = &[
        "August",
        "Aug.",
        "May",
        "Monday",
        "Sun",
        "15",
        "15th",
        "2021",
        "'90s",
        "1990s",
        "10:30",
        "p.m.",
        "the",
        "end",
        "of",
        "last",
        "next",
        "this",
        "two",
        "twenty",
        "first",
        "quarter",
        "year",
        "years",
        "week",
        "ago",
        "earlier",
        "later",
        "morning",
        "night",
        "every",
        "now",
        "Easter",
        "9/11",
        "2021-08-15",
        "8/5/2021",
        "and",
        "to",
        "–",
        "-",
        ",",
        ".",
        "'s",
        "about",
        "1/2",
        "é",
        "日",
        "\n\n",
        "(",
        ")",
        "will",
        "said",
        "year-ago",
    ];
    prop::collection::vec((prop::sample::select(PIECES), prop::sample::select(&["", " ", " ", " "][..])), 0..40)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, space)| format!("{piece}{space}")).collect())
}

proptest::proptest! {
    #[test]
    fn whatever_is_written_mentions_are_whole_and_in_order(text in pieces(), reference in "(|2021|2021-08|2021-08-18|0001-01-01|9999-12-31)") {
        let tokens = Lexicon::default().tokenize(&text);
        let mut end = 0;
        for date in dates(&text, &tokens, Writing::default(), reference.parse().ok()) {
            proptest::prop_assert!(date.range.start >= end && date.range.end > date.range.start);
            proptest::prop_assert!(text.get(date.range.clone()).is_some() && !date.value.is_empty());
            end = date.range.end;
        }
    }
}
