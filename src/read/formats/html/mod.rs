//! HTML pages, saved or crawled: one article a page. What a page says of itself is gathered in `head` and `json_ld` and chosen from in `facts`; where
//! its text is, is found in `content`.

mod charset;
mod content;
mod date_lines;
mod facts;
mod head;
mod json_ld;
mod leftovers;
mod pruning;
mod saved;
mod script_dates;
mod scripts;
mod shown;
mod title;

use std::io::BufRead;

use dom_query::Document;

use super::Format;
use crate::read::article::RawArticle;
use crate::read::html::strain;
use crate::read::record::Reason;
use crate::read::source::{Sink, Source, Stop};
use head::Head;

pub(super) const FORMAT: Format =
    Format { name: "html", extensions: &["html", "htm", "xhtml", "xht", "shtml"], sniff, read };

/// What pages begin with, behind comments and what XML begins with.
const BEGINNINGS: [&str; 6] = ["<!doctype html", "<html", "<head", "<body", "<title", "<meta"];

/// Certain of a page that begins as pages should.
fn sniff(head: &[u8]) -> bool {
    if !head.trim_ascii_start().starts_with(b"<") {
        return false;
    }
    let text = String::from_utf8_lossy(&head[..head.len().min(8 << 10)]);
    let mut rest = text.trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => rest.find("-->").map(|at| at + 3),
            _ if rest.starts_with("<?xml") => rest.find("?>").map(|at| at + 2),
            _ => None,
        };
        match end {
            Some(end) => rest = rest[end..].trim_start(),
            None => break,
        }
    }
    let begins = |with: &&str| rest.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    BEGINNINGS.iter().any(begins)
}

fn read(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let bytes = source.bytes(input)?;
    let declared = source.found.charset.clone().or_else(|| charset::declared(&bytes));
    let decoded = source.decoded(bytes, declared.as_deref())?;
    if decoded.text.trim().is_empty() {
        return Ok(());
    }
    let mut article = article(&decoded.text, source)?;
    article.notes.extend(decoded.note());
    if article.is_empty() { Err(Reason::NoText { fields: Vec::new() }.into()) } else { sink.article(article) }
}

fn article(html: &str, source: &Source<'_>) -> Result<RawArticle, Reason> {
    let scripts::Page { html: plain, json_ld, others } = scripts::split(html);
    if let Some(reason) = strain(&plain, source.limits.html_depth) {
        return Err(reason);
    }
    let told = json_ld::read(&json_ld);
    let page = Document::from(plain.as_ref());
    let head = Head::of(&page);
    let told_body = told.as_ref().and_then(|told| told.body.clone());
    let (title, mut metadata) = facts::facts(&page, &head, told, saved::mark(html), &source.found);
    if metadata.published.is_empty() {
        metadata.published.extend(script_dates::published(&[json_ld, others].concat()));
    }
    let summary = head.meta(&["og:description", "description", "twitter:description"]);
    let body = content::body(page, &plain, &title, told_body, summary);
    Ok(RawArticle { title, body, metadata, ..RawArticle::new(source.record.clone()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_by_how_they_begin() {
        for page in [
            "<!DOCTYPE html>",
            "\n<!-- saved -->\n<HTML lang=en>",
            "<?xml version='1.0'?><!-- a --><html xmlns=x>",
            "<head>",
        ] {
            assert!(sniff(page.as_bytes()), "{page}");
        }
        for other in ["<rss>", "<?xml version='1.0'?><feed>", "Kabul <html>", "<!-- never closed", "", "<p>a piece"] {
            assert!(!sniff(other.as_bytes()), "{other}");
        }
    }
}
