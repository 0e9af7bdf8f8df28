//! The XML of a document's parts, element by element, without entities of its own and without depth beyond the limit. Knows no element by name.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What stands next in the XML.
pub(super) enum Piece<'p, 'x> {
    Begin(&'p str, Attributes<'p, 'x>),
    End(&'p str),
    Text(&'p str),
}

/// The attributes of an element.
#[derive(Clone, Copy)]
pub(super) struct Attributes<'p, 'x>(&'p BytesStart<'x>);

impl Attributes<'_, '_> {
    /// The value of an attribute, by its name without prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let found =
            all.with_checks(false).flatten().find(|attribute| attribute.key.local_name().into_inner() == name)?;
        let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0);
        Some(value.unwrap_or(Cow::Borrowed(&found.value)).into_owned())
    }
}

/// Hands every piece to `take`, with names without their prefixes. What it returns as failed is what is wrong with the XML.
pub(super) fn walk(xml: &str, depth: usize, take: &mut dyn FnMut(Piece<'_, '_>)) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    let mut open = 0;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) => {
                open += 1;
                if open > depth {
                    return Err(format!("elements are nested deeper than {depth}"));
                }
                take(Piece::Begin(tag.local_name().into_inner(), Attributes(&tag)));
            }
            Event::Empty(tag) => {
                take(Piece::Begin(tag.local_name().into_inner(), Attributes(&tag)));
                take(Piece::End(tag.local_name().into_inner()));
            }
            Event::End(tag) => {
                open -= 1;
                take(Piece::End(tag.local_name().into_inner()));
            }
            Event::Text(text) => take(Piece::Text(&text.xml10_content())),
            Event::CData(text) => take(Piece::Text(&text)),
            Event::GeneralRef(reference) => {
                let mut letter = [0; 4];
                let known = match &*reference {
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "amp" => Some('&'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                // Others would have to be declared, and declarations are not trusted.
                if let Some(known) = known {
                    take(Piece::Text(known.encode_utf8(&mut letter)));
                }
            }
            Event::Eof if open > 0 => return Err("it breaks off".to_string()),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(xml: &str, depth: usize) -> (String, Result<(), String>) {
        let mut shown = String::new();
        let ended = walk(xml, depth, &mut |piece| match piece {
            Piece::Begin(name, attributes) => {
                shown += &format!("[{name} {}", attributes.get("val").unwrap_or_default());
            }
            Piece::End(_) => shown.push(']'),
            Piece::Text(text) => shown += text,
        });
        (shown, ended)
    }

    #[test]
    fn pieces_in_their_order() {
        let xml = "<!DOCTYPE a [<!ENTITY e 'x'>]><w:a w:val='1 &amp; 2'>A&amp;B&#x41;&e;<b/><![CDATA[<c>]]></w:a>";
        assert_eq!(shown(xml, 2), ("[a 1 & 2A&BA[b ]<c>]".to_string(), Ok(())));
        assert!(shown("<a><b>", 2).1.is_err() && shown("<a></b>", 2).1.is_err());
        assert!(shown(&"<a>".repeat(9), 5).1.unwrap_err().contains("nested deeper than 5"));
    }
}
