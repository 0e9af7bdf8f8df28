//! Names taken apart: the words that count in a person's, an organisation's or a place's name, without titles, articles and legal forms.
//! Knows one name at a time; whether two are alike is for others.

use std::thread;

use super::pieces::{Gap, Piece, split};
use super::tables::{Marks, Tables, folded};
use super::words::{FIRST, Family, Word, WordId, Words, hash};
use crate::annotate::ActorKind;
use crate::text::one_spelling;

/// Fewer names are not worth a thread.
const FEW: usize = 2_000;
/// A name with more words is none; only the very same is the same.
const MOST_PARTS: usize = 10;

/// Legal forms that stand before the name.
const LEADING_LEGAL: [&str; 5] = ["oao", "pao", "ooo", "zao", "pt"];

/// One word that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// Its number.
    pub word: WordId,
    /// It is an initial.
    pub initial: bool,
    /// A hyphen joins it to the one before.
    pub joined: bool,
}

/// One name taken apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    /// What sort of actor it names.
    pub kind: ActorKind,
    start: u32,
    len: u16,
    /// Junior, or a king's number; a word.
    pub generation: Option<WordId>,
    /// The legal forms that it has, a bit for each.
    pub legal: u64,
    /// The families of its words.
    pub family: Family,
    /// A hash of all its words, however they are spaced.
    pub whole: u64,
    /// The name has only capitals.
    pub capitals: bool,
}

/// Many names taken apart, and their words.
#[derive(Default)]
pub(super) struct Forms {
    /// The words.
    pub words: Words,
    parts: Vec<Part>,
    forms: Vec<Form>,
}

impl Forms {
    /// Takes names apart, on all cores if they are many. Their numbers are their places.
    pub fn of(names: &[(ActorKind, &str)]) -> Forms {
        let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
        let alone = |names: &[(ActorKind, &str)]| {
            let mut forms = Forms::default();
            names.iter().for_each(|(kind, name)| forms.add(*kind, name));
            forms
        };
        let parts: Vec<Forms> = thread::scope(|scope| {
            let parts = names.chunks(names.len().div_ceil(cores).max(FEW));
            let threads: Vec<_> = parts.map(|part| scope.spawn(move || alone(part))).collect();
            threads.into_iter().map(|part| part.join().expect("names are taken apart without fail")).collect()
        });
        parts.into_iter().reduce(Forms::followed_by).unwrap_or_default()
    }

    /// These names and others behind them, as if all had been added one by one.
    fn followed_by(mut self, others: Forms) -> Forms {
        let numbers: Vec<WordId> = others.words.all().map(|word| self.words.adopt(word)).collect();
        let before = self.parts.len() as u32;
        let number = |word: WordId| numbers[word as usize];
        self.parts.extend(others.parts.into_iter().map(|part| Part { word: number(part.word), ..part }));
        let moved = |form: Form| Form { start: form.start + before, generation: form.generation.map(number), ..form };
        self.forms.extend(others.forms.into_iter().map(moved));
        self
    }

    /// Takes a name apart and gives it the next number.
    pub fn add(&mut self, kind: ActorKind, name: &str) {
        let mut pieces = Vec::with_capacity(4);
        split(name, &mut pieces);
        let start = self.parts.len();
        let mut form = Form {
            kind,
            start: start as u32,
            len: 0,
            generation: None,
            legal: 0,
            family: Family::default(),
            whole: 0,
            capitals: pieces.iter().all(Piece::is_capitals),
        };
        match kind {
            ActorKind::Person => self.person(&mut pieces, &mut form),
            ActorKind::Organisation => self.organisation(&pieces, &mut form),
            ActorKind::Place => self.place(&pieces, &mut form),
        }
        form.whole =
            self.parts[start..].iter().fold(FIRST, |state, part| hash(state, self.words.get(part.word).spelling()));
        if self.parts.len() == start {
            form.whole = hash(FIRST, name);
        }
        if self.parts.len() - start > MOST_PARTS {
            self.parts.truncate(start);
        }
        let families = self.parts[start..].iter().map(|part| self.words.get(part.word).family);
        form.family = families.fold(Family::default(), Family::with);
        form.len = (self.parts.len() - start) as u16;
        self.forms.push(form);
    }

