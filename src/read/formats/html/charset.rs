//! The encoding that a page declares in itself. Source: HTML, "prescan a byte stream to determine its encoding", simplified.

/// Pages declare it at the beginning; the standard looks at 1 KiB, browsers at more.
const HEAD: usize = 8 << 10;

/// The label of the encoding that `meta` or the declaration of XML names.
pub(super) fn declared(page: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&page[..page.len().min(HEAD)]).to_ascii_lowercase();
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| value(rest.split("?>").next()?, "encoding"));
    xml.or_else(|| head.split("<meta").skip(1).find_map(|rest| value(rest.split('>').next()?, "charset")))
}

/// What stands behind `name=`, with quotes around it or without.
fn value(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start();
    let value = rest.trim_start_matches(['"', '\'']);
    let end = value
        .find(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | ';' | '/'))
        .unwrap_or(value.len());
    (end > 0).then(|| value[..end].to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_declare_it() {
        for (page, label) in [
            ("<html><META CHARSET=\"Windows-1251\">", "windows-1251"),
            ("<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
            ("<?xml version=\"1.0\" encoding='ISO-8859-2'?><html>", "iso-8859-2"),
            ("<meta name=a content=b><meta charset=gbk />", "gbk"),
        ] {
            assert_eq!(declared(page.as_bytes()).as_deref(), Some(label), "{page}");
        }
        assert_eq!(declared(b"<meta name=viewport content=x><p>charset=utf-8"), None);
    }
}
