//! The words side by side that are unusually frequent in the articles that match: found in some of these texts, counted in all. Knows no query text.

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::{DocAddress, Searcher, Term};

use super::compile::leaf_query;
use super::hits::stored;
use super::leaf::{Figure, Leaf, Scope};
use super::matching::{Matching, addresses};
use super::plan::Plan;
use super::significant::{Compared, FEWEST, Tally, strongest};
use super::significant_words::asked;
use super::telling::commonest;
use crate::index::Fields;
use crate::text::{Lexicon, Token, Word};

/// Texts in which phrases are looked for, at most.
const LOOKED_AT: usize = 300;
/// Phrases that are counted in all articles.
const COUNTED: usize = 80;
/// The words of a phrase.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=4;
/// A word in more than this share of all texts neither begins nor ends a phrase.
const COMMON: f64 = 0.2;
/// Where a longer phrase has this share of the texts of a shorter one in it, the longer one is shown.
const SAME: f64 = 0.7;

/// A phrase while it is looked for.
#[derive(Default)]
struct Candidate {
    words: Vec<Word>,
    texts: u32,
    /// How it is written, and how often.
    forms: FxHashMap<String, u32>,
}

/// The `most` unusual phrases, as they are mostly written; not those that have only words of the plan.
pub fn phrases(
    plan: &Plan,
    found: &Matching,
    compared: &Compared,
    fields: &Fields,
    searcher: &Searcher,
    most: usize,
) -> tantivy::Result<Vec<(String, Tally, f64)>> {
    let asked = asked(plan);
    let mut counted = Vec::new();
    for (key, candidate) in candidates(found, compared, fields, searcher)? {
        if candidate.words.iter().all(|word| asked.contains(word.stem())) {
            continue;
        }
        let tally = tally(&candidate.words, found, fields, searcher)?;
        if let Some(strength) = compared.strength(tally) {
            counted.push((key, commonest(candidate.forms), tally, strength));
        }
    }
    counted.sort_by(|a, b| strongest(a.3, b.3).then_with(|| a.0.cmp(&b.0)));
    let is_part = |part: &str, tally: Tally, whole: &(String, String, Tally, f64)| {
        let inside = whole.0.len() > part.len() && format!(" {} ", whole.0).contains(&format!(" {part} "));
        inside && f64::from(whole.2.here) >= SAME * f64::from(tally.here)
    };
    let whole = counted.iter().filter(|(key, _, tally, _)| !counted.iter().any(|other| is_part(key, *tally, other)));
    Ok(whole.take(most).map(|(_, form, tally, strength)| (form.clone(), *tally, *strength)).collect())
}

/// The phrases that most of some texts have.
fn candidates(
    found: &Matching,
    compared: &Compared,
    fields: &Fields,
    searcher: &Searcher,
) -> tantivy::Result<Vec<(String, Candidate)>> {
    let mut lexicon = Lexicon::default();
    let mut common: FxHashMap<Box<str>, bool> = FxHashMap::default();
    let mut candidates: FxHashMap<String, Candidate> = FxHashMap::default();
    for address in some(found, searcher)? {
        let article = stored(searcher, address, fields)?;
        let mut seen = FxHashSet::default();
        for text in [&article.title, &article.body] {
            let tokens = lexicon.tokenize(text);
            let mut is_common = |token: &Token| -> tantivy::Result<bool> {
                let word = lexicon.word(token.word);
                if let Some(&known) = common.get(word.stem()) {
                    return Ok(known);
                }
                let articles = searcher.doc_freq(&Term::from_field_text(fields.text, word.stem()))?;
                let is = articles as f64 > COMMON * compared.texts as f64 || !word.folded.contains(char::is_alphabetic);
                common.insert(word.stem().into(), is);
                Ok(is)
            };
            for first in 0..tokens.len() {
                if is_common(&tokens[first])? {
                    continue;
                }
                for length in LENGTHS {
                    let Some(phrase) = tokens.get(first..first + length) else { break };
                    if !is_joined(text, &phrase[length - 2..]) {
                        break;
                    }
                    if is_common(&phrase[length - 1])? {
                        continue;
                    }
                    let words = phrase.iter().map(|token| lexicon.word(token.word));
                    let key = words.clone().map(|word| &*word.folded).collect::<Vec<_>>().join(" ");
                    let candidate = candidates.entry(key.clone()).or_default();
                    if candidate.words.is_empty() {
                        candidate.words = words.cloned().collect();
                    }
                    let written = &text[phrase[0].range().start..phrase[length - 1].range().end];
                    let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
                    *candidate.forms.entry(written).or_default() += 1;
                    candidate.texts += u32::from(seen.insert(key));
                }
            }
        }
    }
    let mut candidates: Vec<(String, Candidate)> =
        candidates.into_iter().filter(|(_, candidate)| candidate.texts >= FEWEST).collect();
    candidates.sort_by(|(a, one), (b, other)| other.texts.cmp(&one.texts).then_with(|| a.cmp(b)));
    candidates.truncate(COUNTED);
    Ok(candidates)
}

/// Some of the texts that match: those with the smallest ids, so that they are the same in every index of these articles.
fn some(found: &Matching, searcher: &Searcher) -> tantivy::Result<Vec<DocAddress>> {
    let ids = searcher.segment_readers().iter().map(|segment| segment.fast_fields().u64("id"));
    let ids = ids.collect::<tantivy::Result<Vec<_>>>()?;
    let id = |address: &DocAddress| ids[address.segment_ord as usize].first(address.doc_id);
    let mut all: Vec<DocAddress> = found.here().collect();
    all.sort_unstable_by_key(id);
    all.truncate(LOOKED_AT);
    Ok(all)
}

/// Whether nothing but white space or a hyphen stands between two words.
fn is_joined(text: &str, tokens: &[Token]) -> bool {
    let [one, other] = tokens else { return false };
    let between = &text[one.range().end..other.range().start];
    between == "-" || !between.is_empty() && between.trim().is_empty() && between.matches('\n').count() < 2
}

/// How many texts have words side by side, as they are written.
fn tally(words: &[Word], found: &Matching, fields: &Fields, searcher: &Searcher) -> tantivy::Result<Tally> {
    let figure = Figure::Words { words: words.to_vec(), exact: true };
    let query = leaf_query(&Leaf { figure, scope: Scope::Anywhere, weight: 1.0 }, fields);
    let mut tally = Tally::default();
    for address in addresses(searcher, &*query)? {
        tally.all += u32::from(found.is_text(address));
        tally.here += u32::from(found.is_here(address));
    }
    Ok(tally)
}
