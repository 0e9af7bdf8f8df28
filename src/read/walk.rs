//! The files below a root, in an order that does not change. Opens no file and knows nothing of what is in them.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

use super::exclude::Rules;
use super::record::{Reason, Record, Skip};

/// A regular file below a root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// The file, as it is reached from the root that the user named.
    pub path: PathBuf,
    /// Its path below the root with `/` between the parts; the file's name when the root is the file itself.
    /// Two files never share it: bytes that are not Unicode are written `\u{FFFD}` and two hexadecimal digits.
    pub relative: String,
    /// Size in bytes.
    pub size: u64,
    /// When its content last changed, in nanoseconds since 1970.
    pub modified: i64,
    /// The file itself, where symbolic links lead to it under another path.
    pub real: Option<PathBuf>,
}

/// What a walk takes in beside the ordinary files, and what it leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WalkOptions {
    /// Files and folders whose name begins with a dot, and what browsers save beside a page. Without it they are passed over and not reported.
    pub hidden: bool,
    /// What symbolic links lead to. Without it each link is a skip.
    pub follow_links: bool,
    /// Patterns of what is left out, as Git writes them. Files and folders that match are not reported.
    pub exclude: Vec<String>,
}

/// A root that cannot be walked at all. Nothing may be concluded about the files that were there before.
#[derive(Debug, thiserror::Error)]
pub enum RootError {
    /// Nothing is there.
    #[error("{}: no such file or folder", .0.display())]
    Missing(PathBuf),
    /// Something is there that cannot be listed or inspected.
    #[error("{}: {error}", .path.display())]
    Unreadable {
        /// The root.
        path: PathBuf,
        /// Why the operating system refused.
        error: std::io::Error,
    },
}

/// Lists the files of `root`, a folder or a single file, sorted by name folder by folder.
///
/// Symbolic links below the root are followed or skips; the root may be one. So may it be hidden. A folder below the root that cannot be listed is
/// a skip.
///
/// # Errors
/// When the root is missing or cannot be read.
pub fn walk(root: &Path, options: WalkOptions) -> Result<Walk, RootError> {
    walk_in(root, root, options)
}

/// Lists the files of `root`, which lies in the root `base`: what is left out is what a walk through the whole of that leaves out.
///
/// # Errors
/// When the root is missing or cannot be read.
pub fn walk_in(base: &Path, root: &Path, options: WalkOptions) -> Result<Walk, RootError> {
    let inspected =
        fs::metadata(root).and_then(|metadata| if metadata.is_dir() { fs::read_dir(root).map(drop) } else { Ok(()) });
    match inspected {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(RootError::Missing(root.to_path_buf()));
        }
        Err(error) => return Err(RootError::Unreadable { path: root.to_path_buf(), error }),
    }
    let mut rules = Rules::new(base, &options.exclude);
    let mut is_left_out = false;
    let around: Vec<&Path> = root.ancestors().take_while(|folder| *folder != base && root != base).collect();
    for inner in around.into_iter().rev() {
        rules.enter(inner.parent().unwrap_or(base));
        is_left_out |= rules.leave_out(inner, inner.is_dir());
    }
    let entries = WalkDir::new(root).follow_links(options.follow_links).sort_by_file_name().into_iter();
    let root = root.to_path_buf();
    Ok(Walk { root, options, rules, is_left_out, entries, linked: HashSet::new(), wrong: None })
}

/// The walk through one root; see [`walk()`].
#[derive(Debug)]
pub struct Walk {
    root: PathBuf,
    options: WalkOptions,
    rules: Rules,
    /// Whether all of it is left out.
    is_left_out: bool,
    entries: walkdir::IntoIter,
    /// Folders that links have led to.
    linked: HashSet<PathBuf>,
    /// What was wrong with the patterns of the folder that was entered last.
    wrong: Option<Skip>,
}

impl Iterator for Walk {
    type Item = Result<FoundFile, Skip>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_left_out {
            return None;
        }
        loop {
            if let Some(skip) = self.wrong.take() {
                return Some(Err(skip));
            }
            let entry = match self.entries.next()? {
                Ok(entry) => entry,
                Err(error) => match self.refused(&error) {
                    Some(skip) => return Some(Err(skip)),
                    None => continue,
                },
            };
            let is_folder = entry.file_type().is_dir();
            if self.passes_over(&entry) {
                if is_folder {
                    self.entries.skip_current_dir();
                }
            } else if is_folder && entry.depth() > 0 {
                self.wrong = self.rules.enter(entry.path());
            } else {
                if entry.depth() == 0 && entry.path().is_dir() {
                    self.wrong = self.rules.enter(entry.path());
                }
                match self.found(&entry) {
                    Some(outcome) => return Some(outcome),
                    None => continue,
                }
            }
        }
    }
}

