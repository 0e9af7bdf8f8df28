//! Who an article speaks of: people, organisations and places, each mention with the actor behind it.
//! Knows the words of one article and a gazetteer; no index, no other article.

mod document;
mod gazetteer;
mod loud;
mod names;
mod opening;
mod people;
mod reading;
mod salience;
mod seats;
mod senses;
mod short_forms;
mod spans;
pub mod tagger;
mod vocabulary;
mod words;

use super::{ActorKind, Mention};
use crate::text::{Lexicon, Span};
use document::Document;
use loud::{SmallWords, joined};
use names::{BODY, TITLE};
use opening::Opening;
use reading::{Reading, is_english};
use spans::Finder;

pub use salience::{MainActor, main_actors};
pub use seats::seats;
pub use tagger::Text;
pub use vocabulary::Vocabulary;

/// The actor that dateline knows by itself and that is also called `written`: the place "United States" for "U.S.", in whatever case.
///
/// ```
/// use dateline::annotate::{ActorKind, known_actor};
/// assert_eq!(known_actor("u.s."), Some((ActorKind::Place, "United States")));
/// ```
pub fn known_actor(written: &str) -> Option<(ActorKind, &'static str)> {
    gazetteer::Gazetteer::get().called(written).map(|entry| (entry.kind, entry.name))
}

/// The actors that an article names: first those of its title, then those of its body, each in the order of the text and none
/// within another. Ranges are bytes of `title` and `body`.
///
/// The tokens are those of `lexicon`, and `vocabulary` has met no other. `language` is the article's, where it could be told.
pub fn actors(
    title: Text,
    body: Text,
    language: Option<&str>,
    lexicon: &Lexicon,
    vocabulary: &mut Vocabulary,
) -> (Vec<Mention>, Vec<Mention>) {
    let texts = [body, title];
    vocabulary.meet(lexicon);
    let Vocabulary { tagger, words } = vocabulary;
    let readings = texts.map(|text| Reading::new(text.text, text.tokens, lexicon, words));
    let is_english = language.map_or_else(|| is_english(&readings[BODY]), |language| language == "en");
    let loud = [BODY, TITLE].map(|text| {
        let is_loud = |sentence: &Span| !is_english || readings[text].is_loud(*sentence);
        texts[text].sentences.iter().map(is_loud).collect::<Vec<_>>()
    });
    let mut pieces = Vec::new();
    if is_english {
        for (text, tagged) in tagger.tag(&texts, lexicon).iter().enumerate() {
            Finder::new(text, &readings[text], &mut pieces).find(texts[text].sentences, |n| loud[text][n], tagged);
        }
    }
    let opening = Opening::new(&readings[BODY]);
    pieces.retain(|piece| piece.text != BODY || !opening.reports(piece.first, piece.last));
    let mut document = Document::new(&readings, lexicon, pieces, opening.behind_byline());
    let mut mentions = document.mentions();
    let mut small = SmallWords::default();
    for text in [BODY, TITLE] {
        let mut sure = Vec::new();
        for (sentence, is_loud) in texts[text].sentences.iter().zip(&loud[text]) {
            if *is_loud || text == TITLE && readings[TITLE].is_title_case(*sentence) {
                document.loud_mentions(text, *sentence, &mut small, &mut sure);
            }
        }
        mentions[text] = joined(sure, std::mem::take(&mut mentions[text]));
    }
    let [body, title] = mentions;
    (title, body)
}

#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod tests;
