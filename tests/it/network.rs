//! Who is named with whom: as counting every passage of every article has it, with the passage that shows it, and as it is written for other programs.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use dateline::actors::{ActorsFile, Key, Table};
use dateline::annotate::{ActorKind, Article, Mention};
use dateline::calendar::Day;
use dateline::search::{Companion, Evidence, Network, NetworkOptions, Request, Searcher, SeenTogether, log_likelihood};

use crate::command::{dateline, text};
use crate::corpus::{Folder, articles, project, refresh, today};

/// What the user says: two places are one, a name is another, and one is hidden.
const SAID: &str = "[[actor]]\nname = 'The capitals'\ntype = 'place'\naliases = ['Kabul', 'Doha', 'Moscow']\n\n\
    [[actor]]\nname = 'Ghani'\ntype = 'person'\naliases = ['Ashraf Ghani']\n\n[[hide]]\nname = 'United States'\n";

/// An article as its passages name actors, the title first.
struct Judge {
    article: Article,
    id: String,
    passages: Vec<(BTreeSet<Key>, usize)>,
}

/// Whom a title or a passage names, and how many names for that its article has.
fn named<'a>(mentions: impl Iterator<Item = &'a Mention>, table: &Table) -> (BTreeSet<Key>, usize) {
    let keys: BTreeSet<Key> = mentions.map(|m| Key::new(m.kind, m.actor.as_str())).collect();
    (keys.iter().filter_map(|key| table.actor(key)).collect(), keys.len())
}

impl Judge {
    fn new(article: Article, ids: &BTreeMap<String, String>, table: &Table) -> Judge {
        let mut passages = vec![named(article.title_mentions.iter(), table)];
        for passage in &article.passages {
            let here = article.mentions.iter().filter(|m| (passage.start..passage.end).contains(&m.range.start));
            passages.push(named(here, table));
        }
        Judge { id: ids[&article.record.to_string()].clone(), article, passages }
    }

    fn actors(&self) -> BTreeSet<Key> {
        self.passages.iter().flat_map(|(actors, _)| actors.clone()).collect()
    }
}

/// How often two are named together, and where best.
#[derive(Debug, Default, PartialEq)]
struct Together {
    articles: u64,
    passages: u64,
    /// The article's id, and the number of the passage; nought is the title.
    best: Option<(String, usize)>,
}

/// How well a passage shows a pair, the least best: how many names it has, the day, the article's id, and its number.
type Seen = (usize, Reverse<Option<Day>>, String, usize);

/// All pairs, counted one by one.
fn pairs(judges: &[&Judge]) -> BTreeMap<(Key, Key), Together> {
    let mut pairs: BTreeMap<(Key, Key), (Together, Vec<Seen>)> = BTreeMap::new();
    let two = |actors: &BTreeSet<Key>| {
        let lower =
            actors.iter().flat_map(|one| actors.range(one..).skip(1).map(move |other| (one.clone(), other.clone())));
        lower.collect::<Vec<_>>()
    };
    for judge in judges {
        for pair in two(&judge.actors()) {
            pairs.entry(pair).or_default().0.articles += 1;
        }
        for (number, (actors, keys)) in judge.passages.iter().enumerate() {
            let day = Reverse(judge.article.published.date.map(|date| date.last()));
            for pair in two(actors) {
                let (together, seen) = pairs.entry(pair).or_default();
                together.passages += 1;
                seen.push((*keys, day, judge.id.clone(), number));
            }
        }
    }
    let with_best = |(pair, (together, seen)): (_, (Together, Vec<Seen>))| {
        let best = seen.into_iter().min().map(|(_, _, id, number)| (id, number));
        (pair, Together { best, ..together })
    };
    pairs.into_iter().map(with_best).collect()
}

