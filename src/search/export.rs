//! Every article that matches, one after the other, for whoever takes them elsewhere. Ranks nothing, and holds no more than a few articles at a time.

use std::vec::IntoIter;

use serde::{Deserialize, Serialize};
use tantivy::DocAddress;

use super::answer::{MainActor, PassageHit, id_text};
use super::filters::Ready;
use super::hits::{Asked, Marked};
use super::places::Places;
use super::plan::Plan;
use super::rank::{Ranking, Weights};
use super::request::{Evidence, Request, Sort};
use super::searcher::{Prepared, SearchError, Searcher};
use super::syntax::Field;
use crate::annotate::Basis;
use crate::calendar::{Day, PartialDate, Precision};
use crate::index::StoredArticle;

/// So many articles are read at a time: enough that the postings are opened seldom, and few enough for any memory.
const CHUNK: usize = 256;

/// Which articles are exported, and in what order: the part of a [`Request`] that decides that, and no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The query, as the user wrote it. Empty for the filters alone.
    pub query: String,
    /// The day that "yesterday" is before.
    #[serde(rename = "day", with = "day")]
    pub today: Day,
    /// Filters beside the query, as in [`Request::filters`].
    #[serde(with = "filters")]
    pub filters: Vec<(Field, String)>,
    /// What is taken for evidence that an article is about an actor.
    pub evidence: Evidence,
    /// The order.
    pub order: ExportOrder,
    /// Any of the words instead of all.
    pub any: bool,
}

/// The order of exported articles. Those of one day are ordered by id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExportOrder {
    /// The latest first; articles without a date last.
    #[default]
    Newest,
    /// The earliest first; articles without a date last.
    Oldest,
}

impl Selection {
    /// All that match a query, newest first.
    pub fn new(query: impl Into<String>, today: Day) -> Selection {
        let query = query.into();
        let (evidence, order) = (Evidence::Any, ExportOrder::Newest);
        Selection { query, today, filters: Vec::new(), evidence, order, any: false }
    }

    /// The question that those articles answer.
    pub fn request(&self) -> Request {
        let Selection { query, today, filters, evidence, any, .. } = self;
        Request {
            filters: filters.clone(),
            any: *any,
            evidence: *evidence,
            relax: false,
            ..Request::new(query, *today)
        }
    }
}

/// An article that matches, with all that is marked in it.
#[derive(Debug, Clone, Serialize)]
pub struct ExportedArticle {
    /// The article's id, in 16 hexadecimal digits.
    pub id: String,
    /// The identifier that the record carries.
    pub own_id: Option<String>,
    /// As published.
    pub title: String,
    /// The spans of the title that made it match.
    pub title_highlights: Vec<[usize; 2]>,
    /// When it came out.
    pub published: Option<PartialDate>,
    /// How precisely that is known.
    pub published_precision: Option<Precision>,
    /// How it is known.
    pub published_basis: Basis,
    /// `path!member:line`.
    pub record: String,
    /// The article's address.
    pub url: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// The section or categories.
    pub sections: Vec<String>,
    /// The authors' names.
    pub authors: Vec<String>,
    /// The language, as an ISO 639-1 code.
    pub language: Option<String>,
    /// The actors that it is mainly about, the foremost first, as they count in this index.
    pub actors: Vec<MainActor>,
    /// The passages that anything is marked in, in the order of the text; none where only the title or the filters match.
    pub passages: Vec<PassageHit>,
    /// The whole text. Whoever does not want it in JSON takes it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// A hash of title and text, in 32 hexadecimal digits, by which it is noticed that these are not what they were.
    pub content_hash: String,
}

/// The articles of a [`Selection`], each once. They are read as they are asked for; what the index held when the export began is what comes.
pub struct Export<'a> {
    searcher: &'a Searcher,
    snapshot: tantivy::Searcher,
    plan: Plan,
    filters: Vec<Ready>,
    complaints: Vec<String>,
    matches: u64,
    unread: IntoIter<DocAddress>,
    read: IntoIter<ExportedArticle>,
}

impl Searcher {
    /// Every article that matches. Never relaxes, and leaves nothing out.
    ///
    /// ```
    /// use dateline::calendar::Day;
    /// use dateline::search::{SearchError, Searcher, Selection};
    ///
    /// fn titles(searcher: &Searcher, today: Day) -> Result<Vec<String>, SearchError> {
    ///     let export = searcher.export(&Selection::new("taliban recognition", today))?;
    ///     export.map(|article| article.map(|article| article.title)).collect()
    /// }
    /// ```
    ///
    /// # Errors
    /// As [`Searcher::search`]; an index that fails later ends the articles with an error.
    pub fn export(&self, selection: &Selection) -> Result<Export<'_>, SearchError> {
        let request = selection.request();
        let Prepared { plan, filters, complaints } = self.prepare(&request)?;
        let sort = match selection.order {
            ExportOrder::Newest => Sort::Newest,
            ExportOrder::Oldest => Sort::Oldest,
        };
        let gathered = self.gather(&request, &plan, &filters, usize::MAX, sort)?;
        let unread: Vec<DocAddress> = gathered.best.iter().map(|found| found.address).collect();
        Ok(Export {
            searcher: self,
            snapshot: self.tantivy(),
            plan,
            filters,
            complaints,
            matches: gathered.matches,
            unread: unread.into_iter(),
            read: Vec::new().into_iter(),
        })
    }
}

