//! `query:NAME`: what a saved query stands for, read as if it stood there in parentheses. Knows no file.

use std::ops::Range;

use super::complaint::ComplaintKind;
use super::correct::Edit;
use super::grammar::{Operand, Outside, Parser};
use crate::search::saved::SavedQueries;

/// How often a query may use saved ones, also through others: each that uses another twice doubles what is to be read.
const USES_LIMIT: usize = 1000;

impl<'q> Parser<'q> {
    /// What a name stands for, in the field around it. All of it is said at `place`, where the name is.
    pub(super) fn saved(&mut self, name: &str, place: Range<usize>) -> Operand {
        let name = name.trim();
        let start = self.query[place.clone()].rfind(name).map_or(place.start, |at| place.start + at);
        self.names.push((name.to_string(), start..start + name.len()));
        if let Some(at) = self.outside.queries.iter().position(|outer| *outer == name) {
            let chain = self.outside.queries[at..].iter().copied().chain([name]).map(str::to_string).collect();
            self.complain(ComplaintKind::EndlessQuery { chain }, place, None);
            return Operand::Dropped;
        }
        let saved = self.saved;
        let Some((name, text)) = saved.entry(name) else {
            let kind = unknown(name, saved);
            let edit = saved.nearest(name).first().map(|best| Edit::replace(start..start + name.len(), *best));
            self.complain(kind, place, edit);
            return Operand::Dropped;
        };
        self.uses += 1;
        if self.uses > USES_LIMIT {
            self.complain(ComplaintKind::TooManySaved { limit: USES_LIMIT }, place, None);
            return Operand::Dropped;
        }
        if self.is_deep() {
            return self.too_deep(place);
        }
        self.stand_for(name, text, place)
    }

    fn stand_for(&mut self, name: &'q str, text: &'q str, place: Range<usize>) -> Operand {
        let queries = self.outside.queries.iter().copied().chain([name]).collect();
        let outside = Outside { queries, depth: self.outside.depth + self.depth + 1 };
        let mut inner = Parser::new(text, self.today, self.saved, outside);
        (inner.field, inner.nears, inner.uses) = (self.around, self.nears, self.uses);
        let found = inner.any();
        (self.nears, self.uses) = (inner.nears, inner.uses);
        for name in [name].into_iter().chain(inner.stands_for) {
            if !self.stands_for.contains(&name) {
                self.stands_for.push(name);
            }
        }
        if matches!(found, Operand::Absent) && inner.complaints.is_empty() {
            self.complain(ComplaintKind::NoWords.within(name, 1), place.clone(), None);
        }
        for complaint in inner.complaints {
            let column = complaint.column(text);
            self.complain(complaint.kind.within(name, column), place.clone(), None);
        }
        match found {
            Operand::Read(tree) => Operand::Read(tree.said_at(&place)),
            Operand::Dropped | Operand::Absent => Operand::Dropped,
        }
    }
}

fn unknown(name: &str, saved: &SavedQueries) -> ComplaintKind {
    let nearest = saved.nearest(name);
    let others = saved.iter().map(|(known, _)| known).filter(|known| !nearest.contains(known));
    let known = nearest.iter().copied().chain(others).map(str::to_string).collect();
    let nearest = nearest.iter().map(|near| near.to_string()).collect();
    ComplaintKind::UnknownQuery { name: name.to_string(), nearest, known }
}

#[cfg(test)]
mod tests {
    use super::super::{Complaint, ComplaintKind, Parsed, Severity, parse, parse_as, parse_with};
    use super::*;
    use crate::calendar::Day;

    const FILE: &str = r#"
fall = 'kabul NEAR/5 (fall OR fell)'
two = 'a b'
either = 'a OR "b c"'
people = 'Lavrov OR "Hamid Karzai"'
no = '-moon'
deep = 'query:fall^2 query:(two OR either)'
bad = 'é perosn:x'
worse = 'x query:bad'
quote = '"a'
sign = '--'
self = 'x query:self'
one = 'query:other'
other = 'y (query:third)'
third = '-query:one'
field = 'title:a'
"#;

