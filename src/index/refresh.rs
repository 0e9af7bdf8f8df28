//! Brings an index up to date with its folders: files are read, articles annotated and documents written side by side, over bounded
//! channels, and one commit makes it all visible at once. Knows no format and no annotator by name.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, bounded};
use rustc_hash::FxHashMap;
use tantivy::indexer::NoMergePolicy;
use tantivy::{IndexWriter, TantivyDocument, Term};

use super::claims::Claims;
use super::directory::{IndexDirectory, queries_file, user_file};
use super::document::document;
use super::error::IndexError;
use super::gather::{News, again, gather, note, note_unopened};
use super::ids::{article_id, file_key, id_of_place};
use super::manifest::{ArticleEntry, FileEntry, Manifest};
use super::options::RefreshOptions;
use super::plan::{Job, Plan, content_hash, plan};
use super::progress::{Progress, Stage};
use super::report::Report;
use super::root::{Root, owner};
use super::target::{absolute, target};
use super::terms::Encoder;
use crate::annotate::Annotator;
use crate::read::{OpenFile, RawArticle, Reading, Reason, Skip, read_open};

/// Articles that wait between reading and annotating: enough to keep every thread busy, few enough to hold in memory.
const WAITING: usize = 64;
/// Memory for each of Tantivy's threads before it writes a segment.
const WRITER_MEMORY: usize = 200 << 20;
/// Segments of up to this many articles are rewritten at once when some of theirs are deleted.
const REWRITTEN: u32 = 200_000;

impl IndexDirectory {
    /// Adds the roots, or refreshes all known ones when none is named, and removes what is gone below them.
    ///
    /// # Errors
    /// When a root does not exist (then nothing is removed), when another process is writing, or when the disk refuses.
    pub fn refresh(
        &self,
        roots: &[PathBuf],
        options: &RefreshOptions,
        progress: &dyn Progress,
    ) -> Result<Report, IndexError> {
        let started = Instant::now();
        let threads = options.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, |n| n.get())).max(1);
        // The writer's lock comes first: what is read of the manifest must still hold when it is written.
        let writer =
            self.index().writer_with_num_threads(threads, WRITER_MEMORY * threads).map_err(|e| self.failed(e))?;
        let (number, old) = self.manifest()?;
        let target = target(roots, options, &old, self.path())?;
        progress.stage(Stage::Listing);
        let plan = plan(&target, &old, &self.ours(options)?)?;
        let bytes = plan.jobs.iter().map(|j| j.size).sum();
        progress.stage(Stage::Reading { bytes, files: plan.jobs.len() as u64 });

        let mut new = old.clone();
        new.roots = target.known.clone();
        let readings = target.known.iter().map(|root| (root.path.clone(), root.options.reading())).collect();
        let mut run = Run {
            directory: self,
            writer,
            options,
            readings,
            usual: Reading::default(),
            known: &target.known,
            threads,
            progress,
        };
        run.forget(&plan, &mut new);
        note_unopened(&plan, &target, &mut new);
        let claims = Claims::new(&new.files, &plan.jobs, false);
        run.read(&plan.jobs, &claims, &mut new)?;
        run.settle_claims(&mut new)?;
        let mut report = Report::of(&plan, &target.roots, &old, &new);
        let changed = number == 0 || !plan.is_empty() || (&new.roots, &new.unopened) != (&old.roots, &old.unopened);
        if changed {
            progress.stage(Stage::Writing);
            run.commit(&new, number + 1)?;
        }
        run.finish()?;
        self.keep_names()?;
        report.bytes = bytes;
        report.seconds = started.elapsed().as_secs_f64();
        Ok(report)
    }

    /// What may lie inside the folders that the index is made from and is no article: the index itself, and what the user keeps beside it.
    fn ours(&self, options: &RefreshOptions) -> Result<Vec<PathBuf>, IndexError> {
        let index = absolute(self.path())?;
        let mut ours = vec![user_file(&index), queries_file(&index), index];
        // One that is not there is nobody's.
        ours.extend(options.ours.iter().filter_map(|path| path.canonicalize().ok()));
        Ok(ours)
    }

    fn failed(&self, error: tantivy::TantivyError) -> IndexError {
        IndexError::engine(self.path(), error)
    }
}

impl Plan {
    fn is_empty(&self) -> bool {
        self.jobs.is_empty() && self.touched.is_empty() && self.gone.is_empty()
    }
}

