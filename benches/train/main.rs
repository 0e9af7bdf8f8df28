//! Learns the weights of the tagger of names (`src/annotate/actors/tagger/weights.bin`) from texts that people have marked.
//!
//! `cargo bench --bench train` learns and measures on the countries that are left out; `-- --write` also writes the weights. `--sets A,B,C` names the sets
//! (`wnut17,gmb,worldwide` when it is not said): all but the last are learned first and together, and the last is gone on with alone, as the best of them.
//! `--seed N` (1) is where the random numbers begin; the same sets and seed make the same bytes. Without the folder `DATELINE_DATA` (`../shared/data` when
//! it is not set) there is nothing to learn from and that is said.
//!
//! First, vectors of words are learned from running news without marks, and near ones make a group. Then come the lists: the tables of actors beside the
//! tagger and gazetteers. Of the features that occur twice, each gets a row of weights. What the second look has to go by, other occurrences of a word in the
//! article, is made as it will be when the tagger is used: labels of one part of the articles by a model that has learned from the other parts.

mod clusters;
mod corpus;
mod crf;
mod lists;
#[path = "../quality/ner_sets.rs"]
mod ner_sets;
mod random;
mod samples;
#[path = "../quality/seqeval.rs"]
mod seqeval;
#[path = "../quality/tagged.rs"]
mod tagged;
#[path = "../../src/annotate/actors/tagger/mod.rs"]
mod tagger;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use dateline::text::Lexicon;
use dateline::{annotate, text};

use crf::{Model, SCALE};
use lists::Entries;
use ner_sets::Marks;
use random::Random;
use samples::{Document, Numbering, Reader, fill_repeats};
use seqeval::Counts;
use tagger::form::{entry_key, list};
use tagger::label::{Decoder, LABELS};
use tagger::repeats::Repeats;
use tagger::shape::{Gap, Shape};
use tagger::weights::{CLUSTERS, Weights};

/// Places for four rows each; with the lists, all weights stay below 8 MB.
const BUCKETS: usize = 96_000;

fn number(name: &str, default: f32) -> f32 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1));
    let data = PathBuf::from(std::env::var_os("DATELINE_DATA").unwrap_or_else(|| "../shared/data".into()));
    if !data.join("ner").is_dir() {
        println!("train: skipped, there are no sets in {} (set DATELINE_DATA)", data.display());
        return Ok(());
    }
    let names = option("--sets").map_or("wnut17,gmb,worldwide", String::as_str);
    let seed = option("--seed").map_or(Ok(1), |seed| seed.parse())?;
    let bytes = train(&names.split(',').collect::<Vec<_>>(), seed, &data)?;
    println!("{} bytes", bytes.len());
    let weights: &'static Weights =
        Box::leak(Box::new(Weights::read(Vec::leak(bytes.clone())).ok_or("unreadable weights")?));
    for set in ["dev", "wikigold"] {
        let marks = ner_sets::read(set, &data)?;
        for layout in [ner_sets::laid_out as samples::Layout, ner_sets::printed] {
            measure(set, &marks, layout, weights);
        }
    }
    if arguments.iter().any(|a| a == "--write") {
        let file = option("--to")
            .map_or(concat!(env!("CARGO_MANIFEST_DIR"), "/src/annotate/actors/tagger/weights.bin"), String::as_str);
        std::fs::write(file, bytes)?;
    }
    Ok(())
}

