//! What a page says of its article: title, outlet, authors, dates, address. Chosen from what its elements, its JSON-LD and whoever saved it say;
//! dates are handed on as they are written.

use dom_query::Document;

use super::date_lines::shows_date;
use super::head::{Head, TimeKind};
use super::json_ld::Told;
use super::shown::{Place, Places, TitlePlace};
use super::title::{Names, begins, title};
use crate::read::address::{is_web, resolved};
use crate::read::article::{Metadata, Shown};
use crate::read::source::Found;

/// Names of `meta` elements for when an article was published, surest first.
const PUBLISHED: [&str; 75] = [
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "og:article:published",
    "og:pubdate",
    "datepublished",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "sailthru.date",
    "bt:pubdate",
    "article.published",
    "article:publicationdate",
    "article:post_date",
    "article:publish_date",
    "article_publish_time",
    "article.created",
    "published_at",
    "published_time",
    "published_time_telegram",
    "published",
    "publish-date",
    "publish_date",
    "publish_time",
    "publish-time",
    "publishtime",
    "published-date",
    "published_date",
    "publisheddate",
    "publishdate",
    "date_published",
    "date-published",
    "pubdate",
    "pdate",
    "pub_date",
    "pub-date",
    "publication_date",
    "publication-date",
    "publicationdate",
    "date-publish",
    "datepublication",
    "firstpublished",
    "first_published",
    "article_date_original",
    "originalpublicationdate",
    "original-publish-date",
    "original_release_date",
    "displaydate",
    "posted_date",
    "postdate",
    "release_date",
    "releasedate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.available",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "datecreated",
    "date_created",
    "created",
    "creation_date",
    "creationdate",
    "created_at",
    "uploaddate",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "prism.publicationdate",
    "rnews:datepublished",
    "video:release_date",
    "article:date",
    "date",
];

/// Names of `meta` elements for when it was changed.
const MODIFIED: [&str; 22] = [
    "article:modified_time",
    "article:modified",
    "article:updated_time",
    "og:updated_time",
    "og:modified_time",
    "og:article:modified_time",
    "datemodified",
    "date-modified",
    "dateupdate",
    "dateupdated",
    "article.updated",
    "dcterms.modified",
    "dc.date.modified",
    "modified_date",
    "modificationdate",
    "last-modified",
    "last_modified",
    "lastmod",
    "last-update",
    "last_updated_date",
    "lastupdate",
    "revised",
];

/// Names of `meta` elements for other things.
const SITE: [&str; 5] = ["og:site_name", "application-name", "publisher", "dc.publisher", "dcterms.publisher"];
const TITLE: [&str; 5] = ["og:title", "twitter:title", "parsely-title", "dc.title", "title"];
const AUTHORS: [&str; 8] = [
    "author",
    "article:author",
    "og:article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
];
const SECTIONS: [&str; 5] =
    ["article:section", "og:article:section", "section", "parsely-section", "dc.subject.section"];
const TAGS: [&str; 5] = ["article:tag", "og:article:tag", "news_keywords", "keywords", "parsely-tags"];
const LANGUAGE: [&str; 4] = ["content-language", "language", "dc.language", "og:locale"];

/// A heading of fewer bytes may stand in the window's title by chance.
const SHORTEST_TITLE: usize = 16;
/// No moment is longer in a `meta` element, in bytes.
const LONGEST_MOMENT: usize = 40;
/// A part of the window's title that is no longer than this may be a date alone, in bytes.
const LONGEST_DATED_PART: usize = 28;

/// A page's title and metadata.
pub(super) fn facts(
    page: &Document,
    head: &Head,
    told: Option<Told>,
    saved: (Option<String>, Option<String>),
    found: &Found,
) -> (String, Metadata) {
    let told = told.unwrap_or_default();
    let url = url(head, &told, saved.0, found);
    let site = head.meta(&SITE);
    let source = site.or_else(|| told.publisher.clone()).or_else(|| url.as_deref().and_then(host).map(str::to_string));
    let shared = head.meta(&TITLE);
    let title = title(&Names {
        window: head.title.as_deref(),
        shared: shared.as_deref(),
        headline: told.headline.as_deref(),
        headings: head.headings.iter().map(String::as_str).collect(),
        site: source.as_deref(),
    });
    let mut places = Places::new(page, title_place(head, &title));
    let mut shown = places.shown(&head.lines.found);
    let mut marked = |kind| marked(head, kind, &mut places);
    shown.extend(head.title.as_deref().and_then(dated_part));
    let mut metadata = Metadata {
        published: published(head, &told).chain(marked(TimeKind::Published)).collect(),
        modified: told.modified.iter().cloned().chain(head.all(&MODIFIED)).chain(marked(TimeKind::Modified)).collect(),
        authors: authors(head, &told),
        sections: head.all(&SECTIONS).chain(told.sections).collect(),
        tags: words(head.all(&TAGS)).chain(told.tags).collect(),
        language: head.language.clone().or_else(|| head.meta(&LANGUAGE)).or(told.language),
        captured: saved.1,
        source,
        url,
        shown,
        ..Metadata::default()
    };
    metadata.without_repeats();
    (title.split_whitespace().collect::<Vec<_>>().join(" "), metadata)
}

