//! The fields that a query can name, in one table. Knows nothing of how the index stores them.

use crate::text;

/// A field that a query can name before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// When the article was published.
    Date,
    /// The times that the article speaks of.
    About,
    /// People that the article names.
    Person,
    /// Organisations that the article names.
    Org,
    /// Places that the article names.
    Place,
    /// People, organisations and places alike.
    Actor,
    /// The outlet that published the article.
    Source,
    /// The part of the outlet that the article appeared in.
    Section,
    /// Keywords and topics that its record gives it.
    Topic,
    /// Who wrote it, as its record says.
    Author,
    /// An ISO 639-1 code such as `en`.
    Language,
    /// How the date of publication is known; see [`Basis`](crate::annotate::Basis).
    Basis,
    /// What sort of file the article came from, such as `html`.
    FileType,
    /// The words of the title alone.
    Title,
    /// The words of the text below the title.
    Body,
    /// What a saved query stands for; see [`SavedQueries`](crate::search::SavedQueries). No tree holds it.
    Query,
}

/// What a field takes after the colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// A range of days.
    Range,
    /// A value as a facet counts it.
    Value,
    /// Words and phrases of a text.
    Text,
    /// The name of a saved query.
    Saved,
}

/// A row of [`FIELDS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldRow {
    /// The field that the row is about.
    pub field: Field,
    /// What stands before the colon in a query, in lower case.
    pub name: &'static str,
    /// What it takes after the colon.
    pub kind: FieldKind,
}

/// Every field, in the order of [`Field`].
pub const FIELDS: [FieldRow; 16] = [
    row(Field::Date, "date", FieldKind::Range),
    row(Field::About, "about", FieldKind::Range),
    row(Field::Person, "person", FieldKind::Value),
    row(Field::Org, "org", FieldKind::Value),
    row(Field::Place, "place", FieldKind::Value),
    row(Field::Actor, "actor", FieldKind::Value),
    row(Field::Source, "source", FieldKind::Value),
    row(Field::Section, "section", FieldKind::Value),
    row(Field::Topic, "topic", FieldKind::Value),
    row(Field::Author, "author", FieldKind::Value),
    row(Field::Language, "language", FieldKind::Value),
    row(Field::Basis, "basis", FieldKind::Value),
    row(Field::FileType, "filetype", FieldKind::Value),
    row(Field::Title, "title", FieldKind::Text),
    row(Field::Body, "body", FieldKind::Text),
    row(Field::Query, "query", FieldKind::Saved),
];

const fn row(field: Field, name: &'static str, kind: FieldKind) -> FieldRow {
    FieldRow { field, name, kind }
}

impl Field {
    /// The field of this name, if there is one.
    pub fn from_name(name: &str) -> Option<Field> {
        FIELDS.iter().find(|row| row.name == name).map(|row| row.field)
    }

    /// Its name in a query.
    pub fn name(self) -> &'static str {
        FIELDS[self as usize].name
    }

    /// What it takes after the colon.
    pub fn kind(self) -> FieldKind {
        FIELDS[self as usize].kind
    }
}

/// The field names that `name` may have been meant for, best first.
pub(super) fn nearest(name: &str) -> Vec<&'static str> {
    text::nearest(name, FIELDS.iter().map(|row| row.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_are_in_the_order_of_the_enum() {
        for (at, row) in FIELDS.iter().enumerate() {
            assert_eq!((row.field as usize, row.field.name()), (at, row.name));
            assert!(row.name.bytes().all(|byte| byte.is_ascii_lowercase()));
        }
    }

    #[test]
    fn the_nearest_names() {
        assert_eq!(nearest("perosn"), ["person"]);
        assert_eq!(nearest("lang"), ["language"]);
        assert_eq!(nearest("organisation"), ["org"]);
        assert_eq!(nearest("sorce"), ["source"]);
        assert!(nearest("mailto").is_empty());
        assert!(nearest("x").is_empty());
        assert!(nearest(&"date".repeat(1000)).is_empty());
    }
}
