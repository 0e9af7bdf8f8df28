//! Queries that the user has saved under names: what the file of them says, and how its text is changed. Knows no index, and of the
//! grammar only where names stand in a query.
//!
//! ```toml
//! # a name, and a query as it is typed
//! fall = 'kabul NEAR/5 (fall OR fell)'
//! ```

use std::ops::Range;
use toml_edit::{Document, Key, Value};

use super::syntax::names;
use crate::text::nearest;

/// Something wrong with a file of saved queries.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {kind}")]
pub struct SavedFault {
    /// The line, from 1.
    pub line: usize,
    /// The column, in characters from 1.
    pub column: usize,
    /// What is wrong.
    pub kind: SavedFaultKind,
}

/// What is wrong with a file of saved queries.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SavedFaultKind {
    /// The file is no TOML.
    #[error("{0}")]
    Syntax(String),
    /// A value is no text.
    #[error("{name} must be a query, a text in quotes")]
    NoText {
        /// The name.
        name: String,
    },
    /// A name that cannot be typed behind `query:`.
    #[error(transparent)]
    BadName(#[from] BadName),
}

/// A name that cannot be typed behind `query:`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} is no name for a query: letters, digits, - and _ make one")]
pub struct BadName {
    /// As it was given.
    pub name: String,
}

/// Why a saved query gets no other name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenameError {
    /// There is no query of that name.
    #[error("there is no saved query {0:?}")]
    Unknown(String),
    /// Another has the new name.
    #[error("there is a saved query {0:?} already")]
    Taken(String),
    /// The new name is none.
    #[error(transparent)]
    BadName(#[from] BadName),
}

/// The user's saved queries, with the text of the file. Changes leave the rest of the text as it is.
///
/// ```
/// use dateline::search::SavedQueries;
///
/// let mut saved = SavedQueries::parse("# mine\nfall = 'kabul fell'\n").expect("no faults");
/// saved.save("people", "person:Lavrov query:fall").expect("a name");
/// assert_eq!(saved.rename("fall", "2021").expect("a name that is free"), ["people"]);
/// assert_eq!(saved.text(), "# mine\n2021 = 'kabul fell'\npeople = \"person:Lavrov query:2021\"\n");
/// assert_eq!(saved.remove("2021").as_deref(), Some("kabul fell"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SavedQueries {
    text: String,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    name: String,
    query: String,
    /// Where the name stands in the text.
    key: Range<usize>,
    /// Where the query stands in the text, with its quotes.
    value: Range<usize>,
}

impl SavedQueries {
    /// What a file says.
    ///
    /// # Errors
    /// All that is wrong with it, in the order of the text; where it is no TOML, only the first.
    pub fn parse(text: &str) -> Result<SavedQueries, Vec<SavedFault>> {
        let text = text.trim_start_matches('\u{feff}');
        let fault = |at: usize, kind| {
            let before = text.get(..at).unwrap_or(text);
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(1, |line| line.chars().count() + 1);
            SavedFault { line, column, kind }
        };
        let document = Document::parse(text).map_err(|error| {
            let kind = SavedFaultKind::Syntax(error.message().to_string());
            vec![fault(error.span().map_or(0, |span| span.start), kind)]
        })?;
        let (mut entries, mut faults) = (Vec::new(), Vec::new());
        for (name, item) in document.iter() {
            let key = document.key(name).and_then(Key::span).unwrap_or_default();
            match (check(name), item.as_str(), item.span()) {
                (Err(bad), ..) => faults.push(fault(key.start, bad.into())),
                (Ok(()), Some(query), Some(value)) => {
                    entries.push(Entry { name: name.to_string(), query: query.to_string(), key, value });
                }
                _ => faults.push(fault(key.start, SavedFaultKind::NoText { name: name.to_string() })),
            }
        }
        if faults.is_empty() { Ok(SavedQueries { text: text.to_string(), entries }) } else { Err(faults) }
    }

