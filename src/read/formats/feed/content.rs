//! The text of an element of a feed: plain, or HTML in any of the ways in which feeds wrap it. Knows no feed.

use crate::read::html::{fragment_text, is_html};
use crate::read::lines::unindented;
use crate::read::source::Limits;
use crate::read::xml::{Element, unescaped};

/// Its HTML is nested deeper than the limit.
#[derive(Debug)]
pub(super) struct TooDeep;

/// What that is called in a report.
pub(super) const TOO_DEEP: &str = "its HTML is nested too deep";

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As it is to be read.
    Plain,
    /// In HTML.
    Html,
    /// In HTML if it looks like it: RSS does not say.
    Unsaid,
}

/// The text of an element with its paragraphs. Elements inside are HTML, whatever is said.
pub(super) fn text(element: &Element, form: Form, limits: &Limits) -> Result<String, TooDeep> {
    let is_tree = element.elements().next().is_some();
    let written = if is_tree { element.html(&|inner| Some(inner.local_name())) } else { element.text() };
    let is_html = is_tree || form == Form::Html || (form == Form::Unsaid && is_html(&written));
    if is_html {
        return fragment_text(&written, limits).ok_or(TooDeep);
    }
    let plain = if form == Form::Unsaid { unescaped(&written) } else { written.as_str().into() };
    Ok(unindented(&plain))
}

/// The text of an element on one line.
pub(super) fn line(element: &Element, form: Form, limits: &Limits) -> Result<String, TooDeep> {
    Ok(one_line(&text(element, form, limits)?))
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first of the texts that is not empty.
pub(super) fn first<'a>(
    elements: impl IntoIterator<Item = (&'a Element, Form)>,
    limits: &Limits,
) -> Result<String, TooDeep> {
    for (element, form) in elements {
        let text = text(element, form, limits)?;
        if !text.is_empty() {
            return Ok(text);
        }
    }
    Ok(String::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::xml::{Names, Spaces, parse};

    fn check(xml: &str, form: Form, expected: &str) {
        let element = parse(xml, &Names::default(), Spaces::Own(""), 100).root.unwrap();
        assert_eq!(text(&element, form, &Limits::default()).unwrap(), expected, "{xml}");
    }

    #[test]
    fn html_is_read_as_it_is_meant() {
        check("<d>&lt;p&gt;One &amp;amp; two&lt;p&gt;3</d>", Form::Unsaid, "One & two\n\n3");
        check("<d>&lt;p&gt;One</d>", Form::Plain, "<p>One");
        check("<d>A <b>bold</b><p>word &lt; &amp;</p></d>", Form::Plain, "A bold\n\nword < &");
        check("<d>a &amp;eacute; &lt; b</d>", Form::Unsaid, "a é < b");
        check("<d>a &amp;eacute;</d>", Form::Plain, "a &eacute;");
        check("<d>\n   One\n   two\n\n\n   three\n</d>", Form::Unsaid, "One\ntwo\n\nthree");
        check("<d>one\ntwo</d>", Form::Html, "one two");
    }
}
