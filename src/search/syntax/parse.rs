//! Reads a query: its tree, its complaints, and the corrected query. Knows neither grammar nor index, only how the
//! reading is judged.

use super::complaint::{Complaint, ComplaintKind, Severity};
use super::correct::{self, Edit};
use super::grammar::{Operand, Parser};
use super::tree::Node;
use crate::calendar::Day;

/// How often a corrected query is corrected again.
const CORRECTIONS: usize = 4;

/// A query as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// What the query asks; `None` if it asks nothing, or if it cannot be run because of an error among the complaints.
    pub tree: Option<Node>,
    /// In the order of the query; of a hopeless query only the first of each severity.
    pub complaints: Vec<Complaint>,
}

/// Reads a query; `today` is the day that `yesterday` and the like are told from. Takes any text, in time that
/// grows with its length alone.
pub fn parse(query: &str, today: Day) -> Parsed {
    let (mut parsed, edits) = read(query, today);
    if let Some(suggestion) = corrected(query, edits, today) {
        for complaint in parsed.complaints.iter_mut().filter(|complaint| !stays(complaint)) {
            complaint.suggestion = Some(suggestion.clone());
        }
    }
    parsed
}

/// The query after the edits, if nothing but what stays is wrong with it then.
fn corrected(query: &str, mut edits: Vec<Edit>, today: Day) -> Option<String> {
    let mut text = query.to_string();
    for _ in 0..CORRECTIONS {
        if edits.is_empty() {
            return None;
        }
        text = correct::apply(&text, &edits);
        let (again, more) = read(&text, today);
        if again.complaints.iter().all(stays) {
            return again.tree.map(|_| text);
        }
        edits = more;
    }
    None
}

/// Whether no other way of writing helps against it.
fn stays(complaint: &Complaint) -> bool {
    complaint.kind == ComplaintKind::OnlyExclusions
}

fn read(query: &str, today: Day) -> (Parsed, Vec<Edit>) {
    let mut parser = Parser::new(query, today);
    let tree = match parser.any() {
        Operand::Read(tree) => Some(tree),
        Operand::Dropped | Operand::Absent => None,
    };
    if tree.as_ref().is_some_and(Node::only_excludes) {
        parser.complain(ComplaintKind::OnlyExclusions, 0..query.len(), None);
    } else if tree.is_none() && parser.complaints.is_empty() && !query.trim().is_empty() {
        parser.complain(ComplaintKind::NoWords, 0..query.len(), None);
    }
    let mut complaints = parser.complaints;
    complaints.sort_by_key(|complaint| complaint.span.start);
    let runs = complaints.iter().all(|complaint| complaint.severity() == Severity::Warning);
    (Parsed { tree: tree.filter(|_| runs), complaints }, parser.edits)
}

#[cfg(test)]
mod tests {
    use super::super::{Field, NodeKind, Value};
    use super::*;

    fn today() -> Day {
        Day::from_ymd(2021, 8, 18).unwrap()
    }

    /// The tree as text, every part of it in brackets.
    fn shape(node: &Node) -> String {
        let all = |nodes: &[Node], by: &str| format!("[{}]", nodes.iter().map(shape).collect::<Vec<_>>().join(by));
        match &node.kind {
            NodeKind::And(nodes) => all(nodes, " "),
            NodeKind::Or(nodes) => all(nodes, " | "),
            NodeKind::Not(node) => format!("-{}", shape(node)),
            NodeKind::Required(node) => format!("+{}", shape(node)),
            _ => node.to_string(),
        }
    }

    fn check(query: &str, expected: &str) {
        let parsed = parse(query, today());
        assert_eq!(parsed.complaints, [], "{query}");
        assert_eq!(parsed.tree.as_ref().map(shape).unwrap_or_default(), expected, "{query}");
    }

    /// Expects one complaint about the marked text, and what is read or, after an error, suggested.
    fn complains(query: &str, about: &str, message: &str, read: Option<&str>, suggestion: Option<&str>) {
        let parsed = parse(query, today());
        let [complaint] = &parsed.complaints[..] else { panic!("{query}: {:?}", parsed.complaints) };
        assert_eq!((&query[complaint.span.clone()], &complaint.message[..]), (about, message), "{query}");
        assert_eq!(parsed.tree.as_ref().map(shape).as_deref(), read, "{query}");
        assert_eq!(complaint.suggestion.as_deref(), suggestion, "{query}");
        let has_error = complaint.severity() == Severity::Error;
        assert!(!has_error || parsed.tree.is_none(), "{query}");
    }

