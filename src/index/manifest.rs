//! The memory of an index: which files it has read, as they were, and which articles came of them. One JSON line a file, written whole
//! at each commit under a new number; the commit names the number, so index and manifest change together. Knows no Tantivy.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::root::{Root, RootOptions};
use crate::read::SkipKind;

/// What an index knows of the files it was made from.
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    /// The folders and files that the user named, sorted, none inside another.
    pub roots: Vec<Root>,
    /// The files below them, by absolute path.
    pub files: BTreeMap<PathBuf, FileEntry>,
    /// What lies below the roots and could not even be opened, such as links: path and reason.
    pub unopened: BTreeMap<PathBuf, String>,
}

/// A file as it was when it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change, in nanoseconds since 1970.
    pub modified: i64,
    /// BLAKE3 of the content, in hexadecimal.
    pub hash: String,
    /// Its path below its root, with `/` between the names.
    pub relative: String,
    /// The root-relative path that its articles' ids were made from. A file that moved keeps the old one.
    pub named: String,
    /// Its articles, in the order of the file.
    pub articles: Vec<ArticleEntry>,
    /// Its records that did not become articles.
    pub skips: Vec<SkipEntry>,
}

/// A record that is no article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkipEntry {
    /// Its position in the file.
    pub position: String,
    /// Why it was skipped, in words.
    pub reason: String,
    /// What sort of reason that is.
    pub kind: SkipKind,
}

/// An article in the manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleEntry {
    /// The number made from its own id or address, else from its path and position.
    pub name: u64,
    /// Its id in the index: the name, unless another record bears that.
    pub id: u64,
}

#[derive(Serialize, Deserialize)]
struct Header {
    roots: Vec<RootText>,
    files: usize,
    unopened: Vec<(PathText, String)>,
}

#[derive(Serialize, Deserialize)]
struct RootText {
    path: PathText,
    called: Option<String>,
    options: RootOptions,
}

#[derive(Serialize, Deserialize)]
struct Line<E> {
    path: PathText,
    #[serde(flatten)]
    entry: E,
}

/// A path in JSON: a string, or its bytes where it is not Unicode.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum PathText {
    Text(String),
    Bytes(Vec<u8>),
}

impl Manifest {
    /// Reads a manifest.
    pub fn load(path: &Path) -> io::Result<Manifest> {
        let mut lines = BufReader::new(File::open(path)?).lines();
        let damaged = |what: &str| io::Error::new(io::ErrorKind::InvalidData, format!("{}: {what}", path.display()));
        let header: Header = serde_json::from_str(&lines.next().ok_or_else(|| damaged("empty"))??)?;
        let mut manifest = Manifest {
            roots: header.roots.into_iter().map(Root::from).collect(),
            files: BTreeMap::new(),
            unopened: header.unopened.into_iter().map(|(path, reason)| (path.into(), reason)).collect(),
        };
        for line in lines {
            let line: Line<FileEntry> = serde_json::from_str(&line?)?;
            manifest.files.insert(line.path.into(), line.entry);
        }
        if manifest.files.len() != header.files {
            return Err(damaged("cut off"));
        }
        Ok(manifest)
    }

    /// Writes the manifest and waits until it is on the disk.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let mut out = BufWriter::new(File::create(path)?);
        let roots = self.roots.iter().map(RootText::from).collect();
        let unopened = self.unopened.iter().map(|(path, reason)| (path.as_path().into(), reason.clone())).collect();
        serde_json::to_writer(&mut out, &Header { roots, files: self.files.len(), unopened })?;
        for (path, entry) in &self.files {
            out.write_all(b"\n")?;
            serde_json::to_writer(&mut out, &Line { path: path.as_path().into(), entry })?;
        }
        out.write_all(b"\n")?;
        out.into_inner().map_err(|e| e.into_error())?.sync_all()
    }

    /// How many articles there are.
    pub fn articles(&self) -> u64 {
        self.files.values().map(|f| f.articles.len() as u64).sum()
    }
}

impl From<&Root> for RootText {
    fn from(root: &Root) -> Self {
        let Root { path, called, options } = root;
        RootText { path: path.as_path().into(), called: called.clone(), options: options.clone() }
    }
}

impl From<RootText> for Root {
    fn from(root: RootText) -> Self {
        Root { path: root.path.into(), called: root.called, options: root.options }
    }
}

impl From<&Path> for PathText {
    fn from(path: &Path) -> Self {
        match path.to_str() {
            Some(text) => PathText::Text(text.to_string()),
            None => PathText::Bytes(path.as_os_str().as_encoded_bytes().to_vec()),
        }
    }
}

impl From<PathText> for PathBuf {
    fn from(path: PathText) -> Self {
        match path {
            PathText::Text(text) => text.into(),
            PathText::Bytes(bytes) => path_from_bytes(bytes),
        }
    }
}

#[cfg(unix)]
fn path_from_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn path_from_bytes(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_comes_back_as_it_was_and_a_cut_one_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("manifest");
        let article = ArticleEntry { name: 1, id: 2 };
        let entry = |n: &str| FileEntry {
            size: 3,
            modified: -4,
            hash: "ab".into(),
            relative: n.into(),
            named: n.into(),
            articles: vec![article],
            skips: vec![SkipEntry { position: ":2".into(), reason: "empty".into(), kind: SkipKind::Empty }],
        };
        let mut manifest = Manifest {
            roots: vec![Root { path: "/r".into(), called: Some("r".into()), options: RootOptions::default() }],
            ..Manifest::default()
        };
        manifest.files.insert("/r/a\nb".into(), entry("a"));
        manifest.unopened.insert("/r/link".into(), "symbolic link, not followed".into());
        #[cfg(unix)]
        manifest.files.insert(path_from_bytes(vec![b'/', 0xff]), entry("c"));
        manifest.save(&path).unwrap();
        let loaded = Manifest::load(&path).unwrap();
        assert_eq!(
            (&loaded.roots, &loaded.files, &loaded.unopened),
            (&manifest.roots, &manifest.files, &manifest.unopened)
        );
        let text = std::fs::read_to_string(&path).unwrap();
        let whole_lines = text.trim_end().rfind('\n').unwrap();
        std::fs::write(&path, &text[..whole_lines]).unwrap();
        assert!(Manifest::load(&path).is_err());
    }
}
