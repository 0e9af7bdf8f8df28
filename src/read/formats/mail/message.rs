//! One message as an article, and the messages in it. Knows no mailbox.

use std::borrow::Cow;

use mail_parser::{Address, HeaderName, Message, MessageParser, PartType};

use super::body::body;
use crate::read::article::RawArticle;
use crate::read::decode::guess;
use crate::read::record::{Reason, Record};
use crate::read::source::{Limits, Sink, Stop};

/// Messages may lie in messages that deep; what is deeper is skipped.
const DEEPEST: usize = 5;

pub(super) fn read(bytes: &[u8], record: Record, limits: &Limits, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let bytes = with_readable_head(bytes);
    let parsed = if bytes.trim_ascii().is_empty() { None } else { MessageParser::default().parse(&*bytes) };
    let Some(message) = parsed else { return sink.skip(record, Reason::Empty) };
    let read = hand_on(&message, record, limits, DEEPEST, sink);
    dismantle(message);
    read
}

fn hand_on(
    message: &Message<'_>,
    record: Record,
    limits: &Limits,
    depth: usize,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    let article = article(message, record.clone(), limits);
    let inner = message.parts.iter().filter_map(|part| match &part.body {
        PartType::Message(inner) => Some(inner),
        _ => None,
    });
    let mut inner = inner.enumerate().peekable();
    // A digest says nothing itself.
    let is_digest = inner.peek().is_some() && article.body.is_empty();
    if article.is_empty() && !is_digest {
        sink.skip(record.clone(), Reason::NoText { fields: fields(message) })?;
    } else if !is_digest {
        sink.article(article)?;
    }
    for (number, inner) in inner {
        let mut record = record.clone();
        record.members.push(format!("[{}]", number + 1));
        match depth {
            0 => sink.skip(record, Reason::TooDeep(DEEPEST))?,
            _ => hand_on(inner, record, limits, depth - 1, sink)?,
        }
    }
    Ok(())
}

fn article(message: &Message<'_>, record: Record, limits: &Limits) -> RawArticle {
    let mut article = RawArticle::new(record);
    article.title = message.subject().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let (body, note) = body(message, limits);
    article.body = body;
    article.notes.extend(note);
    let metadata = &mut article.metadata;
    metadata.own_id = message.message_id().map(str::to_string);
    metadata.published = published(message).into_iter().collect();
    let sender = message.from().and_then(Address::first);
    let name = sender.and_then(|sender| sender.name.as_deref().or(sender.address.as_deref()));
    metadata.source = name.map(str::to_string);
    article
}

/// When it was sent; where that is not said or not to be understood, when it was received.
fn published(message: &Message<'_>) -> Option<String> {
    let sent = message.date().filter(|date| date.is_valid() && date.year > 1970);
    let received = || message.received_all().find_map(|received| received.date());
    let written = || message.header_raw(HeaderName::Date).map(|date| date.trim().to_string());
    let date = sent.copied().or_else(received).map(|date| date.to_rfc3339());
    date.or_else(written).filter(|date| !date.is_empty())
}

/// The names of the first header fields.
fn fields(message: &Message<'_>) -> Vec<String> {
    message.headers().iter().take(30).map(|header| header.name().to_string()).collect()
}

/// A message whose header is UTF-8: old programs wrote it in their own encoding, without saying in which.
fn with_readable_head(bytes: &[u8]) -> Cow<'_, [u8]> {
    let blank = [&b"\n\n"[..], b"\n\r\n"].iter().filter_map(|blank| memchr::memmem::find(bytes, blank)).min();
    let (head, rest) = bytes.split_at(blank.unwrap_or(bytes.len()));
    match std::str::from_utf8(head) {
        Ok(_) => Cow::Borrowed(bytes),
        Err(_) => Cow::Owned([guess(head).0.as_bytes(), rest].concat()),
    }
}

/// Takes apart a message before it is given up, as depth is not to be trusted to the stack.
fn dismantle(message: Message<'_>) {
    let mut left = vec![message];
    while let Some(message) = left.pop() {
        for part in message.parts {
            if let PartType::Message(inner) = part.body {
                left.push(inner);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    fn shown(message: impl AsRef<[u8]>) -> Vec<String> {
        let mut shown = Vec::new();
        let mut take = |outcome: crate::read::Outcome| {
            shown.push(match outcome {
                Ok(article) => {
                    let published = article.metadata.published.join(" ");
                    format!("{} {}|{published}|{}", article.record.position(), article.title, article.body)
                }
                Err(skip) => format!("{} {}", skip.record.position(), skip.reason),
            });
            ControlFlow::Continue(())
        };
        let _ = read(message.as_ref(), Record::file("a"), &Limits::default(), &mut Sink::new(&mut take));
        shown
    }

    #[test]
    fn words_and_dates_of_the_header() {
        let split = "Subject: =?utf-8?q?Kabul_f=C3=A4?=\r\n =?utf-8?q?llt?=\r\nDate: Mon, 16 Aug 2021 10:00:00 +0200\r\n\r\nText";
        assert_eq!(shown(split), [" Kabul fällt|2021-08-16T10:00:00+02:00|Text"]);
        let raw = b"Subject: Caf\xE9 au lait in S\xE3o Paulo\nDate: soon\nReceived: by x; Mon, 16 Aug 2021 10:00:00 +0000\n\nText";
        assert_eq!(shown(raw), [" Café au lait in São Paulo|2021-08-16T10:00:00Z|Text"]);
        assert_eq!(shown("Subject: x\nDate: one fine day\n\nText"), [" x|one fine day|Text"]);
    }

    #[test]
    fn messages_in_messages_are_articles() {
        let digest = "Subject: Digest\nContent-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: A\n\nOne\n--b\n\nSubject: B\n\nTwo\n--b--\n";
        assert_eq!(shown(digest), ["![1] A||One", "![2] B||Two"]);
        let forwarded = "Subject: Fwd\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee below.\n--b\nContent-Type: message/rfc822\n\nSubject: A\n\nOne\n--b--\n";
        assert_eq!(shown(forwarded), [" Fwd||See below.", "![1] A||One"]);
    }

    #[test]
    fn depth_costs_no_stack() {
        let nested = "Content-Type: message/rfc822\n\n".repeat(200_000);
        let shown = shown(format!("Subject: x\n{nested}Subject: y\n\nText"));
        assert!(!shown.is_empty() && shown.len() < 20, "{shown:?}");
    }
}
