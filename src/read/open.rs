//! Opens a file, unpacks what is packed, and hands each content to the format that reads it. Knows formats and containers only through their tables.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;

use super::containers::{Budget, Container, Input, Kind, Member, detect as detect_container};
use super::decode::{UTF8_BOM, decode, utf16};
use super::formats::{Format, detect};
use super::reading::Reading;
use super::record::{Reason, Record};
use super::source::{Found, Limits, Outcome, Sink, Source, Stop};

/// How much of a file the formats see when they are asked whether it is theirs.
const HEAD: u64 = 64 << 10;

/// Reads one file in the usual way, within limits; see [`read_with`].
pub fn read_file(
    path: &Path,
    forced: Option<&'static Format>,
    limits: &Limits,
    take: &mut dyn FnMut(Outcome) -> ControlFlow<()>,
) -> ControlFlow<()> {
    read_with(path, &Reading { format: forced, limits: *limits, ..Reading::default() }, take)
}

/// A file that has been opened, to be gone through more than once: a small one is in memory then.
pub struct OpenFile {
    file: File,
    size: u64,
    content: Option<Vec<u8>>,
}

/// Files of up to so many bytes are kept in memory.
const SMALL: u64 = 256 << 10;

impl OpenFile {
    /// Opens a regular file. Opening a pipe would wait for its other end.
    ///
    /// # Errors
    /// The reason why nothing can be read.
    pub fn open(path: &Path) -> Result<OpenFile, Reason> {
        let open = || -> io::Result<Option<OpenFile>> {
            if !fs::metadata(path)?.is_file() {
                return Ok(None);
            }
            let mut file = File::open(path)?;
            let size = file.metadata()?.len();
            let mut content = None;
            if size <= SMALL {
                let mut bytes = Vec::with_capacity(size as usize + 1);
                // Of a damaged file what can be read is read later, and then it is told.
                content = file.read_to_end(&mut bytes).is_ok().then_some(bytes);
            }
            Ok(Some(OpenFile { file, size, content }))
        };
        open().map_err(|error| Reason::from_io(&error))?.ok_or(Reason::Special)
    }

    /// Its content, from the beginning.
    ///
    /// # Errors
    /// When the file cannot be gone through again.
    pub fn content(&self) -> io::Result<Box<dyn BufRead + '_>> {
        if let Some(bytes) = &self.content {
            return Ok(Box::new(&bytes[..]));
        }
        (&self.file).seek(SeekFrom::Start(0))?;
        Ok(Box::new(BufReader::with_capacity(HEAD as usize, &self.file)))
    }
}

/// Reads one file: hands each article, or the reason why a record is none, to `take` in the order of the file, at least one.
/// Ends early when `take` breaks, and then breaks too. A format in `reading` reads the file, whatever it holds.
pub fn read_with(path: &Path, reading: &Reading, take: &mut dyn FnMut(Outcome) -> ControlFlow<()>) -> ControlFlow<()> {
    match OpenFile::open(path) {
        Ok(file) => read_open(path, &file, reading, take),
        Err(reason) => flow(Sink::new(take).skip(Record::file(path), reason)),
    }
}

/// Reads the file of that path, which has been opened, as [`read_with`] does.
pub fn read_open(
    path: &Path,
    file: &OpenFile,
    reading: &Reading,
    take: &mut dyn FnMut(Outcome) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut sink = Sink::new(take);
    let record = Record::file(path);
    let stream = match file.content() {
        Ok(stream) => stream,
        Err(error) => return flow(sink.skip(record, Reason::from_io(&error))),
    };
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    read_input(record, &name, file.size, Input { stream, file: Some(&file.file) }, reading, &mut sink)
}

/// Reads bytes as [`read_with`] reads a file of that name which holds them. Only its extension counts.
///
/// ```
/// use std::ops::ControlFlow;
/// use dateline::read::{Reading, read_bytes};
///
/// let mut titles = Vec::new();
/// let page = b"<html><title>Kabul falls</title><p>The city fell on Sunday.</html>";
/// let _ = read_bytes("page.html", page, &Reading::default(), &mut |outcome| {
///     titles.extend(outcome.map(|article| article.title));
///     ControlFlow::Continue(())
/// });
/// assert_eq!(titles, ["Kabul falls"]);
/// ```
pub fn read_bytes(
    name: &str,
    bytes: &[u8],
    reading: &Reading,
    take: &mut dyn FnMut(Outcome) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let input = Input { stream: Box::new(bytes), file: None };
    read_input(Record::file(name), name, bytes.len() as u64, input, reading, &mut Sink::new(take))
}

