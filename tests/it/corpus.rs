//! The articles of `corpus/`, indexed once for all tests, and small folders made by hand. Holds no test of its own but that of the truth file.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use dateline::annotate::{Annotator, Article};
use dateline::calendar::Day;
use dateline::index::{IndexDirectory, RefreshOptions, Report};
use dateline::read::{Limits, WalkOptions, read_file, walk};
use dateline::search::Searcher;
use serde::Deserialize;
use tempfile::TempDir;

/// The day on which the tests take place.
pub fn today() -> Day {
    Day::from_ymd(2026, 11, 23).expect("a real day")
}

/// The project's own folder.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder for tests: news to index, and the index beside it.
pub struct Folder {
    temp: TempDir,
}

impl Folder {
    /// An empty one.
    pub fn new() -> Folder {
        let temp = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(temp.path().join("news")).expect("a folder");
        Folder { temp }
    }

    /// The root that is indexed.
    pub fn news(&self) -> PathBuf {
        self.temp.path().join("news")
    }

    /// The folder of the index.
    pub fn index(&self) -> PathBuf {
        self.temp.path().join("index")
    }

    /// Writes a file of news.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.news().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        std::fs::write(path, content).expect("a file");
    }

    /// Brings the index up to date.
    pub fn refresh(&self) -> Report {
        refresh(&self.index(), &[self.news()], None)
    }

    /// Opens the index for questions.
    pub fn searcher(&self) -> Searcher {
        Searcher::open(&self.index()).expect("an index")
    }
}

/// Brings an index up to date with some roots.
pub fn refresh(index: &Path, roots: &[PathBuf], threads: Option<usize>) -> Report {
    let options = RefreshOptions { threads, ..RefreshOptions::new(today()) };
    IndexDirectory::open_or_create(index).expect("an index").refresh(roots, &options, &()).expect("a report")
}

/// The index of `corpus/articles`.
pub fn searcher() -> &'static Searcher {
    static INDEX: OnceLock<(TempDir, Searcher)> = OnceLock::new();
    let (_, searcher) = INDEX.get_or_init(|| {
        let temp = tempfile::tempdir().expect("a temporary folder");
        refresh(temp.path(), &[project().join("corpus/articles")], None);
        let searcher = Searcher::open(temp.path()).expect("an index");
        (temp, searcher)
    });
    searcher
}

/// The articles below a folder, annotated one by one, without an index.
pub fn articles(root: &Path) -> Vec<Article> {
    let mut annotator = Annotator::new(today(), None);
    let mut articles = Vec::new();
    for file in walk(root, WalkOptions::default()).expect("a root").flatten() {
        let _ = read_file(&file.path, None, &Limits::default(), &mut |outcome| {
            articles.extend(outcome.ok().map(|raw| annotator.annotate(raw, &file.relative).article));
            std::ops::ControlFlow::Continue(())
        });
    }
    articles
}

/// A line of `corpus/truth.jsonl`.
#[derive(Debug, Deserialize)]
pub struct Truth {
    pub file: String,
    pub title: String,
    pub published: Option<String>,
    pub person: Vec<String>,
    pub org: Vec<String>,
    pub place: Vec<String>,
    pub about: Vec<String>,
}

/// The truth about `corpus/articles`.
pub fn truth() -> Vec<Truth> {
    let text = std::fs::read_to_string(project().join("corpus/truth.jsonl")).expect("the truth file");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of truth")).collect()
}

#[test]
fn every_article_of_the_corpus_has_its_truth() {
    let mut read: Vec<String> = articles(&project().join("corpus/articles")).into_iter().map(|a| a.title).collect();
    let mut told: Vec<String> = truth().into_iter().map(|t| t.title).collect();
    read.sort();
    told.sort();
    assert_eq!(read, told);
}

#[test]
fn dates_of_publication_are_true_or_missing() {
    let articles = articles(&project().join("corpus/articles"));
    let mut right = 0;
    for truth in truth() {
        let is_it = |a: &&Article| a.title == truth.title && a.record.path.ends_with(Path::new(&truth.file));
        let article = articles.iter().find(is_it).unwrap_or_else(|| panic!("{} is not read", truth.title));
        let found = article.published.date.map(|d| d.to_string());
        let wrong = match (&found, &truth.published) {
            (Some(found), Some(told)) => !told.starts_with(found.as_str()) && !found.starts_with(told.as_str()),
            (found, None) => found.is_some(),
            (None, Some(_)) => false,
        };
        assert!(!wrong, "{}: {found:?} is not {:?}", truth.title, truth.published);
        right += usize::from(found == truth.published);
    }
    assert!(right >= 40, "only {right} of 44 exact");
}

#[test]
fn the_main_dates_of_the_corpus_are_found() {
    let articles = articles(&project().join("corpus/articles"));
    let (mut found, mut told) = (0, 0);
    for truth in truth() {
        let is_it = |a: &&Article| a.title == truth.title && a.record.path.ends_with(Path::new(&truth.file));
        let article = articles.iter().find(is_it).unwrap_or_else(|| panic!("{} is not read", truth.title));
        let dates = article.dates.iter().chain(&article.title_dates).filter_map(|d| d.about());
        let mut dates: Vec<String> = dates.map(|date| date.to_string()).collect();
        // What an article speaks of on the day it came out is often that very day.
        dates.extend(article.published.date.map(|date| date.to_string()));
        found += truth.about.iter().filter(|date| dates.contains(date)).count();
        told += truth.about.len();
    }
    let recall = found as f64 / told as f64;
    println!("main dates of the corpus: recall {recall:.3} of {told}");
    assert!(recall > 0.8, "recall {recall:.3}");
}

#[test]
fn the_actors_of_the_corpus_are_found() {
    let articles = articles(&project().join("corpus/articles"));
    let (mut hits, mut found, mut told) = (0, 0, 0);
    for truth in truth() {
        let Some(article) =
            articles.iter().find(|a| a.title == truth.title && a.record.path.ends_with(Path::new(&truth.file)))
        else {
            continue;
        };
        let mentions = article.mentions.iter().chain(&article.title_mentions);
        let mut actors: Vec<&str> = mentions.map(|m| m.actor.as_str()).collect();
        actors.sort_unstable();
        actors.dedup();
        let expected: Vec<&str> =
            truth.person.iter().chain(&truth.org).chain(&truth.place).map(String::as_str).collect();
        hits += actors.iter().filter(|a| expected.contains(a)).count();
        found += actors.len();
        told += expected.len();
    }
    let (precision, recall) = (hits as f64 / found as f64, hits as f64 / told as f64);
    println!("actors of the corpus: precision {precision:.3}, recall {recall:.3}");
    assert!(precision > 0.75 && recall > 0.7, "precision {precision:.3}, recall {recall:.3}");
}
