//! From the text of the file to its values, with every fault on the way and its place.

use std::ops::Range;

use toml_edit::{Document, Item, Table};

use super::check::check;
use super::position::{Position, Positions};
use super::{ActorsFile, Distinct, Fault, FaultKind, Hidden, UserActor, WatchList, Written, tidy};
use crate::annotate::ActorKind;
use crate::text::nearest;

/// The tables of the file.
pub(super) const TABLES: [&str; 4] = ["actor", "hide", "distinct", "watch"];

impl ActorsFile {
    /// Reads the text of a file of actors. All faults are found, in the order of the file; where it is no TOML, only the first.
    pub fn parse(text: &str) -> Result<ActorsFile, Vec<Fault>> {
        let mut reader = Reader { positions: Positions::new(text), faults: Vec::new() };
        let file = match Document::parse(text) {
            Ok(document) => reader.file(&document),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                reader.complain(at, FaultKind::Syntax(error.message().to_string()));
                return Err(reader.faults);
            }
        };
        let mut faults = reader.faults;
        faults.extend(check(&file));
        faults.sort_by_key(|fault| fault.at);
        if faults.is_empty() { Ok(file) } else { Err(faults) }
    }
}

struct Reader<'t> {
    positions: Positions<'t>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn complain(&mut self, byte: usize, kind: FaultKind) {
        let at = self.positions.at(byte);
        self.faults.push(Fault { at, kind });
    }

    fn file(&mut self, document: &Table) -> ActorsFile {
        let mut file = ActorsFile::default();
        for (name, item) in document.iter() {
            match name {
                "actor" => file.actors = self.entries(document, name, item, Self::actor),
                "hide" => file.hidden = self.entries(document, name, item, Self::hidden),
                "distinct" => file.distinct = self.entries(document, name, item, Self::distinct),
                "watch" => file.watch = self.watch(document, item),
                _ => {
                    let nearest = nearest(name, TABLES).first().copied();
                    let kind = FaultKind::UnknownTable { name: name.to_string(), nearest };
                    self.complain(key_at(document, name), kind);
                }
            }
        }
        file
    }

    /// The entries `[[name]]`, as far as they can be read.
    fn entries<T>(
        &mut self,
        document: &Table,
        name: &str,
        item: &Item,
        mut read: impl FnMut(&mut Self, &Table) -> Option<T>,
    ) -> Vec<T> {
        match item.as_array_of_tables() {
            Some(tables) => tables.iter().filter_map(|table| read(self, table)).collect(),
            None => {
                self.wrong_type(key_at(document, name), name, "tables under double brackets", item);
                Vec::new()
            }
        }
    }

    fn actor(&mut self, table: &Table) -> Option<UserActor> {
        let at = self.begin(table);
        let (mut name, mut kind, mut aliases, mut not, mut wikidata, mut note) =
            (None, None, Vec::new(), Vec::new(), None, None);
        for (key, item) in table.iter() {
            match key {
                "name" => name = self.name(table, key, item),
                "type" => kind = self.kind(table, key, item),
                "aliases" => aliases = self.names(table, key, item),
                "not" => not = self.names(table, key, item),
                "wikidata" => wikidata = self.wikidata(table, key, item),
                "note" => note = self.text(table, key, item).map(|(text, _)| text.trim().to_string()),
                _ => self.unknown(table, key, &["name", "type", "aliases", "not", "wikidata", "note"]),
            }
        }
        self.expect(table, "name");
        Some(UserActor { name: name?, kind, aliases, not, wikidata, note, at })
    }

    fn hidden(&mut self, table: &Table) -> Option<Hidden> {
        let at = self.begin(table);
        let (mut name, mut kind) = (None, None);
        for (key, item) in table.iter() {
            match key {
                "name" => name = self.name(table, key, item),
                "type" => kind = self.kind(table, key, item),
                _ => self.unknown(table, key, &["name", "type"]),
            }
        }
        self.expect(table, "name");
        Some(Hidden { name: name?, kind, at })
    }

    fn distinct(&mut self, table: &Table) -> Option<Distinct> {
        let at = self.begin(table);
        let mut names = None;
        for (key, item) in table.iter() {
            match key {
                "names" => names = Some(self.names(table, key, item)),
                _ => self.unknown(table, key, &["names"]),
            }
        }
        self.expect(table, "names");
        Some(Distinct { names: names?, at })
    }

    fn watch(&mut self, document: &Table, item: &Item) -> Vec<WatchList> {
        let Some(table) = item.as_table() else {
            self.wrong_type(key_at(document, "watch"), "watch", "a table under [watch]", item);
            return Vec::new();
        };
        let mut lists = Vec::new();
        for (key, item) in table.iter() {
            let start = key_at(table, key);
            let heading = Written { text: tidy(key), at: self.positions.at(start) };
            if heading.text.is_empty() {
                self.complain(start, FaultKind::EmptyName);
            }
            let names = self.names(table, key, item);
            lists.push(WatchList { heading, names });
        }
        lists
    }

    fn begin(&mut self, table: &Table) -> Position {
        self.positions.at(table.span().map_or(0, |span| span.start))
    }

    fn unknown(&mut self, table: &Table, key: &str, known: &[&'static str]) {
        let nearest = nearest(key, known.iter().copied()).first().copied();
        self.complain(key_at(table, key), FaultKind::UnknownKey { name: key.to_string(), nearest });
    }

    fn expect(&mut self, table: &Table, key: &'static str) {
        if !table.contains_key(key) {
            self.complain(table.span().map_or(0, |span| span.start), FaultKind::Missing(key));
        }
    }

    fn wrong_type(&mut self, at: usize, key: &str, expected: &'static str, item: &Item) {
        let kind = FaultKind::WrongType { key: key.to_string(), expected, found: item.type_name() };
        self.complain(at, kind);
    }

    fn text(&mut self, table: &Table, key: &str, item: &Item) -> Option<(String, usize)> {
        let at = value_at(table, key, item.span());
        match item.as_str() {
            Some(text) => Some((text.to_string(), at)),
            None => {
                self.wrong_type(at, key, "a string", item);
                None
            }
        }
    }

    fn name(&mut self, table: &Table, key: &str, item: &Item) -> Option<Written> {
        let (text, at) = self.text(table, key, item)?;
        self.written(&text, at)
    }

    fn written(&mut self, text: &str, at: usize) -> Option<Written> {
        let text = tidy(text);
        if text.is_empty() {
            self.complain(at, FaultKind::EmptyName);
            return None;
        }
        Some(Written { text, at: self.positions.at(at) })
    }

    fn names(&mut self, table: &Table, key: &str, item: &Item) -> Vec<Written> {
        let Some(array) = item.as_array() else {
            self.wrong_type(value_at(table, key, item.span()), key, "a list of strings", item);
            return Vec::new();
        };
        let mut names = Vec::with_capacity(array.len());
        for value in array.iter() {
            let at = value.span().map_or(0, |span| span.start);
            match value.as_str() {
                Some(text) => names.extend(self.written(text, at)),
                None => {
                    let (key, found) = (key.to_string(), value.type_name());
                    self.complain(at, FaultKind::WrongType { key, expected: "a list of strings", found });
                }
            }
        }
        names
    }

    fn kind(&mut self, table: &Table, key: &str, item: &Item) -> Option<ActorKind> {
        let (text, at) = self.text(table, key, item)?;
        let word = text.trim();
        let known = ActorKind::from_name(word);
        if known.is_none() {
            let nearest = nearest(&word.to_lowercase(), ActorKind::ALL.map(ActorKind::name)).first().copied();
            self.complain(at, FaultKind::UnknownType { name: text, nearest });
        }
        known
    }

    fn wikidata(&mut self, table: &Table, key: &str, item: &Item) -> Option<Written> {
        let (text, at) = self.text(table, key, item)?;
        if !is_item(text.trim()) {
            self.complain(at, FaultKind::Wikidata(text));
            return None;
        }
        self.written(&text, at)
    }
}

/// Whether it is the number of an item in Wikidata.
pub(super) fn is_item(text: &str) -> bool {
    text.strip_prefix('Q').is_some_and(|number| {
        !number.is_empty() && !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn key_at(table: &Table, key: &str) -> usize {
    table.key(key).and_then(|key| key.span()).map_or(0, |span| span.start)
}

/// Where a value begins. Dotted keys have none of their own.
fn value_at(table: &Table, key: &str, span: Option<Range<usize>>) -> usize {
    span.map_or_else(|| key_at(table, key), |span| span.start)
}
