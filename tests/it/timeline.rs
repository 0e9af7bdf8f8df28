//! Counts by date: the about facet, timelines and lags must agree with counting the articles one by one, whatever the filters. The articles are made
//! at random, from a fixed seed, so that many speak of several days, months and years.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use dateline::annotate::Article;
use dateline::calendar::{DateRange, Day, PartialDate, Unit};
use dateline::search::syntax::Field;
use dateline::search::{DatesOf, FacetName, Histogram, Request, Searcher};
use serde_json::Value;

use crate::command::{dateline, text};
use crate::corpus::{Folder, articles, today};
use crate::oracle::Dice;

pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// Filters that are tried: ranges of publication, and of what is spoken of.
const FILTERS: [(&str, &str); 9] = [
    ("", ""),
    ("", "2021"),
    ("", "2021-08"),
    ("", "2021-08-10..2021-09-05"),
    ("", "2020-11..2021-02"),
    ("2021", ""),
    ("2021-08", "2021"),
    ("..2020", "2021.."),
    ("1999", ""),
];

/// An article with a date of some precision or none, which speaks of up to five dates.
fn made(dice: &mut Dice, number: usize) -> String {
    let day = |dice: &mut Dice| (2019 + dice.below(4), 1 + dice.below(12), 1 + dice.below(28));
    let (year, month, date) = day(dice);
    let published = match dice.below(6) {
        0 => String::new(),
        1 => format!("{year}"),
        2 => format!("{year}-{month:02}"),
        _ => format!("{year}-{month:02}-{date:02}"),
    };
    let mut body = format!("Report {number} is on {}.", ["floods", "fires"][dice.below(2)]);
    for _ in 0..dice.below(6) {
        let (year, month, date) = if dice.below(3) == 0 { (2021, 8, 1 + dice.below(28)) } else { day(dice) };
        let name = MONTHS[month - 1];
        body += &match dice.below(4) {
            0 => format!(" It went on in {year}."),
            1 => format!(" It went on in {name} {year}."),
            _ => format!(" It went on on {date} {name} {year}."),
        };
    }
    format!("{{\"title\": \"Report {number}\", \"date\": \"{published}\", \"text\": \"{body}\"}}\n")
}

/// The articles, in an index of two segments and one by one.
fn reports() -> &'static (Folder, Searcher, Vec<Article>) {
    static REPORTS: OnceLock<(Folder, Searcher, Vec<Article>)> = OnceLock::new();
    REPORTS.get_or_init(|| {
        let (folder, mut dice) = (Folder::new(), Dice(0x9E37_79B9));
        for part in 0..2 {
            let lines: String = (0..150).map(|number| made(&mut dice, part * 150 + number)).collect();
            folder.write(&format!("{part}.jsonl"), lines);
            assert_eq!(folder.refresh().added, 150);
        }
        let (searcher, articles) = (folder.searcher(), articles(&folder.news()));
        (folder, searcher, articles)
    })
}

/// The dates that an article speaks of, each once.
pub fn spoken_of(article: &Article) -> BTreeSet<String> {
    let dates = article.dates.iter().chain(&article.title_dates);
    dates.filter_map(|date| date.about()).map(|date| date.to_string()).collect()
}

pub fn published(article: &Article) -> BTreeSet<String> {
    article.published.date.iter().map(|date| date.to_string()).collect()
}

fn days(date: &str) -> (Day, Day) {
    let date: PartialDate = date.parse().unwrap();
    (date.first(), date.last())
}

/// Whether a date is within a range; in no range every date is.
pub fn is_within(date: &str, range: &str) -> bool {
    let (first, last) = days(date);
    range.is_empty() || DateRange::parse(range, today()).unwrap().overlaps(first, last)
}

/// For each of [`FILTERS`]: the request, the articles that match, and the range that dates spoken of are in.
fn asked() -> Vec<(Request, Vec<&'static Article>, &'static str)> {
    let (_, _, articles) = reports();
    let ask = |&(date, about): &(&'static str, &'static str)| {
        let holds =
            |dates: BTreeSet<String>, range: &str| range.is_empty() || dates.iter().any(|d| is_within(d, range));
        let of = |a: &&Article| holds(published(a), date) && holds(spoken_of(a), about) && a.body.contains("floods");
        let filters = [(Field::Date, date), (Field::About, about)];
        let filters = filters.into_iter().filter(|(_, v)| !v.is_empty()).map(|(f, v)| (f, v.to_string())).collect();
        (Request { filters, ..Request::new("floods", today()) }, articles.iter().filter(of).collect(), about)
    };
    FILTERS.iter().map(ask).collect()
}

