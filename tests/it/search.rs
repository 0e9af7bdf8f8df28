//! What a person asks of `corpus/`, and what comes back.

use dateline::search::syntax::Field;
use dateline::search::{FacetName, Request, Sort, ValueOrder, Values};

use crate::corpus::{Folder, searcher, today};

/// The titles of the hits, in order.
fn titles(request: &Request) -> Vec<String> {
    searcher().search(request).unwrap().hits.into_iter().map(|h| h.title).collect()
}

/// The marked parts of the passages, in order.
fn marked(query: &str) -> Vec<String> {
    let answer = searcher().search(&Request::new(query, today())).unwrap();
    let passages = answer.hits.iter().flat_map(|h| &h.passages);
    passages.flat_map(|p| p.highlights.iter().map(|&[start, end]| p.text[start..end].to_string())).collect()
}

#[test]
fn folded_forms_find_each_other() {
    for (one, other) in [
        ("Erdogan", "Erdoğan"),
        ("Taliban's", "Taliban"),
        ("PINERA", "Piñera"),
        ("U.S.", "US"),
        ("taliban’s", "taliban's"),
        ("earthquakes", "earthquake"),
    ] {
        let (one, other) = (titles(&Request::new(one, today())), titles(&Request::new(other, today())));
        assert_eq!(one, other);
        assert!(!one.is_empty());
    }
}

#[test]
fn quotes_mean_the_words_as_written() {
    assert!(marked("\"Islamic Emirate\"").iter().all(|m| m == "Islamic Emirate"));
    let any_form = searcher().search(&Request::new("recognises", today())).unwrap().matches;
    let as_written =
        searcher().search(&Request { relax: false, ..Request::new("\"recognises\"", today()) }).unwrap().matches;
    assert!(as_written < any_form, "{as_written} of {any_form}");
}

#[test]
fn common_words_side_by_side_are_found_as_by_their_places() {
    let matches = |query: &str| searcher().facets(&Request::new(query, today())).unwrap().matches;
    let mut found = 0;
    for phrase in
        ["of the", "in the", "has been", "to be", "the of", "one of the", "the first time", "at the end of the"]
    {
        // In title or body alone, articles are found by the places of the words.
        let by_places = matches(&format!("title:\"{phrase}\" OR body:\"{phrase}\""));
        assert_eq!(matches(&format!("\"{phrase}\"")), by_places, "{phrase}");
        found += by_places;
    }
    assert!(found > 40, "{found}");
}

#[test]
fn partial_matches_are_said_to_be_partial() {
    let answer = searcher().search(&Request::new("taliban volkswagen", today())).unwrap();
    assert!(answer.relaxed && answer.matches == 0 && !answer.hits.is_empty());
    let filtered =
        Request { filters: vec![(Field::Date, "2015".into())], ..Request::new("taliban volkswagen", today()) };
    let answer = searcher().search(&filtered).unwrap();
    assert!(
        answer.hits.iter().all(|h| h.published.is_some_and(|d| d.to_string().starts_with("2015"))),
        "filters never relax"
    );
    assert_eq!(searcher().facets(&Request::new("taliban volkswagen", today())).unwrap().matches, 0);
    let any = searcher().search(&Request { any: true, ..Request::new("taliban volkswagen", today()) }).unwrap();
    assert!(any.matches > 0 && !any.relaxed);
}

#[test]
fn titles_count_more_and_passages_lead() {
    let answer = searcher().search(&Request::new("recognise taliban russia", today())).unwrap();
    assert!(answer.hits[0].passages[0].highlights.len() >= 2);
    let scores: Vec<f64> = answer.hits.iter().map(|h| h.score).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b));
    for hit in &answer.hits {
        assert!(hit.passages.iter().map(|p| p.score).is_sorted_by(|a, b| a >= b));
    }
}

#[test]
fn pages_fit_together() {
    let all = titles(&Request { limit: 40, ..Request::new("the", today()) });
    let pages: Vec<String> =
        (0..4).flat_map(|n| titles(&Request { limit: 10, offset: 10 * n, ..Request::new("the", today()) })).collect();
    assert_eq!(all, pages);
}

#[test]
fn filters_alone_list_the_newest_first() {
    let dated = |sort| {
        let request =
            Request { sort, limit: 100, filters: vec![(Field::Date, "1990..".into())], ..Request::new("", today()) };
        let answer = searcher().search(&request).unwrap();
        answer.hits.iter().map(|h| h.published.unwrap().last()).collect::<Vec<_>>()
    };
    assert!(dated(None).is_sorted_by(|a, b| a >= b));
    assert!(dated(Some(Sort::Oldest)).len() > 30);
    let missing = searcher().search(&Request::new("date:missing", today())).unwrap();
    assert!(missing.matches > 0 && missing.hits.iter().all(|h| h.published.is_none()));
}

