//! What a refresh has to do: the files below the roots against the manifest. Opens a file only to see whether it is an old one under
//! another name. Knows no article.

use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};

use super::error::IndexError;
use super::manifest::{FileEntry, Manifest, SkipEntry};
use super::root::{is_below, owner};
use super::target::Target;
use crate::read::{FoundFile, OpenFile, RootError, Skip, SkipKind, relative, walk_in};

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

/// Compares what lies below the target's roots with the manifest. A file's path is taken below the root that it belongs to, so that naming an inner
/// folder changes nothing. What is one of `ours`, or below one, is none of the articles.
pub fn plan(target: &Target, manifest: &Manifest, ours: &[PathBuf]) -> Result<Plan, IndexError> {
    let mut plan = Plan { skips: target.missing.clone(), ..Plan::default() };
    let found = find(target, manifest, ours, &mut plan.skips)?;
    let unseen = |path: &Path| plan.skips.iter().any(|skip| path.starts_with(&skip.record.path));
    let below = |path: &&PathBuf| is_below(&target.roots, path) || target.removed.contains(path);
    // What lies below a folder that could not be listed is not known to be gone.
    plan.gone =
        manifest.files.keys().filter(below).filter(|p| !found.contains_key(*p) && !unseen(p)).cloned().collect();
    let mut gone = Gone::new(&plan.gone, manifest);
    for (path, file) in &found {
        match manifest.files.get(path) {
            Some(entry) if entry.relative != file.relative => plan.jobs.push(job(file, new_name(entry, file), None)),
            Some(entry) if is_read_otherwise(path, entry, target, manifest) => {
                plan.jobs.push(job(file, entry.named.clone(), None));
            }
            Some(entry) if entry.size == file.size && entry.modified == file.modified => {}
            Some(entry) if entry.size == file.size && hash_of(path).is_some_and(|h| h == entry.hash) => {
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

/// The files below the target's roots. One that links lead to on several ways is found once, and under its own path if that is below a root.
fn find(
    target: &Target,
    manifest: &Manifest,
    ours: &[PathBuf],
    skips: &mut Vec<Skip>,
) -> Result<BTreeMap<PathBuf, FoundFile>, IndexError> {
    let mut direct: Vec<FoundFile> = Vec::new();
    let mut linked = Vec::new();
    let is_ours = |path: &Path| ours.iter().any(|ours| path.starts_with(ours));
    for root in &target.roots {
        let Some(owner) = owner(&target.known, root) else { continue };
        for outcome in walk_in(&owner.path, root, owner.options.walk()).map_err(root_error)? {
            match outcome {
                Ok(file) if is_ours(&file.path) => {}
                Ok(file) => {
                    let called = owner.called.clone().filter(|_| file.path == owner.path);
                    let relative = called.unwrap_or_else(|| relative(&file.path, &owner.path));
                    let file = FoundFile { relative, ..file };
                    match &file.real {
                        Some(_) => linked.push(file),
                        None => direct.push(file),
                    }
                }
                Err(skip) => skips.push(skip),
            }
        }
    }
    // They come in order already: a map made of all at once compares each with its neighbour only.
    let mut found: BTreeMap<PathBuf, FoundFile> = direct.into_iter().map(|file| (file.path.clone(), file)).collect();
    let mut reached: FxHashSet<PathBuf> = FxHashSet::default();
    for file in linked {
        let real = file.real.clone().unwrap_or_default();
        let is_known = found.contains_key(&real)
            || is_ours(&real)
            || (manifest.files.contains_key(&real) && !is_below(&target.roots, &real));
        if !is_known && reached.insert(real) {
            found.insert(file.path.clone(), file);
        }
    }
    Ok(found)
}

/// Whether the user has said something of a file's root that may change what comes of the file.
fn is_read_otherwise(path: &Path, entry: &FileEntry, target: &Target, old: &Manifest) -> bool {
    let (Some(now), Some(before)) = (owner(&target.known, path), owner(&old.roots, path)) else { return false };
    let is_beyond = |skip: &SkipEntry| matches!(skip.kind, SkipKind::Beyond(..));
    now.options.reads_otherwise(&before.options, entry.skips.iter().any(is_beyond))
}

/// The name of a file whose root is another now: what it would be called in an index made afresh, unless it has moved before.
fn new_name(entry: &FileEntry, file: &FoundFile) -> String {
    if entry.named == entry.relative { file.relative.clone() } else { entry.named.clone() }
}

fn job(file: &FoundFile, named: String, moved_from: Option<PathBuf>) -> Job {
    let FoundFile { path, relative, size, modified, .. } = file.clone();
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
        let hash = hash_of(&file.path)?;
        // Copies of one text: the one of the same name is the likeliest.
        let same_name = |path: &PathBuf| path.file_name() == file.path.file_name();
        let at = candidates.iter().position(|(p, e)| e.hash == hash && same_name(p));
        let at = at.or_else(|| candidates.iter().position(|(_, e)| e.hash == hash))?;
        let (path, entry) = candidates.remove(at);
        Some((path.clone(), entry))
    }
}

/// BLAKE3 of a file's content, in hexadecimal.
pub fn content_hash(mut content: impl BufRead) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    loop {
        match content.fill_buf() {
            Ok([]) => return Ok(hasher.finalize().to_hex().to_string()),
            Ok(bytes) => {
                hasher.update(bytes);
                let count = bytes.len();
                content.consume(count);
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
    }
}

fn hash_of(path: &Path) -> Option<String> {
    content_hash(OpenFile::open(path).ok()?.content().ok()?).ok()
}
