//! The manifest of an export, and what has changed since: files that came, went and were changed, saved queries that mean something else, manifests that
//! are broken.

use dateline::search::{
    ExportDiff, ExportManifest, ManifestHead, ManifestWriter, SavedQueries, Selection, WrittenRows,
};

use crate::corpus::{Folder, today};

/// The manifest of an export, as it is read back.
fn manifest(folder: &Folder, selection: &Selection, queries: &SavedQueries) -> ExportManifest {
    let searcher = folder.searcher().with_queries(queries.clone());
    let export = searcher.export(selection).expect("an export");
    let rows = WrittenRows { format: "jsonl".into(), bodies: true };
    let head = ManifestHead::of(&searcher, selection, &export, rows).expect("a head");
    let mut writer = ManifestWriter::new(Vec::new(), &head).expect("memory");
    for article in export {
        writer.hit(&article.expect("an article")).expect("memory");
    }
    let text = writer.finish().expect("memory");
    let manifest = ExportManifest::parse(&text).expect("what was written");
    assert_eq!((manifest.export.clone(), manifest.hits.len() as u64), (head.clone(), head.matches));
    manifest
}

fn diff(folder: &Folder, manifest: &ExportManifest) -> ExportDiff {
    let searcher = folder.searcher().with_queries(manifest.saved_queries());
    searcher.diff(manifest).expect("a difference")
}

/// The titles of what is new, gone (with a star if it is still in the index) and changed.
fn titles(diff: &ExportDiff) -> [Vec<String>; 3] {
    let sorted = |mut titles: Vec<String>| {
        titles.sort();
        titles
    };
    let gone = diff.gone.iter().map(|gone| format!("{}{}", gone.hit.title, if gone.is_indexed { "*" } else { "" }));
    [
        sorted(diff.new.iter().map(|hit| hit.title.clone()).collect()),
        sorted(gone.collect()),
        sorted(diff.changed.iter().map(|changed| changed.hit.title.clone()).collect()),
    ]
}

fn write(folder: &Folder, name: &str, title: &str, date: &str, text: &str) {
    let article = serde_json::json!({ "id": name, "title": title, "date": date, "text": text });
    folder.write(&format!("{name}.json"), article.to_string());
}

fn folder() -> Folder {
    let folder = Folder::new();
    for name in ["Stays", "Goes", "Changes", "Moves on", "Dated", "Renamed"] {
        write(&folder, name, name, "2021-08-15", "Kabul fell.");
    }
    write(&folder, "Other", "Other", "2021-08-15", "Moscow watched.");
    folder.refresh();
    folder
}

#[test]
fn what_came_went_and_changed_is_told() {
    let folder = folder();
    let before = manifest(&folder, &Selection::new("kabul", today()), &SavedQueries::default());
    assert_eq!(before.hits.len(), 6);
    let same = diff(&folder, &before);
    assert!(same.is_empty() && same.matches == 6, "{same:?}");
    assert_eq!(folder.searcher().exported_index().unwrap(), before.export.index);

    std::fs::remove_file(folder.news().join("Goes.json")).unwrap();
    write(&folder, "Changes", "Changes", "2021-08-15", "Kabul fell on Sunday.");
    write(&folder, "Moves on", "Moves on", "2021-08-15", "Herat fell.");
    write(&folder, "Dated", "Dated", "2021-08-16", "Kabul fell.");
    write(&folder, "Renamed", "Another", "2021-08-15", "Kabul fell.");
    write(&folder, "New", "New", "2021-08-17", "Kabul again.");
    std::fs::rename(folder.news().join("Stays.json"), folder.news().join("moved.json")).unwrap();
    folder.refresh();

    let after = diff(&folder, &before);
    assert_eq!(titles(&after).map(|titles| titles.join(", ")), ["New", "Goes, Moves on*", "Another, Changes, Dated"]);
    assert_eq!(after.matches, 5);
    let of = |title: &str| after.changed.iter().find(|changed| changed.hit.title == title).expect("changed");
    let what = ["Another", "Changes", "Dated"].map(|title| (of(title).is_text_changed(), of(title).is_date_changed()));
    assert_eq!(what, [(true, false), (true, false), (false, true)]);
    assert_eq!(of("Another").before.title, "Renamed");
    assert_ne!(folder.searcher().exported_index().unwrap().ids_hash, before.export.index.ids_hash);
    // Asked anew, nothing has changed since.
    let anew = manifest(&folder, &Selection::new("kabul", today()), &SavedQueries::default());
    assert!(diff(&folder, &anew).is_empty());
}

