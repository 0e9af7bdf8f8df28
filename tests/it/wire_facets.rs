//! The people, organisations and places under which a wire's editors filed its items (Reuters-21578): what an index counts of them, beside what stands in
//! the files and what the collection says of itself. Without the data folder, a test says so in one line and ends.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use dateline::actors::{Key, Table};
use dateline::annotate::{ActorKind, known_actor};
use dateline::search::{Evidence, FacetName, Request, Searcher};
use regex::Regex;

use crate::corpus::{refresh, today};
use crate::real::data;

/// A set of codes.
struct Codes {
    element: &'static str,
    facet: FacetName,
    kind: ActorKind,
    /// How many codes occur, and how many in 20 items or more. Source: README.txt of Reuters-21578, Distribution 1.0, the table of category sets.
    published: (usize, usize),
}

const SETS: [Codes; 3] = [
    Codes { element: "PEOPLE", facet: FacetName::Person, kind: ActorKind::Person, published: (114, 15) },
    Codes { element: "ORGS", facet: FacetName::Org, kind: ActorKind::Organisation, published: (32, 9) },
    Codes { element: "PLACES", facet: FacetName::Place, kind: ActorKind::Place, published: (147, 60) },
];
/// The collection has so many files.
const FILES: usize = 22;

/// The files that are indexed: the first and the last, or all with `DATELINE_WIRE=all`, which takes minutes without optimisation.
fn indexed(folder: &Path) -> Vec<PathBuf> {
    let all = std::env::var("DATELINE_WIRE").is_ok_and(|wanted| wanted == "all");
    (0..FILES).filter(|number| all || [0, FILES - 1].contains(number)).map(|number| file(folder, number)).collect()
}

fn file(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("reut2-{number:03}.sgm"))
}

/// The codes of each item of a file, each once.
fn codes(file: &Path, element: &str) -> Vec<BTreeSet<String>> {
    let text = String::from_utf8_lossy(&fs::read(file).unwrap()).into_owned();
    let lists = Regex::new(&format!("<{element}>(.*?)</{element}>")).unwrap();
    let code = Regex::new("<D>(.*?)</D>").unwrap();
    let of_list = |list: &str| code.captures_iter(list).map(|found| found[1].to_string()).collect();
    lists.captures_iter(&text).map(|found| of_list(&found[1])).collect()
}

fn counted<T: Ord>(items: impl Iterator<Item = BTreeSet<T>>) -> BTreeMap<T, u64> {
    let mut counts = BTreeMap::new();
    items.flatten().for_each(|value| *counts.entry(value).or_default() += 1);
    counts
}

/// The actor that a code stands for, as is documented: `el-salvador` is El Salvador and `imf` is IMF, a known one has its one name, and those that are the
/// same by themselves count as one.
fn actor(code: &str, kind: ActorKind, table: &Table) -> Option<String> {
    let word = |word: &str| word[..1].to_uppercase() + &word[1..];
    let name = match kind {
        ActorKind::Organisation => code.to_uppercase(),
        ActorKind::Person | ActorKind::Place => code.split('-').map(word).collect::<Vec<_>>().join(" "),
    };
    let known = known_actor(&name).filter(|(known, _)| *known == kind).map(|(_, name)| name.to_string());
    Some(table.actor(&Key::new(kind, known.unwrap_or(name)))?.name)
}

#[test]
fn the_files_have_the_codes_that_the_collection_says() {
    let Some(folder) = data("corpora/reuters21578") else { return };
    for Codes { element, published, .. } in SETS {
        let counts = counted((0..FILES).flat_map(|number| codes(&file(&folder, number), element)));
        let often = counts.values().filter(|items| **items >= 20).count();
        println!("{element}: {} codes, {often} of them in 20 items or more", counts.len());
        assert_eq!((counts.len(), often), published, "{element}");
    }
}

#[test]
fn facets_of_records_are_the_codes_of_the_files() {
    let Some(folder) = data("corpora/reuters21578") else { return };
    let temp = tempfile::tempdir().unwrap();
    let files = indexed(&folder);
    refresh(temp.path(), &files, None);
    let searcher = Searcher::open(temp.path()).unwrap();
    let table = searcher.table().unwrap();
    let request = Request {
        evidence: Evidence::Metadata,
        facets: SETS.map(|set| (set.facet, None)).to_vec(),
        ..Request::new("", today())
    };
    let facets = searcher.facets(&request).unwrap().facets;
    let topics: BTreeSet<String> = files.iter().flat_map(|file| codes(file, "TOPICS")).flatten().collect();
    for Codes { element, facet, kind, .. } in SETS {
        let items: Vec<BTreeSet<String>> = files.iter().flat_map(|file| codes(file, element)).collect();
        let actors = |item: &BTreeSet<String>| item.iter().filter_map(|code| actor(code, kind, table)).collect();
        let expected: BTreeMap<String, u64> = counted(items.iter().map(actors));
        let found = &facets.0.iter().find(|counts| counts.facet == facet).unwrap().values;
        let mut found: BTreeMap<String, u64> =
            found.iter().map(|value| (value.value.clone(), value.articles)).collect();
        // A keyword is an actor too where the text names one so: "dmk" is the mark.
        let keywords: Vec<String> =
            found.keys().filter(|name| topics.contains(&name.to_lowercase())).cloned().collect();
        found.retain(|name, _| !keywords.contains(name) || expected.contains_key(name));
        let codes = counted(items.iter().cloned()).len();
        println!("{element}: {codes} codes, {} actors; of the topics: {keywords:?}", found.len());
        assert!(codes > 10);
        assert_eq!(found, expected, "{element}");
    }
}
