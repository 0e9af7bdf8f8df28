//! One element of XML as a small tree, its namespaces told apart by short names. Refuses what is nested too deep or not well-formed. Knows no format.

use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::entity::{letter, unescaped};
use super::local;
use crate::read::object::Position;

/// Namespaces by the beginnings of their addresses, and the prefix by which they are known here, whatever a document calls them.
const KNOWN: [(&str, &str); 19] = [
    ("http://www.w3.org/2005/Atom", "atom"),
    ("http://purl.org/atom/ns", "atom"),
    ("http://purl.org/rss/1.0/modules/content", "content"),
    ("http://purl.org/dc/elements/", "dc"),
    ("http://purl.org/dc/terms", "dcterms"),
    ("http://search.yahoo.com/mrss", "media"),
    ("https://search.yahoo.com/mrss", "media"),
    ("http://video.search.yahoo.com/mrss", "media"),
    ("http://tools.search.yahoo.com/mrss", "media"),
    ("http://www.itunes.com/dtds/podcast", "itunes"),
    ("http://www.w3.org/1999/xhtml", "xhtml"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
    ("http://rssnamespace.org/feedburner", "feedburner"),
    ("http://prismstandard.org/namespaces", "prism"),
    ("http://purl.org/rss/1.0/modules/prism", "prism"),
    ("http://purl.org/rss/1.0/", ""),
    ("http://my.netscape.com/rdf/simple/0.9", ""),
    ("http://channel.netscape.com/rdf/simple/0.9", ""),
    ("http://backend.userland.com/", ""),
];

/// How many namespaces may be declared at a time: nobody uses more, and each name is looked up among them.
const MOST_NAMES: usize = 64;

/// How many characters are reported of what is wrong.
const LONGEST_MESSAGE: usize = 200;

/// What becomes of prefixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Spaces {
    /// Names in this namespace, known by its prefix, stand without one, as those in none.
    Own(&'static str),
    /// Names stand without a prefix, whatever they are in.
    Ignored,
}

/// The namespaces that are declared at a place: what a document calls each, and what it is called here.
#[derive(Debug, Clone, Default)]
pub(in crate::read) struct Names(Vec<(String, String)>);

/// An element and what is in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Element {
    /// Its name: `title`, `dc:creator`.
    pub name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

#[derive(Debug, PartialEq, Eq)]
enum Node {
    Element(Element),
    Text(String),
}

/// What was made of a text.
#[derive(Debug)]
pub(in crate::read) struct Tree {
    /// The outermost element. Everything is closed that was open when the text ended, or became faulty.
    pub root: Option<Element>,
    /// What is wrong with it.
    pub fault: Option<Fault>,
    /// The namespaces that were declared where it ended.
    pub names: Names,
}

/// What is wrong, and at which byte.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::read) struct Fault {
    pub what: String,
    at: usize,
}

impl Fault {
    /// Its place in a file in which `text` begins at `begin`.
    pub fn place(&self, text: &str, begin: Position) -> Position {
        let before = &text.as_bytes()[..self.at.min(text.len())];
        let line = begin.line + memchr::memchr_iter(b'\n', before).count() as u64;
        let column = match memchr::memrchr(b'\n', before) {
            Some(at) => (before.len() - at) as u64,
            None => begin.column + before.len() as u64,
        };
        Position { line, column }
    }
}

/// Parses one element, in which the namespaces `names` are declared already.
pub(in crate::read) fn parse(text: &str, names: &Names, spaces: Spaces, depth: usize) -> Tree {
    let mut builder = Builder { names: names.clone(), spaces, depth, open: Vec::new(), root: None };
    let mut reader = Reader::from_str(text);
    // `AT&T` is the commonest fault of feeds, and there is no doubt what it means.
    reader.config_mut().allow_dangling_amp = true;
    let fault = loop {
        let read = reader.read_event();
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let done = match read {
            Ok(Event::Eof) => break builder.open.last().map(|open| Fault { what: cut_off(&open.element.name), at }),
            Ok(event) => builder.take(event).map_err(|what| (what, at)),
            Err(error) => Err((message(&error), usize::try_from(reader.error_position()).unwrap_or(usize::MAX))),
        };
        if let Err((what, at)) = done {
            break Some(Fault { what, at });
        }
    };
    let names = builder.names.clone();
    while !builder.open.is_empty() {
        builder.close();
    }
    Tree { root: builder.root, fault, names }
}

