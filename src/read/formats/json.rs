//! JSON: an object, an array of objects, or an object that wraps such an array. Holds one article at a time, so an array may
//! have any length.

use std::io::BufRead;

use super::Format;
use crate::read::fields::{Role, role};
use crate::read::json_scan::{Scanner, Value};
use crate::read::object::{Objects, after_object};
use crate::read::record::{Reason, Record};
use crate::read::source::{Sink, Source, Stop};

pub(super) const FORMAT: Format = Format { name: NAME, extensions: &["json"], sniff, read };

const NAME: &str = "json";

/// What is wrong when the file ends in an array.
const CUT_OFF: &str = "the array is not closed";

/// The names of the array in an object that wraps one.
const WRAPPED: &[&[u8]] = &[
    b"articles",
    b"items",
    b"results",
    b"data",
    b"docs",
    b"documents",
    b"stories",
    b"hits",
    b"posts",
    b"entries",
    b"records",
    b"news",
];

/// The names of an object that wraps an object that wraps an array, as answers of newspapers' and search engines' interfaces do.
const WRAPPERS: &[&[u8]] = &[b"response", b"hits", b"data", b"result", b"payload"];

/// How many objects may wrap each other.
const MOST_WRAPPERS: usize = 3;

/// Certain of one object with a field and nothing after it, and of an array that begins with such an object.
fn sniff(head: &[u8]) -> bool {
    match head.trim_ascii_start() {
        [b'[', rest @ ..] => after_object(rest).is_some(),
        head => after_object(head).is_some_and(|rest| rest.trim_ascii().is_empty()),
    }
}

fn read(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let objects = Objects::new(source, NAME);
    let mut document = Document { scanner: Scanner::new(input, source.limits.record), source, sink, objects };
    let mut first = true;
    // Usually there is one value. Several in a row are read too: JSON Lines by another name, or spread over lines.
    while let Some(byte) = document.scanner.peek()? {
        match byte {
            b'{' => document.object(first)?,
            b'[' => document.array()?,
            _ => return Err(document.unexpected("expected an object or an array of objects")),
        }
        first = false;
    }
    document.objects.end(document.sink)
}

struct Document<'a, 'b> {
    scanner: Scanner<'a>,
    source: &'a Source<'a>,
    sink: &'a mut Sink<'b>,
    objects: Objects<'a>,
}

impl Document<'_, '_> {
    /// Reads a top-level object: an article, or the wrapping of an array of articles. Goes through its fields one by one, so
    /// that it never needs to hold an array that it wraps.
    fn object(&mut self, first: bool) -> Result<(), Stop> {
        self.scanner.begin();
        let (has_text, wraps) = self.fields(0)?;
        if wraps && !has_text {
            return Ok(());
        }
        let (begin, size) = (self.scanner.value.begin, self.scanner.value.size);
        let value = std::mem::take(&mut self.scanner.value.bytes);
        let alone = first && self.scanner.peek()?.is_none();
        let record = if alone { self.source.record.clone() } else { self.source.at_line(begin.line) };
        self.record(record, &Value { begin, bytes: value, size })
    }

    /// Reads the fields of an object up to and with its end: whether one is the text of an article, and whether one is an array of articles.
    fn fields(&mut self, wrappers: usize) -> Result<(bool, bool), Stop> {
        self.scanner.step()?;
        let (mut has_text, mut wraps) = (false, false);
        loop {
            match self.scanner.peek()? {
                Some(b',') => self.scanner.step()?,
                Some(b'"') => match self.field(has_text, wrappers)? {
                    Field::Text => has_text = true,
                    Field::Array => wraps = true,
                    Field::Other => {}
                },
                Some(b'}') => {
                    self.scanner.step()?;
                    break;
                }
                // Not JSON: the parser says what is wrong, once all of the object is there.
                Some(_) => {
                    self.scanner.close(b'{', b'}')?;
                    break;
                }
                None => break,
            }
        }
        Ok((has_text, wraps))
    }

