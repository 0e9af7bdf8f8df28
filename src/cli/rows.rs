//! Hits as rows for other programs: JSON Lines, CSV, TREC runs. Nothing is shortened and nothing is coloured.

use std::io::{self, BufWriter, Write};

use dateline::search::{Answer, Hit};
use serde::Serialize;

use super::arguments::Rows;
use super::csv::{actors, cell, precision, row};

/// Before the others, in a table of answers to many queries.
const OF_QUERY: &str = "query_id,query,";
const COLUMNS: &str =
    "rank,id,own_id,title,published,published_precision,published_basis,source,url,record,actors,score,passage\r\n";

/// Writes rows.
pub struct RowWriter<'a, W: Write> {
    out: BufWriter<W>,
    rows: Rows,
    run: &'a str,
    begun: bool,
}

/// The answer to one of many queries.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    #[serde(flatten)]
    answer: &'a Answer,
}

impl<'a, W: Write> RowWriter<'a, W> {
    /// `run` names the run in TREC output.
    pub fn new(out: W, rows: Rows, run: &'a str) -> Self {
        RowWriter { out: BufWriter::new(out), rows, run, begun: false }
    }

    /// A row for each hit. `topic` is the id of the query, `before` the number of hits left out before the first.
    pub fn hits(&mut self, topic: &str, answer: &Answer, before: usize) -> io::Result<()> {
        match self.rows {
            Rows::Jsonl => answer.hits.iter().try_for_each(|hit| self.json(hit)),
            Rows::Csv => self.table("", "", answer, before),
            Rows::Trec => self.trec(topic, answer, before),
        }
    }

    /// The answer to one of many queries: in JSON Lines it is a row itself, and in a table each row says its query.
    pub fn answer(&mut self, topic: &str, answer: &Answer, before: usize) -> io::Result<()> {
        match self.rows {
            Rows::Jsonl => self.json(&Row { id: topic, answer }),
            Rows::Csv => {
                let cells = format!("{},{},", cell(topic), cell(&answer.query));
                self.table(OF_QUERY, &cells, answer, before)
            }
            Rows::Trec => self.trec(topic, answer, before),
        }
    }

    /// Writes what is still in memory.
    pub fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Rows of a table that begin with the same cells, under the names of the columns if they are the first.
    fn table(&mut self, names: &str, cells: &str, answer: &Answer, before: usize) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            write!(self.out, "{names}{COLUMNS}")?;
        }
        let mut ranked = (before + 1..).zip(&answer.hits);
        ranked.try_for_each(|(rank, hit)| write!(self.out, "{cells}{}", csv(rank, hit)))
    }

    fn json(&mut self, row: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, row)?;
        self.out.write_all(b"\n")
    }

    /// Those who read runs sort by score, so scores that are equal are made to fall with the rank.
    fn trec(&mut self, topic: &str, answer: &Answer, before: usize) -> io::Result<()> {
        let mut last = f64::INFINITY;
        for (rank, hit) in (before + 1..).zip(&answer.hits) {
            last = hit.score.min(last - 1e-4);
            let id = hit.own_id.as_deref().filter(|id| !id.trim().is_empty()).unwrap_or(&hit.id);
            writeln!(self.out, "{} Q0 {} {rank} {last:.4} {}", one_word(topic), one_word(id), one_word(self.run))?;
        }
        Ok(())
    }
}

/// Columns are separated by white space, so there can be none in them.
fn one_word(text: &str) -> String {
    text.trim().chars().map(|c| if c.is_whitespace() || c.is_control() { '_' } else { c }).collect()
}

fn csv(rank: usize, hit: &Hit) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    row(&[
        rank.to_string(),
        hit.id.clone(),
        text(&hit.own_id),
        hit.title.clone(),
        hit.published.map(|date| date.to_string()).unwrap_or_default(),
        precision(hit.published_precision),
        hit.published_basis.name().to_string(),
        text(&hit.source),
        text(&hit.url),
        hit.record.clone(),
        actors(&hit.actors),
        hit.score.to_string(),
        hit.passages.first().map(|p| p.text.clone()).unwrap_or_default(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::annotate::Basis;

    fn hit(own_id: Option<&str>, score: f64) -> Hit {
        Hit {
            id: "00000000000000ab".to_string(),
            own_id: own_id.map(str::to_string),
            title: "Kabul, \"fallen\"".to_string(),
            title_highlights: vec![],
            published: "2021-08".parse().ok(),
            published_precision: "2021-08".parse().ok().map(dateline::calendar::PartialDate::precision),
            published_basis: Basis::Text,
            record: "/a.txt".to_string(),
            url: None,
            source: None,
            actors: vec![],
            score,
            passages: vec![],
            explain: None,
        }
    }

    fn rows(rows: Rows, hits: Vec<Hit>) -> String {
        let answer = Answer {
            query: "kabul".to_string(),
            like: None,
            matches: 2,
            relaxed: false,
            partial_matches: None,
            hits,
            facets: None,
            complaints: vec![],
            explain: None,
            took_ms: 1.0,
        };
        let mut writer = RowWriter::new(Vec::new(), rows, "my run");
        writer.answer("q 1", &answer, 10).unwrap();
        writer.finish().unwrap();
        String::from_utf8(writer.out.into_inner().unwrap()).unwrap()
    }

    #[test]
    fn scores_of_a_run_fall_with_the_rank() {
        let run = rows(Rows::Trec, vec![hit(Some("LA 1"), 2.0), hit(None, 2.0), hit(Some(" "), 1.0)]);
        let id = "00000000000000ab";
        assert_eq!(
            run,
            format!("q_1 Q0 LA_1 11 2.0000 my_run\nq_1 Q0 {id} 12 1.9999 my_run\nq_1 Q0 {id} 13 1.0000 my_run\n")
        );
    }

    #[test]
    fn cells_may_hold_anything() {
        let table = rows(Rows::Csv, vec![hit(None, 1.5)]);
        assert!(
            table.ends_with(
                "\nq 1,kabul,11,00000000000000ab,,\"Kabul, \"\"fallen\"\"\",2021-08,month,text,,,/a.txt,,1.5,\r\n"
            ),
            "{table}"
        );
        assert!(table.starts_with("query_id,query,rank,id,"), "{table}");
        assert_eq!(table.lines().count(), 2);
    }

    #[test]
    fn an_answer_is_one_line_of_json() {
        let line = rows(Rows::Jsonl, vec![hit(None, 1.5)]);
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!((value["id"].as_str(), value["hits"][0]["published"].as_str()), (Some("q 1"), Some("2021-08")));
        assert_eq!(line.lines().count(), 1);
    }
}
