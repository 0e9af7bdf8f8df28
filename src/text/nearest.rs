//! The known words that a mistyped one may have been meant for. Knows what letters are, not what the words are for.

/// No known word is this long, and a longer one is like none of them.
const LONGEST_GUESS: usize = 16;

/// The words among `known` that `word` may have been meant for, best first, at most three: those few edits away, and those it begins or that begin
/// it (`lang`, `organisation`).
///
/// ```
/// assert_eq!(dateline::text::nearest("perosn", ["person", "org", "place"]), ["person"]);
/// ```
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Vec<&'k str> {
    if word.len() > LONGEST_GUESS {
        return Vec::new();
    }
    let near = |known: &'k str| {
        let begins = word.len() >= 3 && (known.starts_with(word) || word.starts_with(known));
        let edits = distance(word, known);
        (begins || (edits <= 2 && edits * 2 < word.len())).then_some((edits, known))
    };
    let mut words: Vec<_> = known.into_iter().filter_map(near).collect();
    words.sort();
    words.truncate(3);
    words.into_iter().map(|(_, known)| known).collect()
}

/// Whether a folded word may be another mistyped: one letter in four, at most two.
pub fn is_like(word: &str, known: &str) -> bool {
    let allowed = (word.len() / 4).min(2);
    word.len().abs_diff(known.len()) <= allowed && distance(word, known) <= allowed
}

/// How many letters must be put in, taken out or changed to make one of the words from the other.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, a) in one.bytes().enumerate() {
        let mut corner = row[0];
        row[0] = line + 1;
        for (column, b) in other.bytes().enumerate() {
            let changed = corner + usize::from(a != b);
            corner = row[column + 1];
            row[column + 1] = changed.min(row[column] + 1).min(corner + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distances() {
        for (one, other, edits) in [("", "date", 4), ("date", "date", 0), ("perosn", "person", 2), ("dat", "date", 1)] {
            assert_eq!((distance(one, other), distance(other, one)), (edits, edits));
        }
    }
}