/// When the article was published, by its JSON-LD and by `meta` elements of any name that says so.
fn published<'a>(head: &'a Head, told: &'a Told) -> impl Iterator<Item = String> + 'a {
    let other = head.metas.iter().filter(|(name, content)| {
        let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
        let is_published =
            says(&["publ", "pubdate", "uploaded", "posted"]) && !says(&["publisher", "modif", "updat", "expir"]);
        is_published
            && content.len() <= LONGEST_MOMENT
            && shows_date(content.as_bytes())
            && !PUBLISHED.contains(&&**name)
    });
    let other = other.map(|(_, content)| content.clone());
    told.published.iter().cloned().chain(head.all(&PUBLISHED)).chain(other)
}

/// The first moment that the page marks so: those further down are of other articles.
fn marked(head: &Head, kind: TimeKind, places: &mut Places) -> Option<String> {
    let mut times = head.times.iter().filter(|time| time.kind == kind);
    times.find(|time| matches!(places.of(time.node), Place::Article { .. })).map(|time| time.text.clone())
}

/// The part of the window's title that is hardly more than a date: `Kabul falls | The Post | 15.08.2021`.
fn dated_part(window: &str) -> Option<Shown> {
    let parts = window.split(['|', '–', '—', '•', '·']).flat_map(|part| part.split(" - ")).map(str::trim);
    // A span of days is none: `14. - 20. Januar 2022`.
    let mut before = ".";
    let mut dated = parts.filter(|part| {
        let is_part = !std::mem::replace(&mut before, part).ends_with(|c: char| c == '.' || c.is_ascii_digit());
        is_part && part.len() <= LONGEST_DATED_PART && shows_date(part.as_bytes())
    });
    dated.next().map(|part| Shown { text: part.to_string(), beside_title: true })
}

/// Where the title stands on the page.
fn title_place(head: &Head, title: &str) -> TitlePlace {
    let window = head.title.as_deref().unwrap_or_default().to_lowercase();
    let is_in_window = |text: &str| text.len() >= SHORTEST_TITLE && window.contains(&text.to_lowercase());
    let is_title = |text: &str| begins(text, title) || begins(title, text) || is_in_window(text);
    let named = head.places.iter().filter(|heading| is_title(&heading.text)).min_by_key(|heading| heading.level);
    let found = named.or_else(|| head.places.iter().find(|heading| heading.level == 1));
    found.map(|heading| (heading.node, heading.at))
}

fn authors(head: &Head, told: &Told) -> Vec<String> {
    let is_name = |name: &String| !name.contains("://") && !name.starts_with('@') && name.contains(char::is_alphabetic);
    let plain = |name: String| {
        name.strip_prefix("By ").or_else(|| name.strip_prefix("by ")).unwrap_or(&name).trim().to_string()
    };
    let named: Vec<String> =
        told.authors.iter().cloned().chain(head.all(&AUTHORS).filter(is_name)).map(plain).collect();
    match named.is_empty() {
        true => head.authors.iter().cloned().map(plain).filter(is_name).collect(),
        false => named,
    }
}

/// The address that the page gives itself, or else that from which it was fetched. A page that calls itself by the address of its site's front
/// page is mistaken.
fn url(head: &Head, told: &Told, saved: Option<String>, found: &Found) -> Option<String> {
    let from = found.url.clone().or(saved);
    let canonical =
        head.links.iter().filter(|(relation, _)| relation == "canonical").map(|(_, address)| address.clone());
    let own = canonical.chain(head.meta(&["og:url"])).chain(told.url.clone());
    let own: Vec<String> =
        own.map(|address| resolved(from.as_deref(), &address)).filter(|address| is_web(address)).collect();
    let is_deep = |address: &&String| !path(address).trim_matches('/').is_empty();
    own.iter().find(is_deep).cloned().or(from).or_else(|| own.into_iter().next())
}

fn path(address: &str) -> &str {
    address.split_once("://").map_or("", |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path))
}

fn host(address: &str) -> Option<&str> {
    let host = address.split_once("://")?.1.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| host.contains('.'))
}

fn words(lists: impl Iterator<Item = String>) -> impl Iterator<Item = String> {
    lists.flat_map(|list| list.split([',', ';']).map(|word| word.trim().to_string()).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(canonical: &str, found: Option<&str>) -> Option<String> {
        let head = Head { links: vec![("canonical".into(), canonical.into())], ..Head::default() };
        let found = Found { url: found.map(str::to_string), ..Found::default() };
        url(&head, &Told::default(), None, &found)
    }

    #[test]
    fn the_address_is_the_pages_own_unless_it_is_mistaken() {
        let found = Some("https://a.example/kabul?x=1");
        assert_eq!(address("https://a.example/kabul", found).as_deref(), Some("https://a.example/kabul"));
        assert_eq!(address("/kabul", found).as_deref(), Some("https://a.example/kabul"));
        assert_eq!(address("//b.example/kabul", found).as_deref(), Some("https://b.example/kabul"));
        assert_eq!(address("https://a.example/", found).as_deref(), found);
        assert_eq!(address("kabul.html", None), None);
    }

    #[test]
    fn the_outlet_is_the_sites_name_or_its_host() {
        assert_eq!(host("https://www.a.example:80/x"), Some("a.example"));
        assert_eq!(host("about:blank"), None);
    }
}
