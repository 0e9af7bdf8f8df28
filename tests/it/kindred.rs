//! Words that the best passages have in common: they put articles on a subject before others, in long questions alone, and find and mark nothing.

use std::fmt::Write;
use std::sync::OnceLock;

use dateline::search::{Answer, By, Hit, Request, Searcher};

use crate::corpus::{Folder, today};

const QUESTION: &str = "what happened when the volcano erupted near the capital of the island";

/// Articles on an eruption, two that have the same few words of the question, of which one is on it, and a hundred on other things.
fn eruption() -> &'static Searcher {
    static INDEX: OnceLock<(Folder, Searcher)> = OnceLock::new();
    let (_, searcher) = INDEX.get_or_init(|| {
        let folder = Folder::new();
        let mut lines = String::new();
        let mut add = |id: &str, body: &str| writeln!(lines, r#"{{"id":"{id}","title":"","body":"{body}"}}"#).unwrap();
        for (number, what) in
            ["Ash fell on", "Lava ran into", "Villagers fled from", "Geologists warned of"].iter().enumerate()
        {
            let body = format!(
                "{what} the capital when the volcano of the island erupted. Ash, lava and the crater were seen."
            );
            add(&format!("eruption{number}"), &body);
        }
        add("figurative", "On the island they call the banker a volcano. Shares, loans and the budget were discussed.");
        add("on it", "On the island they call the mountain a volcano. Ash, lava and the crater were discussed.");
        for number in 0..100 {
            add(
                &format!("other{number}"),
                "Shares, loans and the budget were discussed by the council, and what it decided.",
            );
        }
        folder.write("articles.jsonl", lines);
        folder.refresh();
        let searcher = folder.searcher();
        (folder, searcher)
    });
    searcher
}

fn answer(query: &str, by: By) -> Answer {
    let request = Request { any: true, by, explain: true, limit: 200, ..Request::new(query, today()) };
    eruption().search(&request).unwrap()
}

fn hit<'a>(answer: &'a Answer, own_id: &str) -> (usize, &'a Hit) {
    let at = answer.hits.iter().position(|hit| hit.own_id.as_deref() == Some(own_id)).unwrap();
    (at, &answer.hits[at])
}

#[test]
fn what_is_on_the_subject_comes_first() {
    for by in [By::Article, By::Passage] {
        let answer = answer(QUESTION, by);
        let ((on_it, first), (figurative, second)) = (hit(&answer, "on it"), hit(&answer, "figurative"));
        assert!(on_it < figurative, "{by:?}");
        let [one, other] = [first, second].map(|hit| hit.explain.as_ref().unwrap());
        assert_eq!((one.article, one.passage), (other.article, other.passage), "by the question alone they are alike");
        assert!(one.kindred > other.kindred);
        let words: Vec<&str> = one.kindred_parts.iter().map(|part| part.part.as_str()).collect();
        assert!(["ash", "lava", "crater"].iter().all(|word| words.contains(word)), "{words:?}");
    }
}

#[test]
fn they_are_told_and_tell_something() {
    let kindred = answer(QUESTION, By::Article).explain.unwrap().kindred;
    let ash = kindred.iter().find(|word| word.word == "ash").unwrap();
    assert_eq!((ash.passages, ash.articles), (5, 5));
    assert!(
        kindred.iter().all(|word| word.passages >= 3 && word.word != "the"),
        "a word that most articles have tells nothing"
    );
    assert!(kindred.iter().all(|word| word.word != "geologists"), "it stands in one passage alone");
}

#[test]
fn nothing_is_found_or_marked_by_them() {
    let answer = answer(QUESTION, By::Article);
    // "what" and "the" are in all of them.
    assert_eq!(answer.matches, 106);
    for hit in &answer.hits {
        for passage in &hit.passages {
            for &[start, end] in &passage.highlights {
                let marked = passage.text[start..end].to_lowercase();
                assert!(!["ash", "lava", "crater", "shares", "budget"].contains(&marked.as_str()), "{marked}");
            }
        }
    }
}

#[test]
fn few_words_and_all_words_stand_for_themselves() {
    for (query, any) in [("volcano erupted island capital", true), ("what happened when the volcano erupted", false)] {
        let request = Request { any, relax: false, explain: true, ..Request::new(query, today()) };
        let answer = eruption().search(&request).unwrap();
        assert!(answer.explain.unwrap().kindred.is_empty());
        assert!(answer.hits.iter().all(|hit| hit.explain.as_ref().unwrap().kindred == 0.0));
    }
    let relaxed = Request { explain: true, ..Request::new("volcano erupted island capital unheard", today()) };
    let relaxed = eruption().search(&relaxed).unwrap();
    assert!(relaxed.relaxed && !relaxed.explain.unwrap().kindred.is_empty());
}
