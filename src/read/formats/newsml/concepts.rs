//! What a NewsML-G2 item says it is about: concepts with names in several languages, some of them described elsewhere in the item. Knows nothing of its
//! text. Source: NewsML-G2 specification 2.34, "Concepts and concept items".

use crate::read::article::Metadata;
use crate::read::xml::Element;

/// The languages of an item, and what it says of the concepts that it names.
pub(super) struct Concepts<'a> {
    item: &'a Element,
    /// The language of the content.
    pub language: String,
    /// The language of what does not say in which it is.
    pub default: String,
}

impl<'a> Concepts<'a> {
    pub fn new(item: &'a Element, language: &str) -> Self {
        let default = item.attribute("xml:lang").unwrap_or(language).to_string();
        Concepts { item, language: language.to_string(), default }
    }

    /// Of the same in several languages, those in the content's own; or else in English; or else in that of the first.
    pub fn in_language<'e>(&self, elements: impl Iterator<Item = &'e Element>) -> Vec<&'e Element> {
        let elements: Vec<(&Element, &str)> = elements
            .filter(|element| !element.words().is_empty())
            .map(|element| (element, element.attribute("xml:lang").unwrap_or(&self.default)))
            .collect();
        let first = elements.first().map(|(_, language)| *language).unwrap_or_default();
        let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let is_any = |is_it: &dyn Fn(&str) -> bool| {
            let found: Vec<&Element> =
                elements.iter().filter(|(_, language)| is_it(language)).map(|(element, _)| *element).collect();
            (!found.is_empty()).then_some(found)
        };
        is_any(&|language| language.eq_ignore_ascii_case(&self.language))
            .or_else(|| is_any(&|language| primary(language) == primary(&self.language)))
            .or_else(|| is_any(&|language| primary(language) == "en"))
            .or_else(|| is_any(&|language| language == first))
            .unwrap_or_default()
    }

    /// A concept's name: its own, that of the main concept in it, or the one that is asserted of it.
    pub fn name(&self, concept: &Element) -> Option<String> {
        let own = |element: &Element| self.in_language(element.all("name")).first().map(|name| name.words());
        own(concept)
            .or_else(|| concept.child("mainConcept").and_then(own))
            .or_else(|| self.asserted(concept).and_then(own))
            .or_else(|| concept.elements().filter(|inner| inner.name == "broader").find_map(own))
    }

    /// What is asserted of a concept elsewhere in the item.
    fn asserted(&self, concept: &Element) -> Option<&'a Element> {
        let key = |name| concept.attribute(name);
        let is_it = |assert: &&Element| {
            ["qcode", "uri", "literal"].iter().any(|name| key(name).is_some() && assert.attribute(name) == key(name))
        };
        self.item.all("assert").find(is_it)
    }

    /// Adds the concepts that are the item's subjects, each to those of its kind.
    pub fn add_subjects(&self, subjects: impl Iterator<Item = &'a Element>, metadata: &mut Metadata) {
        let mut points = Vec::new();
        for subject in subjects {
            let Some(name) = self.name(subject) else { continue };
            match self.kind(subject).as_str() {
                "person" => metadata.people.push(name),
                "organisation" | "organization" | "company" => metadata.organisations.push(name),
                "geoarea" | "place" | "location" | "country" | "city" => metadata.places.push(name),
                "poi" => points.push(name),
                "category" => metadata.sections.push(name),
                _ => metadata.tags.push(name),
            }
        }
        metadata.places.append(&mut points);
    }

    /// What a concept is by nature, in lower case: the last part of its type, or what is said of it elsewhere.
    fn kind(&self, concept: &Element) -> String {
        let asserted = self.asserted(concept);
        let typed = [Some(concept), asserted].into_iter().flatten().find_map(|element| {
            let inner = || element.all("type").find_map(|kind| kind.attribute("qcode").or(kind.attribute("uri")));
            element.attribute("type").or(element.attribute("typeuri")).or_else(inner)
        });
        if let Some(kind) = typed.filter(|_| concept.attribute("type").is_some() || asserted.is_none()) {
            return last_part(kind).to_ascii_lowercase();
        }
        let detailed = asserted.and_then(|assert| {
            let details = [
                ("personDetails", "person"),
                ("organisationDetails", "organisation"),
                ("geoAreaDetails", "geoarea"),
                ("POIDetails", "poi"),
            ];
            details.iter().find(|(name, _)| assert.child(name).is_some()).map(|(_, kind)| (*kind).to_string())
        });
        detailed.or_else(|| typed.map(|kind| last_part(kind).to_ascii_lowercase())).unwrap_or_default()
    }
}

/// `person` of `cpnat:person` and of `http://cv.iptc.org/newscodes/cpnature/person`.
pub(super) fn last_part(code: &str) -> &str {
    code.rsplit([':', '/', '#']).next().unwrap_or(code)
}
