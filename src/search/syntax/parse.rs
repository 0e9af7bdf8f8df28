//! Reads a query: its tree, its complaints, and the corrected query. Knows neither grammar nor index, only how the
//! reading is judged.

use std::ops::Range;

use super::complaint::{Complaint, ComplaintKind, Severity};
use super::correct::{self, Edit};
use super::grammar::{Operand, Outside, Parser};
use super::tree::Node;
use crate::calendar::Day;
use crate::search::saved::SavedQueries;

/// How often a corrected query is corrected again.
const CORRECTIONS: usize = 4;

/// A query as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// What the query asks; `None` if it asks nothing, or if it cannot be run because of an error among the complaints.
    pub tree: Option<Node>,
    /// In the order of the query; of a hopeless query only the first of each severity.
    pub complaints: Vec<Complaint>,
    /// The names of the saved queries that it stands for, also through others, each once.
    pub queries: Vec<String>,
}

/// Reads a query; `today` is the day that `yesterday` and the like are told from. Takes any text, in time that
/// grows with its length alone. No query is saved.
pub fn parse(query: &str, today: Day) -> Parsed {
    parse_with(query, today, &SavedQueries::default())
}

/// Reads a query that may use saved ones, as `query:NAME`. What they stand for is read as if it stood there in parentheses.
pub fn parse_with(query: &str, today: Day, saved: &SavedQueries) -> Parsed {
    judged(query, Setting { today, saved, name: None })
}

/// Reads a query that is to be saved under a name, which it must not use itself, nor through others.
pub fn parse_as(name: &str, query: &str, today: Day, saved: &SavedQueries) -> Parsed {
    judged(query, Setting { today, saved, name: Some(name) })
}

/// The names of saved queries that a query uses itself, and where they stand in it.
pub(in crate::search) fn names(query: &str) -> Vec<(String, Range<usize>)> {
    let none = SavedQueries::default();
    let mut parser = Parser::new(query, Day::MAX, &none, Outside::default());
    parser.any();
    parser.names
}

/// What a query is read with.
#[derive(Clone, Copy)]
struct Setting<'a> {
    today: Day,
    saved: &'a SavedQueries,
    /// What it is to be saved under.
    name: Option<&'a str>,
}

fn judged(query: &str, setting: Setting) -> Parsed {
    let (mut parsed, edits) = read(query, setting);
    if let Some(suggestion) = corrected(query, edits, setting) {
        for complaint in parsed.complaints.iter_mut().filter(|complaint| !stays(complaint)) {
            complaint.suggestion = Some(suggestion.clone());
        }
    }
    parsed
}

/// The query after the edits, if nothing but what stays is wrong with it then.
fn corrected(query: &str, mut edits: Vec<Edit>, setting: Setting) -> Option<String> {
    let mut text = query.to_string();
    for _ in 0..CORRECTIONS {
        if edits.is_empty() {
            return None;
        }
        text = correct::apply(&text, &edits);
        let (again, more) = read(&text, setting);
        if again.complaints.iter().all(stays) {
            return again.tree.map(|_| text);
        }
        edits = more;
    }
    None
}

/// Whether no other way of writing helps against it.
fn stays(complaint: &Complaint) -> bool {
    matches!(complaint.kind, ComplaintKind::OnlyExclusions | ComplaintKind::Saved { .. })
}

fn read(query: &str, Setting { today, saved, name }: Setting) -> (Parsed, Vec<Edit>) {
    let outside = Outside { queries: name.into_iter().collect(), depth: 0 };
    let mut parser = Parser::new(query, today, saved, outside);
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
    let queries = parser.stands_for.iter().map(|name| name.to_string()).collect();
    (Parsed { tree: tree.filter(|_| runs), complaints, queries }, parser.edits)
}

