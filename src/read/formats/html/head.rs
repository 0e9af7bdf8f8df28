//! What a page says of itself in its elements: `meta`, `link`, `title`, headings, `time`, microdata. Collected in one walk, nothing chosen.

use dom_query::{Document, Element, NodeRef};

use crate::read::html::{Visitor, text_of, walk};

/// What the elements of a page say.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The names of `meta` elements in lower case, with their contents.
    pub metas: Vec<(String, String)>,
    /// The `link` elements that have a relation, with their addresses.
    pub links: Vec<(String, String)>,
    /// The language of the whole.
    pub language: Option<String>,
    /// What the window is called.
    pub title: Option<String>,
    /// The headings of the first level.
    pub headings: Vec<String>,
    /// Names that stand where authors stand.
    pub authors: Vec<String>,
    /// Moments that the page shows, as `time` and microdata give them.
    pub times: Vec<Time>,
}

/// A moment that a page shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Time {
    /// As it is written, for machines where there is such a form.
    pub text: String,
    /// What it is said to be.
    pub kind: TimeKind,
}

/// What a moment is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeKind {
    Published,
    Modified,
    /// Nothing is said.
    Shown,
}

/// So many moments are kept: the first on a page are the article's own.
const MOST_TIMES: usize = 12;
/// No heading is longer, in bytes.
const LONGEST_HEADING: usize = 1000;
/// No name of an author is longer.
const LONGEST_NAME: usize = 100;

impl Head {
    /// Reads a page.
    pub fn of(page: &Document) -> Head {
        let mut head = Head::default();
        walk(&page.root(), &mut head);
        head
    }

    /// The contents of the first of these names that has any.
    pub fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(&[name]).next())
    }

    /// All contents of these names, name by name.
    pub fn all<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = String> + 'a {
        let of = |name: &'a str| self.metas.iter().filter(move |(known, _)| known == name);
        names.iter().flat_map(move |name| of(name)).map(|(_, content)| content.clone())
    }

    fn element(&mut self, node: &NodeRef<'_>, element: &Element) {
        let attribute = |name: &str| {
            let found = element.attrs.iter().find(|attribute| &*attribute.name.local == name);
            found.map(|attribute| attribute.value.trim()).filter(|value| !value.is_empty())
        };
        let property = attribute("itemprop").or_else(|| attribute("property")).unwrap_or_default();
        match &*element.name.local {
            "html" => self.language = attribute("lang").or_else(|| attribute("xml:lang")).map(str::to_string),
            "meta" => {
                let names = ["property", "name", "itemprop", "http-equiv"].into_iter().filter_map(attribute);
                let Some(content) = attribute("content") else { return };
                self.metas.extend(names.map(|name| (name.to_ascii_lowercase(), content.to_string())));
            }
            "link" => {
                if let (Some(relation), Some(address)) = (attribute("rel"), attribute("href")) {
                    self.links.push((relation.to_ascii_lowercase(), address.to_string()));
                }
            }
            "title" if self.title.is_none() && !is_in_picture(node) => self.title = line(node.text().as_ref()),
            "h1" => self.headings.extend(line(&text_of(node)).filter(|text| text.len() <= LONGEST_HEADING)),
            "time" => {
                let kind = kind(&[property, attribute("class").unwrap_or_default()], attribute("pubdate").is_some());
                self.time(attribute("datetime").map(str::to_string).or_else(|| line(&text_of(node))), kind);
            }
            _ if property.eq_ignore_ascii_case("datePublished") || property.eq_ignore_ascii_case("dateModified") => {
                let text = attribute("content").or_else(|| attribute("datetime")).map(str::to_string);
                self.time(text.or_else(|| line(&text_of(node))), kind(&[property], false));
            }
            "a" | "span" | "div" | "p" if property == "author" || attribute("rel") == Some("author") => {
                self.authors.extend(line(&text_of(node)).filter(|name| name.len() <= LONGEST_NAME));
            }
            _ => {}
        }
    }

    fn time(&mut self, text: Option<String>, kind: TimeKind) {
        let Some(text) = text.filter(|text| text.contains(|letter: char| letter.is_ascii_digit())) else { return };
        if self.times.len() < MOST_TIMES {
            self.times.push(Time { text, kind });
        }
    }
}

impl Visitor for Head {
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if let Some(element) = node.element_ref() {
            self.element(node, &element);
        }
        true
    }

    fn leave(&mut self, _: &NodeRef<'_>) {}
}

/// Drawings have titles of their own.
fn is_in_picture(title: &NodeRef<'_>) -> bool {
    title.parent().is_some_and(|parent| !parent.has_name("head") && !parent.has_name("html"))
}

fn kind(names: &[&str], is_pubdate: bool) -> TimeKind {
    let says = |word: &str| names.iter().any(|name| name.to_ascii_lowercase().contains(word));
    if says("modified") || says("updated") {
        TimeKind::Modified
    } else if is_pubdate || says("publ") || says("entry-date") || says("created") {
        TimeKind::Published
    } else {
        TimeKind::Shown
    }
}

/// A text in one line; nothing if it is blank.
fn line(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_collected() {
        let page = Document::from(
            "<html lang=en><head><title> A  &amp; b </title><meta property='og:title' content=' C '><link rel=Canonical href='/c'></head>\
             <body><svg><title>Logo</title></svg><h1>A <b>b</b></h1><time datetime='2021-08-15'>x</time><time class=updated>16 Aug 2021</time>\
             <span itemprop=datePublished content='2021-08-14'>z</span><a rel=author>Ann Roe</a><time>now</time>",
        );
        let head = Head::of(&page);
        assert_eq!((head.title.as_deref(), head.language.as_deref()), (Some("A & b"), Some("en")));
        assert_eq!((head.meta(&["x", "og:title"]), &head.headings[..]), (Some("C".into()), &["A b".to_string()][..]));
        assert_eq!((&head.links[0].0[..], &head.authors[..]), ("canonical", &["Ann Roe".to_string()][..]));
        let times: Vec<_> = head.times.iter().map(|time| (time.text.as_str(), time.kind)).collect();
        let expected =
            [("2021-08-15", TimeKind::Shown), ("16 Aug 2021", TimeKind::Modified), ("2021-08-14", TimeKind::Published)];
        assert_eq!(times, expected);
    }
}
