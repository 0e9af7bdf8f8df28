//! Tables of names that are one, that may be one and that are two, and what holds of every grouping.

use proptest::prelude::*;

use super::{Evidence, Groups, Likeness, Named, Reason, compare, group};
use crate::annotate::ActorKind::{self, Organisation, Person, Place};

fn named(kind: ActorKind, name: &str, articles: u32) -> Named<'_> {
    Named { kind, name, articles, known: false }
}

/// The names that lead others, each with those it leads.
fn groups(names: &[Named], evidence: &dyn Evidence) -> Vec<String> {
    let answer = group(names, evidence);
    let mut shown: Vec<String> = (0..names.len())
        .filter(|&at| answer.leader[at] == at as u32)
        .map(|at| {
            let led = (0..names.len()).filter(|&other| other != at && answer.leader[other] == at as u32);
            let mut others: Vec<&str> = led.map(|other| names[other].name).collect();
            others.sort_unstable();
            std::iter::once(names[at].name).chain(others).collect::<Vec<_>>().join(" = ")
        })
        .collect();
    shown.sort();
    shown
}

fn suggested(names: &[Named], evidence: &dyn Evidence) -> Vec<String> {
    let show = |answer: Groups| {
        let one = |suggestion: &super::Suggestion| {
            let [first, second] = [suggestion.first, suggestion.second].map(|at| names[at as usize].name);
            format!("{first} ? {second}: {:?}", suggestion.reason)
        };
        answer.suggestions.iter().map(one).collect()
    };
    show(group(names, evidence))
}

/// Every two names have this company and so many articles in common.
struct All(Option<u32>, Option<f32>);

impl Evidence for All {
    fn together(&self, _: u32, _: u32) -> Option<u32> {
        self.0
    }

    fn alike(&self, _: u32, _: u32) -> Option<f32> {
        self.1
    }
}

#[test]
fn names_that_may_be_one_are_neither_joined_nor_lost() {
    for (kind, first, second, reason) in [
        (Person, "George W. Bush", "George Bush", Reason::MiddleName),
        (Person, "J. Stoltenberg", "Jens Stoltenberg", Reason::Initial),
        (Person, "Volodymyr Putin", "Vladimir Putin", Reason::OtherForm),
        (Person, "Jon Snowdon", "John Snowdon", Reason::OtherForm),
        (Person, "Ann Widdecombe", "Anne Widdecombe", Reason::OtherForm),
        (Person, "Abe Shinzo", "Shinzo Abe", Reason::Order),
        (Person, "Lavrov", "Sergei Lavrov", Reason::Part),
        (Person, "Alfred Brittain", "Alfred Brittain III", Reason::Generation),
        (Person, "Bill Smith", "William Smith", Reason::Nickname),
        (Person, "Herbert Clark", "Herbert Clark Hoover", Reason::SecondSurname),
        (Person, "Kim Mo", "Kim Gun-mo", Reason::MiddleName),
        (Organisation, "Russian Defence Ministry", "Ministry of Defence of Russia", Reason::Wording),
        (Organisation, "Walden University", "University of Walden", Reason::Wording),
        (Organisation, "Alibaba", "Alibaba Group", Reason::Wording),
        (Organisation, "BASF AG", "BASF Corp", Reason::LegalForm),
        (Organisation, "IDC", "International Development Committee", Reason::Acronym),
        (Organisation, "BAe", "BAE", Reason::Spelling),
        (Place, "Kabul", "Kabul Province", Reason::Wording),
        (Place, "Province of Idlib", "Idlib", Reason::Wording),
    ] {
        let names = [named(kind, first, 2), named(kind, second, 1)];
        assert_eq!(groups(&names, &()).len(), 2, "{first}, {second}");
        let found = compared_without_tables(kind, first, second);
        assert_eq!(found, Likeness::Perhaps(reason), "{first}, {second}");
    }
}

/// As [`compare`], but the tables of actors have no say.
fn compared_without_tables(kind: ActorKind, first: &str, second: &str) -> Likeness {
    let mut forms = super::Forms::default();
    forms.add(kind, first);
    forms.add(kind, second);
    super::compared(&forms, 0, 1)
}

