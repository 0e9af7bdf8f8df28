//! Random questions of every construct that looks at texts, made out of what articles say. Judges nothing.

use dateline::text::fold;

use super::judge::Judge;
use crate::oracle::Dice;

/// What a text may hold.
#[derive(Debug, Clone)]
pub enum Ask {
    Word(String),
    Phrase(Vec<String>),
    Loose(Vec<String>, usize),
    Wildcard(String),
    Fuzzy(String, usize),
    Regex(String),
    Near(Box<Ask>, Box<Ask>, usize),
    Adj(Box<Ask>, Box<Ask>, usize),
    /// One of several in the same place.
    Either(Vec<Ask>),
}

/// What an article may satisfy.
#[derive(Debug, Clone)]
pub enum Query {
    Anywhere(Ask),
    Title(Ask),
    Body(Ask),
    And(Vec<Query>),
    Or(Vec<Query>),
    Not(Box<Query>),
}

impl Ask {
    fn text(&self) -> String {
        match self {
            Ask::Word(word) => word.clone(),
            Ask::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Ask::Loose(words, most) => format!("\"{}\"~{most}", words.join(" ")),
            Ask::Wildcard(pattern) => pattern.clone(),
            Ask::Fuzzy(word, most) => format!("{word}~{most}"),
            Ask::Regex(pattern) => format!("/{pattern}/"),
            Ask::Near(one, other, most) => format!("({} NEAR/{most} {})", one.text(), other.text()),
            Ask::Adj(one, other, most) => format!("({} ADJ/{most} {})", one.text(), other.text()),
            Ask::Either(asks) => format!("({})", asks.iter().map(Ask::text).collect::<Vec<_>>().join(" OR ")),
        }
    }
}

impl Query {
    /// As it is typed.
    pub fn text(&self) -> String {
        let join =
            |queries: &[Query], by: &str| format!("({})", queries.iter().map(Query::text).collect::<Vec<_>>().join(by));
        match self {
            Query::Anywhere(ask) => ask.text(),
            Query::Title(ask) => format!("title:({})", ask.text()),
            Query::Body(ask) => format!("body:({})", ask.text()),
            Query::And(queries) => join(queries, " "),
            Query::Or(queries) => join(queries, " OR "),
            Query::Not(query) => format!("-{}", query.text()),
        }
    }
}

/// Makes questions out of what articles say, so that they often find something.
pub struct Asker<'a> {
    pub dice: Dice,
    pub judges: &'a [Judge],
}

