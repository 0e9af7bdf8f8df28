//! `dateline actors suggest`: who may be one and the same, each with the command that says so.

use std::collections::HashMap;

use dateline::actors::Key;
use dateline::actors::variants::Reason;
use dateline::annotate::ActorKind;
use dateline::index::{Circle, Namesakes};
use dateline::search::Suggested;
use serde::Serialize;

use super::super::arguments::Common;
use super::super::failure::Failure;
use super::super::terminal::{FAINT, HINT, TITLE, number, print, print_json};
use super::super::typed::quoted;
use super::super::wrap::{clean, styled};
use super::diff::counts;
use super::list::Row;
use super::{Status, user_file};

/// How many articles name each actor.
type Counts = HashMap<Key, u64>;

#[derive(Serialize)]
struct Pair {
    first: Row,
    second: Row,
    reason: &'static str,
}

/// A name that may be several people's.
#[derive(Serialize)]
struct Several {
    #[serde(flatten)]
    name: Row,
    circles: Vec<Group>,
}

/// Articles that have company in common.
#[derive(Serialize)]
struct Group {
    articles: usize,
    with: Vec<String>,
}

#[derive(Serialize)]
struct Suggestions {
    suggestions: Vec<Pair>,
    namesakes: Vec<Several>,
}

/// Runs the command.
pub fn run(limit: usize, json: bool, kinds: Vec<ActorKind>, common: &Common) -> Result<Status, Failure> {
    let searcher = user_file::searcher(common)?;
    let mut suggested = searcher.suggestions()?;
    suggested.retain(|pair| kinds.contains(&pair.first.kind));
    let counts = counts(&searcher, common)?;
    let namesakes = if kinds.contains(&ActorKind::Person) { searcher.namesakes()? } else { Vec::new() };
    let status = if suggested.is_empty() && namesakes.is_empty() { Status::Nothing } else { Status::Done };
    match json {
        true => print_json(&Suggestions {
            suggestions: suggested.iter().map(|pair| Pair::new(pair, &counts)).collect(),
            namesakes: namesakes.iter().map(Several::new).collect(),
        })?,
        false => print(&page(&suggested, &counts, &namesakes, limit))?,
    }
    Ok(status)
}

fn page(suggested: &[Suggested], counts: &Counts, namesakes: &[Namesakes], limit: usize) -> String {
    if suggested.is_empty() && namesakes.is_empty() {
        return "nobody in the index seems to be there twice\n".to_string();
    }
    let faint = |line: &str| format!("{}\n", styled(line, FAINT));
    let mut text: String = suggested.iter().take(limit).map(|suggested| pair(suggested, counts)).collect();
    if suggested.len() > limit {
        text += &faint(&format!(
            "and {} more pairs: --limit {}",
            number((suggested.len() - limit) as u64),
            suggested.len()
        ));
    }
    if !suggested.is_empty() {
        let hint = "or, where they are two: dateline actors distinct NAME NAME";
        text += &format!("{}: {hint}\n", styled("hint", HINT));
    }
    if !namesakes.is_empty() {
        text += &format!(
            "\n{}\n",
            styled("Perhaps several people of one name: their articles have hardly anybody else in common", TITLE)
        );
        text += &namesakes.iter().take(limit).map(several).collect::<String>();
    }
    if namesakes.len() > limit {
        text += &faint(&format!(
            "and {} more names: --limit {}",
            number((namesakes.len() - limit) as u64),
            namesakes.len()
        ));
    }
    text
}

/// A name, and the company of each circle.
fn several(Namesakes { name, circles }: &Namesakes) -> String {
    format!("{} {}\n    {}\n", clean(&name.key.name), number(name.articles.into()), in_circles(circles))
}

/// `7 with Labour Party, London · 5 with Celtic`
pub fn in_circles(circles: &[Circle]) -> String {
    let names = |circle: &Circle| circle.with.iter().map(|key| clean(&key.name)).collect::<Vec<_>>().join(", ");
    circles.iter().map(|circle| format!("{} with {}", circle.articles, names(circle))).collect::<Vec<_>>().join(" · ")
}

impl Pair {
    fn new(Suggested { first, second, reason }: &Suggested, counts: &Counts) -> Pair {
        let row = |actor: &Key| Row::new(actor, counts.get(actor).copied().unwrap_or_default());
        Pair { first: row(first), second: row(second), reason: in_words(*reason) }
    }
}

impl Several {
    fn new(Namesakes { name, circles }: &Namesakes) -> Several {
        let names = |circle: &Circle| circle.with.iter().map(|key| key.name.clone()).collect();
        let circles = circles.iter().map(|circle| Group { articles: circle.articles, with: names(circle) });
        Several { name: Row::new(&name.key, name.articles.into()), circles: circles.collect() }
    }
}

/// Two lines: who, and the command.
fn pair(Suggested { first, second, reason }: &Suggested, counts: &Counts) -> String {
    let articles = |actor: &Key| number(counts.get(actor).copied().unwrap_or_default());
    let who = |actor: &Key| format!("{} {}", clean(&actor.name), articles(actor));
    // Where others have the name too, only the sort tells whom it means.
    let is_shared = |actor: &Key| {
        ActorKind::ALL
            .iter()
            .any(|&kind| kind != actor.kind && counts.contains_key(&Key::new(kind, actor.name.as_str())))
    };
    let of =
        if is_shared(first) || is_shared(second) { format!(" --type {}", first.kind.name()) } else { String::new() };
    let command = match first.kind == second.kind {
        true => format!("dateline actors merge {} {}{of}", quoted(&first.name), quoted(&second.name)),
        false => format!("dateline actors type {} {}", quoted(&first.name), first.kind.name()),
    };
    let why = styled(&format!("({}, {})", kinds_of(first.kind, second.kind), in_words(*reason)), FAINT);
    format!("{} · {}  {why}\n    {}\n", who(first), who(second), clean(&command))
}

fn kinds_of(one: ActorKind, other: ActorKind) -> String {
    if one == other { one.name().to_string() } else { format!("{} and {}", one.name(), other.name()) }
}

/// Why two may be one, in a few words.
fn in_words(reason: Reason) -> &'static str {
    match reason {
        Reason::Spelling => "spelled otherwise",
        Reason::Known => "known by both names",
        Reason::Order => "the same words in another order",
        Reason::MiddleName => "with and without a middle name",
        Reason::SecondSurname => "with and without a second surname",
        Reason::Initial => "an initial for the given name",
        Reason::Part => "a part of the name",
        Reason::Nickname => "a familiar form of the given name",
        Reason::OtherForm => "another form of the given name",
        Reason::Generation => "the elder and the younger, perhaps",
        Reason::LegalForm => "with and without its legal form",
        Reason::Acronym => "an acronym",
        Reason::Wording => "the same in other words",
        Reason::OtherKind => "the same name",
    }
}
