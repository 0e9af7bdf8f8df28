//! Queries drawn from the texts with a fixed seed. Knows no index.

use std::collections::{BTreeMap, BTreeSet};

use crate::collection::Article;
use crate::random::Random;

/// How far apart the words of one query stand, at most: what a passage holds.
const WINDOW: usize = 60;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One word: equally many that are in up to 3 articles, up to 1%, up to 10%, and more.
    Word,
    /// Two words of one passage, both required.
    TwoWords,
    /// Three words of one passage, all required.
    ThreeWords,
    /// Two or three words of one passage, any of them.
    AnyWords,
    /// Two words side by side, quoted.
    Phrase,
    /// The beginning of a word and `*`, or a word with `?` for one of its letters.
    Wildcard,
    /// A word, or one with another letter in it, with one difference allowed.
    Fuzzy,
    /// A word whose last letters may be others.
    Regex,
    /// Two words of one passage with at most five between them.
    Near,
    /// Two words of one passage in quotes, with up to five others between.
    Loose,
}

impl Kind {
    /// Those that both sides understand, in the order of the table.
    pub const SHARED: [Kind; 5] = [Kind::Word, Kind::TwoWords, Kind::ThreeWords, Kind::AnyWords, Kind::Phrase];
    /// Those that dateline alone understands.
    pub const OWN: [Kind; 5] = [Kind::Wildcard, Kind::Fuzzy, Kind::Regex, Kind::Near, Kind::Loose];

    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Word => "one word",
            Kind::TwoWords => "two words, all",
            Kind::ThreeWords => "three words, all",
            Kind::AnyWords => "two or three words, any",
            Kind::Phrase => "phrase of two words",
            Kind::Wildcard => "wildcard",
            Kind::Fuzzy => "fuzzy word",
            Kind::Regex => "regular expression",
            Kind::Near => "NEAR/5",
            Kind::Loose => "loose phrase",
        }
    }
}

/// A query.
pub struct Query {
    /// What it asks for.
    pub kind: Kind,
    /// Its text, the same for all who understand it.
    pub text: String,
}

/// `count` queries of each kind.
pub fn draw(articles: &[Article], count: usize) -> Vec<Query> {
    let mut random = Random(2021);
    let mut queries: Vec<Query> = single_words(articles, count, &mut random);
    for kind in Kind::SHARED.into_iter().chain(Kind::OWN).filter(|&kind| kind != Kind::Word) {
        // Articles that are too short give none; the bound ends the search in a collection of nothing else.
        let drawn = (0..count * 100).filter_map(|_| drawn(kind, random.pick(articles)?, &mut random));
        queries.extend(drawn.take(count).map(|text| Query { kind, text }));
    }
    queries
}

fn drawn(kind: Kind, article: &Article, random: &mut Random) -> Option<String> {
    let words: Vec<&str> = article.body.split_whitespace().collect();
    let from = random.below(words.len());
    let window = &words[from..words.len().min(from + WINDOW)];
    let count = match kind {
        Kind::Word | Kind::Wildcard | Kind::Fuzzy | Kind::Regex => 1,
        Kind::TwoWords | Kind::Near | Kind::Loose => 2,
        Kind::ThreeWords => 3,
        Kind::AnyWords => 2 + random.below(2),
        Kind::Phrase => {
            let [first, second, ..] = window else { return None };
            let plain = is_plain(first) && is_plain(second);
            return plain.then(|| format!("\"{first} {second}\""));
        }
    };
    let mut chosen: Vec<String> = Vec::new();
    let candidates: Vec<String> = window.iter().filter_map(|word| plain_word(word)).collect();
    for _ in 0..20 {
        match random.pick(&candidates) {
            Some(word) if chosen.len() < count && !chosen.contains(word) => chosen.push(word.clone()),
            _ => {}
        }
    }
    if chosen.len() < count {
        return None;
    }
    match kind {
        Kind::Wildcard | Kind::Fuzzy | Kind::Regex => inexact(kind, &chosen[0], random),
        Kind::Near => Some(chosen.join(" NEAR/5 ")),
        Kind::Loose => Some(format!("\"{}\"~5", chosen.join(" "))),
        _ => Some(chosen.join(" ")),
    }
}

/// What finds a word and others like it; words of fewer than five letters are like too many.
fn inexact(kind: Kind, word: &str, random: &mut Random) -> Option<String> {
    let inside = 1 + random.below(word.len().saturating_sub(2));
    let with = |letter: char| format!("{}{letter}{}", &word[..inside], &word[inside + 1..]);
    let text = match (kind, random.below(2)) {
        (Kind::Wildcard, 0) => format!("{}*", &word[..word.len() - 2]),
        (Kind::Wildcard, _) => with('?'),
        (Kind::Fuzzy, 0) => format!("{word}~1"),
        (Kind::Fuzzy, _) => format!("{}~1", with('x')),
        _ => format!("/{}(s|ed|ing|[a-m]{{2}})?/", &word[..word.len() - 2]),
    };
    (word.len() >= 5).then_some(text)
}

/// How many articles have each word in their text.
fn frequency(articles: &[Article]) -> BTreeMap<String, usize> {
    let mut frequency: BTreeMap<String, usize> = BTreeMap::new();
    for article in articles {
        let words: BTreeSet<&str> = article.body.split_whitespace().collect();
        let words: BTreeSet<String> = words.into_iter().filter_map(plain_word).collect();
        words.into_iter().for_each(|word| *frequency.entry(word).or_default() += 1);
    }
    frequency
}

fn single_words(articles: &[Article], count: usize, random: &mut Random) -> Vec<Query> {
    let frequency = frequency(articles);
    let mut strata: [Vec<&str>; 4] = Default::default();
    for (word, &articles_with) in &frequency {
        let share = articles_with as f64 / articles.len() as f64;
        let stratum =
            if articles_with <= 3 { 0 } else { [0.01, 0.1].iter().filter(|&&bound| share > bound).count() + 1 };
        strata[stratum].push(word);
    }
    let filled: Vec<&Vec<&str>> = strata.iter().filter(|words| !words.is_empty()).collect();
    let words = (0..count).filter_map(|n| random.pick(filled.get(n % filled.len().max(1))?));
    words.map(|word| Query { kind: Kind::Word, text: word.to_string() }).collect()
}

/// The word in lower case, so that it is no operator, without the signs around it; words that the two sides would cut differently are left out.
fn plain_word(written: &str) -> Option<String> {
    let word = written.trim_matches(|c: char| c.is_ascii_punctuation());
    (is_plain(word) && word.len() >= 3).then(|| word.to_ascii_lowercase())
}

fn is_plain(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic())
}
