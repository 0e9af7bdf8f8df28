//! The names of one article, all together: what kind each is, and which long forms belong to one actor.
//! One name has one kind in an article. Knows no other article.

use rustc_hash::FxHashMap;

use super::evidence::{Votes, context, inside};
use super::gazetteer::Gazetteer;
use super::names::{Ground, Piece, pieces};
use super::reading::{Gap, Reading, Shape, Vocabulary};
use super::short_forms::{LongForms, NameId};
use super::words::Class;
use crate::annotate::ActorKind;
use crate::text::{Span, WordId};

/// A name as the article writes it, in all its places.
pub(super) struct Name {
    /// Its words, in its longest form.
    pub words: Box<[WordId]>,
    /// The word by which its bearer is called, if it is a person.
    pub surname: WordId,
    /// The gazetteer's entry, if it has one.
    pub known: Option<usize>,
    /// What speaks for each kind.
    pub votes: Votes,
    pieces: u32,
    /// Its best written form, as title-or-body and tokens.
    pub shown: (usize, usize, usize),
    /// What it names, once that is judged.
    pub kind: Option<ActorKind>,
    /// The name of which it is another form.
    same: Option<NameId>,
}

/// A piece in its text.
pub(super) struct Found {
    /// [`BODY`] or [`TITLE`].
    pub text: usize,
    /// Where it stands.
    pub piece: Piece,
    /// The name that stands there.
    pub name: NameId,
}

/// The names of an article while they are gathered and judged.
pub(super) struct Document<'d, 'a> {
    pub readings: [&'d Reading<'a>; 2],
    pub vocabulary: &'d Vocabulary,
    english: bool,
    pub gazetteer: &'static Gazetteer,
    pub names: Vec<Name>,
    pub by_words: FxHashMap<Box<[WordId]>, NameId>,
    by_entry: FxHashMap<usize, NameId>,
    pub acronyms: FxHashMap<WordId, NameId>,
    pub found: Vec<Found>,
}

/// The place of each text in [`Document`]: the body is read first, as it has the full names.
pub(super) const BODY: usize = 0;
pub(super) const TITLE: usize = 1;

impl<'d, 'a> Document<'d, 'a> {
    pub fn new(body: &'d Reading<'a>, title: &'d Reading<'a>, vocabulary: &'d Vocabulary) -> Self {
        Document {
            readings: [body, title],
            vocabulary,
            english: vocabulary.is_english(),
            gazetteer: Gazetteer::get(),
            names: Vec::new(),
            by_words: FxHashMap::default(),
            by_entry: FxHashMap::default(),
            acronyms: FxHashMap::default(),
            found: Vec::new(),
        }
    }

    /// Takes in the names of a sentence. One that capitalises its words anyway is left for [`Document::mentions`].
    pub fn gather(&mut self, text: usize, sentence: Span) {
        let reading = self.readings[text];
        if sentence.first_token >= sentence.last_token || self.is_loud(text, &sentence) {
            return;
        }
        let pieces = pieces(reading, self.vocabulary, sentence);
        for (number, piece) in pieces.iter().enumerate() {
            if self.is_ordinary_here(text, piece) || reading.between(piece.last - 1).starts_with('$') {
                continue;
            }
            let mut votes = context(reading, piece);
            votes.add(self.beside(text, piece, pieces.get(number + 1)));
            let name = self.name(text, piece);
            self.names[name].votes.add(votes);
            self.names[name].pieces += 1;
            self.found.push(Found { text, piece: *piece, name });
            self.define_acronym(text, piece, name);
        }
    }

    /// Whether capitals tell nothing here: in headlines, and in languages that capitalise as they like.
    pub fn is_loud(&self, text: usize, sentence: &Span) -> bool {
        !self.english || self.readings[text].is_loud_at(sentence.first_token)
    }

    /// A known name that is also an ordinary word, where the sentence may have capitalised it: Labour, Apple.
    fn is_ordinary_here(&self, text: usize, piece: &Piece) -> bool {
        let reading = self.readings[text];
        let word = reading.word(piece.first);
        matches!(piece.ground, Ground::Known(_))
            && piece.last == piece.first + 1
            && reading.opens(piece.first)
            && reading.shape(piece.first) == Shape::Capital
            && reading.has(piece.first, Class::COMMON.or(Class::STOP))
            && self.vocabulary.capital(word) <= self.vocabulary.small(word)
    }

    /// What a dateline, or the name of a country behind a comma, tells: `KABUL, Aug. 15`, `Greenbelt, Maryland`.
    fn beside(&self, text: usize, piece: &Piece, next: Option<&Piece>) -> Votes {
        let reading = self.readings[text];
        let last = piece.last - 1;
        let mut votes = Votes::default();
        let dateline =
            text == BODY && piece.first == 0 && reading.shape(0) == Shape::Capitals && piece.last < reading.len();
        if dateline && (reading.gap(last) == Gap::Comma || reading.between(last).contains(['(', '-', '–', '—'])) {
            votes.place += 8;
        }
        if let Some(next) = next
            && next.first == piece.last
            && reading.gap(last) == Gap::Comma
            && let Ground::Known(entry) = next.ground
            && self.gazetteer.entry(entry).kind == ActorKind::Place
            && !reading.has(piece.first, Class::GIVEN)
        {
            votes.place += 3;
        }
        votes
    }

