//! Web archives, whole and broken: every page is an article with its address and when it was fetched, everything else a skip with its reason.

use dateline::read::{WalkOptions, walk};

use crate::real::{data, outcomes};

/// What comes of each file: its articles as `address captured`, its skips as their reasons.
const EXPECTED: &[(&str, &[&str])] = &[
    (
        "bad.arc",
        &[
            "the archive is damaged (no record begins at byte 0, where one should)",
            "no page (no HTTP response)",
            "the archive is damaged (no record begins at byte 262, where one should)",
        ],
    ),
    ("example-bad-non-chunked.warc.gz", &["http://example.com/ 2017-03-06T04:02:06Z", "no page (a repeated visit)"]),
    (
        "example-bad.warc.gz.bad",
        &[
            "http://example.com?example=1 2014-01-03T03:03:21Z",
            "no page (a repeated visit)",
            "no page (HTTP status 302)",
        ],
    ),
    ("example-digest.warc", &["no page (an archive without responses)"]),
    ("example-resource.warc.gz", &["http://example.com/ 2017-04-29T01:30:30Z"]),
    ("example-space-in-target-uri.warc.gz", &["no page (image/png)"]),
    (
        "example-space-in-url.arc",
        &[
            "http://example.com/index.cfm?FuseAction=Email&EmailTitle=Examples From The Live Web&IsPopUp=False 2014-02-16T05:02:21Z",
        ],
    ),
    (
        "example-trunc.warc",
        &[
            "http://example.com/ 2017-03-06T04:02:06Z",
            "the archive is damaged (no record begins at byte 2560, where one should)",
        ],
    ),
    ("example-wget-bad-target-uri.warc.gz", &["http://example.com/ 2018-02-09T15:12:11Z"]),
    ("example-wrong-chunks.warc.gz", &["http://example.com/ 2018-11-02T18:55:11Z"]),
    ("example.arc", &["http://example.com/ 2014-02-16T05:02:21Z"]),
    ("example.arc.gz", &["http://example.com/ 2014-02-16T05:02:21Z"]),
    ("example.warc", &["http://example.com/ 2017-03-06T04:02:06Z", "no page (a repeated visit)"]),
    ("example.warc.gz", &["http://example.com/ 2017-03-06T04:02:06Z", "no page (a repeated visit)"]),
    ("post-test.warc.gz", &["no page (application/json)", "no page (application/json)", "no page (application/json)"]),
];

#[test]
fn web_archives_give_their_pages_and_say_what_is_none() {
    let Some(folder) = data("formats/warc") else { return };
    let mut seen = 0;
    for file in walk(&folder, WalkOptions::default()).unwrap().flatten() {
        let Some((_, expected)) = EXPECTED.iter().find(|(name, _)| *name == file.relative) else { continue };
        let found: Vec<String> = outcomes(&file.path)
            .into_iter()
            .map(|outcome| match outcome {
                Ok(article) => {
                    assert_eq!(article.title, "Example Domain", "{}", file.relative);
                    format!("{} {}", article.metadata.url.unwrap(), article.metadata.captured.unwrap())
                }
                Err(skip) => skip.reason.to_string(),
            })
            .collect();
        assert_eq!(found, *expected, "{}", file.relative);
        seen += 1;
    }
    println!("web archives: {seen} of {} files", EXPECTED.len());
    assert_eq!(seen, EXPECTED.len());
}
