//! Saved queries: what `query:NAME` finds and marks, and `dateline query` as it is typed.

use std::fs;
use std::path::Path;

use dateline::search::syntax::{Field, Severity};
use dateline::search::{Answer, Request, SavedQueries, SearchError, Searcher};

use crate::command::{dateline, text};
use crate::corpus::{Folder, today};

const FILE: &str = "
# of cities
fall = 'kabul NEAR/2 (fell OR falling)'
town = 'kabul OR herat'
calm = '-(fell OR falling)'
both = 'kabul herat'
deep = 'query:town query:calm'
";

fn folder() -> Folder {
    let folder = Folder::new();
    let texts = [
        "Kabul nearly fell. Others had long left Kabul.",
        "Herat fell.",
        "Kabul and Herat were calm.",
        "Moscow watched.",
    ];
    let articles: Vec<_> = texts.iter().map(|text| serde_json::json!({ "title": "", "text": text })).collect();
    folder.write("articles.json", serde_json::to_string(&articles).unwrap());
    folder.refresh();
    folder
}

fn searcher(folder: &Folder) -> Searcher {
    folder.searcher().with_queries(SavedQueries::parse(FILE).expect("no faults"))
}

fn ask(searcher: &Searcher, request: Request) -> Answer {
    let query = request.query.clone();
    searcher.search(&request).unwrap_or_else(|error| panic!("{query}: {error:?}"))
}

/// The bodies of the hits with their marks in brackets, sorted.
fn marked(answer: &Answer) -> Vec<String> {
    let body = |hit: &dateline::search::Hit| {
        let mut text = hit.passages[0].text.clone();
        for &[start, end] in hit.passages[0].highlights.iter().rev() {
            text.insert(end, ']');
            text.insert(start, '[');
        }
        text
    };
    let mut bodies: Vec<String> = answer.hits.iter().map(body).collect();
    bodies.sort();
    bodies
}

#[test]
fn a_name_finds_and_marks_what_it_stands_for() {
    let folder = folder();
    let searcher = searcher(&folder);
    let strict = |query: &str| Request { relax: false, ..Request::new(query, today()) };
    let found = |query: &str| marked(&ask(&searcher, strict(query)));
    assert_eq!(found("query:fall"), ["[Kabul] nearly [fell]. Others had long left Kabul."]);
    assert_eq!(found("query:town -query:fall"), ["[Herat] fell.", "[Kabul] and [Herat] were calm."]);
    assert_eq!(found("query:deep"), ["[Kabul] and [Herat] were calm."]);
    assert_eq!(found("query:town ADJ fell"), ["[Herat] [fell]."]);
    assert_eq!(found("moscow OR query:both"), ["[Kabul] and [Herat] were calm.", "[Moscow] watched."]);
    assert_eq!(found("title:(query:town)"), Vec::<String>::new());
    for (query, same) in [("query:town^3 fell", "(kabul OR herat)^3 fell"), ("query:both calm", "kabul herat calm")] {
        let scores = |query: &str| ask(&searcher, strict(query)).hits.iter().map(|hit| hit.score).collect::<Vec<_>>();
        assert_eq!(scores(query), scores(same), "{query}");
    }
}

#[test]
fn any_of_the_words_are_any_of_those_that_it_stands_for() {
    let folder = folder();
    let searcher = searcher(&folder);
    let request = |any, query: &str| Request { any, ..Request::new(query, today()) };
    for query in ["query:both moscow", "query:both watched -calm"] {
        let same = query.replace("query:both", "kabul herat");
        for any in [true, false] {
            let (one, other) = (ask(&searcher, request(any, query)), ask(&searcher, request(any, &same)));
            assert_eq!((one.matches, one.relaxed, marked(&one)), (other.matches, other.relaxed, marked(&other)));
            assert!(any || one.relaxed, "{query}");
        }
    }
    let filtered = Request { filters: vec![(Field::Query, "town".into())], ..request(false, "fell") };
    assert_eq!(ask(&searcher, filtered).matches, 2);
    let explained = ask(&searcher, Request { explain: true, ..request(false, "query:deep") });
    assert_eq!(
        explained.complaints,
        [
            "query:deep stands for query:town query:calm",
            "query:town stands for kabul OR herat",
            "query:calm stands for -(fell OR falling)",
        ]
    );
    assert_eq!(
        explained.explain.expect("an explanation").read_as,
        "(kabul in any form OR herat in any form) AND NOT (fell in any form OR falling in any form)"
    );
}

