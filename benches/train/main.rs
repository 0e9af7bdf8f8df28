//! Learns the weights of the tagger of names (`src/annotate/actors/tagger/weights.bin`) from texts that people have marked.
//!
//! `cargo bench --bench train` learns and measures on what is left out; `-- --write` also writes the weights. `--sets A,B,C` names the sets
//! (`wnut17,gmb,worldwide` when it is not said): all but the last are learned first and together, and the last is gone on with alone, as the best of them.
//! `--seed N` (1) is where the random numbers begin; the same sets and seed make the same bytes. Without the folder `DATELINE_DATA` (`../shared/data` when
//! it is not set) there is nothing to learn from and that is said.
//!
//! First, vectors of words are learned from running news without marks, and near ones make a group. Then come the lists: the tables of actors beside the
//! tagger and gazetteers. Of the features that occur twice, each gets a row of weights. What the second look has to go by, other occurrences of a word in the
//! article, is made as it will be when the tagger is used: labels of one part of the articles by a model that has learned from the other parts.
//! `NOTICE` says where sets and lists come from.

mod clusters;
mod corpus;
mod crf;
mod groups;
mod learning;
mod lists;
#[path = "../quality/measured_names.rs"]
mod measured_names;
#[path = "../quality/ner_sets.rs"]
mod ner_sets;
mod random;
mod samples;
#[path = "../quality/seqeval.rs"]
mod seqeval;
#[path = "../quality/tagged.rs"]
mod tagged;

use std::error::Error;
use std::path::{Path, PathBuf};

use dateline::annotate::tagger;

use tagger::weights::Weights;

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
    let actors = option("--actors")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("src/annotate/actors"), PathBuf::from);
    let bytes = learning::learn(&names.split(',').collect::<Vec<_>>(), seed, &data, &actors)?;
    println!("{} bytes", bytes.len());
    if arguments.iter().any(|a| a == "--write") {
        std::fs::write(actors.join("tagger/weights.bin"), &bytes)?;
    }
    let weights: &'static Weights = Box::leak(Box::new(Weights::read(Vec::leak(bytes)).ok_or("weights are not read")?));
    for set in ["dev", "wikigold"] {
        let marks = ner_sets::read(set, &data)?;
        let mut tagger = tagger::Tagger::with(weights);
        let measured = measured_names::measure(&marks, ner_sets::printed, |tagged, lexicon| {
            let text = tagger::Text { text: &tagged.laid.text, tokens: &tagged.tokens, sentences: &tagged.sentences };
            let names = tagger.tag(&[text], lexicon).remove(0);
            names.iter().map(|name| (name.first_token..name.last_token, name.kind as usize)).collect()
        });
        println!("{set}: {}", measured.line());
    }
    Ok(())
}
