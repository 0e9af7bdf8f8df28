//! The section on names across articles: whether two that are one actor's are brought together, and two that are two actors' are not.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dateline::actors::variants::{Likeness, Named, compare, group};
use dateline::annotate::ActorKind;
use serde::Deserialize;

use crate::wanted::{at_least, mark};

/// Precision that must be reached, and better, in per cent.
const PRECISION: [f64; 2] = [97.0, 99.0];
/// The same of recall.
const RECALL: [f64; 2] = [80.0, 90.0];
/// How often pairs are drawn anew for an interval.
const DRAWS: usize = 2000;

/// A pair of names of the list, and what was made of it.
struct Pair {
    kind: ActorKind,
    same: bool,
    found: Likeness,
}

/// What was measured.
pub struct Measured {
    pairs: Vec<Pair>,
    /// The names of actors that the demo corpus' truth tells apart, and how many of them were led by another.
    distinct: [usize; 2],
}

/// Measures on the list and the truth in the project's own `corpus`.
pub fn measure(corpus: &Path) -> Result<Measured, Box<dyn Error>> {
    let list = fs::read_to_string(corpus.join("names/pairs.tsv"))?;
    let rows = list.lines().filter(|line| !line.starts_with('#'));
    let pairs = rows.map(pair).collect::<Option<Vec<_>>>().ok_or("a row of the list is broken")?;
    Ok(Measured { pairs, distinct: distinct(&fs::read_to_string(corpus.join("truth.jsonl"))?)? })
}

fn pair(row: &str) -> Option<Pair> {
    let mut columns = row.split('\t');
    let kind = match columns.next()? {
        "person" => ActorKind::Person,
        "org" => ActorKind::Organisation,
        "place" => ActorKind::Place,
        _ => return None,
    };
    let (first, second, same) = (columns.next()?, columns.next()?, columns.next()? == "same");
    Some(Pair { kind, same, found: compare(kind, first, second) })
}

/// The actors of an article of the demo corpus.
#[derive(Deserialize)]
struct Truth {
    person: Vec<String>,
    org: Vec<String>,
    place: Vec<String>,
}

/// All actors that the truth knows are different ones: of how many, how many were joined to another.
fn distinct(truth: &str) -> Result<[usize; 2], Box<dyn Error>> {
    let mut actors: Vec<(ActorKind, String)> = Vec::new();
    for line in truth.lines() {
        let truth: Truth = serde_json::from_str(line)?;
        let kinds = [ActorKind::Person, ActorKind::Organisation, ActorKind::Place];
        for (kind, names) in kinds.into_iter().zip([truth.person, truth.org, truth.place]) {
            actors.extend(names.into_iter().map(|name| (kind, name)));
        }
    }
    actors.sort();
    actors.dedup();
    let names: Vec<Named> =
        actors.iter().map(|(kind, name)| Named { kind: *kind, name, articles: 1, known: false }).collect();
    let joined = group(&names, &()).leader.iter().enumerate().filter(|(at, leader)| *at as u32 != **leader).count();
    Ok([names.len(), joined])
}

/// Counts over some pairs.
#[derive(Default, Clone, Copy)]
struct Counts {
    right: usize,
    wrong: usize,
    missed: usize,
    suggested: usize,
}

impl Counts {
    fn of<'a>(pairs: impl Iterator<Item = &'a Pair>) -> Counts {
        let mut counts = Counts::default();
        for pair in pairs {
            let merged = matches!(pair.found, Likeness::Same(_));
            counts.right += usize::from(merged && pair.same);
            counts.wrong += usize::from(merged && !pair.same);
            counts.missed += usize::from(!merged && pair.same);
            counts.suggested += usize::from(pair.same && matches!(pair.found, Likeness::Perhaps(_)));
        }
        counts
    }

    fn precision(&self) -> f64 {
        100.0 * self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    fn recall(&self) -> f64 {
        100.0 * self.right as f64 / (self.right + self.missed).max(1) as f64
    }
}

/// Whether a pair, and its place in the list, belong to a row of the table.
type Belongs<'a> = dyn Fn(usize, &Pair) -> bool + 'a;

/// The section of `docs/QUALITY.md`.
pub fn section(measured: &Measured) -> String {
    let mut text = String::from(
        "\n## Names across articles\n\n| pairs of names | one actor | two actors | precision, 95% | recall, 95% | of the missed are suggested |\n\
         | --- | --- | --- | --- | --- | --- |\n",
    );
    let every = |_: usize, _: &Pair| true;
    let first = |at: usize, _: &Pair| at.is_multiple_of(2);
    let second = |at: usize, _: &Pair| !at.is_multiple_of(2);
    let rows: [(&str, &Belongs); 6] = [
        ("all", &every),
        ("first half", &first),
        ("second half", &second),
        ("people", &|_, pair| pair.kind == ActorKind::Person),
        ("organisations", &|_, pair| pair.kind == ActorKind::Organisation),
        ("places", &|_, pair| pair.kind == ActorKind::Place),
    ];
    for (name, belongs) in rows {
        let pairs: Vec<&Pair> =
            measured.pairs.iter().enumerate().filter(|(at, pair)| belongs(*at, pair)).map(|(_, pair)| pair).collect();
        let same = pairs.iter().filter(|pair| pair.same).count();
        let counts = Counts::of(pairs.iter().copied());
        let precision = with_interval(&pairs, Counts::precision);
        let recall = with_interval(&pairs, Counts::recall);
        let different = pairs.len() - same;
        let (missed, suggested) = (counts.missed, counts.suggested);
        let _ = writeln!(text, "| {name} | {same} | {different} | {precision} | {recall} | {suggested} of {missed} |");
    }
    let all = Counts::of(measured.pairs.iter());
    let _ = writeln!(
        text,
        "| wanted | | | {} | {} | |",
        at_least(PRECISION, all.precision()),
        at_least(RECALL, all.recall())
    );
    let [actors, joined] = measured.distinct;
    let _ = writeln!(
        text,
        "\nOf the {actors} actors of the demo corpus, all different, {joined} were joined to another (≤ 0 {}).",
        mark(joined == 0)
    );
    text
}

/// A figure with the interval in which it lies when pairs are drawn anew.
fn with_interval(pairs: &[&Pair], figure: impl Fn(&Counts) -> f64) -> String {
    let mut state = 1u64;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        pairs[(state >> 33) as usize % pairs.len()]
    };
    let mut drawn: Vec<f64> = (0..DRAWS).map(|_| figure(&Counts::of((0..pairs.len()).map(|_| draw())))).collect();
    drawn.sort_unstable_by(f64::total_cmp);
    let (low, high) = (drawn[DRAWS / 40], drawn[DRAWS - 1 - DRAWS / 40]);
    format!("{:.1} ({low:.1}–{high:.1})", figure(&Counts::of(pairs.iter().copied())))
}
