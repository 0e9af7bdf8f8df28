//! What every format must hold to, tried on every row of the table: samples become the articles they are, whatever their line
//! endings and encoding, and damage of any kind becomes skips. Knows formats only through their table.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::FORMATS;
use crate::read::article::{Metadata, RawArticle};
use crate::read::containers::{Budget, Input};
use crate::read::open::read_stream;
use crate::read::record::{Reason, Record, Skip};
use crate::read::source::{Limits, Outcome, Sink, Source, Stop};

/// Title and body, or the reason why there is none.
type Expected = Result<(&'static str, &'static str), &'static str>;

/// A file of a format, and what is in it.
struct Sample {
    format: &'static str,
    content: &'static str,
    /// For each record, its position in the file and what becomes of it.
    records: &'static [(&'static str, Expected)],
    /// What the first article says about itself.
    metadata: fn() -> Metadata,
}

const SAMPLES: &[Sample] = &[
    Sample {
        format: "text",
        content: "https://a.example/kabul\n\nKabul falls\n\nKremlin relations\n\nThe president – left.\n\n  He fled.\n\n",
        records: &[("", Ok(("Kabul falls", "Kremlin relations\n\nThe president – left.\n\n  He fled.")))],
        metadata: || Metadata { url: text("https://a.example/kabul"), ..Metadata::default() },
    },
    Sample {
        format: "markdown",
        content: "---\ntitle: \"Euro: it’s here\"\ndate: 1999-01-02\nauthors:\n  - Petra Malíková\ntags: [euro, \"EU\"]\nlang: en-GB\nguid: 0042\n---\n\n\
                  # Euro: it’s here\n\nOne *euro* is\nnow [worth](https://a.example):\n\n- 1.95583 marks\n- 6.55957 francs\n\n## Next\n\n> A quote.\n",
        records: &[(
            "",
            Ok(("Euro: it’s here", "One euro is now worth:\n\n1.95583 marks\n6.55957 francs\n\nNext\n\nA quote.")),
        )],
        metadata: || Metadata {
            own_id: text("0042"),
            published: vec!["1999-01-02".into()],
            authors: vec!["Petra Malíková".into()],
            language: text("en-GB"),
            tags: vec!["euro".into(), "EU".into()],
            ..Metadata::default()
        },
    },
    Sample {
        format: "json",
        content: "{\n  \"_id\": 7, \"headline\": \"Blackout – again\",\n  \"articleBody\": [\"One.\", \"Two.\"],\n  \"pubDate\": \"Sat, 28 Aug 2021 09:00:00 +0000\",\n  \
                  \"publisher\": {\"name\": \"Courier\"}, \"category\": \"World\"\n}\n",
        records: &[("", Ok(("Blackout – again", "One.\n\nTwo.")))],
        metadata: || Metadata {
            own_id: text("7"),
            published: vec!["Sat, 28 Aug 2021 09:00:00 +0000".into()],
            source: text("Courier"),
            sections: vec!["World".into()],
            ..Metadata::default()
        },
    },
    Sample {
        format: "json",
        content: "[\n {\"title\": \"A – one\", \"text\": \"x\"},\n {\"title\": \"B\", \"text\" \"x\"},\n {\"n\": 1, \"m\": 2},\n 5, {\"title\": \"C\"}\n]\n",
        records: &[
            ("![0]:2", Ok(("A – one", "x"))),
            ("![1]:3", Err("not valid JSON: expected `:` (json, line 3, column 24)")),
            ("![2]:4", Err("no title and no text (fields: m, n)")),
            ("![3]:5", Err("integer `5` where an object was expected (json, line 5, column 2)")),
            ("![4]:5", Ok(("C", ""))),
        ],
        metadata: Metadata::default,
    },
    Sample {
        format: "json",
        content: "{\"status\": \"ok\", \"title\": \"List – all\", \"articles\": [{\"title\": \"A – one\"},\n{\"title\": \"B\"}], \"total\": 2}",
        records: &[("![0]:1", Ok(("A – one", ""))), ("![1]:2", Ok(("B", "")))],
        metadata: Metadata::default,
    },
    Sample {
        format: "json",
        content: "{\n\"title\": \"A – one\",\n\"body\": \"x\", \"items\": [{\"n\": 1}], \"data\": []\n}\n{\n\"title\": \"B\"\n}",
        records: &[(":1", Ok(("A – one", "x"))), (":5", Ok(("B", "")))],
        metadata: Metadata::default,
    },
    Sample {
        format: "jsonlines",
        content: "{\"id\": \"a-1\", \"title\": \"A – one\", \"text\": \"x\\n\\ny\", \"inLanguage\": \"en\"}\n\n{\"id\": 2, \"title\": \"B\n{\"title\": \"C\", \"n\": {}}\n[1]\n{\"title\": \"D",
        records: &[
            (":1", Ok(("A – one", "x\n\ny"))),
            (":3", Err("it breaks off in the middle (jsonlines, line 3, column 21)")),
            (":4", Ok(("C", ""))),
            (":5", Err("sequence where an object was expected (jsonlines, line 5, column 1)")),
            (":6", Err("it breaks off in the middle (jsonlines, line 6, column 12)")),
        ],
        metadata: || Metadata { own_id: text("a-1"), language: text("en"), ..Metadata::default() },
    },
    Sample {
        format: "reuters",
        content: "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"YES\" NEWID=\"7\">\n<DATE> 3-MAR-1987 09:17:32.30</DATE>\n<TOPICS><D>grain</D></TOPICS>\n\
                  <PLACES><D>west-germany</D></PLACES><PEOPLE><D>jane-roe</D></PEOPLE><ORGS><D>ec</D></ORGS>\n<TEXT>&#2;\n<TITLE>WHEAT &lt;W> – UP</TITLE>\n\
                  <DATELINE>    BONN, March 3 - </DATELINE><BODY>Wheat rose\nby 3 pct.\n    It fell &amp; rose.\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n\
                  <REUTERS NEWID=\"8\">\n<TEXT TYPE=\"BRIEF\">&#2;\n******<TITLE>RATES CUT</TITLE>Blah blah.\n&#3;\n</TEXT></REUTERS>\n\
                  <REUTERS NEWID=\"9\">\n<TEXT TYPE=\"UNPROC\">&#2;\nMARKETS AT NOON\n    Gold 400.\n&#3;</TEXT></REUTERS>\n\
                  <REUTERS NEWID=\"10\"><TEXT>&#2;</TEXT></REUTERS>\n<REUTERS NEWID=\"11\"><TEXT>\n",
        records: &[
            (":2", Ok(("WHEAT <W> – UP", "BONN, March 3 - Wheat rose\nby 3 pct.\n\nIt fell & rose.\nReuter"))),
            (":14", Ok(("RATES CUT", ""))),
            (":19", Ok(("MARKETS AT NOON", "Gold 400."))),
            (":24", Err("empty")),
            (":25", Err("it breaks off before </REUTERS> (reuters, line 25)")),
        ],
        metadata: || Metadata {
            own_id: text("7"),
            published: vec!["3-MAR-1987 09:17:32.30".into()],
            tags: vec!["grain".into()],
            places: vec!["West Germany".into()],
            people: vec!["Jane Roe".into()],
            organisations: vec!["EC".into()],
            ..Metadata::default()
        },
    },
    Sample {
        format: "csv",
        content: "Article ID;Headline;Full Text;Publication Date;Author\n7;\"A – \"\"one\"\"\";\"x\n\ny; z\";2021-08-15;Ann\n\n;;;;\n8;B;;;;extra\n",
        records: &[(":2", Ok(("A – \"one\"", "x\n\ny; z"))), (":6", Err("empty")), (":7", Ok(("B", "")))],
        metadata: || Metadata {
            own_id: text("7"),
            published: vec!["2021-08-15".into()],
            authors: vec!["Ann".into()],
            ..Metadata::default()
        },
    },
    Sample {
        format: "eml",
        content: "From: Kabul Desk <desk@a.example>\nSubject: =?UTF-8?Q?Kabul_=E2=80=93?= today\nDate: Mon, 16 Aug 2021 10:00:00 +0200\nMessage-ID: <7@a.example>\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nThe city =E2=80=93 fell.\n\nHe left.\n",
        records: &[("", Ok(("Kabul – today", "The city – fell.\n\nHe left.")))],
        metadata: || Metadata {
            own_id: text("7@a.example"),
            published: vec!["2021-08-16T10:00:00+02:00".into()],
            source: text("Kabul Desk"),
            ..Metadata::default()
        },
    },
    Sample {
        format: "mbox",
        content: "From desk@a.example Mon Aug 16 10:00:00 2021\nFrom: Kabul Desk <desk@a.example>\nSubject: =?UTF-8?Q?Kabul_=E2=80=93?= today\nDate: Mon, 16 Aug 2021 10:00:00 +0200\nMessage-ID: <7@a.example>\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nThe city =E2=80=93 fell.\n\n>From there he left.\n\n\
                  From x Tue Aug 17 10:00:00 2021\nSubject: B\nFrom: x\nTo: y\n\ntext\n\nFrom x\nTo: nobody\n\n",
        records: &[
            (":1", Ok(("Kabul – today", "The city – fell.\n\nFrom there he left."))),
            (":13", Ok(("B", "text"))),
            (":20", Err("no title and no text (fields: To)")),
        ],
        metadata: || Metadata {
            own_id: text("7@a.example"),
            published: vec!["2021-08-16T10:00:00+02:00".into()],
            source: text("Kabul Desk"),
            ..Metadata::default()
        },
    },
];

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// Reads bytes as a file in a format.
fn read(format: &str, bytes: &[u8]) -> Vec<Outcome> {
    let format = FORMATS.iter().find(|row| row.name == format).unwrap();
    let mut outcomes = Vec::new();
    let mut take = |outcome| {
        outcomes.push(outcome);
        ControlFlow::Continue(())
    };
    let limits = Limits { record: 1 << 20, text: 1 << 20, ..Limits::default() };
    let (size, budget) = (bytes.len() as u64, Budget::of(0));
    let source = Source { record: Record::file("file"), size: Some(size), limits: &limits, depth: 0, budget: &budget };
    let input = Input { stream: Box::new(Cursor::new(bytes)), file: None };
    let name = format!("file.{}", format.extensions[0]);
    let read = read_stream(input, &name, Some(format), &source, &mut Sink::new(&mut take));
    if let Err(Stop::Failed(reason)) = read {
        outcomes.push(Err(Skip { record: source.record, reason }));
    }
    outcomes
}

