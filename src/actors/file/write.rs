//! The text of a changed file: of the old text, only what says something else now is written anew. Decides nothing about what the file is to say.

use std::ops::Range;

use rustc_hash::FxHashMap;
use toml_edit::{Array, Document, Item, Key, Table, Value};

use super::array::{change, list};
use super::lines::{comments, first, indent, is_blank_line, line_end, line_start, newline};
use super::splice::Splices;
use super::{ActorsFile, Distinct, Hidden, Position, UserActor, WatchList, Written};
use crate::annotate::ActorKind;

/// The text, which says what `before` says, changed to say what `after` says. Entries and names are known again by their positions.
pub(super) fn rewritten(text: &str, before: &ActorsFile, after: &ActorsFile) -> String {
    if before == after {
        return text.to_string();
    }
    let newline = newline(text);
    let mut text = text.to_string();
    if text.len() > first(&text) && !text.ends_with('\n') {
        text.push_str(newline);
    }
    // It was read before, and only a line ending has been added.
    let Ok(document) = Document::parse(text.as_str()) else { return text };
    let mut writer = Writer { text: &text, newline, splices: Splices::default() };
    // What goes on under a header comes before what begins anew at the same place.
    let table = writer.watch(&document, &before.watch, &after.watch);
    writer.entries(&document, "actor", &before.actors, &after.actors);
    writer.entries(&document, "hide", &before.hidden, &after.hidden);
    writer.entries(&document, "distinct", &before.distinct, &after.distinct);
    writer.insert_block(None, table);
    writer.splices.made(&text)
}

/// What a key says.
enum Says<'e> {
    Text(Option<&'e str>),
    Names(&'e [Written]),
}

/// An entry as its keys, in the order in which they are written.
trait Entry {
    fn at(&self) -> Position;
    fn keys(&self) -> Vec<(&'static str, Says<'_>)>;
}

fn kind_says(kind: Option<ActorKind>) -> Says<'static> {
    Says::Text(kind.map(ActorKind::name))
}

impl Entry for UserActor {
    fn at(&self) -> Position {
        self.at
    }

    fn keys(&self) -> Vec<(&'static str, Says<'_>)> {
        vec![
            ("name", Says::Text(Some(&self.name.text))),
            ("type", kind_says(self.kind)),
            ("aliases", Says::Names(&self.aliases)),
            ("not", Says::Names(&self.not)),
            ("wikidata", Says::Text(self.wikidata.as_ref().map(|item| item.text.as_str()))),
            ("note", Says::Text(self.note.as_deref())),
        ]
    }
}

impl Entry for Hidden {
    fn at(&self) -> Position {
        self.at
    }

    fn keys(&self) -> Vec<(&'static str, Says<'_>)> {
        vec![("name", Says::Text(Some(&self.name.text))), ("type", kind_says(self.kind))]
    }
}

impl Entry for Distinct {
    fn at(&self) -> Position {
        self.at
    }

    fn keys(&self) -> Vec<(&'static str, Says<'_>)> {
        vec![("names", Says::Names(&self.names))]
    }
}

struct Writer<'t> {
    text: &'t str,
    newline: &'static str,
    splices: Splices,
}

