//! What the numbers of an index mean, for one user: the values of facets, and the actors that keys count as. Counts nothing.

use tantivy::SegmentReader;

use super::actor_numbers::ActorNumbers;
use super::request::Evidence;
use super::value_counts::SegmentCounts;
use crate::actors::{ActorsFile, Table};
use crate::annotate::ActorKind;
use crate::index::{IndexDirectory, IndexError, NumberedValues};

/// The names behind the numbers.
pub struct Numbers {
    /// What keys count as, by name.
    pub table: Table,
    /// The values of the facet columns.
    pub values: NumberedValues,
    /// What keys count as, by number.
    pub actors: ActorNumbers,
}

impl Numbers {
    /// The names of an index as a searcher sees it, for the user with this file.
    pub fn new(
        directory: &IndexDirectory,
        searcher: &tantivy::Searcher,
        file: ActorsFile,
    ) -> Result<Numbers, IndexError> {
        let (register, values) = directory.names(searcher)?;
        let table = Table::new(register, file);
        let actors = ActorNumbers::new(&values, &table);
        Ok(Numbers { table, values, actors })
    }

    /// The kind and the name of the actor of a number.
    pub fn actor(&self, number: u32) -> Option<(ActorKind, &str)> {
        self.actors.name(number, &self.values)
    }

    /// Prepares to count the actors of a segment, on the evidence that is wanted.
    pub fn segment_actors(&self, segment: &SegmentReader, evidence: Evidence) -> tantivy::Result<SegmentCounts> {
        let counts_as = Some(self.actors.counts_as());
        SegmentCounts::new(segment, evidence.columns(), &self.values, counts_as, self.actors.len())
    }
}
