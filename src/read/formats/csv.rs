//! Tables: comma, semicolon or tab separated, with a header that names the columns as fields are named in JSON. Holds one row at a time. Source: RFC
//! 4180, and what spreadsheets write in truth.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use ::csv::{ByteRecord, ReaderBuilder};

use super::Format;
use crate::read::decode::guess;
use crate::read::fields::{FieldMap, Fields, MAPPED, Role, role};
use crate::read::note::Note;
use crate::read::record::Reason;
use crate::read::source::{Sink, Source, Stop};

pub(super) const FORMAT: Format = Format { name: NAME, extensions: &["csv", "tsv", "tab"], sniff, read };

const NAME: &str = "csv";
/// What separates cells; the first of those that are equally frequent in the header.
const DELIMITERS: [u8; 4] = *b",;\t|";
/// How many column names are reported of a table without a title or text.
const MOST_NAMES: usize = 30;

/// No column has a longer name.
const LONGEST_NAME: usize = 40;

/// What a column means, and its rank among those of that meaning.
type Column = Option<(Role, usize)>;

/// Certain when the first line is a header beyond doubt: two known names or more, one of them for a title or text, and nothing blank or long.
fn sniff(head: &[u8]) -> bool {
    let Some(line) = head.split(|&byte| byte == b'\n').next() else { return false };
    // Hardly any text begins so, and to make a reader takes longer than to read an article.
    let delimiter = delimiter(line);
    let cells = line.split(|byte| *byte == delimiter).map(<[u8]>::trim_ascii);
    let might_be_names = cells
        .filter_map(|cell| std::str::from_utf8(cell).ok())
        .filter(|cell| role(cell.trim_matches('"').trim()).is_some());
    if might_be_names.count() < 2 {
        return false;
    }
    let mut reader = ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(line);
    let mut row = ByteRecord::new();
    let is_row = reader.read_byte_record(&mut row).unwrap_or(false);
    let (names, _) = decoded(&row);
    let is_name = |name: &Cow<str>| !name.trim().is_empty() && name.len() <= LONGEST_NAME;
    let known = names.iter().filter(|name| role(name.trim()).is_some()).count();
    // Data frames have rows that are numbered in a column without a name.
    is_row
        && known > 1
        && names.iter().skip(1).all(is_name)
        && names[0].len() <= LONGEST_NAME
        && header(names.into_iter(), &FieldMap::default()).is_ok()
}

fn read(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let head = input.fill_buf()?;
    let delimiter = delimiter(head);
    let progress = RefCell::new(Progress { limit: source.limits.record, ..Progress::default() });
    let rows = Rows { inner: input, progress: &progress };
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(rows);
    let mut row = ByteRecord::new();
    let mut columns: Option<Vec<Column>> = None;
    loop {
        let begin = reader.position().byte();
        let read = reader.read_byte_record(&mut row);
        let line = progress.borrow_mut().row_at(begin);
        match read {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) => return sink.skip(source.at_line(line), failed(&error)),
        }
        let (cells, note) = decoded(&row);
        match &columns {
            None if row.iter().all(|cell| cell.trim_ascii().is_empty()) => {}
            None => {
                columns = Some(header(cells.iter().cloned(), source.map)?);
                missing(&cells, source, sink)?;
            }
            Some(columns) => {
                let mut fields = Fields::default();
                for (column, cell) in columns.iter().zip(cells) {
                    if let Some((role, rank)) = column {
                        fields.add(*role, *rank, cell.into_owned());
                    }
                }
                let mut article = fields.into_article(source.at_line(line));
                article.notes.extend(note);
                if article.is_empty() {
                    sink.skip(source.at_line(line), Reason::Empty)?;
                } else {
                    sink.article(article)?;
                }
            }
        }
    }
}

/// The cells of a row as text, in the encoding that all of them together suggest: one alone is often too short to tell.
fn decoded(row: &ByteRecord) -> (Vec<Cow<'_, str>>, Option<Note>) {
    if std::str::from_utf8(row.as_slice()).is_ok() {
        return (row.iter().map(String::from_utf8_lossy).collect(), None);
    }
    let (_, encoding) = guess(row.as_slice());
    let cells = row.iter().map(|cell| encoding.decode_without_bom_handling(cell).0).collect();
    (cells, Some(Note::DecodedByGuess(encoding.name().to_string())))
}

