//! A file that is there as a whole or not at all: it is written beside its place, and put there when it is complete. Knows nothing of what is written.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file that is being written. Whoever reads its path meanwhile sees what was there before; if it is dropped before it is put there, nothing of it stays.
///
/// ```
/// use std::io::Write;
///
/// use dateline::WholeFile;
///
/// # fn main() -> std::io::Result<()> {
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("hits.csv");
/// let mut file = WholeFile::create(&path)?;
/// file.write_all(b"id,title\n")?;
/// assert!(!path.exists());
/// file.put()?;
/// assert_eq!(std::fs::read_to_string(&path)?, "id,title\n");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct WholeFile {
    beside: NamedTempFile,
    target: PathBuf,
}

impl WholeFile {
    /// Begins a file. Where the path is a link to a file, it is that file, and the link stays a link.
    ///
    /// # Errors
    /// When nothing can be written in its folder.
    pub fn create(path: &Path) -> io::Result<WholeFile> {
        let target = match fs::canonicalize(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => std::path::absolute(path)?,
            found => found?,
        };
        let beside = new_in(target.parent().unwrap_or(Path::new(".")))?;
        Ok(WholeFile { beside, target })
    }

    /// Puts the file where it was to be, with the permissions of the one that was there.
    ///
    /// # Errors
    /// When the disk refuses; then what was there is there still.
    pub fn put(self) -> io::Result<()> {
        let WholeFile { beside, target } = self;
        beside.as_file().sync_all()?;
        if let Ok(known) = fs::metadata(&target) {
            beside.as_file().set_permissions(known.permissions())?;
        }
        beside.persist(&target)?;
        Ok(())
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.beside.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.beside.flush()
    }
}

/// A temporary file that others may read as they may read any new file, which temporary files are not by themselves.
#[cfg(unix)]
fn new_in(folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;

    tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o666)).tempfile_in(folder)
}

#[cfg(not(unix))]
fn new_in(folder: &Path) -> io::Result<NamedTempFile> {
    NamedTempFile::new_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn save(path: &Path, text: &str) -> io::Result<()> {
        let mut file = WholeFile::create(path)?;
        file.write_all(text.as_bytes())?;
        file.put()
    }

    #[test]
    fn what_was_there_stays_until_the_new_is_complete() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hits.jsonl");
        save(&path, "old").unwrap();
        let mut file = WholeFile::create(&path).unwrap();
        file.write_all(b"new").unwrap();
        drop(file);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        save(&path, "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(save(&folder.path().join("no/hits.jsonl"), "").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("shared.toml"), folder.path().join("actors.toml"));
        fs::write(&path, "").unwrap();
        let usual = fs::metadata(&path).unwrap().permissions();
        save(&folder.path().join("new.toml"), "").unwrap();
        assert_eq!(fs::metadata(folder.path().join("new.toml")).unwrap().permissions(), usual);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
        symlink(&path, &link).unwrap();
        save(&link, "# x\n").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "# x\n");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o664);
    }
}
