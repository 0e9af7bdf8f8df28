//! Sets of texts in which people have marked names: how each is laid out on the disk, and what of it counts. Knows nothing of taggers.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;

use dateline::annotate::ActorKind;

/// Countries of `ner/worldwide` that are measured and never trained on.
pub const DEV: [&str; 6] = ["sa", "kw", "tw", "chile", "hond", "canada"];

/// A marked name: words of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The words.
    pub words: Range<usize>,
    /// What is named.
    pub kind: ActorKind,
}

/// A sentence as the set has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Its words and signs.
    pub words: Vec<String>,
    /// The names, in order.
    pub names: Vec<Marked>,
}

/// A text with its names.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// The article as it was printed, where the set has it.
    pub printed: Option<String>,
}

/// Reads a set by its name: `worldwide` (without the dev countries), `dev`, `gmb`, `wnut17`, `re3d`, `wikigold`.
pub fn read(set: &str, data: &Path) -> io::Result<Vec<Marks>> {
    match set {
        "worldwide" => worldwide(data, |country| !DEV.contains(&country)),
        "dev" => worldwide(data, |country| DEV.contains(&country)),
        "gmb" => gmb(&data.join("ner/gmb/ner_dataset.csv")),
        "wikigold" => wikigold(&data.join("ner/wikigold/CONLL-format/data/wikigold.conll.txt")),
        "wnut17" => wnut17(&data.join("ner/wnut17/CONLL-format/data")),
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, format!("no set is called {set}"))),
    }
}

/// The country of a file of `ner/worldwide`: what its name begins with.
fn country(file: &str) -> &str {
    file.split('_').next().unwrap_or(file)
}

