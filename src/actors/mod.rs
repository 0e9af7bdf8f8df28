//! Names of a whole index made into actors: which of its keys are one person, organisation or place. Knows names and the numbers of their articles;
//! no index, no text, no file of an article.

pub mod variants;
