//! What can go wrong with an index as a whole. Facts only: what to do about them is the command's to say.

use std::io;
use std::path::{Path, PathBuf};

/// Why an index could not be opened, refreshed or read.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There is no index in the folder.
    #[error("no index in {}", .0.display())]
    Missing(PathBuf),
    /// The folder holds other things.
    #[error("{} is not empty and holds no index", .0.display())]
    NotAnIndex(PathBuf),
    /// The index was written by another version.
    #[error("the index in {} has the format {found:?}, this version reads {expected:?}", .path.display())]
    OtherFormat {
        /// The folder of the index.
        path: PathBuf,
        /// The fingerprint that it carries.
        found: String,
        /// The fingerprint that this version writes.
        expected: &'static str,
    },
    /// Another process is writing to it.
    #[error("the index in {} is being written by another process", .0.display())]
    Locked(PathBuf),
    /// The folder of the index, or a file in it, may not be used; even reading writes a lock file.
    #[error("you have no permission to use the index in {}", .0.display())]
    Permission(PathBuf),
    /// A root that does not exist, or is not mounted.
    #[error("{} does not exist", .0.display())]
    MissingRoot(PathBuf),
    /// Something was said of how a folder is read that lies inside another root.
    #[error("{} is read together with {}, and in the same way", .inner.display(), .outer.display())]
    InnerOptions {
        /// The folder or file that was named.
        inner: PathBuf,
        /// The root that it lies in.
        outer: PathBuf,
    },
    /// There are no roots to refresh.
    #[error("the index in {} has no folders yet", .0.display())]
    NoRoots(PathBuf),
    /// The index contradicts itself.
    #[error("the index in {} is damaged: {what}", .path.display())]
    Damaged {
        /// The folder of the index.
        path: PathBuf,
        /// What does not hold.
        what: String,
    },
    /// The operating system refused or failed.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The search library failed.
    #[error("the index in {} failed: {source}", .path.display())]
    Engine {
        /// The folder of the index.
        path: PathBuf,
        /// What the library said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl IndexError {
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::PermissionDenied => IndexError::Permission(path.to_path_buf()),
            _ => IndexError::Io { path: path.to_path_buf(), source },
        }
    }

    pub(crate) fn engine(path: &Path, source: tantivy::TantivyError) -> Self {
        use tantivy::TantivyError::{
            DataCorruption, IncompatibleIndex, IoError, LockFailure, OpenDirectoryError, OpenReadError,
        };
        use tantivy::directory::error::{LockError, OpenReadError as Read};
        let path = path.to_path_buf();
        let denied =
            |e: &io::Error| matches!(e.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem);
        match source {
            LockFailure(LockError::LockBusy, _) => IndexError::Locked(path),
            LockFailure(LockError::IoError(e), _) if denied(&e) => IndexError::Permission(path),
            IoError(e) if denied(&e) => IndexError::Permission(path),
            OpenReadError(Read::IoError { io_error, .. }) if denied(&io_error) => IndexError::Permission(path),
            OpenReadError(Read::FileDoesNotExist(file)) => {
                IndexError::Damaged { path, what: format!("its file {} is missing", file.display()) }
            }
            e @ (OpenReadError(Read::IncompatibleIndex(_)) | IncompatibleIndex(_)) => {
                IndexError::Damaged { path, what: e.to_string() }
            }
            e @ (OpenDirectoryError(_) | DataCorruption(_)) => IndexError::Damaged { path, what: e.to_string() },
            e => IndexError::Engine { path, source: Box::new(e) },
        }
    }
}
