//! Which folder the index is in. Opens no index.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use dateline::index::IndexError;
use etcetera::BaseStrategy;

use super::failure::Failure;
use super::typed::quoted;

/// The folder of an index, in the folder that it was made from.
const FOLDER: &str = ".dateline";
/// Names the folder of the index.
const VARIABLE: &str = "DATELINE_INDEX";

/// The index to read: the one that is named, else the nearest.
pub fn existing(named: Option<&Path>) -> Result<PathBuf, Failure> {
    let here = here()?;
    chosen(named).or_else(|| nearest(&here)).ok_or(Failure::NoIndex(here))
}

/// The index to write: as [`existing`], or else a new one in the current folder.
pub fn existing_or_new(named: Option<&Path>) -> Result<PathBuf, Failure> {
    let here = here()?;
    Ok(chosen(named).or_else(|| nearest(&here)).unwrap_or_else(|| here.join(FOLDER)))
}

/// The index of a folder that is not written to, in the user's cache folder.
pub fn in_cache(corpus: &Path) -> Result<PathBuf, Failure> {
    let corpus = corpus.canonicalize().map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => Failure::Index(IndexError::MissingRoot(corpus.to_path_buf())),
        _ => Failure::Index(IndexError::Io { path: corpus.to_path_buf(), source }),
    })?;
    let strategy = etcetera::choose_base_strategy().map_err(|_| Failure::NoCache)?;
    Ok(real(&strategy.cache_dir().join("dateline").join(cache_name(&corpus))))
}

/// A name that tells people which folder it was made from, and is another for every path.
fn cache_name(corpus: &Path) -> String {
    let hash = blake3::hash(corpus.as_os_str().as_encoded_bytes()).to_hex();
    let name = corpus.file_name().unwrap_or_default().to_string_lossy();
    let plain: String = name.chars().filter(|c| c.is_alphanumeric() || "-_.".contains(*c)).take(40).collect();
    format!("{plain}-{}", &hash[..16])
}

fn here() -> Result<PathBuf, Failure> {
    let here = env::current_dir().and_then(|folder| folder.canonicalize());
    here.map_err(|source| Failure::Index(IndexError::Io { path: PathBuf::from("."), source }))
}

fn chosen(named: Option<&Path>) -> Option<PathBuf> {
    let variable = || env::var_os(VARIABLE).filter(|v| !v.is_empty()).map(PathBuf::from);
    named.map(Path::to_path_buf).or_else(variable).map(|path| real(&path))
}

fn nearest(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|ancestor| ancestor.join(FOLDER)).find(|path| path.is_dir())
}

/// A command on the index in `path`, which need not be named if it is found anyway.
pub fn command(name: &str, path: &Path) -> String {
    let is_found = existing_or_new(None).is_ok_and(|usual| usual == path);
    if is_found {
        format!("dateline {name}")
    } else {
        format!("dateline {name} --index {}", quoted(&path.to_string_lossy()))
    }
}

/// The path without links, also where its last parts do not exist yet: files that are found are compared with it.
pub fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let known = absolute.ancestors().find_map(|ancestor| Some((ancestor, ancestor.canonicalize().ok()?)));
    let joined = known.and_then(|(ancestor, known)| Some(known.join(absolute.strip_prefix(ancestor).ok()?)));
    // Joining nothing would add a slash to the name of a file.
    joined.map_or(absolute, |path| path.components().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_index_counts() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path().canonicalize().unwrap();
        let inner = root.join("a/b/c");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::create_dir(root.join(FOLDER)).unwrap();
        assert_eq!(nearest(&inner), Some(root.join(FOLDER)));
        std::fs::create_dir(root.join("a/b").join(FOLDER)).unwrap();
        assert_eq!(nearest(&inner), Some(root.join("a/b").join(FOLDER)));
        // A file of that name is no index.
        std::fs::write(inner.join(FOLDER), "").unwrap();
        assert_eq!(nearest(&inner), Some(root.join("a/b").join(FOLDER)));
    }

    #[test]
    fn a_folder_that_does_not_exist_yet_has_a_real_name() {
        let root = tempfile::tempdir().unwrap();
        let real_root = root.path().canonicalize().unwrap();
        assert_eq!(real(&root.path().join("x/y")), real_root.join("x/y"));
        assert_eq!(real(root.path()).as_os_str(), real_root.as_os_str());
    }

    #[test]
    fn cached_indexes_have_one_name_a_folder() {
        let (one, other) = (cache_name(Path::new("/a/Press clippings")), cache_name(Path::new("/b/Press clippings")));
        assert!(one.starts_with("Pressclippings-"));
        assert_ne!(one, other);
        assert_eq!(cache_name(Path::new("/")).len(), 17);
    }
}
