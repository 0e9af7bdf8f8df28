//! Speed of indexing and searching, as ratios to bare Tantivy measured in the same run.
//!
//! `cargo bench --bench speed` prints one table; `-- --write` also writes it to `docs/SPEED.md`, `-- --quick` takes some twenty seconds, `-- --articles N`
//! sets the size of the large collection (20,000), `-- --huge N` that of the huge one (200,000; 0 for none), `-- --indexing` leaves out the searches. Absolute figures depend on the machine and on what else it does; the ratios do much less, as both sides
//! are timed by turns. Without the folder `DATELINE_DATA` (`../shared/data` when it is not set) there is nothing to measure and that is said.
//!
//! **Collections.** *real*: the BBC and worldwide texts, one article a file. *large*: their sentences recombined, each article from three of the real ones and
//! as long as a real one, as JSON Lines of 1,000 articles a file. So words keep their frequencies and keep company with the words they occur with in truth, but the vocabulary does not grow
//! with the collection as it would in real life: common words get long postings, and rare words are rarer in reality. *huge*: the same, ten times as many, indexed once; here the records tell a day,
//! an outlet, a section, topics and an author too, so that there are facets to count.
//!
//! **Indexing.** MB of title and body a second. dateline lists, hashes, reads, annotates and writes the files, and commits. Bare Tantivy writes title and body, stemmed
//! (`en_stem`), with positions, stored, from memory, with as many threads and as much memory, and commits; beside it, with reading the files included.
//!
//! Both sides have the memory allocator of the command.
//!
//! **Search.** Microseconds an answer. dateline: the default request, which is ten hits with their best passages ranked and highlighted. Bare Tantivy: the stock parser over
//! title (twice the weight) and body, the top 10 and the count in one pass, the stored documents, and the stock snippet of the body. Words are drawn from the texts with a fixed seed and
//! parsed by both each time; both ask for all words, or both for any. dateline's phrases match the words as written, Tantivy's their stems. Queries take turns, each side's
//! time for a query is its median over the rounds, and p50 and p99 are over queries. Wildcards, fuzzy words, regular expressions, NEAR and loose phrases, which the stock
//! parser has not or not so, are timed alone, with all that an answer has.
//!
//! **Counting.** Milliseconds for the ten commonest values of every facet, of the articles that have a word. Bare Tantivy: terms aggregations over the same columns of the same index,
//! exact too.
//!
//! **Fresh process.** Milliseconds of wall time from starting `dateline search WORD --json` to its end, files in the page cache.
//!
//! **Reading.** MB of files a second on one core, without annotating or indexing. Beside JSON Lines a parser that makes a value of each line; beside HTML,
//! the pages of `html/article-text`, a parser that makes a tree of each page and looks for no article in it.

#[path = "../../src/allocator.rs"]
mod allocator;
mod collection;
mod counting;
mod indexing;
#[path = "../machine.rs"]
mod machine;
mod process;
mod queries;
mod random;
mod reading;
mod searching;
mod stock;
mod table;

use std::error::Error;
use std::path::PathBuf;

use collection::Collection;
use table::Table;

/// What the command line asks for.
struct Options {
    quick: bool,
    write: bool,
    indexing: bool,
    articles: usize,
    huge: usize,
}

impl Options {
    fn from_args() -> Result<Options, Box<dyn Error>> {
        let mut options = Options { quick: false, write: false, indexing: false, articles: 0, huge: 200_000 };
        let mut args = std::env::args().skip(1);
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--quick" => options.quick = true,
                "--indexing" => options.indexing = true,
                "--write" => options.write = true,
                "--articles" => options.articles = args.next().ok_or("--articles needs a number")?.parse()?,
                "--huge" => options.huge = args.next().ok_or("--huge needs a number")?.parse()?,
                // Added by cargo.
                "--bench" => {}
                other => {
                    let known = "--quick, --indexing, --write, --articles N, --huge N";
                    return Err(format!("{other} is not understood: {known}").into());
                }
            }
        }
        if options.articles == 0 {
            options.articles = if options.quick { 3_000 } else { 20_000 };
        }
        if options.quick {
            options.huge = 0;
        }
        Ok(options)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    allocator::prepare();
    let options = Options::from_args()?;
    let data = PathBuf::from(std::env::var_os("DATELINE_DATA").unwrap_or_else(|| "../shared/data".into()));
    let Some(real) = Collection::real(&data.join("corpora"))? else {
        println!("speed: skipped, there are no texts in {} (set DATELINE_DATA)", data.display());
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let large = Collection::recombined("large", &real, options.articles, false, &folder.path().join("large"))?;
    let huge = Collection::recombined("huge", &real, options.huge, true, &folder.path().join("huge"))?;
    let mut table = Table::beside("bare Tantivy");
    let mut collections = vec![(&real, 15, true), (&large, 5, false), (&huge, 1, false)];
    collections.retain(|(collection, ..)| !collection.articles.is_empty());
    for &(collection, rounds, read) in &collections {
        let rounds = if options.quick { rounds.min(3) } else { rounds };
        measure(collection, rounds, read, &options, &folder.path().join(collection.name).join("index"), &mut table)?;
    }
    let mut reading = Table::beside("bare parser");
    reading::json_lines(&large, 5, &mut reading)?;
    let pages = data.join("html/article-text");
    if pages.is_dir() {
        reading::html(&pages, &folder.path().join("pages"), 5, &mut reading)?;
    }
    let collections: Vec<&Collection> = collections.iter().map(|(collection, ..)| *collection).collect();
    let page = page(&collections, &table, &reading, options.quick);
    println!("{page}");
    if options.write {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/SPEED.md"), page)?;
    }
    Ok(())
}

/// The text of `docs/SPEED.md`.
fn page(collections: &[&Collection], table: &Table, reading: &Table, quick: bool) -> String {
    let sizes: Vec<String> = collections.iter().map(|c| c.label()).collect();
    let command =
        if quick { "cargo bench --bench speed -- --quick --write" } else { "cargo bench --bench speed -- --write" };
    format!(
        "# Speed\n\n\
         Measured beside bare Tantivy, or a bare parser, in the same run; trust the ratios, not the absolute figures. What is measured and how stands at the head of \
         `benches/speed/main.rs`.\nMade anew by `{command}`.\n\n{}- collections: {}\n\n{table}\n## Reading alone, on one core\n\n{reading}",
        machine::provenance(),
        sizes.join("; "),
    )
}

/// Adds all rows of one collection.
fn measure(
    collection: &Collection,
    rounds: usize,
    read: bool,
    options: &Options,
    folder: &std::path::Path,
    table: &mut Table,
) -> Result<(), Box<dyn Error>> {
    let indexes = indexing::measure(collection, rounds, read, folder, table)?;
    if options.indexing {
        return Ok(());
    }
    let queries = queries::draw(&collection.articles, if options.quick { 40 } else { 100 });
    searching::measure(collection, &queries, &indexes, if options.quick { 3 } else { 7 }, table)?;
    process::measure(collection, &queries, &indexes.dateline, table);
    if collection.is_told {
        counting::measure(collection, &indexes.dateline, if options.quick { 3 } else { 15 }, table)?;
    }
    Ok(())
}
