//! One actor as people read it: its names in the index, when and with whom articles name it, and how they write it.

use std::collections::HashMap;

use dateline::actors::Key;
use dateline::annotate::seats;
use dateline::calendar::{PartialDate, Unit};
use dateline::search::syntax::Field;
use dateline::search::{Company, PeriodCount, Request, Searcher, Sort};
use serde::Serialize;

use super::super::failure::Failure;
use super::super::terminal::{FAINT, TITLE, count, current_folder, facts, print, print_json, width};
use super::super::wrap::{clean, styled};
use super::Status;
use super::company::{Companions, often, telling};
use super::suggest::in_circles;
use super::when::{by_period, named_when};

/// The articles that are read for the forms in which an actor is written.
const READ: usize = 50;
/// Columns of the names of lists.
const LABEL: usize = 17;

#[derive(Serialize)]
struct Page {
    name: String,
    r#type: &'static str,
    articles: u64,
    /// When the first and the last article was published that names it.
    first: Option<PartialDate>,
    last: Option<PartialDate>,
    /// How many were published when, in periods that long.
    by: Unit,
    periods: Vec<PeriodCount>,
    less_precise: u64,
    undated: u64,
    /// Whom it speaks for, if it is a seat of those.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    speaks_for: Vec<&'static str>,
    /// The seats that speak for it, with their numbers of articles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    seats: Vec<Counted>,
    /// The names that count as this actor, with their numbers of articles.
    names: Vec<Counted>,
    /// The company of its articles, where some have nobody in common with the others.
    #[serde(skip)]
    circles: String,
    /// Who else its articles name, the most telling first.
    with: Companions,
    /// How its latest articles write it, with the number of times.
    written: Vec<Counted>,
    /// So many articles were read for that.
    read: usize,
}

impl Page {
    /// What the index counts of an actor, and who is named with it; the names are still missing.
    fn new(actor: &Key, company: Company, with: Companions) -> Page {
        let Company { articles, first, last, by, periods, less_precise, undated, .. } = company;
        Page {
            name: actor.name.clone(),
            r#type: actor.kind.name(),
            articles,
            first,
            last,
            by,
            periods,
            less_precise,
            undated,
            speaks_for: Vec::new(),
            seats: Vec::new(),
            names: Vec::new(),
            circles: String::new(),
            with,
            written: Vec::new(),
            read: 0,
        }
    }
}

#[derive(Serialize)]
struct Counted {
    name: String,
    number: u64,
}

/// Shows an actor, on the evidence that a request wants.
pub fn show(searcher: &Searcher, actor: &Key, json: bool, request: &Request) -> Result<Status, Failure> {
    let counts: HashMap<Key, u64> = searcher.actors(request)?.into_iter().collect();
    let mut company = searcher.company(actor, request)?;
    let mut with = Companions::new(std::mem::take(&mut company.with));
    with.quote(json, searcher, actor, request.today)?;
    let speaks_for = seats().filter(|(seat, _)| *seat == actor.name).map(|(_, whose)| whose).collect();
    let of_seat = |seat: &str| counts.iter().filter(|(known, _)| known.name == seat).map(|(_, number)| *number).sum();
    let seats = seats().filter(|(_, whose)| *whose == actor.name);
    let seats = seats.map(|(seat, _)| Counted { name: seat.to_string(), number: of_seat(seat) });
    let names = searcher.table()?.keys(actor).into_iter();
    let (written, read) = written(searcher, actor, request)?;
    let page = Page {
        speaks_for,
        seats: seats.filter(|seat| seat.number > 0).collect(),
        names: names.map(|(key, articles)| Counted { name: key.name, number: articles.into() }).collect(),
        circles: in_circles(&searcher.circles(actor)?),
        written,
        read,
        ..Page::new(actor, company, with)
    };
    if json {
        print_json(&page)?
    } else {
        print(&text(&page))?
    }
    Ok(Status::Done)
}

fn text(page: &Page) -> String {
    let title = format!("{} ({})", clean(&page.name), page.r#type);
    let mut text = format!("{}, {}\n", styled(&title, TITLE), count(page.articles, "article"));
    let others = page.names.len() > 1 || page.names.iter().any(|name| name.name != page.name);
    let numbered = |counted: &Counted| format!("{} {}", clean(&counted.name), counted.number);
    let names = page.names.iter().map(numbered);
    let written = page.written.iter().map(|form| format!("{} ×{}", clean(&form.name), form.number));
    let latest = if (page.read as u64) < page.articles {
        format!("(in the latest {})", count(page.read as u64, "article"))
    } else {
        String::new()
    };
    let by = format!("by {}", page.by.name());
    let lists = [
        ("published", named_when(page.first, page.last, page.undated)),
        (&by, by_period(&page.periods, page.less_precise)),
        ("counted for", if others { names.collect() } else { Vec::new() }),
        ("speaks for", page.speaks_for.iter().map(|name| name.to_string()).collect()),
        ("its seats", page.seats.iter().map(numbered).collect()),
        (
            "perhaps not one",
            page.circles.split(" · ").filter(|circle| !circle.is_empty()).map(str::to_string).collect(),
        ),
        ("most often with", often(&page.with)),
        ("written", written.chain((!latest.is_empty()).then_some(latest)).collect::<Vec<String>>()),
    ];
    for (label, values) in lists {
        for (at, line) in facts(&values, width().saturating_sub(LABEL + 2)).iter().enumerate() {
            let label = if at == 0 { label } else { "" };
            text += &format!("  {}{line}\n", styled(&format!("{label:LABEL$}"), FAINT));
        }
    }
    text + &telling(&page.with, width(), &current_folder())
}

/// How the latest articles of an actor write it, most frequent first, and how many were read.
fn written(searcher: &Searcher, actor: &Key, request: &Request) -> Result<(Vec<Counted>, usize), Failure> {
    let field = Field::from_name(actor.kind.name()).unwrap_or(Field::Actor);
    let newest = Request {
        filters: vec![(field, actor.name.clone())],
        limit: READ,
        sort: Some(Sort::Newest),
        passages: 0,
        ..request.clone()
    };
    let table = searcher.table()?;
    let mut forms: HashMap<String, u64> = HashMap::new();
    let hits = searcher.search(&newest)?.hits;
    for hit in &hits {
        let shown = searcher.show(&hit.id, request)?;
        let article = shown.article.annotated(request.today);
        let of_title = article.title_mentions.iter().map(|mention| (&article.title, mention));
        for (text, mention) in of_title.chain(article.mentions.iter().map(|mention| (&article.body, mention))) {
            if table.actor(&Key::new(mention.kind, mention.actor.as_str())).as_ref() == Some(actor) {
                let form = text[mention.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
                *forms.entry(form).or_default() += 1;
            }
        }
    }
    let mut forms: Vec<Counted> = forms.into_iter().map(|(name, number)| Counted { name, number }).collect();
    forms.sort_by(|a, b| b.number.cmp(&a.number).then_with(|| a.name.cmp(&b.name)));
    Ok((forms, hits.len()))
}
