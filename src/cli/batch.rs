//! `dateline search --queries FILE`: many queries in one process. A bad row is reported with its line; the others go on.

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
    for (number, line) in (1..).zip(input.split(b'\n')) {
        let line = line.map_err(unreadable)?;
        let place = format!("{}:{number}", file.display());
        let (topic, query) = match row(&line, number == 1) {
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
                writer.answer(topic, &answer, request.offset).map_err(Failure::Output)?;
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

/// The id and the query of a line; nothing of an empty one.
fn row(line: &[u8], is_first: bool) -> Result<Option<(&str, &str)>, &'static str> {
    let text = std::str::from_utf8(line).map_err(|_| "not UTF-8")?;
    let text = if is_first { text.trim_start_matches('\u{FEFF}') } else { text };
    if text.trim().is_empty() {
        return Ok(None);
    }
    let (topic, query) = text.split_once('\t').ok_or("no tab between an id and a query")?;
    match (topic.trim(), query.trim()) {
        ("", _) => Err("no id before the tab"),
        (_, "") => Err("no query after the tab"),
        (topic, _) if topic.contains(char::is_whitespace) => Err("white space in the id"),
        row => Ok(Some(row)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_ids_and_queries() {
        assert_eq!(row("\u{FEFF}301\tkabul airport\r".as_bytes(), true), Ok(Some(("301", "kabul airport"))));
        assert_eq!(row(b"301\tkabul\tairport", false), Ok(Some(("301", "kabul\tairport"))));
        assert_eq!(row(b" \r", false), Ok(None));
        for bad in ["301 kabul".as_bytes(), b"\tkabul", b"301\t ", b"3 01\tkabul", b"301\tk\xE9"] {
            assert!(row(bad, false).is_err(), "{bad:?}");
        }
    }
}
