//! Tables as people export them from Wikidata's query service: items with their names, whatever the columns are called. Knows nothing of the file that
//! they go into.

mod classes;
mod columns;

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};
use rustc_hash::FxHashMap;

use super::read::is_item;
use super::tidy;
use crate::annotate::ActorKind;
use crate::text::folded_name;
use columns::Columns;

/// No header has this many columns that anybody would want to see named.
const MOST_COLUMNS: usize = 30;

/// Why nothing of a table can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// It has no header.
    #[error("the table is empty")]
    Empty,
    /// No column is one of names.
    #[error("no column of the table is one of names: {}", .columns.join(", "))]
    NoNames {
        /// The columns, or the first of very many.
        columns: Vec<String>,
    },
}

/// Why a row is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadRow {
    /// It has more or fewer cells than the header.
    #[error("the row has {found} cells, and the header {expected}")]
    Cells {
        /// The cells of the row.
        found: usize,
        /// Those of the header.
        expected: usize,
    },
    /// It has no name.
    #[error("the row has no name")]
    NoName,
    /// The query service gives the number of an item where it has no name in the language that was asked for.
    #[error("the item has no name but its number")]
    NoLabel,
    /// The name goes over several lines, as those do whose quotes are not closed.
    #[error("the name goes over several lines; is a quote not closed?")]
    Lines,
}

/// What a table says.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Items, in the order of their first rows.
    pub items: Vec<Item>,
    /// Rows that are none: line, what could be read, why.
    pub bad: Vec<(u64, String, BadRow)>,
}

/// An item: the rows with one number or, without a number, with one name.
#[derive(Debug)]
pub(super) struct Item {
    /// Its number in Wikidata.
    pub id: Option<String>,
    /// Its name.
    pub label: String,
    /// The line of its first row.
    pub line: u64,
    /// Other names, with the lines of their rows.
    pub aliases: Vec<(String, u64)>,
    /// What sort of actor it is.
    pub kind: Option<ActorKind>,
    /// A few words on it.
    pub description: Option<String>,
}

/// Reads a table with a header, separated by commas, semicolons or tabs.
pub(super) fn read(text: &str) -> Result<Table, TableError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let header = text.lines().find(|line| !line.trim().is_empty()).ok_or(TableError::Empty)?;
    let delimiter = delimiter(header);
    // The TSV of SPARQL quotes and escapes as Turtle does.
    let turtle = delimiter == b'\t' && header.trim_start().starts_with('?');
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter)
        .quoting(!turtle)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut lines = (0, 1);
    // A text cannot be other than UTF-8, and nothing else fails.
    for row in reader.records().map_while(Result::ok) {
        let line = line_of(text, row.position().map_or(0, |position| position.byte() as usize), &mut lines);
        let cells = if turtle { row.iter().map(plain).collect() } else { row };
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push((line, cells));
        }
    }
    let mut rows = rows.into_iter();
    let (_, header) = rows.next().ok_or(TableError::Empty)?;
    let columns = Columns::of(&header);
    if columns.item.is_none() && columns.label.is_none() {
        let columns = header.iter().take(MOST_COLUMNS).map(str::to_string).collect();
        return Err(TableError::NoNames { columns });
    }
    Ok(items(rows.collect(), &columns, header.len()))
}

/// The line of the row that begins at or behind a byte. `lines` is the byte up to which lines are counted, and the line that it is on.
fn line_of(text: &str, byte: usize, lines: &mut (usize, u64)) -> u64 {
    let rest = text.get(byte..).unwrap_or_default();
    let begin = byte + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let newlines = text.get(lines.0..begin).unwrap_or_default().matches('\n').count();
    *lines = (begin, lines.1 + newlines as u64);
    lines.1
}

fn delimiter(header: &str) -> u8 {
    let frequent = |sign: &u8| header.bytes().filter(|byte| byte == sign).count();
    // Of equals, the last is taken.
    *b";\t,".iter().max_by_key(|sign| frequent(sign)).unwrap_or(&b',')
}

