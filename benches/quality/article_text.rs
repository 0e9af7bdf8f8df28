//! How much of the text of news pages is found, and nothing else: `html/article-text`, pages whose true text people have marked.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use dateline::read::{Limits, format_by_name, read_file};
use flate2::read::GzDecoder;
use serde::Deserialize;

use crate::shingles::Agreement;

/// What people have marked on a page.
#[derive(Deserialize)]
struct Truth {
    #[serde(rename = "articleBody", default)]
    body: String,
    url: String,
}

/// A page with its true text.
struct Page {
    html: Vec<u8>,
    truth: Truth,
}

/// How well and how fast texts were extracted.
pub struct Measured {
    /// Against the true texts.
    pub agreement: Agreement,
    /// Pages a second on one core.
    pub speed: f64,
}

/// Both sides of a comparison on the pages of a folder.
pub struct Compared {
    /// How many pages there are.
    pub pages: usize,
    /// dateline.
    pub ours: Measured,
    /// What it is built on, as it is without dateline's own additions.
    pub peer: Measured,
}

/// Measures on the pages of `folder`.
pub fn compare(folder: &Path) -> Result<Compared, Box<dyn Error>> {
    let truths: BTreeMap<String, Truth> = serde_json::from_reader(File::open(folder.join("gold.json"))?)?;
    let mut pages = Vec::new();
    for (name, truth) in truths {
        let mut html = Vec::new();
        GzDecoder::new(File::open(folder.join(format!("{name}.html.gz")))?).read_to_end(&mut html)?;
        pages.push(Page { html, truth });
    }
    let temp = tempfile::tempdir()?;
    let paths: Vec<_> = (0..pages.len()).map(|number| temp.path().join(format!("{number}.html"))).collect();
    for (page, path) in pages.iter().zip(&paths) {
        fs::write(path, &page.html)?;
    }
    let (mut ours, mut peer) = (Timed::default(), Timed::default());
    for _ in 0..ROUNDS {
        ours.round(pages.len(), |number| read(&paths[number]));
        peer.round(pages.len(), |number| without_us(&pages[number]));
    }
    Ok(Compared { pages: pages.len(), ours: ours.against(&pages), peer: peer.against(&pages) })
}

/// How often both sides take their turn.
const ROUNDS: usize = 5;

/// The texts of one side, and the seconds of each round.
#[derive(Default)]
struct Timed {
    texts: Vec<String>,
    seconds: Vec<f64>,
}

impl Timed {
    fn round(&mut self, pages: usize, extract: impl Fn(usize) -> String) {
        let started = Instant::now();
        self.texts = (0..pages).map(extract).collect();
        self.seconds.push(started.elapsed().as_secs_f64());
    }

    /// Against the true texts; the speed is that of the middle round.
    fn against(mut self, pages: &[Page]) -> Measured {
        self.seconds.sort_unstable_by(f64::total_cmp);
        let pairs = pages.iter().map(|page| page.truth.body.as_str()).zip(self.texts.iter().map(String::as_str));
        let speed = pages.len() as f64 / self.seconds[self.seconds.len() / 2];
        Measured { agreement: Agreement::of(pairs), speed }
    }
}

fn read(path: &Path) -> String {
    let mut text = String::new();
    let _ = read_file(path, format_by_name("html"), &Limits::default(), &mut |outcome| {
        text = outcome.map(|article| article.body).unwrap_or_default();
        ControlFlow::Continue(())
    });
    text
}

fn without_us(page: &Page) -> String {
    let config = dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..Default::default() };
    let html = String::from_utf8_lossy(&page.html);
    let article =
        dom_smoothie::Readability::new(html.as_ref(), Some(&page.truth.url), Some(config)).and_then(|mut r| r.parse());
    article.map(|article| article.text_content.to_string()).unwrap_or_default()
}
