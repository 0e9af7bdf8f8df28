//! Whether HTML can be parsed in reasonable time, told without parsing it: a parser that follows the standard needs time that grows with the square
//! of the depth, or of the number of a tag's attributes.

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

/// So many elements may be opened again, all in all.
const REOPENED: usize = 1 << 20;

/// Why parsing would take a time that grows with the square of the length, if it would: at most `limit` elements may be open at a time.
pub(in crate::read) fn strain(html: &str, limit: usize) -> Option<String> {
    let bytes = html.as_bytes();
    let (mut depth, mut dressed, mut reopened) = (0_usize, 0_usize, 0_usize);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found;
        match bytes.get(at + 1) {
            Some(b'/') => {
                let name = name(&bytes[at + 2..]);
                depth = depth.saturating_sub(usize::from(counts(name)));
                dressed = dressed.saturating_sub(usize::from(dresses(name)));
            }
            Some(first) if first.is_ascii_alphabetic() => {
                let name = name(&bytes[at + 1..]);
                depth += usize::from(counts(name));
                if dresses(name) {
                    dressed += 1;
                } else {
                    reopened += dressed;
                }
                let (attributes, length) = attributes(&bytes[at + 1 + name.len()..]);
                at += length;
                if attributes > ATTRIBUTES {
                    return Some(format!("a tag has more than {ATTRIBUTES} attributes"));
                }
            }
            _ => {}
        }
        if depth > limit {
            return Some(format!("more than {limit} elements are open at a time"));
        }
        if reopened > REOPENED {
            return Some("too many elements are not closed".to_string());
        }
        at += 1;
    }
    None
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
    !name.is_empty() && !UNCOUNTED.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn dresses(name: &[u8]) -> bool {
    DRESSING.iter().any(|known| known.eq_ignore_ascii_case(name))
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
        let dressed: String = (0..400).map(|number| format!("<p><font color={number}>")).collect();
        assert!(strain(&(dressed + &"<p>x".repeat(10_000)), 512).is_some());
    }
}
