//! The text of a message (RFC 2046): which of its parts says most, and how that is made plain. Knows no header but those of parts.

use std::borrow::Cow;

use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

use crate::read::decode::{guess, unix_lines};
use crate::read::html::fragment_text;
use crate::read::note::Note;
use crate::read::source::Limits;

/// HTML that says so many times more than the plain text beside it is the message.
const SAYS_MORE: usize = 3;
/// Letters of a text that only says that there is HTML.
const LONGEST_STUB: usize = 600;
/// What stands at the beginning of newsletters for those who cannot see them.
const ELSEWHERE: [&str; 5] = ["in your browser", "in a browser", "in browser", "view online", "im browser"];
/// Paragraphs that are looked at for that, and letters that they have at most.
const FIRST: usize = 3;
const LONGEST_HINT: usize = 120;

/// The text, and what a reader should know of it.
pub(super) fn body(message: &Message<'_>, limits: &Limits) -> (String, Option<Note>) {
    let mut note = None;
    let plain = message.text_body.iter().filter_map(|&part| plain(message, part, &mut note));
    let plain = plain.collect::<Vec<_>>().join("\n\n");
    let html = message.html_body.iter().filter_map(|&part| match &message.parts.get(part as usize)?.body {
        PartType::Html(html) => fragment_text(html, limits),
        _ => None,
    });
    let html = newsletter(&html.collect::<Vec<_>>().join("\n\n"));
    let is_stub = plain.len() <= LONGEST_STUB && html.len() > SAYS_MORE * plain.len();
    let text = match (plain.trim().is_empty(), is_stub) {
        (true, _) | (_, true) if !html.is_empty() => html,
        // HTML that is nested too deep to be read as such.
        (true, _) => message.body_text(0).unwrap_or_default().into_owned(),
        _ => plain,
    };
    (unix_lines(text).trim().to_string(), note)
}

/// A part that is plain text.
fn plain<'m>(message: &'m Message<'_>, part: u32, note: &mut Option<Note>) -> Option<Cow<'m, str>> {
    let part = message.parts.get(part as usize)?;
    let PartType::Text(text) = &part.body else { return None };
    let kind = part.content_type();
    let attribute = |name: &str| kind.and_then(|kind| kind.attribute(name));
    let text = match attribute("charset") {
        None => undeclared(message, part, text, note),
        Some(_) => Cow::Borrowed(text.as_ref()),
    };
    let is_flowed = attribute("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
    let deletes_spaces = attribute("delsp").is_some_and(|value| value.eq_ignore_ascii_case("yes"));
    Some(if is_flowed { Cow::Owned(flowed(&unix_lines(text.into_owned()), deletes_spaces)) } else { text })
}

/// Text of which nobody says in which encoding it is, from its own bytes.
fn undeclared<'m>(
    message: &'m Message<'_>,
    part: &MessagePart<'_>,
    text: &'m str,
    note: &mut Option<Note>,
) -> Cow<'m, str> {
    let bytes = message.raw_message.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    if part.encoding != Encoding::None || std::str::from_utf8(bytes).is_ok() {
        return Cow::Borrowed(text);
    }
    let (text, encoding) = guess(bytes);
    *note = Some(Note::DecodedByGuess(encoding.name().to_string()));
    text
}

/// Lines that end in a space go on in the next (RFC 3676).
fn flowed(text: &str, deletes_spaces: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut quoted_before = None;
    for line in text.split('\n') {
        let quotes = line.bytes().take_while(|&byte| byte == b'>').count();
        let rest = &line[quotes..];
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        // Only lines of one depth of quotation are one paragraph.
        if quoted_before != Some(quotes) {
            if !joined.is_empty() && !joined.ends_with('\n') {
                joined.push('\n');
            }
            joined.push_str(&line[..quotes]);
        }
        let goes_on = rest.ends_with(' ') && rest != "-- ";
        joined.push_str(if goes_on && deletes_spaces { &rest[..rest.len() - 1] } else { rest });
        if goes_on {
            quoted_before = Some(quotes);
        } else {
            joined.push('\n');
            quoted_before = None;
        }
    }
    joined
}

/// A newsletter without the marks that fill its preview, and without the hint where else it can be seen.
fn newsletter(text: &str) -> String {
    let mut paragraphs: Vec<&str> = text.split("\n\n").map(|paragraph| paragraph.trim_matches(is_invisible)).collect();
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    let is_hint = |paragraph: &str| {
        let lower = paragraph.to_lowercase();
        paragraph.len() <= LONGEST_HINT && ELSEWHERE.iter().any(|words| lower.contains(words))
    };
    let hint = paragraphs.iter().take(FIRST).position(|paragraph| is_hint(paragraph));
    if let Some(hint) = hint.filter(|_| paragraphs.len() > 1) {
        paragraphs.remove(hint);
    }
    paragraphs.join("\n\n")
}

/// Spaces, and signs that take no room.
fn is_invisible(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{34F}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use mail_parser::MessageParser;

    use super::*;

    fn check(message: impl AsRef<[u8]>, expected: &str) {
        let message = MessageParser::default().parse(message.as_ref()).unwrap();
        assert_eq!(body(&message, &Limits::default()).0, expected);
    }

    fn alternative(plain: &str, html: &str) -> String {
        format!(
            "Subject: x\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n{html}\n--b--\n"
        )
    }

    #[test]
    fn the_part_that_says_most_is_the_text() {
        let html = "<p>Kabul has fallen, and the president left the city on Sunday.</p><p>More in the evening &amp; tomorrow, from our reporters there.</p>";
        let text = "Kabul has fallen, and the president left the city on Sunday.\n\nMore in the evening & tomorrow, from our reporters there.";
        check(format!("Subject: x\nContent-Type: text/html\n\n{html}"), text);
        check(alternative("No HTML? Pity.", html), text);
        check(
            alternative("Kabul has fallen. Plain words that say it all.", "<p>Kabul has fallen.</p>"),
            "Kabul has fallen. Plain words that say it all.",
        );
        check(
            format!(
                "Subject: x\nContent-Type: text/html\n\n<p>View this in your browser</p><div>\u{34F} \u{200C}</div>{html}"
            ),
            text,
        );
    }

    #[test]
    fn lines_and_letters_are_put_right() {
        let flowed = "Subject: x\nContent-Type: text/plain; format=flowed\n\nOne \nline.\n> quoted \n> too\n\n-- \nMe";
        check(flowed, "One line.\n>quoted too\n\n-- \nMe");
        check(
            b"Subject: x\n\nCaf\xE9 au lait in S\xE3o Paulo is where ni\xF1os play.",
            "Café au lait in São Paulo is where niños play.",
        );
        let quoted = "Subject: x\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nCaf=E9 au=\n lait =XY";
        check(quoted, "Café au lait =XY");
    }
}