#[test]
fn days_and_saved_queries_mean_what_they_meant() {
    let folder = folder();
    let queries = SavedQueries::parse("fall = 'fell query:town'\ntown = 'kabul'\nother = 'x'").unwrap();
    let selection = Selection::new(
        "query:fall date:\"last year\"",
        "2022-03-01".parse::<dateline::calendar::PartialDate>().unwrap().first(),
    );
    let before = manifest(&folder, &selection, &queries);
    assert_eq!(before.hits.len(), 6);
    let names: Vec<_> = before.export.saved_queries.iter().map(|meaning| meaning.name.as_str()).collect();
    assert_eq!(names, ["fall", "town"]);
    assert!(diff(&folder, &before).is_empty());
    let other = |text: &str| {
        let now = SavedQueries::parse(text).unwrap();
        before.other_meanings(&now).iter().map(|meaning| meaning.query.clone()).collect::<Vec<_>>()
    };
    assert!(other(queries.text()).is_empty());
    assert_eq!(other("fall = 'fell query:town'\ntown = 'herat'"), ["kabul"]);
    assert_eq!(other(""), ["fell query:town", "kabul"]);
}

#[test]
fn filters_and_options_are_asked_again() {
    use dateline::search::syntax::Field;
    use dateline::search::{Evidence, ExportOrder};

    let folder = folder();
    let selection = Selection {
        filters: vec![(Field::Date, "2021-08".into()), (Field::Basis, "metadata".into())],
        any: true,
        evidence: Evidence::Text,
        order: ExportOrder::Oldest,
        ..Selection::new("kabul \"moscow\" -é", today())
    };
    let before = manifest(&folder, &selection, &SavedQueries::default());
    assert_eq!((&before.export.asked, before.hits.len()), (&selection, 7));
    assert!(diff(&folder, &before).is_empty());
}

#[test]
fn broken_manifests_are_told_with_their_place() {
    let folder = folder();
    let selection = Selection {
        filters: vec![(dateline::search::syntax::Field::Date, "2021".into())],
        ..Selection::new("kabul", today())
    };
    let searcher = folder.searcher();
    let export = searcher.export(&selection).unwrap();
    let rows = WrittenRows { format: "jsonl".into(), bodies: false };
    let head = ManifestHead::of(&searcher, &selection, &export, rows).unwrap();
    let mut writer = ManifestWriter::new(Vec::new(), &head).unwrap();
    export.for_each(|article| writer.hit(&article.unwrap()).unwrap());
    let good = String::from_utf8(writer.finish().unwrap()).unwrap();
    assert!(ExportManifest::parse(format!("\u{feff}{good}").as_bytes()).is_ok());
    let line = |part: &str| good[..good.find(part).unwrap()].matches('\n').count() + 1;
    let id = good.split("{\"id\":\"").nth(1).unwrap()[..16].to_string();
    for (old, new, says) in [
        ("\"manifest\":1", "\"manifest\":2", "of form 2"),
        ("\"field\": \"date\"", "\"field\": \"dat\"", "there is no field \"dat\""),
        ("\"day\": \"2026-11-23\"", "\"day\": \"2026-11\"", "2026-11 is not a day"),
        ("\"day\": \"2026-11-23\"", "\"day\": \"2026-02-30\"", "no day 30"),
        ("\"order\": \"newest\"", "\"order\": \"best\"", "unknown variant `best`"),
        ("\"any\": false", "\"any\": 0", "invalid type"),
        (id.as_str(), "é", "\"é\" is no id"),
        ("\"hits\":[", "\"hits\":7", "invalid type"),
    ] {
        let error = ExportManifest::parse(good.replacen(old, new, 1).as_bytes()).unwrap_err();
        assert!(error.what.contains(says), "{new}: {error}");
        assert_eq!(error.line, line(old), "{new}: {error}");
    }
    // Cut off anywhere, or with something else at any place, it is refused or it is read; never is there a panic.
    for end in 0..good.len() - 2 {
        if good.is_char_boundary(end) {
            let error = ExportManifest::parse(&good.as_bytes()[..end]).unwrap_err();
            assert!(error.line >= 1 && error.column >= 1 && !error.what.contains(" at line "), "{error}");
        }
    }
    for at in 0..good.len() {
        let mut bytes = good.clone().into_bytes();
        bytes[at] = b"\xff{\"0\n"[at % 5];
        let _ = ExportManifest::parse(&bytes);
    }
}
