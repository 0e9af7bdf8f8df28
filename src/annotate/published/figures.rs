//! Whether the month or the day comes first in a date that leaves it open, as `05/08/2021` does: as other evidence has it, or else as it is the custom where
//! the article comes from. Knows metadata, no text.

use super::candidate::{Candidate, agree};
use crate::calendar::PartialDate;
use crate::read::Metadata;

/// Domains of outlets that put the month first.
const AMERICAN: [&str; 4] = ["us", "gov", "edu", "mil"];
/// Domains of no country.
const OF_NO_COUNTRY: [&str; 8] = ["tv", "io", "me", "fm", "ai", "am", "cc", "co"];

/// Settles which reading of each date is meant, of those that are plausible.
pub(super) fn settle(candidates: &mut [Candidate], metadata: &Metadata, plausible: impl Fn(PartialDate) -> bool) {
    let certain: Vec<_> = candidates.iter().filter(|c| c.swapped.is_none()).map(|c| c.date).collect();
    let month_first = month_comes_first(metadata);
    for candidate in candidates {
        let Some(swapped) = candidate.swapped.take() else { continue };
        let confirmed = |date| certain.iter().any(|known| agree(*known, date));
        let is_swapped = !confirmed(candidate.date) && (month_first || confirmed(swapped));
        if plausible(swapped) && (is_swapped || !plausible(candidate.date)) {
            candidate.date = swapped;
        }
    }
}

/// Whether the outlet writes as people in the United States do.
pub(in crate::annotate) fn month_comes_first(metadata: &Metadata) -> bool {
    let host = metadata.url.as_deref().and_then(|url| url.split_once("://")?.1.split(['/', '?', '#', ':']).next());
    let domain = host.and_then(|host| host.rsplit('.').next()).unwrap_or_default();
    let of_a_country = domain.len() == 2 && !OF_NO_COUNTRY.contains(&domain);
    let (language, region) = language(metadata.language.as_deref());
    let english =
        matches!(language.as_deref(), Some("en" | "english")) && matches!(region.as_deref(), None | Some("us"));
    // Many programs call pages American that nobody has told what they are.
    AMERICAN.contains(&domain) || english && !of_a_country && (host.is_some() || region.is_some())
}

/// The language and the region of a claim such as `en-US`, in lower case.
pub(super) fn language(claimed: Option<&str>) -> (Option<String>, Option<String>) {
    let mut parts = claimed.unwrap_or_default().split(['-', '_', ',', ' ']).map(str::to_lowercase);
    let language = parts.next().filter(|language| !language.is_empty());
    (language, parts.next().filter(|region| region.len() == 2))
}
