//! A tagger measured on a set of marked texts. Knows how names are scored; not what the tagger does.

use std::ops::Range;

use dateline::text::Lexicon;

use super::ner_sets::{Laid, Marks};
use super::seqeval::{Counts, Entity, interval};
use super::tagged::Tagged;

/// How a set was tagged.
pub struct Measured {
    /// The counts of each text.
    pub texts: Vec<Counts>,
    /// The counts of people, organisations and places.
    pub kinds: [Counts; 3],
}

impl Measured {
    /// The counts of all.
    pub fn all(&self) -> Counts {
        let mut all = Counts::default();
        self.texts.iter().for_each(|counts| all.add(*counts));
        all
    }

    /// In one line.
    pub fn line(&self) -> String {
        let (all, (f1, low, high)) = (self.all(), interval(&self.texts));
        let [people, bodies, places] = self.kinds.map(Counts::f1);
        format!(
            "{} texts, {} names: F1 {f1:.2} ({low:.1}–{high:.1}), precision {:.1}, recall {:.1}; people {people:.1}, organisations {bodies:.1}, places {places:.1}",
            self.texts.len(),
            all.truth,
            all.precision(),
            all.recall()
        )
    }
}

/// Measures what `tag` finds: tokens and the number of a kind for each name.
pub fn measure(
    set: &[Marks],
    layout: impl Fn(&Marks) -> Laid,
    mut tag: impl FnMut(&Tagged, &Lexicon) -> Vec<(Range<usize>, usize)>,
) -> Measured {
    let mut lexicon = Lexicon::default();
    let mut measured = Measured { texts: Vec::new(), kinds: [Counts::default(); 3] };
    for marks in set {
        let tagged = Tagged::new(layout(marks), &mut lexicon);
        let names = tag(&tagged, &lexicon);
        let (truth, found) = (tagged.truth(marks), tagged.found(names.into_iter()));
        measured.texts.push(Counts::of(&truth, &found));
        for (kind, counts) in measured.kinds.iter_mut().enumerate() {
            let of = |names: &[Entity]| names.iter().filter(|name| name.1 == kind).cloned().collect::<Vec<_>>();
            counts.add(Counts::of(&of(&truth), &of(&found)));
        }
    }
    measured
}
