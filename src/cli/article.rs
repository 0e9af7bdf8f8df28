//! One article as people read it, with spans marked, and the dates and actors that it names in lists, which say the same without colours.

use std::collections::BTreeSet;
use std::ops::Range;

use anstyle::Style;
use dateline::annotate::{ActorKind, Article, Published};
use dateline::read::Metadata;

use super::terminal::{DATE, FAINT, ORGANISATION, PERSON, PLACE, TITLE, facts, published, width};
use super::wrap::{Mark, clean, paint, styled, wrap};

/// Columns of the names of lists.
const LABEL: usize = 15;

/// What is marked in an article.
pub struct Marks {
    /// In the title.
    pub title: Vec<Mark>,
    /// In the body.
    pub body: Vec<Mark>,
}

impl Marks {
    /// The dates and actors.
    pub fn of(article: &Article) -> Marks {
        let dates = |dates: &[dateline::annotate::DateMention]| dates.iter().map(|d| (d.range.clone(), DATE)).collect();
        let actors = |mentions: &[dateline::annotate::Mention]| {
            mentions.iter().map(|m| (m.range.clone(), style(m.kind))).collect()
        };
        let both = |dates: Vec<Mark>, actors: Vec<Mark>| disjoint([dates, actors].concat());
        Marks {
            title: both(dates(&article.title_dates), actors(&article.title_mentions)),
            body: both(dates(&article.dates), actors(&article.mentions)),
        }
    }

    /// Ranges in one style.
    pub fn highlights(title: &[Range<usize>], body: &[Range<usize>], style: Style) -> Marks {
        let all = |ranges: &[Range<usize>]| ranges.iter().map(|range| (range.clone(), style)).collect();
        Marks { title: all(title), body: all(body) }
    }
}

fn style(kind: ActorKind) -> Style {
    match kind {
        ActorKind::Person => PERSON,
        ActorKind::Organisation => ORGANISATION,
        ActorKind::Place => PLACE,
    }
}

/// Marks in their order; of two that overlap the first, and of two with one beginning the longer.
fn disjoint(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    marks.retain(|(range, _)| {
        let free = range.start >= end;
        end = if free { range.end } else { end };
        free
    });
    marks
}

/// Title, facts, and body. `published` is when it came out as far as the index knows; `record` is how it is cited.
pub fn page(article: &Article, published_on: Published, record: &str, id: &str, marks: &Marks) -> String {
    let width = width();
    let title = if article.title.trim().is_empty() { "(no title)" } else { article.title.as_str() };
    let mut page = lines(title, &marks.title, TITLE, width);
    let metadata = &article.metadata;
    let by = if metadata.authors.is_empty() { String::new() } else { format!("by {}", metadata.authors.join(", ")) };
    let about = [
        published(published_on.date, published_on.basis),
        clean(metadata.source.as_deref().unwrap_or_default()),
        clean(&metadata.sections.join(", ")),
        clean(&by),
        article.language.unwrap_or_default().to_string(),
        clean(record),
        clean(metadata.url.as_deref().unwrap_or_default()),
        id.to_string(),
        clean(&article.notes.iter().map(|note| note.to_string()).collect::<Vec<_>>().join(", ")),
        clean(&metadata.own_id.as_ref().map(|own| format!("own id {own}")).unwrap_or_default()),
    ];
    facts(&about, width).iter().for_each(|line| page += &format!("{}\n", styled(line, FAINT)));
    if !article.body.trim().is_empty() {
        page.push('\n');
        page += &lines(article.body.trim_end(), &marks.body, Style::new(), width);
    }
    page
}

fn lines(text: &str, marks: &[Mark], base: Style, width: usize) -> String {
    wrap(text, width).into_iter().map(|line| paint(text, line, marks, base) + "\n").collect()
}

/// The dates and actors of an article, in the colours of their marks, and what its record is marked with.
pub fn lists(article: &Article) -> String {
    let days = article.title_dates.iter().chain(&article.dates).filter_map(|date| date.about());
    let days: BTreeSet<String> = days.map(|day| day.to_string()).collect();
    let named = |kind| list_of(article, kind);
    let lists = [
        ("speaks of", DATE, days.into_iter().collect()),
        ("people", PERSON, named(ActorKind::Person)),
        ("organisations", ORGANISATION, named(ActorKind::Organisation)),
        ("places", PLACE, named(ActorKind::Place)),
        // What editors or others said of it, beside what its text says.
        ("marked with", Style::new(), marked_with(article)),
    ];
    let mut page = String::new();
    for (label, style, values) in lists {
        for (at, line) in facts(&values, width().saturating_sub(LABEL)).iter().enumerate() {
            let label = if at == 0 { label } else { "" };
            page += &format!("{}{}\n", styled(&format!("{label:LABEL$}"), FAINT), styled(line, style));
        }
    }
    if page.is_empty() { page } else { format!("\n{page}") }
}

/// The people, organisations, places and topics that the record itself names.
fn marked_with(article: &Article) -> Vec<String> {
    let Metadata { people, organisations, places, tags, .. } = &article.metadata;
    let mut names: Vec<String> =
        [people, organisations, places, tags].into_iter().flatten().map(|name| clean(name)).collect();
    let mut known = BTreeSet::new();
    names.retain(|name| known.insert(name.clone()));
    names
}

/// The actors of a kind, most mentions first.
fn list_of(article: &Article, kind: ActorKind) -> Vec<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for mention in article.title_mentions.iter().chain(&article.mentions).filter(|m| m.kind == kind) {
        let place = *places.entry(mention.actor.as_str()).or_insert(counts.len());
        match counts.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => counts.push((&mention.actor, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let shown =
        |(actor, count): (&str, usize)| if count > 1 { format!("{actor} ×{count}") } else { actor.to_string() };
    counts.into_iter().map(shown).map(|actor| clean(&actor)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_do_not_overlap() {
        let marks = vec![(5..9, PLACE), (0..4, DATE), (3..6, PERSON), (5..12, PERSON)];
        assert_eq!(disjoint(marks), [(0..4, DATE), (5..12, PERSON)]);
    }
}
