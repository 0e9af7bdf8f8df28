//! Where sentences and paragraphs begin and end. Abbreviations, initials, decimals and quotes do not end a sentence.

use super::tokens::Token;

/// A stretch of a text: its bytes, and the tokens in it (numbered through the text). Both ends are exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Byte offset of the first character that is not white space.
    pub start: usize,
    /// Byte offset behind the last character that is not white space.
    pub end: usize,
    /// The first token.
    pub first_token: usize,
    /// Behind the last token.
    pub last_token: usize,
}

impl Span {
    /// How many tokens it has.
    pub fn tokens(&self) -> usize {
        self.last_token - self.first_token
    }
}

/// Titles and the like: what follows belongs to the same sentence, however it is written.
const BEFORE_A_NAME: &[&str] = &[
    "mr", "mrs", "ms", "messrs", "dr", "prof", "gen", "lt", "col", "sgt", "maj", "capt", "cmdr", "adm", "cpl", "pvt",
    "rear", "brig", "gov", "sen", "rep", "reps", "sens", "rev", "fr", "hon", "st", "ste", "mt", "ft", "pres", "supt",
    "det", "insp", "amb", "sec", "atty", "mme", "mlle", "vs", "v", "no", "nos", "vol", "fig", "art", "pp", "approx",
    "est", "ca", "cf", "eg", "ie", "al", "dept", "asst", "assoc", "univ", "viz",
];

/// Abbreviations that also stand at the end of a sentence: it goes on unless a capital letter follows.
const ANYWHERE: &[&str] = &[
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed",
    "thu", "thur", "thurs", "fri", "jr", "sr", "inc", "ltd", "co", "corp", "bros", "plc", "llc", "etc", "bn", "mn",
    "min", "max", "hr", "hrs", "km", "kg", "lb", "lbs", "oz", "ave", "blvd", "rd", "sq", "tel", "calif", "fla", "mass",
    "mich", "minn", "penn", "tenn", "va", "wash", "wis", "ariz", "colo", "conn", "ill", "ind", "ore", "okla", "tex",
    "mo", "md", "ga", "ala", "ark", "ky", "la", "miss", "mont", "neb", "nev", "vt",
];

/// Words that begin a sentence far more often than a name: after `U.S.` and the like they decide that one has ended.
const OPENERS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "this",
    "that",
    "these",
    "those",
    "there",
    "but",
    "and",
    "in",
    "on",
    "at",
    "for",
    "after",
    "before",
    "when",
    "while",
    "if",
    "as",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "however",
    "meanwhile",
    "some",
    "many",
    "most",
    "all",
    "no",
    "not",
    "so",
    "what",
    "who",
    "how",
    "why",
    "since",
    "last",
    "both",
    "more",
    "one",
    "two",
    "under",
    "with",
    "by",
    "to",
    "from",
];

/// The paragraphs of a text: runs of lines between line breaks. An empty line and a single line break both end one, as news files use either.
pub fn paragraphs(text: &str, tokens: &[Token]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut next = 0;
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let line_end = line_start + line.len();
        let first = next;
        while next < tokens.len() && (tokens[next].start as usize) < line_end {
            next += 1;
        }
        push_trimmed(text, line_start, line_end, first, next, &mut found);
        line_start = line_end;
    }
    found
}

fn push_trimmed(text: &str, start: usize, end: usize, first_token: usize, last_token: usize, found: &mut Vec<Span>) {
    let piece = &text[start..end];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let start = start + (piece.len() - piece.trim_start().len());
        found.push(Span { start, end: start + trimmed.len(), first_token, last_token });
    }
}

/// The sentences of one paragraph, which together cover all of it.
///
/// ```
/// use dateline::text::{Lexicon, paragraphs, sentences};
/// let text = "Gen. J. Smith left the U.S. on Aug. 15. “We go,” he said.";
/// let tokens = Lexicon::default().tokenize(text);
/// let paragraph = paragraphs(text, &tokens)[0];
/// let found = sentences(text, &tokens, paragraph);
/// assert_eq!(&text[found[1].start..found[1].end], "“We go,” he said.");
/// ```
pub fn sentences(text: &str, tokens: &[Token], paragraph: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut first) = (paragraph.start, paragraph.first_token);
    for next in paragraph.first_token + 1..paragraph.last_token {
        let (before, behind) = (&tokens[next - 1], &tokens[next]);
        let gap = before.end as usize..behind.start as usize;
        if let Some(cut) = sentence_break(text, before, gap, behind, found.is_empty() && next == first + 1) {
            push_trimmed(text, start, cut, first, next, &mut found);
            (start, first) = (cut, next);
        }
    }
    push_trimmed(text, start, paragraph.end, first, paragraph.last_token, &mut found);
    found
}

