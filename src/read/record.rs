//! Where an article came from, and why a record did not become one. Knows nothing of formats or files' contents.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::containers::Expansion;

/// The place of one article: a file, and inside it a member or a line. Shown as `path!member:line`, which is how it is cited.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Record {
    /// The file on disk, as it was reached from the root that the user named.
    pub path: PathBuf,
    /// The names inside containers, outermost first; `[2]` is the third element of a JSON array. Empty for a plain file.
    pub members: Vec<String>,
    /// The 1-based line on which the record begins, where a file holds several.
    pub line: Option<u64>,
}

impl Record {
    /// A file that is one record.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Record { path: path.into(), members: Vec::new(), line: None }
    }

    /// The part behind the path, `!member:line`: the position of the record in its file. Empty for a plain file.
    pub fn position(&self) -> String {
        let mut position = String::new();
        for member in &self.members {
            position.push('!');
            position.push_str(member);
        }
        if let Some(line) = self.line {
            position.push(':');
            position.push_str(&line.to_string());
        }
        position
    }

    /// What sort of file holds it, by the end of its name in small letters: `html`; of a member of an archive that of the member, and of a packed file that of what is
    /// packed. None where no name tells.
    ///
    /// ```
    /// use dateline::read::Record;
    ///
    /// let record = Record { members: vec!["2021/Kabul.HTML".into()], ..Record::file("news.zip") };
    /// assert_eq!(record.file_type().as_deref(), Some("html"));
    /// assert_eq!(Record::file("crawl.warc.gz").file_type().as_deref(), Some("warc"));
    /// assert_eq!(Record::file("README").file_type(), None);
    /// ```
    pub fn file_type(&self) -> Option<String> {
        let members = self.members.iter().rev().map(|member| member.to_ascii_lowercase());
        let file = self.path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase());
        members.chain(file).find_map(|name| ending(&name).map(str::to_string))
    }

    /// The same record with its file under another path.
    pub fn with_path(&self, path: &Path) -> Self {
        Record { path: path.to_path_buf(), ..self.clone() }
    }
}

/// What stands behind the last dot of a name, if that tells a sort of file; of packed files, what stands before that.
fn ending(name: &str) -> Option<&str> {
    let (rest, ending) = name.rsplit_once('.')?;
    match ending {
        "gz" | "bz2" | "xz" | "zst" | "lzma" => self::ending(rest).or(Some(ending)),
        _ => {
            let tells = (1..=8).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
            (tells && !rest.is_empty()).then_some(ending)
        }
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.path.display(), self.position())
    }
}

impl Serialize for Record {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A record that did not become an article, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skip {
    /// The record, as far as it could be named.
    pub record: Record,
    /// Why it was skipped.
    pub reason: Reason,
}

/// Why a record was skipped. The text is a fact; what to do about it is the command's to say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Nothing but white space.
    #[error("empty")]
    Empty,
    /// Control bytes that no text has.
    #[error("not text (binary data)")]
    Binary,
    /// No format reads files of this kind.
    #[error("no format for files of this kind")]
    UnknownFormat,
    /// The operating system refused or failed.
    #[error("cannot be read: {0}")]
    Io(String),
    /// The file was there when the folder was listed and is gone now.
    #[error("vanished while indexing")]
    Vanished,
    /// A symbolic link; links are not followed.
    #[error("symbolic link, not followed")]
    Link,
    /// A folder, pipe, socket or device where a file was expected; it is not opened.
    #[error("not a regular file")]
    Special,
    /// The record is larger than the limit.
    #[error("larger than the limit of {limit} bytes ({bytes} bytes)")]
    TooLarge {
        /// Size of the record in bytes, as far as it was read.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Nobody but who knows its password can read it.
    #[error("protected with a password")]
    Encrypted,
    /// A document of a kind that nobody keeps news in; which.
    #[error("a document that is not read ({0})")]
    Document(&'static str),
    /// Pages that were scanned: there is nothing but pictures on so many.
    #[error("only pictures of pages, without text (pages: {0})")]
    Pictures(usize),
    /// What a crawler fetched that is no page with text.
    #[error("no page ({0})")]
    NoPage(String),
    /// What a feed or an agency sends that is no article.
    #[error("no article ({0})")]
    NoArticle(String),
    /// Packed in a way that is known by name only.
    #[error("packed in a way that is not read ({0})")]
    Packed(String),
    /// Its format nests deeper than the limit.
    #[error("nested more than {0} levels deep")]
    Nested(usize),
    /// A page nests deeper than the limit.
    #[error("more than {0} elements are open at a time")]
    OpenTags(usize),
    /// A symbolic link to a folder that it lies in.
    #[error("symbolic link to a folder around it")]
    Loop,
    /// A symbolic link whose target is not there.
    #[error("symbolic link to nothing")]
    Dangling,
    /// It is in the user's list and not on the disk.
    #[error("no such file or folder")]
    Missing,
    /// A field that the user named as a part of articles is in no record of the file.
    #[error("no record has the field {} that --map names", .0)]
    Unmapped(String),
    /// Containers in containers, beyond the limit.
    #[error("packed more than {0} times, one in another")]
    TooDeep(usize),
    /// It grows without measure while it is unpacked.
    #[error("becomes too large when unpacked (more than {0} bytes)")]
    Expands(u64),
    /// A container breaks its rules.
    #[error("the archive is damaged ({0})")]
    Archive(String),
    /// The record breaks its format's rules.
    #[error("{what} ({format}{})", at(.line, .column))]
    Malformed {
        /// Name of the format that refused it.
        format: &'static str,
        /// What is wrong.
        what: String,
        /// 1-based line in the file, where known.
        line: Option<u64>,
        /// 1-based column in that line, where known.
        column: Option<u64>,
    },
    /// An error in dateline itself.
    #[error("dateline failed on it, which is an error in dateline: {0}")]
    Fault(String),
    /// Well-formed, but without a title and without text.
    #[error("no title and no text{}", listed(.fields))]
    NoText {
        /// The field names that the record has.
        fields: Vec<String>,
    },
}

impl Reason {
    /// What a failure of the operating system means for a record.
    pub fn from_io(error: &std::io::Error) -> Self {
        if let Some(Expansion { limit }) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
            return Reason::Expands(*limit);
        }
        match error.kind() {
            std::io::ErrorKind::NotFound => Reason::Vanished,
            _ => {
                let text = error.to_string();
                // The number that the system gives its error tells nobody anything.
                Reason::Io(text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words).to_string())
            }
        }
    }
}

/// How many of the fields of a record without text are named, and how much of each name.
const SHOWN_FIELDS: usize = 8;
const SHOWN_NAME: usize = 40;

fn listed(fields: &[String]) -> String {
    let clipped = fields.iter().take(SHOWN_FIELDS).map(|name| name.chars().take(SHOWN_NAME).collect::<String>());
    let names = clipped.collect::<Vec<_>>().join(", ");
    match fields.len() {
        0 => String::new(),
        1..=SHOWN_FIELDS => format!(" (fields: {names})"),
        more => format!(" (fields: {names} and {} more)", more - SHOWN_FIELDS),
    }
}

fn at(line: &Option<u64>, column: &Option<u64>) -> String {
    match (line, column) {
        (Some(line), Some(column)) => format!(", line {line}, column {column}"),
        (Some(line), None) => format!(", line {line}"),
        _ => String::new(),
    }
}

impl Serialize for Reason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
