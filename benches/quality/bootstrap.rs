//! How far a figure would lie elsewhere with other documents of the same sort: the bootstrap over documents (Efron 1979), always with the same draws. Knows no measure.

/// How often as many documents are drawn, with repetition.
const DRAWS: usize = 1000;

/// The bounds between which 95 of 100 draws from `documents` documents lie; `figure` measures the documents of these numbers.
pub fn interval(documents: usize, figure: impl Fn(&[usize]) -> f64) -> (f64, f64) {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut draw = || {
        // Xorshift, after Marsaglia (2003).
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % documents.max(1) as u64) as usize
    };
    let mut figures: Vec<f64> =
        (0..DRAWS).map(|_| figure(&(0..documents).map(|_| draw()).collect::<Vec<_>>())).collect();
    figures.sort_by(f64::total_cmp);
    (figures[DRAWS / 40], figures[DRAWS - 1 - DRAWS / 40])
}
