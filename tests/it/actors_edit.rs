//! Changes to the user's file of actors: what comes out says what was asked, and all else stands as it stood.

use dateline::actors::{Draft, EditError};
use dateline::annotate::ActorKind;

/// The text that comes out of a change, which must be the same when it is made again.
fn changed(text: &str, change: impl Fn(&mut Draft) -> Result<(), EditError>) -> String {
    let mut draft = Draft::open(text.to_string()).expect("no faults");
    change(&mut draft).expect("nothing is in the way");
    let text = draft.text();
    let mut again = Draft::open(text.clone()).expect("no faults");
    change(&mut again).expect("nothing is in the way");
    assert_eq!(again.text(), text, "a change that is made again");
    text
}

const FILE: &str = "\
# Who is who.

[[actor]] # the colonel
name = 'Muammar Gaddafi'
aliases = [
  'Kadafi', # as the Los Angeles Times has it
  \"Gadhafi\"
]
not = ['Saif al-Islam Gaddafi']

# The other one.
[[actor]]
name = 'Moammar Qaddafi' # to be merged
aliases = ['Qadhafi']
note = \"Libya's leader\"

[[actor]]
name = 'Georgia'
type = 'place'

[[actor]]
name = 'Georgia'
type = 'person'

[[hide]]
name = 'Getty Images'

[[distinct]]
names = ['Moammar Qaddafi', 'Kadafi']
[[distinct]]
names = ['John Smith', 'Jon Smith']

[watch]
tyrants = ['Kadafi']
";

/// The change leaves out these parts of the file and puts in those, and nothing else.
#[track_caller]
fn check(change: impl Fn(&mut Draft) -> Result<(), EditError>, parts: &[(&str, &str)]) {
    let mut expected = FILE.to_string();
    for (old, new) in parts {
        assert_eq!(expected.matches(old).count(), 1, "{old}");
        expected = expected.replace(old, new);
    }
    assert_eq!(changed(FILE, &change), expected);
    // With other line endings, the same comes out with those.
    let windows = FILE.replace('\n', "\r\n");
    assert_eq!(changed(&windows, &change), expected.replace('\n', "\r\n"));
}

#[test]
fn a_merge_moves_names_and_keeps_comments() {
    check(
        |draft| draft.merge("Kadafi", &["Moammar Qaddafi", "Saif al-Islam Gaddafi"], None),
        &[
            (
                "  \"Gadhafi\"\n",
                "  \"Gadhafi\",\n  \"Moammar Qaddafi\",\n  \"Qadhafi\",\n  \"Saif al-Islam Gaddafi\",\n",
            ),
            ("not = ['Saif al-Islam Gaddafi']\n", "note = \"Libya's leader\"\n"),
            (
                "[[actor]]\nname = 'Moammar Qaddafi' # to be merged\naliases = ['Qadhafi']\nnote = \"Libya's leader\"\n",
                "# to be merged\n",
            ),
            ("\n[[distinct]]\nnames = ['Moammar Qaddafi', 'Kadafi']", ""),
        ],
    );
    check(
        |draft| draft.merge("Sergei  Lavrov", &["Sergey Lavrov", "LAVROV"], Some(ActorKind::Person)),
        &[(
            "[[hide]]",
            "[[actor]]\nname = \"Sergei Lavrov\"\ntype = \"person\"\naliases = [\"Sergey Lavrov\", \"LAVROV\"]\n\n[[hide]]",
        )],
    );
    check(
        |draft| draft.merge("Georgia", &["Sakartvelo"], Some(ActorKind::Place)),
        &[("type = 'place'\n", "type = 'place'\naliases = [\"Sakartvelo\"]\n")],
    );
}

#[test]
fn a_split_is_remembered() {
    check(
        |draft| draft.split("Muammar Gaddafi", "Gadhafi", None),
        &[
            ("Times has it\n  \"Gadhafi\"\n", "Times has it\n"),
            ("'Kadafi', #", "'Kadafi' #"),
            ("['Saif al-Islam Gaddafi']", "['Saif al-Islam Gaddafi', \"Gadhafi\"]"),
        ],
    );
    check(
        |draft| draft.split("Moammar Qaddafi", "Qadhafi", None),
        &[("aliases = ['Qadhafi']\n", "not = [\"Qadhafi\"]\n")],
    );
    check(
        |draft| draft.split("Nobody", "Somebody", None),
        &[("[[hide]]", "[[actor]]\nname = \"Nobody\"\nnot = [\"Somebody\"]\n\n[[hide]]")],
    );
}

