//! Reads where the leaves of a plan stand, article by article, from the postings of one segment. Knows how figures are put together, not
//! how words are told apart.

use tantivy::columnar::Column;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader, TERMINATED, Term};

use super::extents::{Extent, Places};
use super::leaf::{Figure, Leaf, Scope};
use super::positions::{PatternReader, WordsReader, bigrams, meeting, slots};
use super::syntax::Nearness;
use crate::index::{Ends, Fields, PassageBound};

/// The field that decides whether a leaf is there.
pub fn field(leaf: &Leaf, fields: &Fields) -> Field {
    if leaf.scope == Scope::Title { fields.title } else { fields.text }
}

/// The one term that decides whether a leaf is there, without positions, if there is such a term.
pub fn plain_term(leaf: &Leaf, fields: &Fields) -> Option<Term> {
    let Figure::Words { words, exact } = &leaf.figure else { return None };
    let [word] = &words[..] else { return None };
    let slot = slots(std::slice::from_ref(word), *exact, field(leaf, fields)).pop()?;
    (slot.ends == Ends::ANY && leaf.scope != Scope::Body).then_some(slot.term)
}

/// The terms by which it is told how rare a leaf is: its words, of a pattern the commonest, of alternatives those of the commonest. `articles` says
/// how many have a term.
pub fn telling_terms(
    leaf: &Leaf,
    fields: &Fields,
    articles: &dyn Fn(&Term) -> tantivy::Result<u64>,
) -> tantivy::Result<Vec<Term>> {
    telling(&leaf.figure, field(leaf, fields), articles)
}

fn telling(
    figure: &Figure,
    field: Field,
    articles: &dyn Fn(&Term) -> tantivy::Result<u64>,
) -> tantivy::Result<Vec<Term>> {
    let all = |figures: &[Figure]| -> tantivy::Result<Vec<Term>> {
        Ok(figures.iter().map(|f| telling(f, field, articles)).collect::<tantivy::Result<Vec<_>>>()?.concat())
    };
    match figure {
        Figure::Words { words, exact } => Ok(slots(words, *exact, field).into_iter().map(|slot| slot.term).collect()),
        Figure::Pattern(pattern) => Ok(pattern
            .variants
            .first()
            .map(|variant| Term::from_field_text(field, &variant.term))
            .into_iter()
            .collect()),
        Figure::Sequence { parts, .. } => all(parts),
        Figure::Near { sides, .. } => all(&sides[..]),
        Figure::Any(figures) => {
            let mut commonest: Option<(u64, Vec<Term>)> = None;
            for figure in figures {
                let terms = telling(figure, field, articles)?;
                let rarest = terms.iter().map(articles).collect::<tantivy::Result<Vec<u64>>>()?.into_iter().min();
                if let Some(rarest) = rarest
                    && commonest.as_ref().is_none_or(|(known, _)| rarest > *known)
                {
                    commonest = Some((rarest, terms));
                }
            }
            Ok(commonest.map(|(_, terms)| terms).unwrap_or_default())
        }
    }
}

/// Reads the places of a leaf.
pub struct LeafReader {
    figure: FigureReader,
    /// Where the body ends, for leaves that must stand in it: its tokens come first.
    body: Option<Column<u64>>,
}

impl LeafReader {
    /// A reader, or none when nothing in the segment can be it.
    pub fn open(leaf: &Leaf, fields: &Fields, segment: &SegmentReader) -> tantivy::Result<Option<LeafReader>> {
        let Some(figure) = FigureReader::open(&leaf.figure, field(leaf, fields), fields, segment)? else {
            return Ok(None);
        };
        let body = (leaf.scope == Scope::Body).then(|| segment.fast_fields().u64("passages")).transpose()?;
        Ok(Some(LeafReader { figure, body }))
    }

    /// Goes to the first article from `target` on that may have it.
    pub fn seek(&mut self, target: DocId) -> DocId {
        self.figure.seek(target)
    }

    /// In how many articles it is, at most.
    pub fn most(&self) -> u32 {
        self.figure.most()
    }

    /// How many words there are to look at in each of these.
    pub fn words(&self) -> usize {
        self.figure.words()
    }

    /// How often it stands in the article `doc`.
    pub fn count(&mut self, doc: DocId) -> u32 {
        let end = self.body_end(doc);
        match &mut self.figure {
            FigureReader::Words(words) => match words.count() {
                Some(count) if self.body.is_none() => count,
                _ => {
                    let length = words.length();
                    words.starts().iter().filter(|&&start| start + length <= end).count() as u32
                }
            },
            figure => inside(figure.places(doc), end).count(),
        }
    }

    /// Collects what is marked of it in the article `doc`, ascending. Articles must be asked for in order.
    pub fn marks(&mut self, doc: DocId, marks: &mut Vec<Extent>) {
        marks.clear();
        if self.seek(doc) != doc {
            return;
        }
        let end = self.body_end(doc);
        match &mut self.figure {
            FigureReader::Words(words) => {
                let length = words.length();
                let places = words.starts().iter().map(|&start| Extent { start, end: start + length });
                marks.extend(places.filter(|place| place.end <= end));
            }
            figure => *marks = inside(figure.places(doc), end).marks(),
        }
    }