    #[test]
    fn the_grammar() {
        check("", "");
        check(" \t\u{a0}", "");
        check("a", "a");
        check("a b AND c", "[a b c]");
        check("a b OR c AND d OR e", "[[a b] | [c d] | e]");
        check("a (b OR c) d", "[a [b | c] d]");
        check("(a (b)) ((c d))", "[a b c d]");
        check("a OR (b OR (c))", "[a | b | c]");
        check("a NOT b -c +d", "[a -b -c +d]");
        check("a -(b c) +(d OR e) -\"f g\"", "[a -[b c] +[d | e] -\"f g\"]");
        check("a NOT NOT b -(-c) -(+d) +(-e)", "[a b c -d -e]");
        check("a OR NOT b", "[a | -b]");
        check("not guilty and or near", "[not guilty and or near]");
        check("Taliban-led U.S. don't - C++ won?", "[Taliban-led U.S. don't C++ won?]");
        check("“Islamic Emirate”«x»", "[\"Islamic Emirate\" \"x\"]");
        check("a(b)c", "[a b c]");
    }

    #[test]
    fn fields() {
        check("person:\"Sergey Lavrov\" -place:Kabul", "[person:\"Sergey Lavrov\" -place:Kabul]");
        check("person:(Lavrov OR Kabulov -org:UN)", "[person:Lavrov | [person:Kabulov -org:UN]]");
        check("title:(a \"b c\") d", "[title:a title:\"b c\" d]");
        check("date:\"last month\" about:2021-08..2021-09", "[date:2021-07 about:2021-08-01..2021-09-30]");
        check("date:(2019 OR ..yesterday)", "[date:2019 | date:..2021-08-17]");
        check("date:missing x", "[date:missing x]");
        check("http://a.org:80/b?c 10:30 Note:x kabul: y", "[http://a.org:80/b?c 10:30 Note:x kabul: y]");
    }

    #[test]
    fn spans_are_those_of_the_text() {
        let query = "é -person:(x OR \"y z\") +title:ü";
        let tree = parse(query, today()).tree.unwrap();
        let NodeKind::And(nodes) = &tree.kind else { panic!() };
        let text = |node: &Node| query[node.span.clone()].to_string();
        assert_eq!(nodes.iter().map(text).collect::<Vec<_>>(), ["é", "-person:(x OR \"y z\"", "+title:ü"]);
        let NodeKind::Not(or) = &nodes[1].kind else { panic!() };
        assert_eq!(text(or), "x OR \"y z\"");
        let NodeKind::Required(title) = &nodes[2].kind else { panic!() };
        assert_eq!(text(title), "title:ü");
        assert_eq!(title.kind, NodeKind::Field { field: Field::Title, value: Value::Word("ü".into()) });
        assert_eq!(text(&tree), query);
    }

    #[test]
    fn warnings_say_what_is_left_out() {
        let dangles = |operator: &str| format!("{operator} lacks something to apply to");
        complains("a \"b c", "\"", "the quote is not closed", Some("[a \"b c\"]"), Some("a \"b c\""));
        complains("a \"", "\"", "the quote is not closed", Some("a"), Some("a"));
        complains("a (b OR c", "(", "the parenthesis has no partner", Some("[a [b | c]]"), Some("a (b OR c)"));
        complains("a) OR b", ")", "the parenthesis has no partner", Some("[a | b]"), Some("a OR b"));
        complains("a AND", "AND", &dangles("AND"), Some("a"), Some("a"));
        complains("OR b", "OR", &dangles("OR"), Some("b"), Some("b"));
        complains("a OR OR b", "OR", &dangles("OR"), Some("[a | b]"), Some("a OR b"));
        complains("a AND OR b", "AND", &dangles("AND"), Some("[a | b]"), Some("a OR b"));
        complains("a (b NOT) c", "NOT", &dangles("NOT"), Some("[a b c]"), Some("a (b) c"));
        complains("OR", "OR", &dangles("OR"), None, None);
        complains("a \"\" b", "\"\"", "there is nothing between the quotes", Some("[a b]"), Some("a b"));
        complains("a OR ( )", "( )", "there is nothing between the parentheses", Some("a"), Some("a"));
        complains("-a (NOT b)", "-a (NOT b)", "the query only says what to exclude", Some("[-a -b]"), None);
        complains(" - ", " - ", "there is nothing to search for", None, None);
    }

