//! Shares, lines, tables and charts of timelines: they must agree with counting the articles one by one, over several segments, and be read by others.
//! The articles are made at random, from a fixed seed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use dateline::actors::{ActorsFile, Key};
use dateline::annotate::{ActorKind, Article};
use dateline::calendar::Unit;
use dateline::search::syntax::Field;
use dateline::search::{DatesOf, FacetName, Histogram, PeriodCount, Request, Searcher};

use crate::command::{dateline, text};
use crate::corpus::{Folder, articles, today};
use crate::oracle::Dice;
use crate::timeline::{MONTHS, is_within, period, published, spoken_of};

/// Beside articles of no outlet.
const SOURCES: [&str; 3] = ["Beacon", "Courier", "The \"Old\" Post, Ltd"];
const PEOPLE: [&str; 5] = ["Anna Berg", "Tom Berg", "Sergey Ivanenko", "Sergei Ivanenko", "Olga Petrova"];
/// What the user says of them.
const SAID: &str =
    "[[actor]]\nname = 'Tom Berg'\ntype = 'person'\naliases = ['Olga Petrova']\n[[hide]]\nname = 'Anna Berg'\n";

fn made(dice: &mut Dice, number: usize) -> String {
    let day = |dice: &mut Dice| (2020 + dice.below(2), 1 + dice.below(12), 1 + dice.below(28));
    let (year, month, date) = day(dice);
    let date = match dice.below(8) {
        0 => String::new(),
        1 => format!("{year}-{month:02}"),
        2 => format!("{year}"),
        _ => format!("{year}-{month:02}-{date:02}"),
    };
    let mut body = format!("Report {number} is on {}.", ["floods", "fires"][dice.below(2)]);
    for _ in 0..dice.below(4) {
        let (year, month, date) = day(dice);
        body += &format!(" It went on on {date} {} {year}.", MONTHS[month - 1]);
    }
    let people: Vec<&str> = (0..dice.below(4)).map(|_| *dice.pick(&PEOPLE)).collect();
    let section = *dice.pick(&["World", "Home"]);
    let mut article = serde_json::json!({
        "title": format!("Report {number}"), "date": date, "text": body, "people": people, "section": section,
    });
    if let Some(source) = SOURCES.get(dice.below(4)) {
        article["source"] = (*source).into();
    }
    format!("{article}\n")
}

/// The articles, in an index of three segments and one by one.
fn reports() -> &'static (Folder, Searcher, Vec<Article>) {
    static REPORTS: OnceLock<(Folder, Searcher, Vec<Article>)> = OnceLock::new();
    REPORTS.get_or_init(|| {
        let (folder, mut dice) = (Folder::new(), Dice(0x51A5_EED5));
        for part in 0..3 {
            let lines: String = (0..80).map(|number| made(&mut dice, part * 80 + number)).collect();
            folder.write(&format!("{part}.jsonl"), lines);
            assert_eq!(folder.refresh().added, 80);
        }
        let searcher = folder.searcher().with_actors(ActorsFile::parse(SAID).unwrap());
        let articles = articles(&folder.news());
        (folder, searcher, articles)
    })
}

/// A question, which articles match it, and which are of the same coverage.
struct Case {
    query: &'static str,
    filters: &'static [(Field, &'static str)],
    matches: fn(&Article) -> bool,
    covered: fn(&Article) -> bool,
    /// The range in which dates spoken of are counted.
    about: &'static str,
}

fn is_of(article: &Article, source: &str) -> bool {
    article.metadata.source.as_deref() == Some(source)
}

fn speaks_of(article: &Article, range: &str) -> bool {
    spoken_of(article).iter().any(|date| is_within(date, range))
}

fn came_out(article: &Article, range: &str) -> bool {
    published(article).iter().any(|date| is_within(date, range))
}

const CASES: [Case; 6] = [
    Case { query: "floods", filters: &[], matches: |a| a.body.contains("floods"), covered: |_| true, about: "" },
    Case {
        query: "floods",
        filters: &[(Field::Source, "beacon")],
        matches: |a| a.body.contains("floods") && is_of(a, "Beacon"),
        covered: |a| is_of(a, "Beacon"),
        about: "",
    },
    Case {
        query: "floods section:World",
        filters: &[(Field::Date, "2020-06..2021-08"), (Field::Person, "Sergey Ivanenko")],
        matches: |a| {
            let names = |name: &str| named(a).contains(name);
            a.body.contains("floods")
                && a.metadata.sections == ["World"]
                && names("Sergey Ivanenko")
                && came_out(a, "2020-06..2021-08")
        },
        covered: |a| a.metadata.sections == ["World"] && came_out(a, "2020-06..2021-08"),
        about: "",
    },
    Case {
        query: "",
        filters: &[(Field::Person, "Olga Petrova")],
        matches: |a| named(a).contains("Tom Berg"),
        covered: |_| true,
        about: "",
    },
    Case {
        query: "fires -source:Courier",
        filters: &[(Field::About, "2021-03-10..2021-07")],
        matches: |a| a.body.contains("fires") && !is_of(a, "Courier") && speaks_of(a, "2021-03-10..2021-07"),
        covered: |a| !is_of(a, "Courier"),
        about: "2021-03-10..2021-07",
    },
    Case {
        query: "floods OR source:Beacon",
        filters: &[(Field::Source, "Beacon"), (Field::Source, "Courier")],
        matches: |a| is_of(a, "Beacon") || is_of(a, "Courier") && a.body.contains("floods"),
        covered: |a| is_of(a, "Beacon") || is_of(a, "Courier"),
        about: "",
    },
];

