//! Lines of a text by the bytes in them, and the comments in a part of it.

use std::ops::Range;

/// Where the line of a byte begins.
pub(super) fn line_start(text: &str, byte: usize) -> usize {
    text[..byte].rfind('\n').map_or_else(|| first(text), |newline| newline + 1)
}

/// Behind the line of a byte.
pub(super) fn line_end(text: &str, byte: usize) -> usize {
    text[byte..].find('\n').map_or(text.len(), |newline| byte + newline + 1)
}

/// Where the first line begins: behind a byte order mark.
pub(super) fn first(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// How the text ends its lines.
pub(super) fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Whether there is a line at the byte, and it is blank.
pub(super) fn is_blank_line(text: &str, byte: usize) -> bool {
    byte < text.len() && text[byte..line_end(text, byte)].trim().is_empty()
}

/// The blanks before a byte on its line, if there is nothing else before it.
pub(super) fn indent(text: &str, byte: usize) -> Option<&str> {
    let before = &text[line_start(text, byte)..byte];
    before.trim_matches([' ', '\t']).is_empty().then_some(before)
}

/// The comments in a part of the text. Strings, which may have the sign of a comment in them, are `taken`, in their order.
pub(super) fn comments<'t>(text: &'t str, part: Range<usize>, taken: &[Range<usize>]) -> Vec<&'t str> {
    let mut comments = Vec::new();
    let mut at = part.start;
    for taken in taken.iter().cloned().chain(std::iter::once(part.end..part.end)) {
        let mut gap = text.get(at..taken.start).unwrap_or_default();
        while let Some(sign) = gap.find('#') {
            let (comment, rest) = gap[sign..].split_once('\n').unwrap_or((&gap[sign..], ""));
            comments.push(comment.trim_end());
            gap = rest;
        }
        at = taken.end;
    }
    comments
}

/// The first comma in a part of the text that has neither values nor strings in it.
pub(super) fn comma(text: &str, part: Range<usize>) -> Option<usize> {
    let mut in_comment = false;
    let sign = |(_, c): &(usize, char)| {
        in_comment = *c == '#' || (in_comment && *c != '\n');
        *c == ',' && !in_comment
    };
    text[part.clone()].char_indices().find(sign).map(|(at, _)| part.start + at)
}
