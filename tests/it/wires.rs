//! What agencies send, from `DATELINE_DATA`: the examples of NewsML-G2, and items of dpa in two formats. Without that folder each test says so in one line
//! and ends.

use std::fs;
use std::path::{Path, PathBuf};

use dateline::read::{Outcome, RawArticle, Reason};

use crate::real::{data, outcomes};

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == extension)).collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

/// The examples that are articles: a part of their name, title, how their text begins, language, whom they name as author, where they come from.
const ARTICLES: [(&str, &str, &str, &str, &str, &str); 8] = [
    ("LISTING_1_", "Fed to halt QE to avert \"bubble\"", "", "en-GB", "Meredith Jameson", "REUTERS"),
    (
        "LISTING_2_",
        "Fed to halt QE to avert \"bubble\"",
        "(New York, NY - October 21) Et, sent",
        "en-US",
        "Meredith Jameson",
        "Associated Press",
    ),
    (
        "Receiver View",
        "Fed to halt QE to avert \"bubble\"",
        "(New York, NY - November 21) Et, sent",
        "en-US",
        "Meredith Jameson",
        "Associated Press",
    ),
    (
        "LISTING_21_",
        "Troy Tulowitzki singled to third and advanced to second on Martin Prado's throwing error. Runner on second with \
         one out and Carlos Gonzalez due up.",
        "",
        "en-US",
        "The Sports Network, Inc.",
        "XML Team Solutions, Inc.",
    ),
    (
        "LISTING_22_",
        "Preview: Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05 p.m.",
        "(Sports Network) - A pair of teams coming off big weekend sweeps will square off",
        "en-US",
        "Sports Network",
        "www.xmlteam.com",
    ),
    (
        "LISTING_25_",
        "Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05p.m.",
        "(Sports Network) - With the Philadelphia Phillies picking up momentum",
        "",
        "Sports Network",
        "",
    ),
    ("LISTING_27_", "Acme Widgets announces annual results", "Acme Widgets (XTSE:AWG), a leader", "en-US", "", ""),
    ("facet-example-3", "", "Content goes here...", "en", "", "AcmeNews"),
];

#[test]
fn examples_of_newsml_are_articles_or_say_what_they_are() {
    let Some(folder) = data("formats/newsml-g2/examples") else { return };
    let (mut articles, mut skips) = (0, 0);
    for path in files(&folder, "xml") {
        let found = outcomes(&path);
        let expected = ARTICLES.iter().find(|(part, ..)| name(&path).starts_with(part));
        for outcome in &found {
            match (outcome, expected) {
                (Ok(article), Some(&(_, title, text, language, author, source))) => {
                    articles += 1;
                    let metadata = &article.metadata;
                    let authors = metadata.authors.first().map(String::as_str).unwrap_or_default();
                    let found = (article.title.as_str(), authors, metadata.language.as_deref().unwrap_or_default());
                    assert_eq!(found, (title, author, language), "{}", path.display());
                    assert!(article.body.starts_with(text) && !article.body.contains('<'), "{}", article.body);
                    assert_eq!(metadata.source.as_deref().unwrap_or_default(), source, "{}", path.display());
                }
                (Err(skip), None) => {
                    skips += 1;
                    let is_said = matches!(skip.reason, Reason::NoArticle(_) | Reason::NoText { .. });
                    assert!(is_said, "{}: {}", path.display(), skip.reason);
                }
                (outcome, _) => panic!("{}: {outcome:?}", path.display()),
            }
        }
        assert!(!found.is_empty());
    }
    println!("NewsML-G2: {articles} articles, {skips} that are none");
    assert_eq!(articles, ARTICLES.len());
}

#[test]
fn examples_of_newsml_name_people_and_places() {
    let Some(folder) = data("formats/newsml-g2/examples") else { return };
    let article = |part: &str| {
        let path = files(&folder, "xml").into_iter().find(|path| name(path).starts_with(part)).unwrap();
        outcomes(&path).remove(0).unwrap()
    };
    let fed = article("LISTING_1_").metadata;
    assert_eq!(
        (fed.places, fed.tags),
        (vec!["Berlin".into()], vec!["economy, business and finance".into(), "labour market".into()])
    );
    assert_eq!(fed.own_id.as_deref(), Some("urn:newsml:acmenews.com:20161018:US-FINANCE-FED"));
    assert_eq!(fed.published[0], "2016-10-18T11:12:00-05:00");
    let game = article("LISTING_22_").metadata;
    assert_eq!(game.people, ["Doug Davis", "Freddy Garcia"]);
    assert!(game.tags.contains(&"Baseball".to_string()));
    assert_eq!(article("LISTING_27_").metadata.organisations, ["Acme Widget Sales Inc"]);
    assert_eq!(article("LISTING_2_").metadata.places, ["New York, NY"]);
    assert_eq!(article("facet-example-3").metadata.tags, ["swimming"]);
}

#[test]
fn an_item_of_dpa_is_the_same_article_in_both_formats() {
    let Some(folder) = data("formats/dpa-digitalwires/tests/data") else { return };
    let (mut same, mut none) = (0, 0);
    for path in files(&folder.join("output"), "xml") {
        let json = folder.join("input").join(format!("{}.json", name(&path)));
        let (mut newsml, mut json) = (outcomes(&path), outcomes(&json));
        assert_eq!((newsml.len(), json.len()), (1, 1), "{}", path.display());
        match (newsml.remove(0), json.remove(0)) {
            (Ok(newsml), Ok(json)) => {
                same += 1;
                compare(&newsml, &json, &name(&path));
            }
            (Err(newsml), Err(json)) => {
                none += 1;
                assert_eq!(newsml.reason, json.reason, "{}", path.display());
                assert!(matches!(json.reason, Reason::NoArticle(_)), "{}", json.reason);
            }
            (newsml, json) => panic!("{}: {} and {}", path.display(), said(&newsml), said(&json)),
        }
    }
    println!("dpa: {same} items are the same article in both formats, {none} are no article in either");
    assert!(same > 10);
}

fn said(outcome: &Outcome) -> String {
    outcome.as_ref().map_or_else(|skip| skip.reason.to_string(), |article| article.title.clone())
}

fn compare(newsml: &RawArticle, json: &RawArticle, name: &str) {
    assert_eq!(newsml.title, json.title, "{name}");
    assert_eq!(newsml.body, json.body, "{name}");
    let (newsml, mut json) = (newsml.metadata.clone(), json.metadata.clone());
    if name == "no_notepad" {
        // The conversion from which the NewsML comes left these out: they are known from the JSON alone.
        assert_eq!(json.people, ["Narendra Modi"]);
        json.people.clear();
        json.tags.retain(|tag| newsml.tags.contains(tag));
    }
    assert_eq!(newsml, json, "{name}");
}
