//! Lines that stand between the paragraphs of an article and are not its text: "Read more: …", "Updated 3:27 am", "Advertisement". Told by what
//! they say and how much of it is links. Sees the part of a page that was found to be the article, and nothing else of the page.

use std::ops::Range;

use dom_query::{NodeData, NodeId, NodeRef};

use crate::read::html::{Visitor, is_block, walk};

/// Lines that are nothing but this, in lower case and without signs around them.
const LABELS: [&str; 42] = [
    "advert",
    "advertisement",
    "advertising",
    "anzeige",
    "by",
    "caption",
    "close",
    "comments",
    "continue reading",
    "continue reading below",
    "don't miss",
    "don’t miss",
    "download",
    "email",
    "enlarge this image",
    "facebook",
    "follow us",
    "hide caption",
    "image",
    "jump to comments",
    "listen",
    "loading",
    "loading...",
    "more",
    "more from",
    "order reprints",
    "photo",
    "photos",
    "print",
    "print article",
    "publicidad",
    "publicidade",
    "publicité",
    "pubblicità",
    "read more",
    "related",
    "related articles",
    "related news",
    "related stories",
    "related topics",
    "share",
    "share this",
];

/// What lines begin with that lead to other articles.
const LEADS: [&str; 26] = [
    "also on ",
    "also read",
    "click here",
    "don't miss",
    "don’t miss",
    "further reading",
    "leggi anche",
    "lees ook",
    "leia também",
    "leia mais",
    "lesen sie auch",
    "lire aussi",
    "mehr zum thema",
    "more on this",
    "more:",
    "read also",
    "read more",
    "read next",
    "read:",
    "recommended:",
    "related:",
    "see also",
    "see more",
    "watch:",
    "you may also like",
    "également sur",
];

/// How short lines begin that ask the reader for something, and what they also hold. Both are needed: an article may well speak of newsletters.
#[rustfmt::skip]
const APPEALS: [(&str, &str); 24] = [
    ("sign up", "newsletter"), ("sign up", "inbox"), ("sign up", "daily"), ("subscribe", "newsletter"), ("subscribe", "podcast"), ("get our", "newsletter"),
    ("get the latest", "inbox"), ("get the", "newsletter"), ("follow ", "twitter"), ("follow ", "facebook"), ("follow ", "instagram"), ("like us", "facebook"),
    ("please follow", "like us"), ("download our", "app"), ("by signing up", "terms"), ("by clicking", "terms"), ("by subscribing", "terms"),
    ("like this story", ""), ("want more stories", ""), ("join the conversation", ""), ("©", "rights reserved"), ("copyright", "rights reserved"),
    ("this material may not be published", "rewritten"), ("this slideshow requires javascript", ""),
];

/// What lines begin with that say when an article came out or changed.
const DATED: [&str; 16] = [
    "published",
    "| updated",
    "updated",
    "last updated",
    "last modified",
    "first published",
    "originally published",
    "posted",
    "modified",
    "created",
    "publicado",
    "veröffentlicht",
    "aktualisiert",
    "publié",
    "mis à jour",
    "pubblicato",
];

/// No such line is longer, in bytes.
const LONGEST_LABEL: usize = 40;
const LONGEST_DATED: usize = 110;
const LONGEST_APPEAL: usize = 260;
const LONGEST_LEAD: usize = 220;
/// Lines of links are left over if they are at most this share of the text, in percent. Of a list of offers they are the text.
const FEW_LINKS: usize = 40;
/// So many lines at the beginning may hold the names of the authors.
const FIRST_LINES: usize = 4;

/// Takes such lines out of the article below `root`, whose title is known.
pub(super) fn take_out(root: &NodeRef<'_>, title: &str) {
    let mut lines = Lines::default();
    walk(root, &mut lines);
    let Lines { text, found, .. } = lines;
    let said = |line: &Line| text[line.range.clone()].trim().to_lowercase();
    let mut left_over: Vec<bool> = Vec::with_capacity(found.len());
    let title = title.trim().to_lowercase();
    let length = |line: &Line| text[line.range.clone()].trim().len();
    let linked: usize = found.iter().filter(|line| is_link(line, &said(line))).map(length).sum();
    let few_links = linked * 100 <= found.iter().map(length).sum::<usize>() * FEW_LINKS;
    for (number, line) in found.iter().enumerate() {
        let said = said(line);
        let is_opening = number < FIRST_LINES && (is_byline(&said) || said == title);
        left_over.push(is_opening || few_links && is_link(line, &said) || is_left_over(line, &said));
    }
    // A heading above such lines alone is theirs.
    let mut is_alone = true;
    for number in (0..found.len()).rev() {
        if found[number].is_heading && is_alone && (number + 1 == found.len() || left_over[number + 1]) {
            left_over[number] = true;
        } else if !left_over[number] {
            is_alone = found[number].is_heading;
        }
    }
    let taken: usize =
        found.iter().zip(&left_over).filter(|(_, left_over)| **left_over).map(|(line, _)| length(line)).sum();
    // Lines between the paragraphs cannot be most of them.
    if taken * 2 > found.iter().map(length).sum() {
        return;
    }
    for (line, _) in found.iter().zip(&left_over).filter(|(_, left_over)| **left_over) {
        root.tree.remove_from_parent(&line.id);
    }
}

