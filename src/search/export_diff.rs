//! What has changed since an export: its query is asked again, and the articles are compared with those of the manifest. Writes nothing.

use rustc_hash::FxHashMap;
use serde::Serialize;
use tantivy::Term;
use tantivy::collector::Count;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;

use super::export_manifest::{ExportManifest, ManifestHit, Meaning};
use super::saved::SavedQueries;
use super::searcher::{SearchError, Searcher};

/// What has changed since an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportDiff {
    /// How many articles match now.
    pub matches: u64,
    /// Articles that match now and did not then, in the order of the export.
    pub new: Vec<ManifestHit>,
    /// Articles that matched then and do not now, in the order of the manifest.
    pub gone: Vec<GoneHit>,
    /// Articles that match as they did, but are not what they were, in the order of the export.
    pub changed: Vec<ChangedHit>,
    /// What could not be done as asked, and what was understood instead.
    pub complaints: Vec<String>,
}

/// An article that does not match any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoneHit {
    /// As it was.
    #[serde(flatten)]
    pub hit: ManifestHit,
    /// Whether the index still holds an article of that id.
    pub is_indexed: bool,
}

/// An article that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedHit {
    /// As it is.
    #[serde(flatten)]
    pub hit: ManifestHit,
    /// As it was.
    pub before: ManifestHit,
}

impl ChangedHit {
    fn of(hit: ManifestHit, before: ManifestHit) -> Option<ChangedHit> {
        let changed = ChangedHit { hit, before };
        (changed.is_text_changed() || changed.is_date_changed()).then_some(changed)
    }

    /// Whether its title or its text is another.
    pub fn is_text_changed(&self) -> bool {
        self.hit.content_hash != self.before.content_hash
    }

    /// Whether its date of publication is another.
    pub fn is_date_changed(&self) -> bool {
        self.hit.published != self.before.published
    }
}

impl ExportDiff {
    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.gone.is_empty() && self.changed.is_empty()
    }
}

impl ExportManifest {
    /// The saved queries that stood for something else when the manifest was made than they do now, as they were.
    pub fn other_meanings(&self, now: &SavedQueries) -> Vec<&Meaning> {
        let is_other = |meaning: &&Meaning| now.get(&meaning.name) != Some(&meaning.query);
        self.export.saved_queries.iter().filter(is_other).collect()
    }
}

impl Searcher {
    /// Asks what a manifest asked, on the day that it was then. What saved queries stand for is what this searcher knows: see
    /// [`ExportManifest::saved_queries`].
    ///
    /// # Errors
    /// As [`Searcher::export`].
    pub fn diff(&self, manifest: &ExportManifest) -> Result<ExportDiff, SearchError> {
        let export = self.export(&manifest.export.asked)?;
        let (matches, complaints) = (export.matches(), export.complaints().to_vec());
        let mut before: FxHashMap<&str, &ManifestHit> =
            manifest.hits.iter().map(|hit| (hit.id.as_str(), hit)).collect();
        let (mut new, mut changed) = (Vec::new(), Vec::new());
        for article in export {
            let hit = ManifestHit::of(&article?);
            match before.remove(hit.id.as_str()) {
                None => new.push(hit),
                Some(before) => changed.extend(ChangedHit::of(hit, before.clone())),
            }
        }
        let gone = manifest.hits.iter().filter(|hit| before.remove(hit.id.as_str()).is_some());
        let gone = gone.map(|hit| Ok(GoneHit { is_indexed: self.holds(&hit.id)?, hit: hit.clone() }));
        let gone = gone.collect::<Result<Vec<_>, SearchError>>()?;
        Ok(ExportDiff { matches, new, gone, changed, complaints })
    }

    /// Whether there is an article of this id.
    fn holds(&self, id: &str) -> Result<bool, SearchError> {
        let Ok(id) = u64::from_str_radix(id, 16) else { return Ok(false) };
        let query = TermQuery::new(Term::from_field_u64(self.fields().id, id), IndexRecordOption::Basic);
        Ok(self.tantivy().search(&query, &Count).map_err(|e| self.failed(e))? > 0)
    }
}
