//! Which actors an article is about, of all that it names: by how often it names them, how early, and whether the title does. Knows mentions
//! only, and no text.

use rustc_hash::FxHashMap;

use crate::annotate::{ActorKind, Mention};

/// An actor of an article, and how much the article is about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MainActor<'a> {
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// Its name.
    pub actor: &'a str,
    /// How much the article is about it: above 0, and 1 for one that is named most often, at the beginning and in the title.
    pub salience: f32,
}

/// What each sign is worth; together 1.
const OFTEN: f32 = 0.5;
const EARLY: f32 = 0.25;
const IN_TITLE: f32 = 0.25;
/// Bytes from the beginning at which an actor's first mention is worth half of one there: some three sentences.
const HALF: f32 = 500.0;

#[derive(Default)]
struct Seen {
    times: u32,
    first: Option<usize>,
    in_title: bool,
}

/// The actors that an article names, with the most salient first; at most `most`. The mentions are those of one article's title and body.
///
/// ```
/// use dateline::annotate::{ActorKind, Mention, main_actors};
///
/// let mention = |start, actor: &str| Mention { range: start..start + 5, kind: ActorKind::Place, actor: actor.to_string() };
/// let (title, body) = ([mention(0, "Kabul")], [mention(10, "Kabul"), mention(80, "Doha")]);
/// assert_eq!(main_actors(&title, &body, 1)[0].actor, "Kabul");
/// ```
pub fn main_actors<'a>(title_mentions: &'a [Mention], mentions: &'a [Mention], most: usize) -> Vec<MainActor<'a>> {
    let mut seen: FxHashMap<(ActorKind, &str), Seen> = FxHashMap::default();
    for mention in title_mentions {
        let actor = seen.entry((mention.kind, &mention.actor)).or_default();
        actor.in_title = true;
        actor.times += 1;
    }
    for mention in mentions {
        let actor = seen.entry((mention.kind, &mention.actor)).or_default();
        actor.first.get_or_insert(mention.range.start);
        actor.times += 1;
    }
    let often = seen.values().map(|actor| actor.times).max().unwrap_or(1) as f32;
    let mut ranked: Vec<MainActor> = seen
        .into_iter()
        .map(|((kind, actor), seen)| {
            let early = seen.first.map_or(0.0, |first| HALF / (HALF + first as f32));
            let title = if seen.in_title { IN_TITLE } else { 0.0 };
            MainActor { kind, actor, salience: OFTEN * seen.times as f32 / often + EARLY * early + title }
        })
        .collect();
    ranked.sort_by(|a, b| b.salience.total_cmp(&a.salience).then_with(|| (a.kind, a.actor).cmp(&(b.kind, b.actor))));
    ranked.truncate(most);
    ranked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(kind: ActorKind, start: usize, actor: &str) -> Mention {
        Mention { range: start..start + 1, kind, actor: actor.to_string() }
    }

    #[test]
    fn frequency_position_and_title_make_an_actor_salient() {
        use ActorKind::{Organisation, Person, Place};
        let title = [mention(Person, 0, "Ashraf Ghani")];
        let body = [
            mention(Place, 0, "Kabul"),
            mention(Organisation, 20, "Taliban"),
            mention(Person, 60, "Ashraf Ghani"),
            mention(Organisation, 900, "Taliban"),
            mention(Person, 1000, "Ashraf Ghani"),
            mention(Place, 4000, "Doha"),
        ];
        let ranked = main_actors(&title, &body, 10);
        let names: Vec<&str> = ranked.iter().map(|actor| actor.actor).collect();
        assert_eq!(names, ["Ashraf Ghani", "Taliban", "Kabul", "Doha"]);
        assert!(ranked.iter().all(|actor| actor.salience > 0.0 && actor.salience <= 1.0));
        assert_eq!(main_actors(&title, &body, 2).len(), 2);
    }

    #[test]
    fn kinds_are_told_apart_and_equals_are_in_order() {
        let body = [mention(ActorKind::Place, 5, "Jordan"), mention(ActorKind::Person, 5, "Jordan")];
        let kinds: Vec<ActorKind> = main_actors(&[], &body, 10).iter().map(|actor| actor.kind).collect();
        assert_eq!(kinds, [ActorKind::Person, ActorKind::Place]);
        assert!(main_actors(&[], &[], 10).is_empty());
    }
}
