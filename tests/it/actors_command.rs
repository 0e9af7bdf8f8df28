//! `dateline actors` as it is typed: what it prints, what it keeps, and what it ends with.

use std::fs;
use std::path::Path;

use crate::command::{dateline, text};
use crate::corpus::project;

/// A folder with an index of `corpus/articles` in it, and no file of actors.
fn indexed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let articles = project().join("corpus/articles");
    let done = dateline(folder.path(), &["index", articles.to_str().expect("UTF-8")]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    folder
}

/// Runs `dateline actors`; both outputs, and how it ends.
#[track_caller]
fn check(folder: &Path, arguments: &[&str], status: i32, printed: &str) {
    let arguments: Vec<&str> = ["actors"].iter().chain(arguments).copied().collect();
    let output = dateline(folder, &arguments);
    let all = text(&output.stdout) + &text(&output.stderr);
    assert_eq!(all.trim_end(), printed, "{arguments:?}");
    assert_eq!(output.status.code(), Some(status), "{arguments:?}");
}

fn said(folder: &Path) -> String {
    fs::read_to_string(folder.join("actors.toml")).expect("a file of actors")
}

#[test]
fn changes_say_what_they_do_and_their_opposites_undo_them() {
    let folder = indexed();
    let folder = folder.path();
    check(
        folder,
        &["hide", "US"],
        0,
        "\"United States\" is hidden; to undo it: dateline actors unhide 'United States' (actors.toml)\n  United States  place   12 → 0",
    );
    check(folder, &["US"], 1, "\"US\" is hidden by your file of actors.\nhint: dateline actors unhide US");
    check(
        folder,
        &["unhide", "US"],
        0,
        "\"United States\" is counted again (actors.toml)\n  United States  place   0 → 12",
    );
    assert_eq!(said(folder), "");
    check(
        folder,
        &["rename", "NASA", "Nasa, the agency"],
        0,
        "\"NASA\" is shown as \"Nasa, the agency\" (actors.toml)\n  Nasa, the agency  org     0 → 5\n  NASA              org     5 → 0",
    );
    check(
        folder,
        &["NASA", "--json"],
        0,
        text(&dateline(folder, &["actors", "Nasa, the agency", "--json"]).stdout).trim_end(),
    );
    check(
        folder,
        &["rename", "NASA", "Taliban"],
        2,
        "error: there is a \"Taliban\" already (org)\nhint: if they are one: dateline actors merge Taliban 'Nasa, the agency'",
    );
    check(
        folder,
        &["watch", "us", "Biden", "Blinken"],
        0,
        "on the list \"us\", to filter by as --actor '@us': \"Joe Biden\", \"Antony Blinken\" (actors.toml)\n  no number of articles changes by it",
    );
    check(
        folder,
        &["unwatch", "us", "Biden", "Blinken"],
        0,
        "not on the list \"us\": \"Biden\", \"Blinken\" (actors.toml)\n  no number of articles changes by it",
    );
    check(folder, &["Xyzzy"], 1, "No article names \"Xyzzy\".\nhint: dateline actors lists who is in most articles");
}

#[test]
fn a_faulty_file_stops_the_command_and_stays_as_it_is() {
    let folder = indexed();
    let folder = folder.path();
    let faulty = "[[actor]]\nname = \"A\"\naliases = [\"B\"]\n\n[[actor]]\nname = \"B\"\naliasse = [\"C\"]\n";
    fs::write(folder.join("actors.toml"), faulty).unwrap();
    let output = dateline(folder, &["search", "kabul"]);
    let complaint = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        complaint.contains("line 3, column 12: the alias \"B\" of \"A\" is the name of the actor \"B\""),
        "{complaint}"
    );
    assert!(
        complaint.contains("line 7, column 1: there is no key \"aliasse\" here (aliases?)\n  aliasse = [\"C\"]\n  ^"),
        "{complaint}"
    );
    assert!(complaint.ends_with("or go without it: dateline search --actors none kabul\n"), "{complaint}");
    assert_eq!(dateline(folder, &["search", "kabul", "--actors", "none"]).status.code(), Some(0));
    let output = dateline(folder, &["actors", "hide", "Kabul"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).ends_with("hint: mend the file; nothing was changed\n"));
    assert_eq!(said(folder), faulty);
}

#[test]
fn files_and_lists_that_are_not_there_are_said() {
    let folder = indexed();
    let folder = folder.path();
    check(folder, &["diff", "nofile.toml"], 2, "error: nofile.toml: No such file or directory");
    check(
        folder,
        &["--actors", "none", "hide", "Kabul"],
        2,
        "error: --actors none names no file that could be changed\nhint: name a file, or leave the option out",
    );
    let output = dateline(folder, &["search", "--person", "@nolist"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).starts_with("error: there is no list \"nolist\", and no other, in your file of actors\n")
    );
    assert!(!folder.join("actors.toml").exists());
}

#[test]
fn changes_at_the_same_time_are_all_kept() {
    let folder = indexed();
    let names = ["Kabul", "Russia", "China", "Germany", "Taliban"];
    std::thread::scope(|scope| {
        for name in names {
            scope.spawn(|| assert_eq!(dateline(folder.path(), &["actors", "hide", name]).status.code(), Some(0)));
        }
    });
    let said = said(folder.path());
    assert!(names.iter().all(|name| said.contains(&format!("name = \"{name}\""))), "{said}");
}
