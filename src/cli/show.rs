//! `dateline show`: one article, with what dateline or a query sees in it.

use std::ops::Range;

use dateline::annotate::Article;
use dateline::search::{Occurrences, Request, Shown, id_text};
use serde::Serialize;

use super::arguments::{Common, ShowArguments};
use super::article::{Marks, page};
use super::failure::Failure;
use super::json::ArticleJson;
use super::lists::lists;
use super::terminal::{FAINT, MATCH, count, current_folder, note, number, print, print_json, record, width};
use super::wrap::{clean, styled, wrap};
use super::{Status, user_file};

/// An article in JSON, as `annotate` prints it, with what a query marks in it.
#[derive(Serialize)]
struct ShownJson<'a> {
    #[serde(flatten)]
    article: ArticleJson<'a>,
    #[serde(flatten)]
    marked: Option<MarkedJson<'a>>,
    complaints: &'a [String],
}

#[derive(Serialize)]
struct MarkedJson<'a> {
    query: &'a str,
    matches: bool,
    title_highlights: Vec<[usize; 2]>,
    highlights: Vec<[usize; 2]>,
    occurrences: OccurrencesJson<'a>,
}

/// How many places are marked, in all, in the title, and by each part of the query.
#[derive(Serialize)]
struct OccurrencesJson<'a> {
    places: usize,
    in_title: usize,
    parts: &'a [Occurrences],
}

/// Runs the command.
pub fn run(arguments: &ShowArguments, common: &Common) -> Result<Status, Failure> {
    let request = Request::new(arguments.words.join(" "), common.today());
    let searcher = user_file::searcher(common)?;
    let shown = searcher.show(&arguments.id, &request)?;
    let mut article = shown.article.annotated(request.today);
    let table = searcher.table()?;
    article.mentions = table.mentions(article.mentions);
    article.title_mentions = table.mentions(article.title_mentions);
    if arguments.json {
        json(&shown, &article, &request)?
    } else {
        text(&shown, &article, &request)?
    }
    Ok(Status::Done)
}

fn json(shown: &Shown, article: &Article, request: &Request) -> Result<(), Failure> {
    let ranges = |ranges: &[Range<usize>]| ranges.iter().map(|range| [range.start, range.end]).collect();
    let marked = || MarkedJson {
        query: &request.query,
        matches: shown.matches,
        title_highlights: ranges(&shown.title_highlights),
        highlights: ranges(&shown.highlights),
        occurrences: OccurrencesJson {
            places: places(shown),
            in_title: shown.title_highlights.len(),
            parts: &shown.occurrences,
        },
    };
    print_json(&ShownJson {
        article: ArticleJson::new(article, shown.article.facts.id),
        marked: has_query(request).then(marked),
        complaints: &shown.complaints,
    })
}

fn text(shown: &Shown, article: &Article, request: &Request) -> Result<(), Failure> {
    let facts = &shown.article.facts;
    let cited = record(&facts.record, &current_folder());
    let page = |marks: &Marks| page(article, article.published, &cited, &id_text(facts.id), marks);
    let text = match has_query(request) {
        true => {
            let marks = Marks::highlights(&shown.title_highlights, &shown.highlights, MATCH);
            page(&marks) + &counts(shown)
        }
        false => page(&Marks::of(article)) + &lists(article),
    };
    if has_query(request) && !shown.matches {
        note("this article does not match the query; the words that it has are marked");
    }
    shown.complaints.iter().for_each(|complaint| note(complaint));
    print(&text)
}

fn has_query(request: &Request) -> bool {
    !request.query.trim().is_empty()
}

fn places(shown: &Shown) -> usize {
    shown.highlights.len() + shown.title_highlights.len()
}

/// `7 places marked, 1 of them in the title: taliban 5, recognition 2`
fn counts(shown: &Shown) -> String {
    let in_title = match (places(shown), shown.title_highlights.len()) {
        (0, _) => return paragraph("no place marked"),
        (_, 0) => String::new(),
        (1, _) => ", in the title".to_string(),
        (_, places) => format!(", {} of them in the title", number(places as u64)),
    };
    let part = |Occurrences { part, places }: &Occurrences| format!("{part} {}", number(*places as u64));
    let parts = match &shown.occurrences[..] {
        [] | [_] => String::new(),
        parts => format!(": {}", parts.iter().map(part).collect::<Vec<_>>().join(", ")),
    };
    paragraph(&format!("{} marked{in_title}{parts}", count(places(shown) as u64, "place")))
}

fn paragraph(text: &str) -> String {
    let text = clean(text);
    let lines = wrap(&text, width());
    lines.into_iter().fold("\n".to_string(), |page, line| page + &format!("{}\n", styled(&text[line], FAINT)))
}