/// The corpus in an index made in three parts, as the user has it, and its articles read one by one.
fn corpus() -> (tempfile::TempDir, Searcher, Vec<Judge>) {
    let temp = tempfile::tempdir().unwrap();
    let folder = project().join("corpus/articles");
    let mut parts: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    parts.sort();
    parts.chunks(parts.len().div_ceil(3)).for_each(|part| {
        refresh(temp.path(), part, None);
    });
    let searcher = Searcher::open(temp.path()).unwrap().with_actors(ActorsFile::parse(SAID).unwrap());
    let hits = searcher.search(&Request { limit: 1000, ..Request::new("", today()) }).unwrap().hits;
    let ids = hits.into_iter().map(|hit| (hit.record, hit.id)).collect();
    let judges = articles(&folder).into_iter().map(|a| Judge::new(a, &ids, searcher.table().unwrap())).collect();
    (temp, searcher, judges)
}

/// Whether a passage is what its article says, with every name of the two marked in it and nothing else.
fn check(seen: &SeenTogether, actors: [&Key; 2], judges: &[Judge], table: &Table) {
    let Judge { article, .. } = judges.iter().find(|judge| judge.id == seen.id).unwrap();
    assert_eq!(seen.record, article.record.to_string());
    let (text, mentions) = match seen.passage {
        Some(number) => {
            assert_eq!((seen.start, seen.end), (article.passages[number - 1].start, article.passages[number - 1].end));
            (&article.body, &article.mentions)
        }
        None => (&article.title, &article.title_mentions),
    };
    assert_eq!(seen.text, text[seen.start..seen.end]);
    for (actor, names) in actors.iter().zip(&seen.names) {
        let is_it = |m: &&Mention| table.actor(&Key::new(m.kind, m.actor.as_str())).as_ref() == Some(*actor);
        let here = mentions.iter().filter(|m| (seen.start..seen.end).contains(&m.range.start)).filter(is_it);
        let expected: Vec<[usize; 2]> = here.map(|m| [m.range.start - seen.start, m.range.end - seen.start]).collect();
        assert!(!names.is_empty() && *names == expected, "{actor:?}: {names:?} {expected:?}");
    }
}

fn options() -> NetworkOptions {
    NetworkOptions { kinds: ActorKind::ALL.to_vec(), most: usize::MAX, at_least: 1 }
}

#[test]
fn pairs_agree_with_reading_every_passage() {
    let (_index, searcher, judges) = corpus();
    let table = searcher.table().unwrap();
    let request = Request { evidence: Evidence::Text, ..Request::new("", today()) };
    let all: Vec<&Judge> = judges.iter().collect();
    let expected = pairs(&all);
    let network = searcher.network(&request, &options()).unwrap();
    agrees(&network, &expected, &all);
    assert!(network.edges.len() > 500 && network.nodes.iter().any(|node| node.actor.name == "The capitals"));
    assert!(network.nodes.iter().all(|node| node.actor.name != "United States" && node.actor.name != "Kabul"));

    for node in &network.nodes {
        let with = searcher.company(&node.actor, &request).unwrap().with;
        for Companion { actor, together, passages, .. } in &with {
            let (one, other) = (actor.min(&node.actor), actor.max(&node.actor));
            let expected = &expected[&(one.clone(), other.clone())];
            assert_eq!((*together, *passages), (expected.articles, expected.passages), "{one:?} {other:?}");
        }
        assert_eq!(with.len(), expected.keys().filter(|(a, b)| *a == node.actor || *b == node.actor).count());
    }
    // Of those in most articles, what is quoted.
    for node in &network.nodes[..12] {
        let with = searcher.company(&node.actor, &request).unwrap().with;
        let seen: Vec<_> = with.iter().filter_map(|with| Some((&node.actor, &with.actor, with.best?))).collect();
        let quoted = searcher.seen_together(&seen, today()).unwrap();
        assert_eq!(quoted.len(), seen.len());
        for ((one, other, _), quoted) in seen.iter().zip(&quoted) {
            check(quoted, [one, other], &judges, table);
            let pair = ((*one).min(other).clone(), (*one).max(other).clone());
            let best = Some((quoted.id.clone(), quoted.passage.unwrap_or(0)));
            assert_eq!(expected[&pair].best, best, "{pair:?}");
        }
    }
}

