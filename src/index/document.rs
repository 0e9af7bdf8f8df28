//! What of an article goes into which field, and back out of it. Knows one article at a time.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::schema::{Facet, Field, Value};

use super::named::named;
use super::schema::{FacetColumn, Fields};
use super::terms::Encoder;
use crate::annotate::{ActorKind, Annotated, Article, Basis, Contradiction, known_actor, main_actors};
use crate::calendar::PartialDate;
use crate::read::{Metadata, Note};
use crate::text::Lexicon;

/// Notes an article for which something names another date than the one that was chosen, beside the names of [`Note`].
pub const CONFLICTING_DATE: &str = "conflicting_date";

/// Bytes of a document beside its texts, as most have them: it need not be moved while it grows.
const REST: usize = 4096;

/// Actors that are kept with an article for whoever looks at it.
const MAIN_ACTORS: usize = 6;

/// The part of an article that is kept to be shown, besides title and body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The article's id in this index.
    pub id: u64,
    /// Where it came from, as it is cited.
    pub record: String,
    /// Its file's path below the root, with `/` between the names.
    pub relative: String,
    /// What the record says about itself.
    pub metadata: Metadata,
    /// The language, as an ISO 639-1 code.
    pub language: Option<String>,
    /// When it came out.
    pub published: Option<PartialDate>,
    /// How that is known.
    pub basis: Basis,
    /// The strongest evidence of another date, if there is any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contradiction: Option<Contradiction>,
    /// What went less than well while it was read.
    pub notes: Vec<Note>,
    /// The actors that it is mainly about, the foremost first, as its text knows them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub main_actors: Vec<(ActorKind, String)>,
}

/// An article as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredArticle {
    /// As published.
    pub title: String,
    /// As published.
    pub body: String,
    /// Everything else.
    pub facts: Facts,
}

/// Where a passage begins, as the column `passages` keeps it. One more stands for the end of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassageBound {
    /// Number of the passage's first token.
    pub token: u32,
    /// Byte of its first character.
    pub byte: usize,
}

impl PassageBound {
    fn to_column(self) -> u64 {
        u64::from(self.token) << 32 | self.byte as u64
    }

    /// Reads a value of the column.
    pub fn from_column(value: u64) -> Self {
        PassageBound { token: (value >> 32) as u32, byte: (value & u64::from(u32::MAX)) as usize }
    }
}

/// The facet values of an article, each once: what is counted, and what filters match.
pub fn facet_values(article: &Article) -> Vec<(FacetColumn, Vec<String>)> {
    let mut values: Vec<(FacetColumn, Vec<String>)> = Vec::new();
    let date_path = |date: PartialDate| date.to_string().split('-').map(str::to_string).collect::<Vec<_>>();
    if let Some(date) = article.published.date {
        values.push((FacetColumn::Date, date_path(date)));
    }
    let about = article.dates.iter().chain(&article.title_dates).filter_map(|d| d.about());
    values.extend(about.map(|date| (FacetColumn::About, date_path(date))));
    let mentions = article.mentions.iter().chain(&article.title_mentions);
    let named = distinct(mentions.map(|m| (m.kind, m.actor.as_str())));
    let path = |(kind, name): (ActorKind, &str)| vec![kind.name().to_string(), name.to_string()];
    values.extend(tagged(&article.metadata, &named).map(|actor| (FacetColumn::Tagged, path(actor))));
    values.extend(named.into_iter().map(|actor| (FacetColumn::Actor, path(actor))));
    let plain = |column, text: &str| (column, vec![text.to_string()]);
    values.extend(article.metadata.source.iter().map(|s| plain(FacetColumn::Source, s)));
    values.extend(article.metadata.sections.iter().map(|s| plain(FacetColumn::Section, s)));
    values.extend(article.metadata.tags.iter().map(|t| plain(FacetColumn::Topic, t)));
    values.extend(article.metadata.authors.iter().map(|a| plain(FacetColumn::Author, a)));
    values.extend(article.record.file_type().map(|t| (FacetColumn::FileType, vec![t])));
    values.extend(article.language.map(|l| plain(FacetColumn::Language, l)));
    values.push(plain(FacetColumn::Basis, article.published.basis.name()));
    values.extend(article.notes.iter().map(|note| plain(FacetColumn::Note, note.name())));
    values.extend(article.published.contradiction.map(|_| plain(FacetColumn::Note, CONFLICTING_DATE)));
    for name in values.iter_mut().flat_map(|(_, path)| path) {
        if let Cow::Owned(made) = countable(name) {
            *name = made;
        }
    }
    values.retain(|(_, path)| path.iter().all(|name| !name.is_empty()));
    // Names that differ may be the same when they are countable.
    distinct(values.into_iter())
}