    #[test]
    fn errors_have_no_tree() {
        let unknown = |name: &str| format!("there is no field {name:?}");
        complains("a perosn:x", "perosn:", &unknown("perosn"), None, Some("a person:x"));
        complains("mailto:x b", "mailto:", &unknown("mailto"), None, Some("\"mailto:x\" b"));
        complains("zzz:(x y)", "zzz:", &unknown("zzz"), None, None);
        complains("person: Lavrov", "person:", "the field person has no value", None, Some("person:Lavrov"));
        complains("a person:\"\"", "person:\"\"", "the field person has no value", None, Some("a"));
        let no_day = "date: there is no day 30 in that month, which ends on 2021-02-28";
        complains("é date:2020..2021-02-30", "2021-02-30", no_day, None, Some("é date:2020..2021-02-28"));
        let reversed = "about: the range ends on 2020-12-31, before it begins on 2021-01-01";
        complains("about:2021..2020", "2021..2020", reversed, None, Some("about:2020..2021"));
        let no_date = "date: not understood as a date";
        complains("date:last month a", "last", no_date, None, Some("date:\"last month\" a"));
        complains("date:2020 .. 2021", "2020", no_date, None, Some("date:\"2020 .. 2021\""));
        complains("date:\"last month\"..", "last month", no_date, None, None);
        complains("date:15 aug 2021", "15", no_date, None, Some("date:\"15 aug 2021\""));
        complains("date:\"some day\"", "some day", no_date, None, None);
    }

    #[test]
    fn what_is_not_supported_is_refused() {
        for (query, about, name, suggestion) in [
            ("steuer*", "*", "a wildcard", None),
            ("a OR wom?n", "?", "a wildcard", None),
            ("person:Lavr*", "*", "a wildcard", None),
            ("name~1 b", "~1", "a fuzzy word", Some("name b")),
            ("\"a b\"~3", "~3", "a loose phrase", Some("\"a b\"")),
            ("/a.*b/ c", "/a.*b/", "a regular expression", None),
            ("a NEAR/5 b", "NEAR/5", "NEAR", Some("a AND b")),
            ("a ADJ b", "ADJ", "ADJ", Some("a AND b")),
            ("(a b)^2 c", "^2", "a boost", Some("(a b) c")),
            ("a^2", "^2", "a boost", Some("a")),
            ("a || b", "||", "||", Some("a OR b")),
        ] {
            complains(query, about, &format!("not understood: {name} is not supported"), None, suggestion);
        }
    }

    #[test]
    fn several_mistakes_have_one_correction() {
        let parsed = parse("(perosn:x AND) b~2 \"c", today());
        assert_eq!(parsed.tree, None);
        assert_eq!(parsed.complaints.len(), 4);
        assert_eq!(parsed.complaints[2].column("(perosn:x AND) b~2 \"c"), 17);
        for complaint in parsed.complaints {
            assert_eq!(complaint.suggestion.as_deref(), Some("(person:x) b \"c\""));
        }
    }

    #[test]
    fn huge_and_hostile_queries_end_soon() {
        let deep = parse(&"(".repeat(100_000), today());
        assert!(deep.complaints.iter().any(|complaint| complaint.kind == ComplaintKind::TooDeep { limit: 100 }));
        for part in [
            ")",
            "()",
            "\"\"",
            "NOT ",
            "-(",
            "OR ",
            "a OR ",
            "a AND ",
            "/a(",
            "a:b:",
            "person:(",
            "foo:",
            "date: ",
            "\"a\"~",
            "«",
            "a~",
            "date:last ",
            "((a)",
            "--",
            "x",
            "a || ",
            "\"a\"-",
        ] {
            let query = part.repeat(100_000);
            let started = std::time::Instant::now();
            parse(&query, today());
            assert!(started.elapsed().as_secs() < 5, "{part}");
        }
        assert_eq!(parse(&format!("{}a{}", "(".repeat(100), ")".repeat(100)), today()).complaints, []);
    }
}
