//! More like this: what is asked, and how alike two texts are, as a number from nought to one. Knows words by their numbers in a plan; no index, and no
//! text.
//!
//! An article *resembles* another if of the words that tell most about that one it has as many as weigh [`LEAST`] of them all. Its *likeness* is what these words give it: each
//! gives more the oftener it stands there, but never more than it gives the other article itself. So an article has likeness 1 with itself, a copy
//! that was hardly changed nearly so, and no word makes up for the lack of others by being repeated.
//!
//! The settings were chosen on every second article of two collections, and are reported on the others (`tests/it/like_quality.rs`).

use std::str::FromStr;

use serde::Serialize;

use super::rank::idf;
use super::show::ShowError;

/// The words of an article that are looked for, at most.
pub const MOST: usize = 40;
/// The share of the weight of these words that an article must have to resemble it.
pub const LEAST: f64 = 0.2;
/// How often a word stands in an article that gives half of what the word could weigh for its number.
const HALF: f64 = 4.0;
/// How much repeated words count, and how much the length of an article does (`k1` and `b` of BM25; Robertson and Zaragoza 2009).
const REPETITION: f64 = 1.2;
const LENGTH: f64 = 0.75;

/// An article, or one of its passages, that hits are to resemble.
///
/// ```
/// use dateline::search::Like;
///
/// let like: Like = "3f2a91c0:2".parse().unwrap();
/// assert_eq!((like.id.as_str(), like.passage), ("3f2a91c0", Some(2)));
/// assert_eq!("3f2a91c0".parse::<Like>().unwrap().passage, None);
/// assert!("3f2a91c0:two".parse::<Like>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Like {
    /// The article's id, or the beginning of it.
    pub id: String,
    /// Which of its passages, from 1; the whole article, if none is said.
    pub passage: Option<usize>,
}

/// What stands behind the colon is no number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not the number of a passage")]
pub struct NoNumber(String);

impl FromStr for Like {
    type Err = NoNumber;

    fn from_str(text: &str) -> Result<Like, NoNumber> {
        let Some((id, number)) = text.split_once(':') else { return Ok(Like { id: text.to_string(), passage: None }) };
        let passage = number.parse().map_err(|_| NoNumber(number.to_string()))?;
        Ok(Like { id: id.to_string(), passage: Some(passage) })
    }
}

/// As it is typed.
impl std::fmt::Display for Like {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.id)?;
        self.passage.map_or(Ok(()), |number| write!(f, ":{number}"))
    }
}

/// Why nothing can be found that is like something.
#[derive(Debug, thiserror::Error)]
pub enum LikeError {
    /// There is no such article, or there are several.
    #[error("{error}")]
    Article {
        /// What was asked.
        like: Like,
        /// What is wrong with the id.
        error: Box<ShowError>,
    },
    /// The article has no passage of that number.
    #[error("there is no passage {} in {}, which has {passages}", .like.passage.unwrap_or_default(), .like.id)]
    NoPassage {
        /// What was asked, with the whole id.
        like: Like,
        /// How many passages the article has.
        passages: usize,
    },
    /// No word of it can tell what it is about: it has no words, or only such as every other article has too, or no other.
    #[error("there is no word in {like} that tells what it is about and stands elsewhere too")]
    NothingTelling {
        /// What was asked, with the whole id.
        like: Like,
    },
}

/// What hits resemble, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Liked {
    /// The article's id, in 16 hexadecimal digits.
    pub id: String,
    /// Which of its passages, from 1.
    pub passage: Option<usize>,
    /// The article's title.
    pub title: String,
}

/// A word that is looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sought {
    /// The leaf of the plan that finds it.
    pub leaf: usize,
    /// What it weighs.
    pub weight: f64,
    /// How often it stands in what hits resemble.
    pub count: u32,
}

/// What hits resemble, as words of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// What they resemble.
    pub of: Liked,
    /// The same as a number of the index: it is no hit itself.
    pub id: u64,
    /// The words, those that weigh most first.
    pub words: Vec<Sought>,
    /// How many tokens long it is. None for a passage: an article that holds it may hold much else.
    length: Option<f64>,
    /// What all words weigh.
    weight: f64,
    /// What all words give to itself.
    whole: f64,
}

