//! What stands on an article's page and is not its text: captions, bylines, boxes that lead elsewhere. Told by the names that pages give to their
//! elements, which are much alike all over the world. Never takes away where most of the text is, whatever it is called.

use dom_query::{Document, Element, NodeData, NodeId, NodeRef};

use crate::read::html::{Visitor, walk};

/// Elements that never hold the text of an article.
const ELEMENTS: [&str; 14] = [
    "nav",
    "figcaption",
    "footer",
    "button",
    "select",
    "textarea",
    "iframe",
    "noscript",
    "template",
    "svg",
    "dialog",
    "menu",
    "object",
    "embed",
];

/// Words in the names of an element's classes, its id or its role that tell what it is not.
const WORDS: [&str; 75] = [
    "ad",
    "ads",
    "adslot",
    "advert",
    "advertisement",
    "advertising",
    "author",
    "authors",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "bylines",
    "caption",
    "captions",
    "carousel",
    "comment",
    "comments",
    "contributor",
    "cookie",
    "cookies",
    "copyright",
    "credit",
    "credits",
    "dialog",
    "disclaimer",
    "disqus",
    "figcaption",
    "follow",
    "footer",
    "footnav",
    "gallery",
    "hidden",
    "icon",
    "login",
    "masthead",
    "menu",
    "metadata",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "overlay",
    "pagination",
    "paging",
    "photocredit",
    "popup",
    "print",
    "promo",
    "promos",
    "pubdate",
    "rating",
    "readmore",
    "recirc",
    "recommendation",
    "recommendations",
    "recommended",
    "related",
    "share",
    "sharing",
    "sidebar",
    "signup",
    "slideshow",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "taboola",
    "tags",
    "timestamp",
    "toolbar",
    "tooltip",
    "trending",
];

/// Names that are no word of the list, but end in one of these.
const ENDINGS: [&str; 6] = ["caption", "byline", "gallery", "newsletter", "slideshow", "related"];

/// An element that holds more than this share of the text of a page is kept, in percent.
const LARGE: usize = 25;

/// Longer texts in one piece are parted, in bytes: writing them out again takes a time that grows with the square of their length.
const PIECE: usize = 16 << 10;

/// Takes out of a page what is certainly not the text of its article.
pub(super) fn prune(page: &Document) {
    let Some(body) = page.body() else { return };
    let mut weigher = Weigher::default();
    walk(&body, &mut weigher);
    let Weigher { text, suspects, long, .. } = weigher;
    for id in long {
        part(page, id);
    }
    for suspect in suspects.iter().filter(|suspect| suspect.text * 100 <= text * LARGE) {
        page.tree.remove_from_parent(&suspect.id);
    }
}

/// Makes several texts of a long one.
fn part(page: &Document, id: NodeId) {
    let Some(node) = page.tree.get(&id) else { return };
    let text = node.text();
    let mut rest: &str = &text;
    while rest.len() > PIECE {
        let end = (0..=PIECE).rev().find(|&end| rest.is_char_boundary(end)).unwrap_or(PIECE);
        node.insert_before(&page.tree.new_text(&rest[..end]));
        rest = &rest[end..];
    }
    node.set_text(rest);
}

/// An element that may have to go, and how much text of paragraphs is in it, in bytes.
struct Suspect {
    id: NodeId,
    text: usize,
}

/// Finds suspects and weighs them.
#[derive(Default)]
struct Weigher {
    /// The text of paragraphs so far.
    text: usize,
    /// How many paragraphs are open.
    paragraphs: usize,
    /// Texts that are long.
    long: Vec<NodeId>,
    /// Suspects in the order in which they began.
    suspects: Vec<Suspect>,
    /// Those of them that are open, with the text before them.
    open: Vec<(NodeId, usize, usize)>,
}

impl Visitor for Weigher {
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        let is_suspect = node.query_or(false, |inner| match &inner.data {
            NodeData::Text { contents } => {
                if contents.len() > PIECE {
                    self.long.push(node.id);
                }
                self.text += if self.paragraphs > 0 { contents.trim().len() } else { 0 };
                false
            }
            NodeData::Element(element) => {
                self.paragraphs += usize::from(is_paragraph(element));
                // A moment between the paragraphs is when the page was published or changed.
                is_suspect(element) || self.paragraphs == 0 && &*element.name.local == "time"
            }
            _ => false,
        });
        if is_suspect {
            self.open.push((node.id, self.suspects.len(), self.text));
            self.suspects.push(Suspect { id: node.id, text: 0 });
        }
        true
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        if node.element_ref().is_some_and(|element| is_paragraph(&element)) {
            self.paragraphs -= 1;
        }
        if let Some(&(_, number, before)) = self.open.last().filter(|(id, ..)| *id == node.id) {
            self.suspects[number].text = self.text - before;
            self.open.pop();
        }
    }
}

fn is_paragraph(element: &Element) -> bool {
    matches!(&*element.name.local, "p" | "h2" | "h3" | "li" | "blockquote" | "pre" | "td")
}

fn is_suspect(element: &Element) -> bool {
    let name: &str = &element.name.local;
    if matches!(name, "html" | "body" | "article" | "main") {
        return false;
    }
    ELEMENTS.contains(&name)
        || element.attrs.iter().any(|attribute| match &*attribute.name.local {
            "class" | "id" | "role" | "itemprop" | "data-component" => words(&attribute.value).any(is_telling),
            "aria-hidden" => &*attribute.value == "true",
            "hidden" => true,
            _ => false,
        })
}

/// The words that a name is made of: `article__photoCaption--big` is article, photo, Caption, big.
pub(super) fn words(names: &str) -> impl Iterator<Item = &str> {
    let parts = names.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.flat_map(|part| {
        let humps = part.bytes().enumerate().skip(1);
        let begins =
            humps.filter(|&(at, byte)| byte.is_ascii_uppercase() && part.as_bytes()[at - 1].is_ascii_lowercase());
        let mut bounds: Vec<usize> = std::iter::once(0).chain(begins.map(|(at, _)| at)).collect();
        bounds.push(part.len());
        bounds.windows(2).map(|pair| &part[pair[0]..pair[1]]).collect::<Vec<_>>()
    })
}

fn is_telling(word: &str) -> bool {
    if word.len() > 20 {
        return false;
    }
    let lower = word.to_ascii_lowercase();
    WORDS.binary_search(&lower.as_str()).is_ok() || ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: &str) {
        let page = Document::from(format!("<html><body>{body}</body></html>"));
        prune(&page);
        assert_eq!(page.body().unwrap().text().trim(), expected, "{body}");
    }

    #[test]
    fn words_are_sorted() {
        assert!(WORDS.is_sorted());
    }

    #[test]
    fn names_tell_what_is_no_text() {
        let text = format!("<p>{}</p>", "word ".repeat(100).trim());
        let expected = "word ".repeat(100);
        for box_ in [
            "<figure><figcaption>x</figcaption></figure>",
            "<div class='story__photoCaption'><p>x</p></div>",
            "<span id=author-2>x</span>",
            "<div role=navigation>x</div>",
            "<div hidden>x</div>",
        ] {
            check(&format!("{text}{box_}"), expected.trim());
        }
        check(&format!("<div class=related>{text}</div>"), expected.trim());
        check("<p>The cadillac</p><div class=loadmore>y</div>", "The cadillacy");
    }
}
