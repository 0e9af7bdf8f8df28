//! `dateline actors suggest`: who may be one and the same, each with the command that says so.

use dateline::actors::variants::Reason;
use dateline::annotate::ActorKind;
use dateline::search::Suggested;
use serde::Serialize;

use super::super::arguments::Common;
use super::super::failure::Failure;
use super::super::terminal::{FAINT, HINT, number, print, print_json};
use super::super::typed::quoted;
use super::super::wrap::{clean, styled};
use super::list::Row;
use super::{Status, user_file};

#[derive(Serialize)]
struct Pair {
    first: Row,
    second: Row,
    reason: &'static str,
}

#[derive(Serialize)]
struct Pairs {
    suggestions: Vec<Pair>,
}

/// Runs the command.
pub fn run(limit: usize, json: bool, kinds: Vec<ActorKind>, common: &Common) -> Result<Status, Failure> {
    let mut suggested = user_file::searcher(common)?.suggestions()?;
    suggested.retain(|pair| kinds.contains(&pair.first.key.kind));
    if json {
        let pairs = suggested.iter().map(|Suggested { first, second, reason }| Pair {
            first: Row::new(&first.key, first.articles.into()),
            second: Row::new(&second.key, second.articles.into()),
            reason: in_words(*reason),
        });
        print_json(&Pairs { suggestions: pairs.collect() })?;
    } else if suggested.is_empty() {
        print("nobody in the index seems to be there twice\n")?;
    } else {
        let mut text: String = suggested.iter().take(limit).map(pair).collect();
        let more = suggested.len().saturating_sub(limit);
        if more > 0 {
            let line = format!("and {} more pairs: --limit {}", number(more as u64), suggested.len());
            text += &format!("{}\n", styled(&line, FAINT));
        }
        let hint = "or, where they are two: dateline actors distinct NAME NAME";
        text += &format!("{}: {hint}\n", styled("hint", HINT));
        print(&text)?;
    }
    Ok(if suggested.is_empty() { Status::Nothing } else { Status::Done })
}

/// Two lines: who, and the command.
fn pair(Suggested { first, second, reason }: &Suggested) -> String {
    let who = |counted: &dateline::actors::Counted| {
        format!("{} {}", clean(&counted.key.name), number(counted.articles.into()))
    };
    let (one, other) = (&first.key, &second.key);
    let command = match one.kind == other.kind {
        true => format!("dateline actors merge {} {}", quoted(&one.name), quoted(&other.name)),
        false => format!("dateline actors type {} {}", quoted(&one.name), one.kind.name()),
    };
    let why = styled(&format!("({}, {})", kinds_of(one.kind, other.kind), in_words(*reason)), FAINT);
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
