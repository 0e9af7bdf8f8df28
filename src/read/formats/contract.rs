//! What every format must hold to, tried on every row of the table: samples become the articles they are, whatever their line
//! endings and encoding, and damage of any kind becomes skips. Knows formats only through their table.

use std::fs;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{FORMATS, Format, format_by_name};
use crate::read::article::RawArticle;
use crate::read::containers::{Budget, Input};
use crate::read::note::Note;
use crate::read::open::read_stream;
use crate::read::record::{Reason, Record, Skip};
use crate::read::source::{Limits, Outcome, Sink, Source, Stop};

/// A file of `corpus/formats/`: the folder it is in names its format. Beside it stands what comes out of it, in a file of the same name with
/// `.expected` behind it. `DATELINE_BLESS=1 cargo test contract` writes those that are missing or differ, to be reviewed.
struct Sample {
    format: &'static Format,
    path: PathBuf,
    content: Vec<u8>,
}

fn samples() -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/formats");
    let list = |folder: &Path| {
        let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let mut samples = Vec::new();
    for folder in list(&folder) {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let format = format_by_name(name).unwrap_or_else(|| panic!("corpus/formats/{name} is no format's folder"));
        for path in list(&folder).into_iter().filter(|path| path.extension().is_none_or(|end| end != "expected")) {
            let content = fs::read(&path).unwrap();
            samples.push(Sample { format, path, content });
        }
    }
    samples
}

impl Sample {
    /// The sample as text, where it is one that says nothing of its encoding.
    fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.content).ok().filter(|text| !text.contains('\0'))
    }

    /// What `.expected` says; written anew if that is wanted of what the sample itself becomes.
    fn expected(&self, found: &str, is_itself: bool) -> String {
        let path = PathBuf::from(format!("{}.expected", self.path.display()));
        let known = fs::read_to_string(&path).unwrap_or_default();
        if is_itself && known != found && std::env::var_os("DATELINE_BLESS").is_some() {
            fs::write(&path, found).unwrap();
            return found.to_string();
        }
        known
    }
}

/// The form in which a sample lies there.
const ITSELF: &str = "its own bytes";

/// Outcomes as a person can review them: one record after the other, with all that is known of it.
fn shown(outcomes: &[Outcome], with_notes: bool) -> String {
    let mut text = String::new();
    for outcome in outcomes {
        match outcome {
            Err(skip) => text += &format!("== {}\nskipped: {}\n\n", skip.record.position(), skip.reason),
            Ok(article) => {
                assert_eq!(article.record.path, Path::new("file"));
                text += &format!("== {}\ntitle: {}\n", article.record.position(), article.title);
                let Value::Object(metadata) = serde_json::to_value(&article.metadata).unwrap() else { panic!() };
                let is_something =
                    |value: &Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
                for (name, value) in metadata.iter().filter(|(_, value)| is_something(value)) {
                    text += &format!("{name}: {value}\n");
                }
                for note in article.notes.iter().filter(|_| with_notes) {
                    text += &format!("note: {note}\n");
                }
                text += &format!("\n{}\n\n", article.body);
            }
        }
    }
    text
}

/// Reads bytes as a file in a format.
fn read(format: &'static Format, bytes: &[u8]) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let mut take = |outcome| {
        outcomes.push(outcome);
        ControlFlow::Continue(())
    };
    let limits = Limits { record: 1 << 20, text: 1 << 20, ..Limits::default() };
    let (size, budget) = (bytes.len() as u64, Budget::of(0, &limits));
    let source = Source { size: Some(size), ..Source::of_test(&limits, &budget) };
    let input = Input { stream: Box::new(Cursor::new(bytes)), file: None };
    let name = format!("file.{}", format.extensions[0]);
    let read = read_stream(input, &name, Some(format), &source, &mut Sink::new(&mut take));
    if let Err(Stop::Failed(reason)) = read {
        outcomes.push(Err(Skip { record: source.record, reason }));
    }
    outcomes
}

fn named(format: &str) -> &'static Format {
    format_by_name(format).unwrap()
}

#[test]
fn every_format_has_a_sample_a_name_and_an_extension_of_its_own() {
    let mut extensions: Vec<&str> = FORMATS.iter().flat_map(|format| format.extensions).copied().collect();
    let all = extensions.len();
    extensions.sort_unstable();
    extensions.dedup();
    assert_eq!(extensions.len(), all);
    let samples = samples();
    for format in FORMATS {
        assert!(
            !format.extensions.is_empty() && samples.iter().any(|sample| sample.format.name == format.name),
            "{format:?}"
        );
        assert_eq!(FORMATS.iter().filter(|other| other.name == format.name).count(), 1, "{format:?}");
    }
}

