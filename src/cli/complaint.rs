//! What is wrong with a query, pointed at. Knows no index.

use dateline::search::syntax::{Complaint, ComplaintKind, FIELDS, Field};

use super::terminal::{ERROR, HINT, NOTE};
use super::typed::Typed;
use super::wrap::{clean, columns, styled};

/// More of them would hide the first.
const MOST: usize = 5;
/// Columns of a query that are shown on either side of what is wrong.
const AROUND: usize = 40;

/// Complaints about the text of a query or a filter, with the corrected command.
pub fn block(text: &str, complaints: &[Complaint], is_error: bool, typed: &Typed) -> String {
    let (word, style) = if is_error { ("error", ERROR) } else { ("note", NOTE) };
    let mut lines = String::new();
    for complaint in complaints.iter().take(MOST) {
        lines += &format!("{style}{word}{style:#}: {}\n{}", clean(&complaint.message), pointed(text, complaint));
    }
    if complaints.len() > MOST {
        lines += &format!("{style}{word}{style:#}: and {} more\n", complaints.len() - MOST);
    }
    let suggestion = complaints.iter().find_map(|c| c.suggestion.as_deref());
    let hints = match suggestion {
        Some(suggestion) => vec![corrected(text, suggestion, typed).to_string()],
        None => complaints.iter().find_map(advice).into_iter().chain(meant_for_word(text, complaints, typed)).collect(),
    };
    hints.iter().for_each(|hint| lines += &format!("{}: {}\n", styled("hint", HINT), clean(hint)));
    lines
}

/// The command in which `--about` has no range, and what looked like one is a word of the query.
fn meant_for_word(text: &str, complaints: &[Complaint], typed: &Typed) -> Option<String> {
    let is_about = |c: &Complaint| matches!(c.kind, ComplaintKind::Date { field: Field::About, .. });
    let value = text.strip_prefix("about:").map(unquoted).filter(|_| typed.is_timeline())?;
    let changed = typed.with_value_for_word("about", value);
    let is_filter = changed != *typed && complaints.iter().any(is_about);
    is_filter.then(|| format!("or, where {value} is a word to look for: {changed}"))
}

/// The text on a line of its own, and a line of carets under what is wrong.
fn pointed(text: &str, complaint: &Complaint) -> String {
    let span = complaint.span.start.min(text.len())..complaint.span.end.min(text.len());
    let (Some(before), Some(wrong)) = (text.get(..span.start), text.get(span.clone())) else { return String::new() };
    let (left, cut) = end_of(before, AROUND);
    let (wrong, _) = start_of(wrong, AROUND);
    let (right, cut_right) = start_of(&text[span.start + wrong.len()..], AROUND);
    let ellipsis = |cut| if cut { "…" } else { "" };
    let line = format!("{}{left}{wrong}{right}{}", ellipsis(cut), ellipsis(cut_right));
    let indent = usize::from(cut) + columns(left);
    format!("  {}\n  {}{}\n", clean(&line), " ".repeat(indent), "^".repeat(columns(wrong).max(1)))
}

fn start_of(text: &str, most: usize) -> (&str, bool) {
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    (&text[..end], end < text.len())
}

fn end_of(text: &str, most: usize) -> (&str, bool) {
    let start = text.char_indices().rev().nth(most.saturating_sub(1)).map_or(0, |(at, _)| at);
    (&text[start..], start > 0)
}

/// The whole command with the query, or the filter that `text` is, corrected.
fn corrected(text: &str, suggestion: &str, typed: &Typed) -> Typed {
    for row in FIELDS {
        let after = |text| str::strip_prefix(text, row.name).and_then(|rest| rest.strip_prefix(':')).map(unquoted);
        let (Some(old), Some(new)) = (after(text), after(suggestion)) else { continue };
        let changed = typed.with_value(row.name, old, new);
        if changed != *typed {
            return changed;
        }
    }
    typed.with_query(suggestion, typed.words_before_query())
}

fn unquoted(value: &str) -> &str {
    let inside = |open, close| value.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
    inside('"', '"').or_else(|| inside('«', '»')).unwrap_or(value)
}

/// What to do where the correction cannot be guessed.
fn advice(complaint: &Complaint) -> Option<String> {
    match &complaint.kind {
        ComplaintKind::UnknownField { .. } => {
            let names: Vec<&str> = FIELDS.iter().map(|row| row.name).collect();
            Some(format!("the fields are {}; put quotes around words with a colon", names.join(", ")))
        }
        ComplaintKind::Date { .. } => Some(
            "dates are 2021, 2021-08, 2021-08-15, 2021-08..2021-09-10, 2021.., ..2020, yesterday, \"last month\""
                .to_string(),
        ),
        ComplaintKind::UnknownQuery { known, .. } if known.is_empty() => {
            Some("save it first: dateline query save NAME QUERY...".to_string())
        }
        ComplaintKind::Saved { name, .. } => {
            Some(format!("mend it in queries.toml, or save another: dateline query save {name} QUERY..."))
        }
        ComplaintKind::NotInField { field: Field::Query, .. } => Some("dateline query lists the names".to_string()),
        ComplaintKind::TooManyWords { .. } => Some("say more letters of the word".to_string()),
        ComplaintKind::NotInField { .. } => {
            Some("leave the sign away: names are found by any of their words, in whatever case".to_string())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::calendar::Day;
    use dateline::search::syntax::parse;
    use std::ffi::OsString;

    fn shown(text: &str, arguments: &[&str]) -> String {
        let typed = Typed::new(&["dateline", "search"].iter().chain(arguments).map(OsString::from).collect::<Vec<_>>());
        let block = block(text, &parse(text, Day::from_ymd(2026, 1, 1).unwrap()).complaints, true, &typed);
        anstream::adapter::strip_str(&block).to_string()
    }

    #[test]
    fn carets_stand_under_what_is_wrong() {
        let expected = "error: there is no field \"perosn\"\n  喀布尔 perosn:x\n         ^^^^^^^\nhint: dateline search --any '喀布尔 person:x'\n";
        assert_eq!(shown("喀布尔 perosn:x", &["喀布尔", "--any", "perosn:x"]), expected);
    }

    #[test]
    fn filters_are_corrected_where_they_stand() {
        let shown = shown("date:2021-02-30", &["kabul", "--date=2021-02-30", "--date", "2020"]);
        assert!(shown.ends_with("hint: dateline search --date 2021-02-28 --date 2020 kabul\n"), "{shown}");
    }

    #[test]
    fn what_stands_behind_about_may_be_a_word() {
        let arguments = ["dateline", "timeline", "--about", "9/11", "x"].map(OsString::from);
        let text = "about:\"9/11\"";
        let block = block(text, &parse(text, Day::MAX).complaints, true, &Typed::new(&arguments));
        let last = "hint: or, where 9/11 is a word to look for: dateline timeline --about -- 9/11 x\n";
        assert!(anstream::adapter::strip_str(&block).to_string().ends_with(last), "{block}");
    }

    #[test]
    fn long_queries_are_cut() {
        let query = format!("{} perosn:{}", "é".repeat(3000), "b".repeat(3000));
        let shown = shown(&query, &[&query]);
        let line = shown.lines().nth(1).unwrap();
        let caret = shown.lines().nth(2).unwrap();
        assert!(line.starts_with("  …é") && line.ends_with("b…") && columns(line) < 100, "{line}");
        assert_eq!(caret.trim_start(), "^^^^^^^");
        assert_eq!(columns(&line[..line.find("perosn").unwrap()]), caret.find('^').unwrap());
    }
}
