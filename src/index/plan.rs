//! What a refresh has to do: the files below the roots against the manifest. Opens a file only to see whether it is an old one under
//! another name. Knows no article.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::error::IndexError;
use super::manifest::{FileEntry, Manifest};
use crate::read::{FoundFile, RootError, Skip, WalkOptions, relative, walk};

/// What a refresh has to do.
#[derive(Debug, Default)]
pub struct Plan {
    /// Files to read.
    pub jobs: Vec<Job>,
    /// Files whose content is as it was, though their time is not.
    pub touched: Vec<(PathBuf, i64)>,
    /// Files that are gone.
    pub gone: Vec<PathBuf>,
    /// Files and folders that could not even be looked at.
    pub skips: Vec<Skip>,
}

/// A file to read.
#[derive(Debug, Clone)]
pub struct Job {
    /// The file.
    pub path: PathBuf,
    /// Its path below the root.
    pub relative: String,
    /// The root-relative path that its articles' ids are made from: an older one where the file has moved.
    pub named: String,
    /// Where it was before, if it has moved.
    pub moved_from: Option<PathBuf>,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change, in nanoseconds since 1970.
    pub modified: i64,
}

/// Compares what lies below `roots` with the manifest. A file's path is taken below the one of the `known` roots that holds it, so that naming
/// an inner folder changes nothing. All roots are absolute.
pub fn plan(
    roots: &[PathBuf],
    known: &[PathBuf],
    manifest: &Manifest,
    options: WalkOptions,
    index: &Path,
) -> Result<Plan, IndexError> {
    let mut plan = Plan::default();
    let mut found: BTreeMap<PathBuf, FoundFile> = BTreeMap::new();
    for root in roots {
        let owner = known.iter().find(|k| root.starts_with(k)).unwrap_or(root);
        for outcome in walk(root, options).map_err(root_error)? {
            match outcome {
                // The index may lie inside the folder that it is made from.
                Ok(file) if file.path.starts_with(index) => {}
                Ok(file) => {
                    let relative = relative(&file.path, owner);
                    found.entry(file.path.clone()).or_insert(FoundFile { relative, ..file });
                }
                Err(skip) => plan.skips.push(skip),
            }
        }
    }
    let unseen = |path: &Path| plan.skips.iter().any(|skip| path.starts_with(&skip.record.path));
    let below = |path: &&PathBuf| roots.iter().any(|root| path.starts_with(root));
    // What lies below a folder that could not be listed is not known to be gone.
    plan.gone =
        manifest.files.keys().filter(below).filter(|p| !found.contains_key(*p) && !unseen(p)).cloned().collect();
    let mut gone = Gone::new(&plan.gone, manifest);
    for (path, file) in &found {
        match manifest.files.get(path) {
            Some(entry) if entry.relative != file.relative => plan.jobs.push(job(file, new_name(entry, file), None)),
            Some(entry) if entry.size == file.size && entry.modified == file.modified => {}
            Some(entry) if entry.size == file.size && content_hash(path).is_ok_and(|h| h == entry.hash) => {
                plan.touched.push((path.clone(), file.modified));
            }
            Some(entry) => plan.jobs.push(job(file, entry.named.clone(), None)),
            None => match gone.taken_by(file) {
                Some((from, entry)) => plan.jobs.push(job(file, entry.named.clone(), Some(from))),
                None => plan.jobs.push(job(file, file.relative.clone(), None)),
            },
        }
    }
    Ok(plan)
}

/// The name of a file whose root is another now: what it would be called in an index made afresh, unless it has moved before.
fn new_name(entry: &FileEntry, file: &FoundFile) -> String {
    if entry.named == entry.relative { file.relative.clone() } else { entry.named.clone() }
}

fn job(file: &FoundFile, named: String, moved_from: Option<PathBuf>) -> Job {
    let FoundFile { path, relative, size, modified } = file.clone();
    Job { path, relative, named, moved_from, size, modified }
}

fn root_error(error: RootError) -> IndexError {
    match error {
        RootError::Missing(path) => IndexError::MissingRoot(path),
        RootError::Unreadable { path, error } => IndexError::Io { path, source: error },
    }
}

/// Files that are gone, by size: a new file with the content of one of them is that file, moved.
struct Gone<'a> {
    by_size: FxHashMap<u64, Vec<(&'a PathBuf, &'a FileEntry)>>,
}

impl<'a> Gone<'a> {
    fn new(gone: &[PathBuf], manifest: &'a Manifest) -> Self {
        let mut by_size: FxHashMap<u64, Vec<_>> = FxHashMap::default();
        for (path, entry) in gone.iter().filter_map(|p| manifest.files.get_key_value(p)) {
            if !entry.articles.is_empty() {
                by_size.entry(entry.size).or_default().push((path, entry));
            }
        }
        Gone { by_size }
    }

    fn taken_by(&mut self, file: &FoundFile) -> Option<(PathBuf, &'a FileEntry)> {
        let candidates = self.by_size.get_mut(&file.size).filter(|c| !c.is_empty())?;
        let hash = content_hash(&file.path).ok()?;
        // Copies of one text: the one of the same name is the likeliest.
        let same_name = |path: &PathBuf| path.file_name() == file.path.file_name();
        let at = candidates.iter().position(|(p, e)| e.hash == hash && same_name(p));
        let at = at.or_else(|| candidates.iter().position(|(_, e)| e.hash == hash))?;
        let (path, entry) = candidates.remove(at);
        Some((path.clone(), entry))
    }
}

/// BLAKE3 of a file's content, in hexadecimal.
pub fn content_hash(path: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hasher.finalize().to_hex().to_string()),
            Ok(count) => hasher.update(&buffer[..count]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
    }
}
