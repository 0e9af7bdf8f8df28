//! The register of an index's actors and the numbers of its values: made at the end of a refresh out of the facet columns, and kept beside the
//! manifest under the same number. Knows what articles are counted by, not how names are compared.

use std::io;
use std::path::Path;
use std::thread;

use tantivy::directory::{Directory, MmapDirectory, OwnedBytes};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use super::company::Company;
use super::directory::IndexDirectory;
use super::error::IndexError;
use super::numbering::{list_of_keys, number_values};
use super::schema::{FacetColumn, Fields};
use super::values::{NumberedValues, ValueList};
use crate::actors::variants::{Groups, Named, group};
use crate::actors::{Counted, Key, Register};
use crate::annotate::known_actor;

/// The columns that have actors.
pub(super) const COLUMNS: [FacetColumn; 2] = [FacetColumn::Actor, FacetColumn::Tagged];

impl IndexDirectory {
    /// The names of all actors in the index as of the last commit, and the numbers of all values in the segments that a searcher sees.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn names(&self, searcher: &Searcher) -> Result<(Register, NumberedValues), IndexError> {
        let number = self.committed()?;
        let register = self.mapped(&self.register_path(number)).and_then(Register::new);
        let values = self.mapped(&self.values_path(number)).and_then(NumberedValues::new);
        // A refresh that was cut off between its commit and these has left none.
        if let Some((register, values)) = register.zip(values.filter(|values| values.cover(searcher))) {
            return Ok((register, values));
        }
        let made = self.make_names(searcher)?;
        let made = Register::new(made.register).zip(NumberedValues::new(made.values));
        made.ok_or_else(|| self.damaged("the register of its actors".to_string()))
    }

    /// A file of the index, if it can be read.
    fn mapped(&self, path: &Path) -> Option<OwnedBytes> {
        MmapDirectory::open(self.path()).ok()?.open_read(Path::new(path.file_name()?)).ok()?.read_bytes().ok()
    }

    /// The keys of the index in the order of values, with their numbers of articles.
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
        let groups = self.grouped(&keys, &list_of_keys(&keys), &searcher);
        Ok((keys, groups))
    }

    fn searcher(&self) -> Result<Searcher, IndexError> {
        Ok(self.index().reader().map_err(|e| IndexError::engine(self.path(), e))?.searcher())
    }

    fn grouped(&self, keys: &[Counted], list: &ValueList, searcher: &Searcher) -> Groups {
        let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
        let names: Vec<Named> = thread::scope(|scope| {
            let parts = keys.chunks(keys.len().div_ceil(cores).max(1));
            let parts: Vec<_> = parts.map(|part| scope.spawn(|| part.iter().map(named).collect::<Vec<_>>())).collect();
            parts.into_iter().flat_map(|part| part.join().expect("names are looked up without fail")).collect()
        });
        group(&names, &Company::new(searcher, self.fields(), keys, list))
    }

    fn make_names(&self, searcher: &Searcher) -> Result<MadeNames, IndexError> {
        let failed = |e| IndexError::engine(self.path(), e);
        let keys = counted(searcher, self.fields()).map_err(failed)?;
        let mut numbering = number_values(searcher, list_of_keys(&keys)).map_err(failed)?;
        let (names, leaders) = thread::scope(|scope| {
            let names = scope.spawn(|| Register::names(&keys));
            let leaders = self.grouped(&keys, &numbering.lists[0], searcher).leader;
            (names.join().expect("names are written without fail"), leaders)
        });
        let register = Register::write(&keys, &leaders, &names);
        numbering.leaders = leaders;
        Ok(MadeNames { register, values: numbering.write() })
    }

    /// Keeps the register and the numbers of values under the number of the last commit, if they are not there, and removes those of others.
    pub(super) fn keep_names(&self) -> Result<(), IndexError> {
        let number = self.committed()?;
        let (register, values) = (self.register_path(number), self.values_path(number));
        if register.exists() && values.exists() {
            return Ok(());
        }
        let made = self.make_names(&self.searcher()?)?;
        for (path, bytes) in [(&register, &made.register), (&values, &made.values)] {
            self.keep(path, bytes).map_err(|e| IndexError::io(path, e))?;
            self.remove_others(path);
        }
        Ok(())
    }

    fn keep(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(self.path())?;
        io::Write::write_all(&mut file, bytes)?;
        file.persist(path)?;
        Ok(())
    }
}

/// What is made of the names of an index: the bytes of two files.
struct MadeNames {
    register: Vec<u8>,
    values: Vec<u8>,
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
    // A few runs that are in the order of values already, which the stable sort merges.
    keys.sort_by(|a: &Counted, b| a.key.path().cmp(&b.key.path()));
    keys.dedup_by(|next, first| {
        let same = next.key == first.key;
        first.articles += if same { next.articles } else { 0 };
        same
    });
    Ok(keys)
}

/// The keys of a segment, those of each column in order.
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
