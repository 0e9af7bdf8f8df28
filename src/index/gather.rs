//! What comes of the files of a refresh, gathered from all threads and put into the manifest. Reads no file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crossbeam_channel::Receiver;

use super::error::IndexError;
use super::manifest::{ArticleEntry, FileEntry, Manifest, SkipEntry};
use super::plan::{Job, Plan};
use crate::read::{Limits, Reason};

/// What came of a record or a file.
pub enum News {
    /// An article is in the index.
    Article { job: usize, ordinal: usize, entry: ArticleEntry },
    /// A record is no article.
    Skipped { job: usize, position: String, reason: Reason },
    /// A file was read to its end.
    Read { job: usize, hash: String },
    /// The index failed.
    Failed(IndexError),
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
pub fn gather(jobs: &[Job], news: Receiver<News>, limits: &Limits) -> Result<Vec<Gathered>, IndexError> {
    let mut gathered: Vec<Gathered> = jobs.iter().map(|_| Gathered::default()).collect();
    for item in news {
        match item {
            News::Article { job, ordinal, entry } => drop(gathered[job].articles.insert(ordinal, entry)),
            News::Skipped { job, position, reason } => {
                let (reason, kind) = (reason.to_string(), reason.kind(limits));
                gathered[job].skips.push(SkipEntry { position, reason, kind });
            }
            News::Read { job, hash } => gathered[job].hash = Some(hash),
            News::Failed(error) => return Err(error),
        }
    }
    Ok(gathered)
}

/// Puts what could not be opened below the roots into the manifest, in place of what was there before.
pub fn note_unopened(plan: &Plan, roots: &[PathBuf], manifest: &mut Manifest) {
    manifest.unopened.retain(|path, _| !roots.iter().any(|root| path.starts_with(root)));
    let unopened = plan.skips.iter().map(|skip| (skip.record.path.clone(), skip.reason.to_string()));
    manifest.unopened.extend(unopened);
}

/// Puts what came of a file into the manifest. A file that could not be opened keeps what it had, beside the reason.
pub fn note(job: &Job, found: Gathered, manifest: &mut Manifest) {
    let Some(hash) = found.hash else {
        let entry = manifest.files.entry(job.path.clone()).or_insert_with(|| entry(job, String::new()));
        // An impossible time: the next refresh tries again.
        entry.modified = i64::MIN;
        entry.skips = found.skips;
        return;
    };
    let articles = found.articles.into_values().collect();
    manifest.files.insert(job.path.clone(), FileEntry { articles, skips: found.skips, ..entry(job, hash) });
}

fn entry(job: &Job, hash: String) -> FileEntry {
    let Job { relative, named, size, modified, .. } = job.clone();
    FileEntry { size, modified, hash, relative, named, articles: Vec::new(), skips: Vec::new() }
}
