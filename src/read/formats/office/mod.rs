//! Documents of word processors: DOCX (ECMA-376) and ODT (OpenDocument 1.3). Each is one article: its paragraphs, and what its properties say. What
//! else is packed in the same way (spreadsheets, presentations, books) is told by name, and not read.

mod blocks;
mod core;
mod markup;
mod open_document;
mod word;

use std::io::BufRead;

use self::blocks::Block;
use self::core::Core;
use super::Format;
use crate::read::article::RawArticle;
use crate::read::first_line;
use crate::read::note::Note;
use crate::read::package::{Package, declared_kind, is_document};
use crate::read::record::Reason;
use crate::read::source::{Sink, Source, Stop};

const NAME: &str = "document";

pub(super) const DOCX: Format = Format { name: "docx", extensions: &["docx", "docm", "dotx"], sniff: is_office, read };
pub(super) const ODT: Format = Format { name: "odt", extensions: &["odt", "ott"], sniff: is_open, read };

/// What the files of older word processors begin with, and those of newer ones that have a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Documents by the folder of their main part, and the words for those that are not read.
const KINDS: [(&str, Option<&str>); 5] = [
    ("word/", None),
    ("xl/", Some("a spreadsheet")),
    ("ppt/", Some("a presentation")),
    ("visio/", Some("a drawing")),
    ("OEBPS/", Some("a book")),
];
/// A title may stand below a line or two, such as a date.
const LINES_BEFORE_TITLE: usize = 4;

fn is_office(head: &[u8]) -> bool {
    head.starts_with(COMPOUND) || (is_document(head) && declared_kind(head).is_none())
}

fn is_open(head: &[u8]) -> bool {
    is_document(head) && declared_kind(head).is_some()
}

/// A text in its parts.
struct Text {
    blocks: Vec<Block>,
    /// What is wrong with it, where it could not be read to its end.
    ended: Result<(), String>,
    /// What the names of its styles stand for.
    styles: Vec<(String, String)>,
}

fn read(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let bytes = source.bytes(input)?;
    if bytes.trim_ascii().is_empty() {
        return Ok(());
    }
    if bytes.starts_with(COMPOUND) {
        return Err(compound(&bytes).into());
    }
    let declared = declared_kind(&bytes).map(str::to_string);
    let mut package = Package::open(bytes, source).map_err(|reason| match reason {
        Reason::Archive(what) => damaged(&what),
        other => other,
    })?;
    let depth = source.limits.depth;
    let (text, core) = match declared.as_deref() {
        Some(kind) if kind.starts_with("application/vnd.oasis.opendocument.text") => odt(&mut package, depth)?,
        Some(kind) => return Err(Reason::Document(name_of(kind)).into()),
        None if package.has("content.xml") && package.has("META-INF/manifest.xml") => odt(&mut package, depth)?,
        None => docx(&mut package, depth)?,
    };
    let mut article = RawArticle::new(source.record.clone());
    if let Err(what) = &text.ended {
        if text.blocks.is_empty() {
            return Err(damaged(what).into());
        }
        article.notes.push(Note::Truncated(format!("the document is damaged ({what})")));
    }
    fill(&mut article, text, core);
    if article.is_empty() {
        return Err(Reason::NoText { fields: vec!["properties".to_string()] }.into());
    }
    sink.article(article)
}

fn docx(package: &mut Package<'_>, depth: usize) -> Result<(Text, Core), Reason> {
    let main = main_part(package, depth)?;
    let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    if let Some((_, Some(kind))) = KINDS.iter().find(|(start, _)| main.starts_with(start)) {
        return Err(Reason::Document(kind));
    }
    let xml = package.part(&main)?.ok_or_else(|| damaged("the text is missing"))?;
    let (mut blocks, ended) = word::blocks(&xml, depth);
    for notes in ["footnotes.xml", "endnotes.xml"] {
        // Without them the text is still whole.
        let xml = package.part(&format!("{folder}{notes}")).ok().flatten().unwrap_or_default();
        blocks.extend(word::blocks(&xml, depth).0);
    }
    let styles = package.part(&format!("{folder}styles.xml")).ok().flatten().unwrap_or_default();
    let core = package.part("docProps/core.xml").ok().flatten().unwrap_or_default();
    Ok((Text { blocks, ended, styles: word::styles(&styles, depth) }, Core::read(&core, depth)))
}