fn train(names: &[&str], seed: u64, data: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let started = Instant::now();
    let say = |what: &str| println!("{:6.1} s {what}", started.elapsed().as_secs_f32());
    let mut random = Random::new(seed);
    let sets: Vec<Vec<Marks>> = names.iter().map(|name| ner_sets::read(name, data)).collect::<Result<_, _>>()?;
    let mut entries = lists::entries(data)?;
    for (words, lists) in samples::small_words(&sets).iter().zip([list::OPENS, list::INSIDE, list::CLOSES]) {
        words.iter().for_each(|word| lists::add(&mut entries, entry_key(word, Shape::Small), lists));
    }
    say("lists");
    let coarse = match std::env::var("WORDGROUPS").ok().and_then(|f| std::fs::read(f).ok()) {
        Some(bytes) => {
            for row in bytes[CLUSTERS..].as_chunks::<6>().0 {
                entries.entry(u32::from_le_bytes([row[0], row[1], row[2], row[3]])).or_default().cluster =
                    u16::from_le_bytes([row[4], row[5]]);
            }
            std::array::from_fn(|n| bytes[n])
        }
        None => {
            let coarse = grouped(&mut entries, data, &mut random)?;
            if let Ok(f) = std::env::var("WORDGROUPS") {
                let mut bytes = coarse.to_vec();
                for (key, entry) in entries.iter().filter(|(_, e)| e.cluster != 0) {
                    bytes.extend(key.to_le_bytes());
                    bytes.extend(entry.cluster.to_le_bytes());
                }
                std::fs::write(f, bytes)?;
            }
            coarse
        }
    };
    say("groups");
    let known: Vec<_> = entries.into_iter().collect();
    let bare = Weights::read(Vec::leak(Weights::write(&Default::default(), &coarse, &known, 1, std::iter::empty())))
        .ok_or("bare")?;
    let mut reader = Reader::new(&bare);
    let mut documents: Vec<Vec<Document>> = Vec::new();
    for set in &sets {
        documents.push(set.iter().map(|marks| reader.read(marks, ner_sets::printed)).collect());
    }
    let mut numbering = Numbering::new(documents.iter().flatten());
    documents.iter_mut().flatten().for_each(|document| numbering.apply(document));
    say(&format!(
        "{} features of {} words",
        numbering.features.len(),
        documents.iter().flatten().map(|d| d.gold.len()).sum::<usize>()
    ));

    let mut model = Model::new(numbering.features.len());
    let best = documents.pop().ok_or("no set")?;
    let mut first: Vec<Document> = documents.into_iter().flatten().collect();
    let epochs = number("FIRST", 3.0) as usize;
    for epoch in 0..epochs {
        learn(
            &mut model,
            &mut first.iter_mut().collect::<Vec<_>>(),
            number("RATE", 0.05) / (1.0 + epoch as f32),
            &mut random,
        );
    }
    say("first sets");
    let mut best = best;
    let mut labels: Vec<Vec<u8>> = vec![Vec::new(); best.len()];
    let folds = 3;
    for fold in 0..folds {
        let mut model = model.clone();
        for epoch in 0..number("FOLD", 4.0) as usize {
            let mut part: Vec<&mut Document> =
                best.iter_mut().enumerate().filter(|(n, _)| n % folds != fold).map(|(_, d)| d).collect();
            learn(&mut model, &mut part, number("RATE2", 0.05) / (1.0 + epoch as f32 * 0.3), &mut random);
        }
        for (n, document) in best.iter().enumerate().filter(|(n, _)| n % folds == fold) {
            labels[n] = decode(&model, document);
        }
    }
    say("first looks");
    let mut repeats = Repeats::default();
    for (document, labels) in best.iter_mut().zip(&labels) {
        fill_repeats(document, labels, &mut repeats, &mut numbering);
    }
    model.grow(numbering.features.len());
    let epochs = number("LAST", 16.0) as usize;
    for epoch in 0..epochs {
        learn(
            &mut model,
            &mut best.iter_mut().collect::<Vec<_>>(),
            number("RATE2", 0.05) / (1.0 + epoch as f32 * 0.3),
            &mut random,
        );
    }
    say("last set");
    if std::env::var("PARITY").is_ok() {
        for set in ["dev", "wikigold"] {
            let mut counts = [Counts::default(); 2];
            for marks in ner_sets::read(set, data)? {
                let mut document = reader.read(&marks, ner_sets::printed);
                numbering.apply(&mut document);
                let first = decode(&model, &document);
                fill_repeats(&mut document, &first, &mut repeats, &mut numbering);
                model.grow(numbering.features.len());
                let mut second = Vec::new();
                let (mut decoder, mut best) = (Decoder::default(), Vec::new());
                for s in &document.stretches {
                    model.decode(
                        &document.numbers[s.words.clone()],
                        Some(&document.repeats[s.words.clone()]),
                        &mut decoder,
                        &mut best,
                    );
                    second.extend(&best);
                }
                let spans = |labels: &[u8]| {
                    let mut out = Vec::new();
                    let mut at = 0;
                    for (n, l) in labels.iter().enumerate() {
                        if *l == 0 {
                            at = n + 1;
                        } else if (*l - 1) % 4 >= 2 {
                            out.push((at..n + 1, (*l as usize - 1) / 4));
                            at = n + 1;
                        }
                    }
                    out
                };
                counts[0].add(Counts::of(&spans(&document.gold), &spans(&first)));
                counts[1].add(Counts::of(&spans(&document.gold), &spans(&second)));
            }
            println!(
                "{set} in the learner: first {:.2} second {:.2} of {}",
                counts[0].f1(),
                counts[1].f1(),
                counts[0].truth
            );
        }
    }
    Ok(whole(&model, &numbering, &coarse, &known))
}

