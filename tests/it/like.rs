//! More like this: agrees with comparing every article by hand, never lists what was asked for, and refuses what it cannot compare.

use std::collections::{BTreeMap, BTreeSet};

use dateline::annotate::Article;
use dateline::search::syntax::Field;
use dateline::search::{Answer, By, FacetName, Like, LikeError, Request, SearchError, Searcher, ShowError, Sort};
use dateline::text::Lexicon;

use crate::command::{dateline, text};
use crate::corpus::{Folder, articles, project, searcher, today};

fn like(id: &str) -> Request {
    Request { like: Some(id.parse().unwrap()), limit: 1000, passages: 1000, ..Request::new("", today()) }
}

/// The id of each article, by its record.
fn ids(searcher: &Searcher) -> BTreeMap<String, String> {
    let all = searcher.search(&Request { limit: 10_000, ..Request::new("", today()) }).unwrap();
    all.hits.into_iter().map(|hit| (hit.record, hit.id)).collect()
}

/// How often each stem stands in a text, numbers left out, and how many words there are.
fn counts(text: &str, lexicon: &mut Lexicon) -> (Counts, u32) {
    let tokens = lexicon.tokenize(text);
    let mut counts = BTreeMap::new();
    for word in tokens.iter().map(|token| lexicon.word(token.word)) {
        if word.folded.chars().any(char::is_alphabetic) {
            *counts.entry(word.stem().to_string()).or_insert(0) += 1;
        }
    }
    (counts, tokens.len() as u32)
}

/// How often each stem stands in a text.
type Counts = BTreeMap<String, u32>;

/// Every article as the words that it has.
struct Compared {
    articles: Vec<Article>,
    /// Of title and body together, of the title, and the length of the body.
    words: Vec<(Counts, Counts, u32)>,
    lexicon: Lexicon,
}

/// What is looked for: stem, weight, how often it stands there.
type Sought = Vec<(String, f64, u32)>;

impl Compared {
    fn new() -> Compared {
        let articles = articles(&project().join("corpus/articles"));
        let mut lexicon = Lexicon::default();
        let words = articles.iter().map(|article| {
            let (mut all, length) = counts(&article.body, &mut lexicon);
            let (title, _) = counts(&article.title, &mut lexicon);
            title.iter().for_each(|(stem, count)| *all.entry(stem.clone()).or_insert(0) += count);
            (all, title, length)
        });
        Compared { words: words.collect(), articles, lexicon }
    }

    /// The words of an article, or of a part of it, that tell most.
    fn sought(&mut self, number: usize, part: Option<&str>) -> Sought {
        let (all, title) = match part {
            Some(part) => (counts(part, &mut self.lexicon).0, BTreeMap::new()),
            None => (self.words[number].0.clone(), self.words[number].1.clone()),
        };
        let in_language = |n: usize| self.articles[n].language == self.articles[number].language;
        let having = |stem: &str, only: &dyn Fn(usize) -> bool| {
            (0..self.words.len()).filter(|&n| only(n) && self.words[n].0.contains_key(stem)).count()
        };
        let has_language = self.articles[number].language.is_some();
        let (whole, own) = (self.words.len(), (0..self.words.len()).filter(|&n| in_language(n)).count());
        let is_common = |articles: usize, all: usize| articles > (all / 3).max(3);
        let mut sought: Sought = Vec::new();
        for (stem, count) in all {
            let articles = having(&stem, &|_| true);
            let too_common =
                is_common(articles, whole) || (has_language && is_common(having(&stem, &in_language), own));
            if articles > 1 && !too_common {
                let stressed = f64::from(count + title.get(&stem).copied().unwrap_or(0));
                let (n, df) = (whole as f64, articles as f64);
                let rarity = (1.0 + (n - df + 0.5) / (df + 0.5)).ln().sqrt();
                sought.push((stem, rarity * stressed / (stressed + 4.0), count));
            }
        }
        sought.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        sought.truncate(40);
        sought
    }
}

/// The share of the weight, and the likeness, of a text with these words. `length` is how long it is beside what it is compared with.
fn judged(sought: &Sought, words: &Counts, length: f64) -> (f64, f64) {
    let presence = |count: u32, length: f64| f64::from(count) * 2.2 / (f64::from(count) + 1.2 * length);
    let (mut weight, mut gain, mut all, mut whole) = (0.0, 0.0, 0.0, 0.0);
    for (stem, own, count) in sought {
        let most = presence(*count, 1.0);
        all += own;
        whole += own * most;
        if let Some(&there) = words.get(stem) {
            weight += own;
            gain += own * presence(there, 0.25 + 0.75 * length).min(most);
        }
    }
    (weight / all, gain / whole)
}

