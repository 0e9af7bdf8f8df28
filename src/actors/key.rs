//! What an index counts actors by: a kind, and the name that an article knows best. Knows no article and no index.

use crate::annotate::ActorKind;

/// An actor as articles have it, or as it counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// Its name.
    pub name: String,
}

impl Key {
    /// A kind and a name.
    pub fn new(kind: ActorKind, name: impl Into<String>) -> Key {
        Key { kind, name: name.into() }
    }

    /// The key behind the names of a facet's path, `person` and `Sergey Lavrov`.
    pub fn from_path(path: &[&str]) -> Option<Key> {
        match path {
            [kind, name] => Some(Key::new(ActorKind::from_name(kind)?, *name)),
            _ => None,
        }
    }

    /// The names of its facet's path.
    pub fn path(&self) -> [&str; 2] {
        [self.kind.name(), &self.name]
    }
}
