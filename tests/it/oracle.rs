//! The oracle: every article of `corpus/` is judged one by one, without an index, and must agree with the index on which articles match, on
//! facet counts and on what is marked. Queries are random, from a seed that a failure names. `DATELINE_ORACLE=20000` asks so many instead of 600, and a
//! third of so many with choices.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use dateline::actors::Key;
use dateline::annotate::{ActorKind, Article, known_actor};
use dateline::calendar::{DateRange, PartialDate};
use dateline::search::{Evidence, FacetName, Request};
use dateline::text::{Lexicon, Token};

use crate::corpus::{articles, project, searcher, today};

/// Questions that are asked. Of those with choices there are fewer, as each is judged once for every facet.
fn questions() -> u64 {
    std::env::var("DATELINE_ORACLE").ok().and_then(|number| number.parse().ok()).unwrap_or(600)
}

/// A question in a form that is easy to judge.
#[derive(Debug, Clone)]
enum Ask {
    Word(String),
    Phrase(String),
    Title(String),
    Actor(ActorKind, String),
    Date(String),
    About(String),
    Section(String),
    And(Vec<Ask>),
    Or(Vec<Ask>),
    Not(Box<Ask>),
}

impl Ask {
    fn text(&self) -> String {
        let join = |asks: &[Ask], by: &str| format!("({})", asks.iter().map(Ask::text).collect::<Vec<_>>().join(by));
        match self {
            Ask::Word(word) => word.clone(),
            Ask::Phrase(words) => format!("\"{words}\""),
            Ask::Title(word) => format!("title:{word}"),
            Ask::Actor(kind, name) => format!("{}:\"{name}\"", kind.name()),
            Ask::Date(range) => format!("date:{range}"),
            Ask::About(range) => format!("about:{range}"),
            Ask::Section(name) => format!("section:\"{name}\""),
            Ask::And(asks) => join(asks, " "),
            Ask::Or(asks) => join(asks, " OR "),
            Ask::Not(ask) => format!("-{}", ask.text()),
        }
    }
}

/// A text as lists of words: as written (folded), and their stems.
struct Words {
    tokens: Vec<Token>,
    folded: Vec<String>,
    stems: Vec<String>,
}

impl Words {
    fn of(text: &str, lexicon: &mut Lexicon) -> Words {
        let tokens = lexicon.tokenize(text);
        let folded = tokens.iter().map(|t| lexicon.word(t.word).folded.to_string()).collect();
        let stems = tokens.iter().map(|t| lexicon.word(t.word).stem().to_string()).collect();
        Words { tokens, folded, stems }
    }

    fn places(&self, asked: &Words, exact: bool) -> Vec<Range<usize>> {
        let (here, there) = if exact { (&self.folded, &asked.folded) } else { (&self.stems, &asked.stems) };
        let length = there.len();
        let starts = (0..(here.len() + 1).saturating_sub(length)).filter(|&n| here[n..n + length] == there[..]);
        starts.map(|n| self.tokens[n].start as usize..self.tokens[n + length - 1].end as usize).collect()
    }
}

struct Judge {
    article: Article,
    title: Words,
    body: Words,
}

impl Judge {
    /// The actors of the article, under what its keys count as.
    fn actors(&self, evidence: Evidence) -> BTreeSet<Key> {
        let Article { mentions, title_mentions, metadata, .. } = &self.article;
        let of_text: BTreeSet<Key> =
            mentions.iter().chain(title_mentions).map(|m| Key::new(m.kind, m.actor.as_str())).collect();
        let known = |kind: ActorKind, name: &String| match known_actor(name) {
            Some((known, canonical)) if known == kind => Key::new(kind, canonical),
            _ => Key::new(kind, name.as_str()),
        };
        let mut of_record = BTreeSet::new();
        of_record.extend(metadata.people.iter().map(|name| known(ActorKind::Person, name)));
        of_record.extend(metadata.organisations.iter().map(|name| known(ActorKind::Organisation, name)));
        of_record.extend(metadata.places.iter().map(|name| known(ActorKind::Place, name)));
        for tag in &metadata.tags {
            let named = || of_text.iter().find(|key| key.name.to_lowercase() == tag.to_lowercase()).cloned();
            of_record.extend(known_actor(tag).map(|(kind, name)| Key::new(kind, name)).or_else(named));
        }
        let keys = match evidence {
            Evidence::Any => &of_text | &of_record,
            Evidence::Text => of_text,
            Evidence::Metadata => of_record,
        };
        let table = searcher().table().unwrap();
        keys.iter().filter_map(|key| table.actor(key)).collect()
    }