#[cfg(test)]
mod tests {
    use super::super::{Field, NodeKind, Text, Value};
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
            NodeKind::Near { nearness, sides } => format!("{{{} {nearness} {}}}", shape(&sides[0]), shape(&sides[1])),
            NodeKind::Weighted { weight, node } => format!("{}^{weight}", shape(node)),
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
        assert_eq!(title.kind, NodeKind::Field { field: Field::Title, value: Value::Text(Text::Word("ü".into())) });
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
    fn patterns_and_loose_phrases() {
        check("steuer* wom?n who? name~ name~2, /a(b|c)/", "[steuer* wom?n who? name~1 name~2 /a(b|c)/]");
        check("\"a b\"~3 title:(x* OR y~1)", "[\"a b\"~3 [title:x* | title:y~1]]");
        check("http://x.org/?a=b~1 title:/x/", "[http://x.org/?a=b~1 title:/x/]");
    }

    #[test]
    fn what_is_near() {
        check("a NEAR b ADJ/2 c d", "[{{a NEAR/10 b} ADJ/2 c} d]");
        check("x a NEAR/3 (b OR \"c d\") OR e", "[[x {a NEAR/3 [b | \"c d\"]}] | e]");
        check("title:(a NEAR/3 (b ADJ c)) -(d NEAR e)", "[{title:a NEAR/3 {title:b ADJ/0 title:c}} -{d NEAR/10 e}]");
        check("+(a NEAR b) near", "[+{a NEAR/10 b} near]");
    }

    #[test]
    fn weights() {
        check("a^2 \"b c\"~1^0.5 (d e)^3. f~^1.25", "[a^2 \"b c\"~1^0.5 [d e]^3 f~1^1.25]");
        check("title:(a b)^2 -c^2 +(d OR e)^2", "[[title:a title:b]^2 -c^2 +[d | e]^2]");
        check("10^6 ^_^", "[10^6 ^_^]");
    }

    #[test]
    fn patterns_that_cannot_be_read() {
        let fuzzy = "a fuzzy word may differ by one or two letters: ~1 or ~2";
        complains("name~0 b", "~0", fuzzy, None, Some("name b"));
        complains("name~3", "~3", fuzzy, None, Some("name~2"));
        complains("name~0.8 b", "~0.8", fuzzy, None, Some("name~2 b"));
        complains("a *", "*", "a wildcard must have at least one letter or digit", None, Some("a"));
        let tilde = "a tilde goes behind a word or a phrase";
        complains("(a b)~2 c", "~2", tilde, None, Some("(a b) c"));
        complains("st*~1", "~1", tilde, None, Some("st*"));
        let loose = "a tilde behind a phrase says how many other words may stand in it, as in ~3";
        complains("\"a b\"~ c", "~", loose, None, None);
        complains("\"a b\"~501", "~501", "at most 500 words may stand between", None, Some("\"a b\"~500"));
        let regex = "the regular expression cannot be read: unclosed group";
        complains("é /a(b/ c", "(", regex, None, None);
        let folded = "regular expressions are compared with words in small letters and without accents";
        complains("/É[a-z]/ b", "/É[a-z]/", folded, Some("[/É[a-z]/ b]"), Some("/e[a-z]/ b"));
        let quoted = "between quotes, * and ? do not stand for letters";
        let phrase = "[x \"minist* of state\"]";
        complains(
            "x \"minist* of state\"",
            "\"minist* of state\"",
            quoted,
            Some(phrase),
            Some("x (minist* ADJ \"of state\")"),
        );
        let value = |field, what| format!("the field {field} takes values as they are, not {what}");
        complains("person:Lavr*", "person:Lavr*", &value("person", "a wildcard"), None, None);
        complains("date:2020~1", "date:2020~1", &value("date", "a fuzzy word"), None, None);
        complains("source:\"a b\"~2", "source:\"a b\"~2", &value("source", "a loose phrase"), None, None);
        let weight = "a weight is a number above 0, at most 1000 and with at most three decimals";
        complains("a^0 b", "^0", weight, None, Some("a b"));
        complains("(a b)^1.2345 c", "^1.2345", weight, None, Some("(a b) c"));
        let nothing = "what this weighs adds nothing to the order: fields and exclusions do not";
        complains("a org:b^2", "^2", nothing, Some("[a org:b]"), Some("a org:b"));
    }