/// What each column means. A table in which none is a title or a text is no news.
fn header<'a>(cells: impl Iterator<Item = Cow<'a, str>>, map: &FieldMap) -> Result<Vec<Column>, Reason> {
    let names: Vec<String> = cells.map(|name| name.trim().to_string()).collect();
    let usual = |name: &str| role(name).map(|(role, rank)| (role, MAPPED + rank));
    let mapped = |name: &str| map.row_of(name).map(|row| (map.role_of(row), row));
    let columns: Vec<Column> = names.iter().map(|name| mapped(name).or_else(|| usual(name))).collect();
    let tells = |column: &Column| matches!(column, Some((Role::Title | Role::Body | Role::Summary, _)));
    match columns.iter().any(tells) {
        true => Ok(columns),
        false => Err(Reason::NoText { fields: names.into_iter().take(MOST_NAMES).collect() }),
    }
}

/// Names the mapped columns that the table does not have: perhaps they are written in another way.
fn missing(names: &[Cow<'_, str>], source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    for row in 0..source.map.len() {
        if !names.iter().any(|name| source.map.row_of(name.trim()) == Some(row)) {
            sink.skip(source.record.clone(), Reason::Unmapped(source.map.name(row).to_string()))?;
        }
    }
    Ok(())
}

fn delimiter(head: &[u8]) -> u8 {
    let header = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| header.iter().filter(|&&byte| byte == delimiter).count();
    DELIMITERS.into_iter().rev().max_by_key(|&delimiter| count(delimiter)).unwrap_or(b',')
}

fn failed(error: &::csv::Error) -> Reason {
    match error.kind() {
        ::csv::ErrorKind::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref()) {
            Some(TooLong { bytes, limit }) => Reason::TooLarge { bytes: *bytes, limit: *limit },
            None => Reason::from_io(error),
        },
        _ => Reason::Malformed { format: NAME, what: error.to_string(), line: None, column: None },
    }
}

/// How far the table has been read, and where its lines end: the parser counts rows, but people cite lines.
#[derive(Default)]
struct Progress {
    limit: u64,
    /// Bytes read, and of them those before the row that is being read.
    bytes: u64,
    before: u64,
    /// Line ends behind the rows that have been counted, and how many before.
    ends: VecDeque<(u64, u8)>,
    lines: u64,
}

impl Progress {
    /// The line of the row that the parser begins at a byte, at which the end of the line before may still stand, and blank lines.
    fn row_at(&mut self, mut byte: u64) -> u64 {
        while let Some((at, end)) = self.ends.pop_front_if(|(at, _)| *at <= byte) {
            byte = byte.max(at + 1);
            self.lines += u64::from(end == b'\n');
        }
        self.before = byte;
        self.lines + 1
    }
}

/// Fails when a row goes on and on: behind a quote that nobody closed, the rest of the file is one cell.
struct Rows<'a> {
    inner: &'a mut dyn BufRead,
    progress: &'a RefCell<Progress>,
}

#[derive(Debug, thiserror::Error)]
#[error("a row of more than {limit} bytes")]
struct TooLong {
    bytes: u64,
    limit: u64,
}

impl Read for Rows<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let progress = &mut *self.progress.borrow_mut();
        let ends = memchr::memchr2_iter(b'\r', b'\n', &buffer[..read]);
        progress.ends.extend(ends.map(|at| (progress.bytes + at as u64, buffer[at])));
        progress.bytes += read as u64;
        let (bytes, limit) = (progress.bytes - progress.before, progress.limit);
        if bytes > limit + buffer.len() as u64 { Err(io::Error::other(TooLong { bytes, limit })) } else { Ok(read) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_tells_what_separates() {
        assert_eq!(delimiter(b"title;text, all of it;date\na,b,c,d,e"), b';');
        assert_eq!(delimiter(b"title\ttext"), b'\t');
        assert_eq!(delimiter(b"title"), b',');
        assert_eq!(delimiter(b""), b',');
    }
}