    /// The form with a number.
    pub fn form(&self, number: u32) -> &Form {
        &self.forms[number as usize]
    }

    /// The words that count in the name with a number.
    pub fn parts(&self, number: u32) -> &[Part] {
        let form = self.form(number);
        &self.parts[form.start as usize..form.start as usize + form.len as usize]
    }

    /// The word of a part.
    pub fn word(&self, part: Part) -> &Word {
        self.words.get(part.word)
    }

    fn push(&mut self, text: &str, piece: &Piece) {
        let part = Part { word: self.words.number(text), initial: piece.is_letter(), joined: piece.gap == Gap::Hyphen };
        self.parts.push(part);
    }

    fn marks(&self, piece: &Piece) -> Marks {
        Tables::get().word(&folded(piece.text)).marks
    }

    fn person(&mut self, pieces: &mut Vec<Piece>, form: &mut Form) {
        if let Some(last) = pieces.last().filter(|piece| pieces.len() > 1 && self.marks(piece).has(Marks::GENERATION)) {
            form.generation = Some(self.words.number(&folded(last.text)));
            pieces.pop();
        }
        put_in_order(pieces);
        let counted = pieces.len() + usize::from(form.generation.is_some());
        let titles = (0..counted.saturating_sub(2))
            .take_while(|&at| pieces.get(at).is_some_and(|piece| self.marks(piece).has(Marks::TITLE)));
        let first = titles.count();
        let mut prefix = String::new();
        for at in first..pieces.len() {
            let piece = pieces[at];
            let next = pieces.get(at + 1);
            let hyphen = next.is_some_and(|next| next.gap == Gap::Hyphen);
            let mut word = folded(piece.text);
            // An accented c that another alphabet's code made an æ: Miloševiæ.
            if piece.text.ends_with("iæ") {
                word.truncate(word.len() - 2);
                word.push('c');
            }
            let marks = Tables::get().word(&word).marks;
            let article = marks.has(Marks::ARTICLE) && (hyphen || piece.is_small() || at > first);
            if next.is_some() && (article || hyphen && marks.has(Marks::ARTICLE_BEFORE_HYPHEN)) {
                continue;
            }
            let dotted = next.is_some_and(|next| next.gap == Gap::Dot)
                || piece.gap == Gap::Dot
                || piece.is_letter() && !piece.is_small() && word != "o";
            if next.is_some() && marks.has(Marks::PARTICLE) && !dotted && (at > first || marks.has(Marks::LEADING)) {
                prefix.push_str(Tables::get().word(&word).spelling.unwrap_or(&word));
                continue;
            }
            if at == first && !form.capitals && next.is_some() && is_run_of_initials(&piece) {
                for (offset, letter) in piece.text.char_indices() {
                    let letter = Piece { text: &piece.text[offset..offset + letter.len_utf8()], gap: Gap::Dot };
                    self.push(&folded(letter.text), &letter);
                }
                continue;
            }
            if !prefix.is_empty() {
                word = prefix + Tables::get().word(&word).spelling.unwrap_or(&word);
                prefix = String::new();
            }
            if !word.is_empty() {
                self.push(&word, &piece);
            }
        }
    }

    fn organisation(&mut self, pieces: &[Piece], form: &mut Form) {
        let begin = self.parts.len();
        form.capitals = pieces.iter().all(|piece| {
            let word = folded(piece.text);
            piece.is_capitals() || Tables::get().word(Tables::get().in_full(&word)).marks.has(Marks::LEGAL)
        });
        self.content(pieces, |word| Tables::get().in_full(word), |_, _, _| false);
        let mut end = self.parts.len();
        while end > begin + 1 && self.words.get(self.parts[end - 1].word).known.marks.has(Marks::LEGAL) {
            end -= 1;
            form.legal |= Tables::get().legal_form(&self.words.get(self.parts[end].word).text);
        }
        self.parts.truncate(end);
        let first = self.parts.get(begin).map(|part| &*self.words.get(part.word).text);
        if end > begin + 1 && first.is_some_and(|word| LEADING_LEGAL.contains(&word)) {
            form.legal |= first.map_or(0, |word| Tables::get().legal_form(word));
            self.parts.remove(begin);
        }
    }

