//! Bad input: a clear reason for each record, the rest goes on, nothing is lost and nothing panics.

use std::fs;

use dateline::index::{IndexDirectory, IndexError, RefreshOptions};
use dateline::search::{Request, SearchError};

use crate::corpus::{Folder, today};

fn reasons(folder: &Folder) -> Vec<(String, String)> {
    let prefix = format!("{}/", folder.news().canonicalize().unwrap().display());
    let short = |record: &str| record.strip_prefix(&prefix).unwrap_or(record).to_string();
    folder.refresh().skipped.into_iter().map(|s| (short(&s.record), s.reason)).collect()
}

#[test]
fn each_record_that_is_no_article_is_named_with_its_reason() {
    let folder = Folder::new();
    folder.write("good.txt", "Good\n\nnews");
    folder.write("empty.txt", "");
    folder.write("blank.txt", " \n\n ");
    folder.write("image.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0");
    folder.write("binary.txt", [0u8, 1, 2, 3, 0, 0, 9, 255]);
    folder.write("lines.jsonl", "{\"title\":\"One\",\"text\":\"a\"}\n{\"title\": oops}\n\n{\"title\":\"Two\",\"text\":\"b\"}\n{\"x\":1}\n{\"title\":\"cut");
    folder.write("deep.json", "[".repeat(100_000));
    let skipped = reasons(&folder);
    let records: Vec<&str> = skipped.iter().map(|(record, _)| record.as_str()).collect();
    for record in
        ["empty.txt", "blank.txt", "image.png", "binary.txt", "lines.jsonl:2", "lines.jsonl:5", "lines.jsonl:6"]
    {
        assert!(records.contains(&record), "{record} is not in {skipped:?}");
    }
    assert!(records.iter().any(|r| r.starts_with("deep.json")), "{skipped:?}");
    let line = skipped.iter().find(|(record, _)| record == "lines.jsonl:2").unwrap();
    assert!(line.1.contains("line 2") && line.1.contains("column"), "{line:?}");
    assert_eq!(folder.searcher().articles(), 3);
    // What was skipped is said again as long as it is there.
    assert_eq!(reasons(&folder), skipped);
}

#[cfg(unix)]
#[test]
fn links_and_loops_are_not_followed() {
    let folder = Folder::new();
    folder.write("a/good.txt", "Good\n\nnews");
    std::os::unix::fs::symlink("..", folder.news().join("a/loop")).unwrap();
    let skipped = reasons(&folder);
    assert_eq!(skipped.len(), 1, "{skipped:?}");
    assert!(skipped[0].0.ends_with("a/loop"));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_for_a_while_is_not_forgotten() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.write("locked/a.txt", "Alpha\n\ntext");
    folder.write("b.txt", "Beta\n\ntext");
    folder.refresh();
    let locked = folder.news().join("locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&locked).is_ok() {
        println!("skipped: this user may read everything");
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
        return;
    }
    let report = folder.refresh();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!((report.removed, report.articles, report.skipped.len()), (0, 2, 1));
}

#[test]
fn a_large_file_is_read_or_named() {
    let folder = Folder::new();
    folder.write("large.txt", "A line of news that goes on.\n".repeat(100 * 1024 * 1024 / 29));
    folder.write("small.txt", "Small\n\nnews");
    let report = folder.refresh();
    assert_eq!((report.articles, report.skipped.len()), (2, 0));
}

#[test]
fn folders_that_are_no_index_are_refused() {
    let folder = Folder::new();
    folder.write("a.txt", "Alpha\n\ntext");
    assert!(matches!(IndexDirectory::open(&folder.index()), Err(IndexError::Missing(_))));
    assert!(matches!(IndexDirectory::open_or_create(&folder.news()), Err(IndexError::NotAnIndex(_))));
    folder.refresh();
    fs::write(folder.index().join("dateline.format"), "dateline-0").unwrap();
    assert!(matches!(IndexDirectory::open(&folder.index()), Err(IndexError::OtherFormat { .. })));
}

#[test]
fn an_index_that_is_being_written_says_so() {
    let folder = Folder::new();
    folder.write("a.txt", "Alpha\n\ntext");
    folder.refresh();
    let index = IndexDirectory::open(&folder.index()).unwrap();
    let other = tantivy::Index::open_in_dir(folder.index()).unwrap();
    let other: tantivy::IndexWriter = other.writer_with_num_threads(1, 20_000_000).unwrap();
    let refused = index.refresh(&[folder.news()], &RefreshOptions::new(today()), &());
    assert!(matches!(refused, Err(IndexError::Locked(_))), "{refused:?}");
    drop(other);
    assert_eq!(folder.searcher().articles(), 1);
}

#[test]
fn a_manifest_that_is_gone_is_noticed() {
    let folder = Folder::new();
    folder.write("a.txt", "Alpha\n\ntext");
    folder.refresh();
    for entry in fs::read_dir(folder.index()).unwrap().flatten() {
        if entry.file_name().to_string_lossy().starts_with("manifest.") {
            fs::remove_file(entry.path()).unwrap();
        }
    }
    let index = IndexDirectory::open(&folder.index()).unwrap();
    let refused = index.refresh(&[], &RefreshOptions::new(today()), &());
    assert!(matches!(refused, Err(IndexError::Damaged { .. })), "{refused:?}");
}

#[test]
fn queries_that_cannot_be_run_say_where() {
    let folder = Folder::new();
    folder.write("a.txt", "Alpha\n\ntext");
    folder.refresh();
    let searcher = folder.searcher();
    let failed = |query: &str| match searcher.search(&Request::new(query, today())) {
        Err(SearchError::Query { complaints, .. }) => {
            complaints.into_iter().map(|c| (c.column(query), c.message)).collect()
        }
        _ => Vec::new(),
    };
    assert_eq!(failed("alpha perosn:Lavrov")[0].0, 7);
    assert!(failed("date:2021-02-30")[0].1.contains("date"));
    assert_eq!(failed("text steuer~3")[0].0, 12);
    let answer = searcher.search(&Request::new("\"alpha", today())).unwrap();
    assert_eq!((answer.matches, answer.complaints.len()), (1, 1));
    for hostile in ["", " ", "-", "((((", "\"\"", "NOT", "AND OR", "a AND", &"(".repeat(100_000), &"a ".repeat(3000)] {
        let _ = searcher.search(&Request::new(hostile, today()));
    }
}
