//! HTTP responses as web archives keep them: which of them are pages, and the page without what it was wrapped in on its way. Sources: RFC 9110,
//! RFC 9112.

use std::io::{self, Read};

use crate::read::containers::Expansion;
use crate::read::record::Reason;
use crate::read::source::Source;

/// A page as its author wrote it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub bytes: Vec<u8>,
    /// The encoding that the server named.
    pub charset: Option<String>,
    /// Why its end is missing.
    pub cut: Option<String>,
}

/// What a response carries, and why its end is missing.
type Body = (Vec<u8>, Option<String>);

/// Codings that may lie one in another.
const MOST_CODINGS: usize = 4;

/// The page that a response brought, or what it brought instead.
pub(super) fn page(response: &[u8], source: &Source<'_>) -> Result<Page, Reason> {
    let Some((status, rest)) = split_line(response) else { return Err(Reason::NoPage("no HTTP response".into())) };
    let (fields, body) = head(rest);
    match status.split_ascii_whitespace().nth(1) {
        Some("200" | "203" | "206") if status.starts_with("HTTP/") => {}
        Some(code) if status.starts_with("HTTP/") => return Err(Reason::NoPage(format!("HTTP status {code}"))),
        _ => return Err(Reason::NoPage("no HTTP response".into())),
    }
    let content_type = value(&fields, "content-type").unwrap_or_default();
    if !is_html(content_type) {
        return Err(Reason::NoPage(kind(content_type)));
    }
    let codings = |name| value(&fields, name).unwrap_or_default().split(',').map(str::trim).rev();
    let is_chunked = codings("transfer-encoding").any(|coding| coding.eq_ignore_ascii_case("chunked"));
    // Some crawlers write the page unwrapped and keep the field that says otherwise.
    let unwrapped = is_chunked.then(|| unchunked(body)).flatten();
    let (mut bytes, mut cut) = unwrapped.unwrap_or_else(|| (body.to_vec(), None));
    // Named in the order in which they were applied, those of the transfer last of all.
    for coding in codings("transfer-encoding").chain(codings("content-encoding")).take(MOST_CODINGS) {
        if let Some((unpacked, broken)) = decoded(&bytes, coding, source)? {
            (bytes, cut) = (unpacked, broken.or(cut));
        }
    }
    Ok(Page { bytes, charset: charset(content_type), cut })
}

/// Whether a content of that type is a page; so is one of no type.
pub(super) fn is_html(content_type: &str) -> bool {
    matches!(kind(content_type).as_str(), "text/html" | "application/xhtml+xml" | "")
}

/// The type of a content, without what is said of it besides.
pub(super) fn kind(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The encoding that a content's type names.
pub(super) fn charset(content_type: &str) -> Option<String> {
    let mut parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, label) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    let label = label.trim().trim_matches(['"', '\'']);
    (!label.is_empty()).then(|| label.to_string())
}

/// The fields of a header, and what follows the blank line behind them.
pub(super) fn head(mut rest: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut fields: Vec<(String, String)> = Vec::new();
    while let Some((line, behind)) = split_line(rest) {
        rest = behind;
        match (line.split_once(':'), fields.last_mut()) {
            _ if line.is_empty() => break,
            // A long value may go on in the next line.
            (_, Some((_, value))) if line.starts_with([' ', '\t']) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (Some((name, value)), _) => fields.push((name.trim().to_ascii_lowercase(), value.trim().to_string())),
            (None, _) => {}
        }
    }
    (fields, rest)
}

/// The value of a field, whose name is in lower case.
pub(super) fn value<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn split_line(bytes: &[u8]) -> Option<(String, &[u8])> {
    let end = memchr::memchr(b'\n', bytes)?;
    Some((String::from_utf8_lossy(&bytes[..end]).trim_end_matches('\r').to_string(), &bytes[end + 1..]))
}

