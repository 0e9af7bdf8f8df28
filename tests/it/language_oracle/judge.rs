//! What `docs/QUERY.md` says of words, phrases, patterns and nearness, done word by word on one article after the other. Knows no index.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use dateline::annotate::Article;
use dateline::text::{Lexicon, Token, fold};
use regex::Regex;

use super::ask::{Ask, Query};

/// Every word of the articles, by number.
#[derive(Default)]
pub struct Vocabulary {
    lexicon: Lexicon,
    numbers: HashMap<String, usize>,
    folded: Vec<Vec<char>>,
    stems: Vec<String>,
}

impl Vocabulary {
    /// The words of a text.
    pub fn read(&mut self, text: &str) -> Text {
        let tokens = self.lexicon.tokenize(text);
        let mut number = |token: &Token| {
            let word = self.lexicon.word(token.word);
            *self.numbers.entry(word.folded.to_string()).or_insert_with(|| {
                self.folded.push(word.folded.chars().collect());
                self.stems.push(word.stem().to_string());
                self.stems.len() - 1
            })
        };
        let words = tokens.iter().map(&mut number).collect();
        Text { tokens, words }
    }

    fn which(&self, is_one: impl Fn(usize) -> bool) -> Words {
        (0..self.stems.len()).map(is_one).collect()
    }

    fn written(&self, word: &str) -> Words {
        let number = self.numbers.get(&fold(word)).copied();
        self.which(|n| Some(n) == number)
    }
}

/// Which of all words are asked for.
pub type Words = Vec<bool>;

/// A title or body as a list of words by number.
pub struct Text {
    pub tokens: Vec<Token>,
    words: Vec<usize>,
}

/// A question to a text, whose words are known by number.
pub enum Sought {
    Word(Words),
    Phrase(Vec<Words>),
    Loose(Vec<Words>, usize),
    Near(Box<[Sought; 2]>, usize),
    Adj(Box<[Sought; 2]>, usize),
    Either(Vec<Sought>),
}

impl Sought {
    fn new(ask: &Ask, all: &mut Vocabulary) -> Sought {
        let sides =
            |one: &Ask, other: &Ask, all: &mut Vocabulary| Box::new([Sought::new(one, all), Sought::new(other, all)]);
        match ask {
            Ask::Word(word) => {
                let tokens = all.lexicon.tokenize(word);
                let stem = all.lexicon.word(tokens[0].word).stem().to_string();
                Sought::Word(all.which(|n| all.stems[n] == stem))
            }
            Ask::Phrase(words) => Sought::Phrase(words.iter().map(|word| all.written(word)).collect()),
            Ask::Loose(words, most) => Sought::Loose(words.iter().map(|word| all.written(word)).collect(), *most),
            Ask::Wildcard(pattern) => {
                let pattern: Vec<char> = fold(pattern).chars().collect();
                Sought::Word(all.which(|n| wildcard(&pattern, &all.folded[n])))
            }
            Ask::Fuzzy(word, most) => {
                let asked: Vec<char> = fold(word).chars().collect();
                Sought::Word(all.which(|n| distance(&asked, &all.folded[n], *most) <= *most))
            }
            Ask::Regex(pattern) => {
                let regex = Regex::new(&format!("^(?:{pattern})$")).unwrap();
                Sought::Word(all.which(|n| regex.is_match(&all.folded[n].iter().collect::<String>())))
            }
            Ask::Near(one, other, most) => Sought::Near(sides(one, other, all), *most),
            Ask::Adj(one, other, most) => Sought::Adj(sides(one, other, all), *most),
            Ask::Either(asks) => Sought::Either(asks.iter().map(|ask| Sought::new(ask, all)).collect()),
        }
    }
}

/// A place that satisfies a question: the tokens that it takes up, and those that are marked.
#[derive(Clone)]
pub struct Place {
    span: Range<usize>,
    marks: BTreeSet<usize>,
}

impl Place {
    fn word(at: usize) -> Place {
        Place { span: at..at + 1, marks: [at].into() }
    }
}

impl Text {
    fn places(&self, sought: &Sought) -> Vec<Place> {
        match sought {
            Sought::Word(words) => (0..self.words.len()).filter(|&at| words[self.words[at]]).map(Place::word).collect(),
            Sought::Phrase(words) => {
                let stands = |at: &usize| words.iter().zip(&self.words[*at..]).all(|(words, word)| words[*word]);
                let starts = (0..(self.words.len() + 1).saturating_sub(words.len())).filter(stands);
                starts.map(|at| Place { span: at..at + words.len(), marks: (at..at + words.len()).collect() }).collect()
            }
            Sought::Loose(words, most) => {
                let mut found = Vec::new();
                self.loose(words, *most, &mut Vec::new(), &mut found);
                found
            }
            Sought::Near(sides, most) => {
                let (one, other) = (self.places(&sides[0]), self.places(&sides[1]));
                let mut found = followed(&one, &other, *most);
                found.extend(followed(&other, &one, *most));
                found
            }
            Sought::Adj(sides, most) => followed(&self.places(&sides[0]), &self.places(&sides[1]), *most),
            Sought::Either(all) => all.iter().flat_map(|sought| self.places(sought)).collect(),
        }
    }

