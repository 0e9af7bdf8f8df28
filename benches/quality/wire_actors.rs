//! How many of the people and places by which a wire's editors filed an item are found in its text: Reuters-21578, `PEOPLE` and `PLACES`. What the
//! editors wrote is only compared with, never read as text.
//!
//! Editors file under what a text is about, named or not, so the text decides what can be found: a person whose surname stands in it as a word, a place
//! whose name or abbreviation does, written with capitals. What is there as an adjective or a capital city alone is counted apart.
//! A person is found if an actor of the article has all words of the editors' name, or if the surname is all that one side has. A place is found if an actor is
//! called by one of its names.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use dateline::annotate::{ActorKind, Annotator, Article, known_actor};
use dateline::calendar::Day;
use dateline::read::{Limits, format_by_name, read_file};
use dateline::text::fold;
use serde_json::Value;

use crate::seqeval::{Counts, interval};
use crate::wanted::{at_least, percent};

/// Recall of people and places that the text names: at least, and better.
const WANTED: [f64; 2] = [85.0, 93.0];

/// What the wire of 1987 calls otherwise than its editors' codes and today's tables of countries: names, then adjectives.
const CALLED: [(&str, &[&str], &[&str]); 12] = [
    ("Usa", &["U.S.", "U.S", "USA", "U.S.A.", "United States", "America"], &["American"]),
    ("Uk", &["U.K.", "UK", "Britain", "United Kingdom", "Great Britain"], &["British"]),
    ("Ussr", &["Soviet Union", "USSR", "U.S.S.R."], &["Soviet", "Soviets"]),
    ("Uae", &["United Arab Emirates", "UAE", "U.A.E."], &["Emirates"]),
    ("West Germany", &["West Germany", "Germany"], &["West German", "German"]),
    ("East Germany", &["East Germany", "German Democratic Republic"], &["East German"]),
    ("Yemen Arab Republic", &["Yemen Arab Republic", "North Yemen", "Yemen"], &["Yemeni"]),
    ("Yemen Demo Republic", &["South Yemen", "Yemen"], &["Yemeni"]),
    ("Trinidad Tobago", &["Trinidad and Tobago", "Trinidad"], &["Trinidadian"]),
    ("Us Virgin Islands", &["U.S. Virgin Islands", "Virgin Islands"], &[]),
    ("Antigua", &["Antigua", "Antigua and Barbuda"], &["Antiguan"]),
    ("Yugoslavia", &["Yugoslavia"], &["Yugoslav", "Yugoslavian"]),
];

/// How a text has what the editors filed it under.
#[derive(Clone, Copy, PartialEq, Eq)]
enum There {
    ByName,
    /// By an adjective or a capital city only.
    Indirectly,
    Not,
}

/// One entry of the editors.
#[derive(Clone, Copy)]
struct Entry {
    is_person: bool,
    there: There,
    found: Option<How>,
}

/// What showed that an actor is the editors' one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// All words of the editors' name, or a name of the place.
    Words,
    /// The editors have the surname alone.
    TheirSurname,
    /// The article has the surname alone.
    OurSurname,
}

/// The entries of each item that has any.
pub struct Compared {
    items: Vec<Vec<Entry>>,
}

/// Measures on the collection in `folder`; `countries` is a table with names, adjectives and capitals.
pub fn compare(folder: &Path, countries: &Path) -> Result<Compared, Box<dyn Error>> {
    let countries: Vec<Value> = serde_json::from_str(&fs::read_to_string(countries)?)?;
    let mut annotator = Annotator::new(Day::from_ymd(2030, 1, 1).ok_or("no day")?, None);
    let mut files: Vec<_> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "sgm"));
    files.sort();
    let mut compared = Compared { items: Vec::new() };
    for path in files {
        let _ = read_file(&path, format_by_name("reuters"), &Limits::default(), &mut |outcome| {
            if let Ok(raw) = outcome {
                let article = annotator.annotate(raw, "wire.sgm").article;
                let people = article.metadata.people.iter().map(|name| person(name, &article));
                let places = article.metadata.places.iter().map(|name| place(name, &article, &countries));
                compared.items.push(people.chain(places).collect());
            }
            ControlFlow::Continue(())
        });
    }
    compared.items.retain(|entries| !entries.is_empty());
    Ok(compared)
}

