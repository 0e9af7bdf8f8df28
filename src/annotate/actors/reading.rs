//! A text as names are read from it: how each word is written, what it tells, and what stands between words.
//! Knows no names.

use super::words::{Class, class};
use crate::text::{Lexicon, Span, Token, WordId};

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Small letters.
    Small,
    /// A capital and small letters.
    Capital,
    /// Two or more capitals, with or without dots and digits.
    Capitals,
    /// A single capital.
    Initial,
    /// A number, or a script without Latin capitals.
    Other,
}

/// What stands between a word and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// White space, or the dot of an initial or abbreviation with white space.
    Space,
    /// A hyphen that joins.
    Hyphen,
    /// A possessive's ending.
    Possessive,
    /// An ampersand.
    Ampersand,
    /// A comma.
    Comma,
    /// Anything else: the words do not belong to one name.
    Other,
}

/// A word of the lexicon: its class, and how often the article writes it small, and with a capital where nothing but a name calls for one.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    class: Class,
    /// The article that it was last met in; 0 before the first.
    article: u32,
    small: u32,
    capital: u32,
}

/// The words of one article, title and body. Between articles it remembers what the words of a lexicon are in themselves, so that they are
/// looked up but once.
#[derive(Default)]
pub struct Vocabulary {
    words: Vec<Word>,
    /// The words of this article, each once.
    met: Vec<WordId>,
    article: u32,
}

impl Vocabulary {
    /// Begins an article. All articles must be of one lexicon.
    pub(super) fn begin(&mut self) {
        self.met.clear();
        self.article += 1;
    }

    fn get(&self, word: WordId) -> Option<&Word> {
        self.words.get(word.index()).filter(|word| word.article == self.article)
    }

    /// A word, which is new or known to the article.
    fn meet(&mut self, id: WordId, lexicon: &Lexicon) -> &mut Word {
        let at = id.index();
        if at >= self.words.len() {
            self.words.resize(at + 1, Word::default());
        }
        let word = &mut self.words[at];
        if word.article != self.article {
            let class = if word.article == 0 { class(&lexicon.word(id).folded) } else { word.class };
            *word = Word { class, article: self.article, small: 0, capital: 0 };
            self.met.push(id);
        }
        word
    }

    /// False when the small words are not English ones: then capitals and cues mean nothing that is known here.
    pub(super) fn is_english(&self) -> bool {
        let small = || self.met.iter().map(|id| &self.words[id.index()]).filter(|word| word.small > 0);
        let all: u64 = small().map(|word| u64::from(word.small)).sum();
        let function: u64 = small().filter(|word| word.class.has(Class::STOP)).map(|word| u64::from(word.small)).sum();
        all < 30 || function * 5 >= all
    }

    /// How often the word is written in small letters.
    pub(super) fn small(&self, word: WordId) -> u32 {
        self.get(word).map_or(0, |word| word.small)
    }

    /// How often it is written with a capital inside a sentence.
    pub(super) fn capital(&self, word: WordId) -> u32 {
        self.get(word).map_or(0, |word| word.capital)
    }
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    class: Class,
    shape: Shape,
    /// The capital may be the sentence's.
    opens: bool,
    /// The sentence capitalises its words whether they are names or not.
    loud: bool,
}

/// A title or body, read.
pub(super) struct Reading<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
    seen: Vec<Seen>,
}

impl<'a> Reading<'a> {
    /// Reads a text once. `sentences` cover its tokens. What it learns of words is added to `vocabulary`.
    pub fn new(
        text: &'a str,
        tokens: &'a [Token],
        sentences: &[Span],
        lexicon: &'a Lexicon,
        vocabulary: &mut Vocabulary,
    ) -> Self {
        let blank = Seen { class: Class::default(), shape: Shape::Other, opens: true, loud: false };
        let mut reading = Reading { text, tokens, lexicon, seen: vec![blank; tokens.len()] };
        for sentence in sentences {
            reading.read(*sentence, vocabulary);
        }
        reading
    }

    fn read(&mut self, sentence: Span, vocabulary: &mut Vocabulary) {
        let range = sentence.first_token..sentence.last_token.min(self.tokens.len());
        for at in range.clone() {
            let token = self.tokens[at];
            let shape = shape(&self.text[token.range()]);
            let class = vocabulary.meet(token.word, self.lexicon).class;
            let opens = at == range.start
                || self.text[self.tokens[at - 1].end as usize..token.start as usize].contains(OPENING);
            self.seen[at] = Seen { class, shape, opens, loud: false };
        }
        let loud = self.is_loud(range.clone());
        for at in range {
            let seen = &mut self.seen[at];
            seen.loud = loud;
            let word = vocabulary.meet(self.tokens[at].word, self.lexicon);
            match seen.shape {
                Shape::Small => word.small += 1,
                Shape::Other => {}
                _ if loud || seen.opens => {}
                _ => word.capital += 1,
            }
        }
    }

