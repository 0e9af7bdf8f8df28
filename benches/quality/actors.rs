//! How well the actors of an article are found and named: `corpus/truth.jsonl`, whose authors noted whom each article names. Sets of canonical names are
//! compared, not mentions.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use dateline::annotate::{ActorKind, Annotator, Article};
use dateline::calendar::Day;
use dateline::read::{Limits, WalkOptions, read_file, walk};
use dateline::text::fold;
use serde::Deserialize;

use crate::seqeval::{Counts, interval};
use crate::wanted::at_least;

/// F1 of all kinds together: at least, and better.
const WANTED: [f64; 2] = [85.0, 92.0];

const KINDS: [(ActorKind, &str); 3] =
    [(ActorKind::Person, "people"), (ActorKind::Organisation, "organisations"), (ActorKind::Place, "places")];

/// A line of the truth file.
#[derive(Deserialize)]
struct Truth {
    file: String,
    title: String,
    person: Vec<String>,
    org: Vec<String>,
    place: Vec<String>,
}

/// The counts of each article, by kind.
pub struct Compared {
    articles: Vec<[Counts; 3]>,
}

/// Measures on the articles of the folder `corpus`.
pub fn compare(corpus: &Path) -> Result<Compared, Box<dyn Error>> {
    let articles = articles(&corpus.join("articles"))?;
    let mut compared = Compared { articles: Vec::new() };
    for line in fs::read_to_string(corpus.join("truth.jsonl"))?.lines() {
        let truth: Truth = serde_json::from_str(line)?;
        let is_it = |article: &&Article| article.title == truth.title && article.record.path.ends_with(&truth.file);
        let article = articles.iter().find(is_it).ok_or_else(|| format!("{} is not read", truth.title))?;
        compared.articles.push(KINDS.map(|(kind, _)| count(article, kind, &truth)));
    }
    Ok(compared)
}

/// The articles below a folder.
fn articles(root: &Path) -> Result<Vec<Article>, Box<dyn Error>> {
    let today = Day::from_ymd(2030, 1, 1).ok_or("no day")?;
    let mut annotator = Annotator::new(today, None);
    let mut articles = Vec::new();
    for file in walk(root, WalkOptions::default())?.flatten() {
        let _ = read_file(&file.path, None, &Limits::default(), &mut |outcome| {
            articles.extend(outcome.ok().map(|raw| annotator.annotate(raw, &file.relative).article));
            ControlFlow::Continue(())
        });
    }
    Ok(articles)
}

fn count(article: &Article, kind: ActorKind, truth: &Truth) -> Counts {
    let told = match kind {
        ActorKind::Person => &truth.person,
        ActorKind::Organisation => &truth.org,
        ActorKind::Place => &truth.place,
    };
    let told: BTreeSet<String> = told.iter().map(|actor| fold(actor)).collect();
    let mentions = article.title_mentions.iter().chain(&article.mentions);
    let found: BTreeSet<String> = mentions.filter(|m| m.kind == kind).map(|m| fold(&m.actor)).collect();
    Counts { truth: told.len(), found: found.len(), right: told.intersection(&found).count() }
}

/// The section of `docs/QUALITY.md`.
pub fn section(compared: &Compared) -> String {
    let mut text = format!(
        "\n## Actors of an article\n\n`corpus/`, {} articles.\n\n\
         | actors | told | found | precision | recall | F1 | 95 % | wanted |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n",
        compared.articles.len()
    );
    let all: Vec<Counts> = compared.articles.iter().map(|kinds| sum(kinds.iter().copied())).collect();
    let (_, low, high) = interval(&all);
    let mut row = |name: &str, counts: Counts, interval: &str, wanted: &str| {
        let [precision, recall, f1] = [counts.precision(), counts.recall(), counts.f1()];
        let (told, found) = (counts.truth, counts.found);
        let _ = writeln!(
            text,
            "| {name} | {told} | {found} | {precision:.1} | {recall:.1} | {f1:.1} | {interval} | {wanted} |"
        );
    };
    let total = sum(all.iter().copied());
    row("all", total, &format!("{low:.1}–{high:.1}"), &at_least(WANTED, total.f1()));
    for (at, (_, name)) in KINDS.iter().enumerate() {
        row(name, sum(compared.articles.iter().map(|kinds| kinds[at])), "", "–");
    }
    text
}

fn sum(counts: impl Iterator<Item = Counts>) -> Counts {
    counts.fold(Counts::default(), |mut total, counts| {
        total.add(counts);
        total
    })
}
