//! Web archives as crawlers wrote them, broken ones too, from `DATELINE_DATA`. Without that folder each test says so in one line and ends.

use std::ops::ControlFlow;
use std::path::PathBuf;

use dateline::read::{Limits, Reason, read_file};

use crate::corpus::project;

fn folder() -> Option<PathBuf> {
    let root = std::env::var_os("DATELINE_DATA").map_or_else(|| project().join("../shared/data"), PathBuf::from);
    let folder = root.join("formats/warc");
    if !folder.exists() {
        println!("skipped: no formats/warc in the data folder (DATELINE_DATA)");
        return None;
    }
    Some(folder)
}

/// Each record of a file as where it begins and `page`, or why it is none.
fn records(name: &str) -> Vec<String> {
    let Some(folder) = folder() else { return Vec::new() };
    let mut records = Vec::new();
    let _ = read_file(&folder.join(name), None, &Limits::default(), &mut |outcome| {
        records.push(match outcome {
            Ok(article) => {
                let metadata = &article.metadata;
                let url = metadata.url.as_deref().unwrap_or_default();
                assert!(url.contains("example.com") || url.contains("iana.org"), "{name}: {url}");
                assert!(metadata.captured.as_deref().is_some_and(|day| day.starts_with("20")), "{name}: {metadata:?}");
                assert!(!article.body.contains('\u{FFFD}'), "{name}: {}", article.body);
                format!("{} page", article.record.position())
            }
            // What a page says is for the format of pages to read.
            Err(skip) if matches!(skip.reason, Reason::UnknownFormat) => format!("{} page", skip.record.position()),
            Err(skip) => format!("{} {}", skip.record.position(), skip.reason),
        });
        ControlFlow::Continue(())
    });
    records
}

#[test]
fn every_record_of_a_web_archive_is_a_page_or_a_skip() {
    if folder().is_none() {
        return;
    }
    let visited = "no page (a repeated visit)";
    for (name, expected) in [
        ("example.warc", vec!["!@1197 page".to_string(), format!("!@3370 {visited}")]),
        ("example.warc.gz", vec!["!@1197 page".into(), format!("!@3488 {visited}")]),
        ("example.arc", vec!["!@151 page".into()]),
        ("example.arc.gz", vec!["!@151 page".into()]),
        ("example-space-in-url.arc", vec!["!@151 page".into()]),
        ("example-resource.warc.gz", vec!["!@1150 page".into()]),
        ("example-space-in-target-uri.warc.gz", vec!["!@267 no page (image/png)".into()]),
        ("example-wget-bad-target-uri.warc.gz", vec!["!@1062 page".into()]),
        (
            "post-test.warc.gz",
            ["!@0", "!@1729", "!@3462"].iter().map(|at| format!("{at} no page (application/json)")).collect(),
        ),
        ("example-digest.warc", vec![" no page (an archive without responses)".into()]),
    ] {
        assert_eq!(records(name), expected, "{name}");
    }
}

#[test]
fn broken_web_archives_lose_only_what_is_broken() {
    if folder().is_none() {
        return;
    }
    let no_record = |at: u64| format!("!@{at} the archive is damaged: no record begins at byte {at}, where one should");
    for (name, expected) in [
        ("bad.arc", vec![no_record(0), "!@202 no page (no HTTP response)".into(), no_record(262)]),
        (
            "example-bad.warc.gz.bad",
            vec![
                "!@460 page".to_string(),
                "!@3161 no page (a repeated visit)".into(),
                "!@4771 no page (HTTP status 302)".into(),
            ],
        ),
        ("example-bad-non-chunked.warc.gz", vec!["!@1197 page".into(), "!@3370 no page (a repeated visit)".into()]),
        ("example-trunc.warc", vec!["!@1197 page".into(), no_record(2560)]),
        ("example-wrong-chunks.warc.gz", vec!["!@0 page".into()]),
    ] {
        assert_eq!(records(name), expected, "{name}");
    }
}
