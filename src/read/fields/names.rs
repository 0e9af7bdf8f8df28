//! The names that fields go by: of each role the usual ones, in many exports, and those that the user adds. Knows no format and no value.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a field means for an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::read) enum Role {
    Id,
    Url,
    Title,
    Body,
    /// Stands in for the body where there is none.
    Summary,
    Published,
    Authors,
    Source,
    Sections,
    Language,
    Tags,
    People,
    Organisations,
    Places,
    Modified,
    Captured,
}

/// A role, what the user calls it, and the usual names, best first: of several that a record has, the first with a value counts. Names are in lower
/// case and without `_`, `-` and spaces, because they are compared so.
struct Row {
    role: Role,
    called: &'static [&'static str],
    names: &'static [&'static str],
}

const fn row(role: Role, called: &'static [&'static str], names: &'static [&'static str]) -> Row {
    Row { role, called, names }
}

#[rustfmt::skip]
const ROWS: &[Row] = &[
    row(Role::Id, &["id"], &[
        "id", "guid", "uuid", "articleid", "docid", "docno", "storiesid", "proquestdocumentid", "accessionnumber",
    ]),
    row(Role::Url, &["url"], &[
        "url", "link", "permalink", "canonicalurl", "articleurl", "uri", "weburl", "documenturl", "sourceurl", "articlelink", "pageurl",
    ]),
    row(Role::Title, &["title"], &[
        "title", "headline", "heading", "webtitle", "articletitle", "documenttitle", "newstitle", "storytitle", "headlinetext",
    ]),
    row(Role::Body, &["text", "body"], &[
        "text", "body", "content", "fulltext", "contenttext", "articlebody", "articletext", "bodytext", "maintext", "article", "story",
        "storytext", "newstext", "articlecontent", "documenttext", "contents", "paragraphs", "plaintext", "rawtext", "content:encoded",
        "contentencoded", "contenthtml", "bodyhtml",
    ]),
    row(Role::Summary, &["summary"], &[
        "leadparagraph", "description", "summary", "abstract", "lead", "standfirst", "snippet", "excerpt", "trailtext", "teaser", "lede",
        "hlead", "shortdescription", "subtitle",
    ]),
    row(Role::Published, &["published", "date"], &[
        "published", "datepublished", "publishedat", "publisheddate", "publicationdate", "publishdate", "datepublish", "pubdate",
        "webpublicationdate", "firstpublished", "firstpublicationdate", "publishedtime", "publishtime", "publishedon", "date", "articledate",
        "issued", "dateissued", "datetime", "timestamp", "dateposted", "postedat", "created", "createdat", "datecreated",
    ]),
    row(Role::Authors, &["authors", "author"], &[
        "author", "authors", "byline", "creator", "dc:creator", "authorname", "bylines", "writer", "reporter", "journalist",
    ]),
    row(Role::Source, &["source"], &[
        "source", "publisher", "outlet", "newspaper", "publication", "sitename", "site", "publicationtitle", "pubtitle", "publicationname",
        "medianame", "sourcename", "newspapertitle", "outletname", "journal", "sourcedomain", "domain",
    ]),
    row(Role::Sections, &["section"], &[
        "section", "sections", "category", "categories", "articlesection", "sectionname", "desk", "newsdesk", "rubric", "pillarname",
    ]),
    row(Role::Language, &["language"], &["language", "lang", "inlanguage", "languagecode", "languageofpublication"]),
    row(Role::Tags, &["tags"], &["tags", "keywords", "tag", "keyword", "topics", "topic", "subjects", "descriptors"]),
    row(Role::People, &["people"], &["people", "persons", "person", "personalnames", "perfacet", "individuals"]),
    row(Role::Organisations, &["organisations"], &[
        "organisations", "organizations", "orgs", "organisation", "organization", "org", "companies", "company", "orgfacet",
    ]),
    row(Role::Places, &["places"], &["places", "locations", "place", "location", "geofacet"]),
    row(Role::Modified, &["modified"], &[
        "modified", "datemodified", "modifiedat", "updated", "updatedat", "dateupdated", "lastmodified", "lastupdated",
    ]),
    row(Role::Captured, &["captured"], &[
        "captured", "capturedat", "seendate", "datedownload", "fetched", "fetchedat", "fetchdate", "crawled", "crawledat", "crawldate", "scraped",
        "scrapedat", "scrapedate", "retrieved", "retrievedat", "accessed", "accessdate", "indexeddate", "savedat",
    ]),
];

