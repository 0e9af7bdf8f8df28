//! Which words of an index the patterns of a plan stand for. Knows the dictionary of the index, not how its terms and endings make words.

use rustc_hash::FxHashMap;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, TERMINATED, Term};

use super::leaf::{Pattern, Variant};
use super::plan::Plan;
use super::spelled::Spelled;
use super::syntax::{Complaint, ComplaintKind};
use crate::index::{Ends, Fields};

/// The most terms of the index that one pattern may stand for.
pub const MOST_WORDS: usize = 5000;
/// Of so many terms, at most, it is looked whether they stand anywhere with one of the endings that fit: nearly every stem could have an `s`.
const CHECKED: usize = 4 * MOST_WORDS;
/// So many articles are looked at for that, at most.
const READ: u64 = 200_000;

/// Looks the patterns of a plan up in an index, and says which of them stand for too much.
pub fn expand(plan: &mut Plan, fields: &Fields, searcher: &Searcher) -> tantivy::Result<Vec<Complaint>> {
    let (mut complaints, mut failed) = (Vec::new(), Ok(()));
    for leaf in &mut plan.leaves {
        leaf.figure.patterns_mut(&mut |pattern| match variants(pattern, fields, searcher) {
            Ok(Ok(variants)) => pattern.variants = variants.into(),
            Ok(Err(kind)) => complaints.push(Complaint::new(kind, pattern.span.clone())),
            Err(error) => failed = Err(error),
        });
    }
    complaints.sort_by_key(|complaint| complaint.span.start);
    complaints.dedup();
    failed.map(|()| complaints)
}

fn variants(
    pattern: &Pattern,
    fields: &Fields,
    searcher: &Searcher,
) -> tantivy::Result<Result<Vec<Variant>, ComplaintKind>> {
    let spelled = match Spelled::new(&pattern.spelling) {
        Ok(spelled) => spelled,
        Err(kind) => return Ok(Err(kind)),
    };
    let mut found: FxHashMap<String, (Ends, u64)> = FxHashMap::default();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.text)?;
        let mut stream = inverted.terms().search(&spelled).into_stream()?;
        while stream.advance() {
            let Ok(term) = std::str::from_utf8(stream.key()) else { continue };
            let articles = u64::from(stream.value().doc_freq);
            match found.get_mut(term) {
                Some((_, known)) => *known += articles,
                None => {
                    found.insert(term.to_string(), (spelled.ends(term.as_bytes()), articles));
                }
            }
        }
    }
    let mut variants: Vec<Variant> =
        found.into_iter().map(|(term, (ends, articles))| Variant { term, ends, articles }).collect();
    if (MOST_WORDS + 1..=CHECKED).contains(&variants.len()) {
        variants = occurring(variants, fields, searcher)?;
    }
    if variants.len() > MOST_WORDS {
        let construct = pattern.spelling.construct();
        return Ok(Err(ComplaintKind::TooManyWords { construct, words: variants.len(), limit: MOST_WORDS }));
    }
    variants.sort_unstable_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.term.cmp(&b.term)));
    Ok(Ok(variants))
}

/// Those terms that stand somewhere with one of their endings, and those that are in too many articles to look.
fn occurring(mut variants: Vec<Variant>, fields: &Fields, searcher: &Searcher) -> tantivy::Result<Vec<Variant>> {
    // The rarest first, of which there are most, and which are soon looked at.
    variants.sort_unstable_by(|a, b| a.articles.cmp(&b.articles).then_with(|| a.term.cmp(&b.term)));
    let (mut kept, mut left) = (Vec::with_capacity(variants.len()), READ);
    for variant in variants {
        let is_looked_at = variant.ends != Ends::ANY && variant.articles <= left;
        if is_looked_at {
            left -= variant.articles;
        }
        if !is_looked_at || occurs(&variant, fields, searcher)? {
            kept.push(variant);
        }
    }
    Ok(kept)
}

fn occurs(variant: &Variant, fields: &Fields, searcher: &Searcher) -> tantivy::Result<bool> {
    let term = Term::from_field_text(fields.text, &variant.term);
    let mut positions = Vec::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.text)?;
        let read = inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?;
        let Some(mut postings) = read else { continue };
        while postings.doc() != TERMINATED {
            postings.positions(&mut positions);
            if positions.iter().any(|&position| variant.ends.has(position)) {
                return Ok(true);
            }
            postings.advance();
        }
    }
    Ok(false)
}
