//! How files are read, as the user may choose. Plain data; reads nothing.

use super::fields::FieldMap;
use super::formats::Format;
use super::source::Limits;

/// How files are read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The format of every file; told from each one's content, if there is none.
    pub format: Option<&'static Format>,
    /// How much is read before a record is refused.
    pub limits: Limits,
    /// What fields of tables and JSON are called, beside the usual names.
    pub map: FieldMap,
}

impl PartialEq for Reading {
    fn eq(&self, other: &Self) -> bool {
        let name = |reading: &Self| reading.format.map(|format| format.name);
        (name(self), &self.limits, &self.map) == (name(other), &other.limits, &other.map)
    }
}
