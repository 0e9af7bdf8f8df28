//! The document beside an export: what was asked of which index, and which articles that gave, so that it can be asked again and compared. Written one
//! article after the other, read as a whole. Asks nothing itself.

use std::io::{self, Write};

use serde::{Deserialize, Deserializer, Serialize, de::Error};

use super::answer::id_text;
use super::export::{Export, ExportedArticle, Selection};
use super::saved::SavedQueries;
use super::searcher::{SearchError, Searcher};
use super::syntax::parse_with;
use crate::calendar::PartialDate;

/// The form of the document. Another number is another form.
const VERSION: u32 = 1;

/// A manifest as it was read.
///
/// ```
/// use dateline::search::ExportManifest;
///
/// let broken = ExportManifest::parse(b"{\"manifest\": 1,\n \"export\": 7}").unwrap_err();
/// assert_eq!((broken.line, broken.column), (2, 12));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ExportManifest {
    /// The form of the document.
    #[serde(rename = "manifest", deserialize_with = "known_version")]
    pub version: u32,
    /// What was asked of which index.
    pub export: ManifestHead,
    /// The articles, in the order in which they were exported.
    pub hits: Vec<ManifestHit>,
}

/// What was asked of which index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestHead {
    /// The version of dateline that exported.
    pub dateline: String,
    /// What was asked.
    pub asked: Selection,
    /// What the saved queries stood for that the query uses, also through others.
    pub saved_queries: Vec<Meaning>,
    /// What could not be done as asked, and what was understood instead.
    pub complaints: Vec<String>,
    /// How the rows were written.
    pub rows: WrittenRows,
    /// The index.
    pub index: ExportedIndex,
    /// How many articles matched.
    pub matches: u64,
}

/// What a saved query stood for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meaning {
    /// Its name.
    pub name: String,
    /// The query.
    pub query: String,
}

/// How the rows of an export were written. Decides nothing about which there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenRows {
    /// The format, such as `jsonl`.
    pub format: String,
    /// Whether they hold the whole text of each article.
    pub bodies: bool,
}

/// An index as it was when it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedIndex {
    /// Its folder.
    pub path: String,
    /// How many articles it held.
    pub articles: u64,
    /// A hash of the ids of them all, whatever their order, in 16 hexadecimal digits.
    pub ids_hash: String,
}

/// An article in a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestHit {
    /// Its id, in 16 hexadecimal digits.
    #[serde(deserialize_with = "valid_id")]
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it came out.
    pub published: Option<PartialDate>,
    /// `path!member:line`.
    pub record: String,
    /// As [`ExportedArticle::content_hash`].
    pub content_hash: String,
}

/// Why a text is no manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {what}")]
pub struct ManifestError {
    /// The line, from 1.
    pub line: usize,
    /// The column, in characters from 1.
    pub column: usize,
    /// What is wrong there.
    pub what: String,
}

impl ExportManifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// When the text is no JSON or no manifest, with the place where that is seen first.
    pub fn parse(text: &[u8]) -> Result<ExportManifest, ManifestError> {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        serde_json::from_slice(text).map_err(|error| {
            let place = format!(" at line {} column {}", error.line(), error.column());
            let what = error.to_string().trim_end_matches(&place).to_string();
            let line = text.split(|&byte| byte == b'\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
            let before = &line[..error.column().saturating_sub(1).min(line.len())];
            let column = String::from_utf8_lossy(before).chars().count() + 1;
            ManifestError { line: error.line().max(1), column, what }
        })
    }

    /// The saved queries that its query uses, as they were.
    pub fn saved_queries(&self) -> SavedQueries {
        let mut queries = SavedQueries::default();
        for Meaning { name, query } in &self.export.saved_queries {
            // Of a name that is none, the query says that there is no such saved query.
            let _ = queries.save(name, query);
        }
        queries
    }
}

impl ManifestHead {
    /// What is to be said of an export.
    ///
    /// # Errors
    /// When the index fails.
    pub fn of(
        searcher: &Searcher,
        asked: &Selection,
        export: &Export<'_>,
        rows: WrittenRows,
    ) -> Result<ManifestHead, SearchError> {
        Ok(ManifestHead {
            dateline: env!("CARGO_PKG_VERSION").to_string(),
            asked: asked.clone(),
            saved_queries: meanings(asked, searcher.queries()),
            complaints: export.complaints().to_vec(),
            rows,
            index: searcher.exported_index()?,
            matches: export.matches(),
        })
    }
}

fn meanings(asked: &Selection, queries: &SavedQueries) -> Vec<Meaning> {
    let used = parse_with(&asked.query, asked.today, queries).queries;
    let meaning = |name: String| Some(Meaning { query: queries.get(&name)?.to_string(), name });
    used.into_iter().filter_map(meaning).collect()
}

impl Searcher {
    /// What tells this index, as it is now, from others.
    ///
    /// # Errors
    /// When it fails.
    pub fn exported_index(&self) -> Result<ExportedIndex, SearchError> {
        let searcher = self.tantivy();
        // Ids are hashes themselves, so that their sum is one that no order changes.
        let mut sum = 0_u64;
        for segment in searcher.segment_readers() {
            let ids = segment.fast_fields().u64("id").map_err(|e| self.failed(e))?;
            sum = segment.doc_ids_alive().filter_map(|doc| ids.first(doc)).fold(sum, u64::wrapping_add);
        }
        let path = self.directory().path().to_string_lossy().into_owned();
        Ok(ExportedIndex { path, articles: self.articles(), ids_hash: id_text(sum) })
    }
}

impl ManifestHit {
    /// What a manifest keeps of an article.
    pub fn of(article: &ExportedArticle) -> ManifestHit {
        let ExportedArticle { id, title, published, record, content_hash, .. } = article;
        ManifestHit {
            id: id.clone(),
            title: title.clone(),
            published: *published,
            record: record.clone(),
            content_hash: content_hash.clone(),
        }
    }
}

/// Writes a manifest while the articles are exported, one to a line.
pub struct ManifestWriter<W> {
    out: W,
    is_first: bool,
}

impl<W: Write> ManifestWriter<W> {
    /// Begins a manifest.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(mut out: W, head: &ManifestHead) -> io::Result<Self> {
        write!(out, "{{\"manifest\":{VERSION},\n\"export\":")?;
        serde_json::to_writer_pretty(&mut out, head)?;
        out.write_all(b",\n\"hits\":[")?;
        Ok(ManifestWriter { out, is_first: true })
    }

    /// Adds an article.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn hit(&mut self, article: &ExportedArticle) -> io::Result<()> {
        let between = if std::mem::take(&mut self.is_first) { "\n" } else { ",\n" };
        self.out.write_all(between.as_bytes())?;
        Ok(serde_json::to_writer(&mut self.out, &ManifestHit::of(article))?)
    }

    /// Ends the manifest; gives back what it was written to.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"\n]}\n")?;
        Ok(self.out)
    }
}

fn known_version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    match u32::deserialize(deserializer)? {
        VERSION => Ok(VERSION),
        other => Err(Error::custom(format!("a manifest of form {other}, which this version does not know"))),
    }
}

fn valid_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let id = String::deserialize(deserializer)?;
    let is_id = id.len() == 16 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if is_id { Ok(id) } else { Err(Error::custom(format!("{id:?} is no id of 16 hexadecimal digits"))) }
}
