//! What a refresh is about: the roots that were named or listed, among all that the index knows, and those that are gone. Looks only whether they
//! exist.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::IndexError;
use super::manifest::Manifest;
use super::options::RefreshOptions;
use super::root::{Root, RootOptions, called, is_below, merged, owner};
use crate::read::{Reason, Record, Skip};

/// What a refresh is about.
#[derive(Debug, Default)]
pub struct Target {
    /// Every root of the index after the refresh.
    pub known: Vec<Root>,
    /// The folders and files to look at, sorted, none inside another.
    pub roots: Vec<PathBuf>,
    /// Files of lists that were there and have been removed.
    pub removed: Vec<PathBuf>,
    /// Files of lists that are not there, and of which nothing else is known.
    pub missing: Vec<Skip>,
}

/// The target of a refresh of the `named` roots and the listed ones; of all known ones when there is none.
pub fn target(named: &[PathBuf], options: &RefreshOptions, old: &Manifest, index: &Path) -> Result<Target, IndexError> {
    let mut target = Target::default();
    let mut new = Vec::new();
    for path in named {
        new.push(Root { path: absolute(path)?, called: None, options: RootOptions::default() });
    }
    for path in &options.listed {
        match path.canonicalize() {
            Ok(real) => {
                let called = real.is_file().then(|| called(path));
                new.push(Root { path: real, called, options: RootOptions::default() });
            }
            Err(_) => target.missing.push(missing(&std::path::absolute(path).unwrap_or_else(|_| path.clone()))),
        }
    }
    let is_whole = named.is_empty() && options.listed.is_empty();
    if is_whole && old.roots.is_empty() {
        return Err(IndexError::NoRoots(index.to_path_buf()));
    }
    let mut kept = Vec::new();
    for root in &old.roots {
        let is_listed = root.called.is_some();
        if !is_listed || fs::symlink_metadata(&root.path).is_ok() {
            if is_whole {
                new.push(Root { path: absolute(&root.path)?, ..root.clone() });
            }
            kept.push(root.clone());
        } else if is_removed(&root.path) {
            target.removed.push(root.path.clone());
        } else {
            if is_whole {
                target.missing.push(missing(&root.path));
            }
            kept.push(root.clone());
        }
    }
    let removed = &target.removed;
    target.missing.retain(|skip| !removed.contains(&skip.record.path));
    let looked_at: Vec<Root> = merged(&[], new.clone());
    target.roots = looked_at.into_iter().map(|root| root.path).collect();
    target.known = merged(&kept, new);
    said(&mut target, options, old)?;
    Ok(target)
}

/// Applies what is said of the roots that are named. Of what lies inside another root nothing can be said: the next refresh of that would undo it.
fn said(target: &mut Target, options: &RefreshOptions, old: &Manifest) -> Result<(), IndexError> {
    for root in target.known.iter_mut() {
        if let Some(before) = owner(&old.roots, &root.path).filter(|before| before.path == root.path) {
            root.options = before.options.clone();
        }
        if is_below(&target.roots, &root.path) {
            root.options = options.change.apply(&root.options);
        }
    }
    if !options.change.is_empty() {
        for inner in &target.roots {
            if let Some(outer) = owner(&target.known, inner).filter(|outer| outer.path != *inner) {
                return Err(IndexError::InnerOptions { inner: inner.clone(), outer: outer.path.clone() });
            }
        }
    }
    Ok(())
}

/// Whether a file of a list was removed: the folder that it was in is still there and holds other things. The place where a disk is connected is empty
/// when it is not.
fn is_removed(path: &Path) -> bool {
    path.parent().and_then(|folder| fs::read_dir(folder).ok()).is_some_and(|mut entries| entries.next().is_some())
}

fn missing(path: &Path) -> Skip {
    Skip { record: Record::file(path), reason: Reason::Missing }
}

/// A path without links.
pub fn absolute(path: &Path) -> Result<PathBuf, IndexError> {
    path.canonicalize().map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => IndexError::MissingRoot(path.to_path_buf()),
        _ => IndexError::Io { path: path.to_path_buf(), source },
    })
}
