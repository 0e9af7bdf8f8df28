//! The command as it is typed: what it prints, what it ends with, and that the README tells the truth about it.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use dateline::search::Request;
use serde_json::Value;
use tempfile::TempDir;

use crate::corpus::{Folder, project, today};

/// Runs dateline in a folder, away from the user's own settings.
pub fn dateline(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command.env("DATELINE_TODAY", "2026-11-23").env("XDG_CACHE_HOME", folder.join("cache")).env("COLUMNS", "100");
    command.env_remove("DATELINE_INDEX").env_remove("CLICOLOR_FORCE");
    command.output().expect("dateline runs")
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A folder with an index of `corpus/articles` in it.
fn indexed() -> &'static Path {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let articles = project().join("corpus/articles");
        let done = dateline(folder.path(), &["index", articles.to_str().expect("UTF-8")]);
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
        folder
    });
    folder.path()
}

/// What goes wrong with a command, and how it ends.
fn check(arguments: &[&str], status: i32, complaint: &str) {
    let output = dateline(indexed(), arguments);
    let said = text(&output.stderr).replace(&indexed().canonicalize().unwrap().display().to_string(), "HERE");
    assert_eq!(said.trim_end(), complaint.trim(), "{arguments:?}");
    assert_eq!(output.status.code(), Some(status), "{arguments:?}");
}

fn json(arguments: &[&str]) -> (Value, Option<i32>) {
    let output = dateline(indexed(), arguments);
    let value = serde_json::from_slice(&output.stdout);
    (value.unwrap_or_else(|e| panic!("{arguments:?}: {e}: {}", text(&output.stdout))), output.status.code())
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn complaints_say_what_and_where_and_what_to_type() {
    check(&["search", "kabul"], 0, "");
    check(&["search", "zzzqx"], 1, "No article matches.\nhint: try another word");
    check(
        &["search", "kabul", "perosn:lavrov"],
        2,
        "
error: there is no field \"perosn\"
  kabul perosn:lavrov
        ^^^^^^^
hint: dateline search 'kabul person:lavrov'",
    );
    check(
        &["search", "kabul", "--date", "2021-02-30"],
        2,
        "
error: date: there is no day 30 in that month, which ends on 2021-02-28
  date:2021-02-30
       ^^^^^^^^^^
hint: dateline search --date 2021-02-28 kabul",
    );
    check(
        &["search", "\"Islamic Emirate"],
        0,
        "
note: the quote is not closed
  \"Islamic Emirate
  ^
hint: dateline search '\"Islamic Emirate\"'",
    );
    check(
        &["show", "zz"],
        2,
        "error: \"zz\" is no id\nhint: an id such as 3f2a91c0 stands under each title that dateline search prints",
    );
    check(
        &["index", "missing"],
        2,
        "
error: missing does not exist; nothing was removed from the index
hint: check the name; if it is on a disk that is not connected, connect it and repeat: dateline index missing",
    );
    check(
        &["search", "--index", "nowhere", "x"],
        2,
        "error: no index in HERE/nowhere\nhint: dateline index --index HERE/nowhere PATH",
    );
}

#[test]
fn a_folder_without_an_index_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let output = dateline(folder.path(), &["search", "kabul"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).ends_with("or above\nhint: dateline index PATH\n"), "{}", text(&output.stderr));
}

#[test]
fn what_was_skipped_is_said_every_time() {
    let folder = Folder::new();
    folder.write("good.txt", "Good\n\nnews");
    folder.write("lines.jsonl", "{\"title\": oops}\n{\"title\":\"cut");
    let news = folder.news();
    for _ in 0..2 {
        let output = dateline(&news, &["index", "--index", "../index", "."]);
        assert_eq!(output.status.code(), Some(3));
        let said = text(&output.stdout) + &text(&output.stderr);
        for line in
            ["2 records skipped", "not valid JSON", "it breaks off in the middle", "lines.jsonl:1", "lines.jsonl:2"]
        {
            assert!(said.contains(line), "{line} is not in {said}");
        }
        assert!(!said.contains('\u{1b}'), "colours in a pipe: {said}");
    }
}