#[test]
fn a_new_name_takes_the_place_of_the_old() {
    check(
        |draft| draft.rename("Muammar Gaddafi", "Gadhafi", None),
        &[("'Muammar Gaddafi'", "\"GADHAFI\""), ("\"Gadhafi\"", "\"Muammar Gaddafi\""), ("\"GADHAFI\"", "\"Gadhafi\"")],
    );
    check(
        |draft| draft.rename("moammar qaddafi", "MOAMMAR QADDAFI", None),
        &[("'Moammar Qaddafi' #", "\"MOAMMAR QADDAFI\" #")],
    );
    check(
        |draft| draft.rename("Burma", "Myanmar", Some(ActorKind::Place)),
        &[("[[hide]]", "[[actor]]\nname = \"Myanmar\"\ntype = \"place\"\naliases = [\"Burma\"]\n\n[[hide]]")],
    );
}

#[test]
fn types_hidden_distinct_and_watched_names() {
    check(
        |draft| draft.set_type("Kadafi", ActorKind::Person),
        &[("name = 'Muammar Gaddafi'\n", "name = 'Muammar Gaddafi'\ntype = \"person\"\n")],
    );
    check(|draft| draft.set_type("Georgia", ActorKind::Person), &[]);
    check(
        |draft| draft.hide("AP \"News\"", Some(ActorKind::Organisation)),
        &[("[[distinct]]\nnames = ['M", "[[hide]]\nname = 'AP \"News\"'\ntype = \"org\"\n\n[[distinct]]\nnames = ['M")],
    );
    check(|draft| draft.hide("getty images", Some(ActorKind::Place)), &[]);
    check(|draft| draft.unhide("GETTY IMAGES", None), &[("[[hide]]\nname = 'Getty Images'\n\n", "")]);
    check(|draft| draft.unhide("Getty Images", Some(ActorKind::Place)), &[]);
    check(
        |draft| draft.distinguish("Jon Smith", "Joan Smith"),
        &[("'Jon Smith']\n", "'Jon Smith']\n\n[[distinct]]\nnames = [\"Jon Smith\", \"Joan Smith\"]\n")],
    );
    check(|draft| draft.distinguish("Jon Smith", "john smith"), &[]);
    check(|draft| draft.watch("Tyrants", "Idi Amin"), &[("['Kadafi']", "['Kadafi', \"Idi Amin\"]")]);
    check(
        |draft| draft.watch("oil & gas", "Gazprom"),
        &[("tyrants = ['Kadafi']\n", "tyrants = ['Kadafi']\n\"oil & gas\" = [\"Gazprom\"]\n")],
    );
    check(|draft| draft.unwatch("tyrants", "kadafi"), &[("tyrants = ['Kadafi']\n", "")]);
    check(|draft| draft.unwatch("nothing", "kadafi"), &[]);
}

#[test]
fn files_that_are_written_in_other_ways() {
    let merge = |draft: &mut Draft| draft.merge("A", &["B", "C"], None);
    for (text, expected) in [
        ("", "[[actor]]\nname = \"A\"\naliases = [\"B\", \"C\"]\n"),
        ("\u{feff}", "\u{feff}[[actor]]\nname = \"A\"\naliases = [\"B\", \"C\"]\n"),
        ("# x", "# x\n\n[[actor]]\nname = \"A\"\naliases = [\"B\", \"C\"]\n"),
        ("[[actor]]\nname = 'A'", "[[actor]]\nname = 'A'\naliases = [\"B\", \"C\"]\n"),
        ("[[actor]]\n\tname = 'A'#x\n\tnote=''", "[[actor]]\n\tname = 'A'#x\n\taliases = [\"B\", \"C\"]\n\tnote=''\n"),
        ("[[actor]]\nname = 'A'\naliases = []", "[[actor]]\nname = 'A'\naliases = [\"B\", \"C\"]\n"),
        ("[[actor]]\naliases = [ # ,[\n]\nname = 'A'\n", "[[actor]]\naliases = [\"B\", \"C\" # ,[\n]\nname = 'A'\n"),
        ("[[actor]]\nname = 'A'\naliases = ['X',]\n", "[[actor]]\nname = 'A'\naliases = ['X', \"B\", \"C\",]\n"),
        (
            "[[actor]]\nname = 'A'\naliases = [\n 'X' # x, y\n , # z\n]\n",
            "[[actor]]\nname = 'A'\naliases = [\n 'X', \"B\", \"C\" # x, y\n , # z\n]\n",
        ),
        (
            "[[actor]]\nname = 'A'\naliases = [\n\t'X',# x\n\t# y\n]\n",
            "[[actor]]\nname = 'A'\naliases = [\n\t'X',# x\n\t\"B\",\n\t\"C\",\n\t# y\n]\n",
        ),
        ("[[actor]]\nname = 'B'\n\n[[actor]]\nname = 'A'\n", "[[actor]]\nname = 'A'\naliases = [\"B\", \"C\"]\n"),
        ("[[actor]]\nname = 'A'\n\n[[actor]]\nname = 'B'", "[[actor]]\nname = 'A'\naliases = [\"B\", \"C\"]\n"),
    ] {
        assert_eq!(changed(text, merge), expected, "{text}");
    }
    let exchange = |draft: &mut Draft| {
        draft.split("B#b", "B", None)?;
        draft.merge("B#b", &["A"], None)
    };
    let text = "[[actor]]\nname = 'B#b' # 1\naliases = [ # 2\n'B', # 3, 4\n\"\"\"C # c\"\"\"]\n[[hide]]\nname='H'\n";
    let expected = text.replace("'B',", "\"A\",").replace("[[hide]]", "not = [\"B\"]\n[[hide]]");
    let mut draft = Draft::open(text.to_string()).unwrap();
    exchange(&mut draft).unwrap();
    assert_eq!(draft.text(), expected);
    let watch = |draft: &mut Draft| draft.watch("b", "B");
    assert_eq!(
        changed("watch.a = ['A']\n[[hide]]\nname='X'\n", watch),
        "watch.a = ['A']\nwatch.b = [\"B\"]\n[[hide]]\nname='X'\n"
    );
    assert_eq!(changed("[watch]#\n\n[[hide]]\nname='X'\n", watch), "[watch]#\nb = [\"B\"]\n\n[[hide]]\nname='X'\n");
}