/// Reads what is no member of anything.
fn read_input(
    record: Record,
    name: &str,
    size: u64,
    input: Input<'_>,
    reading: &Reading,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let Reading { format, limits, map } = reading;
    let budget = Budget::of(size, limits);
    let found = Found::default();
    let source = Source { record: record.clone(), size: Some(size), found, limits, map, depth: 0, budget: &budget };
    flow(match read_stream(input, name, *format, &source, sink) {
        Err(Stop::Failed(reason)) => sink.skip(record, reason),
        other => other,
    })
}

/// Failures have been handed on: what still ends the reading is the consumer.
fn flow(ended: Result<(), Stop>) -> ControlFlow<()> {
    if ended.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

/// Reads what `input` holds, a file or a member of a container, in the format that fits its content and the extension of its `name`.
/// Formats get no byte order mark and no UTF-16: it is turned into UTF-8 here, because it can be told by nothing else.
pub(super) fn read_stream(
    mut input: Input<'_>,
    name: &str,
    forced: Option<&'static Format>,
    source: &Source<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    let before = sink.taken();
    let mut head = Vec::new();
    if let Err(error) = input.stream.by_ref().take(HEAD).read_to_end(&mut head) {
        if head.is_empty() {
            return Err(error.into());
        }
        // What came before the damage is read, and then it is told.
        input.stream = Box::new(BufReader::new(Failure(Some(error))).chain(input.stream));
    }
    if let Some(container) = detect_container(&head) {
        if source.depth >= source.limits.nesting {
            return Err(Reason::TooDeep(source.limits.nesting).into());
        }
        input.stream = Box::new(Cursor::new(head).chain(input.stream));
        unpack(container, input, name, forced, source, sink)?;
    } else if utf16(&head).is_some() {
        let bytes = source.bytes(&mut Cursor::new(head).chain(input.stream))?;
        let text = decode(bytes).ok_or(Reason::Binary)?.text;
        let format = select(name, forced, &text.as_bytes()[..text.len().min(HEAD as usize)])?;
        (format.read)(&mut io::Cursor::new(text), source, sink)?;
    } else {
        let mark = if head.starts_with(UTF8_BOM) { UTF8_BOM.len() } else { 0 };
        if !head.is_empty() {
            let format = select(name, forced, &head[mark..])?;
            let mut head = Cursor::new(head);
            head.set_position(mark as u64);
            (format.read)(&mut head.chain(input.stream), source, sink)?;
        }
    }
    if sink.taken() == before { Err(Reason::Empty.into()) } else { Ok(()) }
}

/// Reads what a container holds. A member that cannot be read is a skip of its own.
fn unpack(
    container: &Container,
    input: Input<'_>,
    name: &str,
    forced: Option<&'static Format>,
    source: &Source<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    match container.kind {
        Kind::Unread(name) => Err(Reason::Packed(name.to_string()).into()),
        Kind::Packed(unpacked) => {
            let content = Source { size: None, depth: source.depth + 1, ..source.clone() };
            read_stream(metered(unpacked(input.stream)?, source), container.inner_name(name), forced, &content, sink)
        }
        Kind::Archive(each_member) => each_member(input, source, &mut |member: Member<'_>| {
            let mut record = source.record.clone();
            record.members.push(member.name.clone());
            let found = member.found.clone();
            let of_member = Source { record, size: member.size, found, depth: source.depth + 1, ..source.clone() };
            let mut add = |outcome: Outcome| {
                let handed_on = sink.outcome(outcome.map(|article| member.found.add_to(article)));
                if handed_on.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            let mut found = Sink::new(&mut add);
            let read = match member.content {
                Ok(content) => read_stream(metered(content, source), &member.file, forced, &of_member, &mut found),
                Err(reason) => Err(reason.into()),
            };
            match read {
                Err(Stop::Failed(Reason::Expands(limit))) => Err(Reason::Expands(limit).into()),
                Err(Stop::Failed(reason)) => sink.skip(of_member.record, reason),
                other => other,
            }
        }),
    }
}

/// What comes out of a container, as far as the budget goes.
fn metered<'a>(unpacked: impl Read + 'a, source: &'a Source<'_>) -> Input<'a> {
    Input { stream: Box::new(BufReader::new(source.budget.meter(unpacked))), file: None }
}

/// Fails once where reading failed before, and then has nothing.
struct Failure(Option<io::Error>);

impl Read for Failure {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// The extension of a file's name, without the folders before it.
fn extension(name: &str) -> Option<&str> {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, extension)| extension)
}

