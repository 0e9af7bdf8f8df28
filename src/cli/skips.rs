//! Skipped records as people read them: put together by reason, with a few examples of each, and what to do about those that a limit or a
//! missing name stopped.

use std::path::Path;

use dateline::index::{LimitName, SkipKind, Skipped};

use super::failure::hints;
use super::location;
use super::terminal::{NOTE, complain, count, current_folder, number, record};
use super::typed::Typed;
use super::wrap::{clean, styled};

/// Examples that are shown of each reason for skipping.
const EXAMPLES: usize = 5;

/// Says what was skipped and why, with the command that reads it, where there is one.
pub fn complain_of(skipped: &[Skipped], index: &Path, typed: &Typed) {
    if skipped.is_empty() {
        return;
    }
    let folder = current_folder();
    let mut lines = format!("{}: {} skipped\n", styled("note", NOTE), count(skipped.len() as u64, "record"));
    for (reason, records) in by_reason(skipped) {
        lines += &format!("  {} × {}\n", number(records.len() as u64), clean(reason));
        for skip in records.iter().take(EXAMPLES) {
            let detail = skip.reason.strip_prefix(reason).unwrap_or_default();
            lines += &format!("      {}{}\n", record(&skip.record, &folder), clean(detail));
        }
        if records.len() > EXAMPLES {
            let left = number((records.len() - EXAMPLES) as u64);
            let command = location::command("audit", index);
            lines += &format!("      and {left} more ({command} --only skipped,empty --all lists them)\n");
        }
    }
    complain(&(lines + &hints(&advice(skipped, typed))));
}

/// Skips by reason, the commonest first. Reasons that differ only in the particulars at their end, which stand in parentheses, are one.
pub fn by_reason(skipped: &[Skipped]) -> Vec<(&str, Vec<&Skipped>)> {
    let mut groups: Vec<(&str, Vec<&Skipped>)> = Vec::new();
    for skip in skipped {
        let reason = skip.reason.split_once(" (").map_or(skip.reason.as_str(), |(reason, _)| reason);
        match groups.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, skips)) => skips.push(skip),
            None => groups.push((reason, vec![skip])),
        }
    }
    for (reason, skips) in &mut groups {
        if skips.iter().all(|skip| skip.reason == skips[0].reason) {
            *reason = &skips[0].reason;
        }
    }
    groups.sort_by_key(|(_, skips)| std::cmp::Reverse(skips.len()));
    groups
}

/// The command that would read what a limit stopped.
fn advice(skipped: &[Skipped], typed: &Typed) -> Vec<String> {
    let mut options: Vec<(&str, String)> = Vec::new();
    for limit in [
        LimitName::Record,
        LimitName::File,
        LimitName::Unpacked,
        LimitName::Nesting,
        LimitName::Depth,
        LimitName::OpenTags,
    ] {
        let needed = skipped.iter().filter_map(|skip| match skip.kind {
            SkipKind::Beyond(beyond, needed) if beyond == limit => Some(needed),
            _ => None,
        });
        options.extend(needed.max().map(|needed| (option(limit), value(limit, needed))));
    }
    let mut advice = Vec::new();
    if skipped.iter().any(|skip| skip.kind == SkipKind::Nameless) && !typed.has(&["map"]) {
        let command = typed.with_option("map", "title=NAME,text=NAME");
        advice.push(format!("name the fields that hold them: {command}"));
    }
    if !options.is_empty() {
        let command = options.iter().fold(typed.clone(), |typed, (name, value)| typed.with_option(name, value));
        advice.push(format!("to read what is beyond a limit, repeat with it raised: {command}"));
    }
    advice
}

fn option(limit: LimitName) -> &'static str {
    match limit {
        LimitName::Record => "max-record",
        LimitName::File => "max-file",
        LimitName::Nesting => "max-nesting",
        LimitName::Unpacked => "max-unpacked",
        LimitName::Depth => "max-depth",
        LimitName::OpenTags => "max-open-tags",
    }
}

/// Somewhat more than is needed, in a round number.
fn value(limit: LimitName, needed: u64) -> String {
    match limit {
        LimitName::Nesting | LimitName::Depth | LimitName::OpenTags => needed.to_string(),
        _ => round_size(needed),
    }
}

fn round_size(bytes: u64) -> String {
    let (unit, letter) = [(1 << 30, 'G'), (1 << 20, 'M'), (1 << 10, 'k')]
        .into_iter()
        .find(|(unit, _)| bytes >= *unit)
        .unwrap_or((1 << 10, 'k'));
    let units = bytes.div_ceil(unit);
    let step = [1, 5, 10, 50].into_iter().rev().find(|step| units >= step * 4).unwrap_or(1);
    format!("{}{letter}", units.div_ceil(step) * step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsString;

    #[test]
    fn skips_are_put_together_by_reason() {
        let reasons = ["jsonl: cut off (line 3)", "empty", "not text (binary data)", "jsonl: cut off (line 9)"];
        let skipped: Vec<Skipped> = reasons.iter().map(|reason| Skipped::new("a", *reason)).collect();
        let groups: Vec<(&str, usize)> =
            by_reason(&skipped).into_iter().map(|(reason, skips)| (reason, skips.len())).collect();
        assert_eq!(groups, [("jsonl: cut off", 2), ("empty", 1), ("not text (binary data)", 1)]);
    }

    #[test]
    fn limits_are_raised_to_round_numbers() {
        let rounded: Vec<String> = [1, 2500, 190 << 20, (64 << 20) + 1, (2 << 30) + 5].map(round_size).to_vec();
        assert_eq!(rounded, ["1k", "3k", "190M", "70M", "3G"]);
    }

    #[test]
    fn the_hint_is_the_command_with_every_limit_that_is_needed() {
        let typed = ["dateline", "index", "a b", "--max-record", "1k", "--json"].map(OsString::from);
        let skip = |limit, needed| Skipped { kind: SkipKind::Beyond(limit, needed), ..Skipped::new("a", "large") };
        let skipped = [skip(LimitName::Record, 1500), skip(LimitName::Record, 3000), skip(LimitName::Nesting, 6)];
        assert_eq!(
            advice(&skipped, &Typed::new(&typed)),
            [
                "to read what is beyond a limit, repeat with it raised: dateline index --json --max-record 3k --max-nesting 6 'a b'"
            ]
        );
        assert!(advice(&[Skipped::new("a", "empty")], &Typed::new(&typed)).is_empty());
    }
}
