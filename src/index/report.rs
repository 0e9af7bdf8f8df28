//! What a refresh did, with every record that was skipped and why: the manifest before against the manifest after.

use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::manifest::{ArticleEntry, Manifest, SkipEntry};
use super::plan::{Job, Plan};
use super::root::{Root, is_below, owner};
use crate::read::SkipKind;

/// What a refresh did. Numbers count articles.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// New in the index.
    pub added: u64,
    /// Read again because their file has changed, or how it is to be read.
    pub updated: u64,
    /// Unchanged, in a file that has another path now.
    pub moved: u64,
    /// In files that have not changed.
    pub unchanged: u64,
    /// Gone from the index because they are gone from the disk.
    pub removed: u64,
    /// In the index now, under all its roots.
    pub articles: u64,
    /// Records below the refreshed roots that are no articles, in the order of the files.
    pub skipped: Vec<Skipped>,
    /// The roots that were refreshed, and how they are read.
    #[serde(skip)]
    pub roots: Vec<Root>,
    /// Bytes of the files that were read.
    pub bytes: u64,
    /// How long it took.
    pub seconds: f64,
}

/// A record that is no article, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// `path!member:line`.
    pub record: String,
    /// Why it was skipped.
    pub reason: String,
    /// What sort of reason that is.
    #[serde(skip)]
    pub kind: SkipKind,
}

impl Skipped {
    /// A record that could not be read.
    pub fn new(record: impl Into<String>, reason: impl Into<String>) -> Skipped {
        Skipped { record: record.into(), reason: reason.into(), kind: SkipKind::Unread }
    }

    /// A record of the manifest.
    pub(crate) fn of(path: &Path, skip: &SkipEntry) -> Skipped {
        let SkipEntry { position, reason, kind } = skip.clone();
        Skipped { record: format!("{}{position}", path.display()), reason, kind }
    }

    /// A file or folder that could not be opened.
    pub(crate) fn unopened(path: &Path, reason: String) -> Skipped {
        Skipped::new(path.display().to_string(), reason)
    }
}

impl Report {
    /// What changed between two manifests below the roots, by a plan that was carried out. Bytes and seconds are left at 0.
    pub(super) fn of(plan: &Plan, roots: &[PathBuf], old: &Manifest, new: &Manifest) -> Report {
        let unlisted = plan.skips.iter().map(|s| Skipped::unopened(&s.record.path, s.reason.to_string()));
        let mut report = Report { articles: new.articles(), skipped: unlisted.collect(), ..Report::default() };
        let mut refreshed: Vec<Root> = roots.iter().filter_map(|path| owner(&new.roots, path)).cloned().collect();
        refreshed.dedup();
        report.roots = refreshed;
        let moves = plan.jobs.iter().filter_map(|job| Some((&job.path, job.moved_from.as_ref()?)));
        let moved: FxHashMap<&PathBuf, &PathBuf> = moves.collect();
        // What is in the files may be the same, and yet be read otherwise, as the user wants it now.
        let is_as_before = |job: &&Job| old.files.get(&job.path).is_some_and(|before| before.relative == job.relative);
        let read_again: FxHashSet<&PathBuf> = plan.jobs.iter().filter(is_as_before).map(|job| &job.path).collect();
        for (path, entry) in new.files.iter().filter(|(path, _)| is_below(roots, path)) {
            let skips = entry.skips.iter().map(|skip| Skipped::of(path, skip));
            report.skipped.extend(skips);
            let from = moved.get(path).copied();
            let before = old.files.get(from.unwrap_or(path));
            let is_same = before.is_some_and(|b| (&b.hash, &b.articles) == (&entry.hash, &entry.articles));
            if from.is_none() && is_same && !read_again.contains(path) {
                report.unchanged += entry.articles.len() as u64;
                continue;
            }
            let (kept, added, removed) = changes(before.map_or(&[], |b| &b.articles), &entry.articles);
            *(if from.is_some() { &mut report.moved } else { &mut report.updated }) += kept;
            report.added += added;
            report.removed += removed;
        }
        let sources: FxHashSet<&PathBuf> = moved.values().copied().collect();
        let left = plan.gone.iter().filter(|path| !sources.contains(path));
        report.removed += left.filter_map(|p| old.files.get(p)).map(|f| f.articles.len() as u64).sum::<u64>();
        report
    }
}

/// How many articles of a file are there as before (by name), how many are new, and how many are gone.
fn changes(before: &[ArticleEntry], now: &[ArticleEntry]) -> (u64, u64, u64) {
    let mut names: FxHashMap<u64, usize> = FxHashMap::default();
    before.iter().for_each(|article| *names.entry(article.name).or_default() += 1);
    let mut kept = 0;
    for article in now {
        if let Some(left) = names.get_mut(&article.name).filter(|left| **left > 0) {
            *left -= 1;
            kept += 1;
        }
    }
    (kept as u64, (now.len() - kept) as u64, (before.len() - kept) as u64)
}
