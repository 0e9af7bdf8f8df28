//! Who may bear a name that several records claim: a wire copy that two outlets saved under one address, an export whose ids begin at 1
//! again. The first of them does, in the order of their files' names, whatever the order in which they were read. The others are called by
//! their places.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use super::manifest::FileEntry;
use super::plan::Job;

/// The place of a record among all: its file in the order of names, and its number there.
type Place = (u32, u32);

/// Which record bears each name. Readers claim names while they read; when an annotator comes to an article, those of the files beside it have been
/// claimed too, so that hardly ever a file is to be read again.
pub struct Claims {
    bearers: Mutex<FxHashMap<u64, Place>>,
    /// The place of each job's file.
    files: Vec<u32>,
}

impl Claims {
    /// The claims of the articles in `files`. Those of the files that `jobs` will read are left out, but for `settled` ones: they have been read
    /// once, and are read again because some of their articles bear a name that is another's.
    pub fn new(files: &BTreeMap<PathBuf, FileEntry>, jobs: &[Job], settled: bool) -> Claims {
        let order = order(files, jobs);
        let mut bearers = FxHashMap::default();
        let read: FxHashMap<&Path, ()> = jobs.iter().filter(|_| !settled).map(|j| (j.path.as_path(), ())).collect();
        for (path, entry) in files.iter().filter(|(path, _)| !read.contains_key(path.as_path())) {
            let file = order[path.as_path()];
            for (number, article) in entry.articles.iter().enumerate() {
                claim(&mut bearers, article.name, (file, number as u32));
            }
        }
        let files = jobs.iter().map(|job| order[job.path.as_path()]).collect();
        Claims { bearers: Mutex::new(bearers), files }
    }

    /// Claims a name for the article with a number in a job's file.
    pub fn claim(&self, job: usize, number: usize, name: u64) {
        claim(&mut self.bearers(), name, (self.files[job], number as u32));
    }

    /// Whether the article with a number in a job's file is the first so far to have claimed a name.
    pub fn bears(&self, job: usize, number: usize, name: u64) -> bool {
        self.bearers().get(&name) == Some(&(self.files[job], number as u32))
    }

    fn bearers(&self) -> MutexGuard<'_, FxHashMap<u64, Place>> {
        // A thread that panicked holding this lock left a whole table behind.
        self.bearers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The files that have an article which bears a name that is another's, or does not bear its own.
    pub fn mistaken(files: &BTreeMap<PathBuf, FileEntry>) -> Vec<&PathBuf> {
        let claims = Claims::new(files, &[], true);
        let order = order(files, &[]);
        let bearers = claims.bearers.into_inner().unwrap_or_else(PoisonError::into_inner);
        let is_mistaken = |path: &Path, entry: &FileEntry| {
            let file = order[path];
            let numbered = (0u32..).zip(&entry.articles);
            numbered.into_iter().any(|(n, a)| (bearers[&a.name] == (file, n)) != (a.id == a.name))
        };
        files.iter().filter(|(path, entry)| is_mistaken(path, entry)).map(|(path, _)| path).collect()
    }
}

fn claim(bearers: &mut FxHashMap<u64, Place>, name: u64, place: Place) {
    let bearer = bearers.entry(name).or_insert(place);
    *bearer = place.min(*bearer);
}

/// Numbers files by the names that their ids are made from, then by path: a folder that was moved keeps its order.
fn order<'a>(files: &'a BTreeMap<PathBuf, FileEntry>, jobs: &'a [Job]) -> FxHashMap<&'a Path, u32> {
    let known = files.iter().map(|(path, entry)| (entry.named.as_str(), path.as_path()));
    let mut all: Vec<(&str, &Path)> = known.chain(jobs.iter().map(|j| (j.named.as_str(), j.path.as_path()))).collect();
    all.sort_unstable();
    all.dedup();
    (0..).zip(all).map(|(number, (_, path))| (path, number)).collect()
}
