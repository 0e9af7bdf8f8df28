//! `dateline export` and `dateline diff` as they are typed: rows, files, exit statuses.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::command::{dateline, text};
use crate::corpus::{Folder, project, refresh};

/// The articles of `corpus/`, and one that would be a formula.
fn folder() -> Folder {
    let folder = Folder::new();
    let formula = serde_json::json!({ "id": "-1", "title": "=HYPERLINK(\"x\", \"Kabul\")", "text": "Kabul, \"it\" fell.", "date": "1999-01-02" });
    folder.write("formula.json", formula.to_string());
    refresh(&folder.index(), &[project().join("corpus/articles"), folder.news()], None);
    folder
}

fn run(folder: &Folder, arguments: &[&str]) -> Output {
    dateline(&folder.news(), &[arguments, &["--index", "../index"]].concat())
}

#[track_caller]
fn ends(output: &Output, status: i32, said: &str) {
    assert_eq!((output.status.code(), text(&output.stderr).trim_end()), (Some(status), said));
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn rows_are_json_lines_or_a_table() {
    let folder = folder();
    let rows = run(&folder, &["export", "kabul", "--sort", "oldest"]);
    ends(&rows, 0, "");
    let rows = lines(&text(&rows.stdout));
    let searched = run(&folder, &["search", "kabul", "--format", "jsonl", "--limit", "100", "--sort", "oldest"]);
    let searched = lines(&text(&searched.stdout));
    assert!(rows.len() > 5 && rows.len() == searched.len());
    for (row, hit) in rows.iter().zip(&searched) {
        for (key, value) in
            hit.as_object().unwrap().iter().filter(|(key, _)| !["score", "passages"].contains(&key.as_str()))
        {
            assert_eq!(&row[key], value, "{key}");
        }
        assert!(row.get("body").is_none() && row.get("language").is_some() && row["authors"].is_array());
    }
    let bodies = run(&folder, &["export", "kabul", "--sort", "oldest", "--bodies"]);
    let bodies = lines(&text(&bodies.stdout));
    assert_eq!(bodies[0]["body"], "Kabul, \"it\" fell.");
    assert_eq!(
        bodies.iter().map(|row| &row["id"]).collect::<Vec<_>>(),
        rows.iter().map(|row| &row["id"]).collect::<Vec<_>>()
    );

    let table = text(&run(&folder, &["export", "kabul", "--sort", "oldest", "--format", "csv"]).stdout);
    let (columns, first) = table.split_once("\r\n").unwrap();
    assert!(columns.starts_with("id,own_id,title,published,") && columns.ends_with(",passages"), "{columns}");
    let first = first.split("\r\n").next().unwrap();
    assert!(first.contains(",'-1,\"'=HYPERLINK(\"\"x\"\", \"\"Kabul\"\")\",1999-01-02,day,metadata,"), "{first}");
    assert!(first.ends_with(",\"Kabul, \"\"it\"\" fell.\""), "{first}");
    let mut reader = table.as_bytes();
    let mut records = 0;
    let mut quoted = false;
    let mut byte = [0];
    while reader.read(&mut byte).unwrap() > 0 {
        quoted ^= byte[0] == b'"';
        records += usize::from(byte[0] == b'\r' && !quoted);
    }
    assert_eq!(records, rows.len() + 1);
}

#[test]
fn files_are_there_as_a_whole_with_their_manifest() {
    let folder = folder();
    let here = folder.news().parent().unwrap().to_path_buf();
    let read = |name: &str| fs::read_to_string(here.join(name)).unwrap();
    let export = |query: &str, format: &str| {
        let arguments = ["export", query, "--output", &format!("../hits.{format}"), "--manifest", "../hits.json"];
        run(&folder, &arguments)
    };
    let written = export("kabul", "csv");
    assert_eq!(written.status.code(), Some(0));
    assert!(text(&written.stderr).ends_with(" articles in ../hits.csv\n") && written.stdout.is_empty());
    assert!(read("hits.csv").starts_with("id,own_id,"));
    ends(&run(&folder, &["diff", "../hits.json"]), 0, "");

    let nothing = export("zzzqx", "jsonl");
    ends(&nothing, 1, "note: 0 articles in ../hits.jsonl\nNo article matches.\nhint: try another word");
    assert_eq!(read("hits.jsonl"), "");
    assert!(read("hits.json").ends_with("\"hits\":[\n]}\n"));
    ends(&run(&folder, &["diff", "../hits.json"]), 0, "");

    let before = read("hits.jsonl");
    assert_eq!(export("perosn:x", "jsonl").status.code(), Some(2));
    assert_eq!(read("hits.jsonl"), before);
    let nowhere = run(&folder, &["export", "kabul", "--output", "../no/hits.csv"]);
    ends(&nowhere, 2, "error: ../no/hits.csv: No such file or directory");
    let mut names: Vec<String> =
        fs::read_dir(&here).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, ["hits.csv", "hits.json", "hits.jsonl", "index", "news"]);
    for conflict in [["--format", "csv", "--bodies"], ["--output=x", "--manifest", "./x"]] {
        let output = run(&folder, &[&["export", "kabul"], &conflict[..]].concat());
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn whoever_closes_the_pipe_has_seen_enough() {
    let folder = folder();
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["export", "--bodies", "--index", "../index", "--manifest", "../hits.json"]);
    command.current_dir(folder.news()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    ends(&child.wait_with_output().unwrap(), 0, "");
    assert!(!folder.news().join("../hits.json").exists());
}

#[test]
fn changes_are_told_and_counted_in_the_status() {
    let folder = folder();
    fs::write(folder.news().join("../queries.toml"), "fall = 'kabul fell'").unwrap();
    let made = run(&folder, &["export", "query:fall", "--manifest", "../fall.json", "--output", "../fall.jsonl"]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    fs::write(folder.news().join("../queries.toml"), "fall = 'herat'").unwrap();
    let meaning = "note: query:fall stands for herat now; asked was what it stood for: kabul fell";
    ends(&run(&folder, &["diff", "../fall.json"]), 0, meaning);

    fs::remove_file(folder.news().join("formula.json")).unwrap();
    folder.write("new.txt", "Again\n\nKabul fell again.");
    folder.refresh();
    let told = run(&folder, &["diff", "../fall.json"]);
    ends(&told, 1, meaning);
    let page = text(&told.stdout);
    assert!(page.starts_with("1 new, 1 gone since 2026-11-23: "), "{page}");
    assert!(page.contains("\nnew  Again\n    no date · new.txt · "), "{page}");
    assert!(page.contains("\ngone  =HYPERLINK(\"x\", \"Kabul\")\n    1999-01-02 · formula.json · "), "{page}");
    assert!(page.ends_with(" · not in the index any more\n"), "{page}");
    let told = run(&folder, &["diff", "../fall.json", "--json"]);
    let json: Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!((&json["new"][0]["title"], &json["gone"][0]["is_indexed"]), (&"Again".into(), &false.into()));
    assert_eq!(json["other_meanings"][0]["now"], "herat");
    assert_eq!((&json["query"], told.status.code()), (&"query:fall".into(), Some(1)));
}

#[test]
fn manifests_that_cannot_be_used_are_refused() {
    let folder = folder();
    let check = |manifest: &str, complaint: &str| {
        fs::write(folder.news().join("../bad.json"), manifest).unwrap();
        let output = run(&folder, &["diff", "../bad.json"]);
        let said = text(&output.stderr);
        assert!(said.contains(complaint), "{said}");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{said}");
    };
    let hint = "hint: name what dateline export --manifest FILE has written";
    check("", &format!("error: ../bad.json: line 1, column 1: EOF while parsing a value\n{hint}"));
    check(
        "{\"manifest\":2}",
        "error: ../bad.json: line 1, column 14: a manifest of form 2, which this version does not know\n  {\"manifest\":2}\n",
    );
    check("[]", "error: ../bad.json: line 1, column ");
    run(&folder, &["export", "kabul", "--manifest", "../good.json"]);
    let good = fs::read_to_string(folder.news().join("../good.json")).unwrap();
    let asked = "error: what ../bad.json asks cannot be asked: perosn:x: there is no field \"perosn\"\nhint: dateline export QUERY... --manifest FILE makes another";
    check(&good.replace("\"query\": \"kabul\"", "\"query\": \"perosn:x\""), asked);
    let missing = run(&folder, &["diff", "none.json"]);
    ends(&missing, 2, "error: none.json: No such file or directory");
    let other = Folder::new();
    other.write("a.txt", "Kabul\n\nKabul fell.");
    other.refresh();
    let index = other.index().canonicalize().unwrap();
    let told = dateline(&folder.news(), &["diff", "../good.json", "--index", index.to_str().unwrap()]);
    let path = |path: &Path| path.canonicalize().unwrap().display().to_string();
    let note =
        format!("note: the manifest is of another index, {}; this one is {}", path(&folder.index()), path(&index));
    ends(&told, 1, &note);
}
