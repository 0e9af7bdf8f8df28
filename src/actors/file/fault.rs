//! What can be wrong with the file of actors: facts with their place. Gives no advice.

use std::fmt;

use super::position::Position;

/// Something wrong with the file. A file with a fault changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {}, column {}: {kind}", at.line, at.column)]
pub struct Fault {
    /// Where it is.
    pub at: Position,
    /// What it is.
    pub kind: FaultKind,
}

/// Which actor has a name, and where it says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The canonical name of the actor.
    pub actor: String,
    /// Where the name stands.
    pub at: Position,
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} ({})", self.actor, self.at)
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// The file is no text in UTF-8.
    #[error("this is not UTF-8")]
    NotUtf8,
    /// The file is no TOML.
    #[error("{0}")]
    Syntax(String),
    /// There is no such table.
    #[error("there is no table {name:?}{}", guess(.nearest))]
    UnknownTable {
        /// As it is written.
        name: String,
        /// What it may have been meant for.
        nearest: Option<&'static str>,
    },
    /// There is no such key in the table.
    #[error("there is no key {name:?} here{}", guess(.nearest))]
    UnknownKey {
        /// As it is written.
        name: String,
        /// What it may have been meant for.
        nearest: Option<&'static str>,
    },
    /// The value is something else than it must be.
    #[error("{key} must be {expected}, and is {found}")]
    WrongType {
        /// The key.
        key: String,
        /// What it must be.
        expected: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// The entry does not have a key that it must have.
    #[error("the entry has no {0}")]
    Missing(&'static str),
    /// There is nothing between the quotes, or nothing but blanks.
    #[error("the name is empty")]
    EmptyName,
    /// The type is none of person, org and place.
    #[error("there is no type {name:?}{}", guess(.nearest))]
    UnknownType {
        /// As it is written.
        name: String,
        /// What it may have been meant for.
        nearest: Option<&'static str>,
    },
    /// The item of Wikidata is not written as Q and a number.
    #[error("{0:?} is not Q and a number")]
    Wikidata(String),
    /// Two actors are said to be one item of Wikidata.
    #[error("{item} is the item of {first} and of {second}")]
    WikidataTwice {
        /// The item.
        item: String,
        /// The actor that comes first.
        first: Claim,
        /// The other.
        second: Claim,
    },
    /// Two actors of one type have one canonical name.
    #[error("{name:?} is the name of two actors: {first} and {second}")]
    NameTwice {
        /// The name.
        name: String,
        /// The actor that comes first.
        first: Claim,
        /// The other.
        second: Claim,
    },
    /// Two actors of one type have one alias.
    #[error("the alias {alias:?} is claimed by {first} and by {second}")]
    AliasTwice {
        /// The alias.
        alias: String,
        /// The actor that comes first.
        first: Claim,
        /// The other.
        second: Claim,
    },
    /// An alias of one actor is the canonical name of another.
    #[error("the alias {alias:?} of {of:?} is the name of the actor {other}")]
    AliasIsActor {
        /// The alias.
        alias: String,
        /// The actor that claims it.
        of: String,
        /// The actor whose name it is.
        other: Claim,
    },
    /// Each actor has the name of the next as an alias, and the last that of the first.
    #[error("a circle of aliases: {}", circle(.0))]
    Cycle(
        /// The actors, and where each has the alias.
        Vec<Claim>,
    ),
    /// A name is hidden, and an actor has it.
    #[error("{name:?} is hidden ({hidden}), and a name of {actor}")]
    HiddenAndNamed {
        /// The name.
        name: String,
        /// Where it is hidden.
        hidden: Position,
        /// The actor.
        actor: Claim,
    },
    /// What is never to be counted as the actor is one of its names.
    #[error("{name:?} is among what {actor:?} is not, and is its name ({named})")]
    NotAndNamed {
        /// The name.
        name: String,
        /// The actor.
        actor: String,
        /// Where the name stands.
        named: Position,
    },
    /// Names that are said to be distinct are of one actor.
    #[error("{one:?} and {other:?} are said to be distinct, and are names of {actor:?}")]
    DistinctAndOne {
        /// A name.
        one: String,
        /// Another.
        other: String,
        /// The actor.
        actor: String,
    },
    /// To be distinct takes two different names.
    #[error("to be distinct takes two different names")]
    DistinctAlone,
    /// A watch list names nobody.
    #[error("the watch list {0:?} names nobody")]
    EmptyWatchList(String),
    /// Two watch lists have one heading.
    #[error("the watch list {heading:?} is there twice, the first on {first}")]
    WatchListTwice {
        /// The heading.
        heading: String,
        /// Where the first is.
        first: Position,
    },
}

fn guess(nearest: &Option<&'static str>) -> String {
    nearest.map(|name| format!(" ({name}?)")).unwrap_or_default()
}

fn circle(claims: &[Claim]) -> String {
    let links: Vec<String> = claims
        .iter()
        .zip(claims.iter().cycle().skip(1))
        .map(|(claim, next)| format!("{claim} has the alias {:?}", next.actor))
        .collect();
    links.join(", ")
}

#[cfg(test)]
mod tests {
    use crate::actors::ActorsFile;

    /// Every fault of the text, with its place.
    fn faults(text: &str) -> Vec<String> {
        ActorsFile::parse(text).err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_fault_is_named_with_its_place() {
        for (text, expected) in [
            // The syntax.
            ("[[actor]]\nname = \"A\n", "line 2, column 10: invalid basic string, expected `\"`"),
            ("[[actor]]\nname = Putin\n", "line 2, column 8: string values must be quoted, expected literal string"),
            ("[[actor]]\nname = 'A'\nname = 'B'\n", "line 3, column 1: duplicate key"),
            ("[[actor]\n", "line 1, column 9: unclosed array table, expected `]`"),
            (
                "\u{feff}# é\r\n[[actör]]\r\n",
                "line 2, column 6: invalid unquoted key, expected letters, numbers, `-`, `_`",
            ),
            // Tables, keys and values.
            ("[[actors]]\nname = 'A'\n", "line 1, column 3: there is no table \"actors\" (actor?)"),
            ("\n  x = 1\n", "line 2, column 3: there is no table \"x\""),
            ("[[actor]]\nname = 'A'\n  alias = []\n", "line 3, column 3: there is no key \"alias\" here (aliases?)"),
            ("[[hide]]\nname = 'A'\naliases = []\n", "line 3, column 1: there is no key \"aliases\" here"),
            (
                "[[distinct]]\nname = ['A', 'B']\n",
                "line 1, column 1: the entry has no names; line 2, column 1: there is no key \"name\" here (names?)",
            ),
            ("actor = [{ name = 'A' }]", "line 1, column 1: actor must be tables under double brackets, and is array"),
            ("actor.name = 'A'", "line 1, column 1: actor must be tables under double brackets, and is table"),
            ("watch = { a = ['A'] }", "line 1, column 1: watch must be a table under [watch], and is inline table"),
            ("[[watch]]\na = ['A']", "line 1, column 3: watch must be a table under [watch], and is array of tables"),
            ("[[actor]]\nname = 3\n", "line 2, column 8: name must be a string, and is integer"),
            ("[[actor]]\nname.first = 'A'\n", "line 2, column 1: name must be a string, and is table"),
            (
                "[[actor]]\nname = 'A'\naliases = 'B'\n",
                "line 3, column 11: aliases must be a list of strings, and is string",
            ),
            (
                "[[actor]]\nname = 'A'\nnot = ['é', 2021-08-15]\n",
                "line 3, column 13: not must be a list of strings, and is datetime",
            ),
            ("[[actor]]\n[[actor]]\nname = 'A'\n", "line 1, column 1: the entry has no name"),
            (
                "[[actor]]\nname = \" \\t\"\n[[actor]]\nname = ''\n",
                "line 2, column 8: the name is empty; line 4, column 8: the name is empty",
            ),
            ("[[actor]]\nname = 'A'\naliases = [\"\\t\"]\n", "line 3, column 12: the name is empty"),
            ("[[actor]]\nname = 'A'\ntype = 'preson'\n", "line 3, column 8: there is no type \"preson\" (person?)"),
            ("[[actor]]\nname = 'A'\ntype = 'ship'\n", "line 3, column 8: there is no type \"ship\""),
            ("[[actor]]\nname = 'A'\nwikidata = 'q1'\n", "line 3, column 12: \"q1\" is not Q and a number"),
            // What entries say together.
            (
                "[[actor]]\nname = 'A'\nwikidata = 'Q1'\n[[actor]]\nname = 'B'\nwikidata = 'Q1'\n",
                "line 6, column 12: Q1 is the item of \"A\" (line 3) and of \"B\" (line 6)",
            ),
            (
                "[[actor]]\nname = 'Erdoğan'\n[[actor]]\nname = 'ERDOGAN'\ntype = 'person'\n",
                "line 4, column 8: \"ERDOGAN\" is the name of two actors: \"Erdoğan\" (line 2) and \"ERDOGAN\" (line 4)",
            ),
            (
                "[[actor]]\nname = 'A'\naliases = ['X']\n[[actor]]\nname = 'B'\naliases = ['Y', 'x']\n",
                "line 6, column 17: the alias \"x\" is claimed by \"A\" (line 3) and by \"B\" (line 6)",
            ),
            (
                "[[actor]]\nname = 'A'\naliases = ['b']\n[[actor]]\nname = 'B'\n",
                "line 3, column 12: the alias \"b\" of \"A\" is the name of the actor \"B\" (line 5)",
            ),
            (
                "[[actor]]\nname = 'A'\naliases = ['B']\n[[actor]]\nname = 'B'\naliases = ['A']\n",
                "line 3, column 12: a circle of aliases: \"A\" (line 3) has the alias \"B\", \"B\" (line 6) has the alias \"A\"",
            ),
            (
                "[[hide]]\nname = 'getty images'\n[[actor]]\nname = 'Getty'\naliases = ['Getty Images']\n",
                "line 2, column 8: \"getty images\" is hidden (line 2), and a name of \"Getty\" (line 5)",
            ),
            (
                "[[actor]]\nname = 'A'\naliases = ['B']\nnot = ['C', 'b']\n",
                "line 4, column 13: \"b\" is among what \"A\" is not, and is its name (line 3)",
            ),
            ("[[distinct]]\nnames = ['A', 'a']\n", "line 1, column 1: to be distinct takes two different names"),
            (
                "[[distinct]]\nnames = ['B', 'A']\n[[actor]]\nname = 'A'\naliases = ['B']\n",
                "line 2, column 15: \"B\" and \"A\" are said to be distinct, and are names of \"A\"",
            ),
            ("[watch]\na = []\n", "line 2, column 1: the watch list \"a\" names nobody"),
            (
                "[watch]\na = ['X']\n'A' = ['Y']\n",
                "line 3, column 1: the watch list \"A\" is there twice, the first on line 2",
            ),
        ] {
            assert_eq!(faults(text).join("; "), expected, "{text}");
        }
    }

    #[test]
    fn all_faults_are_found_and_in_order() {
        let text = "[[actor]]\nname = 'A'\ntype = 'x'\naliases = ['C', 3]\n[[actor]]\nname = 'B'\nalias = []\naliases = ['C']\n";
        let lines: Vec<_> =
            ActorsFile::parse(text).unwrap_err().iter().map(|fault| (fault.at.line, fault.at.column)).collect();
        assert_eq!(lines, [(3, 8), (4, 17), (7, 1), (8, 12)]);
    }

    #[test]
    fn what_is_no_fault() {
        for text in [
            "",
            "\u{feff}",
            "# only a comment\r\n",
            // Of two types, both may have the name.
            "[[actor]]\nname = 'Georgia'\ntype = 'place'\n[[actor]]\nname = 'Georgia'\ntype = 'person'\n[[hide]]\nname='Georgia'\ntype='org'\n",
            // To say twice what is so anyway.
            "[[actor]]\nname = 'A'\naliases = ['a', 'B', 'b']\n[[hide]]\nname = 'X'\n[[hide]]\nname = 'X'\n",
            // A dotted key for a list, and a name that nobody in the file has.
            "watch.oligarchs = ['Nobody']\n",
            "[[distinct]]\nnames = ['A', 'B', 'A']\n",
        ] {
            assert_eq!(faults(text), [""; 0], "{text}");
        }
    }
}
