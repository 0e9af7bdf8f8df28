//! How well the dates that texts speak of are found and understood: `dates/timebank` and `dates/aquaint`, news in which people have marked
//! every expression of time. The day of publication is given, as it is in TempEval-3, and is not scored.

use std::error::Error;
use std::fs;
use std::path::Path;

use dateline::annotate::dates::{Writing, dates};
use dateline::calendar::PartialDate;
use dateline::text::Lexicon;
use quick_xml::events::Event;

use super::tempeval::{Counts, Timex};

/// Each of a pair says the same under two dates: only the first is scored.
const REPEATED: [&str; 3] = ["APW20000115.0209", "XIE19990313.0229", "APW20000216.0272"];

/// A text with what people have marked in it.
pub struct Document {
    /// Its text, without marks.
    pub text: String,
    /// The day on which it came out.
    pub created: Option<PartialDate>,
    /// What people have marked.
    pub truth: Vec<Timex>,
}

/// How well one set was understood.
pub struct Measured {
    /// Of dates alone.
    pub dates: Counts,
    /// Of expressions of all types.
    pub all: Counts,
}

/// Reads the documents of a folder, in the order of their names.
pub fn documents(folder: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    let named = |path: &Path| path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let paths = paths.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "tml"));
    paths
        .filter(|path| !REPEATED.contains(&named(path).as_str()))
        .map(|path| document(&fs::read_to_string(&path)?))
        .collect()
}

/// Reads a document in TimeML.
pub fn document(source: &str) -> Result<Document, Box<dyn Error>> {
    let mut reader = quick_xml::Reader::from_str(source);
    reader.config_mut().check_end_names = false;
    let mut document = Document { text: String::new(), created: None, truth: Vec::new() };
    let (mut in_text, mut open) = (false, None::<(usize, String, String)>);
    loop {
        match reader.read_event()? {
            Event::Start(tag) if tag.name().as_ref() == "TEXT" => in_text = true,
            Event::End(tag) if tag.name().as_ref() == "TEXT" => in_text = false,
            Event::Start(tag) if tag.name().as_ref() == "TIMEX3" => {
                let attribute = |name: &str| -> Result<String, Box<dyn Error>> {
                    let found = tag.try_get_attribute(name)?;
                    Ok(found.map(|found| found.value.into_owned()).unwrap_or_default())
                };
                let (kind, value) = (attribute("type")?, attribute("value")?);
                if in_text {
                    open = Some((document.text.len(), kind, value));
                } else if attribute("functionInDocument")? == "CREATION_TIME" {
                    document.created = value.get(..10).unwrap_or(&value).parse().ok();
                }
            }
            Event::End(tag) if tag.name().as_ref() == "TIMEX3" => {
                if let Some((start, kind, value)) = open.take() {
                    document.truth.push(Timex { range: start..document.text.len(), kind, value });
                }
            }
            Event::Text(text) if in_text => document.text += &text,
            Event::GeneralRef(reference) if in_text => {
                document.text += match &*reference {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => " ",
                }
            }
            Event::Eof => return Ok(document),
            _ => {}
        }
    }
}

/// What dateline sees in a document.
pub fn seen(document: &Document, lexicon: &mut Lexicon) -> Vec<Timex> {
    let tokens = lexicon.tokenize(&document.text);
    let found = dates(&document.text, &tokens, Writing::default(), document.created);
    let timex = |date: dateline::annotate::DateMention| Timex {
        kind: format!("{:?}", date.kind).to_uppercase(),
        value: date.value,
        range: date.range,
    };
    found.into_iter().map(timex).collect()
}

/// Measures on documents.
pub fn measure(documents: &[Document]) -> Measured {
    let mut measured = Measured { dates: Counts::default(), all: Counts::default() };
    let mut lexicon = Lexicon::default();
    for document in documents {
        let found = seen(document, &mut lexicon);
        let only_dates = |all: &[Timex]| all.iter().filter(|timex| timex.kind == "DATE").cloned().collect::<Vec<_>>();
        measured.dates.add(&only_dates(&document.truth), &only_dates(&found));
        measured.all.add(&document.truth, &found);
    }
    measured
}
