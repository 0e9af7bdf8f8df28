//! XML as people meet it: the elements of a stream that hold a record each, one at a time, and each of them as a small tree. Knows no format.
//!
//! Only the five entities of XML, numbers and the names that HTML gives to letters are resolved. What a document type declares never is, so that
//! nothing can grow, and nothing outside is ever opened.

mod entity;
mod records;
mod scan;
mod tree;

pub(super) use entity::unescaped;
pub(super) use records::{Next, Piece, Records};
#[cfg(test)]
pub(super) use tree::parse;
pub(super) use tree::{Element, Names, Spaces, Tree};

/// The local name of the outermost element of a text that begins like XML: behind the declaration, comments and the document type.
pub(super) fn root(head: &[u8]) -> Option<&str> {
    let mut rest = head.strip_prefix(super::decode::UTF8_BOM).unwrap_or(head).trim_ascii_start();
    loop {
        let inner = rest.strip_prefix(b"<")?;
        rest = match inner.first()? {
            b'?' => behind(inner, b"?>")?,
            b'!' if inner.starts_with(b"!--") => behind(inner, b"-->")?,
            b'!' => behind_doctype(inner)?,
            _ => {
                let length = inner.iter().take_while(|byte| scan::is_in_name(**byte)).count();
                let name = std::str::from_utf8(&inner[..length]).ok().filter(|name| !name.is_empty())?;
                return Some(local(name));
            }
        }
        .trim_ascii_start();
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn behind<'a>(text: &'a [u8], end: &[u8]) -> Option<&'a [u8]> {
    memchr::memmem::find(text, end).map(|at| &text[at + end.len()..])
}

/// What follows a document type, which may hold declarations in brackets.
fn behind_doctype(text: &[u8]) -> Option<&[u8]> {
    match memchr::memchr2(b'[', b'>', text)? {
        at if text[at] == b'[' => behind(behind(&text[at..], b"]")?, b">"),
        at => Some(&text[at + 1..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_behind_the_prologue() {
        let check = |head: &str, name: Option<&str>| assert_eq!(root(head.as_bytes()), name, "{head}");
        check(
            "\u{FEFF} <?xml version='1.0'?>\n<!-- <a> --><!DOCTYPE rss [<!ENTITY a '<b>'>]>\n<rss version='2.0'>",
            Some("rss"),
        );
        check("<!DOCTYPE html PUBLIC '-//W3C//DTD'><html>", Some("html"));
        check("<atom:feed>", Some("feed"));
        check("text <rss>", None);
        check("<!-- ", None);
        check("< rss>", None);
        check("", None);
    }
}
