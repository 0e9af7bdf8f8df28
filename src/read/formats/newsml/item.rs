//! One item of NewsML-G2 as an article. Source: NewsML-G2 specification and guidelines 2.34.

use super::concepts::{Concepts, last_part};
use super::content::{Content, TooDeep, content};
use super::{nitf, words};
use crate::read::address::is_web;
use crate::read::article::RawArticle;
use crate::read::source::Limits;
use crate::read::wire::{people_of_byline, with_dateline};
use crate::read::xml::Element;

/// Natures of content that are not to be read.
const UNREAD: [(&str, &str); 6] = [
    ("picture", "a picture"),
    ("photo", "a picture"),
    ("graphic", "a graphic"),
    ("video", "a video"),
    ("audio", "a sound recording"),
    ("animation", "an animation"),
];

/// Fills in an article. What it is instead, in case it has no text.
pub(super) fn fill(article: &mut RawArticle, item: &Element, limits: &Limits) -> Result<Option<String>, TooDeep> {
    let part = |name: &str| match item.name == name {
        true => Some(item),
        false => item.child(name),
    };
    let (management, meta, set) = (part("itemMeta"), part("contentMeta"), part("contentSet"));
    let said = meta.and_then(|meta| meta.child("language")).and_then(|language| language.attribute("tag"));
    let inline = inlines(set);
    let of_content = || inline.iter().find_map(|inline| inline.attribute("xml:lang"));
    let language = said.or_else(of_content).or_else(|| item.attribute("xml:lang")).unwrap_or_default();
    let concepts = Concepts::new(item, language);
    let other = text(article, &inline, &concepts, limits)?;
    if let Some(title) = meta.and_then(|meta| headline(meta, &concepts)) {
        article.title = title;
    } else if article.title.is_empty() {
        let titles = concepts.in_language(management.iter().flat_map(|management| management.all("title")));
        article.title = titles.first().map(|title| title.words()).unwrap_or_default();
    }
    let of_item = |name: &str| management.and_then(|management| management.child(name));
    let nature = of_item("itemClass").and_then(|class| class.attribute("qcode").or(class.attribute("uri")));
    let nature = nature.map(last_part).unwrap_or_default();
    let unread = UNREAD.iter().find(|(known, _)| *known == nature).map(|(_, what)| (*what).to_string());
    if article.body.is_empty() && unread.is_none() {
        article.body = meta.and_then(|meta| description(meta, &concepts)).unwrap_or_default();
    }
    let dateline = meta.and_then(|meta| words(meta.child("dateline"))).filter(|_| !article.is_empty());
    article.body = with_dateline(&dateline.unwrap_or_default(), std::mem::take(&mut article.body));
    metadata(article, item, management, meta, &concepts);
    Ok(unread.or(other.filter(|_| article.title.is_empty())))
}

fn inlines(set: Option<&Element>) -> Vec<&Element> {
    let is_inline = |element: &&Element| matches!(element.name.as_str(), "inlineXML" | "inlineData");
    set.into_iter().flat_map(Element::elements).filter(is_inline).collect()
}

/// Takes the text from the first rendition that has one, those in the content's language first. The name of XML that is none.
fn text(
    article: &mut RawArticle,
    inline: &[&Element],
    concepts: &Concepts<'_>,
    limits: &Limits,
) -> Result<Option<String>, TooDeep> {
    let mut other = None;
    let own = concepts.in_language(inline.iter().copied());
    let others = inline.iter().copied().filter(|inline| !own.iter().any(|own| std::ptr::eq(*own, *inline)));
    for inline in own.iter().copied().chain(others) {
        match content(inline, limits)? {
            Content::Nitf(document) => nitf::fill(article, document, limits)?,
            Content::Text(text) => article.body = text,
            Content::Other(name) => other = Some(name),
            Content::Nothing => {}
        }
        if !article.body.is_empty() {
            return Ok(None);
        }
    }
    Ok(other)
}

/// Of several headlines the main one: by its role, or by its rank.
fn headline(meta: &Element, concepts: &Concepts<'_>) -> Option<String> {
    let mut headlines = concepts.in_language(meta.all("headline"));
    headlines.sort_by_key(|headline| {
        let role = headline.attribute("role").or(headline.attribute("roleuri")).map(last_part).unwrap_or_default();
        let place = match role {
            "main" | "headline" | "title" | "long" => 0,
            "" => 1,
            _ => 2,
        };
        (place, headline.attribute("rank").and_then(|rank| rank.parse::<u64>().ok()).unwrap_or(1))
    });
    headlines.first().map(|headline| headline.words())
}

/// What stands for the text: a summary rather than a caption.
fn description(meta: &Element, concepts: &Concepts<'_>) -> Option<String> {
    let mut descriptions = concepts.in_language(meta.all("description"));
    descriptions.sort_by_key(|description| {
        let role = description.attribute("role").map(last_part).unwrap_or_default();
        !matches!(role, "summary" | "abstract" | "teaser" | "lead")
    });
    descriptions.first().map(|description| description.words())
}

fn metadata(
    article: &mut RawArticle,
    item: &Element,
    management: Option<&Element>,
    meta: Option<&Element>,
    concepts: &Concepts<'_>,
) {
    let metadata = &mut article.metadata;
    let all = |name: &'static str| meta.into_iter().flat_map(move |meta| meta.all(name));
    let dates = [
        (meta, "contentCreated"),
        (management, "firstCreated"),
        (management, "versionCreated"),
        (meta, "contentModified"),
    ];
    // What a document inside says of its own publication is the strongest.
    metadata.published.extend(dates.into_iter().filter_map(|(part, name)| words(part?.child(name))));
    let guid = item.attribute("guid").filter(|guid| !guid.is_empty());
    metadata.own_id = guid.map(str::to_string).or_else(|| metadata.own_id.take());
    metadata.url = metadata.url.take().or_else(|| guid.filter(|guid| is_web(guid)).map(str::to_string));
    if !concepts.language.is_empty() {
        metadata.language = Some(concepts.language.clone());
    }
    let by: Vec<String> = concepts.in_language(all("by")).iter().flat_map(|by| people_of_byline(&by.words())).collect();
    let creators: Vec<String> =
        all("creator").filter_map(|creator| concepts.name(creator)).flat_map(|name| people_of_byline(&name)).collect();
    // An author's line as it is printed names people; who created an item may be an account.
    metadata.authors = [by, std::mem::take(&mut metadata.authors), creators]
        .into_iter()
        .find(|people| !people.is_empty())
        .unwrap_or_default();
    let provider = management.and_then(|management| management.child("provider"));
    let holder = item.child("rightsInfo").and_then(|rights| rights.child("copyrightHolder"));
    let code = || provider.and_then(|provider| provider.attribute("qcode")).map(|code| last_part(code).to_string());
    metadata.source = all("infoSource")
        .find_map(|source| concepts.name(source))
        .or_else(|| words(meta.and_then(|meta| meta.child("creditline"))))
        .or_else(|| provider.and_then(|provider| concepts.name(provider)))
        .or_else(|| metadata.source.take())
        .or_else(code)
        .or_else(|| holder.and_then(|holder| concepts.name(holder)));
    let located: Vec<String> = all("located").filter_map(|place| concepts.name(place)).collect();
    metadata.places.splice(0..0, located);
    concepts.add_subjects(all("subject"), metadata);
    metadata.tags.extend(concepts.in_language(all("keyword")).iter().map(|keyword| keyword.words()));
}