impl Case {
    fn request(&self) -> Request {
        let filters = self.filters.iter().map(|(field, value)| (*field, value.to_string())).collect();
        Request { filters, ..Request::new(self.query, today()) }
    }
}

/// The people of an article as they count for the user.
fn named(article: &Article) -> BTreeSet<String> {
    let of_text = article.mentions.iter().chain(&article.title_mentions);
    let of_text = of_text.filter(|m| m.kind == ActorKind::Person).map(|m| m.actor.clone());
    let keys = of_text.chain(article.metadata.people.iter().cloned()).map(|name| Key::new(ActorKind::Person, name));
    keys.filter_map(|key| reports().1.table().unwrap().actor(&key)).map(|actor| actor.name).collect()
}

fn values(article: &Article, facet: FacetName) -> BTreeSet<String> {
    match facet {
        FacetName::Source => article.metadata.source.iter().cloned().collect(),
        FacetName::Section => article.metadata.sections.iter().cloned().collect(),
        _ => named(article),
    }
}

type Counts = BTreeMap<String, u64>;

/// How many articles are in each period, counted one by one.
fn counted(articles: &[&Article], of: DatesOf, unit: Unit, about: &str) -> Counts {
    let mut counts = BTreeMap::new();
    for article in articles {
        let dates = match of {
            DatesOf::Published => published(article),
            DatesOf::About => spoken_of(article).into_iter().filter(|date| is_within(date, about)).collect(),
        };
        let periods: BTreeSet<String> = dates.iter().filter_map(|date| period(date, unit)).collect();
        periods.into_iter().for_each(|period| *counts.entry(period).or_insert(0) += 1);
    }
    counts
}

fn articles_that(holds: impl Fn(&Article) -> bool) -> Vec<&'static Article> {
    reports().2.iter().filter(|article| holds(article)).collect()
}

/// The periods of a line are those of the articles; with coverage, all that this has between the first and the last of the timeline.
#[track_caller]
fn check(found: &[PeriodCount], articles: &Counts, coverage: Option<&Counts>, all: &Counts, case: &str) {
    let expected: Vec<(String, u64, Option<u64>)> = match coverage {
        None => articles.iter().map(|(period, &n)| (period.clone(), n, None)).collect(),
        Some(coverage) => {
            let span = all.keys().next().cloned().zip(all.keys().next_back().cloned());
            let within = coverage.iter().filter(|(p, _)| span.as_ref().is_some_and(|(a, b)| a <= *p && *p <= b));
            within.map(|(p, &of)| (p.clone(), articles.get(p).copied().unwrap_or(0), Some(of))).collect()
        }
    };
    let told: Vec<_> = found.iter().map(|count| (count.period.to_string(), count.articles, count.of)).collect();
    assert_eq!(told, expected, "{case}");
    for count in found {
        let share = count.of.map(|of| 100.0 * count.articles as f64 / of as f64);
        assert!(count.share.zip(share).map_or(share.is_none(), |(a, b)| (a - b).abs() < 1e-4 && a <= 100.0), "{case}");
    }
}

