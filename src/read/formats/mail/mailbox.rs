//! Mailboxes (RFC 4155 and its variants): where each message begins. Holds one message at a time.

use std::io::BufRead;

use super::{FROM, message};
use crate::read::lines::read_line;
use crate::read::record::Reason;
use crate::read::source::{Sink, Source, Stop};

/// A name of a header field is not longer.
const LONGEST_NAME: usize = 80;

pub(super) fn read(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let limit = source.limits.record;
    let (mut line, mut bytes, mut begin, mut size) = (Vec::new(), Vec::new(), 0, 0);
    let mut after_blank = true;
    for number in 1.. {
        line.clear();
        let length = match read_line(input, limit, &mut line) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) => {
                finish(&bytes, size, begin, source, sink)?;
                return sink.skip(source.at_line(number), Reason::from_io(&error));
            }
        };
        if line.starts_with(FROM) && begins(&line, after_blank, input.fill_buf().unwrap_or_default()) {
            finish(&bytes, size, begin, source, sink)?;
            bytes.clear();
            (begin, size) = (number, 0);
        } else if begin > 0 {
            size += length;
            if size <= limit {
                // A line of the text that looks like a beginning is written with a sign before it.
                let signs = line.iter().take_while(|&&byte| byte == b'>').count();
                let is_quoted = signs > 0 && line[signs..].starts_with(FROM);
                bytes.extend_from_slice(&line[usize::from(is_quoted)..]);
            }
        }
        after_blank = line.trim_ascii().is_empty();
    }
    finish(&bytes, size, begin, source, sink)
}

/// Whether a message begins with this line. Some programs write no blank line before it, others no sign before text that looks so: what follows
/// decides, a header or not.
fn begins(line: &[u8], after_blank: bool, behind: &[u8]) -> bool {
    let name =
        behind.iter().take(LONGEST_NAME).take_while(|&&byte| byte.is_ascii_alphanumeric() || byte == b'-').count();
    let is_header = name > 0 && behind.get(name) == Some(&b':');
    let is_stamp = is_postmark(line);
    match after_blank {
        true => is_stamp || is_header,
        false => is_stamp && is_header,
    }
}

/// Whether a line tells who sent a message, and when: with a time and a year.
fn is_postmark(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(line);
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = |word: &str| {
        let parts: Vec<&str> = word.split(':').collect();
        (2..=3).contains(&parts.len()) && parts.iter().all(|part| (1..=2).contains(&part.len()) && digits(part))
    };
    let words = || line.split_ascii_whitespace().skip(1);
    words().any(is_time) && words().any(|word| word.len() == 4 && digits(word))
}

/// Hands on the message that began at a line, if one did.
fn finish(bytes: &[u8], size: u64, begin: u64, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let limit = source.limits.record;
    match begin {
        0 => Ok(()),
        _ if size > limit => sink.skip(source.at_line(begin), Reason::TooLarge { bytes: size, limit }),
        _ => message::read(bytes, source.at_line(begin), source.limits, sink),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_begins_where_a_header_follows() {
        let stamp = b"From a@b Mon Aug 16 10:00:00 2021\n";
        assert!(begins(stamp, true, b"Subject: x") && begins(stamp, false, b"Subject: x") && begins(stamp, true, b""));
        assert!(!begins(stamp, false, b"Text goes on"));
        assert!(!begins(b"From here on it rained\n", true, b"and snowed: much"));
        assert!(begins(b"From a@b\n", true, b"Received: x") && !begins(b"From a@b\n", false, b"Received: x"));
    }
}