#[test]
fn likeness_agrees_with_comparing_every_article() {
    let mut compared = Compared::new();
    let ids = ids(searcher());
    let records: Vec<String> = compared.articles.iter().map(|article| article.record.to_string()).collect();
    let mut found = 0;
    for number in 0..records.len() {
        let sought = compared.sought(number, None);
        let answer = searcher().search(&like(&ids[&records[number]])).unwrap();
        let own = f64::from(compared.words[number].2);
        let expected: BTreeMap<&String, f64> = (0..records.len())
            .filter(|&other| other != number)
            .map(|other| (other, judged(&sought, &compared.words[other].0, f64::from(compared.words[other].2) / own)))
            .filter(|(_, (weight, _))| *weight >= 0.2)
            .map(|(other, (_, likeness))| (&records[other], likeness))
            .collect();
        let hits: BTreeMap<&String, f64> = answer.hits.iter().map(|hit| (&hit.record, hit.score)).collect();
        assert_eq!(hits.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{}", records[number]);
        assert_eq!(answer.matches, expected.len() as u64);
        for (record, likeness) in expected {
            assert!((hits[record] - likeness).abs() < 2e-4, "{record}: {} {likeness}", hits[record]);
        }
        assert!(answer.hits.iter().map(|hit| hit.score).is_sorted_by(|a, b| a >= b));
        found += answer.hits.len();
        // What is marked is what both have.
        let stems: BTreeSet<&str> = sought.iter().map(|(stem, ..)| stem.as_str()).collect();
        for hit in &answer.hits {
            let in_body = hit.passages.iter().flat_map(|p| p.highlights.iter().map(|&[s, e]| &p.text[s..e]));
            let marked = in_body.chain(hit.title_highlights.iter().map(|&[s, e]| &hit.title[s..e]));
            let marked: Vec<String> = marked.map(str::to_string).collect();
            assert!(!marked.is_empty());
            for word in marked {
                let (words, _) = counts(&word, &mut compared.lexicon);
                assert!(words.keys().all(|stem| stems.contains(stem.as_str())), "{word} was not looked for");
            }
        }
    }
    assert!(found > 100, "only {found} articles resemble others");
}

#[test]
fn passages_are_compared_as_passages() {
    let mut compared = Compared::new();
    let ids = ids(searcher());
    for number in 0..compared.articles.len() {
        let article = compared.articles[number].clone();
        let Some(first) = article.passages.first() else { continue };
        let part = &article.body[first.start..first.end];
        let sought = compared.sought(number, Some(part));
        let id = &ids[&article.record.to_string()];
        let request = Request { by: By::Passage, ..like(&format!("{id}:1")) };
        let answer = match searcher().search(&request) {
            Err(SearchError::Like(LikeError::NothingTelling { .. })) if sought.is_empty() => continue,
            answer => answer.unwrap(),
        };
        let resembling = compared
            .words
            .iter()
            .enumerate()
            .filter(|(other, words)| *other != number && judged(&sought, &words.0, 1.0).0 >= 0.2);
        assert_eq!(answer.matches, resembling.count() as u64, "{}", article.record);
        for hit in &answer.hits {
            let [passage] = &hit.passages[..] else { continue };
            let (words, _) = counts(&passage.text, &mut compared.lexicon);
            let (_, likeness) = judged(&sought, &words, 1.0);
            assert!((hit.score - likeness).abs() < 2e-4, "{} {likeness}: {}", hit.score, passage.text);
            assert!(hit.id != *id, "its own passages are not listed");
        }
        assert!(answer.hits.iter().map(|hit| hit.score).is_sorted_by(|a, b| a >= b));
    }
}

#[test]
fn query_and_filters_are_required_besides() {
    let ids = ids(searcher());
    let matching = |request: &Request| {
        let answer = searcher().search(&Request { relax: false, ..request.clone() }).unwrap();
        answer.hits.into_iter().map(|hit| (hit.id, hit.score.to_bits())).collect::<BTreeSet<_>>()
    };
    let id = searcher().search(&Request::new("taliban", today())).unwrap().hits[0].id.clone();
    assert!(ids.values().any(|known| *known == id));
    let all = like(&id);
    let every = matching(&all);
    for (query, filters) in [
        ("kabul", vec![]),
        ("kabul -airport", vec![]),
        ("\"the Taliban\" OR russia", vec![]),
        ("", vec![(Field::Date, "2021".to_string())]),
        ("said", vec![(Field::Place, "Kabul".to_string())]),
    ] {
        let asked = Request { filters, query: query.to_string(), ..all.clone() };
        let alone = matching(&Request { like: None, ..asked.clone() });
        let of_query: BTreeSet<&String> = alone.iter().map(|(id, _)| id).collect();
        let expected: BTreeSet<_> = every.iter().filter(|(id, _)| of_query.contains(id)).cloned().collect();
        assert_eq!(matching(&asked), expected, "{query}: the same likeness");
    }
    let facets = Request { facets: vec![(FacetName::Basis, None)], ..all.clone() };
    let counted = searcher().search(&facets).unwrap();
    let sum: u64 = counted.facets.unwrap().0[0].values.iter().map(|value| value.articles).sum();
    assert_eq!((sum, counted.matches), (every.len() as u64, every.len() as u64));
    let newest = searcher().search(&Request { sort: Some(Sort::Newest), ..all.clone() }).unwrap();
    let days: Vec<_> = newest.hits.iter().filter_map(|hit| hit.published.map(|date| date.last())).collect();
    assert!(newest.matches == every.len() as u64 && days.is_sorted_by(|a, b| a >= b));
    let page = |offset| searcher().search(&Request { limit: 3, offset, ..all.clone() }).unwrap();
    let pages: Vec<String> = (0..3).flat_map(|n| page(3 * n).hits).map(|hit| hit.id).collect();
    let whole: Vec<String> = searcher().search(&all).unwrap().hits.into_iter().map(|hit| hit.id).take(9).collect();
    assert_eq!(pages, whole);
}

/// Five stories in two files each: a report, and a copy with another end.
const STORIES: [&str; 5] = ["harbour crane", "glacier valley", "orchestra violin", "tunnel railway", "vaccine clinic"];

fn story(number: usize, end: &str) -> String {
    let words = STORIES[number];
    let told: String = (0..4).map(|n| format!("The {words} reporters saw point {n} of it. ")).collect();
    format!("About the {words}\n\n{told}\n\nThe {words} was shown to guests. {end}\n")
}

fn titles(answer: &Answer) -> Vec<(String, f64)> {
    answer.hits.iter().map(|hit| (hit.record.rsplit('/').next().unwrap().to_string(), hit.score)).collect()
}

#[test]
fn the_answer_does_not_depend_on_how_the_index_grew() {
    let asked = |folder: &Folder| {
        let ids = ids(&folder.searcher());
        let id = ids.iter().find(|(record, _)| record.ends_with("a2.txt")).unwrap().1.clone();
        titles(&folder.searcher().search(&like(&id)).unwrap())
    };
    let (at_once, one_by_one) = (Folder::new(), Folder::new());
    for number in 0..5 {
        for (name, end) in [("a", "Nothing else happened."), ("b", "Weather was fine that day.")] {
            let [one, other] = [number, 4 - number].map(|number| (format!("{name}{number}.txt"), story(number, end)));
            at_once.write(&one.0, one.1);
            one_by_one.write(&other.0, other.1);
            one_by_one.refresh();
        }
    }
    at_once.refresh();
    let answer = asked(&at_once);
    assert_eq!(answer, asked(&one_by_one));
    assert_eq!(answer[0].0, "b2.txt");
    assert!(answer[0].1 > 0.9 && answer.iter().skip(1).all(|(_, likeness)| *likeness < 0.7), "{answer:?}");
}

#[test]
fn function_words_of_a_rare_language_tell_nothing() {
    let folder = Folder::new();
    for number in 0..5 {
        let german = format!(
            "{} Der Bericht und die Lage und das Wetter sind nicht so, wie es auch die Leute sagen, die das wissen und nicht verschweigen. Wort{number} Ding{number}.",
            if number < 2 { "Der Hafenkran und der Hafenkran." } else { "" }
        );
        folder.write(&format!("g{number}.txt"), format!("Bericht {number}\n\n{german}\n"));
    }
    for number in 0..40 {
        folder.write(&format!("e{number}.txt"), format!("Report {number}\n\nThe ship came to the town with word{number} on it, and the people who were there saw that it had been away.\n"));
    }
    folder.refresh();
    let searcher = folder.searcher();
    let id = ids(&searcher).into_iter().find(|(record, _)| record.ends_with("g0.txt")).unwrap().1;
    let answer = searcher.search(&Request { explain: true, ..like(&id) }).unwrap();
    let sought: Vec<String> = answer.explain.unwrap().sought.into_iter().map(|word| word.word).collect();
    assert!(sought.contains(&"hafenkran".to_string()), "{sought:?}");
    assert!(!sought.iter().any(|word| ["und", "die", "nicht", "der"].contains(&word.as_str())), "{sought:?}");
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let folder = Folder::new();
    folder.write("a.txt", story(0, "End."));
    folder.write("b.txt", story(0, "Stop."));
    folder.write("alone.txt", "Zyzzyva\n\nQuokkas xylograph 1234 5678.\n");
    folder.write("title.json", r#"{"title":"Harbour crane","text":"."}"#);
    folder.refresh();
    let searcher = folder.searcher();
    let ids = ids(&searcher);
    let id = |name: &str| ids.iter().find(|(record, _)| record.ends_with(name)).unwrap().1.clone();
    let refused = |asked: &str| match searcher.search(&like(asked)) {
        Err(SearchError::Like(error)) => error,
        other => panic!("{asked}: {other:?}"),
    };
    let is_id = |error: LikeError| match error {
        LikeError::Article { error, .. } => *error,
        other => panic!("{other:?}"),
    };
    assert!(matches!(is_id(refused("xyz")), ShowError::NotAnId(_)));
    assert!(matches!(is_id(refused("")), ShowError::NotAnId(_)));
    assert!(matches!(is_id(refused("0123456789abcdef:2")), ShowError::Unknown(_)));
    assert!(matches!(refused(&id("alone.txt")), LikeError::NothingTelling { .. }));
    for number in [0, 3, usize::MAX] {
        let asked = format!("{}:{number}", id("a.txt"));
        assert!(matches!(refused(&asked), LikeError::NoPassage { .. }), "{asked}");
    }
    assert!("3f2a:x".parse::<Like>().is_err() && "3f2a:-1".parse::<Like>().is_err());
    let of_title = searcher.search(&like(&id("title.json"))).unwrap();
    assert_eq!(of_title.matches, 2, "a title alone has words too");
}

#[test]
fn the_terminal_tells_what_to_type() {
    let folder = Folder::new();
    for number in 0..4 {
        folder.write(&format!("a{number}.txt"), story(number, "Nothing else happened."));
    }
    folder.write("copy.txt", story(1, "Nothing else was said."));
    folder.refresh();
    let ids = ids(&folder.searcher());
    let id = ids.iter().find(|(record, _)| record.ends_with("a1.txt")).unwrap().1.clone();
    let ask = |arguments: &[&str]| {
        let output = dateline(&folder.news(), &[&["search", "--index", "../index"], arguments].concat());
        let out = text(&output.stdout).replace(&id[..8], "IDIDIDID");
        let out: Vec<String> = out.lines().map(|line| line.split(", 0.").next().unwrap().to_string()).collect();
        (out.join("\n"), text(&output.stderr).replace(&id, "ID"), output.status.code())
    };
    let (shown, _, status) = ask(&["--like", &id[..8]]);
    assert_eq!(status, Some(0));
    assert!(shown.starts_with("Like About the glacier valley · IDIDIDID\n1 article resembles it"), "{shown}");
    assert!(shown.contains(" · likeness 1.00\n"), "{shown}");
    let (shown, ..) = ask(&["--like", &format!("{id}:1"), "--by", "passage"]);
    assert!(shown.starts_with("Like passage 1 of About the glacier valley · IDIDIDID\n"), "{shown}");
    assert!(shown.contains("passage 1 · likeness "), "{shown}");
    let (shown, ..) = ask(&["--like", &id, "--explain"]);
    assert!(shown.starts_with("Read as: what resembles \"About the glacier valley\"\nLooked for "), "{shown}");
    assert!(shown.contains("    likeness 1.00 = 1.00 by words that both have ("), "{shown}");
    for (asked, said) in [
        (
            format!("{id}:9"),
            "error: there is no passage 9 in ID, which has 1\nhint: dateline search --index ../index --like ID:1\n",
        ),
        (
            "zz".to_string(),
            "error: \"zz\" is no id\nhint: an id such as 3f2a91c0 stands under each title that dateline search prints\n",
        ),
        (
            format!("{id}:x"),
            "error: invalid value 'ID:x' for '--like <ID[:N]>': \"x\" is not the number of a passage\n\nFor more information, try '--help'.\n",
        ),
    ] {
        let (_, complaint, status) = ask(&["--like", &asked]);
        assert_eq!((complaint.as_str(), status), (said, Some(2)));
    }
}
