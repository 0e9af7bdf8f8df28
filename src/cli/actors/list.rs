//! `dateline actors [NAME]`: who is in most articles, or who is called so.

use dateline::actors::Key;
use dateline::search::Request;
use serde::Serialize;

use super::super::arguments::{ActorsArguments, Common};
use super::super::bars::{bar, row};
use super::super::failure::{Failure, hints};
use super::super::terminal::{FAINT, complain, number, print, print_json, width};
use super::super::typed::quoted;
use super::super::wrap::{clean, columns, shortened, styled};
use super::{Status, kinds, page, user_file};

/// Actors that are shown where nothing is said.
const SHOWN: usize = 30;
/// Columns of the longest bar.
const BAR: usize = 24;

/// An actor and its number of articles.
#[derive(Serialize)]
pub struct Row {
    name: String,
    r#type: &'static str,
    articles: u64,
}

impl Row {
    /// The row of an actor.
    pub fn new(actor: &Key, articles: u64) -> Row {
        Row { name: actor.name.clone(), r#type: actor.kind.name(), articles }
    }
}

#[derive(Serialize)]
struct Listed {
    actors: Vec<Row>,
}

/// Runs the command.
pub fn run(arguments: &ActorsArguments, common: &Common) -> Result<Status, Failure> {
    let searcher = user_file::searcher(common)?;
    let kinds = kinds(arguments.kind);
    let request = Request { evidence: arguments.filters.evidence(), ..Request::new("", common.today()) };
    let mut actors = searcher.actors(&request)?;
    actors.retain(|(actor, _)| kinds.contains(&actor.kind));
    let name = &arguments.words.join(" ");
    if name.is_empty() {
        return table(&actors, arguments);
    }
    let table_of_names = searcher.table()?;
    let called = table_of_names.called(name, &kinds);
    let choices = match called.actors.is_empty() && !called.hides {
        true => table_of_names.containing(name, &kinds),
        false => called.actors,
    };
    match &choices[..] {
        [actor] => page::show(&searcher, actor, arguments.json, &request),
        [] => nobody(name, called.hides, arguments),
        _ => {
            actors.retain(|(actor, _)| choices.contains(actor));
            table(&actors, arguments)
        }
    }
}

fn nobody(name: &str, is_hidden: bool, arguments: &ActorsArguments) -> Result<Status, Failure> {
    if arguments.json {
        print_json(&Listed { actors: Vec::new() })?;
    }
    let (fact, advice) = match is_hidden {
        true => {
            (format!("{name:?} is hidden by your file of actors."), format!("dateline actors unhide {}", quoted(name)))
        }
        false => (format!("No article names {name:?}."), "dateline actors lists who is in most articles".to_string()),
    };
    complain(&format!("{}\n{}", clean(&fact), hints(&[advice])));
    Ok(Status::Nothing)
}

fn table(actors: &[(Key, u64)], arguments: &ActorsArguments) -> Result<Status, Failure> {
    let limit = arguments.limit.unwrap_or(if arguments.json { usize::MAX } else { SHOWN });
    let shown = &actors[..actors.len().min(limit)];
    if arguments.json {
        print_json(&Listed { actors: shown.iter().map(|(actor, articles)| Row::new(actor, *articles)).collect() })?;
    } else {
        print(&rows(shown, actors.len(), width()))?;
    }
    Ok(if actors.is_empty() { Status::Nothing } else { Status::Done })
}

/// Actors with what they are, their numbers of articles and bars.
fn rows(actors: &[(Key, u64)], all: usize, width: usize) -> String {
    let most = actors.iter().map(|(_, articles)| *articles).max().unwrap_or(1);
    let digits = number(most).len();
    let room = width.saturating_sub(2 + 8 + digits + 2 + BAR).max(8);
    let names: Vec<String> = actors.iter().map(|(actor, _)| shortened(&clean(&actor.name), room)).collect();
    let widest = names.iter().map(|name| columns(name)).max().unwrap_or_default();
    let mut table = String::new();
    for (name, (actor, articles)) in names.iter().zip(actors) {
        let gap = " ".repeat(widest - columns(name));
        let kind = styled(&format!("{:6}", actor.kind.name()), FAINT);
        table += &row(&format!("{name}{gap}  {kind}  {:>digits$}", number(*articles)), &bar(*articles, most, BAR));
    }
    if all > actors.len() {
        table += &format!("  {}\n", styled(&format!("and {} more", number((all - actors.len()) as u64)), FAINT));
    }
    table
}