    /// Whether a sentence is all in capitals, or capitalises ordinary words as headlines do.
    fn is_loud(&self, range: std::ops::Range<usize>) -> bool {
        let (mut capital, mut capitals, mut ordinary) = (0, 0, 0);
        for at in range {
            let seen = self.seen[at];
            match seen.shape {
                Shape::Small if !self.is_small_in_headlines(at) => return false,
                Shape::Capitals => capitals += 1,
                Shape::Capital => {
                    capital += 1;
                    let plain =
                        seen.class.has(Class::STOP.or(Class::COMMON).or(Class::SAY)) && !seen.class.has(Class::ROLE);
                    ordinary += usize::from(!seen.opens && plain);
                }
                _ => {}
            }
        }
        let all_capitals = capitals >= 3 && capital * 4 <= capitals;
        all_capitals || capital >= 4 && ordinary >= 1
    }

    /// Words that even headlines in capitals write small.
    fn is_small_in_headlines(&self, at: usize) -> bool {
        let hyphenated = at > 0 && self.between(at - 1) == "-";
        hyphenated || self.seen[at].class.has(Class::PARTICLE) || SMALL_IN_HEADLINES.contains(&self.folded(at))
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    pub fn text(&self) -> &'a str {
        self.text
    }

    pub fn word(&self, at: usize) -> WordId {
        self.tokens[at].word
    }

    pub fn token(&self, at: usize) -> Token {
        self.tokens[at]
    }

    pub fn folded(&self, at: usize) -> &'a str {
        &self.lexicon.word(self.tokens[at].word).folded
    }

    pub fn shape(&self, at: usize) -> Shape {
        self.seen[at].shape
    }

    /// True when the token is in one of the classes.
    pub fn has(&self, at: usize, classes: Class) -> bool {
        self.seen[at].class.has(classes)
    }

    pub fn is_small(&self, at: usize) -> bool {
        self.seen[at].shape == Shape::Small
    }

    /// True when the token begins with a capital.
    pub fn is_capital(&self, at: usize) -> bool {
        matches!(self.seen[at].shape, Shape::Capital | Shape::Capitals | Shape::Initial)
    }

    /// True when its capital may be due to the beginning of a sentence or quotation.
    pub fn opens(&self, at: usize) -> bool {
        self.seen[at].opens
    }

    pub fn is_loud_at(&self, at: usize) -> bool {
        self.seen[at].loud
    }

    /// The characters between token `at` and the next.
    pub fn between(&self, at: usize) -> &'a str {
        let end = self.tokens.get(at + 1).map_or(self.text.len(), |next| next.start as usize);
        &self.text[self.tokens[at].end as usize..end]
    }

    pub fn is_possessive(&self, at: usize) -> bool {
        possessive(self.between(at)).is_some()
    }

    /// What stands between token `at` and the next.
    pub fn gap(&self, at: usize) -> Gap {
        match self.between(at) {
            " " => Gap::Space,
            ", " => Gap::Comma,
            "-" | "\u{2010}" | "\u{2011}" => Gap::Hyphen,
            " & " | "&" => Gap::Ampersand,
            between => self.rare_gap(at, between),
        }
    }

    fn rare_gap(&self, at: usize, between: &str) -> Gap {
        if between.len() > 16 || between.contains('\n') {
            return Gap::Other;
        }
        if let Some(rest) = possessive(between) {
            return if !rest.is_empty() && rest.trim().is_empty() { Gap::Possessive } else { Gap::Other };
        }
        let dotted = self.shape(at) == Shape::Initial || self.has(at, Class::ABBREVIATION);
        match between.trim() {
            "" => Gap::Space,
            "." if dotted => Gap::Space,
            "," => Gap::Comma,
            ".," if dotted => Gap::Comma,
            _ => Gap::Other,
        }
    }
}

const SMALL_IN_HEADLINES: [&str; 22] = [
    "a", "an", "the", "and", "or", "but", "nor", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as",
    "via", "vs", "v", "per", "into",
];

const OPENING: [char; 11] = ['"', '“', '‘', '«', '„', ':', '•', '–', '—', '…', ';'];

/// What follows a possessive's ending, if one stands here: `'s` or, behind a plural, the apostrophe alone.
fn possessive(between: &str) -> Option<&str> {
    let rest = between.strip_prefix(['\'', '’'])?;
    Some(rest.strip_prefix(['s', 'S']).unwrap_or(rest))
}

/// How a word is written. Scripts other than Latin have no shape here: the rules for names know nothing of them.
pub(super) fn shape(text: &str) -> Shape {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return Shape::Other };
    if !first.is_alphabetic() || first as u32 >= 0x250 && !('\u{1e00}'..='\u{1eff}').contains(&first) {
        return Shape::Other;
    }
    if !first.is_uppercase() {
        return Shape::Small;
    }
    let (mut more, mut small) = (false, false);
    for c in chars {
        more |= c.is_alphanumeric();
        small |= c.is_lowercase();
    }
    match (more, small) {
        (false, _) => Shape::Initial,
        (true, false) => Shape::Capitals,
        (true, true) => Shape::Capital,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_told_by_latin_letters() {
        for (text, expected) in [
            ("kabul", Shape::Small),
            ("Kabul", Shape::Capital),
            ("McKenzie", Shape::Capital),
            ("U.S.", Shape::Capitals),
            ("G20", Shape::Capitals),
            ("É", Shape::Initial),
            ("İzmit", Shape::Capital),
            ("Москва", Shape::Other),
            ("1,400", Shape::Other),
            ("iPhone", Shape::Small),
        ] {
            assert_eq!(shape(text), expected, "{text}");
        }
    }
}