#[test]
fn known_names_of_two_actors_are_never_one() {
    assert_eq!(compare(Person, "George H.W. Bush", "George W. Bush"), Likeness::Different);
    assert_eq!(compare(Place, "Mexico City", "Mexico"), Likeness::Different);
    let names = [("Kuwait City", 9), ("Kuwait", 8)]
        .map(|(name, articles)| Named { known: true, ..named(Place, name, articles) });
    assert_eq!(groups(&names, &()), ["Kuwait", "Kuwait City"]);
    assert!(suggested(&names, &()).is_empty());
}

#[test]
fn the_leader_is_known_or_the_commonest_that_is_in_full() {
    let mut names = [
        named(Person, "Sergei Lavrov", 3),
        named(Person, "Sergey Lavrov", 1),
        named(Person, "Serguei Lavrov", 9),
        named(Person, "SERGEI LAVROV", 20),
        named(Person, "Lavrov", 12),
    ];
    assert_eq!(groups(&names, &()), ["Serguei Lavrov = Lavrov = SERGEI LAVROV = Sergei Lavrov = Sergey Lavrov"]);
    names[1].known = true;
    assert_eq!(groups(&names, &()), ["Sergey Lavrov = Lavrov = SERGEI LAVROV = Sergei Lavrov = Serguei Lavrov"]);
}

#[test]
fn an_initial_joins_nobody_whom_it_could_confuse() {
    let smiths =
        [named(Person, "J. Smythson", 4), named(Person, "John Smythson", 9), named(Person, "James Smythson", 8)];
    assert_eq!(groups(&smiths, &All(None, Some(0.9))).len(), 3);
    assert_eq!(groups(&smiths[..2], &All(None, Some(0.9))), ["John Smythson = J. Smythson"]);
    assert_eq!(groups(&smiths[..2], &All(None, Some(0.1))).len(), 2);
    assert_eq!(groups(&smiths[..2], &()).len(), 2);
}

#[test]
fn a_middle_name_is_left_out_if_nobody_else_is_meant() {
    let names =
        [named(Person, "Loretta E. Lynch", 4), named(Person, "Loretta Lynch", 9), named(Person, "Loretta M. Lynch", 3)];
    assert_eq!(groups(&names[..2], &()), ["Loretta Lynch = Loretta E. Lynch"]);
    assert_eq!(groups(&names, &()).len(), 3);
    assert_eq!(
        suggested(&names, &()),
        ["Loretta Lynch ? Loretta E. Lynch: MiddleName", "Loretta Lynch ? Loretta M. Lynch: MiddleName"]
    );
}

#[test]
fn people_in_other_company_or_in_one_article_are_not_joined_silently() {
    let names = [named(Person, "Loretta E. Lynch", 4), named(Person, "Loretta Lynch", 9)];
    for evidence in [All(None, Some(0.0)), All(Some(3), Some(0.9)), All(Some(3), None)] {
        assert_eq!(groups(&names, &evidence).len(), 2);
        assert_eq!(suggested(&names, &evidence), ["Loretta Lynch ? Loretta E. Lynch: MiddleName"]);
    }
    assert_eq!(groups(&names, &All(Some(0), Some(0.3))).len(), 1);
    let namesakes = [named(Person, "Mohammed Karimi", 9), named(Person, "Muhammad Karimi", 5)];
    assert_eq!(groups(&namesakes, &All(None, Some(0.1))).len(), 1);
    assert_eq!(groups(&namesakes, &All(None, Some(0.0))).len(), 2);
}

#[test]
fn names_of_many_spellings_are_one() {
    for spellings in [
        "Muammar Gaddafi|Moammar Gadhafi|Muammar al-Qaddafi|Mouammar Kadhafi|Muammar Khaddafi|Moamer Kadafi",
        "Sergei Lavrov|Sergey Lavrov|Serguei Lavrov|Sergej Lavrov|Lavrov, Sergey|SERGEI LAVROV",
        "Ban Ki-moon|Ban Ki Moon|Ban Kimoon",
        "Abdel Fattah al-Sisi|Abdul Fattah el-Sissi|Abdel-Fattah Al Sisi|Abd al-Fattah as-Sisi",
        "Mikhail Khodorkovsky|Mikhail Khodorkovskiy|Mikhail Khodorkovski|Mikhail Khodorkovskii",
        "Gerhard Schröder|Gerhard Schroeder|Gerhard Schroder",
        "Mao Zedong|Mao Tse-tung|Mao Ze-dong",
        "Hugo Chávez|Hugo Chavez Frias|Hugo Rafael Chávez Frías",
        "John Quincy Adams|John Q. Adams",
        "Martin O'Neill|Martin O’Neill|Martin O Neill|MARTIN O'NEILL",
    ] {
        let names: Vec<Named> = spellings.split('|').map(|name| named(Person, name, 2)).collect();
        assert_eq!(groups(&names, &()).len(), 1, "{:?}", groups(&names, &()));
    }
}