/// One refresh under way.
struct Run<'a> {
    directory: &'a IndexDirectory,
    writer: IndexWriter<TantivyDocument>,
    options: &'a RefreshOptions,
    /// How the files of each root are read.
    readings: FxHashMap<PathBuf, Reading>,
    usual: Reading,
    known: &'a [Root],
    threads: usize,
    progress: &'a dyn Progress,
}

/// An article on its way from a reader to an annotator.
struct Work {
    job: usize,
    /// Its number among the records of the file.
    ordinal: usize,
    /// Its number among the articles of the file.
    number: usize,
    /// What it claims to be called.
    name: u64,
    raw: RawArticle,
}

impl Run<'_> {
    /// Takes files that are gone or have moved out of index and manifest, and notes new times of unchanged ones.
    fn forget(&self, plan: &Plan, manifest: &mut Manifest) {
        for path in &plan.gone {
            self.delete(path);
            manifest.files.remove(path);
        }
        for (path, modified) in &plan.touched {
            if let Some(entry) = manifest.files.get_mut(path) {
                entry.modified = *modified;
            }
        }
    }

    fn delete(&self, path: &Path) {
        self.writer.delete_term(Term::from_field_text(self.directory.fields().file, &file_key(path)));
    }

    /// How a file is read. Every file that is read lies below a root.
    fn reading(&self, path: &Path) -> &Reading {
        owner(self.known, path).and_then(|root| self.readings.get(&root.path)).unwrap_or(&self.usual)
    }

    /// Reads the files of `jobs` into the index and the manifest.
    fn read(&self, jobs: &[Job], claims: &Claims, manifest: &mut Manifest) -> Result<(), IndexError> {
        let (work_in, work_out) = bounded::<Work>(WAITING);
        let (news_in, news_out) = bounded::<News>(WAITING * 16);
        let next = AtomicUsize::new(0);
        let known = &manifest.files;
        let gathered = thread::scope(|scope| {
            for _ in 0..self.threads.min(jobs.len()) {
                let (work_in, news_in, next) = (work_in.clone(), news_in.clone(), &next);
                scope.spawn(move || self.read_files(jobs, next, known, claims, &work_in, &news_in));
            }
            for _ in 0..self.threads {
                let (work_out, news_in) = (work_out.clone(), news_in.clone());
                scope.spawn(move || self.annotate(jobs, claims, &work_out, &news_in));
            }
            // Whoever ends early must not leave the others waiting at a channel that nobody empties.
            drop((work_in, work_out, news_in));
            gather(jobs, news_out)
        })?;
        note(jobs, gathered, manifest);
        Ok(())
    }

    /// A reader: takes files until there are none.
    fn read_files(
        &self,
        jobs: &[Job],
        next: &AtomicUsize,
        known: &BTreeMap<PathBuf, FileEntry>,
        claims: &Claims,
        work: &Sender<Work>,
        news: &Sender<News>,
    ) {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(number) else { return };
            let sent = match open(&job.path) {
                // What was readable before and is not now stays in the index as it was.
                Err(reason) => {
                    news.send(News::skipped(number, String::new(), &reason, &self.reading(&job.path).limits))
                }
                Ok((file, hash)) => {
                    if known.contains_key(&job.path) {
                        self.delete(&job.path);
                    }
                    self.read_one(number, job, &file, claims, work, news);
                    news.send(News::Read { job: number, hash })
                }
            };
            self.progress.file(job.size);
            if sent.is_err() {
                return;
            }
        }
    }

    fn read_one(
        &self,
        number: usize,
        job: &Job,
        file: &OpenFile,
        claims: &Claims,
        work: &Sender<Work>,
        news: &Sender<News>,
    ) {
        let reading = self.reading(&job.path);
        let (mut ordinal, mut articles) = (0, 0);
        let go_on = |sent: bool| if sent { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        let read = isolated(|| {
            read_open(&job.path, file, reading, &mut |outcome| {
                ordinal += 1;
                go_on(match outcome {
                    Ok(raw) => {
                        let name = article_id(&raw, &job.named, ordinal);
                        claims.claim(number, articles, name);
                        articles += 1;
                        work.send(Work { job: number, ordinal, number: articles - 1, name, raw }).is_ok()
                    }
                    Err(Skip { record, reason }) => {
                        news.send(News::skipped(number, record.position(), &reason, &reading.limits)).is_ok()
                    }
                })
            })
        });
        if let Err(reason) = read {
            // If nobody listens any more, the refresh has failed already and says why.
            let _ = news.send(News::skipped(number, String::new(), &reason, &reading.limits));
        }
    }

    /// An annotator: turns articles into documents until there are none.
    fn annotate(&self, jobs: &[Job], claims: &Claims, work: &Receiver<Work>, news: &Sender<News>) {
        let mut annotator = Annotator::new(self.options.today, None);
        let mut encoder = Encoder::default();
        for Work { job: number, ordinal, number: place, name, raw } in work {
            let job = &jobs[number];
            let id = if claims.bears(number, place, name) { name } else { id_of_place(&job.path, &raw, ordinal) };
            let entry = ArticleEntry { name, id };
            let position = raw.record.position();
            let document = isolated(|| {
                let annotated = annotator.annotate(raw, &job.relative);
                let (fields, file) = (self.directory.fields(), file_key(&job.path));
                document(annotated, job.relative.clone(), entry.id, &file, fields, annotator.lexicon(), &mut encoder)
            });
            self.progress.article();
            let sent = match document.map(|document| self.writer.add_document(document)) {
                Ok(Ok(_)) => news.send(News::Article { job: number, ordinal, entry }),
                Ok(Err(error)) => news.send(News::Failed(self.directory.failed(error))),
                Err(reason) => {
                    // What a panic left behind in it is not to be trusted.
                    (annotator, encoder) = (Annotator::new(self.options.today, None), Encoder::default());
                    news.send(News::skipped(number, position, &reason, &self.reading(&job.path).limits))
                }
            };
            if sent.is_err() {
                return;
            }
        }
    }

    /// Reads those files again in which an article bears a name that is another's, as it came before the other, or does not bear its own any
    /// more. So ids do not depend on which of them came first.
    fn settle_claims(&self, manifest: &mut Manifest) -> Result<(), IndexError> {
        let mistaken = Claims::mistaken(&manifest.files);
        let jobs: Vec<Job> = mistaken.into_iter().map(|path| again(path, &manifest.files[path])).collect();
        if jobs.is_empty() {
            return Ok(());
        }
        let claims = Claims::new(&manifest.files, &jobs, true);
        self.read(&jobs, &claims, manifest)
    }

    /// Lets merges end. Deleted articles still count in the statistics that ranking uses; in an index of moderate size the segments that hold
    /// any are written anew, so that the answers are those of an index made afresh.
    fn finish(mut self) -> Result<(), IndexError> {
        let failed = |e| self.directory.failed(e);
        let segments = self.directory.index().searchable_segment_metas().map_err(failed)?;
        let stale: Vec<_> =
            segments.iter().filter(|s| s.has_deletes() && s.max_doc() <= REWRITTEN).map(|s| s.id()).collect();
        if !stale.is_empty() {
            self.writer.set_merge_policy(Box::new(NoMergePolicy));
            // A merge may fail only because another one, just ended, took the segment: then its deletes are gone already.
            let _ = self.writer.merge(&stale).wait();
            // The files of the segments that were merged away; what stays behind costs only space.
            let _ = self.writer.garbage_collect_files().wait();
        }
        self.writer.wait_merging_threads().map_err(failed)
    }

    fn commit(&mut self, manifest: &Manifest, number: u64) -> Result<(), IndexError> {
        let path = self.directory.manifest_path(number);
        let failed = |e| self.directory.failed(e);
        // Neither needs the other, and nothing is visible before both are done.
        let (saved, prepared) = thread::scope(|scope| {
            let saved = scope.spawn(|| manifest.save(&path));
            let prepared = self.writer.prepare_commit();
            (saved.join().expect("saving does not panic"), prepared)
        });
        saved.map_err(|e| IndexError::io(&path, e))?;
        let mut prepared = prepared.map_err(failed)?;
        prepared.set_payload(&number.to_string());
        prepared.commit().map_err(failed)?;
        self.directory.remove_others(&path);
        Ok(())
    }
}

/// A file, and the hash of what it holds.
fn open(path: &Path) -> Result<(OpenFile, String), Reason> {
    let file = OpenFile::open(path)?;
    let hash = file.content().and_then(content_hash).map_err(|error| Reason::from_io(&error))?;
    Ok((file, hash))
}

/// Does something to one record or file. If dateline itself is at fault, the others must not suffer from it.
fn isolated<T>(work: impl FnOnce() -> T) -> Result<T, Reason> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let said = panic.downcast_ref::<&str>().map(|text| text.to_string());
        Reason::Fault(said.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_our_own_is_one_more_reason() {
        assert_eq!(isolated(|| 3), Ok(3));
        let broken: Vec<u8> = Vec::new();
        let reason = isolated(|| broken[0]).unwrap_err().to_string();
        assert!(reason.starts_with("dateline failed on it") && reason.contains("out of bounds"), "{reason}");
    }
}
