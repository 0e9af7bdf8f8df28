//! The section on the dates that texts speak of: how well they are found and understood, beside what others reach on the same sets, and how fast.

use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use dateline::annotate::dates::{Writing, find, resolve};
use dateline::text::Lexicon;

use super::timeml::{Document, Measured, documents, measure};
use crate::wanted::{at_least, mark};

/// A set, what F1 must be reached on it (at least, and better), and what others reach as measured elsewhere, all in per cent.
struct Set {
    folder: &'static str,
    name: &'static str,
    values: [f64; 2],
    heideltime: f64,
    recognizers: f64,
    dateparser: f64,
}

const SETS: [Set; 2] = [
    Set {
        folder: "timebank",
        name: "TimeBank",
        values: [70.0, 82.0],
        heideltime: 80.3,
        recognizers: 66.2,
        dateparser: 26.0,
    },
    Set {
        folder: "aquaint",
        name: "AQUAINT",
        values: [70.0, 78.0],
        heideltime: 76.0,
        recognizers: 68.3,
        dateparser: 34.0,
    },
];

/// F1 of finding expressions of any type.
const FOUND: [f64; 2] = [85.0, 90.0];
/// Megabytes a second on one core.
const SPEED: f64 = 30.0;

/// What was measured on the sets, in their order.
pub struct Compared {
    sets: Vec<(usize, Measured)>,
    /// Megabytes a second: from tokens to values, and from text to tokens for comparison.
    speed: [f64; 2],
}

/// Measures on the sets below `folder`.
pub fn compare(folder: &Path) -> Result<Compared, Box<dyn Error>> {
    let mut all = Vec::new();
    let mut sets = Vec::new();
    for set in &SETS {
        let documents = documents(&folder.join(set.folder))?;
        sets.push((documents.len(), measure(&documents)));
        all.extend(documents);
    }
    Ok(Compared { sets, speed: speed(&all) })
}

/// Megabytes a second on one core, the middle of five rounds: of the tagger, and of dividing the text into tokens, which it shares with everything else.
fn speed(documents: &[Document]) -> [f64; 2] {
    /// A round reads everything so often: some tenths of a second.
    const TIMES: usize = 20;
    let mut lexicon = Lexicon::default();
    let texts: Vec<_> = documents.iter().map(|document| (document, lexicon.tokenize(&document.text))).collect();
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let timed = |work: &mut dyn FnMut()| {
        let started = Instant::now();
        (0..TIMES).for_each(|_| work());
        (bytes * TIMES) as f64 / 1e6 / started.elapsed().as_secs_f64()
    };
    let mut rounds = [Vec::new(), Vec::new()];
    for _ in 0..5 {
        rounds[0].push(timed(&mut || {
            for (document, tokens) in &texts {
                black_box(resolve(&find(&document.text, tokens, Writing::default()), document.created));
            }
        }));
        rounds[1].push(timed(&mut || {
            for document in documents {
                black_box(lexicon.tokenize(&document.text));
            }
        }));
    }
    rounds.map(|mut speeds| {
        speeds.sort_by(f64::total_cmp);
        speeds[speeds.len() / 2]
    })
}

/// The section of `docs/QUALITY.md`.
pub fn section(compared: &Compared) -> String {
    let mut text = String::from(
        "\n## Dates in the text\n\n\
         | set | documents | DATE, F1 of values | wanted | precision | recall | HeidelTime | Recognizers | dateparser |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for (set, (documents, measured)) in SETS.iter().zip(&compared.sets) {
        let dates = measured.dates;
        let share = |of: usize| 100.0 * dates.same_value as f64 / of.max(1) as f64;
        let _ = writeln!(
            text,
            "| {} | {documents} | {:.1} | {} | {:.1} | {:.1} | {:.1} | {:.1} | {:.0} |",
            set.name,
            dates.value(),
            at_least(set.values, dates.value()),
            share(dates.found),
            share(dates.truth),
            set.heideltime,
            set.recognizers,
            set.dateparser,
        );
    }
    text += "\n| set | all types, F1 relaxed | wanted | F1 strict | F1 of values |\n| --- | --- | --- | --- | --- |\n";
    for (set, (_, measured)) in SETS.iter().zip(&compared.sets) {
        let all = measured.all;
        let [relaxed, strict, value] = [all.relaxed(), all.strict(), all.value()];
        let _ =
            writeln!(text, "| {} | {relaxed:.1} | {} | {strict:.1} | {value:.1} |", set.name, at_least(FOUND, relaxed));
    }
    let [tagger, tokens] = compared.speed;
    let _ = writeln!(
        text,
        "\nThe tagger reads {tagger:.0} MB/s on one core (≥ {SPEED:.0} {}); dividing the text into tokens, which it shares with all else, {tokens:.0} MB/s.",
        mark(tagger >= SPEED)
    );
    text
}
