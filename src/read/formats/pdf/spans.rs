//! Letters of a page put together to pieces of lines, whatever order and direction they were set in. Knows no columns.

use super::content::Glyph;

/// Parts of the letters' size: a gap that wide is a space, and one that wide is where another column begins.
const SPACE: f64 = 0.16;
const APART: f64 = 1.0;
/// Letters may overlap so much, and stand so much higher or lower, and be one line.
const OVERLAP: f64 = 0.5;
const RAISED: f64 = 0.35;

/// A piece of a line, without a wide gap in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Span {
    pub text: String,
    pub left: f64,
    pub right: f64,
    /// Of the line that the letters stand on; upwards.
    pub y: f64,
    pub size: f64,
}

/// The pieces of lines of each direction that text on the page runs in, that with most letters first.
pub(super) fn spans(glyphs: Vec<Glyph>) -> Vec<Vec<Span>> {
    let mut directions: [Vec<Glyph>; 4] = Default::default();
    for glyph in glyphs {
        let (direction, glyph) = upright(glyph);
        directions[direction].push(glyph);
    }
    let mut directions: Vec<Vec<Glyph>> = directions.into_iter().filter(|glyphs| !glyphs.is_empty()).collect();
    directions.sort_by_key(|glyphs| std::cmp::Reverse(glyphs.len()));
    directions.into_iter().map(joined).collect()
}

/// A letter with the page turned so that it runs to the right, and how it was turned.
fn upright(glyph: Glyph) -> (usize, Glyph) {
    let Glyph { text, x, y, dx, dy, size } = glyph;
    let (direction, x, y, dx) = match (dx.abs() >= dy.abs(), dx >= 0.0, dy >= 0.0) {
        (true, true, _) => (0, x, y, dx),
        (true, false, _) => (1, -x, -y, -dx),
        (false, _, true) => (2, y, -x, dy),
        (false, _, false) => (3, -y, x, -dy),
    };
    (direction, Glyph { text, x, y, dx, dy: 0.0, size })
}

fn joined(glyphs: Vec<Glyph>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for glyph in glyphs {
        let is_blank = glyph.text.trim().is_empty();
        let right = glyph.x + glyph.dx;
        if let Some(last) = spans.last_mut() {
            let size = last.size.max(glyph.size);
            let gap = glyph.x - last.right;
            // The same letter a second time on itself is how some make it bold.
            let is_double = last.text.ends_with(&glyph.text) && (right - last.right).abs() < 0.1 * size && !is_blank;
            let is_near = gap > -OVERLAP * size && gap < APART * size && (glyph.y - last.y).abs() < RAISED * size;
            if is_near && is_double {
                continue;
            }
            if is_near {
                if is_blank || gap > SPACE * size {
                    space(&mut last.text);
                }
                if !is_blank {
                    last.text.push_str(&glyph.text);
                    last.size = size;
                }
                last.right = right.max(last.right);
                continue;
            }
        }
        if !is_blank {
            spans.push(Span { text: glyph.text, left: glyph.x, right, y: glyph.y, size: glyph.size });
        }
    }
    for span in &mut spans {
        span.text = plain(&span.text);
    }
    spans.retain(|span| !span.text.is_empty());
    spans
}

fn space(text: &mut String) {
    if !text.ends_with(' ') {
        text.push(' ');
    }
}

/// Without the signs that stand for two letters at once, and without control characters.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{FB00}' => plain.push_str("ff"),
            '\u{FB01}' => plain.push_str("fi"),
            '\u{FB02}' => plain.push_str("fl"),
            '\u{FB03}' => plain.push_str("ffi"),
            '\u{FB04}' => plain.push_str("ffl"),
            '\u{FB05}' | '\u{FB06}' => plain.push_str("st"),
            letter if letter.is_whitespace() => space(&mut plain),
            letter if letter.is_control() => {}
            letter => plain.push(letter),
        }
    }
    plain.trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, x: f64, y: f64) -> Vec<Glyph> {
        let at = |(place, letter): (usize, char)| Glyph {
            text: letter.to_string(),
            x: x + 5.0 * place as f64,
            y,
            dx: 5.0,
            dy: 0.0,
            size: 10.0,
        };
        text.chars().enumerate().map(at).collect()
    }

    fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
        spans(glyphs).into_iter().flatten().map(|span| span.text).collect()
    }

    #[test]
    fn gaps_are_spaces_or_columns() {
        let line =
            [glyphs("Ka", 0.0, 9.0), glyphs("bul", 10.0, 9.0), glyphs("fell", 28.0, 9.0), glyphs("ﬁve", 90.0, 9.0)];
        assert_eq!(texts(line.concat()), ["Kabul fell", "five"]);
        assert_eq!(texts([glyphs("a", 0.0, 9.0), glyphs("a", 0.2, 9.0), glyphs("b", 0.0, -9.0)].concat()), ["a", "b"]);
        assert_eq!(texts(vec![]), [""; 0]);
    }

    #[test]
    fn turned_text_is_read_too() {
        let mut turned = glyphs("up", 0.0, 0.0);
        for (place, glyph) in turned.iter_mut().enumerate() {
            (glyph.x, glyph.y, glyph.dx, glyph.dy) = (0.0, 5.0 * place as f64, 0.0, 5.0);
        }
        assert_eq!(texts([turned, glyphs("right", 50.0, 0.0)].concat()), ["right", "up"]);
    }
}
