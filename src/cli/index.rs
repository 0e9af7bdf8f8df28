//! `dateline index`: brings the index up to date and says what was done and what was skipped.

use std::path::PathBuf;

use dateline::index::{IndexDirectory, IndexError, RefreshOptions, Report, Skipped};
use dateline::read::WalkOptions;

use super::arguments::{Common, IndexArguments};
use super::failure::{Failure, hints};
use super::progress::ProgressLine;
use super::terminal::{NOTE, complain, count, current_folder, number, print, print_json, record};
use super::wrap::{clean, styled};
use super::{Status, location};

/// Examples that are shown of each reason for skipping.
const EXAMPLES: usize = 5;

/// Runs the command.
pub fn run(arguments: &IndexArguments, common: &Common) -> Result<Status, Failure> {
    let named = common.index.as_deref();
    // Before an index is made: a typing error should leave no empty one behind.
    if let Some(missing) = arguments.paths.iter().find(|path| !path.exists()) {
        return Err(IndexError::MissingRoot(missing.clone()).into());
    }
    let (directory, is_new) = if arguments.paths.is_empty() {
        (IndexDirectory::open(&location::existing(named)?)?, false)
    } else {
        let path = location::existing_or_new(named)?;
        let is_new = !path.exists();
        (IndexDirectory::open_or_create(&path)?, is_new)
    };
    let options = RefreshOptions {
        threads: arguments.threads.map(usize::from),
        input_format: arguments.input.format(),
        walk: WalkOptions { hidden: arguments.hidden },
        ..RefreshOptions::new(common.today())
    };
    let report = refresh(&directory, &arguments.paths, &options)?;
    if arguments.json {
        print_json(&report)?;
    } else {
        print(&summary(&report))?;
        complain_of_skips(&report.skipped);
        if is_new && report.articles > 0 {
            complain(&hints(&["dateline search WORDS".to_string()]));
        }
    }
    Ok(if report.skipped.is_empty() { Status::Done } else { Status::Skips })
}

/// Refreshes with a line of progress.
pub fn refresh(directory: &IndexDirectory, paths: &[PathBuf], options: &RefreshOptions) -> Result<Report, IndexError> {
    let progress = ProgressLine::new();
    directory.refresh(paths, options, &progress)
}

/// `Indexed 2,225 articles: 2,225 added in 1.2 s (4.1 MB/s)`
fn summary(report: &Report) -> String {
    let counts = [
        (report.added, "added"),
        (report.updated, "updated"),
        (report.moved, "moved"),
        (report.removed, "removed"),
        (report.unchanged, "unchanged"),
    ];
    let done: Vec<String> =
        counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", number(*n))).collect();
    let done = if done.is_empty() { "nothing to do".to_string() } else { done.join(", ") };
    let changed = report.added + report.updated > 0 && report.seconds > 0.0;
    let rate =
        if changed { format!(" ({:.1} MB/s)", report.bytes as f64 / 1e6 / report.seconds) } else { String::new() };
    format!("Indexed {}: {done} in {:.1} s{rate}\n", count(report.articles, "article"), report.seconds)
}

fn complain_of_skips(skipped: &[Skipped]) {
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
            lines += &format!("      and {} more (--json lists them all)\n", number((records.len() - EXAMPLES) as u64));
        }
    }
    complain(&lines);
}

/// Skips by reason, the commonest first. Reasons that differ only in the particulars at their end, which stand in parentheses, are one.
fn by_reason(skipped: &[Skipped]) -> Vec<(&str, Vec<&Skipped>)> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_what_was_done() {
        let report =
            Report { added: 2225, articles: 2300, unchanged: 75, bytes: 5_000_000, seconds: 1.25, ..Report::default() };
        assert_eq!(summary(&report), "Indexed 2,300 articles: 2,225 added, 75 unchanged in 1.2 s (4.0 MB/s)\n");
        assert_eq!(summary(&Report::default()), "Indexed 0 articles: nothing to do in 0.0 s\n");
    }

    #[test]
    fn skips_are_put_together_by_reason() {
        let reasons = ["jsonl: cut off (line 3)", "empty", "not text (binary data)", "jsonl: cut off (line 9)"];
        let skip = |reason: &&str| Skipped { record: "a".into(), reason: reason.to_string() };
        let skipped: Vec<Skipped> = reasons.iter().map(skip).collect();
        let groups: Vec<(&str, usize)> =
            by_reason(&skipped).into_iter().map(|(reason, skips)| (reason, skips.len())).collect();
        assert_eq!(groups, [("jsonl: cut off", 2), ("empty", 1), ("not text (binary data)", 1)]);
    }
}
