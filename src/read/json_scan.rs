//! Finds where JSON values begin and end in a stream, without understanding them and in one pass. What a value's bytes mean,
//! and whether they are right, is for the parser to say.

use std::io::{self, BufRead};

use super::lines::window;
use super::object::Position;

/// A stream of JSON, and the bytes of the value that is being read.
pub(super) struct Scanner<'a> {
    input: &'a mut dyn BufRead,
    /// The place of the next byte.
    next: Position,
    limit: u64,
    /// The value so far.
    pub value: Value,
}

/// The bytes of a value.
#[derive(Debug)]
pub(super) struct Value {
    /// The place of its first byte.
    pub begin: Position,
    /// Its bytes; none of them once there are more than the limit.
    pub bytes: Vec<u8>,
    /// How many bytes there are.
    pub size: u64,
}

impl<'a> Scanner<'a> {
    /// Keeps at most `limit` bytes of a value.
    pub fn new(input: &'a mut dyn BufRead, limit: u64) -> Self {
        let value = Value { begin: Position::START, bytes: Vec::new(), size: 0 };
        Scanner { input, next: Position::START, limit, value }
    }

    /// The place of the next byte.
    pub fn position(&self) -> Position {
        self.next
    }

    /// Begins a value at the next byte, and forgets the one before.
    pub fn begin(&mut self) {
        self.value.bytes.clear();
        self.value.size = 0;
        self.value.begin = self.next;
    }

    /// Passes over white space; the byte behind it, or nothing at the end.
    pub fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let window = self.window()?;
            if window.is_empty() {
                return Ok(None);
            }
            let blank = window.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let next = window.get(blank).copied();
            self.pass(blank)?;
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    /// Passes over one byte.
    pub fn step(&mut self) -> io::Result<()> {
        let left = self.window()?.len();
        self.pass(left.min(1))
    }

    /// Passes over the value that begins with the next byte, or over that byte if no value begins with it.
    pub fn value(&mut self) -> io::Result<()> {
        let first = self.window()?.first().copied();
        self.step()?;
        match first {
            Some(b'{') => self.close(b'{', b'}'),
            Some(b'[') => self.close(b'[', b']'),
            Some(b'"') => self.string(),
            Some(b'-' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => self.word(),
            _ => Ok(()),
        }
    }

    /// Passes over all up to the bracket that closes the one before. Counts only brackets of that kind, so that a fault
    /// with the other kind ends with this value.
    pub fn close(&mut self, open: u8, close: u8) -> io::Result<()> {
        let mut depth = 1_u64;
        while depth > 0 {
            match self.reach(|window| memchr::memchr3(b'"', open, close, window))? {
                None => return Ok(()),
                Some(b'"') => self.string()?,
                Some(found) if found == open => depth += 1,
                Some(_) => depth -= 1,
            }
        }
        Ok(())
    }

    /// Passes over the rest of a string whose opening quote is passed.
    fn string(&mut self) -> io::Result<()> {
        while let Some(b'\\') = self.reach(|window| memchr::memchr2(b'"', b'\\', window))? {
            self.step()?;
        }
        Ok(())
    }

    /// Passes over everything up to and with the next byte that `find` finds, and says which it is. Nothing at the end.
    fn reach(&mut self, find: impl Fn(&[u8]) -> Option<usize>) -> io::Result<Option<u8>> {
        loop {
            let window = self.window()?;
            let length = window.len();
            match find(window).map(|at| (at, window[at])) {
                Some((at, found)) => {
                    self.pass(at + 1)?;
                    return Ok(Some(found));
                }
                None if length == 0 => return Ok(None),
                None => self.pass(length)?,
            }
        }
    }

    fn word(&mut self) -> io::Result<()> {
        loop {
            let window = self.window()?;
            let (all, length) = (window.len(), window.iter().take_while(|byte| !ends_word(**byte)).count());
            self.pass(length)?;
            if length < all || all == 0 {
                return Ok(());
            }
        }
    }

    /// What is at hand of the input; empty only at its end.
    fn window(&mut self) -> io::Result<&[u8]> {
        window(&mut *self.input)
    }

    /// Passes over `length` bytes of what is at hand.
    fn pass(&mut self, length: usize) -> io::Result<()> {
        let passed = &self.input.fill_buf()?[..length];
        self.next.pass(passed);
        self.value.size += length as u64;
        if self.value.size <= self.limit {
            self.value.bytes.extend_from_slice(passed);
        } else {
            self.value.bytes = Vec::new();
        }
        self.input.consume(length);
        Ok(())
    }
}

fn ends_word(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}' | b':' | b'"' | b'{' | b'[')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, values: &[&str]) {
        // One byte at a time, so that every value is cut everywhere.
        let mut input = io::BufReader::with_capacity(1, text.as_bytes());
        let mut scanner = Scanner::new(&mut input, 20);
        let mut found = Vec::new();
        while scanner.peek().unwrap().is_some() {
            scanner.begin();
            scanner.value().unwrap();
            found.push(String::from_utf8(scanner.value.bytes.clone()).unwrap());
        }
        assert_eq!(found, values);
    }

    #[test]
    fn values_end_where_they_end() {
        check(r#" {"a": "}\"{"} [1, [2]],-1.5e3 null"#, &[r#"{"a": "}\"{"}"#, "[1, [2]]", ",", "-1.5e3", "null"]);
        check(r#""\\" "\""]"#, &[r#""\\""#, r#""\"""#, "]"]);
        check(r#"{"a": [1, 2} {"b": 1}"#, &[r#"{"a": [1, 2}"#, r#"{"b": 1}"#]);
        check(r#"{"a": "cut off"#, &[r#"{"a": "cut off"#]);
        check(r#"{"a": "too long to keep"} 1"#, &["", "1"]);
        check("\\", &["\\"]);
    }

    #[test]
    fn places_are_lines_and_columns() {
        let mut input = "{\n\"a\": 1\n}\n  \n  {}".as_bytes();
        let mut scanner = Scanner::new(&mut input, 20);
        scanner.value().unwrap();
        assert_eq!(scanner.position(), Position { line: 3, column: 2 });
        scanner.peek().unwrap();
        assert_eq!(scanner.position(), Position { line: 5, column: 3 });
    }
}