    /// Whether the article satisfies the question, and the places in its body that are the reason.
    fn judge(&self, ask: &Ask, evidence: Evidence, lexicon: &mut Lexicon) -> (bool, BTreeSet<(usize, usize)>) {
        let mut texts = |words: &str, exact: bool, title_only: bool| {
            let asked = Words::of(words, lexicon);
            let title = self.title.places(&asked, exact);
            let body = if title_only { Vec::new() } else { self.body.places(&asked, exact) };
            (!title.is_empty() || !body.is_empty(), body.into_iter().map(|r| (r.start, r.end)).collect())
        };
        let plain = |holds: bool| (holds, BTreeSet::new());
        let overlaps = |range: &str, date: PartialDate| {
            DateRange::parse(range, today()).unwrap().overlaps(date.first(), date.last())
        };
        let (holds, reasons) = match ask {
            Ask::Word(word) => texts(word, false, false),
            Ask::Phrase(words) => texts(words, true, false),
            Ask::Title(word) => texts(word, false, true),
            Ask::Actor(kind, name) => plain(self.actors(evidence).contains(&Key::new(*kind, name))),
            Ask::Date(range) => plain(self.article.published.date.is_some_and(|d| overlaps(range, d))),
            Ask::About(range) => {
                let mut dates = self.article.dates.iter().chain(&self.article.title_dates).filter_map(|d| d.about());
                plain(dates.any(|d| overlaps(range, d)))
            }
            Ask::Section(name) => {
                let asked = Words::of(name, lexicon).folded;
                plain(self.article.metadata.sections.iter().any(|s| Words::of(s, lexicon).folded == asked))
            }
            Ask::And(asks) => {
                let all: Vec<_> = asks.iter().map(|a| self.judge(a, evidence, lexicon)).collect();
                (all.iter().all(|(holds, _)| *holds), all.into_iter().flat_map(|(_, r)| r).collect())
            }
            Ask::Or(asks) => {
                let held: Vec<_> =
                    asks.iter().map(|a| self.judge(a, evidence, lexicon)).filter(|(holds, _)| *holds).collect();
                (!held.is_empty(), held.into_iter().flat_map(|(_, r)| r).collect())
            }
            Ask::Not(ask) => plain(!self.judge(ask, evidence, lexicon).0),
        };
        (holds, if holds { reasons } else { BTreeSet::new() })
    }
}

/// A small generator of numbers, the same everywhere (xorshift64*, Vigna 2016).
pub struct Dice(pub u64);

