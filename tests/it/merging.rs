//! Names of one actor are brought together, and those of two are not: on the list of pairs, and on the actors of the corpus.

use std::collections::{BTreeMap, BTreeSet};

use dateline::actors::variants::{Likeness, Named, compare, group};
use dateline::annotate::{ActorKind, known_actor};

use crate::corpus::{articles, project, truth};

#[test]
fn pairs_of_names_are_judged_well_enough() {
    let list = std::fs::read_to_string(project().join("corpus/names/pairs.tsv")).expect("the list");
    let (mut right, mut wrong, mut missed) = (0, Vec::new(), 0);
    let (mut same, mut different) = (0, 0);
    for row in list.lines().filter(|line| !line.starts_with('#')) {
        let [kind, first, second, truth, why] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        assert!(!why.is_empty(), "{row}");
        let kind = match kind {
            "person" => ActorKind::Person,
            "org" => ActorKind::Organisation,
            "place" => ActorKind::Place,
            other => panic!("{other}"),
        };
        match (truth, compare(kind, first, second)) {
            ("same", Likeness::Same(_)) => right += 1,
            ("same", _) => missed += 1,
            ("different", Likeness::Same(_)) => wrong.push(row),
            ("different", _) => {}
            (other, _) => panic!("{other}"),
        }
        same += usize::from(truth == "same");
        different += usize::from(truth == "different");
    }
    assert!(same >= 300 && different >= 300, "{same} and {different} rows");
    let precision = 100.0 * right as f64 / (right + wrong.len()) as f64;
    let recall = 100.0 * right as f64 / (right + missed) as f64;
    assert!(precision >= 99.0, "precision {precision:.1}: {wrong:#?}");
    assert!(recall >= 90.0, "recall {recall:.1}");
}

#[test]
fn actors_that_the_corpus_tells_apart_stay_apart() {
    let mut told: BTreeSet<(ActorKind, String)> = BTreeSet::new();
    for truth in truth() {
        told.extend(truth.person.into_iter().map(|name| (ActorKind::Person, name)));
        told.extend(truth.org.into_iter().map(|name| (ActorKind::Organisation, name)));
        told.extend(truth.place.into_iter().map(|name| (ActorKind::Place, name)));
    }
    let names: Vec<Named> =
        told.iter().map(|(kind, name)| Named { kind: *kind, name, articles: 1, known: false }).collect();
    for (at, &leader) in group(&names, &()).leader.iter().enumerate() {
        assert_eq!(at as u32, leader, "{} was joined to {}", names[at].name, names[leader as usize].name);
    }
}

#[test]
fn what_is_found_in_the_corpus_is_never_joined_across_what_it_tells_apart() {
    let told: BTreeSet<String> =
        truth().into_iter().flat_map(|truth| [truth.person, truth.org, truth.place].concat()).collect();
    let mut found: BTreeMap<(ActorKind, String), u32> = BTreeMap::new();
    for article in articles(&project().join("corpus/articles")) {
        let actors: BTreeSet<(ActorKind, String)> =
            article.mentions.iter().map(|mention| (mention.kind, mention.actor.to_string())).collect();
        actors.into_iter().for_each(|actor| *found.entry(actor).or_default() += 1);
    }
    let names: Vec<Named> = found
        .iter()
        .map(|((kind, name), articles)| {
            let known = known_actor(name).is_some_and(|(_, known)| known == name.as_str());
            Named { kind: *kind, name, articles: *articles, known }
        })
        .collect();
    assert!(names.len() > 300, "{} names", names.len());
    for (at, &leader) in group(&names, &()).leader.iter().enumerate() {
        let (name, leader) = (names[at].name, names[leader as usize].name);
        assert!(name == leader || !(told.contains(name) && told.contains(leader)), "{name} was joined to {leader}");
    }
}
