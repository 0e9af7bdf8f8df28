//! The dates in the lines that a page shows beside its title, and elsewhere: which say when the article came out, and which when it was changed. Knows these
//! lines, and no page.

use super::candidate::{Candidate, Weight};
use crate::annotate::Basis;
use crate::annotate::dates::{Stamp, stamps};
use crate::calendar::{PartialDate, Precision};
use crate::read::Shown;

/// A line beside the title with more words than this besides its date is prose.
const MOST_WORDS: usize = 12;
/// So many, where it ends as a sentence does.
const MOST_WORDS_OF_SENTENCE: usize = 5;
/// A date with no more words besides stands alone.
const FEW_WORDS: usize = 5;
/// The same in a line that begins as bylines do.
const WORDS_OF_BYLINE: usize = 7;
/// What bylines begin with.
const BYLINES: [&str; 8] = ["by ", "von ", "par ", "por ", "di ", "door ", "av ", "af "];

/// Beginnings of words before a date that say that something came out.
#[rustfmt::skip]
const PUBLISHED: [&str; 49] = [
    "publish", "posted", "written", "created", "released", "press release", "veröffentlich", "erstellt", "erschien", "pressemitteilung", "pressemeldung",
    "medienmitteilung", "publié", "publie", "mise en ligne", "mis en ligne", "publicad", "publicat", "publiziert", "eingestellt", "pubblicat",
    "publikac", "opublikow", "gepubliceerd", "geplaatst", "publicer", "publisert", "udgivet", "offentliggjort", "julkaistu", "közzét", "megjelen", "zveřejn",
    "publikován", "objavljen", "yayın", "eklenme", "опубликован", "дата публ", "опублікован", "публикуван", "δημοσ", "نشر", "תאריך פרסום", "发布", "發布", "掲載", "公開",
    "입력",
];

/// Beginnings of words before a date that say that something was changed.
#[rustfmt::skip]
const MODIFIED: [&str; 36] = [
    "updat", "modif", "changed", "edited", "revised", "reviewed", "aktualisier", "zuletzt", "geändert", "änderung", "stand", "bearbeitet", "mis à jour", "mise à jour",
    "actualiz", "actualis", "atualiz", "aggiorna", "ultima modifica", "aktualizac", "zaktualiz", "bijgewerkt", "gewijzigd", "uppdater", "opdater", "oppdater",
    "päivitet", "frissít", "güncel", "обновлен", "изменен", "оновлен", "ažurira", "更新", "修正", "수정",
];

/// Before a date, these say that it is of something else.
#[rustfmt::skip]
const OTHERS: [&str; 23] = [
    "©", "copyright", "(c)", "since", "seit ", "depuis", "until", "bis ", "valid", "event", "veranstaltung", "termin:", "termin ", "termine", "deadline", "born", "geboren", "expir",
    "effective", "joined", "join date", "closing", "today",
];

/// Whether it stands in the text where a word begins: "event", but not "prevented".
fn begins_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| !text[..at].ends_with(char::is_alphabetic))
}

/// What a sentence begins with that speaks of what it stands on: `This entry was posted on`.
#[rustfmt::skip]
const THIS: [&str; 14] = [
    "this ", "dieser ", "diese ", "dieses ", "cet ", "cette ", "ce ", "esta ", "este ", "questo ", "questa ", "dit ", "ten wpis", "detta ",
];

/// What stands between the first and the last day of a span.
const TO: [&str; 9] = ["-", "–", "—", "bis", "to", "au", "al", "a", "до"];

/// What a date in a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Published,
    Modified,
    Nothing,
}

/// What the lines say.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// When the article came out, likeliest first.
    pub published: Vec<Candidate>,
    /// When it was changed.
    pub modified: Vec<Candidate>,
    /// The only day that stands alone in lines elsewhere.
    pub elsewhere: Option<Candidate>,
}