/// The actors that the record itself names. Its keywords are actors where they are known to be, or where the text names one so.
fn tagged<'a>(metadata: &'a Metadata, named: &[(ActorKind, &'a str)]) -> impl Iterator<Item = (ActorKind, &'a str)> {
    let by_kind = [
        (ActorKind::Person, &metadata.people),
        (ActorKind::Organisation, &metadata.organisations),
        (ActorKind::Place, &metadata.places),
    ];
    let known = |kind: ActorKind, name: &'a String| match known_actor(name) {
        Some((known, canonical)) if known == kind => (kind, canonical),
        _ => (kind, name.as_str()),
    };
    let said = by_kind.into_iter().flat_map(move |(kind, names)| names.iter().map(move |name| known(kind, name)));
    let of_text = |tag: &str| named.iter().find(|(_, name)| name.to_lowercase() == tag.to_lowercase()).copied();
    let keywords: Vec<_> = metadata.tags.iter().filter_map(|tag| known_actor(tag).or_else(|| of_text(tag))).collect();
    said.chain(keywords)
}

fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// Whether [`made_countable`] leaves a name as it is: nearly every one.
fn is_countable(name: &str) -> bool {
    let plain = |c: char| !c.is_control() && (c == ' ' || !c.is_whitespace());
    name.len() <= 400 && name.chars().all(plain) && name.trim() == name && !name.contains("  ")
}

/// A name as it can be counted: in one line, without the characters that separate names, and not without bound.
pub(super) fn countable(name: &str) -> Cow<'_, str> {
    if is_countable(name) { Cow::Borrowed(name) } else { Cow::Owned(made_countable(name)) }
}

fn made_countable(name: &str) -> String {
    let cut: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).take(400).collect();
    cut.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The document of an article, whose words are those of `lexicon`, as all that `encoder` has written before. `file` is the key under which all articles of its file are removed.
pub fn document(
    annotated: Annotated,
    relative: String,
    id: u64,
    file: &str,
    fields: &Fields,
    lexicon: &Lexicon,
    encoder: &mut Encoder,
) -> TantivyDocument {
    let Annotated { article, title_tokens, body_tokens } = annotated;
    let words = encoder.encode(&title_tokens, &body_tokens, lexicon);
    let texts = words.title.len() + words.text.len() + words.bigrams.len() + article.title.len() + article.body.len();
    let mut document = TantivyDocument::with_capacity(texts + REST);
    document.add_u64(fields.id, id);
    document.add_text(fields.file, file);
    document.add_text(fields.title, words.title);
    document.add_text(fields.text, words.text);
    document.add_text(fields.bigrams, words.bigrams);
    document.add_u64(fields.content, content(words.text));

    for passage in &article.passages {
        let bound = PassageBound { token: passage.first_token as u32, byte: passage.start };
        document.add_u64(fields.passages, bound.to_column());
    }
    let end = PassageBound { token: body_tokens.len() as u32, byte: article.body.len() };
    document.add_u64(fields.passages, end.to_column());

    if let Some(date) = article.published.date {
        document.add_i64(fields.first_day, date.first().number());
        document.add_i64(fields.last_day, date.last().number());
    }
    let facets = facet_values(&article);
    let actors = facets.iter().filter(|(column, _)| *column == FacetColumn::Actor).map(|(_, path)| &path[..]);
    for value in named(&article, &actors.collect::<Vec<_>>()) {
        document.add_u64(fields.named, value);
    }
    for (column, path) in facets {
        if column == FacetColumn::About {
            document.add_text(fields.about_value, path.join("-"));
        }
        document.add_facet(fields.facet(column), Facet::from_path(&path));
    }
    store(&mut document, article, relative, id, fields);
    document
}