    /// The number of the piece's name, which is new or known to the article.
    fn name(&mut self, text: usize, piece: &Piece) -> NameId {
        let reading = self.readings[text];
        let entry = match piece.ground {
            Ground::Known(entry) => Some(entry),
            _ => None,
        };
        let words: Box<[WordId]> = (piece.first..piece.last).map(|at| reading.word(at)).collect();
        let before = entry.map_or_else(|| self.by_words.get(&words), |entry| self.by_entry.get(&entry)).copied();
        let shown = (text, piece.first, piece.last);
        if let Some(name) = before {
            let loud = |(text, first, _): (usize, usize, usize)| self.readings[text].shape(first) == Shape::Capitals;
            if loud(self.names[name].shown) && !loud(shown) {
                self.names[name].shown = shown;
            }
            if words.len() > self.names[name].words.len() {
                self.names[name].surname = surname(reading, piece);
                self.names[name].words = words;
            }
            return name;
        }
        let name = self.names.len();
        match entry {
            Some(entry) => _ = self.by_entry.insert(entry, name),
            None => _ = self.by_words.insert(words.clone(), name),
        }
        let surname = surname(reading, piece);
        let mut votes = Votes::default();
        votes.add(inside(reading, piece.first, piece.last));
        votes.add(ground(piece.ground));
        let plain = |at: usize| {
            reading.is_capital(at)
                && self.vocabulary.small(reading.word(at)) > self.vocabulary.capital(reading.word(at))
        };
        if piece.last > piece.first + 1 && (piece.first..piece.last).any(plain) {
            votes.person -= 2;
        }
        self.names.push(Name { words, surname, known: entry, votes, pieces: 0, shown, kind: None, same: None });
        name
    }

    /// `United Nations High Commissioner for Refugees (UNHCR)`: from here on the acronym is the same name.
    fn define_acronym(&mut self, text: usize, piece: &Piece, name: NameId) {
        let reading = self.readings[text];
        let at = piece.last;
        if piece.last - piece.first < 2 || at >= reading.len() || reading.shape(at) != Shape::Capitals {
            return;
        }
        let bracketed = reading.between(at - 1).trim_start_matches(['\'', '’', 's', '”', '"']).trim() == "("
            && reading.between(at).starts_with([')', ';', ',']);
        if !bracketed || reading.has(at, Class::NOT) {
            return;
        }
        let letters = reading.folded(at);
        let initial = |at: usize| reading.folded(at).chars().next();
        let begins = (piece.first..piece.last).any(|at| initial(at) == letters.chars().next());
        if begins && letters.chars().count() <= piece.last - piece.first + 3 {
            self.acronyms.insert(reading.word(at), name);
            self.names[name].votes.add(Votes { person: -4, organisation: 4, place: 0 });
        }
    }

    /// Decides what each name is, once all sentences are gathered.
    pub fn judge(&mut self) {
        for number in 0..self.names.len() {
            self.names[number].kind = match self.names[number].known {
                Some(entry) => Some(self.gazetteer.entry(entry).kind),
                None => self.kind(&self.names[number]),
            };
        }
        let mut order: Vec<NameId> = (0..self.names.len()).filter(|&n| self.is_full_person(n)).collect();
        order.sort_by_key(|&n| std::cmp::Reverse((self.names[n].known.is_some(), self.names[n].words.len())));
        let mut forms = LongForms::default();
        let mut same = Vec::new();
        for name in order {
            let Name { words, surname, .. } = &self.names[name];
            if let Some(long) = forms.longer_form(words, *surname, name) {
                same.push((name, long));
            }
        }
        for (name, long) in same {
            self.names[name].same = Some(long);
        }
    }

    fn kind(&self, name: &Name) -> Option<ActorKind> {
        let mut votes = name.votes;
        let single = name.words.len() == 1;
        if votes.person <= -8 && votes.organisation <= -8 {
            return None;
        }
        if single {
            let word = name.words[0];
            if self.vocabulary.capital(word) <= self.vocabulary.small(word) {
                return None;
            }
            votes.person += i32::from(votes.person > 0 && name.pieces > 1);
        }
        let (kind, most, lead) = votes.winner();
        (most >= if single { 3 } else { 2 } && lead >= 1).then_some(kind)
    }

    pub fn is_full_person(&self, name: NameId) -> bool {
        self.names[name].kind == Some(ActorKind::Person) && self.names[name].words.len() > 1
    }

    pub fn root(&self, name: NameId) -> NameId {
        self.names[name].same.unwrap_or(name)
    }
}

fn ground(ground: Ground) -> Votes {
    let mut votes = Votes::default();
    match ground {
        Ground::Cue(ActorKind::Organisation) => votes.organisation += 7,
        Ground::Cue(ActorKind::Place) => votes.place += 7,
        Ground::Cue(ActorKind::Person) => votes.person += 7,
        Ground::Phrase => votes.person -= 4,
        Ground::Word => votes = Votes { person: -8, organisation: -8, place: -8 },
        Ground::Known(_) | Ground::Capitals => {}
    }
    votes
}

/// The last word of a name that is not a numeral or Jr.
fn surname(reading: &Reading, piece: &Piece) -> WordId {
    let tail = |&at: &usize| !reading.has(at, Class::NUMERAL) && !matches!(reading.folded(at), "jr" | "sr");
    let at = (piece.first + 1..piece.last).rev().find(tail).unwrap_or(piece.first);
    reading.word(at)
}