#[test]
fn what_is_in_the_way() {
    type Change = fn(&mut Draft) -> Result<(), EditError>;
    let changes: [(Change, &str); 12] = [
        (|draft| draft.merge(" ", &["A"], None), "the name is empty"),
        (
            |draft| draft.merge("Georgia", &["Sakartvelo"], None),
            "several actors have the name \"Georgia\": \"Georgia\" (line 18), \"Georgia\" (line 22)",
        ),
        (
            |draft| draft.merge("Kadafi", &["Muammar Gaddafi"], None),
            "\"Kadafi\" is an alias of \"Muammar Gaddafi\" (line 4)",
        ),
        (
            |draft| draft.merge("A", &["Qadhafi"], None),
            "the alias \"Qadhafi\" is claimed by \"Moammar Qaddafi\" (line 14) and by \"A\" (this change)",
        ),
        (
            |draft| draft.merge("A", &["getty images"], None),
            "\"Getty Images\" is hidden (line 26), and a name of \"A\" (this change)",
        ),
        (
            |draft| draft.rename("Moammar Qaddafi", "Muammar Gaddafi", None),
            "\"Muammar Gaddafi\" is the name of two actors: \"Muammar Gaddafi\" (line 4) and \"Muammar Gaddafi\" (this change)",
        ),
        (
            |draft| draft.rename("Moammar Qaddafi", "Kadafi", None),
            "the alias \"Kadafi\" of \"Muammar Gaddafi\" is the name of the actor \"Kadafi\" (this change)",
        ),
        (|draft| draft.split("Kadafi", "muammar gaddafi", None), "\"muammar gaddafi\" is the name of the actor itself"),
        (
            |draft| draft.hide("Qadhafi", None),
            "\"Qadhafi\" is hidden (this change), and a name of \"Moammar Qaddafi\" (line 14)",
        ),
        (|draft| draft.distinguish("John", "JOHN"), "\"John\" and \"JOHN\" are one name"),
        (
            |draft| draft.distinguish("Kadafi", "Gadhafi"),
            "\"Kadafi\" and \"Gadhafi\" are said to be distinct, and are names of \"Muammar Gaddafi\"",
        ),
        (|draft| draft.watch("", "A"), "the name is empty"),
    ];
    for (change, expected) in changes {
        let mut draft = Draft::open(FILE.to_string()).unwrap();
        assert_eq!(change(&mut draft).unwrap_err().to_string(), expected);
        assert_eq!(draft.text(), FILE);
    }
    let two = "[[actor]]\nname='A'\nwikidata='Q1'\n[[actor]]\nname='B'\nwikidata='Q2'\n";
    let error = Draft::open(two.to_string()).unwrap().merge("A", &["B"], None).unwrap_err();
    assert_eq!(error.to_string(), "\"A\" (line 2) is Q1 in Wikidata, and \"B\" (line 5) is Q2");
}