/// The meaning of a field's name, and its rank among the names of that meaning.
pub(in crate::read) fn role(name: &str) -> Option<(Role, usize)> {
    // Asked for every field of every record.
    static USUAL: LazyLock<FxHashMap<&str, (Role, usize)>> = LazyLock::new(|| {
        let names = ROWS.iter().flat_map(|row| row.names.iter().zip(0..).map(|(name, rank)| (*name, (row.role, rank))));
        let mut usual = FxHashMap::default();
        for (name, meaning) in names {
            usual.entry(name).or_insert(meaning);
        }
        usual
    });
    let is_plain = name.bytes().all(|byte| byte.is_ascii_lowercase());
    if is_plain { USUAL.get(name).copied() } else { USUAL.get(plain(name).as_str()).copied() }
}

/// Whether a name is one that is written in lower case and without separators.
pub(super) fn is_called(name: &str, known: &str) -> bool {
    let mut letters = name.chars().filter(|letter| !is_separator(*letter)).flat_map(char::to_lowercase);
    known.chars().all(|letter| letters.next() == Some(letter)) && letters.next().is_none()
}

/// A name as names are compared.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| !is_separator(*letter)).flat_map(char::to_lowercase).collect()
}

fn is_separator(letter: char) -> bool {
    matches!(letter, '_' | '-' | ' ')
}

/// Fields that the user names: `title=Headline`. They win over the usual names of the same role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldMap {
    rows: Vec<Mapped>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mapped {
    pub role: Role,
    /// As the user wrote it.
    pub name: String,
    /// The names on the way to it, as they are compared; one for a field of the record itself.
    pub parts: Vec<String>,
}

/// Why a field cannot be mapped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// No equals sign between a part of articles and a name.
    #[error("{0:?} is not PART=NAME, as in title=Headline")]
    Form(String),
    /// Articles have no such part.
    #[error("articles have no part {name:?}{} (parts: {})", .nearest.map(|n| format!(", did you mean {n}?")).unwrap_or_default(), FieldMap::roles().join(", "))]
    Role {
        /// What was written before the equals sign.
        name: String,
        /// What was perhaps meant.
        nearest: Option<&'static str>,
    },
}

impl FieldMap {
    /// The parts of articles that a field can be mapped to.
    pub fn roles() -> Vec<&'static str> {
        ROWS.iter().map(|row| row.called[0]).collect()
    }

    /// Adds a field, as the user writes it: `title=Headline`, or `title=fields.headline` for a field in a field.
    ///
    /// # Errors
    /// When it is not written so, or when articles have no such part.
    pub fn add(&mut self, text: &str) -> Result<(), MapError> {
        let (part, name) = text.split_once('=').ok_or_else(|| MapError::Form(text.to_string()))?;
        let (part, name) = (part.trim(), name.trim());
        if part.is_empty() || name.is_empty() {
            return Err(MapError::Form(text.to_string()));
        }
        let is_it = |row: &&Row| row.called.iter().chain(row.names).any(|called| is_called(part, called));
        let row =
            ROWS.iter().find(is_it).ok_or_else(|| MapError::Role { name: part.to_string(), nearest: nearest(part) })?;
        let parts = name.split('.').map(plain).filter(|part| !part.is_empty()).collect();
        self.rows.push(Mapped { role: row.role, name: name.to_string(), parts });
        Ok(())
    }

    /// Whether nothing is mapped.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The fields as the user wrote them, each with its part of articles.
    pub fn entries(&self) -> Vec<String> {
        let called = |role: Role| ROWS.iter().find(|row| row.role == role).map_or("", |row| row.called[0]);
        self.rows.iter().map(|row| format!("{}={}", called(row.role), row.name)).collect()
    }

    pub(super) fn rows(&self) -> &[Mapped] {
        &self.rows
    }

    /// The name of a row, as the user wrote it.
    pub(in crate::read) fn name(&self, row: usize) -> &str {
        &self.rows[row].name
    }

    /// The row that names this field of the record itself, dots and all.
    pub(in crate::read) fn row_of(&self, name: &str) -> Option<usize> {
        self.rows.iter().position(|row| plain(&row.name) == plain(name))
    }

    /// What a row's field means.
    pub(in crate::read) fn role_of(&self, row: usize) -> Role {
        self.rows[row].role
    }

    /// How many fields are mapped.
    pub(in crate::read) fn len(&self) -> usize {
        self.rows.len()
    }
}

