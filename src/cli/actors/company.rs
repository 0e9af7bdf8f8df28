//! Whom articles name beside an actor, with passages that show it, in a few lines and in JSON. Counts nothing.

use std::cmp::Reverse;
use std::ops::Range;
use std::path::Path;

use anstyle::Style;
use dateline::actors::Key;
use dateline::annotate::Basis;
use dateline::calendar::{Day, PartialDate};
use dateline::search::{Companion, SearchError, Searcher, SeenTogether};
use serde::{Serialize, Serializer};

use super::super::hits::{marks, short};
use super::super::terminal::{FAINT, MATCH, TITLE, count, facts, number, published, record};
use super::super::wrap::{clean, paint, styled, wrap};

/// Companions that are shown in each order.
const SHOWN: usize = 10;
/// Companions on a page that come with a passage: with more, it is a wall of text.
const QUOTED: usize = 5;
/// Companions in JSON that do: for more, articles without end would have to be read.
const QUOTED_IN_JSON: usize = 1000;
/// Fewer articles than these may share two names by chance, whatever a measure says.
const LEAST_TOGETHER: u64 = 2;
/// Columns before a passage.
const MARGIN: usize = 4;
/// Stands above those who are named with an actor, each with a passage.
const HEADING: &str = "tellingly with, as in";

/// Those who are named with an actor, and passages that name both.
pub struct Companions {
    all: Vec<Companion>,
    quoted: Vec<Option<SeenTogether>>,
}

impl Companions {
    /// Those who are named with an actor, without a passage yet.
    pub fn new(all: Vec<Companion>) -> Companions {
        Companions { quoted: vec![None; all.len()], all }
    }

    /// The places of those who are named beside the actor more often than chance would have it; of those in most articles, if there are none.
    fn telling(&self) -> Vec<usize> {
        let is_telling = |at: &usize| {
            let Companion { together, log_likelihood, .. } = self.all[*at];
            together >= LEAST_TOGETHER && log_likelihood > 0.0
        };
        let telling: Vec<usize> = (0..self.all.len()).filter(is_telling).take(SHOWN).collect();
        if telling.is_empty() { self.most_often() } else { telling }
    }

    /// The places of those in most articles.
    fn most_often(&self) -> Vec<usize> {
        let mut often: Vec<usize> = (0..self.all.len()).collect();
        often.sort_by_key(|&at| Reverse(self.all[at].together));
        often.truncate(SHOWN);
        often
    }

    /// Reads passages: of the first that a page shows, or in JSON of the first of all.
    pub fn quote(&mut self, json: bool, searcher: &Searcher, actor: &Key, today: Day) -> Result<(), SearchError> {
        let (mut places, most) =
            if json { ((0..self.all.len()).collect(), QUOTED_IN_JSON) } else { (self.telling(), QUOTED) };
        places.truncate(most);
        let seen = places.iter().filter_map(|&at| Some((at, self.all[at].best?)));
        let (places, pairs): (Vec<usize>, Vec<_>) =
            seen.map(|(at, best)| (at, (actor, &self.all[at].actor, best))).unzip();
        for (at, seen) in places.into_iter().zip(searcher.seen_together(&pairs, today)?) {
            self.quoted[at] = Some(seen);
        }
        Ok(())
    }
}

#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    r#type: &'static str,
    together: u64,
    passages: u64,
    articles: u64,
    log_likelihood: f64,
    evidence: Option<Quoted<'a>>,
}

/// A passage that names both; one without a number is the title.
#[derive(Serialize)]
struct Quoted<'a> {
    id: &'a str,
    record: &'a str,
    published: Option<PartialDate>,
    published_basis: Basis,
    passage: Option<usize>,
    start: usize,
    end: usize,
    text: &'a str,
    highlights: Vec<[usize; 2]>,
}

impl<'a> From<&'a SeenTogether> for Quoted<'a> {
    fn from(seen: &'a SeenTogether) -> Quoted<'a> {
        let SeenTogether { published, published_basis, passage, start, end, .. } = *seen;
        let SeenTogether { id, record, text, .. } = seen;
        Quoted { id, record, published, published_basis, passage, start, end, text, highlights: highlights(seen) }
    }
}

/// Both names, in the order of the text.
fn highlights(seen: &SeenTogether) -> Vec<[usize; 2]> {
    let mut both = seen.names.concat();
    both.sort_unstable();
    both
}

impl Serialize for Companions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.all.iter().zip(&self.quoted).map(|(with, quoted)| Row {
            name: &with.actor.name,
            r#type: with.actor.kind.name(),
            together: with.together,
            passages: with.passages,
            articles: with.articles,
            log_likelihood: with.log_likelihood,
            evidence: quoted.as_ref().map(Quoted::from),
        }))
    }
}

/// Those in most of its articles: `Libya 30`.
pub fn often(with: &Companions) -> Vec<String> {
    let shown = |at: &usize| format!("{} {}", clean(&with.all[*at].actor.name), number(with.all[*at].together));
    with.most_often().iter().map(shown).collect()
}

