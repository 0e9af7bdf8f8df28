//! JSON Lines: one object a line. Holds one line at a time, so a file may have any size.

use std::io::{self, BufRead, Read};

use super::Format;
use crate::read::object::{self, Position, after_object};
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
            match object::article(line.trim_ascii_end(), begin, source.at_line(number), NAME) {
                Ok(article) => sink.article(article)?,
                Err(reason) => sink.skip(source.at_line(number), reason)?,
            }
        }
    }
    Ok(())
}

/// Reads a line with its end into `line` and returns how many bytes it has; none at the end of the file. Of a line that is longer than `limit` the rest is
/// passed over, not kept.
fn read_line(input: &mut dyn BufRead, limit: u64, line: &mut Vec<u8>) -> io::Result<u64> {
    // The end of the line may come on top of the limit.
    let most = limit.saturating_add(2);
    (&mut *input).take(most).read_until(b'\n', line)?;
    let mut bytes = line.len() as u64;
    if line.ends_with(b"\n") {
        return Ok(line.trim_ascii_end().len().max(1) as u64);
    }
    if bytes == most {
        bytes += input.skip_until(b'\n')? as u64;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_passed_over_to_its_end() {
        let mut input = io::Cursor::new(b"12345678901234567890\nab\r\n12345\n\nlast".to_vec());
        let mut next = || {
            let mut line = Vec::new();
            let bytes = read_line(&mut input, 5, &mut line).unwrap();
            (bytes, String::from_utf8(line).unwrap())
        };
        assert_eq!(next().0, 21);
        assert_eq!(next(), (2, "ab\r\n".to_owned()));
        assert_eq!(next(), (5, "12345\n".to_owned()));
        assert_eq!(next(), (1, "\n".to_owned()));
        assert_eq!(next(), (4, "last".to_owned()));
        assert_eq!(next().0, 0);
    }

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
