//! Corrects the text of a query: small edits to what the reader wrote, so that the rest stays in their words. Does
//! not know what is wrong, nor whether the result is a good query.

use std::ops::Range;

/// Bytes of a query, and what should be there instead.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    pub span: Range<usize>,
    pub text: String,
}

impl Edit {
    pub(super) fn remove(span: Range<usize>) -> Edit {
        Edit { span, text: String::new() }
    }

    pub(super) fn replace(span: Range<usize>, text: impl Into<String>) -> Edit {
        Edit { span, text: text.into() }
    }
}

/// The query with all the edits made, but for those inside of another.
pub(super) fn apply(query: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.span.start, std::cmp::Reverse(edit.span.end)));
    let (mut corrected, mut at) = (String::with_capacity(query.len()), 0);
    for edit in edits {
        if edit.span.start < at {
            continue;
        }
        push(&mut corrected, &query[at..edit.span.start]);
        corrected.push_str(&edit.text);
        at = edit.span.end;
        if edit.text.is_empty() && query[at..].starts_with(')') {
            corrected.truncate(corrected.trim_end().len());
        }
    }
    push(&mut corrected, &query[at..]);
    corrected.trim().to_string()
}

/// Adds the text, but not a second space where something between two spaces was removed.
fn push(corrected: &mut String, text: &str) {
    let gap = corrected.is_empty() || corrected.ends_with(char::is_whitespace);
    corrected.push_str(if gap { text.trim_start() } else { text });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_leave_the_rest_as_it_is() {
        let edits = [
            Edit::replace(9..9, "\""),
            Edit::remove(2..5),
            Edit::replace(6..7, "é"),
            Edit::remove(6..7),
            Edit::replace(9..9, ")"),
        ];
        assert_eq!(apply("a AND b c", &edits), "a é c\")");
        assert_eq!(apply("OR  a", &[Edit::remove(0..2)]), "a");
        assert_eq!(apply("(a OR) b", &[Edit::remove(3..5)]), "(a) b");
        assert_eq!(apply("(())", &[Edit::remove(1..3), Edit::remove(0..4)]), "");
    }
}