/// Reads the lines. `language` is that of the page.
pub(super) fn said(lines: &[Shown], language: Option<&str>) -> Said {
    let (mut said, mut unlabelled, mut elsewhere, mut alone) = (Said::default(), Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        for Read { label, candidate, words } in read(line, language) {
            match (label, line.beside_title) {
                (Label::Published, true) => said.published.push(candidate),
                (Label::Nothing, true) => {
                    let weight = if words <= WORDS_OF_BYLINE { Weight::Usual } else { Weight::Doubtful };
                    unlabelled.push(Candidate { weight, ..candidate });
                }
                (Label::Published, false) => elsewhere.push(candidate),
                (Label::Modified, _) => said.modified.push(candidate),
                (Label::Nothing, false) if words <= most_words_alone(&line.text) => alone.push((words, candidate)),
                (Label::Nothing, false) => {}
            }
        }
    }
    said.published.extend(unlabelled);
    // A page with one article has one date beside its title.
    let sole = sole(&said.published).map(|candidate| candidate.date);
    said.published.extend(elsewhere);
    for candidate in &mut said.published {
        let is_sole = Some(candidate.date) == sole && candidate.weight == Weight::Usual;
        candidate.weight = if is_sole { Weight::Outweighing } else { Weight::Doubtful };
    }
    // Those that are dates and nothing else count before those of which a name may stand beside.
    if alone.iter().any(|(words, _)| *words == 0) {
        alone.retain(|(words, _)| *words == 0);
    }
    let alone: Vec<_> = alone.into_iter().map(|(_, candidate)| candidate).collect();
    said.elsewhere = self::sole(&alone).map(|candidate| Candidate { weight: Weight::Doubtful, ..candidate });
    said
}

/// The day of one of the first lines of a text without a page, if that line says when it came out, or by whom and when it was written, or is a day and nothing else.
pub(super) fn of_first_line(line: &str, language: Option<&str>) -> Option<PartialDate> {
    if line.ends_with(['.', '!', '?', ',', ';']) {
        return None;
    }
    let read = read(&Shown { text: line.to_string(), beside_title: true }, language);
    let is_own = |read: &&Read| match read.label {
        Label::Published => read.words <= FEW_WORDS,
        Label::Modified => false,
        Label::Nothing => read.words == 0 || is_byline(line) && read.words <= WORDS_OF_BYLINE,
    };
    read.iter().find(is_own).map(|read| read.candidate.date)
}

/// The first of them, if all name the same day.
fn sole(candidates: &[Candidate]) -> Option<Candidate> {
    let first = *candidates.first()?;
    candidates.iter().all(|candidate| candidate.date == first.date).then_some(first)
}

/// A date in a line.
struct Read {
    label: Label,
    candidate: Candidate,
    /// How many words there are besides.
    words: usize,
}

fn read(line: &Shown, language: Option<&str>) -> Vec<Read> {
    let text = &line.text;
    let stamps: Vec<Stamp> =
        stamps(text, language).into_iter().filter(|stamp| stamp.date.precision() == Precision::Day).collect();
    let mut before = 0;
    let mut found = Vec::new();
    for stamp in &stamps {
        let said = text[before..stamp.range.start].to_lowercase();
        // From one day to another: something that happens, not when it was written.
        if before > 0 && is_to(&said) || is_span(&said) {
            return Vec::new();
        }
        before = stamp.range.end;
        if let Some(label) = label(&said) {
            found.push((label, Candidate::of(stamp, Basis::Dateline)));
        }
    }
    // German and Dutch say at the end of a sentence what was done.
    let speaks_of_page = speaks_of_page(text);
    if let [(unclear @ Label::Nothing, _)] = &mut found[..]
        && speaks_of_page
    {
        *unclear = label(&text.to_lowercase()).unwrap_or(Label::Nothing);
    }
    let words = words(text) - stamps.iter().map(|stamp| words(&text[stamp.range.clone()])).sum::<usize>();
    let most = if is_sentence(text) && !speaks_of_page { MOST_WORDS_OF_SENTENCE } else { MOST_WORDS };
    let kept = found.into_iter().filter(|(label, _)| words <= most || *label != Label::Nothing && words <= 2 * most);
    kept.map(|(label, candidate)| Read { label, candidate, words }).collect()
}

fn speaks_of_page(line: &str) -> bool {
    let line = line.to_lowercase();
    THIS.iter().any(|beginning| line.starts_with(beginning))
}

/// Whether what stands between two dates leads from one to the other, perhaps with a time before it and a day of the week behind: ` 7pm – Sunday, `
fn is_to(said: &str) -> bool {
    let is_time = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit()) || matches!(*word, "am" | "pm" | "uhr");
    let mut words = said.split([' ', ',', '.']).filter(|word| !word.is_empty()).skip_while(is_time);
    let to = words.next().is_some_and(|to| TO.contains(&to));
    let day = words.next();
    to && day.is_none_or(|day| !is_time(&day)) && words.next().is_none() && label(said) == Some(Label::Nothing)
}

