//! Addresses that are written in short, made whole by the address of the page they stand in (RFC 3986). Knows no page.

/// The address that `reference` means in a page at `base`. What cannot be made whole stays as it is written.
pub(super) fn resolved(base: Option<&str>, reference: &str) -> String {
    let reference = reference.trim();
    let whole = || {
        let base = base.map(str::trim).filter(|_| !reference.is_empty() && !has_scheme(reference))?;
        let (scheme, rest) = base.split_once("://")?;
        let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
        let path = &rest[host.len()..];
        let path = &path[..path.find(['?', '#']).unwrap_or(path.len())];
        Some(match reference.as_bytes() {
            [b'/', b'/', ..] => format!("{scheme}:{reference}"),
            [b'/', ..] => format!("{scheme}://{host}{}", without_dots(reference)),
            [b'?', ..] => format!("{scheme}://{host}{path}{reference}"),
            [b'#', ..] => format!("{}{reference}", base.split('#').next().unwrap_or(base)),
            _ => {
                let folder = path.rfind('/').map_or("/", |end| &path[..=end]);
                format!("{scheme}://{host}{}", without_dots(&format!("{folder}{reference}")))
            }
        })
    };
    whole().unwrap_or_else(|| reference.to_string())
}

/// Whether it begins like `https:`, and so is whole.
pub(super) fn has_scheme(address: &str) -> bool {
    let length = address.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)).count();
    address.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && address.as_bytes().get(length) == Some(&b':')
}

/// Whether it is the address of something on the web.
pub(super) fn is_web(address: &str) -> bool {
    let begins = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (begins("http://") || begins("https://")) && !address.contains(char::is_whitespace)
}

/// A path without `.` and `..`.
fn without_dots(path: &str) -> String {
    let (path, behind) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let mut parts: Vec<&str> = Vec::new();
    let mut pieces = path.split('/').skip(1).peekable();
    while let Some(piece) = pieces.next() {
        let is_last = pieces.peek().is_none();
        match piece {
            "." => {}
            ".." => drop(parts.pop()),
            piece => parts.push(piece),
        }
        if is_last && matches!(piece, "." | "..") {
            parts.push("");
        }
    }
    format!("/{}{behind}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_made_whole() {
        let check = |base: &str, reference: &str, whole: &str| assert_eq!(resolved(Some(base), reference), whole);
        check("http://a.example/b/c?d#e", "f", "http://a.example/b/f");
        check("http://a.example/b/c?d#e", " ../f?x=../y ", "http://a.example/f?x=../y");
        check("http://a.example/b/", "./../../..", "http://a.example/");
        check("http://a.example", "f/./g/", "http://a.example/f/g/");
        check("http://a.example/b/c", "/f", "http://a.example/f");
        check("https://a.example/b", "//c.example/d", "https://c.example/d");
        check("https://a.example/b?c", "?d", "https://a.example/b?d");
        check("https://a.example/b#c", "#d", "https://a.example/b#d");
        check("http://a.example/", "urn:x:y", "urn:x:y");
        check("http://a.example/", "", "");
        check("tag:no-page", "f", "f");
        assert_eq!(resolved(None, "f"), "f");
    }

    #[test]
    fn whole_addresses_have_a_scheme() {
        assert!(
            has_scheme("https://a")
                && has_scheme("tag:x")
                && !has_scheme("a/b:c")
                && !has_scheme("")
                && !has_scheme("1:")
        );
        assert!(is_web("HTTP://a.example") && !is_web("http://a b") && !is_web("ftp://a"));
    }
}
