//! The properties of a document, as Dublin Core in both kinds of packages (ECMA-376 part 2, ODF 1.3 part 3). Knows no text.

use super::markup::{Piece, walk};
use crate::read::properties::{keywords, real_authors, real_title};

/// The day that is set in the template of a much used library, so that documents that nobody dated bear it.
const TEMPLATE: &str = "2013-12-23T23:15:00Z";

/// What the properties say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Core {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub keywords: Vec<String>,
    pub language: Option<String>,
    /// When it was saved last, or else made: a document is often made from an older one.
    pub saved: Option<String>,
}

impl Core {
    /// What can be read of them.
    pub fn read(xml: &str, depth: usize) -> Core {
        let (mut fields, mut open): (Vec<(String, String)>, bool) = (Vec::new(), false);
        let _ = walk(xml, depth, &mut |piece| match piece {
            Piece::Begin(name, _) => {
                fields.push((name.to_string(), String::new()));
                open = true;
            }
            Piece::Text(text) if open => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push_str(text);
                }
            }
            Piece::Text(_) => {}
            Piece::End(_) => open = false,
        });
        let all = |name: &str| -> Vec<&str> {
            let named = fields.iter().filter(|(known, _)| known == name);
            named.map(|(_, value)| value.trim()).filter(|value| !value.is_empty()).collect()
        };
        let first = |names: &[&str]| names.iter().flat_map(|name| all(name)).next();
        Core {
            title: first(&["title"]).and_then(real_title),
            // An OpenDocument calls the one who saved it last its creator.
            authors: first(&["initial-creator", "creator"]).map(real_authors).unwrap_or_default(),
            keywords: ["keywords", "keyword"].iter().flat_map(|name| all(name)).flat_map(keywords).collect(),
            language: first(&["language"]).map(str::to_string),
            saved: first(&["modified", "date", "created", "creation-date"])
                .filter(|saved| *saved != TEMPLATE)
                .map(str::to_string),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_properties() {
        let core = Core::read(
            "<cp:coreProperties><dc:title>Kabul &amp; after</dc:title><dc:creator>Anna Bell</dc:creator><cp:keywords>Kabul, Taliban</cp:keywords>\
             <dcterms:created>2021-08-15T10:00:00Z</dcterms:created><dcterms:modified>2021-08-16T10:00:00Z</dcterms:modified></cp:coreProperties>",
            9,
        );
        assert_eq!((core.title.as_deref(), core.authors), (Some("Kabul & after"), vec!["Anna Bell".to_string()]));
        assert_eq!((core.keywords.len(), core.saved.as_deref()), (2, Some("2021-08-16T10:00:00Z")));
        let core = Core::read(
            "<office:meta><meta:initial-creator>A B</meta:initial-creator><dc:creator>C</dc:creator><meta:keyword>x</meta:keyword><meta:keyword>y</meta:keyword>\
             <dc:date>2021-08-16</dc:date></office:meta>",
            9,
        );
        assert_eq!((core.authors, core.keywords.len()), (vec!["A B".to_string()], 2));
        assert_eq!(Core::read("", 9), Core::default());
    }
}