impl Writer<'_> {
    fn entries<E: Entry + PartialEq>(&mut self, document: &Table, name: &str, before: &[E], after: &[E]) {
        let kept: FxHashMap<Position, &E> = after.iter().map(|entry| (entry.at(), entry)).collect();
        let tables = document.get(name).and_then(Item::as_array_of_tables);
        let mut behind = None;
        for (table, entry) in tables.iter().flat_map(|tables| tables.iter()).zip(before) {
            let lines = self.lines(table);
            behind = Some(lines.end);
            match kept.get(&entry.at()) {
                Some(now) if *now == entry => {}
                Some(now) => self.entry(table, entry, *now),
                None => self.remove(lines, &strings(table)),
            }
        }
        let blocks = after.iter().filter(|entry| !entry.at().is_written()).map(|entry| self.block(name, entry));
        let blocks = blocks.collect::<Vec<_>>().join(self.newline);
        self.insert_block(behind, blocks);
    }

    /// The lines from the header of a table to the last of its values.
    fn lines(&self, table: &Table) -> Range<usize> {
        let header = table.span().unwrap_or_default();
        let last = table.iter().filter_map(|(_, item)| item.span()).map(|span| span.end).max();
        line_start(self.text, header.start)..line_end(self.text, last.unwrap_or_default().max(header.end))
    }

    fn block(&self, name: &str, entry: &impl Entry) -> String {
        let mut block = format!("[[{name}]]{}", self.newline);
        for (key, says) in entry.keys() {
            block.push_str(&self.line(key, &says));
        }
        block
    }

    /// The line of a key; nothing where it says nothing.
    fn line(&self, key: &str, says: &Says<'_>) -> String {
        let value = match says {
            Says::Text(Some(text)) => quoted(text),
            Says::Names(names) if !names.is_empty() => list(names, key.len(), self.newline),
            Says::Text(None) | Says::Names(_) => return String::new(),
        };
        format!("{key} = {value}{}", self.newline)
    }

    /// Puts entries behind others of their sort, or at the end of the file, with a blank line around.
    fn insert_block(&mut self, behind: Option<usize>, block: String) {
        if block.is_empty() {
            return;
        }
        let at = behind.unwrap_or(self.text.len());
        let begins = at == first(self.text);
        let before = if begins { "" } else { self.newline };
        let after = if at == self.text.len() || is_blank_line(self.text, at) { "" } else { self.newline };
        self.splices.insert(at, format!("{before}{block}{after}"));
    }

    fn entry(&mut self, table: &Table, before: &impl Entry, after: &impl Entry) {
        let mut behind = self.lines(table).start;
        for ((key, before), (_, after)) in before.keys().iter().zip(after.keys()) {
            let item = table.get(key);
            if let Some(span) = item.and_then(Item::span) {
                behind = behind.max(line_end(self.text, span.end));
            }
            match (item, &after, before) {
                (None, Says::Names([]), _) | (None, Says::Text(None), _) => {}
                (None, says, _) => {
                    let name = table.key("name").and_then(Key::span).unwrap_or_default();
                    let indent = indent(self.text, name.start).unwrap_or_default();
                    let line = format!("{indent}{}", self.line(key, says));
                    self.splices.insert(behind, line);
                }
                (Some(item), Says::Text(Some(now)), Says::Text(was)) if *was != Some(*now) => {
                    self.splices.replace(item.span().unwrap_or_default(), quoted(now));
                }
                (Some(item), Says::Names(now), Says::Names(was)) => self.names(table, key, item.as_array(), was, now),
                _ => {}
            }
        }
    }

    /// Changes the names of a key, and removes it where none is left.
    fn names(&mut self, table: &Table, key: &str, array: Option<&Array>, before: &[Written], after: &[Written]) {
        let Some(array) = array else { return };
        if before == after {
            return;
        }
        if after.is_empty() {
            let start = table.key(key).and_then(Key::span).unwrap_or_default().start;
            let end = array.span().unwrap_or_default().end;
            let lines = line_start(self.text, start)..line_end(self.text, end);
            let mut taken = Vec::from_iter(table.key(key).and_then(Key::span));
            taken.extend(array.iter().filter_map(Value::span));
            self.splices.replace(lines.clone(), self.kept(lines, &taken));
        } else {
            change(&mut self.splices, self.text, self.newline, array, before, after);
        }
    }

    /// The comments of lines that are removed, each on a line of its own.
    fn kept(&self, lines: Range<usize>, taken: &[Range<usize>]) -> String {
        comments(self.text, lines, taken).iter().map(|comment| format!("{comment}{}", self.newline)).collect()
    }

    /// Removes an entry, and the blank lines before it if there are others behind it.
    fn remove(&mut self, lines: Range<usize>, taken: &[Range<usize>]) {
        let kept = self.kept(lines.clone(), taken);
        let Range { mut start, mut end } = lines;
        if kept.is_empty() && (end == self.text.len() || is_blank_line(self.text, end)) {
            let begin = first(self.text);
            while start > begin && is_blank_line(self.text, line_start(self.text, start - 1)) {
                start = line_start(self.text, start - 1);
            }
            while start == begin && is_blank_line(self.text, end) {
                end = line_end(self.text, end);
            }
        }
        self.splices.replace(start..end, kept);
    }

    /// Changes the watch lists, and gives the table of new ones where there is none yet.
    fn watch(&mut self, document: &Table, before: &[WatchList], after: &[WatchList]) -> String {
        let kept: FxHashMap<Position, &WatchList> = after.iter().map(|list| (list.heading.at, list)).collect();
        let table = document.get("watch").and_then(Item::as_table);
        // A list that is gone is one without names.
        for ((key, item), list) in table.iter().flat_map(|table| table.iter()).zip(before) {
            let now = kept.get(&list.heading.at).map_or(&[][..], |list| &list.names);
            if let Some(table) = table {
                self.names(table, key, item.as_array(), &list.names, now);
            }
        }
        let dotted = if table.is_some_and(Table::is_dotted) { "watch." } else { "" };
        let new = after.iter().filter(|list| !list.heading.at.is_written());
        let line = |list: &WatchList| {
            self.line(&format!("{dotted}{}", Key::new(&list.heading.text)), &Says::Names(&list.names))
        };
        let lines: String = new.map(line).collect();
        match table {
            _ if lines.is_empty() => return String::new(),
            Some(table) => self.splices.insert(self.lines(table).end, lines),
            None => return format!("[watch]{}{lines}", self.newline),
        }
        String::new()
    }
}

/// The strings in a table, in the order of the text.
fn strings(table: &Table) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    for (_, item) in table.iter() {
        match item.as_array() {
            Some(array) => spans.extend(array.iter().filter_map(Value::span)),
            None => spans.extend(item.span()),
        }
    }
    spans.sort_by_key(|span| span.start);
    spans
}

/// A text as a string of TOML.
pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
