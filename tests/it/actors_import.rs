//! Tables from Wikidata's query service brought into the user's file of actors. The samples are made up.

use dateline::actors::{ActorsFile, Draft, ImportReport};
use dateline::annotate::ActorKind;
use proptest::prelude::*;
use proptest::sample::select;

/// The file after the import, and the report. A second import adds nothing.
#[track_caller]
fn imported(file: &str, table: &str, otherwise: Option<ActorKind>) -> (String, ImportReport) {
    let mut draft = Draft::open(file.to_string()).expect("no faults");
    let report = draft.import(table, otherwise).expect("a table");
    let text = draft.text();
    let mut again = Draft::open(text.clone()).expect("no faults");
    let second = again.import(table, otherwise).expect("a table");
    assert_eq!((second.added, second.completed, again.text()), (0, 0, text.clone()), "a second import");
    (text, report)
}

fn left_out(report: &ImportReport) -> Vec<String> {
    report.left_out.iter().map(ToString::to_string).collect()
}

#[test]
fn a_table_with_other_names_in_one_cell() {
    let table = "\
item,itemLabel,itemAltLabel,typeLabel,itemDescription\r
http://www.wikidata.org/entity/Q19878,Muammar Gaddafi,\"Kadafi, Moammar Gadhafi\",human,leader of Libya\r
http://www.wikidata.org/entity/Q1016,Libya,\"State of Libya, LBY\",sovereign state,\r
http://www.wikidata.org/entity/Q7,\"Oil, Inc.\",\"Oil, Oil Holding, Ltd.\",public company,\"oil, and
gas\"\r
http://www.wikidata.org/entity/Q8,Q8,,human,\r
http://www.wikidata.org/entity/Q9,,,human,\r
http://www.wikidata.org/entity/Q10,Too,Many,Cells,In,Here\r
";
    let (text, report) = imported("# mine\r\n", table, None);
    let expected = "\
# mine

[[actor]]
name = \"Muammar Gaddafi\"
type = \"person\"
aliases = [\"Kadafi\", \"Moammar Gadhafi\"]
wikidata = \"Q19878\"
note = \"leader of Libya\"

[[actor]]
name = \"Libya\"
type = \"place\"
aliases = [\"State of Libya\", \"LBY\"]
wikidata = \"Q1016\"

[[actor]]
name = \"Oil, Inc.\"
type = \"org\"
aliases = [\"Oil\", \"Oil Holding, Ltd.\"]
wikidata = \"Q7\"
note = \"oil, and gas\"
";
    assert_eq!(text, expected.replace('\n', "\r\n"));
    assert_eq!((report.added, report.completed, report.unchanged), (3, 0, 0));
    assert_eq!(
        left_out(&report),
        [
            "line 6: \"Q8\": the item has no name but its number",
            "line 7: \"Q9\": the row has no name",
            "line 8: \"Too\": the row has 6 cells, and the header 5",
        ]
    );
}

#[test]
fn a_table_with_a_row_for_each_other_name() {
    let table = "\
?person\t?personLabel\t?alias
<http://www.wikidata.org/entity/Q1>\t\"Sergei \\\"S.\\\" Lavrov\"@en\t\"Lavrov, Sergei\"@en
<http://www.wikidata.org/entity/Q2>\t\"Maria Zakharova\"@en\t
<http://www.wikidata.org/entity/Q1>\t\"Sergei \\\"S.\\\" Lavrov\"@en\t\"Sergey Lavrov\"@en-gb
<http://www.wikidata.org/entity/Q1>\t\"Sergei \\\"S.\\\" Lavrov\"@en\t\"SERGEY LAVROV\"@en
";
    let (text, report) = imported("", table, Some(ActorKind::Person));
    let expected = "\
[[actor]]
name = 'Sergei \"S.\" Lavrov'
type = \"person\"
aliases = [\"Lavrov, Sergei\", \"Sergey Lavrov\"]
wikidata = \"Q1\"

[[actor]]
name = \"Maria Zakharova\"
type = \"person\"
wikidata = \"Q2\"
";
    assert_eq!(text, expected);
    assert_eq!(report, ImportReport { added: 2, ..ImportReport::default() });
}

#[test]
fn what_the_user_wrote_stays() {
    let file = "\
[[actor]]
name = 'Colonel Gaddafi' # as we call him
type = 'person'
aliases = ['Muammar Gaddafi']
not = ['Saif Gaddafi']
note = 'mine'

[[actor]]
name = 'Georgia'
type = 'place'
wikidata = 'Q230'

[[actor]]
name = 'Tripoli'

[[hide]]
name = 'Getty Images'
[[distinct]]
names = ['Colonel Gaddafi', 'Colonel Kadafi']
";
    let table = "\
class;person;name;aliases;description
human;wd:Q19878;Muammar Gaddafi;Kadafi|Saif Gaddafi|Georgia|Tripoli|Colonel Kadafi|Getty Images|M. G.;leader
country;wd:Q230;Sakartvelo;Georgia|Georgia Republic;
state;wd:Q1428;Georgia;Peach State;
human;wd:Q5;Getty Images;;
human;wd:Q6;Mikheil Georgiou;M. G.;
human;wd:Q7;Kadafi;;
";
    let (text, report) = imported(file, table, None);
    let expected = file
        .replace("['Muammar Gaddafi']", "['Muammar Gaddafi', \"Georgia\"]")
        .replace("note = 'mine'", "wikidata = \"Q19878\"\nnote = 'mine'")
        .replace("type = 'place'\n", "type = 'place'\naliases = [\"Sakartvelo\", \"Georgia Republic\"]\n")
        .replace(
            "'Tripoli'\n",
            "'Tripoli'\n\n[[actor]]\nname = \"Mikheil Georgiou\"\ntype = \"person\"\nwikidata = \"Q6\"\n\n\
             [[actor]]\nname = \"Kadafi\"\ntype = \"person\"\nwikidata = \"Q7\"\n",
        );
    assert_eq!(text, expected);
    assert_eq!((report.added, report.completed, report.unchanged), (2, 2, 0));
    assert_eq!(
        left_out(&report),
        [
            "line 2: \"Kadafi\": the name is one of \"Kadafi\" (this change)",
            "line 2: \"Saif Gaddafi\": the file says that \"Colonel Gaddafi\" (line 2) is not called so",
            "line 2: \"Tripoli\": the name is one of \"Tripoli\" (line 14)",
            "line 2: \"Colonel Kadafi\": the file says that \"Colonel Gaddafi\" (line 2) is not called so",
            "line 2: \"Getty Images\": the name is hidden (line 17)",
            "line 2: \"M. G.\": several items of the table have the name",
            "line 4: \"Georgia\": the name is one of \"Georgia\" (line 9)",
            "line 5: \"Getty Images\": the name is hidden (line 17)",
            "line 6: \"M. G.\": several items of the table have the name",
        ]
    );
}

#[test]
fn tables_that_are_none() {
    let mut draft = Draft::open(String::new()).unwrap();
    for (table, expected) in [
        ("", "the table is empty"),
        ("\u{feff}\n \n", "the table is empty"),
        ("a,b\n1,2\n", "no column of the table is one of names: a, b"),
    ] {
        assert_eq!(draft.import(table, None).unwrap_err().to_string(), expected);
    }
    assert_eq!(draft.import("item,itemLabel\n", None), Ok(ImportReport::default()));
    assert_eq!(draft.text(), "");
}

#[test]
fn names_alone_are_enough() {
    let (text, report) =
        imported("", "Person,Aliases\nSergei Lavrov,\"Sergey Lavrov,Lavrow\"\nsergei lavrov,\"Lavroff\"\n", None);
    assert_eq!(text, "[[actor]]\nname = \"Sergei Lavrov\"\naliases = [\"Sergey Lavrov\", \"Lavrow\", \"Lavroff\"]\n");
    assert_eq!((report.added, report.left_out.len()), (1, 0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_table_leaves_a_file_without_faults(
        rows in proptest::collection::vec(
            (select(&["Q1", "Q2", "Q3", "Q4", ""][..]), select(&["A", "B", "C", "D", "a", "Q5", ""][..]),
             select(&["", "A", "B, C", "D|E", "F, A, B", "E, F"][..]), select(&["human", "city", "", "taxon"][..])),
            0..8,
        ),
        file in select(&[
            "",
            "[[actor]]\nname='A'\naliases=['B']\n[[hide]]\nname='C'\n",
            "[[actor]]\nname='A'\ntype='place'\nnot=['E']\n[[actor]]\nname='a'\ntype='person'\nwikidata='Q2'\n",
            "[[actor]]\nname='E'\nwikidata='Q1'\n[[distinct]]\nnames=['D','E','F']\n[[hide]]\nname='B'\ntype='person'\n",
        ][..]),
        otherwise in select(&[None, Some(ActorKind::Person), Some(ActorKind::Place)][..]),
    ) {
        let rows: String = rows.iter().map(|(id, label, aliases, class)| format!("{id},{label},\"{aliases}\",{class}\n")).collect();
        let (text, _) = imported(file, &format!("item,itemLabel,itemAltLabel,typeLabel\n{rows}"), otherwise);
        prop_assert!(ActorsFile::parse(&text).is_ok());
    }

    #[test]
    fn any_text_is_a_table_or_refused(text in "(\\PC|\n|\t|item,|itemLabel,|\"|Q1,|\\|){0,60}") {
        let mut draft = Draft::open(String::new()).unwrap();
        let _ = draft.import(&text, None);
        prop_assert!(ActorsFile::parse(&draft.text()).is_ok());
    }
}