    fn place(&mut self, pieces: &[Piece], _form: &mut Form) {
        self.content(
            pieces,
            |word| Tables::get().place_in_full(word),
            |word, at, small| {
                let known = Tables::get().word(word).marks;
                let article = known.has(Marks::ARTICLE) || known.has(Marks::ARTICLE_BEFORE_HYPHEN);
                at > 0 && article && small
            },
        );
    }

    /// The words of a name that is no person's; `is_article` says which are an Arabic article.
    fn content(
        &mut self,
        pieces: &[Piece],
        in_full: impl Fn(&str) -> &str,
        is_article: impl Fn(&str, usize, bool) -> bool,
    ) {
        let mut at = 0;
        while at < pieces.len() {
            let piece = pieces[at];
            let letters = pieces[at..].iter().take_while(|piece| piece.is_letter()).count();
            // I.B.M., J. P. Morgan: single letters are one word.
            if letters > 1 {
                let acronym: String = pieces[at..at + letters].iter().map(|piece| folded(piece.text)).collect();
                self.push(&acronym, &Piece { text: "", gap: piece.gap });
                at += letters;
                continue;
            }
            let word = folded(piece.text);
            let small = piece.is_small();
            let and = Tables::get().word(&word).marks.has(Marks::AND) && (small || word == "and");
            if word == "the" || piece.text == "&" || and && at > 0 || word.is_empty() {
                at += 1;
                continue;
            }
            let article =
                is_article(&word, at, small || pieces.get(at + 1).is_some_and(|next| next.gap == Gap::Hyphen));
            let full = if article {
                "al"
            } else if at > 0 || word.len() == 2 || word.len() == 4 {
                in_full(&word)
            } else {
                &word
            };
            self.push(&one_spelling(full), &Piece { text: "", gap: piece.gap });
            at += 1;
        }
    }
}

/// "Lavrov, Sergey" is put in the order in which it is spoken.
fn put_in_order(pieces: &mut [Piece]) {
    let mut commas = pieces.iter().enumerate().skip(1).filter(|(_, piece)| piece.gap == Gap::Comma);
    if let (Some((comma, _)), None) = (commas.next(), commas.next()) {
        pieces[comma].gap = Gap::Space;
        pieces.rotate_left(comma);
    }
}

/// `JK` in "JK Rowling".
fn is_run_of_initials(piece: &Piece) -> bool {
    let letters = piece.text.len();
    (2..=3).contains(&letters) && piece.text.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_taken_apart_side_by_side_are_those_taken_apart_one_by_one() {
        let words =
            ["Anna", "al-Assad", "van der Berg", "Jr.", "J.R.R.", "Sergei", "Co. Ltd", "Ministry of Finance", "IBM"];
        let kinds = ActorKind::ALL;
        let name = |n: usize| format!("{} {} {}", words[n % 9], n / 50, words[n / 9 % 9]);
        let names: Vec<String> = (0..3 * FEW).map(name).collect();
        let names: Vec<(ActorKind, &str)> =
            names.iter().enumerate().map(|(n, name)| (kinds[n % 3], name.as_str())).collect();
        let mut one_by_one = Forms::default();
        names.iter().for_each(|(kind, name)| one_by_one.add(*kind, name));
        let halves = names.split_at(names.len() / 2);
        let half = |names: &[(ActorKind, &str)]| {
            let mut forms = Forms::default();
            names.iter().for_each(|(kind, name)| forms.add(*kind, name));
            forms
        };
        for other in [Forms::of(&names), half(halves.0).followed_by(half(halves.1))] {
            for number in 0..names.len() as u32 {
                let told = |forms: &Forms| format!("{:?} {:?}", forms.form(number), forms.parts(number));
                assert_eq!(told(&other), told(&one_by_one));
                let words = |forms: &Forms| -> Vec<Box<str>> {
                    forms.parts(number).iter().map(|part| forms.word(*part).text.clone()).collect()
                };
                assert_eq!(words(&other), words(&one_by_one));
            }
        }
    }
}
