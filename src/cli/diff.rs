//! `dateline diff`: what has changed since an export.

use std::fs;
use std::path::Path;

use dateline::search::{
    ChangedHit, ExportDiff, ExportManifest, ExportedIndex, GoneHit, ManifestHit, SavedQueries, SearchError, Searcher,
};
use serde::Serialize;

use super::arguments::{Common, DiffArguments};
use super::failure::Failure;
use super::terminal::{FAINT, TITLE, count, current_folder, facts, note, number, print, print_json, record, width};
use super::typed::quoted;
use super::wrap::{clean, styled, wrap};
use super::{Status, user_file};

/// Digits of an id that are shown, as in the pages of a search.
const ID: usize = 8;
/// Stands before the facts of an article.
const INDENT: &str = "    ";

/// The JSON document.
#[derive(Serialize)]
struct Document<'a> {
    query: &'a str,
    since: String,
    matches_then: u64,
    #[serde(flatten)]
    diff: &'a ExportDiff,
    other_meanings: Vec<OtherMeaning<'a>>,
    index_then: &'a ExportedIndex,
    index: &'a ExportedIndex,
}

/// A saved query that stands for something else now.
#[derive(Serialize)]
struct OtherMeaning<'a> {
    name: &'a str,
    then: &'a str,
    now: Option<&'a str>,
}

/// Runs the command.
pub fn run(arguments: &DiffArguments, common: &Common) -> Result<Status, Failure> {
    let path = &arguments.manifest;
    let manifest = manifest(path)?;
    let searcher = user_file::searcher(common)?;
    let queries = searcher.queries().clone();
    let searcher = searcher.with_queries(manifest.saved_queries());
    let diff = diff(path, &searcher, &manifest)?;
    let index = searcher.exported_index()?;
    say(&manifest, &diff, &index, &queries);
    if arguments.json {
        let asked = &manifest.export.asked;
        print_json(&Document {
            query: &asked.query,
            since: asked.today.to_string(),
            matches_then: manifest.hits.len() as u64,
            diff: &diff,
            other_meanings: other_meanings(&manifest, &queries),
            index_then: &manifest.export.index,
            index: &index,
        })?;
    } else {
        print(&page(&manifest, &diff))?;
    }
    Ok(if diff.is_empty() { Status::Done } else { Status::Nothing })
}

fn manifest(path: &Path) -> Result<ExportManifest, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::File(path.to_path_buf(), error))?;
    ExportManifest::parse(&bytes).map_err(|error| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Failure::Manifest { path: path.to_path_buf(), text, error }
    })
}

fn diff(path: &Path, searcher: &Searcher, manifest: &ExportManifest) -> Result<ExportDiff, Failure> {
    searcher.diff(manifest).map_err(|error| match error {
        // What is typed has no query that could be pointed at.
        error @ SearchError::Query { .. } => Failure::Asked { path: path.to_path_buf(), error },
        error => error.into(),
    })
}

fn other_meanings<'a>(manifest: &'a ExportManifest, queries: &'a SavedQueries) -> Vec<OtherMeaning<'a>> {
    let other = manifest.other_meanings(queries).into_iter();
    other.map(|then| OtherMeaning { name: &then.name, then: &then.query, now: queries.get(&then.name) }).collect()
}

/// Says what else is not as it was, and what could not be done as asked.
fn say(manifest: &ExportManifest, diff: &ExportDiff, index: &ExportedIndex, queries: &SavedQueries) {
    let then = &manifest.export;
    if then.index.path != index.path {
        note(&format!("the manifest is of another index, {}; this one is {}", then.index.path, index.path));
    }
    let version = env!("CARGO_PKG_VERSION");
    if then.dateline != version {
        note(&format!(
            "the manifest is by dateline {}; this is {version}, and may read files otherwise",
            then.dateline
        ));
    }
    for OtherMeaning { name, then, now } in other_meanings(manifest, queries) {
        let now = now.map_or("is not saved any more".to_string(), |now| format!("stands for {now} now"));
        note(&format!("query:{name} {now}; asked was what it stood for: {then}"));
    }
    diff.complaints.iter().for_each(|complaint| note(complaint));
    let only_then = then.complaints.iter().filter(|complaint| !diff.complaints.contains(complaint));
    only_then.for_each(|complaint| note(&format!("when the manifest was made: {complaint}")));
}

fn page(manifest: &ExportManifest, diff: &ExportDiff) -> String {
    let mut page = heading(manifest, diff);
    for hit in &diff.new {
        page += &shown("new", hit, &[]);
    }
    for GoneHit { hit, is_indexed } in &diff.gone {
        let why = if *is_indexed { "does not match any more" } else { "not in the index any more" };
        page += &shown("gone", hit, &[why.to_string()]);
    }
    for changed in &diff.changed {
        page += &shown("changed", &changed.hit, &what_changed(changed));
    }
    page
}

/// `2 new, 1 gone, 1 changed since 2026-11-23: 12 articles match, 11 did`
fn heading(manifest: &ExportManifest, diff: &ExportDiff) -> String {
    let parts = [("new", diff.new.len()), ("gone", diff.gone.len()), ("changed", diff.changed.len())];
    let parts = parts.iter().filter(|(_, articles)| *articles > 0);
    let parts: Vec<String> = parts.map(|(what, articles)| format!("{} {what}", number(*articles as u64))).collect();
    let what = if parts.is_empty() { "nothing has changed".to_string() } else { parts.join(", ") };
    let verb = if diff.matches == 1 { "matches" } else { "match" };
    let now = format!("{} {verb}, {} did", count(diff.matches, "article"), number(manifest.hits.len() as u64));
    format!("{what} since {}: {now}\n", manifest.export.asked.today)
}

fn what_changed(changed: &ChangedHit) -> Vec<String> {
    let date = |hit: &ManifestHit| hit.published.map_or("no date".to_string(), |date| date.to_string());
    let text = changed.is_text_changed().then(|| match changed.hit.title == changed.before.title {
        true => "another text".to_string(),
        false => format!("was {}", quoted(&changed.before.title)),
    });
    let dated = changed.is_date_changed().then(|| format!("was dated {}", date(&changed.before)));
    text.into_iter().chain(dated).collect()
}

/// The title behind what has become of the article, and its facts on the next lines.
fn shown(what: &str, hit: &ManifestHit, why: &[String]) -> String {
    let title = if hit.title.trim().is_empty() { "(no title)" } else { &hit.title };
    let line = clean(&format!("{what}  {title}"));
    let mut shown: String =
        wrap(&line, width()).into_iter().map(|part| format!("{}\n", styled(&line[part], TITLE))).collect();
    shown.insert(0, '\n');
    let date = hit.published.map_or("no date".to_string(), |date| date.to_string());
    let place = record(&hit.record, &current_folder());
    let of_hit = [date, place, hit.id[..ID].to_string()];
    let all: Vec<String> = of_hit.iter().chain(why).map(|fact| clean(fact)).collect();
    for line in facts(&all, width() - INDENT.len()) {
        shown += &format!("{INDENT}{}\n", styled(&line, FAINT));
    }
    shown
}
