//! Exported articles as rows: JSON Lines with all that is known, or a table for spreadsheets.

use std::io::{self, Write};

use dateline::search::{ExportedArticle, PassageHit};

use super::arguments::ExportRows;
use super::csv::{actors, list, precision, row};

const COLUMNS: &str = "id,own_id,title,published,published_precision,published_basis,source,url,record,sections,authors,language,actors,passages\r\n";
/// Stands between passages that do not follow each other.
const BETWEEN: &str = " […] ";
/// A cell of a spreadsheet holds so many UTF-16 units.
const CELL: usize = 32_767;

/// Writes rows.
pub struct ArticleWriter<W> {
    out: W,
    rows: ExportRows,
    bodies: bool,
    long: u64,
}

impl<W: Write> ArticleWriter<W> {
    /// Begins with the names of the columns, if there are any. `bodies` says whether the whole text is wanted.
    pub fn new(mut out: W, rows: ExportRows, bodies: bool) -> io::Result<Self> {
        if rows == ExportRows::Csv {
            out.write_all(COLUMNS.as_bytes())?;
        }
        Ok(ArticleWriter { out, rows, bodies, long: 0 })
    }

    /// A row for an article.
    pub fn article(&mut self, mut article: ExportedArticle) -> io::Result<()> {
        match self.rows {
            ExportRows::Jsonl => {
                article.body = article.body.filter(|_| self.bodies);
                serde_json::to_writer(&mut self.out, &article)?;
                self.out.write_all(b"\n")
            }
            ExportRows::Csv => {
                let passages = joined(&article);
                self.long += u64::from(passages.encode_utf16().count() > CELL);
                self.out.write_all(csv(&article, passages).as_bytes())
            }
        }
    }

    /// How many rows of a table have more in a cell than spreadsheets hold.
    pub fn long(&self) -> u64 {
        self.long
    }

    /// What the rows were written to.
    pub fn into_inner(self) -> W {
        self.out
    }
}

fn csv(article: &ExportedArticle, passages: String) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let texts = |texts: &[String]| list(texts.iter().map(String::as_str));
    row(&[
        article.id.clone(),
        text(&article.own_id),
        article.title.clone(),
        article.published.map(|date| date.to_string()).unwrap_or_default(),
        precision(article.published_precision),
        article.published_basis.name().to_string(),
        text(&article.source),
        text(&article.url),
        article.record.clone(),
        texts(&article.sections),
        texts(&article.authors),
        text(&article.language),
        actors(&article.actors),
        passages,
    ])
}

/// The passages as they can be read and quoted: those that follow each other as they stand in the text, the others with a mark of omission between.
fn joined(article: &ExportedArticle) -> String {
    let mut text = String::new();
    let mut last: Option<&PassageHit> = None;
    for passage in &article.passages {
        let gap = last.filter(|last| last.number + 1 == passage.number).and_then(|last| {
            let body = article.body.as_deref()?;
            body.get(last.end..passage.start)
        });
        text += if last.is_some() { gap.unwrap_or(BETWEEN) } else { "" };
        text += &passage.text;
        last = Some(passage);
    }
    text
}
