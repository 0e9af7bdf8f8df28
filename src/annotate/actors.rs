use super::*; use crate::text::*;
pub fn actors(_: &str, _: &[Token], _: &str, _: &[Token], _: &Lexicon) -> (Vec<Mention>, Vec<Mention>) { (vec![], vec![]) }
pub fn canonical_name(_:&str)->Option<&'static str>{None}
