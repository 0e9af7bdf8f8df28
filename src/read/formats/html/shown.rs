//! Which of the lines of a page that show a date stand beside its title, and which may be of other things: of comments, of other articles, of the page as a whole.
//! Told by where they stand and how their elements are called. Knows no dates.

use dom_query::{Document, NodeId, NodeRef};
use rustc_hash::FxHashMap;

use super::date_lines::DateLine;
use super::pruning::words;
use crate::read::article::Shown;

/// A line so many bytes of text behind the title, or before it, stands beside it.
const NEAR_BEHIND: usize = 500;
const NEAR_BEFORE: usize = 250;
/// So far behind the title, if its element has a telling name.
const NEAR_WITH_NAME: usize = 1000;
/// A line that is no longer than this may be nothing but a date.
const BARE: usize = 48;
/// Where no title is found, lines of elements with a telling name are looked at in so many bytes from the top.
const TOP: usize = 2000;
/// An element whose name tells of a date is as good as one so many bytes closer.
const WORTH_OF_NAME: usize = 200;
/// What stands behind the title is as good as what stands so many bytes closer before it: there, the page as a whole begins, with the day of today.
const WORTH_OF_BEHIND: usize = 200;
/// So many lines of each sort are handed on.
const MOST: usize = 4;
/// The elements so far around a line tell by their names what it is.
const CLOSE: usize = 3;
/// Elements are nested no deeper where it matters.
const DEEPEST: usize = 60;

/// What is in an element with such a word in its name is of something else than the article.
#[rustfmt::skip]
const FOREIGN: [&str; 18] = [
    "reply", "replies", "popular", "mostread", "latest", "trending", "carousel", "slider", "ticker", "calendar", "tweet", "twitter", "upcoming", "promo",
    "promos", "sponsored", "today", "clock",
];
/// The properties of an article that are works with dates of their own.
const OTHER_WORKS: [&str; 8] =
    ["comment", "citation", "review", "reviews", "isPartOf", "hasPart", "isRelatedTo", "video"];
/// The same where a word begins so.
const FOREIGN_BEGINNINGS: [&str; 3] = ["comment", "related", "recommend"];
/// What is in such an element is around the article.
const MARGIN: [&str; 5] = ["footer", "sidebar", "navbar", "masthead", "topbar"];
/// The same, unless it is the element that shows the date.
const TEASERS: [&str; 2] = ["teaser", "teasers"];
/// An element with such a word in its name shows a date.
#[rustfmt::skip]
const TELLING: [&str; 14] = [
    "date", "datum", "time", "publi", "posted", "postmeta", "byline", "meta", "fecha", "stamp", "created", "autor", "author", "info",
];

/// Where a line stands in its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// With other articles, or comments.
    Foreign,
    /// Around the page.
    Margin,
    /// In the part of the page that is the article's, as far as can be told.
    Article {
        /// Whether an element around it is called as those that show dates are.
        is_named: bool,
    },
}

/// The place of the title: its node and how much text is before it.
pub(super) type TitlePlace = Option<(NodeId, usize)>;

/// Tells where things stand on a page.
pub(super) struct Places<'a> {
    page: &'a Document,
    title: TitlePlace,
    /// The elements around the title, innermost first: they say nothing of what else is in them.
    around_title: Vec<NodeId>,
    /// What elements tell that have been looked at: much is in the same few.
    verdicts: FxHashMap<NodeId, Option<Verdict>>,
}

impl<'a> Places<'a> {
    /// For a page whose title is known to stand there.
    pub fn new(page: &'a Document, title: TitlePlace) -> Self {
        let mut around_title = Vec::new();
        let mut next = title.and_then(|(node, _)| page.tree.get(&node)?.parent());
        while let Some(node) = next {
            around_title.push(node.id);
            next = node.parent();
        }
        Places { page, title, around_title, verdicts: FxHashMap::default() }
    }

