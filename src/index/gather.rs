//! What comes of the files of a refresh, gathered from all threads and put into the manifest. Reads no file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crossbeam_channel::Receiver;

use super::error::IndexError;
use super::manifest::{ArticleEntry, FileEntry, Manifest, SkipEntry};
use super::plan::{Job, Plan};
use super::root::{is_below, owner};
use super::target::Target;
use crate::read::{Limits, Reason};

/// What came of a record or a file.
pub enum News {
    /// An article is in the index.
    Article { job: usize, ordinal: usize, entry: ArticleEntry },
    /// A record is no article.
    Skipped { job: usize, skip: SkipEntry },
    /// A file was read to its end.
    Read { job: usize, hash: String },
    /// The index failed.
    Failed(IndexError),
}

impl News {
    /// A record of a job's file that is no article.
    pub fn skipped(job: usize, position: String, reason: &Reason, limits: &Limits) -> News {
        News::Skipped { job, skip: SkipEntry { position, reason: reason.to_string(), kind: reason.kind(limits) } }
    }
}

/// What came of one file.
#[derive(Default)]
pub struct Gathered {
    articles: BTreeMap<usize, ArticleEntry>,
    skips: Vec<SkipEntry>,
    hash: Option<String>,
}

/// A file that is read once more.
pub fn again(path: &Path, entry: &FileEntry) -> Job {
    let FileEntry { size, modified, relative, named, .. } = entry.clone();
    Job { path: path.to_path_buf(), relative, named, moved_from: None, size, modified }
}

/// Collects what comes of each file until all threads are done.
pub fn gather(jobs: &[Job], news: Receiver<News>) -> Result<Vec<Gathered>, IndexError> {
    let mut gathered: Vec<Gathered> = jobs.iter().map(|_| Gathered::default()).collect();
    for item in news {
        match item {
            News::Article { job, ordinal, entry } => drop(gathered[job].articles.insert(ordinal, entry)),
            News::Skipped { job, skip } => gathered[job].skips.push(skip),
            News::Read { job, hash } => gathered[job].hash = Some(hash),
            News::Failed(error) => return Err(error),
        }
    }
    Ok(gathered)
}

/// Puts what could not be opened below the target's roots into the manifest, in place of what was there before.
pub fn note_unopened(plan: &Plan, target: &Target, manifest: &mut Manifest) {
    let is_left = |path: &PathBuf| owner(&target.known, path).is_some() && !is_below(&target.roots, path);
    manifest.unopened.retain(|path, _| is_left(path));
    let unopened = plan.skips.iter().map(|skip| (skip.record.path.clone(), skip.reason.to_string()));
    manifest.unopened.extend(unopened);
}

/// Puts what came of files into the manifest. A file that could not be opened keeps what it had, beside the reason.
pub fn note(jobs: &[Job], gathered: Vec<Gathered>, manifest: &mut Manifest) {
    let mut read = Vec::with_capacity(jobs.len());
    for (job, found) in jobs.iter().zip(gathered) {
        let Some(hash) = found.hash else {
            let entry = manifest.files.entry(job.path.clone()).or_insert_with(|| entry(job, String::new()));
            // An impossible time: the next refresh tries again.
            entry.modified = i64::MIN;
            entry.skips = found.skips;
            continue;
        };
        let articles = found.articles.into_values().collect();
        read.push((job.path.clone(), FileEntry { articles, skips: found.skips, ..entry(job, hash) }));
    }
    // Jobs are in the order of their paths: two maps in order are one sooner than each path is looked for.
    manifest.files.append(&mut read.into_iter().collect());
}

fn entry(job: &Job, hash: String) -> FileEntry {
    let Job { relative, named, size, modified, .. } = job.clone();
    FileEntry { size, modified, hash, relative, named, articles: Vec::new(), skips: Vec::new() }
}
