//! From sets of marked texts to the bytes of weights: the order in which things are learned. Knows no file.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use dateline::text::Shape;

use crate::crf::{Model, SCALE};
use crate::groups;
use crate::lists;
use crate::ner_sets::{self, Marks};
use crate::random::Random;
use crate::samples::{self, Document, Numbering, Reader, fill_repeats};
use crate::tagger::form::{entry_key, list};
use crate::tagger::label::{Decoder, LABELS};
use crate::tagger::repeats::Repeats;
use crate::tagger::weights::{CLUSTERS, Entry, Weights};

/// Places for four rows each; with the lists, all weights stay below 8 MB.
const BUCKETS: usize = 96_000;
/// How far a step goes at first.
const RATE: f32 = 0.02;
/// How often all but the last set are gone through.
const FIRST_EPOCHS: usize = 3;
/// How often the last set is gone through for the labels of a first look.
const LOOK_EPOCHS: usize = 4;
/// How often the last set is gone through.
const LAST_EPOCHS: usize = 16;
/// How often the last set is learned anew, from where the others led.
const ROUNDS: usize = 4;
/// Into how many parts the last set is divided for a first look.
const PARTS: usize = 3;

/// Learns from sets, by their names: all but the last first and together, then the last.
pub fn learn(names: &[&str], seed: u64, data: &Path, tables: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let started = Instant::now();
    let say = |what: &str| println!("{:6.1} s: {what}", started.elapsed().as_secs_f32());
    let mut random = Random::new(seed);
    let sets: Vec<Vec<Marks>> = names.iter().map(|name| ner_sets::read(name, data)).collect::<Result<_, _>>()?;
    let mut entries = lists::entries(tables, data)?;
    for (words, lists) in samples::small_words(&sets).iter().zip([list::OPENS, list::INSIDE, list::CLOSES]) {
        words.iter().for_each(|word| lists::add(&mut entries, entry_key(word, Shape::Small), lists));
    }
    let coarse = groups::fill(&mut entries, data, &mut random)?;
    say("lists and groups of words");

    let known: Vec<(u32, Entry)> = entries.into_iter().collect();
    let bare = Weights::write(&Default::default(), &coarse, &known, 1, std::iter::empty());
    let bare = Weights::read(Vec::leak(bare)).ok_or("weights without rows are not read")?;
    let mut reader = Reader::new(&bare);
    let mut read =
        |set: &Vec<Marks>| -> Vec<Document> { set.iter().map(|marks| reader.read(marks, ner_sets::printed)).collect() };
    let mut sets: Vec<Vec<Document>> = sets.iter().map(&mut read).collect();
    let mut numbering = Numbering::new(sets.iter().flatten());
    sets.iter_mut().flatten().for_each(|document| numbering.apply(document));
    let words: usize = sets.iter().flatten().map(|document| document.gold.len()).sum();
    say(&format!("{words} words with {} features", numbering.features.len()));

    let mut last = sets.pop().ok_or("no set to learn from")?;
    let mut first: Vec<Document> = sets.into_iter().flatten().collect();
    let mut model = Model::new(numbering.features.len());
    for epoch in 0..FIRST_EPOCHS {
        go_through(&mut model, first.iter_mut().collect(), RATE / (1.0 + epoch as f32), &mut random);
    }
    model.begin_anew();
    say("learned from all but the last set");
    look(&model, &mut last, &mut numbering, &mut random);
    model.grow(numbering.features.len());
    say("looked at the last set");
    let model = finish(&model, &mut last, &mut random);
    say("learned from the last set");
    Ok(whole(&model, &numbering, &coarse, &known))
}

/// Steps become smaller from epoch to epoch.
fn rate(epoch: usize) -> f32 {
    RATE / (1.0 + 0.3 * epoch as f32)
}

/// What each document's repetitions say after a first look, by a model that has not learned from its part.
fn look(model: &Model, documents: &mut [Document], numbering: &mut Numbering, random: &mut Random) {
    let mut labels: Vec<Vec<u8>> = vec![Vec::new(); documents.len()];
    for part in 0..PARTS {
        let mut model = model.clone();
        for epoch in 0..LOOK_EPOCHS {
            let others = documents.iter_mut().enumerate().filter(|(n, _)| n % PARTS != part).map(|(_, d)| d);
            go_through(&mut model, others.collect(), rate(epoch), random);
        }
        for (n, document) in documents.iter().enumerate().filter(|(n, _)| n % PARTS == part) {
            labels[n] = decode(&model, document);
        }
    }
    let mut repeats = Repeats::default();
    for (document, labels) in documents.iter_mut().zip(&labels) {
        fill_repeats(document, labels, &mut repeats, numbering);
    }
}

/// Goes on with the last set; the weights are the mean of those behind each epoch of the second half.
fn finish(model: &Model, documents: &mut [Document], random: &mut Random) -> Model {
    let mut sum = Model::new(model.rows.len());
    let mut summed = 0.0;
    for _ in 0..ROUNDS {
        let mut model = model.clone();
        for epoch in 0..LAST_EPOCHS {
            go_through(&mut model, documents.iter_mut().collect(), rate(epoch), random);
            if 2 * epoch >= LAST_EPOCHS {
                sum.add(&model);
                summed += 1.0;
            }
        }
    }
    sum.scale(1.0 / summed);
    sum
}

/// One epoch: every stretch of every document, in a new order, some with what repetitions say.
fn go_through(model: &mut Model, mut documents: Vec<&mut Document>, rate: f32, random: &mut Random) {
    random.shuffle(&mut documents);
    for document in documents {
        let with = !document.repeats.is_empty() && random.unit() < 0.5;
        for stretch in &document.stretches {
            let range = stretch.words.clone();
            let more = with.then(|| &document.repeats[range.clone()]);
            model.learn(
                &document.numbers[range.clone()],
                &document.telling[range.clone()],
                more,
                &document.gold[range],
                rate,
                random,
            );
        }
    }
}

/// The labels of a first look.
fn decode(model: &Model, document: &Document) -> Vec<u8> {
    let (mut decoder, mut best, mut labels) = (Decoder::default(), Vec::new(), Vec::new());
    for stretch in &document.stretches {
        model.decode(&document.numbers[stretch.words.clone()], &mut decoder, &mut best);
        labels.extend(&best);
    }
    labels
}

/// The bytes of a model: weights in whole numbers, those first that change most.
fn whole(model: &Model, numbering: &Numbering, coarse: &[u8; CLUSTERS], known: &[(u32, Entry)]) -> Vec<u8> {
    let mut rows: Vec<(u64, u64, [i8; LABELS])> = Vec::new();
    for ((feature, count), row) in numbering.features.iter().zip(&model.rows) {
        let whole: [i8; LABELS] = std::array::from_fn(|l| (row[l] * SCALE).round().clamp(-127.0, 127.0) as i8);
        let size: u64 = whole.iter().map(|w| u64::from(w.unsigned_abs())).sum();
        if size > 0 {
            rows.push((size * u64::from(count.max(&1).ilog2() + 1), *feature, whole));
        }
    }
    rows.sort_by_key(|(weight, feature, _)| (std::cmp::Reverse(*weight), *feature));
    println!("{} rows say something", rows.len());
    let rows = rows.into_iter().map(|(_, feature, row)| (feature, row));
    Weights::write(&model.whole_transitions(), coarse, known, BUCKETS, rows)
}
