//! `dateline index`: brings the index up to date and says what was done and what was skipped.

use std::path::PathBuf;

use dateline::index::{IndexDirectory, IndexError, OptionChange, RefreshOptions, Report};
use dateline::search::{AuditCounts, Searcher};
use serde::Serialize;

use super::arguments::{Common, IndexArguments};
use super::failure::{Failure, hints};
use super::progress::ProgressLine;
use super::terminal::{complain, count, number, print, print_json};
use super::typed::Typed;
use super::{Status, audit, list, location, remembered, skips};

/// Runs the command.
pub fn run(arguments: &IndexArguments, common: &Common, typed: &Typed) -> Result<Status, Failure> {
    let named = common.index.as_deref();
    // Before an index is made: a typing error should leave no empty one behind.
    if let Some(missing) = arguments.paths.iter().find(|path| !path.exists()) {
        return Err(IndexError::MissingRoot(missing.clone()).into());
    }
    let listed = arguments.list_file.as_deref().map(list::read).transpose()?.unwrap_or_default();
    let (directory, is_new) = if arguments.paths.is_empty() && listed.is_empty() {
        (IndexDirectory::open(&location::existing(named)?)?, false)
    } else {
        let path = location::existing_or_new(named)?;
        let is_new = !path.exists();
        (IndexDirectory::open_or_create(&path)?, is_new)
    };
    let options = RefreshOptions {
        threads: arguments.threads.map(usize::from),
        change: OptionChange { forget: arguments.forget_options, ..arguments.reading.change() },
        listed,
        ..RefreshOptions::new(common.today())
    };
    let report = refresh(&directory, &arguments.paths, &options)?;
    let path = directory.path().to_path_buf();
    let counts = Searcher::new(directory)?.audit(&[])?.counts();
    if arguments.json {
        print_json(&ReportJson { report: &report, audit: counts })?;
    } else {
        print(&summary(&report))?;
        remembered::tell(&report.roots, &options.change);
        skips::complain_of(&report.skipped, &path, typed);
        if let Some(line) = audit::summary(&counts, &path) {
            print(&line)?;
        }
        if is_new && report.articles > 0 {
            complain(&hints(&[location::command("search", &path) + " WORDS"]));
        }
    }
    Ok(if report.skipped.is_empty() { Status::Done } else { Status::Skips })
}

/// The report, and what there is to know of all that is in the index now.
#[derive(Serialize)]
struct ReportJson<'a> {
    #[serde(flatten)]
    report: &'a Report,
    audit: AuditCounts,
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
}