impl Dice {
    /// A number below the bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound.max(1)
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// A random question about an article, deep at most three levels.
fn ask(dice: &mut Dice, judges: &[Judge], depth: usize) -> Ask {
    let Judge { article, body, title } = dice.pick(judges);
    let written = |token: &Token| article.body[token.range()].to_string();
    let is_word = |text: &String| {
        text.chars().all(char::is_alphanumeric) && !["AND", "OR", "NOT", "NEAR", "ADJ"].contains(&text.as_str())
    };
    let kinds = if depth == 0 { 8 } else { 11 };
    let at = dice.below(body.tokens.len().max(4) - 3);
    match dice.below(kinds) {
        0..=2 => Some(written(&body.tokens[at])).filter(is_word).map(Ask::Word),
        3 => {
            let length = 1 + dice.below(3);
            let words: Vec<String> = body.tokens[at..at + length].iter().map(written).filter(is_word).collect();
            (words.len() == length).then(|| Ask::Phrase(words.join(" ")))
        }
        4 => Some(article.title[dice.pick(&title.tokens).range()].to_string()).filter(is_word).map(Ask::Title),
        5 if !article.mentions.is_empty() => {
            let mention = dice.pick(&article.mentions);
            let actor = searcher().table().unwrap().actor(&Key::new(mention.kind, mention.actor.as_str()));
            actor.filter(|actor| !actor.name.contains('"')).map(|actor| Ask::Actor(actor.kind, actor.name))
        }
        6 => {
            let dates: Vec<PartialDate> =
                article.published.date.into_iter().chain(article.dates.iter().filter_map(|d| d.about())).collect();
            let range = if dates.is_empty() { "2021".to_string() } else { dice.pick(&dates).to_string() };
            let range = match dice.below(4) {
                0 => format!("{range}.."),
                1 => format!("..{range}"),
                2 => range[..4].to_string(),
                _ => range,
            };
            Some(if dice.below(2) == 0 { Ask::Date(range) } else { Ask::About(range) })
        }
        7 => article.metadata.sections.first().cloned().map(Ask::Section),
        8 => Some(Ask::Or((0..2 + dice.below(2)).map(|_| ask(dice, judges, depth - 1)).collect())),
        9 => Some(Ask::And((0..2 + dice.below(2)).map(|_| ask(dice, judges, depth - 1)).collect())),
        _ => {
            let (wanted, unwanted) = (ask(dice, judges, depth - 1), ask(dice, judges, 0));
            Some(Ask::And(vec![wanted, Ask::Not(Box::new(unwanted))]))
        }
    }
    .unwrap_or_else(|| Ask::Word("the".into()))
}

fn judges() -> Vec<Judge> {
    let mut lexicon = Lexicon::default();
    let judge = |article: Article| {
        let (title, body) = (Words::of(&article.title, &mut lexicon), Words::of(&article.body, &mut lexicon));
        Judge { article, title, body }
    };
    articles(&project().join("corpus/articles")).into_iter().map(judge).collect()
}

/// How many of the articles have each value of a facet, counted one by one.
fn counted(facet: FacetName, evidence: Evidence, articles: &[&Judge]) -> BTreeMap<String, u64> {
    if matches!(facet, FacetName::Date | FacetName::About) {
        return counted_dates(facet, articles);
    }
    let mut counts = BTreeMap::new();
    for judge in articles {
        let article = &judge.article;
        let of_kind =
            |kind| judge.actors(evidence).into_iter().filter(|key| key.kind == kind).map(|key| key.name).collect();
        let values: BTreeSet<String> = match facet {
            FacetName::Person => of_kind(ActorKind::Person),
            FacetName::Org => of_kind(ActorKind::Organisation),
            FacetName::Place => of_kind(ActorKind::Place),
            FacetName::Actor => {
                judge.actors(evidence).into_iter().map(|key| shown(Some(key.kind), &key.name)).collect()
            }
            FacetName::Source => article.metadata.source.iter().cloned().collect(),
            FacetName::Section => article.metadata.sections.iter().cloned().collect(),
            FacetName::Topic => article.metadata.tags.iter().cloned().collect(),
            FacetName::Author => article.metadata.authors.iter().cloned().collect(),
            FacetName::FileType => article.record.file_type().into_iter().collect(),
            FacetName::Language => article.language.map(str::to_string).into_iter().collect(),
            _ => [article.published.basis.name().to_string()].into(),
        };
        for value in values {
            *counts.entry(value).or_insert(0) += 1;
        }
    }
    counts
}

/// Years, or months where there is but one year, or days where there is but one month; and what says less as it stands.
fn counted_dates(facet: FacetName, articles: &[&Judge]) -> BTreeMap<String, u64> {
    let dates = |judge: &Judge| -> BTreeSet<String> {
        let Article { dates, title_dates, published, .. } = &judge.article;
        let about = dates.iter().chain(title_dates).filter_map(|date| date.about());
        let dates: Vec<PartialDate> =
            if facet == FacetName::Date { published.date.into_iter().collect() } else { about.collect() };
        dates.iter().map(PartialDate::to_string).collect()
    };
    // As written, a year has 4 characters, a month 7 and a day 10.
    let cut = |date: &String, length: usize| date.get(..length).unwrap_or(date).to_string();
    let all: Vec<BTreeSet<String>> = articles.iter().map(|judge| dates(judge)).collect();
    let several = |length: &usize| {
        let whole = all.iter().flatten().filter(|date| date.len() >= *length);
        whole.map(|date| cut(date, *length)).collect::<BTreeSet<String>>().len() > 1
    };
    let length = [4, 7, 10].into_iter().find(several).unwrap_or(10);
    let mut counts = BTreeMap::new();
    for dates in &all {
        let values: BTreeSet<String> = dates.iter().map(|date| cut(date, length)).collect();
        values.into_iter().for_each(|value| *counts.entry(value).or_insert(0) += 1);
    }
    counts
}

/// Where kinds stand together, a value is told by both.
fn shown(kind: Option<ActorKind>, value: &str) -> String {
    kind.map_or_else(|| value.to_string(), |kind| format!("{} {value}", kind.name()))
}

/// Whether a question asks for dates: then no others may be counted, which other tests look at.
fn asks_for_dates(ask: &Ask) -> bool {
    match ask {
        Ask::Date(_) | Ask::About(_) => true,
        Ask::And(asks) | Ask::Or(asks) => asks.iter().any(asks_for_dates),
        Ask::Not(ask) => asks_for_dates(ask),
        _ => false,
    }
}

#[test]
fn the_index_agrees_with_reading_every_article() {
    let judges = judges();
    let all = FacetName::ALL.map(|facet| (facet, None)).to_vec();
    let mut undated = all.clone();
    undated.retain(|(facet, _)| !matches!(facet, FacetName::Date | FacetName::About));
    let mut lexicon = Lexicon::default();
    let mut matching = 0;
    for seed in 1..=questions() {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let ask = ask(&mut dice, &judges, 2);
        let query = ask.text();
        let evidence = [Evidence::Any, Evidence::Text, Evidence::Metadata][dice.below(3)];
        let request = Request {
            limit: 1000,
            passages: 1000,
            evidence,
            relax: false,
            facets: if asks_for_dates(&ask) { undated.clone() } else { all.clone() },
            ..Request::new(query.as_str(), today())
        };
        let answer = searcher().search(&request).unwrap_or_else(|e| panic!("seed {seed}: {query}: {e:?}"));
        let judged: Vec<_> = judges
            .iter()
            .map(|j| (j, j.judge(&ask, evidence, &mut lexicon)))
            .filter(|(_, (holds, _))| *holds)
            .collect();

        let mut expected: Vec<String> = judged.iter().map(|(j, _)| j.article.record.to_string()).collect();
        let mut found: Vec<String> = answer.hits.iter().map(|h| h.record.clone()).collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "seed {seed}: {query}");
        assert_eq!(answer.matches, expected.len() as u64, "seed {seed}: {query}");
        matching += usize::from(answer.matches > 0);

        let articles: Vec<&Judge> = judged.iter().map(|(j, _)| *j).collect();
        for counts in &answer.facets.as_ref().unwrap().0 {
            let found: BTreeMap<String, u64> =
                counts.values.iter().map(|v| (shown(v.kind, &v.value), v.articles)).collect();
            assert_eq!(
                found,
                counted(counts.facet, evidence, &articles),
                "seed {seed}: {query}: {}",
                counts.facet.name()
            );
        }
        for (judge, (_, reasons)) in &judged {
            let hit = answer.hits.iter().find(|h| h.record == judge.article.record.to_string()).unwrap();
            let body = &judge.article.body;
            let mut marked = vec![false; body.len()];
            for passage in &hit.passages {
                assert_eq!(passage.text, body[passage.start..passage.end], "seed {seed}: {query}");
                for &[start, end] in &passage.highlights {
                    marked[passage.start + start..passage.start + end].fill(true);
                }
            }
            let mut expected = vec![false; body.len()];
            reasons.iter().for_each(|&(start, end)| expected[start..end].fill(true));
            // White space between two passages belongs to neither, also inside a phrase that runs across.
            let differ =
                (0..body.len()).find(|&n| marked[n] != expected[n] && !body.as_bytes()[n].is_ascii_whitespace());
            assert_eq!(differ, None, "seed {seed}: {query}: {}", hit.record);
        }
    }
    assert!(matching as u64 * 2 > questions(), "only {matching} of {} queries match anything", questions());
}

