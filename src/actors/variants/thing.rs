//! Whether two names of organisations or places are those of one, as far as names can tell. Knows two names taken apart.

use super::forms::{Forms, Part};
use super::likeness::{Likeness, Reason};
use super::tables::Marks;
use super::words::{Word, sounds_that_count};
use crate::annotate::ActorKind;

/// Shorter acronyms are those of too many names.
const SHORTEST_ACRONYM: usize = 3;
/// From this length on an acronym is hardly that of two names.
pub(super) const TELLING_ACRONYM: usize = 4;
/// Longer words in capitals are no acronyms.
const LONGEST_ACRONYM: usize = 8;
/// Endings by which the name of a people or its language differs from that of the country.
const DEMONYM: [&str; 8] = ["ian", "ean", "ese", "ish", "an", "n", "i", "s"];

/// Two names of organisations, or of places, side by side.
pub(super) struct Things<'a> {
    forms: &'a Forms,
    first: &'a [Part],
    second: &'a [Part],
    numbers: (u32, u32),
}

impl<'a> Things<'a> {
    /// The names with these numbers; the one with more words comes first.
    pub fn new(forms: &'a Forms, first: u32, second: u32) -> Things<'a> {
        let (first, second) =
            if forms.parts(first).len() < forms.parts(second).len() { (second, first) } else { (first, second) };
        Things { forms, first: forms.parts(first), second: forms.parts(second), numbers: (first, second) }
    }

    /// Whether they are those of one.
    pub fn compare(&self) -> Likeness {
        let (first, second) = (self.forms.form(self.numbers.0), self.forms.form(self.numbers.1));
        if first.whole == second.whole || self.sounds_alike() {
            return match (first.legal, second.legal) {
                // Ami is not AMI.
                _ if first.capitals != second.capitals && self.is_short() => Likeness::Perhaps(Reason::Spelling),
                // Casa Blanca is not Casablanca.
                _ if first.kind == ActorKind::Place && self.first.len() != self.second.len() => {
                    Likeness::Perhaps(Reason::Spelling)
                }
                (one, other) if one == other => Likeness::Same(Reason::Spelling),
                (one, other) if one & other == one || one & other == other => Likeness::Same(Reason::LegalForm),
                _ => Likeness::Perhaps(Reason::LegalForm),
            };
        }
        match self.acronym() {
            Some(letters) if letters >= TELLING_ACRONYM => return Likeness::Same(Reason::Acronym),
            Some(_) => return Likeness::Perhaps(Reason::Acronym),
            None => {}
        }
        if self.differs_by_what_it_is() || self.has_the_same_words() {
            return Likeness::Perhaps(Reason::Wording);
        }
        Likeness::Different
    }

    /// Whether they plainly are two, though a third name may be like both: the Corporation and the Limited Company of one name.
    pub fn clash(&self) -> bool {
        self.compare() == Likeness::Perhaps(Reason::LegalForm)
    }

    fn is_short(&self) -> bool {
        self.first.len() == 1 && self.forms.word(self.first[0]).text.len() <= SHORTEST_ACRONYM
    }

    fn sounds_alike(&self) -> bool {
        let (first, second) = (self.forms.form(self.numbers.0), self.forms.form(self.numbers.1));
        let family = first.family.shared_with(second.family);
        // Brands of one word differ by a letter: Celtic and Celltick.
        let least = if first.kind == ActorKind::Place { 1 } else { 2 };
        self.first.len() == self.second.len()
            && self.first.len() >= least
            && self.first.iter().zip(self.second).all(|(&one, &other)| {
                let (one, other) = (self.forms.word(one), self.forms.word(other));
                sounds_that_count(first.kind, family).any(|at| one.sounds[at] == other.sounds[at])
            })
    }

    /// The number of letters of the second, if they are the first letters of the other's words: `IAEA` of International Atomic Energy Agency.
    fn acronym(&self) -> Option<usize> {
        let &[single] = self.second else { return None };
        let acronym = &self.forms.word(single).text;
        let meant =
            || [false, true].into_iter().any(|compounds| initials(self.forms, self.first, compounds) == **acronym);
        (is_acronym(self.forms, self.numbers.1) && meant()).then_some(acronym.len())
    }

    /// One has a word more, which says what sort of thing it is: `Alibaba Group`, `Kabul City`, `Province of Idlib`.
    fn differs_by_what_it_is(&self) -> bool {
        let kind = self.forms.form(self.numbers.0).kind;
        let says = |part: &Part| may_be_left_out(self.forms.word(*part), kind);
        let extra = self.first.len() - self.second.len();
        let same = |one: &[Part]| one.iter().map(|part| part.word).eq(self.second.iter().map(|part| part.word));
        let behind = || self.first[self.second.len()..].iter().all(says) && same(&self.first[..self.second.len()]);
        let before = || kind == ActorKind::Place && self.first[..extra].iter().all(says) && same(&self.first[extra..]);
        extra > 0 && !self.second.iter().all(says) && (behind() || before())
    }

    /// `Russian Defence Ministry` and Ministry of Defence of Russia.
    fn has_the_same_words(&self) -> bool {
        let (first, second) = (bag(self.forms, self.first), bag(self.forms, self.second));
        first.len() > 1 && first == second
    }
}

/// Whether an organisation's name is an acronym.
pub(super) fn is_acronym(forms: &Forms, name: u32) -> bool {
    let form = forms.form(name);
    let &[single] = forms.parts(name) else { return false };
    let letters = forms.word(single).text.len();
    form.kind == ActorKind::Organisation
        && form.capitals
        && form.legal == 0
        && (SHORTEST_ACRONYM..=LONGEST_ACRONYM).contains(&letters)
}

/// Whether a word says no more than what sort of thing a name names.
pub(super) fn may_be_left_out(word: &Word, kind: ActorKind) -> bool {
    let generic = if kind == ActorKind::Place { Marks::GENERIC_PLACE } else { Marks::GENERIC };
    word.known.marks.has(generic) || word.known.marks.has(Marks::SMALL)
}

/// The first letters of the words that count, in small letters; of a compound those of each part, or of the first alone.
pub(super) fn initials(forms: &Forms, parts: &[Part], compounds: bool) -> String {
    let counts = |part: &&Part| !forms.word(**part).known.marks.has(Marks::SMALL) && (compounds || !part.joined);
    if parts.len() < 2 {
        String::new()
    } else {
        parts.iter().filter(counts).map(|part| forms.word(*part).initial()).collect()
    }
}

/// The stems of the words that count, in the order of the alphabet.
pub(super) fn bag<'a>(forms: &'a Forms, parts: &[Part]) -> Vec<&'a str> {
    let counts = |part: &&Part| !forms.word(**part).known.marks.has(Marks::SMALL);
    let mut words: Vec<&str> = parts.iter().filter(counts).map(|part| stem(&forms.word(*part).text)).collect();
    words.sort_unstable();
    words
}

/// A word without what makes a country's name that of its people, and without the vowels at its end.
fn stem(word: &str) -> &str {
    let long = |stem: &&str| stem.chars().count() >= 4;
    let mut stem = DEMONYM.iter().find_map(|ending| word.strip_suffix(ending).filter(long)).unwrap_or(word);
    while let Some(shorter) = stem.strip_suffix(['a', 'e', 'i', 'y']).filter(long) {
        stem = shorter;
    }
    stem
}
