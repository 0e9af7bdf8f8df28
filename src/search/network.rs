//! The network of the actors that articles name: who is named with whom, in how many passages, and where one can read it. Draws nothing.

use super::compile::compile;
use super::likelihood::log_likelihood;
use super::pairs::{Chosen, Pairs, Together, Two};
use super::request::Request;
use super::searcher::{Prepared, SearchError, Searcher};
use super::sighting::Sighting;
use crate::actors::Key;
use crate::annotate::ActorKind;

/// What is wanted of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkOptions {
    /// The sorts of actors.
    pub kinds: Vec<ActorKind>,
    /// How many actors, at most: those that most articles name.
    pub most: usize,
    /// In how many passages two must be named together to be joined.
    pub at_least: u64,
}

/// Actors, and which of them are named together.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// How many articles match.
    pub matches: u64,
    /// The actors, those in most articles first.
    pub nodes: Vec<NetworkNode>,
    /// Those that are named together, in most passages first.
    pub edges: Vec<NetworkEdge>,
    /// How many actors of these sorts the articles name, also those that are left out.
    pub actors: usize,
    /// How many pairs were left out because they are named together in fewer passages than was asked for.
    pub seldom: usize,
    /// What could not be done as asked, and what was understood instead.
    pub complaints: Vec<String>,
}

/// An actor of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkNode {
    /// Who it is.
    pub actor: Key,
    /// How many articles name it.
    pub articles: u64,
}

/// Two actors that are named together.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkEdge {
    /// The number of the one among the nodes, which is the lower.
    pub one: usize,
    /// The number of the other.
    pub other: usize,
    /// How many passages name both, titles being passages too.
    pub passages: u64,
    /// How many articles do.
    pub articles: u64,
    /// How far that is from chance, as in [`Companion::log_likelihood`](super::Companion::log_likelihood), among the articles that match.
    pub log_likelihood: f64,
    /// The id of the article with the passage that shows it best.
    pub id: String,
    /// Its record, as `path!member:line`.
    pub record: String,
}

impl Searcher {
    /// The network of the actors that the articles name which a request asks for. Two are joined where a passage, or a title, names both. All filters of the
    /// request hold, also those that choose actors.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn network(&self, request: &Request, options: &NetworkOptions) -> Result<Network, SearchError> {
        let Prepared { plan, filters, complaints } = self.prepare(request)?;
        let gathered = self.with_actors_counted(request, &plan, &filters)?;
        let numbers = self.numbers()?;
        let node = |(number, articles): (u32, u64)| {
            let (kind, name) = numbers.actor(number)?;
            let is_wanted = options.kinds.contains(&kind);
            is_wanted.then(|| (number, NetworkNode { actor: Key::new(kind, name), articles }))
        };
        let mut nodes: Vec<(u32, NetworkNode)> = gathered.actors.iter().filter_map(node).collect();
        nodes.sort_unstable_by(|(_, a), (_, b)| b.articles.cmp(&a.articles).then_with(|| a.actor.cmp(&b.actor)));
        let actors = nodes.len();
        nodes.truncate(options.most);

        let (chosen, nodes): (Vec<u32>, Vec<NetworkNode>) = nodes.into_iter().unzip();
        let chosen = &Chosen::new(&chosen, numbers);
        let pairs = Pairs { chosen, evidence: request.evidence, with: None };
        let found = self.tantivy().search(&compile(&plan, &filters, self.fields()), &pairs);
        let joined = found.map_err(|e| self.failed(e))?.into_iter().filter(|(_, together)| together.passages > 0);
        let (often, seldom): (Vec<_>, Vec<_>) = joined.partition(|(_, together)| together.passages >= options.at_least);
        let edges = self.edges(often, &nodes, gathered.matches)?;
        Ok(Network { matches: gathered.matches, nodes, edges, actors, seldom: seldom.len(), complaints })
    }

    /// The edges of some pairs, with where one can read it.
    fn edges(
        &self,
        mut pairs: Vec<(Two, Together)>,
        nodes: &[NetworkNode],
        matches: u64,
    ) -> Result<Vec<NetworkEdge>, SearchError> {
        pairs.sort_unstable_by(|(two, a), (others, b)| {
            b.passages.cmp(&a.passages).then_with(|| b.articles.cmp(&a.articles)).then_with(|| two.cmp(others))
        });
        let best: Vec<Sighting> = pairs.iter().filter_map(|(_, together)| together.best).collect();
        let edge = |(&((one, other), together), (id, record)): (&(Two, Together), (String, String))| {
            let (one, other, Together { articles, passages, .. }) = (one as usize, other as usize, together);
            let log_likelihood = log_likelihood(articles, nodes[one].articles, nodes[other].articles, matches);
            NetworkEdge { one, other, passages, articles, log_likelihood, id, record }
        };
        Ok(pairs.iter().zip(self.cited(&best)?).map(edge).collect())
    }
}
