//! How far what stands together is from chance. Knows numbers only.

/// The log-likelihood ratio G² of a table of two by two (Dunning 1993, "Accurate Methods for the Statistics of Surprise and Coincidence"): of `all`
/// articles, `one` have the first of two things, `other` the second, and `together` both. Above 15.1 it happens by chance once in ten thousand times; negative where
/// both are together less often than chance would have it. Unlike mutual information it does not favour what is rare. Rounded, so that its last bits do
/// not decide an order.
///
/// ```
/// use dateline::search::log_likelihood;
///
/// assert_eq!(log_likelihood(5, 10, 50, 100), 0.0);
/// assert!(log_likelihood(8, 20, 10, 1000) > log_likelihood(1, 20, 1, 1000));
/// ```
pub fn log_likelihood(together: u64, one: u64, other: u64, all: u64) -> f64 {
    let [k, one, other, all] = [together, one, other, all].map(|number| number as f64);
    let cells = [
        (k, one * other),
        (one - k, one * (all - other)),
        (other - k, (all - one) * other),
        (all - one - other + k, (all - one) * (all - other)),
    ];
    // A cell without articles adds nothing.
    let ratio: f64 =
        cells.iter().filter(|(seen, _)| *seen > 0.0).map(|(n, margins)| n * (n * all / margins).ln()).sum();
    let sign = if k * all < one * other { -1.0 } else { 1.0 };
    (sign * 2.0 * ratio * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::log_likelihood;

    #[test]
    fn chance_is_nought_and_what_is_far_from_it_is_much() {
        assert_eq!(log_likelihood(5, 10, 50, 100), 0.0);
        assert_eq!(log_likelihood(100, 100, 100, 100), 0.0);
        // Dunning's table for "the swiss": 110 of it, 2442 and 111 apart, 29114 neither.
        assert!((log_likelihood(110, 2552, 221, 31777) - 270.72).abs() < 0.01);
        assert!(log_likelihood(1, 50, 50, 100) < -100.0);
        // Who is named once, and there, is less telling than who is named ten times and mostly there.
        assert!(log_likelihood(1, 20, 1, 1000) < log_likelihood(8, 20, 10, 1000));
    }

    #[test]
    fn it_is_the_ratio_of_likelihoods() {
        let log = |k: f64, n: f64, p: f64| {
            let term = |count: f64, share: f64| if count > 0.0 { count * share.ln() } else { 0.0 };
            term(k, p) + term(n - k, 1.0 - p)
        };
        for (together, one, other, all) in [(10, 20, 12, 1000), (20, 20, 25, 100), (3, 50, 3, 60), (7, 7, 7, 3008)] {
            let [k, matching, having, texts] = [together, one, other, all].map(|number: u64| number as f64);
            let (others, elsewhere) = (texts - matching, having - k);
            let apart = log(k, matching, k / matching) + log(elsewhere, others, elsewhere / others);
            let alike = log(k, matching, having / texts) + log(elsewhere, others, having / texts);
            assert!((log_likelihood(together, one, other, all) - 2.0 * (apart - alike)).abs() < 1e-3);
        }
    }
}