/// A body without the sizes of its chunks, and why its end is missing; none if it is not written so.
fn unchunked(mut rest: &[u8]) -> Option<Body> {
    let cut = || Some("the page was not fetched to its end".to_string());
    let mut body = Vec::with_capacity(rest.len());
    loop {
        let Some((line, behind)) = split_line(rest) else { return (!body.is_empty()).then(|| (body, cut())) };
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16);
        let Ok(size) = size else {
            // A chunk of another size than it says: what was read so far is the page, but only if it was chunked at all.
            return (!body.is_empty()).then(|| (body, cut()));
        };
        if size == 0 {
            return Some((body, None));
        }
        let Some(chunk) = behind.get(..size) else {
            // What there is of the last chunk is still text.
            body.extend_from_slice(behind);
            return Some((body, cut()));
        };
        body.extend_from_slice(chunk);
        rest = &behind[size..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}

/// A body without its packing, and why its end is missing. None when it is not packed so: some crawlers unpack it and keep the field that
/// says otherwise.
fn decoded(bytes: &[u8], coding: &str, source: &Source<'_>) -> Result<Option<Body>, Reason> {
    let is_zlib = |bytes: &[u8]| {
        bytes.len() > 1 && bytes[0] & 0x0F == 8 && (u32::from(bytes[0]) << 8 | u32::from(bytes[1])) % 31 == 0
    };
    let mut unpacked: Box<dyn Read + '_> = match coding.to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" if bytes.starts_with(b"\x1f\x8b") => Box::new(flate2::bufread::MultiGzDecoder::new(bytes)),
        "deflate" if is_zlib(bytes) => Box::new(flate2::bufread::ZlibDecoder::new(bytes)),
        "deflate" => Box::new(flate2::bufread::DeflateDecoder::new(bytes)),
        "br" => Box::new(brotli_decompressor::Decompressor::new(bytes, BUFFER)),
        "zstd" if bytes.starts_with(b"\x28\xb5\x2f\xfd") => {
            Box::new(zstd::Decoder::with_buffer(bytes).map_err(|error| Reason::from_io(&error))?)
        }
        _ => return Ok(None),
    };
    let limit = source.limits.record;
    let mut page = Vec::new();
    let read = source.budget.meter(&mut unpacked).take(limit.saturating_add(1)).read_to_end(&mut page);
    if page.len() as u64 > limit {
        return Err(Reason::TooLarge { bytes: page.len() as u64, limit });
    }
    match read {
        Ok(_) => Ok(Some((page, None))),
        Err(error) if is_expansion(&error) => Err(Reason::from_io(&error)),
        // Nothing in it is packed so.
        Err(_) if page.is_empty() => Ok(None),
        Err(error) => Ok(Some((page, Some(format!("its packing is damaged ({error})"))))),
    }
}

const BUFFER: usize = 4 << 10;

fn is_expansion(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Expansion>())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::read::containers::Budget;
    use crate::read::source::Limits;

    fn read(response: &[u8]) -> Result<Page, Reason> {
        let (limits, budget) = (Limits { record: 1 << 20, ..Limits::default() }, Budget::of(0, &Limits::default()));
        page(response, &Source::of_test(&limits, &budget))
    }

    fn shown(response: &str) -> String {
        match read(response.as_bytes()) {
            Ok(page) => String::from_utf8(page.bytes).unwrap() + if page.cut.is_some() { "~" } else { "" },
            Err(reason) => reason.to_string(),
        }
    }

    #[test]
    fn pages_and_other_responses() {
        assert_eq!(shown("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=x\r\n\r\n<p>a"), "<p>a");
        assert_eq!(shown("HTTP/1.1 200 OK\nContent-Type: image/png\n\nx"), "no page (image/png)");
        assert_eq!(shown("HTTP/1.0 404 Not Found\r\n\r\nx"), "no page (HTTP status 404)");
        assert_eq!(shown(""), "no page (no HTTP response)");
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assert_eq!(shown(&format!("{chunked}3\r\n<p>\r\nA;x=1\r\n 123456789\r\n0\r\n\r\n")), "<p> 123456789");
        assert_eq!(shown(&format!("{chunked}3\r\n<p>\r\nFF\r\ncut off")), "<p>cut off~");
        assert_eq!(shown(&format!("{chunked}<p>not chunked")), "<p>not chunked");
    }

    #[test]
    fn packed_pages_are_unpacked() {
        let html = "<p>Text</p>".repeat(100);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(html.as_bytes()).unwrap();
        let gzip = gzip.finish().unwrap();
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(html.as_bytes()).unwrap();
        let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        deflate.write_all(html.as_bytes()).unwrap();
        // `<p>Text</p>` as the brotli tool packs it.
        let brotli = b"\x0b\x05\x80<p>Text</p>\x03".to_vec();
        let response = |coding: &str, body: &[u8]| {
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; Charset=\"koi8-r\"\r\nContent-Encoding: {coding}\r\n\r\n"
            );
            read(&[head.as_bytes(), body].concat()).unwrap()
        };
        for (coding, body) in [
            ("gzip", gzip.clone()),
            ("deflate", zlib.finish().unwrap()),
            ("deflate", deflate.finish().unwrap()),
            ("zstd", zstd::encode_all(html.as_bytes(), 1).unwrap()),
            ("GZIP", html.clone().into_bytes()),
            ("br", html.clone().into_bytes()),
            ("identity", html.clone().into_bytes()),
        ] {
            let page = response(coding, &body);
            assert_eq!((page.bytes == html.as_bytes(), page.cut), (true, None), "{coding}");
            assert_eq!(page.charset.as_deref(), Some("koi8-r"));
        }
        assert_eq!(response("br", &brotli).bytes, b"<p>Text</p>");
        let page = response("gzip", &gzip[..gzip.len() - 12]);
        assert!(page.cut.is_some_and(|why| why.starts_with("its packing is damaged")), "{}", page.bytes.len());
        let bomb = zstd::encode_all(vec![b' '; 2 << 20].as_slice(), 1).unwrap();
        let head = b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\n".to_vec();
        assert!(matches!(read(&[head, bomb].concat()), Err(Reason::TooLarge { .. })));
    }
}
