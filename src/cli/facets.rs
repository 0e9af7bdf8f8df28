//! `dateline facets`, and facets as tables with bars wherever they are shown.

use dateline::search::{FacetCounts, FacetName, Facets, Request};

use super::arguments::{Common, FacetsArguments};
use super::bars::{bar, row};
use super::failure::Failure;
use super::terminal::{FAINT, TITLE, count, number, print, print_json, width};
use super::typed::Typed;
use super::wrap::{columns, shortened, styled};
use super::{Status, search, user_file};

/// What is counted when nothing is named.
const USUAL: [FacetName; 9] = [
    FacetName::Person,
    FacetName::Org,
    FacetName::Place,
    FacetName::Date,
    FacetName::Source,
    FacetName::Section,
    FacetName::Topic,
    FacetName::Author,
    FacetName::Language,
];
/// Values of each that are shown when nothing is named.
const SHOWN: usize = 10;
/// Columns of the longest bar.
const BAR: usize = 24;

/// Runs the command.
pub fn run(arguments: &FacetsArguments, common: &Common, typed: &Typed) -> Result<Status, Failure> {
    let most = (!arguments.json).then_some(SHOWN);
    let usual = || USUAL.iter().map(|&facet| (facet, most)).collect();
    let facets = if arguments.facets.is_empty() { usual() } else { arguments.facets.clone() };
    let values = arguments.values();
    let request =
        Request { any: arguments.any, facets, values, ..common.request(&arguments.words, &arguments.filters) };
    let searcher = user_file::searcher(common)?;
    let answer = searcher.facets(&request)?;
    if arguments.json {
        print_json(&answer)?;
    } else {
        search::complain_of(&answer.complaints, &request, searcher.queries(), typed);
        // Where nothing has all that is chosen, one sees what else there is to choose.
        if answer.facets.0.iter().any(|counts| !counts.values.is_empty()) {
            print(&format!("{}\n{}", count(answer.matches, "article"), tables(&answer.facets, width())))?;
        }
    }
    if answer.matches == 0 && !arguments.json {
        search::complain_of_nothing(&request, typed);
    }
    Ok(if answer.matches > 0 { Status::Done } else { Status::Nothing })
}

/// Facets as tables; those without values are only named.
pub fn tables(facets: &Facets, width: usize) -> String {
    let (empty, counted): (Vec<_>, Vec<_>) = facets.0.iter().partition(|counts| counts.values.is_empty());
    let mut tables: String = counted.into_iter().map(|counts| table(counts, width)).collect();
    if !empty.is_empty() {
        let names: Vec<&str> = empty.iter().map(|counts| counts.facet.name()).collect();
        tables += &format!("\n{}\n", styled(&format!("none: {}", names.join(", ")), FAINT));
    }
    tables
}

fn table(counts: &FacetCounts, width: usize) -> String {
    let others = if counts.is_of_choice { styled("  counted as if none were chosen", FAINT) } else { String::new() };
    let mut table = format!("\n{}{others}\n", styled(counts.facet.name(), TITLE));
    let most = counts.values.iter().map(|v| v.articles).max().unwrap_or(1).max(1);
    let digits = number(most).len();
    let room = width.saturating_sub(2 + 2 + digits + 2 + BAR).max(8);
    let names: Vec<String> = names(counts).iter().map(|name| shortened(name, room)).collect();
    let widest = names.iter().map(|name| columns(name)).max().unwrap_or_default();
    for (name, value) in names.iter().zip(&counts.values) {
        let gap = " ".repeat(widest - columns(name));
        let articles = number(value.articles);
        let line = row(&format!("{name}{gap}  {articles:>digits$}"), &bar(value.articles, most, BAR));
        table += &if value.chosen { line.replacen("  ", "✓ ", 1) } else { line };
    }
    let more = counts.distinct.saturating_sub(counts.values.len());
    if more > 0 {
        let which = match counts.facet {
            FacetName::Date => "earlier",
            FacetName::About => "with fewer articles",
            _ => "more",
        };
        table += &format!("  {}\n", styled(&format!("and {} {which}", number(more as u64)), FAINT));
    }
    table
}

/// What values are called; of dates, those that say less than others say so.
fn names(counts: &FacetCounts) -> Vec<String> {
    let is_of_dates = matches!(counts.facet, FacetName::Date | FacetName::About);
    let longest = counts.values.iter().map(|v| v.value.len()).max().unwrap_or_default();
    let name = |value: &str| match value.len() {
        4 if is_of_dates && longest > 4 => format!("{value}, no month"),
        7 if is_of_dates && longest > 7 => format!("{value}, no day"),
        _ => value.to_string(),
    };
    counts.values.iter().map(|v| name(&v.value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::search::FacetValue;

    #[test]
    fn tables_are_aligned() {
        let value = |value: &str, articles| FacetValue::plain(value.to_string(), articles);
        let values = vec![value("喀布尔", 1200), value("António Guterres", 600), value("x", 1)];
        let shown = table(&FacetCounts { facet: FacetName::Actor, values, distinct: 5, is_of_choice: false }, 60);
        let shown = anstream::adapter::strip_str(&shown).to_string();
        let lines: Vec<&str> = shown.lines().skip(1).collect();
        assert_eq!(lines[0], "actor");
        assert_eq!(lines[1], format!("  喀布尔            1,200  {}", "█".repeat(24)));
        assert_eq!(lines[2], format!("  António Guterres    600  {}", "█".repeat(12)));
        assert_eq!(lines[3], "  x                     1  ▏");
        assert_eq!(lines[4], "  and 2 more");
    }

    #[test]
    fn dates_that_say_less_than_others_say_so() {
        let value = |value: &str| FacetValue::plain(value.to_string(), 1);
        let shown = |values: &[&str], facet| {
            let values = values.iter().map(|v| value(v)).collect();
            names(&FacetCounts { facet, values, distinct: 3, is_of_choice: false })
        };
        let days = ["2021", "2021-08", "2021-08-15"];
        assert_eq!(shown(&days, FacetName::About), ["2021, no month", "2021-08, no day", "2021-08-15"]);
        assert_eq!(shown(&["2020", "2021"], FacetName::Date), ["2020", "2021"]);
        assert_eq!(shown(&["2021", "El Mundo"], FacetName::Source), ["2021", "El Mundo"]);
    }
}