#[test]
fn shares_and_lines_agree_with_counting_one_by_one() {
    let dates = [DatesOf::Published, DatesOf::About];
    let facets = [FacetName::Source, FacetName::Section, FacetName::Person];
    for case in &CASES {
        let (matching, covered) = (articles_that(case.matches), articles_that(case.covered));
        assert!(!matching.is_empty() && matching.iter().all(|article| (case.covered)(article)));
        let asked = Unit::ALL.into_iter().flat_map(|unit| dates.map(|of| (unit, of)));
        let asked = asked.flat_map(|(unit, of)| [(unit, of, false), (unit, of, true)]);
        for ((unit, of, share), facet) in asked.flat_map(|asked| facets.map(|facet| (asked, facet))) {
            let told = format!("{:?} {of:?} {} {share} {}", case.query, unit.name(), facet.name());
            let histogram = Histogram { of, by: Some(unit), share, lines: Some((facet, 2)) };
            let timeline = reports().1.timeline(&case.request(), &histogram).unwrap();
            let counted = |articles: &[&Article]| counted(articles, of, unit, case.about);
            let (all, coverage) = (counted(&matching), counted(&covered));
            assert_eq!(timeline.matches, matching.len() as u64, "{told}");
            assert_eq!(timeline.coverage, share.then_some(covered.len() as u64), "{told}");
            check(&timeline.periods, &all, share.then_some(&coverage), &all, &told);

            let lines = timeline.lines.unwrap();
            let mut common: BTreeMap<String, Vec<&Article>> = BTreeMap::new();
            for article in &matching {
                values(article, facet).into_iter().for_each(|value| common.entry(value).or_default().push(article));
            }
            let mut common: Vec<_> = common.into_iter().collect();
            // Those that a filter chooses, else all that occur.
            let chosen: Vec<&str> = case.filters.iter().filter(|(f, _)| *f == facet.field()).map(|(_, v)| *v).collect();
            let is_chosen = |value: &str| {
                let is_it =
                    |name: &&str| value.eq_ignore_ascii_case(name) || *name == "Olga Petrova" && value == "Tom Berg";
                chosen.is_empty() || chosen.iter().any(is_it)
            };
            common.retain(|(value, _)| is_chosen(value));
            assert_eq!(lines.distinct, common.len(), "{told}");
            common.sort_by_key(|(_, articles)| std::cmp::Reverse(articles.len()));
            assert_eq!(lines.values.len(), common.len().min(2), "{told}");
            for (line, (value, articles)) in lines.values.iter().zip(&common) {
                assert_eq!((&line.value, line.articles), (value, articles.len() as u64), "{told}");
                let own = articles_that(|a| (case.covered)(a) && values(a, facet).contains(value));
                let own = if facet == FacetName::Person { coverage.clone() } else { counted(&own) };
                check(&line.periods, &counted(articles), share.then_some(&own), &all, &told);
            }
        }
    }
}

fn ran(arguments: &[&str]) -> (String, String, Option<i32>) {
    let index = reports().0.index();
    let output =
        dateline(&reports().0.news(), &[&["timeline"], arguments, &["--index", index.to_str().unwrap()]].concat());
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

#[test]
fn tables_are_read_by_others() {
    let asked = ["floods", "--by", "month", "--share", "--lines", "source", "--csv"];
    let (shown, said, status) = ran(&asked);
    assert_eq!((said.as_str(), status), ("", Some(0)));
    assert!(shown.starts_with("period,first_day,last_day,articles,of,share,value\r\n2020-01,2020-01-01,2020-01-31,"));
    let mut reader = csv::Reader::from_reader(shown.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 24 * 3, "a row for each month and outlet");
    for (source, rows) in SOURCES.iter().map(|source| (*source, rows.iter().filter(|row| &row[6] == *source))) {
        let floods = articles_that(|a| is_of(a, source) && a.body.contains("floods"));
        let months = floods.iter().flat_map(|a| published(a)).filter(|date| date.len() >= 7).count() as u64;
        assert_eq!(rows.map(|row| row[3].parse::<u64>().unwrap()).sum::<u64>(), months, "{source}");
    }
    assert!(rows.iter().all(|row| row[5].is_empty() == (&row[4] == "0")), "no article is no share");
    let (shown, ..) = ran(&["floods", "--by", "year", "--csv", "--lines", "actor", "--top", "1"]);
    assert!(shown.starts_with("period,first_day,last_day,articles,value,type\r\n"), "{shown}");
    assert!(shown.contains(",person\r\n"), "{shown}");
    let (shown, said, status) = ran(&["zzzqx", "--csv"]);
    assert_eq!((shown.as_str(), status), ("period,first_day,last_day,articles\r\n", Some(1)));
    assert!(said.starts_with("No article matches."), "{said}");
}

/// The texts of an SVG, which must be well-formed.
fn texts(svg: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(svg);
    let (mut texts, mut open) = (Vec::new(), None::<String>);
    loop {
        match (reader.read_event().expect("well-formed XML"), &mut open) {
            (Event::Eof, _) => return texts,
            (Event::Start(element), _) if element.name().as_ref() == "text" => open = Some(String::new()),
            (Event::End(_), _) => texts.extend(open.take().map(|text| text.trim().to_string())),
            (Event::Text(text), Some(open)) => open.push_str(&text),
            (Event::GeneralRef(name), Some(open)) => {
                let known = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')];
                open.push(known.iter().find(|(known, _)| **known == *name).expect("a known sign").1);
            }
            _ => {}
        }
    }
}

#[test]
fn charts_are_svgs_whose_text_is_text() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chart.svg");
    let name = file.to_str().unwrap();
    let (shown, said, status) = ran(&["floods", "--lines", "source", "--by", "month", "--svg", name]);
    assert_eq!((said.as_str(), status), ("", Some(0)));
    assert!(shown.contains("by source: all 3\n"), "{shown}");
    let told = texts(&fs::read_to_string(&file).unwrap());
    let has = |text: &str| told.iter().any(|told| told == text);
    assert!(has("floods") && has("articles") && has("month of publication") && has("2021-01"), "{told:?}");
    assert!(SOURCES.iter().all(|source| has(source)), "{told:?}");
    assert!(told.iter().any(|text| text.contains("dated only to the year")), "{told:?}");
    assert!(told.iter().any(|text| text.contains("no date")), "{told:?}");

    // Nothing is found: the file stays what it is.
    let before = fs::read(&file).unwrap();
    assert_eq!(ran(&["zzzqx", "--svg", name]).2, Some(1));
    assert_eq!(fs::read(&file).unwrap(), before);
    let odd = r#"floods -"<b> & 'b'""#;
    assert_eq!(ran(&[odd, "--share", "--about", "--by", "day", "--svg", name]).2, Some(0));
    let told = texts(&fs::read_to_string(&file).unwrap());
    assert_eq!(told[0], odd, "the title is the query");
    assert!(told.iter().any(|text| text == "% of all articles"), "{told:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left there");
}

