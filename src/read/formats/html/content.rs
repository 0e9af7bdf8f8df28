//! Where on its page the text of an article is. What decides is how the text lies in the page; what stands in its head helps where there is no text.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::leftovers;
use super::pruning::prune;
use crate::read::decode::unix_lines;
use crate::read::html::{as_text, text_of};

/// A text of fewer bytes is looked for again in other ways.
const SHORT: usize = 300;
/// Another way must find so many times as much to be believed.
const TIMES: usize = 2;

/// The text of the article on a page that bears that title. `told` is what search engines are told that the text is; `summary` stands in for a text
/// that is nowhere else, as on pages that scripts fill.
pub(super) fn body(page: Document, html: &str, title: &str, told: Option<String>, summary: Option<String>) -> String {
    prune(&page);
    let mut text = extract(page, title);
    if text.len() < SHORT {
        let unpruned = extract(Document::from(html), title);
        if unpruned.len() > text.len() * TIMES {
            text = unpruned;
        }
    }
    if let Some(told) = told.filter(|told| told.len() > text.len() * TIMES) {
        text = as_text(unix_lines(told));
    }
    if text.trim().is_empty() { summary.map(|summary| as_text(unix_lines(summary))).unwrap_or_default() } else { text }
}

fn extract(page: Document, title: &str) -> String {
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let Ok(mut reader) = Readability::with_document(page, None, Some(config)) else { return String::new() };
    let Ok(article) = reader.parse() else { return String::new() };
    let content = Document::fragment(article.content);
    leftovers::take_out(&content.root(), title);
    text_of(&content.root())
}
