//! The operands of a query: words, phrases, patterns, and fields with their values. Does not know how they are put together.

use std::ops::Range;

use super::complaint::ComplaintKind;
use super::construct::{Construct, DISTANCE_LIMIT, number};
use super::correct::Edit;
use super::field::{self, Field, FieldKind};
use super::grammar::{Operand, Parser};
use super::lexer::{TokenKind, ends_word};
use super::pattern;
use super::tree::{Node, NodeKind, Text, Value, Weight};
use crate::calendar::{DateError, DateRange, RangeError, RangeErrorKind};

impl Parser<'_> {
    /// A word, a phrase, a group, or a field with one of these. Takes nothing if there is none.
    pub(super) fn operand(&mut self) -> Operand {
        let Some((kind, span)) = self.peek() else { return Operand::Absent };
        match kind {
            TokenKind::Field { field, has_value: true } => {
                self.at += 1;
                let (outer, around) = (self.field.replace(field), self.around);
                if field == Field::Query && outer != Some(Field::Query) {
                    self.around = outer;
                }
                let operand = self.value(span.start);
                (self.field, self.around) = (outer, around);
                operand
            }
            TokenKind::Field { field, has_value: false } => {
                self.at += 1;
                self.missing_value(field, span)
            }
            TokenKind::UnknownField => {
                self.at += 1;
                self.unknown_field(span)
            }
            _ => self.value(span.start),
        }
    }

    /// A word, a phrase or a group, for the field that is being read; `start` is where it begins with the field's name.
    fn value(&mut self, start: usize) -> Operand {
        let Some((kind, span)) = self.peek() else { return Operand::Absent };
        match kind {
            TokenKind::Open => {
                let group = self.group(start);
                self.no_tilde(group)
            }
            TokenKind::Word => {
                self.at += 1;
                self.word(start, span)
            }
            TokenKind::Phrase { lacks } => {
                self.at += 1;
                self.phrase(start, span, lacks)
            }
            TokenKind::Wildcard => {
                self.at += 1;
                self.wildcard(start, span)
            }
            TokenKind::Regex => {
                self.at += 1;
                self.regex(start, span)
            }
            _ => Operand::Absent,
        }
    }

    fn word(&mut self, start: usize, span: Range<usize>) -> Operand {
        let text = self.query[span.clone()].to_string();
        let Some(tilde) = self.take(TokenKind::Tilde) else {
            return match self.field {
                Some(field) if field.kind() == FieldKind::Range => self.date(field, start..span.end, span, false),
                _ => self.text(start..span.end, Text::Word(text), Construct::Fuzzy),
            };
        };
        let differences = match &self.query[tilde.clone()] {
            "~" | "~1" => 1,
            "~2" => 2,
            said => {
                let instead = if number(&said[1..]) == Some(0) { "" } else { "~2" };
                self.complain(ComplaintKind::Differences, tilde.clone(), Some(Edit::replace(tilde, instead)));
                return Operand::Dropped;
            }
        };
        self.text(start..tilde.end, Text::Fuzzy { word: text, differences }, Construct::Fuzzy)
    }

    fn wildcard(&mut self, start: usize, span: Range<usize>) -> Operand {
        let text = self.query[span.clone()].to_string();
        let takes_patterns = self.field.is_none_or(|field| field.kind() == FieldKind::Text);
        if takes_patterns && !text.contains(char::is_alphanumeric) {
            self.complain(ComplaintKind::NoLetter, span.clone(), Some(Edit::remove(start..span.end)));
            return self.no_tilde(Operand::Dropped);
        }
        let operand = self.text(start..span.end, Text::Wildcard(text), Construct::Wildcard);
        self.no_tilde(operand)
    }

    fn regex(&mut self, start: usize, span: Range<usize>) -> Operand {
        let inner = span.start + 1..span.end - 1;
        let text = self.query[inner.clone()].to_string();
        if let Err((at, error)) = pattern::check_regex(&text) {
            let about = inner.start + at.start..inner.start + at.end;
            self.complain(ComplaintKind::Regex { error }, about, None);
            return self.no_tilde(Operand::Dropped);
        }
        if let Some(folded) = pattern::folded_regex(&text) {
            self.complain(ComplaintKind::UnfoldedRegex, span.clone(), Some(Edit::replace(inner, folded)));
        }
        let operand = self.text(start..span.end, Text::Regex(text), Construct::Regex);
        self.no_tilde(operand)
    }

    /// A text in the field that is being read. Fields of values, of dates and of names take words and phrases only.
    fn text(&mut self, node: Range<usize>, text: Text, construct: Construct) -> Operand {
        let is_plain = matches!(text, Text::Word(_) | Text::Phrase(_));
        match self.field {
            None => read(node, NodeKind::Text(text)),
            Some(Field::Query) if let Text::Word(name) | Text::Phrase(name) = &text => self.saved(name, node),
            Some(field) if field.kind() == FieldKind::Text || is_plain => {
                read(node, NodeKind::Field { field, value: Value::Text(text) })
            }
            Some(field) => {
                self.complain(ComplaintKind::NotInField { construct, field }, node, None);
                Operand::Dropped
            }
        }
    }

    /// Refuses a tilde behind something that has no letters or words to differ by.
    fn no_tilde(&mut self, operand: Operand) -> Operand {
        match self.take(TokenKind::Tilde) {
            Some(tilde) => {
                self.complain(ComplaintKind::MisplacedTilde, tilde.clone(), Some(Edit::remove(tilde)));
                Operand::Dropped
            }
            None => operand,
        }
    }

    /// The operand with the weight behind it, if there is one.
    pub(super) fn weighted(&mut self, mut operand: Operand) -> Operand {
        let mut has_weight = false;
        while !matches!(operand, Operand::Absent)
            && let Some(caret) = self.take(TokenKind::Caret)
        {
            // There is one, and no second behind it.
            let weight = Weight::parse(&self.query[caret.start + 1..caret.end]).filter(|_| !has_weight);
            has_weight = true;
            operand = match (operand, weight) {
                (Operand::Read(node), Some(_)) if !node.has_text() => {
                    self.complain(ComplaintKind::NothingToWeigh, caret.clone(), Some(Edit::remove(caret)));
                    Operand::Read(node)
                }
                (Operand::Read(node), Some(weight)) => {
                    let span = node.span.start..caret.end;
                    read(span, NodeKind::Weighted { weight, node: Box::new(node) })
                }
                (_, None) => {
                    self.complain(ComplaintKind::Weight, caret.clone(), Some(Edit::remove(caret)));
                    Operand::Dropped
                }
                (dropped, _) => dropped,
            };
        }
        operand
    }

    fn phrase(&mut self, start: usize, span: Range<usize>, lacks: Option<char>) -> Operand {
        let mut inner = self.query[span.clone()].chars();
        let open = inner.next().map_or(0, char::len_utf8);
        if lacks.is_none() {
            inner.next_back();
        }
        let text = inner.as_str();
        let quote = span.start..span.start + open;
        let node = start..span.end;
        if text.trim().is_empty() {
            let (kind, about) = match (self.field, lacks) {
                (Some(field), _) => (ComplaintKind::MissingValue { field }, node.clone()),
                (None, Some(_)) => (ComplaintKind::UnbalancedQuote, quote),
                (None, None) => (ComplaintKind::EmptyPhrase, span),
            };
            self.complain(kind, about, Some(Edit::remove(node)));
            return Operand::Dropped;
        }
        if let Some(close) = lacks {
            let edit = Edit::replace(span.end..span.end, close);
            self.complain(ComplaintKind::UnbalancedQuote, quote.clone(), Some(edit));
        }
        let tilde = self.take(TokenKind::Tilde);
        match (self.field, tilde) {
            (Some(field), None) if field.kind() == FieldKind::Range => {
                self.date(field, node, quote.end..quote.end + text.len(), true)
            }
            (field, tilde) => {
                if field.is_none_or(|field| field.kind() == FieldKind::Text)
                    && let Some(instead) = pattern::unquoted(text)
                {
                    let edit = instead.filter(|_| tilde.is_none()).map(|text| Edit::replace(span, text));
                    self.complain(ComplaintKind::QuotedWildcard, node.clone(), edit);
                }
                match tilde {
                    Some(tilde) => self.loose(node.start, text.to_string(), tilde),
                    None => self.text(node, Text::Phrase(text.to_string()), Construct::Loose),
                }
            }
        }
    }

    fn loose(&mut self, start: usize, text: String, tilde: Range<usize>) -> Operand {
        match number(&self.query[tilde.start + 1..tilde.end]) {
            Some(gap) if gap <= DISTANCE_LIMIT => {
                self.text(start..tilde.end, Text::Loose { text, gap }, Construct::Loose)
            }
            Some(_) => {
                self.too_far(tilde.clone(), format!("~{DISTANCE_LIMIT}"));
                Operand::Dropped
            }
            None => {
                self.complain(ComplaintKind::NoDistance, tilde, None);
                Operand::Dropped
            }
        }
    }

    pub(super) fn too_far(&mut self, span: Range<usize>, instead: String) {
        let kind = ComplaintKind::TooFar { limit: DISTANCE_LIMIT };
        self.complain(kind, span.clone(), Some(Edit::replace(span, instead)));
    }

    /// The days that the bytes in `span` say.
    fn date(&mut self, field: Field, node: Range<usize>, span: Range<usize>, quoted: bool) -> Operand {
        let text = &self.query[span.clone()];
        if text.trim().eq_ignore_ascii_case("missing") {
            return read(node, NodeKind::Field { field, value: Value::Missing });
        }
        let error = match DateRange::parse(text, self.today) {
            // `date:2021 .. 2022`, `date:"last month"..`: the other half is not in the value.
            Ok(_) if dots_follow(&self.query[node.end..]) => {
                RangeError { span: 0..text.len(), kind: RangeErrorKind::NotUnderstood }
            }
            Ok(range) => return read(node, NodeKind::Field { field, value: Value::Range(range) }),
            Err(error) => error,
        };
        let about = span.start + error.span.start..span.start + error.span.end;
        let edit = match error.kind {
            RangeErrorKind::Impossible(DateError::NoSuchDay { last, .. }) => {
                Some(Edit::replace(about.clone(), last.to_string()))
            }
            RangeErrorKind::Reversed { .. } => text
                .split_once("..")
                .map(|(first, last)| Edit::replace(span, format!("{}..{}", last.trim(), first.trim()))),
            _ if quoted => None,
            _ => self.quoted_date(span.start),
        };
        self.complain(ComplaintKind::Date { field, error: error.kind }, about, edit);
        Operand::Dropped
    }

    /// Quotes around the words from `start` on, if one or two more make them a date: `date:last month`.
    fn quoted_date(&self, start: usize) -> Option<Edit> {
        [2, 1].into_iter().find_map(|more| {
            let words = self.tokens.get(self.at..self.at + more)?;
            let end = words.last().filter(|_| words.iter().all(|token| token.kind == TokenKind::Word))?.span.end;
            let text = &self.query[start..end];
            DateRange::parse(text, self.today).ok()?;
            Some(Edit::replace(start..end, format!("\"{text}\"")))
        })
    }

    fn missing_value(&mut self, field: Field, span: Range<usize>) -> Operand {
        let takes = |kind| matches!(kind, TokenKind::Word | TokenKind::Phrase { .. } | TokenKind::Open);
        let edit = match self.peek() {
            Some((kind, next)) if takes(kind) => Edit::remove(span.end..next.start),
            _ => Edit::remove(span.clone()),
        };
        self.complain(ComplaintKind::MissingValue { field }, span, Some(edit));
        Operand::Dropped
    }

    fn unknown_field(&mut self, span: Range<usize>) -> Operand {
        let name = self.query[span.start..span.end - 1].to_string();
        let nearest = field::nearest(&name);
        let edit = match (nearest.first(), self.peek()) {
            (Some(best), _) => Some(Edit::replace(span.clone(), format!("{best}:"))),
            (None, Some((TokenKind::Word, value))) => {
                let word = span.start..value.end;
                Some(Edit::replace(word.clone(), format!("\"{}\"", &self.query[word])))
            }
            _ => None,
        };
        self.complain(ComplaintKind::UnknownField { name, nearest }, span.clone(), edit);
        let outer = self.field.take();
        self.value(span.start);
        self.field = outer;
        Operand::Dropped
    }
}

pub(super) fn read(span: Range<usize>, kind: NodeKind) -> Operand {
    Operand::Read(Node { span, kind })
}

/// Whether the text goes on with the dots of a range, at once or as a word of their own.
fn dots_follow(text: &str) -> bool {
    let alone = text.trim_start().strip_prefix("..").is_some_and(|after| after.chars().next().is_none_or(ends_word));
    alone || text.starts_with("..")
}