#[test]
fn a_filter_says_what_it_understood() {
    let answer = searcher().search(&Request::new("person:lavrov", today())).unwrap();
    assert!(answer.matches > 0);
    assert!(answer.complaints.iter().any(|c| c.contains("Sergey Lavrov")), "{:?}", answer.complaints);
    let answer = searcher().search(&Request::new("place:U.S.", today())).unwrap();
    assert!(
        answer.matches > 0 && answer.complaints.iter().any(|c| c.contains("United States")),
        "{:?}",
        answer.complaints
    );
    let nobody = searcher().search(&Request::new("person:Nobody", today())).unwrap();
    assert_eq!((nobody.matches, nobody.complaints.len()), (0, 1));
}

#[test]
fn values_of_one_filter_are_alternatives() {
    let matches = |filters: &[(Field, &str)]| {
        let filters = filters.iter().map(|(f, v)| (*f, v.to_string())).collect();
        searcher().search(&Request { filters, ..Request::new("", today()) }).unwrap().matches
    };
    let (kabul, santiago) = (matches(&[(Field::Place, "Kabul")]), matches(&[(Field::Place, "Chile")]));
    assert_eq!(matches(&[(Field::Place, "Kabul"), (Field::Place, "Chile")]), kabul + santiago);
    assert_eq!(matches(&[(Field::Place, "Kabul"), (Field::Date, "2010")]), 0);
}

#[test]
fn facets_are_counted_and_cut() {
    let facets = vec![(FacetName::Person, Some(3)), (FacetName::Date, None)];
    let answer = searcher().facets(&Request { facets, ..Request::new("kabul", today()) }).unwrap();
    let [people, dates] = &answer.facets.0[..] else { panic!() };
    assert_eq!(people.values.len(), 3);
    assert!(people.distinct > 3);
    assert!(dates.values.iter().map(|v| v.articles).sum::<u64>() <= answer.matches);
}

#[test]
fn values_of_a_facet_are_found_by_name_cut_and_ordered() {
    let people = |most: Option<usize>, filters: &[&str], values: Values| {
        let filters = filters.iter().map(|name| (Field::Person, name.to_string())).collect();
        let facets = vec![(FacetName::Person, most)];
        let request = Request { facets, filters, values, ..Request::new("", today()) };
        let mut answer = searcher().facets(&request).unwrap();
        (answer.facets.0.remove(0), answer.complaints)
    };
    let all = people(None, &[], Values::default()).0.values;
    let rarest = &all.last().unwrap().value;
    let containing = |text: &str| Values { containing: Some(text.to_string()), ..Values::default() };
    // In another case, of one who is called otherwise, and mistyped.
    let name = &all[0].value;
    let surname = name.split(' ').next_back().unwrap();
    let (found, complaints) = people(None, &[], containing(&surname.to_uppercase()));
    assert!(found.values.iter().any(|v| v.value == *name) && found.values.len() < all.len() && complaints.is_empty());
    let mistyped = format!("{}x{}", &surname[..2], &surname[3..]);
    let (found, complaints) = people(None, &[], containing(&mistyped));
    assert!(found.values.iter().any(|v| v.value == *name), "{mistyped}");
    assert_eq!(complaints, [format!("person: none has {mistyped:?} in its name; shown are names like it")]);
    let (found, complaints) = people(None, &[], containing("Qqqqq"));
    assert_eq!((found.values.len(), complaints.len()), (0, 1));
    // What is chosen is shown, however rare it is.
    let (cut, _) = people(Some(2), &[rarest], Values::default());
    assert_eq!((cut.values.len(), cut.distinct, cut.values[2].value == *rarest), (3, all.len(), true));
    assert!(cut.values[2].chosen && !cut.values[0].chosen);
    let often = people(None, &[], Values { at_least: 2, order: Some(ValueOrder::Name), ..Values::default() }).0.values;
    assert_eq!(often.len(), all.iter().filter(|v| v.articles >= 2).count());
    assert!(often.is_sorted_by(|a, b| a.value < b.value));
}