#[test]
fn json_has_the_shapes_of_the_contract() {
    let (report, status) = json(&["index", "--json"]);
    assert_eq!((report["unchanged"].as_u64(), report["articles"].as_u64(), status), (Some(44), Some(44), Some(0)));
    for key in ["added", "updated", "unchanged", "removed", "articles", "skipped", "bytes", "seconds"] {
        assert!(report.get(key).is_some(), "{key}");
    }

    let (answer, status) = json(&["search", "--json", "--facet", "person:3", "taliban", "kabul"]);
    assert_eq!(status, Some(0));
    assert_eq!(keys(&answer), ["complaints", "facets", "hits", "matches", "query", "relaxed", "took_ms"]);
    assert_eq!(answer["facets"]["person"].as_array().map(Vec::len), Some(3));
    let hit = &answer["hits"][0];
    for key in [
        "id",
        "own_id",
        "title",
        "title_highlights",
        "published",
        "published_precision",
        "published_basis",
        "record",
        "url",
        "score",
    ] {
        assert!(hit.get(key).is_some(), "{key}");
    }
    assert_eq!(keys(&hit["passages"][0]), ["end", "highlights", "number", "score", "start", "text"]);

    let (partial, status) = json(&["search", "--json", "taliban", "volkswagen"]);
    assert_eq!((partial["matches"].as_u64(), partial["relaxed"].as_bool(), status), (Some(0), Some(true), Some(1)));

    let (facets, status) = json(&["facets", "--json", "kabul"]);
    assert_eq!((keys(&facets), status), (vec!["complaints", "facets", "matches"], Some(0)));
    assert!(facets["facets"]["place"][0]["articles"].as_u64() > Some(1));

    let seed = project().join("corpus/articles");
    let (annotated, status) = json(&["annotate", "--json", seed.to_str().unwrap()]);
    assert_eq!(status, Some(0));
    let articles = annotated["articles"].as_array().unwrap();
    assert_eq!(articles.len(), 44);
    for article in articles {
        let body = article["body"].as_str().unwrap();
        for span in article["dates"].as_array().unwrap().iter().chain(article["mentions"].as_array().unwrap()) {
            let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
            assert_eq!(Some(&body[start..end]), span["text"].as_str());
        }
    }
}

#[test]
fn ids_lead_from_search_to_show_and_annotate() {
    let (answer, _) = json(&["search", "--json", "taliban"]);
    let id = answer["hits"][0]["id"].as_str().unwrap();
    let shown = dateline(indexed(), &["show", &id[..8], "taliban"]);
    assert_eq!(shown.status.code(), Some(0));
    assert!(text(&shown.stdout).contains(answer["hits"][0]["title"].as_str().unwrap()));
}

#[test]
fn an_article_shows_when_it_speaks_of() {
    let body = "On Sunday the city fell. On Tuesday, and again on August 17, they spoke. The war began in 2001.";
    let folder = Folder::new();
    folder.write("a.md", format!("---\ntitle: Fallen\ndate: 2021-08-18\n---\n\n{body}"));
    folder.refresh();
    let id = folder.searcher().search(&Request::new("fallen", today())).unwrap().hits[0].id.clone();
    let shown = text(&dateline(&folder.news(), &["show", &id, "--index", "../index"]).stdout);
    for line in [
        "speaks of      2001 · 2021-08-15 · 2021-08-17 ×2\n",
        "taken to mean  Sunday → 2021-08-15 · Tuesday → 2021-08-17 · August 17 → 2021-08-17\n",
    ] {
        assert!(shown.contains(line), "{line} is not in {shown}");
    }
}

/// A folder with one article, and its id.
fn one_article() -> (Folder, String) {
    let folder = Folder::new();
    folder.write(
        "a.md",
        "---\ntitle: Kabul fell\ndate: 2021-08-18\n---\n\nThe Taliban took Kabul. The Taliban said Kabul had fallen. On Sunday the emirate came back.",
    );
    folder.refresh();
    let id = folder.searcher().search(&Request::new("kabul", today())).unwrap().hits[0].id.clone();
    (folder, id)
}

