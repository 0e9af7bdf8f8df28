//! What `--explain` says of hits: its numbers add up to the score, whatever is asked, and the terminal says so in words.

use dateline::search::{By, ExplainedHit, Hit, Request, Sort};

use crate::command::{dateline, text};
use crate::corpus::{Folder, articles, project, searcher, today};
use crate::oracle::Dice;

const QUERIES: u64 = 250;

/// Random queries out of words that the corpus has.
struct Asker {
    dice: Dice,
    words: Vec<String>,
}

impl Asker {
    fn word(&mut self) -> String {
        self.dice.pick(&self.words).clone()
    }

    fn query(&mut self, depth: usize) -> String {
        let kinds = if depth == 0 { 7 } else { 11 };
        match self.dice.below(kinds) {
            0..=2 => self.word(),
            3 => format!("\"{}\"", self.word()),
            4 => format!("{}^{}", self.word(), 1 + self.dice.below(3)),
            5 => format!("title:{}", self.word()),
            6 => format!("{}*", self.word()),
            7 => format!("({} OR {})", self.query(depth - 1), self.query(depth - 1)),
            8 => format!("({} {})", self.query(depth - 1), self.query(depth - 1)),
            9 => format!("({} -{})", self.query(depth - 1), self.word()),
            _ => format!("({} NEAR/20 {})", self.word(), self.word()),
        }
    }
}

fn asker() -> Asker {
    let articles = articles(&project().join("corpus/articles"));
    let all = articles.iter().flat_map(|a| a.title.split(' ').chain(a.body.split(' ')));
    let is_word = |word: &&str| word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase());
    let mut words: Vec<String> = all.filter(is_word).map(str::to_string).collect();
    words.sort();
    words.dedup();
    // Common words in most places, so that queries match.
    words.extend(["said", "the", "taliban", "kabul", "russia", "year"].into_iter().cycle().take(2000).map(Into::into));
    Asker { dice: Dice(7), words }
}

fn assert_adds_up(hit: &Hit, asked: &str) {
    let explained: &ExplainedHit = hit.explain.as_ref().unwrap();
    let ExplainedHit { article, parts, passage, passage_parts, near, lacking, place, .. } = explained;
    let ExplainedHit { second, kindred, kindred_parts, aged, .. } = explained;
    let is = |sum: f64, whole: f64| assert!((sum - whole).abs() < 1e-6, "{asked}: {sum} {whole} {explained:?}");
    is(article + passage + second + kindred + aged, hit.score);
    is(kindred_parts.iter().map(|part| part.score).sum(), *kindred);
    is(parts.iter().map(|part| part.score).sum(), *article);
    is(passage_parts.iter().map(|part| part.score).sum::<f64>() + near + lacking + place, *passage);
    assert!(
        *near >= 0.0 && *lacking <= 0.0 && *place <= 0.0 && *second >= 0.0 && *kindred >= 0.0 && *aged <= 0.0,
        "{asked}: {explained:?}"
    );
}

#[test]
fn the_parts_of_a_score_add_up_to_it() {
    let mut asker = asker();
    let mut hits = 0;
    for _ in 0..QUERIES {
        let query = asker.query(2);
        let request = Request {
            any: asker.dice.below(3) == 0,
            by: if asker.dice.below(3) == 0 { By::Passage } else { By::Article },
            fresh: (asker.dice.below(4) == 0).then(|| "1y".parse().unwrap()),
            sort: (asker.dice.below(4) == 0).then_some(Sort::Relevance),
            explain: true,
            limit: 12,
            ..Request::new(query.as_str(), today())
        };
        let answer = searcher().search(&request).unwrap_or_else(|error| panic!("{query}: {error:?}"));
        hits += answer.hits.len();
        answer.hits.iter().for_each(|hit| assert_adds_up(hit, &query));
    }
    assert!(hits > 500, "only {hits} hits");
}

#[test]
fn what_the_best_passages_have_in_common_adds_up_too() {
    let mut asker = asker();
    let mut counted = 0;
    for _ in 0..QUERIES / 5 {
        let words: Vec<String> = (0..5 + asker.dice.below(8)).map(|_| asker.word()).collect();
        let query = words.join(" ");
        let by = if asker.dice.below(3) == 0 { By::Passage } else { By::Article };
        let fresh = (asker.dice.below(4) == 0).then(|| "1y".parse().unwrap());
        let request = Request { any: true, by, fresh, explain: true, limit: 30, ..Request::new(&query, today()) };
        let answer = searcher().search(&request).unwrap_or_else(|error| panic!("{query}: {error:?}"));
        counted += answer.hits.iter().filter(|hit| hit.explain.as_ref().unwrap().kindred > 0.0).count();
        answer.hits.iter().for_each(|hit| assert_adds_up(hit, &query));
    }
    assert!(counted > 500, "only {counted} hits have such words");
}

#[test]
fn likeness_adds_up_too() {
    let id = searcher().search(&Request::new("taliban", today())).unwrap().hits[0].id.clone();
    for (like, by) in [(id.clone(), By::Article), (id.clone(), By::Passage), (format!("{id}:1"), By::Passage)] {
        let request = Request { like: like.parse().ok(), by, explain: true, ..Request::new("", today()) };
        let answer = searcher().search(&request).unwrap();
        assert!(!answer.hits.is_empty());
        answer.hits.iter().for_each(|hit| assert_adds_up(hit, &like));
        let sought = answer.explain.unwrap().sought;
        assert!((sought.iter().map(|word| word.weight).sum::<f64>() - 1.0).abs() < 0.01);
    }
}

#[test]
fn a_score_is_told_as_a_sum() {
    let folder = Folder::new();
    let body = "Tax reform came to Kabul. Nobody pays taxes.";
    folder.write("a.json", format!(r#"[{{"id":"1","title":"Taxes","text":"{body}"}},{{"id":"2","text":"Rain."}}]"#));
    folder.refresh();
    let told = |arguments: &[&str]| {
        let output = dateline(&folder.news(), &[&["search", "--index", "../index", "--explain"], arguments].concat());
        let shown = text(&output.stdout);
        let lines = shown.lines().skip_while(|line| !line.contains("score ")).map(str::trim);
        lines.take_while(|line| !line.starts_with("Tax reform")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        told(&["tax", "kabul"]),
        "score 4.09 = 1.71 for the whole article (tax in any form 1.34 + kabul in any form 0.37) + 2.38 for its best \
         passage (tax in any form 1.35 + kabul in any form 0.99 + 0.04 for words near each other)"
    );
    assert_eq!(
        told(&["--any", "tax", "kabul", "moon"]),
        "score 3.08 = 1.71 for the whole article (tax in any form 1.34 + kabul in any form 0.37) + 1.37 for its best \
         passage (tax in any form 1.35 + kabul in any form 0.99 + 0.04 for words near each other - 1.01 as it has 2 of \
         3 parts)"
    );
}
