//! Answers questions to one opened index: parse, plan, run, rank, highlight, count. The steps live in their own files; here they are put in order.

use std::path::Path;
use std::time::Instant;

use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocSet, IndexReader, ReloadPolicy, TantivyDocument};

use super::answer::{Answer, FacetsAnswer, Hit, PassageHit, id_text};
use super::collect::{Gather, Gathered};
use super::compile::compile;
use super::facets::{columns, facets};
use super::filters::{self, Ready, Understood};
use super::highlight::{Marks, marks, within};
use super::plan::{Clause, Plan, plan};
use super::rank::{RANKED, Ranked, Rarity, ScoredPassage, passages_of, rank};
use super::request::{Request, Sort};
use super::syntax::{Complaint, Node, Severity, parse};
use crate::index::{Fields, IndexDirectory, IndexError, StoredArticle, restore};
use crate::text::Lexicon;

/// Why a question got no answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The query, or a filter, cannot be run as it is written.
    #[error("the query cannot be run")]
    Query {
        /// The text that cannot be run: the query, or a filter as `field:value`.
        text: String,
        /// What is wrong with it, in the order of the text.
        complaints: Vec<Complaint>,
    },
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Answers questions to an index as it was when it was opened.
pub struct Searcher {
    directory: IndexDirectory,
    reader: IndexReader,
}

/// A query that is ready to run.
pub(super) struct Prepared {
    pub plan: Plan,
    pub filters: Vec<Ready>,
    pub complaints: Vec<String>,
}

impl Searcher {
    /// Opens the index in a folder.
    ///
    /// # Errors
    /// When there is no index, when it is of another format, or when it cannot be read.
    pub fn open(path: &Path) -> Result<Searcher, IndexError> {
        Self::new(IndexDirectory::open(path)?)
    }

