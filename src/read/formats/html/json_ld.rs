//! What a page tells search engines of its article in JSON-LD, by the vocabulary of schema.org. Knows no HTML.

use serde_json::{Map, Value};

/// What is said of the article. All of it unparsed.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Told {
    pub headline: Option<String>,
    pub body: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub url: Option<String>,
    pub publisher: Option<String>,
    pub language: Option<String>,
    pub authors: Vec<String>,
    pub sections: Vec<String>,
    pub tags: Vec<String>,
}

/// No script that is longer is read.
const LONGEST: usize = 4 << 20;
/// So many objects are looked at, one in another.
const DEEPEST: usize = 8;

/// What the scripts of a page tell of its article, if they tell of one: of several the first with a date.
pub(super) fn read(scripts: &[&str]) -> Option<Told> {
    let mut articles = Vec::new();
    for script in scripts.iter().filter(|script| script.len() <= LONGEST) {
        if let Some(value) = parse(script) {
            find(&value, DEEPEST, &mut articles);
        }
    }
    // An article says more than the page that it is on.
    articles.sort_by_key(|(rank, told)| (*rank, told.published.is_none()));
    articles.into_iter().next().map(|(_, told)| told)
}

/// Tolerates what is often wrong: line ends inside of strings, a semicolon behind the end, the marks of a comment.
fn parse(script: &str) -> Option<Value> {
    let script =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let script = script.trim_end_matches("-->").trim_end_matches("]]>").trim_end().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let plain: String = script.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        serde_json::from_str(plain.trim_end().trim_end_matches("//")).ok()
    })
}

/// Adds every object that is an article, with the rank of its type.
fn find(value: &Value, depth: usize, found: &mut Vec<(usize, Told)>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match value {
        Value::Array(values) => values.iter().for_each(|value| find(value, depth, found)),
        Value::Object(object) => {
            if let Some(rank) = rank(object) {
                found.push((rank, told(object)));
            }
            for name in ["@graph", "mainEntity", "mainEntityOfPage"] {
                object.get(name).into_iter().for_each(|inner| find(inner, depth, found));
            }
        }
        _ => {}
    }
}

/// How surely an object is the article: its type.
fn rank(object: &Map<String, Value>) -> Option<usize> {
    let types = texts(object.get("@type"));
    let rank = |name: &str| match name.rsplit('/').next().unwrap_or_default() {
        "LiveBlogPosting" | "BlogPosting" | "Report" | "ScholarlyArticle" | "Review" => Some(1),
        name if name.ends_with("Article") => Some(0),
        "WebPage" | "ItemPage" | "VideoObject" | "CreativeWork" => Some(2),
        "Recipe"
        | "HowTo"
        | "DiscussionForumPosting"
        | "AudioObject"
        | "PodcastEpisode"
        | "Episode"
        | "AboutPage"
        | "FAQPage"
        | "QAPage" => Some(3),
        _ => None,
    };
    types.iter().filter_map(|name| rank(name)).min()
}

fn told(object: &Map<String, Value>) -> Told {
    let all = |name: &str| texts(object.get(name));
    let one = |name: &str| all(name).into_iter().next();
    let is_address = |text: &String| text.starts_with("http://") || text.starts_with("https://");
    let main = object.get("mainEntityOfPage");
    let main = main.and_then(|main| main.as_str().or_else(|| main.get("@id")?.as_str())).map(str::to_string);
    let keywords =
        all("keywords").iter().flat_map(|text| text.split(',')).map(|word| word.trim().to_string()).collect();
    Told {
        headline: one("headline").or_else(|| one("name")).filter(|text| !is_address(text)),
        body: one("articleBody").or_else(|| one("text")),
        published: one("datePublished").or_else(|| one("dateCreated")).or_else(|| one("uploadDate")),
        modified: one("dateModified"),
        url: one("url").or(main).filter(is_address),
        publisher: one("publisher").filter(|name| !is_address(name)),
        language: one("inLanguage"),
        authors: all("author").into_iter().filter(|name| !is_address(name)).collect(),
        sections: all("articleSection"),
        tags: keywords,
    }
}

/// The texts of a value: itself, its elements, or the names of what it describes.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) if !text.trim().is_empty() => vec![text.trim().to_string()],
        Some(Value::Array(values)) => values.iter().flat_map(|value| texts(Some(value))).collect(),
        Some(Value::Object(object)) => texts(object.get("name").or_else(|| object.get("@value"))),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_among_other_things() {
        let told = read(&[
            r#"{"@type": "Organization", "name": "Post"}"#,
            "not JSON",
            r#"{"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "Page", "datePublished": "2020"},
                {"@type": ["NewsArticle", "Thing"], "headline": "Kabul falls", "datePublished": "2021-08-15T10:00:00Z",
                 "author": [{"@type": "Person", "name": "Ann Roe"}, "Bo", "https://a.example/bo"], "publisher": {"name": "Post"},
                 "keywords": "a, b", "mainEntityOfPage": {"@id": "https://a.example/kabul"}, "articleSection": ["World"]}]};"#,
        ])
        .unwrap();
        assert_eq!(told.headline.as_deref(), Some("Kabul falls"));
        assert_eq!(told.published.as_deref(), Some("2021-08-15T10:00:00Z"));
        assert_eq!((told.authors, told.tags), (vec!["Ann Roe".into(), "Bo".into()], vec!["a".into(), "b".into()]));
        assert_eq!((told.url.as_deref(), told.publisher.as_deref()), (Some("https://a.example/kabul"), Some("Post")));
        assert_eq!(read(&["{}", "[]", "3", ""]), None);
    }

    #[test]
    fn small_faults_are_forgiven() {
        let told = read(&["<!-- {\"@type\": \"Article\", \"headline\": \"A\nB\"} -->"]).unwrap();
        assert_eq!(told.headline.as_deref(), Some("A B"));
        assert_eq!(read(&[&"[".repeat(100_000)]), None);
    }
}