fn sorted(folder: &Path) -> io::Result<Vec<String>> {
    let mut names: Vec<String> =
        fs::read_dir(folder)?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

/// News of many countries, without debris and repeated documents.
fn worldwide(data: &Path, wanted: impl Fn(&str) -> bool) -> io::Result<Vec<Marks>> {
    let folder = data.join("ner/worldwide");
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    for file in sorted(&folder)?.into_iter().filter(|f| f.ends_with(".tsv") && wanted(country(f))) {
        let text = String::from_utf8_lossy(&fs::read(folder.join(&file))?).into_owned();
        let sentences: Vec<Sentence> = blocks(&text)
            .filter_map(|block| {
                let rows = block.iter().filter_map(|line| row(line)).filter(|(word, _)| !is_debris(word));
                let rows: Vec<(&str, &str)> = rows.collect();
                sentence(&rows, worldwide_kind)
            })
            .filter(|sentence| !sentence.words[0].starts_with("http"))
            .collect();
        let whole: Vec<Vec<String>> = sentences.iter().map(|s| s.words.clone()).collect();
        if !sentences.is_empty() && seen.insert(whole) {
            let printed = fs::read(data.join("corpora/worldwide").join(file.trim_end_matches(".tsv"))).ok();
            let printed = printed.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            found.push(Marks { sentences, printed });
        }
    }
    Ok(found)
}

/// The word and the first of its labels.
fn row(line: &str) -> Option<(&str, &str)> {
    let mut columns = line.split_whitespace();
    let word = columns.next()?;
    Some((word, columns.next()?))
}

/// Marks of a word processor's format that came along.
fn is_debris(word: &str) -> bool {
    word.starts_with('\\') || word == "{" || word == "}" || word.starts_with("{\\")
}

/// What a label of `ner/worldwide` says.
pub fn worldwide_kind(label: &str) -> Option<ActorKind> {
    match label {
        "Person" => Some(ActorKind::Person),
        "Organization" => Some(ActorKind::Organisation),
        "Location" | "Facility" => Some(ActorKind::Place),
        _ => None,
    }
}

/// News of an American broadcaster, marked by a machine and partly corrected. Titles are cut off the names of people, and what it calls `gpe`
/// is a people rather than a place. It does not say where documents begin: twelve sentences in a row are taken for one.
fn gmb(file: &Path) -> io::Result<Vec<Marks>> {
    let bytes = fs::read(file)?;
    let text: String = bytes.iter().map(|b| if *b < 128 { *b as char } else { cp1252(*b) }).collect();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let (mut sentences, mut rows): (Vec<Sentence>, Vec<(String, String)>) = (Vec::new(), Vec::new());
    let mut finish = |rows: &mut Vec<(String, String)>| {
        let borrowed: Vec<(&str, &str)> = rows.iter().map(|(w, l)| (w.as_str(), l.as_str())).collect();
        sentences.extend(sentence(&borrowed, gmb_kind).map(without_titles));
        rows.clear();
    };
    for record in reader.records() {
        let record = record.map_err(io::Error::other)?;
        if !record[0].is_empty() {
            finish(&mut rows);
        }
        if !record[1].is_empty() {
            rows.push((record[1].to_string(), record[3].to_string()));
        }
    }
    finish(&mut rows);
    let document = |sentences: &[Sentence]| Marks { sentences: sentences.to_vec(), printed: None };
    Ok(sentences.chunks(12).map(document).collect())
}

fn cp1252(byte: u8) -> char {
    match byte {
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x96 => '–',
        0x97 => '—',
        byte => byte as char,
    }
}

fn gmb_kind(label: &str) -> Option<ActorKind> {
    match label {
        "per" => Some(ActorKind::Person),
        "org" => Some(ActorKind::Organisation),
        "geo" => Some(ActorKind::Place),
        _ => None,
    }
}

const TITLES: &str = " mr mrs ms dr president prime minister general gen senator sen secretary pope king queen prince princess colonel col sir \
    lieutenant lt chancellor chief foreign vice justice judge governor gov representative congressman congresswoman ambassador ayatollah sheikh \
    cardinal archbishop bishop commander admiral major sergeant captain professor former state defense interior finance deputy premier \
    speaker attorney director spokesman spokeswoman envoy mayor first lady us u.s. of ";

fn without_titles(mut sentence: Sentence) -> Sentence {
    let is_title = |word: &str| TITLES.contains(&format!(" {} ", word.to_lowercase().trim_end_matches('.')));
    for name in sentence.names.iter_mut().filter(|name| name.kind == ActorKind::Person) {
        while !name.words.is_empty() && is_title(&sentence.words[name.words.start]) {
            name.words.start += 1;
        }
    }
    sentence.names.retain(|name| !name.words.is_empty());
    sentence
}

/// Pages of an encyclopedia.
fn wikigold(file: &Path) -> io::Result<Vec<Marks>> {
    let text = fs::read_to_string(file)?;
    let mut found = Vec::new();
    for part in text.split("-DOCSTART-") {
        let kind = |label: &str| match label {
            "PER" => Some(ActorKind::Person),
            "ORG" => Some(ActorKind::Organisation),
            "LOC" => Some(ActorKind::Place),
            _ => None,
        };
        let sentences: Vec<Sentence> = blocks(part)
            .filter_map(|block| sentence(&block.iter().filter_map(|line| row(line)).collect::<Vec<_>>(), kind))
            .collect();
        if sentences.iter().any(|sentence| sentence.words.len() > 1) {
            found.push(Marks { sentences, printed: None });
        }
    }
    Ok(found)
}

/// Short messages, each a document.
fn wnut17(folder: &Path) -> io::Result<Vec<Marks>> {
    let kind = |label: &str| match label {
        "person" => Some(ActorKind::Person),
        "group" | "corporation" => Some(ActorKind::Organisation),
        "location" => Some(ActorKind::Place),
        _ => None,
    };
    let mut found = Vec::new();
    for part in sorted(folder)? {
        for file in sorted(&folder.join(&part))? {
            let text = String::from_utf8_lossy(&fs::read(folder.join(&part).join(file))?).into_owned();
            for block in blocks(&text) {
                let rows: Vec<(&str, &str)> = block.iter().filter_map(|line| row(line)).collect();
                found.extend(sentence(&rows, kind).map(|s| Marks { sentences: vec![s], printed: None }));
            }
        }
    }
    Ok(found)
}

/// Runs of lines that are not empty.
fn blocks(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines: Vec<&str> = text.lines().collect();
    let blocks: Vec<Vec<&str>> =
        lines.split(|line| line.trim().is_empty()).filter(|b| !b.is_empty()).map(<[&str]>::to_vec).collect();
    blocks.into_iter()
}

/// A sentence out of rows of a word and its label. A name begins at `B-`, and where another kind was before.
pub fn sentence(rows: &[(&str, &str)], kind: impl Fn(&str) -> Option<ActorKind>) -> Option<Sentence> {
    let mut found = Sentence::default();
    let mut open = "";
    for (at, (word, label)) in rows.iter().enumerate() {
        found.words.push((*word).to_string());
        let (prefix, of) = label.split_once('-').unwrap_or(("", ""));
        let begins = prefix == "B" || open != of;
        open = of;
        let Some(kind) = kind(of) else { continue };
        match found.names.last_mut().filter(|name| !begins && name.words.end == at) {
            Some(name) => name.words.end = at + 1,
            None => found.names.push(Marked { words: at..at + 1, kind }),
        }
    }
    (!found.words.is_empty()).then_some(found)
}

/// A document as text, and where each of its words is.
pub struct Laid {
    /// The text.
    pub text: String,
    /// For each sentence the bytes of its words.
    pub words: Vec<Vec<Range<usize>>>,
}

/// A document as it was printed, or laid out anew where that is not known or has other words.
pub fn printed(marks: &Marks) -> Laid {
    marks.printed.as_deref().and_then(|text| aligned(marks, text)).unwrap_or_else(|| laid_out(marks))
}

fn aligned(marks: &Marks, text: &str) -> Option<Laid> {
    // The first line may be the page's address.
    let mut at = if text.starts_with("http") { text.find('\n')? } else { 0 };
    let mut words = Vec::new();
    for sentence in &marks.sentences {
        let mut ranges = Vec::new();
        for word in &sentence.words {
            let ahead = text[at..].char_indices().map(|(n, _)| n).take_while(|n| *n < 120);
            let start = at + ahead.into_iter().find(|n| text[at + n..].starts_with(word.as_str()))?;
            at = start + word.len();
            ranges.push(start..at);
        }
        words.push(ranges);
    }
    Some(Laid { text: text.to_string(), words })
}

/// A document with each sentence on a line, spaced as print is.
pub fn laid_out(marks: &Marks) -> Laid {
    let mut laid = Laid { text: String::new(), words: Vec::new() };
    for sentence in &marks.sentences {
        let mut ranges = Vec::new();
        let (mut quoted, mut glued) = (false, true);
        for word in &sentence.words {
            let quote = word == "\"";
            let closes = quote && quoted || CLOSING.contains(&word.as_str()) || is_ending(word);
            // Sets that divide compounds leave their hyphens and apostrophes alone.
            let joins = matches!(word.as_str(), "-" | "’" | "'" | "/") && sentence.words.len() > 2;
            if !glued && !closes && !joins {
                laid.text.push(' ');
            }
            glued = quote && !quoted || OPENING.contains(&word.as_str()) || joins && word != "'";
            quoted ^= quote;
            let start = laid.text.len();
            laid.text.push_str(word);
            ranges.push(start..laid.text.len());
        }
        laid.text.push('\n');
        laid.words.push(ranges);
    }
    laid
}

const CLOSING: [&str; 13] = [".", ",", ";", ":", "!", "?", ")", "]", "%", "”", "’", "...", "''"];
const OPENING: [&str; 8] = ["(", "[", "“", "‘", "$", "£", "#", "``"];

/// Endings that are words of their own in such sets.
fn is_ending(word: &str) -> bool {
    matches!(
        word,
        "'s" | "’s"
            | "'S"
            | "n't"
            | "n’t"
            | "'re"
            | "'ve"
            | "'ll"
            | "'d"
            | "'m"
            | "’re"
            | "’ve"
            | "’ll"
            | "’d"
            | "’m"
            | "'"
    )
}