impl Likeness {
    /// What is as alike as it can be to a text in which these words are. `length` is that of an article.
    pub fn new(of: Liked, id: u64, words: Vec<Sought>, length: Option<u32>) -> Likeness {
        let length = length.map(|tokens| f64::from(tokens.max(1)));
        let weight = words.iter().map(|word| word.weight).sum();
        let whole = words.iter().map(|word| word.weight * presence(word.count, 1.0)).sum();
        Likeness { of, id, words, length, weight, whole }
    }

    /// Whether how long a text is makes a difference.
    pub fn has_length(&self) -> bool {
        self.length.is_some()
    }

    /// What a word gives to a text of so many tokens in which it stands so often.
    pub fn gain(&self, word: &Sought, count: u32, tokens: u32) -> f64 {
        let length = self.length.map_or(1.0, |own| 1.0 - LENGTH + LENGTH * f64::from(tokens) / own);
        word.weight * presence(count, length).min(presence(word.count, 1.0)) / self.whole
    }

    /// Whether words of such a weight are enough.
    pub fn resembles(&self, weight: f64) -> bool {
        // Weights that are summed up in another order differ in the last bits.
        weight >= (LEAST - 1e-9) * self.weight
    }

    /// The share of a word in the weight of all.
    pub fn share(&self, word: &Sought) -> f64 {
        word.weight / self.weight
    }
}

/// How much of a word there is in a text, by how often it stands there and how long the text is.
pub fn presence(count: u32, length: f64) -> f64 {
    let count = f64::from(count);
    count * (REPETITION + 1.0) / (count + REPETITION * length)
}

/// What a word weighs that stands so often in a text, its title counting twice, and in so many articles of all. The root is drawn so that the rarest
/// words, which stand in one other article by chance, do not decide.
pub fn weight(count: u32, articles: u64, all: u64) -> f64 {
    let count = f64::from(count);
    count / (count + HALF) * idf(articles, all).sqrt()
}

/// Whether a word that stands in so many articles of all is too common to tell anything.
pub fn is_common(articles: u64, all: u64) -> bool {
    articles > (all / 3).max(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(length: Option<u32>) -> Likeness {
        let of = Liked { id: String::new(), passage: None, title: String::new() };
        let word = |leaf, weight, count| Sought { leaf, weight, count };
        Likeness::new(of, 0, vec![word(0, 3.0, 2), word(1, 1.0, 1), word(2, 1.0, 7)], length)
    }

    fn sum(likeness: &Likeness, counts: [u32; 3], tokens: u32) -> f64 {
        likeness.words.iter().zip(counts).map(|(word, count)| likeness.gain(word, count, tokens)).sum()
    }

    #[test]
    fn a_text_is_most_like_itself() {
        let article = likeness(Some(100));
        assert!((sum(&article, [2, 1, 7], 100) - 1.0).abs() < 1e-12);
        assert!((sum(&article, [20, 10, 70], 100) - 1.0).abs() < 1e-12, "nothing is gained by repeating");
        assert!(sum(&article, [2, 1, 7], 300) < 0.9, "the same words in a longer text");
        assert_eq!(sum(&article, [0, 0, 0], 100), 0.0);
        let passage = likeness(None);
        assert!((sum(&passage, [2, 1, 7], 3000) - 1.0).abs() < 1e-12, "an article that holds a passage");
    }

    #[test]
    fn what_resembles_has_words_enough() {
        let article = likeness(Some(100));
        assert!(article.resembles(1.0) && !article.resembles(0.9));
        assert!((article.words.iter().map(|word| article.share(word)).sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn rare_words_weigh_more_and_common_ones_nothing() {
        assert!(weight(2, 10, 1000) > weight(2, 100, 1000) && weight(3, 10, 1000) > weight(2, 10, 1000));
        assert!(weight(1, 1000, 1000) > 0.0);
        assert!(is_common(400, 1000) && !is_common(300, 1000) && !is_common(3, 4));
    }
}
