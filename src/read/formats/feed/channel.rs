//! What a feed says of all its entries: its title, its language, its authors, where it is. Knows no entry.

use super::atom;
use crate::read::address::{is_web, resolved};
use crate::read::xml::{Element, Names, Tree};

/// What a feed says before its first entry.
pub(super) struct Channel {
    pub title: Option<String>,
    pub language: Option<String>,
    /// Of a feed in Atom, whose entries inherit them.
    pub authors: Vec<String>,
    /// What short addresses are meant to begin with.
    pub base: Option<String>,
    /// The namespaces that are declared around the entries.
    pub names: Names,
}

impl Channel {
    pub fn new(head: Tree, fetched_from: Option<&str>) -> Channel {
        let root = head.root.unwrap_or_default();
        let inner = root.child("channel").unwrap_or(&root);
        let word = |name: &str| inner.child(name).map(Element::words).filter(|text| !text.is_empty());
        let language = || inner.attribute("xml:lang").or(root.attribute("xml:lang")).map(str::to_string);
        Channel {
            title: word("title").or_else(|| word("dc:title")),
            language: word("language").or_else(|| word("dc:language")).or_else(language),
            authors: atom::authors(inner),
            base: base(&root, inner, fetched_from),
            names: head.names,
        }
    }

    /// The language that an entry says it is in, or else that of the feed.
    pub fn language_of(&self, entry: &Element) -> Option<String> {
        let said = entry.child("dc:language").map(Element::words).filter(|text| !text.is_empty());
        said.or_else(|| entry.attribute("xml:lang").map(str::to_string)).or_else(|| self.language.clone())
    }

    /// A whole address out of one that may be written in short at an element of an entry.
    pub fn address(&self, entry: &Element, element: &Element, reference: &str) -> String {
        let bases = [entry.attribute("xml:base"), element.attribute("xml:base")];
        let base =
            bases.into_iter().flatten().fold(self.base.clone(), |outer, inner| Some(resolved(outer.as_deref(), inner)));
        resolved(base.as_deref(), reference)
    }
}

/// Where the feed is: as it says, or where it was fetched, or the address that it names as its own or as its site's.
fn base(root: &Element, inner: &Element, fetched_from: Option<&str>) -> Option<String> {
    let links = || inner.all("link").chain(inner.all("atom:link"));
    let own = links().find(|link| link.attribute("rel") == Some("self")).and_then(|link| link.attribute("href"));
    let site = links().find_map(|link| match link.attribute("href") {
        Some(address) => link.attribute("rel").is_none_or(|rel| rel == "alternate").then(|| address.to_string()),
        None => Some(link.words()),
    });
    let outer = fetched_from.map(str::to_string).or_else(|| own.map(str::to_string).filter(|own| is_web(own))).or(site);
    let bases = [root.attribute("xml:base"), inner.attribute("xml:base").filter(|_| inner != root)];
    bases.into_iter().flatten().fold(outer, |outer, inner| Some(resolved(outer.as_deref(), inner)))
}