    /// Every way to find the words in this order with at most so many others between them.
    fn loose(&self, words: &[Words], most: usize, taken: &mut Vec<usize>, found: &mut Vec<Place>) {
        let Some(word) = words.get(taken.len()) else {
            let (first, last) = (taken[0], taken[taken.len() - 1]);
            found.push(Place { span: first..last + 1, marks: taken.iter().copied().collect() });
            return;
        };
        // What the words so far, and those between them, leave room for.
        let end = taken.first().map_or(self.words.len(), |first| first + taken.len() + most + 1);
        for at in taken.last().map_or(0, |last| last + 1)..end.min(self.words.len()) {
            if word[self.words[at]] {
                taken.push(at);
                self.loose(words, most, taken, found);
                taken.pop();
            }
        }
    }
}

/// Pairs of which the other stands behind the one, with at most so many words between.
fn followed(one: &[Place], other: &[Place], most: usize) -> Vec<Place> {
    let mut found = Vec::new();
    for first in one {
        for second in other {
            let near = first.span.end <= second.span.start && second.span.start - first.span.end <= most;
            if near {
                let marks = first.marks.union(&second.marks).copied().collect();
                found.push(Place { span: first.span.start..second.span.end, marks });
            }
        }
    }
    found
}

/// Whether a word is as a pattern says: `*` any letters or none, `?` a single one.
fn wildcard(pattern: &[char], word: &[char]) -> bool {
    match pattern.split_first() {
        None => word.is_empty(),
        Some(('*', rest)) => (0..=word.len()).any(|skipped| wildcard(rest, &word[skipped..])),
        Some(('?', rest)) => !word.is_empty() && wildcard(rest, &word[1..]),
        Some((letter, rest)) => word.first() == Some(letter) && wildcard(rest, &word[1..]),
    }
}

/// How many letters differ: changed, added, left out, or two that have changed places. More than `most` is not counted out.
fn distance(one: &[char], other: &[char], most: usize) -> usize {
    if one.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for i in 1..=one.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let changed = rows[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
            let mut least = changed.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

/// An article with its words.
pub struct Judge {
    pub article: Article,
    pub title: Text,
    pub body: Text,
}

/// What of an article satisfies a query: marked tokens of its title and body; none where it does not.
pub type Verdict = Option<[BTreeSet<usize>; 2]>;

/// A query whose words are known by number.
pub enum Wanted {
    Texts { sought: Sought, title: bool, body: bool },
    And(Vec<Wanted>),
    Or(Vec<Wanted>),
    Not(Box<Wanted>),
}

impl Wanted {
    pub fn new(query: &Query, all: &mut Vocabulary) -> Wanted {
        let mut each = |queries: &[Query]| queries.iter().map(|query| Wanted::new(query, all)).collect();
        match query {
            Query::And(queries) => Wanted::And(each(queries)),
            Query::Or(queries) => Wanted::Or(each(queries)),
            Query::Not(query) => Wanted::Not(Box::new(Wanted::new(query, all))),
            Query::Anywhere(ask) => Wanted::Texts { sought: Sought::new(ask, all), title: true, body: true },
            Query::Title(ask) => Wanted::Texts { sought: Sought::new(ask, all), title: true, body: false },
            Query::Body(ask) => Wanted::Texts { sought: Sought::new(ask, all), title: false, body: true },
        }
    }
}

impl Judge {
    /// Whether the article satisfies it, and what of it does.
    pub fn judge(&self, wanted: &Wanted) -> Verdict {
        let texts = |sought: &Sought, title: bool, body: bool| -> Verdict {
            let marked = |text: &Text, looked: bool| -> BTreeSet<usize> {
                let places = if looked { text.places(sought) } else { Vec::new() };
                places.into_iter().flat_map(|place| place.marks).collect()
            };
            let found = [marked(&self.title, title), marked(&self.body, body)];
            found.iter().any(|marks| !marks.is_empty()).then_some(found)
        };
        let joined = |all: Vec<[BTreeSet<usize>; 2]>| {
            let mut marks: [BTreeSet<usize>; 2] = Default::default();
            for [title, body] in all {
                marks[0].extend(title);
                marks[1].extend(body);
            }
            marks
        };
        match wanted {
            Wanted::Texts { sought, title, body } => texts(sought, *title, *body),
            Wanted::And(all) => {
                let all: Option<Vec<_>> = all.iter().map(|wanted| self.judge(wanted)).collect();
                all.map(joined)
            }
            Wanted::Or(all) => {
                let held: Vec<_> = all.iter().filter_map(|wanted| self.judge(wanted)).collect();
                if held.is_empty() { None } else { Some(joined(held)) }
            }
            Wanted::Not(wanted) => self.judge(wanted).is_none().then(Default::default),
        }
    }
}
