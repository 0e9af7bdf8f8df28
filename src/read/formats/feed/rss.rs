//! One item of RSS 0.90 to 2.0 as an article, with what Dublin Core, Media RSS, iTunes and others add to it. Sources: the RSS 2.0 specification of the
//! RSS Advisory Board, RSS 1.0 and its modules, Media RSS 1.5.1.

use super::channel::Channel;
use super::content::{Form, TooDeep, first, line};
use crate::read::address::is_web;
use crate::read::article::{Metadata, RawArticle};
use crate::read::source::Limits;
use crate::read::xml::Element;

/// Where the title is, best first.
const TITLES: [&str; 5] = ["title", "dc:title", "atom:title", "media:title", "itunes:title"];
/// Where the text is, best first: the whole of it, then what is there instead.
const TEXTS: [&str; 13] = [
    "content:encoded",
    "xhtml:body",
    "xhtml:div",
    "body",
    "fulltext",
    "atom:content",
    "description",
    "dc:description",
    "atom:summary",
    "media:description",
    "media:text",
    "itunes:summary",
    "itunes:subtitle",
];
/// Where the dates are, strongest first. Those of the feed itself say nothing of an item.
const DATES: [&str; 11] = [
    "pubDate",
    "dc:date",
    "dcterms:issued",
    "dcterms:created",
    "prism:publicationDate",
    "atom:published",
    "date",
    "pubdate",
    "dcterms:modified",
    "atom:updated",
    "updated",
];
/// Categories of the New York Times say what they are in their `domain`.
const NAMED: [&str; 3] = ["nyt_per", "nyt_org", "nyt_geo"];

pub(super) fn fill(
    article: &mut RawArticle,
    item: &Element,
    channel: &Channel,
    limits: &Limits,
) -> Result<(), TooDeep> {
    article.title = line_of(item, &TITLES, limits)?;
    article.body = first(TEXTS.iter().flat_map(|name| named(item, name)).map(|text| (text, Form::Unsaid)), limits)?;
    let guid = item.child("guid").or_else(|| item.child("atom:id"));
    let source = item.child("source").or_else(|| item.child("dc:publisher")).map(Element::words);
    let mut authors = Vec::new();
    for name in ["dc:creator", "author", "itunes:author"] {
        if authors.is_empty() {
            for author in item.all(name) {
                authors.push(person(&line(author, Form::Unsaid, limits)?));
            }
        }
    }
    if authors.is_empty() {
        authors = super::atom::authors(item);
    }
    let id = guid.or_else(|| item.child("dc:identifier")).map(Element::words);
    article.metadata = Metadata {
        own_id: something(id).or_else(|| something(item.attribute("rdf:about").map(str::to_string))),
        url: address(item, guid, channel),
        published: DATES.iter().flat_map(|name| item.all(name)).map(Element::words).collect(),
        authors,
        source: something(source).or_else(|| channel.title.clone()),
        language: channel.language_of(item),
        ..Metadata::default()
    };
    categories(&mut article.metadata, item, limits)?;
    for list in [&mut article.metadata.published, &mut article.metadata.authors] {
        tidy(list);
    }
    Ok(())
}

/// The elements of a name. Those of Media RSS may be grouped, or in what they describe.
fn named<'a>(item: &'a Element, name: &'a str) -> Vec<&'a Element> {
    if name.starts_with("media:") { item.below(name) } else { item.all(name).collect() }
}

fn line_of(item: &Element, names: &[&str], limits: &Limits) -> Result<String, TooDeep> {
    for element in names.iter().flat_map(|name| named(item, name)) {
        let line = line(element, Form::Unsaid, limits)?;
        if !line.is_empty() {
            return Ok(line);
        }
    }
    Ok(String::new())
}

