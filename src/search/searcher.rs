//! Answers questions to one opened index: parse, plan, run, rank, highlight, count. The steps live in their own files; here they are put in order.

use std::path::Path;
use std::sync::OnceLock;
use std::thread;
use std::time::Instant;

use tantivy::collector::Collector;
use tantivy::query::EnableScoring;
use tantivy::{Executor, IndexReader, ReloadPolicy};

use super::answer::{Answer, FacetsAnswer, Hit, milliseconds};
use super::choice::has_choice;
use super::collect::{Gather, Gathered};
use super::compile::compile;
use super::expand::expand;
use super::explain::explain_plan;
use super::explain_hits::explain_hits;
use super::facets::{columns, date_columns, is_of_actors};
use super::filters::{self, Ready, Understood};
use super::hits::Asked;
use super::kindred::Kindred;
use super::like::LikeError;
use super::listing::page;
use super::naming::{kinds, naming};
use super::numbers::Numbers;
use super::plan::{Filter, Plan};
use super::planner::plan;
use super::rank::{Order, PassageScorer, RANKED, Ranking, Weights, rank};
use super::request::{By, Request, Sort};
use super::saved::SavedQueries;
use super::syntax::{Complaint, Field, Node, Severity, parse_with};
use crate::actors::{ActorsFile, Table};
use crate::annotate::Basis;
use crate::index::{Fields, IndexDirectory, IndexError, Manifest};
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
    /// A filter names a list of actors that the user does not have.
    #[error("there is no list {list:?} of actors")]
    UnknownList {
        /// The name of the list.
        list: String,
        /// The lists that there are.
        known: Vec<String>,
    },
    /// Nothing can be found that is like what was asked.
    #[error(transparent)]
    Like(#[from] LikeError),
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Answers questions to an index as it was when it was opened.
pub struct Searcher {
    directory: IndexDirectory,
    reader: IndexReader,
    file: ActorsFile,
    numbers: OnceLock<Numbers>,
    queries: SavedQueries,
    cores: OnceLock<Executor>,
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
        let (file, queries) = (ActorsFile::default(), SavedQueries::default());
        Ok(Searcher { directory, reader, file, numbers: OnceLock::new(), queries, cores: OnceLock::new() })
    }

    /// The same, for somebody who has said this of actors.
    pub fn with_actors(self, file: ActorsFile) -> Searcher {
        Searcher { file, numbers: OnceLock::new(), ..self }
    }

    /// The same, for somebody who has saved these queries.
    pub fn with_queries(self, queries: SavedQueries) -> Searcher {
        Searcher { queries, ..self }
    }

    /// The saved queries that a query may use.
    pub fn queries(&self) -> &SavedQueries {
        &self.queries
    }

    /// What the actors of articles count as.
    ///
    /// # Errors
    /// When the index fails.
    pub fn table(&self) -> Result<&Table, IndexError> {
        Ok(&self.numbers()?.table)
    }

    /// What the numbers of the index mean.
    pub(super) fn numbers(&self) -> Result<&Numbers, IndexError> {
        if let Some(numbers) = self.numbers.get() {
            return Ok(numbers);
        }
        let numbers = Numbers::new(&self.directory, &self.tantivy(), self.file.clone())?;
        Ok(self.numbers.get_or_init(|| numbers))
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
        let mut answer = self.answer(request, &prepared)?;
        answer.took_ms = milliseconds(started);
        Ok(answer)
    }

    /// Counts the articles that match, by facet. Never relaxes.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn facets(&self, request: &Request) -> Result<FacetsAnswer, SearchError> {
        let Prepared { plan, filters, mut complaints } = self.prepare(request)?;
        let gathered = self.gather(request, &plan, &filters, 0, Sort::Relevance)?;
        let facets = self.counts(request, &gathered, &mut complaints)?;
        Ok(FacetsAnswer { matches: gathered.matches, facets, complaints })
    }

    pub(super) fn manifest(&self) -> Result<Manifest, IndexError> {
        self.directory.manifest().map(|(_, manifest)| manifest)
    }

    pub(super) fn failed(&self, error: tantivy::TantivyError) -> SearchError {
        SearchError::Index(IndexError::engine(self.directory.path(), error))
    }

    pub(super) fn directory(&self) -> &IndexDirectory {
        &self.directory
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
        let tree = self.parsed(&request.query, request, &mut complaints)?;
        let mut filters = Vec::new();
        for (field, value) in &request.filters {
            let text = format!("{}:{}", field.name(), quoted(value));
            filters.extend(self.parsed(&text, request, &mut complaints)?);
        }
        let mut plan = plan(tree.as_ref(), &filters, &mut Lexicon::default());
        let searcher = self.tantivy();
        let too_much = expand(&mut plan, self.fields(), &searcher).map_err(|e| self.failed(e))?;
        if !too_much.is_empty() {
            return Err(SearchError::Query { text: request.query.clone(), complaints: too_much });
        }
        if request.any {
            plan = plan.relaxed().unwrap_or(plan);
        }
        request.like.as_ref().map_or(Ok(()), |like| self.resemble(like, &mut plan))?;
        complaints.extend(plan.without_words.iter().map(|text| format!("there is no word in {text:?}: left out")));
        let ready = |filter: &Filter| match filter {
            Filter::Value(field, text) if !kinds(*field).is_empty() => {
                naming(*field, text, request.evidence, self.fields(), self.table()?)
            }
            filter => filters::ready(filter, self.fields(), &searcher).map_err(|e| self.failed(e)),
        };
        let filters = plan.filters.iter().map(ready).collect::<Result<Vec<_>, SearchError>>()?;
        complaints.extend(filters.iter().filter_map(|f| f.understood.as_ref()).map(understood));
        Ok(Prepared { plan, filters, complaints })
    }

    /// The tree of a text; its warnings join the complaints, and what its saved queries stand for, if that is to be explained.
    fn parsed(&self, text: &str, request: &Request, complaints: &mut Vec<String>) -> Result<Option<Node>, SearchError> {
        let parsed = parse_with(text, request.today, &self.queries);
        if parsed.complaints.iter().any(|c| c.severity() == Severity::Error) {
            return Err(SearchError::Query { text: text.to_string(), complaints: parsed.complaints });
        }
        complaints.extend(parsed.complaints.iter().map(|c| format!("column {}: {}", c.column(text), c.message)));
        let explained = parsed.queries.iter().filter(|_| request.explain);
        let stands_for = |name: &String| Some(format!("query:{name} stands for {}", self.queries.get(name)?));
        complaints.extend(explained.filter_map(stands_for));
        Ok(parsed.tree)
    }

    fn answer(&self, request: &Request, prepared: &Prepared) -> Result<Answer, SearchError> {
        let Prepared { plan, filters, complaints } = prepared;
        let sort = request.sort.unwrap_or(if plan.ranks() { Sort::Relevance } else { Sort::Newest });
        let wanted = request.offset.saturating_add(request.limit);
        let most = match (sort, request.by) {
            // Passages can be more alike than the articles that they stand in: all are compared.
            (Sort::Relevance, By::Passage) if plan.like.is_some() => usize::MAX,
            (Sort::Relevance, _) => wanted.max(RANKED),
            _ => wanted,
        };
        let mut gathered = self.gather(request, plan, filters, most, sort)?;
        let mut complaints = complaints.clone();
        let (matches, counts) = (gathered.matches, self.counts(request, &gathered, &mut complaints)?);
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
        let partial_matches = relaxed.is_some().then_some(gathered.matches);
        let (hits, kindred) = self.hits(request, plan, filters, gathered, sort)?;
        let explained =
            || explain_plan(plan, kindred.words, self.fields(), &self.tantivy()).map_err(|e| self.failed(e));
        if request.fresh.is_some() && request.sort.is_some_and(|sort| sort != Sort::Relevance) {
            complaints.push("freshness counts in the order by relevance only: left out".to_string());
        }
        Ok(Answer {
            query: request.query.clone(),
            like: plan.like.as_ref().map(|likeness| likeness.of.clone()),
            matches,
            relaxed: relaxed.is_some(),
            partial_matches,
            hits,
            facets: (!request.facets.is_empty()).then_some(counts),
            complaints,
            explain: request.explain.then(explained).transpose()?,
            took_ms: 0.0,
        })
    }

    pub(super) fn gather(
        &self,
        request: &Request,
        plan: &Plan,
        filters: &[Ready],
        most: usize,
        sort: Sort,
    ) -> Result<Gathered, SearchError> {
        let query = compile(plan, filters, self.fields());
        // What filters choose among is counted without them.
        let facets: Vec<_> = request.facets.iter().copied().filter(|(name, _)| !has_choice(request, *name)).collect();
        let numbers = self.numbers()?;
        let gather = Gather {
            sort,
            most,
            fresh: request.fresh.filter(|_| sort == Sort::Relevance).map(|half| (half, request.today)),
            columns: columns(&facets),
            actors: facets.iter().any(|(name, _)| is_of_actors(*name)).then_some(request.evidence),
            ..Gather::counting(&date_columns(&facets, plan), numbers)
        };
        let searcher = self.tantivy();
        let found = match gather.counts() {
            // Counting is work enough for all cores; whatever is ranked alone is found before they would have begun.
            true => {
                let scoring = match gather.requires_scoring() {
                    true => EnableScoring::enabled_from_searcher(&searcher),
                    false => EnableScoring::disabled_from_searcher(&searcher),
                };
                searcher.search_with_executor(&*query, &gather, self.cores(), scoring)
            }
            false => searcher.search(&query, &gather),
        };
        found.map_err(|e| self.failed(e))
    }

    /// All cores, for the segments side by side.
    fn cores(&self) -> &Executor {
        self.cores.get_or_init(|| {
            let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
            Executor::multi_thread(cores, "counting-").unwrap_or_else(|_| Executor::single_thread())
        })
    }

    fn hits(
        &self,
        request: &Request,
        plan: &Plan,
        filters: &[Ready],
        gathered: Gathered,
        sort: Sort,
    ) -> Result<(Vec<Hit>, Kindred), SearchError> {
        let (searcher, fields, table) = (&self.tantivy(), self.fields(), self.table()?);
        let ranking = Ranking::default();
        let weights = &Weights::of(plan, fields, searcher, &ranking).map_err(|e| self.failed(e))?;
        let scorer = &PassageScorer { plan, weights, fields, searcher };
        let Order { articles, kindred } = match sort {
            Sort::Relevance => rank(gathered.best, scorer, request.by).map_err(|e| self.failed(e))?,
            _ => Order::by_time(gathered.best),
        };
        let page = page(articles, request, sort, scorer).map_err(|e| self.failed(e))?;
        let asked = Asked { plan, filters, weights, passages: request.passages, table, fields, searcher };
        let mut hits = asked.hits(&page).map_err(|e| self.failed(e))?;
        if request.explain && sort == Sort::Relevance {
            let explained = explain_hits(&asked, &kindred, &page).map_err(|e| self.failed(e))?;
            hits.iter_mut().zip(explained).for_each(|(hit, explained)| hit.explain = Some(explained));
        }
        Ok((hits, kindred))
    }
}

