//! Whether HTML can be parsed in reasonable time, told without parsing it: a parser that follows the standard needs time that grows with the square
//! of the depth, or of the number of a tag's attributes.

use crate::read::record::Reason;

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

/// Elements that dress words. One that is left open is opened again in every block that follows.
const DRESSING: [&[u8]; 14] =
    [b"a", b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike", b"strong", b"tt", b"u"];

/// So many attributes may a tag have: parsers compare each with all before it.
const ATTRIBUTES: usize = 5_000;

/// So many tags may a page have: each takes memory, several times over. Whole books have a tenth of it.
const TAGS: usize = 1_000_000;

/// So many elements may be opened again, all in all.
const REOPENED: usize = 1 << 20;

/// Elements of HTML that end a drawing which they stand in, and those in a drawing that hold HTML.
const NO_DRAWING: [&[u8]; 24] = [
    b"div",
    b"p",
    b"span",
    b"table",
    b"ul",
    b"ol",
    b"dl",
    b"img",
    b"br",
    b"hr",
    b"body",
    b"head",
    b"center",
    b"pre",
    b"menu",
    b"h1",
    b"h2",
    b"h3",
    b"blockquote",
    b"embed",
    b"meta",
    b"foreignobject",
    b"desc",
    b"title",
];

/// Why parsing would take a time that grows with the square of the length, if it would: at most `limit` elements may be open at a time.
pub(in crate::read) fn strain(html: &str, limit: usize) -> Option<Reason> {
    let bytes = html.as_bytes();
    let mut open = Open::default();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found;
        match bytes.get(at + 1) {
            Some(b'/') => open.end(name(&bytes[at + 2..])),
            Some(first) if first.is_ascii_alphabetic() => {
                let name = name(&bytes[at + 1..]);
                let behind = &bytes[at + 1 + name.len()..];
                let (attributes, length) = attributes(behind);
                at += length;
                if attributes > ATTRIBUTES {
                    return Some(malformed(format!("a tag has more than {ATTRIBUTES} attributes")));
                }
                open.begin(name, behind[..length].ends_with(b"/"));
            }
            _ => {}
        }
        if open.depth > limit {
            return Some(Reason::OpenTags(limit));
        }
        if open.tags > TAGS {
            return Some(malformed(format!("more than {TAGS} tags")));
        }
        if open.reopened > REOPENED {
            return Some(malformed("too many elements are not closed".to_string()));
        }
        at += 1;
    }
    None
}

fn malformed(what: String) -> Reason {
    Reason::Malformed { format: "html", what, line: None, column: None }
}

/// Elements that are open, by number only.
#[derive(Default)]
struct Open {
    depth: usize,
    /// How many have been opened.
    tags: usize,
    /// Those of them that dress words, and how often any were opened again.
    dressed: usize,
    reopened: usize,
    /// Whether it is a drawing, in which a slash at the end of a tag ends the element. In HTML it does not.
    is_drawing: bool,
}

impl Open {
    fn begin(&mut self, name: &[u8], is_closed: bool) {
        self.tags += 1;
        if name.eq_ignore_ascii_case(b"svg") || name.eq_ignore_ascii_case(b"math") {
            self.is_drawing = true;
        } else if self.is_drawing && is_in(&NO_DRAWING, name) {
            self.is_drawing = false;
        }
        if self.is_drawing && is_closed {
            return;
        }
        self.depth += usize::from(counts(name));
        if is_in(&DRESSING, name) {
            self.dressed += 1;
        } else {
            self.reopened += self.dressed;
        }
    }

    fn end(&mut self, name: &[u8]) {
        self.depth = self.depth.saturating_sub(usize::from(counts(name)));
        self.dressed = self.dressed.saturating_sub(usize::from(is_in(&DRESSING, name)));
        self.is_drawing &= !name.eq_ignore_ascii_case(b"svg") && !name.eq_ignore_ascii_case(b"math");
    }
}

/// How many attributes a tag has, told behind its name, and how many bytes they take up. Source: HTML, 13.2.5.32 to 39.
fn attributes(tag: &[u8]) -> (usize, usize) {
    let (mut count, mut at) = (0, 0);
    while let Some(&byte) = tag.get(at) {
        at += match byte {
            b'>' => break,
            b'/' => 1,
            _ if byte.is_ascii_whitespace() => 1,
            _ => {
                count += 1;
                attribute(&tag[at..])
            }
        };
    }
    (count, at)
}

/// The length of an attribute, with its value if it has one.
fn attribute(tag: &[u8]) -> usize {
    let ends_name = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/');
    let rest = |from: usize| &tag[from.min(tag.len())..];
    let blank = |from: usize| rest(from).iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let name = 1 + rest(1).iter().position(ends_name).unwrap_or(tag.len() - 1);
    let sign = name + blank(name);
    if tag.get(sign) != Some(&b'=') {
        return name;
    }
    let value = sign + 1 + blank(sign + 1);
    let length = match tag.get(value) {
        Some(&quote @ (b'"' | b'\'')) => memchr::memchr(quote, rest(value + 1)).map(|end| end + 2),
        _ => rest(value).iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>'),
    };
    length.map_or(tag.len(), |length| value + length)
}

fn name(tag: &[u8]) -> &[u8] {
    &tag[..tag.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric()).count()]
}

fn counts(name: &[u8]) -> bool {
    !name.is_empty() && !is_in(&UNCOUNTED, name)
}

fn is_in(names: &[&[u8]], name: &[u8]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_elements_are_counted() {
        assert!(strain("<div><DIV><div>", 2).is_some());
        assert_eq!(strain("<div></div><div><p><p><p><br><br></div><div>", 2), None);
        assert_eq!(strain("</div></div><div>", 1), None);
        assert_eq!(strain("a < b < c << d", 0), None);
        assert!(strain(&format!("<p title='>'{}>", " a".repeat(10_000)), 512).is_some());
        assert_eq!(strain("<p title='<div><div>' a=\"<div>\" b=x/><div><p", 1), None);
        assert_eq!(attributes(b" a = 'b>' c d=\"e\" f=g/h >x"), (4, 24));
        assert_eq!((attributes(b" a='never closed"), attributes(b"=>")), ((1, 16), (1, 1)));
        assert_eq!(strain(&("<svg>".to_string() + &"<use href=x/>".repeat(600)), 512), None);
        assert!(strain(&("<svg><desc>".to_string() + &"<use/>".repeat(600)), 512).is_some());
        assert!(strain(&"<p>a".repeat(TAGS + 1), 512).is_some());
        let dressed: String = (0..400).map(|number| format!("<p><font color={number}>")).collect();
        assert!(strain(&(dressed + &"<p>x".repeat(10_000)), 512).is_some());
    }
}
