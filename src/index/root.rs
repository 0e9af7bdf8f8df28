//! The folders and files that the user named, how each of them is read, and which of them a file belongs to. Reads nothing.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::read::{FieldMap, Format, Limits, Reading, WalkOptions, format_by_name};

/// A folder or file that the user named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Where it is, absolute.
    pub path: PathBuf,
    /// What a file from a list is called there: its articles' ids and dates may come from it.
    pub called: Option<String>,
    /// How it is read.
    pub options: RootOptions,
}

/// How a root is read, as the user said when naming it. It stays so until something else is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RootOptions {
    /// Patterns of what is left out.
    pub exclude: Vec<String>,
    /// Whether files and folders are taken in whose name begins with a dot.
    pub hidden: bool,
    /// Whether symbolic links are followed.
    pub follow_links: bool,
    /// The format of every file.
    pub input_format: Option<String>,
    /// Fields that are mapped to parts of articles, as `title=Headline`.
    pub map: Vec<String>,
    /// How much is read before a record is refused.
    pub limits: Limits,
}

impl RootOptions {
    /// Which files belong to the root.
    pub fn walk(&self) -> WalkOptions {
        let RootOptions { hidden, follow_links, exclude, .. } = self.clone();
        WalkOptions { hidden, follow_links, exclude }
    }

    /// How they are read.
    pub fn reading(&self) -> Reading {
        let mut map = FieldMap::default();
        for entry in &self.map {
            // Whoever made the options has checked them.
            let _ = map.add(entry);
        }
        Reading { format: self.format(), limits: self.limits, map }
    }

    fn format(&self) -> Option<&'static Format> {
        self.input_format.as_deref().and_then(format_by_name)
    }

    /// Whether a file has to be read again that was read under `old` options: some of its records might come out otherwise.
    pub(super) fn reads_otherwise(&self, old: &RootOptions, stopped_by_limit: bool) -> bool {
        if (&self.input_format, &self.map) != (&old.input_format, &old.map) {
            return true;
        }
        self.limits != old.limits && (stopped_by_limit || !self.limits.admit(&old.limits))
    }
}

/// What the user says of how roots are read. What nothing is said of stays as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OptionChange {
    /// Forgets what was said before.
    pub forget: bool,
    /// See [`RootOptions`].
    pub exclude: Option<Vec<String>>,
    /// See [`RootOptions`].
    pub hidden: Option<bool>,
    /// See [`RootOptions`].
    pub follow_links: Option<bool>,
    /// See [`RootOptions`].
    pub input_format: Option<&'static str>,
    /// See [`RootOptions`].
    pub map: Option<Vec<String>>,
    /// Each of [`Limits`] that is moved.
    pub limits: LimitChange,
}

/// The limits that are moved; see [`Limits`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct LimitChange {
    pub record: Option<u64>,
    pub text: Option<u64>,
    pub nesting: Option<usize>,
    pub depth: Option<usize>,
    pub html_depth: Option<usize>,
    pub unpacked: Option<u64>,
    pub ratio: Option<u64>,
}

impl LimitChange {
    /// The limits after the change.
    pub fn apply(&self, old: Limits) -> Limits {
        Limits {
            record: self.record.unwrap_or(old.record),
            text: self.text.unwrap_or(old.text),
            nesting: self.nesting.unwrap_or(old.nesting),
            depth: self.depth.unwrap_or(old.depth),
            unpacked: self.unpacked.unwrap_or(old.unpacked),
            html_depth: self.html_depth.unwrap_or(old.html_depth),
            ratio: self.ratio.unwrap_or(old.ratio),
        }
    }
}

impl OptionChange {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        *self == OptionChange::default()
    }

    /// The options after the change.
    pub fn apply(&self, old: &RootOptions) -> RootOptions {
        let old = if self.forget { RootOptions::default() } else { old.clone() };
        RootOptions {
            exclude: self.exclude.clone().unwrap_or(old.exclude),
            hidden: self.hidden.unwrap_or(old.hidden),
            follow_links: self.follow_links.unwrap_or(old.follow_links),
            input_format: self.input_format.map(str::to_string).or(old.input_format),
            map: self.map.clone().unwrap_or(old.map),
            limits: self.limits.apply(old.limits),
        }
    }
}