    /// The file's text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The query of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.entry(name).map(|(_, query)| query)
    }

    /// The name as it is kept, and its query.
    pub(super) fn entry(&self, name: &str) -> Option<(&str, &str)> {
        self.iter().find(|(known, _)| *known == name)
    }

    /// All names with their queries, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|entry| (entry.name.as_str(), entry.query.as_str()))
    }

    /// The names that `name` may have been meant for, best first; at most three.
    pub fn nearest(&self, name: &str) -> Vec<&str> {
        nearest(name, self.iter().map(|(known, _)| known))
    }

    /// The names of those that use the query of that name themselves.
    pub fn users(&self, name: &str) -> Vec<&str> {
        let uses = |query: &str| names(query).iter().any(|(used, _)| used == name);
        self.iter().filter(|(_, query)| uses(query)).map(|(user, _)| user).collect()
    }

    /// Keeps a query under a name; gives the query back that it takes the place of. Does not ask whether it can be run: see
    /// [`parse_as`](super::syntax::parse_as).
    ///
    /// # Errors
    /// When the name is none.
    pub fn save(&mut self, name: &str, query: &str) -> Result<Option<String>, BadName> {
        check(name)?;
        let value = Value::from(query).to_string();
        let before = self.find(name).cloned();
        match &before {
            Some(entry) => self.splice(entry.value.clone(), value.trim()),
            None => {
                let gap = if self.text.is_empty() || self.text.ends_with('\n') { "" } else { "\n" };
                let line = format!("{gap}{} = {}\n", key(name), value.trim());
                self.splice(self.text.len()..self.text.len(), &line);
            }
        }
        Ok(before.map(|entry| entry.query))
    }

    /// Forgets a name with its line of the file; gives its query back, if there was one. Comments on lines of their own stay.
    pub fn remove(&mut self, name: &str) -> Option<String> {
        let Entry { query, key, value, .. } = self.find(name)?.clone();
        let start = self.text[..key.start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[value.end..].find('\n').map_or(self.text.len(), |at| value.end + at + 1);
        self.splice(start..end, "");
        Some(query)
    }

    /// Gives a query another name, also where others use it; gives the names of these.
    ///
    /// # Errors
    /// When there is no query of that name, or the new one is none or another's.
    pub fn rename(&mut self, old: &str, new: &str) -> Result<Vec<String>, RenameError> {
        let entry = self.find(old).ok_or_else(|| RenameError::Unknown(old.to_string()))?;
        let at = entry.key.clone();
        check(new)?;
        if self.find(new).is_some() {
            return Err(RenameError::Taken(new.to_string()));
        }
        let users: Vec<String> = self.users(old).into_iter().map(str::to_string).collect();
        self.splice(at, &key(new));
        for user in &users {
            let mut query = self.get(user).unwrap_or_default().to_string();
            for (_, place) in names(&query).into_iter().rev().filter(|(used, _)| used == old) {
                query.replace_range(place, new);
            }
            self.save(user, &query)?;
        }
        Ok(users)
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// Changes a part of the text, which says what it should before and after.
    fn splice(&mut self, part: Range<usize>, with: &str) {
        let mut text = self.text.clone();
        text.replace_range(part, with);
        if let Ok(changed) = SavedQueries::parse(&text) {
            *self = changed;
        }
    }
}

fn key(name: &str) -> String {
    Key::new(name).display_repr().into_owned()
}

fn check(name: &str) -> Result<(), BadName> {
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let is_name = !name.is_empty() && name.chars().all(is_letter);
    if is_name { Ok(()) } else { Err(BadName { name: name.to_string() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_mistakes_is_refused_with_their_places() {
        let refused = |text: &str| {
            let faults = SavedQueries::parse(text).unwrap_err();
            faults.iter().map(SavedFault::to_string).collect::<Vec<_>>().join("; ")
        };
        assert!(refused("\u{feff}a = 'b'\nc = ").starts_with("line 2, column "), "{}", refused("a = 'b'\nc = "));
        assert_eq!(
            refused("# é\na = 3\n'é b' = 'c'\n[t]\nx = 'y'\n"),
            "line 2, column 1: a must be a query, a text in quotes; \
             line 3, column 1: \"é b\" is no name for a query: letters, digits, - and _ make one; \
             line 4, column 2: t must be a query, a text in quotes"
        );
        assert!(refused("a = 'b'\na = 'c'").contains("line 2, column 1"), "{}", refused("a = 'b'\na = 'c'"));
    }

    #[test]
    fn changes_leave_the_rest_of_the_text() {
        let mut saved = SavedQueries::parse("# one\n\na = 'x' # two\n# three\nb = \"\"\"query:a\ny\"\"\"").unwrap();
        assert_eq!(saved.save("a", "\"quoted\" it's é"), Ok(Some("x".to_string())));
        assert_eq!(saved.save("été", "z"), Ok(None));
        assert_eq!(SavedQueries::parse(saved.text()), Ok(saved.clone()));
        let all: Vec<_> = saved.iter().collect();
        assert_eq!(all, [("a", "\"quoted\" it's é"), ("b", "query:a\ny"), ("été", "z")]);
        assert!(saved.text().starts_with("# one\n\na = ") && saved.text().contains(" # two\n# three\nb = "));
        assert_eq!((saved.users("a"), saved.users("b")), (vec!["b"], vec![]));
        assert_eq!(saved.remove("a").as_deref(), Some("\"quoted\" it's é"));
        assert_eq!(saved.remove("a"), None);
        assert!(saved.text().starts_with("# one\n\n# three\nb = "), "{}", saved.text());
        assert!(saved.save("a b", "z").is_err() && saved.save("", "z").is_err());
    }

    #[test]
    fn a_new_name_is_used_by_all() {
        let mut saved =
            SavedQueries::parse("a = 'x'\nb = 'query:(a OR c) -query:\"a\" \"query:a\" a'\nc = 'y'").unwrap();
        assert_eq!(saved.rename("a", "long"), Ok(vec!["b".to_string()]));
        assert_eq!(saved.get("b"), Some("query:(long OR c) -query:\"long\" \"query:a\" a"));
        assert_eq!(saved.get("long"), Some("x"));
        assert_eq!(saved.rename("a", "d"), Err(RenameError::Unknown("a".to_string())));
        assert_eq!(saved.rename("c", "b"), Err(RenameError::Taken("b".to_string())));
        assert!(matches!(saved.rename("c", "b c"), Err(RenameError::BadName(_))));
    }
}
