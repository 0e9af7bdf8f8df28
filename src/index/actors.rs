//! The register of an index's actors: made at the end of a refresh out of the facet columns, and kept beside the manifest under the same number.
//! Knows what articles are counted by, not how names are compared.

use std::io;
use std::path::Path;
use std::thread;

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
        counted(&self.searcher()?, self.fields()).map_err(|e| IndexError::engine(self.path(), e))
    }

    /// The keys of the index, and which of them are one actor, or may be.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn actor_groups(&self) -> Result<(Vec<Counted>, Groups), IndexError> {
        let searcher = self.searcher()?;
        let keys = counted(&searcher, self.fields()).map_err(|e| IndexError::engine(self.path(), e))?;
        let groups = self.grouped(&keys, &searcher);
        Ok((keys, groups))
    }

    fn searcher(&self) -> Result<Searcher, IndexError> {
        Ok(self.index().reader().map_err(|e| IndexError::engine(self.path(), e))?.searcher())
    }

    fn grouped(&self, keys: &[Counted], searcher: &Searcher) -> Groups {
        let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
        let names: Vec<Named> = thread::scope(|scope| {
            let parts = keys.chunks(keys.len().div_ceil(cores).max(1));
            let parts: Vec<_> = parts.map(|part| scope.spawn(|| part.iter().map(named).collect::<Vec<_>>())).collect();
            parts.into_iter().flat_map(|part| part.join().expect("names are looked up without fail")).collect()
        });
        group(&names, &Company::new(searcher, self.fields(), keys))
    }

    fn make_register(&self) -> Result<Vec<u8>, IndexError> {
        let searcher = self.searcher()?;
        let keys = counted(&searcher, self.fields()).map_err(|e| IndexError::engine(self.path(), e))?;
        Ok(thread::scope(|scope| {
            let names = scope.spawn(|| Register::names(&keys));
            let groups = self.grouped(&keys, &searcher);
            Register::write(&keys, &groups.leader, &names.join().expect("names are written without fail"))
        }))
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
    let counted = thread::scope(|scope| {
        let segments = searcher.segment_readers().iter();
        let threads: Vec<_> = segments.map(|segment| scope.spawn(|| counted_in(segment, fields))).collect();
        threads.into_iter().map(|thread| thread.join().expect("counting does not panic")).collect::<Vec<_>>()
    });
    let mut keys = Vec::new();
    for segment in counted {
        keys.append(&mut segment?);
    }
    // A few runs that are in order already, which the stable sort merges.
    keys.sort_by(|a: &Counted, b| a.key.cmp(&b.key));
    keys.dedup_by(|next, first| {
        let same = next.key == first.key;
        first.articles += if same { next.articles } else { 0 };
        same
    });
    Ok(keys)
}

/// The keys of a segment, those of each kind and column in order.
fn counted_in(segment: &SegmentReader, fields: &Fields) -> tantivy::Result<Vec<Counted>> {
    let mut keys = Vec::new();
    for column in COLUMNS {
        let inverted = segment.inverted_index(fields.facet(column))?;
        let mut terms = inverted.terms().stream()?;
        while terms.advance() {
            let Some(key) = key_of(terms.key()) else { continue };
            let one_by_one = segment.has_deletes() || column != FacetColumn::Actor;
            let articles = match one_by_one {
                false => terms.value().doc_freq,
                true => {
                    let mut documents =
                        inverted.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
                    let other = (column != FacetColumn::Actor).then(|| fields.facet(FacetColumn::Actor));
                    alive(segment, &mut documents, other.map(|field| term(field, &key)))?
                }
            };
            if articles > 0 {
                keys.push(Counted { key, articles });
            }
        }
    }
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