fn check(sample: &Sample, bytes: &[u8], form: &str) {
    let outcomes = read(sample.format, bytes);
    let found: Vec<_> = outcomes
        .iter()
        .map(|outcome| match outcome {
            Ok(article) => (article.record.position(), Ok((article.title.clone(), article.body.clone()))),
            Err(skip) => (skip.record.position(), Err(skip.reason.to_string())),
        })
        .collect();
    let own = |(title, body): &(&str, &str)| (title.to_string(), body.to_string());
    let expected: Vec<_> = sample
        .records
        .iter()
        .map(|(at, outcome)| (at.to_string(), outcome.as_ref().map(own).map_err(|reason| reason.to_string())))
        .collect();
    assert_eq!(found, expected, "{} with {form}", sample.format);
    let first = outcomes.into_iter().find_map(Result::ok).unwrap();
    assert_eq!(first.record.path, PathBuf::from("file"));
    assert_eq!(first.metadata, (sample.metadata)(), "{} with {form}", sample.format);
}

#[test]
fn every_format_has_a_sample_a_name_and_an_extension_of_its_own() {
    let mut extensions: Vec<&str> = FORMATS.iter().flat_map(|format| format.extensions).copied().collect();
    let all = extensions.len();
    extensions.sort_unstable();
    extensions.dedup();
    assert_eq!(extensions.len(), all);
    for format in FORMATS {
        assert!(
            !format.extensions.is_empty() && SAMPLES.iter().any(|sample| sample.format == format.name),
            "{format:?}"
        );
        assert_eq!(FORMATS.iter().filter(|other| other.name == format.name).count(), 1, "{format:?}");
    }
}

