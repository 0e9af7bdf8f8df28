//! The lines of a timeline on a terminal: a row a period, a column a value, each with its number and a bar. Counts nothing.

use dateline::search::{Lines, PeriodCount, Timeline};

use super::super::bars::bar;
use super::super::terminal::{FAINT, PLACE, TITLE, number};
use super::super::wrap::{columns, shortened, styled};
use super::page::{Cells, gap, height};
use super::rows::{Row, Told, label, names, rows};

/// Narrower columns say too little of their names.
const NARROWEST: usize = 11;
/// Wider ones than these are far apart.
const WIDEST: usize = 24;
/// Shorter bars show little.
const SHORTEST: usize = 3;
/// Columns of a terminal between those of the table.
const BETWEEN: usize = 2;

/// A column.
struct Column {
    name: String,
    articles: u64,
    told: Told,
}

/// The lines as columns; where there are too many for the width, as several tables.
pub fn table(timeline: &Timeline, lines: &Lines, width: usize) -> String {
    let names = names(lines).into_iter();
    let column = |(name, line): (String, &dateline::search::Line)| Column {
        name,
        articles: line.articles,
        told: Told::new(&line.periods, timeline.coverage.is_some()),
    };
    let all: Vec<Column> = names.zip(&lines.values).map(column).collect();
    let counted = || lines.values.iter().flat_map(|line| &line.periods);
    let cell = Cell { cells: Cells::new(counted()), most: counted().map(height).max().unwrap_or_default(), width: 0 };
    let widest = counted().map(|counted| columns(&cell.cells.of(counted))).max().unwrap_or_default();
    let rows = rows(timeline);
    let labels = timeline.periods.iter().map(|counted| columns(&label(counted.period))).max().unwrap_or_default();
    let room = width.saturating_sub(2 + labels);
    let fit = (room / (BETWEEN + NARROWEST.max(widest))).max(1);
    // As many in each table, so that all columns are as wide.
    let each = all.len().div_ceil(all.len().div_ceil(fit).max(1)).max(1);
    let cell = Cell { width: (room / each).saturating_sub(BETWEEN).min(WIDEST), ..cell };
    all.chunks(each).map(|columns| format!("\n{}", one(timeline, &rows, columns, labels, &cell))).collect()
}

fn one(timeline: &Timeline, rows: &[Row], shown: &[Column], labels: usize, cell: &Cell) -> String {
    let row = |first: &str, cells: Vec<String>| {
        let padded = |text: String| format!("{}{text}", " ".repeat(BETWEEN));
        let cells: String = cells.into_iter().map(padded).collect();
        format!("{}\n", format!("  {first:labels$}{cells}").trim_end())
    };
    let named = |style, text: &dyn Fn(&Column) -> String| {
        shown.iter().map(|column| cell.padded(&styled(&text(column), style), columns(&text(column)))).collect()
    };
    let mut table = row("", named(TITLE, &|column| shortened(&column.name, cell.width)));
    table += &row("", named(FAINT, &|column| format!("{} in all", number(column.articles))));
    for next in rows {
        table += &match next {
            Row::Period(all) => {
                let cells = shown.iter().map(|column| cell.of(&column.told.at(all.period)));
                row(&label(all.period), cells.collect())
            }
            Row::Gap(periods) => gap(*periods, timeline.by),
        };
    }
    table
}

/// How cells are written.
struct Cell {
    cells: Cells,
    /// What the longest bar stands for, the same in all columns.
    most: u64,
    width: usize,
}

impl Cell {
    /// The numbers, and a bar if there is room.
    fn of(&self, counted: &PeriodCount) -> String {
        let text = self.cells.of(counted);
        let used = columns(&text);
        let room = self.width.saturating_sub(used + 1);
        if room < SHORTEST {
            return self.padded(&text, used);
        }
        let bar = bar(height(counted), self.most, room);
        let wide = used + 1 + columns(&bar);
        let bar = if bar.is_empty() { bar } else { styled(&bar, PLACE) };
        self.padded(&format!("{text} {bar}"), wide)
    }

    fn padded(&self, text: &str, used: usize) -> String {
        format!("{text}{}", " ".repeat(self.width.saturating_sub(used)))
    }
}
