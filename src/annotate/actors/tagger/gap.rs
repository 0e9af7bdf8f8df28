//! What stands between two words. Looks at characters only.

/// What stands between a word and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Gap {
    /// White space.
    Space,
    /// A hyphen.
    Hyphen,
    /// A possessive's ending.
    Possessive,
    /// A comma.
    Comma,
    /// A dot.
    Dot,
    /// A slash.
    Slash,
    /// An ampersand.
    Ampersand,
    /// A bracket opens.
    Opens,
    /// A bracket closes.
    Closes,
    /// A quotation mark or apostrophe.
    Quote,
    /// A colon or semicolon.
    Colon,
    /// A dash.
    Dash,
    /// A line ends.
    Line,
    /// Anything else.
    Other,
    /// The sentence begins or ends.
    Edge,
}

impl Gap {
    /// What the characters between two words are.
    pub fn of(between: &str) -> Gap {
        match between.as_bytes() {
            b" " => Gap::Space,
            b"-" => Gap::Hyphen,
            b", " => Gap::Comma,
            _ => Gap::of_any(between),
        }
    }

    fn of_any(between: &str) -> Gap {
        if between.len() > 24 {
            return Gap::Other;
        }
        let mut signs = between.trim().chars();
        let (Some(first), second) = (signs.next(), signs.next()) else {
            return if between.contains('\n') { Gap::Line } else { Gap::Space };
        };
        let spaced = between.starts_with(' ') && between.ends_with(' ');
        match first {
            '\'' | '’' if matches!(second, Some('s' | 'S')) => Gap::Possessive,
            '\'' | '’' if second.is_none() && !between.starts_with(' ') => Gap::Possessive,
            '-' | '\u{2010}' | '\u{2011}' if !spaced => Gap::Hyphen,
            '-' | '–' | '—' => Gap::Dash,
            ',' => Gap::Comma,
            '.' => Gap::Dot,
            '/' => Gap::Slash,
            '&' => Gap::Ampersand,
            '(' | '[' => Gap::Opens,
            ')' | ']' => Gap::Closes,
            '"' | '“' | '”' | '‘' | '«' | '»' | '„' | '`' | '\'' | '’' => Gap::Quote,
            ':' | ';' => Gap::Colon,
            _ => Gap::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps() {
        for (between, expected) in [
            (" ", Gap::Space),
            ("\u{a0}", Gap::Space),
            ("\n", Gap::Line),
            ("-", Gap::Hyphen),
            (" - ", Gap::Dash),
            (" – ", Gap::Dash),
            ("'s ", Gap::Possessive),
            ("’ ", Gap::Possessive),
            (" (", Gap::Opens),
            (". ", Gap::Dot),
            (" “", Gap::Quote),
            (" & ", Gap::Ampersand),
        ] {
            assert_eq!(Gap::of(between), expected, "{between:?}");
        }
    }
}
