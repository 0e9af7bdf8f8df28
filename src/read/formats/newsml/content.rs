//! The text inside an item of NewsML: NITF, XHTML, plain text. Knows nothing of what surrounds it.

use crate::read::html::{fragment_text, is_html};
use crate::read::lines::unindented;
use crate::read::source::Limits;
use crate::read::xml::{Element, unescaped};

/// Its HTML is nested deeper than the limit.
#[derive(Debug)]
pub(super) struct TooDeep;

/// Elements of XHTML that stand around an article: its head, and what is printed above its text.
const AROUND: [&str; 5] = ["head", "header", "nav", "footer", "h1"];

/// What an element of content holds.
pub(super) enum Content<'a> {
    /// A whole document in NITF.
    Nitf(&'a Element),
    /// A text with its paragraphs.
    Text(String),
    /// XML that is no text, by the name of its element.
    Other(String),
    Nothing,
}

/// What an `inlineXML`, `inlineData` or `DataContent` holds.
pub(super) fn content<'a>(inline: &'a Element, limits: &Limits) -> Result<Content<'a>, TooDeep> {
    if let Some(nitf) = inline.below("nitf").first() {
        return Ok(Content::Nitf(nitf));
    }
    let first = inline.elements().next();
    match first.map(|element| element.name.as_str()) {
        Some("body.content" | "body.head") => Ok(Content::Nitf(inline)),
        Some(name) if is_html(&format!("<{name}>")) || ["section", "article", "main", "title"].contains(&name) => {
            Ok(Content::Text(xhtml(inline, limits)?))
        }
        Some(name) => Ok(Content::Other(format!("XML <{name}>"))),
        None => plain(inline, limits),
    }
}

/// The text of XHTML.
fn xhtml(inline: &Element, limits: &Limits) -> Result<String, TooDeep> {
    let body = inline.below("body");
    let outer = body.first().copied().unwrap_or(inline);
    let html = outer.html(&|element| Some(element.local_name()).filter(|name| !AROUND.contains(name)));
    fragment_text(&html, limits).ok_or(TooDeep)
}

/// Text that is said to be, or looks like, plain text or HTML.
fn plain<'a>(inline: &Element, limits: &Limits) -> Result<Content<'a>, TooDeep> {
    let text = inline.text();
    let kind = inline.attribute("contenttype").unwrap_or("text/plain").to_ascii_lowercase();
    let is_encoded = inline.attribute("encoding").is_some();
    if text.trim().is_empty() || is_encoded {
        return Ok(Content::Nothing);
    }
    if kind.contains("html") || is_html(&text) {
        return Ok(Content::Text(fragment_text(&text, limits).ok_or(TooDeep)?));
    }
    if !kind.starts_with("text/") {
        return Ok(Content::Nothing);
    }
    Ok(Content::Text(unindented(&unescaped(&text))))
}
