//! Style as tests: layers, module docs, sizes, and documents that name what exists.

use std::fs;
use std::path::{Path, PathBuf};

use crate::corpus::project;

/// Each layer, and those that it may use.
const LAYERS: &[(&str, &[&str])] = &[
    ("calendar", &[]),
    ("text", &[]),
    ("read", &[]),
    ("annotate", &["calendar", "text", "read"]),
    ("actors", &["text", "annotate"]),
    ("index", &["calendar", "text", "read", "annotate"]),
    ("search", &["calendar", "text", "annotate", "index"]),
];

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![project().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found
}

fn layer(path: &Path) -> String {
    let below = path.strip_prefix(project().join("src")).unwrap();
    below.iter().next().unwrap().to_string_lossy().into_owned()
}

/// The code before its unit tests.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

#[test]
fn layers_use_only_what_is_left_of_them() {
    for (path, text) in sources("src") {
        let layer = layer(&path);
        let allowed = LAYERS.iter().find(|(name, _)| *name == layer).map(|(_, allowed)| *allowed);
        for line in code(&text).lines().filter(|l| !l.trim_start().starts_with("//")) {
            if let Some(allowed) = allowed {
                for (other, _) in LAYERS {
                    let uses = line.contains(&format!("crate::{other}")) && *other != layer;
                    assert!(!uses || allowed.contains(other), "{}: {layer} uses {other}: {line}", path.display());
                }
            }
            let knows_tantivy = line.contains("tantivy::") || line.contains("use tantivy");
            assert!(!knows_tantivy || ["index", "search"].contains(&layer.as_str()), "{}: {line}", path.display());
            let prints = line.contains("println!") || line.contains("\\x1b[");
            assert!(!prints || ["cli", "main.rs"].contains(&layer.as_str()), "{}: {line}", path.display());
            if layer == "cli" || layer == "main.rs" {
                assert!(!line.contains("dateline::index::IndexWriter"), "{}: {line}", path.display());
            }
        }
    }
}

#[test]
fn formats_and_annotators_do_not_know_each_other() {
    for (path, text) in sources("src/read/formats") {
        assert!(!code(&text).contains("File::open"), "{}: formats take readers", path.display());
    }
    for other in ["actors", "dates"] {
        for (path, text) in sources(&format!("src/annotate/{other}")) {
            for stranger in ["super::super::dates", "annotate::dates", "annotate::actors", "super::super::actors"] {
                let outside = stranger.ends_with(other);
                let doc = |l: &&str| l.trim_start().starts_with("//");
                let uses = code(&text).lines().filter(|l| !doc(l)).any(|l| l.contains(stranger));
                assert!(outside || !uses, "{} knows {stranger}", path.display());
            }
        }
    }
}

#[test]
fn every_file_says_what_it_is_and_stays_readable() {
    for (path, text) in ["src", "tests", "benches"].into_iter().filter(|f| project().join(f).exists()).flat_map(sources)
    {
        assert!(text.starts_with("//!"), "{} does not say what it is", path.display());
        assert!(text.lines().count() <= 450, "{} is too long", path.display());
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(!["utils", "common", "helpers", "manager", "types"].contains(&name.as_str()), "{}", path.display());
    }
}

#[test]
fn every_format_is_fuzzed() {
    for format in dateline::read::FORMATS {
        let target = project().join("fuzz/fuzz_targets").join(format!("{}.rs", format.name));
        assert!(target.exists(), "{} is not there", target.display());
    }
}

#[test]
fn documents_name_what_exists() {
    for document in ["ARCHITECTURE.md", "README.md", "corpus/README.md"] {
        let text = fs::read_to_string(project().join(document)).unwrap();
        for name in text.split('`').skip(1).step_by(2) {
            let looks_like_a_path = name.contains('/')
                && !name.contains([' ', '<', '*', '{', '$', ':'])
                && !name.starts_with(['/', '.', '~', '-']);
            if looks_like_a_path {
                assert!(
                    project().join(name.trim_end_matches('/')).exists(),
                    "{document} names {name}, which is not there"
                );
            }
        }
    }
}