/// A number of the words of a text, with which another text has none in common.
fn content(words: &str) -> u64 {
    let hash = blake3::hash(words.as_bytes());
    hash.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn store(document: &mut TantivyDocument, article: Article, relative: String, id: u64, fields: &Fields) {
    let main = main_actors(&article.title_mentions, &article.mentions, MAIN_ACTORS);
    let main_actors = main.into_iter().map(|main| (main.kind, countable(main.actor).into_owned())).collect();
    let facts = Facts {
        id,
        record: article.record.to_string(),
        relative,
        metadata: article.metadata,
        language: article.language.map(str::to_string),
        published: article.published.date,
        basis: article.published.basis,
        contradiction: article.published.contradiction,
        notes: article.notes,
        main_actors,
    };
    document.add_text(fields.stored_title, article.title);
    document.add_text(fields.stored_body, article.body);
    let facts = serde_json::to_string(&facts).expect("facts hold nothing that JSON refuses");
    document.add_text(fields.stored_facts, facts);
}

/// Reads a stored article back.
pub fn restore(document: &TantivyDocument, fields: &Fields) -> Result<StoredArticle, serde_json::Error> {
    let facts = serde_json::from_str(&stored_text(document, fields.stored_facts))?;
    Ok(StoredArticle { title: stored_text(document, fields.stored_title), body: stored_body(document, fields), facts })
}

/// The body of a stored article.
pub fn stored_body(document: &TantivyDocument, fields: &Fields) -> String {
    stored_text(document, fields.stored_body)
}

fn stored_text(document: &TantivyDocument, field: Field) -> String {
    document.get_first(field).and_then(|v| v.as_str()).unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::Annotator;
    use crate::calendar::Day;
    use crate::index::schema::schema;
    use crate::read::{RawArticle, Record};

    #[test]
    fn names_are_countable_or_made_so() {
        for name in
            ["Kabul", "Sergey Lavrov", "", "ÉDF", " a", "a  b", "a\tb", "a\u{1f}b", "a\u{a0}b", "a\n", &"é".repeat(300)]
        {
            assert!(!is_countable(name) || made_countable(name) == name, "{name:?}");
            assert_eq!(countable(&countable(name)), countable(name), "{name:?}");
        }
        assert!(is_countable("Sergey Lavrov") && !is_countable("a\u{a0}b"));
    }

    #[test]
    fn a_conflict_of_dates_is_kept_and_countable() {
        let mut annotator = Annotator::new(Day::MAX, "2021-08-18".parse().ok());
        let mut annotated = annotator.annotate(RawArticle::new(Record::file("a.txt")), "a.txt");
        let conflict = Contradiction { date: PartialDate::Day(2019, 3, 2), basis: Basis::Url };
        annotated.article.published.contradiction = Some(conflict);
        let note = (FacetColumn::Note, vec![CONFLICTING_DATE.to_string()]);
        assert!(facet_values(&annotated.article).contains(&note));
        let (_, fields) = schema();
        let document =
            document(annotated, "a.txt".into(), 7, "a.txt", &fields, annotator.lexicon(), &mut Encoder::default());
        let facts = restore(&document, &fields).unwrap().facts;
        assert_eq!((facts.contradiction, facts.basis), (Some(conflict), Basis::Given));
    }
}
