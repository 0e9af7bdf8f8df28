//! Common words that stand side by side, as terms of their own. To find "of the" by its words, the positions of both would have to be read in nearly every
//! article; here it is one term, and how often it stands there is told by it alone. Where it stands is not: that is what `terms` is for.

use tantivy::Term;
use tantivy::schema::Field;

use super::terms::write_token;
use crate::text::{Lexicon, Token, Word};

/// Function words of English and a few others that news cannot do without, in the order of the alphabet. One token in six is one of them behind
/// another (measured on 1.3 million tokens of English news).
const COMMON: [&str; 111] = [
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "been", "before",
    "being", "but", "by", "can", "could", "did", "do", "down", "even", "first", "for", "from", "had", "has", "have",
    "he", "her", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "just", "last", "like", "made",
    "make", "many", "may", "more", "most", "much", "my", "new", "no", "not", "now", "of", "off", "on", "one", "only",
    "or", "other", "our", "out", "over", "people", "said", "say", "says", "she", "should", "since", "so", "some",
    "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through",
    "time", "to", "two", "under", "up", "us", "was", "we", "were", "what", "when", "where", "which", "while", "who",
    "will", "with", "would", "year", "years", "you", "your",
];

/// Stands between the two words. No folded word has it.
const BETWEEN: &str = " ";

/// Tells common words from others by their places in a lexicon.
#[derive(Default)]
pub struct CommonWords {
    /// For each word of the lexicon, which of [`COMMON`] it is.
    places: Vec<Option<&'static str>>,
}

impl CommonWords {
    /// Looks at the words that have joined the lexicon.
    pub fn learn(&mut self, lexicon: &Lexicon) {
        let new = &lexicon.words()[self.places.len()..];
        self.places.extend(new.iter().map(common));
    }

    /// Writes down each two common words of some tokens that stand side by side.
    pub fn encode(&self, tokens: &[Token], out: &mut String) {
        let mut before = None;
        for token in tokens {
            let word = self.places[token.word.index()];
            if let (Some(before), Some(word)) = (before, word) {
                write_token(&[before, BETWEEN, word], out);
            }
            before = word;
        }
    }
}

/// The terms of the common words side by side among words that follow each other, all of which stand where the words do.
pub fn bigram_terms(field: Field, words: &[Word]) -> Vec<Term> {
    let both = words.windows(2).filter_map(|two| common(&two[0]).zip(common(&two[1])));
    both.map(|(first, second)| Term::from_field_text(field, &format!("{first}{BETWEEN}{second}"))).collect()
}

fn common(word: &Word) -> Option<&'static str> {
    COMMON.binary_search(&&*word.folded).ok().map(|place| COMMON[place])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_side_by_side_are_written_down() {
        assert!(COMMON.is_sorted());
        let mut lexicon = Lexicon::default();
        let mut words = CommonWords::default();
        let mut told = |text: &str| {
            let tokens = lexicon.tokenize(text);
            words.learn(&lexicon);
            let (mut out, mut expected) = (String::new(), String::new());
            words.encode(&tokens, &mut out);
            let words: Vec<Word> = tokens.iter().map(|token| lexicon.word(token.word).clone()).collect();
            let terms = bigram_terms(Field::from_field_id(0), &words);
            let terms: Vec<String> = terms.iter().map(|term| term.value().as_str().unwrap().to_string()).collect();
            terms.iter().for_each(|term| write_token(&[term], &mut expected));
            assert_eq!(out, expected);
            terms
        };
        assert_eq!(
            told("Some of the troops. THE US has been there"),
            ["some of", "of the", "the us", "us has", "has been", "been there"]
        );
        assert_eq!(told("Kabul fell"), [""; 0]);
        assert_eq!(told("the"), [""; 0]);
    }
}
