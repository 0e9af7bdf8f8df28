//! The groups of words, from running news: which words count as one, and what groups they get. Knows where texts are read.

use std::error::Error;
use std::path::Path;

use dateline::text::{Lexicon, Shape};

use crate::clusters;
use crate::corpus;
use crate::lists::Entries;
use crate::random::Random;
use crate::tagger::form::entry_key;
use crate::tagger::gap::Gap;
use crate::tagger::weights::CLUSTERS;

/// The number of any number.
const NUMBER: u32 = 100;
/// Larger groups.
const LARGER: usize = 63;

/// Gives words their groups, and returns the larger group of each group.
pub fn fill(entries: &mut Entries, data: &Path, random: &mut Random) -> Result<[u8; CLUSTERS], Box<dyn Error>> {
    let mut lexicon = Lexicon::default();
    let texts: Vec<Vec<u32>> = corpus::texts(data)?.iter().map(|text| words(text, &mut lexicon)).collect();
    let vectors = clusters::vectors(&texts, random);
    let (groups, middles) = clusters::groups(&vectors.vectors, CLUSTERS - 1, random);
    let (larger, _) = clusters::groups(&middles, LARGER, random);
    for (word, group) in vectors.keys.iter().zip(groups) {
        entries.entry(*word).or_default().cluster = group as u16 + 1;
    }
    let mut coarse = [0; CLUSTERS];
    coarse[1..].iter_mut().zip(larger).for_each(|(group, larger)| *group = larger as u8 + 1);
    Ok(coarse)
}

/// A text as a sequence of words by number; what stands between two words, unless it is space, is a word too.
fn words(text: &str, lexicon: &mut Lexicon) -> Vec<u32> {
    let mut words = Vec::new();
    let mut end = 0;
    for token in lexicon.tokenize(text) {
        let gap = Gap::of(&text[end..token.start as usize]);
        if gap != Gap::Space {
            words.push(gap as u32);
        }
        end = token.end as usize;
        words.push(match token.shape {
            Shape::Number => NUMBER,
            shape => entry_key(&lexicon.word(token.word).folded, shape),
        });
    }
    words
}
