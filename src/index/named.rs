//! Whom the title and each passage of an article name, as the column `named` keeps it. Knows one article at a time.

use std::cmp::Ordering;

use super::document::countable;
use crate::annotate::{Article, Mention};

/// Stands between the title and the first passage, and between each passage and the next.
const NEXT: u64 = 0;

/// The values of the column: for the title, and then for each passage, the actors that it names, each once and in order; behind each but the last comes nought.
/// An actor is one more than its place among all that the text of this article names, which are the paths in `actors` and, in the same order, the
/// article's row of the column `actor`. So no value is more than the number of the article's actors, and there is none that does not fit.
pub fn named(article: &Article, actors: &[&[String]]) -> Vec<u64> {
    let mut values = of_one(article.title_mentions.iter(), actors);
    let mut mentions = article.mentions.iter().peekable();
    let next_passages = article.passages.iter().skip(1).map(|passage| passage.start);
    for next in next_passages.chain([usize::MAX]) {
        values.push(NEXT);
        let here = std::iter::from_fn(|| mentions.next_if(|mention| mention.range.start < next));
        values.extend(of_one(here, actors));
    }
    // Passages that name nobody need not be told from the end of the text.
    let end = values.iter().rposition(|value| *value != NEXT).map_or(0, |last| last + 1);
    values.truncate(end);
    values
}

