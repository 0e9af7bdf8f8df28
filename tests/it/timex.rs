//! Expressions of time in news in which people have marked them; and the measure that says how well they are found.

#[path = "../../benches/quality/tempeval.rs"]
mod tempeval;
#[path = "../../benches/quality/timeml.rs"]
mod timeml;

use tempeval::{Counts, Timex, pairs};

use crate::real::data;

fn timex(start: usize, end: usize, value: &str) -> Timex {
    Timex { range: start..end, kind: "DATE".to_string(), value: value.to_string() }
}

#[test]
fn expressions_are_counted_as_in_tempeval() {
    let truth = [timex(0, 10, "2021"), timex(20, 30, "2021-08"), timex(40, 50, "P2D")];
    let found = [timex(0, 10, "2021"), timex(25, 35, "2020-08"), timex(60, 70, "P1D"), timex(80, 90, "P1D")];
    let mut counts = Counts::default();
    counts.add(&truth, &found);
    assert_eq!(counts, Counts { truth: 3, found: 4, overlapping: 2, exact: 1, same_value: 1 });
    assert!((counts.relaxed() - 100.0 * 4.0 / 7.0).abs() < 1e-9);
    assert!((counts.strict() - 100.0 * 2.0 / 7.0).abs() < 1e-9);
    assert!((counts.value() - 100.0 * 2.0 / 7.0).abs() < 1e-9);
    assert_eq!(Counts::default().value(), 0.0);
}

#[test]
fn each_expression_is_in_one_pair() {
    // One of the system's over two of people's counts once, and ends that touch do not overlap.
    let truth = [timex(0, 10, "a"), timex(12, 20, "b"), timex(20, 30, "c")];
    let found = [timex(0, 20, "a")];
    assert_eq!(pairs(&truth, &found).len(), 1);
    // The same extent goes before another that overlaps.
    let truth = [timex(0, 10, "a"), timex(5, 10, "b")];
    let found = [timex(5, 10, "b"), timex(0, 6, "a")];
    let values: Vec<_> =
        pairs(&truth, &found).into_iter().map(|(truth, found)| (&*truth.value, &*found.value)).collect();
    assert_eq!(values, [("b", "b"), ("a", "a")]);
}

#[test]
fn timeml_is_read_with_its_marks_in_place() {
    let source = "<TimeML><DOCID>x</DOCID><DCT><TIMEX3 tid='t0' type='DATE' value='2021-08-18' functionInDocument='CREATION_TIME'>August 18</TIMEX3></DCT>\
        <TEXT>It <EVENT>fell</EVENT> &amp; rose <TIMEX3 tid='t1' type='DATE' value='2021-08-17'>on <SIGNAL>Tuesday</SIGNAL></TIMEX3>.</TEXT></TimeML>";
    let document = timeml::document(source).unwrap();
    assert_eq!(document.text, "It fell & rose on Tuesday.");
    assert_eq!(document.created, "2021-08-18".parse().ok());
    assert_eq!(document.truth, [timex(15, 25, "2021-08-17")]);
    assert_eq!(timeml::measure(&[document]).dates.same_value, 1);
}

#[test]
fn expressions_in_news_are_found_and_understood() {
    /// F1 of the values of dates, and of finding any expression: what must be reached.
    const LEAST: [(&str, f64, f64); 2] = [("timebank", 82.0, 90.0), ("aquaint", 78.0, 90.0)];
    for (set, values, relaxed) in LEAST {
        let Some(folder) = data(&format!("dates/{set}")) else { return };
        let measured = timeml::measure(&timeml::documents(&folder).unwrap());
        let (found_values, found) = (measured.dates.value(), measured.all.relaxed());
        assert!(found_values >= values && found >= relaxed, "{set}: values {found_values:.1}, expressions {found:.1}");
    }
}