    /// Reads an index that is open.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn new(directory: IndexDirectory) -> Result<Searcher, IndexError> {
        let reader = directory.index().reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let reader = reader.map_err(|e| IndexError::engine(directory.path(), e))?;
        Ok(Searcher { directory, reader })
    }

    /// How many articles there are.
    pub fn articles(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Answers a question with hits, and with counts if they are asked for.
    ///
    /// # Errors
    /// When the query cannot be run as it is written, or when the index fails.
    pub fn search(&self, request: &Request) -> Result<Answer, SearchError> {
        let started = Instant::now();
        let prepared = self.prepare(request)?;
        let mut answer = self.answer(request, &prepared).map_err(|e| self.failed(e))?;
        answer.took_ms = (started.elapsed().as_secs_f64() * 1e5).round() / 100.0;
        Ok(answer)
    }

    /// Counts the articles that match, by facet. Never relaxes.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn facets(&self, request: &Request) -> Result<FacetsAnswer, SearchError> {
        let Prepared { plan, filters, complaints } = self.prepare(request)?;
        let gathered = self.gather(request, &plan, &filters, 0, Sort::Relevance).map_err(|e| self.failed(e))?;
        Ok(FacetsAnswer { matches: gathered.matches, facets: facets(&request.facets, &gathered.facets), complaints })
    }

    pub(super) fn failed(&self, error: tantivy::TantivyError) -> SearchError {
        SearchError::Index(IndexError::engine(self.directory.path(), error))
    }

    pub(super) fn fields(&self) -> &Fields {
        self.directory.fields()
    }

    pub(super) fn tantivy(&self) -> tantivy::Searcher {
        self.reader.searcher()
    }

    /// Parses and analyses the query and its filters.
    pub(super) fn prepare(&self, request: &Request) -> Result<Prepared, SearchError> {
        let mut complaints = Vec::new();
        let tree = parsed(&request.query, request, &mut complaints)?;
        let mut filters = Vec::new();
        for (field, value) in &request.filters {
            let text = format!("{}:{}", field.name(), quoted(value));
            filters.extend(parsed(&text, request, &mut complaints)?);
        }
        let mut plan = plan(tree.as_ref(), &filters, &mut Lexicon::default());
        if request.any {
            plan = plan.relaxed().unwrap_or(plan);
        }
        complaints.extend(plan.without_words.iter().map(|text| format!("there is no word in {text:?}: left out")));
        let searcher = self.tantivy();
        let ready = plan.filters.iter().map(|f| filters::ready(f, self.fields(), &searcher));
        let filters = ready.collect::<tantivy::Result<Vec<_>>>().map_err(|e| self.failed(e))?;
        complaints.extend(filters.iter().filter_map(|f| f.understood.as_ref()).map(understood));
        Ok(Prepared { plan, filters, complaints })
    }

    fn answer(&self, request: &Request, prepared: &Prepared) -> tantivy::Result<Answer> {
        let Prepared { plan, filters, complaints } = prepared;
        let sort =
            request.sort.unwrap_or(if plan.positive_leaves().is_empty() { Sort::Newest } else { Sort::Relevance });
        let wanted = request.offset.saturating_add(request.limit);
        let most = if sort == Sort::Relevance { wanted.max(RANKED) } else { wanted };
        let mut gathered = self.gather(request, plan, filters, most, sort)?;
        let (matches, counts) = (gathered.matches, facets(&request.facets, &gathered.facets));
        let mut relaxed = None;
        if matches == 0
            && request.relax
            && let Some(partial) = plan.relaxed()
        {
            let uncounted = Request { facets: Vec::new(), ..request.clone() };
            gathered = self.gather(&uncounted, &partial, filters, most, sort)?;
            relaxed = (gathered.matches > 0).then_some(partial);
        }
        let plan = relaxed.as_ref().unwrap_or(plan);
        let hits = self.hits(request, plan, filters, &gathered, sort)?;
        Ok(Answer {
            query: request.query.clone(),
            matches,
            relaxed: relaxed.is_some(),
            partial_matches: relaxed.is_some().then_some(gathered.matches),
            hits,
            facets: (!request.facets.is_empty()).then_some(counts),
            complaints: complaints.clone(),
            took_ms: 0.0,
        })
    }

    fn gather(
        &self,
        request: &Request,
        plan: &Plan,
        filters: &[Ready],
        most: usize,
        sort: Sort,
    ) -> tantivy::Result<Gathered> {
        let query = compile(plan, filters, self.fields());
        self.tantivy().search(&query, &Gather { sort, most, columns: columns(&request.facets) })
    }

    fn hits(
        &self,
        request: &Request,
        plan: &Plan,
        filters: &[Ready],
        gathered: &Gathered,
        sort: Sort,
    ) -> tantivy::Result<Vec<Hit>> {
        let searcher = self.tantivy();
        let rarity = Rarity::of(plan, self.fields(), &searcher)?;
        let ranked = match sort {
            Sort::Relevance => rank(gathered.best.clone(), plan, &rarity, self.fields(), &searcher)?,
            _ => gathered.best.iter().map(|&found| Ranked { found, score: 0.0 }).collect(),
        };
        let mut lexicon = Lexicon::default();
        let page = ranked.iter().skip(request.offset).take(request.limit);
        page.map(|ranked| {
            let address = ranked.found.address;
            let article = self.stored(address)?;
            let holds = filters_of(&plan.root, filters, address, &searcher)?;
            let marks = marks(plan, &article.title, &article.body, &|n| holds[n], &mut lexicon);
            let (scored, starts) = passages_of(address, plan, &rarity, self.fields(), &searcher)?;
            let passages = best_passages(scored, &starts, &article.body, &marks, request.passages);
            Ok(hit(article, ranked.score, marks, passages))
        })
        .collect()
    }

    /// The stored article at an address.
    pub(super) fn stored(&self, address: DocAddress) -> tantivy::Result<StoredArticle> {
        let document: TantivyDocument = self.tantivy().doc(address)?;
        restore(&document, self.fields()).map_err(|e| {
            tantivy::TantivyError::DataCorruption(tantivy::error::DataCorruption::comment_only(e.to_string()))
        })
    }
}

