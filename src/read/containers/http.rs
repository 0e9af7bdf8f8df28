//! HTTP responses as web archives keep them: which of them are pages, and the page without its wrapping. Source: RFC 9112.

use crate::read::record::Reason;

/// The body of a response that is a page, or what it is instead.
pub(super) fn page(response: &[u8]) -> Result<Vec<u8>, Reason> {
    let Some((status, rest)) = split_line(response) else { return Err(Reason::NoPage("no HTTP response".into())) };
    let (fields, body) = head(rest);
    match status.split_ascii_whitespace().nth(1) {
        Some("200" | "203" | "206") if status.starts_with("HTTP/") => {}
        Some(code) if status.starts_with("HTTP/") => return Err(Reason::NoPage(format!("HTTP status {code}"))),
        _ => return Err(Reason::NoPage("no HTTP response".into())),
    }
    is_page(value(&fields, "content-type").unwrap_or("text/html"))?;
    let chunked = value(&fields, "transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"));
    // Some crawlers write the page unwrapped and keep the field that says otherwise.
    Ok(chunked.then(|| unchunked(body)).flatten().unwrap_or_else(|| body.to_vec()))
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
    use super::*;

    fn shown(response: &str) -> String {
        match page(response.as_bytes()) {
            Ok(body) => String::from_utf8(body).unwrap(),
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
        assert_eq!(shown(&format!("{chunked}3\r\n<p>\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n")), "<p>0123456789");
        assert_eq!(shown(&format!("{chunked}3\r\n<p>\r\nFF\r\ncut off")), "<p>cut off");
        assert_eq!(shown(&format!("{chunked}<p>not chunked")), "<p>not chunked");
    }
}
