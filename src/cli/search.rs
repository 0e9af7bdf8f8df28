//! `dateline search`: asks, and hands the answer to whoever shows it.

use std::fs;
use std::path::Path;

use dateline::index::{IndexDirectory, IndexError, OptionChange, QUERIES_FILE, RefreshOptions, USER_FILE};
use dateline::search::syntax::parse_with;
use dateline::search::{Answer, Request, SavedQueries, Searcher};

use super::arguments::{Common, Rows, SearchArguments};
use super::failure::{Failure, hints};
use super::hits::page;
use super::rows::RowWriter;
use super::terminal::{complain, count, note, print, print_json};
use super::typed::Typed;
use super::{Status, batch, complaint, explain, index, location, user_file};

/// The options that filter.
const FILTERS: [&str; 14] = [
    "date", "about", "actor", "person", "org", "place", "source", "section", "topic", "author", "language", "basis",
    "filetype", "evidence",
];

/// Runs the command.
pub fn run(arguments: &SearchArguments, common: &Common, typed: &Typed) -> Result<Status, Failure> {
    let searcher = match &arguments.corpus {
        Some(corpus) => {
            let said = user_file::said(common, &corpus.join(USER_FILE))?;
            let queries = user_file::queries(&corpus.join(QUERIES_FILE))?;
            of_corpus(corpus, arguments.reading.change(), common)?.with_actors(said).with_queries(queries)
        }
        None => user_file::searcher(common)?,
    };
    let request = request(arguments, common);
    if let (Some(queries), Some(rows)) = (&arguments.queries, arguments.format) {
        return batch::run(&searcher, queries, rows, &request, &arguments.run);
    }
    let answer = searcher.search(&request)?;
    match arguments.format {
        _ if arguments.json => print_json(&answer)?,
        Some(rows) => {
            complain_of(&answer.complaints, &request, searcher.queries(), typed);
            let mut writer = RowWriter::new(std::io::stdout().lock(), rows, &arguments.run);
            writer.hits("1", &answer, request.offset).and_then(|()| writer.finish()).map_err(Failure::Output)?;
        }
        None => show(&answer, &request, searcher.queries(), typed)?,
    }
    Ok(if answer.matches > 0 { Status::Done } else { Status::Nothing })
}

fn request(arguments: &SearchArguments, common: &Common) -> Request {
    let passages = match (arguments.json, arguments.format) {
        (true, _) | (_, Some(Rows::Jsonl)) => 3,
        (_, Some(Rows::Trec)) => 0,
        _ => 1,
    };
    Request {
        like: arguments.like.clone(),
        any: arguments.any,
        limit: arguments.limit,
        offset: arguments.offset,
        sort: arguments.sort.map(Into::into),
        fresh: arguments.fresh,
        by: arguments.by.map(Into::into).unwrap_or_default(),
        passages: arguments.passages.unwrap_or(passages),
        facets: arguments.facets.clone(),
        explain: arguments.explain,
        ..common.request(&arguments.words, &arguments.filters)
    }
}

fn show(answer: &Answer, request: &Request, queries: &SavedQueries, typed: &Typed) -> Result<(), Failure> {
    complain_of(&answer.complaints, request, queries, typed);
    if answer.matches == 0 && !answer.relaxed {
        print(&answer.explain.as_ref().map(explain::plan).unwrap_or_default())?;
        complain_of_nothing(request, typed);
        return Ok(());
    }
    print(&page(answer, request))
}

/// Refreshes the index of a folder in the user's cache, and opens it.
fn of_corpus(corpus: &Path, change: OptionChange, common: &Common) -> Result<Searcher, Failure> {
    let path = location::in_cache(corpus)?;
    let directory = match IndexDirectory::open_or_create(&path) {
        // Nobody else keeps anything in the cache, and the folder to make it from is at hand.
        Err(IndexError::OtherFormat { .. } | IndexError::Damaged { .. }) => {
            fs::remove_dir_all(&path).map_err(|source| IndexError::Io { path: path.clone(), source })?;
            IndexDirectory::open_or_create(&path)?
        }
        other => other?,
    };
    // Each search says all that it wants of the folder: nobody would look for what an earlier one said.
    let change = OptionChange { forget: true, ..change };
    let ours = [USER_FILE, QUERIES_FILE].map(|name| corpus.join(name)).to_vec();
    let options = RefreshOptions { change, ours, ..RefreshOptions::new(common.today()) };
    match index::refresh(&directory, &[corpus.to_path_buf()], &options) {
        Ok(report) => {
            let skipped = report.skipped.len() as u64;
            if skipped > 0 {
                let list = format!("{} lists them", location::command("audit", &path));
                note(&format!("{} skipped; {list}", count(skipped, "record")));
            }
            Ok(Searcher::new(directory)?)
        }
        Err(error @ IndexError::Locked(_)) => {
            let searcher = Searcher::new(directory)?;
            if searcher.articles() == 0 {
                return Err(error.into());
            }
            note("another search is bringing the index up to date; this one sees it as it was before");
            Ok(searcher)
        }
        Err(error) => Err(error.into()),
    }
}

/// Says what could not be done as asked; what is about the text of the query is pointed at.
pub fn complain_of(complaints: &[String], request: &Request, queries: &SavedQueries, typed: &Typed) {
    let in_query = parse_with(&request.query, request.today, queries).complaints;
    if !in_query.is_empty() {
        complain(&complaint::block(&request.query, &in_query, false, typed));
    }
    let pointed: Vec<String> =
        in_query.iter().map(|c| format!("column {}: {}", c.column(&request.query), c.message)).collect();
    complaints.iter().filter(|complaint| !pointed.contains(complaint)).for_each(|complaint| note(complaint));
}

/// Says that nothing was found, and what else to try.
pub fn complain_of_nothing(request: &Request, typed: &Typed) {
    let mut advice = Vec::new();
    let words = request.query.split_whitespace().count();
    if !request.filters.is_empty() {
        advice.push(format!("without filters: {}", typed.without(&FILTERS)));
    }
    let has_operators = request.query.contains([':', '~', '^', '*', '/', '('])
        || ["NEAR", "ADJ"].iter().any(|operator| request.query.contains(operator));
    if request.query.contains('"') && !has_operators {
        let loose = request.query.replace('"', "");
        advice
            .push(format!("the words in any order and form: {}", typed.with_query(&loose, typed.words_before_query())));
    } else if words > 1 && !request.any && !typed.is_search() {
        advice.push(format!("any of the words: {}", typed.with_flag("any")));
    }
    if let Some(like) = request.like.as_ref().filter(|like| words == 0 && like.passage.is_none()) {
        let first = format!("{}:1", like.id);
        advice.push(format!("what resembles one of its passages: {}", typed.with_option("like", &first)));
    }
    if advice.is_empty() {
        let fewer = if words > 1 { "try fewer or other words" } else { "try another word" };
        let whole = if words == 0 { "dateline index PATH adds articles" } else { fewer };
        advice.push(whole.to_string());
    }
    complain(&format!("No article matches.\n{}", hints(&advice)));
}
