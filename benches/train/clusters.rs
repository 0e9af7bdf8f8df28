//! Groups of words that stand in like places: each word gets a vector from which the words around it can be told (skip-grams that know the
//! distance, after Ling and others, 2015), and near vectors make a group. Knows words by numbers.

use rustc_hash::FxHashMap;

use crate::random::Random;

const SIZE: usize = 48;
const OFFSETS: [isize; 4] = [-2, -1, 1, 2];
const NEGATIVE: usize = 5;
const EPOCHS: usize = 5;
const RAREST: usize = 5;

/// A word's vector.
pub type Vector = [f32; SIZE];

/// Vectors of the words that occur often enough, in order of their keys.
pub struct Vectors {
    /// The words.
    pub keys: Vec<u32>,
    /// Their vectors, each of length 1.
    pub vectors: Vec<Vector>,
}

/// Learns vectors from texts, each a sequence of words.
pub fn vectors(texts: &[Vec<u32>], random: &mut Random) -> Vectors {
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    texts.iter().flatten().for_each(|word| *counts.entry(*word).or_default() += 1);
    let mut keys: Vec<u32> = counts.iter().filter(|(_, n)| **n >= RAREST).map(|(key, _)| *key).collect();
    keys.sort_unstable();
    let number: FxHashMap<u32, usize> = keys.iter().enumerate().map(|(n, key)| (*key, n)).collect();
    let total: usize = keys.iter().map(|key| counts[key]).sum();
    let mut noise = Vec::new();
    for (n, key) in keys.iter().enumerate() {
        let share = (counts[key] as f64).powf(0.75);
        noise.extend(std::iter::repeat_n(n, (share / 4.0).ceil() as usize));
    }
    let keep: Vec<f32> =
        keys.iter().map(|key| (1e-4 * total as f64 / counts[key] as f64).sqrt().min(1.0) as f32).collect();
    let start = || [0.0f32; SIZE];
    let mut inner: Vec<Vector> =
        keys.iter().map(|_| std::array::from_fn(|_| (random.unit() - 0.5) / SIZE as f32)).collect();
    let mut outer: Vec<Vec<Vector>> = OFFSETS.iter().map(|_| vec![start(); keys.len()]).collect();
    let (mut done, all) = (0usize, texts.iter().map(Vec::len).sum::<usize>() * EPOCHS);
    for _ in 0..EPOCHS {
        for text in texts {
            let words: Vec<usize> = text.iter().map(|word| number.get(word).copied().unwrap_or(usize::MAX)).collect();
            let rate = 0.05 * (1.0 - done as f32 / all as f32).max(0.01);
            done += words.len();
            for (at, &word) in words.iter().enumerate() {
                if word == usize::MAX || random.unit() > keep[word] {
                    continue;
                }
                for (slot, offset) in OFFSETS.iter().enumerate() {
                    let Some(&context) = at.checked_add_signed(*offset).and_then(|n| words.get(n)) else { continue };
                    if context != usize::MAX && random.unit() <= keep[context].max(0.2) {
                        step(&mut inner[word], &mut outer[slot], context, &noise, rate, random);
                    }
                }
            }
        }
    }
    inner.iter_mut().for_each(normalise);
    Vectors { keys, vectors: inner }
}

fn step(inner: &mut Vector, outer: &mut [Vector], context: usize, noise: &[usize], rate: f32, random: &mut Random) {
    let mut change = [0.0f32; SIZE];
    for n in 0..=NEGATIVE {
        let (target, wanted) = if n == 0 { (context, 1.0) } else { (noise[random.below(noise.len())], 0.0) };
        let other = &mut outer[target];
        let guess = 1.0 / (1.0 + (-dot(inner, other)).exp());
        let pull = rate * (wanted - guess);
        for i in 0..SIZE {
            change[i] += pull * other[i];
            other[i] += pull * inner[i];
        }
    }
    inner.iter_mut().zip(change).for_each(|(a, b)| *a += b);
}

fn dot(a: &Vector, b: &Vector) -> f32 {
    let mut sums = [0.0f32; 8];
    for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        for i in 0..8 {
            sums[i] += a[i] * b[i];
        }
    }
    sums.iter().sum()
}

fn normalise(vector: &mut Vector) {
    let length = dot(vector, vector).sqrt().max(1e-9);
    vector.iter_mut().for_each(|x| *x /= length);
}

/// The group of each vector, of `groups` groups whose middles are given too.
pub fn groups(vectors: &[Vector], groups: usize, random: &mut Random) -> (Vec<usize>, Vec<Vector>) {
    let mut middles: Vec<Vector> = (0..groups).map(|_| vectors[random.below(vectors.len())]).collect();
    let mut of = vec![0; vectors.len()];
    for _ in 0..12 {
        for (group, vector) in of.iter_mut().zip(vectors) {
            let mut best = f32::MIN;
            for (n, middle) in middles.iter().enumerate() {
                let near = dot(vector, middle);
                if near > best {
                    (best, *group) = (near, n);
                }
            }
        }
        middles.iter_mut().for_each(|middle| *middle = [0.0; SIZE]);
        for (group, vector) in of.iter().zip(vectors) {
            middles[*group].iter_mut().zip(vector).for_each(|(a, b)| *a += b);
        }
        for middle in &mut middles {
            if dot(middle, middle) == 0.0 {
                *middle = vectors[random.below(vectors.len())];
            }
            normalise(middle);
        }
    }
    (of, middles)
}
