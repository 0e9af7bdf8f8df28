//! dateline makes a folder of news searchable: find the passage, who it is about, and when.
//!
//! The modules are the pipeline. [`read`] lists files and reads articles out of them, [`annotate`] works out when each was published and which
//! dates and actors it speaks of (on [`text`], which tokenizes it once), [`actors`] brings the names of one actor together, [`index`] keeps a Tantivy index up to date, and [`search`] answers
//! queries with ranked passages, highlights and counts. Plain data goes in and plain data comes out; nothing here prints.
//!
//! ```
//! use dateline::calendar::Day;
//! use dateline::index::{IndexDirectory, RefreshOptions};
//! use dateline::search::{Request, Searcher};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = tempfile::tempdir()?;
//! let news = folder.path().join("news");
//! std::fs::create_dir(&news)?;
//! std::fs::write(news.join("kabul.txt"), "Kabul falls\n\nOn August 15, 2021, the Taliban took Kabul.\n")?;
//!
//! let today = Day::from_ymd(2026, 11, 23).expect("a real day");
//! let index = IndexDirectory::open_or_create(&folder.path().join("index"))?;
//! let report = index.refresh(&[news], &RefreshOptions::new(today), &())?;
//! assert_eq!(report.added, 1);
//!
//! let answer = Searcher::new(index)?.search(&Request::new("taliban took", today))?;
//! let passage = &answer.hits[0].passages[0];
//! let [start, end] = passage.highlights[0];
//! assert_eq!(&passage.text[start..end], "Taliban");
//! # Ok(())
//! # }
//! ```

#![warn(missing_docs)]

pub mod actors;
pub mod annotate;
pub mod calendar;
pub mod index;
pub mod read;
pub mod search;
pub mod text;
mod whole_file;

pub use whole_file::WholeFile;
