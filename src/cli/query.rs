//! `dateline query`: the queries that are saved under names.

use std::path::Path;

use dateline::actors::save_text;
use dateline::index::queries_file;
use dateline::search::syntax::{Severity, parse_as};
use dateline::search::{RenameError, Request, SavedQueries, SearchError};
use serde::Serialize;

use super::arguments::{Common, QueryArguments, QueryCommand};
use super::failure::{Failure, hints};
use super::terminal::{TITLE, complain, count, note, print, print_json};
use super::typed::Typed;
use super::wrap::{clean, columns, styled};
use super::{Status, complaint, location, user_file};

/// Runs the command.
pub fn run(arguments: &QueryArguments, common: &Common, typed: &Typed) -> Result<Status, Failure> {
    let index = location::existing(common.index.as_deref())?;
    let path = queries_file(&index);
    let Some(change) = &arguments.change else { return list(&user_file::queries(&path)?, arguments.json) };
    // Whoever changes the file at the same time waits, and sees this change.
    let _lock = user_file::lock(&index);
    let before = user_file::queries(&path)?;
    let mut queries = before.clone();
    let said = match change {
        QueryCommand::Save { name, words } => save(&mut queries, name, &words.join(" "), common, typed)?,
        QueryCommand::Remove { name } => remove(&mut queries, name)?,
        QueryCommand::Rename { old, new } => rename(&mut queries, old, new)?,
    };
    if queries == before {
        print(&format!("{}: nothing to change\n", user_file::shown(&path)))?;
        return Ok(Status::Done);
    }
    keep(&path, &queries)?;
    print(&format!("{} ({})\n", clean(&said), user_file::shown(&path)))?;
    Ok(Status::Done)
}

fn keep(path: &Path, queries: &SavedQueries) -> Result<(), Failure> {
    save_text(path, queries.text()).map_err(|error| Failure::File(path.to_path_buf(), error))
}

/// A saved query in JSON.
#[derive(Serialize)]
struct Saved<'a> {
    name: &'a str,
    query: &'a str,
}

#[derive(Serialize)]
struct Listed<'a> {
    queries: Vec<Saved<'a>>,
}

fn list(queries: &SavedQueries, json: bool) -> Result<Status, Failure> {
    let all: Vec<Saved> = queries.iter().map(|(name, query)| Saved { name, query }).collect();
    let status = if all.is_empty() { Status::Nothing } else { Status::Done };
    if json {
        print_json(&Listed { queries: all })?;
        return Ok(status);
    }
    if all.is_empty() {
        complain(&format!("No query is saved.\n{}", hints(&["dateline query save NAME QUERY...".to_string()])));
    }
    let widest = all.iter().map(|saved| columns(saved.name)).max().unwrap_or_default();
    let row = |Saved { name, query }: &Saved| {
        let gap = " ".repeat(widest - columns(name));
        format!("{}{gap}  {}\n", styled(name, TITLE), clean(query))
    };
    print(&all.iter().map(row).collect::<String>())?;
    Ok(status)
}

/// Keeps a query that can be run.
fn save(
    queries: &mut SavedQueries,
    name: &str,
    query: &str,
    common: &Common,
    typed: &Typed,
) -> Result<String, Failure> {
    let parsed = parse_as(name, query, common.today(), queries);
    if parsed.complaints.iter().any(|complaint| complaint.severity() == Severity::Error) {
        return Err(SearchError::Query { text: query.to_string(), complaints: parsed.complaints }.into());
    }
    if !parsed.complaints.is_empty() {
        complain(&complaint::block(query, &parsed.complaints, false, typed));
    }
    if parsed.tree.is_none() {
        return Err(Failure::NoQuery);
    }
    let articles = articles(queries, query, common)?;
    let replaced = queries.save(name, query).map_err(|bad| refused(queries, bad.into()))?;
    let before = match replaced.filter(|before| before != query) {
        Some(before) => format!(", and not {before} any more"),
        None => String::new(),
    };
    Ok(format!("query:{name} stands for {query}{before}: {}", count(articles, "article")))
}

/// How many articles it finds, which the index may refuse to say: of patterns that stand for too many words, and of lists that are unknown.
fn articles(queries: &SavedQueries, query: &str, common: &Common) -> Result<u64, Failure> {
    let searcher = user_file::searcher(common)?.with_queries(queries.clone());
    Ok(searcher.facets(&Request::new(query, common.today()))?.matches)
}

fn remove(queries: &mut SavedQueries, name: &str) -> Result<String, Failure> {
    let Some(query) = queries.remove(name) else {
        return Err(refused(queries, RenameError::Unknown(name.to_string())));
    };
    let users = queries.users(name);
    if !users.is_empty() {
        note(&format!("it is still used by {}, which cannot be run without it", users.join(", ")));
    }
    Ok(format!("query:{name} is removed; it was {query}"))
}

fn rename(queries: &mut SavedQueries, old: &str, new: &str) -> Result<String, Failure> {
    let users = match queries.rename(old, new) {
        Ok(users) if users.is_empty() => String::new(),
        Ok(users) => format!(", also in {}", users.join(", ")),
        Err(error) => return Err(refused(queries, error)),
    };
    Ok(format!("query:{old} is query:{new} now{users}"))
}

fn refused(queries: &SavedQueries, error: RenameError) -> Failure {
    let nearest = match &error {
        RenameError::Unknown(name) => queries.nearest(name).into_iter().map(str::to_string).collect(),
        _ => Vec::new(),
    };
    Failure::Rename { error, nearest }
}
