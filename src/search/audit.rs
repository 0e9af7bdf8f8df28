//! What a reader of an index should know of its articles and of what is missing from it: records that were skipped, articles that were read less
//! than well, and those whose date is missing, doubtful or guessed. Notes and dates come from the index itself, skips and the order from its manifest.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use serde::Serialize;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::fastfield::FacetReader;
use tantivy::query::AllQuery;
use tantivy::schema::Facet;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::answer::id_text;
use super::finding::{AuditCounts, Finding};
use super::hits::stored;
use super::searcher::{SearchError, Searcher};
use crate::annotate::{Basis, Contradiction};
use crate::calendar::{Day, PartialDate};
use crate::index::{FacetColumn, FileEntry, Manifest, Note, SkipKind, Skipped, StoredArticle};

/// The columns that tell findings.
const COLUMNS: [FacetColumn; 2] = [FacetColumn::Note, FacetColumn::Basis];

/// A record with what was found of it. Of a record that is no article only `record` and `reason` are known.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// `path!member:line`.
    pub record: String,
    /// Why it is no article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The article's id, in 16 hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The article's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What is the matter, where the finding alone does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// When it came out, of an article whose date is guessed or doubtful.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<PartialDate>,
    /// How that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// What names another date, of an article for which something does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contradiction: Option<Contradiction>,
    /// The day of its file's last change (UTC), of an article without a date. A hint, and no evidence of when it came out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_date: Option<PartialDate>,
}

/// What there is to know of an index, as it was when it was opened. Holds a few bytes for each article with a finding, and no article.
pub struct Audit<'a> {
    searcher: &'a Searcher,
    manifest: Manifest,
    /// Folders and files to look at; all, if there are none.
    below: Vec<PathBuf>,
    /// Where each article with a finding is, and a bit for each of its findings.
    articles: FxHashMap<u64, (DocAddress, u16)>,
}

impl Searcher {
    /// Audits the index, or what of it lies below some folders and files, which are absolute.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn audit(&self, below: &[PathBuf]) -> Result<Audit<'_>, SearchError> {
        let manifest = self.manifest()?;
        let articles = self.tantivy().search(&AllQuery, &Findings).map_err(|e| self.failed(e))?;
        Ok(Audit { searcher: self, manifest, below: below.to_vec(), articles })
    }
}

