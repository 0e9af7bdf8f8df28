//! One tokenization of a text that everything else shares: tokens, their folded words and stems, sentences, paragraphs.
//! Knows nothing of articles, dates or actors.

mod fold;
mod lexicon;
mod name;
mod nearest;
mod sentences;
mod shape;
mod spelling;
mod tokens;

pub use fold::fold;
pub use lexicon::{Lexicon, Word, WordId};
pub use name::folded_name;
pub use nearest::{is_like, nearest};
pub use sentences::{Span, paragraphs, sentences};
pub use shape::Shape;
pub(crate) use spelling::one_spelling;
pub use tokens::{Token, scan};
