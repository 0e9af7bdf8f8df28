//! One item of NewsML 1 as an article: what stands in its first component that has a text. Source: NewsML 1.2 functional specification.

use super::content::{Content, TooDeep, content};
use super::{nitf, words};
use crate::read::article::RawArticle;
use crate::read::source::Limits;
use crate::read::wire::{people_of_byline, with_dateline};
use crate::read::xml::Element;

pub(super) fn fill(article: &mut RawArticle, item: &Element, limits: &Limits) -> Result<(), TooDeep> {
    for data in item.below("DataContent") {
        match content(data, limits)? {
            Content::Nitf(document) => nitf::fill(article, document, limits)?,
            Content::Text(text) => article.body = text,
            Content::Other(_) | Content::Nothing => {}
        }
        if !article.body.is_empty() {
            break;
        }
    }
    let first = |name: &str| item.below(name).into_iter().find_map(|element| words(Some(element)));
    let named = |name: &str| {
        let found = item.below(name).into_iter().find_map(|element| element.attribute("FormalName"));
        found.filter(|name| !name.is_empty()).map(str::to_string)
    };
    if let Some(headline) = first("HeadLine") {
        article.title = headline;
    }
    if let Some(dateline) = first("DateLine") {
        article.body = with_dateline(&dateline, std::mem::take(&mut article.body));
    }
    let metadata = &mut article.metadata;
    let dates = ["DateAndTime", "FirstCreated", "ThisRevisionCreated", "DateId"];
    metadata.published.extend(dates.iter().filter_map(|name| first(name)));
    metadata.own_id = first("PublicIdentifier").or_else(|| first("NewsItemId")).or_else(|| metadata.own_id.take());
    if let Some(byline) = first("ByLine") {
        metadata.authors = people_of_byline(&byline);
    }
    let provider = item.below("Provider").into_iter().find_map(|provider| provider.child("Party"));
    let provider = provider.and_then(|party| party.attribute("FormalName")).map(str::to_string);
    metadata.source = first("CreditLine").or(provider).or_else(|| metadata.source.take());
    metadata.language = named("Language")
        .or_else(|| item.attribute("xml:lang").map(str::to_string))
        .or_else(|| metadata.language.take());
    metadata.tags.extend(item.below("KeywordLine").into_iter().map(|line| line.words()));
    Ok(())
}