impl Walk {
    fn passes_over(&mut self, entry: &DirEntry) -> bool {
        if entry.depth() == 0 {
            return false;
        }
        let is_folder = entry.file_type().is_dir();
        // A folder that two links lead to is walked once.
        let is_known = is_folder
            && entry.path_is_symlink()
            && entry.path().canonicalize().is_ok_and(|folder| !self.linked.insert(folder));
        let is_hidden =
            self.is_hidden(entry.file_name()) || is_folder && !self.options.hidden && is_part_of_page(entry.path());
        is_known || is_hidden || self.rules.leave_out(entry.path(), is_folder)
    }

    fn is_hidden(&self, name: &OsStr) -> bool {
        !self.options.hidden && name.as_encoded_bytes().starts_with(b".")
    }

    /// The file at `entry`; nothing when it is a folder, which a root behind a symbolic link may turn out to be.
    fn found(&self, entry: &DirEntry) -> Option<Result<FoundFile, Skip>> {
        let skip = |reason| Some(Err(Skip { record: Record::file(entry.path()), reason }));
        let metadata = if entry.depth() == 0 || self.options.follow_links {
            fs::metadata(entry.path())
        } else if entry.file_type().is_symlink() {
            return skip(Reason::Link);
        } else {
            fs::symlink_metadata(entry.path())
        };
        let path = entry.path().to_path_buf();
        match metadata {
            Err(error) => skip(Reason::from_io(&error)),
            Ok(metadata) if metadata.is_dir() => None,
            Ok(metadata) if !metadata.is_file() => skip(Reason::Special),
            Ok(metadata) => Some(Ok(FoundFile {
                relative: relative(&path, &self.root),
                size: metadata.len(),
                modified: modified(&metadata),
                real: if self.options.follow_links {
                    path.canonicalize().ok().filter(|real| *real != path)
                } else {
                    None
                },
                path,
            })),
        }
    }

    /// Why an entry could not be looked at; nothing if nobody wants to look at it.
    fn refused(&mut self, error: &walkdir::Error) -> Option<Skip> {
        let path = error.path().unwrap_or(&self.root).to_path_buf();
        if path != self.root
            && (path.file_name().is_some_and(|n| self.is_hidden(n)) || self.rules.leave_out(&path, false))
        {
            return None;
        }
        let is_link = path.is_symlink();
        let reason = match error.io_error() {
            Some(error) if is_link && error.kind() == std::io::ErrorKind::NotFound => Reason::Dangling,
            Some(error) => Reason::from_io(error),
            None => Reason::Loop,
        };
        Some(Skip { record: Record::file(path), reason })
    }
}

/// What browsers add to the name of a page for the folder with its pictures and frames, in several languages.
const PARTS: [&str; 7] = ["_files", "_fichiers", "_archivos", "_arquivos", "_file", "-Dateien", "_bestanden"];

/// Whether a folder lies beside the page whose parts it holds, as browsers save them.
fn is_part_of_page(folder: &Path) -> bool {
    let name = folder.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let page = PARTS.iter().find_map(|ending| name.strip_suffix(ending)).filter(|page| !page.is_empty());
    page.is_some_and(|page| ["html", "htm"].iter().any(|end| folder.with_file_name(format!("{page}.{end}")).is_file()))
}

/// The path of a file below a root, with `/` between the names and nothing lost of names that are not Unicode; the file's name when it is the root.
pub fn relative(path: &Path, root: &Path) -> String {
    let below = match path.strip_prefix(root) {
        Ok(below) if !below.as_os_str().is_empty() => below,
        _ => Path::new(path.file_name().unwrap_or(path.as_os_str())),
    };
    let parts: Vec<String> = below.iter().map(|part| unicode(part.as_encoded_bytes())).collect();
    parts.join("/")
}

/// A name as Unicode, such that different names stay different: U+FFFD always stands before one byte in hexadecimal,
/// and a U+FFFD in the name itself is written as its three bytes.
fn unicode(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len());
    for chunk in name.utf8_chunks() {
        for part in chunk.valid().split_inclusive('\u{FFFD}') {
            match part.strip_suffix('\u{FFFD}') {
                Some(plain) => {
                    text.push_str(plain);
                    push_bytes(&mut text, "\u{FFFD}".as_bytes());
                }
                None => text.push_str(part),
            }
        }
        push_bytes(&mut text, chunk.invalid());
    }
    text
}

