//! The fields of one record as they stand in JSON, and in what is read like it: which of them mean something, and the texts in their values.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::names::{FieldMap, is_called, role};
use super::{Fields, MAPPED, NESTED};

/// Objects in a record that hold fields of it, as they are written in exports of databases and of newspapers' own interfaces.
const WRAPPERS: &[&str] = &["_source", "fields", "attributes", "article", "document", "story", "post", "node"];

/// In a value that is an object, where its text is: a person's or a paper's name, or what exports wrap a text in. Best first.
const INNER_NAMES: &[&str] =
    &["value", "name", "text", "rendered", "main", "original", "label", "title", "$oid", "$date", "#text"];

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        FieldsOf(&FieldMap::default()).deserialize(deserializer)
    }
}

/// The fields of a record some of whose names the user has mapped.
pub(in crate::read) struct FieldsOf<'a>(pub &'a FieldMap);

impl<'de> DeserializeSeed<'de> for FieldsOf<'_> {
    type Value = Fields;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fields, D::Error> {
        let mut fields = Fields::default();
        let entries = (0..self.0.len()).map(|row| (row, 0)).collect();
        let object = Object { map: self.0, fields: &mut fields, entries, depth: 0, is_usual: true };
        deserializer.deserialize_map(object)?;
        Ok(fields)
    }
}

/// An object that holds fields: the record, or an object in it.
struct Object<'a> {
    map: &'a FieldMap,
    fields: &'a mut Fields,
    /// The mapped fields that may be in it, and how many of their names lead here.
    entries: Vec<(usize, usize)>,
    depth: usize,
    /// Whether the usual names mean something here.
    is_usual: bool,
}

/// What the name of a field says of its value.
#[derive(Default)]
struct Meaning {
    /// What its texts are, and their rank.
    role: Option<(super::Role, usize)>,
    /// The mapped fields that may be in it.
    entries: Vec<(usize, usize)>,
    /// Whether it is an object whose fields are the record's.
    is_wrapper: bool,
}

impl Object<'_> {
    fn meaning(&mut self, name: &str) -> Meaning {
        let mut meaning = Meaning::default();
        for &(row, depth) in &self.entries {
            let mapped = &self.map.rows()[row];
            let is_next = mapped.parts.get(depth).is_some_and(|part| is_called(name, part));
            let is_all = depth == 0 && self.map.row_of(name) == Some(row);
            if is_all || (is_next && depth + 1 == mapped.parts.len()) {
                self.fields.mapped.push(row);
                meaning.role.get_or_insert((mapped.role, row));
            } else if is_next {
                meaning.entries.push((row, depth + 1));
            }
        }
        if meaning.role.is_none() && self.is_usual {
            let behind = MAPPED + if self.depth > 0 { NESTED } else { 0 };
            meaning.is_wrapper = self.depth < 2 && WRAPPERS.contains(&name);
            meaning.role = role(name).map(|(role, rank)| (role, behind + rank));
        }
        meaning
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(meaning) = map.next_key_seed(Name(&mut self))? {
            if meaning.role.is_none() && meaning.entries.is_empty() && !meaning.is_wrapper {
                map.next_value::<IgnoredAny>()?;
            } else {
                map.next_value_seed(Value { object: &mut self, meaning: &meaning })?;
            }
        }
        Ok(())
    }
}

/// A field's name, looked up without keeping it.
struct Name<'a, 'b>(&'a mut Object<'b>);

impl<'de> DeserializeSeed<'de> for Name<'_, '_> {
    type Value = Meaning;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Meaning, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_, '_> {
    type Value = Meaning;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Meaning, E> {
        Ok(self.0.meaning(name))
    }
}

/// The value of a field that means something, or that holds fields which do.
struct Value<'a, 'b> {
    object: &'a mut Object<'b>,
    meaning: &'a Meaning,
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let holds_fields = self.meaning.is_wrapper || !self.meaning.entries.is_empty();
        if holds_fields {
            return deserializer.deserialize_any(self);
        }
        let Texts(values) = Texts::deserialize(deserializer)?;
        self.add(values);
        Ok(())
    }
}

impl Value<'_, '_> {
    fn add(self, values: Vec<String>) {
        if let Some((role, rank)) = self.meaning.role.filter(|_| !values.is_empty()) {
            self.object.fields.found.push((role, rank, values));
        }
    }
}

impl<'de> Visitor<'de> for Value<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let inner = Object {
            map: self.object.map,
            fields: self.object.fields,
            entries: self.meaning.entries.clone(),
            depth: self.object.depth + 1,
            is_usual: self.meaning.is_wrapper,
        };
        inner.visit_map(map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        if self.meaning.entries.is_empty() {
            let Texts(values) = TextsVisitor.visit_seq(elements)?;
            self.add(values);
            return Ok(());
        }
        let Value { object, meaning } = self;
        while elements.next_element_seed(Value { object: &mut *object, meaning })?.is_some() {}
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.add(Texts::one(text.to_owned()).0);
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.add(vec![number.to_string()]);
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.add(vec![number.to_string()]);
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        self.add(vec![number.to_string()]);
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// The texts in a value, none of them blank: a string or a number itself, an array's elements, an object's name.
pub(super) struct Texts(pub Vec<String>);

impl Texts {
    pub fn one(text: String) -> Self {
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
