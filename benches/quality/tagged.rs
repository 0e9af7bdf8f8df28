//! A marked text as dateline's own tokens see it, and back: which tokens a marked name is, and which marked words a found name has.
//! Knows neither how names are found nor how they are scored.

use std::ops::Range;

use dateline::text::{Lexicon, Span, Token, paragraphs, sentences};

use super::ner_sets::{Laid, Marks};
use super::seqeval::Entity;

/// A laid out text with its tokens.
pub struct Tagged {
    /// The text and its words.
    pub laid: Laid,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its sentences.
    pub sentences: Vec<Span>,
}

impl Tagged {
    /// Tokenizes a text.
    pub fn new(laid: Laid, lexicon: &mut Lexicon) -> Tagged {
        let tokens = lexicon.tokenize(&laid.text);
        let sentences =
            paragraphs(&laid.text, &tokens).into_iter().flat_map(|p| sentences(&laid.text, &tokens, p)).collect();
        Tagged { laid, tokens, sentences }
    }

    /// The marked names, by words numbered through the text.
    pub fn truth(&self, marks: &Marks) -> Vec<Entity> {
        let mut before = 0;
        let mut found = Vec::new();
        for sentence in &marks.sentences {
            let moved = |words: &Range<usize>| words.start + before..words.end + before;
            found.extend(sentence.names.iter().map(|name| (moved(&name.words), name.kind as usize)));
            before += sentence.words.len();
        }
        found
    }

    /// Names of tokens as names of the words that these touch. No word is in two.
    pub fn found(&self, names: impl Iterator<Item = (Range<usize>, usize)>) -> Vec<Entity> {
        let words: Vec<&Range<usize>> = self.laid.words.iter().flatten().collect();
        let mut found: Vec<Entity> = Vec::new();
        for (tokens, kind) in names {
            let (start, end) = (self.tokens[tokens.start].start as usize, self.tokens[tokens.end - 1].end as usize);
            let first = words.partition_point(|word| word.end <= start);
            let last = words.partition_point(|word| word.start < end);
            if first < last && found.last().is_none_or(|(before, _)| before.end <= first) {
                found.push((first..last, kind));
            }
        }
        found
    }
}
