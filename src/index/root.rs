//! The folders and files that the user named, and which of them a file belongs to. Reads nothing.

use std::path::PathBuf;

/// Both lists in one, without roots that lie inside another.
pub fn known_roots(old: &[PathBuf], new: &[PathBuf]) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = old.iter().chain(new).cloned().collect();
    all.sort();
    all.dedup();
    // Sorted by components, a folder stands before everything inside it.
    let mut kept: Vec<PathBuf> = Vec::new();
    for root in all {
        if !kept.iter().any(|outer| root.starts_with(outer)) {
            kept.push(root);
        }
    }
    kept
}
