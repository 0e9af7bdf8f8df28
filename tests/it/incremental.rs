//! An index follows its folder: added, changed, moved and removed files, and the same answers whatever the way there.

use std::fs;

use dateline::index::{IndexDirectory, IndexError, RefreshOptions};
use dateline::search::{Request, Searcher};

use crate::corpus::{Folder, project, refresh, today};

fn ids(searcher: &Searcher, query: &str) -> Vec<String> {
    let answer = searcher.search(&Request { limit: 1000, ..Request::new(query, today()) }).unwrap();
    answer.hits.into_iter().map(|h| h.id).collect()
}

fn counts(folder: &Folder) -> [u64; 6] {
    let r = folder.refresh();
    [r.added, r.updated, r.moved, r.unchanged, r.removed, r.articles]
}

#[test]
fn files_are_added_changed_moved_and_removed() {
    let folder = Folder::new();
    folder.write("a.txt", "Alpha\n\nAlpha text about harbours.");
    folder.write("b.txt", "Beta\n\nBeta text about harbours.");
    assert_eq!(counts(&folder), [2, 0, 0, 0, 0, 2]);
    assert_eq!(counts(&folder), [0, 0, 0, 2, 0, 2]);

    folder.write("a.txt", "Alpha\n\nAlpha text about bridges and more.");
    assert_eq!(counts(&folder), [0, 1, 0, 1, 0, 2]);
    assert_eq!(ids(&folder.searcher(), "harbours").len(), 1);

    let before = ids(&folder.searcher(), "beta");
    fs::create_dir(folder.news().join("old")).unwrap();
    fs::rename(folder.news().join("b.txt"), folder.news().join("old/b.txt")).unwrap();
    assert_eq!(counts(&folder), [0, 0, 1, 1, 0, 2]);
    let searcher = folder.searcher();
    assert_eq!(ids(&searcher, "beta"), before);
    let hit = &searcher.search(&Request::new("beta", today())).unwrap().hits[0];
    assert!(hit.record.ends_with("old/b.txt"), "{}", hit.record);

    fs::remove_file(folder.news().join("a.txt")).unwrap();
    assert_eq!(counts(&folder), [0, 0, 0, 1, 1, 1]);
    assert_eq!(ids(&folder.searcher(), "bridges"), Vec::<String>::new());
}

#[test]
fn a_touched_file_is_not_read_again() {
    let folder = Folder::new();
    folder.write("a.txt", "Alpha\n\ntext");
    folder.refresh();
    let file = fs::File::options().append(true).open(folder.news().join("a.txt")).unwrap();
    file.set_modified(std::time::SystemTime::now() + std::time::Duration::from_secs(60)).unwrap();
    let report = folder.refresh();
    assert_eq!((report.unchanged, report.bytes), (1, 0));
}

#[test]
fn a_missing_root_removes_nothing() {
    let folder = Folder::new();
    folder.write("a.txt", "Alpha\n\ntext");
    folder.refresh();
    fs::rename(folder.news(), folder.news().with_extension("unplugged")).unwrap();
    let index = IndexDirectory::open(&folder.index()).unwrap();
    for roots in [vec![], vec![folder.news()]] {
        let failed = index.refresh(&roots, &RefreshOptions::new(today()), &());
        assert!(matches!(failed, Err(IndexError::MissingRoot(_))), "{failed:?}");
    }
    assert_eq!(ids(&folder.searcher(), "alpha").len(), 1);
}

#[test]
fn indexing_one_root_leaves_the_others_alone() {
    let (one, other) = (Folder::new(), Folder::new());
    one.write("a.txt", "Alpha\n\nshared word");
    other.write("a.txt", "Beta\n\nshared word");
    refresh(&one.index(), &[one.news()], None);
    refresh(&one.index(), &[other.news()], None);
    assert_eq!(ids(&one.searcher(), "shared").len(), 2, "the same name below two roots is two articles");
    fs::remove_file(one.news().join("a.txt")).unwrap();
    assert_eq!(refresh(&one.index(), &[other.news()], None).removed, 0);
    assert_eq!(refresh(&one.index(), &[], None).removed, 1);
}

#[test]
fn an_id_that_two_records_claim_belongs_to_the_first_by_name() {
    let line = |id: &str, title: &str| format!("{{\"id\":\"{id}\",\"title\":\"{title}\",\"text\":\"common words\"}}\n");
    let write = |folder: &Folder, name: &str, content: &str| folder.write(&format!("{name}.jsonl"), content);
    let (a, b, c) =
        (line("1", "From a") + &line("2", "Also a") + &line("1", "Again a"), line("1", "From b"), line("2", "From c"));
    let at_once = Folder::new();
    [("a", &a), ("b", &b), ("c", &c)].into_iter().for_each(|(name, content)| write(&at_once, name, content));
    at_once.refresh();
    let mut expected = ids(&at_once.searcher(), "common");
    expected.sort();
    assert_eq!(expected.len(), 5, "nothing vanishes, and no two are called the same");
    let id_of_first = ids(&at_once.searcher(), "title:from title:a");

    let folder = Folder::new();
    for (name, content) in [("c", &c), ("b", &b), ("a", &a)] {
        write(&folder, name, content);
        folder.refresh();
    }
    // The ids of places hold the folder's own path, so only those of names can be compared between folders.
    assert_eq!(ids(&folder.searcher(), "title:from title:a"), id_of_first);
    let mut in_turn = ids(&folder.searcher(), "common");
    in_turn.sort();
    assert_eq!(in_turn.len(), 5);

    fs::remove_file(folder.news().join("a.jsonl")).unwrap();
    folder.refresh();
    assert_eq!(ids(&folder.searcher(), "title:from title:b"), id_of_first, "the next one takes over");
    write(&folder, "a", &a);
    folder.refresh();
    let mut again = ids(&folder.searcher(), "common");
    again.sort();
    assert_eq!(again, in_turn, "the order in which they came does not matter");
}

/// Everything that an answer says but the time it took.
fn everything(searcher: &Searcher) -> Vec<String> {
    let queries =
        ["taliban", "the government", "earthquake OR euro", "\"nine years\"", "canal ship", "zzz said minister"];
    let all = queries.iter().map(|query| {
        let mut answer = searcher.search(&Request::new(*query, today())).unwrap();
        answer.took_ms = 0.0;
        serde_json::to_string(&answer).unwrap()
    });
    all.collect()
}

#[test]
fn threads_and_runs_do_not_change_answers() {
    let source = project().join("corpus/articles");
    let temp = tempfile::tempdir().unwrap();
    let mut answers = Vec::new();
    for threads in [1, 4] {
        let index = temp.path().join(threads.to_string());
        refresh(&index, std::slice::from_ref(&source), Some(threads));
        answers.push(everything(&Searcher::open(&index).unwrap()));
    }
    let index = temp.path().join("in parts");
    for part in ["meridian-wire", "harbour-post", "ostrava-review", "lantern-weekly", "northgate-courier"] {
        refresh(&index, &[source.join(part)], None);
    }
    refresh(&index, &[source], None);
    answers.push(everything(&Searcher::open(&index).unwrap()));
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}
