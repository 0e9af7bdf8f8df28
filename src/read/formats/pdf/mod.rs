//! PDF (ISO 32000-1): the text of all pages as one article, in the order in which it is read. Pages that are only pictures have no text, which is
//! said. Reads with `lopdf`, which knows files and objects; what a page says is made out here.

mod columns;
mod content;
mod fence;
mod font;
mod info;
mod lines;
mod matrix;
mod paragraphs;
mod spans;
mod widths;

use std::io::BufRead;

use lopdf::{Document, Error, LoadOptions, Object, ObjectId};

use self::content::Work;
use self::font::number;
use self::info::Info;
use self::lines::{lines, without_heads};
use self::paragraphs::{Paragraph, paragraphs};
use super::Format;
use crate::read::article::RawArticle;
use crate::read::first_line::{self, LONGEST_TITLE};
use crate::read::note::Note;
use crate::read::record::Reason;
use crate::read::source::{Sink, Source, Stop};

pub(super) const FORMAT: Format = Format { name: NAME, extensions: &["pdf"], sniff: is_pdf, read };

const NAME: &str = "pdf";
/// The mark stands at the beginning, or behind some bytes of rubbish.
const MARK: &[u8] = b"%PDF-";
const LATEST_MARK: usize = 1024;
/// What any part of the file may unpack to while it is opened.
const LONGEST_PART: usize = 32 << 20;
/// Work that no honest file makes: a bomb ends here.
const OPERATIONS: u64 = 20_000_000;
const GLYPHS: u64 = 10_000_000;
/// Pages that are looked at.
const MOST_PAGES: usize = 5_000;
/// Letters of a title are so much larger than those of the text.
const TITLE_SIZE: f64 = 1.15;

fn is_pdf(head: &[u8]) -> bool {
    // Rubbish that is text may speak of PDF.
    head.starts_with(MARK)
        || memchr::memmem::find(&head[..head.len().min(LATEST_MARK)], MARK).is_some_and(|at| {
            at > 0 && head[at + MARK.len()..].starts_with(b"1.") && head[at - 1].is_ascii_whitespace()
        })
}

/// What a file holds.
struct Content {
    info: Info,
    paragraphs: Vec<Paragraph>,
    pages: usize,
    images: usize,
    /// Why its end is missing.
    cut: Option<&'static str>,
}

fn read(input: &mut dyn BufRead, source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let bytes = source.bytes(input)?;
    if bytes.trim_ascii().is_empty() {
        return Ok(());
    }
    let content = fenced_content(&bytes)?;
    if content.paragraphs.is_empty() {
        return Err(without_text(&content).into());
    }
    let mut article = RawArticle::new(source.record.clone());
    article.notes.extend(content.cut.map(|why| Note::Truncated(why.to_string())));
    fill(&mut article, content);
    sink.article(article)
}

fn fenced_content(bytes: &[u8]) -> Result<Content, Reason> {
    let read = fence::fenced(|| content(bytes));
    read.unwrap_or_else(|| Err(damaged("it cannot be read")))
}

fn content(bytes: &[u8]) -> Result<Content, Reason> {
    let document = load(bytes, false).or_else(|reason| match reason {
        Reason::Encrypted => Err(reason),
        // What is in the file may still be found without the table that says where it is.
        _ => load(bytes, true),
    })?;
    if document.is_encrypted() {
        return Err(Reason::Encrypted);
    }
    let mut work = Work { operations: OPERATIONS, glyphs: GLYPHS };
    let (mut pages, mut images, mut broken) = (Vec::new(), 0, false);
    let places = page_places(&document);
    let count = places.len();
    for page in places {
        let rotation = content::inherited(&document, page, b"Rotate").and_then(|turn| number(turn, &document));
        let drawn = content::draw(&document, page, rotation.unwrap_or(0.0), &mut work);
        images += drawn.images;
        broken |= drawn.is_broken;
        let directions = spans::spans(drawn.glyphs).into_iter();
        pages.push(directions.flat_map(columns::blocks).map(lines).collect());
    }
    if count == 0 {
        return Err(damaged("it has no pages"));
    }
    without_heads(&mut pages);
    let cut = match (work.operations.min(work.glyphs), has_end(bytes)) {
        (0, _) => Some("it draws more than can be read"),
        (_, false) => Some("the end of the file is missing"),
        _ => None,
    };
    let (info, paragraphs) = (info::read(&document), paragraphs(&pages));
    match cut {
        None if broken && paragraphs.is_empty() => Err(damaged("its pages cannot be read")),
        cut => Ok(Content { info, paragraphs, pages: count, images, cut }),
    }
}

