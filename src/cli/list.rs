//! `--list-file`: paths from a file or from another program, one a line or with zero bytes between them. Looks at none of them.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::failure::Failure;

/// The paths in a list; `-` is standard input.
pub fn read(list: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error| Failure::File(list.to_path_buf(), error);
    let mut bytes = Vec::new();
    match list.as_os_str() == "-" {
        true => drop(io::stdin().lock().read_to_end(&mut bytes).map_err(unreadable)?),
        false => bytes = fs::read(list).map_err(unreadable)?,
    }
    let paths = paths(&bytes);
    if paths.is_empty() { Err(Failure::EmptyList(list.to_path_buf())) } else { Ok(paths) }
}

fn paths(bytes: &[u8]) -> Vec<PathBuf> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let end = if bytes.contains(&0) { 0 } else { b'\n' };
    let parts = bytes.split(|byte| *byte == end).map(|part| part.strip_suffix(b"\r").unwrap_or(part));
    parts.filter(|part| !part.is_empty()).map(|part| PathBuf::from(name(part))).collect()
}

#[cfg(unix)]
fn name(bytes: &[u8]) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec())
}

#[cfg(not(unix))]
fn name(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_lines_or_zero_bytes() {
        let names = |bytes: &[u8]| paths(bytes).iter().map(|p| p.display().to_string()).collect::<Vec<_>>();
        assert_eq!(names("\u{FEFF}a b.txt\r\n\nc.txt".as_bytes()), ["a b.txt", "c.txt"]);
        assert_eq!(names(b"a\nb.txt\0c.txt\0"), ["a\nb.txt", "c.txt"]);
        assert!(names(b"\n").is_empty());
    }
}
