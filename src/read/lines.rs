//! Lines, and what else of a text is taken piece by piece; they may be longer than anybody wants to hold. Knows no format.

use std::io::{self, BufRead, Read};

/// Reads a line with its end into `line` and returns how many bytes it has; none at the end of the file. Of a line that is longer than `limit` the rest is
/// passed over, not kept.
pub(super) fn read_line(input: &mut dyn BufRead, limit: u64, line: &mut Vec<u8>) -> io::Result<u64> {
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

/// Lines without the indentation of the markup they stood in, paragraphs apart by one empty line.
pub(super) fn unindented(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim) {
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_string()
}

/// What is at hand of an input; empty only at its end.
pub(super) fn window<'i>(input: &'i mut (dyn BufRead + '_)) -> io::Result<&'i [u8]> {
    while let Err(error) = input.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    input.fill_buf()
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
}