/// The part that a word may have been meant for: one that begins like it, or has most of its letters.
fn nearest(name: &str) -> Option<&'static str> {
    let name = plain(name);
    let likeness = |known: &str| {
        let common = known.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
        let mut left: Vec<char> = name.chars().collect();
        let shared =
            known.chars().filter(|c| left.iter().position(|l| l == c).map(|at| left.swap_remove(at)).is_some());
        let shared = shared.count();
        let longest = known.chars().count().max(name.chars().count());
        ((common >= 3 || shared * 4 >= longest * 3) && common > 0).then_some(common + 2 * shared)
    };
    let candidates = ROWS.iter().flat_map(|row| row.called.iter().chain(row.names).map(|name| (row.called[0], *name)));
    candidates
        .filter_map(|(called, name)| Some((likeness(name)?, called)))
        .max_by_key(|(like, _)| *like)
        .map(|(_, called)| called)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_separators() {
        assert_eq!(role("_id"), Some((Role::Id, 0)));
        assert_eq!(role("datePublished"), role("date_published"));
        assert_eq!(role("DATE-PUBLISHED"), role("datepublished"));
        assert_eq!(role("date_publish").map(|(role, _)| role), Some(Role::Published));
        assert_eq!(role("Publication title").map(|(role, _)| role), Some(Role::Source));
        assert_eq!((role("date_modify"), role(""), role("__")), (None, None, None));
    }

    #[test]
    fn every_name_has_one_meaning_and_is_written_as_it_is_compared() {
        for row in ROWS {
            for (rank, name) in row.names.iter().enumerate() {
                assert_eq!(role(name), Some((row.role, rank)), "{name}");
                assert_eq!(plain(name), *name);
            }
        }
    }

    #[test]
    fn parts_are_understood_by_any_usual_name_and_others_are_refused() {
        let mut map = FieldMap::default();
        for text in ["title=Überschrift", " body = Text ", "date=meta.Datum", "organizations=Firmen"] {
            map.add(text).unwrap();
        }
        assert_eq!(map.entries(), ["title=Überschrift", "text=Text", "published=meta.Datum", "organisations=Firmen"]);
        assert_eq!(
            (map.row_of("überschrift"), map.row_of("META.datum"), map.row_of("Datum")),
            (Some(0), Some(2), None)
        );
        let error = map.add("titel=x").unwrap_err().to_string();
        assert!(
            error.starts_with("articles have no part \"titel\", did you mean title? (parts: id, url, title, text, "),
            "{error}"
        );
        assert!(!map.add("qqq=x").unwrap_err().to_string().contains("did you mean"));
        assert_eq!(map.add("title").unwrap_err().to_string(), "\"title\" is not PART=NAME, as in title=Headline");
        assert!(map.add("title=").is_err());
    }
}