/// Those who are named with it tellingly, each with a passage that names both and where it stands.
pub fn telling(with: &Companions, width: usize, folder: &Path) -> String {
    let places = with.telling();
    let mut text = if places.is_empty() { String::new() } else { format!("\n  {}\n", styled(HEADING, FAINT)) };
    for at in places {
        let Companion { actor, together, articles, passages, .. } = &with.all[at];
        let name = clean(&actor.name);
        let articles = format!("{} of {}", number(*together), count(*articles, "article"));
        let counts = format!("{name}  {articles}, {}", count(*passages, "passage"));
        let seen = with.quoted[at].as_ref();
        let stands = seen.map(|seen| {
            let published = published(seen.published, seen.published_basis);
            [published, record(&seen.record, folder), short(&seen.id).to_string()]
        });
        let (counts, stands, room) = ([counts], stands.unwrap_or_default(), width.saturating_sub(MARGIN));
        let mut about = facts(&[&counts[..], &stands].concat(), room);
        if about.len() > 1 {
            about = [&counts[..], &facts(&stands, room)].concat();
        }
        for (at, line) in about.iter().enumerate() {
            // The name comes first.
            let (name, rest) = if at == 0 { line.split_at(name.len()) } else { ("  ", line.as_str()) };
            text += &format!("  {}{}\n", styled(name, TITLE), styled(rest, FAINT));
        }
        let lines = seen.map(|seen| excerpt(seen, room)).unwrap_or_default();
        lines.iter().for_each(|line| text += &format!("    {line}\n"));
    }
    text
}

/// The line of a passage that has both names, or the two lines that have one each, where these are nearest to each other.
fn excerpt(seen: &SeenTogether, width: usize) -> Vec<String> {
    let marks = marks(&highlights(seen), MATCH);
    let lines: Vec<Range<usize>> =
        wrap(&seen.text, width.saturating_sub(2)).into_iter().filter(|line| !line.is_empty()).collect();
    let line_of = |byte: usize| lines.iter().position(|line| line.end > byte).unwrap_or(0);
    let [one, other] = nearest(&seen.names).map(line_of);
    let mut kept = vec![one.min(other), one.max(other)];
    kept.dedup();
    let shown = kept.iter().filter_map(|&at| Some((at, lines.get(at)?)));
    shown
        .map(|(at, line)| {
            let before = if at > 0 && !kept.contains(&(at - 1)) { "…" } else { "" };
            let behind = if at + 1 < lines.len() && !kept.contains(&(at + 1)) { "…" } else { "" };
            format!("{before}{}{behind}", paint(&seen.text, line.clone(), &marks, Style::new()))
        })
        .collect()
}

/// Where those two begin, of the names of one and the names of another, that are nearest to each other; of several the first.
fn nearest(names: &[Vec<[usize; 2]>; 2]) -> [usize; 2] {
    let [ones, others] = names;
    let all = ones.iter().flat_map(|[one, _]| others.iter().map(move |[other, _]| [*one, *other]));
    all.min_by_key(|[one, other]| one.abs_diff(*other)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::annotate::ActorKind;

    fn companion(name: &str, together: u64, articles: u64, log_likelihood: f64) -> Companion {
        let actor = Key::new(ActorKind::Person, name);
        Companion { actor, together, passages: together, best: None, articles, log_likelihood }
    }

    #[test]
    fn those_who_are_named_once_are_not_telling() {
        let all = vec![companion("A", 2, 2, 9.0), companion("B", 1, 1, 5.0), companion("C", 3, 90, -1.0)];
        let with = Companions::new(all);
        assert_eq!(often(&with), ["C 3", "A 2", "B 1"]);
        assert_eq!(with.telling(), [0]);
        assert_eq!(Companions::new(vec![companion("B", 1, 1, 5.0)]).telling(), [0]);
        assert_eq!(telling(&Companions::new(Vec::new()), 80, Path::new("/")), "");
    }

    #[test]
    fn an_excerpt_has_both_names() {
        let text = "Ann spoke first. Then there was silence. Ann and\nBob left, and much later Bob came again.";
        let at = |name: &str| text.match_indices(name).map(|(at, _)| [at, at + name.len()]).collect::<Vec<_>>();
        let shown = |names: [Vec<[usize; 2]>; 2], width| {
            let seen = SeenTogether {
                id: String::new(),
                record: String::new(),
                published: None,
                published_basis: Basis::None,
                passage: Some(1),
                start: 0,
                end: text.len(),
                text: text.to_string(),
                names,
            };
            let lines = excerpt(&seen, width);
            lines.iter().map(|line| anstream::adapter::strip_str(line).to_string()).collect::<Vec<_>>()
        };
        assert_eq!(
            shown([at("Ann"), at("Bob")], 52),
            ["Ann spoke first. Then there was silence. Ann and", "Bob left, and much later Bob came again."]
        );
        assert_eq!(shown([at("Ann"), at("Bob")], 26), ["…there was silence. Ann…", "…Bob left, and much later…"]);
        assert_eq!(shown([at("first"), at("later")], 26), ["Ann spoke first. Then…", "…Bob left, and much later…"]);
        assert_eq!(shown([at("much"), at("later")], 26), ["…Bob left, and much later…"]);
    }
}