/// A value that an article has in a facet among whose values one can choose.
fn choice(dice: &mut Dice, judges: &[Judge], evidence: Evidence) -> Option<(FacetName, String)> {
    let facet =
        *dice.pick(&[FacetName::Person, FacetName::Org, FacetName::Place, FacetName::Source, FacetName::Section]);
    let values: Vec<String> = counted(facet, evidence, &[dice.pick(judges)]).into_keys().collect();
    (!values.is_empty()).then(|| (facet, dice.pick(&values).clone()))
}

#[test]
fn a_facet_with_a_choice_is_counted_without_it_and_with_all_others() {
    let judges = judges();
    let facets = [FacetName::Person, FacetName::Org, FacetName::Place, FacetName::Source, FacetName::Section];
    let mut lexicon = Lexicon::default();
    let mut beyond = 0;
    for seed in 1..=questions() / 3 {
        let mut dice = Dice(seed.wrapping_mul(0xD129_0DDB_53C4_3E49));
        let ask = ask(&mut dice, &judges, 1);
        let evidence = [Evidence::Any, Evidence::Text, Evidence::Metadata][dice.below(3)];
        let choices: Vec<_> = (0..1 + dice.below(3)).filter_map(|_| choice(&mut dice, &judges, evidence)).collect();
        let request = Request {
            evidence,
            facets: facets.map(|facet| (facet, None)).to_vec(),
            filters: choices.iter().map(|(facet, value)| (facet.field(), value.clone())).collect(),
            ..Request::new(ask.text(), today())
        };
        let told = format!("seed {seed}: {} {choices:?}", request.query);
        let answer = searcher().facets(&request).unwrap_or_else(|e| panic!("{told}: {e:?}"));
        let found: Vec<&Judge> = judges.iter().filter(|j| j.judge(&ask, evidence, &mut lexicon).0).collect();
        let is_chosen = |judge: &Judge, facet: FacetName| {
            let mut of_facet = choices.iter().filter(|(chosen, _)| *chosen == facet).peekable();
            let values = counted(facet, evidence, &[judge]);
            // A filter takes a value in whatever case.
            let has = |value: &String| values.keys().any(|known| known.to_lowercase() == value.to_lowercase());
            of_facet.peek().is_none() || of_facet.any(|(_, value)| has(value))
        };
        let but = |left_out: Option<FacetName>| -> Vec<&Judge> {
            let holds = |judge: &&Judge| facets.iter().all(|&f| Some(f) == left_out || is_chosen(judge, f));
            found.iter().copied().filter(holds).collect()
        };
        assert_eq!(answer.matches, but(None).len() as u64, "{told}");
        for counts in &answer.facets.0 {
            let found: BTreeMap<String, u64> = counts.values.iter().map(|v| (v.value.clone(), v.articles)).collect();
            let name = counts.facet.name();
            assert_eq!(found, counted(counts.facet, evidence, &but(Some(counts.facet))), "{told}: {name}");
            let has_choice = choices.iter().any(|(facet, _)| *facet == counts.facet);
            assert_eq!(counts.is_of_choice, has_choice, "{told}: {name}");
            beyond += usize::from(has_choice && found.values().sum::<u64>() > answer.matches);
            for value in counts.values.iter().filter(|value| value.chosen) {
                let is_it = |(facet, chosen): &(FacetName, String)| {
                    *facet == counts.facet && chosen.to_lowercase() == value.value.to_lowercase()
                };
                assert!(choices.iter().any(is_it), "{told}: {name}");
            }
        }
    }
    assert!(beyond as u64 * 5 > questions() / 3, "only {beyond} facets had more to choose than was chosen");
}