    #[test]
    fn what_cannot_be_near() {
        let dangles = |operator: &str| format!("{operator} lacks something to apply to");
        complains("a NEAR/5", "NEAR/5", &dangles("NEAR/5"), Some("a"), Some("a"));
        complains("a OR ADJ b", "ADJ", &dangles("ADJ"), Some("[a | b]"), Some("a OR b"));
        complains("a NEAR NEAR/2 b", "NEAR", &dangles("NEAR"), Some("{a NEAR/2 b}"), Some("a NEAR/2 b"));
        let beside = |what: &str| format!("{what} cannot stand beside NEAR/5");
        let group = beside("a group of several words that are all required");
        complains("(a b) NEAR/5 c", "a b", &group, None, Some("(a NEAR/5 b) NEAR/5 c"));
        complains("c NEAR/5 (a AND b c)", "a AND b c", &group, None, Some("c NEAR/5 (a NEAR/5 b NEAR/5 c)"));
        complains("NOT a NEAR/5 b", "NOT a", &beside("an exclusion"), None, Some("NOT (a NEAR/5 b)"));
        complains("a NEAR/5 -b", "-b", &beside("an exclusion"), None, None);
        complains("+a NEAR/5 b", "+a", &beside("a word that is marked as required"), None, Some("+(a NEAR/5 b)"));
        complains("a NEAR/5 b^2", "b^2", &beside("a weight"), None, None);
        complains("a NEAR/5 org:b", "org:b", &beside("a field other than title and body"), None, None);
        let fields = "what is near each other must be asked of one field";
        complains("title:a NEAR b", "title:a NEAR b", fields, None, Some("title:(a NEAR b)"));
        let number = |operator: &str| format!("behind {operator}/ stands a whole number of words, as in {operator}/5");
        complains("a NEAR/x b", "NEAR/x", &number("NEAR"), None, Some("a NEAR b"));
        complains("a NEAR/-1 (b OR c) d", "NEAR/-1", &number("NEAR"), None, Some("a NEAR/1 (b OR c) d"));
        complains("a NEAR/3.5 b", "NEAR/3.5", &number("NEAR"), None, Some("a NEAR/3 b"));
        complains("a ADJ/ b", "ADJ/", &number("ADJ"), None, Some("a ADJ b"));
        check("near/x \"NEAR/x\" title:NEAR/x", "[near/x \"NEAR/x\" title:NEAR/x]");
        complains("a NEAR/501 b", "NEAR/501", "at most 500 words may stand between", None, Some("a NEAR/500 b"));
    }

    #[test]
    fn what_is_not_supported_is_refused() {
        for (query, about, suggestion) in [("a || b", "||", "a OR b"), ("a && b", "&&", "a AND b")] {
            let message = format!("not understood: {about} is not supported");
            complains(query, about, &message, None, Some(suggestion));
        }
    }

    #[test]
    fn several_mistakes_have_one_correction() {
        let parsed = parse("(perosn:x AND) b~3 \"c", today());
        assert_eq!(parsed.tree, None);
        assert_eq!(parsed.complaints.len(), 4);
        assert_eq!(parsed.complaints[2].column("(perosn:x AND) b~3 \"c"), 17);
        for complaint in parsed.complaints {
            assert_eq!(complaint.suggestion.as_deref(), Some("(person:x) b~2 \"c\""));
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
            "a NEAR ",
            "a~1^2 ",
            "^2",
            "a^",
            "/a/ ",
            "*",
            "query:a ",
            "a NEAR/x ",
        ] {
            let query = part.repeat(100_000);
            let started = std::time::Instant::now();
            parse(&query, today());
            assert!(started.elapsed().as_secs() < 5, "{part}");
        }
        assert_eq!(parse(&format!("{}a{}", "(".repeat(100), ")".repeat(100)), today()).complaints, []);
    }
}