/// The tree of a text; its warnings join the complaints.
fn parsed(text: &str, request: &Request, complaints: &mut Vec<String>) -> Result<Option<Node>, SearchError> {
    let parsed = parse(text, request.today);
    if parsed.complaints.iter().any(|c| c.severity() == Severity::Error) {
        return Err(SearchError::Query { text: text.to_string(), complaints: parsed.complaints });
    }
    complaints.extend(parsed.complaints.iter().map(|c| format!("column {}: {}", c.column(text), c.message)));
    Ok(parsed.tree)
}

/// A filter's value as it stands in a query.
fn quoted(value: &str) -> String {
    let plain = !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'));
    let (open, close) = if value.contains('"') { ('«', '»') } else { ('"', '"') };
    if plain { value.to_string() } else { format!("{open}{value}{close}") }
}

fn understood(Understood { field, asked, values }: &Understood) -> String {
    let field = field.name();
    match values.as_slice() {
        [] => format!("{field}: no article has {asked:?}"),
        [value] => format!("{field}: {asked:?} was understood as {value:?}"),
        values => {
            let shown = values.iter().take(6).map(|v| format!("{v:?}")).collect::<Vec<_>>().join(", ");
            let more = values.len().saturating_sub(6);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("{field}: {asked:?} was understood as any of {shown}{more}")
        }
    }
}

/// Which filters hold for one article. Only a filter among alternatives can fail to.
fn filters_of(
    root: &Clause,
    filters: &[Ready],
    address: DocAddress,
    searcher: &tantivy::Searcher,
) -> tantivy::Result<Vec<bool>> {
    let among_alternatives = matches!(root, Clause::Or(_))
        || matches!(root, Clause::And(parts) if parts.iter().any(|p| !matches!(p, Clause::Leaf(_) | Clause::Filter(_))));
    if !among_alternatives {
        return Ok(vec![true; filters.len()]);
    }
    let segment = searcher.segment_reader(address.segment_ord);
    let holds = |ready: &Ready| -> tantivy::Result<bool> {
        let weight = ready.query.weight(EnableScoring::disabled_from_searcher(searcher))?;
        let mut scorer = weight.scorer(segment, 1.0)?;
        Ok(scorer.doc() == address.doc_id
            || (scorer.doc() < address.doc_id && scorer.seek(address.doc_id) == address.doc_id))
    };
    filters.iter().map(holds).collect()
}

/// The best passages; the first one where no word of the query is in the body.
fn best_passages(
    mut scored: Vec<ScoredPassage>,
    starts: &[usize],
    body: &str,
    marks: &Marks,
    most: usize,
) -> Vec<PassageHit> {
    let first = scored.first().copied();
    scored.retain(|p| p.score > 0.0);
    scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.number.cmp(&b.number)));
    if scored.is_empty() {
        scored.extend(first);
    }
    let text_end = |number: usize| starts.get(number + 1).copied().unwrap_or(body.len()).min(body.len());
    let passage = |p: &ScoredPassage| {
        let text = body.get(p.start..text_end(p.number)).unwrap_or_default().trim_end();
        let end = p.start + text.len();
        PassageHit {
            start: p.start,
            end,
            text: text.to_string(),
            score: p.score,
            highlights: within(&marks.body, p.start..end),
        }
    };
    scored.iter().take(most).map(passage).collect()
}

fn hit(article: StoredArticle, score: f64, marks: Marks, passages: Vec<PassageHit>) -> Hit {
    let StoredArticle { title, facts, .. } = article;
    Hit {
        id: id_text(facts.id),
        own_id: facts.metadata.own_id,
        title_highlights: marks.title.iter().map(|r| [r.start, r.end]).collect(),
        title,
        published: facts.published,
        published_precision: facts.published.map(|d| d.precision()),
        published_basis: facts.basis,
        record: facts.record,
        url: facts.metadata.url,
        source: facts.metadata.source,
        score: (score * 1e4).round() / 1e4,
        passages,
    }
}