fn select(name: &str, forced: Option<&'static Format>, head: &[u8]) -> Result<&'static Format, Reason> {
    forced.map_or_else(|| detect(extension(name), head), Ok)
}

#[cfg(test)]
mod tests {
    use super::super::formats::format_by_name;
    use super::*;

    fn outcomes(path: &Path, forced: Option<&'static Format>) -> Vec<Result<String, Reason>> {
        let mut outcomes = Vec::new();
        let _ =
            read_file(path, forced, &Limits { record: 1 << 10, text: 4 << 10, ..Limits::default() }, &mut |outcome| {
                outcomes.push(outcome.map(|article| article.title).map_err(|skip| skip.reason));
                ControlFlow::Continue(())
            });
        outcomes
    }

    fn check(name: &str, bytes: impl AsRef<[u8]>, expected: Result<&str, Reason>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        assert_eq!(outcomes(&path, None), [expected.map(str::to_owned)], "{name}");
    }

    #[test]
    fn content_decides_then_the_extension() {
        check("a.txt", "Title\n\nText.", Ok("Title"));
        check("A.TXT", "Title\n\nText.", Ok("Title"));
        check("README", "Title\n\nText.", Ok("Title"));
        check("a.txt", r#"{"headline": "Title", "text": "Text."}"#, Ok("Title"));
        check("a.dat", r#"{"headline": "Title", "text": "Text."}"#, Ok("Title"));
        check("a.txt", "{sic} Title\n\nText.", Ok("{sic} Title"));
        check("a.dat", "Title\n\nText.", Err(Reason::UnknownFormat));
        check("a.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\0", Err(Reason::Binary));
        check("a.txt", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\0", Err(Reason::Binary));
    }

    #[test]
    fn feeds_and_items_are_told_by_what_they_hold() {
        let feed =
            "<?xml version='1.0'?>\n<rss version='2.0'><channel><item><title>Title</title></item></channel></rss>";
        let json = r#"{"version": "https://jsonfeed.org/version/1", "title": "Feed", "items": [{"title": "Title"}]}"#;
        let item = "<newsItem><contentMeta><headline>Title</headline></contentMeta></newsItem>";
        let wire = r#"{"format": "digitalwires@1.0.0", "headline": "Title"}"#;
        for content in [feed, json, item, wire] {
            for name in ["a.txt", "a.json", "a.xml", "a.dat", "a.rss", "a"] {
                check(name, content, Ok("Title"));
            }
        }
        check("a.xml", "<catalog><book/></catalog>", Err(Reason::NoArticle("XML <catalog>".to_string())));
        check("a.rss", "<html><title>Title</title><p>A page.</p></html>", Ok("Title"));
        check("a.rss", "<rss><channel/></rss>", Err(Reason::NoArticle("a feed without entries".to_string())));
    }

    #[test]
    fn empty_large_and_vanished_files_have_their_reasons() {
        check("a.txt", "", Err(Reason::Empty));
        check("a.jsonl", " \r\n \n", Err(Reason::Empty));
        check("a.txt", "word ".repeat(1000), Err(Reason::TooLarge { bytes: 5000, limit: 4096 }));
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(outcomes(&folder.path().join("gone.txt"), None), [Err(Reason::Vanished)]);
        assert_eq!(outcomes(folder.path(), None), [Err(Reason::Special)]);
    }

    #[test]
    fn utf16_is_read_in_every_format() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        check("a.jsonl", utf16("\u{FEFF}{\"title\": \"Erdoğan\", \"text\": \"Text.\"}\r\n"), Ok("Erdoğan"));
        check("a.txt", utf16("Kabul falls\r\n\r\nThe city fell on Sunday."), Ok("Kabul falls"));
    }

    #[test]
    fn a_forced_format_reads_anything() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        fs::write(&path, "Not JSON\n\nText.").unwrap();
        assert_eq!(outcomes(&path, format_by_name("text")), [Ok("Not JSON".to_owned())]);
        assert!(matches!(outcomes(&path, None)[..], [Err(Reason::Malformed { line: Some(1), column: Some(1), .. })]));
    }

    #[test]
    fn the_consumer_may_stop() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        fs::write(&path, "{\"title\":\"a\"}\n".repeat(9)).unwrap();
        let mut taken = 0;
        let ended = read_file(&path, None, &Limits::default(), &mut |_| {
            taken += 1;
            if taken == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!((ended, taken), (ControlFlow::Break(()), 2));
    }

    #[cfg(unix)]
    #[test]
    fn files_that_may_not_be_read_are_skips() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "Title").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        // The superuser may read any file, so there is nothing to see.
        if File::open(&path).is_ok() {
            return;
        }
        assert_eq!(outcomes(&path, None), [Err(Reason::Io("Permission denied".to_owned()))]);
    }
}