impl Asker<'_> {
    /// Some words in a row, as they are written.
    fn words(&mut self, length: usize) -> Vec<String> {
        loop {
            let Judge { article, title, body } = self.dice.pick(self.judges);
            let (text, tokens) = match self.dice.below(4) {
                0 => (&article.title, &title.tokens),
                _ => (&article.body, &body.tokens),
            };
            if tokens.len() < length {
                continue;
            }
            let at = self.dice.below(tokens.len() + 1 - length);
            let words: Vec<String> = tokens[at..at + length].iter().map(|t| text[t.range()].to_string()).collect();
            let operators = ["AND", "OR", "NOT", "NEAR", "ADJ"];
            let is_plain =
                |word: &String| word.chars().all(char::is_alphanumeric) && !operators.contains(&word.as_str());
            if words.iter().all(is_plain) {
                return words;
            }
        }
    }

    fn word(&mut self) -> String {
        self.words(1).remove(0)
    }

    /// A question that takes up a single word.
    fn single(&mut self) -> Ask {
        let word = self.word();
        let letters: Vec<char> = fold(&word).chars().collect();
        let some = self.dice.below(letters.len());
        match self.dice.below(9) {
            0 if letters.len() > 2 => {
                let kept = 2 + self.dice.below(letters.len() - 1);
                Ask::Wildcard(format!("{}*", letters[..kept.min(letters.len())].iter().collect::<String>()))
            }
            1 if letters.len() > 2 => {
                Ask::Wildcard(format!("*{}", letters[some.min(letters.len() - 2)..].iter().collect::<String>()))
            }
            2 if letters.len() > 3 && some + 1 < letters.len() => {
                let mut pattern = letters;
                pattern[some] = if self.dice.below(3) == 0 { '*' } else { '?' };
                Ask::Wildcard(pattern.into_iter().collect())
            }
            3 if letters.len() > 3 => Ask::Fuzzy(letters.iter().collect(), 1 + self.dice.below(2)),
            4 if letters.len() > 3 => {
                let mut changed = letters;
                match self.dice.below(3) {
                    0 => drop(changed.remove(some)),
                    1 => changed.insert(some, 'e'),
                    _ => {
                        let last = changed.len() - 1;
                        changed.swap(some.min(last - 1), some.min(last - 1) + 1);
                    }
                }
                Ask::Fuzzy(changed.into_iter().collect(), 1)
            }
            5 if letters.iter().all(|letter| letter.is_ascii_alphanumeric()) => {
                let mut part = |n: usize, letter: &char| match (n == some, self.dice.below(5)) {
                    (true, 0) => ".".to_string(),
                    (true, 1) => format!("({letter}|x)"),
                    (true, 2) => format!("[{letter}-z]?"),
                    (true, 3) => format!("{letter}+"),
                    _ => letter.to_string(),
                };
                let pattern: String = letters.iter().enumerate().map(|(n, letter)| part(n, letter)).collect();
                Ask::Regex(if letters.len().is_multiple_of(2) { format!("{pattern}s?") } else { pattern })
            }
            _ => Ask::Word(word),
        }
    }

    fn ask(&mut self, depth: usize) -> Ask {
        let most = self.dice.below(8);
        match self.dice.below(if depth == 0 { 5 } else { 9 }) {
            0 => {
                let length = 1 + self.dice.below(3);
                Ask::Phrase(self.words(length))
            }
            1 => {
                // Words of a run, some left out.
                let length = 3 + self.dice.below(4);
                let mut words = self.words(length);
                while words.len() > 2 && self.dice.below(2) == 0 {
                    let left_out = 1 + self.dice.below(words.len() - 2);
                    words.remove(left_out);
                }
                Ask::Loose(words, self.dice.below(4) + 1)
            }
            2..=4 => self.single(),
            5 | 6 => {
                let sides = self.sides(depth);
                if self.dice.below(2) == 0 {
                    Ask::Near(sides.0, sides.1, most)
                } else {
                    Ask::Adj(sides.0, sides.1, most)
                }
            }
            7 => Ask::Either((0..2 + self.dice.below(2)).map(|_| self.ask(depth - 1)).collect()),
            _ => self.single(),
        }
    }

    /// Two questions of which the answers often stand near each other.
    fn sides(&mut self, depth: usize) -> (Box<Ask>, Box<Ask>) {
        if self.dice.below(2) == 0 {
            let mut words = self.words(6);
            let (one, other) = (self.dice.below(6), self.dice.below(6));
            let (one, other) = (Ask::Word(words[one].clone()), Ask::Word(std::mem::take(&mut words[other])));
            return (Box::new(one), Box::new(other));
        }
        (Box::new(self.ask(depth - 1)), Box::new(self.ask(depth - 1)))
    }

    /// A question that is so deep at most.
    pub fn query(&mut self, depth: usize) -> Query {
        match self.dice.below(if depth == 0 { 6 } else { 10 }) {
            0..=3 => Query::Anywhere(self.ask(2)),
            4 => Query::Title(self.ask(1)),
            5 => Query::Body(self.ask(1)),
            6 | 7 => Query::And((0..2 + self.dice.below(2)).map(|_| self.query(depth - 1)).collect()),
            8 => Query::Or((0..2 + self.dice.below(2)).map(|_| self.query(depth - 1)).collect()),
            _ => Query::And(vec![self.query(depth - 1), Query::Not(Box::new(self.query(0)))]),
        }
    }
}
