//! HTTP responses as web archives keep them: which of them are pages, and the page without its wrapping. Source: RFC 9112.

use std::borrow::Cow;
use std::io::Read;

use crate::read::record::Reason;

/// A page as a server sent it, without its wrapping.
#[derive(Debug)]
pub(super) struct Page {
    pub body: Vec<u8>,
    /// The encoding that the server named.
    pub charset: Option<String>,
}

/// The page that a response is, or what it is instead. Unpacked, it has at most `limit` bytes.
pub(super) fn page(response: &[u8], limit: u64) -> Result<Page, Reason> {
    let Some((status, rest)) = split_line(response) else { return Err(Reason::NoPage("no HTTP response".into())) };
    let (fields, body) = head(rest);
    match status.split_ascii_whitespace().nth(1) {
        Some("200" | "203" | "206") if status.starts_with("HTTP/") => {}
        Some(code) if status.starts_with("HTTP/") => return Err(Reason::NoPage(format!("HTTP status {code}"))),
        _ => return Err(Reason::NoPage("no HTTP response".into())),
    }
    let content_type = value(&fields, "content-type").unwrap_or("text/html");
    is_page(content_type)?;
    let chunked =
        value(&fields, "transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
    // Some crawlers write the page unwrapped and keep the fields that say otherwise.
    let body = chunked.then(|| unchunked(body)).flatten().map_or(Cow::Borrowed(body), Cow::Owned);
    let coding = value(&fields, "content-encoding").unwrap_or_default();
    let body = unpacked(coding, &body, limit).unwrap_or(body.into_owned());
    match body.len() as u64 {
        bytes if bytes > limit => Err(Reason::TooLarge { bytes, limit }),
        _ => Ok(Page { body, charset: charset(content_type) }),
    }
}

/// A body that was packed for the way; what there is of it, if it was cut off. None if it is not packed so.
fn unpacked(coding: &str, body: &[u8], limit: u64) -> Option<Vec<u8>> {
    let mut unpacker: Box<dyn Read + '_> = match coding.trim().to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" => Box::new(flate2::read::MultiGzDecoder::new(body)),
        // The standard means zlib; some servers send it without its head.
        "deflate" if body.first().is_some_and(|byte| byte & 0x0F == 8) => {
            Box::new(flate2::read::ZlibDecoder::new(body))
        }
        "deflate" => Box::new(flate2::read::DeflateDecoder::new(body)),
        "br" => Box::new(brotli_decompressor::Decompressor::new(body, 4096)),
        "zstd" => Box::new(zstd::Decoder::new(body).ok()?),
        _ => return None,
    };
    let mut unpacked = Vec::new();
    let read = unpacker.by_ref().take(limit.saturating_add(1)).read_to_end(&mut unpacked);
    (read.is_ok() || !unpacked.is_empty()).then_some(unpacked)
}

/// The encoding in `text/html; charset=utf-8`.
pub(super) fn charset(content_type: &str) -> Option<String> {
    let lower = content_type.to_ascii_lowercase();
    let label = lower.split(';').skip(1).find_map(|parameter| parameter.trim().strip_prefix("charset="))?;
    let label = label.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '\''));
    (!label.is_empty()).then(|| label.to_string())
}

/// Whether a content of that type is a page.
pub(super) fn is_page(content_type: &str) -> Result<(), Reason> {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "text/html" | "application/xhtml+xml" | "" => Ok(()),
        _ => Err(Reason::NoPage(kind)),
    }
}

/// The fields of a header, and what follows the blank line behind them.
pub(super) fn head(mut rest: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut fields = Vec::new();
    while let Some((line, behind)) = split_line(rest) {
        rest = behind;
        match line.split_once(':') {
            _ if line.is_empty() => break,
            Some((name, value)) => fields.push((name.trim().to_ascii_lowercase(), value.trim().to_string())),
            None => {}
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

/// A body without the sizes of its chunks; none if it is not written so.
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(rest.len());
    loop {
        let Some((line, behind)) = split_line(rest) else { return (!body.is_empty()).then_some(body) };
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        let Some(chunk) = behind.get(..size) else {
            // The archive was cut off: what there is of the last chunk is still text.
            body.extend_from_slice(behind);
            return Some(body);
        };
        body.extend_from_slice(chunk);
        rest = behind[size..].trim_ascii_start();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn shown(response: &str) -> String {
        match page(response.as_bytes(), 1000) {
            Ok(page) => String::from_utf8(page.body).unwrap(),
            Err(reason) => reason.to_string(),
        }
    }

    #[test]
    fn packed_bodies_are_unpacked_as_far_as_they_go() {
        let text = b"<p>Kabul fell on Sunday.</p>".repeat(20);
        let gzip = {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(&text).unwrap();
            packer.finish().unwrap()
        };
        let zlib = {
            let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(&text).unwrap();
            packer.finish().unwrap()
        };
        // The same as the brotli tool packs it.
        let brotli = b"\x1b\x2f\x02\xf8\x1d\x87\xe9\x06\x7b\x76\xaf\xad\xe2\x43\xc9\xf3\x02\xd7\x20\x4b\x61\x75\xd2\x47\x8c\x2d\x09\xd1\x85\xb4\x5c\xc1\xa5\xa6\x6a\xd6\x93\xa3\x7d\xf2\x76\xd6\x00".as_slice();
        let body = |coding: &str, packed: &[u8], limit: u64| {
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; Charset=\"KOI8-R\"\r\nContent-Encoding: {coding}\r\n\r\n"
            );
            page(&[head.as_bytes(), packed].concat(), limit).map(|page| (page.body, page.charset))
        };
        let charset = || Some("koi8-r".to_string());
        assert_eq!(body("gzip", &gzip, 1000), Ok((text.clone(), charset())));
        assert_eq!(body("deflate", &zlib, 1000), Ok((text.clone(), charset())));
        assert_eq!(body("zstd", &zstd::encode_all(&text[..], 1).unwrap(), 1000), Ok((text.clone(), charset())));
        assert_eq!(body("gzip", b"<p>plain</p>", 1000), Ok((b"<p>plain</p>".to_vec(), charset())));
        assert!(matches!(body("gzip", &gzip, 100), Err(Reason::TooLarge { .. })));
        assert_eq!(body("br", brotli, 1000), Ok((text.clone(), charset())));
    }

    #[test]
    fn pages_and_other_responses() {
        assert_eq!(shown("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=x\r\n\r\n<p>a"), "<p>a");
        assert_eq!(shown("HTTP/1.1 200 OK\nContent-Type: image/png\n\nx"), "no page (image/png)");
        assert_eq!(shown("HTTP/1.0 404 Not Found\r\n\r\nx"), "no page (HTTP status 404)");
        assert_eq!(shown(""), "no page (no HTTP response)");
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assert_eq!(shown(&format!("{chunked}3\r\n<p>\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n")), "<p>0123456789");
        assert_eq!(shown(&format!("{chunked}3\r\n<p>\r\nFF\r\ncut off")), "<p>cut off");
        assert_eq!(shown(&format!("{chunked}<p>not chunked")), "<p>not chunked");
    }
}