/// The facet of dates, from the dates of each article.
fn facet(articles: &[BTreeSet<String>]) -> BTreeMap<String, u64> {
    let cut = |length: usize| {
        let of = |date: &String| date.get(..length).map(str::to_string);
        articles.iter().flatten().filter_map(of).collect::<BTreeSet<String>>().len()
    };
    let length = [4, 7].into_iter().find(|&length| cut(length) > 1).unwrap_or(10);
    let mut counts = BTreeMap::new();
    for dates in articles {
        let values: BTreeSet<&str> = dates.iter().map(|date| &date[..length.min(date.len())]).collect();
        values.into_iter().for_each(|value| *counts.entry(value.to_string()).or_default() += 1);
    }
    counts
}

#[test]
fn facets_of_dates_count_an_article_once_a_value_and_drill_down() {
    for (request, articles, about) in asked() {
        let facets = vec![(FacetName::About, None), (FacetName::Date, None)];
        let answer = reports().1.facets(&Request { facets, ..request.clone() }).unwrap();
        assert_eq!(answer.matches, articles.len() as u64, "{:?}", request.filters);
        let within = |a: &&Article| spoken_of(a).into_iter().filter(|date| is_within(date, about)).collect();
        let expected = [
            facet(&articles.iter().map(within).collect::<Vec<_>>()),
            facet(&articles.iter().map(|a| published(a)).collect::<Vec<_>>()),
        ];
        for (counts, expected) in answer.facets.0.iter().zip(expected) {
            assert!(counts.values.is_sorted_by(|a, b| a.value < b.value));
            let found: BTreeMap<String, u64> = counts.values.iter().map(|v| (v.value.clone(), v.articles)).collect();
            assert_eq!(found, expected, "{:?} {}", request.filters, counts.facet.name());
        }
    }
}

#[test]
fn the_commonest_years_are_kept_and_shown_in_their_order() {
    let about = |most| {
        let facets = vec![(FacetName::About, most)];
        reports().1.facets(&Request { facets, ..Request::new("", today()) }).unwrap().facets.0.remove(0)
    };
    let (all, two) = (about(None), about(Some(2)));
    let mut counts: Vec<u64> = all.values.iter().map(|v| v.articles).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!((two.values.len(), two.distinct), (2, all.values.len()));
    assert_eq!(two.values.iter().map(|v| v.articles).sum::<u64>(), counts[0] + counts[1]);
    assert!(two.values.is_sorted_by(|a, b| a.value < b.value));
}

/// The ISO week of a day: the weeks are counted from the one that holds the fourth of January.
fn iso_week(day: Day) -> String {
    let begins = |year: i32| {
        let fourth = Day::from_ymd(year, 1, 4).unwrap();
        fourth.number() - fourth.weekday() as i64
    };
    let year = day.ymd().0;
    let year = [year + 1, year, year - 1].into_iter().find(|&year| begins(year) <= day.number()).unwrap();
    format!("{year:04}-W{:02}", (day.number() - begins(year)) / 7 + 1)
}

pub fn period(date: &str, unit: Unit) -> Option<String> {
    match unit {
        Unit::Day => date.get(..10).map(str::to_string),
        Unit::Week => date.get(..10).map(|date| iso_week(days(date).0)),
        Unit::Month => date.get(..7).map(str::to_string),
        Unit::Year => date.get(..4).map(str::to_string),
    }
}

#[test]
fn timelines_agree_with_counting_one_by_one() {
    for (request, articles, about) in asked() {
        for (of, unit) in Unit::ALL.into_iter().flat_map(|unit| [(DatesOf::Published, unit), (DatesOf::About, unit)]) {
            let timeline = reports().1.timeline(&request, &Histogram { by: Some(unit), ..Histogram::new(of) }).unwrap();
            let (mut counts, mut less_precise, mut undated) = (BTreeMap::new(), 0, 0);
            for article in &articles {
                let dates = match of {
                    DatesOf::Published => published(article),
                    DatesOf::About => spoken_of(article).into_iter().filter(|date| is_within(date, about)).collect(),
                };
                let periods: BTreeSet<String> = dates.iter().filter_map(|date| period(date, unit)).collect();
                undated += u64::from(dates.is_empty());
                less_precise += u64::from(!dates.is_empty() && periods.is_empty());
                periods.into_iter().for_each(|period| *counts.entry(period).or_insert(0) += 1);
            }
            let found: BTreeMap<String, u64> =
                timeline.periods.iter().map(|p| (p.period.to_string(), p.articles)).collect();
            let case = format!("{:?} {of:?} by {}", request.filters, unit.name());
            assert_eq!(found, counts, "{case}");
            assert_eq!((timeline.less_precise, timeline.undated), (less_precise, undated), "{case}");
            assert_eq!(timeline.matches, articles.len() as u64, "{case}");
            assert!(timeline.periods.is_sorted_by(|a, b| a.period < b.period), "{case}");
        }
    }
}

