//! Documents that are zip archives inside, as word processors write them (ECMA-376 part 2, ODF 1.3 part 2): how they are told from archives of
//! files, and their parts, each within the limits. Knows no document's text.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::decode::decode;
use super::record::Reason;
use super::source::Source;

/// Where the first member's name stands, and its length.
const FIRST_NAME: usize = 30;
const FIRST_LENGTH: std::ops::Range<usize> = 26..28;

/// First members that only documents have.
const CERTAIN: [&str; 7] = [
    "[Content_Types].xml",
    "mimetype",
    "_rels/",
    "_rels/.rels",
    "META-INF/container.xml",
    "META-INF/manifest.xml",
    "Configurations2/",
];

/// Folders of documents, whose first member is a part of one if it is XML or a picture of the document.
const FOLDERS: [&str; 5] = ["word/", "xl/", "ppt/", "docProps/", "customXml/"];

/// Whether a content that begins so is a document. Some programs write its parts in any order.
pub(super) fn is_document(head: &[u8]) -> bool {
    first_name(head).is_some_and(|name| {
        let name = name.trim_start_matches("./").trim_start_matches('/');
        let is_part = |folder: &&str| {
            name.strip_prefix(*folder).is_some_and(|rest| {
                rest.is_empty() || rest.ends_with(".xml") || rest.ends_with(".rels") || rest.starts_with("media/")
            })
        };
        CERTAIN.contains(&name) || FOLDERS.iter().any(is_part)
    })
}

/// What the first member of an OpenDocument or of a book says of its kind.
pub(super) fn declared_kind(head: &[u8]) -> Option<&str> {
    let name = first_name(head).filter(|name| *name == "mimetype")?;
    // It is not packed, so that it can be read here.
    let behind = FIRST_NAME + name.len() + usize::from(u16::from_le_bytes([*head.get(28)?, *head.get(29)?]));
    let kind = head.get(behind..)?;
    let length = kind.iter().take_while(|byte| byte.is_ascii_graphic()).count();
    let kind = std::str::from_utf8(&kind[..length]).ok()?;
    Some(kind.strip_suffix("PK").unwrap_or(kind))
}

fn first_name(head: &[u8]) -> Option<&str> {
    let length = head.starts_with(b"PK\x03\x04").then(|| head.get(FIRST_LENGTH)).flatten()?;
    let length = usize::from(u16::from_le_bytes([length[0], length[1]]));
    std::str::from_utf8(head.get(FIRST_NAME..FIRST_NAME + length)?).ok()
}

/// The method that stands for what is encrypted.
const AES: u16 = 99;

/// What an error of a zip archive means for a record.
pub(super) fn reason(error: &ZipError) -> Reason {
    match error {
        ZipError::Io(error) => Reason::from_io(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Reason::Encrypted,
        ZipError::UnsupportedArchive(what) if what.to_lowercase().contains("encrypt") => Reason::Encrypted,
        ZipError::CompressionMethodNotSupported(method) => unread_method(*method),
        ZipError::InvalidArchive(what) if what.contains("EOCD") => {
            Reason::Archive("the list of what is in it, at its end, is missing".to_string())
        }
        error => Reason::Archive(error.to_string()),
    }
}

/// What a way of packing that is not read means for a record.
pub(super) fn unread_method(method: u16) -> Reason {
    if method == AES { Reason::Encrypted } else { Reason::Packed(format!("zip method {method}")) }
}

/// A document whose parts are read one by one.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    source: &'a Source<'a>,
}

impl<'a> Package<'a> {
    pub fn open(bytes: Vec<u8>, source: &'a Source<'a>) -> Result<Self, Reason> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| reason(&error))?;
        Ok(Package { archive, source })
    }

    /// Whether there is a part whose name begins so.
    pub fn has(&self, start: &str) -> bool {
        self.archive.file_names().flatten().any(|name| plain(&name).starts_with(&plain(start)))
    }

    /// A part as text, by its name, in which case does not count. None when there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Reason> {
        let Some(number) = (0..self.archive.len()).find(|&number| {
            let known = self.archive.name_for_index(number).and_then(Result::ok);
            known.is_some_and(|known| plain(&known) == plain(name))
        }) else {
            return Ok(None);
        };
        let limit = self.source.limits.text;
        let member = self.archive.by_index(number).map_err(|error| reason(&error))?;
        let mut bytes = Vec::new();
        let mut metered = self.source.budget.meter(member).take(limit.saturating_add(1));
        if let Err(error) = metered.read_to_end(&mut bytes) {
            return Err(Reason::from_io(&error));
        }
        match bytes.len() as u64 {
            bytes if bytes > limit => Err(Reason::TooLarge { bytes, limit }),
            _ => decode(bytes).map(|decoded| Some(decoded.text)).ok_or(Reason::Binary),
        }
    }
}

/// A name as it compares: some programs begin it with a slash, or write it with backslashes.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches("./").trim_start_matches('/').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(name: &str, content: &str) -> Vec<u8> {
        let mut head = b"PK\x03\x04".to_vec();
        head.resize(26, 0);
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0, 0]);
        [head, name.as_bytes().to_vec(), content.as_bytes().to_vec()].concat()
    }

    #[test]
    fn documents_are_told_from_archives() {
        for name in
            ["[Content_Types].xml", "mimetype", "word/document.xml", "_rels/.rels", "docProps/app.xml", "/word/"]
        {
            assert!(is_document(&head(name, "")), "{name}");
        }
        for name in ["word/letter.txt", "mimetypes.txt", "a.docx", "wordy/document.xml", "news/", ""] {
            assert!(!is_document(&head(name, "")), "{name}");
        }
        assert!(!is_document(b"PK\x03\x04") && !is_document(b"") && !is_document(&head("mimetype", "")[..31]));
    }

    #[test]
    fn a_book_says_what_it_is() {
        let book = head("mimetype", "application/epub+zipPK\x03\x04");
        assert_eq!(declared_kind(&book), Some("application/epub+zip"));
        assert_eq!(declared_kind(&head("content.xml", "x")), None);
        assert_eq!(declared_kind(b"PK\x03\x04"), None);
    }
}
