//! What of a query says which coverage is looked at, and not what it is about: the articles that those that match are a share of.

use super::plan::{Clause, Filter, Plan};
use super::syntax::Field;

/// The plan of all articles of the same coverage: of what the plan requires, that which concerns only date, outlet, section, author, language, basis and sort of file. Whatever
/// matches the plan matches this too.
pub fn coverage(plan: &Plan) -> Plan {
    let root = required(plan, &plan.root).unwrap_or(Clause::Everything);
    Plan { root, like: None, ..plan.clone() }
}

/// Whether a field says which coverage an article belongs to, and not what it is about.
pub fn says_coverage(field: Field) -> bool {
    matches!(
        field,
        Field::Date | Field::Source | Field::Section | Field::Author | Field::Language | Field::Basis | Field::FileType
    )
}

fn required(plan: &Plan, clause: &Clause) -> Option<Clause> {
    match clause {
        Clause::And(parts) => {
            Clause::joined(parts.iter().filter_map(|part| required(plan, part)).collect(), Clause::And)
        }
        Clause::Required(inner) => required(plan, inner),
        other => is_of_coverage(plan, other).then(|| other.clone()),
    }
}

/// Whether nothing else than coverage is in it.
fn is_of_coverage(plan: &Plan, clause: &Clause) -> bool {
    match clause {
        Clause::Everything => true,
        Clause::Leaf(_) => false,
        Clause::Filter(number) => {
            let (Filter::Range(field, _) | Filter::Missing(field) | Filter::Value(field, _)) = &plan.filters[*number];
            says_coverage(*field)
        }
        Clause::And(parts) | Clause::Or(parts) => parts.iter().all(|part| is_of_coverage(plan, part)),
        Clause::Not(inner) | Clause::Required(inner) => is_of_coverage(plan, inner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;
    use crate::search::planner::plan;
    use crate::search::syntax::parse;
    use crate::text::Lexicon;

    #[test]
    fn what_articles_are_about_is_left_out() {
        let covered = |query: &str| {
            let today = Day::from_ymd(2026, 1, 1).unwrap();
            let plan = plan(parse(query, today).tree.as_ref(), &[], &mut Lexicon::default());
            coverage(&plan).root
        };
        let one = || Clause::Filter(0);
        assert_eq!(covered("kabul source:x"), one());
        assert_eq!(covered("kabul -source:x"), Clause::Not(Box::new(one())));
        assert_eq!(covered("kabul (source:x OR date:2021)"), Clause::Or(vec![one(), Clause::Filter(1)]));
        assert_eq!(covered("+language:en (kabul section:x)"), Clause::And(vec![one(), Clause::Filter(1)]));
        for query in ["kabul", "person:x about:2021", "kabul OR source:x", "-(kabul source:x)", "title:source"] {
            assert_eq!(covered(query), Clause::Everything, "{query}");
        }
    }
}