#[test]
fn samples_become_their_articles_in_every_form() {
    for sample in samples() {
        let name = sample.path.display();
        let check = |bytes: &[u8], form: &str, with_notes: bool| {
            let found = shown(&read(sample.format, bytes), with_notes);
            let mut expected = sample.expected(&found, form == ITSELF);
            if !with_notes {
                expected = expected.split_inclusive('\n').filter(|line| !line.starts_with("note: ")).collect();
            }
            assert!(found == expected, "{name} with {form} becomes\n{found}");
        };
        check(&sample.content, ITSELF, true);
        let Some(content) = sample.text() else { continue };
        check(content.replace('\n', "\r\n").as_bytes(), "CR LF", true);
        check(format!("\u{FEFF}{content}").as_bytes(), "a mark", true);
        let utf16: Vec<u8> = format!("\u{FEFF}{content}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&utf16, "UTF-16", true);
        let (windows, _, lossy) = encoding_rs::WINDOWS_1252.encode(content);
        if !lossy {
            check(&windows, "windows-1252", false);
        }
    }
}

#[test]
fn content_is_told_without_an_extension() {
    // Plain text is told by its extension alone, and several objects over several lines are JSON only by theirs.
    let is_told = |sample: &Sample| {
        sample.format.name != "text" && !sample.text().is_some_and(|content| content.contains("}\n{\n"))
    };
    for sample in samples().into_iter().filter(is_told) {
        let head = &sample.content[..sample.content.len().min(64 << 10)];
        assert_eq!(super::detect(None, head).unwrap().name, sample.format.name, "{}", sample.path.display());
    }
}

#[test]
fn nothing_is_empty_and_everything_has_an_outcome() {
    for format in FORMATS {
        for blank in ["", "\u{FEFF}", " \r\n\t\n ", "\u{FEFF}\n"] {
            let expected = Skip { record: Record::file("file"), reason: Reason::Empty };
            assert_eq!(read(format, blank.as_bytes()), [Err(expected)], "{format:?}");
        }
    }
    for sample in samples() {
        // Of large samples, a thousand beginnings are enough.
        for end in (0..sample.content.len()).step_by(sample.content.len() / 1000 + 1) {
            let outcomes = read(sample.format, &sample.content[..end]);
            assert!(
                !outcomes.is_empty() && !outcomes.iter().flatten().any(RawArticle::is_empty),
                "{} {end}",
                sample.path.display()
            );
        }
    }
}

#[test]
fn damage_and_malice_become_skips() {
    let bomb = |unit: &str| unit.repeat(100_000).into_bytes();
    let png = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\0\0\0".repeat(50);
    let hostile = [
        bomb("["),
        bomb("{"),
        bomb("{\"a\":"),
        bomb("{\"text\":["),
        bomb("[{"),
        bomb("\""),
        bomb("\\"),
        bomb("> "),
        bomb("[a]("),
        bomb("*a **b "),
        bomb("<!--"),
        bomb("- "),
        bomb("`"),
        bomb("---\n"),
        bomb("![["),
        bomb("a\r"),
        bomb("<a "),
        bomb("&"),
        bomb("[^a]: "),
        bomb("|a"),
        [
            b"---\na: &a [x,x,x,x,x,x,x,x,x]\n".to_vec(),
            (b'b'..=b'k')
                .flat_map(|name| {
                    format!(
                        "{}: &{} [{}]\n",
                        name as char,
                        name as char,
                        vec![format!("*{}", (name - 1) as char); 9].join(",")
                    )
                    .into_bytes()
                })
                .collect(),
            b"tags: *k\n---\ntext".to_vec(),
        ]
        .concat(),
        [b"---\ntags: ".to_vec(), b"[".repeat(6_000), b"\n---\ntext".to_vec()].concat(),
        bomb("<item>"),
        bomb("<rss><channel><item><title>"),
        bomb("<feed xmlns='http://www.w3.org/2005/Atom'><entry>"),
        bomb("<newsItem><nitf><body>"),
        bomb("<![CDATA["),
        bomb("<!DOCTYPE a ["),
        bomb("<a xmlns:a='a' "),
        bomb("&lol;"),
        [b"<rss><item>".to_vec(), bomb("<a>"), bomb("</a>"), b"</item></rss>".to_vec()].concat(),
        [b"<rss><item><a ".to_vec(), bomb("x='1' "), b"/></item></rss>".to_vec()].concat(),
        [b"<rss><item><title>".to_vec(), b"\0".repeat(1000), b"</title></item></rss>".to_vec()].concat(),
        [
            b"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b0 'ha'>".to_vec(),
            (1..100)
                .flat_map(|n| format!("<!ENTITY b{n} '{}'>", format!("&b{};", n - 1).repeat(10)).into_bytes())
                .collect(),
            b"]><rss><item><title>&a;&b99;</title></item></rss>".to_vec(),
        ]
        .concat(),
        png,
    ];
    for format in FORMATS {
        for bytes in &hostile {
            let started = std::time::Instant::now();
            let outcomes = read(format, bytes);
            assert!(!outcomes.is_empty());
            let start = String::from_utf8_lossy(&bytes[..10]);
            assert!(started.elapsed().as_secs() < 10, "{format:?} needs {:?} for {start}", started.elapsed());
        }
    }
    assert!(matches!(
        &read(named("text"), &hostile[hostile.len() - 1])[..],
        [Err(Skip { reason: Reason::Binary, .. })]
    ));
    assert!(matches!(
        &read(named("json"), &hostile[0])[..],
        [Err(Skip { reason: Reason::Malformed { line: Some(1), column: Some(2), .. }, .. })]
    ));
}

#[test]
fn a_guess_is_noted_with_the_article() {
    let letters = "caf\u{E9} au lait, d\u{E9}j\u{E0} vu \u{E0} la fran\u{E7}aise";
    for (format, content) in [
        ("csv", format!("title,text\nOne,plain\nTwo,{letters}\n")),
        ("jsonlines", format!("{{\"title\":\"One\"}}\n{{\"title\":\"Two\",\"text\":\"{letters}\"}}\n")),
        (
            "reuters",
            ["plain", letters]
                .map(|text| format!("<REUTERS NEWID=\"1\"><TEXT><TITLE>{text}</TITLE></TEXT></REUTERS>\n"))
                .concat(),
        ),
    ] {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&content);
        let notes = read(named(format), &bytes).into_iter().map(|outcome| outcome.unwrap().notes);
        let expected = [vec![], vec![Note::DecodedByGuess("windows-1252".to_string())]];
        assert_eq!(notes.collect::<Vec<_>>(), expected, "{format}");
    }
}

