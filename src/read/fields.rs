//! The names that people give to an article's fields, whatever format the fields stand in. Knows no format.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::article::{Metadata, RawArticle};
use super::decode::unix_lines;
use super::record::Record;

/// What a field means for an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
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
}

/// The names of the fields, best first: of several that a record has, the first with a value counts. In lower case and
/// without `_`, `-` and spaces, because names are compared so.
const NAMES: &[(Role, &[&str])] = &[
    (Role::Id, &["id", "guid", "uuid", "articleid", "docid", "docno"]),
    (Role::Url, &["url", "link", "permalink", "canonicalurl", "articleurl", "uri"]),
    (Role::Title, &["title", "headline", "heading"]),
    (
        Role::Body,
        &[
            "text",
            "body",
            "content",
            "fulltext",
            "contenttext",
            "articlebody",
            "articletext",
            "bodytext",
            "maintext",
            "article",
            "story",
            "contenthtml",
        ],
    ),
    (Role::Summary, &["description", "summary", "abstract", "lead", "standfirst"]),
    (
        Role::Published,
        &[
            "published",
            "datepublished",
            "publishedat",
            "publisheddate",
            "publicationdate",
            "publishdate",
            "pubdate",
            "firstpublished",
            "date",
            "issued",
            "datetime",
            "timestamp",
            "created",
            "createdat",
            "datecreated",
        ],
    ),
    (Role::Authors, &["author", "authors", "byline", "creator", "dc:creator"]),
    (Role::Source, &["source", "publisher", "outlet", "newspaper", "publication", "sitename", "site"]),
    (Role::Sections, &["section", "sections", "category", "categories", "articlesection", "sectionname", "desk"]),
    (Role::Language, &["language", "lang", "inlanguage"]),
    (Role::Tags, &["tags", "keywords", "tag"]),
];

/// In a value that is an object, where its text is: a person's or a paper's name, or what exports wrap a text in. Best first.
const INNER_NAMES: &[&str] = &["name", "text", "value", "rendered", "label", "$oid", "$date"];

/// The meaning of a field's name, and its rank among the names of that meaning.
pub(super) fn role(name: &str) -> Option<(Role, usize)> {
    NAMES.iter().find_map(|(role, names)| Some((*role, names.iter().position(|known| is_called(name, known))?)))
}

fn is_called(name: &str, known: &str) -> bool {
    let mut letters =
        name.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' ')).map(|byte| byte.to_ascii_lowercase());
    known.bytes().all(|byte| letters.next() == Some(byte)) && letters.next().is_none()
}

/// The fields of one record that mean something.
#[derive(Debug, Default)]
pub(super) struct Fields {
    found: Vec<(Role, usize, Vec<String>)>,
}

impl Fields {
    /// Adds a field of that meaning, with its rank among the names of it. A blank one says nothing.
    pub(super) fn add(&mut self, role: Role, rank: usize, text: String) {
        let Texts(values) = Texts::one(text);
        if !values.is_empty() {
            self.found.push((role, rank, values));
        }
    }

    /// The article that the fields make up.
    pub(super) fn into_article(mut self, record: Record) -> RawArticle {
        self.found.sort_by_key(|(role, rank, _)| (*role, *rank));
        let published =
            self.found.extract_if(.., |(role, ..)| *role == Role::Published).flat_map(|(.., values)| values).collect();
        let mut best =
            |role| self.found.iter().position(|found| found.0 == role).map(|at| self.found.swap_remove(at).2);
        let mut all = |role| best(role).unwrap_or_default();
        let one = |values: Vec<String>| values.into_iter().next();
        let (body, summary) = (all(Role::Body), all(Role::Summary));
        let paragraphs = if body.is_empty() { summary } else { body };
        RawArticle {
            title: unix_lines(one(all(Role::Title)).unwrap_or_default()),
            body: unix_lines(one_text(paragraphs)),
            metadata: Metadata {
                own_id: one(all(Role::Id)),
                url: one(all(Role::Url)),
                published,
                authors: all(Role::Authors),
                source: one(all(Role::Source)),
                sections: all(Role::Sections),
                language: one(all(Role::Language)),
                tags: all(Role::Tags),
                ..Metadata::default()
            },
            record,
            notes: Vec::new(),
        }
    }
}

fn one_text(mut paragraphs: Vec<String>) -> String {
    if paragraphs.len() == 1 { paragraphs.swap_remove(0) } else { paragraphs.join("\n\n") }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Fields::default();
        while let Some(Meaning(meaning)) = map.next_key()? {
            let Some((role, rank)) = meaning else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let Texts(values) = map.next_value()?;
            if !values.is_empty() {
                fields.found.push((role, rank, values));
            }
        }
        Ok(fields)
    }
}