fn load(bytes: &[u8], force_reconstruct: bool) -> Result<Document, Reason> {
    let options =
        LoadOptions { max_decompressed_size: Some(LONGEST_PART), force_reconstruct, ..LoadOptions::default() };
    Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        Error::InvalidPassword | Error::Decryption(_) => Reason::Encrypted,
        error => damaged(&error.to_string()),
    })
}

/// The pages in their order; where the list of them is lost, those that can be found.
fn page_places(document: &Document) -> Vec<ObjectId> {
    let listed: Vec<ObjectId> = document.page_iter().take(MOST_PAGES).collect();
    if !listed.is_empty() {
        return listed;
    }
    let is_page = |object: &Object| object.as_dict().is_ok_and(|dictionary| dictionary.has_type(b"Page"));
    let found = document.objects.iter().filter(|(_, object)| is_page(object));
    found.map(|(place, _)| *place).take(MOST_PAGES).collect()
}

fn has_end(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes[bytes.len().saturating_sub(LATEST_MARK)..], b"%%EOF").is_some()
}

fn without_text(content: &Content) -> Reason {
    match content.cut {
        Some(why) => damaged(why),
        None if content.images > 0 => Reason::Pictures(content.pages),
        None => Reason::Empty,
    }
}

fn fill(article: &mut RawArticle, content: Content) {
    let Content { info, mut paragraphs, .. } = content;
    let headline = headline(&paragraphs);
    let same = |paragraph: &Paragraph, title: &str| {
        paragraph.text.split_whitespace().map(str::to_lowercase).eq(title.split_whitespace().map(str::to_lowercase))
    };
    match (info.title, headline) {
        (Some(title), headline) => {
            // It need not stand in the text twice.
            if let Some(at) = headline.map(|range| range.start).filter(|&at| same(&paragraphs[at], &title)) {
                paragraphs.remove(at);
            }
            article.title = title;
            article.body = body(&paragraphs);
        }
        (None, Some(range)) => {
            let lines: Vec<String> = paragraphs.drain(range).map(|paragraph| paragraph.text).collect();
            article.title = lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
            article.body = body(&paragraphs);
        }
        (None, None) => {
            let text = body(&paragraphs);
            let parts = first_line::split(&text);
            article.title = parts.title.to_string();
            article.body = parts.body.to_string();
        }
    }
    article.metadata.authors = info.authors;
    article.metadata.tags = info.keywords;
    article.metadata.language = info.language;
    article.metadata.captured = info.made;
}

/// The paragraphs with the largest letters of the first page, if they are larger than those of the text.
fn headline(paragraphs: &[Paragraph]) -> Option<std::ops::Range<usize>> {
    let mut sizes: Vec<(f64, usize)> = paragraphs.iter().map(|p| (p.size, p.text.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, letters)| letters).sum::<usize>() / 2;
    let mut letters = 0;
    let usual = sizes.iter().find(|(_, length)| {
        letters += length;
        letters > half
    })?;
    let first = paragraphs.iter().take_while(|paragraph| paragraph.page == paragraphs[0].page);
    // A single letter is an initial.
    let named = |paragraph: &Paragraph| paragraph.text.chars().filter(|letter| letter.is_alphabetic()).nth(2).is_some();
    let largest = first.clone().filter(|p| named(p)).map(|paragraph| paragraph.size).fold(0.0, f64::max);
    let is_large = |paragraph: &Paragraph| paragraph.size > largest * 0.97 && named(paragraph);
    let begin = first.clone().position(is_large)?;
    let count = paragraphs[begin..].iter().take_while(|paragraph| is_large(paragraph)).count();
    let length: usize = paragraphs[begin..begin + count].iter().map(|p| p.text.chars().count() + 1).sum();
    (largest > usual.0 * TITLE_SIZE && length <= LONGEST_TITLE).then_some(begin..begin + count)
}

fn body(paragraphs: &[Paragraph]) -> String {
    paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n\n")
}

fn damaged(what: &str) -> Reason {
    Reason::Malformed { format: NAME, what: format!("damaged: {what}"), line: None, column: None }
}
