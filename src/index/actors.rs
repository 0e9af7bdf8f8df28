//! The register of an index's actors: made at the end of a refresh out of the facet columns, and kept beside the manifest under the same number.
//! Knows what articles are counted by, not how names are compared.

use std::io;
use std::path::Path;

use rustc_hash::FxHashMap;
use tantivy::directory::{Directory, MmapDirectory};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use super::company::Company;
use super::directory::IndexDirectory;
use super::error::IndexError;
use super::schema::{FacetColumn, Fields};
use crate::actors::variants::{Groups, Named, group};
use crate::actors::{Counted, Key, Register};
use crate::annotate::known_actor;

/// The columns that have actors.
pub(super) const COLUMNS: [FacetColumn; 2] = [FacetColumn::Actor, FacetColumn::Tagged];

impl IndexDirectory {
    /// The names of all actors in the index, as of the last commit.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn register(&self) -> Result<Register, IndexError> {
        let path = self.register_path(self.committed()?);
        let kept = MmapDirectory::open(self.path()).ok().zip(path.file_name());
        let kept = kept.and_then(|(folder, name)| folder.open_read(Path::new(name)).ok()?.read_bytes().ok());
        // A refresh that was cut off between its commit and the register has left none.
        if let Some(register) = kept.and_then(Register::new) {
            return Ok(register);
        }
        let made = Register::new(self.make_register()?);
        made.ok_or_else(|| self.damaged("the register of its actors".to_string()))
    }

    /// The keys of the index in their order, with their numbers of articles.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn actor_keys(&self) -> Result<Vec<Counted>, IndexError> {
        let failed = |e| IndexError::engine(self.path(), e);
        counted(&self.index().reader().map_err(failed)?.searcher(), self.fields()).map_err(failed)
    }

    /// The keys of the index, and which of them are one actor, or may be.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn actor_groups(&self) -> Result<(Vec<Counted>, Groups), IndexError> {
        let keys = self.actor_keys()?;
        let searcher = self.index().reader().map_err(|e| IndexError::engine(self.path(), e))?.searcher();
        let names: Vec<Named> = keys.iter().map(named).collect();
        let groups = group(&names, &Company::new(&searcher, self.fields(), &keys));
        Ok((keys, groups))
    }

    fn make_register(&self) -> Result<Vec<u8>, IndexError> {
        let (keys, groups) = self.actor_groups()?;
        Ok(Register::write(&keys, &groups.leader))
    }

    /// Keeps the register under the number of the last commit, if it is not there, and removes those of others.
    pub(super) fn keep_register(&self) -> Result<(), IndexError> {
        let path = self.register_path(self.committed()?);
        if path.exists() {
            return Ok(());
        }
        let write = |bytes: &[u8]| -> io::Result<()> {
            let mut file = tempfile::NamedTempFile::new_in(self.path())?;
            io::Write::write_all(&mut file, bytes)?;
            file.persist(&path)?;
            Ok(())
        };
        write(&self.make_register()?).map_err(|e| IndexError::io(&path, e))?;
        self.remove_others(&path);
        Ok(())
    }
}

fn named(Counted { key, articles }: &Counted) -> Named<'_> {
    let known = known_actor(&key.name).is_some_and(|(kind, name)| kind == key.kind && name == key.name);
    Named { kind: key.kind, name: &key.name, articles: *articles, known }
}

/// Every key of the index, with how many articles have it in their text or their record.
fn counted(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Vec<Counted>> {
    let mut articles: FxHashMap<Key, u32> = FxHashMap::default();
    for segment in searcher.segment_readers() {
        for column in COLUMNS {
            let inverted = segment.inverted_index(fields.facet(column))?;
            let mut terms = inverted.terms().stream()?;
            while terms.advance() {
                let Some(key) = key_of(terms.key()) else { continue };
                let one_by_one = segment.has_deletes() || column != FacetColumn::Actor;
                let number = match one_by_one {
                    false => terms.value().doc_freq,
                    true => {
                        let mut documents =
                            inverted.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
                        let other = (column != FacetColumn::Actor).then(|| fields.facet(FacetColumn::Actor));
                        alive(segment, &mut documents, other.map(|field| term(field, &key)))?
                    }
                };
                *articles.entry(key).or_default() += number;
            }
        }
    }
    let mut keys: Vec<Counted> =
        articles.into_iter().map(|(key, articles)| Counted { key, articles }).filter(|k| k.articles > 0).collect();
    keys.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    Ok(keys)
}

/// How many of some documents are not deleted, and have not a term.
fn alive(segment: &SegmentReader, documents: &mut impl DocSet, without: Option<Term>) -> tantivy::Result<u32> {
    let mut without = match without {
        Some(term) => segment.inverted_index(term.field())?.read_postings(&term, IndexRecordOption::Basic)?,
        None => None,
    };
    let mut number = 0;
    while documents.doc() != TERMINATED {
        let doc = documents.doc();
        let is_other =
            without.as_mut().is_some_and(|other| other.doc() == doc || (other.doc() < doc && other.seek(doc) == doc));
        number += u32::from(!is_other && !segment.is_deleted(doc));
        documents.advance();
    }
    Ok(number)
}

/// The term of a key in a column.
pub(super) fn term(column: Field, key: &Key) -> Term {
    Term::from_facet(column, &tantivy::schema::Facet::from_path(key.path()))
}

/// The key that a facet's term is. Tantivy separates the names of its path by a zero byte; the terms of kinds alone are none.
pub(super) fn key_of(term: &[u8]) -> Option<Key> {
    let path: Vec<&str> = std::str::from_utf8(term).ok()?.split('\0').collect();
    Key::from_path(&path)
}