fn of_one<'a>(mentions: impl Iterator<Item = &'a Mention>, actors: &[&[String]]) -> Vec<u64> {
    let mut values: Vec<u64> = mentions.filter_map(|mention| place(mention, actors)).map(|at| at as u64 + 1).collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// Where an actor stands among all of the article; nowhere, if its name is nothing that can be counted.
fn place(Mention { kind, actor, .. }: &Mention, actors: &[&[String]]) -> Option<usize> {
    let name = countable(actor);
    let order = |path: &&[String]| match path {
        [of_kind, named] => (of_kind.as_str(), named.as_str()).cmp(&(kind.name(), &*name)),
        _ => Ordering::Less,
    };
    actors.binary_search_by(order).ok()
}

/// What the values of an article say: the title with number 0, and each passage with its number from 1, with the places of the actors that it names.
pub fn naming(values: &[u64]) -> impl Iterator<Item = (usize, impl ExactSizeIterator<Item = usize>)> {
    values.split(|value| *value == NEXT).map(|values| values.iter().map(|value| *value as usize - 1)).enumerate()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use tantivy::IndexWriter;
    use tantivy::indexer::NoMergePolicy;

    use super::super::document::restore;
    use super::super::{FacetColumn, IndexDirectory, RefreshOptions};
    use super::*;
    use crate::annotate::{ActorKind, Annotator, Passage};
    use crate::calendar::Day;
    use crate::read::{RawArticle, Record, WalkOptions, walk};

    fn article(passages: usize) -> Article {
        let body = "Talks went on without a result, and nobody said when they would end. ".repeat(5) + "\n\n";
        let raw = RawArticle { body: body.repeat(passages), ..RawArticle::new(Record::file("a.txt")) };
        Annotator::new(Day::MAX, None).annotate(raw, "a.txt").article
    }

    fn mention(start: usize, actor: &str) -> Mention {
        Mention { range: start..start + 1, kind: ActorKind::Person, actor: actor.to_string() }
    }

    fn said(values: &[u64]) -> Vec<(usize, Vec<usize>)> {
        naming(values).map(|(number, places)| (number, places.collect())).collect()
    }

    #[test]
    fn each_passage_names_its_own() {
        let mut article = article(4);
        assert_eq!(article.passages.len(), 4);
        let starts: Vec<usize> = article.passages.iter().map(|passage| passage.start).collect();
        article.title_mentions = vec![mention(0, "B"), mention(4, "A"), mention(8, "B")];
        article.mentions = vec![mention(starts[0], "A"), mention(starts[1] - 1, "C\tD"), mention(starts[2], "\u{1f}")];
        let paths = ["A", "B", "C D"].map(|name| ["person".to_string(), name.to_string()]);
        let values = named(&article, &paths.each_ref().map(|path| &path[..]));
        assert_eq!(values, [1, 2, 0, 1, 3]);
        assert_eq!(said(&values), [(0, vec![0, 1]), (1, vec![0, 2])]);
        article.mentions.push(mention(starts[3], "B"));
        let values = named(&article, &paths.each_ref().map(|path| &path[..]));
        assert_eq!(said(&values), [(0, vec![0, 1]), (1, vec![0, 2]), (2, vec![]), (3, vec![]), (4, vec![1])]);
    }

    #[test]
    fn who_names_nobody_has_no_values() {
        assert!(named(&article(3), &[]).is_empty() && named(&article(0), &[]).is_empty());
        assert_eq!(said(&[]), [(0, vec![])]);
    }
    /// Compares the columns of every article with the article itself, annotated again.
    fn check(directory: &IndexDirectory) -> usize {
        let searcher = directory.index().reader().unwrap().searcher();
        for segment in searcher.segment_readers() {
            let column = segment.facet_reader(FacetColumn::Actor.name()).unwrap();
            let named = segment.fast_fields().u64("named").unwrap();
            for doc in segment.doc_ids_alive() {
                let mut row = Vec::new();
                for ord in column.facet_ords(doc) {
                    let mut path = Vec::new();
                    column.facet_dict().ord_to_term(ord, &mut path).unwrap();
                    row.push(String::from_utf8(path).unwrap());
                }
                let values: Vec<u64> = named.values_for_doc(doc).collect();
                let mut found: Vec<BTreeSet<String>> =
                    naming(&values).map(|(_, places)| places.map(|place| row[place].clone()).collect()).collect();
                let stored = segment.get_store_reader(1).unwrap().get(doc).unwrap();
                let article = restore(&stored, directory.fields()).unwrap().annotated(Day::MAX);
                found.resize(article.passages.len() + 1, BTreeSet::new());
                assert_eq!(found, expected(&article), "{}", article.record);
            }
        }
        searcher.segment_readers().len()
    }

    fn expected(article: &Article) -> Vec<BTreeSet<String>> {
        let path = |mention: &Mention| format!("{}\0{}", mention.kind.name(), countable(&mention.actor));
        let in_passage = |passage: &Passage| {
            let here = article.mentions.iter().filter(|m| (passage.start..passage.end).contains(&m.range.start));
            here.map(path).collect()
        };
        let title = article.title_mentions.iter().map(path).collect();
        [title].into_iter().chain(article.passages.iter().map(in_passage)).collect()
    }

    #[test]
    fn the_columns_say_what_every_article_says_also_when_segments_are_merged() {
        let temp = tempfile::tempdir().unwrap();
        let (news, index) = (temp.path().join("news"), temp.path().join("index"));
        std::fs::create_dir(&news).unwrap();
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles");
        let files: Vec<PathBuf> = walk(&corpus, WalkOptions::default()).unwrap().flatten().map(|f| f.path).collect();
        let directory = IndexDirectory::open_or_create(&index).unwrap();
        let refresh = || directory.refresh(std::slice::from_ref(&news), &RefreshOptions::new(Day::MAX), &()).unwrap();
        let mut segments = 0;
        for (number, part) in files.chunks(files.len().div_ceil(4)).enumerate() {
            for (at, file) in part.iter().enumerate() {
                let name = file.file_name().unwrap().to_string_lossy();
                std::fs::copy(file, news.join(format!("{number}-{at}-{name}"))).unwrap();
            }
            refresh();
            segments = segments.max(check(&directory));
        }
        assert!(segments > 1);
        // One that is gone makes its segment be written anew.
        std::fs::remove_file(std::fs::read_dir(&news).unwrap().next().unwrap().unwrap().path()).unwrap();
        assert_eq!(refresh().removed, 1);
        check(&directory);
        let mut writer: IndexWriter = directory.index().writer_with_num_threads(1, 20 << 20).unwrap();
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let segments = directory.index().searchable_segment_ids().unwrap();
        writer.merge(&segments).wait().unwrap();
        assert_eq!(check(&directory), 1);
    }
}