/// A filter's value as it stands in a query.
fn quoted(value: &str) -> String {
    let plain = !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'));
    let (open, close) = if value.contains('"') { ('«', '»') } else { ('"', '"') };
    if plain { value.to_string() } else { format!("{open}{value}{close}") }
}

fn understood(understood: &Understood) -> String {
    let missing = match &understood.missing[..] {
        [] => String::new(),
        names => format!("; nobody in the index is called {}", list(names)),
    };
    meaning(understood) + &missing
}

fn meaning(Understood { field, asked, values, others, hidden, .. }: &Understood) -> String {
    let is_basis = |asked: &str| Basis::ALL.iter().any(|basis| basis.name().eq_ignore_ascii_case(asked));
    let is_unknown_basis = *field == Field::Basis && !is_basis(asked);
    let field = field.name();
    match values.as_slice() {
        [] if is_unknown_basis => {
            // The time of a file is no evidence, so that no article has it for a basis.
            let known = Basis::ALL.into_iter().filter(|basis| *basis != Basis::File).map(Basis::name);
            format!("{field}: there is no basis {asked:?} (there are {})", known.collect::<Vec<_>>().join(", "))
        }
        [] if *hidden => format!("{field}: {asked:?} is hidden by your file of actors"),
        [] => format!("{field}: no article has {asked:?}"),
        [value] if others.is_empty() => format!("{field}: {asked:?} was understood as {value:?}"),
        [value] => format!("{field}: {asked:?} was understood as {value:?}, not as {}", list(others)),
        values => format!("{field}: {asked:?} was understood as any of {}", list(values)),
    }
}

/// The first names of a list, and how many more there are.
fn list(names: &[String]) -> String {
    let shown = names.iter().take(6).map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(6) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
