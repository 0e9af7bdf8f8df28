//! The stretches of an article that may hold names: capitals with the small words between them, and two words around. The rest is never looked at.
//! Knows how words are written and which small words names may hold; no weights.

use super::Text;
use super::context::{AROUND, Place, mark_defined, mark_listed};
use super::form::{EDGE, FormId, Forms, list};
use super::gap::Gap;
use super::weights::Weights;
use crate::text::{Lexicon, Shape, Span, Token};

/// Small words in a row that a name may hold.
const LONGEST_LINK: usize = 3;

/// Lists that make no name of an ordinary word.
const ALWAYS_PLAIN: u16 = list::OPENS | list::INSIDE | list::CLOSES | list::NO_ACTOR;

/// Words that are judged together.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    /// The number of the text.
    pub text: usize,
    /// Its first token in the text.
    pub first: usize,
    /// How many tokens it has.
    pub len: usize,
    /// Where its places begin, with those around.
    pub places: usize,
}

/// The stretches of one article; keeps its memory for the next.
#[derive(Default)]
pub struct Stretches {
    shapes: Vec<Shape>,
    /// For each word of the lexicon, the article that last had it in small letters.
    small: Vec<u32>,
    article: u32,
    places: Vec<Place>,
    found: Vec<Stretch>,
}

impl Stretches {
    /// Finds the stretches of an article.
    pub fn read(&mut self, texts: &[Text], lexicon: &Lexicon, forms: &mut Forms, weights: &Weights) {
        self.found.clear();
        self.places.clear();
        self.shapes.clear();
        self.article += 1;
        for text in texts {
            self.read_shapes(text);
        }
        let mut base = 0;
        for (number, text) in texts.iter().enumerate() {
            for sentence in text.sentences {
                self.read_sentence(number, text, base, *sentence, lexicon, forms, weights);
            }
            base += text.tokens.len();
        }
    }

    /// All of them, in the order of the texts.
    pub fn all(&self) -> &[Stretch] {
        &self.found
    }

    /// The words of a stretch, with those around it.
    pub fn places(&self, stretch: &Stretch) -> &[Place] {
        &self.places[stretch.places..stretch.places + stretch.len + 2 * AROUND]
    }

