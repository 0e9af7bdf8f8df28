//! `dateline search --queries FILE`: many queries in one process. A bad row is reported with its line; the others go on.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use dateline::search::{Request, SearchError, Searcher};

use super::Status;
use super::arguments::Rows;
use super::failure::Failure;
use super::rows::RowWriter;
use super::terminal::{ERROR, NOTE, complain};
use super::wrap::{clean, styled};

/// Runs the queries of a file; `-` is standard input.
pub fn run(searcher: &Searcher, file: &Path, rows: Rows, request: &Request, name: &str) -> Result<Status, Failure> {
    let unreadable = |error| Failure::File(file.to_path_buf(), error);
    let input: Box<dyn BufRead> = match file.as_os_str() == "-" {
        true => Box::new(io::stdin().lock()),
        false => Box::new(BufReader::new(File::open(file).map_err(unreadable)?)),
    };
    let mut writer = RowWriter::new(io::stdout().lock(), rows, name);
    let (mut found, mut failed) = (false, false);
    let mut lines = None;
    for (number, line) in (1..).zip(input.split(b'\n')) {
        let line = line.map_err(unreadable)?;
        let place = format!("{}:{number}", file.display());
        let (topic, query) = match row(&line, number, &mut lines) {
            Ok(Some(row)) => row,
            Ok(None) => continue,
            Err(what) => {
                failed = true;
                say(&place, what, true);
                continue;
            }
        };
        match searcher.search(&Request { query: query.to_string(), ..request.clone() }) {
            Ok(answer) => {
                found |= answer.matches > 0;
                answer.complaints.iter().for_each(|complaint| say(&place, complaint, false));
                writer.answer(&topic, &answer, request.offset).map_err(Failure::Output)?;
            }
            Err(SearchError::Query { text, complaints }) if text == query => {
                failed = true;
                complaints.iter().for_each(|c| {
                    say(&place, &format!("column {} of the query: {}", c.column(query), c.message), true)
                });
            }
            // An index or a filter that fails would fail for every row.
            Err(error) => return Err(error.into()),
        }
    }
    writer.finish().map_err(Failure::Output)?;
    Ok(match (failed, found) {
        (true, _) => Status::Failed,
        (false, true) => Status::Done,
        (false, false) => Status::Nothing,
    })
}

fn say(place: &str, what: &str, is_error: bool) {
    let word = if is_error { styled("error", ERROR) } else { styled("note", NOTE) };
    complain(&format!("{word}: {}: {}", clean(place), clean(what)));
}

/// What the lines of a file are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Lines {
    /// An id, a tab and a query each.
    WithIds,
    /// A query each; its id is the number of the line.
    Queries,
}

/// The id and the query of a line; nothing of an empty one and of a comment. What the first line with a query is, all are to be.
fn row<'l>(
    line: &'l [u8],
    number: usize,
    lines: &mut Option<Lines>,
) -> Result<Option<(Cow<'l, str>, &'l str)>, &'static str> {
    let text = std::str::from_utf8(line).map_err(|_| "not UTF-8")?;
    let text = if number == 1 { text.trim_start_matches('\u{FEFF}') } else { text };
    if text.trim().is_empty() || is_comment(text) {
        return Ok(None);
    }
    let has_tab = text.trim_end().contains('\t');
    match lines.get_or_insert(if has_tab { Lines::WithIds } else { Lines::Queries }) {
        Lines::WithIds => with_id(text).map(Some),
        Lines::Queries if has_tab => Err("a tab, where the first line is a query without an id"),
        Lines::Queries => Ok(Some((number.to_string().into(), text.trim()))),
    }
}

fn with_id(text: &str) -> Result<(Cow<'_, str>, &str), &'static str> {
    let (topic, query) = text.split_once('\t').ok_or("no tab between an id and a query")?;
    match (topic.trim(), query.trim()) {
        ("", _) => Err("no id before the tab"),
        (_, "") => Err("no query after the tab"),
        (topic, _) if topic.contains(char::is_whitespace) => Err("white space in the id"),
        (topic, query) => Ok((topic.into(), query)),
    }
}

/// `# words`: a query may begin with `#tag`.
fn is_comment(text: &str) -> bool {
    text.trim() == "#" || text.trim_start().starts_with("# ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The row that a line is behind another.
    fn behind(first: &str, line: &str) -> Result<Option<(String, String)>, &'static str> {
        let mut lines = None;
        let _ = row(first.as_bytes(), 1, &mut lines);
        row(line.as_bytes(), 2, &mut lines).map(|row| row.map(|(topic, query)| (topic.to_string(), query.to_string())))
    }

    #[track_caller]
    fn check(first: &str, line: &str, topic: &str, query: &str) {
        assert_eq!(behind(first, line), Ok(Some((topic.to_string(), query.to_string()))), "{line}");
    }

    #[test]
    fn rows_are_ids_and_queries() {
        let mut lines = None;
        let first = row("\u{FEFF}301\tkabul airport\r".as_bytes(), 1, &mut lines);
        assert_eq!((first, lines), (Ok(Some(("301".into(), "kabul airport"))), Some(Lines::WithIds)));
        check("1\tx", "301\tkabul\tairport", "301", "kabul\tairport");
        check("# first\ttab", "#1\tkabul", "#1", "kabul");
        check("", "#\tkabul", "#", "kabul");
        assert_eq!(behind("1\tx", " \r"), Ok(None));
        for bad in ["301 kabul", "\tkabul", "301\t ", "3 01\tkabul"] {
            assert!(behind("1\tx", bad).is_err(), "{bad:?}");
        }
        assert!(row(b"301\tk\xE9", 1, &mut None).is_err());
    }

    #[test]
    fn rows_without_ids_are_numbered() {
        check("kabul \t\r", " kabul airport\r", "2", "kabul airport");
        check("# of cities", "#kabul", "2", "#kabul");
        check("\u{FEFF}", "\"kabul\"", "2", "\"kabul\"");
        for blank in ["", " ", "#", "# 301\tkabul", " # x"] {
            assert_eq!(behind("kabul", blank), Ok(None), "{blank:?}");
        }
        assert_eq!(behind("kabul", "301\tkabul"), Err("a tab, where the first line is a query without an id"));
    }
}
