//! `dateline actors --graph FILE`: the network of the actors that articles name, in a file for programs that draw networks.

use std::path::{Path, PathBuf};

use dateline::search::{Network, NetworkOptions, Request};

use super::super::arguments::{ActorsArguments, Common, GraphFormat};
use super::super::failure::Failure;
use super::super::output::{Output, failed};
use super::super::search::{complain_of, complain_of_nothing};
use super::super::terminal::{count, note, number};
use super::super::typed::Typed;
use super::{Status, graph_tables, graphml, kinds, user_file};

/// Actors in a network where nothing is said: more can hardly be looked at.
const USUAL: usize = 500;

/// Writes the network to a file of the format.
pub fn run(
    path: &Path,
    format: GraphFormat,
    arguments: &ActorsArguments,
    common: &Common,
    typed: &Typed,
) -> Result<Status, Failure> {
    let ActorsArguments { words, any, filters, kind, min, limit, .. } = arguments;
    let searcher = user_file::searcher(common)?;
    let request = Request { any: *any, ..common.request(words, filters) };
    let options = NetworkOptions { kinds: kinds(*kind), most: limit.unwrap_or(USUAL), at_least: *min };
    let network = searcher.network(&request, &options)?;
    complain_of(&network.complaints, &request, searcher.queries(), typed);
    let files = write(&network, path, format)?;
    let files: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    let (actors, pairs) = (count(network.nodes.len() as u64, "actor"), count(network.edges.len() as u64, "pair"));
    let articles = count(network.matches, "article");
    note(&format!("{actors} and {pairs} of {articles} in {}", files.join(" and ")));
    left_out(&network, *min, typed);
    if network.matches == 0 {
        complain_of_nothing(&request, typed);
    }
    Ok(if network.matches > 0 { Status::Done } else { Status::Nothing })
}

/// Says what of the network is not in the file.
fn left_out(network: &Network, min: u64, typed: &Typed) {
    let others = network.actors - network.nodes.len();
    if others > 0 {
        let all = typed.with_option("limit", &network.actors.to_string());
        note(&format!("left out: {} named in fewer articles; with them: {all}", count(others as u64, "actor")));
    }
    if network.seldom > 0 {
        let seldom = count(network.seldom as u64, "pair");
        note(&format!("left out: {seldom} named together in fewer than {} passages", number(min)));
    }
}

/// The files, when they are complete.
fn write(network: &Network, path: &Path, format: GraphFormat) -> Result<Vec<PathBuf>, Failure> {
    let begin = |path: &Path| Output::create(Some(path));
    let of = |path: &Path| {
        let path = path.to_path_buf();
        move |error| failed(Some(&path), error)
    };
    match format {
        GraphFormat::Graphml => {
            let mut file = begin(path)?;
            graphml::write(network, &mut file).map_err(of(path))?;
            file.keep()?;
            Ok(vec![path.to_path_buf()])
        }
        GraphFormat::Csv => {
            let nodes_path = beside(path);
            let (mut edges, mut nodes) = (begin(path)?, begin(&nodes_path)?);
            graph_tables::edges(network, &mut edges).map_err(of(path))?;
            graph_tables::nodes(network, &mut nodes).map_err(of(&nodes_path))?;
            nodes.keep()?;
            edges.keep()?;
            Ok(vec![path.to_path_buf(), nodes_path])
        }
    }
}

/// The file of the nodes: `net-nodes.csv` beside `net.csv`.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{name}-nodes.{ending}"))
}
