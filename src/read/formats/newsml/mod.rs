//! News as agencies exchange it in XML, after the standards of the IPTC: NewsML-G2 with its envelopes, NewsML 1 before it, and NITF, alone or inside
//! of them. Holds one item at a time.

mod concepts;
mod content;
mod item;
mod nitf;
mod version1;

use std::io::BufRead;

use super::Format;
use crate::read::article::RawArticle;
use crate::read::record::{Reason, Record};
use crate::read::source::{Sink, Source, Stop};
use crate::read::xml::{self, Element, Names, Next, Piece, Records, Spaces};

pub(super) const NEWSML: Format =
    Format { name: "newsml", extensions: &["newsml", "g2", "xml"], sniff: is_newsml, read: read_newsml };
pub(super) const NITF: Format = Format { name: "nitf", extensions: &["nitf"], sniff: is_nitf, read: read_nitf };

/// Elements that are a record each. `contentSet` and `contentMeta` are parts of an item; in a file of their own they are all that there is of it.
const RECORDS: [&str; 10] = [
    "newsItem",
    "packageItem",
    "conceptItem",
    "knowledgeItem",
    "planningItem",
    "catalogItem",
    "contentSet",
    "contentMeta",
    "NewsItem",
    "nitf",
];
/// Elements around them.
const ENVELOPES: [&str; 2] = ["newsMessage", "NewsML"];

/// How many names of elements are reported of an item without text.
const MOST_NAMES: usize = 30;

fn is_newsml(head: &[u8]) -> bool {
    xml::root(head).is_some_and(|root| root != "nitf" && (RECORDS.contains(&root) || ENVELOPES.contains(&root)))
}

fn is_nitf(head: &[u8]) -> bool {
    xml::root(head) == Some("nitf")
}

fn read_newsml(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    read(NEWSML.name, input, source, sink)
}

fn read_nitf(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    read(NITF.name, input, source, sink)
}

fn read(format: &'static str, input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut records = Records::new(input, source, format, &RECORDS)?;
    let mut is_broken = false;
    loop {
        let (record, outcome) = match records.next()? {
            Next::Whole(piece) => {
                is_broken = false;
                let record = records.record(&piece);
                (record.clone(), article(&records, &piece, record, source, format))
            }
            Next::BrokenOff(piece) => {
                is_broken = true;
                (records.record(&piece), Err(records.broken_off(&piece)))
            }
            // An item that breaks off says all that there is to say of the end.
            Next::End if is_broken => return Ok(()),
            Next::End => break,
        };
        match outcome {
            Ok(article) => sink.article(article)?,
            Err(reason) => sink.skip(record, reason)?,
        }
    }
    match (records.cut_off(), records.root()) {
        (Some(reason), _) => Err(reason.into()),
        (None, Some(root)) if sink.taken() == 0 => Err(Reason::NoArticle(match root.as_str() {
            root if ENVELOPES.contains(&root) => "a message without items".to_string(),
            root => format!("XML <{root}>"),
        })
        .into()),
        _ => Ok(()),
    }
}

fn article(
    records: &Records<'_>,
    piece: &Piece,
    record: Record,
    source: &Source<'_>,
    format: &'static str,
) -> Result<RawArticle, Reason> {
    let (element, note) = records.element(piece, &Names::default(), Spaces::Ignored)?;
    let too_deep = |content::TooDeep| piece.begin.malformed(format, "its HTML is nested too deep");
    let mut article = RawArticle::new(record);
    match element.name.as_str() {
        "packageItem" => return Err(no_article("a package of other items")),
        "conceptItem" => return Err(no_article("a concept item")),
        "knowledgeItem" => return Err(no_article("a knowledge item")),
        "planningItem" => return Err(no_article("a planning item")),
        "catalogItem" => return Err(no_article("a catalog")),
        "nitf" => nitf::fill(&mut article, &element, source.limits).map_err(too_deep)?,
        "NewsItem" => version1::fill(&mut article, &element, source.limits).map_err(too_deep)?,
        _ => {
            let content = item::fill(&mut article, &element, source.limits).map_err(too_deep)?;
            if let Some(other) = content.filter(|_| article.body.is_empty()) {
                return Err(no_article(&other));
            }
        }
    }
    article.metadata.without_repeats();
    if article.is_empty() {
        return Err(Reason::NoText { fields: names(&element) });
    }
    article.notes.extend(note);
    Ok(article)
}

fn no_article(what: &str) -> Reason {
    Reason::NoArticle(what.to_string())
}

/// The names of an item's elements, and of those one level inside.
fn names(item: &Element) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for element in item.elements().flat_map(|element| [element].into_iter().chain(element.elements())) {
        if names.len() < MOST_NAMES && !names.contains(&element.name) {
            names.push(element.name.clone());
        }
    }
    names
}

/// The text of an element on one line, if there is any.
fn words(element: Option<&Element>) -> Option<String> {
    element.map(Element::words).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standards_are_told_apart() {
        assert!(is_newsml(b"<?xml version='1.0'?><newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'>"));
        assert!(is_newsml(b"<nar:newsItem>") && is_newsml(b"<NewsML>") && !is_newsml(b"<nitf>"));
        assert!(is_nitf(b"<!DOCTYPE nitf SYSTEM 'nitf-3-3.dtd'><nitf>") && !is_nitf(b"<html><nitf>"));
        assert!(!is_newsml(b"<catalog>") && !is_newsml(b"newsItem"));
    }
}
