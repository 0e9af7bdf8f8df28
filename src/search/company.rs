//! When articles name an actor, and who else is named in them, and in the same passages: more often than chance would have it, or not. Shows no article.

use tantivy::query::BooleanQuery;

use super::collect::Gather;
use super::compile::compile;
use super::facets::date_columns;
use super::likelihood::log_likelihood;
use super::numbers::Numbers;
use super::pairs::{Chosen, Pairs, Together};
use super::periods::PeriodCounts;
use super::request::{FacetName, Request};
use super::searcher::{Prepared, SearchError, Searcher};
use super::sighting::Sighting;
use super::timeline::{Frame, PeriodCount, Tally, fitting};
use super::value_counts::ValueCounts;
use crate::actors::Key;
use crate::calendar::{PartialDate, Unit};

/// More periods than these, from the first to the last, are hard to take in at once.
const MOST_PERIODS: u64 = 60;

/// When articles name an actor, and with whom.
#[derive(Debug, Clone)]
pub struct Company {
    /// How many articles name it.
    pub articles: u64,
    /// When the first of them was published that has a date, as far as is known.
    pub first: Option<PartialDate>,
    /// When the last was.
    pub last: Option<PartialDate>,
    /// How long the periods are.
    pub by: Unit,
    /// How many articles were published in each period that has any.
    pub periods: Vec<PeriodCount>,
    /// Articles in none of the periods, because their date is less precise.
    pub less_precise: u64,
    /// Articles without a date.
    pub undated: u64,
    /// Who else these articles name, the most telling first.
    pub with: Vec<Companion>,
}

/// An actor that articles name beside another.
#[derive(Debug, Clone, PartialEq)]
pub struct Companion {
    /// Who it is.
    pub actor: Key,
    /// How many articles name both.
    pub together: u64,
    /// How many passages of these articles name both, a title being a passage too. Where only the word of records is taken for evidence, these are
    /// passages of articles whose record and text name both.
    pub passages: u64,
    /// The passage that shows it best, if there is any; [`Searcher::seen_together`] reads it.
    pub best: Option<Sighting>,
    /// How many name this one, with or without the other.
    pub articles: u64,
    /// How far that is from chance: the log-likelihood ratio, negative where both are named together less often than chance would have it. Unlike mutual
    /// information it does not put those first who are named once, and there. Source: Dunning, Accurate Methods for the Statistics of Surprise and
    /// Coincidence, 1993.
    pub log_likelihood: f64,
}

impl Searcher {
    /// When the articles that a request asks for name an actor, and whom they name beside it.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn company(&self, actor: &Key, request: &Request) -> Result<Company, SearchError> {
        let Prepared { plan, filters, .. } = self.prepare(request)?;
        let all = self.with_actors_counted(request, &plan, &filters)?;
        let naming = self.naming_actor(actor, request.evidence)?;
        let both = BooleanQuery::intersection(vec![compile(&plan, &filters, self.fields()), naming]);
        let numbers = self.numbers()?;
        let dates = date_columns(&[(FacetName::Date, None)], &plan);
        let gather = Gather { actors: Some(request.evidence), ..Gather::counting(&dates, numbers) };
        let named = self.tantivy().search(&both, &gather).map_err(|e| self.failed(e))?;
        let own = numbers.actors.number(actor, &numbers.values);
        let others = named.actors.iter().map(|(number, _)| number).filter(|number| Some(*number) != own);
        let chosen: Vec<u32> = own.into_iter().chain(others).collect();
        let pairs = Pairs { chosen: &Chosen::new(&chosen, numbers), evidence: request.evidence, with: Some(0) };
        let together = self.tantivy().search(&both, &pairs).map_err(|e| self.failed(e))?;
        let named_with = chosen
            .into_iter()
            .zip(0..)
            .skip(1)
            .map(|(other, place)| (other, together.get(&(0, place)).copied().unwrap_or_default()));
        let with = companions(named_with, &all.actors, named.matches, all.matches, numbers);
        let counts = named.dates.into_values().next().unwrap_or_default();
        let tally = Tally { articles: named.matches, counts };
        let frame = Frame::new(Some(few(&tally.counts)), &tally);
        let dates = || tally.counts.values.keys().copied();
        Ok(Company {
            articles: tally.articles,
            first: dates().min_by_key(|date| (date.first(), date.last())),
            last: dates().max_by_key(|date| (date.last(), date.first())),
            by: frame.by,
            periods: frame.periods(&tally, None),
            less_precise: tally.counts.less_precise(frame.by),
            undated: tally.undated(),
            with,
        })
    }
}

/// The unit that fits, or a longer one, with which all periods can be taken in at once.
fn few(counts: &PeriodCounts) -> Unit {
    let span = |unit: Unit| {
        let periods = counts.of(unit);
        periods.first().zip(periods.last()).map_or(0, |((first, _), (last, _))| first.through(*last))
    };
    let fits = fitting(counts);
    let longer = Unit::ALL.into_iter().filter(|&unit| unit >= fits);
    longer.into_iter().find(|&unit| span(unit) <= MOST_PERIODS).unwrap_or(Unit::Year)
}

/// The others that are named with an actor in some of all articles, the most telling first. `all` says how many articles name whom.
fn companions(
    others: impl Iterator<Item = (u32, Together)>,
    all: &ValueCounts,
    articles: u64,
    of: u64,
    numbers: &Numbers,
) -> Vec<Companion> {
    let companion = |(number, Together { articles: together, passages, best }): (u32, Together)| {
        let (kind, name) = numbers.actor(number)?;
        let its_own = all.of(number);
        let log_likelihood = log_likelihood(together, articles, its_own, of);
        Some(Companion { actor: Key::new(kind, name), together, passages, best, articles: its_own, log_likelihood })
    };
    let mut companions: Vec<Companion> = others.filter_map(companion).collect();
    companions.sort_unstable_by(|a, b| {
        let by_chance = b.log_likelihood.total_cmp(&a.log_likelihood);
        by_chance.then_with(|| b.together.cmp(&a.together)).then_with(|| a.actor.cmp(&b.actor))
    });
    companions
}