/// Whether a day stands before a date, with a dash between: `14. – 20. `
fn is_span(said: &str) -> bool {
    let first = said.trim_end().strip_suffix(['-', '–', '—']).and_then(|first| first.split_whitespace().next_back());
    let day = first.map_or("", |first| first.trim_end_matches('.'));
    matches!(day.len(), 1 | 2) && day.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line ends as sentences do, and not with `a.m.`
fn is_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '。']) && !line.ends_with(".m.")
}

/// What is said before a date; none if it is of something else.
fn label(said: &str) -> Option<Label> {
    let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
    if OTHERS.iter().any(|word| begins_word(said, word)) {
        None
    } else if says(&PUBLISHED) {
        Some(Label::Published)
    } else if says(&MODIFIED) {
        Some(Label::Modified)
    } else {
        Some(Label::Nothing)
    }
}

/// How many words may stand beside a date that stands alone.
fn most_words_alone(line: &str) -> usize {
    if is_byline(line) { WORDS_OF_BYLINE } else { FEW_WORDS }
}

fn is_byline(line: &str) -> bool {
    let line = line.to_lowercase();
    BYLINES.iter().any(|beginning| line.starts_with(beginning))
}

fn words(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(char::is_alphabetic)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dates that lines give, with what they are: `p` published, `m` modified, `e` elsewhere.
    fn check(lines: &[(&str, bool)], expected: &str) {
        let lines: Vec<Shown> = lines
            .iter()
            .map(|(text, beside_title)| Shown { text: text.to_string(), beside_title: *beside_title })
            .collect();
        let said = said(&lines, None);
        let mut found = Vec::new();
        for (sort, list) in [("p", said.published), ("m", said.modified), ("e", said.elsewhere.into_iter().collect())] {
            found.extend(list.iter().map(|candidate| format!("{sort} {}", candidate.date)));
        }
        assert_eq!(found.join(", "), expected, "{lines:?}");
    }

    #[test]
    fn lines_say_what_their_dates_are() {
        for (line, expected) in [
            ("4 May 2021", "p 2021-05-04"),
            ("Posted by Ann Roe on 4 May 2021 at 10:30", "p 2021-05-04"),
            ("By Ann Roe, Bo Dahl on Tuesday, May 4th, 2021 at 11:08 a.m.", "p 2021-05-04"),
            ("Veröffentlicht am 4. Mai 2021", "p 2021-05-04"),
            ("Updated 4 May 2021", "m 2021-05-04"),
            ("Stand: 04.05.2021, 10:30 Uhr", "m 2021-05-04"),
            ("Published 4 May 2021 / Updated 6 May 2021", "p 2021-05-04, m 2021-05-06"),
            ("Last updated 6 May 2021, originally published 4 May 2021", "p 2021-05-04, m 2021-05-06"),
            ("This page was last edited on 4 May 2021, at 10:30.", "m 2021-05-04"),
            ("Diese Seite wurde zuletzt am 4. Mai 2021 um 10:30 Uhr geändert.", "m 2021-05-04"),
            ("10:30 - 4 May 2021", "p 2021-05-04"),
            ("4 May 2021 – 9 May 2021", ""),
            ("Tuesday, 4 May 2021, 7 pm - Sunday, 9 May 2021", ""),
            ("4 May 2021 - 10:30 | Updated 6 May 2021", "p 2021-05-04, m 2021-05-06"),
            ("4 May 2021 10:30h - Updated: 6 May 2021", "p 2021-05-04, m 2021-05-06"),
            ("4 May 2021 - 10:30 2021-05-04", "p 2021-05-04, p 2021-05-04"),
            ("Event date: 4 May 2021", ""),
            (
                "This entry was posted in News and tagged bridge, town on 4 May 2021 by Ann. Bookmark the permalink.",
                "p 2021-05-04",
            ),
            ("Dieser Beitrag wurde am 4. Mai 2021 von Ann in Allgemein veröffentlicht.", "p 2021-05-04"),
            ("Woche vom 4. – 9. Mai 2021", ""),
            ("© 4 May 2021 The Post", ""),
            ("May 2021", ""),
            (
                "The bridge that was struck on 4 May 2012 is to be opened again in the autumn, the city council has said.",
                "",
            ),
            ("", ""),
        ] {
            check(&[(line, true)], expected);
        }
    }

    #[test]
    fn lines_elsewhere_must_say_more() {
        check(&[("4 May 2021", false)], "e 2021-05-04");
        check(&[("4 May 2021", false), ("6 May 2021", false)], "");
        check(&[("Another bridge, another day of delay: 4 May 2021", false)], "");
        check(&[("Published on 4 May 2021", false), ("6 May 2021", true)], "p 2021-05-06, p 2021-05-04");
    }
}