impl Audit<'_> {
    /// How many articles were looked at.
    pub fn articles(&self) -> u64 {
        self.files().map(|(_, file)| file.articles.len() as u64).sum()
    }

    /// How many records have each finding.
    pub fn counts(&self) -> AuditCounts {
        let mut counts = AuditCounts::default();
        for skip in self.skipped() {
            counts.add(of_skip(&skip));
        }
        for (_, file) in self.files() {
            for (_, findings) in file.articles.iter().filter_map(|article| self.articles.get(&article.id)) {
                for finding in Finding::ALL.into_iter().filter(|finding| findings & finding.bit() != 0) {
                    counts.add(finding);
                }
            }
        }
        counts
    }

    /// Hands on every record with a finding, in the order of the files' paths, until `take` wants no more.
    ///
    /// # Errors
    /// When the index cannot be read, or what `take` fails with.
    pub fn each<E: From<SearchError>>(
        &self,
        finding: Finding,
        mut take: impl FnMut(Found) -> Result<bool, E>,
    ) -> Result<(), E> {
        if matches!(finding, Finding::Skipped | Finding::Empty) {
            for skip in self.skipped().filter(|skip| of_skip(skip) == finding) {
                if !take(skip.into())? {
                    return Ok(());
                }
            }
            return Ok(());
        }
        let searcher = self.searcher.tantivy();
        for (file, article) in
            self.files().flat_map(|(_, file)| file.articles.iter().map(move |article| (file, article)))
        {
            let Some((address, findings)) = self.articles.get(&article.id) else { continue };
            if findings & finding.bit() != 0 {
                let article = stored(&searcher, *address, self.searcher.fields());
                let article = article.map_err(|e| E::from(self.searcher.failed(e)))?;
                if !take(found(article, finding, file))? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Whether the index knows anything of a folder or file, which is absolute.
    pub fn knows(&self, path: &Path) -> bool {
        let is_in = |known: &PathBuf| known.starts_with(path);
        self.manifest.files.keys().any(is_in) || self.manifest.unopened.keys().any(is_in)
    }

    fn is_looked_at(&self, path: &Path) -> bool {
        self.below.is_empty() || self.below.iter().any(|folder| path.starts_with(folder))
    }

    fn files(&self) -> impl Iterator<Item = (&PathBuf, &FileEntry)> {
        self.manifest.files.iter().filter(|(path, _)| self.is_looked_at(path))
    }

    /// Skipped records in the order of their paths.
    fn skipped(&self) -> impl Iterator<Item = Skipped> {
        let of_files = self.files().filter(|(_, file)| !file.skips.is_empty());
        let mut of_files = of_files.flat_map(|(path, file)| file.skips.iter().map(move |skip| (path, skip))).peekable();
        let unopened = self.manifest.unopened.iter().filter(|(path, _)| self.is_looked_at(path));
        let mut unopened = unopened.peekable();
        std::iter::from_fn(move || {
            let is_next = |(path, _): &(&PathBuf, &String)| of_files.peek().is_none_or(|(other, _)| path < other);
            if let Some((path, reason)) = unopened.next_if(is_next) {
                return Some(Skipped::unopened(path, reason.clone()));
            }
            of_files.next().map(|(path, skip)| Skipped::of(path, skip))
        })
    }
}

impl From<Skipped> for Found {
    fn from(skip: Skipped) -> Found {
        Found {
            record: skip.record,
            reason: Some(skip.reason),
            id: None,
            title: None,
            detail: None,
            published: None,
            basis: None,
            contradiction: None,
            file_date: None,
        }
    }
}

fn of_skip(skip: &Skipped) -> Finding {
    if matches!(skip.kind, SkipKind::Empty | SkipKind::Nameless) { Finding::Empty } else { Finding::Skipped }
}

fn found(article: StoredArticle, finding: Finding, file: &FileEntry) -> Found {
    let StoredArticle { title, facts, .. } = article;
    let tells = |note: &&Note| Finding::of_value(FacetColumn::Note, note.name()) == Some(finding);
    let is_dated = matches!(finding, Finding::ConflictingDate | Finding::GuessedDate);
    Found {
        record: facts.record,
        reason: None,
        id: Some(id_text(facts.id)),
        title: Some(title),
        detail: facts.notes.iter().find(tells).map(Note::to_string),
        published: facts.published.filter(|_| is_dated),
        basis: is_dated.then_some(facts.basis),
        contradiction: facts.contradiction.filter(|_| finding == Finding::ConflictingDate),
        file_date: changed(file).filter(|_| finding == Finding::Undated),
    }
}

/// The day of a file's last change; none for the day on which the clocks of computers begin, which stands for none.
fn changed(file: &FileEntry) -> Option<PartialDate> {
    const DAY: i64 = 86_400_000_000_000;
    Day::from_number(file.modified / DAY).filter(|day| day.number() > 0).map(PartialDate::from)
}

/// Collects where the articles with findings are.
struct Findings;

struct SegmentFindings {
    segment: SegmentOrdinal,
    ids: Column<u64>,
    /// Of each column, what its values tell.
    columns: Vec<(FacetReader, Vec<u16>)>,
    articles: FxHashMap<u64, (DocAddress, u16)>,
}

impl Collector for Findings {
    type Fruit = FxHashMap<u64, (DocAddress, u16)>;
    type Child = SegmentFindings;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentFindings> {
        let column = |column: FacetColumn| -> tantivy::Result<(FacetReader, Vec<u16>)> {
            let facets = reader.facet_reader(column.name())?;
            let mut bits = Vec::with_capacity(facets.num_facets());
            for ord in 0..facets.num_facets() {
                let mut facet = Facet::root();
                facets.facet_from_ord(ord as u64, &mut facet)?;
                let path = facet.to_path();
                let finding = path.last().and_then(|value| Finding::of_value(column, value));
                bits.push(finding.map_or(0, Finding::bit));
            }
            Ok((facets, bits))
        };
        Ok(SegmentFindings {
            segment,
            ids: reader.fast_fields().u64("id")?,
            columns: COLUMNS.into_iter().map(column).collect::<tantivy::Result<_>>()?,
            articles: FxHashMap::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<FxHashMap<u64, (DocAddress, u16)>>) -> tantivy::Result<Self::Fruit> {
        Ok(segments.into_iter().flatten().collect())
    }
}

impl SegmentCollector for SegmentFindings {
    type Fruit = FxHashMap<u64, (DocAddress, u16)>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let told = self.columns.iter().flat_map(|(facets, bits)| facets.facet_ords(doc).map(|ord| bits[ord as usize]));
        let findings = told.fold(0, |all, bit| all | bit);
        if findings != 0 {
            let id = self.ids.first(doc).unwrap_or_default();
            self.articles.insert(id, (DocAddress::new(self.segment, doc), findings));
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.articles
    }
}