#[test]
fn sounds_do_not_join_people_and_places_that_differ_by_little() {
    let differ = |kind, pairs: &[(&str, &str)]| {
        for (first, second) in pairs {
            let found = compared_without_tables(kind, first, second);
            assert!(!matches!(found, Likeness::Same(_)), "{first}, {second}: {found:?}");
        }
    };
    // Each was joined by a rule once.
    differ(
        Person,
        &[
            ("Marie Petrov", "Mario Petrov"),
            ("Tony Petrov", "Toni Petrov"),
            ("Emile Hostil", "Emily Hostil"),
            ("Rob Andrew", "Bob Andrew"),
            ("Stephen Smith", "Steven Smith"),
            ("Colleen Rourke", "Colin Rourke"),
            ("John Fitzgerald Kennedy", "John Kennedy"),
            ("Juan Antonio", "Juan Antonio Fernandez"),
            ("Anastasio Somoza", "Anastasio Somoza García"),
            ("Herbert Clark Hoover", "Herbert Clark Hoover Conaway"),
            ("Li Na", "Lina"),
            ("Mohammed Ali Karimi", "Mohammed Karimi"),
            ("Michael Jordan", "Michael B. Jordan"),
        ],
    );
    differ(
        Place,
        &[
            ("Shaanxi", "Shanxi"),
            ("Santa Ana", "Santa Anna"),
            ("Aalen", "Allen"),
            ("Annapolis", "Anápolis"),
            ("Casa Blanca", "Casablanca"),
            ("Matsue", "Matsu"),
        ],
    );
    differ(Organisation, &[("Celtic", "Celltick"), ("BAA PLC", "British Airports Authority")]);
}

#[test]
fn a_surname_means_him_who_has_nearly_all_its_articles() {
    let mut names =
        vec![named(Person, "Kurbanov", 3), named(Person, "Timur Kurbanov", 40), named(Person, "Oleg Kurbanov", 2)];
    assert_eq!(groups(&names, &()), ["Oleg Kurbanov", "Timur Kurbanov = Kurbanov"]);
    names[2].articles = 10;
    assert_eq!(groups(&names, &()).len(), 3);
    assert_eq!(suggested(&names, &()), ["Timur Kurbanov ? Kurbanov: Part"]);
    names.truncate(2);
    names[1].articles = 1;
    assert_eq!(groups(&names, &()).len(), 2);
}

#[test]
fn an_acronym_means_the_only_name_with_its_letters() {
    let names = [
        named(Organisation, "HGCA", 6),
        named(Organisation, "Home Grown Cereals Authority", 2),
        named(Organisation, "Hawaii Golf Course Association", 1),
    ];
    assert_eq!(groups(&names[..2], &()), ["Home Grown Cereals Authority = HGCA"]);
    assert_eq!(groups(&names, &()).len(), 3);
    assert_eq!(groups(&names[..2], &All(None, Some(0.0))).len(), 2);
}

#[test]
fn one_name_does_not_join_two_companies() {
    let names = [
        named(Organisation, "Northern Metals", 3),
        named(Organisation, "Northern Metals Inc", 4),
        named(Organisation, "Northern Metals AG", 2),
    ];
    assert_eq!(groups(&names[..2], &()), ["Northern Metals Inc = Northern Metals"]);
    assert_eq!(groups(&names, &()).len(), 3);
}

#[test]
fn kinds_are_never_joined_and_a_rare_one_is_asked_about() {
    let names = [named(Place, "Wagner", 1), named(Organisation, "Wagner", 30), named(Person, "Wagner", 20)];
    assert_eq!(groups(&names, &()).len(), 3);
    assert_eq!(suggested(&names, &()), ["Wagner ? Wagner: OtherKind"]);
}