    fn saved() -> SavedQueries {
        SavedQueries::parse(FILE).unwrap()
    }

    fn read(query: &str) -> Parsed {
        parse_with(query, Day::MAX, &saved())
    }

    /// A query with names is read as another without.
    #[track_caller]
    fn check(query: &str, same: &str) {
        let read = read(query);
        let printed = |parsed: &Parsed| parsed.tree.as_ref().map(ToString::to_string);
        assert_eq!(read.complaints, [], "{query}");
        assert_eq!(printed(&read), printed(&parse(same, Day::MAX)), "{query}");
    }

    /// Expects one complaint about the marked text.
    #[track_caller]
    fn complains(query: &str, about: &str, message: &str, suggestion: Option<&str>) -> Complaint {
        let parsed = read(query);
        let [complaint] = &parsed.complaints[..] else { panic!("{query}: {:?}", parsed.complaints) };
        assert_eq!((&query[complaint.span.clone()], &complaint.message[..]), (about, message), "{query}");
        assert_eq!(complaint.suggestion.as_deref(), suggestion, "{query}");
        assert_eq!(parsed.tree.is_none(), complaint.severity() == Severity::Error, "{query}");
        complaint.clone()
    }

    #[test]
    fn a_name_is_what_it_stands_for_in_parentheses() {
        check("query:two", "a b");
        check("x query:either -query:fall", "x (a OR \"b c\") -(kabul NEAR/5 (fall OR fell))");
        check("x OR query:two^3", "x OR (a b)^3");
        check("+query:two query:\"fall\"", "+(a b) (kabul NEAR/5 (fall OR fell))");
        check("query:either NEAR/3 query:fall", "(a OR \"b c\") NEAR/3 (kabul NEAR/5 (fall OR fell))");
        check("person:(query:people)", "person:(Lavrov OR \"Hamid Karzai\")");
        check("title:(x query:(two OR either))", "title:(x ((a b) OR (a OR \"b c\")))");
        check("title:(query:two) query:two", "title:(a b) (a b)");
        check("x query:no", "x -moon");
        check("query:deep", "(kabul NEAR/5 (fall OR fell))^2 ((a b) OR a OR \"b c\")");
        check("query:(two OR title:(query:two) OR query:two)", "(a b) OR title:(a b) OR (a b)");
        assert_eq!(read("query:deep x query:fall").queries, ["deep", "fall", "two", "either"]);
    }

    #[test]
    fn all_of_it_is_said_where_the_name_is() {
        let tree = read("é query:(two) OR x").tree.unwrap();
        let super::super::NodeKind::Or(parts) = &tree.kind else { panic!() };
        let super::super::NodeKind::And(parts) = &parts[0].kind else { panic!() };
        assert_eq!(parts.iter().map(|part| part.span.clone()).collect::<Vec<_>>(), [0..2, 10..13, 10..13]);
    }

    #[test]
    fn unknown_names() {
        let known = "fall, two, either, people, no, deep, bad, worse, quote, sign and 5 more";
        let message = |name: &str| format!("there is no saved query {name:?} (saved are {known})");
        complains("a query:fal b", "query:fal", &message("fal"), Some("a query:fall b"));
        complains("query:(two OR \"fal \")", "\"fal \"", &message("fal"), Some("query:(two OR \"fall \")"));
    }