#[test]
fn lags_agree_with_counting_one_by_one() {
    for (request, articles, about) in asked() {
        let lag = reports().1.lag(&request).unwrap();
        let (mut distances, mut vague, mut dateless, mut silent) = (Vec::new(), (0, 0), 0, 0);
        let mut by_bucket = vec![(0, 0); lag.lag.len()];
        for article in &articles {
            let Some(day) = published(article).pop_first().filter(|date| date.len() == 10).map(|date| days(&date).0)
            else {
                dateless += 1;
                continue;
            };
            let dates: Vec<String> = spoken_of(article).into_iter().filter(|date| is_within(date, about)).collect();
            silent += u64::from(dates.is_empty());
            let nearest = |date: &String| (day.clamp(days(date).0, days(date).1).number() - day.number(), date.len());
            let (same, exact): (Vec<_>, Vec<_>) =
                dates.iter().map(nearest).partition(|&(far, length)| far == 0 && length < 10);
            vague = (vague.0 + u64::from(!same.is_empty()), vague.1 + same.len() as u64);
            for (count, bucket) in by_bucket.iter_mut().zip(&lag.lag) {
                let is_in =
                    |far: i64| bucket.from_days.is_none_or(|f| f <= far) && bucket.to_days.is_none_or(|t| far <= t);
                let dates = exact.iter().filter(|(far, _)| is_in(*far)).count() as u64;
                *count = (count.0 + u64::from(dates > 0), count.1 + dates);
            }
            distances.extend(exact.into_iter().map(|(far, _)| far));
        }
        distances.sort_unstable();
        let case = format!("{:?}", request.filters);
        let found: Vec<(u64, u64)> = lag.lag.iter().map(|l| (l.count.articles, l.count.dates)).collect();
        assert_eq!(found, by_bucket, "{case}");
        assert_eq!((lag.less_precise.articles, lag.less_precise.dates), vague, "{case}");
        assert_eq!((lag.not_dated_to_the_day, lag.without_dates), (dateless, silent), "{case}");
        let half = distances.len().saturating_sub(1) / 2;
        assert_eq!(lag.median_days, distances.get(half).copied(), "{case}");
        assert_eq!(lag.compared + dateless + silent, lag.matches, "{case}");
    }
}

fn ran(arguments: &[&str]) -> (String, String, Option<i32>) {
    let index = reports().0.index();
    let output = dateline(&reports().0.news(), &[arguments, &["--index", index.to_str().unwrap()]].concat());
    (text(&output.stdout), text(&output.stderr).replace(index.to_str().unwrap(), "INDEX"), output.status.code())
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&ran(&[arguments, &["--json"]].concat()).0).unwrap()
}

#[test]
fn the_shapes_of_timelines_for_programs() {
    let timeline = json(&["timeline", "--by", "month", "floods"]);
    let keys: Vec<&String> = timeline.as_object().unwrap().keys().collect();
    let expected =
        ["matches", "of", "by", "periods", "less_precise", "undated", "complaints", "took_ms"].map(str::to_string);
    assert_eq!(keys.iter().copied().collect::<BTreeSet<_>>(), expected.iter().collect::<BTreeSet<_>>());
    assert_eq!((&timeline["by"], &timeline["of"]), (&"month".into(), &"published".into()));
    let first = timeline["periods"][0].as_object().unwrap();
    assert!(first["period"].as_str().unwrap().starts_with("2019-") && first["articles"].as_u64() > Some(0));
    let sum: u64 = timeline["periods"].as_array().unwrap().iter().map(|p| p["articles"].as_u64().unwrap()).sum();
    let left = timeline["less_precise"].as_u64().unwrap() + timeline["undated"].as_u64().unwrap();
    assert_eq!(Some(sum + left), timeline["matches"].as_u64());

    let lag = json(&["timeline", "--lag", "floods"]);
    assert_eq!(lag["lag"].as_array().unwrap().len(), 13);
    assert_eq!((&lag["lag"][0]["from_days"], &lag["lag"][6]["to_days"]), (&Value::Null, &0.into()));
    assert!(lag["median_days"].is_i64() && lag["lag"][1]["articles"].is_u64() && lag["lag"][1]["dates"].is_u64());
}