#[test]
fn what_cannot_be_run_under_a_name_is_pointed_at() {
    let folder = folder();
    let searcher = searcher(&folder);
    let error = searcher.search(&Request::new("é query:both NEAR/5 calm", today())).unwrap_err();
    let SearchError::Query { complaints, .. } = error else { panic!("{error:?}") };
    assert_eq!((complaints[0].span.clone(), complaints[0].severity()), (3..13, Severity::Error));
    let words: String = (0..5001).map(|n| format!("w{n}x ")).collect();
    folder.write("words.txt", words);
    folder.refresh();
    let searcher = folder.searcher().with_queries(SavedQueries::parse("many = 'kabul w*x'").unwrap());
    let error = searcher.search(&Request::new("a query:many", today())).unwrap_err();
    let SearchError::Query { complaints, .. } = error else { panic!("{error:?}") };
    assert_eq!(complaints[0].span, 2..12);
}

/// A folder with an index, and no saved query.
fn indexed() -> (Folder, std::path::PathBuf) {
    let folder = folder();
    let above = folder.index().parent().expect("a folder").to_path_buf();
    (folder, above)
}

/// Runs a command on the index; both outputs, and how it ends.
#[track_caller]
fn check(folder: &Path, arguments: &[&str], status: i32, printed: &str) {
    let arguments: Vec<&str> = ["--index", "index"].iter().chain(arguments).copied().collect();
    let output = dateline(folder, &arguments);
    let all = text(&output.stderr) + &text(&output.stdout);
    assert_eq!(all.trim_end(), printed.trim(), "{arguments:?}");
    assert_eq!(output.status.code(), Some(status), "{arguments:?}");
}

#[test]
fn queries_are_saved_renamed_and_removed() {
    let (_folder, folder) = indexed();
    let folder = folder.as_path();
    let said = || fs::read_to_string(folder.join("queries.toml")).expect("a file");
    check(folder, &["query"], 1, "No query is saved.\nhint: dateline query save NAME QUERY...");
    check(folder, &["query", "--json"], 1, "{\"queries\":[]}");
    let stands = "query:fall stands for kabul NEAR/2 fell: 1 article (queries.toml)";
    check(folder, &["query", "save", "fall", "kabul NEAR/2 fell"], 0, stands);
    check(folder, &["query", "save", "fall", "kabul", "NEAR/2", "fell"], 0, "queries.toml: nothing to change");
    fs::write(folder.join("queries.toml"), "# mine\n".to_string() + &said()).unwrap();
    let stands = "query:calm stands for -query:fall town: 0 articles (queries.toml)";
    check(folder, &["query", "save", "calm", "-query:fall", "town"], 0, stands);
    let stands = "query:calm stands for -query:fall, and not -query:fall town any more: 3 articles (queries.toml)";
    let only = "note: the query only says what to exclude\n  -query:fall\n  ^^^^^^^^^^^\n";
    check(folder, &["query", "save", "calm", "-query:fall"], 0, &format!("{only}{stands}"));
    check(folder, &["query"], 0, "fall  kabul NEAR/2 fell\ncalm  -query:fall");
    let renamed = "query:fall is query:kabul-2021 now, also in calm (queries.toml)";
    check(folder, &["query", "rename", "fall", "kabul-2021"], 0, renamed);
    assert_eq!(said(), "# mine\nkabul-2021 = \"kabul NEAR/2 fell\"\ncalm = \"-query:kabul-2021\"\n");
    check(
        folder,
        &["query", "remove", "kabul-2021"],
        0,
        "note: it is still used by calm, which cannot be run without it\nquery:kabul-2021 is removed; it was kabul NEAR/2 fell (queries.toml)",
    );
    let listed = "{\"queries\":[{\"name\":\"calm\",\"query\":\"-query:kabul-2021\"}]}";
    check(folder, &["query", "--json"], 0, listed);
    let unknown = "error: there is no saved query \"calmm\"\nhint: dateline query --index index remove calm";
    check(folder, &["query", "remove", "calmm"], 2, unknown);
    check(
        folder,
        &["query", "rename", "calm", "calm"],
        2,
        "error: there is a saved query \"calm\" already\nhint: if it is not wanted: dateline query remove calm",
    );
}