/// Where in the gap between two tokens a sentence ends, if one does: behind the stop and its closing quotes.
fn sentence_break(
    text: &str,
    before: &Token,
    gap: std::ops::Range<usize>,
    behind: &Token,
    list_number: bool,
) -> Option<usize> {
    let between = &text[gap.clone()];
    let acronym = text[before.range()].ends_with('.');
    let stop = if acronym { Some(0) } else { between.find(['.', '!', '?', '…', '。', '！', '？']) }?;
    let spaced = between[stop..].find(char::is_whitespace);
    let Some(space) = spaced.map(|n| stop + n) else {
        return between.contains(['。', '！', '？']).then_some(gap.end);
    };
    let rest = &between[space..];
    // A comma or dash behind the stop, or an ellipsis before a small letter: the sentence goes on.
    let lead = rest.trim_start();
    if between[stop..space].contains([',', ';', ':']) || lead.starts_with(['-', '–', '—', ',', ';', ')']) {
        return None;
    }
    let next = text[behind.range()].chars().next()?;
    if next.is_lowercase() {
        return None;
    }
    let only_a_dot = acronym || between[stop..].trim_start_matches(['"', '”', '’', '\'', ')']).starts_with('.');
    let quoted_end = between[..space].ends_with(['"', '”', '’', '»', ')']);
    if only_a_dot && !quoted_end && goes_on(&text[before.range()], &text[behind.range()], acronym, list_number, lead) {
        return None;
    }
    Some(gap.start + space)
}

/// Whether a dot behind `before` belongs to the word and the sentence goes on with `behind`.
fn goes_on(before: &str, behind: &str, acronym: bool, list_number: bool, lead: &str) -> bool {
    if before.len() > 24 || behind.len() > 24 {
        return false;
    }
    let lower = before.to_lowercase();
    let opener = OPENERS.contains(&behind.to_lowercase().as_str()) || lead.starts_with(['"', '“', '‘']);
    let digit = behind.starts_with(|c: char| c.is_numeric());
    if acronym {
        // U.S. President goes on, "in the U.S. The" does not; 5 p.m. Monday goes on.
        return !opener;
    }
    let mut letters = before.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    if initial {
        // "J. Smith"; but "vitamin C. The".
        return !opener;
    }
    if list_number && before.chars().all(|c| c.is_ascii_digit()) {
        return true;
    }
    if BEFORE_A_NAME.contains(&lower.as_str()) {
        let number_word = matches!(lower.as_str(), "no" | "nos" | "vol" | "fig" | "art" | "pp");
        let written_as_title = before.starts_with(char::is_uppercase);
        return if number_word { digit } else { written_as_title || !opener };
    }
    if ANYWHERE.contains(&lower.as_str()) {
        let written_as_name = before.starts_with(char::is_uppercase);
        return if written_as_name { !opener } else { digit && !opener && lower.len() < 4 };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lexicon;

    fn split(text: &str) -> Vec<&str> {
        let tokens = Lexicon::default().tokenize(text);
        let spans = paragraphs(text, &tokens).into_iter().flat_map(|p| sentences(text, &tokens, p));
        spans.map(|s| &text[s.start..s.end]).collect()
    }

    #[test]
    fn a_stop_that_belongs_to_a_word_does_not_end_the_sentence() {
        for whole in [
            "The U.S. President met Mr. Biden and Gen. Mark Milley on Aug. 15 at 5 p.m. Monday.",
            "J. R. R. Tolkien paid $4.5 million to Warner Bros. Pictures Inc. in St. Louis.",
            "“Is it over?” asked Dr. Who, i.e. the doctor.",
            "He lives in Washington, D.C. with No. 10 behind him, etc. and so on.",
            "“We go ... soon,” she said.",
            "Yahoo! shares rose 3.5% vs. Google's.",
        ] {
            assert_eq!(split(whole), [whole]);
        }
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for (text, expected) in [
            ("He left. She stayed.", vec!["He left.", "She stayed."]),
            ("“It is over.” He left the U.S. The end!", vec!["“It is over.”", "He left the U.S.", "The end!"]),
            ("Is it? Yes (it is). Really… Truly.", vec!["Is it?", "Yes (it is).", "Really…", "Truly."]),
            ("It fell 5%. Shares of Sony Corp. rose.", vec!["It fell 5%.", "Shares of Sony Corp. rose."]),
            ("He said no. It was late.", vec!["He said no.", "It was late."]),
            ("In 2021. 14 died.\n\nNew paragraph", vec!["In 2021.", "14 died.", "New paragraph"]),
            ("他走了。她留下。", vec!["他走了。", "她留下。"]),
            ("the wounded \"went home.\" \"Others stayed.\"", vec!["the wounded \"went home.\"", "\"Others stayed.\""]),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }

    #[test]
    fn no_token_is_in_no_sentence() {
        let text = "One. Two!\n ?? Three \n\n\n four";
        let tokens = Lexicon::default().tokenize(text);
        let spans: Vec<_> = paragraphs(text, &tokens).into_iter().flat_map(|p| sentences(text, &tokens, p)).collect();
        assert_eq!(spans.iter().map(Span::tokens).sum::<usize>(), tokens.len());
    }
}
