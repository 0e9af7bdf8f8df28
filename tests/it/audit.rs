//! The audit: everything that is missing from an index or uncertain in it is listed, and the list stays right as the folder changes.

use std::fs;

use dateline::search::{AuditedRecord, Finding, SearchError};
use serde_json::Value;

use crate::command::{dateline, text};
use crate::corpus::Folder;

/// A folder with every finding in it.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("dated.md", "---\ntitle: Dated\ndate: 2021-08-15\n---\n\nThe city fell.");
    folder.write("undated.txt", "Undated\n\nNobody knows when this was.");
    folder.write("empty.txt", " \n");
    folder.write(
        "lines.jsonl",
        "{\"x\": 1}\n{\"title\": oops}\n{\"title\": \"Kabul\", \"text\": \"Fell.\", \"date\": \"2021-08-15\"}\n",
    );
    folder.write("b/2021-08-16-latin.txt", b"Elections\n\nLes \xE9lections fran\xE7aises ont \xE9t\xE9 annonc\xE9es.");
    folder.write("b/2021-08-16-garbled.txt", "Elections\n\nLâ€™Ã©lection franÃ§aise a Ã©tÃ© annoncÃ©e.");
    folder
}

fn listed(folder: &Folder, finding: Finding) -> Vec<String> {
    let searcher = folder.searcher();
    let audit = searcher.audit(&[]).unwrap();
    let prefix = format!("{}/", folder.news().canonicalize().unwrap().display());
    let mut records = Vec::new();
    let done = audit.each(finding, |AuditedRecord { record, .. }| -> Result<bool, SearchError> {
        records.push(record.strip_prefix(&prefix).unwrap_or(&record).to_string());
        Ok(true)
    });
    done.unwrap();
    assert_eq!(audit.counts().of(finding), records.len() as u64);
    records
}

#[test]
fn every_finding_is_listed_in_the_order_of_paths() {
    let folder = folder();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", folder.news().join("c-link")).unwrap();
    folder.refresh();
    let skipped = listed(&folder, Finding::Skipped);
    assert_eq!(skipped, if cfg!(unix) { vec!["c-link", "lines.jsonl:2"] } else { vec!["lines.jsonl:2"] });
    assert_eq!(listed(&folder, Finding::Empty), ["empty.txt", "lines.jsonl:1"]);
    assert_eq!(listed(&folder, Finding::DecodedByGuess), ["b/2021-08-16-latin.txt"]);
    assert_eq!(listed(&folder, Finding::Garbled), ["b/2021-08-16-garbled.txt"]);
    assert_eq!(listed(&folder, Finding::Undated), ["undated.txt"]);
    assert_eq!(listed(&folder, Finding::Truncated), Vec::<String>::new());
}

#[test]
fn what_was_mended_is_not_listed_any_more() {
    let folder = folder();
    folder.refresh();
    folder.write("undated.txt", "Undated\n\nKABUL, Aug. 17, 2021 - Now somebody knows when this was.");
    folder.write("empty.txt", "No more empty\n\nAnd undated.");
    fs::remove_file(folder.news().join("b/2021-08-16-garbled.txt")).unwrap();
    folder.refresh();
    assert_eq!(listed(&folder, Finding::Undated), ["empty.txt"]);
    assert_eq!(listed(&folder, Finding::Empty), ["lines.jsonl:1"]);
    assert_eq!(listed(&folder, Finding::Garbled), Vec::<String>::new());
}

#[test]
fn the_command_lists_by_finding_for_people_and_for_programs() {
    let folder = folder();
    let news = folder.news();
    let indexed = dateline(&news, &["index", "--index", "../index", "."]);
    assert_eq!(indexed.status.code(), Some(3));
    let printed = text(&indexed.stdout);
    assert!(
        printed.contains("Audit: 1 record skipped, 2 empty, 1 decoded by guess, 1 garbled, 1 without a date"),
        "{printed}"
    );

    let shown = dateline(&news, &["audit", "--index", "../index"]);
    assert_eq!((shown.status.code(), text(&shown.stderr)), (Some(0), String::new()));
    let shown = text(&shown.stdout);
    for part in [
        "5 articles: 1 record skipped, 2 empty, 1 decoded by guess, 1 garbled, 1 without a date\n",
        "Garbled: letters were spoiled by a wrong encoding\n",
        "  1 × no title and no text (fields: x)\n    lines.jsonl:1\n",
        "Without a date: nothing tells when they came out, and the time of a file is no evidence\n    Undated\n    undated.txt · ",
        " · the file is from 20",
    ] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }

    let output = dateline(&news, &["audit", "--index", "../index", "--json", "b"]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["articles"], 2);
    assert_eq!(json["skipped"], Value::Array(vec![]));
    let guessed = &json["decoded_by_guess"][0];
    assert!(guessed["record"].as_str().unwrap().ends_with("b/2021-08-16-latin.txt"), "{guessed}");
    assert!(guessed["detail"].as_str().unwrap().starts_with("decoded as "), "{guessed}");
    assert_eq!((&json["counts"]["garbled"], &json["counts"]["undated"]), (&1.into(), &0.into()));

    let output = dateline(&news, &["audit", "--index", "../index", "--json", "--only", "undated"]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let file_date = json["undated"][0]["file_date"].as_str().unwrap();
    assert!(file_date.starts_with("20") && file_date.len() == 10, "{file_date}");
    assert_eq!((json["undated"][0].get("published"), &json["counts"]["conflicting_date"]), (None, &0.into()));

    let only = text(&dateline(&news, &["audit", "--index", "../index", "--only", "undated", "--all"]).stdout);
    assert!(only.starts_with("5 articles: 1 without a date\n"), "{only}");
    let unknown = dateline(&news, &["audit", "--index", "../index", "nowhere"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("nowhere\nhint: check the name, or add it: dateline index "));
    let wrong = dateline(&news, &["audit", "--index", "../index", "--only", "undatd"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        text(&wrong.stderr).contains("there is no such finding (findings: skipped, empty"),
        "{}",
        text(&wrong.stderr)
    );
}

#[test]
fn an_index_without_findings_has_nothing_to_say() {
    let folder = Folder::new();
    folder.write("dated.md", "---\ntitle: Dated\ndate: 2021-08-15\n---\n\nThe city fell.");
    let indexed = dateline(&folder.news(), &["index", "--index", "../index", "."]);
    assert!(!text(&indexed.stdout).contains("Audit"));
    let shown = dateline(&folder.news(), &["audit", "--index", "../index"]);
    assert_eq!(text(&shown.stdout), "1 article, nothing to report\n");
    let missing = dateline(&folder.news(), &["audit", "--index", "../nowhere"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("hint: dateline index --index"));
}

#[test]
fn annotate_tells_notes() {
    let folder = folder();
    let shown = dateline(&folder.news(), &["annotate", "b/2021-08-16-latin.txt"]);
    assert!(text(&shown.stdout).contains("decoded as windows-125"), "{}", text(&shown.stdout));
    let output = dateline(&folder.news(), &["annotate", "--json", "b/2021-08-16-garbled.txt"]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["articles"][0]["notes"][0]["note"], "garbled");
}