impl Export<'_> {
    /// How many articles there are in all.
    pub fn matches(&self) -> u64 {
        self.matches
    }

    /// What could not be done as asked, and what was understood instead.
    pub fn complaints(&self) -> &[String] {
        &self.complaints
    }

    /// Reads the next articles.
    fn chunk(&mut self) -> Result<Vec<ExportedArticle>, SearchError> {
        let addresses: Vec<DocAddress> = self.unread.by_ref().take(CHUNK).collect();
        let (searcher, fields, table) = (&self.snapshot, self.searcher.fields(), self.searcher.table()?);
        let failed = |error| self.searcher.failed(error);
        let ranking = Ranking::default();
        let weights = &Weights::of(&self.plan, fields, searcher, &ranking).map_err(failed)?;
        let asked = Asked { plan: &self.plan, filters: &self.filters, weights, passages: 0, table, fields, searcher };
        asked.each(&addresses, |number, places| exported(&asked, addresses[number], places)).map_err(failed)
    }
}

impl Iterator for Export<'_> {
    type Item = Result<ExportedArticle, SearchError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.read.len() == 0 && self.unread.len() > 0 {
            match self.chunk() {
                Ok(articles) => self.read = articles.into_iter(),
                Err(error) => {
                    self.unread = Vec::new().into_iter();
                    return Some(Err(error));
                }
            }
        }
        self.read.next().map(Ok)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.read.len() + self.unread.len();
        (usize::from(left > 0), Some(left))
    }
}

fn exported(asked: &Asked, address: DocAddress, places: &Places) -> tantivy::Result<ExportedArticle> {
    let Marked { article, marks, title_highlights } = asked.marked(address, places)?;
    let content_hash = content_hash(&article);
    let StoredArticle { title, body, facts } = article;
    Ok(ExportedArticle {
        id: id_text(facts.id),
        own_id: facts.metadata.own_id,
        title,
        title_highlights,
        published: facts.published,
        published_precision: facts.published.map(PartialDate::precision),
        published_basis: facts.basis,
        record: facts.record,
        url: facts.metadata.url,
        source: facts.metadata.source,
        sections: facts.metadata.sections,
        authors: facts.metadata.authors,
        language: facts.language,
        actors: asked.actors(facts.main_actors),
        passages: asked.marked_passages(&body, places, &marks),
        body: Some(body),
        content_hash,
    })
}

fn content_hash(article: &StoredArticle) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(article.title.len() as u64).to_le_bytes());
    hasher.update(article.title.as_bytes()).update(article.body.as_bytes());
    hasher.finalize().to_hex()[..32].to_string()
}

/// Filters in JSON: `[{"field":"date","value":"2021-08"}]`.
mod filters {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Field;

    #[derive(Serialize, Deserialize)]
    struct Filter {
        #[serde(with = "field")]
        field: Field,
        value: String,
    }

    pub fn serialize<S: Serializer>(filters: &[(Field, String)], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(filters.iter().map(|(field, value)| Filter { field: *field, value: value.clone() }))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(Field, String)>, D::Error> {
        let filters: Vec<Filter> = Vec::deserialize(deserializer)?;
        Ok(filters.into_iter().map(|filter| (filter.field, filter.value)).collect())
    }

    mod field {
        use super::{Deserialize, Deserializer, Error, Field, Serialize, Serializer};

        #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands on references")]
        pub fn serialize<S: Serializer>(field: &Field, serializer: S) -> Result<S::Ok, S::Error> {
            field.name().serialize(serializer)
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Field, D::Error> {
            let name = String::deserialize(deserializer)?;
            Field::from_name(&name).ok_or_else(|| Error::custom(format!("there is no field {name:?}")))
        }
    }
}

/// A day in JSON: `"2021-08-15"`.
mod day {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{Day, PartialDate, Precision};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands on references")]
    pub fn serialize<S: Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(day)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let date = PartialDate::deserialize(deserializer)?;
        let is_day = date.precision() == Precision::Day;
        if is_day { Ok(date.first()) } else { Err(Error::custom(format!("{date} is not a day"))) }
    }
}
