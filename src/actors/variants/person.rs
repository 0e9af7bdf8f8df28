//! Whether two names of people are one person's, as far as names can tell. Knows two names taken apart; not how frequent they are.

use super::forms::{Forms, Part};
use super::likeness::{Likeness, Reason};
use super::sound;
use super::tables::{Marks, Tables};
use super::words::{Family, Word, is_familiar, share_a_row, sounds_that_count};
use crate::annotate::ActorKind;

/// From this length on, one wrong letter leaves a name recognisable.
const LONG: usize = 7;
/// A single word has to be this long for two spellings of it to be one person.
const TELLING: usize = 6;

/// A name of two words that is written as one has at least so many letters.
const SPLIT: usize = 9;

/// How two words of names are to each other, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kinship {
    Equal,
    Spelling,
    Initial,
    Familiar,
    Form,
    Near,
    Stranger,
}

/// Two names of people side by side.
pub(super) struct People<'a> {
    forms: &'a Forms,
    family: Family,
    first: &'a [Part],
    second: &'a [Part],
    numbers: (u32, u32),
}

impl<'a> People<'a> {
    /// The names with these numbers; the one with more words comes first.
    pub fn new(forms: &'a Forms, first: u32, second: u32) -> People<'a> {
        let (first, second) =
            if forms.parts(first).len() < forms.parts(second).len() { (second, first) } else { (first, second) };
        let family = forms.form(first).family.shared_with(forms.form(second).family);
        People { forms, family, first: forms.parts(first), second: forms.parts(second), numbers: (first, second) }
    }

    /// Whether they are one person's.
    pub fn compare(&self) -> Likeness {
        let (first, second) = (self.forms.form(self.numbers.0), self.forms.form(self.numbers.1));
        let likeness = match first.whole == second.whole {
            true if self.is_split_short_word() => Likeness::Perhaps(Reason::Spelling),
            true => Likeness::Same(Reason::Spelling),
            false => self.words(),
        };
        match (likeness, first.generation, second.generation) {
            (_, Some(one), Some(other)) if one != other => Likeness::Different,
            (Likeness::Same(_), Some(_), None) | (Likeness::Same(_), None, Some(_)) => {
                Likeness::Perhaps(Reason::Generation)
            }
            (likeness, ..) => likeness,
        }
    }

    /// Whether they plainly are two people, though a third name may be like both: John and James Smith, whom "J. Smith" does not make one.
    pub fn clash(&self) -> bool {
        let (first, second) = (self.forms.form(self.numbers.0), self.forms.form(self.numbers.1));
        if matches!((first.generation, second.generation), (Some(one), Some(other)) if one != other) {
            return true;
        }
        if first.whole == second.whole || self.second.len() < 2 {
            return false;
        }
        self.compare() == Likeness::Different
            && self.kinship(self.last(self.first), self.last(self.second)) <= Kinship::Spelling
    }

    /// `Li Na` and Lina.
    fn is_split_short_word(&self) -> bool {
        self.second.len() == 1 && self.first.len() > 1 && self.length(self.second[0]) < SPLIT
    }

    fn words(&self) -> Likeness {
        match self.second.len() {
            0 => Likeness::Different,
            1 => self.single(),
            _ if self.is_one_in_chinese() => Likeness::Same(Reason::Spelling),
            second if self.first.len() == second => match self.one_by_one() {
                Likeness::Different => self.in_another_order(),
                likeness => likeness,
            },
            _ => self.shorter(),
        }
    }

    /// The second is one word.
    fn single(&self) -> Likeness {
        let word = self.second[0];
        if self.first.len() > 1 {
            let end = [self.last(self.first), self.first[0]];
            let part = end.into_iter().any(|end| !end.initial && self.kinship(end, word) <= Kinship::Spelling);
            return if part && !word.initial { Likeness::Perhaps(Reason::Part) } else { Likeness::Different };
        }
        match self.kinship(self.first[0], word) {
            Kinship::Equal => Likeness::Same(Reason::Spelling),
            Kinship::Spelling
                if self.length(word) >= TELLING && !self.is_given(word) && !self.is_given(self.first[0]) =>
            {
                Likeness::Same(Reason::Spelling)
            }
            Kinship::Spelling | Kinship::Near => Likeness::Perhaps(Reason::Spelling),
            _ => Likeness::Different,
        }
    }

    /// Both have as many words.
    fn one_by_one(&self) -> Likeness {
        let mut reasons = Same::new();
        for (at, (&first, &second)) in self.first.iter().zip(self.second).enumerate() {
            match self.kinship(first, second) {
                Kinship::Equal => {}
                Kinship::Spelling => reasons.add(Reason::Spelling, true),
                Kinship::Initial if at > 0 && at + 1 < self.first.len() => reasons.add(Reason::MiddleName, true),
                Kinship::Initial if at == 0 => reasons.add(Reason::Initial, false),
                Kinship::Familiar if at == 0 => reasons.add(Reason::Nickname, self.is_telling()),
                Kinship::Form if at == 0 => reasons.add(Reason::OtherForm, false),
                Kinship::Near => reasons.add(Reason::Spelling, false),
                _ => return Likeness::Different,
            }
        }
        reasons.likeness()
    }

    /// The second has fewer words, and more than one.
    fn shorter(&self) -> Likeness {
        let (longer, shorter) = (self.first, self.second);
        let given = self.kinship(longer[0], shorter[0]);
        let surname = self.kinship(self.last(longer), self.last(shorter));
        if given < Kinship::Stranger && surname <= Kinship::Spelling {
            return self.with_middle_names(given, surname);
        }
        if given <= Kinship::Spelling
            && longer.iter().zip(shorter).all(|(&one, &other)| self.kinship(one, other) <= Kinship::Spelling)
        {
            return self.with_second_surname();
        }
        let dropped = longer.len() - shorter.len();
        if longer[dropped..].iter().zip(shorter).all(|(&one, &other)| self.kinship(one, other) <= Kinship::Spelling) {
            let initials = longer[..dropped].iter().all(|part| part.initial);
            return if initials { Likeness::Same(Reason::MiddleName) } else { Likeness::Perhaps(Reason::Part) };
        }
        Likeness::Different
    }

    /// Given name and surname agree; the words between are only in one, or do as well.
    fn with_middle_names(&self, given: Kinship, surname: Kinship) -> Likeness {
        let mut reasons = Same::new();
        reasons.add(Reason::MiddleName, self.is_telling());
        if surname == Kinship::Spelling {
            reasons.add(Reason::Spelling, true);
        }
        match given {
            Kinship::Equal => {}
            Kinship::Spelling => reasons.add(Reason::Spelling, true),
            Kinship::Familiar => reasons.add(Reason::Nickname, true),
            Kinship::Initial => reasons.add(Reason::Initial, false),
            _ => return Likeness::Different,
        }
        let mut rest = self.first[1..self.first.len() - 1].iter();
        let between = &self.second[1..self.second.len() - 1];
        let within = between.iter().all(|&word| rest.any(|&other| self.kinship(other, word) <= Kinship::Initial));
        if within { reasons.likeness() } else { Likeness::Different }
    }

    /// The shorter is how the longer begins: `Hugo Chávez` of Hugo Chávez Frías, and a chain of fathers with or without the family.
    fn with_second_surname(&self) -> Likeness {
        let iberian = |part: Part| self.forms.word(part).known.marks.has(Marks::IBERIAN);
        let (given, surname) = (self.forms.word(self.second[0]), self.forms.word(self.last(self.second)));
        // Father and son may be told apart by it.
        let several = Tables::get().are_several(given.spelling(), surname.spelling());
        let two_surnames = iberian(self.second[0]) && !iberian(self.last(self.second)) && !several;
        let chain = self.family.has(Family::ARABIC) && self.second.len() > 2 && self.is_telling();
        if two_surnames || chain {
            Likeness::Same(Reason::SecondSurname)
        } else {
            Likeness::Perhaps(Reason::SecondSurname)
        }
    }

    /// `Ki-moon Ban`, `Abe Shinzo`: the surname is moved to the other end.
    fn in_another_order(&self) -> Likeness {
        let rotated = |by: usize| {
            (0..self.first.len()).all(|at| {
                let other = self.second[(at + by) % self.second.len()];
                self.kinship(self.first[at], other) <= Kinship::Spelling && self.length(other) > 1
            })
        };
        if !rotated(1) && !rotated(self.first.len() - 1) {
            return Likeness::Different;
        }
        let hyphen = self.first.len() == 3 && (self.first.iter().chain(self.second)).any(|part| part.joined);
        if hyphen { Likeness::Same(Reason::Order) } else { Likeness::Perhaps(Reason::Order) }
    }

    /// `Mao Tse-tung` and Mao Zedong: the older spelling has a hyphen.
    fn is_one_in_chinese(&self) -> bool {
        let hyphen = |parts: &[Part]| parts.len() == 3 && parts[2].joined;
        let old_and_new = hyphen(self.first) && self.second.len() == 2 && self.surname_comes_first();
        old_and_new && chinese(self.forms, self.first) == chinese(self.forms, self.second)
    }

    /// Whether given name and surname tell this person apart from others.
    fn is_telling(&self) -> bool {
        [self.first, self.second].into_iter().all(|parts| {
            let (given, surname) = (self.forms.word(parts[0]), self.forms.word(self.last(parts)));
            let common = |word: &Word| word.known.marks.has(Marks::COMMON);
            let arabic_and_common = self.family.has(Family::ARABIC) && common(given);
            let several = Tables::get().are_several(given.spelling(), surname.spelling());
            surname.text.len() > 1 && !common(surname) && !arabic_and_common && !several
        }) && !self.surname_comes_first()
    }

    /// Whether the surname comes first, and each further word is a syllable that makes another name.
    fn surname_comes_first(&self) -> bool {
        [self.first, self.second].into_iter().any(|parts| self.forms.word(parts[0]).known.marks.has(Marks::EAST))
    }

    fn is_given(&self, part: Part) -> bool {
        let known = self.forms.word(part).known;
        known.familiar[0] != 0 || known.formal != 0
    }

    fn last(&self, parts: &[Part]) -> Part {
        parts[parts.len() - 1]
    }

    fn length(&self, part: Part) -> usize {
        self.forms.word(part).text.len()
    }

    fn kinship(&self, first: Part, second: Part) -> Kinship {
        kinship(self.forms, self.family, first, second)
    }
}

/// The sound of a whole Chinese name.
pub(super) fn chinese(forms: &Forms, parts: &[Part]) -> String {
    sound::chinese(&parts.iter().map(|part| &*forms.word(*part).text).collect::<String>())
}

/// How two words are to each other in names of a family.
fn kinship(forms: &Forms, family: Family, first: Part, second: Part) -> Kinship {
    if first.word == second.word {
        return Kinship::Equal;
    }
    let (one, other) = (forms.word(first), forms.word(second));
    if first.initial || second.initial {
        return if one.initial() == other.initial() && first.initial != second.initial {
            Kinship::Initial
        } else {
            Kinship::Stranger
        };
    }
    if sounds_that_count(ActorKind::Person, family).any(|at| one.sounds[at] == other.sounds[at]) {
        Kinship::Spelling
    } else if is_familiar(&one.known, &other.known) {
        Kinship::Familiar
    } else if share_a_row(&one.known.forms, &other.known.forms)
        || share_a_row(&one.known.familiar, &other.known.familiar)
    {
        Kinship::Form
    } else if is_near(&one.text, &other.text) {
        Kinship::Near
    } else {
        Kinship::Stranger
    }
}

/// One letter too many or two changed for each other in a long word; not the last, which tells Ivan from Ivana.
fn is_near(first: &str, second: &str) -> bool {
    let (longer, shorter) = if first.len() < second.len() { (second, first) } else { (first, second) };
    let (longer, shorter) = (longer.as_bytes(), shorter.as_bytes());
    if shorter.len() < LONG
        || longer.len() > shorter.len() + 1
        || longer[0] != shorter[0]
        || longer.last() != shorter.last()
    {
        return false;
    }
    let begin = longer.iter().zip(shorter).take_while(|(one, other)| one == other).count();
    let end = longer.iter().rev().zip(shorter.iter().rev()).take_while(|(one, other)| one == other).count();
    let (left, right) = (longer.len().saturating_sub(begin + end), shorter.len().saturating_sub(begin + end));
    left == 1 && right == 0
        || left == 2 && right == 2 && longer[begin] == shorter[begin + 1] && longer[begin + 1] == shorter[begin]
}

/// What has to be supposed for two names to be one: the strongest supposition is the reason.
struct Same {
    reason: Reason,
    sure: bool,
}

impl Same {
    fn new() -> Same {
        Same { reason: Reason::Spelling, sure: true }
    }

    fn add(&mut self, reason: Reason, sure: bool) {
        self.reason = self.reason.max(reason);
        self.sure &= sure;
    }

    fn likeness(self) -> Likeness {
        if self.sure { Likeness::Same(self.reason) } else { Likeness::Perhaps(self.reason) }
    }
}
