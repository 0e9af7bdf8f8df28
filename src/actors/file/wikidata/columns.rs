//! What the columns of a table from Wikidata's query service mean, by their names. People choose the names of variables, so the names are read as
//! `item`, `itemLabel`, `itemAltLabel` and `itemDescription` for whatever stands for `item`.

/// The columns that mean something.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// The item: an address or Q and a number. Where there is no label, it may be a name.
    pub item: Option<usize>,
    /// The name.
    pub label: Option<usize>,
    /// Other names.
    pub aliases: Vec<AliasColumn>,
    /// What the item is an instance of.
    pub class: Option<usize>,
    /// A few words on it.
    pub description: Option<usize>,
}

/// A column of other names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct AliasColumn {
    /// Its number.
    pub column: usize,
    /// Whether the query service has joined all other names in each cell.
    pub joined: bool,
}

const ITEMS: &[&str] = &[
    "item",
    "person",
    "human",
    "people",
    "organization",
    "organisation",
    "org",
    "company",
    "party",
    "place",
    "country",
    "city",
    "actor",
    "entity",
    "subject",
    "politician",
    "wikidata",
    "wikidataid",
    "wikidataitem",
    "qid",
    "id",
];
const LABELS: &[&str] = &["label", "name", "preflabel", "fullname", "title"];
const ALIASES: &[&str] = &[
    "altlabel",
    "altlabels",
    "alias",
    "aliases",
    "alternativelabel",
    "alternativename",
    "alternativenames",
    "alsoknownas",
    "aka",
    "othername",
    "othernames",
];
/// Their labels come first.
const CLASSES: &[&str] = &["type", "class", "instance", "instanceof", "kind", "p31"];

impl Columns {
    /// The columns of a header.
    pub(super) fn of<'h>(header: impl IntoIterator<Item = &'h str>) -> Columns {
        let names: Vec<String> = header.into_iter().map(plain).collect();
        let at = |name: &str| names.iter().position(|known| known == name);
        let any = |known: &[&str]| known.iter().find_map(|name| at(name));
        let of = |name: &str, ending: &str| at(&format!("{name}{ending}"));

        let described =
            |name: &&String| ["label", "altlabel", "description"].iter().any(|ending| of(name, ending).is_some());
        let subject = names.iter().filter(described).find(|name| !CLASSES.contains(&name.as_str()));
        let subject = at("item").or_else(|| subject.and_then(|name| at(name))).or_else(|| any(ITEMS));
        let own = |ending: &str| subject.and_then(|subject| of(&names[subject], ending));

        let class_label = CLASSES.iter().find_map(|name| of(name, "label"));
        let ends_in_label = |name: &String| name.ends_with("label") && !name.ends_with("altlabel");
        let label = own("label")
            .or_else(|| any(LABELS))
            .or_else(|| (0..names.len()).find(|&column| ends_in_label(&names[column]) && Some(column) != class_label));
        let aliases = names.iter().enumerate().filter(|(column, name)| {
            let known = ALIASES.iter().any(|alias| name == alias || (name.len() > 3 && name.ends_with(alias)));
            known && Some(*column) != subject && Some(*column) != label
        });
        Columns {
            item: subject,
            label,
            aliases: aliases
                .map(|(column, name)| AliasColumn { column, joined: name.ends_with("altlabel") && name != "altlabel" })
                .collect(),
            class: class_label.or_else(|| any(CLASSES)),
            description: own("description").or_else(|| at("description")),
        }
    }
}

/// A name of a column in letters and digits alone.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::Columns;

    #[test]
    fn columns_by_their_names() {
        for (header, item, label, aliases, class, description) in [
            (
                "item,itemLabel,itemAltLabel,typeLabel,itemDescription",
                Some(0),
                Some(1),
                &[(2, true)][..],
                Some(3),
                Some(4),
            ),
            ("?person\t?personLabel\t?alias", Some(0), Some(1), &[(2, false)], None, None),
            ("type,typeLabel,minister,ministerLabel,ministerAltLabel", Some(2), Some(3), &[(4, true)], Some(1), None),
            ("itemLabel,country,item", Some(2), Some(0), &[], None, None),
            ("Name,Also known as,Instance of,Description", None, Some(0), &[(1, false)], Some(2), Some(3)),
            ("QID,Label,Alternative names", Some(0), Some(1), &[(2, false)], None, None),
            ("person,aliases", Some(0), None, &[(1, false)], None, None),
            ("politicianLabel", None, Some(0), &[], None, None),
            ("a,b", None, None, &[], None, None),
        ] {
            let columns = Columns::of(header.split([',', '\t']));
            let found: Vec<_> = columns.aliases.iter().map(|alias| (alias.column, alias.joined)).collect();
            assert_eq!(
                (columns.item, columns.label, columns.class, columns.description),
                (item, label, class, description),
                "{header}"
            );
            assert_eq!(found, aliases, "{header}");
        }
    }
}
