//! What sort of actor an item of Wikidata is, by what it is an instance of.

use crate::annotate::ActorKind;
use crate::text::folded_name;

use ActorKind::{Organisation, Person, Place};

/// The words that tell, as the last word of what something is: a city is a place, a city council is none.
const WORDS: &[(ActorKind, &[&str])] = &[
    (Person, &["human", "person", "per", "people", "politician", "journalist", "man", "woman"]),
    (
        Organisation,
        &[
            "organization",
            "organisation",
            "org",
            "company",
            "business",
            "enterprise",
            "corporation",
            "conglomerate",
            "party",
            "agency",
            "bank",
            "university",
            "college",
            "school",
            "club",
            "team",
            "union",
            "ministry",
            "department",
            "newspaper",
            "broadcaster",
            "publisher",
            "government",
            "army",
            "navy",
            "militia",
            "police",
            "association",
            "federation",
            "institution",
            "institute",
            "council",
            "parliament",
            "court",
            "ngo",
            "group",
            "movement",
            "committee",
            "commission",
            "foundation",
            "airline",
            "network",
            "league",
            "alliance",
            "coalition",
            "authority",
            "cabinet",
            "legislature",
        ],
    ),
    (
        Place,
        &[
            "place",
            "loc",
            "gpe",
            "country",
            "state",
            "city",
            "town",
            "village",
            "region",
            "province",
            "district",
            "municipality",
            "capital",
            "metropolis",
            "island",
            "river",
            "mountain",
            "sea",
            "lake",
            "ocean",
            "continent",
            "county",
            "territory",
            "settlement",
            "republic",
            "kingdom",
            "governorate",
            "prefecture",
            "oblast",
            "suburb",
            "airport",
            "building",
            "street",
            "square",
            "bridge",
            "port",
        ],
    ),
];

/// The commonest classes by their items, for tables without their labels.
const ITEMS: &[(ActorKind, &[&str])] = &[
    (Person, &["Q5"]),
    (Organisation, &["Q43229", "Q4830453", "Q783794", "Q891723", "Q6881511", "Q7278", "Q163740"]),
    (Place, &["Q6256", "Q3624078", "Q515", "Q1549591", "Q486972", "Q5107", "Q23442"]),
];

/// The sort of actor that an instance of `class` is: an item's number, or a few words such as "political party in Libya".
pub(super) fn kind(class: &str) -> Option<ActorKind> {
    if let Some((kind, _)) = ITEMS.iter().find(|(_, items)| items.contains(&class)) {
        return Some(*kind);
    }
    let folded = folded_name(class);
    let what = folded.split(' ').take_while(|word| !["of", "in", "for", "with", "by"].contains(word));
    let kind = |word: &str| WORDS.iter().find(|(_, words)| words.contains(&word)).map(|(kind, _)| *kind);
    what.filter_map(kind).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes() {
        for (class, expected) in [
            ("human", Some(Person)),
            ("Q5", Some(Person)),
            ("human settlement", Some(Place)),
            ("sovereign state", Some(Place)),
            ("member state of the United Nations", Some(Place)),
            ("state-owned enterprise", Some(Organisation)),
            ("city council", Some(Organisation)),
            ("Political Party in Georgia", Some(Organisation)),
            ("ORG", Some(Organisation)),
            ("taxon", None),
            ("", None),
        ] {
            assert_eq!(kind(class), expected, "{class}");
        }
    }
}
