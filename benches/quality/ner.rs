//! The section on names of people, organisations and places: how well the tagger finds them, and how fast.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use dateline::annotate::tagger::{Tagger, Text};
use dateline::text::Lexicon;

use super::measured_names::{Measured, measure};
use super::ner_sets::{self, Laid};
use super::seqeval::{Counts, interval};
use super::tagged::Tagged;
use super::wanted::{at_least, mark};

/// A set as the training knows it, what it is, and the F1 that must be reached on it: at least, and better.
const SETS: [(&str, &str, [f64; 2]); 2] =
    [("dev", "news of six countries left out", [81.0, 85.0]), ("wikigold", "encyclopedia, left out", [68.0, 73.0])];
/// Tokens of text a second on one core: at least, and better.
const SPEED: [f64; 2] = [2_500_000.0, 5_000_000.0];

/// The commonest errors on dev.
const ERRORS: &str = include_str!("ner_errors.md");

/// What was measured on the sets, in their order, and tokens a second.
pub struct Compared {
    sets: Vec<Measured>,
    speed: f64,
}

/// Measures on the sets in the folder of data.
pub fn compare(data: &Path) -> Result<Compared, Box<dyn Error>> {
    let mut sets = Vec::new();
    for (name, ..) in SETS {
        let mut tagger = Tagger::default();
        let measured = measure(&ner_sets::read(name, data)?, ner_sets::printed, |tagged, lexicon| {
            let names = tagger.tag(&[text(tagged)], lexicon).remove(0);
            names.iter().map(|name| (name.first_token..name.last_token, name.kind as usize)).collect()
        });
        println!("{name}: {}", measured.line());
        sets.push(measured);
    }
    Ok(Compared { sets, speed: speed(data)? })
}

fn text(tagged: &Tagged) -> Text<'_> {
    Text { text: &tagged.laid.text, tokens: &tagged.tokens, sentences: &tagged.sentences }
}

/// Tokens a second on one core, the middle of five rounds: features and labels of shared tokens of a broadcaster's news.
fn speed(data: &Path) -> Result<f64, Box<dyn Error>> {
    let mut lexicon = Lexicon::default();
    let mut texts = Vec::new();
    for section in fs::read_dir(data.join("corpora/bbc"))?.flatten().filter(|entry| entry.path().is_dir()) {
        for file in fs::read_dir(section.path())?.flatten() {
            let text = String::from_utf8_lossy(&fs::read(file.path())?).into_owned();
            texts.push(Tagged::new(Laid { text, words: Vec::new() }, &mut lexicon));
        }
    }
    let tokens: usize = texts.iter().map(|tagged| tagged.tokens.len()).sum();
    let mut rounds = Vec::new();
    let mut tagger = Tagger::default();
    for _ in 0..5 {
        let started = Instant::now();
        for tagged in &texts {
            black_box(tagger.tag(&[text(tagged)], &lexicon));
        }
        rounds.push(tokens as f64 / started.elapsed().as_secs_f64());
    }
    rounds.sort_by(f64::total_cmp);
    Ok(rounds[2])
}

/// The section of `docs/QUALITY.md`.
pub fn section(compared: &Compared) -> String {
    let mut text = "\n## Names of people, organisations and places, by the tagger alone\n\n\
        | set | texts | names | F1 | 95 of 100 samples | wanted | precision | recall | people | organisations | places |\n\
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        .to_string();
    for ((name, what, wanted), measured) in SETS.iter().zip(&compared.sets) {
        let (all, (f1, low, high)) = (measured.all(), interval(&measured.texts));
        let [people, bodies, places] = measured.kinds.map(Counts::f1);
        let _ = writeln!(
            text,
            "| {name}: {what} | {} | {} | {f1:.1} | {low:.1} to {high:.1} | {} | {:.1} | {:.1} | {people:.1} | {bodies:.1} | {places:.1} |",
            measured.texts.len(),
            all.truth,
            at_least(*wanted, f1),
            all.precision(),
            all.recall(),
        );
    }
    let millions = SPEED.map(|wanted| wanted / 1e6);
    let reached = compared.speed / 1e6;
    let marks = millions.map(|wanted| format!("≥ {wanted} {}", mark(reached >= wanted))).join(", ");
    let _ = writeln!(
        text,
        "\nThe tagger reads {reached:.1} million shared tokens a second on one core ({marks}).\n\n{ERRORS}"
    );
    text
}
