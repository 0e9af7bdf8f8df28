//! Lists of names in the text: names are put in, taken out and exchanged in the style of the list, and its comments stay.

use std::ops::Range;

use rustc_hash::FxHashSet;
use toml_edit::Array;

use super::lines::{comma, indent, line_end, line_start};
use super::splice::Splices;
use super::write::quoted;
use super::{Position, Written};

/// A list that would make a longer line has a line for each name.
const LONGEST_LINE: usize = 100;

/// A new list of names, behind a key of that many letters.
pub(super) fn list(names: &[Written], key: usize, newline: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(&name.text)).collect();
    let line = format!("[{}]", names.join(", "));
    if names.len() < 2 || key + line.chars().count() <= LONGEST_LINE {
        return line;
    }
    let lines: String = names.iter().map(|name| format!("    {name},{newline}")).collect();
    format!("[{newline}{lines}]")
}

/// Changes a list that says `before` to say `after`, of which at least one name is left or new. New names stand where old ones stood, as far as there
/// are some that go, and behind the others.
pub(super) fn change(
    splices: &mut Splices,
    text: &str,
    newline: &str,
    array: &Array,
    before: &[Written],
    after: &[Written],
) {
    let was: FxHashSet<Position> = before.iter().map(|name| name.at).collect();
    let is: FxHashSet<Position> = after.iter().map(|name| name.at).collect();
    let gone = (0..before.len()).filter(|&number| !is.contains(&before[number].at)).collect::<Vec<_>>();
    let new: Vec<String> = after.iter().filter(|name| !was.contains(&name.at)).map(|name| quoted(&name.text)).collect();
    let values = array.iter().map(|value| value.span().unwrap_or_default()).collect();
    let Range { start, end } = array.span().unwrap_or_default();
    let list = List { text, newline, values, start: start + 1, end: end.saturating_sub(1) };
    let exchanged = gone.len().min(new.len());
    for (&number, new) in gone.iter().zip(&new) {
        splices.replace(list.values[number].clone(), new.clone());
    }
    if gone.len() > exchanged {
        list.remove(splices, &gone[exchanged..]);
    } else if new.len() > exchanged {
        list.append(splices, &new[exchanged..]);
    }
}

/// A list of names as it stands in the text.
struct List<'t> {
    text: &'t str,
    newline: &'t str,
    values: Vec<Range<usize>>,
    /// Behind its opening bracket.
    start: usize,
    /// Where its closing bracket is.
    end: usize,
}

impl List<'_> {
    /// What stands between a value and the next, or the bracket.
    fn gap(&self, number: usize) -> Range<usize> {
        self.values[number].end..self.values.get(number + 1).map_or(self.end, |next| next.start)
    }

    fn comma(&self, number: usize) -> Option<usize> {
        comma(self.text, self.gap(number))
    }

    fn append(&self, splices: &mut Splices, new: &[String]) {
        let Some(last) = self.values.len().checked_sub(1) else {
            return splices.insert(self.start, new.join(", "));
        };
        let behind = self.values[last].end;
        let line = line_end(self.text, behind);
        let comma = self.comma(last);
        // Where the list goes on in the next line, each new name has one of its own.
        if line <= self.end && comma.is_none_or(|comma| comma < line) {
            let indent = indent(self.text, self.values[last].start).unwrap_or("    ");
            if comma.is_none() {
                splices.insert(behind, ",".to_string());
            }
            let lines = new.iter().map(|name| format!("{indent}{name},{}", self.newline)).collect();
            splices.insert(line, lines);
        } else {
            splices.insert(behind, new.iter().map(|name| format!(", {name}")).collect());
        }
    }

    /// Removes some values, not all, and what separated them. Their numbers are in order.
    fn remove(&self, splices: &mut Splices, gone: &[usize]) {
        for &number in gone {
            let Range { mut start, mut end } = self.values[number];
            if let Some(comma) = self.comma(number) {
                if self.text[end..comma].trim_matches([' ', '\t']).is_empty() {
                    end = comma + 1;
                } else {
                    splices.delete(comma..comma + 1);
                }
            }
            let blanks = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
            end += blanks(&self.text[end..self.end]);
            if indent(self.text, start).is_some() && self.text[end..].starts_with(['\r', '\n']) {
                (start, end) = (line_start(self.text, start), line_end(self.text, end));
            } else if end == self.end {
                start = self.text[..start].trim_end_matches([' ', '\t']).len();
            }
            splices.delete(start..end);
        }
        let last = self.values.len() - 1;
        if gone.last() == Some(&last) && self.comma(last).is_none() {
            let kept = (0..last).rev().find(|number| gone.binary_search(number).is_err());
            if let Some(comma) = kept.and_then(|kept| self.comma(kept)) {
                splices.delete(comma..comma + 1);
            }
        }
    }
}
