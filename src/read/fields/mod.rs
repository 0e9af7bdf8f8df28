//! The names that people give to an article's fields, whatever format the fields stand in, and the article that fields make up. Knows no format.

mod names;
mod values;

use super::article::{Metadata, RawArticle};
use super::decode::unix_lines;
use super::note::Note;
use super::record::Record;
use crate::read::html::{as_text, without_entities};
use values::Texts;

pub use names::{FieldMap, MapError};
pub(super) use names::{Role, role};
pub(super) use values::FieldsOf;

/// Mapped fields have ranks below this, the usual names from here on: what the user says wins.
pub(super) const MAPPED: usize = 1 << 10;
/// Usual names in an object inside the record come behind those of the record itself.
const NESTED: usize = 1 << 10;

/// The fields of one record that mean something.
#[derive(Debug, Default)]
pub(super) struct Fields {
    found: Vec<(Role, usize, Vec<String>)>,
    /// The rows of the user's map whose fields were there.
    pub mapped: Vec<usize>,
}

impl Fields {
    /// Adds a field of that meaning, with its rank among the names of it. A blank one says nothing.
    pub(super) fn add(&mut self, role: Role, rank: usize, text: String) {
        let values = if is_list(role) && text.contains([';', '|']) {
            text.split([';', '|']).flat_map(|one| Texts::one(one.trim().to_string()).0).collect()
        } else {
            Texts::one(text).0
        };
        if !values.is_empty() {
            self.found.push((role, rank, values));
        }
    }

    /// The article that the fields make up. Markup in them becomes text.
    pub(super) fn into_article(mut self, record: Record) -> RawArticle {
        self.found.sort_by_key(|(role, rank, _)| (*role, *rank));
        let published =
            self.found.extract_if(.., |(role, ..)| *role == Role::Published).flat_map(|(.., values)| values).collect();
        let mut all = |role| take(&mut self.found, role);
        let one = |values: Vec<String>| values.into_iter().next();
        let plain = |values: Vec<String>| values.into_iter().map(without_entities).collect::<Vec<_>>();
        // Exports of databases have numbers there that mean nothing outside of them.
        let names = |values: Vec<String>| {
            plain(values.into_iter().filter(|name| !name.bytes().all(|byte| byte.is_ascii_digit())).collect())
        };
        let (body, summary) = (all(Role::Body), all(Role::Summary));
        let paragraphs = if body.is_empty() { summary } else { body };
        let paragraphs = paragraphs.into_iter().map(|text| as_text(unix_lines(text))).collect();
        let body = one_text(paragraphs);
        RawArticle {
            title: one(all(Role::Title)).map(|title| as_text(unix_lines(title))).unwrap_or_default(),
            notes: Vec::from_iter(shortened(&body)),
            body,
            metadata: Metadata {
                own_id: one(all(Role::Id)),
                url: one(all(Role::Url)),
                published,
                authors: names(all(Role::Authors)).into_iter().map(without_by).collect(),
                source: one(plain(all(Role::Source))),
                sections: names(all(Role::Sections)),
                language: one(all(Role::Language)),
                tags: names(all(Role::Tags)),
                people: names(all(Role::People)),
                organisations: names(all(Role::Organisations)),
                places: names(all(Role::Places)),
                modified: all(Role::Modified),
                captured: one(all(Role::Captured)),
                shown: Vec::new(),
            },
            record,
        }
    }
}

/// The values of the best field of a role. A field that the user mapped in a list of objects was found once in each.
fn take(found: &mut Vec<(Role, usize, Vec<String>)>, role: Role) -> Vec<String> {
    let Some(at) = found.iter().position(|field| field.0 == role) else { return Vec::new() };
    let (_, best, mut values) = found.remove(at);
    while best < MAPPED && found.get(at).is_some_and(|(other, rank, _)| (*other, *rank) == (role, best)) {
        values.extend(found.remove(at).2);
    }
    values
}

/// Whether a cell of a table holds several values of that role, which are separated as people separate names.
fn is_list(role: Role) -> bool {
    matches!(role, Role::Tags | Role::People | Role::Organisations | Role::Places)
}

/// A byline without the word that it begins with.
fn without_by(name: String) -> String {
    name.strip_prefix("By ").map_or(name.clone(), str::to_string)
}

fn one_text(mut paragraphs: Vec<String>) -> String {
    if paragraphs.len() == 1 { paragraphs.swap_remove(0) } else { paragraphs.join("\n\n") }
}

/// What services write that sell only the beginning of a text: `... [+2459 chars]`.
fn shortened(body: &str) -> Option<Note> {
    let (_, mark) = body.trim_end().strip_suffix(" chars]")?.rsplit_once("[+")?;
    let is_number = !mark.is_empty() && mark.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| Note::Truncated(format!("{mark} more characters are not in the record")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(json: &str) -> RawArticle {
        serde_json::from_str::<Fields>(json).unwrap().into_article(Record::file("a.json"))
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

    #[test]
    fn mapped_fields_win_wherever_they_are() {
        use serde::de::DeserializeSeed;
        let mut map = FieldMap::default();
        for entry in ["title=meta.Head line", "text=Brødtekst", "authors=people.name", "date=x.y"] {
            map.add(entry).unwrap();
        }
        let json = r#"{"title": "Usual", "meta": {"head_line": "Mapped", "title": "No"}, "BRØDTEKST": "Text.", "text": "Usual.",
            "people": [{"name": "Ann"}, {"name": "Bo"}], "x": 3, "date": "2021-08-15"}"#;
        let fields = FieldsOf(&map).deserialize(&mut serde_json::Deserializer::from_str(json)).unwrap();
        let mut seen = fields.mapped.clone();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, [0, 1, 2]);
        let article = fields.into_article(Record::file("a.json"));
        assert_eq!((article.title.as_str(), article.body.as_str()), ("Mapped", "Text."));
        assert_eq!(
            (&article.metadata.authors[..], &article.metadata.published[..]),
            (&["Ann".to_string(), "Bo".to_string()][..], &["2021-08-15".to_string()][..])
        );
    }

    #[test]
    fn what_a_service_left_out_is_noted() {
        let notes = article(r#"{"title": "T", "content": "The euro fell… [+2459 chars]"}"#).notes;
        assert_eq!(notes, [Note::Truncated("2459 more characters are not in the record".to_string())]);
        assert!(article(r#"{"text": "He wrote [+x chars]"}"#).notes.is_empty());
    }
}