/// A field's name, looked up without keeping it.
struct Meaning(Option<(Role, usize)>);

impl<'de> Deserialize<'de> for Meaning {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl Visitor<'_> for NameVisitor {
            type Value = Meaning;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field name")
            }

            fn visit_str<E>(self, name: &str) -> Result<Meaning, E> {
                Ok(Meaning(role(name)))
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}

/// The texts in a value, none of them blank: a string or a number itself, an array's elements, an object's name.
struct Texts(Vec<String>);

impl Texts {
    fn one(text: String) -> Self {
        Texts(if text.trim_start().is_empty() { Vec::new() } else { vec![text] })
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextsVisitor)
    }
}

struct TextsVisitor;

impl<'de> Visitor<'de> for TextsVisitor {
    type Value = Texts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Texts, E> {
        Ok(Texts::one(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Texts, E> {
        Ok(Texts::one(text))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Texts, E> {
        Ok(Texts::one(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Texts, E> {
        Ok(Texts::one(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Texts, E> {
        Ok(Texts::one(number.to_string()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Texts, E> {
        Ok(Texts(Vec::new()))
    }

    fn visit_unit<E>(self) -> Result<Texts, E> {
        Ok(Texts(Vec::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Texts, A::Error> {
        let mut texts = Vec::new();
        while let Some(Texts(mut more)) = elements.next_element()? {
            texts.append(&mut more);
        }
        Ok(Texts(texts))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Texts, A::Error> {
        let mut best = (INNER_NAMES.len(), Vec::new());
        while let Some(name) = map.next_key::<String>()? {
            match INNER_NAMES.iter().position(|known| is_called(&name, known)) {
                Some(rank) if rank < best.0 => match map.next_value()? {
                    Texts(texts) if texts.is_empty() => {}
                    Texts(texts) => best = (rank, texts),
                },
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Texts(best.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(json: &str) -> RawArticle {
        serde_json::from_str::<Fields>(json).unwrap().into_article(Record::file("a.json"))
    }

    #[test]
    fn names_are_compared_without_case_and_separators() {
        assert_eq!(role("_id"), Some((Role::Id, 0)));
        assert_eq!(role("datePublished"), role("date_published"));
        assert_eq!(role("DATE-PUBLISHED"), role("datepublished"));
        assert_eq!(role("date_publish"), None);
        assert_eq!(role(""), None);
        assert_eq!(role("__"), None);
    }

    #[test]
    fn the_best_name_with_a_value_counts() {
        let article = article(
            r#"{"body": "Body.", "text": "", "headline": "H", "description": "D", "content": null, "title": ["T"]}"#,
        );
        assert_eq!((article.title.as_str(), article.body.as_str()), ("T", "Body."));
    }

    #[test]
    fn a_summary_stands_in_for_the_body_only() {
        assert_eq!(article(r#"{"summary": "S", "description": "D"}"#).body, "D");
        assert_eq!(article(r#"{"summary": "S", "story": "B"}"#).body, "B");
    }

    #[test]
    fn values_come_in_many_shapes() {
        let article = article(
            r#"{"ID": 4471, "author": [{"name": "Ann", "url": "x"}, "Bo", {"age": 3}], "source": {"id": null, "name": "Post"},
                "categories": [], "section": {"label": "World"}, "keywords": ["a", ["b", " "]], "lang": true,
                "content": {"rendered": "One.\r\nTwo."}, "created": 1629072000, "pub_date": {"$date": "2021-08-16"}, "date": -1.5}"#,
        );
        let metadata = &article.metadata;
        assert_eq!(metadata.own_id.as_deref(), Some("4471"));
        assert_eq!(metadata.authors, ["Ann", "Bo"]);
        assert_eq!(metadata.source.as_deref(), Some("Post"));
        assert_eq!(
            (&metadata.sections[..], &metadata.tags[..]),
            (&["World".to_owned()][..], &["a".to_owned(), "b".to_owned()][..])
        );
        assert_eq!(metadata.language, None);
        assert_eq!(metadata.published, ["2021-08-16", "-1.5", "1629072000"]);
        assert_eq!(article.body, "One.\nTwo.");
    }

    #[test]
    fn paragraphs_in_an_array_are_joined() {
        assert_eq!(article(r#"{"text": ["One.", "", "Two."]}"#).body, "One.\n\nTwo.");
    }
}