    /// The lines to hand on, likeliest first.
    pub fn shown(&mut self, lines: &[DateLine]) -> Vec<Shown> {
        let (mut near, mut far) = (Vec::new(), Vec::new());
        for line in lines {
            let place = self.of(line.node);
            let is_named = place == Place::Article { is_named: true };
            match (place, self.distance(line.at, is_named)) {
                (Place::Foreign, _) => {}
                (Place::Article { .. }, Some(distance)) => {
                    near.push((distance + if is_named { 0 } else { WORTH_OF_NAME }, line));
                }
                _ => {
                    let is_long = usize::from(line.text.len() > BARE);
                    let is_margin = usize::from(place == Place::Margin);
                    far.push((4 * is_long + 2 * is_margin + usize::from(!is_named), line));
                }
            }
        }
        near.sort_by_key(|(distance, _)| *distance);
        far.sort_by_key(|(rank, _)| *rank);
        let mut shown: Vec<Shown> = Vec::new();
        for (lines, beside_title) in [(near, true), (far, false)] {
            let mut room = MOST;
            for (_, line) in lines {
                if room > 0 && shown.iter().all(|known| known.text != line.text) {
                    shown.push(Shown { text: line.text.clone(), beside_title });
                    room -= 1;
                }
            }
        }
        shown
    }

    /// How far from the title it is, if it is beside it.
    fn distance(&self, at: usize, is_named: bool) -> Option<usize> {
        match self.title {
            Some((_, title)) if at > title => {
                let reach = if is_named { NEAR_WITH_NAME } else { NEAR_BEHIND };
                Some(at - title).filter(|distance| *distance <= reach)
            }
            Some((_, title)) => {
                Some(title - at).filter(|distance| *distance <= NEAR_BEFORE).map(|distance| distance + WORTH_OF_BEHIND)
            }
            None => Some(at).filter(|at| is_named && *at <= TOP),
        }
    }

    /// Where a node stands. What is in the title itself is foreign: it is what the article speaks of.
    pub fn of(&mut self, node: NodeId) -> Place {
        let (mut is_named, mut is_margin) = (false, false);
        let mut next = self.page.tree.get(&node);
        for depth in 0..DEEPEST {
            let Some(node) = next else { break };
            if self.around_title.contains(&node.id) {
                break;
            }
            if self.title.is_some_and(|(title, _)| title == node.id) {
                return Place::Foreign;
            }
            match *self.verdicts.entry(node.id).or_insert_with(|| verdict(&node)) {
                Some(Verdict::Foreign) => return Place::Foreign,
                Some(Verdict::Margin) => is_margin = true,
                Some(Verdict::Named) => is_named |= depth <= CLOSE,
                None => {}
            }
            next = node.parent();
        }
        if is_margin { Place::Margin } else { Place::Article { is_named } }
    }
}

/// What an element tells of what is in it.
#[derive(Debug, Clone, Copy)]
enum Verdict {
    Foreign,
    Margin,
    Named,
}

fn verdict(node: &NodeRef<'_>) -> Option<Verdict> {
    let element = node.element_ref()?;
    match &*element.name.local {
        "html" | "body" | "main" => return None,
        "nav" | "footer" => return Some(Verdict::Margin),
        "select" | "option" | "textarea" | "noscript" | "blockquote" | "button" => return Some(Verdict::Foreign),
        "time" => return Some(Verdict::Named),
        _ => {}
    }
    let (mut is_named, mut is_margin, mut is_teaser) = (false, false, &*element.name.local == "aside");
    let attribute = |name: &str| element.attrs.iter().find(|attribute| &*attribute.name.local == name);
    // Something else with facts of its own: a comment, a work that is cited.
    if attribute("itemscope").is_some()
        && attribute("itemprop").is_some_and(|named| OTHER_WORKS.contains(&&*named.value))
    {
        return Some(Verdict::Foreign);
    }
    for attribute in &element.attrs {
        if matches!(&*attribute.name.local, "class" | "id" | "itemprop" | "property" | "role") {
            let names = attribute.value.to_ascii_lowercase();
            is_named |= TELLING.iter().any(|word| names.contains(word));
            is_margin |= is_head_of_page(&names);
            for word in words(&attribute.value) {
                let word = word.to_ascii_lowercase();
                if FOREIGN.contains(&&*word) || FOREIGN_BEGINNINGS.iter().any(|begin| word.starts_with(begin)) {
                    return Some(Verdict::Foreign);
                }
                is_margin |= MARGIN.contains(&&*word);
                is_teaser |= TEASERS.contains(&&*word);
            }
        }
    }
    match (is_margin, is_named, is_teaser) {
        (true, ..) | (_, false, true) => Some(Verdict::Margin),
        (_, true, _) => Some(Verdict::Named),
        _ => None,
    }
}