/// Whether a network has these pairs, and no others.
fn agrees(network: &Network, expected: &BTreeMap<(Key, Key), Together>, judges: &[&Judge]) {
    let mut articles: BTreeMap<Key, u64> = BTreeMap::new();
    judges.iter().flat_map(|judge| judge.actors()).for_each(|actor| *articles.entry(actor).or_default() += 1);
    let nodes: BTreeMap<Key, u64> = network.nodes.iter().map(|node| (node.actor.clone(), node.articles)).collect();
    assert_eq!(nodes, articles);
    assert_eq!((network.matches, network.actors), (judges.len() as u64, articles.len()));
    assert!(network.nodes.is_sorted_by_key(|node| (Reverse(node.articles), &node.actor)));
    assert!(network.edges.is_sorted_by_key(|edge| Reverse(edge.passages)));
    let expected: BTreeMap<_, _> = expected.iter().filter(|(_, together)| together.passages > 0).collect();
    assert_eq!(network.edges.len(), expected.len());
    for edge in &network.edges {
        let ends = [&network.nodes[edge.one].actor, &network.nodes[edge.other].actor];
        let pair = (ends[0].min(ends[1]).clone(), ends[0].max(ends[1]).clone());
        let Together { articles: together, passages, best } = expected[&pair];
        assert_eq!((edge.articles, edge.passages), (*together, *passages), "{pair:?}");
        let measured = log_likelihood(*together, articles[ends[0]], articles[ends[1]], network.matches);
        assert_eq!(edge.log_likelihood, measured, "{pair:?}");
        assert_eq!(Some(&edge.id), best.as_ref().map(|(id, _)| id), "{pair:?}");
        let judge = judges.iter().find(|judge| judge.id == edge.id).unwrap();
        assert_eq!(edge.record, judge.article.record.to_string());
    }
}

#[test]
fn a_network_is_of_what_was_asked_for() {
    let (_index, searcher, judges) = corpus();
    let ghani = Key::new(ActorKind::Person, "Ghani");
    let ask = |query: &str| Request { evidence: Evidence::Text, ..Request::new(query, today()) };
    let network = searcher.network(&ask("person:Ghani"), &options()).unwrap();
    let his: Vec<&Judge> = judges.iter().filter(|judge| judge.actors().contains(&ghani)).collect();
    assert!(his.len() > 2);
    agrees(&network, &pairs(&his), &his);
    // A filter is no choice: nothing is counted as if it were not there.
    let filters = vec![(dateline::search::syntax::Field::Actor, "Ghani".to_string())];
    let filtered = searcher.network(&Request { filters, ..ask("") }, &options()).unwrap();
    assert_eq!((&filtered.nodes, &filtered.edges), (&network.nodes, &network.edges));

    let few = NetworkOptions { kinds: vec![ActorKind::Person], most: 5, at_least: 2 };
    let people = searcher.network(&ask(""), &few).unwrap();
    let all: Vec<&Judge> = judges.iter().collect();
    let of_five = |key: &Key| people.nodes.iter().any(|node| node.actor == *key);
    assert!(people.nodes.len() == 5 && people.nodes.iter().all(|node| node.actor.kind == ActorKind::Person));
    let mut expected = pairs(&all);
    expected.retain(|(one, other), together| of_five(one) && of_five(other) && together.passages > 0);
    let often = expected.values().filter(|together| together.passages >= 2).count();
    assert_eq!((people.edges.len(), people.seldom), (often, expected.len() - often));
    let nobody = searcher.network(&ask("zzzqx"), &options()).unwrap();
    assert_eq!((nobody.matches, nobody.nodes.len(), nobody.edges.len()), (0, 0, 0));
}

/// Three articles: two whose text names people, one whose record does.
fn talks() -> Folder {
    let folder = Folder::new();
    folder.write("a.txt", "Talks\n\nPublished 2021-08-02\n\nJoe Biden met Sergey Lavrov in Geneva on Monday.\n");
    folder.write("b.txt", "Joe Biden calls Sergey Lavrov\n\nIn Moscow, nobody answered.\n");
    let record = serde_json::json!({"title": "More talks", "text": "Sergey Lavrov and Joe Biden met.",
        "people": ["Joe Biden", "Antony Blinken"], "date": "2021-08-03"});
    folder.write("c.json", record.to_string());
    assert_eq!(folder.refresh().added, 3);
    folder
}

