//! Hits as people read them: for each its title, date, source, place on disk and id, then its best passages. Asks nothing.

use std::ops::Range;
use std::path::Path;

use anstyle::Style;
use dateline::search::{Answer, By, Hit, Liked, PassageHit, Request, Sort};

use super::explain;
use super::facets::tables;
use super::terminal::{FAINT, MATCH, NOTE, TITLE, count, current_folder, facts, number, published, record, width};
use super::wrap::{Mark, clean, paint, styled, wrap};

/// Digits of an id that are shown: enough for as many articles as a laptop holds.
const ID: usize = 8;
/// Stands before the actors of an article.
const NAMES: &str = "names ";
/// So many of them are shown.
const ACTORS: usize = 5;
/// Lines of a title that are shown.
const TITLE_LINES: usize = 3;
/// Lines of a passage that are shown.
const PASSAGE_LINES: usize = 14;

/// The answer as a page.
pub fn page(answer: &Answer, request: &Request) -> String {
    let (width, folder) = (width(), current_folder());
    let mut page = answer.explain.as_ref().map(explain::plan).unwrap_or_default();
    page += &answer.like.as_ref().map(|liked| like(liked, width)).unwrap_or_default();
    page += &heading(answer, request);
    for (number, hit) in (request.offset + 1..).zip(&answer.hits) {
        page.push('\n');
        page += &shown(number, hit, answer.like.is_some(), &told(answer, hit, request), width, &folder);
    }
    if let Some(facets) = &answer.facets {
        page += &tables(facets, width);
    }
    page
}

/// What is to be told of a hit beside its article: which passage it is, and how much it resembles what was asked for.
fn told(answer: &Answer, hit: &Hit, request: &Request) -> Vec<String> {
    let number = hit.passages.first().filter(|_| request.by == By::Passage).map(|passage| passage.number);
    let is_likeness = answer.like.is_some() && hit.score > 0.0 && request.fresh.is_none();
    let likeness = is_likeness.then(|| format!("likeness {:.2}", hit.score));
    number.map(|number| format!("passage {number}")).into_iter().chain(likeness).collect()
}

/// `Like passage 2 of Kabul falls · 3f2a91c0`
fn like(liked: &Liked, width: usize) -> String {
    let which = liked.passage.map(|number| format!("passage {number} of ")).unwrap_or_default();
    let title = if liked.title.trim().is_empty() { "(no title)" } else { &liked.title };
    let like = clean(&format!("Like {which}{title} · {}", short(&liked.id)));
    wrap(&like, width).into_iter().map(|line| format!("{}\n", styled(&like[line], FAINT))).collect()
}

/// `12 articles match (showing 1-10), 3 ms`
fn heading(answer: &Answer, request: &Request) -> String {
    let total = answer.partial_matches.unwrap_or(answer.matches);
    let (first, last) = (request.offset + 1, request.offset + answer.hits.len());
    let shown = format!("{}-{}", number(first as u64), number(last as u64));
    let showing = match (answer.hits.len() as u64, request.by) {
        (0, _) => " (showing none)".to_string(),
        (_, By::Passage) => format!(" (showing passages {shown})"),
        (all, By::Article) if all == total => String::new(),
        (_, By::Article) => format!(" (showing {shown})"),
    };
    let verb = match (answer.relaxed, total) {
        (false, 1) if answer.like.is_some() => "resembles it",
        (false, _) if answer.like.is_some() => "resemble it",
        (true, 1) => "matches in part",
        (true, _) => "match in part",
        (false, 1) => "matches",
        (false, _) => "match",
    };
    let order = match request.sort {
        Some(Sort::Newest) => ", newest first",
        Some(Sort::Oldest) => ", oldest first",
        // Only where there are no words to rank by is every score nought.
        // What is old has hardly any score left.
        None if request.fresh.is_some() => "",
        None if answer.hits.iter().all(|hit| hit.score == 0.0) => ", newest first",
        _ => "",
    };
    let time = if answer.took_ms < 10.0 { format!("{:.1}", answer.took_ms) } else { format!("{:.0}", answer.took_ms) };
    let heading = format!("{} {verb}{showing}{order}, {time} ms\n", count(total, "article"));
    if answer.relaxed {
        let note = "No article has all the words. The best partial matches:";
        return format!("{}\n{heading}", styled(note, NOTE));
    }
    heading
}

