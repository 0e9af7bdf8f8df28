//! How often the date of publication is found on web pages, and how often a wrong one: `html/publication-date`, pages whose true date people have noted. What
//! counts is in the page: neither the address that the set names, nor the moment of a capture, nor the time of the file.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

use dateline::annotate::{Annotator, Basis, Published};
use dateline::calendar::{Day, PartialDate};
use dateline::read::{Limits, format_by_name, read_file};
use flate2::read::GzDecoder;
use serde_json::Value;

use crate::wanted::{at_least, at_most, percent};

/// A half of the set, and what must be reached on it, in per cent.
struct Half {
    folder: &'static str,
    name: &'static str,
    /// Exact dates: at least, and better.
    exact: [f64; 2],
    /// Wrong dates: at most, and better.
    wrong: Option<[f64; 2]>,
}

const HALVES: [Half; 2] = [
    Half { folder: "eval_mediacloud_2020", name: "news", exact: [88.0, 93.0], wrong: Some([9.0, 6.0]) },
    Half { folder: "eval_default", name: "mixed, many languages", exact: [85.0, 92.0], wrong: None },
];

/// How often dates of these bases must be right, in per cent: at least, and better.
const TRUSTED: [Basis; 2] = [Basis::Metadata, Basis::Url];
const TRUST: [f64; 2] = [93.0, 96.0];

/// Pages of one sort: how many, and on how many the date is exact.
#[derive(Default, Clone, Copy)]
struct Share {
    exact: usize,
    all: usize,
}

impl Share {
    fn percent(self) -> f64 {
        percent(self.exact, self.all)
    }
}

/// What was found on the pages of a half.
#[derive(Default)]
pub struct Counted {
    exact: usize,
    wrong: usize,
    none: usize,
    /// By what the date was known.
    bases: BTreeMap<Basis, Share>,
}

impl Counted {
    fn pages(&self) -> usize {
        self.exact + self.wrong + self.none
    }
}

/// Measures on both halves below `folder`.
pub fn compare(folder: &Path) -> Result<Vec<Counted>, Box<dyn Error>> {
    HALVES.iter().map(|half| count(&folder.join(half.folder))).collect()
}

fn count(folder: &Path) -> Result<Counted, Box<dyn Error>> {
    // A date that is not known is written as no JSON.
    let gold = fs::read_to_string(folder.join("gold.json"))?.replace(": NaN", ": null");
    let gold: BTreeMap<String, Value> = serde_json::from_str(&gold)?;
    let temp = tempfile::tempdir()?;
    let path = temp.path().join("page.html");
    let mut counted = Counted::default();
    for truth in gold.values() {
        let (Some(true_date), Some(name)) = (truth["date"].as_str(), truth["file"].as_str()) else { continue };
        let true_date: PartialDate = true_date.parse()?;
        let mut html = Vec::new();
        GzDecoder::new(File::open(folder.join(format!("{name}.gz")))?).read_to_end(&mut html)?;
        fs::write(&path, html)?;
        let found = published(&path);
        let (date, basis) = (found.and_then(|found| found.date), found.map_or(Basis::None, |found| found.basis));
        let is_exact = date == Some(true_date);
        match date {
            Some(_) if is_exact => counted.exact += 1,
            Some(_) => counted.wrong += 1,
            None => counted.none += 1,
        }
        let share = counted.bases.entry(basis).or_default();
        share.exact += usize::from(is_exact);
        share.all += 1;
    }
    Ok(counted)
}

/// What a page says of its date, on a day long after all pages of the set.
fn published(path: &Path) -> Option<Published> {
    let mut found = None;
    let today = Day::from_ymd(2030, 1, 1)?;
    let _ = read_file(path, format_by_name("html"), &Limits::default(), &mut |outcome| {
        if let Ok(mut raw) = outcome {
            raw.metadata.captured = None;
            found = Some(Annotator::new(today, None).annotate(raw, "page.html").article.published);
        }
        ControlFlow::Continue(())
    });
    found
}

/// The section of `docs/QUALITY.md`.
pub fn section(halves: &[Counted]) -> String {
    let mut text = String::from(
        "\n## Publication dates\n\n| pages | n | exact | wanted | wrong | wanted | none |\n| --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for (half, counted) in HALVES.iter().zip(halves) {
        let share = |count: usize| percent(count, counted.pages());
        let exact = at_least(half.exact, share(counted.exact));
        let wrong = half.wrong.map_or("–".to_string(), |wanted| at_most(wanted, share(counted.wrong)));
        let (name, pages) = (half.name, counted.pages());
        let figures = [counted.exact, counted.wrong, counted.none].map(|count| format!("{:.1} %", share(count)));
        let _ = writeln!(
            text,
            "| {name} | {pages} | {} | {exact} | {} | {wrong} | {} |",
            figures[0], figures[1], figures[2]
        );
    }
    text += "| htmldate, as measured elsewhere on news pages | | 91.3 % | | 7.2 % | | |\n\n";
    text += "| known by | dates | exact | wanted |\n| --- | --- | --- | --- |\n";
    for basis in Basis::ALL.into_iter().filter(|basis| *basis != Basis::None) {
        let mut share = Share::default();
        for found in halves.iter().filter_map(|counted| counted.bases.get(&basis)) {
            share = Share { exact: share.exact + found.exact, all: share.all + found.all };
        }
        if share.all > 0 {
            let wanted = TRUSTED.contains(&basis).then(|| at_least(TRUST, share.percent()));
            let wanted = wanted.unwrap_or_else(|| "–".to_string());
            let _ = writeln!(text, "| {} | {} | {:.1} % | {wanted} |", basis.name(), share.all, share.percent());
        }
    }
    text
}
