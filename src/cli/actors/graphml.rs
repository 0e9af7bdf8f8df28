//! A network as GraphML, which Gephi, Cytoscape, yEd and programs for statistics read. Source: graphml.graphdrawing.org, The GraphML File Format.

use std::fmt::Display;
use std::io::{self, Write};

use dateline::search::{Network, NetworkEdge, NetworkNode};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// What is said of nodes and edges: of which of them, under which name, as what type.
const KEYS: [(&str, &str, &str); 8] = [
    ("node", "label", "string"),
    ("node", "kind", "string"),
    ("node", "articles", "long"),
    ("edge", "weight", "double"),
    ("edge", "together", "long"),
    ("edge", "log_likelihood", "double"),
    ("edge", "evidence", "string"),
    ("edge", "record", "string"),
];

/// Writes the network. The weight of an edge is the number of passages.
pub fn write(network: &Network, out: &mut impl Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = xml.create_element("graphml").with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"));
    root.write_inner_content(|xml| {
        for (of, name, kind) in KEYS {
            let key = [("id", name), ("for", of), ("attr.name", name), ("attr.type", kind)];
            xml.create_element("key").with_attributes(key).write_empty()?;
        }
        let graph = xml.create_element("graph").with_attribute(("edgedefault", "undirected"));
        graph.write_inner_content(|xml| {
            network.nodes.iter().enumerate().try_for_each(|(number, said)| node(xml, number, said))?;
            network.edges.iter().try_for_each(|said| edge(xml, said))
        })?;
        Ok(())
    })?;
    xml.get_mut().write_all(b"\n")
}

fn node<W: Write>(xml: &mut Writer<W>, number: usize, said: &NetworkNode) -> io::Result<()> {
    let node = xml.create_element("node").with_attribute(("id", id(number).as_str()));
    node.write_inner_content(|xml| {
        data(xml, "label", &said.actor.name)?;
        data(xml, "kind", said.actor.kind.name())?;
        data(xml, "articles", said.articles)
    })?;
    Ok(())
}

fn edge<W: Write>(xml: &mut Writer<W>, said: &NetworkEdge) -> io::Result<()> {
    let ends = [("source", id(said.one)), ("target", id(said.other))];
    let ends = ends.iter().map(|(end, id)| (*end, id.as_str()));
    xml.create_element("edge").with_attributes(ends).write_inner_content(|xml| {
        data(xml, "weight", said.passages)?;
        data(xml, "together", said.articles)?;
        data(xml, "log_likelihood", said.log_likelihood)?;
        data(xml, "evidence", &said.id)?;
        data(xml, "record", &said.record)
    })?;
    Ok(())
}

/// An id has no spaces in GraphML, so that it is a number and the name a label.
fn id(number: usize) -> String {
    format!("n{number}")
}

fn data<W: Write>(xml: &mut Writer<W>, key: &str, value: impl Display) -> io::Result<()> {
    let value: String = value.to_string().chars().filter(|c| is_allowed(*c)).collect();
    xml.create_element("data").with_attribute(("key", key)).write_text_content(BytesText::new(&value))?;
    Ok(())
}

/// Whether a character may stand in a document, be it as a reference. Source: XML 1.0, production 2.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::actors::Key;
    use dateline::annotate::ActorKind;

    #[test]
    fn nothing_in_a_name_is_markup_or_forbidden() {
        let node = |name: &str| NetworkNode { actor: Key::new(ActorKind::Organisation, name), articles: 2 };
        let edge = NetworkEdge {
            one: 0,
            other: 1,
            passages: 3,
            articles: 2,
            log_likelihood: -1.5,
            id: "00".to_string(),
            record: "a\u{1b}\u{FFFE}.txt!<b>:1".to_string(),
        };
        let network = Network {
            matches: 2,
            nodes: vec![node("AT&T"), node("\"<Éa>\"\u{0}")],
            edges: vec![edge],
            actors: 2,
            seldom: 0,
            complaints: Vec::new(),
        };
        let mut written = Vec::new();
        write(&network, &mut written).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert_eq!(written, NETWORK, "{written}");
    }

    const NETWORK: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
 <key id="label" for="node" attr.name="label" attr.type="string"/>
 <key id="kind" for="node" attr.name="kind" attr.type="string"/>
 <key id="articles" for="node" attr.name="articles" attr.type="long"/>
 <key id="weight" for="edge" attr.name="weight" attr.type="double"/>
 <key id="together" for="edge" attr.name="together" attr.type="long"/>
 <key id="log_likelihood" for="edge" attr.name="log_likelihood" attr.type="double"/>
 <key id="evidence" for="edge" attr.name="evidence" attr.type="string"/>
 <key id="record" for="edge" attr.name="record" attr.type="string"/>
 <graph edgedefault="undirected">
  <node id="n0">
   <data key="label">AT&amp;T</data>
   <data key="kind">org</data>
   <data key="articles">2</data>
  </node>
  <node id="n1">
   <data key="label">&quot;&lt;Éa&gt;&quot;</data>
   <data key="kind">org</data>
   <data key="articles">2</data>
  </node>
  <edge source="n0" target="n1">
   <data key="weight">3</data>
   <data key="together">2</data>
   <data key="log_likelihood">-1.5</data>
   <data key="evidence">00</data>
   <data key="record">a.txt!&lt;b&gt;:1</data>
  </edge>
 </graph>
</graphml>
"#;
}