/// Found by fuzzing: a lone carriage return in an item of Reuters.
#[test]
fn lines_end_in_one_way() {
    for sample in samples() {
        let Some(content) = sample.text() else { continue };
        let odd = content.replace(' ', " \r");
        for article in read(sample.format, odd.as_bytes()).iter().flatten() {
            assert!(!article.body.contains('\r') && !article.title.contains('\r'), "{}", sample.path.display());
        }
    }
}

#[test]
fn a_record_beyond_the_limit_does_not_end_the_file() {
    let long = "x".repeat(2 << 20);
    for (format, content) in [
        ("jsonlines", format!("{{\"title\": \"{long}\"}}\n{{\"title\": \"B\"}}")),
        ("json", format!("[{{\"title\": \"{long}\"}}, {{\"title\": \"B\"}}]")),
        (
            "newsml",
            format!(
                "<newsMessage><newsItem><contentMeta><headline>{long}</headline></contentMeta></newsItem>\
                 <newsItem><contentMeta><headline>B</headline></contentMeta></newsItem></newsMessage>"
            ),
        ),
        ("feed", format!("<rss><item><title>{long}</title></item><item><title>B</title></item></rss>")),
    ] {
        let outcomes = read(named(format), content.as_bytes());
        let Reason::TooLarge { bytes, limit } = &outcomes[0].as_ref().unwrap_err().reason else { panic!("{format}") };
        assert!(*bytes > long.len() as u64 && *limit == 1 << 20, "{format}: {bytes} bytes, {limit}");
        assert_eq!(outcomes[1].as_ref().unwrap().title, "B", "{format}");
        assert_eq!(outcomes.len(), 2, "{format}");
    }
}

#[test]
fn what_is_wrong_is_said_in_few_words() {
    let outcomes = read(named("jsonlines"), format!("\"{}\"", "x".repeat(100_000)).as_bytes());
    assert!(outcomes[0].as_ref().unwrap_err().reason.to_string().len() < 300);
}
