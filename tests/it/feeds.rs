//! Feeds from `DATELINE_DATA`, each beside the parse that others made of it. Without that folder the test says so in one line and ends.

use std::fs;
use std::path::{Path, PathBuf};

use dateline::read::{RawArticle, Reason};
use serde_json::Value;

use crate::real::{data, outcomes};

/// Fixtures for which nobody says what they hold.
const UNSAID: [&str; 4] = ["rss_2.0_invalid_1", "xml_iso8859", "xml_sample_1", "xml_sample_2"];

#[test]
fn every_entry_that_others_find_is_an_article() {
    let Some(folder) = data("formats/feeds/fixture") else { return };
    let (mut feeds, mut entries, mut skipped) = (0, 0, 0);
    for path in fixtures(&folder) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let found = outcomes(&path);
        let expected = path.with_file_name(format!("{name}.serde.json"));
        let Ok(expected) = fs::read_to_string(&expected) else {
            assert!(UNSAID.contains(&name.as_str()) && !found.is_empty(), "{name}");
            continue;
        };
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let expected = expected["entries"].as_array().unwrap();
        feeds += 1;
        if expected.is_empty() {
            assert!(
                matches!(&found[..], [Err(skip)] if matches!(skip.reason, Reason::NoArticle(_))),
                "{name}: {found:?}"
            );
            continue;
        }
        assert_eq!(found.len(), expected.len(), "{name}: {found:?}");
        for (number, (found, expected)) in found.iter().zip(expected).enumerate() {
            let place = format!("{name}, entry {number}");
            entries += 1;
            match found {
                Ok(article) => compare(article, expected, &place),
                Err(skip) => {
                    assert!(matches!(skip.reason, Reason::NoText { .. }), "{place}: {}", skip.reason);
                    assert!(has_no_text(expected), "{place}: {expected}");
                    skipped += 1;
                }
            }
        }
    }
    println!("feeds: {feeds} files, {entries} entries, {skipped} of them without title and text");
    assert!(feeds > 60);
}

fn fixtures(folder: &Path) -> Vec<PathBuf> {
    let folders = fs::read_dir(folder).unwrap().map(|folder| folder.unwrap().path());
    let mut paths: Vec<PathBuf> =
        folders.flat_map(|folder| fs::read_dir(folder).unwrap()).map(|file| file.unwrap().path()).collect();
    paths.retain(|path| !path.to_string_lossy().ends_with(".serde.json"));
    paths.sort();
    paths
}

fn has_no_text(entry: &Value) -> bool {
    let text = |name: &str| entry[name]["content"].as_str().or(entry[name]["body"].as_str()).unwrap_or_default();
    ["title", "summary", "content"].iter().all(|name| words(text(name)).is_empty())
}

fn compare(article: &RawArticle, expected: &Value, place: &str) {
    // The expected title is as it is written: with its tags and entities.
    let title = expected["title"]["content"].as_str().unwrap_or_default();
    if !title.is_empty() {
        assert_eq!(words(&article.title), words(title), "{place}");
    }
    let metadata = &article.metadata;
    // A date is written in many ways; the day and the minutes are the same in all of them, and in every zone of whole hours.
    for name in ["published", "updated"] {
        let Some(date) = expected[name].as_str() else { continue };
        let minutes = &date[13..16];
        let is_there = metadata.published.iter().any(|found| found.contains(minutes) || !found.contains(':'));
        assert!(is_there, "{place}: {name} {date}, not in {:?}", metadata.published);
    }
    if let Some(url) = &metadata.url {
        assert!(!url.is_empty(), "{place}");
    }
}

/// The letters and digits of a text without tags and entities, which are the same however it is written.
fn words(text: &str) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let end = match letter {
            '<' => rest.find('>'),
            '&' => rest.find(';').filter(|end| *end < 10),
            _ => None,
        };
        if end.is_none() && letter.is_alphanumeric() {
            words.push(letter);
        }
        rest = &rest[end.map_or(letter.len_utf8(), |end| end + 1)..];
    }
    words
}