/// What a term of Turtle says: an address or a string with its language or type.
fn plain(term: &str) -> Cow<'_, str> {
    let term = term.trim();
    if let Some(address) = term.strip_prefix('<').and_then(|term| term.strip_suffix('>')) {
        return address.into();
    }
    match (term.strip_prefix('"'), term.rfind('"')) {
        (Some(inner), Some(end)) if end > 0 => {
            inner[..end - 1].replace("\\\"", "\"").replace("\\t", " ").replace("\\n", " ").replace("\\\\", "\\").into()
        }
        _ => term.into(),
    }
}

fn items(rows: Vec<(u64, StringRecord)>, columns: &Columns, width: usize) -> Table {
    let mut table = Table::default();
    let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
    let mut ids: Vec<Option<String>> =
        rows.iter().map(|(_, row)| columns.item.and_then(|column| id(row.get(column)?))).collect();
    // Where an item has several rows, each may have one of its other names.
    let mut seen: Vec<&String> = ids.iter().flatten().collect();
    seen.sort_unstable();
    let one_a_row = seen.windows(2).any(|pair| pair[0] == pair[1]);
    for ((line, row), id) in rows.iter().zip(&mut ids) {
        let id = id.take();
        let cell =
            |column: Option<usize>| column.and_then(|column| row.get(column)).map(tidy).filter(|cell| !cell.is_empty());
        let column_of_label = columns.label.or(columns.item);
        let label = cell(column_of_label);
        let goes_on =
            column_of_label.and_then(|column| row.get(column)).is_some_and(|label| label.trim().contains('\n'));
        let bad = match &label {
            _ if row.len() != width => Some(BadRow::Cells { found: row.len(), expected: width }),
            None => Some(BadRow::NoName),
            Some(_) if goes_on => Some(BadRow::Lines),
            Some(label) if self::id(label).is_some() => Some(BadRow::NoLabel),
            Some(_) => None,
        };
        let label = label.unwrap_or_else(|| id.clone().unwrap_or_default());
        if let Some(bad) = bad {
            table.bad.push((*line, label, bad));
            continue;
        }
        let key = id.clone().unwrap_or_else(|| folded_name(&label));
        let number = *numbers.entry(key).or_insert(table.items.len());
        if number == table.items.len() {
            let label = label.clone();
            table.items.push(Item { id, label, line: *line, aliases: Vec::new(), kind: None, description: None });
        }
        let item = &mut table.items[number];
        let mut names = vec![label];
        for alias in &columns.aliases {
            names.extend(split(&cell(Some(alias.column)).unwrap_or_default(), alias.joined || !one_a_row));
        }
        item.aliases.extend(names.into_iter().map(|name| (name, *line)));
        item.kind =
            item.kind.or_else(|| classes::kind(&cell(columns.class).map(|class| self::id(&class).unwrap_or(class))?));
        item.description = item.description.take().or_else(|| cell(columns.description));
    }
    for item in &mut table.items {
        let mut met = rustc_hash::FxHashSet::from_iter([folded_name(&item.label)]);
        item.aliases.retain(|(name, _)| met.insert(folded_name(name)));
    }
    table
}

/// The number of an item, alone or at the end of its address.
fn id(cell: &str) -> Option<String> {
    let cell = cell.trim();
    let last = match cell.rsplit_once(['/', ':']) {
        Some((before, last)) if before.contains("wikidata") || before == "wd" => last,
        Some(_) => return None,
        None => cell,
    };
    is_item(last).then(|| last.to_string())
}

/// What follows a comma within a name.
const SUFFIXES: [&str; 10] = ["jr", "sr", "ii", "iii", "inc", "ltd", "llc", "llp", "plc", "co"];

/// The names in a cell: separated by bars or, where commas separate, by commas.
fn split(cell: &str, commas: bool) -> Vec<String> {
    let pieces: Vec<&str> = match cell {
        _ if cell.contains('|') => cell.split('|').collect(),
        _ if commas && cell.contains(", ") => cell.split(", ").collect(),
        _ if commas => cell.split(',').collect(),
        _ => vec![cell],
    };
    let mut names: Vec<String> = Vec::new();
    for piece in pieces.iter().map(|piece| tidy(piece)).filter(|piece| !piece.is_empty()) {
        match names.last_mut() {
            Some(name) if SUFFIXES.contains(&folded_name(&piece).as_str()) => {
                name.push_str(", ");
                name.push_str(&piece);
            }
            _ => names.push(piece),
        }
    }
    names
}