fn cut_off(name: &str) -> String {
    format!("it breaks off before </{name}>")
}

fn message(error: &Error) -> String {
    let what = match error {
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            format!("`</{expected}>` was expected, but `</{found}>` was found")
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => format!("`</{found}>` ends nothing"),
        Error::Syntax(SyntaxError::UnclosedCData) => "a CDATA section is not closed".to_string(),
        Error::Syntax(SyntaxError::UnclosedComment) => "a comment is not closed".to_string(),
        Error::Syntax(SyntaxError::UnclosedTag) => "a tag is not closed".to_string(),
        other => other.to_string(),
    };
    // The message may quote the record.
    what.chars().take(LONGEST_MESSAGE).collect()
}

struct Open {
    element: Element,
    /// How many namespaces were declared before it.
    names: usize,
}

struct Builder {
    names: Names,
    spaces: Spaces,
    depth: usize,
    open: Vec<Open>,
    root: Option<Element>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(start) => self.begin(&start)?,
            Event::Empty(start) => {
                self.begin(&start)?;
                self.close();
            }
            Event::End(_) => self.close(),
            Event::Text(text) => self.add(&text),
            Event::CData(text) => self.add(&text),
            Event::GeneralRef(entity) => match letter(&entity) {
                Some(letter) => self.add(letter.encode_utf8(&mut [0; 4])),
                None => self.add(&format!("&{};", &*entity)),
            },
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        if self.open.len() >= self.depth {
            return Err(format!("nested more than {} levels deep", self.depth));
        }
        let names = self.names.0.len();
        let mut attributes = Vec::new();
        // Checks would compare each attribute with all others.
        for attribute in start.attributes().with_checks(false).flatten() {
            let (name, value) = (attribute.key.as_ref(), unescaped(&attribute.value).trim().to_string());
            match name.strip_prefix("xmlns") {
                Some("") => self.declare("", &value),
                Some(prefix) if prefix.starts_with(':') => self.declare(&prefix[1..], &value),
                _ => attributes.push((name.to_string(), value)),
            }
        }
        let name = self.named(start.name().as_ref());
        self.open.push(Open { element: Element { name, attributes, children: Vec::new() }, names });
        Ok(())
    }

    fn declare(&mut self, prefix: &str, address: &str) {
        if self.names.0.len() < MOST_NAMES {
            let is_it = |known: &str| address.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known));
            let known = KNOWN.iter().find(|(known, _)| is_it(known));
            self.names.0.push((prefix.to_string(), known.map_or(prefix, |(_, name)| name).to_string()));
        }
    }

    fn named(&self, written: &str) -> String {
        let (prefix, name) = written.rsplit_once(':').unwrap_or(("", written));
        let space = self.names.0.iter().rev().find(|(known, _)| known == prefix).map_or(prefix, |(_, space)| space);
        match self.spaces {
            Spaces::Own(own) if space != own && !space.is_empty() => format!("{space}:{name}"),
            _ => name.to_string(),
        }
    }

    fn close(&mut self) {
        let Some(Open { element, names }) = self.open.pop() else { return };
        self.names.0.truncate(names);
        match self.open.last_mut() {
            Some(parent) => parent.element.children.push(Node::Element(element)),
            None => self.root = self.root.take().or(Some(element)),
        }
    }

    fn add(&mut self, text: &str) {
        let Some(Open { element, .. }) = self.open.last_mut() else { return };
        match element.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => element.children.push(Node::Text(text.to_string())),
        }
    }
}