    #[test]
    fn complaints_say_in_which_query() {
        let field = "there is no field \"perosn\"";
        complains("a query:bad", "query:bad", &format!("in the saved query bad, column 3: {field}"), None);
        let twice = format!("in the saved query worse, column 3: in the saved query bad, column 3: {field}");
        complains("a (query:worse)", "query:worse", &twice, None);
        let quote = complains(
            "a query:quote",
            "query:quote",
            "in the saved query quote, column 1: the quote is not closed",
            None,
        );
        assert_eq!(quote.severity(), Severity::Warning);
        complains(
            "a query:sign",
            "query:sign",
            "in the saved query sign, column 1: there is nothing to search for",
            None,
        );
        complains("query:no", "query:no", "the query only says what to exclude", None);
        complains("query:", "query:", "the field query has no value", None);
        let value = "the field query takes values as they are, not a wildcard";
        complains("query:fa*", "query:fa*", value, None);
        // The rest is corrected all the same.
        let both = read("a AND query:quote OR");
        let suggestions: Vec<_> = both.complaints.iter().map(|c| c.suggestion.as_deref()).collect();
        assert_eq!(suggestions, [None, Some("a AND query:quote")]);
    }

    #[test]
    fn what_cannot_stand_near_cannot_under_a_name() {
        let beside = |what: &str| format!("{what} cannot stand beside NEAR/5");
        let words = beside("a group of several words that are all required");
        complains("query:two NEAR/5 c", "query:two", &words, None);
        complains("c NEAR/5 query:people^2", "query:people^2", &beside("a weight"), None);
        complains("c NEAR/5 query:no", "query:no", &beside("an exclusion"), None);
        let fields = "what is near each other must be asked of one field";
        complains("query:field NEAR b", "query:field NEAR b", fields, None);
        complains("title:(日a日日) NEAR b", "日a日日) NEAR b", fields, None);
    }

    #[test]
    fn queries_without_end_are_refused() {
        let message = |chain: &str| format!("a saved query stands for itself: {chain}");
        complains("a query:self", "query:self", &message("self → self"), None);
        complains("query:other", "query:other", &message("other → third → one → other"), None);
        let saved = saved();
        let named = parse_as("fall", "x query:new", Day::MAX, &saved).complaints;
        assert!(matches!(named[0].kind, ComplaintKind::UnknownQuery { .. }), "{named:?}");
        let named = parse_as("fall", "x query:fall", Day::MAX, &saved).complaints;
        assert_eq!((&named[0].message[..], named[0].span.clone()), (&message("fall → fall")[..], 2..12));
        let own = parse_as("new", "x query:new", Day::MAX, &saved).complaints;
        assert_eq!(own[0].message, message("new → new"));
        assert_eq!(parse_as("two", "x query:fall", Day::MAX, &saved).complaints, []);
        assert_eq!(
            parse_as("either", "query:deep", Day::MAX, &saved).complaints[0].message,
            message("either → deep → either")
        );
    }

    #[test]
    fn what_grows_without_limit_is_refused_soon() {
        let doubling: String = (1..64).map(|n| format!("q{n} = 'query:q{0} NEAR query:q{0}'\n", n - 1)).collect();
        let saved = SavedQueries::parse(&format!("q0 = 'a'\n{doubling}")).unwrap();
        let parse = |query: &str| parse_with(query, Day::MAX, &saved).complaints;
        assert_eq!(parse("query:q6"), []);
        assert_eq!(parse("query:q7")[0].kind, ComplaintKind::TooManyNears { limit: 100 });
        let doubling = doubling.replace("NEAR", "OR");
        let saved = SavedQueries::parse(&format!("q0 = 'a'\n{doubling}")).unwrap();
        let parse = |query: &str| parse_with(query, Day::MAX, &saved).complaints;
        assert_eq!(parse("query:q63")[0].kind, ComplaintKind::TooManySaved { limit: 1000 });
        let chain: String = (1..200).map(|n| format!("q{n} = '(query:q{})'\n", n - 1)).collect();
        let saved = SavedQueries::parse(&format!("q0 = 'a'\n{chain}")).unwrap();
        let parse = |query: &str| parse_with(query, Day::MAX, &saved).complaints;
        assert_eq!(parse("query:q49"), []);
        assert_eq!(parse("query:q199 b")[0].kind, ComplaintKind::TooDeep { limit: 100 });
    }
}
