//! How well names are found when an article is annotated as a whole: the tagger's names brought together, with what is known. The sets and the score are
//! those of the tagger alone (`benches/quality/ner.rs`).

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use dateline::annotate::Annotator;
use dateline::calendar::Day;
use dateline::read::{RawArticle, Record};

use crate::measured_names::{Measured, measure};
use crate::ner_sets;
use crate::seqeval::{Counts, interval};

const SETS: [&str; 2] = ["dev", "wikigold"];

/// Measures on the sets in the folder of data.
pub fn compare(data: &Path) -> Result<Vec<Measured>, Box<dyn Error>> {
    let today = Day::from_ymd(2030, 1, 1).ok_or("no day")?;
    let mut sets = Vec::new();
    for name in SETS {
        let mut annotator = Annotator::new(today, None);
        sets.push(measure(&ner_sets::read(name, data)?, ner_sets::printed, |tagged, _| {
            let body = tagged.laid.text.clone();
            let raw = RawArticle { body, ..RawArticle::new(Record::file("text.txt")) };
            let mentions = annotator.annotate(raw, "text.txt").article.mentions;
            let token = |at: usize| tagged.tokens.partition_point(|token| (token.start as usize) < at);
            mentions.iter().map(|m| (token(m.range.start)..token(m.range.end), m.kind as usize)).collect()
        }));
    }
    Ok(sets)
}

/// The section of `docs/QUALITY.md`.
pub fn section(sets: &[Measured]) -> String {
    let mut text = "\n## Names of people, organisations and places, in annotated articles\n\n\
        | set | F1 | 95 of 100 samples | precision | recall | people | organisations | places |\n\
        | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        .to_string();
    for (name, measured) in SETS.iter().zip(sets) {
        let (all, (f1, low, high)) = (measured.all(), interval(&measured.texts));
        let [people, bodies, places] = measured.kinds.map(Counts::f1);
        let [precision, recall] = [all.precision(), all.recall()];
        let _ = writeln!(
            text,
            "| {name} | {f1:.1} | {low:.1} to {high:.1} | {precision:.1} | {recall:.1} | {people:.1} | {bodies:.1} | {places:.1} |"
        );
    }
    text
}
