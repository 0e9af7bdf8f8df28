//! The tagger of names from outside: what it finds in sentences, what no text may do to it, and how well it reads what people have marked.

use std::ops::Range;
use std::path::PathBuf;
use std::time::Instant;

use dateline::annotate::ActorKind;
use dateline::annotate::tagger::{Tagger, Text};
use dateline::text::{Lexicon, Span, paragraphs, sentences};

use measured_names::measure;
use seqeval::Counts;

#[path = "../../benches/quality/measured_names.rs"]
mod measured_names;
#[path = "../../benches/quality/ner_sets.rs"]
mod ner_sets;
#[path = "../../benches/quality/seqeval.rs"]
mod seqeval;
#[path = "../../benches/quality/tagged.rs"]
mod tagged;

fn tag(text: &str) -> Vec<(ActorKind, String)> {
    let mut lexicon = Lexicon::default();
    let tokens = lexicon.tokenize(text);
    let spans: Vec<Span> = paragraphs(text, &tokens).into_iter().flat_map(|p| sentences(text, &tokens, p)).collect();
    let names = Tagger::default().tag(&[Text { text, tokens: &tokens, sentences: &spans }], &lexicon).remove(0);
    assert!(names.windows(2).all(|pair| pair[0].last_token <= pair[1].first_token));
    let part =
        |first: usize, last: usize| text[tokens[first].start as usize..tokens[last - 1].end as usize].to_string();
    names.iter().map(|name| (name.kind, part(name.first_token, name.last_token))).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let shown = |(kind, name): &(ActorKind, String)| {
        let kind = match kind {
            ActorKind::Person => "PER",
            ActorKind::Organisation => "ORG",
            ActorKind::Place => "LOC",
        };
        format!("{kind} {name}")
    };
    assert_eq!(tag(text).iter().map(shown).collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn names_of_sentences() {
    check(
        "Foreign Minister Sergey Lavrov met officials of the United Nations in Geneva on Tuesday.",
        &["PER Sergey Lavrov", "ORG United Nations", "LOC Geneva"],
    );
    check(
        "The Ministry of Health said on Monday that nobody had died in Lagos.",
        &["ORG Ministry of Health", "LOC Lagos"],
    );
    check("President Joe Biden flew from Washington to Tokyo.", &["PER Joe Biden", "LOC Washington", "LOC Tokyo"]);
    check("The French and the Iraqi delegation spoke English on Friday in May.", &[]);
}

#[test]
fn what_occurs_again_is_judged_with_what_it_was_before() {
    let names =
        tag("The miner Juan Ostrowe was found on Friday. His wife said that Ostrowe had slept. Ostrowe was well.");
    assert_eq!(names.len(), 3);
    assert!(names.iter().all(|(kind, name)| *kind == ActorKind::Person && name.ends_with("Ostrowe")));
}

#[test]
fn no_text_takes_long_or_panics() {
    let forty = "Jean ".repeat(40);
    for unit in [
        "Kabul ",
        "A ",
        "A. ",
        "de La ",
        "(ABC) ",
        "Ü-é’s ",
        "🙂Ali ",
        "משה כהן ",
        "Bank of ",
        "X\n",
        "and The ",
        "\u{202e}Abu ",
        &forty,
    ] {
        let text = unit.repeat(400_000 / unit.len());
        let started = Instant::now();
        tag(&text);
        assert!(started.elapsed().as_secs() < 30, "{unit}");
    }
    // Builds for tests are slow: what is not linear takes minutes.
    let started = Instant::now();
    tag(&"Kabul ".repeat(200_000));
    assert!(started.elapsed().as_secs() < 90);
    check("", &[]);
    check("1,400 km 🙂 ... \u{202e}", &[]);
}

#[test]
fn marked_texts_are_read_as_well_as_was_measured() {
    let data = PathBuf::from(std::env::var_os("DATELINE_DATA").unwrap_or_else(|| "../shared/data".into()));
    if !data.join("ner").is_dir() {
        println!("skipped: there are no marked texts in {}", data.display());
        return;
    }
    for (set, floor) in [("dev", 81.0), ("wikigold", 68.0)] {
        let mut tagger = Tagger::default();
        let marks = ner_sets::read(set, &data).unwrap();
        let measured = measure(&marks, ner_sets::printed, |tagged, lexicon| {
            let text = Text { text: &tagged.laid.text, tokens: &tagged.tokens, sentences: &tagged.sentences };
            let names = tagger.tag(&[text], lexicon).remove(0);
            names.iter().map(|name| (name.first_token..name.last_token, name.kind as usize)).collect()
        });
        assert!(measured.all().f1() >= floor, "{set}: {}", measured.line());
    }
}

#[test]
fn extent_and_kind_must_be_right() {
    let truth = [(0..2, 0), (3..4, 1), (5..6, 2)];
    let counts = Counts::of(&truth, &[(0..2, 0), (3..4, 2), (5..7, 2), (8..9, 1)]);
    assert_eq!(counts, Counts { truth: 3, found: 4, right: 1 });
    assert!((counts.f1() - 200.0 / 7.0).abs() < 1e-9);
    assert!((counts.precision() - 25.0).abs() < 1e-9 && (counts.recall() - 100.0 / 3.0).abs() < 1e-9);
    assert_eq!(Counts::of(&[], &[]).f1(), 0.0);
}

#[test]
fn f1_is_within_its_interval() {
    let texts: Vec<Counts> = (0..50).map(|n| Counts { truth: 10, found: 10, right: 5 + n % 5 }).collect();
    let (f1, low, high) = seqeval::interval(&texts);
    assert!((f1 - 70.0).abs() < 1e-9 && low < f1 && f1 < high && high - low < 10.0);
    assert_eq!(seqeval::interval(&[]).0, 0.0);
}

fn spans(rows: &[(&str, &str)]) -> Vec<Range<usize>> {
    ner_sets::sentence(rows, ner_sets::worldwide_kind).unwrap().names.into_iter().map(|name| name.words).collect()
}

#[test]
fn names_are_read_in_both_notations() {
    let rows = [
        ("ANC", "B-Organization"),
        ("NEC", "B-Organization"),
        ("Jeff", "B-Person"),
        ("Radebe", "I-Person"),
        ("said", "O"),
    ];
    assert_eq!(spans(&rows), [0..1, 1..2, 2..4]);
    let rows =
        [("Kuwait", "I-Location"), ("City", "I-Location"), ("Salma", "I-Person"), (",", "O"), ("Ali", "I-Person")];
    assert_eq!(spans(&rows), [0..2, 2..3, 4..5]);
}

#[test]
fn words_are_laid_out_as_print_is() {
    let words = ["\"", "It", "is", "Chile", "'s", "(", "first", ")", ",", "\"", "he", "said", "."];
    let sentence = ner_sets::Sentence { words: words.map(String::from).to_vec(), names: Vec::new() };
    let marks = ner_sets::Marks { sentences: vec![sentence], ..ner_sets::Marks::default() };
    let laid = ner_sets::laid_out(&marks);
    assert_eq!(laid.text, "\"It is Chile's (first),\" he said.\n");
    assert!(laid.words[0].iter().zip(words).all(|(range, word)| &laid.text[range.clone()] == word));
}
