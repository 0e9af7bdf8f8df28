//! What a page says of itself in its elements: `meta`, `link`, `title`, headings, `time`, microdata, lines with a date. Collected in one walk, nothing
//! chosen.

use dom_query::{Document, Element, NodeData, NodeId, NodeRef};

use super::date_lines::{DateLines, shows_date};
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
    /// The headings of the first three levels, with where they are.
    pub places: Vec<Heading>,
    /// Names that stand where authors stand.
    pub authors: Vec<String>,
    /// Moments that the page says are of its publication or change.
    pub times: Vec<Time>,
    /// The lines that show a date.
    pub lines: DateLines,
    /// The elements that end a line, and those that hold a moment for machines, as far as they are open.
    pub open: Vec<(NodeId, Option<String>)>,
}

/// A heading.
#[derive(Debug)]
pub(super) struct Heading {
    /// What it says.
    pub text: String,
    /// Where it is.
    pub node: NodeId,
    /// How much text is on the page before it, in bytes.
    pub at: usize,
    /// 1 to 3.
    pub level: u8,
}

/// A moment of which a page says what it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Time {
    /// As it is written, for machines where there is such a form.
    pub text: String,
    /// What it is said to be.
    pub kind: TimeKind,
    /// Where it is.
    pub node: NodeId,
}

/// What a moment is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeKind {
    Published,
    Modified,
}

/// So many moments are kept: the first on a page are the article's own.
const MOST_TIMES: usize = 12;
/// So many headings below the first level are kept.
const MOST_HEADINGS: usize = 24;
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
        let name: &str = &element.name.local;
        if is_inline(name) {
            self.open.extend(moment(element).map(|moment| (node.id, Some(moment))));
        } else {
            self.lines.end();
            self.open.push((node.id, None));
        }
        let attribute = |name: &str| {
            let found = element.attrs.iter().find(|attribute| &*attribute.name.local == name);
            found.map(|attribute| attribute.value.trim()).filter(|value| !value.is_empty())
        };
        let property = attribute("itemprop").or_else(|| attribute("property")).unwrap_or_default();
        match name {
            "html" => self.language = attribute("lang").or_else(|| attribute("xml:lang")).map(str::to_string),
            "meta" => {
                let Some(content) = attribute("content") else { return };
                if let Some(kind) = kind(&[attribute("itemprop").unwrap_or_default()], false) {
                    return self.time(node, Some(content.to_string()), kind);
                }
                let names = ["property", "name", "itemprop", "http-equiv"].into_iter().filter_map(attribute);
                self.metas.extend(names.map(|name| (name.to_ascii_lowercase(), content.to_string())));
            }
            "link" => {
                if let (Some(relation), Some(address)) = (attribute("rel"), attribute("href")) {
                    self.links.push((relation.to_ascii_lowercase(), address.to_string()));
                }
            }
            "title" if self.title.is_none() && !is_in_picture(node) => self.title = line(node.text().as_ref()),
            "h1" => self.heading(node, 1),
            "h2" => self.heading(node, 2),
            "h3" => self.heading(node, 3),
            "time" | "abbr" => {
                if let Some(kind) =
                    kind(&[property, attribute("class").unwrap_or_default()], attribute("pubdate").is_some())
                {
                    let machine = attribute("datetime").or_else(|| attribute("content")).or_else(|| attribute("title"));
                    let machine = machine.filter(|moment| moment.contains(|c: char| c.is_ascii_digit()));
                    self.time(node, machine.map(str::to_string).or_else(|| line(&text_of(node))), kind);
                }
            }
            _ if !property.is_empty()
                && let Some(kind) = kind(&[property], false) =>
            {
                let machine = attribute("content").or_else(|| attribute("datetime")).map(str::to_string);
                self.time(node, machine.or_else(|| line(&text_of(node))), kind);
            }
            "a" | "span" | "div" | "p" if property == "author" || attribute("rel") == Some("author") => {
                self.authors.extend(line(&text_of(node)).filter(|name| name.len() <= LONGEST_NAME));
            }
            _ => {}
        }
    }

    fn heading(&mut self, node: &NodeRef<'_>, level: u8) {
        if self.places.len() < MOST_HEADINGS || level == 1 {
            let Some(text) = line(&text_of(node)).filter(|text| text.len() <= LONGEST_HEADING) else { return };
            self.headings.extend((level == 1).then(|| text.clone()));
            self.places.push(Heading { text, node: node.id, at: self.lines.at(), level });
        }
    }

    fn time(&mut self, node: &NodeRef<'_>, text: Option<String>, kind: TimeKind) {
        let Some(text) = text.filter(|text| text.contains(|letter: char| letter.is_ascii_digit())) else { return };
        if self.times.len() < MOST_TIMES {
            self.times.push(Time { text, kind, node: node.id });
        }
    }
}

