//! Collections with queries and what people have judged relevant, in one shape. Knows nothing of ranking.
//!
//! TIME: articles of a news magazine of 1963, `relevance/time`. TREC-QA: questions, each with sentences of newswire of which some answer it,
//! `relevance/trecqa`. Cranfield: abstracts on aeronautics, `relevance/cranfield`. Headlines: each asks for the article that it stood above, among all
//! articles of `corpora/bbc` without theirs.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;

/// A text that can be found.
pub struct Text {
    /// Its name, as the judgements have it.
    pub id: String,
    /// Its title; empty where there is none.
    pub title: String,
    /// What stands below the title.
    pub body: String,
    /// The query that it is kept for, where each query has texts of its own.
    pub pool: Option<String>,
}

/// A query and its judgements.
pub struct Topic {
    /// Its number. Weights were chosen by the odd ones.
    pub number: usize,
    /// As it was asked.
    pub text: String,
    /// The pool that it looks in, if it is not all texts.
    pub pool: Option<String>,
    /// The names of the texts that are relevant.
    pub relevant: BTreeSet<String>,
}

/// Texts and queries.
pub struct Judged {
    /// The name of the collection.
    pub name: &'static str,
    /// By how much more than plain BM25 the MAP must be, in per cent.
    pub wanted: f64,
    /// All texts.
    pub texts: Vec<Text>,
    /// The queries that have anything relevant.
    pub topics: Vec<Topic>,
}

/// TIME. Judgements name articles by their place in the file.
pub fn time(folder: &Path) -> Result<Judged, Box<dyn Error>> {
    let all = fs::read_to_string(folder.join("TIME.ALL"))?;
    let articles = all.split("*TEXT").skip(1).map(|article| article.split_once('\n').map_or("", |(_, body)| body));
    let texts = (1..).zip(articles).map(|(number, article)| Text {
        id: format!("time-{number}"),
        title: String::new(),
        body: flowing(article.trim_end().trim_end_matches("*STOP")),
        pool: None,
    });
    let judgements = fs::read_to_string(folder.join("qrels.tsv"))?;
    let pairs: Vec<(&str, &str)> = judgements.lines().filter_map(|line| line.split_once('\t')).collect();
    let queries = fs::read_to_string(folder.join("queries.tsv"))?;
    let topic = |line: &str| -> Option<Topic> {
        let (id, text) = line.split_once('\t')?;
        let relevant = pairs.iter().filter(|(query, _)| *query == id).map(|(_, text)| format!("time-{}", text.trim()));
        Some(Topic { number: id.parse().ok()?, text: text.to_string(), pool: None, relevant: relevant.collect() })
    };
    let topics = queries.lines().filter_map(topic).filter(|topic| !topic.relevant.is_empty()).collect();
    Ok(Judged { name: "TIME", wanted: 8.0, texts: texts.collect(), topics })
}

/// TREC-QA, both sets. A question looks in its own sentences.
pub fn trec_qa(folder: &Path) -> Result<Judged, Box<dyn Error>> {
    let mut judged = Judged { name: "TREC-QA", wanted: 0.0, texts: Vec::new(), topics: Vec::new() };
    for set in ["dev", "train"] {
        let lines = fs::read_to_string(folder.join(format!("{set}.xml")))?;
        let mut lines = lines.lines();
        while let Some(line) = lines.next() {
            let kind = match line {
                "<question>" | "<positive>" | "<negative>" => line,
                _ => continue,
            };
            let words = lines.next().unwrap_or_default().replace('\t', " ");
            if kind == "<question>" {
                let number = judged.topics.len() + 1;
                let pool = Some(format!("question{number}"));
                judged.topics.push(Topic { number, text: words, pool, relevant: BTreeSet::new() });
            } else if let Some(topic) = judged.topics.last_mut() {
                let id = format!("sentence-{}", judged.texts.len());
                if kind == "<positive>" {
                    topic.relevant.insert(id.clone());
                }
                judged.texts.push(Text { id, title: String::new(), body: words, pool: topic.pool.clone() });
            }
        }
    }
    judged.topics.retain(|topic| !topic.relevant.is_empty());
    Ok(judged)
}

/// Cranfield. Judgements name queries by their place in the file; everything of some interest is relevant.
pub fn cranfield(folder: &Path) -> Result<Judged, Box<dyn Error>> {
    let all = String::from_utf8_lossy(&fs::read(folder.join("cran.all.1400"))?).into_owned();
    let text = |record: &str| -> Option<Text> {
        let (id, rest) = record.split_once('\n')?;
        let (_, rest) = rest.split_once(".T\n")?;
        let (title, rest) = rest.split_once(".A\n")?;
        let body = rest.split_once(".W\n").map_or("", |(_, body)| body);
        // The text begins with its title again.
        let body = body.strip_prefix(title).unwrap_or(body);
        Some(Text { id: format!("cran-{}", id.trim()), title: flowing(title), body: flowing(body), pool: None })
    };
    let judgements = fs::read_to_string(folder.join("cranqrel"))?;
    let judgement = |line: &str| -> Option<(usize, String)> {
        let mut columns = line.split_whitespace();
        let (query, text, code) = (columns.next()?, columns.next()?, columns.next()?);
        (1..=4).contains(&code.parse::<i32>().ok()?).then_some((query.parse().ok()?, format!("cran-{text}")))
    };
    let judgements: Vec<(usize, String)> = judgements.lines().filter_map(judgement).collect();
    let queries = fs::read_to_string(folder.join("cran.qry"))?;
    let topic = |(number, record): (usize, &str)| -> Option<Topic> {
        let (_, text) = record.split_once(".W\n")?;
        let relevant = judgements.iter().filter(|(query, _)| *query == number).map(|(_, text)| text.clone()).collect();
        Some(Topic { number, text: flowing(text), pool: None, relevant })
    };
    let topics = (1..).zip(queries.split(".I ").skip(1)).filter_map(topic);
    Ok(Judged {
        name: "Cranfield",
        wanted: 0.0,
        texts: all.split(".I ").skip(1).filter_map(text).collect(),
        topics: topics.filter(|topic| !topic.relevant.is_empty()).collect(),
    })
}

/// Headlines of BBC News, each of which asks for its own article. Of several articles with one headline the first counts.
pub fn headlines(folder: &Path) -> Result<Judged, Box<dyn Error>> {
    let mut judged = Judged { name: "headlines", wanted: 0.0, texts: Vec::new(), topics: Vec::new() };
    let mut known = BTreeSet::new();
    for section in ["business", "entertainment", "politics", "sport", "tech"] {
        let mut files = fs::read_dir(folder.join(section))?.collect::<Result<Vec<_>, _>>()?;
        files.sort_by_key(fs::DirEntry::file_name);
        for file in files {
            let article = String::from_utf8_lossy(&fs::read(file.path())?).into_owned();
            let (headline, body) = article.split_once('\n').unwrap_or((&article, ""));
            if !known.insert(headline.to_string()) {
                continue;
            }
            let number = judged.topics.len() + 1;
            let id = format!("bbc-{number}");
            let relevant = BTreeSet::from([id.clone()]);
            judged.texts.push(Text { id, title: String::new(), body: body.trim().to_string(), pool: None });
            judged.topics.push(Topic { number, text: headline.to_string(), pool: None, relevant });
        }
    }
    Ok(judged)
}

/// Lines as one.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
