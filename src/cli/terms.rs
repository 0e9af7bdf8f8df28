//! `dateline terms`: the words, phrases and actors that some articles have more often than others.

use dateline::search::{Request, Significant, Unusual};

use super::arguments::{Common, TermsArguments};
use super::failure::Failure;
use super::terminal::{FAINT, TITLE, count, number, print, print_json, width};
use super::typed::Typed;
use super::wrap::{columns, shortened, styled};
use super::{Status, search, user_file};

/// Columns of the numbers and the space around them.
const NUMBERS: usize = 40;

/// Runs the command.
pub fn run(arguments: &TermsArguments, common: &Common, typed: &Typed) -> Result<Status, Failure> {
    let request = Request { any: arguments.any, ..common.request(&arguments.words, &arguments.filters) };
    let searcher = user_file::searcher(common)?;
    let found = searcher.significant(&request, arguments.limit)?;
    if arguments.json {
        print_json(&found)?;
    } else {
        search::complain_of(&found.complaints, &request, searcher.queries(), typed);
        match found.matches {
            0 => search::complain_of_nothing(&request, typed),
            _ => print(&page(&found, width()))?,
        }
    }
    Ok(if found.matches > 0 { Status::Done } else { Status::Nothing })
}

fn page(found: &Significant, width: usize) -> String {
    let copies = found.matches - found.texts;
    let without = if copies > 0 { format!(", {} without copies", number(found.texts)) } else { String::new() };
    let head = format!("{}{without}, beside all {}", count(found.matches, "article"), number(found.all_texts));
    let mut page = format!("{}\n", styled(&head, TITLE));
    for (name, values) in [("words", &found.words), ("phrases", &found.phrases), ("actors", &found.actors)] {
        page += &match values.is_empty() {
            true => format!("\n{}\n", styled(&format!("{name}: none is more frequent here than elsewhere"), FAINT)),
            false => table(name, values, found, width),
        };
    }
    page
}

fn table(name: &str, values: &[Unusual], found: &Significant, width: usize) -> String {
    let room = width.saturating_sub(NUMBERS).max(12);
    let names: Vec<String> = values.iter().map(|value| shortened(&value.value, room)).collect();
    let widest = names.iter().map(|name| columns(name)).chain([name.len()]).max().unwrap_or_default();
    let gap = |name: &str| " ".repeat(widest - columns(name));
    let head = format!("{name}{}    here  in all  more often", gap(name));
    let mut table = format!("\n  {}\n", styled(&head, FAINT));
    for (name, value) in names.iter().zip(values) {
        let (here, all) = (number(value.texts), number(value.all_texts));
        table += &format!("  {name}{}  {here:>6}  {all:>6}  {:>10}\n", gap(name), times(value, found));
    }
    table
}

/// How many times as great the share of the articles here is that have it, as that of the others.
fn times(value: &Unusual, found: &Significant) -> String {
    let elsewhere = value.all_texts - value.texts;
    if elsewhere == 0 {
        return "only here".to_string();
    }
    let share = |part: u64, whole: u64| part as f64 / whole as f64;
    let times = share(value.texts, found.texts) / share(elsewhere, found.all_texts - found.texts);
    if times < 10.0 { format!("{times:.1}×") } else { format!("{times:.0}×") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_more_frequent_here_is_shown_beside_the_rest() {
        let value = |value: &str, texts, all_texts| Unusual {
            value: value.to_string(),
            kind: None,
            texts,
            all_texts,
            strength: 30.0,
        };
        let found = Significant {
            matches: 22,
            texts: 20,
            all_texts: 1020,
            words: vec![value("Kabul", 20, 30), value("airlift", 4, 4), value("said", 15, 515)],
            phrases: vec![],
            actors: vec![value("喀布尔", 2, 3)],
            complaints: vec![],
        };
        let shown = anstream::adapter::strip_str(&page(&found, 80)).to_string();
        let expected = "\
22 articles, 20 without copies, beside all 1,020

  words      here  in all  more often
  Kabul        20      30        100×
  airlift       4       4   only here
  said         15     515        1.5×

phrases: none is more frequent here than elsewhere

  actors    here  in all  more often
  喀布尔       2       3        100×
";
        assert_eq!(shown, expected);
    }
}