    /// The first token that is too far behind.
    fn body_end(&self, doc: DocId) -> u32 {
        let Some(body) = &self.body else { return u32::MAX };
        body.values_for_doc(doc).last().map_or(0, |end| PassageBound::from_column(end).token)
    }
}

fn inside(mut places: Places, end: u32) -> Places {
    places.extents.retain(|place| place.end <= end);
    places
}

enum FigureReader {
    Words(WordsReader),
    Pattern(PatternReader),
    Sequence { parts: Vec<FigureReader>, gap: u32, is_one: bool },
    Near { nearness: Nearness, sides: Box<[FigureReader; 2]> },
    Any(Vec<FigureReader>),
}

impl FigureReader {
    fn open(
        figure: &Figure,
        field: Field,
        fields: &Fields,
        segment: &SegmentReader,
    ) -> tantivy::Result<Option<FigureReader>> {
        let open = |figure: &Figure| FigureReader::open(figure, field, fields, segment);
        let all =
            |figures: &[Figure]| -> tantivy::Result<Option<Vec<FigureReader>>> { figures.iter().map(open).collect() };
        Ok(match figure {
            Figure::Words { words, exact } => {
                let (slots, bigrams) = (slots(words, *exact, field), bigrams(words, *exact, field, fields));
                WordsReader::open(&slots, &bigrams, segment)?.map(FigureReader::Words)
            }
            Figure::Pattern(pattern) => {
                PatternReader::open(&pattern.variants, field, segment)?.map(FigureReader::Pattern)
            }
            Figure::Sequence { parts, gap, is_one } => {
                all(parts)?.map(|parts| FigureReader::Sequence { parts, gap: *gap, is_one: *is_one })
            }
            Figure::Near { nearness, sides } => {
                let sides = all(&sides[..])?.and_then(|sides| sides.try_into().ok());
                sides.map(|sides| FigureReader::Near { nearness: *nearness, sides })
            }
            Figure::Any(figures) => {
                let open = figures.iter().map(open).collect::<tantivy::Result<Vec<_>>>()?;
                let open: Vec<FigureReader> = open.into_iter().flatten().collect();
                (!open.is_empty()).then_some(FigureReader::Any(open))
            }
        })
    }

    /// Goes to the first article from `target` on that has words enough.
    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            FigureReader::Words(words) => words.seek(target),
            FigureReader::Pattern(pattern) => pattern.seek(target),
            FigureReader::Sequence { parts, .. } => seek_all(parts, target),
            FigureReader::Near { sides, .. } => seek_all(&mut sides[..], target),
            FigureReader::Any(parts) => parts.iter_mut().map(|part| part.seek(target)).min().unwrap_or(TERMINATED),
        }
    }

    fn most(&self) -> u32 {
        match self {
            FigureReader::Words(words) => words.rarest(),
            FigureReader::Pattern(pattern) => pattern.articles(),
            FigureReader::Sequence { parts, .. } => rarest(parts),
            FigureReader::Near { sides, .. } => rarest(&sides[..]),
            FigureReader::Any(parts) => parts.iter().map(FigureReader::most).fold(0, u32::saturating_add),
        }
    }

    fn words(&self) -> usize {
        match self {
            FigureReader::Words(words) => words.length() as usize,
            FigureReader::Pattern(_) => 1,
            FigureReader::Near { sides, .. } => sides.iter().map(FigureReader::words).sum(),
            FigureReader::Sequence { parts, .. } | FigureReader::Any(parts) => {
                parts.iter().map(FigureReader::words).sum()
            }
        }
    }

    /// The places in an article; each part was asked for an earlier one, or for this one and no later.
    fn places(&mut self, doc: DocId) -> Places {
        if self.seek(doc) != doc {
            return Places::default();
        }
        let single = |starts: &[u32], length: u32| {
            Places::whole(starts.iter().map(|&start| Extent { start, end: start + length }).collect())
        };
        match self {
            FigureReader::Words(words) => {
                let length = words.length();
                single(words.starts(), length)
            }
            FigureReader::Pattern(pattern) => single(pattern.starts(doc), 1),
            FigureReader::Sequence { parts, gap, is_one } => {
                Places::sequence(parts.iter_mut().map(|part| part.places(doc)), *gap, *is_one)
            }
            FigureReader::Near { nearness, sides } => {
                let [left, right] = &mut **sides;
                let left = left.places(doc);
                // Where one is not, the other need not be read.
                if left.extents.is_empty() {
                    return left;
                }
                Places::near(*nearness, [left, right.places(doc)])
            }
            FigureReader::Any(parts) => Places::any(parts.iter_mut().map(|part| part.places(doc)).collect()),
        }
    }
}

/// Goes to the first article from `target` on that has words enough for all of them.
fn seek_all(parts: &mut [FigureReader], target: DocId) -> DocId {
    meeting(parts, target, FigureReader::seek)
}

fn rarest(parts: &[FigureReader]) -> u32 {
    parts.iter().map(FigureReader::most).min().unwrap_or(0)
}