#[test]
fn passages_count_where_the_evidence_names_both() {
    let folder = talks();
    let searcher = folder.searcher();
    let with = |evidence, other: &str| {
        let request = Request { evidence, ..Request::new("", today()) };
        let company = searcher.company(&Key::new(ActorKind::Person, "Joe Biden"), &request).unwrap();
        company.with.iter().find(|with| with.actor.name == other).map(|with| (with.together, with.passages))
    };
    assert_eq!(with(Evidence::Any, "Sergey Lavrov"), Some((3, 3)));
    assert_eq!(with(Evidence::Text, "Antony Blinken"), None);
    assert_eq!(with(Evidence::Any, "Antony Blinken"), Some((1, 0)));
    assert_eq!(with(Evidence::Metadata, "Antony Blinken"), Some((1, 0)));
    assert_eq!(with(Evidence::Metadata, "Sergey Lavrov"), None);
    assert_eq!(with(Evidence::Text, "Moscow"), Some((1, 0)));
}

#[test]
fn a_network_as_tables_and_as_graphml() {
    let folder = talks();
    let news = folder.news().canonicalize().unwrap().display().to_string();
    let run = |arguments: &[&str]| {
        let index = folder.index().display().to_string();
        let output = dateline(&folder.news(), &[&["actors", "--index", &index], arguments].concat());
        (output.status.code(), text(&output.stderr).replace(&news, "NEWS"))
    };
    let written = |name: &str| fs::read_to_string(folder.news().join(name)).unwrap().replace(&news, "NEWS");
    let (status, said) = run(&["--graph", "net.csv", "--evidence", "text"]);
    assert_eq!(
        (status, said.as_str()),
        (Some(0), "note: 4 actors and 3 pairs of 3 articles in net.csv and net-nodes.csv\n")
    );
    assert_eq!(written("net-nodes.csv").replace('\r', ""), NODES, "{}", written("net-nodes.csv"));
    let edges = written("net.csv");
    assert_eq!(without_ids(&edges), EDGES, "{edges}");
    let (status, said) = run(&["--graph=net.GraphML", "--type", "person", "--limit", "1", "-geneva"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("note: 1 actor and 0 pairs of 2 articles in net.GraphML\n"), "{said}");
    assert!(said.contains("note: left out: 2 actors named in fewer articles; with them: dateline actors"), "{said}");
    assert!(said.contains("--limit 3"), "{said}");
    let (_, said) = run(&["--graph", "net.graphml", "--min", "3"]);
    assert!(said.contains("note: left out: 2 pairs named together in fewer than 3 passages\n"), "{said}");
}

/// The rows with a word for the ids, which depend on where the articles lie.
fn without_ids(table: &str) -> String {
    let is_id = |cell: &&str| cell.len() == 16 && cell.bytes().all(|b| b.is_ascii_hexdigit());
    let row =
        |row: &str| row.split(',').map(|cell| if is_id(&cell) { "ID" } else { cell }).collect::<Vec<_>>().join(",");
    table.replace("\r\n", "\n").lines().map(|line| row(line) + "\n").collect()
}

const NODES: &str = "\
Id,Label,Kind,Articles
Joe Biden (person),Joe Biden,person,3
Sergey Lavrov (person),Sergey Lavrov,person,3
Geneva (place),Geneva,place,1
Moscow (place),Moscow,place,1
";
const EDGES: &str = "\
Source,Target,Type,Weight,Articles,LogLikelihood,Evidence,Record
Joe Biden (person),Sergey Lavrov (person),Undirected,3,3,0,ID,NEWS/c.json
Joe Biden (person),Geneva (place),Undirected,1,1,0,ID,NEWS/a.txt
Sergey Lavrov (person),Geneva (place),Undirected,1,1,0,ID,NEWS/a.txt
";

#[test]
fn graphml_is_read_back_as_the_network_that_it_is() {
    let (index, searcher, _) = corpus();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("said.toml"), SAID).unwrap();
    let index = index.path().to_str().unwrap();
    let ask = ["actors", "--index", index, "--actors", "said.toml", "--graph", "net.graphml", "--limit", "100000"];
    let output = dateline(folder.path(), &[&ask[..], &["Taliban", "OR", "Kabul"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let network = searcher.network(&Request::new("Taliban OR Kabul", today()), &options()).unwrap();
    let xml = fs::read_to_string(folder.path().join("net.graphml")).unwrap();
    let (nodes, edges) = read_back(&xml);
    assert!(network.edges.len() > 100 && nodes.len() == network.nodes.len() && edges.len() == network.edges.len());
    for (node, said) in network.nodes.iter().zip(&nodes) {
        let expected = [&node.actor.name, node.actor.kind.name(), &node.articles.to_string()].map(str::to_string);
        assert_eq!(said[1..], expected);
    }
    for (edge, said) in network.edges.iter().zip(&edges) {
        let (one, other) = (&nodes[edge.one][0], &nodes[edge.other][0]);
        let numbers = [edge.passages.to_string(), edge.articles.to_string(), edge.log_likelihood.to_string()];
        let [passages, articles, measured] = &numbers;
        assert_eq!(said[..], [one, other, passages, articles, measured, &edge.id, &edge.record].map(String::clone));
    }
}

/// The nodes and edges of a document: ids first, then data in their order.
fn read_back(xml: &str) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut nodes, mut edges, mut data) = (Vec::new(), Vec::new(), None::<String>);
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return (nodes, edges),
            Event::Start(tag) => match tag.name().as_ref() {
                "data" => data = Some(String::new()),
                "node" | "edge" => {
                    let attributes = tag.attributes().map(|attribute| attribute.unwrap().value.to_string());
                    open = attributes.collect();
                }
                _ => {}
            },
            Event::Text(part) => data.iter_mut().for_each(|data| data.push_str(&part)),
            Event::GeneralRef(name) => {
                let c = match &*name {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    other => panic!("{other}"),
                };
                data.iter_mut().for_each(|data| data.push(c));
            }
            Event::End(tag) => match tag.name().as_ref() {
                "data" => open.extend(data.take()),
                "node" => nodes.push(std::mem::take(&mut open)),
                "edge" => edges.push(std::mem::take(&mut open)),
                _ => {}
            },
            _ => {}
        }
    }
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let folder = talks();
    let index = folder.index().display().to_string();
    let run = |arguments: &[&str]| {
        let output = dateline(&folder.news(), &[&["actors", "--index", &index], arguments].concat());
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        (output.status.code(), text(&output.stderr))
    };
    let (status, said) = run(&["--graph", "none.csv", "zzzqx"]);
    assert!(status == Some(1) && said.contains("No article matches."), "{said}");
    assert_eq!(fs::read_to_string(folder.news().join("none-nodes.csv")).unwrap(), "Id,Label,Kind,Articles\r\n");
    assert_eq!(fs::read_to_string(folder.news().join("none.csv")).unwrap().lines().count(), 1);
    let (status, said) = run(&["--graph", "none.graphml", "--person", "Xyzzy"]);
    assert!(status == Some(1) && said.contains("no article has \"Xyzzy\""), "{said}");
    for name in ["net.gexf", "net", "csv"] {
        let (status, said) = run(&["--graph", name]);
        assert!(status == Some(2) && said.contains("must end in .graphml or .csv"), "{said}");
        assert!(!folder.news().join(name).exists());
    }
    let (status, said) = run(&["--graph", "no/net.csv"]);
    assert!(status == Some(2) && said.starts_with("error: no/net.csv: "), "{said}");
    fs::create_dir(folder.news().join("taken-nodes.csv")).unwrap();
    let (status, said) = run(&["--graph", "taken.csv"]);
    assert!(status == Some(2) && said.starts_with("error: taken-nodes.csv: "), "{said}");
    assert!(!folder.news().join("taken.csv").exists());
    for wrong in [
        &["--date", "2021"][..],
        &["--min", "2", "Biden"],
        &["--graph", "a.csv", "diff"],
        &["--graph", "a.csv", "--min", "0"],
    ] {
        assert_eq!(run(wrong).0, Some(2), "{wrong:?}");
    }
    assert_eq!(run(&["--graph", "a.csv", "--", "diff"]).0, Some(1));
}
