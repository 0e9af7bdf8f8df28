//! The lists under an article: when it speaks of and whom it names. They say without colours what the marks in its text say.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anstyle::Style;
use dateline::annotate::{ActorKind, Article, DateMention, TimeKind};
use dateline::read::Metadata;

use super::terminal::{DATE, FAINT, ORGANISATION, PERSON, PLACE, facts, width};
use super::wrap::{clean, styled};

/// Columns of the names of lists.
const LABEL: usize = 15;

/// The dates and actors of an article, in the colours of their marks, and what its record is marked with.
pub fn lists(article: &Article) -> String {
    let named = |kind| actors(article, kind);
    let lists = [
        ("speaks of", DATE, days(article)),
        ("taken to mean", DATE, meanings(article)),
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

fn times(number: usize, of: &str) -> String {
    clean(&if number > 1 { format!("{of} ×{number}") } else { of.to_string() })
}

/// The days, months and years that it speaks of, in their order.
fn days(article: &Article) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for date in article.title_dates.iter().chain(&article.dates).filter_map(DateMention::about) {
        *counts.entry(date.to_string()).or_default() += 1;
    }
    counts.into_iter().map(|(date, number)| times(number, &date)).collect()
}

/// What the expressions were taken to mean that do not name their year, each once, in the order of the text: `Tuesday → 2021-08-17`.
fn meanings(article: &Article) -> Vec<String> {
    let written = |text: &str, date: &DateMention| {
        text.get(date.range.clone()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let of_title = article.title_dates.iter().map(|date| (date, written(&article.title, date)));
    let of_body = article.dates.iter().map(|date| (date, written(&article.body, date)));
    let mut known = BTreeSet::new();
    of_title
        .chain(of_body)
        .filter(|(date, _)| matches!(date.kind, TimeKind::Date | TimeKind::Time))
        .filter_map(|(date, written)| Some((in_words(&date.value, &written)?, written)))
        .map(|(meaning, written)| clean(&format!("{written} → {meaning}")))
        .filter(|line| known.insert(line.to_lowercase()))
        .collect()
}

/// A TIMEX3 value as people write it, if it names a year that the text does not: `2021-08-15 10:30`, `summer 2021`.
fn in_words(value: &str, written: &str) -> Option<String> {
    const PARTS: [(&str, &str); 4] = [("MO", "morning"), ("AF", "afternoon"), ("EV", "evening"), ("NI", "night")];
    const SEASONS: [(&str, &str); 4] = [("SP", "spring"), ("SU", "summer"), ("FA", "autumn"), ("WI", "winter")];
    let year = value.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    if written.contains(year) || value.get(4..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('-')) {
        return None;
    }
    let named = |names: &[(&str, &'static str)], code: &str| {
        names.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
    };
    if let Some(season) = value.get(5..).and_then(|code| named(&SEASONS, code)) {
        return Some(format!("{season} {year}"));
    }
    Some(match value.split_once('T') {
        Some((day, time)) => match named(&PARTS, time) {
            Some(part) => format!("{day}, {part}"),
            None => format!("{day} {time}"),
        },
        None => value.to_string(),
    })
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
fn actors(article: &Article, kind: ActorKind) -> Vec<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let mut places = HashMap::new();
    for mention in article.title_mentions.iter().chain(&article.mentions).filter(|m| m.kind == kind) {
        let place = *places.entry(mention.actor.as_str()).or_insert(counts.len());
        match counts.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => counts.push((&mention.actor, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(actor, count)| times(count, actor)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_into_words_where_the_text_does_not_say_them() {
        for (value, written, meaning) in [
            ("2021-08-17", "Tuesday", Some("2021-08-17")),
            ("2021-08-15T10:30", "at 10:30", Some("2021-08-15 10:30")),
            ("2021-08-15TMO", "Sunday morning", Some("2021-08-15, morning")),
            ("2021-SU", "last summer", Some("summer 2021")),
            ("2020", "last year", Some("2020")),
            ("2021-W33", "this week", Some("2021-W33")),
            ("2021-08-15", "August 15, 2021", None),
            ("199", "the nineties", None),
            ("PRESENT_REF", "now", None),
            ("P3D", "three days", None),
            ("2021é", "x", None),
        ] {
            assert_eq!(in_words(value, written).as_deref(), meaning, "{value}");
        }
    }
}