#[test]
fn an_article_is_shown_by_the_beginning_of_its_id() {
    let hit = &searcher().search(&Request::new("kabul", today())).unwrap().hits[0];
    let shown = searcher().show(&hit.id[..8], &Request::new("kabul", today())).unwrap();
    assert_eq!(shown.article.title, hit.title);
    assert!(shown.highlights.iter().all(|r| shown.article.body[r.clone()].eq_ignore_ascii_case("kabul")));
    assert!(searcher().show("xyz", &Request::new("", today())).is_err());
    assert!(searcher().show("", &Request::new("", today())).is_err());
}

#[test]
fn odd_names_of_facets_are_kept_apart() {
    let folder = Folder::new();
    folder.write("a.json", r#"[{"title":"A","text":"x","section":"Arts/Books"},{"title":"B","text":"x","section":"Arts"},{"title":"C","text":"x","section":"\u0000"}]"#);
    folder.refresh();
    let request = Request { facets: vec![(FacetName::Section, None)], ..Request::new("", today()) };
    let counted = folder.searcher().facets(&request).unwrap();
    let values: Vec<&str> = counted.facets.0[0].values.iter().map(|v| v.value.as_str()).collect();
    assert_eq!(values, ["Arts", "Arts/Books"]);
}

#[test]
fn what_is_excluded_and_what_is_left_are_all() {
    let matches =
        |query: &str| searcher().search(&Request { relax: false, ..Request::new(query, today()) }).unwrap().matches;
    // Tantivy's range query counts backwards past zero when an exclusion holds a range and words.
    for (words, excluded) in [
        ("said", "date:2021 russia"),
        ("said", "date:2021.. kabul"),
        ("said", "date:..2020 date:2010.."),
        ("kabul", "date:2021-08 \"the Taliban\""),
    ] {
        let with = matches(&format!("{words} {excluded}"));
        assert!(with > 0, "{words} {excluded}");
        assert_eq!(with + matches(&format!("{words} -({excluded})")), matches(words), "{words} {excluded}");
    }
}

#[test]
fn marks_are_proof() {
    let folder = Folder::new();
    let body = "The Taliban’s “Islamic Emirate” is no Islamic state; emirates recognised it, Taliban-led or not.";
    folder.write("a.txt", format!("A Taliban state\n\n{body}"));
    folder.refresh();
    let searcher = folder.searcher();
    let marked = |query: &str| {
        let request = Request { relax: false, ..Request::new(query, today()) };
        let hits = searcher.search(&request).unwrap().hits;
        let in_body = hits.iter().flat_map(|h| &h.passages);
        in_body.flat_map(|p| p.highlights.iter().map(|&[s, e]| p.text[s..e].to_string())).collect::<Vec<_>>()
    };
    assert_eq!(marked("\"islamic emirate\""), ["Islamic Emirate"]);
    assert_eq!(marked("taliban recognise"), ["Taliban", "recognised", "Taliban"]);
    assert_eq!(marked("\"recognise\""), Vec::<&str>::new());
    assert_eq!(marked("taliban -moon"), ["Taliban", "Taliban"]);
    assert_eq!(marked("(taliban moon) OR state"), ["state"]);
    assert_eq!(marked("taliban-led"), ["Taliban-led"]);
    assert_eq!(marked("\"Taliban’s islamic\" emirates"), ["Taliban’s “Islamic", "Emirate", "emirates"]);
    assert_eq!(marked("body:state title:taliban"), ["state"]);
    let titles = |query: &str| searcher.search(&Request::new(query, today())).unwrap().hits[0].title_highlights.clone();
    assert_eq!((titles("state emirate"), titles("body:state")), (vec![[10, 15]], vec![]));
    assert_eq!(titles("\"taliban state\" title:a"), [[0, 1], [2, 15]]);
}

#[test]
fn actors_that_a_record_names_are_counted_with_those_of_its_text() {
    use dateline::annotate::{Annotator, known_actor};
    use dateline::index::facet_values;
    use dateline::read::{RawArticle, Record};
    let mut raw = RawArticle::new(Record::file("a"));
    raw.body = "Talks went on.".to_string();
    raw.metadata.people = vec!["Jane Roe".into()];
    raw.metadata.places = vec!["U.S.".into(), "United States".into()];
    let article = Annotator::new(today(), None).annotate(raw, "a").article;
    let actors: Vec<String> = facet_values(&article).into_iter().map(|(_, path)| path.join("/")).collect();
    assert!(actors.contains(&"person/Jane Roe".to_string()));
    let place = format!("place/{}", known_actor("U.S.").unwrap().1);
    assert_eq!(actors.iter().filter(|a| **a == place).count(), 1, "{actors:?}");
}
