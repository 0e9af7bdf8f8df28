//! What stands before the text proper: a byline, and the dateline with the place and the outlet that reports. Those who report are not
//! those whom an article speaks of. Looks at the first tokens of a body only.

use std::ops::Range;

use super::reading::Reading;

/// Tokens of the longest byline.
const LONGEST_BYLINE: usize = 14;
/// Tokens of the longest dateline: SHARM EL-SHEIKH, South Sinai, Egypt, Nov. 6, 2022 (Reuters) -
const LONGEST_DATELINE: usize = 16;

/// The beginning of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opening {
    /// The tokens of the byline: By Jane Roe in Kabul.
    byline: Range<usize>,
    /// The tokens of the outlet in the dateline: (Reuters) -
    outlet: Range<usize>,
}

impl Opening {
    /// Reads the beginning of a body.
    pub fn new(reading: &Reading) -> Opening {
        let byline = byline(reading).unwrap_or(0);
        Opening { byline: 0..byline, outlet: outlet(reading, byline).unwrap_or(0..0) }
    }

    /// Whether these tokens name somebody who reports.
    pub fn reports(&self, first: usize, last: usize) -> bool {
        let within = |range: &Range<usize>| range.start <= first && last <= range.end;
        within(&self.byline) || within(&self.outlet)
    }

    /// The first token behind the byline.
    pub fn behind_byline(&self) -> usize {
        self.byline.end
    }
}

/// Behind the last token of a first line that begins with `By`.
fn byline(reading: &Reading) -> Option<usize> {
    if reading.len() == 0 || reading.folded(0) != "by" || reading.is_small(0) {
        return None;
    }
    let last = (0..reading.len().min(LONGEST_BYLINE)).find(|&at| reading.between(at).contains('\n'))?;
    (last + 1 < reading.len() && reading.is_capital(1)).then_some(last + 1)
}

/// What stands in brackets before the first dash of a line.
fn outlet(reading: &Reading, from: usize) -> Option<Range<usize>> {
    let mut first = None;
    for at in from..reading.len().min(from + LONGEST_DATELINE) {
        let between = reading.between(at);
        if between.contains('\n') {
            return None;
        }
        if let (Some(first), Some(close)) = (first, between.find(')')) {
            let behind = between[close + 1..].trim_start();
            return behind.starts_with(['-', '–', '—']).then_some(first..at + 1);
        }
        if between.ends_with('(') {
            first = Some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lexicon;

    #[test]
    fn those_who_report_stand_before_the_text() {
        for (body, byline, outlet) in [
            ("By Jane Roe in Kabul\n\nThe talks ended.", 5, ""),
            ("BY JANE ROE, Chief Editor\nOSLO (NTB) — The talks ended.", 5, "NTB"),
            ("KABUL, Aug. 15 (Agence Globale) - Fighters came.", 0, "Agence Globale"),
            ("KABUL - Fighters (men) came.", 0, ""),
            ("By Monday the talks were over and nobody knew why.", 0, ""),
            ("The Harbour Safety Authority (HSA) met.", 0, ""),
            ("", 0, ""),
        ] {
            let mut lexicon = Lexicon::default();
            let tokens = lexicon.tokenize(body);
            let reading = Reading::new(body, &tokens, &lexicon, &[]);
            let opening = Opening::new(&reading);
            assert_eq!(opening.behind_byline(), byline, "{body}");
            let named = if opening.outlet.is_empty() {
                ""
            } else {
                &body[reading.range(opening.outlet.start, opening.outlet.end)]
            };
            assert_eq!(named, outlet, "{body}");
        }
    }
}
