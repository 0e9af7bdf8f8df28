//! Which limit stopped the reading of a record, and what it would have taken to go on. Knows no format.

use serde::{Deserialize, Serialize};

use super::record::Reason;
use super::source::Limits;

/// A limit that the user can move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LimitName {
    /// [`Limits::record`], in bytes.
    Record,
    /// [`Limits::text`], in bytes.
    File,
    /// [`Limits::nesting`].
    Nesting,
    /// [`Limits::unpacked`], in bytes.
    Unpacked,
    /// [`Limits::depth`].
    Depth,
    /// [`Limits::html_depth`].
    OpenTags,
}

/// What sort of reason it was for which a record was skipped: what can be told apart when only the words were kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SkipKind {
    /// It could not be read.
    #[default]
    Unread,
    /// There was nothing in it to be read.
    Empty,
    /// There are fields, and none has a name by which it is known as a title or a text.
    Nameless,
    /// It is beyond a limit, and would be read with this one, as far as can be told.
    Beyond(LimitName, u64),
}

impl Reason {
    /// What sort of reason it is, of a record that was read within `limits`.
    pub fn kind(&self, limits: &Limits) -> SkipKind {
        match self {
            Reason::Empty => SkipKind::Empty,
            Reason::NoText { .. } => SkipKind::Nameless,
            Reason::TooLarge { bytes, limit } if *limit == limits.record => SkipKind::Beyond(LimitName::Record, *bytes),
            Reason::TooLarge { bytes, .. } => SkipKind::Beyond(LimitName::File, *bytes),
            Reason::TooDeep(nesting) => SkipKind::Beyond(LimitName::Nesting, *nesting as u64 + 1),
            // How much there is to unpack is not known before it is unpacked.
            Reason::Expands(bytes) => SkipKind::Beyond(LimitName::Unpacked, bytes.saturating_mul(2)),
            // How many there are is not known before they are counted.
            Reason::OpenTags(tags) => SkipKind::Beyond(LimitName::OpenTags, *tags as u64 * 4),
            Reason::Nested(depth) if *depth < Limits::DEEPEST => {
                SkipKind::Beyond(LimitName::Depth, Limits::DEEPEST as u64)
            }
            _ => SkipKind::Unread,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_tells_which_limit_to_move() {
        let limits = Limits::default();
        let kind = |reason: Reason| reason.kind(&limits);
        let large = |limit| Reason::TooLarge { bytes: 300 << 20, limit };
        assert_eq!(kind(large(limits.record)), SkipKind::Beyond(LimitName::Record, 300 << 20));
        assert_eq!(kind(large(limits.text)), SkipKind::Beyond(LimitName::File, 300 << 20));
        assert_eq!(kind(Reason::TooDeep(5)), SkipKind::Beyond(LimitName::Nesting, 6));
        assert_eq!(kind(Reason::Expands(1 << 30)), SkipKind::Beyond(LimitName::Unpacked, 2 << 30));
        assert_eq!(kind(Reason::OpenTags(512)), SkipKind::Beyond(LimitName::OpenTags, 2048));
        assert_eq!(kind(Reason::Nested(128)), SkipKind::Unread, "nothing can be done about it");
        assert_eq!(kind(Reason::NoText { fields: vec![] }), SkipKind::Nameless);
        assert_eq!(kind(Reason::Binary), SkipKind::Unread);
    }
}