/// Both lists in one, sorted, without roots that lie inside another. A root that was known before stays as it was.
pub fn merged(old: &[Root], new: Vec<Root>) -> Vec<Root> {
    let mut all: Vec<Root> = old.iter().cloned().chain(new).collect();
    // The sort keeps equal roots in their order, and puts a folder before everything inside it.
    all.sort_by(|one, other| one.path.cmp(&other.path));
    let mut kept: Vec<Root> = Vec::new();
    for root in all {
        if kept.last().is_none_or(|outer| !root.path.starts_with(&outer.path)) {
            kept.push(root);
        }
    }
    kept
}

/// Which of some roots a path belongs to. They are sorted and none lies inside another, as [`merged`] makes them.
pub fn owner<'a>(roots: &'a [Root], path: &Path) -> Option<&'a Root> {
    let before = roots.partition_point(|root| root.path.as_path() <= path);
    roots[..before].last().filter(|root| path.starts_with(&root.path))
}

/// Whether a path lies below one of some sorted paths, none of which lies inside another.
pub fn is_below(paths: &[PathBuf], path: &Path) -> bool {
    let before = paths.partition_point(|root| root.as_path() <= path);
    paths[..before].last().is_some_and(|root| path.starts_with(root))
}

/// A path as a name that does not depend on the folder it is looked at from: without what leads up or begins at the top.
pub fn called(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        std::path::Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(path: &str) -> Root {
        Root { path: path.into(), called: None, options: RootOptions::default() }
    }

    #[test]
    fn the_outer_root_owns_what_lies_in_it() {
        let roots =
            merged(&[root("/a/b"), root("/c")], vec![root("/a-b"), root("/a"), root("/c/d.txt"), root("/e.txt")]);
        let paths: Vec<&str> = roots.iter().map(|root| root.path.to_str().unwrap()).collect();
        assert_eq!(paths, ["/a", "/a-b", "/c", "/e.txt"]);
        let owned = |path: &str| owner(&roots, Path::new(path)).map(|root| root.path.to_str().unwrap());
        assert_eq!(owned("/a/x/y"), Some("/a"));
        assert_eq!(owned("/a-b/x"), Some("/a-b"));
        assert_eq!((owned("/e.txt"), owned("/e.txt2"), owned("/b"), owned("/")), (Some("/e.txt"), None, None, None));
    }

    #[test]
    fn what_is_not_said_stays_and_forgetting_comes_first() {
        let old = RootOptions { hidden: true, exclude: vec!["a".into()], ..RootOptions::default() };
        let change = OptionChange { exclude: Some(vec!["b".into()]), ..OptionChange::default() };
        assert_eq!(change.apply(&old), RootOptions { exclude: vec!["b".into()], ..old.clone() });
        let change = OptionChange { forget: true, map: Some(vec!["title=T".into()]), ..OptionChange::default() };
        assert_eq!(change.apply(&old), RootOptions { map: vec!["title=T".into()], ..RootOptions::default() });
        assert!(OptionChange::default().is_empty() && !change.is_empty());
    }

    #[test]
    fn only_files_that_a_change_may_concern_are_read_again() {
        let old = RootOptions::default();
        let with = |limits| RootOptions { limits, ..RootOptions::default() };
        let raised = with(Limits { record: old.limits.record * 2, ..old.limits });
        assert!(!raised.reads_otherwise(&old, false) && raised.reads_otherwise(&old, true));
        assert!(old.reads_otherwise(&raised, false), "what was read may be too large now");
        assert!(RootOptions { map: vec!["title=T".into()], ..old.clone() }.reads_otherwise(&old, false));
        assert!(!RootOptions { hidden: true, ..old.clone() }.reads_otherwise(&old, false));
    }

    #[test]
    fn names_in_lists_do_not_depend_on_where_they_are_read() {
        for path in ["2021/08/a.txt", "./2021/08/a.txt", "../2021/08/a.txt", "/2021/08/a.txt"] {
            assert_eq!(called(Path::new(path)), "2021/08/a.txt");
        }
    }
}
