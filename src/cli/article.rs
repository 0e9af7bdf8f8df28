//! One article as people read it: title, facts and text, with spans marked.

use std::ops::Range;

use anstyle::Style;
use dateline::annotate::{ActorKind, Article, DateMention, Mention, Published, TimeKind};

use super::terminal::{DATE, FAINT, ORGANISATION, PERSON, PLACE, SPAN, TITLE, contradiction, facts, published, width};
use super::wrap::{Mark, clean, paint, styled, wrap};

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
        let dates = |dates: &[DateMention]| dates.iter().map(|d| (d.range.clone(), time_style(d.kind))).collect();
        let actors = |mentions: &[Mention]| mentions.iter().map(|m| (m.range.clone(), style(m.kind))).collect();
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

fn time_style(kind: TimeKind) -> Style {
    match kind {
        TimeKind::Date | TimeKind::Time => DATE,
        TimeKind::Duration | TimeKind::Set => SPAN,
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
        published_on.contradiction.as_ref().map(contradiction).unwrap_or_default(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_do_not_overlap() {
        let marks = vec![(5..9, PLACE), (0..4, DATE), (3..6, PERSON), (5..12, PERSON)];
        assert_eq!(disjoint(marks), [(0..4, DATE), (5..12, PERSON)]);
    }
}
