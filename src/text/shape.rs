//! How a word is written. Looks at its characters only.

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Shape {
    /// Small letters.
    Small,
    /// A capital and small letters.
    Capital,
    /// Two or more capitals.
    Capitals,
    /// A single capital.
    Initial,
    /// Capitals and small letters by turns: McKenzie, iPhone.
    Mixed,
    /// Capitals with dots: U.S.
    Dotted,
    /// Digits.
    Number,
    /// Digits and capitals: G20.
    Numbered,
    /// Anything else, as in scripts that have no capitals.
    Other,
    /// A capital where a headline capitalises every word.
    LoudCapital,
    /// Capitals where the whole sentence is in capitals.
    LoudCapitals,
    /// No word: the sentence begins or ends.
    Edge,
}

impl Shape {
    /// The shape of a word.
    pub fn of(word: &str) -> Shape {
        let bytes = word.as_bytes();
        match bytes {
            [b'a'..=b'z', rest @ ..] if rest.iter().all(|b| !b.is_ascii_uppercase()) => Shape::Small,
            [b'A'..=b'Z', rest @ ..] if !rest.is_empty() && rest.iter().all(u8::is_ascii_lowercase) => Shape::Capital,
            _ => Shape::of_any(word),
        }
    }

    fn of_any(word: &str) -> Shape {
        let (mut upper, mut lower, mut digit, mut dot) = (0, 0, 0, false);
        let mut first_upper = false;
        for (n, c) in word.chars().enumerate() {
            if c as u32 >= 0x250 && !('\u{1e00}'..='\u{1eff}').contains(&c) {
                if n == 0 {
                    return Shape::Other;
                }
            } else if c.is_uppercase() {
                upper += 1;
                first_upper |= n == 0;
            } else if c.is_lowercase() {
                lower += 1;
            } else if c.is_numeric() {
                digit += 1;
            } else {
                dot |= c == '.';
            }
        }
        match (upper, lower, digit) {
            (0, 0, 0) => Shape::Other,
            (0, 0, _) => Shape::Number,
            (0, ..) => Shape::Small,
            (_, _, 1..) => Shape::Numbered,
            (_, 0, _) if dot => Shape::Dotted,
            (1, 0, _) => Shape::Initial,
            (_, 0, _) => Shape::Capitals,
            (1, ..) if first_upper => Shape::Capital,
            _ => Shape::Mixed,
        }
    }

    /// True when it has capitals: a name may hold such a word whatever it is.
    pub fn is_live(self) -> bool {
        const LIVE: u16 = 1 << Shape::Capital as u8
            | 1 << Shape::Capitals as u8
            | 1 << Shape::Initial as u8
            | 1 << Shape::Mixed as u8
            | 1 << Shape::Dotted as u8
            | 1 << Shape::Numbered as u8
            | 1 << Shape::LoudCapital as u8
            | 1 << Shape::LoudCapitals as u8;
        LIVE >> self as u8 & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        for (word, expected) in [
            ("kabul", Shape::Small),
            ("don't", Shape::Small),
            ("Kabul", Shape::Capital),
            ("Émile", Shape::Capital),
            ("McKenzie", Shape::Mixed),
            ("iPhone", Shape::Mixed),
            ("UN", Shape::Capitals),
            ("AT&T", Shape::Capitals),
            ("U.S.", Shape::Dotted),
            ("É", Shape::Initial),
            ("1,400", Shape::Number),
            ("4th", Shape::Small),
            ("G20", Shape::Numbered),
            ("3M", Shape::Numbered),
            ("Москва", Shape::Other),
            ("北", Shape::Other),
        ] {
            assert_eq!(Shape::of(word), expected, "{word}");
        }
    }
}
