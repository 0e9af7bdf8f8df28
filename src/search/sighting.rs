//! A passage that names two actors: which of all shows it best, and what it says, with both names marked. Counts nothing.

use std::cmp::Reverse;
use std::ops::Range;

use tantivy::DocAddress;

use super::answer::id_text;
use super::hits::stored;
use super::searcher::{SearchError, Searcher};
use crate::actors::{Key, Table};
use crate::annotate::{Article, Basis, Mention};
use crate::calendar::{Day, PartialDate};
use crate::index::{Facts, StoredArticle};

/// Where two actors are named together. Of two, the lesser shows it better: the one in a passage that names fewer actors, which is more about them and no
/// list; then the one in the newer article; then the one in the article with the lower id; then the earlier one in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// How many actors the passage names, as its article has them.
    pub(super) actors: usize,
    /// The last day on which the article can have come out.
    pub(super) day: Reverse<Option<i64>>,
    /// The article's.
    pub(super) id: u64,
    /// Its number, where nought is the title.
    pub(super) passage: usize,
    /// Where the article is.
    pub(super) address: DocAddress,
}

/// A passage, or a title, that names two actors.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenTogether {
    /// The article's id, in 16 hexadecimal digits.
    pub id: String,
    /// `path!member:line`.
    pub record: String,
    /// When the article came out.
    pub published: Option<PartialDate>,
    /// How that is known.
    pub published_basis: Basis,
    /// The number of the passage in the article, the first being 1; none for the title.
    pub passage: Option<usize>,
    /// Where it begins in the body, or in the title.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What stands there.
    pub text: String,
    /// The names of the one and of the other in `text`, in their order.
    pub names: [Vec<[usize; 2]>; 2],
}

impl Searcher {
    /// What stands where two actors are named together, for each of these in their order. An article is read and annotated for it once.
    ///
    /// # Errors
    /// When the index fails.
    pub fn seen_together(
        &self,
        pairs: &[(&Key, &Key, Sighting)],
        today: Day,
    ) -> Result<Vec<SeenTogether>, SearchError> {
        let table = self.table()?;
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        order.sort_unstable_by_key(|&number| pairs[number].2.address);
        let mut seen: Vec<Option<SeenTogether>> = vec![None; pairs.len()];
        for of_article in order.chunk_by(|&one, &other| pairs[one].2.address == pairs[other].2.address) {
            let stored = self.stored(pairs[of_article[0]].2)?;
            let article = stored.annotated(today);
            for &number in of_article {
                let (one, other, sighting) = pairs[number];
                seen[number] = Some(at(sighting.passage, [one, other], &article, &stored.facts, table));
            }
        }
        Ok(seen.into_iter().flatten().collect())
    }

    /// The id and the record of each article where two are named together.
    pub(super) fn cited(&self, sightings: &[Sighting]) -> Result<Vec<(String, String)>, SearchError> {
        let mut order: Vec<usize> = (0..sightings.len()).collect();
        order.sort_unstable_by_key(|&number| sightings[number].address);
        let mut cited = vec![(String::new(), String::new()); sightings.len()];
        for of_article in order.chunk_by(|&one, &other| sightings[one].address == sightings[other].address) {
            let Facts { id, record, .. } = self.stored(sightings[of_article[0]])?.facts;
            of_article.iter().for_each(|&number| cited[number] = (id_text(id), record.clone()));
        }
        Ok(cited)
    }

    fn stored(&self, sighting: Sighting) -> Result<StoredArticle, SearchError> {
        stored(&self.tantivy(), sighting.address, self.fields()).map_err(|e| self.failed(e))
    }
}

fn at(number: usize, actors: [&Key; 2], article: &Article, facts: &Facts, table: &Table) -> SeenTogether {
    let passage = number.checked_sub(1);
    let (text, range, mentions) = match passage {
        Some(at) => (&article.body, of_passage(article, at), &article.mentions),
        None => (&article.title, 0..article.title.len(), &article.title_mentions),
    };
    let names_of = |actor: &Key| {
        let is_it =
            |mention: &&Mention| table.actor(&Key::new(mention.kind, mention.actor.as_str())).as_ref() == Some(actor);
        let here = mentions.iter().filter(|mention| range.contains(&mention.range.start)).filter(is_it);
        here.map(|m| [m.range.start - range.start, m.range.end.min(range.end) - range.start]).collect()
    };
    SeenTogether {
        id: id_text(facts.id),
        record: facts.record.clone(),
        published: facts.published,
        published_basis: facts.basis,
        passage: passage.map(|at| at + 1),
        start: range.start,
        end: range.end,
        text: text[range.clone()].to_string(),
        names: actors.map(names_of),
    }
}

fn of_passage(article: &Article, at: usize) -> Range<usize> {
    article.passages.get(at).map_or(0..0, |passage| passage.start..passage.end)
}