fn shown(number: usize, hit: &Hit, is_like: bool, told: &[String], width: usize, folder: &Path) -> String {
    let label = format!("{number:>2}  ");
    let margin = " ".repeat(label.len());
    let width = width.saturating_sub(label.len());
    let mut shown = styled(&label, FAINT);
    for (at, line) in title(hit, width).iter().enumerate() {
        shown += &format!("{}{line}\n", if at > 0 { &margin } else { "" });
    }
    let about = [
        published(hit.published, hit.published_basis),
        clean(hit.source.as_deref().unwrap_or_default()),
        record(&hit.record, folder),
        clean(hit.url.as_deref().unwrap_or_default()),
        short(&hit.id).to_string(),
    ];
    for line in facts(&[&about, told].concat(), width) {
        shown += &format!("{margin}{}\n", styled(&line, FAINT));
    }
    let named: Vec<String> = hit.actors.iter().take(ACTORS).map(|actor| clean(&actor.name)).collect();
    for (at, line) in facts(&named, width.saturating_sub(NAMES.len())).iter().enumerate() {
        let label = if at == 0 { NAMES.to_string() } else { " ".repeat(NAMES.len()) };
        shown += &format!("{margin}{}\n", styled(&format!("{label}{line}"), FAINT));
    }
    if let Some(explained) = &hit.explain {
        let why = clean(&explain::hit(explained, hit.score, is_like));
        for line in wrap(&why, width) {
            shown += &format!("{margin}{}\n", styled(&why[line], FAINT));
        }
    }
    for (at, found) in hit.passages.iter().enumerate() {
        let lines = passage(found, width);
        // Passages that are not side by side must not look as if they were.
        shown += if at > 0 && !lines.is_empty() { "\n" } else { "" };
        lines.iter().for_each(|line| shown += &format!("{margin}{line}\n"));
    }
    shown
}

/// So much of an id as is shown.
pub fn short(id: &str) -> &str {
    id.get(..ID).unwrap_or(id)
}

fn title(hit: &Hit, width: usize) -> Vec<String> {
    if hit.title.trim().is_empty() {
        return vec![styled("(no title)", FAINT)];
    }
    let marks = marks(&hit.title_highlights, MATCH);
    let lines: Vec<Range<usize>> = wrap(&hit.title, width).into_iter().filter(|line| !line.is_empty()).collect();
    let mut painted: Vec<String> =
        lines.iter().take(TITLE_LINES).map(|l| paint(&hit.title, l.clone(), &marks, TITLE)).collect();
    if let Some(last) = painted.last_mut().filter(|_| lines.len() > TITLE_LINES) {
        last.push('…');
    }
    painted
}

/// The lines of a passage; of one that is too long, those from its first mark.
fn passage(found: &PassageHit, width: usize) -> Vec<String> {
    let marks = marks(&found.highlights, MATCH);
    let lines: Vec<Range<usize>> = wrap(&found.text, width).into_iter().filter(|line| !line.is_empty()).collect();
    let first_mark = found.highlights.first().map_or(0, |[start, _]| *start);
    let marked = lines.iter().position(|line| line.end > first_mark).unwrap_or(0);
    let first = marked.saturating_sub(1).min(lines.len().saturating_sub(PASSAGE_LINES));
    let kept = lines.iter().skip(first).take(PASSAGE_LINES);
    let mut painted: Vec<String> = kept.map(|line| paint(&found.text, line.clone(), &marks, Style::new())).collect();
    let ellipsis = || styled("…", FAINT);
    if lines.len() > first + PASSAGE_LINES {
        painted.push(ellipsis());
    }
    if first > 0 {
        painted.insert(0, ellipsis());
    }
    painted
}

/// Highlights in one style.
pub fn marks(highlights: &[[usize; 2]], style: Style) -> Vec<Mark> {
    highlights.iter().map(|&[start, end]| (start..end, style)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, highlights: Vec<[usize; 2]>) -> Vec<String> {
        let found = PassageHit { number: 1, start: 0, end: text.len(), text: text.to_string(), score: 1.0, highlights };
        let painted = passage(&found, 10);
        painted.iter().map(|line| anstream::adapter::strip_str(line).to_string()).collect()
    }

    #[test]
    fn a_long_passage_is_shown_from_its_first_mark() {
        let text: String = (100..200).map(|number| format!("{number} 456789 ")).collect();
        let whole = lines(&text, vec![]);
        assert_eq!((whole[0].as_str(), whole.len(), whole[14].as_str()), ("100 456789", 15, "…"));
        let start = text.find("150").unwrap();
        let marked = lines(&text, vec![[start, start + 3]]);
        assert_eq!(marked[..3], ["…", "149 456789", "150 456789"]);
        let last = lines(&text, vec![[text.len() - 4, text.len() - 1]]);
        assert_eq!((last.len(), last[0].as_str(), last[14].as_str()), (15, "…", "199 456789"));
        assert_eq!(lines("", vec![]), Vec::<String>::new());
    }
}
