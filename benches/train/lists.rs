//! What lists say of words and names: the tables of actors, gazetteers, and the small words that marked names hold. Knows no weights.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use dateline::text::{Shape, fold, scan};

use crate::tagger::form::{entry_key, list};
use crate::tagger::weights::{Entry, key, longer};

/// Words and names by their keys.
pub type Entries = BTreeMap<u32, Entry>;

/// All lists: those of the tables in a folder, and gazetteers.
pub fn entries(tables: &Path, data: &Path) -> io::Result<Entries> {
    let mut entries = Entries::new();
    let table = |name: &str| std::fs::read_to_string(tables.join(name));
    for (name, lists) in [
        ("bodies.tsv", list::BODY),
        ("places.tsv", list::COUNTRY),
        ("countries.tsv", list::COUNTRY),
        ("people.tsv", list::GIVEN),
    ] {
        for line in table(name)?.lines().filter(|line| !line.starts_with('#')) {
            for name in line.split(['\t', '|']) {
                // One word of a person's name is a family name.
                let single = lists == list::GIVEN && !name.contains(' ');
                add_name(&mut entries, name.trim_start_matches('?'), if single { list::SURNAME } else { lists });
            }
        }
    }
    for word in table("given.tsv")?.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
        add_name(&mut entries, word, list::GIVEN);
    }
    for line in table("words.tsv")?.lines().filter(|line| !line.starts_with('#')) {
        let Some((class, words)) = line.split_once('\t') else { continue };
        let Some(lists) = class_lists(class) else { continue };
        for word in words.split_whitespace() {
            add(&mut entries, entry_key(&fold(word), Shape::Capital), lists);
            add(&mut entries, entry_key(&fold(word), Shape::Small), lists);
        }
    }
    gazetteers(&mut entries, &data.join("gazetteers"))?;
    Ok(entries)
}

fn class_lists(class: &str) -> Option<u16> {
    Some(match class {
        "role" | "honorific" => list::ROLE,
        "orgcue" | "orgtail" | "company" | "orgnoun" => list::ORG_WORD,
        "placetail" | "placehead" | "placenoun" => list::PLACE_WORD,
        "demonym" => list::DEMONYM,
        "stop" | "common" | "say" => list::ORDINARY,
        "calendar" | "event" | "not" => list::NO_ACTOR,
        _ => return None,
    })
}

fn gazetteers(entries: &mut Entries, folder: &Path) -> io::Result<()> {
    let rows = |file: &str, delimiter: u8| -> io::Result<Vec<csv::StringRecord>> {
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_path(folder.join(file))?;
        Ok(reader.records().flatten().collect())
    };
    for row in rows("world-cities.csv", b',')? {
        add_name(entries, &row[0], list::TOWN);
        add_name(entries, &row[2], list::COUNTRY);
    }
    for row in rows("sp500.csv", b',')? {
        add_name(entries, row[1].split(" (").next().unwrap_or_default().trim_end_matches(" Inc."), list::BODY);
    }
    for file in ["us-census-male.tsv", "us-census-female.tsv"] {
        for row in rows(file, b'\t')? {
            add_name(entries, &row[0], list::GIVEN);
        }
    }
    for (n, row) in rows("us-census-surname.tsv", b'\t')?.iter().enumerate() {
        add_name(entries, &row[0], if n < 8000 { list::SURNAME } else { list::RARE_SURNAME });
    }
    Ok(())
}

/// Puts a name into lists, its first word into the list of words that begin one.
fn add_name(entries: &mut Entries, name: &str, lists: u16) {
    let mut words = Vec::new();
    scan(name, 0..name.len(), |start, end| words.push(key(&fold(&name[start..end]))));
    match words[..] {
        [] => {}
        [word] => add(entries, word, lists),
        [first, ref rest @ ..] => {
            add(entries, first, list::BEGINS);
            add(entries, rest.iter().fold(first, |all, word| longer(all, *word)), lists);
        }
    }
}

/// Puts a word or name into lists.
pub fn add(entries: &mut Entries, key: u32, lists: u16) {
    entries.entry(key).or_default().lists |= lists;
}
