//! Every example of `docs/QUERY.md`: what the query finds, and what of it is marked, exactly. A block may begin with the commands that save what the
//! query uses.

use std::fs;

use dateline::search::{Hit, Request, SavedQueries};

use crate::corpus::{Folder, project, today};

/// A query with the articles that are beside it on the page.
struct Example {
    /// What is saved before.
    saved: SavedQueries,
    query: String,
    /// The articles that it finds, with the marks in brackets.
    found: Vec<String>,
    /// Those that it does not find.
    others: Vec<String>,
}

fn examples() -> Vec<Example> {
    let page = fs::read_to_string(project().join("docs/QUERY.md")).unwrap();
    let blocks = page.split("\n```").skip(1).step_by(2).map(|block| block.trim_start_matches('\n'));
    let example = |block: &str| {
        let mut saved = SavedQueries::default();
        let mut block = block;
        while let Some(command) = block.strip_prefix("dateline query save ") {
            let (command, rest) = command.split_once('\n').unwrap();
            let (name, query) = command.split_once(' ').unwrap();
            saved.save(name, query.trim_matches('\'')).unwrap();
            block = rest;
        }
        let (query, articles) = block.split_once('\n').unwrap();
        let lines = |sign: &str| articles.lines().filter_map(|l| l.strip_prefix(sign)).map(str::to_string).collect();
        let example = Example { saved, query: query.to_string(), found: lines("+ "), others: lines("- ") };
        assert_eq!(example.found.len() + example.others.len(), articles.lines().count(), "{block}");
        example
    };
    blocks.map(example).collect()
}

/// The body of a hit with its marks in brackets.
fn marked(hit: &Hit) -> String {
    let mut passages: Vec<_> = hit.passages.iter().collect();
    passages.sort_by_key(|passage| passage.start);
    let text = |passage: &&dateline::search::PassageHit| {
        let mut text = passage.text.clone();
        for &[start, end] in passage.highlights.iter().rev() {
            text.insert(end, ']');
            text.insert(start, '[');
        }
        text
    };
    passages.iter().map(text).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_page_says_what_is_found_and_marked() {
    let examples = examples();
    assert!(examples.len() >= 12, "{}", examples.len());
    for Example { saved, query, mut found, others } in examples {
        let folder = Folder::new();
        let article = |text: &String| serde_json::json!({ "title": "", "text": text.replace(['[', ']'], "") });
        let articles: Vec<_> = found.iter().chain(&others).map(article).collect();
        folder.write("articles.json", serde_json::to_string(&articles).unwrap());
        folder.refresh();
        let request = Request { relax: false, passages: 100, limit: 100, ..Request::new(query.as_str(), today()) };
        let answer =
            folder.searcher().with_queries(saved).search(&request).unwrap_or_else(|error| panic!("{query}: {error:?}"));
        let mut marked: Vec<String> = answer.hits.iter().map(marked).collect();
        marked.sort();
        found.sort();
        assert_eq!(marked, found, "{query}");
        assert_eq!(answer.matches, found.len() as u64, "{query}");
        assert_eq!(answer.complaints, Vec::<String>::new(), "{query}");
    }
}
