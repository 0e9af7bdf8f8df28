//! How good an order is: average precision, reciprocal rank, nDCG, and how sure a difference of two is. Knows neither texts nor who ordered them.

use std::collections::BTreeSet;

/// How often queries are drawn anew for an interval.
const DRAWS: usize = 5000;

/// Average precision: the mean over the relevant of the precision down to each; one that is not in the order adds nothing.
pub fn average_precision(order: &[String], relevant: &BTreeSet<String>) -> f64 {
    let (mut found, mut sum) = (0.0, 0.0);
    for (rank, id) in (1..).zip(order) {
        if relevant.contains(id) {
            found += 1.0;
            sum += found / f64::from(rank);
        }
    }
    sum / relevant.len().max(1) as f64
}

/// One by the rank of the first relevant.
pub fn reciprocal_rank(order: &[String], relevant: &BTreeSet<String>) -> f64 {
    order.iter().position(|id| relevant.contains(id)).map_or(0.0, |at| 1.0 / (at + 1) as f64)
}

/// nDCG of the first ten, where a text is relevant or not (Järvelin and Kekäläinen 2002).
pub fn ndcg(order: &[String], relevant: &BTreeSet<String>) -> f64 {
    let gain = |rank: usize| 1.0 / (rank as f64 + 2.0).log2();
    let reached: f64 = (0..10).zip(order).filter(|(_, id)| relevant.contains(*id)).map(|(rank, _)| gain(rank)).sum();
    let best: f64 = (0..relevant.len().min(10)).map(gain).sum();
    if best > 0.0 { reached / best } else { 0.0 }
}

/// The mean; nought of nothing.
pub fn mean(figures: &[f64]) -> f64 {
    figures.iter().sum::<f64>() / figures.len().max(1) as f64
}

/// In what bounds 95 of 100 means lie when as many figures are drawn anew, with repetition.
pub fn interval(figures: &[f64]) -> [f64; 2] {
    let mut state = 1u64;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        figures[(state >> 33) as usize % figures.len()]
    };
    let mut means: Vec<f64> = (0..DRAWS).map(|_| mean(&figures.iter().map(|_| draw()).collect::<Vec<_>>())).collect();
    means.sort_unstable_by(f64::total_cmp);
    [means[DRAWS / 40], means[DRAWS - 1 - DRAWS / 40]]
}
