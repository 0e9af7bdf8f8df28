//! Running news without marks, from which groups of words are learned. Knows the layout of the folders that it comes in.

use std::fs;
use std::io;
use std::path::Path;

use crate::ner_sets;

/// The texts, in an order that does not change: newswire, a broadcaster's site, and the training sets' own.
pub fn texts(data: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let reuters = data.join("corpora/reuters21578");
    for file in sorted(&reuters)?.into_iter().filter(|name| name.ends_with(".sgm")) {
        let text: String = fs::read(reuters.join(file))?.iter().map(|b| *b as char).collect();
        for part in text.split("<BODY>").skip(1) {
            let body = part.split("</BODY>").next().unwrap_or_default();
            found.push(
                body.replace("&lt;", "<")
                    .replace("&amp;", "&")
                    .replace("\n    ", "\n\n")
                    .replace("\n", " ")
                    .replace("  ", "\n"),
            );
        }
    }
    let bbc = data.join("corpora/bbc");
    for section in sorted(&bbc)? {
        if !bbc.join(&section).is_dir() {
            continue;
        }
        for file in sorted(&bbc.join(&section))? {
            found.push(String::from_utf8_lossy(&fs::read(bbc.join(&section).join(file))?).into_owned());
        }
    }
    for set in ["worldwide", "gmb"] {
        found.extend(ner_sets::read(set, data)?.iter().map(|marks| ner_sets::printed(marks).text));
    }
    Ok(found)
}

fn sorted(folder: &Path) -> io::Result<Vec<String>> {
    let mut names: Vec<String> =
        fs::read_dir(folder)?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}
