//! The fields that a query can name, in one table. Knows nothing of how the index stores them.

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
    /// An ISO 639-1 code such as `en`.
    Language,
    /// How the date of publication is known; see [`Basis`](crate::annotate::Basis).
    Basis,
    /// The words of the title alone.
    Title,
    /// The words of the text below the title.
    Body,
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
pub const FIELDS: [FieldRow; 12] = [
    row(Field::Date, "date", FieldKind::Range),
    row(Field::About, "about", FieldKind::Range),
    row(Field::Person, "person", FieldKind::Value),
    row(Field::Org, "org", FieldKind::Value),
    row(Field::Place, "place", FieldKind::Value),
    row(Field::Actor, "actor", FieldKind::Value),
    row(Field::Source, "source", FieldKind::Value),
    row(Field::Section, "section", FieldKind::Value),
    row(Field::Language, "language", FieldKind::Value),
    row(Field::Basis, "basis", FieldKind::Value),
    row(Field::Title, "title", FieldKind::Text),
    row(Field::Body, "body", FieldKind::Text),
];

const fn row(field: Field, name: &'static str, kind: FieldKind) -> FieldRow {
    FieldRow { field, name, kind }
}

/// No field name is this long, and a longer word is like none of them.
const LONGEST_GUESS: usize = 16;

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

/// The field names that `name` may have been meant for, best first: those few edits away, and those it begins or that
/// begin it (`lang`, `organisation`).
pub(super) fn nearest(name: &str) -> Vec<&'static str> {
    if name.len() > LONGEST_GUESS {
        return Vec::new();
    }
    let near = |row: &FieldRow| {
        let begins = name.len() >= 3 && (row.name.starts_with(name) || name.starts_with(row.name));
        let edits = distance(name, row.name);
        (begins || (edits <= 2 && edits * 2 < name.len())).then_some((edits, row.name))
    };
    let mut names: Vec<_> = FIELDS.iter().filter_map(near).collect();
    names.sort();
    names.truncate(3);
    names.into_iter().map(|(_, name)| name).collect()
}

/// How many letters must be put in, taken out or changed to make one of the words from the other.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, a) in one.bytes().enumerate() {
        let mut corner = row[0];
        row[0] = line + 1;
        for (column, b) in other.bytes().enumerate() {
            let changed = corner + usize::from(a != b);
            corner = row[column + 1];
            row[column + 1] = changed.min(row[column] + 1).min(corner + 1);
        }
    }
    row[other.len()]
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
    fn distances() {
        for (one, other, edits) in [("", "date", 4), ("date", "date", 0), ("perosn", "person", 2), ("dat", "date", 1)] {
            assert_eq!((distance(one, other), distance(other, one)), (edits, edits));
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
