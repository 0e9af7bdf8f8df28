//! From ranked articles to hits: the stored article, its best passages, and what is marked in them. Ranks no articles.

use std::ops::Range;

use tantivy::query::EnableScoring;
use tantivy::{DocAddress, TantivyDocument};

use super::answer::{Hit, MainActor, PassageHit, id_text};
use super::collect::rounded;
use super::filters::Ready;
use super::highlight::{Marks, in_text, marks};
use super::listing::Listed;
use super::places::{Places, PlacesReader, each_segment};
use super::plan::{Clause, Plan};
use super::rank::Weights;
use crate::actors::{Key, Table};
use crate::annotate::ActorKind;
use crate::index::{Fields, StoredArticle, restore};

/// What hits are made for.
pub struct Asked<'a> {
    /// The plan that the articles matched.
    pub plan: &'a Plan,
    /// Its filters, ready.
    pub filters: &'a [Ready],
    /// What its words weigh.
    pub weights: &'a Weights<'a>,
    /// How many passages of each article are wanted.
    pub passages: usize,
    /// What actors count as.
    pub table: &'a Table,
    /// The fields of the index.
    pub fields: &'a Fields,
    /// The index.
    pub searcher: &'a tantivy::Searcher,
}

/// An article as it is kept, with what a query marks in it.
pub struct Marked {
    /// The article.
    pub article: StoredArticle,
    /// The tokens that are marked.
    pub marks: Marks,
    /// The bytes of the title that are.
    pub title_highlights: Vec<[usize; 2]>,
}