fn person(name: &str, article: &Article) -> Entry {
    let words = words(name);
    let surname = words.last().cloned().unwrap_or_default();
    let texts = [&article.title, &article.body];
    let is_there = texts.iter().any(|text| self::words(text).contains(&surname));
    let there = if is_there { There::ByName } else { There::Not };
    let mut found = None;
    for mention in article.title_mentions.iter().chain(&article.mentions) {
        let called = match mention.kind {
            ActorKind::Person => self::words(&mention.actor),
            _ => continue,
        };
        found = match () {
            () if words.iter().all(|word| called.contains(word)) && words.len() > 1 => Some(How::Words),
            () if words.len() == 1 && called.contains(&surname) => Some(How::TheirSurname),
            () if called == [surname.as_str()] => Some(How::OurSurname),
            () => continue,
        };
        break;
    }
    Entry { is_person: true, there, found }
}

fn place(name: &str, article: &Article, countries: &[Value]) -> Entry {
    let called = CALLED.iter().find(|(code, ..)| *code == name);
    let country =
        countries.iter().find(|country| country["name"]["common"].as_str().is_some_and(|n| fold(n) == fold(name)));
    let (mut names, mut indirect) = (vec![name.to_string()], Vec::new());
    if let Some((_, other, adjectives)) = called {
        names = other.iter().map(|name| name.to_string()).collect();
        indirect = adjectives.iter().map(|name| name.to_string()).collect();
    }
    if let Some(country) = country {
        let adjective = country["demonyms"]["eng"]["m"].as_str();
        let capital = country["capital"][0].as_str();
        indirect.extend(adjective.into_iter().chain(capital).map(str::to_string));
    }
    let texts = [&article.title, &article.body];
    let has = |names: &[String]| names.iter().any(|name| texts.iter().any(|text| has_name(text, name)));
    let there = match () {
        () if has(&names) => There::ByName,
        () if has(&indirect) => There::Indirectly,
        () => There::Not,
    };
    let names: BTreeSet<String> = names
        .iter()
        .flat_map(|name| [fold(name), fold(known_actor(name).map_or(name.as_str(), |(_, canonical)| canonical))])
        .collect();
    let mut mentions = article.title_mentions.iter().chain(&article.mentions);
    let is_found = mentions.any(|m| m.kind == ActorKind::Place && names.contains(&fold(&m.actor)));
    Entry { is_person: false, there, found: is_found.then_some(How::Words) }
}

/// The folded words of a name or text.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(fold).collect()
}

/// Whether a text has a name as a whole, as it is written or in capitals.
fn has_name(text: &str, name: &str) -> bool {
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    [name.to_string(), name.to_uppercase()].iter().any(|name| {
        text.match_indices(name.as_str())
            .any(|(at, _)| is_apart(text[..at].chars().next_back()) && is_apart(text[at + name.len()..].chars().next()))
    })
}

/// The section of `docs/QUALITY.md`.
pub fn section(compared: &Compared) -> String {
    let mut text = format!(
        "\n## Actors of a wire's items\n\nReuters-21578: what the editors filed {} items under, looked for in their text alone.\n\n\
         | filed under | entries | named in the text | as adjective or capital | not there | found of those named | 95 % | wanted | found of all |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
        compared.items.len()
    );
    for (name, kinds) in [("people and places", [true, false].as_slice()), ("people", &[true]), ("places", &[false])] {
        let items: Vec<Vec<Entry>> = compared
            .items
            .iter()
            .map(|item| item.iter().copied().filter(|entry| kinds.contains(&entry.is_person)).collect())
            .collect();
        let (reached, low, high) = interval(&items.iter().map(|item| recall(item)).collect::<Vec<_>>());
        let entries: Vec<Entry> = items.iter().flatten().copied().collect();
        let share = |wanted: There| percent(entries.iter().filter(|e| e.there == wanted).count(), entries.len());
        let [named, indirect, not] = [There::ByName, There::Indirectly, There::Not].map(share);
        let found = percent(entries.iter().filter(|e| e.found.is_some()).count(), entries.len());
        let _ = writeln!(
            text,
            "| {name} | {} | {named:.1} % | {indirect:.1} % | {not:.1} % | {reached:.1} % | {low:.1}–{high:.1} | {} | {found:.1} % |",
            entries.len(),
            at_least(WANTED, reached)
        );
    }
    let counted = |how: How| compared.items.iter().flatten().filter(|e| e.is_person && e.found == Some(how)).count();
    let _ = writeln!(
        text,
        "\nOf the people found, {} have all words of the editors' name, {} a name of which the editors have the surname alone, and of {} the text gives the surname alone.",
        counted(How::Words),
        counted(How::TheirSurname),
        counted(How::OurSurname)
    );
    text
}

/// How many of an item's entries the text names, and how many of these are found. What else is found does not count, so that F1 is recall.
fn recall(item: &[Entry]) -> Counts {
    let named = item.iter().filter(|entry| entry.there == There::ByName);
    let truth = named.clone().count();
    Counts { truth, found: truth, right: named.filter(|entry| entry.found.is_some()).count() }
}