#[test]
fn bad_input_is_answered_with_what_to_type() {
    let said = |arguments: &[&str]| {
        let (shown, said, status) = ran(arguments);
        assert_eq!((shown.as_str(), status), ("", Some(2)), "{arguments:?}");
        said
    };
    assert!(said(&["--by", "moth"]).contains("a similar value exists: 'month'"));
    let lines = said(&["--by", "actor"]);
    assert!(lines.contains("'--lines actor'") && !lines.contains("similar"), "{lines}");
    assert!(said(&["--lines", "persn"]).contains("did you mean person? (facets: person, org, place, actor, source,"));
    assert!(said(&["--lines", "date"]).contains("there is no facet \"date\" (facets: person,"));
    assert!(said(&["--top", "3"]).contains("--lines <FACET>"));
    assert!(said(&["--lines", "actor", "--top", "0"]).contains("--top <N>"));
    assert!(said(&["--lag", "--share"]).contains("cannot be used with"));
    assert!(said(&["--json", "--csv"]).contains("cannot be used with"));
    let missing = "error: there is no folder no/such\nhint: mkdir -p no/such\n";
    assert_eq!(said(&["floods", "--svg", "no/such/chart.svg"]), missing);
    let folder = tempfile::tempdir().unwrap();
    assert!(said(&["floods", "--svg", folder.path().to_str().unwrap()]).contains("directory"));
    assert!(Path::new(folder.path()).is_dir());
}

#[test]
fn shares_and_lines_for_people() {
    let (shown, said, status) = ran(&["floods", "--share", "--by", "year"]);
    assert_eq!((said.as_str(), status), ("", Some(0)));
    assert_eq!(shown, SHARES, "{shown}");
    let (shown, ..) = ran(&["floods", "--lines", "person", "--by", "year", "--top", "2"]);
    assert_eq!(shown, LINES, "{shown}");
    let (shown, ..) = ran(&["floods", "--lines", "source", "--share", "--by", "year"]);
    assert_eq!(shown, BOTH, "{shown}");
}

const SHARES: &str = "\
124 articles by year of publication

  2020  59 of 105   56.2 %  ████████████████████████████████████████████████████████████
  2021  49 of 103   47.6 %  ██████████████████████████████████████████████████▊

  16 more have no date
  Shares are of all articles, whatever they are about, of the same date, source, section, author,
  language, basis and filetype (240).
";
const LINES: &str = "\
124 articles by year of publication, by person: the commonest 2 of 5

        Sergey Ivanenko           Anna Berg
        38 in all                 32 in all
  2020  15 ████████████████▋      19 █████████████████████
  2021  18 ███████████████████▉   10 ███████████

  16 more have no date
";
const BOTH: &str = "\
124 articles by year of publication, by source: all 3

        The \"Old\" Post, Ltd       Courier                   Beacon
        33 in all                 29 in all                 25 in all
  2020  16 of 25   64.0 % █████▍  13 of 18   72.2 % ██████  12 of 26   46.2 % ███▉
  2021  14 of 28   50.0 % ████▏   13 of 22   59.1 % ████▉   10 of 26   38.5 % ███▎

  16 more have no date
  Shares are of all articles, whatever they are about, of the same date, source, section, author,
  language, basis and filetype (240), for a line those of its source.
";
