//! Which files are read, and how, as the user says: lists, patterns, links, mapped fields and limits; and that an index remembers it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::command::{dateline, text};
use crate::corpus::Folder;

/// Runs `dateline index` in the folder of news; its status, and all that it says.
fn index(folder: &Folder, arguments: &[&str]) -> (Option<i32>, String) {
    let output = dateline(&folder.news(), &[&["index", "--index", "../index"], arguments].concat());
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

/// The records in the index, below the folder of news.
fn records(folder: &Folder) -> Vec<String> {
    let output = dateline(&folder.news(), &["search", "--index", "../index", "--json", "--limit", "100"]);
    let json: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", text(&output.stderr)));
    let prefix = format!("{}/", folder.news().canonicalize().unwrap().display());
    let record = |hit: &Value| hit["record"].as_str().unwrap().trim_start_matches(&prefix).to_string();
    let mut records: Vec<String> = json["hits"].as_array().unwrap().iter().map(record).collect();
    records.sort();
    records
}

fn ids(folder: &Folder) -> Vec<String> {
    let output = dateline(&folder.news(), &["search", "--index", "../index", "--json", "--limit", "100"]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut ids: Vec<String> =
        json["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_string()).collect();
    ids.sort();
    ids
}

fn news(names: &[&str]) -> Folder {
    let folder = Folder::new();
    names.iter().for_each(|name| folder.write(name, format!("News of {name}\n\nText.")));
    folder
}

#[test]
fn what_is_excluded_is_not_read_and_leaves_the_index() {
    let folder = news(&["a.txt", "drafts/b.txt", "x/drafts/c.txt", "x/y/d.txt", "notes.txt"]);
    index(&folder, &["."]);
    assert_eq!(records(&folder).len(), 5);
    let (status, said) = index(&folder, &[".", "--exclude", "drafts", "--exclude", "/x/y"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("3 removed"), "{said}");
    assert_eq!(records(&folder), ["a.txt", "notes.txt"]);

    let (_, said) = index(&folder, &[]);
    assert!(said.contains("read as before with --exclude drafts --exclude /x/y"), "{said}");
    assert_eq!(records(&folder), ["a.txt", "notes.txt"], "it is remembered");
    index(&folder, &["x"]);
    assert_eq!(records(&folder), ["a.txt", "notes.txt"], "also for a folder inside");
    let (status, said) = index(&folder, &["x", "--exclude", "y"]);
    assert_eq!(status, Some(2));
    assert!(
        said.contains("and in the same way\nhint: say it of the whole: dateline index --index ../index --exclude y "),
        "{said}"
    );
    index(&folder, &[".", "--forget-options"]);
    assert_eq!(records(&folder).len(), 5);
    let (status, said) = index(&folder, &[".", "--exclude", "a{"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("invalid value 'a{' for '--exclude <GLOB>'"), "{said}");
}

#[test]
fn folders_say_themselves_what_is_left_out() {
    let folder = news(&["a.txt", "b.md", "keep/b.md", "x/a.txt", "x/z/a.txt", "old/a.txt"]);
    folder.write(".datelineignore", "# drafts\n*.md\nold/\n");
    folder.write("keep/.datelineignore", "!b.md\n");
    folder.write("x/.datelineignore", "/a.txt\n");
    index(&folder, &[".", "--hidden"]);
    assert_eq!(records(&folder), ["a.txt", "keep/b.md", "x/z/a.txt"]);
    folder.write("x/.datelineignore", "a.txt\n{\n");
    let (status, said) = index(&folder, &[]);
    assert_eq!(records(&folder), ["a.txt", "keep/b.md"]);
    assert_eq!(status, Some(3));
    assert!(said.contains("x/.datelineignore") && said.contains("line 2"), "{said}");
}

#[cfg(unix)]
#[test]
fn links_are_followed_once_when_the_user_says_so() {
    use std::os::unix::fs::symlink;
    let folder = news(&["a/one.txt"]);
    let elsewhere = news(&["two.txt"]);
    for (target, link) in [
        (folder.news().join("a"), "a/loop"),
        (folder.news().join("a/one.txt"), "0-one.txt"),
        (elsewhere.news(), "b-there"),
        (elsewhere.news(), "c-there"),
        (elsewhere.news().join("two.txt"), "two.txt"),
        (Path::new("nowhere").to_path_buf(), "broken"),
    ] {
        symlink(target, folder.news().join(link)).unwrap();
    }
    let (status, said) = index(&folder, &["."]);
    assert_eq!((status, records(&folder)), (Some(3), vec!["a/one.txt".to_string()]));
    assert!(said.contains("6 × symbolic link, not followed"), "{said}");
    let (_, said) = index(&folder, &[".", "--follow-links"]);
    assert_eq!(records(&folder), ["a/one.txt", "b-there/two.txt"]);
    assert!(said.contains("2 records skipped") && said.contains("symbolic link to a folder around it"), "{said}");
    assert!(said.contains("symbolic link to nothing"), "{said}");
}

#[test]
fn lists_name_files_whatever_their_order() {
    let names = ["2021/08/15/x.txt", "b/x.txt", "c/y.txt", "c/z.txt"];
    let mut all = Vec::new();
    let folder = news(&names);
    for list in ["c\nb/x.txt\r\n\n2021/08/15/x.txt\n", "2021/08/15/x.txt\0b/x.txt\0c\0"] {
        fs::write(folder.news().join("../list"), list).unwrap();
        let (status, said) = index(&folder, &["--list-file", "../list"]);
        assert_eq!(status, Some(0), "{said}");
        assert_eq!(records(&folder), names);
        all.push(ids(&folder));
        fs::remove_dir_all(folder.index()).unwrap();
    }
    assert_eq!(all[0], all[1]);

    index(&folder, &["--list-file", "../list"]);
    let shown = text(&dateline(&folder.news(), &["search", "--index", "../index", "date:2021-08-15"]).stdout);
    assert!(shown.starts_with("1 article"), "the names in a list may tell dates: {shown}");

    fs::write(folder.news().join("../list"), "b/x.txt\nnone.txt\n").unwrap();
    let (status, said) = index(&folder, &["--list-file", "../list"]);
    assert_eq!(status, Some(3));
    assert!(said.contains("no such file or folder\n") && said.contains("none.txt"), "{said}");
    assert_eq!(records(&folder), names, "what is not in the list stays");

    fs::rename(folder.news().join("b/x.txt"), folder.news().join("c/moved.txt")).unwrap();
    folder.write("b/other.txt", "x");
    fs::write(folder.news().join("../list"), "c/moved.txt\n").unwrap();
    let (_, said) = index(&folder, &["--list-file", "../list"]);
    assert!(said.contains("1 moved"), "{said}");
    assert_eq!(ids(&folder), all[0]);
    let (status, said) = index(&folder, &[]);
    assert_eq!(status, Some(0), "{said}");

    fs::write(folder.news().join("../list"), "\n").unwrap();
    let (status, said) = index(&folder, &["--list-file", "../list"]);
    assert_eq!(status, Some(2));
    assert!(
        said.contains("the list ../list names no file\nhint: find . -name '*.txt' | dateline index --list-file -"),
        "{said}"
    );
}

#[test]
fn fields_are_mapped_and_one_that_is_nowhere_is_named() {
    let folder = Folder::new();
    folder.write("table.csv", "Kop;Broodtekst;Datum\nKabul gevallen;De stad viel.;2021-08-15\n");
    folder.write("lines.jsonl", "{\"kop\": \"Herat\", \"inhoud\": {\"broodtekst\": \"Ook.\"}}\n");
    let (status, said) = index(&folder, &["."]);
    assert_eq!(status, Some(3));
    assert!(said.contains("no title and no text"), "{said}");
    assert!(
        said.contains(
            "hint: name the fields that hold them: dateline index --index ../index --map title=NAME,text=NAME ."
        ),
        "{said}"
    );
    let (status, said) =
        index(&folder, &[".", "--map", "title=Kop,text=Broodtekst,date=Datum", "--map", "text=inhoud.broodtekst"]);
    assert_eq!(status, Some(3));
    assert!(said.contains("no record has the field Broodtekst that --map names"), "{said}");
    let shown = text(&dateline(&folder.news(), &["search", "--index", "../index", "kabul", "date:2021-08-15"]).stdout);
    assert!(shown.contains("Kabul gevallen\n") && shown.contains("De stad viel."), "{shown}");
    let shown = text(
        &dateline(&folder.news(), &["annotate", "lines.jsonl", "--map", "title=kop,text=inhoud.broodtekst"]).stdout,
    );
    assert!(shown.contains("Herat\n") && shown.contains("Ook."), "{shown}");
    let (status, said) = index(&folder, &[".", "--map", "titel=Kop"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("articles have no part \"titel\", did you mean title? (parts: id, url, title"), "{said}");
}

#[test]
fn limits_are_raised_as_the_hint_says() {
    let folder = Folder::new();
    folder.write("lines.jsonl", format!("{{\"title\": \"Long\", \"text\": \"{}\"}}\n", "word ".repeat(1000)));
    folder.write("long.txt", "Long too\n\n".to_string() + &"word ".repeat(2000));
    folder.write("deep.json", "{\"title\": \"Deep\", \"x\": [[[[1]]]]}");
    let (status, said) = index(&folder, &[".", "--max-record", "2k", "--max-file", "3k", "--max-depth", "3"]);
    assert_eq!(status, Some(3));
    let hint = "hint: to read what is beyond a limit, repeat with it raised: dateline index --index ../index --max-record 5k --max-file 10k --max-depth 128 .\n";
    assert!(said.contains(hint), "{said}");
    let (status, said) = index(&folder, &[".", "--max-record", "5k", "--max-file", "10k", "--max-depth", "128"]);
    assert_eq!(status, Some(0), "{said}");
    assert_eq!(records(&folder).len(), 3);
    let (_, said) = index(&folder, &[]);
    assert!(said.contains("--max-record 5k --max-file 10k"), "{said}");
    let (status, said) = index(&folder, &[".", "--max-record", "much"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("\"much\" is no size, as in 500k, 64M or 1G"), "{said}");
}

#[test]
fn a_forced_format_is_remembered_and_undone() {
    let folder = Folder::new();
    folder.write("a.json", "{\"title\": \"Object\", \"text\": \"Text.\"}");
    index(&folder, &[".", "--input-format", "text"]);
    let title = || {
        let output = dateline(&folder.news(), &["search", "--index", "../index", "--json"]);
        serde_json::from_slice::<Value>(&output.stdout).unwrap()["hits"][0]["title"].as_str().unwrap().to_string()
    };
    assert!(title().starts_with('{'));
    index(&folder, &[]);
    assert!(title().starts_with('{'));
    index(&folder, &[".", "--forget-options"]);
    assert_eq!(title(), "Object");
}

#[test]
fn standard_input_is_what_it_looks_like() {
    let folder = Folder::new();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["annotate", "-", "--json"])
        .current_dir(folder.news())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"{\"title\": \"Piped\", \"text\": \"Text.\"}")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&json["articles"][0]["title"], &json["articles"][0]["record"]), (&"Piped".into(), &"-".into()));
}

#[test]
fn how_files_are_read_is_said_with_a_corpus() {
    let folder = news(&["a.txt", "b.txt"]);
    let output = dateline(&folder.news(), &["search", "--corpus", ".", "--exclude", "b.txt", "--json"]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["matches"], 1, "{}", text(&output.stderr));
    let wrong = dateline(&folder.news(), &["search", "--exclude", "b.txt", "x"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("can be said with --corpus"), "{}", text(&wrong.stderr));
}