/// An item's address: the permanent one if it says so, its link, or whatever else looks like one.
fn address(item: &Element, guid: Option<&Element>, channel: &Channel) -> Option<String> {
    let permanent = guid.and_then(|guid| guid.attribute("isPermaLink"));
    let guid_address = guid.map(|guid| (guid, guid.words())).filter(|(_, address)| is_web(address));
    let is_permanent = permanent == Some("true");
    let link = || {
        let links = ["feedburner:origLink", "link"];
        links.iter().flat_map(|name| item.all(name)).map(|link| (link, link.words())).find(|(_, link)| !link.is_empty())
    };
    let atom = || {
        let is_it = |link: &&Element| link.attribute("rel").is_none_or(|rel| rel == "alternate");
        let link = item.all("atom:link").chain(item.all("link")).find(is_it)?;
        Some((link, link.attribute("href")?.to_string()))
    };
    let about = || Some((item, item.attribute("rdf:about")?.to_string())).filter(|(_, address)| is_web(address));
    let found = guid_address.clone().filter(|_| is_permanent).or_else(link).or_else(atom);
    let found = found.or_else(|| guid_address.filter(|_| permanent != Some("false"))).or_else(about);
    found.map(|(element, address)| channel.address(item, element, &address))
}

fn categories(metadata: &mut Metadata, item: &Element, limits: &Limits) -> Result<(), TooDeep> {
    for category in item.all("category") {
        let name = line(category, Form::Unsaid, limits)?;
        // A few feeds write them as Atom does.
        let name = if name.is_empty() { category.attribute("term").unwrap_or_default().to_string() } else { name };
        let domain = category.attribute("domain").unwrap_or_default();
        match NAMED.iter().position(|kind| domain.contains(kind)) {
            Some(0) => metadata.people.push(name),
            Some(1) => metadata.organisations.push(name),
            Some(2) => metadata.places.push(name),
            _ => metadata.sections.push(name),
        }
    }
    for name in ["dc:subject", "prism:keyword"] {
        for subject in item.all(name) {
            metadata.tags.push(line(subject, Form::Unsaid, limits)?);
        }
    }
    for name in ["media:keywords", "itunes:keywords"] {
        let lists = named(item, name).into_iter().map(Element::words);
        let words: Vec<String> =
            lists.flat_map(|list| list.split(',').map(|word| word.trim().to_string()).collect::<Vec<_>>()).collect();
        metadata.tags.extend(words);
    }
    for media in item.below("media:category") {
        let label = media.attribute("label").map_or_else(|| media.words(), str::to_string);
        // Addresses and paths of a scheme are no words.
        if !label.contains('/') {
            metadata.tags.push(label);
        }
    }
    for list in [
        &mut metadata.sections,
        &mut metadata.tags,
        &mut metadata.people,
        &mut metadata.organisations,
        &mut metadata.places,
    ] {
        tidy(list);
    }
    Ok(())
}

/// `ann@a.example (Ann Lee)` and `Ann Lee <ann@a.example>` by the name.
fn person(author: &str) -> String {
    let in_brackets = author.strip_suffix(')').and_then(|author| author.split_once('('));
    let name = match (in_brackets, author.split_once('<')) {
        (Some((address, name)), _) if address.contains('@') => name,
        (_, Some((name, address))) if address.contains('@') => name,
        _ => author,
    };
    let name = name.trim();
    if name.is_empty() { author.to_string() } else { name.to_string() }
}

fn something(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// Without what is empty or was there before.
pub(super) fn tidy(list: &mut Vec<String>) {
    let mut seen = std::collections::HashSet::new();
    list.retain(|text| !text.is_empty() && seen.insert(text.clone()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_known_by_their_names() {
        for (author, name) in [
            ("ann@a.example (Ann Lee)", "Ann Lee"),
            ("Ann Lee <ann@a.example>", "Ann Lee"),
            ("ann@a.example", "ann@a.example"),
            ("Ann Lee (Kabul)", "Ann Lee (Kabul)"),
            ("<ann@a.example>", "<ann@a.example>"),
            ("a@b ()", "a@b ()"),
        ] {
            assert_eq!(person(author), name);
        }
    }
}