/// Whether an element is called as what stands above all that is on a page, and says which day it is: `header`, `header-date`, `site-header`.
fn is_head_of_page(names: &str) -> bool {
    names.split_ascii_whitespace().any(|name| name.starts_with("header") || name.starts_with("site-header"))
}

#[cfg(test)]
mod tests {
    use super::super::head::Head;
    use super::*;

    /// What is shown on a page whose title is its first heading: lines elsewhere in brackets.
    fn of_page(body: &str) -> Vec<String> {
        let page = Document::from(format!("<html><body>{body}</body></html>"));
        let head = Head::of(&page);
        let title = head.places.first().map(|heading| (heading.node, heading.at));
        let shown = Places::new(&page, title).shown(&head.lines.found);
        shown
            .into_iter()
            .map(|Shown { text, beside_title }| if beside_title { text } else { format!("({text})") })
            .collect()
    }

    #[test]
    fn lines_are_ordered_by_where_they_stand() {
        let prose =
            "<p>The bridge was opened to traffic, a year later than the city had promised it would be.</p>".repeat(20);
        for (body, expected) in [
            ("<h1>A</h1><p>4 May 2021</p>", &["4 May 2021"][..]),
            ("<p>4 May 2021</p><h1>A</h1>", &["4 May 2021"]),
            ("<p>6 May 2021</p><h1>A</h1><p>4 May 2021</p>", &["4 May 2021", "6 May 2021"]),
            ("<h1>A</h1><p>6 May 2021</p><p class=date>4 May 2021</p>", &["4 May 2021", "6 May 2021"]),
            ("<h1>A</h1><b>4</b> <i>May</i> <u>2021</u><br>", &["4 May 2021"]),
            ("<h1>A</h1><time datetime=2021-05-04>Tuesday</time>", &["Tuesday 2021-05-04"]),
            ("<h1>A</h1><abbr title=2021-05-04>Tuesday</abbr>", &["Tuesday 2021-05-04"]),
            ("<h1>A</h1><span data-publish-time='2021-05-04 10:30'>Tuesday</span>", &["Tuesday 2021-05-04 10:30"]),
            ("<h1>A</h1>PROSE<p>4 May 2021</p>", &["(4 May 2021)"]),
            ("<h1>Since 4 May 2021</h1>", &[]),
            ("<h1>A</h1><div class=comments><p>4 May 2021</p></div>", &[]),
            ("<h1>A</h1><ul class='related-news'><li>4 May 2021</ul>", &[]),
            ("<div id=header>6 May 2021</div><h1>A</h1>", &["(6 May 2021)"]),
            ("<p class=date-header>4 May 2021</p><h1>A</h1>", &["4 May 2021"]),
            ("<h1>A</h1><img title='3 May 2010'><span title='4 May 2021'>Tuesday</span>", &["Tuesday 4 May 2021"]),
            ("<h1>A</h1><aside>4 May 2021</aside>", &["(4 May 2021)"]),
            ("<h1>A</h1><aside class=meta>4 May 2021</aside>", &["4 May 2021"]),
            ("<div class=related><h1>A</h1><p>4 May 2021</p></div>", &["4 May 2021"]),
            ("<h1>A</h1><div itemprop=comment itemscope>4 May 2021</div>", &[]),
            ("<h1>A</h1><p>© 2021</p><p>May 2021</p>", &[]),
            ("<p class=date>4 May 2021</p><p>6 May 2021</p>", &["4 May 2021", "(6 May 2021)"]),
        ] {
            assert_eq!(of_page(&body.replace("PROSE", &prose)), expected, "{body}");
        }
    }

    #[test]
    fn thousands_of_moments_are_no_trouble() {
        let many = "<time datetime=2021-05-04>4 May 2021</time>".repeat(10_000);
        assert!(of_page(&format!("<h1>A</h1>{many}")).len() <= 2 * MOST);
        let long = format!("<h1>A</h1><time datetime='{}'>4 May 2021</time>", "2021-05-04".repeat(100_000));
        assert_eq!(of_page(&long), ["4 May 2021"]);
    }
}