#[test]
fn what_is_marked_is_counted() {
    let (folder, id) = one_article();
    let last = |query: &str| {
        let shown = dateline(&folder.news(), &["show", &id, query, "--index", "../index"]);
        let page = text(&shown.stdout);
        (
            page.trim_end().lines().last().unwrap().to_string(),
            text(&shown.stderr).starts_with("note: this article does not"),
        )
    };
    for (query, counted, is_other) in [
        ("kabul", "3 places marked, 1 of them in the title", false),
        ("title:kabul", "1 place marked, in the title", false),
        ("emirate", "1 place marked", false),
        ("emirate date:2021", "1 place marked", false),
        ("emirate date:2020", "1 place marked", true),
        ("moscow", "no place marked", true),
        ("-kabul", "no place marked", true),
        ("Talibans took", "3 places marked: talibans 2, took 1", false),
        ("taliban moscow", "2 places marked: taliban 2, moscow 0", true),
        ("(taliban moscow) OR emirate", "1 place marked: taliban 0, moscow 0, emirate 1", false),
        ("\"the taliban\" taliban", "2 places marked: \"the taliban\" 2, taliban 2", false),
        (
            "title:(kabul ADJ fell) (took ADJ (kabul OR \"herat\")) emir* \"sunday emirate\"~1 talibam~",
            "8 places marked, 2 of them in the title: title:(kabul ADJ/0 fell) 2, took ADJ/0 (kabul OR \"herat\") 2, emir* 1, \"sunday emirate\"~1 2, talibam~1 2",
            false,
        ),
    ] {
        let (line, other) = last(query);
        let (line, counted) = (line.as_str(), counted.rsplit_once("emir* 1, ").map_or(counted, |(_, rest)| rest));
        assert!(line.ends_with(counted), "{query}: {line}");
        assert_eq!(other, is_other, "{query}");
    }
}

#[test]
fn an_article_is_shown_as_json() {
    let (folder, id) = one_article();
    let shown = |query: &[&str]| -> Value {
        let arguments = [&["show", &id, "--json", "--index", "../index"], query].concat();
        serde_json::from_slice(&dateline(&folder.news(), &arguments).stdout).expect("JSON")
    };
    let plain = shown(&[]);
    assert_eq!((plain["id"].as_str(), plain["published"].as_str()), (Some(&id[..]), Some("2021-08-18")));
    assert_eq!(
        (&plain["dates"][0]["value"], &plain["mentions"][0]["actor"]),
        (&"2021-08-15".into(), &"Taliban".into())
    );
    assert_eq!((plain.get("matches"), &plain["complaints"]), (None, &serde_json::json!([])));
    let marked = shown(&["taliban", "kabul", "moscow"]);
    for key in ["own_id", "published_precision", "published_basis", "record", "url"] {
        assert!(marked.get(key).is_some(), "{key}");
    }
    assert_eq!((&marked["title"], &marked["matches"]), (&"Kabul fell".into(), &false.into()));
    assert_eq!(marked["title_highlights"], serde_json::json!([[0, 5]]));
    let body = marked["body"].as_str().unwrap();
    let marks = marked["highlights"].as_array().unwrap().iter();
    let marks: Vec<&str> =
        marks.map(|mark| &body[mark[0].as_u64().unwrap() as usize..mark[1].as_u64().unwrap() as usize]).collect();
    assert_eq!(marks, ["Taliban", "Kabul", "Taliban", "Kabul"]);
    let parts = [("taliban", 2), ("kabul", 3), ("moscow", 0)];
    let parts: Vec<Value> =
        parts.iter().map(|(part, places)| serde_json::json!({"part": part, "places": places})).collect();
    assert_eq!(marked["occurrences"], serde_json::json!({"places": 5, "in_title": 1, "parts": parts}));
}

#[test]
fn batches_print_runs() {
    let queries = indexed().join("queries.tsv");
    std::fs::write(&queries, "1\ttaliban recognition\n2\tearthquake\n").unwrap();
    let output = dateline(indexed(), &["search", "--queries", "queries.tsv", "--format", "trec", "--run", "mine"]);
    let run = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(run.lines().all(|line| line.split(' ').count() == 6 && line.ends_with(" mine")), "{run}");
    assert!(run.starts_with("1 Q0 ") && run.contains("\n2 Q0 "), "{run}");
}

