//! What a figure must reach and whether it does, as it stands in the tables. Knows no measure.

/// `≥ 85 ✓, ≥ 92 ✗`: at least, and better.
pub fn at_least([floor, goal]: [f64; 2], reached: f64) -> String {
    format!("≥ {floor:.0} {}, ≥ {goal:.0} {}", mark(reached >= floor), mark(reached >= goal))
}

/// `≤ 9 ✓, ≤ 6 ✗`: at most, and better.
pub fn at_most([floor, goal]: [f64; 2], reached: f64) -> String {
    format!("≤ {floor:.0} {}, ≤ {goal:.0} {}", mark(reached <= floor), mark(reached <= goal))
}

/// Whether a thing is as wanted.
pub fn mark(is_met: bool) -> &'static str {
    if is_met { "✓" } else { "✗" }
}

/// A share in per cent; of nothing it is nought.
pub fn percent(count: usize, all: usize) -> f64 {
    100.0 * count as f64 / all.max(1) as f64
}
