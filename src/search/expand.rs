//! Which words of an index the patterns of a plan stand for. Knows the dictionary of the index, not how its terms and endings make words.

use rustc_hash::FxHashMap;
use tantivy::Searcher;

use super::leaf::{Pattern, Variant};
use super::plan::Plan;
use super::spelled::Spelled;
use super::syntax::{Complaint, ComplaintKind};
use crate::index::{Ends, Fields};

/// The most terms of the index that one pattern may stand for.
pub const MOST_WORDS: usize = 5000;

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
    if found.len() > MOST_WORDS {
        let construct = pattern.spelling.construct();
        return Ok(Err(ComplaintKind::TooManyWords { construct, words: found.len(), limit: MOST_WORDS }));
    }
    let mut variants: Vec<Variant> =
        found.into_iter().map(|(term, (ends, articles))| Variant { term, ends, articles }).collect();
    variants.sort_unstable_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.term.cmp(&b.term)));
    Ok(Ok(variants))
}