fn push_bytes(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        text.push_str(&format!("\u{FFFD}{byte:02x}"));
    }
}

fn modified(metadata: &Metadata) -> i64 {
    let Ok(time) = metadata.modified() else { return 0 };
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanos| -nanos),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path) -> Vec<String> {
        let describe = |outcome: Result<FoundFile, Skip>| match outcome {
            Ok(file) => file.relative,
            Err(skip) => format!("{} - {}", relative(&skip.record.path, root), skip.reason),
        };
        walk(root, WalkOptions::default()).unwrap().map(describe).collect()
    }

    #[test]
    fn files_come_sorted_and_hidden_ones_do_not_come() {
        let folder = tempfile::Builder::new().prefix(".hidden-root").tempdir().unwrap();
        let root = folder.path();
        for path in ["b/2.txt", "b/1.txt", "a.txt", "c/.cache/x.txt", ".DS_Store", "é/1.txt"] {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), "x").unwrap();
        }
        assert_eq!(names(root), ["a.txt", "b/1.txt", "b/2.txt", "é/1.txt"]);
        assert_eq!(names(&root.join("b/2.txt")), ["2.txt"]);
        let all = walk(root, WalkOptions { hidden: true, ..WalkOptions::default() }).unwrap().count();
        assert_eq!(all, 6);
    }

    #[test]
    fn the_parts_of_a_saved_page_are_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        for path in
            ["Kabul falls.html", "Kabul falls_files/frame.html", "other_files/a.html", "b.htm", "b-Dateien/x.js"]
        {
            fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
            fs::write(folder.path().join(path), "x").unwrap();
        }
        assert_eq!(names(folder.path()), ["Kabul falls.html", "b.htm", "other_files/a.html"]);
        let all = walk(folder.path(), WalkOptions { hidden: true, ..WalkOptions::default() }).unwrap().count();
        assert_eq!(all, 5);
    }

    #[test]
    fn missing_root_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(walk(&folder.path().join("none"), WalkOptions::default()), Err(RootError::Missing(_))));
    }

    #[test]
    fn size_and_time_are_the_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "12345").unwrap();
        let time = UNIX_EPOCH - std::time::Duration::from_nanos(1_500_000_000);
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        let file = walk(&path, WalkOptions::default()).unwrap().next().unwrap().unwrap();
        assert_eq!((file.size, file.modified, file.path), (5, -1_500_000_000, path));
    }

    #[test]
    fn names_that_are_not_unicode_stay_apart() {
        let names = [&b"a\xff"[..], b"a\xfe", b"a\xef\xbf\xbd", b"a\xef\xbf\xbdff", b"aff"];
        let distinct: std::collections::BTreeSet<String> = names.iter().map(|name| unicode(name)).collect();
        assert_eq!(distinct.len(), names.len());
        assert_eq!(unicode(b"a\xff"), "a\u{FFFD}ff");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_are_skips_and_a_linked_root_is_walked() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("root");
        fs::create_dir(&root).unwrap();
        fs::write(root.join("a.txt"), "x").unwrap();
        symlink(&root, root.join("loop")).unwrap();
        symlink(root.join("nowhere"), root.join("broken")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(root.join("socket")).unwrap();
        let expected = [
            "a.txt",
            "broken - symbolic link, not followed",
            "loop - symbolic link, not followed",
            "socket - not a regular file",
        ];
        assert_eq!(names(&root), expected);
        let linked = folder.path().join("linked");
        symlink(&root, &linked).unwrap();
        assert_eq!(names(&linked), expected);
        symlink(root.join("a.txt"), folder.path().join("link.txt")).unwrap();
        assert_eq!(names(&folder.path().join("link.txt")), ["link.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn folders_that_cannot_be_listed_are_skips_but_errors_at_the_root() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let closed = folder.path().join("closed");
        fs::create_dir(&closed).unwrap();
        fs::write(folder.path().join("open.txt"), "x").unwrap();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
        // The superuser may list any folder, so there is nothing to see.
        if fs::read_dir(&closed).is_ok() {
            return;
        }
        assert_eq!(names(folder.path()), ["closed - cannot be read: Permission denied (os error 13)", "open.txt"]);
        assert!(matches!(walk(&closed, WalkOptions::default()), Err(RootError::Unreadable { .. })));
    }
}
