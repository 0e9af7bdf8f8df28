//! What is unusually frequent in some articles of `corpus/`, against counting one by one; and that copies count once.

use std::collections::{BTreeMap, BTreeSet};

use dateline::annotate::Article;
use dateline::search::syntax::Field;
use dateline::search::{Request, Unusual, log_likelihood};
use dateline::text::Lexicon;

use crate::corpus::{Folder, articles, project, searcher, today};

/// The words of an article: their stems, and as they are written, folded, with a gap between title and body.
fn words(article: &Article, lexicon: &mut Lexicon) -> (BTreeSet<String>, String) {
    let (mut stems, mut written) = (BTreeSet::new(), String::from(" "));
    for text in [&article.title, &article.body] {
        for token in lexicon.tokenize(text) {
            let word = lexicon.word(token.word);
            stems.insert(word.stem().to_string());
            written += &format!("{} ", word.folded);
        }
        written += "| ";
    }
    (stems, written)
}

#[test]
fn counts_and_order_are_those_of_reading_every_article() {
    let mut lexicon = Lexicon::default();
    let mut texts: Vec<(BTreeSet<String>, String)> =
        articles(&project().join("corpus/articles")).iter().map(|article| words(article, &mut lexicon)).collect();
    texts.sort();
    texts.dedup();
    for query in ["kabul", "\"foreign minister\"", "court", "chile OR santiago"] {
        let found = searcher().significant(&Request::new(query, today()), 1000).unwrap();
        let is_here = |(stems, written): &&(BTreeSet<String>, String)| match query {
            "kabul" | "court" => stems.contains(query),
            "chile OR santiago" => stems.contains("chile") || stems.contains("santiago"),
            _ => written.contains(" foreign minister "),
        };
        let here: Vec<_> = texts.iter().filter(is_here).collect();
        assert_eq!((found.texts, found.all_texts), (here.len() as u64, texts.len() as u64), "{query}");
        let mut expected: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for stem in here.iter().flat_map(|(stems, _)| stems) {
            let count = |texts: &mut dyn Iterator<Item = &(BTreeSet<String>, String)>| {
                texts.filter(|(stems, _)| stems.contains(stem)).count() as u64
            };
            expected.insert(stem, (count(&mut here.iter().copied()), count(&mut texts.iter())));
        }
        let stem = |written: &str, lexicon: &mut Lexicon| {
            let token = lexicon.tokenize(written)[0];
            lexicon.word(token.word).stem().to_string()
        };
        let mut strongest = f64::INFINITY;
        for Unusual { value, texts: at, all_texts, strength: given, .. } in &found.words {
            assert_eq!(expected.remove(&*stem(value, &mut lexicon)), Some((*at, *all_texts)), "{query}: {value}");
            assert!(*given <= strongest, "{query}: {value}");
            strongest = *given;
        }
        // What is left was asked for, is rare, or is no more frequent here.
        for (stem, (at, all)) in expected {
            let is_word = stem.chars().count() > 1 && stem.contains(char::is_alphabetic);
            let is_asked = query.contains(stem) || ["foreign", "minist"].contains(&stem);
            let unusual = at > 1 && log_likelihood(at, found.texts, all, found.all_texts) > 0.0;
            assert!(!unusual || !is_word || is_asked || found.words.len() == 1000, "{query}: {stem}");
        }
        for Unusual { value, texts: at, all_texts, .. } in &found.phrases {
            let mut folded = String::from(" ");
            for token in lexicon.tokenize(value) {
                folded += &format!("{} ", lexicon.word(token.word).folded);
            }
            let count = |texts: &mut dyn Iterator<Item = &(BTreeSet<String>, String)>| {
                texts.filter(|(_, written)| written.contains(&folded)).count() as u64
            };
            let counted = (count(&mut here.iter().copied()), count(&mut texts.iter()));
            assert_eq!((*at, *all_texts), counted, "{query}: {value}");
        }
        assert!(found.phrases.len() > 2 && found.actors.len() > 2, "{query}");
    }
}

#[test]
fn copies_of_a_text_count_once_and_what_is_asked_for_is_left_out() {
    let folder = Folder::new();
    let wire = "Flood in Lima\n\nThe river rose above the old bridge in Lima, and Ana Quispe left her house.\n";
    for outlet in ["a", "b", "c"] {
        folder.write(&format!("{outlet}.txt"), wire);
    }
    folder.write("d.txt", "Lima again\n\nThe old bridge in Lima was closed, said Ana Quispe of the town.\n");
    for other in 0..20 {
        folder.write(
            &format!("other{other}.txt"),
            format!("Match {other}\n\nThe team of town {other} won and went home.\n"),
        );
    }
    folder.refresh();
    let searcher = folder.searcher();
    let found = searcher.significant(&Request::new("lima", today()), 10).unwrap();
    assert_eq!((found.matches, found.texts, found.all_texts), (4, 2, 22));
    let word =
        |value: &str| found.words.iter().find(|word| word.value == value).map(|word| (word.texts, word.all_texts));
    assert_eq!((word("bridge"), word("Lima"), word("river")), (Some((2, 2)), None, None));
    assert!(
        found.phrases.iter().any(|phrase| phrase.value == "old bridge in Lima" && phrase.texts == 2),
        "{:?}",
        found.phrases
    );
    assert!(found.actors.iter().any(|actor| actor.value == "Ana Quispe" && actor.kind == Some("person")));
    let filters = vec![(Field::Person, "Ana Quispe".to_string())];
    let found = searcher.significant(&Request { filters, ..Request::new("", today()) }, 10).unwrap();
    assert!(found.texts == 2 && found.actors.iter().all(|actor| actor.value != "Ana Quispe"));
    let none = searcher.significant(&Request::new("zebra", today()), 10).unwrap();
    assert_eq!((none.matches, none.words.len()), (0, 0));
}