    /// Reads a field of a top-level object. An array that it wraps is handed on, and left out of the object's bytes.
    fn field(&mut self, has_text: bool, wrappers: usize) -> Result<Field, Stop> {
        let scanner = &mut self.scanner;
        let begin = scanner.value.bytes.len();
        scanner.value()?;
        let quoted = scanner.value.bytes.get(begin..).unwrap_or_default();
        let name = quoted.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\"")).unwrap_or_default();
        let is_text =
            std::str::from_utf8(name).is_ok_and(|name| role(name).is_some_and(|(role, _)| role == Role::Body));
        let may_be_wrapper =
            wrappers < MOST_WRAPPERS && !has_text && WRAPPERS.iter().any(|wrapper| name.eq_ignore_ascii_case(wrapper));
        let may_wrap = !has_text && WRAPPED.iter().any(|wrapped| name.eq_ignore_ascii_case(wrapped));
        if scanner.peek()? != Some(b':') {
            return Ok(Field::Other);
        }
        scanner.step()?;
        if may_be_wrapper && scanner.peek()? == Some(b'{') {
            let (_, wraps) = self.fields(wrappers + 1)?;
            return Ok(if wraps { Field::Array } else { Field::Other });
        }
        if scanner.peek()? != Some(b'[') || !may_wrap {
            if !matches!(scanner.peek()?, None | Some(b',' | b'}')) {
                scanner.value()?;
            }
            return Ok(if is_text { Field::Text } else { Field::Other });
        }
        scanner.step()?;
        if scanner.peek()? != Some(b'{') {
            scanner.close(b'[', b']')?;
            return Ok(Field::Other);
        }
        let (begin, size) = (scanner.value.begin, scanner.value.size);
        let bytes = std::mem::take(&mut scanner.value.bytes);
        self.elements()?;
        self.scanner.value = Value { begin, bytes, size };
        self.scanner.value.bytes.push(b']');
        Ok(Field::Array)
    }

    fn array(&mut self) -> Result<(), Stop> {
        self.scanner.step()?;
        match self.scanner.peek()? {
            Some(b'{' | b']') => self.elements(),
            None => Err(self.unexpected(CUT_OFF)),
            // One fact about the file says more than one about each number in it.
            Some(_) => Err(self.unexpected("expected an array of objects")),
        }
    }

    /// Reads the elements of an array, up to and with its end. A comma too many or too few does no harm.
    fn elements(&mut self) -> Result<(), Stop> {
        let mut index = 0_u64;
        loop {
            match self.scanner.peek()? {
                None => return Err(self.unexpected(CUT_OFF)),
                Some(b']') => return Ok(self.scanner.step()?),
                Some(b',') => self.scanner.step()?,
                Some(_) => {
                    self.scanner.begin();
                    self.scanner.value()?;
                    let value = std::mem::take(&mut self.scanner.value.bytes);
                    let value = Value { bytes: value, ..self.scanner.value };
                    let mut record = self.source.at_line(value.begin.line);
                    record.members.push(format!("[{index}]"));
                    self.record(record, &value)?;
                    self.scanner.value.bytes = value.bytes;
                    index += 1;
                }
            }
        }
    }

    /// What ends the reading here.
    fn unexpected(&self, what: &str) -> Stop {
        self.scanner.position().malformed(NAME, what).into()
    }

    fn record(&mut self, record: Record, value: &Value) -> Result<(), Stop> {
        let limit = self.source.limits.record;
        if value.size > limit {
            return self.sink.skip(record, Reason::TooLarge { bytes: value.size, limit });
        }
        match self.objects.article(&value.bytes, value.begin, record.clone()) {
            Ok(article) => self.sink.article(article),
            Err(reason) => self.sink.skip(record, reason),
        }
    }
}

/// What a field of a top-level object was.
enum Field {
    /// The text of an article.
    Text,
    /// An array of articles, which were handed on.
    Array,
    Other,
}
