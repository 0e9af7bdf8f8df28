use super::DateMention; use crate::calendar::*; use crate::text::Token;
pub fn dates(_: &str, _: &[Token], _: Option<PartialDate>, _: Option<Day>) -> Vec<DateMention> { vec![] }
