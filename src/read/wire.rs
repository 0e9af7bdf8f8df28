//! What news agencies print around a text: the dateline before it, and who wrote it. Knows no format.

/// Words with which a byline begins.
const BY: [&str; 10] = ["by", "von", "par", "por", "di", "door", "av", "af", "text:", "written by"];
/// Words between two names.
const AND: [&str; 6] = [" and ", " und ", " et ", " y ", " e ", " & "];
/// Words that are no part of a name, but of a task or an agency.
const TASKS: [&str; 15] = [
    "reporter",
    "writer",
    "editor",
    "correspondent",
    "staff",
    "press",
    "news",
    "agency",
    "service",
    "network",
    "analyst",
    "columnist",
    "bureau",
    "redaktion",
    "agence",
];

/// How much of a text is searched for its dateline.
const BEGINNING: usize = 2000;

/// A text with its dateline before it, as the wire prints it, unless it is there already. One that stands in a paragraph of its own begins the next.
pub(super) fn with_dateline(dateline: &str, body: String) -> String {
    let dateline = dateline.split_whitespace().collect::<Vec<_>>().join(" ");
    let beginning: String = body.chars().take(BEGINNING).collect();
    if dateline.is_empty() {
        return body;
    }
    if !letters(&beginning).contains(&letters(&dateline)) {
        return joined(&dateline, &body);
    }
    let alone = body.split("\n\n").find(|paragraph| letters(paragraph) == letters(&dateline));
    let parts = alone.and_then(|alone| body.split_once(alone)).filter(|(_, behind)| !behind.is_empty());
    match parts {
        Some((before, behind)) => format!("{before}{}", joined(&dateline, behind.trim_start())),
        None => body,
    }
}

/// A dateline and the text behind it on one line.
fn joined(dateline: &str, body: &str) -> String {
    let is_closed = dateline.ends_with(['-', '–', '—', ':']) || body.starts_with(['(', '-', '–', '—']);
    let between = if body.is_empty() || is_closed { " " } else { " - " };
    format!("{dateline}{between}{body}").trim_end().to_string()
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The people whom a byline names: `By Ann Lee and Bo Ray, Staff Reporters`. All of it where no names are found.
pub(super) fn people_of_byline(byline: &str) -> Vec<String> {
    let byline = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    let by = BY.iter().find_map(|by| {
        let (start, rest) = (byline.get(..by.len())?, byline.get(by.len()..)?);
        rest.strip_prefix(' ').filter(|_| start.eq_ignore_ascii_case(by))
    });
    let names = by.unwrap_or(&byline);
    let mut separated = names.to_string();
    for and in AND {
        separated = separated.replace(and, ",");
    }
    let people: Vec<String> =
        separated.split([',', ';', '/']).map(str::trim).filter(|part| is_name(part)).map(str::to_string).collect();
    match (people.is_empty(), names.is_empty()) {
        (false, _) => people,
        (true, false) => vec![names.to_string()],
        (true, true) => Vec::new(),
    }
}

/// At least two words, of which the first and the last begin with a capital letter.
fn is_name(part: &str) -> bool {
    let words: Vec<&str> = part.split(' ').collect();
    let is_task = |word: &str| {
        let word = word.to_lowercase();
        TASKS.iter().any(|task| word.strip_prefix(task).is_some_and(|rest| matches!(rest, "" | "s")))
    };
    let is_big = |word: Option<&&str>| {
        word.and_then(|word| word.chars().next()).is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase())
    };
    let has_two_to_five = (2..=5).contains(&words.len());
    has_two_to_five && is_big(words.first()) && is_big(words.last()) && !words.iter().any(|word| is_task(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_stand_before_the_text_once() {
        let check = |dateline: &str, body: &str, whole: &str| {
            assert_eq!(with_dateline(dateline, body.to_string()), whole);
        };
        check("KABUL, Aug. 15 (Reuters)", "The city fell.", "KABUL, Aug. 15 (Reuters) - The city fell.");
        check("Berlin (dpa) - ", "Es regnet.", "Berlin (dpa) - Es regnet.");
        check(
            "Berlin (dpa) - ",
            "Ein Satz davor.\n\nBerlin (dpa) – Es regnet.",
            "Ein Satz davor.\n\nBerlin (dpa) – Es regnet.",
        );
        check("KABUL, Aug. 15", "(Reuters) - The city fell.", "KABUL, Aug. 15 (Reuters) - The city fell.");
        check("MADRID (EP) - ", "Antes.\n\nMADRID (EP) -\n\nTexto.", "Antes.\n\nMADRID (EP) - Texto.");
        check("MADRID (EP) - ", "MADRID (EP) -", "MADRID (EP) -");
        check(" \n", "Text.", "Text.");
        check("KABUL", "", "KABUL");
    }

    #[test]
    fn bylines_name_people() {
        let check = |byline: &str, people: &[&str]| assert_eq!(people_of_byline(byline), people, "{byline}");
        check("By Ann Lee", &["Ann Lee"]);
        check("Von Jörg Übel und Mia van der Au, dpa", &["Jörg Übel", "Mia van der Au"]);
        check("By Ann Lee, Bo Ray and Cy Day, Staff Reporters", &["Ann Lee", "Bo Ray", "Cy Day"]);
        check("By ANN LEE, Associated Press", &["ANN LEE"]);
        check("Reuters Staff", &["Reuters Staff"]);
        check("by our own correspondent", &["our own correspondent"]);
        check("新聞 太郎", &["新聞 太郎"]);
        check(" ", &[]);
    }
}
