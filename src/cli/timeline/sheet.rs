//! A timeline as a table for spreadsheets and statistics: a row a period, or a period and a value. Source: RFC 4180.

use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};
use dateline::calendar::{Day, Period};
use dateline::search::{FacetName, PeriodCount, Timeline};

use super::super::failure::Failure;
use super::rows::{Told, all_periods};

/// Writes the table to standard output. Every period from the first to the last has its row, so that what is drawn from it has no false slopes.
pub fn print(timeline: &Timeline) -> Result<(), Failure> {
    write(timeline, io::stdout().lock()).map_err(Failure::Output)
}

fn write(timeline: &Timeline, out: impl Write) -> io::Result<()> {
    let mut sheet = Sheet {
        out: WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out),
        has_shares: timeline.coverage.is_some(),
    };
    let lines = timeline.lines.as_ref();
    // Only there can two values have one name.
    let has_types = lines.is_some_and(|lines| lines.facet == FacetName::Actor);
    let names = ["period", "first_day", "last_day", "articles"].into_iter();
    let names = names.chain(sheet.has_shares.then_some(["of", "share"]).into_iter().flatten());
    let names = names.chain(lines.map(|_| "value")).chain(has_types.then_some("type"));
    sheet.out.write_record(names)?;
    match lines {
        None => sheet.line(timeline, &timeline.periods, &[])?,
        Some(lines) => {
            for line in &lines.values {
                let kind = line.kind.filter(|_| has_types).map(|kind| kind.name().to_string());
                let value: Vec<String> = [line.value.clone()].into_iter().chain(kind).collect();
                sheet.line(timeline, &line.periods, &value)?;
            }
        }
    }
    sheet.out.flush()
}

struct Sheet<W: Write> {
    out: Writer<W>,
    has_shares: bool,
}

impl<W: Write> Sheet<W> {
    /// The rows of one line, which end in its value.
    fn line(&mut self, timeline: &Timeline, periods: &[PeriodCount], value: &[String]) -> io::Result<()> {
        let told = Told::new(periods, self.has_shares);
        for period in all_periods(timeline) {
            let PeriodCount { articles, of, share, .. } = told.at(period);
            let days = [period.first(), last_day(period)].map(|day| day.to_string());
            let shares = [of.map(|of| of.to_string()), share.map(|share| share.to_string())];
            let shares = shares.into_iter().map(Option::unwrap_or_default).filter(|_| self.has_shares);
            let cells = [period.to_string()].into_iter().chain(days).chain([articles.to_string()]).chain(shares);
            self.out.write_record(cells.chain(value.iter().cloned()))?;
        }
        Ok(())
    }
}

fn last_day(period: Period) -> Day {
    period.next().and_then(|next| next.first().plus(-1)).unwrap_or(Day::MAX)
}