#[test]
fn about_without_a_range_counts_and_with_one_filters() {
    let matches = |arguments: &[&str]| {
        let found = json(&[&["timeline"], arguments].concat());
        (found["of"].as_str().unwrap().to_string(), found["matches"].as_u64().unwrap())
    };
    let (_, floods) = matches(&["floods"]);
    let (_, in_2021) = matches(&["floods", "about:2021"]);
    assert_eq!(matches(&["--about", "floods"]), ("about".to_string(), floods));
    assert_eq!(matches(&["floods", "--about"]), ("about".to_string(), floods));
    assert_eq!(matches(&["--about", "2021", "floods"]), ("published".to_string(), in_2021));
    assert_eq!(matches(&["--about=2021", "floods"]), ("published".to_string(), in_2021));
    assert_eq!(matches(&["--about", "--about", "2021", "floods"]), ("about".to_string(), in_2021));
    let months = json(&["timeline", "--about", "--about", "2021", "--by", "month", "floods"]);
    let names = months["periods"].as_array().unwrap().iter().map(|p| p["period"].as_str().unwrap().to_string());
    assert!(names.clone().all(|name| name.starts_with("2021-")), "{:?}", names.collect::<Vec<_>>());
}

#[test]
fn timelines_for_people() {
    let (shown, said, status) = ran(&["timeline", "floods", "--date", "2021", "--by", "month"]);
    assert_eq!((said.as_str(), status), ("", Some(0)));
    assert!(shown.contains(" articles by month of publication\n\n  2021-01  "), "{shown}");
    assert!(shown.contains(" more are dated only to the year\n"), "{shown}");
    assert!(!shown.contains('\u{1b}') && shown.lines().all(|line| line == line.trim_end()), "{shown}");
    let (shown, ..) = ran(&["timeline", "--about", "floods", "--by", "year"]);
    assert!(shown.contains(" articles by the years that they speak of\n"), "{shown}");
    let (shown, ..) = ran(&["timeline", "--lag", "floods"]);
    assert!(shown.contains("articles    dates\n") && shown.contains("\n  Median: "), "{shown}");
}

#[test]
fn bad_input_is_answered_with_what_to_type() {
    let (shown, said, status) = ran(&["timeline", "floods", "--by", "fortnight"]);
    assert_eq!((shown.as_str(), status), ("", Some(2)));
    assert!(said.contains("possible values: auto, day, week, month, year"), "{said}");

    let (shown, said, status) = ran(&["timeline", "zzzqx"]);
    assert_eq!((shown.as_str(), status), ("0 articles by year of publication\n", Some(1)));
    assert_eq!(said, "No article matches.\nhint: try another word\n");
    assert_eq!(json(&["timeline", "zzzqx"])["periods"], Value::Array(Vec::new()));

    let (_, said, status) = ran(&["timeline", "--about", "2021-02-30", "floods"]);
    assert_eq!(status, Some(2));
    assert!(said.ends_with("hint: dateline timeline --about 2021-02-28 --index INDEX floods\n"), "{said}");
    let (_, said, status) = ran(&["timeline", "floods", "perosn:x"]);
    assert!(status == Some(2) && said.contains("hint: dateline timeline --index INDEX 'floods person:x'"), "{said}");

    let (_, said, status) = ran(&["timeline", "--basis", "web"]);
    assert_eq!(status, Some(1));
    let known = "note: basis: there is no basis \"web\" (there are given, metadata, url, name, dateline, text, capture, none)\n";
    assert!(said.starts_with(known), "{said}");
}

#[test]
fn what_is_missing_can_be_asked_for_everywhere() {
    let (_, _, articles) = reports();
    let undated = articles.iter().filter(|a| published(a).is_empty()).count() as u64;
    let silent = articles.iter().filter(|a| spoken_of(a).is_empty()).count() as u64;
    assert!(undated > 0 && silent > 0);
    for command in ["search", "facets", "timeline"] {
        assert_eq!(json(&[command, "--date", "missing"])["matches"], undated, "{command}");
        assert_eq!(json(&[command, "date:missing"])["matches"], undated, "{command}");
        assert_eq!(json(&[command, "--basis", "none"])["matches"], undated, "{command}");
        assert_eq!(json(&[command, "about:missing"])["matches"], silent, "{command}");
        assert_eq!(json(&[command, "--about", "missing"])["matches"], silent, "{command}");
    }
    let facets = json(&["facets", "--facet", "basis", "--date", "missing"]);
    assert_eq!(facets["facets"]["basis"], serde_json::json!([{"value": "none", "articles": undated}]));
}
