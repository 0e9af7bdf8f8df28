//! Which words, phrases and actors are unusually frequent in the articles that match, beside all articles of the index: the measure, and the
//! order of the steps. Copies of a text count once.

use std::cmp::Ordering;

use rustc_hash::FxHashSet;
use serde::Serialize;
use tantivy::{DocAddress, DocId};

use super::compile::compile;
use super::likelihood::log_likelihood;
use super::matching::{Matching, matching};
use super::request::Request;
use super::searcher::{Prepared, SearchError, Searcher};
use super::significant_phrases::phrases;
use super::significant_words::{WordCount, words, written};
use super::value_counts::ValueCounts;
use crate::annotate::ActorKind;

/// In fewer of the articles that match, nothing is frequent.
pub(super) const FEWEST: u32 = 2;

/// What is unusually frequent in some articles, the most unusual first.
#[derive(Debug, Clone, Serialize)]
pub struct Significant {
    /// How many articles match.
    pub matches: u64,
    /// The same, copies of a text counted once.
    pub texts: u64,
    /// How many texts there are in all.
    pub all_texts: u64,
    /// Words in any form, as they are mostly written; without those of the query.
    pub words: Vec<Unusual>,
    /// Words side by side.
    pub phrases: Vec<Unusual>,
    /// People, organisations and places.
    pub actors: Vec<Unusual>,
    /// What could not be done as asked, and what was understood instead.
    pub complaints: Vec<String>,
}

/// Something that is unusually frequent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unusual {
    /// The word, the phrase or the name.
    pub value: String,
    /// What sort of actor it is.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// How many of the texts that match have it.
    pub texts: u64,
    /// How many of all texts have it.
    pub all_texts: u64,
    /// How surely that is no accident: see [`log_likelihood`].
    pub strength: f64,
}

/// How many texts have something: of those that match, and of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub here: u32,
    pub all: u32,
}

/// The texts that are compared, and the measure over them.
pub(super) struct Compared {
    pub matching: u64,
    pub texts: u64,
}

impl Compared {
    /// How unusual something is; none where it is not.
    pub fn strength(&self, tally: Tally) -> Option<f64> {
        let strength = log_likelihood(tally.here.into(), self.matching, tally.all.into(), self.texts);
        (tally.here >= FEWEST && strength > 0.0).then_some(strength)
    }
}

impl Searcher {
    /// The words, phrases and actors that are unusually frequent in the articles that match, `most` of each. Never relaxes.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn significant(&self, request: &Request, most: usize) -> Result<Significant, SearchError> {
        let Prepared { plan, filters, complaints } = self.prepare(request)?;
        let (searcher, fields) = (self.tantivy(), self.fields());
        // All articles that match name those that are asked for.
        let asked = filters.iter().flat_map(|filter| filter.values.iter().cloned()).collect();
        let failed = |error| self.failed(error);
        let found = matching(&searcher, &*compile(&plan, &filters, fields)).map_err(failed)?;
        let compared = Compared { matching: found.matching(), texts: found.texts() };
        let counts = words(&plan, &found, &compared, fields, &searcher, most).map_err(failed)?;
        let shown = written(counts, fields, &searcher).map_err(failed)?;
        let phrases = phrases(&plan, &found, &compared, fields, &searcher, most).map_err(failed)?;
        Ok(Significant {
            matches: found.matches,
            texts: compared.matching,
            all_texts: compared.texts,
            words: shown
                .into_iter()
                .map(|(value, WordCount { tally, strength, .. })| plain(value, tally, strength))
                .collect(),
            phrases: phrases.into_iter().map(|(value, tally, strength)| plain(value, tally, strength)).collect(),
            actors: self.significant_actors(request, &asked, &found, &compared, most)?,
            complaints,
        })
    }

    fn significant_actors(
        &self,
        request: &Request,
        asked: &FxHashSet<(Option<ActorKind>, String)>,
        found: &Matching,
        compared: &Compared,
        most: usize,
    ) -> Result<Vec<Unusual>, SearchError> {
        let numbers = self.numbers()?;
        let count = |is_counted: &dyn Fn(DocAddress) -> bool| -> tantivy::Result<ValueCounts> {
            let mut actors = ValueCounts::default();
            for (ordinal, segment) in (0..).zip(self.tantivy().segment_readers()) {
                let mut counts = numbers.segment_actors(segment, request.evidence)?;
                let docs = (0..segment.max_doc()).filter(|&doc: &DocId| is_counted(DocAddress::new(ordinal, doc)));
                counts.count(&docs.collect::<Vec<DocId>>());
                actors.add(counts.harvest());
            }
            Ok(actors)
        };
        let here = count(&|address| found.is_here(address)).map_err(|e| self.failed(e))?;
        let all = count(&|address| found.is_text(address)).map_err(|e| self.failed(e))?;
        let unusual = here.iter().filter_map(|(number, here)| {
            let tally = Tally { here: here as u32, all: all.of(number) as u32 };
            let strength = compared.strength(tally)?;
            let (kind, name) = numbers.actor(number)?;
            let is_asked = asked.contains(&(Some(kind), name.to_string()));
            (!is_asked).then(|| Unusual { kind: Some(kind.name()), ..plain(name.to_string(), tally, strength) })
        });
        let mut unusual: Vec<Unusual> = unusual.collect();
        unusual.sort_by(|a, b| {
            strongest(a.strength, b.strength).then_with(|| (&a.value, a.kind).cmp(&(&b.value, b.kind)))
        });
        unusual.truncate(most);
        Ok(unusual)
    }
}

fn plain(value: String, tally: Tally, strength: f64) -> Unusual {
    let strength = (strength * 100.0).round() / 100.0;
    Unusual { value, kind: None, texts: tally.here.into(), all_texts: tally.all.into(), strength }
}

/// The greater first.
pub(super) fn strongest(a: f64, b: f64) -> Ordering {
    b.total_cmp(&a)
}
