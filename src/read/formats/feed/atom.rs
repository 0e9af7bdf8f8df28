//! One entry of Atom as an article. Source: RFC 4287, and the draft "Atom 0.3" for what is written as it was before.

use super::channel::Channel;
use super::content::{Form, TooDeep, first, line};
use super::rss::tidy;
use crate::read::article::{Metadata, RawArticle};
use crate::read::source::Limits;
use crate::read::xml::Element;

/// Where the dates are, strongest first.
const DATES: [&str; 7] = ["published", "issued", "created", "dc:date", "updated", "modified", "dcterms:modified"];

pub(super) fn fill(
    article: &mut RawArticle,
    entry: &Element,
    channel: &Channel,
    limits: &Limits,
) -> Result<(), TooDeep> {
    if let Some(title) = entry.child("title") {
        article.title = line(title, form(title).unwrap_or(Form::Plain), limits)?;
    }
    let written = entry.all("content").chain(entry.all("summary")).filter_map(|text| Some((text, form(text)?)));
    let media = entry.below("media:description").into_iter().map(|text| (text, Form::Unsaid));
    article.body = first(written.chain(media), limits)?;
    if article.title.is_empty()
        && let Some(title) = entry.below("media:title").first()
    {
        article.title = line(title, Form::Unsaid, limits)?;
    }
    let source = entry.child("source");
    let mut authors = authors(entry);
    if authors.is_empty() {
        authors = source.map(self::authors).unwrap_or_default();
    }
    if authors.is_empty() {
        authors.clone_from(&channel.authors);
    }
    let word = |element: Option<&Element>| element.map(Element::words).filter(|text| !text.is_empty());
    article.metadata = Metadata {
        own_id: word(entry.child("id")),
        url: address(entry, channel),
        published: DATES.iter().flat_map(|name| entry.all(name)).map(Element::words).collect(),
        authors,
        source: word(source.and_then(|source| source.child("title"))).or_else(|| channel.title.clone()),
        sections: entry.all("category").filter_map(category).collect(),
        tags: entry.all("dc:subject").map(Element::words).collect(),
        language: channel.language_of(entry),
        ..Metadata::default()
    };
    let metadata = &mut article.metadata;
    for list in [&mut metadata.published, &mut metadata.authors, &mut metadata.sections, &mut metadata.tags] {
        tidy(list);
    }
    Ok(())
}

/// The names of an element's authors.
pub(super) fn authors(element: &Element) -> Vec<String> {
    let part = |author: &Element, name: &str| {
        let parts = [author.child(name), author.child(&format!("atom:{name}"))];
        parts.into_iter().flatten().map(Element::words).find(|text| !text.is_empty())
    };
    let name =
        |author: &Element| part(author, "name").or_else(|| part(author, "email")).or_else(|| part(author, "uri"));
    let found: Vec<String> = element.all("author").chain(element.all("atom:author")).filter_map(name).collect();
    if found.is_empty() { element.all("dc:creator").map(Element::words).collect() } else { found }
}

/// How a text is written; nothing when it is no text, or is elsewhere.
fn form(element: &Element) -> Option<Form> {
    let kind = element.attribute("type").unwrap_or("text").to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if element.attribute("mode") == Some("base64") {
        return None;
    }
    match kind {
        "" | "text" | "text/plain" => Some(Form::Plain),
        "html" | "text/html" | "xhtml" | "application/xhtml+xml" => Some(Form::Html),
        // XML of any kind has its text between its elements.
        _ if kind.ends_with("xml") => Some(Form::Html),
        _ => kind.starts_with("text/").then_some(Form::Plain),
    }
}

fn address(entry: &Element, channel: &Channel) -> Option<String> {
    let links = || entry.all("link").filter(|link| link.attribute("href").is_some());
    let alternates = || links().filter(|link| link.attribute("rel").is_none_or(|rel| rel.ends_with("alternate")));
    let is_page = |link: &&Element| link.attribute("type").is_none_or(|kind| kind.contains("html"));
    let content = || entry.child("content").and_then(|content| Some((content, content.attribute("src")?)));
    let link = entry
        .child("feedburner:origLink")
        .map(|link| (link, link.words()))
        .or_else(|| {
            let link = alternates().find(is_page).or_else(|| alternates().next())?;
            Some((link, link.attribute("href")?.to_string()))
        })
        .or_else(|| content().map(|(content, address)| (content, address.to_string())));
    link.map(|(element, address)| channel.address(entry, element, &address))
}

fn category(category: &Element) -> Option<String> {
    let label = category.attribute("label").filter(|label| !label.is_empty());
    let term = || category.attribute("term").filter(|term| !term.is_empty()).map(str::to_string);
    label.map(str::to_string).or_else(term).or_else(|| Some(category.words()))
}