#[test]
fn nothing_is_found_in_names_that_are_none() {
    let long = "word ".repeat(40);
    let deep = "-".repeat(10_000);
    let odd = [
        "",
        " ",
        "...",
        "-",
        "&",
        "'",
        "😀",
        "😀 😀",
        "Mr",
        "Jr.",
        "al-",
        "de",
        "O'",
        "J.",
        "١٢٣",
        "محمد بن سلمان",
        "王毅",
        "İ",
        &long,
        &deep,
    ];
    let names: Vec<Named> = [Person, Organisation, Place]
        .into_iter()
        .flat_map(|kind| odd.iter().map(move |name| named(kind, name, 1)))
        .collect();
    let answer = group(&names, &());
    assert!(answer.leader.iter().enumerate().all(|(at, &leader)| at as u32 == leader), "{:?}", groups(&names, &()));
    assert_eq!(compare(Person, "محمد بن سلمان", "محمد بن سلمان"), Likeness::Same(Reason::Spelling));
}

#[test]
fn many_names_of_one_block_take_no_longer_than_others() {
    let words = ["Anna", "Bert", "Carla", "Dirk", "Erna", "Fritz", "Gustav"];
    let many: Vec<String> = (0..30_000).map(|n| format!("{}{} J. Hostilov", words[n % 7], n / 7)).collect();
    let names: Vec<Named> = many.iter().map(|name| named(Person, name, 1)).collect();
    let started = std::time::Instant::now();
    group(&names, &());
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}

/// Names out of few words, so that many are alike.
fn few_words() -> impl Strategy<Value = Vec<(String, u32, bool)>> {
    let given = prop::sample::select(vec![
        "John", "Jon", "J.", "Jack", "James", "Jim", "Sergei", "Sergey", "Mohammed", "Muhammad", "Kim", "",
    ]);
    let middle = prop::sample::select(vec!["", "", "F.", "G.", "Fitzgerald", "bin", "Paul"]);
    let last = prop::sample::select(vec![
        "Kennedy",
        "Lavrov",
        "Salman",
        "Smith",
        "Jong-un",
        "Lavroff",
        "Kennedy Jr.",
        "II",
        "",
    ]);
    let name = (given, middle, last).prop_map(|(given, middle, last)| format!("{given} {middle} {last}"));
    prop::collection::vec((name, 1..20u32, prop::bool::weighted(0.1)), 1..24).prop_map(|mut names| {
        names.sort();
        names.dedup_by(|one, other| one.0 == other.0);
        names
    })
}

proptest! {
    #[test]
    fn the_order_of_names_does_not_matter(names in few_words(), by in 0..24usize) {
        let names: Vec<Named> = names.iter().map(|(name, articles, known)| Named { known: *known, ..named(Person, name, *articles) }).collect();
        let mut other = names.clone();
        other.rotate_left(by % names.len());
        other.reverse();
        prop_assert_eq!(groups(&names, &()), groups(&other, &()));
        prop_assert_eq!(suggested(&names, &()), suggested(&other, &()));
    }

    #[test]
    fn no_group_holds_two_who_differ(names in few_words()) {
        let names: Vec<Named> = names.iter().map(|(name, articles, known)| Named { known: *known, ..named(Person, name, *articles) }).collect();
        let answer = group(&names, &());
        for (first, &leader) in answer.leader.iter().enumerate() {
            prop_assert_eq!(answer.leader[leader as usize], leader);
            for second in 0..first {
                if answer.leader[second] == leader {
                    prop_assert!(!(names[first].known && names[second].known));
                    let mut forms = super::Forms::default();
                    forms.add(Person, names[first].name);
                    forms.add(Person, names[second].name);
                    prop_assert!(!super::People::new(&forms, 0, 1).clash(), "{} and {}", names[first].name, names[second].name);
                }
            }
        }
        for suggestion in &answer.suggestions {
            prop_assert_ne!(suggestion.first, suggestion.second);
            prop_assert_eq!(answer.leader[suggestion.first as usize], suggestion.first);
            prop_assert_eq!(answer.leader[suggestion.second as usize], suggestion.second);
        }
    }

    #[test]
    fn comparing_is_the_same_both_ways(first in "[A-Ca-c .,'-]{0,12}", second in "[A-Ca-c .,'-]{0,12}") {
        for kind in [Person, Organisation, Place] {
            prop_assert_eq!(compare(kind, &first, &second), compare(kind, &second, &first));
        }
    }

    #[test]
    fn any_text_is_a_name(first in ".{0,40}", second in "\\PC{0,40}") {
        for kind in [Person, Organisation, Place] {
            let names = [named(kind, &first, 1), named(kind, &second, 2)];
            prop_assert_eq!(group(&names, &()).leader.len(), 2);
        }
    }
}
