//! The texts that are measured on: the real ones, and a larger collection recombined from their sentences. Knows no index.

use std::fs;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use dateline::read::{Limits, WalkOptions, read_file, walk};
use dateline::text::{Lexicon, paragraphs, sentences};

use crate::random::Random;

/// Articles in one file of the large collection.
const SHARD: usize = 1_000;
/// Real articles that one recombined article takes its sentences from.
const PARENTS: usize = 3;
/// Sentences in a recombined paragraph.
const PARAGRAPH: usize = 3;

/// What both sides index.
pub struct Article {
    /// The first line.
    pub title: String,
    /// The rest.
    pub body: String,
}

/// Articles in memory and the files that they are read from.
pub struct Collection {
    /// Its name in the table.
    pub name: &'static str,
    /// The folders that dateline indexes.
    pub roots: Vec<PathBuf>,
    /// The files below them.
    pub files: Vec<PathBuf>,
    /// The articles in them.
    pub articles: Vec<Article>,
    /// Whether their records tell more than title and body.
    pub is_told: bool,
}

impl Collection {
    /// The BBC and worldwide texts below `corpora`, if both are there.
    pub fn real(corpora: &Path) -> io::Result<Option<Collection>> {
        let roots = vec![corpora.join("bbc"), corpora.join("worldwide")];
        if !roots.iter().all(|root| root.is_dir()) {
            return Ok(None);
        }
        let (mut files, mut articles) = (Vec::new(), Vec::new());
        for root in &roots {
            let found = walk(root, WalkOptions::default()).map_err(io::Error::other)?;
            files.extend(found.flatten().map(|file| file.path));
        }
        for path in &files {
            let _ = read_file(path, None, &Limits::default(), &mut |outcome| {
                articles.extend(outcome.map(|raw| Article { title: raw.title, body: raw.body }));
                ControlFlow::Continue(())
            });
        }
        Ok((!articles.is_empty()).then_some(Collection { name: "real", roots, files, articles, is_told: false }))
    }

    /// `count` articles made of the sentences of `real`, written to `folder` as JSON Lines; their records say when and where they came out and what
    /// they are about, if they are to.
    pub fn recombined(
        name: &'static str,
        real: &Collection,
        count: usize,
        is_told: bool,
        folder: &Path,
    ) -> io::Result<Collection> {
        let parents: Vec<Vec<&str>> =
            real.articles.iter().map(|a| sentences_of(&a.body)).filter(|s| !s.is_empty()).collect();
        let mut random = Random(1987);
        let articles: Vec<Article> = (0..count).map(|_| recombine(real, &parents, &mut random)).collect();
        fs::create_dir_all(folder)?;
        let mut files = Vec::new();
        for (number, shard) in articles.chunks(SHARD).enumerate() {
            let path = folder.join(format!("{number:05}.jsonl"));
            let mut file = io::BufWriter::new(fs::File::create(&path)?);
            for article in shard {
                let mut line = serde_json::json!({ "title": article.title, "body": article.body });
                if is_told {
                    tell(&mut line, &mut random);
                }
                writeln!(file, "{line}")?;
            }
            file.flush()?;
            files.push(path);
        }
        Ok(Collection { name, roots: vec![folder.to_path_buf()], files, articles, is_told })
    }

    /// Bytes of titles and bodies: what speeds are counted in.
    pub fn bytes(&self) -> usize {
        self.articles.iter().map(|a| a.title.len() + a.body.len()).sum()
    }

    /// Name and size, as they stand beside the figures.
    pub fn label(&self) -> String {
        format!("{}, {} articles, {:.1} MB", self.name, self.articles.len(), self.bytes() as f64 / 1e6)
    }
}

/// Gives a record a day of some twenty years, an outlet, a section, topics and an author, the first of each the commonest.
fn tell(record: &mut serde_json::Value, random: &mut Random) {
    let mut one_of = |most: usize| random.below(most).min(random.below(most));
    let (year, month, day) = (2021 - one_of(20), 1 + one_of(12), 1 + one_of(28));
    record["published"] = format!("{year}-{month:02}-{day:02}").into();
    record["source"] = format!("Outlet {}", one_of(40)).into();
    record["section"] = format!("Section {}", one_of(25)).into();
    record["tags"] = vec![format!("topic {}", one_of(2_000)), format!("topic {}", one_of(2_000))].into();
    record["author"] = format!("Author {}", one_of(3_000)).into();
}

fn sentences_of(body: &str) -> Vec<&str> {
    let tokens = Lexicon::default().tokenize(body);
    let spans = paragraphs(body, &tokens).into_iter().flat_map(|p| sentences(body, &tokens, p));
    spans.filter_map(|s| body.get(s.start..s.end)).filter(|s| !s.trim().is_empty()).collect()
}

/// An article as long as a real one, of sentences of a few real ones, under the title of another.
fn recombine(real: &Collection, parents: &[Vec<&str>], random: &mut Random) -> Article {
    let chosen: Vec<&[&str]> = (0..PARENTS).filter_map(|_| random.pick(parents)).map(Vec::as_slice).collect();
    let length = random.pick(&real.articles).map_or(0, |a| a.body.len());
    let title = random.pick(&real.articles).map_or_else(String::new, |a| a.title.clone());
    let mut body = String::with_capacity(length + 400);
    for number in 1.. {
        if body.len() >= length {
            break;
        }
        let Some(sentence) = random.pick(&chosen).and_then(|sentences| random.pick(sentences)) else { break };
        body.push_str(sentence);
        body.push_str(if number % PARAGRAPH == 0 { "\n\n" } else { " " });
    }
    Article { title, body }
}