#[test]
fn batches_take_queries_without_ids_and_go_on_after_bad_rows() {
    let run = |lines: &str, format: &str| {
        std::fs::write(indexed().join("plain.txt"), lines).unwrap();
        let arguments = ["search", "--queries", "plain.txt", "--format", format, "--limit", "1"];
        let output = dateline(indexed(), &arguments);
        (text(&output.stdout), text(&output.stderr), output.status.code())
    };
    let (table, said, status) =
        run("# my queries\n\n\"islamic emirate\"\n7\tearthquake\nearthquake, flood OR kabul\n", "csv");
    assert_eq!(said, "error: plain.txt:4: a tab, where the first line is a query without an id\n");
    let lines: Vec<&str> = table.split("\r\n").filter(|line| !line.is_empty()).collect();
    assert_eq!((lines.len(), status), (3, Some(2)), "{table}");
    assert!(lines[0].starts_with("query_id,query,rank,id,own_id,"), "{table}");
    assert!(lines[1].starts_with("3,\"\"\"islamic emirate\"\"\",1,"), "{table}");
    assert!(lines[2].starts_with("5,\"earthquake, flood OR kabul\",1,"), "{table}");
    let (rows, said, status) = run("a\tearthquake\nkabul\nb\tkabul (\nc\tkabul person:\nd\tkabul\n", "jsonl");
    let ids: Vec<String> =
        rows.lines().map(|row| serde_json::from_str::<Value>(row).unwrap()["id"].to_string()).collect();
    assert_eq!((ids.join(" "), status), ("\"a\" \"b\" \"d\"".to_string(), Some(2)));
    let expected = [
        "error: plain.txt:2: no tab between an id and a query",
        "note: plain.txt:3: column 7: the parenthesis has no partner",
        "error: plain.txt:4: column 7 of the query: the field person has no value",
    ];
    assert_eq!(said.lines().collect::<Vec<_>>(), expected);
    let (run, _, status) = run("earthquake\n\nkabul", "trec");
    assert!(run.starts_with("1 Q0 ") && run.contains("\n3 Q0 "), "{run}");
    assert_eq!(status, Some(0));
}

/// The commands of the README's console blocks with what is printed under them there.
fn readme() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(project().join("README.md")).unwrap();
    let blocks = text.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    let commands = blocks.flat_map(|block| block.split("$ ").skip(1));
    commands
        .map(|part| part.split_once('\n').unwrap_or((part, "")))
        .map(|(c, o)| (c.into(), o.trim_end().into()))
        .collect()
}

/// Without what differs from run to run.
fn timeless(text: &str) -> String {
    let lines = text.lines().map(|line| match line.rsplit_once(", ") {
        Some((line, time)) if time.ends_with(" ms") => line.to_string(),
        _ => line.split(" in 0.").next().unwrap_or_default().to_string(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_readme_tells_the_truth() {
    let commands = readme();
    let (tests, commands): (Vec<_>, Vec<_>) =
        commands.into_iter().partition(|(command, _)| command.starts_with("cargo test"));
    let (installed, ours): (Vec<_>, Vec<_>) =
        commands.into_iter().partition(|(command, _)| command.starts_with("dateline "));
    assert_eq!((tests.len(), installed.len(), ours.len()), (1, 1, 1));
    for (command, printed) in &installed {
        let output = dateline(indexed(), &command.split(' ').skip(1).collect::<Vec<_>>());
        assert_eq!(timeless(text(&output.stdout).trim_end()), timeless(printed), "{command}");
    }
    let (command, printed) = &ours[0];
    let arguments: Vec<&str> = command.strip_prefix("cargo run --release -- ").unwrap().split(' ').collect();
    let cache = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .current_dir(project())
        .env("XDG_CACHE_HOME", cache.path())
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    assert_eq!(timeless(text(&output.stdout).trim_end()), timeless(printed));
    assert_eq!(output.status.code(), Some(0));
}