/// One epoch: every stretch of every document, in a new order, some with what repetitions say.
fn learn(model: &mut Model, documents: &mut [&mut Document], rate: f32, random: &mut Random) {
    random.shuffle(documents);
    for document in documents {
        let with = !document.repeats.is_empty() && random.unit() < 0.5;
        for stretch in &document.stretches {
            let range = stretch.words.clone();
            let more = with.then(|| &document.repeats[range.clone()]);
            model.learn(&document.numbers[range.clone()], more, &document.gold[range], rate, random);
        }
    }
}

fn decode(model: &Model, document: &Document) -> Vec<u8> {
    let (mut decoder, mut best, mut labels) = (Decoder::default(), Vec::new(), Vec::new());
    for stretch in &document.stretches {
        model.decode(&document.numbers[stretch.words.clone()], None, &mut decoder, &mut best);
        labels.extend(&best);
    }
    labels
}

/// Gives words their groups, and the larger group of each group.
fn grouped(entries: &mut Entries, data: &Path, random: &mut Random) -> Result<[u8; CLUSTERS], Box<dyn Error>> {
    let mut lexicon = Lexicon::default();
    let mut texts = Vec::new();
    for text in corpus::texts(data)? {
        let mut words = Vec::new();
        let mut end = 0;
        for token in lexicon.tokenize(&text) {
            let gap = Gap::of(&text[end..token.start as usize]);
            if gap != Gap::Space {
                words.push(gap as u32);
            }
            end = token.end as usize;
            words.push(match Shape::of(&text[token.range()]) {
                Shape::Number => 100,
                shape => entry_key(&lexicon.word(token.word).folded, shape),
            });
        }
        texts.push(words);
    }
    println!("{} words", texts.iter().map(Vec::len).sum::<usize>());
    let vectors = clusters::vectors(&texts, random);
    println!("{} vectors", vectors.keys.len());
    let (groups, middles) = clusters::groups(&vectors.vectors, CLUSTERS - 1, random);
    let (larger, _) = clusters::groups(&middles, 63, random);
    for (word, group) in vectors.keys.iter().zip(groups) {
        entries.entry(*word).or_default().cluster = group as u16 + 1;
    }
    let mut coarse = [0; CLUSTERS];
    coarse[1..].iter_mut().zip(larger).for_each(|(group, larger)| *group = larger as u8 + 1);
    Ok(coarse)
}

