//! How a refresh goes on, on a terminal: stage, share done, rate, articles, time left. Anywhere else it is silent.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use dateline::index::{Progress, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::count;

/// Often enough to look alive.
const TICK: Duration = Duration::from_millis(200);
const LISTING: &str = "{spinner} Looking for files  {elapsed}";
const READING: &str =
    "Indexing [{wide_bar}] {percent:>3}% of {decimal_total_bytes}  {decimal_bytes_per_sec}  {articles}  {eta} left";
const WRITING: &str = "{spinner} Writing the index  {articles}  {elapsed}";

/// A line on standard error, gone when it is dropped.
pub struct ProgressLine {
    bar: ProgressBar,
    articles: Arc<AtomicU64>,
}

impl ProgressLine {
    /// Nothing is seen of it before the first stage, nor if standard error is no terminal.
    pub fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
        ProgressLine { bar, articles: Arc::default() }
    }

    fn style(&self, template: &str) {
        let articles = Arc::clone(&self.articles);
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let style = style.progress_chars("=> ").with_key("articles", move |_: &_, out: &mut dyn std::fmt::Write| {
            // The line has no other place for an error, and loses nothing by it.
            let _ = out.write_str(&count(articles.load(Ordering::Relaxed), "article"));
        });
        self.bar.set_style(style);
    }
}

impl Progress for ProgressLine {
    fn stage(&self, stage: Stage) {
        match stage {
            Stage::Listing => self.style(LISTING),
            Stage::Reading { bytes, .. } => {
                self.bar.set_length(bytes);
                // The rate is that of reading, not of listing.
                self.bar.reset();
                self.style(READING);
            }
            Stage::Writing => self.style(WRITING),
        }
        self.bar.enable_steady_tick(TICK);
    }

    fn file(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    fn article(&self) {
        self.articles.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_are_well_formed() {
        for template in [LISTING, READING, WRITING] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
