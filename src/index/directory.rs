//! The folder of an index: creating it, opening it, refusing what is not one, and the manifest that belongs to the last commit.

use std::fs;
use std::path::{Path, PathBuf};

use tantivy::store::Compressor;
use tantivy::{Index, IndexSettings};

use super::error::IndexError;
use super::manifest::Manifest;
use super::schema::{FINGERPRINT, Fields, schema};
use super::terms::{EncodedTerms, TOKENIZER};

/// The file that says what the folder is, and in which format.
const MARK: &str = "dateline.format";

/// What the user's file of actors is called.
pub const USER_FILE: &str = "actors.toml";
/// What the file of saved queries is called.
pub const QUERIES_FILE: &str = "queries.toml";

/// An index on disk.
#[derive(Clone)]
pub struct IndexDirectory {
    path: PathBuf,
    index: Index,
    fields: Fields,
}

impl IndexDirectory {
    /// Opens the index in `path`.
    ///
    /// # Errors
    /// When there is none, when its format is another, when it is damaged, or when the folder cannot be used.
    pub fn open(path: &Path) -> Result<Self, IndexError> {
        match fs::read_to_string(path.join(MARK)) {
            Ok(found) if found.trim() == FINGERPRINT => {}
            Ok(found) => {
                let found = found.trim().to_string();
                return Err(IndexError::OtherFormat { path: path.to_path_buf(), found, expected: FINGERPRINT });
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Err(missing(path)),
            Err(e) if e.kind() == std::io::ErrorKind::NotADirectory => {
                return Err(IndexError::NotAnIndex(path.to_path_buf()));
            }
            Err(e) => return Err(IndexError::io(path, e)),
        }
        if !path.join("meta.json").exists() {
            return Err(IndexError::Missing(path.to_path_buf()));
        }
        let index = Index::open_in_dir(path).map_err(|e| IndexError::engine(path, e))?;
        let (expected, fields) = schema();
        if index.schema() != expected {
            let found = "another schema".to_string();
            return Err(IndexError::OtherFormat { path: path.to_path_buf(), found, expected: FINGERPRINT });
        }
        Ok(Self::ready(path, index, fields))
    }

    /// Opens the index in `path`, or makes one where there is nothing yet.
    ///
    /// # Errors
    /// As [`IndexDirectory::open`]; [`IndexError::NotAnIndex`] for a folder that holds other things.
    pub fn open_or_create(path: &Path) -> Result<Self, IndexError> {
        match Self::open(path) {
            Err(IndexError::Missing(_)) => Self::create(path),
            other => other,
        }
    }

    fn create(path: &Path) -> Result<Self, IndexError> {
        fs::create_dir_all(path).map_err(|e| IndexError::io(path, e))?;
        // The mark comes first: without it, a making that was cut off would look like somebody else's folder.
        fs::write(path.join(MARK), FINGERPRINT).map_err(|e| IndexError::io(path, e))?;
        let (schema, fields) = schema();
        let settings = IndexSettings { docstore_compression: Compressor::Lz4, ..IndexSettings::default() };
        let directory =
            tantivy::directory::MmapDirectory::open(path).map_err(|e| IndexError::engine(path, e.into()))?;
        let index = Index::create(directory, schema, settings).map_err(|e| IndexError::engine(path, e))?;
        Ok(Self::ready(path, index, fields))
    }

    fn ready(path: &Path, index: Index, fields: Fields) -> Self {
        index.tokenizers().register(TOKENIZER, EncodedTerms::default());
        IndexDirectory { path: path.to_path_buf(), index, fields }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Tantivy's index.
    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    /// Its fields.
    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The manifest of the last commit and its number; an empty one before the first.
    pub fn manifest(&self) -> Result<(u64, Manifest), IndexError> {
        let number = self.committed()?;
        if number == 0 {
            return Ok((0, Manifest::default()));
        }
        let manifest =
            Manifest::load(&self.manifest_path(number)).map_err(|e| self.damaged(format!("manifest: {e}")))?;
        Ok((number, manifest))
    }

    /// The number of the last commit, under which what belongs to it is kept; 0 before the first.
    pub(super) fn committed(&self) -> Result<u64, IndexError> {
        let metas = self.index.load_metas().map_err(|e| IndexError::engine(&self.path, e))?;
        let Some(payload) = metas.payload else { return Ok(0) };
        payload.parse().map_err(|_| self.damaged(format!("its last commit names the manifest {payload:?}")))
    }

    pub(super) fn damaged(&self, what: String) -> IndexError {
        IndexError::Damaged { path: self.path.clone(), what }
    }

    pub(super) fn manifest_path(&self, number: u64) -> PathBuf {
        self.path.join(format!("manifest.{number}.jsonl"))
    }

    pub(super) fn register_path(&self, number: u64) -> PathBuf {
        self.path.join(format!("actors.{number}.tsv"))
    }

    pub(super) fn values_path(&self, number: u64) -> PathBuf {
        self.path.join(format!("values.{number}.bin"))
    }

    /// Removes what is kept under the numbers of other commits than that of `keep`, and is called as that but for the number.
    pub(super) fn remove_others(&self, keep: &Path) {
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten().map(|e| e.path());
        for path in entries.filter(|path| path != keep && without_number(path) == without_number(keep)) {
            // What stays behind costs only space; the next refresh tries again.
            let _ = fs::remove_file(path);
        }
    }
}

/// The user's file of actors for the index in a folder: beside it, so that it survives when the index is made anew.
pub fn user_file(index: &Path) -> PathBuf {
    index.with_file_name(USER_FILE)
}

/// The user's saved queries, beside the index as well.
pub fn queries_file(index: &Path) -> PathBuf {
    index.with_file_name(QUERIES_FILE)
}

/// `manifest` and `jsonl` of `manifest.7.jsonl`.
fn without_number(path: &Path) -> Option<(&str, &str)> {
    let (name, rest) = path.file_name()?.to_str()?.split_once('.')?;
    let (number, kind) = rest.split_once('.')?;
    number.parse::<u64>().ok().map(|_| (name, kind))
}

/// A folder without the mark: nothing there yet, or somebody else's folder.
fn missing(path: &Path) -> IndexError {
    let empty = fs::read_dir(path).map_or(true, |mut entries| entries.next().is_none());
    if empty { IndexError::Missing(path.to_path_buf()) } else { IndexError::NotAnIndex(path.to_path_buf()) }
}
