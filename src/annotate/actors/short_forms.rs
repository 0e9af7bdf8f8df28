//! Which long name a short one stands for: `Lavrov` for Sergey Lavrov, `Goldman` for Goldman Sachs.
//! Knows names as sequences of words, and neither texts nor kinds of evidence.

use rustc_hash::FxHashMap;

use crate::text::WordId;

/// A name's number in its article.
pub(super) type NameId = usize;

/// How many long names with the same surname are compared with a new one.
const MOST_NAMESAKES: usize = 8;

/// The people of an article whose names have several words, as far as the article has been read.
#[derive(Default)]
pub(super) struct People {
    by_surname: FxHashMap<WordId, NameId>,
    by_first_name: FxHashMap<WordId, NameId>,
}

impl People {
    /// The person with these words in the name was named here: from now on short forms mean this one.
    pub fn named(&mut self, words: &[WordId], surname: WordId, name: NameId) {
        if let Some(&first) = words.first() {
            self.by_surname.insert(surname, name);
            self.by_first_name.insert(first, name);
        }
    }

    /// Whom a single word means: the latest with that surname, else the latest with that first name.
    pub fn meant_by(&self, word: WordId) -> Option<NameId> {
        self.by_surname.get(&word).or_else(|| self.by_first_name.get(&word)).copied()
    }

    /// Every surname, with the latest who bears it.
    pub fn surnames(&self) -> impl Iterator<Item = (WordId, NameId)> {
        self.by_surname.iter().map(|(&surname, &name)| (surname, name))
    }

    /// The latest with that surname.
    pub fn with_surname(&self, word: WordId) -> Option<NameId> {
        self.by_surname.get(&word).copied()
    }
}

/// The long forms of one article's people, to tell `Donald J. Trump` and `Donald Trump` for one person.
#[derive(Default)]
pub(super) struct LongForms<'a> {
    by_surname: FxHashMap<WordId, Vec<(NameId, &'a [WordId])>>,
}

impl<'a> LongForms<'a> {
    /// The name already taken in that is a longer or equal form of this one; if there is none, this one is taken in.
    /// To be called with longer names first.
    pub fn longer_form(&mut self, words: &'a [WordId], surname: WordId, name: NameId) -> Option<NameId> {
        let namesakes = self.by_surname.entry(surname).or_default();
        let long = namesakes.iter().rev().take(MOST_NAMESAKES).find(|(_, long)| is_within(words, long));
        if let Some(&(long, _)) = long {
            return Some(long);
        }
        namesakes.push((name, words));
        None
    }
}

/// Whether all words of `short` stand in `long` in the same order.
fn is_within(short: &[WordId], long: &[WordId]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lexicon;

    fn words(lexicon: &mut Lexicon, text: &str) -> Vec<WordId> {
        lexicon.tokenize(text).iter().map(|token| token.word).collect()
    }

    #[test]
    fn middle_names_come_and_go_but_first_names_do_not() {
        let mut lexicon = Lexicon::default();
        let long = words(&mut lexicon, "Donald J Trump");
        let (short, other) = (words(&mut lexicon, "Donald Trump"), words(&mut lexicon, "Melania Trump"));
        let mut forms = LongForms::default();
        assert_eq!(forms.longer_form(&long, long[2], 0), None);
        assert_eq!(forms.longer_form(&short, short[1], 1), Some(0));
        assert_eq!(forms.longer_form(&other, other[1], 2), None);
    }
}
