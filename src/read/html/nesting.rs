//! How deep HTML is nested, told without parsing it: a parser that follows the standard needs time that grows with the square of the depth.

/// Elements that are often left open, or hold nothing: they do not count.
const UNCOUNTED: [&[u8]; 30] = [
    b"p",
    b"li",
    b"br",
    b"img",
    b"td",
    b"tr",
    b"th",
    b"dt",
    b"dd",
    b"hr",
    b"input",
    b"link",
    b"meta",
    b"option",
    b"path",
    b"source",
    b"area",
    b"base",
    b"col",
    b"embed",
    b"param",
    b"track",
    b"wbr",
    b"thead",
    b"tbody",
    b"tfoot",
    b"colgroup",
    b"optgroup",
    b"rp",
    b"rt",
];

/// Whether more than `limit` elements are open at some place.
pub(in crate::read) fn is_deeper_than(html: &str, limit: usize) -> bool {
    let bytes = html.as_bytes();
    let mut depth = 0_usize;
    for at in memchr::memchr_iter(b'<', bytes) {
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(usize::from(counts(&bytes[at + 2..]))),
            Some(first) if first.is_ascii_alphabetic() && counts(&bytes[at + 1..]) => depth += 1,
            _ => {}
        }
        if depth > limit {
            return true;
        }
    }
    false
}

fn counts(tag: &[u8]) -> bool {
    let length = tag.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    length > 0 && !UNCOUNTED.iter().any(|name| name.eq_ignore_ascii_case(&tag[..length]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_elements_are_counted() {
        assert!(is_deeper_than("<div><DIV><div>", 2));
        assert!(!is_deeper_than("<div></div><div><p><p><p><br><br></div><div>", 2));
        assert!(!is_deeper_than("</div></div><div>", 1));
        assert!(!is_deeper_than("a < b < c << d", 0));
    }
}
