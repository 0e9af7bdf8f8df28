//! Bare Tantivy, used as its documentation shows it: the other side of every ratio. Knows nothing of dateline.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use tantivy::collector::{Count, TopDocs};
use tantivy::query::QueryParser;
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::snippet::{Snippet, SnippetGenerator};
use tantivy::{Index, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, doc};

use crate::collection::Article;

/// Memory of each writing thread: as dateline's.
const WRITER_MEMORY: usize = 200 << 20;

struct Fields {
    title: Field,
    body: Field,
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing) | STORED;
    let fields =
        Fields { title: builder.add_text_field("title", text.clone()), body: builder.add_text_field("body", text) };
    (builder.build(), fields)
}

/// Indexes articles that are in memory.
pub fn index_articles(folder: &Path, articles: &[Article], threads: usize) -> tantivy::Result<()> {
    write(folder, threads, |writer, fields| {
        for article in articles {
            writer.add_document(doc!(fields.title => article.title.as_str(), fields.body => article.body.as_str()))?;
        }
        Ok(())
    })
}

/// Reads and indexes plain text files, on all threads.
pub fn index_files(folder: &Path, files: &[PathBuf], threads: usize) -> tantivy::Result<()> {
    let next = AtomicUsize::new(0);
    write(folder, threads, |writer, fields| {
        let reader = || -> tantivy::Result<()> {
            while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                let bytes = fs::read(path)?;
                let text = String::from_utf8_lossy(&bytes);
                let (title, body) = text.split_once('\n').unwrap_or((&text, ""));
                writer.add_document(doc!(fields.title => title, fields.body => body))?;
            }
            Ok(())
        };
        thread::scope(|scope| {
            let readers: Vec<_> = (0..threads).map(|_| scope.spawn(reader)).collect();
            readers.into_iter().try_for_each(|reader| reader.join().expect("a reader does not panic"))
        })
    })
}

fn write(
    folder: &Path,
    threads: usize,
    feed: impl FnOnce(&IndexWriter, &Fields) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    fs::create_dir_all(folder)?;
    let (schema, fields) = schema();
    let index = Index::create_in_dir(folder, schema)?;
    let mut writer = index.writer_with_num_threads(threads, WRITER_MEMORY * threads)?;
    feed(&writer, &fields)?;
    writer.commit()?;
    writer.wait_merging_threads()
}

/// Answers queries from an index.
pub struct Stock {
    searcher: Searcher,
    all: QueryParser,
    any: QueryParser,
    fields: Fields,
}

/// What a result page needs.
pub struct StockAnswer {
    /// How many articles match.
    pub matches: usize,
    /// Title and snippet of each hit.
    pub hits: Vec<(String, Snippet)>,
}

impl Stock {
    /// Opens the index in a folder.
    pub fn open(folder: &Path) -> tantivy::Result<Stock> {
        let index = Index::open_in_dir(folder)?;
        let (_, fields) = schema();
        let parser = || {
            let mut parser = QueryParser::for_index(&index, vec![fields.title, fields.body]);
            parser.set_field_boost(fields.title, 2.0);
            parser
        };
        let (mut all, any) = (parser(), parser());
        all.set_conjunction_by_default();
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Stock { searcher: reader.searcher(), all, any, fields })
    }

    /// Ten hits with snippets, and the count.
    pub fn search(&self, query: &str, any: bool) -> tantivy::Result<StockAnswer> {
        let parser = if any { &self.any } else { &self.all };
        let query = parser.parse_query(query)?;
        let (top, matches) = self.searcher.search(&query, &(TopDocs::with_limit(10).order_by_score(), Count))?;
        let snippets = SnippetGenerator::create(&self.searcher, &*query, self.fields.body)?;
        let mut hits = Vec::with_capacity(top.len());
        for (_, address) in top {
            let document: TantivyDocument = self.searcher.doc(address)?;
            let text = |field| document.get_first(field).and_then(|v| v.as_str()).unwrap_or_default();
            hits.push((text(self.fields.title).to_string(), snippets.snippet(text(self.fields.body))));
        }
        Ok(StockAnswer { matches, hits })
    }
}