/// The bytes of a model: weights in whole numbers, those first that change most.
fn whole(
    model: &Model,
    numbering: &Numbering,
    coarse: &[u8; CLUSTERS],
    known: &[(u32, tagger::weights::Entry)],
) -> Vec<u8> {
    let mut rows: Vec<(u64, u64, [i8; LABELS])> = Vec::new();
    for ((feature, count), row) in numbering.features.iter().zip(&model.rows) {
        let whole: [i8; LABELS] = std::array::from_fn(|l| (row[l] * SCALE).round().clamp(-127.0, 127.0) as i8);
        let size: u64 = whole.iter().map(|w| u64::from(w.unsigned_abs())).sum();
        if size > 0 {
            rows.push((size * u64::from(count.ilog2() + 1), *feature, whole));
        }
    }
    rows.sort_by_key(|(weight, feature, _)| (std::cmp::Reverse(*weight), *feature));
    println!("{} rows that say something", rows.len());
    Weights::write(
        &model.whole_transitions(),
        coarse,
        known,
        BUCKETS,
        rows.into_iter().map(|(_, feature, row)| (feature, row)),
    )
}

fn measure(set: &str, marks: &[Marks], layout: samples::Layout, weights: &'static Weights) {
    let mut lexicon = Lexicon::default();
    let mut tagger = tagger::Tagger::with(weights);
    let mut texts = Vec::new();
    let mut kinds = [Counts::default(); 3];
    let mut errors = String::new();
    for marks in marks {
        let tagged = tagged::Tagged::new(layout(marks), &mut lexicon);
        let text = tagger::Text { text: &tagged.laid.text, tokens: &tagged.tokens, sentences: &tagged.sentences };
        let names = tagger.tag(&[text], &lexicon).remove(0);
        let found = tagged.found(names.iter().map(|name| (name.first_token..name.last_token, name.kind as usize)));
        let truth = tagged.truth(marks);
        let found =
            if std::env::var("ORACLE").is_ok() { tagged.found(tagged.marked(marks).into_iter()) } else { found };
        texts.push(Counts::of(&truth, &found));
        for (kind, counts) in kinds.iter_mut().enumerate() {
            let of = |names: &[seqeval::Entity]| names.iter().filter(|n| n.1 == kind).cloned().collect::<Vec<_>>();
            counts.add(Counts::of(&of(&truth), &of(&found)));
        }
        if std::env::var("ERRORS").is_ok_and(|s| s == set) {
            show_errors(marks, &truth, &found, &mut errors);
        }
    }
    if !errors.is_empty() {
        let _ = std::fs::write(format!("/tmp/h/tagger-scratch/errors-{set}.txt"), errors);
    }
    let (f1, low, high) = seqeval::interval(&texts);
    let [per, org, loc] = kinds.map(|k| format!("{:.1}", k.f1()));
    let mut all = Counts::default();
    texts.iter().for_each(|t| all.add(*t));
    println!(
        "{set}: {} names F1 {f1:.2} ({low:.1}–{high:.1}) P {:.1} R {:.1}, people {per} organisations {org} places {loc}",
        all.truth,
        all.precision(),
        all.recall()
    );
}

fn show_errors(marks: &Marks, truth: &[seqeval::Entity], found: &[seqeval::Entity], out: &mut String) {
    use std::fmt::Write;
    let words: Vec<&str> = marks.sentences.iter().flat_map(|s| &s.words).map(String::as_str).collect();
    let show = |(range, kind): &seqeval::Entity| {
        format!(
            "{} {}[{}]{}",
            words[range.start.saturating_sub(5)..range.start].join(" "),
            ["PER", "ORG", "LOC"][*kind],
            words[range.clone()].join(" "),
            words[range.end..(range.end + 4).min(words.len())].join(" ")
        )
    };
    for name in truth.iter().filter(|n| !found.contains(n)) {
        let _ = writeln!(out, "{} missed: {}", marks.name, show(name));
    }
    for name in found.iter().filter(|n| !truth.contains(n)) {
        let _ = writeln!(out, "{} wrong:  {}", marks.name, show(name));
    }
}
