//! What articles and files are called in an index, whatever the order in which they were read. Knows no file's content.

use std::path::Path;

use crate::read::RawArticle;

/// The id of an article: a hash of its own id or address, else of its file's path below the root, its position in the file, and its
/// number among the file's records. An index in which two records claim the same own id gives those other ids.
pub fn article_id(raw: &RawArticle, relative: &str, ordinal: usize) -> u64 {
    match raw.metadata.own_id.as_ref().or(raw.metadata.url.as_ref()) {
        Some(claim) => hash(&["own", claim]),
        None => hash(&["path", relative, &position(raw, ordinal)]),
    }
}

/// The id of an article whose own id or address is borne by another: a hash of its place on this disk.
pub(super) fn id_of_place(path: &Path, raw: &RawArticle, ordinal: usize) -> u64 {
    hash(&["place", &path.to_string_lossy(), &position(raw, ordinal)])
}

/// The term under which a file's articles are removed.
pub(super) fn file_key(path: &Path) -> String {
    blake3::hash(path.as_os_str().as_encoded_bytes()).to_hex()[..32].to_string()
}

fn position(raw: &RawArticle, ordinal: usize) -> String {
    format!("{}#{ordinal}", raw.record.position())
}

fn hash(parts: &[&str]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let hash = hasher.finalize();
    u64::from_le_bytes(hash.as_bytes()[..8].try_into().expect("eight bytes"))
}
