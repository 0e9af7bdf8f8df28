//! Which of the names that a page has is its article's title. Knows only these names.

/// What separates a title from the name of its site.
const SEPARATORS: [&str; 9] = [" | ", " - ", " – ", " — ", " « ", " » ", " :: ", " • ", " · "];

/// The names of a page.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    /// What the window is called.
    pub window: Option<&'a str>,
    /// What networks are told: `og:title` and the like.
    pub shared: Option<&'a str>,
    /// What search engines are told.
    pub headline: Option<&'a str>,
    /// The headings of the first level.
    pub headings: Vec<&'a str>,
    /// The name of the site.
    pub site: Option<&'a str>,
}

/// The title of the article: as it stands above the text, if that is known to be it, or else as others are told it.
pub(super) fn title(names: &Names<'_>) -> String {
    let told = [names.headline, names.shared, names.window].into_iter().flatten().map(str::trim);
    let told: Vec<&str> = told.filter(|name| !name.is_empty() && Some(*name) != names.site).collect();
    let is_site = |heading: &str| names.site.is_some_and(|site| same(site, heading));
    let mut headings = names.headings.iter().map(|heading| heading.trim()).filter(|h| !h.is_empty() && !is_site(h));
    let confirmed = headings.clone().find(|heading| told.iter().any(|name| begins(name, heading)));
    let alone = headings.next().filter(|_| told.is_empty());
    let fallback = || told.first().map(|name| without_site(name, names.site)).unwrap_or_default();
    confirmed.or(alone).map_or_else(|| fallback().to_string(), str::to_string)
}

/// The letters and digits of a name, without case.
fn letters(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn same(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

/// Whether a name is a heading, perhaps with more behind it.
pub(super) fn begins(name: &str, heading: &str) -> bool {
    let mut rest = letters(name);
    letters(heading).all(|letter| rest.next() == Some(letter)) && letters(heading).next().is_some()
}

/// A name without that of its site at the end or at the beginning.
fn without_site<'a>(name: &'a str, site: Option<&str>) -> &'a str {
    let ends = SEPARATORS.iter().filter_map(|separator| name.rsplit_once(separator));
    let begins = SEPARATORS.iter().filter_map(|separator| name.split_once(separator));
    let is_site = |part: &str| site.is_some_and(|site| same(site, part));
    if let Some((title, _)) = ends.clone().find(|(_, part)| is_site(part)) {
        return title.trim();
    }
    if let Some((_, title)) = begins.clone().find(|(part, _)| is_site(part)) {
        return title.trim();
    }
    // What stands behind the last bar is a site's name, whether it is known or not. A dash may belong to the title.
    match name.rsplit_once(" | ") {
        Some((title, site)) if title.len() > site.len() => title.trim(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: Names<'_>, expected: &str) {
        assert_eq!(title(&names), expected, "{names:?}");
    }

    #[test]
    fn the_heading_counts_if_others_are_told_the_same() {
        let window = Some("Kabul falls, at last - World - The Post");
        check(
            Names {
                window,
                headings: vec!["The Post", "Kabul falls, at last"],
                site: Some("The Post"),
                ..Names::default()
            },
            "Kabul falls, at last",
        );
        check(
            Names { window, shared: Some("Kabul: it fell"), headings: vec!["Most read"], ..Names::default() },
            "Kabul: it fell",
        );
        check(Names { headings: vec!["Kabul falls"], ..Names::default() }, "Kabul falls");
        check(Names::default(), "");
    }

    #[test]
    fn the_sites_name_is_no_part_of_it() {
        let site = Some("The Post");
        for (window, expected) in [
            ("Kabul falls - The Post", "Kabul falls"),
            ("The Post | Kabul falls", "Kabul falls"),
            ("Kabul falls | World | Other Times", "Kabul falls | World"),
            ("Kabul – what now", "Kabul – what now"),
        ] {
            check(Names { window: Some(window), site, ..Names::default() }, expected);
        }
    }
}