#[test]
fn what_cannot_be_run_is_not_saved() {
    let (_folder, folder) = indexed();
    let folder = folder.as_path();
    let before = "town = 'kabul OR herat'\nfall = 'query:town fell'\n";
    fs::write(folder.join("queries.toml"), before).unwrap();
    let hint = "hint: dateline query --index index save";
    let save = |name: &str, query: &str, printed: &str| check(folder, &["query", "save", name, query], 2, printed);
    save(
        "x",
        "kabul perosn:lavrov",
        &format!(
            "error: there is no field \"perosn\"\n  kabul perosn:lavrov\n        ^^^^^^^\n{hint} x 'kabul person:lavrov'"
        ),
    );
    save(
        "town",
        "a query:fall",
        "error: a saved query stands for itself: town → fall → town\n  a query:fall\n    ^^^^^^^^^^",
    );
    save(
        "x",
        "query:tovn OR a",
        &format!(
            "error: there is no saved query \"tovn\" (saved are town, fall)\n  query:tovn OR a\n  ^^^^^^^^^^\n{hint} x 'query:town OR a'"
        ),
    );
    save(
        "x",
        "query:fall NEAR a",
        "error: a group of several words that are all required cannot stand beside NEAR\n  query:fall NEAR a\n  ^^^^^^^^^^",
    );
    save("a b", "kabul", "error: \"a b\" is no name for a query: letters, digits, - and _ make one");
    save("x", " ", "error: there is nothing to search for in this query");
    let list = "error: there is no list \"none\", and no other, in your file of actors\nhint: dateline actors watch none ACTOR...";
    save("x", "person:@none", list);
    assert_eq!(fs::read_to_string(folder.join("queries.toml")).unwrap(), before);
}

#[test]
fn commands_use_saved_queries_and_say_what_is_wrong_with_them() {
    let (_folder, folder) = indexed();
    let folder = folder.as_path();
    let file = folder.join("queries.toml");
    fs::write(&file, "town = 'kabul OR herat'\nbad = 'kabul perosn:x'\nloop = 'query:loop'\n").unwrap();
    let matches = |command: &str| {
        let output = dateline(folder, &["--index", "index", command, "--json", "query:town", "fell"]);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        json["matches"].as_u64()
    };
    for command in ["search", "facets", "timeline"] {
        assert_eq!(matches(command), Some(2), "{command}");
    }
    let id = Searcher::open(&folder.join("index")).unwrap().search(&Request::new("moscow", today())).unwrap().hits[0]
        .id
        .clone();
    let shown = dateline(folder, &["--index", "index", "show", &id, "query:town OR moscow", "--json"]);
    let shown: serde_json::Value = serde_json::from_slice(&shown.stdout).expect("JSON");
    let parts = serde_json::json!([["kabul", 0], ["herat", 0], ["moscow", 1]]);
    let found = shown["occurrences"]["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| serde_json::json!([part["part"], part["places"]]));
    assert_eq!((serde_json::Value::Array(found.collect()), &shown["matches"]), (parts, &true.into()));
    check(
        folder,
        &["search", "a", "query:bad"],
        2,
        "error: in the saved query bad, column 7: there is no field \"perosn\"\n  a query:bad\n    ^^^^^^^^^\nhint: mend it in queries.toml, or save another: dateline query save bad QUERY...",
    );
    check(
        folder,
        &["facets", "query:loop"],
        2,
        "error: a saved query stands for itself: loop → loop\n  query:loop\n  ^^^^^^^^^^",
    );
    check(
        folder,
        &["search", "query:tow"],
        2,
        "error: there is no saved query \"tow\" (saved are town, bad, loop)\n  query:tow\n  ^^^^^^^^^\nhint: dateline search --index index query:town",
    );
    fs::write(&file, "# é\ntown = 'kabul'\nother = 3\n").unwrap();
    check(
        folder,
        &["search", "kabul"],
        2,
        "error: HERE/queries.toml: line 3, column 1: other must be a query, a text in quotes\n  other = 3\n  ^\nhint: mend the file; nothing was changed"
            .replace("HERE", &folder.canonicalize().unwrap().to_string_lossy())
            .as_str(),
    );
    fs::remove_file(&file).unwrap();
    check(
        folder,
        &["search", "query:town"],
        2,
        "error: there is no saved query \"town\", and no other\n  query:town\n  ^^^^^^^^^^\nhint: save it first: dateline query save NAME QUERY...",
    );
    let search = dateline(folder, &["search", "--corpus", "news", "query:fell"]);
    assert_eq!(search.status.code(), Some(2));
    fs::write(folder.join("news/queries.toml"), "fell = 'fell'").unwrap();
    let search = dateline(folder, &["search", "--corpus", "news", "query:fell"]);
    assert_eq!(search.status.code(), Some(0), "{}", text(&search.stderr));
}
