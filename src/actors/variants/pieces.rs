//! Where the pieces of a name are: its words, with what stands between them. Looks at characters only.

/// What stands before a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing or space.
    Space,
    /// A hyphen.
    Hyphen,
    /// A comma.
    Comma,
    /// A dot without a space: J.K.
    Dot,
}

/// A word of a name as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    /// The word; `&` is one by itself.
    pub text: &'a str,
    /// What stands before it.
    pub gap: Gap,
}

impl Piece<'_> {
    /// It begins with a small letter.
    pub fn is_small(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_lowercase)
    }

    /// It is a single letter.
    pub fn is_letter(&self) -> bool {
        let mut letters = self.text.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    }

    /// All its letters are capitals.
    pub fn is_capitals(&self) -> bool {
        !self.text.chars().any(char::is_lowercase)
    }
}

/// The pieces of `name`, put into an empty `pieces`.
pub(super) fn split<'a>(name: &'a str, pieces: &mut Vec<Piece<'a>>) {
    let (mut gap, mut start) = (Gap::Space, None);
    let mut before = ' ';
    for (at, c) in name.char_indices() {
        let next = match c {
            '-' | '‐' | '‑' | '–' | '/' => Some(Gap::Hyphen),
            ',' => Some(Gap::Comma),
            '.' => Some(Gap::Dot),
            '&' | '"' | '(' | ')' | '[' | ']' | '“' | '”' | '«' | '»' | '_' | ';' | ':' => Some(Gap::Space),
            c if c.is_whitespace() => Some(Gap::Space),
            _ => None,
        };
        // ElBaradei, AlSisi: the article is written together with the name.
        let after_article = c.is_uppercase()
            && before == 'l'
            && start.is_some_and(|start: usize| at - start == 2 && name[start..at].starts_with(['E', 'A']));
        if next.is_some() || after_article {
            if let Some(start) = start.take() {
                pieces.push(Piece { text: &name[start..at], gap });
                gap = Gap::Space;
            }
            if c == '&' {
                pieces.push(Piece { text: &name[at..at + 1], gap: Gap::Space });
            }
            match next {
                Some(Gap::Space) if gap == Gap::Dot => gap = Gap::Space,
                Some(Gap::Space) | None => {}
                Some(other) => gap = other,
            }
            if after_article {
                gap = Gap::Hyphen;
            }
        }
        if next.is_none() && start.is_none() {
            start = Some(at);
        }
        before = c;
    }
    if let Some(start) = start {
        pieces.push(Piece { text: &name[start..], gap });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_words_with_what_stands_before_them() {
        for (name, expected) in [
            ("Ban Ki-moon", "Ban Ki -moon"),
            ("J.K. Rowling", "J .K Rowling"),
            ("Lavrov, Sergey", "Lavrov ,Sergey"),
            ("Mohamed ElBaradei", "Mohamed El -Baradei"),
            ("ALAN ELTON", "ALAN ELTON"),
            ("AT&T", "AT & T"),
            ("Sinéad O’Connor", "Sinéad O’Connor"),
            ("…- .", "…"),
        ] {
            let mut pieces = Vec::new();
            split(name, &mut pieces);
            let shown = pieces.iter().map(|piece| {
                let gap = match piece.gap {
                    Gap::Space => "",
                    Gap::Hyphen => "-",
                    Gap::Comma => ",",
                    Gap::Dot => ".",
                };
                format!("{gap}{}", piece.text)
            });
            assert_eq!(shown.collect::<Vec<_>>().join(" "), expected);
        }
    }
}