/// A line that is hardly more than a link.
fn is_link(line: &Line, said: &str) -> bool {
    line.links * 4 >= said.len() * 3 && !line.is_heading && said.len() <= LONGEST_LEAD && !ends_sentence(said)
}

fn is_left_over(line: &Line, said: &str) -> bool {
    let words = said.trim_matches(|letter: char| !letter.is_alphanumeric());
    let begins = |with: &[&str]| with.iter().any(|beginning| said.starts_with(beginning));
    let is_lead = said.len() <= LONGEST_LEAD && (begins(&LEADS) && line.links * 2 >= said.len());
    let is_label = words.len() <= LONGEST_LABEL && LABELS.contains(&words);
    let is_dated = said.len() <= LONGEST_DATED
        && said.contains(|letter: char| letter.is_ascii_digit())
        && (begins(&DATED) && !ends_sentence(said) || is_date(said));
    let appeals = |(beginning, held): &(&str, &str)| said.starts_with(beginning) && said.contains(held);
    let is_appeal = said.len() <= LONGEST_APPEAL && APPEALS.iter().any(appeals);
    is_lead || is_label || is_dated || is_appeal
}

/// `by jane roe, political editor - 11/18/19 11:04 pm est`
fn is_byline(said: &str) -> bool {
    said.len() <= LONGEST_DATED
        && !ends_sentence(said)
        && (said.starts_with("by ") || said.starts_with("von ") || said.starts_with("par "))
}

fn ends_sentence(said: &str) -> bool {
    said.ends_with(['.', '!', '?', '”', '"', '»', '。'])
}

/// Only numbers, the names of days and months, and what stands between them.
fn is_date(said: &str) -> bool {
    const NAMES: [&str; 19] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue", "wed", "thu",
        "fri", "sat", "sun",
    ];
    const BETWEEN: [&str; 14] = ["am", "pm", "a", "m", "p", "at", "on", "et", "est", "edt", "gmt", "utc", "cst", "pst"];
    let words = said.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    let mut named = 0;
    for word in words {
        let is_name = word.len() <= 9 && NAMES.iter().any(|name| word.starts_with(name));
        named += usize::from(is_name);
        if !is_name && !BETWEEN.contains(&word) {
            return false;
        }
    }
    named > 0
}

/// A line: a block of a page without blocks in it.
struct Line {
    id: NodeId,
    is_heading: bool,
    /// Its bytes in the text.
    range: Range<usize>,
    /// How many of them are links.
    links: usize,
}

/// Finds lines.
#[derive(Default)]
struct Lines {
    text: String,
    found: Vec<Line>,
    /// The blocks that are open: where each began in the text, and whether it has no blocks in it.
    open: Vec<(NodeId, usize, bool, usize)>,
    /// How many links are open, and how many bytes have been in links.
    links: usize,
    linked: usize,
}

impl Visitor for Lines {
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        node.query_or(false, |inner| match &inner.data {
            NodeData::Text { contents } => {
                self.text.push_str(contents);
                let length = contents.trim().len();
                self.linked += if self.links > 0 { length } else { 0 };
                false
            }
            NodeData::Element(element) => {
                let name: &str = &element.name.local;
                self.links += usize::from(name == "a");
                if is_block(name) {
                    if let Some((.., is_line, _)) = self.open.last_mut() {
                        *is_line = false;
                    }
                    self.open.push((node.id, self.text.len(), true, self.linked));
                }
                true
            }
            NodeData::Document | NodeData::Fragment => true,
            _ => false,
        })
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.qual_name_ref() else { return };
        self.links -= usize::from(&*name.local == "a");
        if let Some((id, begin, is_line, linked)) = self.open.pop_if(|(id, ..)| *id == node.id)
            && is_line
        {
            let is_heading = matches!(&*name.local, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
            self.found.push(Line { id, is_heading, range: begin..self.text.len(), links: self.linked - linked });
        }
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;
    use crate::read::html::text_of;

    fn check(line: &str, is_kept: bool) {
        let paragraph =
            "<p>The bridge was opened to traffic on Monday, a year later than the city had promised it would be.</p>";
        let page = Document::fragment(format!("{}{line}{paragraph}", paragraph.repeat(5)));
        take_out(&page.root(), "Bridge reopens");
        let text = text_of(&page.root());
        let found = text.split("\n\n").any(|found| found == text_of(&Document::fragment(line).root()));
        assert_eq!(found, is_kept, "{line}");
    }

    #[test]
    fn what_leads_elsewhere_or_dates_the_page_goes() {
        for line in [
            "<p><a href=x>Another bridge, another delay</a></p>",
            "<p><b>Read more:</b> <a href=x>Another bridge, another delay</a></p>",
            "<p>Updated 3:27 am CST, Wednesday, November 20, 2019</p>",
            "<p>20 Nov 2019</p>",
            "<p>Advertisement</p>",
            "<p>Sign up for our newsletter</p>",
        ] {
            check(line, false);
        }
    }

    #[test]
    fn what_only_looks_so_stays() {
        for line in [
            "<p>Published in 2019, the report named 14 bridges.</p>",
            "<p>More than 40 people said that they follow the mayor on Twitter.</p>",
            "<p>The paper will close its newsletter; readers can no longer sign up.</p>",
            "<p>She wrote: <a href=x>the bridge is safe</a>, and left.</p>",
            "<p>By Monday nobody had crossed it.</p>",
        ] {
            check(line, true);
        }
    }
}
