//! Pages that a browser saved in one file, with its pictures: MHTML (RFC 2557). The page is the one member, with the address from which it was saved,
//! and when.

use std::io::Read;

use mail_parser::{HeaderValue, Message, MessageParser, MimeHeaders};

use super::{Container, Input, Kind, Member, Take};
use crate::read::record::Reason;
use crate::read::source::{Found, Source, Stop};

pub(super) const MHTML: Container =
    Container { extensions: &["mhtml", "mht"], sniff: is_saved_page, kind: Kind::Archive(members) };

/// What browsers write into the header, in lower case. Without it, such a file is an e-mail.
const MARKS: [&str; 3] = ["\nsnapshot-content-location:", "from: <saved by ", "from: \"saved by "];

fn is_saved_page(head: &[u8]) -> bool {
    let header = memchr::memmem::find(head, b"\n\r\n").or_else(|| memchr::memmem::find(head, b"\n\n"));
    let header = String::from_utf8_lossy(&head[..header.unwrap_or(head.len()).min(8 << 10)]).to_ascii_lowercase();
    header.contains("content-type:") && MARKS.iter().any(|mark| header.contains(mark))
}

fn members(mut input: Input<'_>, source: &Source<'_>, take: &mut Take<'_>) -> Result<(), Stop> {
    let bytes = source.bytes(&mut input.stream)?;
    let message = MessageParser::default().parse(&bytes);
    let page = message.as_ref().and_then(|message| message.body_html(0));
    let (Some(message), Some(page)) = (&message, page) else {
        return Err(Reason::NoPage("a saved page without HTML".into()).into());
    };
    let found = Found {
        url: address(message),
        captured: message.date().map(|date| date.to_rfc3339()),
        // The parser has decoded it.
        charset: Some("utf-8".to_string()),
        ..Found::default()
    };
    let (name, file, size) = ("page".to_string(), "page.html".to_string(), Some(page.len() as u64));
    take(Member { name, file, size, found, content: Ok(&mut page.as_bytes() as &mut dyn Read) })
}

/// The address of the page: browsers of today name it in the header, older ones at the part that holds it.
fn address(message: &Message<'_>) -> Option<String> {
    let header = match message.header("Snapshot-Content-Location") {
        Some(HeaderValue::Text(text)) => Some(text.to_string()),
        _ => None,
    };
    let part = || message.html_part(0).and_then(|part| part.content_location().map(str::to_string));
    let address = header.or_else(part)?;
    (address.starts_with("http://") || address.starts_with("https://")).then_some(address)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use crate::read::{Reading, read_bytes};

    const SAVED: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/2021/08/15/kabul\r\nSubject: Kabul\r\n\
        Date: Mon, 16 Aug 2021 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"--x\"\r\n\r\n\
        ----x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/2021/08/15/kabul\r\n\r\n\
        <html><head><meta charset=3D\"utf-8\"><title>Kabul =E2=80=93 falls</title></head><body><p>The city fell on Sunday, and nobody had seen it coming so s=\r\noon.</p></body></html>\r\n\
        ----x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----x--\r\n";

    #[test]
    fn a_saved_page_is_the_page() {
        let mut articles = Vec::new();
        let _ = read_bytes("kabul.mhtml", SAVED.as_bytes(), &Reading::default(), &mut |outcome| {
            articles.push(outcome.unwrap());
            ControlFlow::Continue(())
        });
        let [article] = &articles[..] else { panic!("{articles:?}") };
        assert_eq!((article.title.as_str(), article.record.position().as_str()), ("Kabul – falls", "!page"));
        assert_eq!(article.body, "The city fell on Sunday, and nobody had seen it coming so soon.");
        assert_eq!(article.metadata.url.as_deref(), Some("https://a.example/2021/08/15/kabul"));
        assert_eq!(article.metadata.captured.as_deref(), Some("2021-08-16T10:00:00Z"));
    }

    #[test]
    fn an_email_is_none() {
        assert!(super::is_saved_page(SAVED.as_bytes()));
        let mail = SAVED.replace("Snapshot-Content-Location", "X-Other").replace("<Saved by Blink>", "ann@a.example");
        assert!(!super::is_saved_page(mail.as_bytes()));
    }
}