    fn read_shapes(&mut self, text: &Text) {
        for token in text.tokens {
            self.shapes.push(token.shape);
            if token.shape == Shape::Small {
                let at = token.word.index();
                if at >= self.small.len() {
                    self.small.resize(at + at / 2 + 64, 0);
                }
                self.small[at] = self.article;
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one call")]
    fn read_sentence(
        &mut self,
        number: usize,
        text: &Text,
        base: usize,
        sentence: Span,
        lexicon: &Lexicon,
        forms: &mut Forms,
        weights: &Weights,
    ) {
        let last = sentence.last_token.min(text.tokens.len());
        quieten(&mut self.shapes[base + sentence.first_token..base + last], text, sentence.first_token);
        let mut at = sentence.first_token;
        // Small words before this belong to the stretch before.
        let mut free = at;
        while at < last {
            if !self.shapes[base + at].is_live() {
                at += 1;
                continue;
            }
            let mut sight = Sight { text, shapes: &self.shapes[base..], lexicon, forms, weights };
            let first = sight.opening(at, free);
            let end = sight.closing(at, last);
            if end == sentence.first_token + 1 && sight.is_plain(at) {
                (at, free) = (end, end);
                continue;
            }
            let places = self.places.len();
            let (sentence_first, small, article) = (sentence.first_token, &self.small, self.article);
            for n in 0..end - first + 2 * AROUND {
                let token = (first + n).wrapping_sub(AROUND);
                let inside = token < last && first + n >= sentence_first + AROUND;
                let (form, gap) = match inside {
                    true => (sight.form(token), if token == sentence_first { Gap::Edge } else { sight.gap(token) }),
                    false => (EDGE, Gap::Edge),
                };
                let also_small = inside && small.get(text.tokens[token].word.index()) == Some(&article);
                self.places.push(Place::new(form, sight.forms.get(form), gap, also_small));
            }
            mark_listed(&mut self.places[places..], weights);
            mark_defined(&mut self.places[places..]);
            self.found.push(Stretch { text: number, first, len: end - first, places });
            (at, free) = (end, end);
        }
    }
}

/// Where a sentence is all in capitals, or capitalises every word of some length, a capital says little: its shapes are changed to loud ones.
fn quieten(shapes: &mut [Shape], text: &Text, first: usize) {
    let (mut capital, mut capitals) = (0, 0);
    for (n, shape) in shapes.iter().enumerate() {
        match shape {
            Shape::Small => {
                let token: &Token = &text.tokens[first + n];
                if token.end - token.start >= 5 {
                    return;
                }
            }
            Shape::Capital | Shape::Mixed => capital += 1,
            Shape::Capitals | Shape::Initial => capitals += 1,
            _ => {}
        }
    }
    if capitals >= 3 && capital * 4 <= capitals {
        shapes.iter_mut().filter(|s| **s == Shape::Capitals).for_each(|s| *s = Shape::LoudCapitals);
    } else if capital >= 3 {
        shapes.iter_mut().filter(|s| **s == Shape::Capital).for_each(|s| *s = Shape::LoudCapital);
    }
}

/// A text as stretches are looked for in it.
struct Sight<'a> {
    text: &'a Text<'a>,
    shapes: &'a [Shape],
    lexicon: &'a Lexicon,
    forms: &'a mut Forms,
    weights: &'a Weights,
}

impl Sight<'_> {
    fn form(&mut self, token: usize) -> FormId {
        self.forms.meet(self.text.tokens[token].word, self.shapes[token], self.lexicon, self.weights)
    }

    /// What stands before a token, which is not the text's first.
    fn gap(&self, token: usize) -> Gap {
        let (before, here) = (&self.text.tokens[token - 1], &self.text.tokens[token]);
        Gap::of(&self.text.text[before.end as usize..here.start as usize])
    }

    fn is_listed(&mut self, token: usize, lists: u16) -> bool {
        let id = self.form(token);
        self.forms.get(id).entry.lists & lists != 0
    }

    /// True for an ordinary word whose capital says nothing but that a sentence begins: The, But, He.
    fn is_plain(&mut self, token: usize) -> bool {
        let id = self.form(token);
        let form = self.forms.get(id);
        form.shape == Shape::Capital && form.entry.lists & !ALWAYS_PLAIN == list::ORDINARY
    }

    /// The first token of the stretch with the capital `at`: small words may open a name.
    fn opening(&mut self, at: usize, free: usize) -> usize {
        let mut first = at;
        while first > free
            && at - first < 2
            && self.shapes[first - 1] == Shape::Small
            && self.is_listed(first - 1, list::OPENS)
        {
            first -= 1;
        }
        first
    }

    /// The end of the stretch with the capital `at`: small words may be inside a name, and close one.
    fn closing(&mut self, at: usize, last: usize) -> usize {
        let (mut live, mut end) = (at, at + 1);
        let mut next = end;
        while next < last && next - live <= LONGEST_LINK {
            if self.shapes[next].is_live() {
                (live, end) = (next, next + 1);
            } else if self.shapes[next] == Shape::Number || self.is_joined(next) || self.is_listed(next, list::CLOSES) {
                end = next + 1;
            } else if !self.is_listed(next, list::INSIDE) {
                break;
            }
            next += 1;
        }
        end
    }

    /// True when nothing but a hyphen or apostrophe stands before a token.
    fn is_joined(&self, token: usize) -> bool {
        let between = self.text.tokens[token - 1].end..self.text.tokens[token].start;
        between.len() <= 3
            && !between.is_empty()
            && !self.text.text.as_bytes()[between.start as usize].is_ascii_whitespace()
            && matches!(self.gap(token), Gap::Hyphen | Gap::Quote)
    }
}
