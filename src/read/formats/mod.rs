//! The formats that can be read, one file and one row of [`FORMATS`] each. Formats take readers, never open files, and never
//! import each other.

use std::fmt;
use std::io::BufRead;

use super::decode::is_binary;
use super::record::Reason;
use super::source::{Sink, Source, Stop};

#[cfg(test)]
mod contract;
mod csv;
mod digitalwires;
mod feed;
mod html;
mod json;
mod jsonfeed;
mod jsonlines;
mod mail;
mod markdown;
mod newsml;
mod office;
mod pdf;
mod reuters;
mod text;

/// A way to write articles into a file.
pub struct Format {
    /// Its name, as the user gives it.
    pub name: &'static str,
    /// The extensions of its files, in lower case, without a dot; "" for files that have none.
    pub extensions: &'static [&'static str],
    /// True when a content that begins so is certainly in this format. Extensions decide the rest.
    pub(super) sniff: fn(head: &[u8]) -> bool,
    /// Hands every record to the sink, as an article or a skip. What it returns as failed is the whole source's skip; a
    /// source without any record needs none.
    pub(super) read: fn(&mut dyn BufRead, &Source<'_>, &mut Sink<'_>) -> Result<(), Stop>,
}

/// Every format. Of several that are certain of a content, the first counts.
pub static FORMATS: &[Format] = &[
    // One object alone is either; as JSON it may also wrap articles.
    json::FORMAT,
    jsonlines::FORMAT,
    feed::FORMAT,
    jsonfeed::FORMAT,
    digitalwires::FORMAT,
    newsml::NEWSML,
    newsml::NITF,
    reuters::FORMAT,
    html::FORMAT,
    mail::MBOX,
    mail::EML,
    pdf::FORMAT,
    office::DOCX,
    office::ODT,
    markdown::FORMAT,
    csv::FORMAT,
    text::FORMAT,
];

/// Formats that are written in the syntax of another, which is certain of their contents too: they are asked first, whatever the extension.
const DIALECTS: [&str; 2] = [jsonfeed::FORMAT.name, digitalwires::FORMAT.name];

/// The format of that name.
pub fn format_by_name(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name.eq_ignore_ascii_case(name))
}

/// The format of a content that begins with `head`, in a file with that extension: one that is certain of the content, with
/// the extension if there is a choice; or else the one that the extension names.
pub(super) fn detect(extension: Option<&str>, head: &[u8]) -> Result<&'static Format, Reason> {
    let extension = extension.unwrap_or("");
    let is_named = |format: &&Format| format.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension));
    let is_certain = |format: &&Format| (format.sniff)(head);
    let named = FORMATS.iter().find(is_named);
    let dialect = FORMATS.iter().filter(|format| DIALECTS.contains(&format.name)).find(is_certain);
    if let Some(format) = dialect.or_else(|| named.filter(is_certain)).or_else(|| FORMATS.iter().find(is_certain)) {
        return Ok(format);
    }
    if is_binary(head) { Err(Reason::Binary) } else { named.ok_or(Reason::UnknownFormat) }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Format").field(&self.name).finish()
    }
}
