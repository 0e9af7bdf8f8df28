//! JSON Lines: one object a line. Holds one line at a time, so a file may have any size.

use std::io::BufRead;

use super::Format;
use crate::read::lines::read_line;
use crate::read::object::{Objects, Position, after_object};
use crate::read::record::Reason;
use crate::read::source::{Sink, Source, Stop};

pub(super) const FORMAT: Format = Format { name: NAME, extensions: &["jsonl", "ndjson", "jsonlines"], sniff, read };

const NAME: &str = "jsonlines";

/// Certain when the first line is an object, or the beginning of one that goes on beyond the head, and no line follows that
/// is anything else.
fn sniff(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    let (line, rest) = head.split_at(memchr::memchr(b'\n', head).unwrap_or(head.len()));
    let whole = rest.is_empty() || line.trim_ascii_end().ends_with(b"}");
    whole
        && after_object(line).is_some_and(|after| after.trim_ascii().is_empty())
        && matches!(rest.trim_ascii_start(), [] | [b'{', ..])
}

fn read(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let limit = source.limits.record;
    let mut objects = Objects::new(source, NAME);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let bytes = match read_line(input, limit, &mut line) {
            Ok(0) => break,
            Ok(bytes) => bytes,
            Err(error) => return sink.skip(source.at_line(number), Reason::from_io(&error)),
        };
        if bytes > limit {
            line = Vec::new();
            sink.skip(source.at_line(number), Reason::TooLarge { bytes, limit })?;
        } else if !line.trim_ascii().is_empty() {
            let begin = Position { line: number, ..Position::START };
            match objects.article(line.trim_ascii_end(), begin, source.at_line(number)) {
                Ok(article) => sink.article(article)?,
                Err(reason) => sink.skip(source.at_line(number), reason)?,
            }
        }
    }
    objects.end(sink)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certain_only_of_whole_objects() {
        assert!(sniff(b"\n{\"a\":1}\n\n{\"a\""));
        assert!(sniff(b"{\"a\":1}\r\n{"));
        assert!(sniff(b"{\"a\": \"and so on beyond the head"));
        assert!(!sniff(b"{\n  \"a\": 1\n}\n"));
        assert!(!sniff(b"{\"a\": 1}\nis how it began"));
        assert!(!sniff(b"{\"a\": 1,\n\"b\": 2}"));
        assert!(!sniff(b"{sic}\n{sic}"));
        assert!(!sniff(b"[{\"a\":1},\n{\"a\":1}]"));
    }
}
