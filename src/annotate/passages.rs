//! Cuts a body into passages: whole sentences, about 60 to 120 words, the unit that is ranked and shown. Knows no query.

use super::article::Passage;
use crate::text::{Span, Token};

/// A passage is closed once it has this many words.
const ENOUGH: usize = 60;
/// A passage takes no further sentence that would bring it over this many words.
const MOST: usize = 120;

/// The passages of a body, in order. Short paragraphs are put together; a paragraph of more than [`MOST`] words is cut by itself,
/// and shares no passage with its neighbours. The sentences are those of all paragraphs, in order.
pub fn passages(body: &str, tokens: &[Token], paragraphs: &[Span], sentences: &[Span]) -> Vec<Passage> {
    let mut found = Vec::new();
    let mut open: Option<Passage> = None;
    let mut sentences = sentences.iter().peekable();
    for &paragraph in paragraphs {
        let own: Vec<Span> = std::iter::from_fn(|| sentences.next_if(|s| s.start < paragraph.end).copied()).collect();
        if paragraph.tokens() <= MOST {
            add(&mut found, &mut open, paragraph);
            continue;
        }
        found.extend(open.take());
        let from = found.len();
        for sentence in own {
            for piece in pieces(body, tokens, sentence) {
                add(&mut found, &mut open, piece);
            }
        }
        found.extend(open.take());
        join_remainder(&mut found, from);
    }
    found.extend(open);
    found.retain(|p| p.first_token < p.last_token);
    found
}

fn add(found: &mut Vec<Passage>, open: &mut Option<Passage>, span: Span) {
    let words = |p: &Passage| p.last_token - p.first_token;
    if let Some(passage) = open {
        if words(passage) < ENOUGH && words(passage) + span.tokens() <= MOST {
            passage.end = span.end;
            passage.last_token = span.last_token;
            return;
        }
        found.push(*passage);
    }
    *open =
        Some(Passage { start: span.start, end: span.end, first_token: span.first_token, last_token: span.last_token });
}

/// The last passage of a long paragraph joins the one before it when it is a remainder and there is room for it.
fn join_remainder(found: &mut Vec<Passage>, from: usize) {
    let [.., before, last] = found[from..] else { return };
    let (short, joined) = (last.last_token - last.first_token, last.last_token - before.first_token);
    if short < ENOUGH && joined <= MOST || short < ENOUGH / 3 && joined <= MOST + ENOUGH / 3 {
        found.pop();
        if let Some(passage) = found.last_mut() {
            passage.end = last.end;
            passage.last_token = last.last_token;
        }
    }
}

/// A sentence, or, where one is longer than a passage may be (tables, lists, text without stops), equal parts of it.
fn pieces(body: &str, tokens: &[Token], sentence: Span) -> Vec<Span> {
    if sentence.tokens() <= MOST {
        return vec![sentence];
    }
    let count = sentence.tokens().div_ceil(MOST);
    let size = sentence.tokens().div_ceil(count);
    let cut = |number: usize| sentence.first_token + number * size;
    let starts_at = |number: usize| match number {
        0 => sentence.start,
        _ => tokens[cut(number)].start as usize,
    };
    let mut found = Vec::new();
    for number in 0..count {
        let last_token = cut(number + 1).min(sentence.last_token);
        let end = if last_token == sentence.last_token { sentence.end } else { starts_at(number + 1) };
        let start = starts_at(number);
        let end = start + body[start..end].trim_end().len();
        found.push(Span { start, end, first_token: cut(number), last_token });
        if last_token == sentence.last_token {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lexicon, paragraphs, sentences};

    fn cut(body: &str) -> (Vec<Passage>, usize) {
        let tokens = Lexicon::default().tokenize(body);
        let paragraphs = paragraphs(body, &tokens);
        let sentences: Vec<Span> = paragraphs.iter().flat_map(|&p| sentences(body, &tokens, p)).collect();
        (passages(body, &tokens, &paragraphs, &sentences), tokens.len())
    }

    fn covers(body: &str) {
        let (found, tokens) = cut(body);
        let mut next = 0;
        for passage in &found {
            assert_eq!(passage.first_token, next);
            assert!(
                passage.start < passage.end
                    && body.is_char_boundary(passage.start)
                    && body.is_char_boundary(passage.end)
            );
            next = passage.last_token;
        }
        assert_eq!(next, tokens);
    }

    #[test]
    fn every_token_is_in_one_passage() {
        let sentence = "The quick brown fox jumps over the lazy dog again. ";
        for body in [
            "".to_string(),
            "  \n ".into(),
            "One".into(),
            sentence.repeat(40),
            format!("{}\n\n{}\n\nShort.", sentence.repeat(3), sentence.repeat(30)),
            "word ".repeat(1001),
            "— ".repeat(50) + "word " + &"– ".repeat(50),
        ] {
            covers(&body);
        }
    }

    #[test]
    fn long_paragraphs_stand_alone_and_lengths_are_as_promised() {
        let sentence = "The quick brown fox jumps over the lazy dog again. ";
        let body = format!("Short one.\n{}\nShort two.", sentence.repeat(40));
        let (found, _) = cut(&body);
        assert_eq!(&body[found[0].start..found[0].end], "Short one.");
        assert_eq!(&body[found[found.len() - 1].start..], "Short two.");
        for passage in &found[1..found.len() - 1] {
            assert!((60..=120).contains(&(passage.last_token - passage.first_token)));
        }
    }
}