impl Asked<'_> {
    /// The hits of a page, in their order.
    pub fn hits(&self, page: &[Listed]) -> tantivy::Result<Vec<Hit>> {
        let addresses: Vec<DocAddress> = page.iter().map(|listed| listed.address).collect();
        self.each(&addresses, |number, places| self.hit(page[number], places))
    }

    /// What is made of each of these articles, by its number among them and the places in it; in their order.
    pub fn each<T>(
        &self,
        addresses: &[DocAddress],
        make: impl Fn(usize, &Places) -> tantivy::Result<T>,
    ) -> tantivy::Result<Vec<T>> {
        let mut made: Vec<Option<T>> = addresses.iter().map(|_| None).collect();
        each_segment(addresses.iter().copied(), self.searcher, |segment, of_segment| {
            let mut reader = PlacesReader::open(self.plan, &self.plan.all_leaves(), self.fields, segment)?;
            for &(address, number) in of_segment {
                made[number] = Some(make(number, reader.read(address.doc_id))?);
            }
            Ok(())
        })?;
        Ok(made.into_iter().flatten().collect())
    }

    /// The stored article at an address, with what is marked in it.
    pub fn marked(&self, address: DocAddress, places: &Places) -> tantivy::Result<Marked> {
        let article = stored(self.searcher, address, self.fields)?;
        let holds = self.filters_of(address)?;
        let marks = marks(self.plan, places, &|filter| holds[filter]);
        let in_title = in_text(&article.title, 0..article.title.len(), 0, &marks.title);
        let title_highlights = in_title.iter().map(|r| [r.start, r.end]).collect();
        Ok(Marked { article, marks, title_highlights })
    }

    fn hit(&self, listed: Listed, places: &Places) -> tantivy::Result<Hit> {
        let Listed { address, score, passage, .. } = listed;
        let Marked { article, marks, title_highlights } = self.marked(address, places)?;
        let StoredArticle { title, body, facts } = article;
        Ok(Hit {
            id: id_text(facts.id),
            own_id: facts.metadata.own_id,
            title_highlights,
            title,
            published: facts.published,
            published_precision: facts.published.map(|d| d.precision()),
            published_basis: facts.basis,
            record: facts.record,
            url: facts.metadata.url,
            source: facts.metadata.source,
            actors: self.actors(facts.main_actors),
            score: rounded(score),
            passages: self.passages(passage, &body, places, &marks),
            explain: None,
        })
    }

    /// Actors as they count, each once.
    pub fn actors(&self, main: Vec<(ActorKind, String)>) -> Vec<MainActor> {
        let mut actors: Vec<MainActor> = Vec::new();
        for Key { kind, name } in main.into_iter().filter_map(|(kind, name)| self.table.actor(&Key { kind, name })) {
            let actor = MainActor { name, kind };
            if !actors.contains(&actor) {
                actors.push(actor);
            }
        }
        actors
    }

    /// The passage of that number, or the best ones; the first one where no word of the query is in the body.
    fn passages(&self, only: Option<usize>, body: &str, places: &Places, marks: &Marks) -> Vec<PassageHit> {
        let mut scored = self.weights.passages(places);
        if let Some(only) = only {
            return scored.get(only).map(|p| passage(body, places, p.number, p.score, marks)).into_iter().collect();
        }
        let first = scored.first().copied();
        // The end of a phrase that begins in the passage before scores nothing, and is marked all the same.
        scored.retain(|p| p.score > 0.0 || is_marked(p.number, places, marks));
        scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.number.cmp(&b.number)));
        if scored.is_empty() {
            scored.extend(first);
        }
        let best = scored.iter().take(self.passages);
        best.map(|p| passage(body, places, p.number, p.score, marks)).collect()
    }

    /// The passages that anything is marked in, in the order of the text.
    pub fn marked_passages(&self, body: &str, places: &Places, marks: &Marks) -> Vec<PassageHit> {
        let mut scored = self.weights.passages(places);
        scored.retain(|p| is_marked(p.number, places, marks));
        scored.iter().map(|p| passage(body, places, p.number, p.score, marks)).collect()
    }

    /// Which filters hold for one article. Only a filter among alternatives can fail to.
    pub fn filters_of(&self, address: DocAddress) -> tantivy::Result<Vec<bool>> {
        let plain = |part: &Clause| matches!(part, Clause::Leaf(_) | Clause::Filter(_));
        let among_alternatives = match &self.plan.root {
            Clause::And(parts) => !parts.iter().all(plain),
            root => matches!(root, Clause::Or(_)),
        };
        if !among_alternatives {
            return Ok(vec![true; self.filters.len()]);
        }
        let segment = self.searcher.segment_reader(address.segment_ord);
        let holds = |ready: &Ready| -> tantivy::Result<bool> {
            let weight = ready.query.weight(EnableScoring::disabled_from_searcher(self.searcher))?;
            let mut scorer = weight.scorer(segment, 1.0)?;
            Ok(scorer.doc() == address.doc_id
                || (scorer.doc() < address.doc_id && scorer.seek(address.doc_id) == address.doc_id))
        };
        self.filters.iter().map(holds).collect()
    }
}

fn is_marked(number: usize, places: &Places, marks: &Marks) -> bool {
    let (begin, end) = (places.bounds[number].token, places.bounds[number + 1].token);
    let next = marks.body.partition_point(|mark| mark.end <= begin);
    marks.body.get(next).is_some_and(|mark| mark.start < end)
}

fn passage(body: &str, places: &Places, number: usize, score: f64, marks: &Marks) -> PassageHit {
    let (begin, next) = (places.bounds[number], places.bounds[number + 1]);
    let text = body.get(begin.byte..next.byte).unwrap_or_default().trim_end();
    let part = begin.byte..begin.byte + text.len();
    let inside = |mark: Range<usize>| [mark.start - part.start, mark.end - part.start];
    let highlights = in_text(body, part.clone(), begin.token, &marks.body).into_iter().map(inside).collect();
    PassageHit { number: number + 1, start: part.start, end: part.end, text: text.to_string(), score, highlights }
}

/// The stored article at an address.
pub fn stored(searcher: &tantivy::Searcher, address: DocAddress, fields: &Fields) -> tantivy::Result<StoredArticle> {
    let document: TantivyDocument = searcher.doc(address)?;
    restore(&document, fields)
        .map_err(|e| tantivy::TantivyError::DataCorruption(tantivy::error::DataCorruption::comment_only(e.to_string())))
}
