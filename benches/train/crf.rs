//! A linear chain of labels whose weights are learned by stochastic steps: each word adds the rows of its features, of which half are left out at random
//! while learning. Knows features by number.

use crate::random::Random;
use crate::tagger::label::{Decoder, LABELS, OUTSIDE, Scores, Transitions, WIDTH, is_open, may_follow};

/// How many steps of a whole-numbered weight make 1.
pub const SCALE: f32 = 32.0;
/// The share of features that are left out while learning.
const DROPPED: f32 = 0.5;
/// The share of words of which all that tells which word it is is left out while learning, as if nobody had met it.
const UNFAMILIAR: f32 = 0.1;
/// What is left of the memory of steps when another set is begun: the less, the longer its first steps.
const REMEMBERED: f32 = 0.05;

type Row = [f32; WIDTH];

/// Weights while they are learned.
#[derive(Clone)]
pub struct Model {
    /// A row for each feature.
    pub rows: Vec<Row>,
    squares: Vec<Row>,
    /// What each label adds behind each other.
    pub transitions: [Row; LABELS],
    transition_squares: [Row; LABELS],
}

const NEVER: f32 = -1e9;

impl Model {
    /// A model that knows nothing of so many features.
    pub fn new(features: usize) -> Model {
        let transitions = [[0.0; WIDTH]; LABELS];
        let mut model = Model { rows: Vec::new(), squares: Vec::new(), transitions, transition_squares: transitions };
        model.grow(features);
        model
    }

    /// Makes room for more features.
    pub fn grow(&mut self, features: usize) {
        self.rows.resize(features, [0.0; WIDTH]);
        self.squares.resize(features, [0.0; WIDTH]);
    }

    /// Adds the weights of another model.
    pub fn add(&mut self, other: &Model) {
        let rows = self.rows.iter_mut().chain(&mut self.transitions).zip(other.rows.iter().chain(&other.transitions));
        rows.for_each(|(row, other)| row.iter_mut().zip(other).for_each(|(a, b)| *a += b));
    }

    /// Multiplies all weights.
    pub fn scale(&mut self, by: f32) {
        self.rows.iter_mut().chain(&mut self.transitions).flatten().for_each(|weight| *weight *= by);
    }

    /// Takes longer steps again, since what follows is of another kind.
    pub fn begin_anew(&mut self) {
        self.squares.iter_mut().flatten().for_each(|square| *square *= REMEMBERED);
    }

    /// Learns from one stretch: the features of each word, how many of these tell which word it is, and its label.
    pub fn learn(
        &mut self,
        words: &[Vec<u32>],
        telling: &[usize],
        more: Option<&[Vec<u32>]>,
        gold: &[u8],
        rate: f32,
        random: &mut Random,
    ) {
        let mut kept: Vec<Vec<u32>> = Vec::with_capacity(words.len());
        for (n, features) in words.iter().enumerate() {
            let more = more.map_or(&[][..], |more| &more[n]);
            let unfamiliar = if random.unit() < UNFAMILIAR { telling[n] } else { 0 };
            kept.push(
                features[unfamiliar..].iter().chain(more).copied().filter(|_| random.unit() >= DROPPED).collect(),
            );
        }
        let scores: Vec<Row> = kept.iter().map(|features| self.sum(features, 1.0 / (1.0 - DROPPED))).collect();
        let (likely, moved) = self.likely(&scores);
        for (n, features) in kept.iter().enumerate() {
            let mut slope = likely[n];
            slope[gold[n] as usize] -= 1.0;
            for feature in features {
                let feature = *feature as usize;
                step(&mut self.rows[feature], &mut self.squares[feature], &slope, rate);
            }
        }
        let mut slopes = moved;
        let mut before = OUTSIDE;
        for label in gold.iter().map(|l| *l as usize).chain([OUTSIDE]) {
            slopes[before][label] -= 1.0;
            before = label;
        }
        for (from, slope) in slopes.iter().enumerate() {
            step(&mut self.transitions[from], &mut self.transition_squares[from], slope, rate);
        }
    }

