//! A network as two tables for spreadsheets and for Gephi, which knows columns by their names: Id and Label of nodes; Source, Target, Type and
//! Weight of edges. Counts nothing.

use std::io::{self, Write};

use dateline::search::{Network, NetworkEdge, NetworkNode};

use super::super::csv::{cell, row};

/// Writes who there is.
pub fn nodes(network: &Network, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"Id,Label,Kind,Articles\r\n")?;
    for node in &network.nodes {
        let NetworkNode { actor, articles } = node;
        let cells = [id(node), actor.name.clone(), actor.kind.name().to_string(), articles.to_string()];
        out.write_all(row(&cells).as_bytes())?;
    }
    Ok(())
}

/// Writes who is named with whom. The weight is the number of passages.
pub fn edges(network: &Network, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"Source,Target,Type,Weight,Articles,LogLikelihood,Evidence,Record\r\n")?;
    for edge in &network.edges {
        let NetworkEdge { one, other, passages, articles, log_likelihood, id: article, record } = edge;
        let [one, other] = [one, other].map(|number| cell(&id(&network.nodes[*number])));
        let [article, record] = [article, record].map(|text| cell(text));
        // Numbers are no texts: one below nought needs no guard against formulas.
        writeln!(out, "{one},{other},Undirected,{passages},{articles},{log_likelihood},{article},{record}\r")?;
    }
    Ok(())
}

/// A name alone may be that of a person and of a place: `Jordan (place)`.
fn id(node: &NetworkNode) -> String {
    format!("{} ({})", node.actor.name, node.actor.kind.name())
}
