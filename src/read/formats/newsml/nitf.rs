//! One document in NITF as an article, alone or inside an item of NewsML. Source: NITF 3.6 and its documentation by the IPTC.

use super::content::TooDeep;
use super::words;
use crate::read::article::RawArticle;
use crate::read::html::fragment_text;
use crate::read::source::Limits;
use crate::read::wire::{people_of_byline, with_dateline};
use crate::read::xml::Element;

/// Elements whose content is not the article's own text.
const LEFT_OUT: [&str; 5] = ["media", "byline", "dateline", "copyrite", "nitf-table-metadata"];

pub(super) fn fill(article: &mut RawArticle, nitf: &Element, limits: &Limits) -> Result<(), TooDeep> {
    let body = nitf.child("body").unwrap_or(nitf);
    let (head, front) = (nitf.child("head"), body.child("body.head"));
    let headlines = front.map(|front| front.below("hl1")).unwrap_or_default();
    let main = headlines.iter().find(|line| line.attribute("class").is_none_or(|class| !class.contains("online")));
    article.title = words(main.copied())
        .or_else(|| words(front.and_then(|front| front.child("hedline"))))
        .or_else(|| words(head.and_then(|head| head.child("title"))))
        .unwrap_or_default();
    article.body = text(body, limits)?;
    if article.body.is_empty()
        && let Some(summary) = front.and_then(|front| front.child("abstract"))
    {
        article.body = html_text(summary, limits)?;
    }
    if let Some(dateline) = front.and_then(|front| words(front.child("dateline"))) {
        article.body = with_dateline(&dateline, std::mem::take(&mut article.body));
    }
    about(article, head, front, body);
    if let Some(language) = nitf.attribute("xml:lang").or(body.attribute("xml:lang")) {
        article.metadata.language = Some(language.to_string());
    }
    Ok(())
}

/// The text of the body, in blocks. Of an archive that has the beginning of it a second time, the whole.
fn text(body: &Element, limits: &Limits) -> Result<String, TooDeep> {
    let Some(content) = body.child("body.content") else { return Ok(String::new()) };
    let whole = content.all("block").find(|block| block.attribute("class") == Some("full_text"));
    html_text(whole.unwrap_or(content), limits)
}

fn html_text(element: &Element, limits: &Limits) -> Result<String, TooDeep> {
    let html = element.html(&|inner| match inner.name.as_str() {
        name if LEFT_OUT.contains(&name) => None,
        "hl1" | "hl2" | "hedline" => Some("h2"),
        "block" | "note" | "body.content" | "nitf-table" | "postaddr" | "fn" => Some("div"),
        "bq" => Some("blockquote"),
        name if ["p", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "pre"]
            .contains(&name) =>
        {
            Some(name)
        }
        "thead" | "tbody" | "tfoot" | "caption" => Some(inner.local_name()),
        _ => Some("span"),
    });
    fragment_text(&html, limits).ok_or(TooDeep)
}

/// What the document says of itself, and whom and what it marks.
fn about(article: &mut RawArticle, head: Option<&Element>, front: Option<&Element>, body: &Element) {
    let metadata = &mut article.metadata;
    let data = head.and_then(|head| head.child("docdata"));
    let part = |name: &str| data.and_then(|data| data.child(name));
    let published = |element: Option<&Element>| {
        let element = element?;
        element.attribute("norm").or(element.attribute("date.publication")).map(str::to_string)
    };
    let publication = head.and_then(|head| head.child("pubdata"));
    let story = front.and_then(|front| front.child("dateline")).and_then(|line| line.child("story.date"));
    let dates = [publication, part("date.issue"), part("date.release"), story];
    metadata.published.extend(dates.into_iter().filter_map(published));
    let attribute = |element: Option<&Element>, name: &str| {
        element.and_then(|element| element.attribute(name)).filter(|value| !value.is_empty()).map(str::to_string)
    };
    metadata.own_id = attribute(part("doc-id"), "id-string");
    metadata.url = attribute(publication, "ex-ref").filter(|address| crate::read::address::is_web(address));
    metadata.source = attribute(publication, "name")
        .or_else(|| words(front.and_then(|front| front.child("distributor"))))
        .or_else(|| attribute(part("doc.copyright"), "holder"));
    metadata.authors = front.map(authors).unwrap_or_default();
    metadata.sections.extend(attribute(publication, "position.section"));
    subjects(metadata, head, data);
    let marked = data.and_then(|data| data.child("identified-content"));
    // Whom an author's line names is not whom the text is about.
    let printed = front.into_iter().flat_map(Element::elements).filter(|line| line.name != "byline");
    for place in marked.into_iter().chain(printed).chain(body.child("body.content")) {
        metadata.people.extend(named(place, "person"));
        metadata.organisations.extend(named(place, "org"));
        metadata.places.extend(named(place, "location"));
        metadata.tags.extend(named(place, "classifier"));
    }
}

/// The words of the elements of a name, or the code that they have instead.
fn named(place: &Element, name: &str) -> Vec<String> {
    let value = |element: &Element| match element.words() {
        words if words.is_empty() => element.attribute("value").unwrap_or_default().to_string(),
        words => words,
    };
    place.below(name).into_iter().map(value).collect()
}

fn subjects(metadata: &mut crate::read::article::Metadata, head: Option<&Element>, data: Option<&Element>) {
    let keys = data.into_iter().flat_map(|data| data.below("keyword"));
    metadata.tags.extend(keys.filter_map(|keyword| keyword.attribute("key")).map(str::to_string));
    for subject in head.into_iter().flat_map(|head| head.below("tobject.subject")) {
        let names = ["detail", "matter", "type"].map(|part| format!("tobject.subject.{part}"));
        metadata.tags.extend(names.iter().find_map(|name| subject.attribute(name)).map(str::to_string));
    }
}

/// The people in the byline: those that are marked, or whom its words name, without what they do.
fn authors(front: &Element) -> Vec<String> {
    let Some(byline) = front.child("byline") else { return Vec::new() };
    let marked: Vec<String> = byline.below("person").into_iter().map(|person| person.words()).collect();
    if !marked.is_empty() {
        return marked;
    }
    let own = byline.html(&|inner| (inner.name != "byttl").then_some("span"));
    let own = own.replace("<span>", "").replace("</span>", "");
    let own = crate::read::xml::unescaped(&own).trim().trim_end_matches(',').to_string();
    if own.is_empty() { words(byline.child("byttl")).into_iter().collect() } else { people_of_byline(&own) }
}