    fn sum(&self, features: &[u32], scale: f32) -> Row {
        let mut sum = [0.0; WIDTH];
        for feature in features {
            sum.iter_mut().zip(&self.rows[*feature as usize]).for_each(|(a, b)| *a += b);
        }
        sum.map(|x| x * scale)
    }

    /// How likely each label of each word is, and each pair of labels.
    fn likely(&self, scores: &[Row]) -> (Vec<Row>, [Row; LABELS]) {
        let legal = legal();
        let len = scores.len();
        let mut ahead = vec![[NEVER; WIDTH]; len];
        let mut behind = vec![[NEVER; WIDTH]; len];
        for (n, scores) in scores.iter().enumerate() {
            for to in 0..LABELS {
                ahead[n][to] = scores[to]
                    + match n {
                        0 if may_follow(OUTSIDE, to) => self.transitions[OUTSIDE][to],
                        0 => NEVER,
                        _ => log_sum(legal[to].iter().map(|from| ahead[n - 1][*from] + self.transitions[*from][to])),
                    };
            }
        }
        for n in (0..len).rev() {
            for from in 0..LABELS {
                behind[n][from] = match n + 1 == len {
                    true if is_open(from) => NEVER,
                    true => self.transitions[from][OUTSIDE],
                    false => log_sum(
                        (0..LABELS)
                            .filter(|to| may_follow(from, *to))
                            .map(|to| behind[n + 1][to] + scores[n + 1][to] + self.transitions[from][to]),
                    ),
                };
            }
        }
        let all = log_sum((0..LABELS).map(|l| ahead[len - 1][l] + behind[len - 1][l]));
        let mut likely = vec![[0.0; WIDTH]; len];
        let mut moved = [[0.0; WIDTH]; LABELS];
        for n in 0..len {
            for to in 0..LABELS {
                likely[n][to] = (ahead[n][to] + behind[n][to] - all).exp();
                for from in legal[to].iter().filter(|_| n > 0) {
                    let score = ahead[n - 1][*from] + self.transitions[*from][to] + scores[n][to] + behind[n][to];
                    moved[*from][to] += (score - all).exp();
                }
            }
            if n == 0 {
                moved[OUTSIDE].iter_mut().zip(&likely[0]).for_each(|(a, b)| *a += b);
            }
        }
        for from in 0..LABELS {
            moved[from][OUTSIDE] += likely[len - 1][from];
        }
        (likely, moved)
    }

    /// The best labels of one stretch.
    pub fn decode(&self, words: &[Vec<u32>], decoder: &mut Decoder, labels: &mut Vec<u8>) {
        let whole = |features: &Vec<u32>| self.sum(features, SCALE).map(|x| x.round() as i16);
        let scores: Vec<Scores> = words.iter().map(whole).collect();
        decoder.decode(&scores, &self.whole_transitions(), labels);
    }

    /// Transitions in whole numbers.
    pub fn whole_transitions(&self) -> Transitions {
        std::array::from_fn(|from| std::array::from_fn(|to| (self.transitions[from][to] * SCALE).round() as i16))
    }
}

/// The labels that each label may follow.
fn legal() -> [Vec<usize>; LABELS] {
    std::array::from_fn(|to| (0..LABELS).filter(|from| may_follow(*from, to)).collect())
}

fn log_sum(terms: impl Iterator<Item = f32> + Clone) -> f32 {
    let top = terms.clone().fold(NEVER, f32::max);
    if top <= NEVER { NEVER } else { top + terms.map(|x| (x - top).exp()).sum::<f32>().ln() }
}

fn step(row: &mut Row, squares: &mut Row, slope: &Row, rate: f32) {
    for i in 0..WIDTH {
        squares[i] += slope[i] * slope[i];
        row[i] -= rate * slope[i] / (squares[i] + 1e-4).sqrt();
    }
}
