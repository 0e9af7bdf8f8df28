//! The spans of a text that made a query match, and no others. A phrase is one span; nothing of an excluded or unmet part is marked. Works on
//! the shared tokens of the text that is shown; knows no terminal.

use std::ops::Range;

use super::plan::{Leaf, Plan, Scope};
use crate::text::{Lexicon, Token, Word};

/// The tokens of a text.
struct Tokenized(Vec<Token>);

impl Tokenized {
    /// The byte ranges at which a leaf stands.
    fn places(&self, leaf: &Leaf, lexicon: &Lexicon) -> Vec<Range<usize>> {
        let fits = |token: &Token, word: &Word| {
            let found = lexicon.word(token.word);
            if leaf.exact { found.folded == word.folded } else { found.stem() == word.stem() }
        };
        let length = leaf.words.len();
        let here = |window: &&[Token]| window.iter().zip(&leaf.words).all(|(token, word)| fits(token, word));
        let span = |window: &[Token]| window[0].start as usize..window[length - 1].end as usize;
        self.0.windows(length).filter(here).map(span).collect()
    }
}

/// What is marked in an article: byte ranges, ascending, none overlapping another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// In the title.
    pub title: Vec<Range<usize>>,
    /// In the body.
    pub body: Vec<Range<usize>>,
}

/// Marks an article. `filter` says which of the plan's filters hold for it.
pub fn marks(plan: &Plan, title: &str, body: &str, filter: &dyn Fn(usize) -> bool, lexicon: &mut Lexicon) -> Marks {
    let title = Tokenized(lexicon.tokenize(title));
    let body = Tokenized(lexicon.tokenize(body));
    let places: Vec<Marks> = plan
        .leaves
        .iter()
        .map(|leaf| {
            let within =
                |text: &Tokenized, scope| if leaf.scope == scope { Vec::new() } else { text.places(leaf, lexicon) };
            Marks { title: within(&title, Scope::Body), body: within(&body, Scope::Title) }
        })
        .collect();
    let present = |number: usize| !(places[number].title.is_empty() && places[number].body.is_empty());
    let mut reasons = Vec::new();
    plan.root.satisfied(&present, filter, &mut reasons);
    reasons.sort_unstable();
    reasons.dedup();
    let all = |side: fn(&Marks) -> &[Range<usize>]| {
        disjoint(reasons.iter().flat_map(|&n| side(&places[n]).to_vec()).collect())
    };
    Marks { title: all(|p| &p.title), body: all(|p| &p.body) }
}

/// Ascending, and overlapping ranges made one.
fn disjoint(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|r| (r.start, r.end));
    let mut kept: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match kept.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => kept.push(range),
        }
    }
    kept
}

/// The parts of ascending ranges that lie within `bounds`, counted from its start.
pub fn within(ranges: &[Range<usize>], bounds: Range<usize>) -> Vec<[usize; 2]> {
    let cut = ranges.iter().filter(|r| r.start < bounds.end && r.end > bounds.start);
    cut.map(|r| [r.start.max(bounds.start) - bounds.start, r.end.min(bounds.end) - bounds.start]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;
    use crate::search::plan::plan;
    use crate::search::syntax::parse;

    fn marked<'a>(query: &str, body: &'a str) -> Vec<&'a str> {
        let mut lexicon = Lexicon::default();
        let tree = parse(query, Day::from_ymd(2026, 1, 1).unwrap()).tree;
        let plan = plan(tree.as_ref(), &[], &mut lexicon);
        let marks = marks(&plan, "", body, &|_| true, &mut lexicon);
        marks.body.into_iter().map(|r| &body[r]).collect()
    }

    #[test]
    fn marks_are_proof() {
        let body = "The Taliban’s “Islamic Emirate” is no Islamic state; emirates recognised it, Taliban-led or not.";
        assert_eq!(marked("\"islamic emirate\"", body), ["Islamic Emirate"]);
        assert_eq!(marked("taliban recognise", body), ["Taliban", "recognised", "Taliban"]);
        assert_eq!(marked("\"recognise\"", body), Vec::<&str>::new());
        assert_eq!(marked("taliban -emirate", body), Vec::<&str>::new());
        assert_eq!(marked("(taliban moon) OR state", body), ["state"]);
        assert_eq!(marked("taliban-led", body), ["Taliban-led"]);
        assert_eq!(marked("\"Taliban’s islamic\" emirates", body), ["Taliban’s “Islamic", "Emirate", "emirates"]);
    }
}
