use super::*; use crate::calendar::*; use crate::text::Token; use crate::read::RawArticle;
pub struct Evidence<'a> { pub given: Option<PartialDate>, pub raw: &'a RawArticle, pub relative: &'a str, pub tokens: &'a [Token], pub today: Day }
pub fn published(_: &Evidence) -> Published { Published{date:None,basis:Basis::None} }
