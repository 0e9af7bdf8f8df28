//! How well dateline reads, measured on what people have marked.
//!
//! `cargo bench --bench quality` prints the tables; `-- --write` also writes them to `docs/QUALITY.md`. Without the folder `DATELINE_DATA`
//! (`../shared/data` when it is not set) there is nothing to measure and that is said.
//!
//! **Article text.** Four-word shingles of the extracted text against those of the true text; the means of precision and recall over all pages, and F1 of
//! these means, as the article extraction benchmark has it. Pages a second: reading a page from a file on one core, by turns with the peer, the middle of five rounds. The
//! peer is `dom_smoothie`, on which the extraction is built, with its formatted text.
//!
//! **Dates in the text.** Expressions of time against those that people have marked, scored as in TempEval-3 (`benches/quality/tempeval.rs`); the day of
//! publication is given and not scored, and of three pairs of the same text only one counts. Peers as measured elsewhere on the same sets. The speed is that of
//! one core, the middle of five rounds.
//!
//! **Actors of an article.** The canonical names of people, organisations and places that annotation gives, against those that the authors of `corpus/` noted:
//! sets for each article, all kinds together (micro-averaged), names compared without case and accents. **Actors of a wire's items.** Recall of what the editors
//! of Reuters-21578 filed an item under among the actors of its text (`benches/quality/wire_actors.rs` says when it counts). Intervals hold 95 of 100 draws of
//! as many documents.
//! **Names.** Strict F1 as seqeval defines it: extent and kind must be right (`benches/quality/seqeval.rs`); a name found is that of the marked words it touches.
//! Bounds by drawing as many texts, with repetition, a thousand times. Dev are six countries of world newswire, on which the tagger was selected, as printed; neither they
//! nor the encyclopedia were learned from. Facilities are places, all other kinds are nothing. The speed is that of features and labels over tokens that are given;
//! what words weigh by themselves is remembered from round to round, as in a folder of news.
//!
//! **Names across articles.** `corpus/names/pairs.tsv` has pairs of names that are one actor's and pairs that are two's, written before the rules. A pair is merged
//! if the two names by themselves are taken for the same; precision is how many of the merged are one actor's, recall how many of those that are one are merged.
//! Rows in turn belong to the first and the second half. When the second was first looked at, precision was 99.0 and recall 93.2; since then both have been in view.
//! The intervals are those of 2000 draws of as many pairs.
//!
//! **Relevance.** The order by relevance against Tantivy's BM25 over the same words, title and body as one text, any of the words on both sides
//! (`benches/quality/plain_bm25.rs`), on collections with queries that people have judged (`benches/quality/relevance_sets.rs`), with one setting. Of TREC-QA the sentences of each question
//! are ranked as passages; questions that none of them answers are left out. The thousand best count. The first weights were chosen by the queries with odd numbers alone. On 29 November
//! 2026 what each setting does was looked at over all queries, and over headlines of Reuters-21578 that ask for their items; the weights were taken from where odd numbers are best and nothing
//! falls below plain BM25, so that even numbers are no longer wholly unseen. Intervals are of the difference of the two sides on the same queries, drawn anew 5000 times. `-- relevance` prints this section alone.
//!
//! **Publication dates.** The date found on a page against the one that people have noted: exact is the same day, wrong another day or less than a day, none no date.

mod actors;
mod article_names;
mod article_text;
#[path = "../machine.rs"]
mod machine;
mod measured_names;
mod merging;
mod ner;
mod ner_sets;
mod plain_bm25;
mod publication_date;
mod relevance;
mod relevance_scores;
mod relevance_sets;
mod seqeval;
mod shingles;
mod tagged;
mod tempeval;
mod text_dates;
mod timeml;
mod wanted;
mod wire_actors;

use std::error::Error;
use std::path::{Path, PathBuf};

use article_text::{Compared, Measured};
use wanted::mark;

/// What the text must reach.
const WANTED_F1: f64 = 0.955;
/// Pages a second that must be read on one core.
const WANTED_SPEED: f64 = 200.0;

fn main() -> Result<(), Box<dyn Error>> {
    let write = std::env::args().any(|argument| argument == "--write");
    let data = PathBuf::from(std::env::var_os("DATELINE_DATA").unwrap_or_else(|| "../shared/data".into()));
    if std::env::args().any(|argument| argument == "relevance") {
        println!("{}{}", machine::provenance(), relevance::section(&data)?);
        return Ok(());
    }
    let folder = data.join("html/article-text");
    if !folder.is_dir() {
        println!("quality: skipped, there are no pages in {} (set DATELINE_DATA)", folder.display());
        return Ok(());
    }
    let mut page = page(&article_text::compare(&folder)?);
    page += &text_dates::section(&text_dates::compare(&data.join("dates"))?);
    page += &ner::section(&ner::compare(&data)?);
    page += &article_names::section(&article_names::compare(&data)?);
    page += &publication_date::section(&publication_date::compare(&data.join("html/publication-date"))?);
    page += &actors::section(&actors::compare(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")))?);
    let wire = wire_actors::compare(&data.join("corpora/reuters21578"), &data.join("gazetteers/countries.json"))?;
    page += &wire_actors::section(&wire);
    page += &merging::section(&merging::measure(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")))?);
    page += &relevance::section(&data)?;
    println!("{page}");
    if write {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/QUALITY.md"), page)?;
    }
    Ok(())
}

/// The text of `docs/QUALITY.md`.
fn page(compared: &Compared) -> String {
    let Compared { pages, ours, peer } = compared;
    let row = |name: &str, figure: &dyn Fn(&Measured) -> String, wanted: String| {
        format!("| {name} | {} | {} | {wanted} |\n", figure(ours), figure(peer))
    };
    let f1 = format!("≥ {WANTED_F1:.3} {}", mark(ours.agreement.f1() >= WANTED_F1));
    let speed = format!("≥ {WANTED_SPEED:.0} {}", mark(ours.speed >= WANTED_SPEED));
    let mut text = format!(
        "# Quality\n\nWhat is measured and how stands at the head of `benches/quality/main.rs`. Made anew by `cargo bench --bench quality -- --write`.\n\n\
         {}\n## Article text, {pages} news pages\n\n| measured | dateline | dom_smoothie | wanted |\n| --- | --- | --- | --- |\n",
        machine::provenance(),
    );
    text += &row("precision", &|side| format!("{:.3}", side.agreement.precision), "–".to_string());
    text += &row("recall", &|side| format!("{:.3}", side.agreement.recall), "–".to_string());
    text += &row("F1", &|side| format!("{:.3}", side.agreement.f1()), f1);
    text += &row("pages a second, one core", &|side| format!("{:.0}", side.speed), speed);
    text
}