impl Visitor for Head {
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        node.query_or(true, |inner| match &inner.data {
            NodeData::Text { contents } => {
                self.lines.text(node.id, contents);
                false
            }
            NodeData::Element(element) => {
                let change = change_for_machines(node, element);
                if change.is_some() {
                    self.time(node, change, TimeKind::Modified);
                    return false;
                }
                self.element(node, element);
                true
            }
            _ => true,
        })
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some((_, moment)) = self.open.pop_if(|(id, _)| *id == node.id) else { return };
        match moment {
            Some(moment) => self.lines.machine(node.id, &moment),
            // A term announces what it stands for.
            None if node.has_name("dt") || node.has_name("th") => self.lines.announce(),
            None => self.lines.end(),
        }
    }
}

/// The moment that an element gives for machines.
fn moment(element: &Element) -> Option<String> {
    let is_moment = |attribute: &str| match &*element.name.local {
        "time" => attribute == "datetime",
        "abbr" => attribute == "title",
        // Links and pictures have titles that tell of other things.
        "span" if attribute == "title" => true,
        _ => attribute.strip_prefix("data-").is_some_and(names_moment),
    };
    let mut moments = element.attrs.iter().filter(|attribute| is_moment(&attribute.name.local));
    let moment = moments.find(|attribute| shows_date(attribute.value.as_bytes()))?;
    Some(moment.value.to_string())
}

/// When it was changed, where a page says that in its text to machines alone: `<span class="updated">2021-08-15T10:30:00Z</span>`.
fn change_for_machines(node: &NodeRef<'_>, element: &Element) -> Option<String> {
    let mut classes = element.attrs.iter().filter(|attribute| &*attribute.name.local == "class");
    let says = &*element.name.local == "span"
        && classes.any(|names| names.value.split_ascii_whitespace().any(|name| name == "updated"));
    let is_moment = |text: &String| text.as_bytes().get(10) == Some(&b'T') && shows_date(text.as_bytes());
    says.then(|| line(&text_of(node))).flatten().filter(is_moment)
}

/// Whether a page's own attribute is called as one that holds when something came out.
fn names_moment(name: &str) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    says(&["date", "time", "publ"]) && !says(&["upd", "modif", "end", "start"])
}

/// Elements that do not end a line.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "big"
            | "cite"
            | "data"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "label"
            | "mark"
            | "meta"
            | "path"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "svg"
            | "time"
            | "u"
            | "use"
    )
}

/// Drawings have titles of their own.
fn is_in_picture(title: &NodeRef<'_>) -> bool {
    title.parent().is_some_and(|parent| !parent.has_name("head") && !parent.has_name("html"))
}

/// What a moment is, by the names of its element.
fn kind(names: &[&str], is_pubdate: bool) -> Option<TimeKind> {
    let says = |word: &str| names.iter().any(|name| name.to_ascii_lowercase().contains(word));
    if is_pubdate
        || says("datepubl")
        || says("published")
        || says("pubdate")
        || says("entry-date")
        || says("datecreated")
        || says("dc:date")
        || says("dc:created")
    {
        Some(TimeKind::Published)
    } else if says("modified") || says("updated") {
        Some(TimeKind::Modified)
    } else {
        None
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
             <span class='updated hidden'>2021-08-17T10:00Z</span><span itemprop=datePublished content='2021-08-14'>z</span><a rel=author>Ann Roe</a><time>now</time>",
        );
        let head = Head::of(&page);
        assert_eq!((head.title.as_deref(), head.language.as_deref()), (Some("A & b"), Some("en")));
        assert_eq!((head.meta(&["x", "og:title"]), &head.headings[..]), (Some("C".into()), &["A b".to_string()][..]));
        assert_eq!((&head.links[0].0[..], &head.authors[..]), ("canonical", &["Ann Roe".to_string()][..]));
        let times: Vec<_> = head.times.iter().map(|time| (time.text.as_str(), time.kind)).collect();
        let (changed, hidden) = (("16 Aug 2021", TimeKind::Modified), ("2021-08-17T10:00Z", TimeKind::Modified));
        assert_eq!(times, [changed, hidden, ("2021-08-14", TimeKind::Published)]);
        let lines: Vec<_> = head.lines.found.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(lines, ["x 2021-08-15 16 Aug 2021zAnn Roenow"]);
    }
}
