//! E-mail newsletters: one message a file (RFC 5322), or many in a mailbox (RFC 4155), of which one is held at a time. Subject, sender, date and text
//! count; attachments do not, but for messages in messages, which are articles of their own.

mod body;
mod mailbox;
mod message;

use std::io::BufRead;

use super::Format;
use crate::read::source::{Sink, Source, Stop};

pub(super) const EML: Format = Format { name: "eml", extensions: &["eml"], sniff: is_message, read: read_message };
pub(super) const MBOX: Format = Format { name: "mbox", extensions: &["mbox"], sniff: is_mailbox, read: mailbox::read };

/// Begins the line before each message of a mailbox.
const FROM: &[u8] = b"From ";
/// Header fields that messages have and hardly any other text begins with.
const FIELDS: [&str; 10] = [
    "received",
    "return-path",
    "delivered-to",
    "message-id",
    "mime-version",
    "from",
    "to",
    "subject",
    "date",
    "content-type",
];

/// Three of the fields, one a line, and nothing that is none before them.
fn is_message(head: &[u8]) -> bool {
    let mut known = 0;
    for line in head.split(|&byte| byte == b'\n').take(60) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let Some(colon) = line.iter().position(|&byte| byte == b':') else {
            match line.first() {
                Some(b' ' | b'\t') if known > 0 => continue,
                _ => break,
            }
        };
        let name = &line[..colon];
        let is_name = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        let folded = line.starts_with(b" ") || line.starts_with(b"\t");
        if !is_name && !folded {
            break;
        }
        known += usize::from(FIELDS.iter().any(|field| field.as_bytes().eq_ignore_ascii_case(name)));
    }
    known >= 3
}

fn is_mailbox(head: &[u8]) -> bool {
    let end = memchr::memchr(b'\n', head).map_or(head.len(), |at| at + 1);
    head.starts_with(FROM) && is_message(&head[end..])
}

fn read_message(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let bytes = source.bytes(input)?;
    message::read(&bytes, source.record.clone(), source.limits, sink)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_no_message() {
        assert!(is_message(b"Received: from a\r\n by b: 1\r\nDate: x\r\nX-Own: 1\r\nSubject: y\r\n\r\nText"));
        assert!(!is_message(b"Dear Sir: this\nDate: x\nSubject: y\nFrom: z"));
        assert!(!is_message(b"From: here\nTo: there\nWe went."));
        assert!(is_mailbox(b"From a@b Mon Aug 16 10:00:00 2021\nFrom: a\nDate: x\nSubject: y\n\nText"));
        assert!(!is_mailbox(b"From here on\nit rained."));
        assert!(!is_message(b"") && !is_mailbox(b""));
    }
}
