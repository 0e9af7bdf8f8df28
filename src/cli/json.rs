//! An annotated article in the JSON shape of the contract. Offsets are bytes of the body, or of the title where the name says so.

use dateline::annotate::dates::Modifier;
use dateline::annotate::{ActorKind, Article, Basis, Contradiction, DateMention, Mention, TimeKind};
use dateline::calendar::{PartialDate, Precision};
use dateline::read::Record;
use dateline::search::id_text;
use serde::Serialize;

/// An article as `annotate --json` prints it.
#[derive(Serialize)]
pub struct ArticleJson<'a> {
    id: String,
    own_id: Option<&'a str>,
    title: &'a str,
    body: &'a str,
    language: Option<&'static str>,
    published: Option<PartialDate>,
    published_precision: Option<Precision>,
    published_basis: Basis,
    #[serde(skip_serializing_if = "Option::is_none")]
    published_contradiction: Option<Contradiction>,
    dates: Vec<DateJson<'a>>,
    mentions: Vec<MentionJson<'a>>,
    title_dates: Vec<DateJson<'a>>,
    title_mentions: Vec<MentionJson<'a>>,
    passages: Vec<[usize; 2]>,
    record: &'a Record,
    url: Option<&'a str>,
    source: Option<&'a str>,
    sections: &'a [String],
    authors: &'a [String],
    /// What the record says of itself, beside what is seen in its text.
    tags: &'a [String],
    people: &'a [String],
    organisations: &'a [String],
    places: &'a [String],
    notes: Vec<NoteJson>,
}

#[derive(Serialize)]
struct NoteJson {
    note: &'static str,
    detail: String,
}

#[derive(Serialize)]
struct DateJson<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(rename = "type")]
    kind: TimeKind,
    value: &'a str,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    modifier: Option<&'static str>,
}

#[derive(Serialize)]
struct MentionJson<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(rename = "type")]
    kind: ActorKind,
    actor: &'a str,
}

impl<'a> ArticleJson<'a> {
    /// The article under its id.
    pub fn new(article: &'a Article, id: u64) -> Self {
        let Article { title, body, metadata, published, .. } = article;
        ArticleJson {
            id: id_text(id),
            own_id: metadata.own_id.as_deref(),
            title,
            body,
            language: article.language,
            published: published.date,
            published_precision: published.date.map(PartialDate::precision),
            published_basis: published.basis,
            published_contradiction: published.contradiction,
            dates: dates(body, &article.dates),
            mentions: mentions(body, &article.mentions),
            title_dates: dates(title, &article.title_dates),
            title_mentions: mentions(title, &article.title_mentions),
            passages: article.passages.iter().map(|p| [p.start, p.end]).collect(),
            record: &article.record,
            url: metadata.url.as_deref(),
            source: metadata.source.as_deref(),
            sections: &metadata.sections,
            authors: &metadata.authors,
            tags: &metadata.tags,
            people: &metadata.people,
            organisations: &metadata.organisations,
            places: &metadata.places,
            notes: article.notes.iter().map(|note| NoteJson { note: note.name(), detail: note.to_string() }).collect(),
        }
    }
}

fn dates<'a>(text: &'a str, dates: &'a [DateMention]) -> Vec<DateJson<'a>> {
    let json = |DateMention { range, kind, value, modifier }: &'a DateMention| {
        let text = text.get(range.clone()).unwrap_or_default();
        DateJson {
            start: range.start,
            end: range.end,
            text,
            kind: *kind,
            value,
            modifier: modifier.map(Modifier::name),
        }
    };
    dates.iter().map(json).collect()
}

fn mentions<'a>(text: &'a str, mentions: &'a [Mention]) -> Vec<MentionJson<'a>> {
    let json = |Mention { range, kind, actor }: &'a Mention| {
        let text = text.get(range.clone()).unwrap_or_default();
        MentionJson { start: range.start, end: range.end, text, kind: *kind, actor }
    };
    mentions.iter().map(json).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::annotate::Published;
    use dateline::read::{Metadata, Note};

    #[test]
    fn the_shape_of_the_contract() {
        let contradiction = Some(Contradiction { date: PartialDate::Year(2019), basis: Basis::Url });
        let article = Article {
            record: Record { line: Some(3), ..Record::file("a.jsonl") },
            title: "Kabul falls".to_string(),
            body: "On 15 August 2021 Kabul fell.".to_string(),
            metadata: Metadata::default(),
            notes: vec![Note::Garbled(2)],
            language: Some("en"),
            published: Published { date: "2021-08".parse().ok(), basis: Basis::Text, contradiction },
            dates: vec![DateMention {
                range: 3..17,
                kind: TimeKind::Date,
                value: "2021-08-15".to_string(),
                modifier: None,
            }],
            title_dates: vec![],
            mentions: vec![Mention { range: 18..23, kind: ActorKind::Place, actor: "Kabul".to_string() }],
            title_mentions: vec![],
            passages: vec![],
        };
        let json = serde_json::to_string(&ArticleJson::new(&article, 0xab)).unwrap();
        let parts = [
            r#"{"id":"00000000000000ab","own_id":null,"title":"Kabul falls","body":"On 15"#,
            r#""language":"en","published":"2021-08","published_precision":"month","published_basis":"text""#,
            r#""published_contradiction":{"date":"2019","basis":"url"}"#,
            r#""dates":[{"start":3,"end":17,"text":"15 August 2021","type":"DATE","value":"2021-08-15"}]"#,
            r#""mentions":[{"start":18,"end":23,"text":"Kabul","type":"LOC","actor":"Kabul"}],"title_dates":[]"#,
            r#""passages":[],"record":"a.jsonl:3""#,
            r#""notes":[{"note":"garbled","detail":"garbled in 2 places"}]"#,
        ];
        for part in parts {
            assert!(json.contains(part), "{part} in {json}");
        }
    }
}