impl Element {
    /// The value of an attribute, by its name as it is written.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The elements in it, without those further inside.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of a name in it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element of a name in it.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The elements of a name in it, however far inside, but not one inside another. In their order.
    pub fn below<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        let mut found = Vec::new();
        self.collect(&|element| element.name == name, &mut found);
        found
    }

    fn collect<'a>(&'a self, is_it: &dyn Fn(&Element) -> bool, found: &mut Vec<&'a Element>) {
        for element in self.elements() {
            if is_it(element) {
                found.push(element);
            } else {
                element.collect(is_it, found);
            }
        }
    }

    /// All text in it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Element(element) => element.add_text(text),
                Node::Text(more) => text.push_str(more),
            }
        }
    }

    /// All text in it on one line.
    pub fn words(&self) -> String {
        self.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What is in it, as HTML: each element inside by the name that `named` gives it, and without those to which it gives none.
    pub fn html(&self, named: &dyn for<'e> Fn(&'e Element) -> Option<&'e str>) -> String {
        let mut html = String::new();
        self.add_html(named, &mut html);
        html
    }

    fn add_html(&self, named: &dyn for<'e> Fn(&'e Element) -> Option<&'e str>, html: &mut String) {
        for node in &self.children {
            match node {
                Node::Element(element) => {
                    let Some(name) = named(element) else {
                        html.push(' ');
                        continue;
                    };
                    html.extend(["<", name, ">"]);
                    element.add_html(named, html);
                    if !matches!(name, "br" | "hr" | "img" | "wbr" | "meta" | "link" | "col") {
                        html.extend(["</", name, ">"]);
                    }
                }
                Node::Text(text) => html.push_str(&text.replace('&', "&amp;").replace('<', "&lt;")),
            }
        }
    }

    /// Its name without what it is in.
    pub fn local_name(&self) -> &str {
        local(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str, spaces: Spaces) -> Tree {
        parse(text, &Names::default(), spaces, 10)
    }

    #[test]
    fn names_are_those_of_their_namespaces() {
        let text = "<a:feed xmlns:a='http://www.w3.org/2005/Atom' xmlns:x='http://purl.org/dc/elements/1.1/' xmlns:y='z'>\
            <a:title/><x:creator/><y:b/><media:c/><t xmlns='http://www.w3.org/1999/xhtml'/><t/></a:feed>";
        let names = |spaces| {
            let root = tree(text, spaces).root.unwrap();
            [&root].into_iter().chain(root.elements()).map(|element| element.name.clone()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names(Spaces::Own("atom")), "feed title dc:creator y:b media:c xhtml:t t");
        assert_eq!(names(Spaces::Ignored), "feed title creator b c t t");
    }

    #[test]
    fn text_is_plain_and_html_is_written_anew() {
        let root =
            tree("<a x=' 1 &amp;&lt; '>b&eacute;<![CDATA[<&]]>&none;<h:br/><h:p>c &lt; d</h:p></a>", Spaces::Own(""))
                .root;
        let root = root.unwrap();
        assert_eq!(root.text(), "bé<&&none;c < d");
        assert_eq!(root.html(&|element| Some(element.local_name())), "bé&lt;&amp;&amp;none;<br><p>c &lt; d</p>");
        assert_eq!(root.attribute("x"), Some("1 &<"));
    }

    #[test]
    fn faults_have_their_places() {
        let check = |text: &str, what: &str, line: u64, column: u64| {
            let fault = tree(text, Spaces::Ignored).fault.unwrap();
            assert_eq!(fault.what, what);
            assert_eq!(fault.place(text, Position { line: 5, column: 3 }), Position { line, column });
        };
        check("<a>\n <b></a>", "`</b>` was expected, but `</a>` was found", 6, 5);
        assert_eq!(tree("<a>x & y AT&T</a>", Spaces::Ignored).root.unwrap().text(), "x & y AT&T");
        check("<a><b/>", "it breaks off before </a>", 5, 10);
        check(&"<a>".repeat(11), "nested more than 10 levels deep", 5, 36);
        assert_eq!(tree("<a><b/>", Spaces::Ignored).root.unwrap().elements().count(), 1);
    }

    #[test]
    fn declared_entities_are_never_expanded() {
        let text = "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c SYSTEM 'file:///etc/passwd'>]><a>&b;&c;</a>";
        assert_eq!(tree(text, Spaces::Ignored).root.unwrap().text(), "&b;&c;");
    }
}
