//! The table of figures, and the few statistics that stand in it.

use std::fmt;

/// Rows in the order in which they were measured.
pub struct Table {
    /// What is measured beside dateline.
    peer: &'static str,
    rows: Vec<[String; 6]>,
}

impl Table {
    /// A table of figures of dateline beside those of another.
    pub fn beside(peer: &'static str) -> Table {
        Table { peer, rows: Vec::new() }
    }

    /// Two speeds of which ours must reach a figure of its own.
    pub fn least(&mut self, measured: &str, collection: &str, ours: f64, peer: f64, wanted: f64) {
        let wanted = verdict(&format!("≥ {wanted:.0} MB/s"), ours >= wanted);
        let ratio = format!("{:.2}", ours / peer);
        self.row(measured, collection, format!("{ours:.0}"), format!("{peer:.0}"), ratio, wanted);
    }

    /// The speeds of both sides in the same rounds: more is better. The machine is faster at one time than at another, so each round has a ratio of
    /// its own, and the middle one of these stands.
    pub fn speed(&mut self, measured: &str, collection: &str, ours: &[f64], bare: &[f64], wanted: Option<f64>) {
        let middle = |numbers: &[f64]| median(&mut numbers.to_vec());
        let ratios: Vec<f64> = ours.iter().zip(bare).map(|(ours, bare)| ours / bare).collect();
        let (ours, bare, ratio) = (middle(ours), middle(bare), middle(&ratios));
        let wanted = wanted.map_or_else(|| "–".to_string(), |least| verdict(&format!("≥ {least:.2}"), ratio >= least));
        self.row(measured, collection, format!("{ours:.1}"), format!("{bare:.1}"), format!("{ratio:.2}"), wanted);
    }

    /// Times of the same queries on both sides: less is better. Shown at the median and at the 99th percentile.
    pub fn latency(&mut self, measured: &str, collection: &str, ours: &mut [f64], bare: &mut [f64]) {
        let (our50, our99) = (percentile(ours, 0.50), percentile(ours, 0.99));
        let (bare50, bare99) = (percentile(bare, 0.50), percentile(bare, 0.99));
        let (at50, at99) = (our50 / bare50, our99 / bare99);
        let wanted = verdict("≤ 1", at50 <= 1.0 && at99 <= 1.0);
        let pair = |a: f64, b: f64| format!("p50 {a:.0}, p99 {b:.0}");
        let ratio = format!("p50 {at50:.2}, p99 {at99:.2}");
        self.row(measured, collection, pair(our50, our99), pair(bare50, bare99), ratio, wanted);
    }

    /// Times of one side alone; none where there was nothing to measure.
    pub fn process(&mut self, measured: &str, collection: &str, times: &mut [f64], most: f64) {
        let (shown, wanted) = match times.is_empty() {
            true => ("no answer".to_string(), format!("≤ {most:.0}")),
            false => {
                let p50 = percentile(times, 0.50);
                (format!("p50 {p50:.1}"), verdict(&format!("≤ {most:.0}"), p50 <= most))
            }
        };
        self.row(measured, collection, shown, "–".to_string(), "–".to_string(), wanted);
    }

    /// Milliseconds of both sides in the same rounds: less is better, at most half is wanted, and `most` milliseconds if there is such a bound.
    pub fn counting(&mut self, measured: &str, collection: &str, ours: &[f64], bare: &[f64], most: Option<f64>) {
        let middle = |numbers: &[f64]| median(&mut numbers.to_vec());
        let ratios: Vec<f64> = ours.iter().zip(bare).map(|(ours, bare)| ours / bare).collect();
        let (ours, bare, ratio) = (middle(ours), middle(bare), middle(&ratios));
        let within =
            most.map_or(String::new(), |most| format!(", {}", verdict(&format!("≤ {most:.0} ms"), ours <= most)));
        let wanted = verdict("≤ 0.50", ratio <= 0.5) + &within;
        self.row(measured, collection, format!("{ours:.1}"), format!("{bare:.1}"), format!("{ratio:.2}"), wanted);
    }

    /// Times of queries on one side alone, in microseconds; where `most` milliseconds are allowed, p99 must keep to them.
    pub fn alone(&mut self, measured: &str, collection: &str, times: &mut [f64], most: Option<f64>) {
        let (p50, p99) = (percentile(times, 0.50), percentile(times, 0.99));
        let wanted =
            most.map_or_else(|| "–".to_string(), |most| verdict(&format!("≤ {most:.0} ms"), p99 <= most * 1e3));
        let dash = || "–".to_string();
        self.row(measured, collection, format!("p50 {p50:.0}, p99 {p99:.0}"), dash(), dash(), wanted);
    }

    fn row(&mut self, measured: &str, collection: &str, ours: String, bare: String, ratio: String, wanted: String) {
        self.rows.push([measured.to_string(), collection.to_string(), ours, bare, ratio, wanted]);
    }
}

fn verdict(wanted: &str, met: bool) -> String {
    format!("{wanted} {}", if met { "✓" } else { "✗" })
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["measured", "collection", "dateline", self.peer, "ratio", "wanted"].map(str::to_string);
        let width =
            |column: usize| self.rows.iter().chain([&head]).map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: [usize; 6] = std::array::from_fn(width);
        let rule = widths.map(|width| "-".repeat(width));
        for row in [&head, &rule].into_iter().chain(&self.rows) {
            for (cell, width) in row.iter().zip(widths) {
                write!(f, "| {cell:width$} ")?;
            }
            writeln!(f, "|")?;
        }
        Ok(())
    }
}

/// The middle of some numbers; not a number when there are none.
pub fn median(numbers: &mut [f64]) -> f64 {
    percentile(numbers, 0.50)
}

/// The number that the share `share` of all does not exceed.
fn percentile(numbers: &mut [f64], share: f64) -> f64 {
    numbers.sort_unstable_by(f64::total_cmp);
    let rank = (numbers.len() as f64 * share).ceil() as usize;
    numbers.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}
