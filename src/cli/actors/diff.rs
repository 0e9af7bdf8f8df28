//! What a file of actors changes in the numbers of articles: `dateline actors diff`, and the same after each change.

use std::collections::HashMap;
use std::path::Path;

use dateline::actors::{ActorsFile, Key};
use dateline::search::{Request, Searcher};
use serde::Serialize;

use super::super::arguments::Common;
use super::super::failure::Failure;
use super::super::terminal::{FAINT, number, print, print_json, width};
use super::super::wrap::{clean, columns, shortened, styled};
use super::{Status, user_file};

/// An actor whose number of articles is another.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    name: String,
    r#type: &'static str,
    before: u64,
    after: u64,
}

#[derive(Serialize)]
struct Changes {
    changed: Vec<Changed>,
}

/// Runs `dateline actors diff`.
pub fn run(other: Option<&Path>, limit: usize, json: bool, common: &Common) -> Result<Status, Failure> {
    let searcher = user_file::searcher(common)?;
    let after = counts(&searcher, common)?;
    let before = match other {
        Some(path) => user_file::of(path)?,
        None => ActorsFile::default(),
    };
    let before = counts(&searcher.with_actors(before), common)?;
    let changed = changes(&before, &after);
    if json {
        print_json(&Changes { changed })?;
        return Ok(Status::Done);
    }
    if changed.is_empty() {
        print("no number of articles is another\n")?;
        return Ok(Status::Done);
    }
    print(&rows(&changed, limit, width()))?;
    Ok(Status::Done)
}

/// How many articles name each actor.
pub fn counts(searcher: &Searcher, common: &Common) -> Result<HashMap<Key, u64>, Failure> {
    Ok(searcher.actors(&Request::new("", common.today()))?.into_iter().collect())
}

/// The actors whose numbers differ, the greatest change first.
pub fn changes(before: &HashMap<Key, u64>, after: &HashMap<Key, u64>) -> Vec<Changed> {
    let number = |counts: &HashMap<Key, u64>, actor| counts.get(actor).copied().unwrap_or_default();
    let gone = before.keys().filter(|actor| !after.contains_key(*actor));
    let mut changed: Vec<Changed> = after
        .keys()
        .chain(gone)
        .map(|actor| Changed {
            name: actor.name.clone(),
            r#type: actor.kind.name(),
            before: number(before, actor),
            after: number(after, actor),
        })
        .filter(|changed| changed.before != changed.after)
        .collect();
    changed.sort_by(|a, b| {
        let size = |changed: &Changed| changed.before.abs_diff(changed.after);
        (size(b), b.after, &a.name, a.r#type).cmp(&(size(a), a.after, &b.name, b.r#type))
    });
    changed
}

/// The changes as a table.
pub fn rows(changed: &[Changed], limit: usize, width: usize) -> String {
    let shown = &changed[..changed.len().min(limit)];
    let digits = |of: fn(&Changed) -> u64| shown.iter().map(|c| number(of(c)).len()).max().unwrap_or_default();
    let (before, after) = (digits(|c| c.before), digits(|c| c.after));
    let names: Vec<String> =
        shown.iter().map(|c| shortened(&clean(&c.name), width.saturating_sub(16 + before + after).max(8))).collect();
    let widest = names.iter().map(|name| columns(name)).max().unwrap_or_default();
    let mut table = String::new();
    for (name, changed) in names.iter().zip(shown) {
        let gap = " ".repeat(widest - columns(name));
        let kind = styled(&format!("{:6}", changed.r#type), FAINT);
        let (from, to) = (number(changed.before), number(changed.after));
        table += &format!("  {name}{gap}  {kind}  {from:>before$} → {to:>after$}\n");
    }
    if changed.len() > shown.len() {
        let more = number((changed.len() - shown.len()) as u64);
        table += &format!("  {}\n", styled(&format!("and {more} more"), FAINT));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::annotate::ActorKind;

    #[test]
    fn what_changed_most_comes_first() {
        let counts = |counts: &[(&str, u64)]| {
            counts.iter().map(|(name, number)| (Key::new(ActorKind::Person, *name), *number)).collect()
        };
        let before = counts(&[("A", 3), ("B", 12), ("C", 4)]);
        let changed = changes(&before, &counts(&[("A", 15), ("C", 4), ("D", 1)]));
        let shown: Vec<_> = changed.iter().map(|c| (c.name.as_str(), c.before, c.after)).collect();
        assert_eq!(shown, [("A", 3, 15), ("B", 12, 0), ("D", 0, 1)]);
        let table = anstream::adapter::strip_str(&rows(&changed, 2, 60)).to_string();
        assert_eq!(table, "  A  person   3 → 15\n  B  person  12 →  0\n  and 1 more\n");
    }
}
