//! Plain text: one article a file, its first line the title. Knows no markup.

use std::io::BufRead;

use super::Format;
use crate::read::article::RawArticle;
use crate::read::first_line;
use crate::read::source::{Sink, Source, Stop};

pub(super) const FORMAT: Format = Format { name: "text", extensions: &["txt", "text", ""], sniff: |_| false, read };

fn read(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let text = source.text(input)?;
    let parts = first_line::split(&text.text);
    let mut article = RawArticle::new(source.record.clone());
    article.title = parts.title.to_owned();
    article.body = parts.body.to_owned();
    article.notes.extend(text.note());
    article.metadata.url = parts.url.map(str::to_owned);
    if article.is_empty() { Ok(()) } else { sink.article(article) }
}