/// The name of the part with the text, as the package says it.
fn main_part(package: &mut Package<'_>, depth: usize) -> Result<String, Reason> {
    let relations = package.part("_rels/.rels")?.unwrap_or_default();
    let mut main = None;
    let _ = markup::walk(&relations, depth, &mut |piece| {
        if let markup::Piece::Begin("Relationship", attributes) = piece
            && attributes.get("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        {
            main = attributes.get("Target");
        }
    });
    let named = main.map(|target| target.trim_start_matches('/').to_string());
    let known = || KINDS.iter().find(|(folder, _)| package.has(folder)).map(|(folder, _)| folder.to_string());
    match named.or_else(known).as_deref() {
        Some("word/") => Ok("word/document.xml".to_string()),
        Some(part) => Ok(part.to_string()),
        None => Err(damaged("the text is missing")),
    }
}

fn odt(package: &mut Package<'_>, depth: usize) -> Result<(Text, Core), Reason> {
    let manifest = package.part("META-INF/manifest.xml").ok().flatten().unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Reason::Encrypted);
    }
    let xml = package.part("content.xml")?.ok_or_else(|| damaged("the text is missing"))?;
    let (blocks, ended) = open_document::blocks(&xml, depth);
    let core = package.part("meta.xml").ok().flatten().unwrap_or_default();
    Ok((Text { blocks, ended, styles: open_document::styles(&xml, depth) }, Core::read(&core, depth)))
}

/// A title that the properties give counts first, then a paragraph that is marked as one, then the first line.
fn fill(article: &mut RawArticle, text: Text, core: Core) {
    let Text { mut blocks, styles, .. } = text;
    let is_marked = |block: &Block| {
        let style = block.style.as_deref().unwrap_or_default();
        let name = styles.iter().find(|(id, _)| id == style).map_or(style, |(_, name)| name);
        let name: String = name.chars().filter(|letter| letter.is_alphanumeric()).collect();
        ["title", "heading1"].contains(&name.to_lowercase().as_str())
    };
    let is_line = |block: &Block| !block.is_rows && block.text.chars().count() <= first_line::LONGEST_TITLE;
    let given = core.title.is_some();
    let title = match &core.title {
        // It need not stand in the text twice.
        Some(title) => blocks.iter().take(LINES_BEFORE_TITLE).position(|block| same(&block.text, title)),
        None => blocks.iter().take(LINES_BEFORE_TITLE).position(|block| is_marked(block) && is_line(block)),
    };
    article.title = core.title.unwrap_or_default();
    if let Some(at) = title {
        article.title = blocks.remove(at).text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let body = blocks.into_iter().map(|block| block.text).collect::<Vec<_>>().join("\n\n");
    if article.title.is_empty() && !given {
        let parts = first_line::split(&body);
        article.title = parts.title.to_string();
        article.metadata.url = parts.url.map(str::to_string);
        article.body = parts.body.to_string();
    } else {
        article.body = body;
    }
    article.metadata.authors = core.authors;
    article.metadata.tags = core.keywords;
    article.metadata.language = core.language;
    article.metadata.captured = core.saved;
}

fn same(line: &str, title: &str) -> bool {
    line.split_whitespace().map(str::to_lowercase).eq(title.split_whitespace().map(str::to_lowercase))
}

/// What a document is that is not read, by what it says of itself.
fn name_of(kind: &str) -> &'static str {
    const KNOWN: [(&str, &str); 4] = [
        ("epub", "a book"),
        ("spreadsheet", "a spreadsheet"),
        ("presentation", "a presentation"),
        ("graphics", "a drawing"),
    ];
    KNOWN.iter().find(|(part, _)| kind.contains(part)).map_or("of another kind", |(_, name)| name)
}

/// A compound file: the name of one of its streams tells whether a password guards a newer document in it.
fn compound(bytes: &[u8]) -> Reason {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    match memchr::memmem::find(bytes, &name) {
        Some(_) => Reason::Encrypted,
        None => Reason::Document("of an older word processor or spreadsheet"),
    }
}

fn damaged(what: &str) -> Reason {
    Reason::Malformed { format: NAME, what: format!("damaged: {what}"), line: None, column: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_documents_are_named() {
        assert_eq!(
            compound(COMPOUND).to_string(),
            "a document that is not read (of an older word processor or spreadsheet)"
        );
        assert_eq!(name_of("application/epub+zip"), "a book");
        assert!(is_office(COMPOUND) && !is_open(COMPOUND) && !is_office(b"PK\x03\x04") && !is_office(b""));
    }
}
