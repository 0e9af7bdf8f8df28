//! The file of actors on the disk, and any other that the user may write too: read as a whole, replaced as a whole.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::position::Positions;
use super::{Fault, FaultKind};
use crate::WholeFile;

/// Why the file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The disk does not give it.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is no text.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The text of a file; empty where there is no file yet.
pub fn open_text(path: &Path) -> Result<String, OpenError> {
    let bytes = match fs::read(path) {
        // A link to what is not there now, such as a disk that is not connected, is no file that says nothing.
        Err(error) if error.kind() == ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => {
            return Ok(String::new());
        }
        read => read?,
    };
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(&error.as_bytes()[..valid]);
        Fault { at: Positions::new(&text).at(valid), kind: FaultKind::NotUtf8 }.into()
    })
}

/// Puts the text into the file as a whole: whoever reads it meanwhile sees the old text or the new one. A link stays a link.
pub fn save_text(path: &Path, text: &str) -> io::Result<()> {
    let mut file = WholeFile::create(path)?;
    file.write_all(text.as_bytes())?;
    file.put()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{OpenError, open_text, save_text};

    #[test]
    fn what_is_saved_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("actors.toml");
        assert_eq!(open_text(&path).unwrap(), "");
        for text in ["# é\n", ""] {
            save_text(&path, text).unwrap();
            assert_eq!(open_text(&path).unwrap(), text);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(matches!(open_text(folder.path()), Err(OpenError::Io(_))));
        assert!(save_text(&folder.path().join("no/actors.toml"), "").is_err());
    }

    #[test]
    fn what_is_no_text_is_a_fault_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("actors.toml");
        for (bytes, fault) in [
            (&b"\xff\xfe[\0"[..], "line 1, column 1: this is not UTF-8"),
            (b"# \xc3\xa9\nname = '\xe9'\n", "line 2, column 9: this is not UTF-8"),
        ] {
            fs::write(&path, bytes).unwrap();
            assert_eq!(open_text(&path).unwrap_err().to_string(), fault);
        }
    }
}