#[test]
fn samples_become_their_articles_in_every_form() {
    for sample in SAMPLES {
        let content = sample.content;
        check(sample, content.as_bytes(), "LF");
        check(sample, content.replace('\n', "\r\n").as_bytes(), "CR LF");
        check(sample, format!("\u{FEFF}{content}").as_bytes(), "a mark");
        let utf16: Vec<u8> = format!("\u{FEFF}{content}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(sample, &utf16, "UTF-16");
        let (windows, _, lossy) = encoding_rs::WINDOWS_1252.encode(content);
        if !lossy {
            check(sample, &windows, "windows-1252");
        }
    }
}

#[test]
fn content_is_told_without_an_extension() {
    for sample in SAMPLES.iter().filter(|sample| sample.format != "text" && !sample.content.contains("}\n{\n")) {
        assert_eq!(super::detect(None, sample.content.as_bytes()).unwrap().name, sample.format, "{}", sample.content);
    }
}

#[test]
fn nothing_is_empty_and_everything_has_an_outcome() {
    for format in FORMATS {
        for blank in ["", "\u{FEFF}", " \r\n\t\n ", "\u{FEFF}\n"] {
            let expected = Skip { record: Record::file("file"), reason: Reason::Empty };
            assert_eq!(read(format.name, blank.as_bytes()), [Err(expected)], "{format:?}");
        }
        for sample in SAMPLES.iter().filter(|sample| sample.format == format.name) {
            for end in 0..sample.content.len() {
                let outcomes = read(format.name, &sample.content.as_bytes()[..end]);
                assert!(
                    !outcomes.is_empty() && !outcomes.iter().flatten().any(RawArticle::is_empty),
                    "{format:?} {end}"
                );
            }
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
        png,
    ];
    for format in FORMATS {
        for bytes in &hostile {
            let started = std::time::Instant::now();
            let outcomes = read(format.name, bytes);
            assert!(!outcomes.is_empty());
            let start = String::from_utf8_lossy(&bytes[..10]);
            assert!(started.elapsed().as_secs() < 10, "{format:?} needs {:?} for {start}", started.elapsed());
        }
    }
    assert!(matches!(&read("text", &hostile[hostile.len() - 1])[..], [Err(Skip { reason: Reason::Binary, .. })]));
    assert!(matches!(
        &read("json", &hostile[0])[..],
        [Err(Skip { reason: Reason::Malformed { line: Some(1), column: Some(2), .. }, .. })]
    ));
}

#[test]
fn a_record_beyond_the_limit_does_not_end_the_file() {
    let long = "x".repeat(2 << 20);
    for (format, content) in [
        ("jsonlines", format!("{{\"title\": \"{long}\"}}\n{{\"title\": \"B\"}}")),
        ("json", format!("[{{\"title\": \"{long}\"}}, {{\"title\": \"B\"}}]")),
    ] {
        let outcomes = read(format, content.as_bytes());
        let Reason::TooLarge { bytes, limit } = &outcomes[0].as_ref().unwrap_err().reason else { panic!("{format}") };
        assert!(*bytes > long.len() as u64 && *limit == 1 << 20, "{format}: {bytes} bytes, {limit}");
        assert_eq!(outcomes[1].as_ref().unwrap().title, "B", "{format}");
        assert_eq!(outcomes.len(), 2, "{format}");
    }
}

#[test]
fn what_is_wrong_is_said_in_few_words() {
    let outcomes = read("jsonlines", format!("\"{}\"", "x".repeat(100_000)).as_bytes());
    assert!(outcomes[0].as_ref().unwrap_err().reason.to_string().len() < 300);
}
