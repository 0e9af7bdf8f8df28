//! Feeds: RSS from 0.90 to 2.0 and Atom (RFC 4287, and 0.3 before it), one article an entry. Holds one entry at a time, so a feed may have any length.

mod atom;
mod channel;
mod content;
mod rss;

use std::io::BufRead;

use super::Format;
use crate::read::article::RawArticle;
use crate::read::record::{Reason, Record};
use crate::read::source::{Sink, Source, Stop};
use crate::read::xml::{self, Element, Next, Piece, Records, Spaces};
use channel::Channel;

pub(super) const FORMAT: Format = Format { name: NAME, extensions: &["rss", "atom", "rdf"], sniff, read };

const NAME: &str = "feed";

/// How many names of elements are reported of an entry without text.
const MOST_NAMES: usize = 30;

/// What it certainly is: RSS in its own element or in RDF, Atom as a feed or as an entry alone.
fn sniff(head: &[u8]) -> bool {
    let holds = |word: &str| memchr::memmem::find(head, word.as_bytes()).is_some();
    match xml::root(head) {
        Some("rss") => true,
        Some("RDF") => ["/rss/", "netscape.com/rdf/"].iter().any(|space| holds(space)),
        Some("feed") if holds("<entry") && holds("<id>") => true,
        Some("feed" | "entry") => ["www.w3.org/2005/Atom", "purl.org/atom/ns"].iter().any(|space| holds(space)),
        Some("channel") => holds("<item"),
        _ => false,
    }
}

fn read(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut records = Records::new(input, source, NAME, &["item", "entry"])?;
    let mut channel = None;
    let mut is_broken = false;
    loop {
        let next = records.next()?;
        let feed = Feed { records: &records, source, channel: channel.get_or_insert_with(|| begun(&records, source)) };
        match next {
            Next::Whole(piece) => {
                is_broken = false;
                let record = records.record(&piece);
                match feed.article(&piece, record.clone()) {
                    Ok(article) => sink.article(article)?,
                    Err(reason) => sink.skip(record, reason)?,
                }
            }
            Next::BrokenOff(piece) => {
                is_broken = true;
                sink.skip(records.record(&piece), records.broken_off(&piece))?;
            }
            // An entry that breaks off says all that there is to say of the end.
            Next::End if is_broken => return Ok(()),
            Next::End => break,
        }
    }
    match (records.cut_off(), records.root()) {
        (Some(reason), _) => Err(reason.into()),
        (None, Some(root)) if sink.taken() == 0 => Err(Reason::NoArticle(match root.as_str() {
            "rss" | "feed" | "channel" => "a feed without entries".to_string(),
            root => format!("XML <{root}>"),
        })
        .into()),
        _ => Ok(()),
    }
}

/// What the feed says of all its entries, as far as it says it before the first.
fn begun(records: &Records<'_>, source: &Source<'_>) -> Channel {
    Channel::new(records.head(spaces(records)), source.found.url.as_deref())
}

fn spaces(records: &Records<'_>) -> Spaces {
    let is_atom = records.root().is_some_and(|root| root.ends_with("feed") || root.ends_with("entry"));
    Spaces::Own(if is_atom { "atom" } else { "" })
}

struct Feed<'a> {
    records: &'a Records<'a>,
    source: &'a Source<'a>,
    channel: &'a Channel,
}

impl Feed<'_> {
    fn article(&self, piece: &Piece, record: Record) -> Result<RawArticle, Reason> {
        let (entry, note) = self.records.element(piece, &self.channel.names, spaces(self.records))?;
        let mut article = RawArticle::new(record);
        let read = if entry.name == "entry" { atom::fill } else { rss::fill };
        read(&mut article, &entry, self.channel, self.source.limits)
            .map_err(|content::TooDeep| piece.begin.malformed(NAME, content::TOO_DEEP))?;
        if article.is_empty() {
            return Err(Reason::NoText { fields: names(&entry) });
        }
        article.notes.extend(note);
        Ok(article)
    }
}

fn names(entry: &Element) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for element in entry.elements() {
        if names.len() < MOST_NAMES && !names.contains(&element.name) {
            names.push(element.name.clone());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_told_from_pages() {
        for feed in [
            "<?xml version='1.0'?><rss version='0.92'>",
            "<rdf:RDF xmlns='http://purl.org/rss/1.0/'>",
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'>",
            "<entry xmlns='http://www.w3.org/2005/Atom'/>",
        ] {
            assert!(sniff(feed.as_bytes()), "{feed}");
        }
        for other in [
            "<!DOCTYPE html><html><link type='application/rss+xml'><rss>",
            "<html xmlns='http://www.w3.org/1999/xhtml'><item>",
            "<feed><entry/></feed>",
            "<rdf:RDF xmlns:foaf='http://xmlns.com/foaf/0.1/'>",
            "The <rss> element",
            "<newsItem>",
        ] {
            assert!(!sniff(other.as_bytes()), "{other}");
        }
    }
}
